import { leastAge } from '#kernel/birth';
import { addMonths, yearsBetween } from '#kernel/dates';
import { asRead } from '#kernel/text';
import type { Places } from '#platform/places';
import type { Field, ParsedPerson, ReadRow } from '#reception/schema';
import { readDate } from './dates.ts';
import { repairDoubleEncoding } from './encoding.ts';
import { readFlags, readKind, type Ages } from './flags.ts';
import { LIMITS } from './limits.ts';
import { readName } from './names.ts';
import { readNumber, type NumberCheck } from './numbers.ts';
import { PlaceReader } from './places.ts';
import { problemsOf, type Find } from './problems.ts';
import type { FileSense } from './sense.ts';
import { readSex } from './sex.ts';

/** What reading a row needs to know besides its cells. */
export interface RowSetting {
  readonly places: Places;
  readonly ages: Ages;
  readonly checkNumber: NumberCheck;
  /** Day of arrival: births after it and ages are judged by it. */
  readonly arrivesOn: string;
}

/** What a cell that is no date is called; an undecided order is a question about the file, not a problem of the row. */
const NO_DATE = { empty: 'birth-missing', impossible: 'date-impossible', unreadable: 'date-unreadable', undecided: null } as const;

const PARTIAL = { day: null, month: 'date-month-only', year: 'date-year-only' } as const;

/** Reads the rows of one file, one after the other. */
export class RowReader {
  repaired = 0;
  readonly #sense: FileSense;
  readonly #setting: RowSetting;
  readonly #places: PlaceReader;
  readonly #arrivalYear: number;

  constructor(sense: FileSense, setting: RowSetting) {
    this.#sense = sense;
    this.#setting = setting;
    this.#places = new PlaceReader(setting.places);
    this.#arrivalYear = Number(setting.arrivesOn.slice(0, 4));
  }

  read(row: number, raw: readonly string[]): ReadRow {
    const { problems, find } = problemsOf(row, this.#sense.columns);
    const cells = this.#cells(raw, find);
    // Texts are cut to their length, and a cut may go through the middle of a character.
    return asRead({ row, raw: raw.map((cell) => cell.slice(0, LIMITS.cellLength)), person: this.#person(cells, find), problems }) as ReadRow;
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
    const flags = readFlags(
      { remarks: text('remarks'), unit: text('unit'), relation: text('relation') }, { told: birth.age ?? birth.statedAge, least: birth.leastAge ?? birth.statedAge }, this.#sense.smallGroups.has(text('group')), this.#setting.ages,
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
    const none = { date: null, precision: null, age: null, leastAge: null, statedAge } as const;
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
    return { date: read.date, precision: read.precision, age, leastAge: leastAge(read.date, read.precision, this.#setting.arrivesOn), statedAge };
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
