/**
 * What a comparison is worth. Fellegi–Sunter with a third possibility: two records are one person, or two people who have
 * nothing to do with one another, or **two of one family**, who share surnames, mother, place and telephone by nature. A
 * registry that forgets the third calls brothers one person. Weights are bits: log2 of how much more often a level is seen in
 * one case than in strangers. Names that agree count by how rare they are.
 */
import { ABSENT, FIELD_COUNT, FIELD_NAMES, LEVELS, type Field, type Found, type Slip } from './fields.ts';

/** How often a level is seen in one person (m), in two of one family (f), in two strangers (u). */
export interface Odds { readonly m: number; readonly f: number; readonly u: number }

/** A versioned model; data. */
export interface LinkageModel {
  readonly version: string;
  readonly learned: boolean;
  readonly fields: Readonly<Record<Field, Readonly<Record<string, Odds>>>>;
  /** No name is taken for rarer than this share of people. */
  readonly rarest: number;
  /** Shares for names that were never counted. */
  readonly defaultFrequency: { readonly given: number; readonly surname: number };
  /** How many relatives a person has among the registered, on average. */
  readonly relatives: number;
  /** How many further records a person has among the registered, on average. */
  readonly repeats: number;
  readonly smallestPopulation: number;
  /** Where the bands begin, in bits of posterior odds: one person without asking; joined, but somebody should look; to be asked. */
  readonly bands: { readonly surely: number; readonly joined: number; readonly perhaps: number };
}

/** How common a name is among the people of the registry: a share between 0 and 1, or unknown. */
export interface Frequencies {
  readonly given: (root: number) => number | undefined;
  readonly surname: (sound: number) => number | undefined;
}

const NAME_FIELDS = new Set<Field>(['given', 'surname1', 'surname2']);
/** Levels of the name fields at which known words agree, or one is a slip of the other, so that their frequencies count. */
const BY_FREQUENCY: Readonly<Record<string, readonly string[]>> = { given: ['same', 'sound', 'variant', 'part', 'close'], surname1: ['same', 'sound', 'close'], surname2: ['same', 'sound', 'close'] };

/** A model laid out for speed: weights by field and level, in bits. */
export interface Weights {
  readonly model: LinkageModel;
  readonly same: readonly Float64Array[];
  readonly kin: readonly Float64Array[];
  /** For names: m and f as they are, since u depends on the name. */
  readonly byFrequency: readonly Uint8Array[];
  readonly m: readonly Float64Array[];
  readonly f: readonly Float64Array[];
}

/** Lays a model out. */
export function weightsOf(model: LinkageModel): Weights {
  const per = (pick: (odds: Odds, field: Field, level: string) => number) => FIELD_NAMES.map((field) => Float64Array.from(LEVELS[field].map((level) => {
    const odds = model.fields[field][level];
    if (!odds) throw new RangeError(`the model does not know ${field}.${level}`);
    return pick(odds, field, level);
  })));
  return {
    model, same: per(({ m, u }) => Math.log2(m / u)), kin: per(({ f, u }) => Math.log2(f / u)), m: per(({ m }) => m), f: per(({ f }) => f),
    byFrequency: FIELD_NAMES.map((field) => Uint8Array.from(LEVELS[field].map((level) => (NAME_FIELDS.has(field) && BY_FREQUENCY[field]!.includes(level) ? 1 : 0)))),
  };
}

/** A comparison in bits: for one person against strangers, for one family against strangers, and each field's part in the first. */
export class Score {
  same = 0;
  kin = 0;
  readonly fields = new Float64Array(FIELD_COUNT);
}

const [GIVEN, SURNAME1, SURNAME2] = (['given', 'surname1', 'surname2'] as const).map((f) => FIELD_NAMES.indexOf(f)) as [number, number, number];

/** How often a word is written with a slip; in how many ways; how often it is by chance the slip of a name that nobody else bears. */
const SLIPS = 0.03;
const WAYS = 150;
const BY_CHANCE = 3e-5;
/** A slip never counts as much as the name written right. */
const DOUBT = 3;
/** So many slips of a name may be in the registry, as a share of its bearers, before its like is a name of its own. */
const SLIPS_ALIKE = 0.003;
/** At most this: two names that both exist speak against one person as clearly as two that do not look alike. */
const MOST = 16;

