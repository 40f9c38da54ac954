/**
 * Learning the weights from the registry itself: expectation–maximisation over the pairs that share a key, with three kinds of
 * pairs: one person, one family, strangers. What strangers look like is counted on pairs drawn at random, and stays.
 */
import { ABSENT, FIELD_COUNT, FIELD_NAMES, Found, LEVELS, type Rows } from './fields.ts';
import { frequenciesOf, type NameShares } from './frequencies.ts';
import { compareRows } from './levels.ts';
import { agreedName, frequencyAt, NAME_FIELDS, weightsOf, type LinkageModel, type Odds } from './model.ts';
import { PAIR } from './pairs.ts';

const ROUNDS = 12;
const MOST_RANDOM_PAIRS = 400_000;
const RANDOM_PAIRS_A_ROW = 40;
/**
 * What one person cannot look like in a tenth of all cases, however the mathematics would like it: without these limits the
 * first kind of pairs becomes "brothers" in a registry where few come back twice and many come with their families.
 */
const LIMITS: Readonly<Record<string, number>> = {
  'number.differ': 0.06, 'given.shared': 0.04, 'given.differ': 0.03, 'surname1.differ': 0.05, 'surname2.differ': 0.08, 'birth.twoParts': 0.04, 'birth.yearSame': 0.02, 'birth.near': 0.02,
  'birth.differ': 0.015, 'birth.vagueDiffer': 0.02, 'sex.differ': 0.02, 'arrival.sameGroup': 0.0005, 'arrival.sameDay': 0.002, 'mother.differ': 0.06, 'origin.differ': 0.15,
};

/** Rates kept within the limits; what is cut off goes to the best agreement. */
function limited(rates: Float64Array): Float64Array {
  for (const [field, name] of FIELD_NAMES.entries()) {
    const levels = LEVELS[name];
    let [total, best] = [0, field * WIDTH];
    for (const [level, code] of levels.entries()) {
      const at = field * WIDTH + level;
      rates[at] = Math.min(rates[at]!, LIMITS[`${name}.${code}`] ?? 1);
      total += rates[at]!;
      if (rates[at]! > rates[best]!) best = at;
    }
    rates[best]! += Math.max(0, 1 - total);
  }
  return rates;
}

/** Belief in the model before it: as if so many pairs had been seen at its rates. Keeps a small registry near the start. */
const PRIOR_PAIRS = 200;
const SMALLEST = 1e-6;

export interface Seen { readonly levels: Uint8Array; readonly shares: Float32Array; readonly count: number }

/** Levels and name frequencies of many pairs, side by side. */
export function look(rows: Rows, pairs: Float64Array, names: NameShares, model: LinkageModel): Seen {
  const [found, frequencies, weights] = [new Found(), frequenciesOf(names), weightsOf(model)];
  const levels = new Uint8Array(pairs.length * FIELD_COUNT);
  const shares = new Float32Array(pairs.length * NAMES.length);
  for (let i = 0; i < pairs.length; i++) {
    const pair = pairs[i]!;
    compareRows(rows, Math.floor(pair / PAIR), rows, pair % PAIR, found);
    levels.set(found.level, i * FIELD_COUNT);
    for (const [slot, field] of NAMES.entries()) {
      const name = agreedName(field, found.level[field]!);
      shares[i * NAMES.length + slot] = name ? frequencyAt(name, found, frequencies, weights) : 0;
    }
  }
  return { levels, shares, count: pairs.length };
}

const NAMES = NAME_FIELDS.map((f) => FIELD_NAMES.indexOf(f));
const ORDER = FIELD_NAMES.indexOf('surnameOrder');
/** Field → which of the name frequencies belongs to it, or none. */
const NAME_SLOT = Int8Array.from(FIELD_NAMES, (_, field) => NAMES.indexOf(field));
/** Pairs that are neither one person nor one family with this probability teach nothing. */
const IGNORED = 1e-3;

/** Rates as they change from round to round: field after field, `WIDTH` levels each. */
interface Rates { readonly m: Float64Array; readonly f: Float64Array; readonly u: Float64Array }
const WIDTH = 16;

function flat(model: LinkageModel, pick: (odds: Odds) => number): Float64Array {
  const rates = new Float64Array(FIELD_COUNT * WIDTH);
  for (const [i, field] of FIELD_NAMES.entries()) for (const [j, level] of LEVELS[field].entries()) rates[i * WIDTH + j] = pick(model.fields[field][level]!);
  return rates;
}
const ratesOf = (model: LinkageModel): Rates => ({ m: flat(model, (o) => o.m), f: flat(model, (o) => o.f), u: flat(model, (o) => o.u) });

function fieldsOf({ m, f, u }: Rates): LinkageModel['fields'] {
  const odds = (at: number): Odds => ({ m: m[at]!, f: f[at]!, u: u[at]! });
  return Object.fromEntries(FIELD_NAMES.map((field, i) => [field, Object.fromEntries(LEVELS[field].map((level, j) => [level, odds(i * WIDTH + j)]))])) as LinkageModel['fields'];
}

/** Rows drawn at random, the same every time. */
function drawing(count: number): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % count;
  };
}

