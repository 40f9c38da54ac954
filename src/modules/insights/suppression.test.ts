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
