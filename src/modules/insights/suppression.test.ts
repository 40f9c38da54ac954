import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, cellsToHide, narrow, type Relation } from './suppression.ts';

const cell = (id: string, value: number, threshold = 5): Cell => ({ id, value, threshold });

/** A table of rows and columns with all its totals. */
function grid(values: readonly (readonly number[])[], threshold = 5): { cells: Cell[]; relations: Relation[] } {
  const cells: Cell[] = [];
  const relations: Relation[] = [];
  const columns = values[0]!.length;
  values.forEach((row, r) => {
    row.forEach((v, c) => cells.push(cell(`${r}/${c}`, v, threshold)));
    cells.push(cell(`${r}/*`, row.reduce((a, b) => a + b, 0), threshold));
    relations.push({ total: `${r}/*`, parts: row.map((_, c) => `${r}/${c}`) });
  });
  for (let c = 0; c < columns; c++) {
    cells.push(cell(`*/${c}`, values.reduce((a, row) => a + row[c]!, 0), threshold));
    relations.push({ total: `*/${c}`, parts: values.map((_, r) => `${r}/${c}`) });
  }
  cells.push(cell('*/*', values.flat().reduce((a, b) => a + b, 0), threshold));
  relations.push({ total: '*/*', parts: values.map((_, r) => `${r}/*`) });
  relations.push({ total: '*/*', parts: Array.from({ length: columns }, (_, c) => `*/${c}`) });
  return { cells, relations };
}

describe('small cells', () => {
  it('a figure of one to four people is hidden, a zero and a five are shown', () => {
    expect([...cellsToHide([cell('a', 4), cell('b', 0), cell('c', 5), cell('d', 1)], [])]).toEqual(['a', 'd']);
  });
  it('a stricter figure is hidden under ten', () => {
    expect([...cellsToHide([cell('a', 9, 10), cell('b', 10, 10)], [])]).toEqual(['a']);
  });
  it('one hidden part takes a second one with it, so that the total gives nothing back', () => {
    const hidden = cellsToHide([cell('t', 53), cell('a', 3), cell('b', 20), cell('c', 30)], [{ total: 't', parts: ['a', 'b', 'c'] }]);
    expect([...hidden].sort()).toEqual(['a', 'b']);
  });
  it('two hidden parts that add up to less than five are a small figure themselves', () => {
    const hidden = cellsToHide([cell('t', 52), cell('a', 1), cell('b', 1), cell('c', 50)], [{ total: 't', parts: ['a', 'b', 'c'] }]);
    expect([...hidden].sort()).toEqual(['a', 'b', 'c']);
  });
  it('nothing is hidden where nothing is small', () => {
    const { cells, relations } = grid([[10, 20], [30, 0]]);
    expect(cellsToHide(cells, relations).size).toBe(0);
  });
  it('a total that two tables share does not give back what one of them hides', () => {
    const cells = [cell('t', 43), cell('F', 3), cell('M', 40), cell('child', 20), cell('adult', 23)];
    const relations = [{ total: 't', parts: ['F', 'M'] }, { total: 't', parts: ['child', 'adult'] }];
    const hidden = cellsToHide(cells, relations);
    expect(hidden.has('M') || hidden.has('t')).toBe(true);
  });
});

const small = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 2, arbitrary: fc.integer({ min: 5, max: 60 }) });
const anyGrid = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([rows, columns]) => fc.array(fc.array(small, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }));

/** Values of a small inner table that agree with everything shown, counted by trying them all. */
function possibleValues(values: readonly (readonly number[])[], hidden: ReadonlySet<string>, limit: number): Map<string, Set<number>> {
  const rows = values.length;
  const columns = values[0]!.length;
  const found = new Map<string, Set<number>>();
  const shown = (id: string, actual: number, guess: number): boolean => hidden.has(id) || actual === guess;
  const total = (g: readonly number[]): number => g.reduce((a, b) => a + b, 0);
  const guess: number[][] = values.map((row) => row.map(() => 0));
  const checkRow = (r: number): boolean => shown(`${r}/*`, total(values[r]!), total(guess[r]!));
  const checkAll = (): boolean => {
    for (let c = 0; c < columns; c++) if (!shown(`*/${c}`, total(values.map((v) => v[c]!)), total(guess.map((v) => v[c]!)))) return false;
    return shown('*/*', total(values.flat()), total(guess.flat()));
  };
  const fill = (at: number): void => {
    if (at === rows * columns) {
      if (checkAll()) guess.forEach((row, r) => row.forEach((v, c) => found.set(`${r}/${c}`, (found.get(`${r}/${c}`) ?? new Set()).add(v))));
      return;
    }
    const r = Math.floor(at / columns);
    const c = at % columns;
    const actual = values[r]![c]!;
    const tries = hidden.has(`${r}/${c}`) ? Array.from({ length: limit + 1 }, (_, i) => i) : [actual];
    for (const v of tries) {
      guess[r]![c] = v;
      if (c < columns - 1 || checkRow(r)) fill(at + 1);
    }
    guess[r]![c] = 0;
  };
  fill(0);
  return found;
}

