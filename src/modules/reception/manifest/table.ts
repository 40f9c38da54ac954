import { fold } from '#kernel/text';
import type { SetApartRow } from '#reception/schema';
import { fieldOfHeader, headerScore } from './columns.ts';
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
  const head = headerRow === null ? { headers: [], rows: 0 } : headAt(rows, headerRow);
  const { headers } = head;
  const headerKey = headerRow === null ? '' : key(rows[headerRow - 1]!);
  const people: { row: number; cells: readonly string[] }[] = [];
  const setApart: SetApartRow[] = [];
  let statedTotal: number | null = null;
  rows.forEach((cells, i) => {
    const row = i + 1;
    const ofHead = headerRow !== null && row > headerRow && row <= headerRow + head.rows;
    const why = ofHead ? 'header' : whyApart(cells, row, headerRow, headerKey);
    if (why === 'total') statedTotal ??= numberIn(cells);
    if (why) setApart.push({ row, why, text: cells.filter((c) => c.trim() !== '').join(' · ').slice(0, LIMITS.cellLength) });
    else people.push({ row, cells });
  });
  return { headerRow, headers, people, setApart, statedTotal };
}

/**
 * The header with what merged cells hide: a header over two rows leaves blanks in the one (under a cell merged down) or the other
 * (beside a cell merged across). Answers the words over each column and how many more rows below belong to the header.
 */
function headAt(rows: readonly (readonly string[])[], headerRow: number): { headers: readonly string[]; rows: number } {
  const own = rows[headerRow - 1]!;
  const below = rows[headerRow] ?? [];
  if (continues(own, below)) return { headers: own.map((word, i) => (fieldOfHeader(below[i] ?? '') === null ? word : below[i]!)), rows: 1 };
  const above = rows[headerRow - 2] ?? [];
  return { headers: own.map((word, i) => (word.trim() === '' && fieldOfHeader(above[i] ?? '') !== null ? above[i]! : word)), rows: 0 };
}

/** A second header row has only header words, at least one where the first row is blank or says a word over several columns. */
function continues(own: readonly string[], below: readonly string[]): boolean {
  const filled = below.flatMap((word, i) => (word.trim() === '' ? [] : [{ word, i }]));
  if (filled.length === 0 || filled.some(({ word }) => word.length > 60 || fieldOfHeader(word) === null)) return false;
  return filled.length >= 2 && filled.some(({ i }) => (own[i] ?? '').trim() === '' || fieldOfHeader(own[i]!) === null) && key(own) !== key(below);
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

/** Words that stand beside the number in a row of totals. */
const COUNTED = /^((gran |sub ?)?(total|totales|suma|sum|cantidad|conteo)( (de |of )?(personas?|pasajer[oa]s?|hombres?|mujeres?|menores|adultos|familias?|people|passengers|males?|females?|men|women))?|(n(o|um|umero)?) de (personas|pasajeros)|(hombres?|mujeres?|menores|nin[oa]s|adultos|personas|pasajeros|males?|females?|men|women|people))$/;

/** A row that counts others: it begins with a word for it, and holds nothing but such words and numbers. */
function isTotal(filled: readonly string[]): boolean {
  const parts = filled.flatMap((cell) => cell.split(/[:=]/)).map((part) => fold(part)).filter((part) => part !== '');
  const first = parts[0];
  if (first === undefined || filled.length > 8 || !/^(gran |sub ?)?(total|totales|suma|sum|cantidad de|conteo|n(o|um|umero)? de (personas|pasajeros))\b/.test(first)) return false;
  return filled.slice(1).every((c) => /^[\d.,\s]*$|^=.*\)$/.test(c)) || parts.every((part) => /^\d*$/.test(part) || COUNTED.test(part.replace(/\s*\d+$/, '')));
}

/** The number of people that a row of totals states; of subtotals and counts of some people nothing is concluded. */
function numberIn(cells: readonly string[]): number | null {
  const text = cells.filter((cell) => !cell.trim().startsWith('=')).join(' ');
  if (/sub|hombre|mujer|menor|nin[oa]|niñ|adult|famil|\bmale|female|\bmen\b|women/i.test(text)) return null;
  const digits = text.match(/\d+/g);
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
