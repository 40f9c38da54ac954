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

const MONTHS = ['2026-01', '2026-04', '2026-07', '2026-10'];
const returns = (quarter: number, sex: string, ageGroup: string, n: number, point = 'north'): Counted => ({ indicator: 'returns', quarter, places: { month: MONTHS[quarter - 1]!, point, sex, ageGroup, returnKind: 'deported' }, n });

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
  it('show months, each once and within its quarter, and points', () => {
    const { figures } = publishedTables([returns(1, 'F', 'adult', 20), returns(2, 'M', 'adult', 30, 'south')], RULES);
    expect(figure(figures, 'returns', 'month', '2026-04')).toEqual([30]);
    expect(figure(figures, 'returns', 'point', 'south')).toEqual([0, 30, 0, 0, 30]);
  });
  it('do not let a quarter minus its other months tell a small month', () => {
    const at = (month: string, n: number): Counted => ({ ...returns(1, 'F', 'adult', n), places: { ...returns(1, 'F', 'adult', n).places, month } });
    const { figures } = publishedTables([at('2026-01', 3), at('2026-02', 40), at('2026-03', 50), returns(2, 'M', 'adult', 60)], RULES);
    const shown = ['2026-01', '2026-02', '2026-03'].map((m) => figure(figures, 'returns', 'month', m)![0]);
    expect(shown[0]).toBeNull();
    expect(shown.filter((v) => v === null).length).toBeGreaterThan(1);
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
  fc.array(fc.record({ m: fc.integer({ min: 1, max: 12 }), point: fc.constantFrom('north', 'south', 'east'), sex: fc.constantFrom('F', 'M'), ageGroup: fc.constantFrom('child', 'adult'), returnKind: fc.constantFrom('deported', 'independentVoluntary'), n: fc.integer({ min: 1, max: 25 }) }), { maxLength: 14 }),
  fc.array(fc.record({ q: fc.integer({ min: 1, max: 4 }), need: fc.constantFrom('job_placement', 'medical_basic', 'legal_orientation'), found: fc.integer({ min: 1, max: 25 }), met: fc.integer({ min: 0, max: 25 }) }), { maxLength: 8 }),
).map(([events, needs]) => [
  ...events.flatMap((e): Counted[] => {
    const { m, n, ...places } = e;
    const at = { quarter: Math.ceil(m / 3), n, places: { ...places, month: `2026-${String(m).padStart(2, '0')}` } };
    const missing = Math.min(n, m);
    return [{ indicator: 'returns', ...at }, { indicator: 'arrivals-expected', ...at }, { indicator: 'arrivals-came', ...at, n: n - missing }, { indicator: 'arrivals-missing', ...at, n: missing }];
  }),
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
      // What falls out of tables depends on the order in which they are subtracted: the attacker tries several.
      for (const order of [relations, relations.toReversed(), relations.toSorted((a, b) => a.parts.length - b.parts.length)]) {
        const bounds = narrow(cells, order, hidden);
        for (const c of cells) if (c.value > 0 && c.value < c.threshold) {
          const { low, high } = bounds.get(c.id)!;
          expect(high - low, c.id).toBeGreaterThanOrEqual(c.threshold);
        }
      }
    }), { numRuns: 30 });
  }, 60_000);
});

// The same numbers each time; the sizes spread from one to some thousands, as counts do.
let seed = 7;
const random = (): number => { seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31; return seed / 2 ** 31; };
const size = (most: number): number => Math.ceil(most ** random());

function manyArrivals(): Counted[] {
  const counted: Counted[] = [];
  for (let m = 1; m <= 12; m++) for (let p = 0; p < 40; p++) {
    if (random() < 0.5) continue;
    for (const sex of ['F', 'M']) for (const ageGroup of ['child', 'adult']) {
      const at = { quarter: Math.ceil(m / 3), places: { month: `2026-${String(m).padStart(2, '0')}`, point: `point-${p}`, sex, ageGroup, returnKind: random() < 0.9 ? 'deported' : 'independentVoluntary', mode: p % 3 === 0 ? 'air' : 'land', variant: 'adults' } };
      const n = size(300);
      const missing = random() < 0.3 ? Math.min(n, size(4)) : 0;
      counted.push({ indicator: 'returns', ...at, n }, { indicator: 'arrivals-expected', ...at, n }, { indicator: 'arrivals-came', ...at, n: n - missing }, { indicator: 'arrivals-missing', ...at, n: missing });
    }
  }
  return counted;
}

function manyNeeds(): Counted[] {
  const counted: Counted[] = [];
  for (let q = 1; q <= 4; q++) for (let need = 0; need < 60; need++) {
    const [n, met] = [size(200), size(20)];
    const at = { quarter: q, places: { need: `need-${need}` } };
    counted.push({ indicator: 'needs-found', ...at, n }, { indicator: 'needs-met', ...at, n: Math.min(n, met) }, { indicator: 'needs-not-met', ...at, n: n - Math.min(n, met) });
  }
  return counted;
}

describe('a year of a whole country', () => {
  it('with every month, forty points and sixty needs, many of them small, keeps more than half of its points in sight', () => {
    const counted = [...manyArrivals(), ...manyNeeds()];
    const { figures, hidden } = publishedTables(counted, RULES);
    expect(hidden).toBeGreaterThan(50);
    const points = figures.find((f) => f.code === 'returns')!.tables.find((t) => t.division === 'point')!.rows.flatMap((r) => r.values);
    expect(points.filter((v) => v !== null).length).toBeGreaterThan(points.length / 2);
  }, 60_000);
});

describe('the list of indicators', () => {
  it('names every indicator once, and links only what exists', () => {
    const codes = INDICATORS.map((i) => i.code) as readonly string[];
    expect(new Set(codes).size).toBe(codes.length);
    for (const link of LINKS) for (const code of [link.total, ...link.parts]) expect(codes).toContain(code);
    for (const i of INDICATORS) if (i.denominator) expect(codes).toContain(i.denominator);
  });
});
