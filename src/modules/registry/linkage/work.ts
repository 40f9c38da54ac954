/** The two heavy pieces of work, each done in parts so that several threads can share them. */
import { Found, type Rows } from './fields.ts';
import { compareRows } from './levels.ts';
import { Lexicon } from './lexicon.ts';
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

/** Bits of posterior odds of any two rows of a registry of so many people. */
export function scorer(rows: Rows, shares: NameShares, model: LinkageModel, population: number): (a: number, b: number) => number {
  const [found, score, weights, frequencies] = [new Found(), new Score(), weightsOf(model), frequenciesOf(shares)];
  return (a, b) => {
    compareRows(rows, a, rows, b, found);
    scoreFound(found, weights, frequencies, score);
    return posteriorBits(score.same, score.kin, model, population);
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
