import { parse } from 'csv-parse/sync';
import { refuse } from '#kernel/errors';
import { LIMITS } from './limits.ts';

const DELIMITERS = [';', ',', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A grid of cells as text, and the sign that separated them. Row `n` of the file is `rows[n - 1]`. */
export interface Grid {
  readonly rows: string[][];
  readonly delimiter: Delimiter;
}

/** Most rows that are read: a list of the greatest length, with its titles and some blank rows. */
const MOST_ROWS = LIMITS.rows + 200;

/** Cuts text into rows and cells. Loses no row: what a quote in the wrong place would swallow is read without quotes. */
export function readDelimited(text: string): Grid {
  refuseTooManyLines(text);
  const delimiter = guessDelimiter(text);
  const quoted = tryParse(text, delimiter, '"');
  const rows = quoted && !quoted.some((row) => swallowsRows(row, delimiter)) ? quoted : withoutQuotes(text, delimiter);
  if (rows.length > MOST_ROWS) throw refuse('reception.file-too-many-rows', { params: { max: LIMITS.rows, rows: rows.length } });
  return { rows, delimiter };
}

function refuseTooManyLines(text: string): void {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  // A quoted cell may hold line breaks, so only an excess that no list explains is refused before reading.
  if (lines > MOST_ROWS * 4) throw refuse('reception.file-too-many-rows', { params: { max: LIMITS.rows, rows: lines } });
}

/** The sign that cuts the first rows most evenly into most cells. */
function guessDelimiter(text: string): Delimiter {
  const lines = text.slice(0, 60_000).split(/\r\n|\r|\n/).filter((line) => line.trim() !== '').slice(0, 60);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter));
    const usual = mostFrequent(counts.filter((n) => n > 0));
    const score = counts.filter((n) => n === usual && n > 0).length * (1 + Math.log2(1 + usual));
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function countOutsideQuotes(line: string, sign: string): number {
  let count = 0;
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    else if (char === sign && !quoted) count++;
  }
  return count;
}

function mostFrequent(values: readonly number[]): number {
  const seen = new Map<number, number>();
  for (const value of values) seen.set(value, (seen.get(value) ?? 0) + 1);
  return [...seen].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function tryParse(text: string, delimiter: Delimiter, quote: '"' | null): string[][] | null {
  try {
    return parse(text, {
      delimiter, quote, escape: quote ?? null, bom: false, relax_column_count: true, relax_quotes: true, skip_empty_lines: false,
      record_delimiter: ['\r\n', '\n', '\r'], to: MOST_ROWS + 1,
    }) as string[][];
  } catch {
    return null;
  }
}

/** A cell with line breaks and the separating sign is a quote that was never closed, not a name. */
function swallowsRows(row: readonly string[], delimiter: Delimiter): boolean {
  return row.some((cell) => cell.includes('\n') && (cell.includes(delimiter) || (cell.match(/\n/g)?.length ?? 0) > 5));
}

function withoutQuotes(text: string, delimiter: Delimiter): string[][] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines.slice(0, MOST_ROWS + 1).map((line) => line.split(delimiter));
}
