/**
 * Which links say that groups of records are one person each: as few as possible (a tree), the strongest first, so that taking one
 * back parts a group in two and nothing else.
 */
export interface Edge { readonly a: number; readonly b: number; readonly bits: number }

class Joined {
  readonly #parent: Int32Array;
  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
  }
  root(row: number): number {
    let at = row;
    while (this.#parent[at] !== at) at = this.#parent[at] = this.#parent[this.#parent[at]!]!;
    return at;
  }
  /** False if they were joined already. */
  join(a: number, b: number): boolean {
    const [x, y] = [this.root(a), this.root(b)];
    if (x === y) return false;
    this.#parent[Math.max(x, y)] = Math.min(x, y);
    return true;
  }
}

/**
 * Links to make, given the group of each row (its smallest row), the pairs that speak for it, and what is linked already.
 * A row that no pair joins to its group is linked to the first of it.
 */
export function linksToMake(group: Int32Array, pairs: readonly Edge[], already: readonly (readonly [number, number])[]): Edge[] {
  const joined = new Joined(group.length);
  for (const [a, b] of already) joined.join(a, b);
  const made = pairs.filter((p) => group[p.a] === group[p.b]).toSorted((x, y) => y.bits - x.bits).filter((p) => joined.join(p.a, p.b));
  for (let row = 0; row < group.length; row++) {
    const first = group[row]!;
    if (first !== row && joined.join(first, row)) made.push({ a: first, b: row, bits: 0 });
  }
  return made;
}

/** A pair that is not surely one person; `joined`: treated as one all the same. */
export interface Doubtful extends Edge { readonly joined: boolean }

/**
 * The doubts to ask about, so that one answer settles a group: none within what surely is one person, as few as hold together what was joined (those that are links already
 * before others, then the strongest), and one for two groups that may be one. Whatever is left out follows from the answers.
 */
export function pairsToAsk<T extends Doubtful>(count: number, surely: readonly Omit<Edge, 'bits'>[], doubtful: readonly T[], isLink: (pair: T) => boolean): T[] {
  const one = new Joined(count);
  for (const { a, b } of surely) one.join(a, b);
  const sides = doubtful.map(({ a, b }) => [one.root(a), one.root(b)].toSorted((x, y) => x - y).join());
  const ranked = doubtful.map((pair, i) => ({ pair, sides: sides[i]!, link: isLink(pair) })).toSorted((x, y) => Number(y.link) - Number(x.link) || y.pair.bits - x.pair.bits);
  const within = ranked.filter(({ pair }) => pair.joined && one.join(pair.a, pair.b));
  const asked = new Set<string>();
  const between = ranked.filter(({ pair, sides: two }) => !pair.joined && one.root(pair.a) !== one.root(pair.b) && !asked.has(two) && asked.add(two));
  return [...within, ...between].map(({ pair }) => pair);
}
