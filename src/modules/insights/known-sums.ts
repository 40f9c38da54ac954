/** What follows from sums of hidden figures: by elimination, and by what each can be at least and at most. In whole numbers, so that nothing comes of rounding. */

/** Hidden cells with a whole factor each, which come to a known number. */
export interface KnownSum {
  readonly terms: ReadonlyMap<number, number>;
  readonly equals: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Beyond this a product of two might not be a whole number any more. */
const LARGEST = 2 ** 26;

/** The sums as they are, and those that follow by elimination (tables subtracted from one another); not `exact` where a number grew too large or two sums contradict. */
export function withEliminated(sums: readonly KnownSum[]): { sums: readonly KnownSum[]; exact: boolean } {
  const own = sums.filter((s) => s.terms.size > 0);
  const rows: { pivot: number; sum: KnownSum }[] = [];
  let exact = true;
  for (const original of own) {
    const sum = rows.reduce<KnownSum | null>((left, row) => left && whole(without(left, row.pivot, row.sum)), original);
    const pivot = sum && lead(sum);
    if (sum === null || pivot === null) {
      // Nothing is left of a sum that follows from the others, unless they contradict.
      exact &&= sum !== null && sum.equals === 0;
      continue;
    }
    for (const row of rows) {
      const next = whole(without(row.sum, pivot, sum));
      if (next) row.sum = next;
      exact &&= next !== null;
    }
    rows.push({ pivot, sum });
  }
  return { sums: [...own, ...rows.map((row) => row.sum)], exact };
}

/** The sum, unless a number in it has grown too large to count on. */
function whole(sum: KnownSum): KnownSum | null {
  return isWhole(sum) ? sum : null;
}

function isWhole({ terms, equals }: KnownSum): boolean {
  return Math.abs(equals) < LARGEST * LARGEST && [...terms.values()].every((k) => Math.abs(k) < LARGEST);
}

/** The cell with the smallest factor, so that numbers stay small. */
function lead({ terms }: KnownSum): number | null {
  let best: number | null = null;
  for (const [c, k] of terms) if (best === null || Math.abs(k) < Math.abs(terms.get(best)!)) best = c;
  return best;
}

/** A sum without one cell, which another sum says: both multiplied until it falls out. */
function without(sum: KnownSum, pivot: number, by: KnownSum): KnownSum {
  const k = sum.terms.get(pivot);
  if (k === undefined) return sum;
  const p = by.terms.get(pivot)!;
  const g = divisor(k, p);
  const [mine, other] = [p / g, -k / g];
  const terms = new Map<number, number>();
  for (const [c, f] of sum.terms) terms.set(c, f * mine);
  for (const [c, f] of by.terms) {
    const value = (terms.get(c) ?? 0) + f * other;
    if (value === 0) terms.delete(c);
    else terms.set(c, value);
  }
  return reduced({ terms, equals: sum.equals * mine + by.equals * other });
}

function reduced({ terms, equals }: KnownSum): KnownSum {
  let g = Math.abs(equals);
  for (const k of terms.values()) { if (g === 1) break; g = divisor(g, k); }
  return g <= 1 ? { terms, equals } : { terms: new Map([...terms].map(([c, k]) => [c, k / g])), equals: equals / g };
}

function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}

const ANY: Interval = { low: 0, high: Infinity };

/** The least and the most that each cell can be, none below zero. Not `settled` where it did not come to an end in so many rounds, or where the sums contradict. */
export function propagate(sums: readonly KnownSum[], rounds: number): { bounds: ReadonlyMap<number, Interval>; settled: boolean } {
  const bounds = new Map<number, Interval>();
  for (let round = 0; round < rounds; round++) {
    let changed = false;
    for (const sum of sums) {
      const found = tighten(bounds, sum);
      if (found === 'contradiction') return { bounds, settled: false };
      changed ||= found;
    }
    if (!changed) return { bounds, settled: true };
  }
  return { bounds, settled: false };
}

/** Narrows each term of one known sum by what the others can be at least and at most. */
function tighten(bounds: Map<number, Interval>, { terms, equals }: KnownSum): boolean | 'contradiction' {
  let changed = false;
  const all = { least: new Reach(), most: new Reach() };
  for (const [c, k] of terms) add(all, k, bounds.get(c) ?? ANY, 1);
  for (const [c, k] of terms) {
    const now = bounds.get(c) ?? ANY;
    add(all, k, now, -1);
    const [low, high] = [equals - all.most.value(Infinity), equals - all.least.value(-Infinity)];
    const [from, till] = k > 0 ? [low / k, high / k] : [high / k, low / k];
    const next = { low: Math.max(now.low, Math.ceil(from - 1e-6)), high: Math.min(now.high, Math.floor(till + 1e-6)) };
    if (next.low > next.high) return 'contradiction';
    add(all, k, next, 1);
    if (next.low > now.low || next.high < now.high) {
      bounds.set(c, next);
      changed = true;
    }
  }
  return changed;
}

/** A sum of which some parts may be without end. */
class Reach {
  private finite = 0;
  private endless = 0;

  add(n: number, times: 1 | -1): void {
    if (Number.isFinite(n)) this.finite += n * times;
    else this.endless += times;
  }

  value(end: number): number {
    return this.endless > 0 ? end : this.finite;
  }
}

function add({ least, most }: { readonly least: Reach; readonly most: Reach }, k: number, { low, high }: Interval, times: 1 | -1): void {
  least.add(k > 0 ? k * low : k * high, times);
  most.add(k > 0 ? k * high : k * low, times);
}
