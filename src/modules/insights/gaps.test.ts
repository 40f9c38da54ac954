import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactGaps, PLACE_FROM, protectedGaps, type GapCount } from './gaps.ts';

const at = (admin2: string, n: number, need = 'housing'): GapCount => ({ need, admin2, n });

describe('needs without any service', () => {
  it('are counted by kind and municipality, the most first', () => {
    expect(exactGaps([at('A', 1), at('B', 4), at('A', 2, 'birth_registration')])).toEqual([
      { need: 'housing', total: 5, places: [{ admin2: 'B', n: 4 }, { admin2: 'A', n: 1 }], others: false },
      { need: 'birth_registration', total: 2, places: [{ admin2: 'A', n: 2 }], others: false },
    ]);
  });

  it('are hidden where they are few, and a single hidden place never follows from the total', () => {
    const [gap] = protectedGaps([at('A', 40), at('B', 30), at('C', 2)], () => 5);
    const shown = gap!.places.reduce((sum, { n }) => sum + n, 0);
    expect(gap!.others).toBe(true);
    expect(gap!.places.map((p) => p.admin2)).not.toContain('C');
    expect(gap!.total === null || gap!.total - shown !== 2).toBe(true);
  });

  it('of which there are few altogether have no figure at all', () => {
    expect(protectedGaps([at('A', 2), at('B', 1)], () => 5)).toEqual([{ need: 'housing', total: null, places: [], others: true }]);
  });

  it('never show a small figure, nor let one be worked out, whatever is counted', () => {
    const counts = fc.uniqueArray(fc.record({ need: fc.constantFrom('a', 'b'), admin2: fc.constantFrom('P', 'Q', 'R', 'S', 'T'), n: fc.integer({ min: 1, max: 40 }) }), { selector: (c) => `${c.need} ${c.admin2}`, maxLength: 10 });
    fc.assert(fc.property(counts, (list) => {
      for (const gap of protectedGaps(list, () => 5)) {
        const all = list.filter((c) => c.need === gap.need);
        for (const place of gap.places) expect(place.n).toBeGreaterThanOrEqual(PLACE_FROM);
        const left = all.filter((c) => !gap.places.some((p) => p.admin2 === c.admin2));
        if (gap.total !== null && left.length === 1) expect.fail(`${left[0]!.n} follows from the total`);
        if (gap.total !== null) expect(gap.total).toBeGreaterThanOrEqual(5);
      }
    }));
  });
});
