/** English sentences of all other pages; the build puts them in this place (`src/apps/build/sentences.ts`). */
declare const SENTENCES_EN_REST: Readonly<Record<string, string>>;

export const texts = SENTENCES_EN_REST;