/**
 * How often a stranger's name is a slip away from this one, against how often one's own is. The slip of a common name says as little as
 * the name; that of a rare one nearly as much; and a word that more than a few bear is no slip but a name of its own. 0: nothing is known.
 */
function slipShare({ one, other }: Slip, { given, surname }: Frequencies, rarest: number): number {
  if (one === 0) return 0;
  const share = (word: number): number => Math.max(given(word) ?? 0, surname(word) ?? 0);
  const [a, b] = [share(one), share(other)];
  if (a + b === 0) return 0;
  const [common, rare] = a > b ? [a, b] : [b, a];
  return Math.min(DOUBT * common + BY_CHANCE + (WAYS / SLIPS) * Math.max(0, rare - rarest - common * SLIPS_ALIKE), MOST);
}

/** Given names of one person are not independent (José Luis, Ana María): every further word counts half its bits. */
function givenFrequency(found: Found, frequencies: Frequencies, model: LinkageModel): number {
  let [rarest, others] = [1, 1];
  for (let i = 0; i < found.givenCount; i++) {
    const share = frequencies.given(found.given[i]!) ?? model.defaultFrequency.given;
    if (share < rarest) {
      others *= Math.sqrt(rarest);
      rarest = share;
    } else others *= Math.sqrt(share);
  }
  return Math.max(rarest * others, model.rarest);
}

/** The same where one of the words is a slip: as often as the words that agree, and the slip beside them. 0: nothing is known. */
function closeGivenFrequency(found: Found, frequencies: Frequencies, model: LinkageModel): number {
  const slip = slipShare(found.givenSlip, frequencies, model.rarest);
  if (slip === 0) return 0;
  const rest = found.givenCount > 0 ? Math.sqrt(givenFrequency(found, frequencies, model)) : 1;
  return Math.max(slip * rest, model.rarest) * SLIPS;
}

const CLOSE: Readonly<Record<number, number>> = Object.fromEntries((['given', 'surname1', 'surname2'] as const).map((field) => [FIELD_NAMES.indexOf(field), (LEVELS[field] as readonly string[]).indexOf('close')]));

/** How common what agrees in a field of the name is among strangers; 0 where that is not known. */
export function frequencyAt(field: number, found: Found, frequencies: Frequencies, model: LinkageModel): number {
  const close = found.level[field] === CLOSE[field];
  if (field === GIVEN) return close ? closeGivenFrequency(found, frequencies, model) : givenFrequency(found, frequencies, model);
  if (close) return SLIPS * slipShare(field === SURNAME1 ? found.surname1Slip : found.surname2Slip, frequencies, model.rarest);
  const sound = field === SURNAME1 ? found.surname1 : found.surname2;
  return Math.max(frequencies.surname(sound) ?? model.defaultFrequency.surname, model.rarest);
}

/** Adds up what was found. */
export function scoreFound(found: Found, weights: Weights, frequencies: Frequencies, score: Score): void {
  score.same = 0;
  score.kin = 0;
  for (let field = 0; field < FIELD_COUNT; field++) {
    const level = found.level[field]!;
    score.fields[field] = 0;
    if (level === ABSENT) continue;
    const rare = (field === GIVEN || field === SURNAME1 || field === SURNAME2) && weights.byFrequency[field]![level] === 1;
    const share = rare ? frequencyAt(field, found, frequencies, weights.model) : 0;
    const known = share > 0;
    const same = known ? Math.log2(weights.m[field]![level]! / share) : weights.same[field]![level]!;
    score.fields[field] = same;
    score.same += same;
    score.kin += known ? Math.log2((weights.f[field]![level]! + share) / share) : weights.kin[field]![level]!;
  }
}

/**
 * Bits of posterior odds that two records are one person, among so many registered people.
 * @param repeats how many records of the same person are expected, by itself that of the model
 */
export function posteriorBits(same: number, kin: number, model: LinkageModel, population: number, repeats = model.repeats): number {
  return same + Math.log2(repeats) - Math.log2(Math.max(population, model.smallestPopulation) + model.relatives * 2 ** kin);
}
