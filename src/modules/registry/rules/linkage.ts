/**
 * Are these two records one person? A Fellegi–Sunter score in bits: every field adds log2(m/u) for the level at which it
 * agrees or differs. The model is data and an argument; so are the frequencies of names. Pure, symmetric, no clock.
 */
import type { Band, BirthPrecision } from '../schema.ts';
import { compareBirth, type BirthLevel } from './birth.ts';
import { compareWords, rootName, soundOf, type NameTokens, type WordLevel } from './names.ts';
import initialModel from './linkage-model.json' with { type: 'json' };

/** Everything about a record that counts when it is compared. */
export interface Profile {
  readonly tokens: NameTokens;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly sex: string | null;
  readonly originAdmin2: string | null;
  /** Numbers as keys; `null` is a number that is held but not disclosed, and known to equal none of the other side's. */
  readonly numbers: readonly { readonly type: string; readonly key: number | null }[];
}

/** How common a name is among the people of the registry, by its sound: a share between 0 and 1, or unknown. */
export interface NameFrequencies {
  readonly given: (sound: string) => number | undefined;
  readonly surname: (sound: string) => number | undefined;
}

interface Odds { readonly m: number; readonly u: number }
export type Field = 'number' | 'given' | 'surname1' | 'surname2' | 'surnameOrder' | 'birth' | 'sex' | 'origin';

/** A versioned model: what each level of agreement is worth, and where the bands begin (bits of posterior odds). */
export interface LinkageModel {
  readonly version: string;
  readonly learned: boolean;
  readonly fields: Readonly<Record<Field, Readonly<Record<string, Odds>>>>;
  readonly rarest: number;
  readonly defaultFrequency: { readonly given: number; readonly surname: number };
  readonly smallestPopulation: number;
  readonly bands: { readonly surely: number; readonly perhaps: number };
}

/** The model that a new registry starts with. */
export const INITIAL_MODEL: LinkageModel = initialModel;

