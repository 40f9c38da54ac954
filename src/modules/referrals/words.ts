import type { Locale } from '#kernel/codes';
import { factLabelKey, factValueKey } from '#kernel/fact-words';
import { factDefinition, type FactCode } from '#kernel/facts';
import { serverText } from '#platform/i18n';
import type { PersonContact } from '#registry/schema';
import type { Words } from './snapshot.ts';

interface Label { readonly es: string; readonly en: string }

const both = (say: (locale: Locale) => string): Label => ({ es: say('es'), en: say('en') });

/** Open codes that the platform can name itself; places and papers come from the country. */
export interface Names {
  readonly place: (id: string) => string | undefined;
  readonly paper: (id: string) => Label | undefined;
}

const DISPLAY: Partial<Record<FactCode, 'region' | 'language'>> = { returnedFrom: 'region', nationality: 'region', languages: 'language' };

function codeWord(code: FactCode, value: string, locale: Locale, names: Names): string {
  if (code === 'documentsHeld') return names.paper(value)?.[locale] ?? value;
  const kind = DISPLAY[code];
  if (kind) {
    try {
      return new Intl.DisplayNames([locale], { type: kind }).of(value) ?? value;
    } catch {
      return value;
    }
  }
  const key = factValueKey(code, value);
  const text = serverText(locale)(key);
  return text === key ? names.place(value) ?? value : text;
}

function mapWord(code: FactCode, value: Readonly<Record<string, string>>, locale: Locale, names: Names): string {
  const t = serverText(locale);
  return Object.entries(value).map(([key, state]) => `${codeWord(code, key, locale, names)}: ${t(factValueKey(code, state)).toLowerCase()}`).join(', ');
}

function valueWord(code: FactCode, value: unknown, locale: Locale, names: Names): string {
  const t = serverText(locale);
  if (typeof value === 'boolean') return t(factValueKey(code, value));
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return codeWord(code, value, locale, names);
  if (Array.isArray(value)) return value.length === 0 ? t('referrals.none') : value.map((v) => codeWord(code, String(v), locale, names)).join(', ');
  return factDefinition(code).kind === 'map' ? mapWord(code, value as Record<string, string>, locale, names) : '';
}

function contactValue(contact: PersonContact, locale: Locale): string {
  const t = serverText(locale);
  const notes = [
    ...(contact.whoAnswers ? [t('referrals.contact.who-answers', { name: contact.whoAnswers })] : []),
    ...(contact.hours ? [t('referrals.contact.hours', { hours: contact.hours })] : []),
    ...(contact.mayLeaveMessage ? [] : [t('referrals.contact.no-message')]),
  ];
  return [contact.value, ...notes].join(' · ');
}

/** Says facts and contacts in both languages, so that the copy a provider reads needs no look-up. */
export function wordsOf(names: Names): Words {
  return {
    factLabel: (code) => both((locale) => serverText(locale)(factLabelKey(code))),
    factValue: (code, value) => both((locale) => valueWord(code, value, locale, names)),
    contact: (contact) => ({
      label: both((locale) => serverText(locale)(`referrals.channel.${contact.channel}`)),
      value: both((locale) => contactValue(contact, locale)),
    }),
  };
}
