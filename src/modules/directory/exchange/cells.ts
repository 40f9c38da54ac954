import type { HsdsRow } from '../hsds/row.ts';

/** Cells of the flat form. Fields of ours (`x_…`) are JSON; a cell that a spreadsheet would take for a formula is written with an apostrophe, which reading takes off again. */

const FORMULA = /^'*(?:[=@\t\r]|[+-](?![\d\s().-]*$))/;
const GUARDED = /^'+(?:[=@\t\r]|[+-](?![\d\s().-]*$))/;

/** Digits after a sign are a number or a telephone, and harmless. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

export const unguarded = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);

const isOwn = (column: string): boolean => column.startsWith('x_');

function written(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  return guarded(isOwn(column) ? JSON.stringify(value) : String(value));
}

const quoted = (text: string): string => (/[",\n\r']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Columns of a table: those of the specification, then those of ours that occur. */
export function columnsOf(standard: readonly string[], rows: readonly HsdsRow[]): string[] {
  const own = new Set(rows.flatMap((row) => Object.keys(row).filter(isOwn)));
  return [...standard, ...[...own].sort()];
}

/** A table as CSV (RFC 4180), line by line. */
export function* csvLines(columns: readonly string[], rows: readonly HsdsRow[]): Generator<string> {
  yield `${columns.join(',')}\r\n`;
  for (const row of rows) yield `${columns.map((column) => quoted(written(column, row[column]))).join(',')}\r\n`;
}

/** A cell read: JSON where it is ours, and text otherwise. What is no JSON stays text. */
export function cellRead(column: string, cell: string): unknown {
  const text = unguarded(cell);
  if (!isOwn(column)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