describe('an attacker who subtracts all published tables from one another', () => {
  it('narrows no small figure to a span below its threshold', () => {
    fc.assert(fc.property(anyGrid, (values) => {
      const { cells, relations } = grid(values);
      const hidden = cellsToHide(cells, relations);
      const bounds = narrow(cells, relations, hidden);
      for (const c of cells) {
        if (c.value > 0 && c.value < c.threshold) expect(bounds.get(c.id)!.high - bounds.get(c.id)!.low).toBeGreaterThanOrEqual(c.threshold);
        if (!hidden.has(c.id)) expect(c.value === 0 || c.value >= c.threshold).toBe(true);
      }
    }), { numRuns: 200 });
  }, 30_000);
  it('trying every table that agrees with what is shown, finds no small figure for certain', () => {
    const tiny = fc.array(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 2 });
    fc.assert(fc.property(tiny, (values) => {
      const { cells, relations } = grid(values);
      const hidden = cellsToHide(cells, relations);
      const possible = possibleValues(values, hidden, 9);
      values.forEach((row, r) => row.forEach((v, c) => {
        if (v > 0 && v < 5) expect(possible.get(`${r}/${c}`)!.size).toBeGreaterThan(1);
      }));
    }), { numRuns: 80 });
  }, 30_000);
  it('would succeed if only the small cells themselves were hidden (the test can fail)', () => {
    const { cells, relations } = grid([[3, 20], [30, 40]]);
    const bounds = narrow(cells, relations, new Set(['0/0']));
    expect(bounds.get('0/0')).toEqual({ low: 3, high: 3 });
  });
});

/** The least and the most of each part in all tables of whole numbers that agree with what is shown, none above `limit`, found by trying them all. */
function wholeTables(cells: readonly Cell[], relations: readonly Relation[], hidden: ReadonlySet<string>, limit: number): Map<string, { low: number; high: number }> {
  const totals = new Set(relations.map((r) => r.total));
  const parts = cells.filter((c) => !totals.has(c.id));
  const at = new Map(cells.map((c) => [c.id, c.value]));
  const found = new Map<string, { low: number; high: number }>();
  const holds = relations.filter((r) => !hidden.has(r.total)).map((r) => ({ ...r, lastTried: Math.max(...r.parts.map((id) => parts.findIndex((p) => p.id === id))) }));
  const agrees = (last: number): boolean => holds.every((r) => r.lastTried !== last || r.parts.reduce((all, id) => all + at.get(id)!, 0) === at.get(r.total)!);
  const remember = (): void => parts.forEach(({ id }) => {
    const [v, now] = [at.get(id)!, found.get(id)];
    found.set(id, { low: Math.min(v, now?.low ?? v), high: Math.max(v, now?.high ?? v) });
  });
  const fill = (i: number): void => {
    const part = parts[i];
    if (part === undefined) return remember();
    for (const v of hidden.has(part.id) ? Array.from({ length: limit + 1 }, (_, n) => n) : [part.value]) {
      at.set(part.id, v);
      if (agrees(i)) fill(i + 1);
    }
    at.set(part.id, part.value);
  };
  fill(0);
  return found;
}

const orders = <T>(list: readonly T[]): T[][] => (list.length < 2 ? [[...list]] : list.flatMap((one, i) => orders(list.toSpliced(i, 1)).map((rest) => [one, ...rest])));

/** Six figures and four totals, from which follows that `e` is even and `a`, which makes five with it, is odd: from one to five. Half people would reach from zero to five. */
const halfPeople = {
  cells: [cell('a', 1), cell('b', 11), cell('c', 3), cell('d', 9), cell('e', 4), cell('f', 2), cell('bcf', 16), cell('abde', 25), cell('bd', 20), cell('cdef', 18)],
  relations: ['bcf', 'abde', 'bd', 'cdef'].map((total): Relation => ({ total, parts: [...total] })),
};

