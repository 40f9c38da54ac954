import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksToMake } from './link-forest.ts';

describe('links of a group', () => {
  it('are as few as join it, the strongest first', () => {
    const group = Int32Array.of(0, 0, 0, 3);
    const pairs = [{ a: 0, b: 1, bits: 5 }, { a: 1, b: 2, bits: 9 }, { a: 0, b: 2, bits: 7 }];
    expect(linksToMake(group, pairs, [])).toEqual([pairs[1], pairs[2]]);
  });

  it('are none where it is linked already', () => {
    expect(linksToMake(Int32Array.of(0, 0), [{ a: 0, b: 1, bits: 5 }], [[0, 1]])).toEqual([]);
  });

  it('join every group to one and no two groups, whatever pairs were found', () => {
    const groups = fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }).map((labels) => Int32Array.from(labels.map((l) => labels.indexOf(l))));
    fc.assert(fc.property(groups, fc.array(fc.tuple(fc.nat(29), fc.nat(29), fc.integer({ min: -5, max: 40 })), { maxLength: 60 }), (group, raw) => {
      const pairs = raw.filter(([a, b]) => a < group.length && b < group.length && a !== b).map(([a, b, bits]) => ({ a, b, bits }));
      const links = linksToMake(group, pairs, []);
      expect(links.every((l) => group[l.a] === group[l.b])).toBe(true);
      // A forest that joins each group: rows less groups.
      expect(links).toHaveLength(group.length - new Set(group).size);
    }));
  });
});
