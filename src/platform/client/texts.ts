import type { Locale } from '#kernel/codes';

/** Loads the sentences of one language; only that one travels. */
export async function loadTexts(locale: Locale): Promise<Readonly<Record<string, string>>> {
  const loaded = locale === 'en' ? await import('./texts-en.ts') : await import('./texts-es.ts');
  return loaded.texts;
}
