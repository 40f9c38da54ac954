import { refuse } from '#kernel/errors';
import { fold } from '#kernel/text';
import type { DateOrder, FileNotice, ManifestReading, ReadingChoices, SenderMemory } from '#reception/schema';
import { fieldOfHeader } from './columns.ts';
import { dateInTitle } from './dates.ts';
import { layoutsOf } from './layouts.ts';
import { LIMITS } from './limits.ts';
import { recognise, shapeOf, type Recognition } from './recognise.ts';
import { RowReader, type RowSetting } from './row-reader.ts';
import { makeSense } from './sense.ts';
import { openSource, type Source } from './source.ts';
import { findTable, type Table } from './table.ts';
import { noticeTwice } from './twice.ts';

/** What a reading needs to know besides the file. */
export interface ReadingSetting extends RowSetting {
  readonly choices?: ReadingChoices | undefined;
  /** What is remembered of those who send lists to this point. */
  readonly memories?: readonly SenderMemory[] | undefined;
  /** The sender whom the officer named. */
  readonly sender?: string | undefined;
}

/**
 * Reads an arrival list. Refuses (coded) what is no list; otherwise every row of the file comes back, as a person with its
 * problems or set apart with the reason, and what cannot be decided from the file comes back as a question.
 */
export async function readManifest(bytes: Uint8Array, setting: ReadingSetting): Promise<ManifestReading> {
  return understand(await openSource(bytes), setting);
}

function understand(source: Source, setting: ReadingSetting): ManifestReading {
  const known = senderOf(source, setting);
  const table = findTable(source.rows, { row: setting.choices?.headerRow, words: known ? new Set(Object.keys(known.memory.columns)) : undefined });
  const widest = Math.max(0, ...table.people.map((p) => p.cells.length), table.headers.length);
  refuseBeyondLimits(source, table, widest);
  const sense = makeSense(table, widest, { ...setting, memory: known?.memory });
  const rowReader = new RowReader(sense, setting);
  const rows = table.people.map(({ row, cells }) => rowReader.read(row, cells));
  const statedTotal = table.statedTotal ?? source.otherTotal;
  return {
    format: source.format, encoding: source.encoding, delimiter: source.delimiter, sheet: source.sheet, headerRow: table.headerRow,
    columns: sense.columns, choices: { dateOrder: sense.dateOrder, nameOrder: sense.nameOrder, sexM: sense.sexM }, questions: sense.questions,
    notices: [...source.notices, ...fileNotices(table, rows.length, statedTotal, rowReader.repaired)],
    recognised: known?.recognised ?? null, shape: shapeOf(table.headers), layouts: layoutsOf(table, sense, setting),
    rows: noticeTwice(rows, sense.columns), setApart: table.setApart, statedTotal, titleDate: titleDate(table, sense.dateOrder),
  };
}

function senderOf(source: Source, { memories = [], sender }: ReadingSetting): Recognition | null {
  return recognise(source.rows, memories, sender ? fold(sender) : undefined);
}

function refuseBeyondLimits(source: Source, table: Table, widest: number): void {
  if (widest > LIMITS.columns) throw refuse('reception.file-too-many-columns', { params: { max: LIMITS.columns } });
  if (table.people.length > LIMITS.rows) throw refuse('reception.file-too-many-rows', { params: { max: LIMITS.rows, rows: table.people.length } });
  if (source.rows.length === 0) throw refuse('reception.file-no-rows');
}

function fileNotices(table: Table, people: number, statedTotal: number | null, repaired: number): FileNotice[] {
  const notices: FileNotice[] = [];
  if (people === 0) notices.push({ code: 'no-people', params: {} });
  if (table.headerRow === null) notices.push({ code: 'no-header', params: {} });
  const twice = headersTwice(table.headers);
  if (twice) notices.push({ code: 'header-twice', params: { header: twice } });
  if (statedTotal !== null && statedTotal !== people) notices.push({ code: 'total-disagrees', params: { stated: statedTotal, found: people } });
  if (repaired > 0) notices.push({ code: 'text-repaired', params: { cells: repaired } });
  return notices;
}

/** A word that stands over two columns, or two words that say the same; the first one is used. */
function headersTwice(headers: readonly string[]): string | null {
  const seen = new Set<string>();
  for (const header of headers) {
    if (header.trim() === '') continue;
    const field = fieldOfHeader(header);
    const key = field === null || field === 'ignore' || field === 'reference' ? `=${fold(header)}` : field;
    if (seen.has(key)) return header.trim().slice(0, 60);
    seen.add(key);
  }
  return null;
}

function titleDate(table: Table, order: DateOrder | null): string | null {
  for (const apart of table.setApart) {
    const date = apart.why === 'title' ? dateInTitle(apart.text, order) : null;
    if (date) return date;
  }
  return null;
}
