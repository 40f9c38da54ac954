import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { PeriodKind, Published, PublishedFigure, PublishedSeries } from './schema.ts';

/** Figures of published reports: reference beside own data, never mixed with it and never added up by us. */

const Row = z.object({
  id: z.string().min(1), indicator_en: z.string().min(1), indicator_es: z.string(), country: z.string().min(1), group_en: z.string(), group_es: z.string(),
  period_en: z.string(), period_es: z.string(), period_type: z.string().min(1), value: z.string(), unit: z.string(), qualifier: z.string(),
  source: z.string().min(1), note_en: z.string(), note_es: z.string(),
});
type Row = z.infer<typeof Row>;

const FILE = fileURLToPath(new URL('../../../countries/published-figures.csv', import.meta.url));
const COVERAGE = fileURLToPath(new URL('../../../countries/published-coverage.json', import.meta.url));

/** Kinds of year that may never share an axis. */
function periodKind(type: string): PeriodKind {
  if (type === 'calendar year') return 'calendar';
  if (type === 'US fiscal year (Oct-Sep)') return 'us-fiscal';
  return /part/.test(type) ? 'part' : 'other';
}

function figure(row: Row): PublishedFigure {
  const value = Number(row.value);
  return {
    id: row.id, indicator: { es: row.indicator_es || row.indicator_en, en: row.indicator_en }, country: row.country,
    group: { es: row.group_es || row.group_en, en: row.group_en }, period: { es: row.period_es || row.period_en, en: row.period_en },
    periodKind: periodKind(row.period_type), periodType: row.period_type, value: row.value !== '' && Number.isFinite(value) ? value : null, printed: row.value,
    unit: row.unit, qualifier: row.qualifier, source: row.source, note: { es: row.note_es || row.note_en, en: row.note_en },
  };
}

/** Reads the file of figures; what has no Spanish name yet is kept in the file and not shown. */
export function readFigures(csv: string): { all: PublishedFigure[]; shown: PublishedFigure[] } {
  const rows = z.array(Row).parse(parse(csv, { columns: true, bom: true }));
  const all = rows.map(figure);
  return { all, shown: all.filter((_, at) => rows[at]!.indicator_es !== '') };
}

/** Figures that may stand on one axis: same indicator, place, unit and kind of year. */
export function seriesOf(figures: readonly PublishedFigure[]): PublishedSeries[] {
  const series = new Map<string, PublishedSeries>();
  for (const f of figures) {
    const key = [f.indicator.en, f.country, f.unit, f.periodKind].join('|');
    const found = series.get(key) ?? { key, indicator: f.indicator, country: f.country, unit: f.unit, periodKind: f.periodKind, figures: [] };
    found.figures.push(f);
    series.set(key, found);
  }
  return [...series.values()];
}

/** The share that a programme reached, with its formula: the whole number is shown, the exact one kept. */
export function coverageOf(figures: readonly PublishedFigure[], pair: { reached: string; base: string }): Published['coverage'] {
  const reached = figures.find((f) => f.id === pair.reached);
  const base = figures.find((f) => f.id === pair.base);
  if (!reached?.value || !base?.value) return null;
  const percent = Math.round((reached.value / base.value) * 1000) / 10;
  return { reached, base, percent, shown: Math.round(percent) };
}

const sameBut = (field: 'country' | 'group') => (a: PublishedFigure, b: PublishedFigure): boolean =>
  a.indicator.en === b.indicator.en && a.period.en === b.period.en && a.unit === b.unit && (field === 'country' ? a.group.en === b.group.en : a.country === b.country);

const joined = (country: string): string[] => country.split('+');

function partsByPlace(total: PublishedFigure, figures: readonly PublishedFigure[]): PublishedFigure[] {
  const wanted = joined(total.country);
  if (wanted.length < 2) return [];
  const parts = figures.filter((f) => wanted.includes(f.country) && sameBut('country')(f, total));
  return parts.length === wanted.length ? parts : [];
}

function partsByGroup(total: PublishedFigure, figures: readonly PublishedFigure[]): PublishedFigure[] {
  return total.group.en === 'total' ? figures.filter((f) => f.group.en !== 'total' && sameBut('group')(f, total)) : [];
}

/** Printed totals that are not the sum of their printed parts: shown as printed, with what the parts add up to. */
export function sumWarnings(figures: readonly PublishedFigure[]): Published['warnings'] {
  return figures.flatMap((total) => [partsByPlace(total, figures), partsByGroup(total, figures)].flatMap((parts) => {
    const sum = parts.reduce((all, f) => all + (f.value ?? NaN), 0);
    return parts.length > 1 && total.value !== null && sum !== total.value && Number.isFinite(sum)
      ? [{ figureId: total.id, code: 'sum-differs', params: { printed: total.value, sum } }] : [];
  }));
}

let kept: Published | undefined;

/** Everything that the panel shows, read once. */
export function published(): Published {
  if (!kept) {
    const { shown } = readFigures(readFileSync(FILE, 'utf8'));
    const pair = z.strictObject({ reached: z.string(), base: z.string() }).parse(JSON.parse(readFileSync(COVERAGE, 'utf8')));
    kept = { series: seriesOf(shown), coverage: coverageOf(shown, pair), warnings: sumWarnings(shown) };
  }
  return kept;
}
