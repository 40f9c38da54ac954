import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { IntlMessageFormat } from 'intl-messageformat';
import { LOCALES, type Locale } from '#kernel/codes';

export type TextParams = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;
/** The sentence of a key; a key without a sentence shows as itself (a test keeps that from happening). */
export type Translate = (key: string, params?: TextParams) => string;

const SOURCE = fileURLToPath(new URL('../', import.meta.url));

/** All sentences of one language: every `text/<locale>.json` under `src`. */
export function readTexts(locale: Locale, root: string = SOURCE): ReadonlyMap<string, string> {
  const files = globSync(`**/text/${locale}.json`, { cwd: root }).sort();
  const texts = new Map<string, string>();
  for (const file of files) {
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(`${root}/${file}`, 'utf8')) as Record<string, string>)) texts.set(key, text);
  }
  return texts;
}

/** Formats ICU messages of one language; compiled messages are kept. */
export function translator(locale: Locale, texts: ReadonlyMap<string, string>): Translate {
  const compiled = new Map<string, IntlMessageFormat>();
  return (key, params) => {
    const text = texts.get(key);
    if (text === undefined) return key;
    let message = compiled.get(key);
    if (!message) compiled.set(key, (message = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true })));
    return String(message.format(params as Record<string, string> | undefined));
  };
}

let loaded: ReadonlyMap<Locale, Translate> | undefined;

/** The server's translator for a language, read once. */
export function serverText(locale: Locale): Translate {
  loaded ??= new Map(LOCALES.map((l) => [l, translator(l, readTexts(l))]));
  return loaded.get(locale)!;
}

/** The language to answer in, from an `Accept-Language` header; Spanish unless English is clearly preferred. */
export function preferredLocale(header: string | undefined): Locale {
  const wanted = (header ?? '').toLowerCase().split(',').map((part) => part.trim().slice(0, 2));
  return wanted.find((l): l is Locale => (LOCALES as readonly string[]).includes(l)) ?? 'es';
}
