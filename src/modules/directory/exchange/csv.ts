import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse, type Info } from 'csv-parse';
import { Refused } from '#kernel/errors';
import type { HsdsRow } from '../hsds/row.ts';
import { cellRead } from './cells.ts';
import { broken, findings, placed, quoted, tell, unreadable, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';
import { isOwnField, requiredOf, TABLES } from './tables.ts';

/** Reads a table of a data package, row by row as it is unpacked: a file of any length costs no more memory than the limit. */

export interface CsvFile { readonly name: string; readonly open: () => Promise<Readable> }

/** What may still be read, of all files together. */
export interface Budget { rows: number; bytes: number }

type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

class NotUtf8 extends Error {}

function byMark(chunk: Buffer): Encoding | null {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  return chunk[0] === 0xfe && chunk[1] === 0xff ? 'utf-16be' : null;
}

async function* textOf(source: AsyncIterable<Buffer>, encoding: Encoding, budget: Budget): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of source) {
    budget.bytes -= chunk.length;
    if (budget.bytes < 0) unreadable('import-too-large-unpacked', { max: LIMITS.expandedBytes / 1024 / 1024 });
    decoder ??= new TextDecoder(encoding === 'utf-8' ? byMark(chunk) ?? encoding : encoding, { fatal: true });
    yield decoded(decoder, chunk);
  }
  if (decoder) yield decoded(decoder);
}

function decoded(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new NotUtf8();
  }
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The sign that cuts the header into most pieces. */
function delimiterOf(head: string): string {
  const line = head.split(/\r\n|\n|\r/, 1)[0]!;
  return [...DELIMITERS].sort((a, b) => line.split(b).length - line.split(a).length)[0]!;
}

/** The first line decides how all others are cut. */
async function begun(text: AsyncGenerator<string>): Promise<{ delimiter: string; all: AsyncGenerator<string> }> {
  let head = '';
  while (!/[\r\n]/.test(head) && head.length < LIMITS.record) {
    const next = await text.next();
    if (next.done) break;
    head += next.value;
  }
  async function* all(): AsyncGenerator<string> {
    yield head;
    yield* text;
  }
  return { delimiter: delimiterOf(head), all: all() };
}

/** Columns by position; `null` for one that nobody reads. */
function header(table: string, file: string, cells: readonly string[], found: Findings): (string | null)[] {
  if (cells.length > LIMITS.columns) unreadable('import-too-many-columns', { file, max: LIMITS.columns });
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const twice = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
  if (twice !== undefined) unreadable('import-column-twice', { file, column: quoted(twice) });
  for (const column of requiredOf(table)) if (!names.includes(column)) unreadable('import-column-missing', { file, column });
  const known = new Set(TABLES[table]!.columns);
  return names.map((name) => {
    if (known.has(name) || isOwnField(table, name)) return name;
    if (name !== '') found.add({ file, row: 1 }, { code: 'directory.import-column-unknown', column: quoted(name) });
    return null;
  });
}

interface Reading { readonly table: string; readonly file: string; readonly found: Findings }

function rowOf({ file, found }: Reading, columns: readonly (string | null)[], cells: readonly string[], row: number): HsdsRow | null {
  const at = { file, row };
  const spills = cells.slice(columns.length).some((cell) => cell.trim() !== '');
  if (spills) found.add(at, { code: 'directory.import-too-many-cells', params: { columns: columns.length }, refuses: true });
  const filled = columns.flatMap((column, i) => (column === null || !cells[i]?.trim() ? [] : [{ column, cell: cells[i], fault: faultOf(cells[i]) }]));
  for (const { column, fault } of filled) if (fault !== null) found.add(at, { code: fault, column, params: { max: LIMITS.cell }, refuses: true });
  if (filled.length === 0 && !spills) return null;
  const one = placed(Object.fromEntries(filled.map(({ column, cell }) => [column, cellRead(column, cell)])), at);
  return spills || filled.some(({ fault }) => fault !== null) ? broken(one) : one;
}

/** What no table can keep. */
export function faultOf(text: string): string | null {
  if (text.length > LIMITS.cell) return 'directory.import-cell-too-long';
  return text.includes('\0') || !text.isWellFormed() ? 'directory.import-cell-unreadable' : null;
}

async function readAs(encoding: Encoding, reading: Reading, file: CsvFile, budget: Budget): Promise<HsdsRow[]> {
  const rows: HsdsRow[] = [];
  let columns: (string | null)[] | undefined;
  let row = 0;
  const { delimiter, all } = await begun(textOf(await file.open(), encoding, budget));
  const parser = parse({ delimiter, relax_column_count: true, relax_quotes: true, record_delimiter: ['\r\n', '\n', '\r'], max_record_size: LIMITS.record, bom: true });
  await pipeline(all, parser, async (records: AsyncIterable<string[]>) => {
    for await (const cells of records) {
      row++;
      if (!columns) {
        columns = header(reading.table, reading.file, cells, reading.found);
        continue;
      }
      budget.rows--;
      if (budget.rows < 0) unreadable('import-too-many-rows', { max: LIMITS.rows });
      const one = rowOf(reading, columns, cells, row);
      if (one) rows.push(one);
    }
  });
  if (!columns) unreadable('import-file-empty', { file: reading.file });
  return rows;
}

interface CsvError extends Error { readonly code?: string; readonly lines?: number; readonly info?: Info }

function explained(error: unknown, file: string): never {
  if (error instanceof Refused || error instanceof NotUtf8) throw error;
  const { code, lines } = error as CsvError;
  if (code === 'CSV_MAX_RECORD_SIZE') unreadable('import-row-too-long', { file, max: LIMITS.record });
  return unreadable('import-csv-damaged', { file, line: lines ?? 0 });
}

/** All rows of a table, with where they stand. UTF-8, UTF-16 with its mark, or else the code page of old Windows programs, which is said. */
export async function readCsv(table: string, file: CsvFile, budget: Budget, found: Findings): Promise<HsdsRow[]> {
  const attempt = async (encoding: Encoding): Promise<HsdsRow[]> => {
    const said = findings();
    const rows = await readAs(encoding, { table, file: file.name, found: said }, file, budget).catch((error: unknown) => explained(error, file.name));
    tell(found, said);
    return rows;
  };
  const before = { ...budget };
  try {
    return await attempt('utf-8');
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    Object.assign(budget, before);
    found.add({ file: file.name }, { code: 'directory.import-windows-encoding' });
    return attempt('windows-1252');
  }
}
