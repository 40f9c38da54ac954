import { type Indicator, INDICATORS, type Link, LINKS } from './indicators.ts';
import type { Division, IndicatorFigures, IndicatorTable } from './schema.ts';
import { type Cell, cellsToHide, type Relation } from './suppression.ts';

/** What the database counted: one number for one quarter (0 for the year as a whole) and one place in every division. */
export interface Counted {
  readonly indicator: string;
  readonly quarter: number;
  readonly places: Partial<Readonly<Record<Division, string>>>;
  readonly n: number;
}

/** Under which size a figure is hidden, by what it is divided by. */
export type ThresholdOf = (indicator: Indicator, division: Division | null, value: string | null) => number;

const YEAR = 'year';
const ALL = '*';

/** Name of a figure: indicator, division and value, column. */
const cellId = (code: string, division: Division | null, value: string, column: string): string => `${code}|${division ?? ''}|${value}|${column}`;

const QUARTERS = ['q1', 'q2', 'q3', 'q4'];

/** A month is shown once: its quarter is the sum of three of them. */
function columnsOf(indicator: Indicator, division: Division | null = null): string[] {
  return indicator.columns === 'quarters' && division !== 'month' ? [...QUARTERS, YEAR] : [YEAR];
}

/** Columns that one counted number adds to. */
function columnsFor(indicator: Indicator, quarter: number, division: Division | null = null): string[] {
  return indicator.columns === 'quarters' && division !== 'month' ? [`q${quarter}`, YEAR] : [YEAR];
}

/** The quarter of a month such as `2026-04`. */
const quarterOf = (month: string): string => `q${Math.ceil(Number(month.slice(5)) / 3)}`;

/** Values that each division shows: the known lists, so that a zero is a zero, and whatever was counted. */
export type ValuesOf = (division: Division) => readonly string[];

function valuesIn(indicator: Indicator, division: Division, counted: readonly Counted[], listed: ValuesOf): string[] {
  const found = counted.filter((c) => c.indicator === indicator.code).map((c) => c.places[division] ?? 'unknown');
  return [...new Set([...listed(division), ...found])];
}

interface Sheet {
  readonly indicator: Indicator;
  readonly values: ReadonlyMap<Division, readonly string[]>;
}

function sheetsOf(indicators: readonly Indicator[], counted: readonly Counted[], listed: ValuesOf): Sheet[] {
  // Indicators that make a sum share their rows, so that the sum can be checked row by row.
  return indicators.map((indicator) => ({
    indicator,
    values: new Map(indicator.divisions.map((d) => [d, [...new Set(indicators.filter((other) => other.divisions.includes(d) && other.facts === indicator.facts)
      .flatMap((other) => valuesIn(other, d, counted, listed)))].sort()])),
  }));
}

function fold(sheets: readonly Sheet[], counted: readonly Counted[]): Map<string, number> {
  const sums = new Map<string, number>();
  const add = (id: string, n: number): void => void sums.set(id, (sums.get(id) ?? 0) + n);
  for (const { indicator } of sheets) {
    for (const c of counted) {
      if (c.indicator !== indicator.code) continue;
      for (const column of columnsFor(indicator, c.quarter)) {
        add(cellId(indicator.code, null, ALL, column), c.n);
      }
      for (const d of indicator.divisions) for (const column of columnsFor(indicator, c.quarter, d)) add(cellId(indicator.code, d, c.places[d] ?? 'unknown', column), c.n);
    }
  }
  return sums;
}

function cellsOf({ indicator, values }: Sheet, sums: ReadonlyMap<string, number>, thresholdOf: ThresholdOf): Cell[] {
  const cell = (division: Division | null, value: string, column: string): Cell => {
    const id = cellId(indicator.code, division, value, column);
    return { id, value: sums.get(id) ?? 0, threshold: thresholdOf(indicator, division, division === null ? null : value) };
  };
  const every: [Division | null, readonly string[]][] = [[null, [ALL]], ...values];
  return every.flatMap(([division, list]) => columnsOf(indicator, division).flatMap((column) => list.map((value) => cell(division, value, column))));
}

