/**
 * Candidate keys: two records of one person should share at least one, in spite of the usual errors. Keys are numbers, so
 * that the table that holds them tells nothing about a name.
 */
import { isPlainDate, type PlainDate } from '#kernel/dates';
import { swappedDate } from './birth.ts';
import { compactNumber } from './numbers.ts';
import { rootName, skeletonOf, soundOf, type NameTokens } from './names.ts';

export interface Keyed {
  readonly tokens: NameTokens;
  readonly birthDate: PlainDate | null;
  readonly numbers: readonly string[];
  readonly phones: readonly string[];
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

/** Key of a document number. The type is left out: the same number is often filed under another name. */
export function numberKey(number: string): number {
  return hashKey(`n|${compactNumber(number)}`);
}

function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '');
  return digits.length >= 7 ? `t|${digits.slice(-8)}` : null;
}

function sounds(tokens: NameTokens): { given: string[]; surnames: string[] } {
  return {
    given: tokens.given.map((w) => soundOf(rootName(w))),
    surnames: [tokens.surname1.join(''), tokens.surname2.join('')].filter(Boolean).map(soundOf),
  };
}

const pair = (a: string, b: string) => (a < b ? `${a}|${b}` : `${b}|${a}`);

function nameKeys(given: readonly string[], surnames: readonly string[]): string[] {
  const keys = given.flatMap((g) => surnames.map((s) => `p|${pair(g, s)}`));
  if (surnames.length === 2) keys.push(`s|${pair(surnames[0]!, surnames[1]!)}|${given[0]?.slice(0, 1) ?? ''}`);
  return keys;
}

function dateKeys(names: readonly string[], dates: readonly PlainDate[]): string[] {
  return dates.flatMap((date) => names.map((name) => `d|${date}|${name}`));
}

/** Year with the outline of first given name and surname: survives vowels lost and letters misread at the end. */
function outlineKeys(tokens: NameTokens, years: readonly number[]): string[] {
  const given = tokens.given[0];
  const surname = tokens.surname1.join('') || tokens.surname2.join('');
  if (!given || !surname) return [];
  const outline = `${skeletonOf(rootName(given)).slice(0, 3)}|${skeletonOf(surname).slice(0, 3)}`;
  return years.map((year) => `o|${year}|${outline}`);
}

/** How much a shared key of a kind says, for choosing whom to compare at all. */
const WEIGHTS: Readonly<Record<string, number>> = { n: 100, t: 20, d: 5, s: 3, p: 2, o: 1 };

export interface WeightedKey { readonly key: number; readonly weight: number }

function build(keyed: Keyed, dates: readonly PlainDate[], years: readonly number[]): WeightedKey[] {
  const { given, surnames } = sounds(keyed.tokens);
  const texts = [
    ...keyed.numbers.map((n) => `n|${compactNumber(n)}`),
    ...keyed.phones.map(phoneKey).filter((k): k is string => k !== null),
    ...dateKeys([...given, ...surnames], dates),
    ...nameKeys(given, surnames),
    ...outlineKeys(keyed.tokens, years),
  ];
  return [...new Set(texts)].map((text) => ({ key: hashKey(text), weight: WEIGHTS[text[0]!]! }));
}

/** Keys that a record is stored under. */
export function storedKeys(keyed: Keyed): number[] {
  const date = keyed.birthDate;
  return build(keyed, date ? [date] : [], date ? [Number(date.slice(0, 4))] : []).map((k) => k.key);
}

/** Keys that a look-up asks for: as stored, and with the usual slips in the date. */
export function probeKeys(keyed: Keyed): WeightedKey[] {
  const date = keyed.birthDate;
  if (!date) return build(keyed, [], []);
  const year = Number(date.slice(0, 4));
  const dates = [date, swappedDate(date), inYear(date, year - 1), inYear(date, year + 1)].filter((d): d is PlainDate => d !== null);
  return build(keyed, dates, [year, year - 1, year + 1]);
}

/** The same day of another year; 29 February has none in most. */
function inYear(date: PlainDate, year: number): PlainDate | null {
  const moved = `${year}${date.slice(4)}`;
  return isPlainDate(moved) ? moved : null;
}
