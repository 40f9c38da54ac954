/**
 * Are these two records one person? The face of the comparison for a desk, a list and a look-up: profiles in, bits and reasons
 * out. The levels and weights are those of the whole registry (`../linkage`). Symmetric, no clock; the model and the
 * frequencies of names are arguments.
 */
import type { Band, BirthPrecision } from '../schema.ts';
import { Lexicon } from '../linkage/lexicon.ts';
import { ABSENT, FIELD_NAMES, Found, LEVELS, type Field } from '../linkage/fields.ts';
import { compareRows } from '../linkage/levels.ts';
import { posteriorBits, Score, scoreFound, weightsOf, type Frequencies, type LinkageModel, type Weights } from '../linkage/model.ts';
import { RecordTable } from '../linkage/table.ts';
import type { NameTokens } from './names.ts';
import initialModel from './linkage-model.json' with { type: 'json' };

export type { Field } from '../linkage/fields.ts';
export type { LinkageModel } from '../linkage/model.ts';

/** Everything about a record that counts when it is compared. What is not known is left out. */
export interface Profile {
  readonly tokens: NameTokens;
  readonly married?: readonly string[];
  readonly mother?: readonly string[];
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly sex: string | null;
  readonly originAdmin1?: string | null;
  readonly originAdmin2: string | null;
  /** Numbers as compared: upper case, without separators. */
  readonly numbers: readonly { readonly type: string; readonly number: string }[];
  readonly phones?: readonly string[];
  /** The latest return; only between two records, never at a desk. */
  readonly arrival?: Arrival;
}

/** Day and point of a return, and who arrived together; what is not known is empty. */
export interface Arrival {
  readonly seenOn: string;
  readonly seenAt: string;
  readonly group: string;
}

const NO_ARRIVAL: Arrival = { seenOn: '', seenAt: '', group: '' };

