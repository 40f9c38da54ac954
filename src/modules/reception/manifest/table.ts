import { fold } from '#kernel/text';
import type { SetApartRow } from '#reception/schema';
import { headerScore } from './columns.ts';
import { LIMITS } from './limits.ts';

/** A grid told apart: header, people, and everything else, so that no row of the file goes missing. */
export interface Table {
  readonly headerRow: number | null;
  readonly headers: readonly string[];
  readonly people: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly setApart: readonly SetApartRow[];
  readonly statedTotal: number | null;
}

/** What is known of the header besides the words that everybody uses. */
export interface HeaderHints {
  /** The row that the officer says; 0 for none. */
  readonly row?: number | undefined;
  /** Header words of this sender, folded, as confirmed before. */
  readonly words?: ReadonlySet<string> | undefined;
}

/** Finds the header row under title lines and sets apart blank rows, totals, repeated headers and notes. */
export function findTable(rows: readonly (readonly string[])[], hints: HeaderHints = {}): Table {
  const headerRow = hints.row === undefined ? findHeader(rows, hints.words ?? new Set()) : hints.row >= 1 && hints.row <= rows.length ? hints.row : null;
  const headers = headerRow === null ? [] : rows[headerRow - 1]!;
  const headerKey = key(headers);
  const people: { row: number; cells: readonly string[] }[] = [];
  const setApart: SetApartRow[] = [];
  let statedTotal: number | null = null;
  rows.forEach((cells, i) => {
    const row = i + 1;
    const why = whyApart(cells, row, headerRow, headerKey);
    if (why === 'total') statedTotal ??= numberIn(cells);
    if (why) setApart.push({ row, why, text: cells.filter((c) => c.trim() !== '').join(' · ').slice(0, LIMITS.cellLength) });
    else people.push({ row, cells });
  });
  return { headerRow, headers, people, setApart, statedTotal };
}

function findHeader(rows: readonly (readonly string[])[], words: ReadonlySet<string>): number | null {
  let best: number | null = null;
  let bestScore = 1;
  for (let i = 0; i < Math.min(rows.length, LIMITS.titleRows); i++) {
    const known = words.size === 0 ? 0 : rows[i]!.filter((cell) => cell.trim() !== '' && words.has(fold(cell))).length;
    const score = Math.max(headerScore(rows[i]!), known);
    if (score > bestScore) [best, bestScore] = [i + 1, score];
  }
  return best;
}

function whyApart(cells: readonly string[], row: number, headerRow: number | null, headerKey: string): SetApartRow['why'] | null {
  if (row === headerRow) return 'header';
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length === 0) return 'blank';
  if (headerRow === null) return isTotal(filled) ? 'total' : null;
  if (row < headerRow) return 'title';
  if (key(cells) === headerKey) return 'header';
  return isTotal(filled) ? 'total' : noteOrPerson(filled, headerKey);
}

/** A line of text under the table; a person has at least a name and something else. */
function noteOrPerson(filled: readonly string[], headerKey: string): 'note' | null {
  return filled.length === 1 && headerKey.includes('|') && isNote(filled[0]!) ? 'note' : null;
}

function isNote(text: string): boolean {
  return text.includes(':') || /^(elaborad|revisad|recibid|entregad|firma|nota|fuente|prepared|received|signed|note|source|page|pagina)\w*\b/.test(fold(text));
}

function isTotal(filled: readonly string[]): boolean {
  return filled.length <= 3 && /^(gran |sub ?)?(total|totales|suma|sum)\b/.test(fold(filled[0]!)) && filled.slice(1).every((c) => /^[\d.,\s]*$/.test(c) || /total/i.test(c));
}

function numberIn(cells: readonly string[]): number | null {
  const digits = /\d+/.exec(cells.join(' '));
  return digits ? Number(digits[0]) : null;
}

function key(cells: readonly string[]): string {
  return cells.map((cell) => fold(cell)).join('|');
}

/** The number that a summary sheet gives as total, or `null`. */
export function totalOfSheet(rows: readonly (readonly string[])[]): number | null {
  for (const cells of rows.slice(0, 20)) {
    const filled = cells.filter((cell) => cell.trim() !== '');
    if (filled.length > 0 && isTotal(filled)) return numberIn(filled);
  }
  return null;
}
