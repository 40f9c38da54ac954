import { refuse } from '#kernel/errors';
import type { Encoding, FileFormat, FileNotice } from '#reception/schema';
import { readDelimited } from './delimited.ts';
import { decode } from './encoding.ts';
import { detectFormat, refuseMarkup } from './format.ts';
import { LIMITS } from './limits.ts';
import { findTable, totalOfSheet } from './table.ts';
import { readWorkbook } from './workbook.ts';

/** A file as rows of cells, whatever its format. */
export interface Source {
  readonly format: FileFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly rows: string[][];
  readonly notices: FileNotice[];
  readonly otherTotal: number | null;
}

/** The cells of a file, whatever its format. */
export async function openSource(bytes: Uint8Array): Promise<Source> {
  const format = detectFormat(bytes);
  return format === 'xlsx' ? openWorkbook(bytes) : openText(bytes);
}

function openText(bytes: Uint8Array): Source {
  const { text, encoding } = decode(bytes);
  refuseMarkup(text);
  const grid = readDelimited(text);
  const notices: FileNotice[] = encoding === 'windows-1252' ? [{ code: 'windows-encoding', params: {} }] : [];
  return { format: 'delimited', encoding, delimiter: grid.delimiter, sheet: null, rows: grid.rows, notices, otherTotal: null };
}

async function openWorkbook(bytes: Uint8Array): Promise<Source> {
  const sheets = await readWorkbook(bytes);
  const scored = sheets.map((sheet) => ({ sheet, table: findTable(sheet.rows.slice(0, LIMITS.titleRows)), size: sheet.rows.length }));
  scored.sort((a, b) => Number(b.table.headerRow !== null) - Number(a.table.headerRow !== null) || b.size - a.size);
  const best = scored[0];
  if (!best) throw refuse('reception.file-no-rows');
  const others = scored.slice(1).map((s) => s.sheet);
  const notices: FileNotice[] = others.length === 0 ? [] : [{ code: 'other-sheets', params: { names: others.map((s) => s.name).join(', ').slice(0, 200) } }];
  const otherTotal = others.map((s) => totalOfSheet(s.rows)).find((n) => n !== null) ?? null;
  return { format: 'xlsx', encoding: null, delimiter: null, sheet: best.sheet.name, rows: best.sheet.rows, notices, otherTotal };
}
