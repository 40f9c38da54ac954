/**
 * Tables that agree with everything that is shown. Whoever reads what is published cannot tell the true one from any of them, however clever they are; so a
 * figure is safe when two of them are far enough apart in it. Found by walking from the true table along the sums (simplex), never below zero. The corners to
 * which the walk comes may count half a person, and a reader knows that nobody is half there: only tables of whole numbers are found, each added up again.
 */
import type { Interval } from './known-sums.ts';

const SMALL = 1e-7;

/** Far enough for any threshold; what many numbers divide, so that a step which nothing ends comes to whole numbers. */
const ENDLESS = 720_720;

/** Hidden figures with their true values, and the sums that must stay as they are: a whole factor for each figure in it. */
export interface Walkable {
  readonly values: ReadonlyMap<number, number>;
  readonly sums: readonly ReadonlyMap<number, number>[];
}

interface Walk {
  readonly cells: readonly number[];
  /** Each row says one cell, the basic one, by those that are none. */
  readonly rows: Float64Array[];
  readonly basic: number[];
  readonly rowOf: Int32Array;
  readonly at: Float64Array;
  /** The sums as they were given: places and factors, and what they come to. */
  readonly sums: readonly { readonly terms: readonly (readonly [number, number])[]; readonly equals: number }[];
  /** The least and the most of each cell in the tables that were found. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Answers for one cell how far apart tables are in it that agree with what is shown: at least as far as asked for, or as far as they get. */
export function walker({ values, sums }: Walkable): (cell: number, apart: number) => Interval {
  const cells = [...values.keys()];
  const place = new Map(cells.map((c, i) => [c, i]));
  const at = Float64Array.from(values.values());
  const given = sums.map((sum) => {
    const terms = [...sum].map(([c, k]) => [place.get(c)!, k] as const);
    return { terms, equals: comesTo(terms, at) };
  });
  const walk: Walk = { cells, rows: [], basic: [], rowOf: new Int32Array(cells.length).fill(-1), at, sums: given, low: at.slice(), high: at.slice() };
  for (const sum of sums) addRow(walk, sum, place);
  return (cell, apart) => {
    const c = place.get(cell)!;
    for (const way of [1, -1] as const) goOn(walk, c, way, apart);
    return { low: walk.low[c]!, high: walk.high[c]! };
  };
}

const comesTo = (terms: readonly (readonly [number, number])[], at: Float64Array): number => terms.reduce((all, [c, k]) => all + k * at[c]!, 0);

/** Takes in a sum: what the rows say already is taken out, what is left says one more cell, a large one if there is one. */
function addRow(walk: Walk, sum: ReadonlyMap<number, number>, place: ReadonlyMap<number, number>): void {
  const row = new Float64Array(walk.cells.length);
  for (const [c, k] of sum) row[place.get(c)!] = k;
  walk.basic.forEach((b, r) => subtract(row, walk.rows[r]!, row[b]!));
  let pivot = -1;
  row.forEach((k, j) => { if (Math.abs(k) > SMALL && (pivot < 0 || walk.at[j]! > walk.at[pivot]!)) pivot = j; });
  if (pivot < 0) return;
  walk.rows.push(row);
  walk.basic.push(-1);
  enter(walk, walk.rows.length - 1, pivot);
}

function subtract(row: Float64Array, other: Float64Array, factor: number): void {
  if (Math.abs(factor) <= SMALL) return;
  for (let j = 0; j < row.length; j++) {
    const value = row[j]! - factor * other[j]!;
    row[j] = Math.abs(value) <= SMALL ? 0 : value;
  }
}

/** From now on a row says this cell. */
function enter({ rows, basic, rowOf }: Walk, r: number, cell: number): void {
  const row = rows[r]!;
  const k = row[cell]!;
  for (let j = 0; j < row.length; j++) row[j] = row[j]! / k;
  rows.forEach((other, o) => { if (o !== r) subtract(other, row, other[cell]!); });
  if (basic[r]! >= 0) rowOf[basic[r]!] = -1;
  basic[r] = cell;
  rowOf[cell] = r;
}

/** Walks until a cell is as large (or as small) as it can be, or is known to be far enough apart. Gives up after a bounded number of steps. */
function goOn(walk: Walk, c: number, way: 1 | -1, apart: number): void {
  const most = 20 * (walk.cells.length + walk.rows.length);
  for (let step = 0; step < most; step++) {
    if (walk.high[c]! - walk.low[c]! >= apart) return;
    const next = improving(walk, c, way, step > most / 2);
    if (next === null || !move(walk, next.cell, next.way)) return;
  }
}

/** A cell that is said by no row, whose change moves the wanted one: the strongest, or the first one, which never goes round in circles. */
function improving(walk: Walk, c: number, way: 1 | -1, first: boolean): { cell: number; way: 1 | -1 } | null {
  const row = walk.rowOf[c]! < 0 ? null : walk.rows[walk.rowOf[c]!]!;
  if (row === null) return way > 0 || walk.at[c]! > SMALL ? { cell: c, way } : null;
  let best: { cell: number; way: 1 | -1 } | null = null;
  let strength = SMALL;
  for (let j = 0; j < row.length; j++) {
    const gain = gainOf(walk, c, j, -row[j]! * way);
    if (Math.abs(gain) <= strength) continue;
    best = { cell: j, way: gain > 0 ? 1 : -1 };
    if (first) return best;
    strength = Math.abs(gain);
  }
  return best;
}

/** What a change of a cell brings: more of it is always possible, less only of what is there, and the wanted cell does not move itself. */
const gainOf = ({ at }: Walk, wanted: number, j: number, gain: number): number => (j === wanted || (gain < 0 && at[j]! <= SMALL) ? 0 : gain);

/** Changes a cell as far as none falls below zero; false where nothing ends it, so that it can be anything. */
function move(walk: Walk, cell: number, way: 1 | -1): boolean {
  const { rows, basic, at } = walk;
  let far = way > 0 ? Infinity : at[cell]!;
  let stopped = -1;
  rows.forEach((row, r) => {
    const fall = row[cell]! * way;
    if (fall > SMALL && at[basic[r]!]! / fall < far) { far = Math.max(0, at[basic[r]!]! / fall); stopped = r; }
  });
  if (far === Infinity) {
    shift(walk, cell, way * ENDLESS);
    return false;
  }
  // The last whole step before the corner: where the corner is no table of whole numbers, this may be one.
  const steps = Math.floor(far + SMALL);
  const rest = far - steps;
  for (const by of steps > 0 && rest > SMALL ? [steps, rest] : [far]) shift(walk, cell, way * by);
  if (stopped >= 0) enter(walk, stopped, cell);
  return true;
}

function shift(walk: Walk, cell: number, by: number): void {
  const { rows, basic, at } = walk;
  at[cell] = Math.max(0, at[cell]! + by);
  rows.forEach((row, r) => { const b = basic[r]!; at[b] = Math.max(0, at[b]! - row[cell]! * by); });
  note(walk);
}

/** Remembers the table where the walk stands if everybody in it is whole and all that is shown holds: added up again in whole numbers, so that rounding finds none. */
function note({ sums, at, low, high }: Walk): void {
  const table = at.map((v) => Math.round(v));
  if (sums.some(({ terms, equals }) => comesTo(terms, table) !== equals)) return;
  table.forEach((v, c) => {
    low[c] = Math.min(low[c]!, v);
    high[c] = Math.max(high[c]!, v);
  });
}
