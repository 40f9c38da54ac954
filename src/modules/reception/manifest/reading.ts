import { addMonths, yearsBetween } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import { fold } from '#kernel/text';
import type { Places } from '#platform/places';
import type {
  DateOrder, Encoding, Field, FileFormat, FileNotice, ManifestReading, NameOrder, ParsedPerson, Question, ReadColumn, ReadingChoices, ReadRow, SexM,
} from '#reception/schema';
import { fieldOfHeader, mapColumns, namesPeople } from './columns.ts';
import { dateInTitle, orderEvidence, readDate, settleOrder } from './dates.ts';
import { readDelimited } from './delimited.ts';
import { decode, repairDoubleEncoding } from './encoding.ts';
import { detectFormat, refuseMarkup } from './format.ts';
import { readFlags, readKind, type Ages } from './flags.ts';
import { LIMITS } from './limits.ts';
import { guessNameOrder, readName } from './names.ts';
import { readNumber, type NumberCheck } from './numbers.ts';
import { PlaceReader } from './places.ts';
import { problemsOf, type Find } from './problems.ts';
import { meaningOfM, readSex } from './sex.ts';
import { findTable, totalOfSheet, type Table } from './table.ts';
import { noticeTwice } from './twice.ts';
import { readWorkbook } from './workbook.ts';

/** What a reading needs to know besides the file. */
export interface ReadingSetting {
  readonly places: Places;
  readonly ages: Ages;
  readonly checkNumber: NumberCheck;
  /** Day of arrival: births after it and ages are judged by it. */
  readonly arrivesOn: string;
  readonly choices?: ReadingChoices | undefined;
  /** What this sender's header words meant before. */
  readonly senderColumns?: Readonly<Record<string, Field>> | undefined;
}

interface Source {
  readonly format: FileFormat;
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly rows: string[][];
  readonly notices: FileNotice[];
  readonly otherTotal: number | null;
}

/**
 * Reads an arrival list. Refuses (coded) what is no list; otherwise every row of the file comes back, as a person with its
 * problems or set apart with the reason, and what cannot be decided from the file comes back as a question.
 */
export async function readManifest(bytes: Uint8Array, setting: ReadingSetting): Promise<ManifestReading> {
  return understand(await openSource(bytes), setting);
}

