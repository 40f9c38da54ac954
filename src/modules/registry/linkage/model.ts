/**
 * What a comparison is worth. Fellegi–Sunter with a third possibility: two records are one person, or two people who have
 * nothing to do with one another, or **two of one family**, who share surnames, mother, place and telephone by nature. A
 * registry that forgets the third calls brothers one person. Weights are bits: log2 of how much more often a level is seen in
 * one case than in strangers. Names that agree count by how rare they are.
 */
import { ABSENT, F, FIELD_COUNT, FIELD_NAMES, LEVELS, type Field, type Found, type Slip } from './fields.ts';

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

/** The fields whose agreement counts by how rare the name is. */
export const NAME_FIELDS = ['given', 'surname1', 'surname2'] as const;
export type NameField = (typeof NAME_FIELDS)[number];
/** The level at which one name may be a slip of the other. Up to it the words are known, so that their frequencies count. */
const CLOSE: Readonly<Record<NameField, number>> = { given: LEVELS.given.indexOf('close'), surname1: LEVELS.surname1.indexOf('close'), surname2: LEVELS.surname2.indexOf('close') };
const NAME_OF = FIELD_NAMES.map((field) => NAME_FIELDS.find((name) => name === field));

/** Which name a field compares if it agrees at this level, or nothing. */
export function agreedName(field: number, level: number): NameField | undefined {
  const name = NAME_OF[field];
  return name && level <= CLOSE[name] ? name : undefined;
}

/** A level that strangers hardly show counts as if they showed it so often. */
const RAREST_LEVEL = 0.02;

/** A model laid out for speed: weights by field and level, in bits. */
export interface Weights {
  readonly model: LinkageModel;
  readonly same: readonly Float64Array[];
  readonly kin: readonly Float64Array[];
  /** As they are, for names: u depends on the name. */
  readonly m: readonly Float64Array[];
  readonly f: readonly Float64Array[];
  readonly names: Readonly<Record<NameField, NameWeights>>;
}

/** Of all agreements of a name, how many are of each level among strangers: how a people spells, not who bears the name. And how many times rarer a name is written with a slip than right. */
interface NameWeights { readonly levels: Float64Array; readonly slips: number }

function nameWeights(name: NameField, { fields }: LinkageModel): NameWeights {
  const seen = LEVELS[name].slice(0, CLOSE[name]).map((level) => fields[name][level]!.u);
  const all = seen.reduce((sum, u) => sum + u, 0);
  return { levels: Float64Array.from(seen, (u) => Math.max(u / all, RAREST_LEVEL)), slips: fields[name]['close']!.m / fields[name]['same']!.m };
}

/** Lays a model out. */
export function weightsOf(model: LinkageModel): Weights {
  const per = (pick: (odds: Odds) => number) => FIELD_NAMES.map((field) => Float64Array.from(LEVELS[field].map((level) => {
    const odds = model.fields[field][level];
    if (!odds) throw new RangeError(`the model does not know ${field}.${level}`);
    return pick(odds);
  })));
  return {
    model, same: per(({ m, u }) => Math.log2(m / u)), kin: per(({ f, u }) => Math.log2(f / u)), m: per(({ m }) => m), f: per(({ f }) => f),
    names: { given: nameWeights('given', model), surname1: nameWeights('surname1', model), surname2: nameWeights('surname2', model) },
  };
}

/** A comparison in bits: for one person against strangers, for one family against strangers, and each field's part in the first. */
export class Score {
  same = 0;
  kin = 0;
  readonly fields = new Float64Array(FIELD_COUNT);
}

/** In how many ways a word is written with a slip; how often it is by chance the slip of a name that nobody else bears. */
const WAYS = 150;
const BY_CHANCE = 1e-6;
/** A slip never counts as much as the name written right. */
const DOUBT = 3;
/** So many slips of a name may be in the registry, as a share of its bearers, before its like is a name of its own. */
const SLIPS_ALIKE = 0.003;
/** At most this: two names that both exist speak against one person as clearly as two that do not look alike. */
const MOST = 0.5;

/**
 * How often a stranger's name is a slip away from this one. The slip of a common name says less than the name by a steady measure; that of
 * a rare one nearly as much; and a word that more than a few bear is no slip but a name of its own. 0: nothing is known.
 * @param slips how many times rarer a name is written with a slip than right
 */
function slipShare({ one, other }: Slip, slips: number, { given, surname }: Frequencies, rarest: number): number {
  if (one === 0) return 0;
  const share = (word: number): number => Math.max(given(word) ?? 0, surname(word) ?? 0);
  const [a, b] = [share(one), share(other)];
  if (a + b === 0) return 0;
  const [common, rare] = a > b ? [a, b] : [b, a];
  return Math.min(slips * DOUBT * common + BY_CHANCE + WAYS * Math.max(0, rare - rarest - common * SLIPS_ALIKE), MOST);
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
function closeGivenFrequency(found: Found, frequencies: Frequencies, { model, names: { given: { slips } } }: Weights): number {
  const slip = slipShare(found.givenSlip, slips, frequencies, model.rarest);
  if (slip === 0) return 0;
  const rest = found.givenCount > 0 ? Math.sqrt(givenFrequency(found, frequencies, model)) : 1;
  return Math.max(slip * rest, model.rarest * slips);
}

function surnameFrequency(field: 'surname1' | 'surname2', found: Found, frequencies: Frequencies, { model, names }: Weights): number {
  const level = found.level[F[field]]!;
  const slip = field === 'surname1' ? found.surname1Slip : found.surname2Slip;
  if (level === CLOSE[field]) return slipShare(slip, names[field].slips, frequencies, model.rarest);
  return Math.max(frequencies.surname(found[field]) ?? model.defaultFrequency.surname, model.rarest) * names[field].levels[level]!;
}

/** How often strangers agree so in a field of the name; 0 where that is not known. */
export function frequencyAt(field: NameField, found: Found, frequencies: Frequencies, weights: Weights): number {
  if (field !== 'given') return surnameFrequency(field, found, frequencies, weights);
  const level = found.level[F.given]!;
  if (level === CLOSE.given) return closeGivenFrequency(found, frequencies, weights);
  return givenFrequency(found, frequencies, weights.model) * weights.names.given.levels[level]!;
}

/** Adds up what was found. */
export function scoreFound(found: Found, weights: Weights, frequencies: Frequencies, score: Score): void {
  score.same = 0;
  score.kin = 0;
  for (let field = 0; field < FIELD_COUNT; field++) {
    const level = found.level[field]!;
    score.fields[field] = 0;
    if (level === ABSENT) continue;
    const name = agreedName(field, level);
    const share = name ? frequencyAt(name, found, frequencies, weights) : 0;
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
