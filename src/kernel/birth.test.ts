import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIRTH_PRECISIONS, earliestBirth, greatestAge, latestBirth, leastAge, mayBeChild, readBirth, writeBirth } from './birth.ts';
import { isPlainDate, plainDate, yearsBetween } from './dates.ts';

describe('a birth as a form holds it', () => {
  it.each([
    ['1990-03-14', '1990-03-14', 'day'], ['1990-03', '1990-03-01', 'month'], ['1990', '1990-01-01', 'year'], ['~1990', '1990-01-01', 'estimated'], ['?-3-14', '?-3-14', 'day'],
  ])('%s is %s by the %s', (text, birthDate, birthPrecision) => {
    expect(readBirth(text)).toEqual({ birthDate, birthPrecision });
  });

  it('comes back as it was written, and is always a day of the calendar', () => {
    fc.assert(fc.property(fc.integer({ min: 1900, max: 2030 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.constantFrom(...BIRTH_PRECISIONS), (year, month, day, precision) => {
      const text = writeBirth(plainDate(year, month, day), precision);
      const { birthDate, birthPrecision } = readBirth(text);
      return birthPrecision === precision && isPlainDate(birthDate) && writeBirth(birthDate, birthPrecision) === text;
    }));
  });
});

describe('an age of which only a part is known', () => {
  it.each([
    ['2008-02-10', 'month', '2008-02-01', '2008-02-29'], ['2007-12-01', 'month', '2007-12-01', '2007-12-31'], ['2008-01-01', 'year', '2008-01-01', '2008-12-31'],
    ['2005-07-08', 'estimated', '2002-01-01', '2008-12-31'], ['2008-02-10', 'day', '2008-02-10', '2008-02-10'], ['2008-02-10', null, '2008-02-10', '2008-02-10'],
  ] as const)('%s by the %s lies between %s and %s', (birthDate, precision, first, last) => {
    expect([earliestBirth(birthDate, precision), latestBirth(birthDate, precision)]).toEqual([first, last]);
  });

  it('has a least and a greatest, and the first day it may mean lies between', () => {
    fc.assert(fc.property(fc.integer({ min: 1900, max: 2020 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.constantFrom(...BIRTH_PRECISIONS), (year, month, day, precision) => {
      const born = plainDate(year, month, day);
      const ordinary = yearsBetween(born, '2026-03-10');
      expect(leastAge(born, precision, '2026-03-10')).toBeLessThanOrEqual(ordinary);
      expect(greatestAge(born, precision, '2026-03-10')).toBeGreaterThanOrEqual(ordinary);
    }));
  });

  it.each([['2008-01-01', 'year', true], ['2007-01-01', 'year', false], ['2005-01-01', 'estimated', true], ['2004-01-01', 'estimated', false], ['2008-03-01', 'month', true], ['2008-03-10', 'day', false], ['2008-3', 'day', false], ['199-3-14', 'day', false]] as const)(
    'of %s by the %s may be a child on 2026-03-10: %s', (birthDate, precision, child) => expect(mayBeChild(birthDate, precision, '2026-03-10')).toBe(child),
  );
});