/** The cells of a file, whatever its format. */
async function openSource(bytes: Uint8Array): Promise<Source> {
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

/** Everything about columns that is decided once for the whole file. */
interface FileSense {
  readonly columns: readonly ReadColumn[];
  readonly dateOrder: DateOrder | null;
  readonly nameOrder: NameOrder | null;
  readonly sexM: SexM | null;
  readonly questions: readonly Question[];
  readonly smallGroups: ReadonlySet<string>;
}

function understand(source: Source, setting: ReadingSetting): ManifestReading {
  const words = setting.senderColumns ? new Set(Object.keys(setting.senderColumns)) : undefined;
  const table = findTable(source.rows, { row: setting.choices?.headerRow, words });
  const widest = Math.max(0, ...table.people.map((p) => p.cells.length), table.headers.length);
  if (widest > LIMITS.columns) throw refuse('reception.file-too-many-columns', { params: { max: LIMITS.columns } });
  if (table.people.length > LIMITS.rows) throw refuse('reception.file-too-many-rows', { params: { max: LIMITS.rows, rows: table.people.length } });
  if (source.rows.length === 0) throw refuse('reception.file-no-rows');
  const sense = makeSense(table, widest, setting);
  const rowReader = new RowReader(sense, setting);
  const rows = table.people.map(({ row, cells }) => rowReader.read(row, cells));
  const statedTotal = table.statedTotal ?? source.otherTotal;
  return {
    format: source.format, encoding: source.encoding, delimiter: source.delimiter, sheet: source.sheet, headerRow: table.headerRow,
    columns: sense.columns, choices: { dateOrder: sense.dateOrder, nameOrder: sense.nameOrder, sexM: sense.sexM }, questions: sense.questions,
    notices: [...source.notices, ...fileNotices(table, rows.length, statedTotal, rowReader.repaired)],
    rows: noticeTwice(rows, sense.columns), setApart: table.setApart, statedTotal, titleDate: titleDate(table, sense.dateOrder),
  };
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

function makeSense(table: Table, widest: number, setting: ReadingSetting): FileSense {
  const headers = Array.from({ length: Math.max(widest, table.headers.length) }, (_, i) => table.headers[i]?.trim() ?? '');
  const column = (index: number) => table.people.map((p) => p.cells[index] ?? '');
  const examples = headers.map((_, i) => column(i).find((cell) => cell.trim() !== '')?.trim().slice(0, 80) ?? '');
  const columns = mapColumns(headers, examples, { officer: setting.choices?.columns, sender: setting.senderColumns });
  const cellsOf = (field: Field) => {
    const found = columns.find((c) => c.field === field);
    return found ? column(found.index) : [];
  };
  const settled = {
    dateOrder: settleOrder(orderEvidence(cellsOf('birthDate'), Number(setting.arrivesOn.slice(0, 4)))),
    nameOrder: nameOrderOf(columns, cellsOf('fullName')),
    sexM: meaningOfM(cellsOf('sex')),
    ...chosen(setting.choices),
  };
  return { columns, ...settled, questions: openQuestions(columns, settled), smallGroups: smallGroups(cellsOf('group')) };
}

type Settled = Pick<FileSense, 'dateOrder' | 'nameOrder' | 'sexM'>;

/** What the officer answered outranks what the file says. */
function chosen(choices: ReadingChoices = {}): Partial<Settled> {
  const { dateOrder, nameOrder, sexM } = choices;
  return { ...(dateOrder ? { dateOrder } : {}), ...(nameOrder ? { nameOrder } : {}), ...(sexM ? { sexM } : {}) };
}

function nameOrderOf(columns: readonly ReadColumn[], cells: readonly string[]): NameOrder | null {
  const full = columns.find((c) => c.field === 'fullName');
  return full ? guessNameOrder(full.header, cells.filter((cell) => cell.trim() !== '')) : 'givenFirst';
}

function openQuestions(columns: readonly ReadColumn[], settled: Settled): Question[] {
  const open: Question[] = namesPeople(columns) ? [] : ['columns'];
  for (const question of ['dateOrder', 'nameOrder', 'sexM'] as const) if (settled[question] === null) open.push(question);
  return open;
}

/** Group codes that few rows share are families or friends; codes on half the list are buses. */
function smallGroups(cells: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell.trim(), (counts.get(cell.trim()) ?? 0) + 1);
  return new Set([...counts].filter(([name, n]) => name !== '' && n >= 2 && n <= 8).map(([name]) => name));
}

/** What a cell that is no date is called; an undecided order is a question about the file, not a problem of the row. */
const NO_DATE = { empty: 'birth-missing', impossible: 'date-impossible', unreadable: 'date-unreadable', undecided: null } as const;

const PARTIAL = { day: null, month: 'date-month-only', year: 'date-year-only' } as const;

/** Reads the rows of one file, one after the other. */
class RowReader {
  repaired = 0;
  readonly #sense: FileSense;
  readonly #setting: ReadingSetting;
  readonly #places: PlaceReader;
  readonly #arrivalYear: number;

  constructor(sense: FileSense, setting: ReadingSetting) {
    this.#sense = sense;
    this.#setting = setting;
    this.#places = new PlaceReader(setting.places);
    this.#arrivalYear = Number(setting.arrivesOn.slice(0, 4));
  }

  read(row: number, raw: readonly string[]): ReadRow {
    const { problems, find } = problemsOf(row, this.#sense.columns);
    const cells = this.#cells(raw, find);
    return { row, raw: raw.map((cell) => cell.slice(0, LIMITS.cellLength)), person: this.#person(cells, find), problems };
  }

  /** Cells by field, with damage undone and strange content named. */
  #cells(raw: readonly string[], find: Find): Map<Field, string> {
    const cells = new Map<Field, string>();
    for (const column of this.#sense.columns) {
      if (column.field === 'ignore') continue;
      cells.set(column.field, this.#cell(raw[column.index] ?? '', column.field, find));
    }
    const beyond = raw.slice(this.#sense.columns.length).some((cell) => cell.trim() !== '');
    if (beyond) find('cells-beyond-header', null, {});
    return cells;
  }

  #cell(cell: string, field: Field, find: Find): string {
    let text = cell;
    if (text.length > LIMITS.cellLength) {
      find('cell-too-long', field, { max: LIMITS.cellLength });
      text = text.slice(0, LIMITS.cellLength);
    }
    const repaired = repairDoubleEncoding(text);
    if (repaired !== null) {
      this.repaired++;
      find('text-repaired', field, { value: text.trim().slice(0, 60), repaired: repaired.trim().slice(0, 60) });
      text = repaired;
    }
    if (/^\s*[=@]|^\s*[+-](?![\d\s().-]*$)/.test(text)) find('cell-formula', field, { value: text.trim().slice(0, 60) });
    return text;
  }

  #person(cells: ReadonlyMap<Field, string>, find: Find): ParsedPerson {
    const text = (field: Field) => cells.get(field)?.trim() ?? '';
    const orNull = (field: Field) => text(field).slice(0, 200) || null;
    const name = readName(cells, this.#sense.nameOrder, find);
    const birth = this.#birth(cells, find);
    const sex = cells.has('sex') ? readSex(text('sex'), this.#sense.sexM, find) : null;
    const origin = this.#places.origin(text('originAdmin1'), text('originAdmin2'), find);
    const destination = this.#places.destination(text('destination'), find);
    const number = readNumber(text('number'), { birthDate: birth.date, precision: birth.precision, sex }, this.#setting.checkNumber, find);
    const age = birth.age ?? birth.statedAge;
    const flags = readFlags(
      { remarks: text('remarks'), unit: text('unit'), relation: text('relation') }, age, this.#sense.smallGroups.has(text('group')), this.#setting.ages,
    );
    return {
      ...name, birthDate: birth.date, birthPrecision: birth.precision, birthAsSeen: orNull('birthDate'), statedAge: birth.statedAge, sex, number,
      originAdmin1: origin.admin1, originAdmin2: origin.admin2, originAsSeen: origin.asSeen,
      destinationAdmin1: destination.admin1, destinationAdmin2: destination.admin2, destinationAsSeen: destination.asSeen,
      phone: orNull('phone'), group: orNull('group'), relation: orNull('relation'), remarks: orNull('remarks'), authority: orNull('authority'),
      kind: this.#kind(text('kind'), find), reference: orNull('reference'), flags,
    };
  }

  #kind(text: string, find: Find): ParsedPerson['kind'] {
    if (text === '') return null;
    const kind = readKind(text);
    if (kind === null) find('kind-unknown', 'kind', { value: text.slice(0, 40) });
    return kind;
  }

  #birth(cells: ReadonlyMap<Field, string>, find: Find) {
    const statedAge = this.#statedAge(cells.get('age')?.trim() ?? '', find);
    const none = { date: null, precision: null, age: null, statedAge } as const;
    const cell = cells.get('birthDate')?.trim();
    if (cell === undefined) return none;
    const read = readDate(cell, this.#sense.dateOrder, this.#arrivalYear);
    const value = { value: cell.slice(0, 40) };
    if (read.kind !== 'date') {
      const code = NO_DATE[read.kind];
      if (code) find(code, 'birthDate', read.kind === 'empty' ? {} : value);
      return none;
    }
    const partial = PARTIAL[read.precision];
    if (partial) find(partial, 'birthDate', value);
    if (read.twoDigitYear) find('date-two-digit-year', 'birthDate', { ...value, year: read.date.slice(0, 4) });
    const age = yearsBetween(read.date, this.#setting.arrivesOn);
    this.#judgeBirth(read.date, read.precision, age, statedAge, find);
    return { date: read.date, precision: read.precision, age, statedAge };
  }

  #judgeBirth(date: string, precision: string, age: number, statedAge: number | null, find: Find): void {
    const { arrivesOn } = this.#setting;
    if (date > arrivesOn) find('birth-after-arrival', 'birthDate', { value: date, arrivesOn });
    else if (date < addMonths(arrivesOn, -115 * 12)) find('birth-too-early', 'birthDate', { value: date });
    // Senders count the age by years alone, so one year of difference says nothing; nor does a birth year alone.
    else if (statedAge !== null && Math.abs(age - statedAge) > (precision === 'day' ? 1 : 2)) find('age-disagrees', 'age', { stated: statedAge, age });
  }

  #statedAge(text: string, find: Find): number | null {
    if (text === '') return null;
    const m = /^(\d{1,3})(?:\.0+)?\s*(a|años?|anos?|y|yrs?|years?)?\.?$/i.exec(text);
    const age = m ? Number(m[1]) : null;
    if (age === null || age > 115) {
      find('age-unreadable', 'age', { value: text.slice(0, 20) });
      return null;
    }
    return age;
  }
}
