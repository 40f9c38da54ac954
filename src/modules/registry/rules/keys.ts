/**
 * Index keys: what a record can be found by. Each is a number, so that the index tells nothing about a name. A record keeps the
 * keys of its words, of every two of them, of each with the birth year and with the birthday, of its birth date whole and in parts,
 * of its numbers, telephones and places; a look-up asks for records that hold several of them at once (`look-up-plan.ts`). No key
 * that is asked together with another is borne by more than a few in a thousand, so that an answer never reads a long list.
 */
import type { BirthPrecision } from '../schema.ts';
import { birthsInNumbers } from './births-in-numbers.ts';
import { compactNumber } from './numbers.ts';
import { rootName, soundOf, type NameTokens } from './names.ts';

export interface Keyed {
  readonly country: string;
  readonly tokens: NameTokens;
  /** Further words that the record is found by: what a damaged word is likely to mean, names by marriage, used by others, preferred. */
  readonly furtherWords?: readonly string[];
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly numbers: readonly string[];
  readonly phones: readonly string[];
  readonly places?: readonly string[];
}

const FNV_PRIME = 0x01000193;
const HIGH_BITS = 0x1fffff;

/** A 53-bit hash (two FNV-1a runs): fits a JavaScript number and a bigint column. */
export function hashKey(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x3c6ef372;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    low = Math.imul(low ^ unit, FNV_PRIME);
    high = Math.imul(high ^ (unit + 0x9e), FNV_PRIME) ^ (high >>> 15);
  }
  return ((high >>> 0) & HIGH_BITS) * 0x1_0000_0000 + (low >>> 0);
}

/** What two document numbers are compared by. The type is left out: the same number is often filed under another name. */
export function numberKey(number: string): number {
  return hashKey(`n|${compactNumber(number)}`);
}

/** A 32-bit key of the index; two texts that share one by chance cost a needless comparison and nothing else. */
function key(country: string, kind: string, text: string): number {
  const whole = hashKey(`${country}|${kind}|${text}`);
  let mixed = (Math.floor(whole / 0x1_0000_0000) ^ whole) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}

/** Stands for the year of whoever was registered without a birth date: a look-up that knows the year finds them too. */
export const NO_YEAR = 0;

const PHONE_DIGITS = 8;
const SHORTEST_PHONE = 7;

/** The last eight digits: with or without the code of the country. */
export function phoneDigits(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  return digits.length >= SHORTEST_PHONE ? digits.slice(-PHONE_DIGITS) : null;
}

/** The keys that a country's records are found by, kind by kind. */
export const keyOf = {
  word: (country: string, sound: string) => key(country, 'w', sound),
  pair: (country: string, a: string, b: string) => key(country, 'p', a < b ? `${a}|${b}` : `${b}|${a}`),
  /** Everything somebody is called and nothing else: finds `Ana Paz` among all who are called Ana and Paz and more. */
  whole: (country: string, sounds: readonly string[]) => key(country, 'f', [...new Set(sounds)].toSorted().join('|')),
  number: (country: string, number: string) => key(country, 'n', compactNumber(number)),
  phone: (country: string, digits: string) => key(country, 't', digits),
  place: (country: string, admin2: string) => key(country, 'g', admin2),
  day: (country: string, date: string) => key(country, 'd', date),
  /** A word with the year of birth, or with {@link NO_YEAR}. */
  wordYear: (country: string, sound: string, year: number) => key(country, 'wy', `${year}|${sound}`),
  wordBirthday: (country: string, sound: string, date: string) => key(country, 'wb', `${date.slice(5)}|${sound}`),
  yearMonth: (country: string, date: string) => key(country, 'ym', date.slice(0, 7)),
  yearDay: (country: string, date: string) => key(country, 'yd', date.slice(0, 4) + date.slice(7)),
} as const;

/** More words than anybody has are no names; the keys of pairs grow with their square. */
const MOST_WORDS = 7;

/** Words of a name as they sound: given names by their common root, surnames word by word, and as one where they have several. */
export function soundsOfName(tokens: NameTokens): string[] {
  const surnames = [tokens.surname1, tokens.surname2].flatMap((words) => (words.length > 1 ? [...words, words.join('')] : words));
  return [...new Set([...tokens.given.map((w) => soundOf(rootName(w))), ...surnames.map(soundOf)])].slice(0, MOST_WORDS);
}

/** 1 January stands for "unknown day" on many papers: such a date says no more than its year. */
export function saysDay(date: string, precision: BirthPrecision): boolean {
  return precision === 'day' && !date.endsWith('-01-01');
}

function birthKeys(country: string, sounds: readonly string[], date: string, precision: BirthPrecision): number[] {
  const year = Number(date.slice(0, 4));
  const years = sounds.map((s) => keyOf.wordYear(country, s, year));
  if (precision === 'month') return [...years, keyOf.yearMonth(country, date)];
  if (!saysDay(date, precision)) return years;
  return [...years, ...sounds.map((s) => keyOf.wordBirthday(country, s, date)), keyOf.day(country, date), keyOf.yearMonth(country, date), keyOf.yearDay(country, date)];
}

/** A vague date stands beside the one that a number carries: whoever knows the day finds the record by it. */
function allBirthKeys(sounds: readonly string[], { country, birthDate, birthPrecision, numbers }: Keyed): number[] {
  const known = birthDate ? birthKeys(country, sounds, birthDate, birthPrecision) : [];
  if (birthDate && saysDay(birthDate, birthPrecision)) return known;
  const carried = birthsInNumbers(numbers.map(compactNumber), birthDate ? Number(birthDate.slice(0, 4)) : null).flatMap((date) => birthKeys(country, sounds, date, 'day'));
  return birthDate ? [...known, ...carried] : [...sounds.map((s) => keyOf.wordYear(country, s, NO_YEAR)), ...carried];
}

function nameKeys(country: string, own: readonly string[], sounds: readonly string[]): number[] {
  const pairs = sounds.flatMap((a, i) => sounds.slice(i + 1).map((b) => keyOf.pair(country, a, b)));
  return [...sounds.map((s) => keyOf.word(country, s)), ...pairs, ...(own.length > 0 ? [keyOf.whole(country, own)] : [])];
}

/** Keys that a record is stored under, each once. */
export function storedKeys(keyed: Keyed): number[] {
  const { country } = keyed;
  const own = soundsOfName(keyed.tokens);
  const sounds = [...new Set([...own, ...(keyed.furtherWords ?? []).map(soundOf)])].slice(0, MOST_WORDS);
  return [...new Set([
    ...nameKeys(country, own, sounds),
    ...allBirthKeys(sounds, keyed),
    ...keyed.numbers.map((n) => keyOf.number(country, n)),
    ...keyed.phones.map(phoneDigits).filter((d) => d !== null).map((d) => keyOf.phone(country, d)),
    ...(keyed.places ?? []).map((p) => keyOf.place(country, p)),
  ])];
}
