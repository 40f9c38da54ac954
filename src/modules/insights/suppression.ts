/**
 * Small cells in published tables. A figure that counts few people is hidden, and so are as many others as it takes
 * that nobody can get it back by subtraction. Pure arithmetic, no words of the domain.
 */

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

interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Hidden for itself: it counts somebody, but too few. Nobody is in a zero. */
function isSmall(cell: Cell): boolean {
  return cell.value > 0 && cell.value < cell.threshold;
}

/** The ids to hide: every small cell, and what would give one back. Hidden cells are not told apart in print. */
export function cellsToHide(cells: readonly Cell[], relations: readonly Relation[]): ReadonlySet<string> {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  const hidden = new Set(cells.filter(isSmall).map((cell) => cell.id));
  for (;;) {
    const next = nextToHide(byId, relations, hidden);
    if (next === null) return hidden;
    hidden.add(next);
  }
}

/** The next cell to hide, or null when no small cell can be narrowed down any more. */
function nextToHide(byId: ReadonlyMap<string, Cell>, relations: readonly Relation[], hidden: ReadonlySet<string>): string | null {
  for (const relation of relations) {
    if (leaks(byId, relation, hidden)) {
      const choice = cheapest(byId, relation, hidden);
      if (choice) return choice;
    }
  }
  const bounds = narrow([...byId.values()], relations, hidden);
  const exposed = [...hidden].filter((id) => isExposed(byId.get(id)!, bounds.get(id)!));
  for (const id of exposed) {
    const choice = relations.filter((r) => members(r).includes(id)).map((r) => cheapest(byId, r, hidden)).find((c) => c !== null);
    if (choice) return choice;
  }
  return exposed.length > 0 ? cheapestOfAll(byId, relations, hidden) : null;
}

function members(relation: Relation): string[] {
  return [relation.total, ...relation.parts];
}

/** One hidden member is found by subtraction; several that add up to little are a small cell themselves. */
function leaks(byId: ReadonlyMap<string, Cell>, relation: Relation, hidden: ReadonlySet<string>): boolean {
  const unknown = members(relation).filter((id) => hidden.has(id));
  if (unknown.length === 0) return false;
  if (unknown.length === 1) return true;
  if (hidden.has(relation.total)) return false;
  const sum = unknown.reduce((all, id) => all + byId.get(id)!.value, 0);
  return sum < Math.max(...unknown.map((id) => byId.get(id)!.threshold));
}

/** The member whose loss costs the reader least: the smallest part that counts somebody, then a zero, the total last. */
function cheapest(byId: ReadonlyMap<string, Cell>, relation: Relation, hidden: ReadonlySet<string>): string | null {
  const rank = (id: string): number => (id === relation.total ? 2 : byId.get(id)!.value === 0 ? 1 : 0);
  const open = members(relation).filter((id) => !hidden.has(id));
  open.sort((a, b) => rank(a) - rank(b) || byId.get(a)!.value - byId.get(b)!.value || (a < b ? -1 : 1));
  return open[0] ?? null;
}

/** Any open figure that is bound to others; taken when hiding beside an exposed cell was not enough. */
function cheapestOfAll(byId: ReadonlyMap<string, Cell>, relations: readonly Relation[], hidden: ReadonlySet<string>): string | null {
  for (const relation of relations) {
    const choice = cheapest(byId, relation, hidden);
    if (choice) return choice;
  }
  return null;
}

/** A small cell may not be narrowed to a span smaller than its threshold. */
function isExposed(cell: Cell, bounds: Interval): boolean {
  return isSmall(cell) && bounds.high - bounds.low < cell.threshold;
}

/**
 * What a reader can work out: for each cell the least and the most it can be, from what is shown, the sums, and that
 * nothing is below zero. Also used as the attacker in the tests.
 */
export function narrow(cells: readonly Cell[], relations: readonly Relation[], hidden: ReadonlySet<string>): Map<string, Interval> {
  const bounds = new Map<string, Interval>(cells.map((cell) => [
    cell.id, hidden.has(cell.id) ? { low: 0, high: Infinity } : { low: cell.value, high: cell.value },
  ]));
  const known = withDerived(relations, hidden, cells);
  for (let changed = true; changed;) {
    changed = false;
    for (const sum of known) if (tighten(bounds, sum)) changed = true;
  }
  return bounds;
}

/** Signed sum of hidden cells that equals a known number. */
interface KnownSum {
  readonly terms: ReadonlyMap<string, number>;
  readonly equals: number;
}

function asKnownSum(relation: Relation, hidden: ReadonlySet<string>, values: ReadonlyMap<string, number>): KnownSum {
  const terms = new Map<string, number>();
  let equals = 0;
  const add = (id: string, sign: number): void => {
    if (hidden.has(id)) terms.set(id, (terms.get(id) ?? 0) + sign);
    else equals -= sign * values.get(id)!;
  };
  add(relation.total, -1);
  for (const part of relation.parts) add(part, 1);
  return { terms, equals };
}

/** The sums as published, and those that follow from them by elimination (tables subtracted from one another). */
function withDerived(relations: readonly Relation[], hidden: ReadonlySet<string>, cells: readonly Cell[]): KnownSum[] {
  const values = new Map(cells.map((cell) => [cell.id, cell.value]));
  const sums = relations.map((r) => asKnownSum(r, hidden, values)).filter((s) => s.terms.size > 0);
  return [...sums, ...eliminated(sums)];
}

function combine(a: KnownSum, b: KnownSum, factor: number): KnownSum {
  const terms = new Map(a.terms);
  for (const [id, k] of b.terms) {
    const value = (terms.get(id) ?? 0) - factor * k;
    if (Math.abs(value) < 1e-9) terms.delete(id);
    else terms.set(id, value);
  }
  return { terms, equals: a.equals - factor * b.equals };
}

/** Reduced row echelon form: shows every cell that the sums fix exactly. */
function eliminated(sums: readonly KnownSum[]): KnownSum[] {
  const rows: { pivot: string; sum: KnownSum }[] = [];
  for (const original of sums) {
    let sum = original;
    for (const row of rows) sum = combine(sum, row.sum, sum.terms.get(row.pivot) ?? 0);
    const lead = sum.terms.entries().next().value;
    if (!lead) continue;
    const [pivot, k] = lead;
    const unit: KnownSum = { terms: new Map([...sum.terms].map(([id, v]) => [id, v / k])), equals: sum.equals / k };
    for (const row of rows) row.sum = combine(row.sum, unit, row.sum.terms.get(pivot) ?? 0);
    rows.push({ pivot, sum: unit });
  }
  return rows.map((row) => row.sum);
}

/** Narrows each term of one known sum by what the others can be at least and at most. */
function tighten(bounds: Map<string, Interval>, { terms, equals }: KnownSum): boolean {
  let changed = false;
  for (const [id, k] of terms) {
    let low = equals;
    let high = equals;
    for (const [other, factor] of terms) {
      if (other === id) continue;
      const b = bounds.get(other)!;
      low -= factor > 0 ? factor * b.high : factor * b.low;
      high -= factor > 0 ? factor * b.low : factor * b.high;
    }
    const [from, till] = k > 0 ? [low / k, high / k] : [high / k, low / k];
    const now = bounds.get(id)!;
    const next = { low: Math.max(now.low, Math.ceil(from - 1e-6)), high: Math.min(now.high, Math.floor(till + 1e-6)) };
    if (next.low > now.low || next.high < now.high) {
      bounds.set(id, next);
      changed = true;
    }
  }
  return changed;
}
