import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainDate } from '#kernel/dates';
import { fromAge, isAbout, joinDate, NO_DATE, otherWay, readMonth, readWholeDate, splitDate, toAge } from './partial-date.ts';

const parts = (day: string, month: string, year: string) => ({ day, month, year });

describe('a date in three boxes', () => {
  it('is a plain date when all three exist', () => {
    expect(joinDate(parts('5', '3', '1990'), 'day')).toBe('1990-03-05');
    expect(joinDate(parts('5', 'marzo', '1990'), 'day')).toBe('1990-03-05');
    expect(joinDate(parts('31', 'Aug', '2001'), 'day')).toBe('2001-08-31');
  });

  it('may be a month or a year alone where half an answer is an answer', () => {
    expect(joinDate(parts('', '3', '1990'), 'birth')).toBe('1990-03');
    expect(joinDate(parts('', '', '1990'), 'birth')).toBe('1990');
    expect(isPlainDate(joinDate(parts('', '3', '1990'), 'day'))).toBe(false);
  });

  it('is never a date when the day does not exist', () => {
    for (const wrong of [parts('30', '2', '2001'), parts('1', '13', '2001'), parts('x', '2', '2001'), parts('1', '2', '01'), parts('5', '', '1990')]) {
      expect(isPlainDate(joinDate(wrong, 'birth'))).toBe(false);
    }
  });

  it('is nothing when nothing is typed', () => {
    expect(joinDate(NO_DATE, 'day')).toBe('');
    expect(splitDate('')).toEqual(NO_DATE);
  });

  it('comes back from its value as it went in', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1850-01-01'), max: new Date('2150-01-01'), noInvalidDate: true }), (date) => {
      const value = date.toISOString().slice(0, 10);
      expect(joinDate(splitDate(value), 'day')).toBe(value);
    }));
  });

  it('keeps what cannot be read, so that it stays on the screen', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9a-z]{0,3}$/), fc.stringMatching(/^[0-9a-z]{0,3}$/), fc.stringMatching(/^[0-9]{1,4}$/), (day, month, year) => {
      const back = splitDate(joinDate(parts(day, month, year), 'birth'));
      expect(Number(back.year)).toBe(Number(year));
    }));
  });
});

describe('an age instead of a date', () => {
  it('is about the year of birth', () => {
    expect(fromAge('36', 2026)).toBe('~1990');
    expect(isAbout('~1990')).toBe(true);
    expect(splitDate('~1990')).toEqual(NO_DATE);
    expect(fromAge(' ', 2026)).toBe('');
  });

  it('comes back as it was typed, be it an age or not, and is never taken for a day', () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 130 }).map(String), fc.stringMatching(/^[a-z ,.-]{0,6}[a-z]$/)), (typed) => {
      expect(toAge(fromAge(typed, 2026), 2026)).toBe(typed.trim());
      expect(isPlainDate(fromAge(typed, 2026))).toBe(false);
    }));
  });
});

describe('the two ways of asking for a birth', () => {
  it('keep what was typed in each of them', () => {
    fc.assert(fc.property(fc.constantFrom('', '1990-03-14', '1990', '?-3-5'), fc.constantFrom('', '~1990', '~?ocho'), (date, age) => {
      const byAge = otherWay(date, '', false);
      expect(byAge).toEqual({ value: '', kept: date });
      const byDate = otherWay(age, byAge.kept, true);
      expect(byDate).toEqual({ value: date, kept: age });
      expect(otherWay(byDate.value, byDate.kept, false)).toEqual({ value: age, kept: date });
    }));
  });

  it('bring back nothing that belongs to the way that is left', () => {
    expect(otherWay('1991-01-01', '1990-03-14', false)).toEqual({ value: '', kept: '1991-01-01' });
    expect(otherWay('~1991', '~1990', true)).toEqual({ value: '', kept: '~1991' });
  });
});

describe('a whole date pasted into one box', () => {
  it('puts the day first, as the region writes', () => {
    expect(readWholeDate('12/03/1990')).toEqual(parts('12', '03', '1990'));
    expect(readWholeDate('12-mar-1990')).toEqual(parts('12', 'mar', '1990'));
    expect(readWholeDate('1990-03-12')).toEqual(parts('12', '3', '1990'));
    expect(readWholeDate('12')).toBeNull();
  });

  it('knows months by number and by name', () => {
    expect(readMonth('ENE')).toBe(1);
    expect(readMonth('dec')).toBe(12);
    expect(readMonth('0')).toBeNull();
    expect(readMonth('xyz')).toBeNull();
  });
});
