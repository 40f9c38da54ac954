/** Doubts that hang together are one set: one decision settles them all. Pure. */

export interface Pair {
  readonly a: string;
  readonly b: string;
}

/** Doubts grouped by the people they connect, in the order in which the first of each set stands. */
export function doubtSets<T extends Pair>(doubts: readonly T[], identityOf: (person: string) => string): T[][] {
  const setOf = new Map<string, T[]>();
  const sets = new Set<T[]>();
  for (const doubt of doubts) {
    const [x, y] = [identityOf(doubt.a), identityOf(doubt.b)];
    const [mine = [], other] = [setOf.get(x) ?? setOf.get(y), setOf.get(x) && setOf.get(y) !== setOf.get(x) ? setOf.get(y) : undefined];
    if (other) {
      mine.push(...other);
      sets.delete(other);
      for (const [person, set] of setOf) if (set === other) setOf.set(person, mine);
    }
    mine.push(doubt);
    sets.add(mine);
    setOf.set(x, mine);
    setOf.set(y, mine);
  }
  return [...sets];
}
