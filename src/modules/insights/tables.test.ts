import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Indicator } from './indicators.ts';
import { INDICATORS, LINKS } from './indicators.ts';
import type { Division, IndicatorFigures } from './schema.ts';
import { narrow } from './suppression.ts';
import { type Counted, publishedTables, sheetsAndSums } from './tables.ts';

const listed = (d: Division): readonly string[] => ({ sex: ['F', 'M'], ageGroup: ['child', 'adult'], returnKind: ['deported', 'independentVoluntary'] } as Partial<Record<Division, string[]>>)[d] ?? [];
const thresholdOf = (indicator: Indicator, division: Division | null, value: string | null): number =>
  indicator.disclosure === 'strict' || (division === 'ageGroup' && value === 'child') || value === 'medical_basic' ? 10 : 5;
const RULES = { listed, thresholdOf };

const figure = (figures: readonly IndicatorFigures[], code: string, division: Division | null, key: string) =>
  figures.find((f) => f.code === code)?.tables.find((t) => t.division === division)?.rows.find((r) => r.key === key)?.values;

const returns = (quarter: number, sex: string, ageGroup: string, n: number): Counted => ({ indicator: 'returns', quarter, places: { sex, ageGroup, returnKind: 'deported' }, n });

describe('the analyst\'s tables', () => {
  it('show a year and its quarters where all are large enough', () => {
    const { figures, hidden } = publishedTables([returns(1, 'F', 'adult', 20), returns(2, 'M', 'adult', 30)], RULES);
    expect(figure(figures, 'returns', null, '*')).toEqual([20, 30, 0, 0, 50]);
    expect(figure(figures, 'returns', 'sex', 'F')).toEqual([20, 0, 0, 0, 20]);
    expect(hidden).toBe(0);
  });
  it('hide a quarter of three, and what would give it back', () => {
    const { figures } = publishedTables([returns(1, 'F', 'adult', 3), returns(2, 'F', 'adult', 30), returns(3, 'F', 'adult', 40)], RULES);
    const total = figure(figures, 'returns', null, '*')!;
    expect(total[0]).toBeNull();
    expect(total.filter((v) => v === null).length).toBeGreaterThan(1);
  });
  it('hide nine children but show nine adults', () => {
    const { figures } = publishedTables([returns(1, 'F', 'child', 9), returns(1, 'F', 'adult', 9), returns(1, 'M', 'adult', 60)], RULES);
    expect(figure(figures, 'returns', 'ageGroup', 'child')![0]).toBeNull();
  });
  it('never show the figures that exist only to protect others', () => {
    const { figures } = publishedTables([{ indicator: 'needs-not-met', quarter: 1, places: { need: 'x' }, n: 50 }], RULES);
    expect(figures.map((f) => f.code)).not.toContain('needs-not-met');
  });
  it('do not let events minus people tell how few came back twice', () => {
    const counted: Counted[] = [
      returns(1, 'F', 'adult', 97),
      { indicator: 'people-returned', quarter: 0, places: { sex: 'F' }, n: 95 }, { indicator: 'further-returns', quarter: 0, places: { sex: 'F' }, n: 2 },
      { indicator: 'people-returning-again', quarter: 0, places: {}, n: 2 }, { indicator: 'people-returning-once', quarter: 0, places: {}, n: 93 },
    ];
    const { figures } = publishedTables(counted, RULES);
    const events = figure(figures, 'returns', null, '*')![4];
    const people = figure(figures, 'people-returned', null, '*')![0];
    expect(events === null || people === null).toBe(true);
  });
});

const anyCounts: fc.Arbitrary<Counted[]> = fc.tuple(
  fc.array(fc.record({ q: fc.integer({ min: 1, max: 4 }), sex: fc.constantFrom('F', 'M'), ageGroup: fc.constantFrom('child', 'adult'), returnKind: fc.constantFrom('deported', 'independentVoluntary'), n: fc.integer({ min: 1, max: 25 }) }), { maxLength: 14 }),
  fc.array(fc.record({ q: fc.integer({ min: 1, max: 4 }), need: fc.constantFrom('job_placement', 'medical_basic', 'legal_orientation'), found: fc.integer({ min: 1, max: 25 }), met: fc.integer({ min: 0, max: 25 }) }), { maxLength: 8 }),
).map(([events, needs]) => [
  ...events.map((e): Counted => ({ indicator: 'returns', quarter: e.q, places: { sex: e.sex, ageGroup: e.ageGroup, returnKind: e.returnKind }, n: e.n })),
  ...needs.flatMap((x): Counted[] => {
    const met = Math.min(x.met, x.found);
    const at = { quarter: x.q, places: { need: x.need } };
    return [{ indicator: 'needs-found', ...at, n: x.found }, { indicator: 'needs-met', ...at, n: met }, { indicator: 'needs-not-met', ...at, n: x.found - met }];
  }),
]);

describe('an attacker with all tables of a year', () => {
  it('gets no small figure back by subtracting any of them', () => {
    fc.assert(fc.property(anyCounts, (counted) => {
      const { cells, relations } = sheetsAndSums(counted, RULES);
      const { figures } = publishedTables(counted, RULES);
      const shown = new Set<string>();
      for (const f of figures) for (const t of f.tables) for (const r of t.rows) r.values.forEach((v, i) => { if (v !== null) shown.add(`${f.code}|${t.division ?? ''}|${r.key}|${f.columns[i]}`); });
      const hidden = new Set(cells.filter((c) => !shown.has(c.id)).map((c) => c.id));
      // Internal figures are not shown, so the attacker only has what the sums say about them.
      const bounds = narrow(cells, relations, hidden);
      for (const c of cells) if (c.value > 0 && c.value < c.threshold) {
        const { low, high } = bounds.get(c.id)!;
        expect(high - low, c.id).toBeGreaterThanOrEqual(c.threshold);
      }
    }), { numRuns: 40 });
  }, 30_000);
});

describe('the list of indicators', () => {
  it('names every indicator once, and links only what exists', () => {
    const codes = INDICATORS.map((i) => i.code) as readonly string[];
    expect(new Set(codes).size).toBe(codes.length);
    for (const link of LINKS) for (const code of [link.total, ...link.parts]) expect(codes).toContain(code);
    for (const i of INDICATORS) if (i.denominator) expect(codes).toContain(i.denominator);
  });
});
