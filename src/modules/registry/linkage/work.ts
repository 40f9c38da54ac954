/** The two heavy pieces of work, each done in parts so that several threads can share them. */
import { ABSENT, F, Found, LEVELS, type Rows } from './fields.ts';
import { compareRows } from './levels.ts';
import { Lexicon } from './lexicon.ts';
import { TWINS, type PairJudge } from './clusters.ts';
import { frequenciesOf, type NameShares } from './frequencies.ts';
import { posteriorBits, Score, scoreFound, weightsOf, type LinkageModel } from './model.ts';
import { PAIR, PairList, pairsOfKind, type Reach } from './pairs.ts';

/** What a thread needs to know of a table. */
export interface Shared { readonly words: readonly string[]; readonly data: Int32Array; readonly numbers: Uint8Array; readonly shares: NameShares }

export function rowsOf(shared: Shared): Rows {
  return { lexicon: Lexicon.of(shared.words), data: shared.data, numbers: shared.numbers };
}

/** Pairs that share a key of one of these kinds, in order, each once. */
export function findPairs(rows: Rows, kinds: readonly number[], reach: Reach): Float64Array {
  const pairs = new PairList();
  for (const kind of kinds) pairsOfKind(rows, kind, reach, pairs);
  return pairs.distinct();
}

const SAME_NUMBER = LEVELS.number.indexOf('same');
const CLOSE_NAME = LEVELS.given.indexOf('close');

/**
 * Twins have a birthday, surnames, a mother and a telephone in common, and numbers that follow one another: where the given names disagree, or are
 * so near (Kevin, Kelvin) that the model itself takes them for two names, and the number is not the same, the sum proves nothing.
 */
function maybeTwins({ level }: Found, { fields }: Score): boolean {
  const given = level[F.given]!;
  return level[F.number] !== SAME_NUMBER && given !== ABSENT && (given > CLOSE_NAME || (given === CLOSE_NAME && fields[F.given]! < 0));
}

/** What is thought of two rows: bits of posterior odds that they are one person, and whether they may be twins, who are asked about and never joined. */
interface Thought { bits: number; twins: boolean; sameNames: boolean }

function thinker(rows: Rows, shares: NameShares, model: LinkageModel, population: number): (a: number, b: number) => Thought {
  const [found, score, weights, frequencies] = [new Found(), new Score(), weightsOf(model), frequenciesOf(shares)];
  const thought: Thought = { bits: 0, twins: false, sameNames: false };
  return (a, b) => {
    compareRows(rows, a, rows, b, found);
    scoreFound(found, weights, frequencies, score);
    thought.bits = posteriorBits(score.same, score.kin, model, population);
    thought.twins = maybeTwins(found, score);
    thought.sameNames = found.level[F.given]! < CLOSE_NAME;
    return thought;
  };
}

/** How far below the band of those who are joined a pair is kept that may only be asked about. */
const BELOW = 0.01;

/** Bits of posterior odds of any two rows of a registry of so many people, as they are told. */
export function scorer(rows: Rows, shares: NameShares, model: LinkageModel, population: number): (a: number, b: number) => number {
  const think = thinker(rows, shares, model, population);
  return (a, b) => {
    const { bits, twins } = think(a, b);
    return twins ? Math.min(bits, model.bands.joined - BELOW) : bits;
  };
}

/** The same for two rows that others may bring together: twins are kept apart, whoever speaks for both, unless somebody bears the names of both. */
export function groupJudge(rows: Rows, shares: NameShares, model: LinkageModel, population: number): PairJudge {
  const think = thinker(rows, shares, model, population);
  return {
    bits: (a, b) => {
      const { bits, twins } = think(a, b);
      return twins ? TWINS : bits;
    },
    sameNames: (a, b) => think(a, b).sameNames,
  };
}

/** Pairs whose bits reach the floor, with their bits. */
export interface Scored { readonly pairs: Float64Array; readonly bits: Float32Array }

export function scorePairs(bits: (a: number, b: number) => number, pairs: Float64Array, floor: number): Scored {
  const kept = new Float64Array(pairs.length);
  const values = new Float32Array(pairs.length);
  let count = 0;
  for (let i = 0; i < pairs.length; i++) {
    const value = bits(Math.floor(pairs[i]! / PAIR), pairs[i]! % PAIR);
    if (value < floor) continue;
    kept[count] = pairs[i]!;
    values[count++] = value;
  }
  return { pairs: kept.slice(0, count), bits: values.slice(0, count) };
}
