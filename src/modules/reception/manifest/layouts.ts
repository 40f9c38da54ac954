import type { DateOrder, Layout, NameOrder, ParsedPerson, ReadColumn, SamplePerson, SexM } from '#reception/schema';
import { fold } from '#kernel/text';
import { orderEvidence } from './dates.ts';
import { RowReader, type RowSetting } from './row-reader.ts';
import type { FileSense } from './sense.ts';
import type { Table } from './table.ts';

const SAMPLES = 3;

type Cells = readonly string[];
type Person = Table['people'][number];

/**
 * How dates, names and sexes could be read, each way shown on the same three people of the file: whoever knows the sender sees at
 * once which people are real. Only where the file has something to read in two ways.
 */
export function layoutsOf(table: Table, sense: FileSense, setting: RowSetting): Layout[] {
  const cell = (field: ReadColumn['field']) => {
    const column = sense.columns.find((c) => c.field === field);
    return column ? (cells: Cells) => cells[column.index]?.trim() ?? '' : null;
  };
  const year = Number(setting.arrivesOn.slice(0, 4));
  const read = (people: readonly Person[], change: Partial<FileSense>) => sample(people, new RowReader({ ...sense, ...change }, setting));
  const layouts: Layout[] = [];
  const birth = cell('birthDate');
  const bothWays = birth ? choose(table.people, (cells) => orderEvidence([birth(cells)], year).open > 0) : [];
  const dated = bothWays.length > 0 || !birth ? bothWays : choose(table.people, (cells) => { const e = orderEvidence([birth(cells)], year); return e.dayFirst + e.monthFirst > 0; });
  if (dated.length > 0) {
    const options = (['dmy', 'mdy'] as const satisfies readonly DateOrder[]).map((value) => ({ value, people: read(dated, { dateOrder: value }) }));
    layouts.push({ question: 'dateOrder', chosen: sense.dateOrder, by: sense.by.dateOrder, proposed: proposedDateOrder(table), options });
  }
  const full = cell('fullName');
  const named = full ? choose(table.people, (cells) => full(cells).split(/\s+/).length >= 3) : [];
  if (full && named.length > 0) {
    const options = (['surnamesFirst', 'givenFirst'] as const satisfies readonly NameOrder[]).map((value) => ({ value, people: read(named, { nameOrder: value }) }));
    layouts.push({ question: 'nameOrder', chosen: sense.nameOrder, by: sense.by.nameOrder, proposed: proposedNameOrder(table.people.map((p) => full(p.cells))), options });
  }
  const sex = cell('sex');
  const marked = sex ? choose(table.people, (cells) => fold(sex(cells)) === 'm') : [];
  if (marked.length > 0) {
    const options = (['male', 'female'] as const satisfies readonly SexM[]).map((value) => ({ value, people: read(marked, { sexM: value }) }));
    layouts.push({ question: 'sexM', chosen: sense.sexM, by: sense.by.sexM, proposed: null, options });
  }
  return layouts;
}

/** Three people for whom it matters, spread over the list: neighbours are often one family. */
function choose(people: readonly Person[], matters: (cells: Cells) => boolean): Person[] {
  const telling = people.filter((p) => matters(p.cells));
  if (telling.length <= SAMPLES) return telling;
  return Array.from({ length: SAMPLES }, (_, i) => telling[Math.floor((i * (telling.length - 1)) / (SAMPLES - 1))]!);
}

function sample(people: readonly Person[], reader: RowReader): SamplePerson[] {
  return people.map(({ row, cells }) => {
    const { person } = reader.read(row, cells);
    return { row, ...shown(person) };
  });
}

function shown(person: ParsedPerson): Omit<SamplePerson, 'row'> {
  return {
    givenNames: person.givenNames, surnames: [person.surname1, person.surname2].filter(Boolean).join(' '), nameAsSeen: person.nameAsSeen,
    birthDate: person.birthDate, birthAsSeen: person.birthAsSeen, sex: person.sex,
  };
}

const ENGLISH = /^(last name|first name|full name|name|dob|date of birth|birth date|sex|gender|country|nationality|alien|a number|middle name|passenger)/;

/** A list in English words is likelier to put the month first; a proposal only. */
function proposedDateOrder(table: Table): DateOrder | null {
  const words = table.headers.map((header) => fold(header)).filter((word) => word !== '');
  if (words.length === 0) return null;
  const english = words.filter((word) => ENGLISH.test(word)).length;
  return english * 2 > words.length ? 'mdy' : 'dmy';
}

/** Endings that surnames of these countries have far more often than given names. */
const SURNAME = /(ez|as|os|es|ndo|ada|iz|rra|lla|ano|tto|ales|ado)$/;

/** On which side of the names the words stand that look like surnames; a proposal only. */
function proposedNameOrder(cells: readonly string[]): NameOrder | null {
  let left = 0;
  let right = 0;
  for (const words of cells.map((cell) => fold(cell).split(' ')).filter((w) => w.length >= 3)) {
    if (SURNAME.test(words[0]!)) left++;
    if (SURNAME.test(words.at(-1)!)) right++;
  }
  if (left + right < 3) return null;
  return left >= right * 1.5 ? 'surnamesFirst' : right >= left * 1.5 ? 'givenFirst' : null;
}
