import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayIn, daysBetween, existsInCalendar, isPlainDate, monthsBetween, yearsBetween } from './dates.ts';

const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));

describe('dates', () => {
  it.each([['2024-02-29', true], ['2023-02-29', false], ['1988-02-31', false], ['2024-13-01', false], ['1990-00-10', false], ['90-01-01', false]])('%s exists: %s', (text, exists) => {
    expect(isPlainDate(text)).toBe(exists);
  });
  it('a person born on 29 February turns a year older on 1 March of a common year', () => {
    expect(yearsBetween('2004-02-29', '2022-02-28')).toBe(17);
    expect(yearsBetween('2004-02-29', '2022-03-01')).toBe(18);
  });
  it('adding days and counting them agree', () => {
    fc.assert(fc.property(day, fc.integer({ min: -4000, max: 4000 }), (d, n) => daysBetween(d, addDays(d, n)) === n));
  });
  it('a month later is never more than a month away', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 400 }), (d, n) => {
      const months = monthsBetween(d, addMonths(d, n));
      return months === n || months === n - 1;
    }));
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
  });
  it('a day belongs to the zone of the country, also around midnight', () => {
    expect(dayIn('America/Tegucigalpa', new Date('2026-01-01T05:30:00Z'))).toBe('2025-12-31');
    expect(dayIn('America/Tegucigalpa', new Date('2026-01-01T06:00:00Z'))).toBe('2026-01-01');
  });
  it('only days of the calendar exist', () => {
    fc.assert(fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: -2, max: 15 }), fc.integer({ min: -2, max: 35 }), (y, m, d) => {
      const date = new Date(Date.UTC(y, m - 1, d));
      return existsInCalendar(y, m, d) === (date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d);
    }));
  });
});
