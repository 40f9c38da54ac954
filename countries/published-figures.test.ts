import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { published, readFigures, seriesOf } from '../src/modules/insights/published.ts';

const { all } = readFigures(readFileSync(new URL('./published-figures.csv', import.meta.url), 'utf8'));
const { series, coverage, warnings } = published();
const find = (indicator: string, period: string, group = 'all') => series.flatMap((s) => s.figures).find((f) => f.indicator.en === indicator && f.period.en === period && f.group.en === group);

describe('published figures', () => {
  it('keep every figure with its source and kind of period', () => {
    expect(all.length).toBeGreaterThanOrEqual(422);
    expect(new Set(all.map((f) => f.id)).size).toBe(all.length);
    for (const f of all) expect(f.source, f.id).toMatch(/^[a-z]+(-\d{4})?/);
  });
  it('a minister asks for coverage: 18.9 percent, shown as 19', () => {
    expect(coverage).toMatchObject({ percent: 18.9, shown: 19, reached: { value: 4538 }, base: { value: 24039 } });
  });
  it('a minister asks for returns by year: 251,778, then 90,138, then about 125,257, a change of 39 percent', () => {
    expect(find('Deportations to northern Central America', '2019')?.value).toBe(251_778);
    expect(find('Returns to northern Central America', '2020')?.value).toBe(90_138);
    expect(find('Returns to northern Central America', '2021')).toMatchObject({ value: 125_257, qualifier: 'approx' });
    expect(find('Change in returns to northern Central America', '2021 vs 2020')?.value).toBe(39);
  });
  it('the peak of fiscal year 2015 says what it leaves out', () => {
    const peak = find('US and Mexican removals of Northern Triangle nationals', 'FY2015')!;
    expect(peak).toMatchObject({ value: 241_000, periodKind: 'us-fiscal' });
    expect(peak.note.en).toContain('excludes US returns and Mexican assisted returns');
    expect(peak.note.es).toContain('no incluye devoluciones');
  });
  it('never puts calendar and fiscal years, or different units, into one series', () => {
    for (const s of seriesOf(all)) {
      expect(new Set(s.figures.map((f) => f.periodKind)).size).toBe(1);
      expect(new Set(s.figures.map((f) => f.unit)).size).toBe(1);
      expect(new Set(s.figures.map((f) => f.country)).size).toBe(1);
    }
  });
  it('warns that the printed 12,246 is not the sum of its parts', () => {
    const total = series.flatMap((s) => s.figures).find((f) => f.value === 12_246)!;
    expect(warnings).toContainEqual({ figureId: total.id, code: 'sum-differs', params: { printed: 12_246, sum: 12_244 } });
  });
  it('has homicide rates of three countries for 2012 to 2017, each its own series', () => {
    const rates = series.filter((s) => s.indicator.en === 'Homicide rate' && s.periodKind === 'calendar');
    expect(rates).toHaveLength(3);
    for (const s of rates) expect(s.figures.map((f) => f.period.en)).toEqual(['2012', '2013', '2014', '2015', '2016', '2017']);
  });
  it('is shown in Spanish completely', () => {
    for (const f of series.flatMap((s) => s.figures)) {
      expect(f.indicator.es, f.id).not.toBe(f.indicator.en);
      expect(f.note.en === '' || f.note.es !== '', f.id).toBe(true);
    }
  });
});
