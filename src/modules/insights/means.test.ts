import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEAN_FROM, meanOf } from './means.ts';

test('no mean is shown of fewer answers than are shown', () => {
  for (let n = 0; n < MEAN_FROM; n++) expect(meanOf(n, 0.4, 0.1)).toEqual({ n, mean: null, low: null, high: null });
  expect(meanOf(MEAN_FROM, null, null)).toEqual({ n: MEAN_FROM, mean: null, low: null, high: null });
});

test('the interval holds the mean, stays between 0 and 1, and narrows with more answers', () => {
  fc.assert(fc.property(fc.integer({ min: MEAN_FROM, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }), (n, mean, deviation) => {
    const [few, many] = [meanOf(n, mean, deviation), meanOf(n * 4, mean, deviation)];
    expect(few.low! <= few.mean! && few.mean! <= few.high!).toBe(true);
    expect(few.low! >= 0 && few.high! <= 1).toBe(true);
    expect(many.high! - many.low!).toBeLessThanOrEqual(few.high! - few.low! + 1e-9);
  }));
});
