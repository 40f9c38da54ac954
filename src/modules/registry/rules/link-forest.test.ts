import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linksToMake, pairsToAsk, type Doubtful } from './link-forest.ts';

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

describe('doubts to ask about', () => {
  const doubt = (a: number, b: number, bits: number, joined = true): Doubtful => ({ a, b, bits, joined });
  const asked = (count: number, surely: readonly (readonly [number, number])[], doubtful: Doubtful[], links: readonly Doubtful[] = []) =>
    pairsToAsk(count, surely.map(([a, b]) => ({ a, b })), doubtful, (p) => links.includes(p)).map((p) => [p.a, p.b]);

  it('of three records that are joined are two, and one where two of them are surely one', () => {
    const three = [doubt(0, 1, 9), doubt(1, 2, 8), doubt(0, 2, 7)];
    expect(asked(3, [], three)).toEqual([[0, 1], [1, 2]]);
    expect(asked(3, [[0, 1]], three.slice(1))).toEqual([[1, 2]]);
    expect(asked(3, [[0, 1], [1, 2]], [doubt(0, 2, 7)])).toEqual([]);
  });

  it('are the links that stand before others, so that whoever parts takes back what was asked', () => {
    const [strong, linked] = [doubt(1, 2, 8), doubt(0, 2, 7)];
    expect(asked(3, [[0, 1]], [strong, linked], [linked])).toEqual([[0, 2]]);
  });

  it('between two groups are one, and between three all three: one answer says nothing of the third', () => {
    expect(asked(4, [[0, 1], [2, 3]], [doubt(0, 2, 3, false), doubt(1, 2, 2, false), doubt(1, 3, 4, false)])).toEqual([[1, 3]]);
    expect(asked(3, [], [doubt(0, 1, 3, false), doubt(1, 2, 2, false), doubt(0, 2, 1, false)])).toHaveLength(3);
  });

  it('leave nothing open: whatever is not asked is surely one, follows from joins that are asked, or is asked between the same two', () => {
    const pairs = fc.uniqueArray(fc.record({ a: fc.nat(11), b: fc.nat(11), bits: fc.integer({ min: -5, max: 40 }), kind: fc.constantFrom('surely', 'joined', 'review') }).filter((p) => p.a < p.b), { selector: (p) => `${p.a} ${p.b}`, maxLength: 40 });
    const closure = (edges: readonly { a: number; b: number }[]) => {
      const group = Array.from({ length: 12 }, (_, i) => i);
      for (const { a, b } of edges) { const [x, y] = [group[a]!, group[b]!]; for (let i = 0; i < 12; i++) if (group[i] === y) group[i] = x; }
      return group;
    };
    fc.assert(fc.property(pairs, (all) => {
      const surely = all.filter((p) => p.kind === 'surely');
      const doubtful = all.filter((p) => p.kind !== 'surely').map((p) => ({ ...p, joined: p.kind === 'joined' }));
      const ask = pairsToAsk(12, surely, doubtful, () => false);
      const [one, answered] = [closure(surely), closure([...surely, ...ask.filter((p) => p.joined)])];
      expect(closure([...surely, ...doubtful.filter((p) => p.joined)]).map((g, _, list) => list.indexOf(g))).toEqual(answered.map((g, _, list) => list.indexOf(g)));
      for (const p of doubtful) {
        const same = ask.some((q) => [one[q.a], one[q.b]].toSorted().join() === [one[p.a], one[p.b]].toSorted().join());
        expect(answered[p.a] === answered[p.b] || same).toBe(true);
      }
      for (const p of ask) expect(one[p.a]).not.toBe(one[p.b]);
    }));
  });
});
