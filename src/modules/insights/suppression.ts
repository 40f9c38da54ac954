/**
 * Small cells in published tables. A figure that counts few people is hidden, and so are as many others as it takes
 * that nobody can get it back by subtraction. Pure arithmetic, no words of the domain. It always ends: each step hides a figure more, and what cannot be
 * shown to be safe within a bounded number of steps (sums that contradict one another, numbers that grow) is taken for exposed.
 */
import { type KnownSum, propagate, withEliminated } from './known-sums.ts';
import { walker } from './other-tables.ts';

/** One figure of a table, with the size under which it may not be shown. */
export interface Cell {
  readonly id: string;
  readonly value: number;
  readonly threshold: number;
}

/** A sum that a reader knows to hold: the total and the parts that make it, by cell id. */
export interface Relation {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Cells and sums by number; the total of a sum stands first. */
interface Tables {
  readonly cells: readonly Cell[];
  readonly sums: readonly (readonly number[])[];
  /** The sums in which each cell stands. */
  readonly sumsOf: readonly (readonly number[])[];
}

/** Hidden for itself: it counts somebody, but too few. Nobody is in a zero. */
function isSmall(cell: Cell): boolean {
  return cell.value > 0 && cell.value < cell.threshold;
}

function numbered(cells: readonly Cell[], relations: readonly Relation[]): Tables {
  const at = new Map(cells.map((cell, i) => [cell.id, i]));
  const sums = relations.map((r) => [at.get(r.total)!, ...r.parts.map((id) => at.get(id)!)]);
  const sumsOf: number[][] = cells.map(() => []);
  sums.forEach((sum, s) => { for (const c of sum) sumsOf[c]!.push(s); });
  return { cells, sums, sumsOf };
}

/** The ids to hide: every small cell, and what would give one back. Hidden cells are not told apart in print. */
export function cellsToHide(cells: readonly Cell[], relations: readonly Relation[]): ReadonlySet<string> {
  const tables = numbered(cells, relations);
  const hidden = new Set(cells.flatMap((cell, i) => (isSmall(cell) ? [i] : [])));
  hideBesides(tables, hidden, tables.sums.keys());
  const found: Found = { parts: new Set(), cells: new Set() };
  for (;;) {
    const more = exposedParts(tables, hidden, found).map((part) => besides(tables, hidden, part)).filter((c) => c !== null);
    if (more.length === 0) return new Set([...hidden].map((i) => cells[i]!.id));
    for (const c of more) hidden.add(c);
    hideBesides(tables, hidden, new Set(more.flatMap((c) => tables.sumsOf[c]!)).values());
  }
}

/** Hides in each of these sums, and in those that are touched by it, until none gives anything back by itself. */
function hideBesides(tables: Tables, hidden: Set<number>, sums: Iterable<number>): void {
  const waiting = new Set(sums);
  for (const s of waiting) {
    waiting.delete(s);
    while (leaks(tables, tables.sums[s]!, hidden)) {
      const choice = cheapest(tables, tables.sums[s]!, hidden);
      if (choice === null) break;
      hidden.add(choice);
      for (const other of tables.sumsOf[choice]!) waiting.add(other);
    }
  }
}

/** One hidden member is found by subtraction; several that add up to little are a small cell themselves. */
function leaks({ cells }: Tables, sum: readonly number[], hidden: ReadonlySet<number>): boolean {
  const unknown = sum.filter((c) => hidden.has(c));
  if (unknown.length === 0) return false;
  if (unknown.length === 1) return true;
  if (hidden.has(sum[0]!)) return false;
  return unknown.reduce((all, c) => all + cells[c]!.value, 0) < Math.max(...unknown.map((c) => cells[c]!.threshold));
}

/** The member whose loss costs the reader least: the smallest part that counts somebody, then a zero, the total last. */
function cheapest({ cells }: Tables, sum: readonly number[], hidden: ReadonlySet<number>): number | null {
  const rank = (c: number): number => (c === sum[0] ? 2 : cells[c]!.value === 0 ? 1 : 0);
  const order = (a: number, b: number): number => rank(a) - rank(b) || cells[a]!.value - cells[b]!.value || (cells[a]!.id < cells[b]!.id ? -1 : 1);
  return sum.reduce<number | null>((best, c) => (hidden.has(c) || (best !== null && order(best, c) <= 0) ? best : c), null);
}

/** Hidden cells that sums bind to one another, and those of them that a reader could narrow down. */
interface Part { readonly sums: readonly number[]; readonly exposed: readonly number[] }

/** What was found safe: whole parts, which are not worked out again as long as nothing more of them is hidden, and cells, which stay so whatever else is hidden. */
interface Found { readonly parts: Set<string>; readonly cells: Set<number> }

/** The parts in which a small cell is exposed. */
function exposedParts(tables: Tables, hidden: ReadonlySet<number>, found: Found): Part[] {
  return partsOf(tables, hidden).flatMap(({ members, sums }) => {
    const name = members.join();
    if (found.parts.has(name)) return [];
    const exposed = exposedIn(tables, members, sums.map((s) => knownSum(tables, tables.sums[s]!, hidden)), found);
    if (exposed.length === 0) found.parts.add(name);
    return exposed.length === 0 ? [] : [{ sums, exposed }];
  });
}

function partsOf({ cells, sums, sumsOf }: Tables, hidden: ReadonlySet<number>): { members: number[]; sums: number[] }[] {
  const seen = new Uint8Array(cells.length);
  return [...hidden].flatMap((start) => {
    if (seen[start]) return [];
    seen[start] = 1;
    const members = [start];
    const bound = new Set<number>();
    for (const c of members) for (const s of sumsOf[c]!) {
      if (bound.has(s)) continue;
      bound.add(s);
      for (const other of sums[s]!) if (hidden.has(other) && !seen[other]) { seen[other] = 1; members.push(other); }
    }
    return [{ members: members.sort((a, b) => a - b), sums: [...bound].sort((a, b) => a - b) }];
  });
}

/** What a sum says about its hidden members: that they come to a known number, parts against the total. */
function knownSum({ cells }: Tables, sum: readonly number[], hidden: ReadonlySet<number>): KnownSum {
  const terms = new Map<number, number>();
  let equals = 0;
  sum.forEach((c, i) => {
    const sign = i === 0 ? -1 : 1;
    if (hidden.has(c)) terms.set(c, (terms.get(c) ?? 0) + sign);
    else equals -= sign * cells[c]!.value;
  });
  return { terms, equals };
}

/**
 * A small cell may not be narrowed to a span smaller than its threshold: neither by what follows from the sums in whole numbers, nor because no two tables that agree
 * with what is shown are that far apart in it. What does not come to an end is taken for exposed.
 */
function exposedIn({ cells }: Tables, members: readonly number[], sums: readonly KnownSum[], found: Found): readonly number[] {
  const small = members.filter((c) => isSmall(cells[c]!));
  if (small.length === 0) return [];
  const { sums: known, exact } = withEliminated(sums);
  const { bounds, settled } = propagate(known, ROUNDS);
  if (!exact || !settled) return small;
  const narrowed = small.filter((c) => { const b = bounds.get(c); return b !== undefined && b.high - b.low < cells[c]!.threshold; });
  if (narrowed.length > 0) return narrowed;
  const walk = walker({ values: new Map(members.map((c) => [c, cells[c]!.value])), sums: sums.map((s) => s.terms) });
  const exposed = small.find((c) => {
    if (found.cells.has(c)) return false;
    const { low, high } = walk(c, cells[c]!.threshold);
    if (high - low >= cells[c]!.threshold) found.cells.add(c);
    return high - low < cells[c]!.threshold;
  });
  return exposed === undefined ? [] : [exposed];
}

/** Far more than tables of counts need; where bounds creep on beyond it, hiding more is quicker and safe. */
const ROUNDS = 100;

/** A figure to hide beside an exposed one: in a sum of its own, else in any that is bound to it. */
function besides(tables: Tables, hidden: ReadonlySet<number>, { sums, exposed }: Part): number | null {
  for (const s of [...exposed.flatMap((c) => tables.sumsOf[c]!), ...sums]) {
    const choice = cheapest(tables, tables.sums[s]!, hidden);
    if (choice !== null) return choice;
  }
  return null;
}

interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * What a reader can work out: for each cell the least and the most it can be, from what is shown, the sums, and that
 * nothing is below zero. The attacker of the tests.
 */
export function narrow(cells: readonly Cell[], relations: readonly Relation[], hiddenIds: ReadonlySet<string>): Map<string, Interval> {
  const tables = numbered(cells, relations);
  const hidden = new Set(cells.flatMap((cell, i) => (hiddenIds.has(cell.id) ? [i] : [])));
  const { bounds } = propagate(withEliminated(tables.sums.map((sum) => knownSum(tables, sum, hidden))).sums, ROUNDS * 100);
  return new Map(cells.map((cell, i) => [cell.id, hidden.has(i) ? bounds.get(i) ?? { low: 0, high: Infinity } : { low: cell.value, high: cell.value }]));
}
