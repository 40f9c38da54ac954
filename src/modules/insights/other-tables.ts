/**
 * Tables that agree with everything that is shown. Whoever reads what is published cannot tell the true one from any of them, however clever they are; so a
 * figure is safe when two of them are far enough apart in it. Found by walking from the true table along the sums (simplex), never below zero.
 */
import type { Interval } from './known-sums.ts';

const SMALL = 1e-7;

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
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Answers for one cell how far apart tables are in it that agree with what is shown: at least as far as asked for, or as far as they get. */
export function walker({ values, sums }: Walkable): (cell: number, apart: number) => Interval {
  const cells = [...values.keys()];
  const place = new Map(cells.map((c, i) => [c, i]));
  const at = Float64Array.from(values.values());
  const walk: Walk = { cells, rows: [], basic: [], rowOf: new Int32Array(cells.length).fill(-1), at, low: at.slice(), high: at.slice() };
  for (const sum of sums) addRow(walk, sum, place);
  return (cell, apart) => {
    const c = place.get(cell)!;
    for (const way of [1, -1] as const) goOn(walk, c, way, apart);
    return whole(walk, c);
  };
}

function whole({ low, high }: Walk, c: number): Interval {
  return { low: Math.ceil(low[c]! - 1e-6), high: Math.floor(high[c]! + 1e-6) };
}

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
    const { low, high } = whole(walk, c);
    if (high - low >= apart) return;
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
  const endless = far === Infinity;
  // Far enough for any threshold.
  if (endless) far = 1e6;
  at[cell] = at[cell]! + way * far;
  rows.forEach((row, r) => { const b = basic[r]!; at[b] = Math.max(0, at[b]! - row[cell]! * way * far); });
  note(walk, cell);
  for (const b of basic) note(walk, b);
  if (stopped >= 0) enter(walk, stopped, cell);
  return !endless;
}

function note({ at, low, high }: Walk, c: number): void {
  low[c] = Math.min(low[c]!, at[c]!);
  high[c] = Math.max(high[c]!, at[c]!);
}
