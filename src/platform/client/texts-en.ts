/** English sentences of the shell and of every home; the build puts them in this place (`src/apps/build/sentences.ts`). */
declare const SENTENCES_EN_FIRST: Readonly<Record<string, string>>;

export const texts = SENTENCES_EN_FIRST;
