/**
 * From pairs to people. Links are taken from the surest down; two groups of records become one only if their members agree on
 * the whole, so that one doubtful link never joins two people who are well known apart.
 */

/** What every pair of two groups must be on average, and what no pair may be, in bits of posterior odds. */
export interface ClusterRules {
  readonly surely: number;
  /** Each pair counts for at most this much, for or against. */
  readonly clamp: number;
  /** A pair this unlikely keeps two groups apart. */
  readonly never: number;
  /** Groups with more pairs between them than this are judged by as many of them. */
  readonly mostPairs: number;
}

/** Said of two rows that may be twins, however much they have in common. */
export const TWINS = Number.NEGATIVE_INFINITY;

/** What is thought of any two rows: posterior bits that they are one person (or `TWINS`), and whether the given names of one are among those of the other. */
export interface PairJudge {
  readonly bits: (a: number, b: number) => number;
  readonly sameNames: (a: number, b: number) => boolean;
}

export const CLUSTER_RULES: ClusterRules = { surely: 1.5, clamp: 8, never: -12, mostPairs: 64 };

/**
 * Groups rows of a registry.
 * @param links pairs of rows in order, the surest first
 * @param pairs what is thought of any two rows; asked only about rows of groups that might be joined
 * @param unasked so many of the first links were made by people and are taken as they are
 * @returns for each row the smallest row of its group
 */
export function clusterRows(count: number, links: Iterable<{ readonly a: number; readonly b: number }>, pairs: PairJudge, rules: ClusterRules, unasked = 0): Int32Array {
  const group = Int32Array.from({ length: count }, (_, i) => i);
  const members = new Map<number, number[]>();
  let taken = 0;
  for (const { a, b } of links) {
    const byPeople = taken++ < unasked;
    const [ga, gb] = [group[a]!, group[b]!];
    if (ga === gb) continue;
    const [ma, mb] = [members.get(ga) ?? [ga], members.get(gb) ?? [gb]];
    if (!byPeople && !agree(ma, mb, pairs, rules)) continue;
    const [kept, gone] = ga < gb ? [ga, gb] : [gb, ga];
    const all = [...ma, ...mb];
    for (const row of all) group[row] = kept;
    members.set(kept, all);
    members.delete(gone);
  }
  return group;
}

/** Two groups that may be twins are one person only if some record of them bears the names of both. */
function bearsBoth(x: number, y: number, a: readonly number[], b: readonly number[], { sameNames }: PairJudge): boolean {
  return [...a, ...b].some((z) => z !== x && z !== y && sameNames(x, z) && sameNames(z, y));
}

function agree(a: readonly number[], b: readonly number[], pairs: PairJudge, rules: ClusterRules): boolean {
  let [sum, seen] = [0, 0];
  for (const x of a) {
    for (const y of b) {
      if (seen === rules.mostPairs) return sum / seen >= rules.surely;
      const value = pairs.bits(x, y);
      if (value === TWINS && bearsBoth(x, y, a, b, pairs)) continue;
      if (value < rules.never) return false;
      sum += Math.max(-rules.clamp, Math.min(rules.clamp, value));
      seen++;
    }
  }
  return seen > 0 && sum / seen >= rules.surely;
}