/** Every sum that a reader of one indicator can check: over a division, and over the quarters. */
function relationsOf({ indicator, values }: Sheet): Relation[] {
  const overDivision = [...values].flatMap(([d, list]) => columnsOf(indicator, d).map((column): Relation => ({
    total: cellId(indicator.code, null, ALL, column), parts: list.map((value) => cellId(indicator.code, d, value, column)),
  })));
  if (indicator.columns === YEAR) return overDivision;
  const overMonths = values.has('month') ? QUARTERS.map((q): Relation => ({
    total: cellId(indicator.code, null, ALL, q), parts: values.get('month')!.filter((month) => quarterOf(month) === q).map((month) => cellId(indicator.code, 'month', month, YEAR)),
  })) : [];
  const overYear = ([[null, [ALL]], ...values] as [Division | null, readonly string[]][]).filter(([d]) => d !== 'month').flatMap(([d, list]) => list.map((value): Relation => ({
    total: cellId(indicator.code, d, value, YEAR), parts: QUARTERS.map((q) => cellId(indicator.code, d, value, q)),
  })));
  return [...overDivision, ...overMonths, ...overYear];
}

/** Sums between indicators hold in every column that all of them have. */
function linkRelations(link: Link, sheets: readonly Sheet[]): Relation[] {
  const all = [link.total, ...link.parts].map((code) => sheets.find((s) => s.indicator.code === code));
  if (all.some((s) => s === undefined)) return [];
  const involved = all as Sheet[];
  const columns = (d: Division | null) => (involved.every((s) => s.indicator.columns === 'quarters') ? columnsOf(involved[0]!.indicator, d) : [YEAR]);
  const places: [Division | null, string][] = [[null, ALL], ...link.within.flatMap((d) => (involved[0]!.values.get(d) ?? []).map((v): [Division, string] => [d, v]))];
  return places.flatMap(([d, value]) => columns(d).map((column): Relation => ({
    total: cellId(link.total, d, value, column), parts: link.parts.map((code) => cellId(code, d, value, column)),
  })));
}

/** All figures of a year with every sum between them; what the attacker of the tests works on as well. */
export function sheetsAndSums(
  counted: readonly Counted[], rules: { thresholdOf: ThresholdOf; listed: ValuesOf }, indicators: readonly Indicator[] = INDICATORS,
): { cells: Cell[]; relations: Relation[]; sheets: Sheet[] } {
  const sheets = sheetsOf(indicators, counted, rules.listed);
  const sums = fold(sheets, counted);
  return {
    sheets,
    cells: sheets.flatMap((sheet) => cellsOf(sheet, sums, rules.thresholdOf)),
    relations: [...sheets.flatMap(relationsOf), ...LINKS.flatMap((link) => linkRelations(link, sheets))],
  };
}

/** The tables of a year as they may leave the house. All are protected together: none can be subtracted from another. */
export function publishedTables(
  counted: readonly Counted[], rules: { thresholdOf: ThresholdOf; listed: ValuesOf },
): { figures: IndicatorFigures[]; hidden: number } {
  const { cells, relations, sheets } = sheetsAndSums(counted, rules);
  const internal = new Set(sheets.filter((s) => s.indicator.internal).map((s) => s.indicator.code));
  // An internal figure follows from two that are shown, so it is protected as if it were shown itself.
  const hidden = cellsToHide(cells, relations);
  const value = new Map(cells.map((c) => [c.id, c.value]));
  const shown = (code: string, d: Division | null, v: string, column: string): number | null => {
    const id = cellId(code, d, v, column);
    return hidden.has(id) ? null : value.get(id) ?? 0;
  };
  const figures = sheets.filter((s) => !internal.has(s.indicator.code)).map(({ indicator, values }): IndicatorFigures => {
    const columns = columnsOf(indicator);
    const row = (d: Division | null, v: string) => ({ key: v, label: null, values: columnsOf(indicator, d).map((column) => shown(indicator.code, d, v, column)) });
    const tables: IndicatorTable[] = [
      { division: null, columns, rows: [row(null, ALL)] },
      ...[...values].map(([division, list]): IndicatorTable => ({ division, columns: columnsOf(indicator, division), rows: list.map((v) => row(division, v)) })),
    ];
    return { code: indicator.code, unit: indicator.unit, disclosure: indicator.disclosure, columns, tables };
  });
  return { figures, hidden: [...hidden].filter((id) => !internal.has(id.split('|')[0]!)).length };
}