/** Counts per field turned into rates, with what was believed before as if some pairs had been seen at its rates. */
function settled(counts: Float64Array, before: Float64Array): Float64Array {
  const rates = new Float64Array(counts.length);
  for (let field = 0; field < FIELD_COUNT; field++) {
    const [from, to] = [field * WIDTH, field * WIDTH + LEVELS[FIELD_NAMES[field]!].length];
    let total = 0;
    for (let i = from; i < to; i++) total += counts[i]!;
    for (let i = from; i < to; i++) rates[i] = Math.max(SMALLEST, (counts[i]! + before[i]! * PRIOR_PAIRS) / (total + PRIOR_PAIRS));
  }
  return rates;
}

/** Which of the pairs that are drawn at random: those from one place to another, of all that are drawn from so many rows. */
export interface Draws { readonly count: number; readonly from: number; readonly to: number }

/** The draws from so many rows, in parts of one size. */
export function drawsOf(count: number, parts: number): Draws[] {
  const all = Math.min(MOST_RANDOM_PAIRS, RANDOM_PAIRS_A_ROW * count);
  const at = (part: number): number => Math.floor((all * part) / parts);
  return Array.from({ length: parts }, (_, part) => ({ count, from: at(part), to: at(part + 1) }));
}

/** How often strangers show each level, among random pairs. The order of surnames is a matter of chance and not counted. */
export function countStrangers(rows: Rows, { count, from, to }: Draws): Float64Array {
  const found = new Found();
  const seen = new Float64Array(FIELD_COUNT * WIDTH);
  const draw = drawing(count);
  for (let i = 0; i < to; i++) {
    const [a, b] = [draw(), draw()];
    if (i < from || a === b) continue;
    compareRows(rows, a, rows, b, found);
    for (let field = 0; field < FIELD_COUNT; field++) if (found.level[field] !== ABSENT && field !== ORDER) seen[field * WIDTH + found.level[field]!]!++;
  }
  return seen;
}

/** The model with what strangers look like, from the counts of all parts. */
export function withStrangers(start: LinkageModel, parts: readonly Float64Array[]): LinkageModel {
  const initial = ratesOf(start);
  const counts = initial.u.map((_, at) => parts.reduce((sum, part) => sum + part[at]!, 0));
  return { ...start, fields: fieldsOf({ ...initial, u: settled(counts, initial.u) }) };
}

interface Mix { same: number; kin: number }

/** Probabilities that a pair is one person, and one family: into `out`. */
function posterior(seen: Seen, i: number, rates: Rates, mix: Mix, out: Float64Array): void {
  let [same, kin] = [mix.same, mix.kin];
  for (let field = 0; field < FIELD_COUNT; field++) {
    const level = seen.levels[i * FIELD_COUNT + field]!;
    if (level === ABSENT) continue;
    const at = field * WIDTH + level;
    const share = NAME_SLOT[field]! >= 0 ? seen.shares[i * NAMES.length + NAME_SLOT[field]!]! : 0;
    const u = share > 0 ? share : rates.u[at]!;
    same *= rates.m[at]! / u;
    kin *= (rates.f[at]! + share) / u;
  }
  const all = same + kin + 1;
  out[0] = same / all;
  out[1] = kin / all;
}

/** Adds what the pairs of one part probably are to the counts; returns how many are probably one person, and one family. */
function believed(seen: Seen, rates: Rates, mix: Mix, { m, f }: Pick<Rates, 'm' | 'f'>): Mix {
  const p = new Float64Array(2);
  const found: Mix = { same: 0, kin: 0 };
  for (let i = 0; i < seen.count; i++) {
    posterior(seen, i, rates, mix, p);
    const [asSame, asKin] = [p[0]!, p[1]!];
    if (asSame + asKin < IGNORED) continue;
    found.same += asSame;
    found.kin += asKin;
    for (let field = 0; field < FIELD_COUNT; field++) {
      const level = seen.levels[i * FIELD_COUNT + field]!;
      if (level === ABSENT) continue;
      m[field * WIDTH + level]! += asSame;
      f[field * WIDTH + level]! += asKin;
    }
  }
  return found;
}

function round(seen: readonly Seen[], rates: Rates, mix: Mix, initial: Rates, allPairs: number, weight: number): Rates {
  const [m, f] = [new Float64Array(FIELD_COUNT * WIDTH), new Float64Array(FIELD_COUNT * WIDTH)];
  const before = { ...mix };
  const found = seen.map((part) => believed(part, rates, before, { m, f }));
  mix.same = Math.max(found.reduce((sum, part) => sum + part.same, 0) * weight, 1) / allPairs;
  mix.kin = Math.max(found.reduce((sum, part) => sum + part.kin, 0) * weight, 1) / allPairs;
  return { m: limited(settled(m, initial.m)), f: settled(f, initial.f), u: rates.u };
}

/**
 * Learns a model.
 * @param seen a sample of the pairs that share a key, as `look` saw them with the model `strangers`
 * @param weight how many pairs each of the sample stands for
 * @param strangers the model to begin with, with what strangers look like here
 */
export function learn(seen: readonly Seen[], count: number, weight: number, start: LinkageModel, strangers: LinkageModel, version: string): LinkageModel {
  const initial = ratesOf(start);
  let rates = ratesOf(strangers);
  const allPairs = (count * (count - 1)) / 2;
  const mix: Mix = { same: (count * 0.1) / allPairs, kin: (count * 0.3) / allPairs };
  for (let n = 0; n < ROUNDS; n++) rates = round(seen, rates, mix, initial, allPairs, weight);
  return { ...start, version, learned: true, fields: fieldsOf(rates), relatives: (mix.kin * allPairs * 2) / count, repeats: (mix.same * allPairs * 2) / count };
}
