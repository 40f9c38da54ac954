import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BIRTH_PRECISIONS, readBirth, writeBirth } from './birth.ts';
import { isPlainDate, plainDate } from './dates.ts';

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
