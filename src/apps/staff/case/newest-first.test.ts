import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newestFirst } from './newest-first.ts';

const ZONE = 'America/Tegucigalpa';
const order = (...ats: string[]) => newestFirst(ats.map((at) => ({ at })), ZONE).map((one) => one.at);

describe('what happened in a case', () => {
  it('stands by the day of the country: what was late in the evening is not of the next day', () => {
    // 03:00 in the night of the 11th by world time is still the evening of the 10th in the country.
    expect(order('2026-03-10', '2026-03-11T03:00:00Z', '2026-03-11', '2026-03-10T15:00:00Z')).toEqual(['2026-03-11', '2026-03-11T03:00:00Z', '2026-03-10T15:00:00Z', '2026-03-10']);
  });

  it('puts what has only a day below what has an hour, in the order given', () => {
    const items = [{ at: '2026-03-10', n: 1 }, { at: '2026-03-10T14:00:00Z', n: 2 }, { at: '2026-03-10', n: 3 }];
    expect(newestFirst(items, ZONE).map((one) => one.n)).toEqual([2, 1, 3]);
  });

  it('is the same whatever order the rooms tell it in, as far as it is dated', () => {
    const at = fc.oneof(fc.constantFrom('2026-03-09', '2026-03-10', '2026-03-11'), fc.date({ min: new Date('2026-03-09T00:00:00Z'), max: new Date('2026-03-11T23:00:00Z'), noInvalidDate: true }).map((d) => d.toISOString()));
    fc.assert(fc.property(fc.array(at).chain((ats) => fc.tuple(fc.constant(ats), fc.shuffledSubarray(ats, { minLength: ats.length }))), ([ats, shuffled]) => {
      expect(order(...shuffled)).toEqual(order(...ats));
    }));
  });
});