/** How common a name is among the people of the registry, by its sound: a share between 0 and 1, or unknown. */
export interface NameFrequencies {
  readonly given: (sound: string) => number | undefined;
  readonly surname: (sound: string) => number | undefined;
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

/** Bits for one person, and for one family, both against strangers. */
export interface Weighed { readonly bits: number; readonly kin: number }

/** A comparison with its reasons. */
export interface Comparison extends Weighed { readonly fields: readonly FieldScore[] }

/** Two rows that are written again for every comparison. The words remembered with them are forgotten now and then. */
const MOST_WORDS = 60_000;
const found = new Found();
const score = new Score();
let desk = new RecordTable(new Lexicon(), 2);

/** Whoever stands in the first row. */
let standing: Profile | null = null;

function deskTable(): RecordTable {
  if (desk.lexicon.texts.length <= MOST_WORDS) return desk;
  standing = null;
  desk = new RecordTable(new Lexicon(), 2);
  return desk;
}

const laidOut = new WeakMap<LinkageModel, Weights>();

function weights(model: LinkageModel): Weights {
  const known = laidOut.get(model) ?? weightsOf(model);
  laidOut.set(model, known);
  return known;
}

/** Codes of municipalities begin with that of their department or state. */
const DEPARTMENT = 5;

const NO_WORDS: readonly string[] = [];
const asOne = (words: readonly string[]): string => (words.length === 1 ? words[0]! : words.join(''));

function write(table: RecordTable, row: number, p: Profile): void {
  const admin2 = p.originAdmin2 ?? '';
  const { seenOn, seenAt, group } = p.arrival ?? NO_ARRIVAL;
  table.write(row, {
    given: p.tokens.given, surname1: asOne(p.tokens.surname1), surname2: asOne(p.tokens.surname2), married: asOne(p.married ?? NO_WORDS), mother: p.mother ?? NO_WORDS, sex: p.sex ?? '',
    birthDate: p.birthDate ?? '', birthPrecision: p.birthPrecision, admin1: p.originAdmin1 || admin2.slice(0, DEPARTMENT), admin2, numbers: p.numbers, phones: p.phones ?? NO_WORDS,
    seenOn, seenAt, group,
  });
}

/** How much speaks for one person, without saying why: for the many that are not shown. */
export function weighProfiles(a: Profile, b: Profile, model: LinkageModel, frequencies: NameFrequencies): Weighed {
  const table = deskTable();
  // One look-up stands beside record after record.
  if (a !== standing) write(table, 0, a);
  standing = a;
  write(table, 1, b);
  compareRows(table, 0, table, 1, found);
  scoreFound(found, weights(model), inTexts(table, frequencies), score);
  return { bits: score.same, kin: score.kin };
}

/** Compares two records field by field. */
export function compareProfiles(a: Profile, b: Profile, model: LinkageModel, frequencies: NameFrequencies): Comparison {
  return { ...weighProfiles(a, b, model, frequencies), fields: FIELD_NAMES.flatMap((field, i) => fieldScore(field, i, a, b)) };
}

function inTexts({ lexicon: { texts } }: RecordTable, frequencies: NameFrequencies): Frequencies {
  return { given: (root) => frequencies.given(texts[root]!), surname: (sound) => frequencies.surname(texts[sound]!) };
}

/** A comparison with each field's part in both sums, for whoever wants to know why. */
export interface Explained extends Comparison {
  readonly fields: readonly (FieldScore & { readonly kin: number })[];
}

/** The same comparison, and what each field says about one family. */
export function explainProfiles(a: Profile, b: Profile, model: LinkageModel, frequencies: NameFrequencies): Explained {
  const comparison = compareProfiles(a, b, model, frequencies);
  const levels = found.level.slice();
  const alone = comparison.fields.map((scored) => {
    const index = FIELD_NAMES.indexOf(scored.field);
    found.level.fill(ABSENT);
    found.level[index] = levels[index]!;
    scoreFound(found, weights(model), inTexts(desk, frequencies), score);
    return { ...scored, kin: score.kin };
  });
  return { ...comparison, fields: alone };
}

/** Of all pairs of records that compare so: which share is one person, which one family, which neither. Together one. */
export interface Chances { readonly one: number; readonly family: number; readonly strangers: number }

/** What the model believes about two records of a registry of so many people; nobody stands at a desk. */
export function chancesOf({ bits, kin }: Pick<Comparison, 'bits' | 'kin'>, model: LinkageModel, population: number): Chances {
  const odds = posteriorBits(bits, kin, model, population);
  const one = 1 / (1 + 2 ** -odds);
  const family = model.relatives * 2 ** kin;
  const others = family + Math.max(population, model.smallestPopulation);
  return { one, family: (1 - one) * (family / others), strangers: (1 - one) * (1 - family / others) };
}

function fieldScore(field: Field, index: number, a: Profile, b: Profile): FieldScore[] {
  const level = found.level[index]!;
  if (level === ABSENT) return [];
  const base = { field, level: LEVELS[field][level]!, bits: score.fields[index]! };
  if (field === 'birth') return [{ ...base, params: { years: found.years } }];
  return field === 'number' ? [{ ...base, params: { type: numberType(a, b) } }] : [base];
}

/** Type of the number that both have, or of the first that can be compared. */
function numberType(a: Profile, b: Profile): string {
  const same = a.numbers.find((mine) => b.numbers.some((n) => n.number === mine.number));
  return (same ?? a.numbers.find((mine) => b.numbers.some((n) => n.type === mine.type)) ?? a.numbers[0])!.type;
}

/** Somebody who stands at a desk and is looked up has been here before more often than any two records are one person. */
const KNOWN_AT_DESK = 0.25;

/** Bits of posterior odds that two records are one person, in a registry of so many people. The order in which candidates are shown. */
export function oddsOf(comparison: Weighed, model: LinkageModel, population: number): number {
  return posteriorBits(comparison.bits, comparison.kin, model, population, Math.max(model.repeats, KNOWN_AT_DESK));
}

/** What a comparison must show before it may be called sure, whatever its sum. */
function strongEnough(comparison: Comparison): boolean {
  const is = (field: Field, ...levels: readonly string[]) => comparison.fields.some((f) => f.field === field && levels.includes(f.level));
  const surnameAgrees = is('surname1', 'same', 'sound', 'close');
  const birthAgrees = is('birth', 'same', 'swapped');
  if (!is('given', 'same', 'sound', 'variant', 'close')) return false;
  if (is('number', 'same')) return surnameAgrees || birthAgrees;
  return surnameAgrees && birthAgrees && !is('number', 'differ');
}

/** In which band a comparison falls, in a registry of so many people. */
export function bandOf(comparison: Comparison, model: LinkageModel, population: number): Band {
  const odds = oddsOf(comparison, model, population);
  if (odds >= model.bands.surely && strongEnough(comparison)) return 'surely';
  if (odds >= model.bands.perhaps || comparison.fields.some((f) => f.field === 'number' && f.level === 'same')) return 'perhaps';
  return 'nobody';
}
