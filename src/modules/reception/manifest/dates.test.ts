import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { existsInCalendar, plainDate } from '#kernel/dates';
import { orderEvidence, readDate, settleOrder } from './dates.ts';

const order = (...cells: string[]) => settleOrder(orderEvidence(cells, 2019));
const date = (cell: string, as: 'dmy' | 'mdy' | null = 'dmy') => {
  const read = readDate(cell, as, 2019);
  return read.kind === 'date' ? `${read.date}:${read.precision}` : read.kind;
};

describe('the order of day and month', () => {
  it('is told by all values of the column together', () => {
    expect(order('05/06/1990', '28/05/1991')).toBe('dmy');
    expect(order('05/06/1990', '12/30/1991')).toBe('mdy');
    expect(order('1990-05-06', '33952')).toBe('dmy');
  });

  it('is asked where the column does not settle it', () => {
    expect(order('05/06/1990', '07/08/1991')).toBeNull();
    expect(order('28/05/1990', '05/28/1990')).toBeNull();
  });

  it('is never guessed cell by cell: until it is known an open date stays undecided', () => {
    expect(date('05/06/1990', null)).toBe('undecided');
    expect(date('12/30/1990', 'dmy')).toBe('impossible');
  });
});

describe('a date', () => {
  it.each([
    ['28/05/1996', '1996-05-28:day'], ['9-2-1994', '1994-02-09:day'], ['1996-05-28', '1996-05-28:day'], ['28.05.96', '1996-05-28:day'], ['01/02/05', '2005-02-01:day'],
    ['28 de mayo de 1996', '1996-05-28:day'], ['12-ENE-1990', '1990-01-12:day'], ['Jan 5, 1990', '1990-01-05:day'], ['1996', '1996-01-01:year'], ['05/1996', '1996-05-01:month'],
    ['mayo 1996', '1996-05-01:month'], ['33952', '1992-12-14:day'], ['60000', '2064-04-08:day'], ['19960528', '1996-05-28:day'], ['1996-05-28 00:00:00', '1996-05-28:day'],
    ['31-02-1988', 'impossible'], ['29/02/1990', 'impossible'], ['00/00/0000', 'impossible'], ['ayer', 'unreadable'], ['12/1990/3', 'unreadable'], ['', 'empty'], ['N/D', 'empty'],
  ])('%s reads as %s', (cell, expected) => expect(date(cell)).toBe(expected));

  it('reads back in the order it was written, whatever the day', () => {
    const day = fc.record({ y: fc.integer({ min: 1900, max: 2100 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 31 }) }).filter(({ y, m, d }) => existsInCalendar(y, m, d));
    fc.assert(fc.property(day, ({ y, m, d }) => {
      const expected = `${plainDate(y, m, d)}:day`;
      expect(date(`${d}/${m}/${y}`, 'dmy')).toBe(expected);
      expect(date(`${m}/${d}/${y}`, 'mdy')).toBe(expected);
    }));
  });

  it('never throws and never invents a day that does not exist', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom('dmy' as const, 'mdy' as const, null), (cell, as) => {
      const read = readDate(cell, as, 2019);
      if (read.kind === 'date') expect(existsInCalendar(Number(read.date.slice(0, 4)), Number(read.date.slice(5, 7)), Number(read.date.slice(8)))).toBe(true);
    }));
  });
});
