import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW_STATES, type Flag, type ReadRow } from '../schema.ts';
import { countsOf, csvOf, differenceOf, explains, guessVariant, missingToClose, type EndRow } from './lists.ts';

const endRow = fc.record({ state: fc.constantFrom(...ROW_STATES), listed: fc.boolean(), elsewhere: fc.boolean(), cameWith: fc.boolean() })
  // Who is named elsewhere did not come under this row; who came with the list is on no list.
  .map((row): EndRow => ({ ...row, cameWith: row.cameWith && !row.elsewhere, listed: row.listed && !row.cameWith, state: row.elsewhere ? 'notArrived' : row.state }));

describe('the reckoning of a list', () => {
  it('counts everybody whom the list names exactly once', () => {
    fc.assert(fc.property(fc.array(endRow), fc.nat(20), (rows, leftOut) => {
      const counts = countsOf(rows, leftOut, 0);
      expect(counts.arrived + counts.notArrived + counts.open).toBe(counts.expected);
      expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(0);
    }));
  });

  it('has a difference for each person who did not come or was not named, and for nobody else', () => {
    fc.assert(fc.property(fc.array(endRow), (rows) => {
      const counts = countsOf(rows, 0, 0);
      const kinds = rows.map(differenceOf);
      const takenOff = rows.filter((r) => !r.cameWith && !r.listed && !r.elsewhere && ['expected', 'notArrived'].includes(r.state)).length;
      expect(kinds.filter((k) => k === 'notArrived')).toHaveLength(counts.notArrived + takenOff);
      expect(kinds.filter((k) => k === 'notOnList')).toHaveLength(counts.notOnList);
      expect(kinds.filter((k) => k === 'offList')).toHaveLength(counts.offList);
    }));
  });

  it('cannot be closed while somebody is open or a difference has no reason', () => {
    const counts = countsOf([{ state: 'expected', listed: true, elsewhere: false, cameWith: false }], 0, 0);
    expect(missingToClose(counts, [{ reason: null }])).toEqual(['open', 'reasons']);
    expect(missingToClose({ ...counts, open: 0 }, [{ reason: 'unknown' }])).toEqual([]);
  });

  it('takes a reason only for the kind of difference that it can explain', () => {
    expect([explains('notArrived', 'health'), explains('leftOut', 'health'), explains('notOnList', 'omittedBySender')]).toEqual([true, false, true]);
  });
});

const rowWith = (...flags: Flag[]): ReadRow => ({ row: 1, raw: [], problems: [], person: { flags, birthDate: '1990-01-01', statedAge: null } as never });
const title = (text: string) => [{ row: 1, why: 'title' as const, text }];

describe('what kind of people a list names', () => {
  it('is told by its title, by most of its people, or by whom the point receives', () => {
    expect(guessVariant({ rows: [rowWith()], setApart: title('LISTADO DE NIÑEZ MIGRANTE') }, 'x.csv', [])).toBe('children');
    expect(guessVariant({ rows: [rowWith()], setApart: [] }, 'vuelo_familias_12.xlsx', [])).toBe('families');
    expect(guessVariant({ rows: [rowWith('family'), rowWith('family', 'child'), rowWith()], setApart: [] }, 'x.csv', ['adult'])).toBe('families');
    expect(guessVariant({ rows: [rowWith('unaccompaniedChild', 'child'), rowWith('child')], setApart: [] }, 'x.csv', [])).toBe('children');
    expect(guessVariant({ rows: [rowWith()], setApart: [] }, 'x.csv', ['unaccompanied_child'])).toBe('adults');
    const silent = { ...rowWith(), person: { flags: [], birthDate: null, statedAge: null } as never };
    expect(guessVariant({ rows: [silent], setApart: [] }, 'x.csv', ['unaccompanied_child', 'family'])).toBe('families');
  });
});

describe('a list as CSV', () => {
  it('reads back as it was written, and no cell is a formula', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('=1+1', '+A1', '-2', '@SUM(A1)', '\t=1', ' =1', '"', '|x', '%0A'));
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (rows) => {
      const text = csvOf(rows);
      const back = parse(text, { bom: true, relax_column_count: true }) as string[][];
      expect(back).toHaveLength(rows.length);
      back.forEach((row, i) => row.forEach((value, j) => {
        expect(/^\s*[=+\-@]/.test(value)).toBe(false);
        expect(value.replace(/^'/, '')).toBe(rows[i]![j]!.replace(/[\r\n\t\0]+/g, ' ').replace(/^'/, ''));
      }));
    }));
  });
});