describe('an attacker who knows that nobody is half there', () => {
  it('finds a figure that half people would protect, while only those are hidden (the test can fail)', () => {
    const { cells, relations } = halfPeople;
    expect(wholeTables(cells, relations, new Set('abcdef'), 25).get('a')).toEqual({ low: 1, high: 5 });
    expect(narrow(cells, ['bcf', 'abde', 'cdef', 'bd'].map((t) => relations.find((r) => r.total === t)!), new Set('abcdef')).get('a')).toEqual({ low: 1, high: 5 });
  });
  it('does not narrow a figure that half people would protect, in whatever order the tables are hidden and subtracted', () => {
    const { cells, relations } = halfPeople;
    for (const hiding of orders(relations)) {
      const hidden = cellsToHide(cells, hiding);
      expect(hidden.size).toBeLessThan(cells.length);
      for (const order of orders(relations)) for (const [id, { low, high }] of narrow(cells, order, hidden)) if (halfPeople.cells.find((c) => c.id === id)!.value < 5) expect(high - low).toBeGreaterThanOrEqual(5);
    }
  });
  it('does not narrow any small figure by trying all tables of whole numbers', () => {
    const few = fc.tuple(fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 4, maxLength: 4 }), fc.array(fc.subarray([0, 1, 2, 3], { minLength: 2 }), { minLength: 2, maxLength: 4 }))
      .map(([values, sums]) => ({
        cells: [...values.map((v, i) => cell(`p${i}`, v)), ...sums.map((parts, s) => cell(`t${s}`, parts.reduce((all, p) => all + values[p]!, 0)))],
        relations: sums.map((parts, s): Relation => ({ total: `t${s}`, parts: parts.map((p) => `p${p}`) })),
      }));
    fc.assert(fc.property(few, ({ cells, relations }) => {
      const ranges = wholeTables(cells, relations, cellsToHide(cells, relations), 15);
      for (const c of cells) if (ranges.has(c.id) && c.value > 0 && c.value < c.threshold) expect(ranges.get(c.id)!.high - ranges.get(c.id)!.low).toBeGreaterThanOrEqual(c.threshold);
    }), { numRuns: 100 });
  }, 60_000);
});

/** Cells bound by any sums at all: of a table that adds up, or of one whose numbers were counted at different moments and contradict one another. */
const anySums = fc.record({
  values: fc.array(fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 2_000_000 })), { minLength: 2, maxLength: 14 }),
  sums: fc.array(fc.record({ parts: fc.uniqueArray(fc.nat(13), { minLength: 1, maxLength: 7 }), total: fc.nat(13), off: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: -3, max: 3 })) }), { maxLength: 14 }),
}).map(({ values, sums }) => {
  const cells = values.map((v, i) => cell(`p${i}`, v, i % 3 === 0 ? 10 : 5));
  const relations: Relation[] = [];
  sums.forEach(({ parts, total, off }, s) => {
    const ids = [...new Set(parts.map((p) => p % values.length))];
    if (off === 0 || ids.includes(total % values.length)) {
      cells.push(cell(`t${s}`, Math.max(0, ids.reduce((all, p) => all + values[p]!, 0) + off)));
      relations.push({ total: `t${s}`, parts: ids.map((p) => `p${p}`) });
    } else relations.push({ total: `p${total % values.length}`, parts: ids.map((p) => `p${p}`) });
  });
  return { cells, relations };
});

describe('hiding comes to an end', () => {
  it('where two totals of the same parts do not agree', () => {
    const parts = ['a', 'b', 'c'];
    const hidden = cellsToHide([cell('t', 40), cell('u', 41), cell('a', 3), cell('b', 2), cell('c', 35)], [{ total: 't', parts }, { total: 'u', parts }]);
    expect([...hidden].sort()).toEqual(expect.arrayContaining(['a', 'b', 'c']));
  });
  it('of four totals that leave a figure of nine an odd number from one to nine, where half people would reach from zero to ten', () => {
    const cells = [
      cell('a', 5), cell('b', 0), cell('c', 9, 10), cell('d', 1), cell('e', 1), cell('f', 0), cell('g', 10, 10), cell('abcde', 16), cell('dabf', 6), cell('cgbd', 20), cell('ga', 15),
    ];
    const relations = ['abcde', 'dabf', 'cgbd', 'ga'].map((total): Relation => ({ total, parts: [...total] }));
    const hidden = cellsToHide(cells, relations);
    for (const order of orders(relations)) for (const c of cells) {
      const { low, high } = narrow(cells, order, hidden).get(c.id)!;
      if (c.value > 0 && c.value < c.threshold) expect(high - low).toBeGreaterThanOrEqual(c.threshold);
    }
  });
  it('whatever the sums say, and never with a small figure in sight', () => {
    fc.assert(fc.property(anySums, ({ cells, relations }) => {
      const hidden = cellsToHide(cells, relations);
      for (const c of cells) if (c.value > 0 && c.value < c.threshold) expect(hidden.has(c.id)).toBe(true);
    }), { numRuns: 400 });
  }, 60_000);
  it('of tables that add up, with nothing that an attacker with a hundred times the patience could narrow down', () => {
    const soundSums = anySums.map(({ cells, relations }) => {
      const value = new Map(cells.map((c) => [c.id, c.value]));
      return { cells, relations: relations.filter((r) => value.get(r.total) === r.parts.reduce((all, id) => all + value.get(id)!, 0)) };
    });
    fc.assert(fc.property(soundSums, ({ cells, relations }) => {
      const hidden = cellsToHide(cells, relations);
      for (const bounds of [relations, relations.toReversed()].map((order) => narrow(cells, order, hidden))) for (const c of cells) if (c.value > 0 && c.value < c.threshold) expect(bounds.get(c.id)!.high - bounds.get(c.id)!.low).toBeGreaterThanOrEqual(c.threshold);
    }), { numRuns: 200 });
  }, 60_000);
});
