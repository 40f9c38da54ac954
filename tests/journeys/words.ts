import { readTexts } from '#platform/i18n';
import { IntlMessageFormat } from 'intl-messageformat';

/** Turns a sentence of the Spanish interface into the one of the journey's language, so that one journey is told once. */
export interface Words {
  /** The sentence, exactly. */
  (spanish: string): string;
  /** The sentence of a key with its arguments. */
  readonly key: (key: string, params?: Readonly<Record<string, string | number>>) => string;
  readonly locale: 'es' | 'en';
}

export function wordsIn(locale: 'es' | 'en'): Words {
  const spanish = readTexts('es');
  const wanted = readTexts(locale);
  const keyOf = new Map([...spanish].map(([key, text]) => [text, key]));
  const say = (sentence: string): string => {
    if (locale === 'es') return sentence;
    const key = keyOf.get(sentence);
    const text = key === undefined ? undefined : wanted.get(key);
    if (text === undefined) throw new Error(`no text says «${sentence}»`);
    return text;
  };
  const key = (name: string, params: Readonly<Record<string, string | number>> = {}): string => String(new IntlMessageFormat(wanted.get(name) ?? name, locale, undefined, { ignoreTag: true }).format(params));
  return Object.assign(say, { key, locale });
}
