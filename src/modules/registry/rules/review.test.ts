import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubtSets } from './review.ts';

const pairs = (text: string) => text.split(' ').filter(Boolean).map((p) => ({ a: p[0]!, b: p[1]! }));
const self = (person: string) => person;

describe('doubts that hang together', () => {
  it('are one set, also by way of somebody who is one person with two of them', () => {
    expect(doubtSets(pairs('ab cd bc ef'), self).map((s) => s.length)).toEqual([3, 1]);
    expect(doubtSets(pairs('ab cd'), (p) => (p === 'c' ? 'b' : p))).toHaveLength(1);
  });

  it('every doubt is in one set, and nobody is in two', () => {
    const pair = fc.tuple(fc.constantFrom(...'abcdefghij'), fc.constantFrom(...'abcdefghij')).filter(([a, b]) => a < b).map(([a, b]) => ({ a, b }));
    fc.assert(fc.property(fc.uniqueArray(pair, { maxLength: 25, selector: (p) => p.a + p.b }), (doubts) => {
      const sets = doubtSets(doubts, self);
      expect(sets.flat().map((p) => p.a + p.b).toSorted()).toEqual(doubts.map((p) => p.a + p.b).toSorted());
      const homes = sets.map((s) => new Set(s.flatMap((p) => [p.a, p.b])));
      for (const [i, home] of homes.entries()) for (const other of homes.slice(i + 1)) expect([...home].some((p) => other.has(p))).toBe(false);
    }));
  });
});