/** One field of a comparison: at which level, worth how many bits. A field missing on either side is absent. */
export interface FieldScore {
  readonly field: Field;
  readonly level: string;
  readonly bits: number;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface Comparison {
  readonly bits: number;
  readonly fields: readonly FieldScore[];
}

/** Compares two records field by field. */
export function compareProfiles(a: Profile, b: Profile, model: LinkageModel, frequencies: NameFrequencies): Comparison {
  const fields = [
    ...compareNumbers(a, b, model),
    ...compareGiven(a.tokens.given, b.tokens.given, model, frequencies),
    ...compareSurnames(a.tokens, b.tokens, model, frequencies),
    ...birthScore(a, b, model),
    ...simple('sex', a.sex, b.sex, model, (x, y) => (x === y ? 'same' : 'differ')),
    ...simple('origin', a.originAdmin2, b.originAdmin2, model, placeLevel),
  ];
  return { fields, bits: fields.reduce((sum, f) => sum + f.bits, 0) };
}

function bits(model: LinkageModel, field: Field, level: string, frequency?: number): number {
  const odds = model.fields[field][level];
  if (!odds) throw new RangeError(`the model does not know ${field}.${level}`);
  const u = frequency === undefined ? odds.u : Math.max(frequency, model.rarest);
  return Math.log2(odds.m / u);
}

function simple(field: Field, a: string | null, b: string | null, model: LinkageModel, level: (x: string, y: string) => string): FieldScore[] {
  if (!a || !b) return [];
  const at = level(a, b);
  return [{ field, level: at, bits: bits(model, field, at) }];
}

/** Municipalities share the code of their department or state up to the last two symbols. */
function placeLevel(a: string, b: string): string {
  if (a === b) return 'same';
  return a.slice(0, 5) === b.slice(0, 5) ? 'near' : 'differ';
}

function compareNumbers(a: Profile, b: Profile, model: LinkageModel): FieldScore[] {
  for (const mine of a.numbers) {
    if (mine.key !== null && b.numbers.some((n) => n.key === mine.key)) {
      return [{ field: 'number', level: 'same', bits: bits(model, 'number', 'same'), params: { type: mine.type } }];
    }
  }
  const other = a.numbers.find((mine) => b.numbers.some((n) => n.type === mine.type));
  return other ? [{ field: 'number', level: 'differ', bits: bits(model, 'number', 'differ'), params: { type: other.type } }] : [];
}

function birthScore(a: Profile, b: Profile, model: LinkageModel): FieldScore[] {
  if (!a.birthDate || !b.birthDate) return [];
  const found = compareBirth({ date: a.birthDate, precision: a.birthPrecision }, { date: b.birthDate, precision: b.birthPrecision });
  const level: BirthLevel = found.level;
  return [{ field: 'birth', level, bits: bits(model, 'birth', level), params: { years: found.years } }];
}

interface WordPair { readonly a: string; readonly b: string; readonly level: WordLevel }
const LEVEL_ORDER: readonly WordLevel[] = ['same', 'sound', 'variant', 'close', 'differ'];

/** Pairs the words of two lists, best agreements first; each word is used once. */
function pairWords(a: readonly string[], b: readonly string[]): WordPair[] {
  const all = a.flatMap((x, i) => b.map((y, j) => ({ i, j, a: x, b: y, level: compareWords(x, y) })));
  all.sort((p, q) => LEVEL_ORDER.indexOf(p.level) - LEVEL_ORDER.indexOf(q.level) || Math.abs(p.i - p.j) - Math.abs(q.i - q.j) || p.i + p.j - q.i - q.j);
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  return all.filter((p) => {
    if (p.level === 'differ' || usedA.has(p.i) || usedB.has(p.j)) return false;
    usedA.add(p.i);
    usedB.add(p.j);
    return true;
  });
}

function worst(pairs: readonly WordPair[]): WordLevel {
  return LEVEL_ORDER[Math.max(...pairs.map((p) => LEVEL_ORDER.indexOf(p.level)))]!;
}

function givenLevel(a: readonly string[], b: readonly string[], pairs: readonly WordPair[]): string {
  if (a.join('') === b.join('')) return a.length === b.length ? 'same' : 'sound';
  if (pairs.length === 0) return 'differ';
  const level = worst(pairs);
  if (pairs.length < Math.min(a.length, b.length)) return 'shared';
  if (a.length !== b.length) return level === 'close' ? 'close' : 'part';
  return level;
}

/** The sound that stands for an agreed pair whichever side it is read from. */
function agreedSound(pair: WordPair): string {
  const [x, y] = [soundOf(rootName(pair.a)), soundOf(rootName(pair.b))];
  return x < y ? x : y;
}

function compareGiven(a: readonly string[], b: readonly string[], model: LinkageModel, frequencies: NameFrequencies): FieldScore[] {
  if (a.length === 0 || b.length === 0) return [];
  const pairs = pairWords(a, b);
  const level = givenLevel(a, b, pairs);
  if (level === 'differ' || level === 'shared' || level === 'close' || pairs.length === 0) {
    return [{ field: 'given', level, bits: bits(model, 'given', level) }];
  }
  const shares = pairs.map((p) => frequencies.given(agreedSound(p)) ?? model.defaultFrequency.given).sort((x, y) => x - y);
  // Given names of one person are not independent (José Luis, Ana María): every further word counts half its bits.
  const frequency = shares.reduce((product, share, i) => product * (i === 0 ? share : Math.sqrt(share)), 1);
  return [{ field: 'given', level, bits: bits(model, 'given', level, frequency) }];
}

type SurnameLevel = 'same' | 'sound' | 'close' | 'differ';

function surnameLevel(a: readonly string[], b: readonly string[]): SurnameLevel {
  const [x, y] = [a.join(''), b.join('')];
  const level = compareWords(x, y);
  if (level === 'same' || level === 'sound') return level;
  const anyWord = a.length + b.length > 2 && a.some((w) => b.includes(w));
  return level === 'close' || anyWord ? 'close' : 'differ';
}

function surnameScore(field: 'surname1' | 'surname2', a: readonly string[], b: readonly string[], model: LinkageModel, frequencies: NameFrequencies): FieldScore[] {
  if (a.length === 0 || b.length === 0) return [];
  const level = surnameLevel(a, b);
  if (level === 'differ' || level === 'close') return [{ field, level, bits: bits(model, field, level) }];
  const share = frequencies.surname(soundOf(a.join(''))) ?? model.defaultFrequency.surname;
  return [{ field, level, bits: bits(model, field, level, share) }];
}

/** Surnames compared in the order given and swapped; whichever speaks more for one person counts. */
function compareSurnames(a: NameTokens, b: NameTokens, model: LinkageModel, frequencies: NameFrequencies): FieldScore[] {
  const order = (level: string): FieldScore => ({ field: 'surnameOrder', level, bits: bits(model, 'surnameOrder', level) });
  const straight = [
    ...surnameScore('surname1', a.surname1, b.surname1, model, frequencies),
    ...surnameScore('surname2', a.surname2, b.surname2, model, frequencies),
  ];
  // Crosswise neither side is first or second: both pairs count alike, and the better one stands for the first surname.
  const crossed = [
    ...surnameScore('surname1', a.surname1, b.surname2, model, frequencies),
    ...surnameScore('surname1', a.surname2, b.surname1, model, frequencies),
  ].sort((x, y) => y.bits - x.bits).map((f, i): FieldScore => (i === 0 ? f : { ...f, field: 'surname2' }));
  if (straight.length === 0 && crossed.length === 0) return [];
  const swapped = [...crossed, order('swapped')];
  const kept = [...straight, order('straight')];
  return total(swapped) > total(kept) ? swapped : kept;
}

function total(fields: readonly FieldScore[]): number {
  return fields.reduce((sum, f) => sum + f.bits, 0);
}

/** What a comparison must show before it may be called sure, whatever its sum. */
function strongEnough(comparison: Comparison): boolean {
  const is = (field: Field, ...levels: readonly string[]) => comparison.fields.some((f) => f.field === field && levels.includes(f.level));
  const surnameAgrees = is('surname1', 'same', 'sound', 'close');
  const birthAgrees = is('birth', 'same', 'swapped');
  if (!is('given', 'same', 'sound', 'variant', 'part', 'close')) return false;
  if (is('number', 'same')) return surnameAgrees || birthAgrees;
  return surnameAgrees && birthAgrees && !is('number', 'differ');
}

/** In which band a comparison falls, in a registry of so many people. */
export function bandOf(comparison: Comparison, model: LinkageModel, population: number): Band {
  const posterior = comparison.bits - Math.log2(Math.max(population, model.smallestPopulation));
  if (posterior >= model.bands.surely && strongEnough(comparison)) return 'surely';
  if (posterior >= model.bands.perhaps || comparison.fields.some((f) => f.field === 'number' && f.level === 'same')) return 'perhaps';
  return 'nobody';
}
