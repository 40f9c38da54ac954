import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberSlips } from './number-slips.ts';

describe('slips of a number', () => {
  it('are one figure wrong, lost or added, two neighbours, or a letter taken for a figure', () => {
    const slips = numberSlips('0801199012345');
    expect(slips).toContain('0801199012845');
    expect(slips).toContain('0801190912345');
    expect(slips).toEqual(expect.arrayContaining(['O801199012345', '080119901234', '08011990123045']));
    expect(slips).not.toContain('0801199012345');
  });

  it('lead back: whoever is one slip away from a number, it is one slip away from them', () => {
    const number = fc.string({ unit: fc.constantFrom(...'0123456789ABGIOSZ'), minLength: 8, maxLength: 18 });
    fc.assert(fc.property(number, fc.nat(), (text, pick) => {
      const slips = numberSlips(text);
      expect(slips.length).toBeLessThanOrEqual(450);
      return slips.length === 0 || numberSlips(slips[pick % slips.length]!).includes(text);
    }));
  });

  it('of a short number are none', () => expect(numberSlips('1234567')).toEqual([]));
});
