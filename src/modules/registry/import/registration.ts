/** One row of a file of registrations, read as a person and the day of their return. Pure; whatever is not understood is left out, never guessed. */
import { existsInCalendar, isPlainDate } from '#kernel/dates';
import { DOCUMENT_TYPES, NAME_LIMIT, type BirthPrecision, type DocumentType } from '../schema.ts';
import type { Indexable } from '../rules/indexed.ts';

/** Columns of the format; any others are passed over. */
export const COLUMNS = [
  'reg_id', 'event_date', 'site', 'country', 'given_names', 'surname1', 'surname2', 'married_surname', 'sex', 'birth_date', 'birth_date_approx', 'birth_admin1',
  'birth_admin2', 'doc_type', 'doc_number', 'phone', 'mother_name', 'arrival_group',
] as const;
export type Cells = Readonly<Partial<Record<(typeof COLUMNS)[number], string>>>;

/** Finds the ids of a department and a municipality by their names; what has none stays as it was written. */
export type PlaceIds = (admin1: string, admin2: string) => { readonly admin1: string | null; readonly admin2: string | null };

export interface Registration extends Omit<Indexable, 'publicCode'> {
  readonly regId: string;
  readonly returnedOn: string | null;
  readonly site: string | null;
}

export type RowProblem = 'name-missing' | 'id-missing';

/** A name that nobody wrote down. */
const UNNAMED = '—';
const LIMITS = { id: 120, site: 200, mother: 200, number: 60, phone: 200 } as const;

function text(value: string | undefined, limit: number): string {
  return (value ?? '').replace(/\p{Cc}/gu, ' ').trim().slice(0, limit).toWellFormed();
}

const orNull = (value: string): string | null => value || null;

function birthOf(cells: Cells): { birthDate: string | null; birthPrecision: BirthPrecision } {
  const written = text(cells.birth_date, 10);
  const guessed = /^(1|t|true|y|yes|s|si|sí|a|approx)$/iu.test(text(cells.birth_date_approx, 10));
  const year = /^(\d{4})(?:-(\d{2}))?$/.exec(written);
  if (year && existsInCalendar(Number(year[1]), Number(year[2] ?? 1), 1) && Number(year[1]) >= 1800) {
    return { birthDate: `${year[1]}-${year[2] ?? '01'}-01`, birthPrecision: guessed ? 'estimated' : year[2] ? 'month' : 'year' };
  }
  return isPlainDate(written) ? { birthDate: written, birthPrecision: guessed ? 'estimated' : 'day' } : { birthDate: null, birthPrecision: 'day' };
}

const SEXES: Readonly<Record<string, string>> = { M: 'M', H: 'M', F: 'F', X: 'X' };

function documentOf(cells: Cells): { type: DocumentType; number: string }[] {
  const number = text(cells.doc_number, LIMITS.number);
  const type = text(cells.doc_type, LIMITS.number).toLowerCase() as DocumentType;
  return number ? [{ type: DOCUMENT_TYPES.includes(type) ? type : 'other', number }] : [];
}

function names(cells: Cells) {
  const [given, surname1, surname2] = [text(cells.given_names, NAME_LIMIT), text(cells.surname1, NAME_LIMIT), text(cells.surname2, NAME_LIMIT)];
  return { givenNames: given || UNNAMED, surname1, surname2: orNull(surname2), marriedSurname: orNull(text(cells.married_surname, NAME_LIMIT)), named: Boolean(given || surname1 || surname2) };
}

/** Reads a row; a row without any name or without its own id is not a registration. */
export function readRegistration(cells: Cells, placeIds: PlaceIds): Registration | RowProblem {
  const regId = text(cells.reg_id, LIMITS.id);
  const { named, ...name } = names(cells);
  if (!regId) return 'id-missing';
  if (!named) return 'name-missing';
  const born = placeIds(text(cells.birth_admin1, NAME_LIMIT), text(cells.birth_admin2, NAME_LIMIT));
  const phone = text(cells.phone, LIMITS.phone);
  const returnedOn = text(cells.event_date, 10);
  return {
    regId, ...name, ...birthOf(cells), sex: SEXES[text(cells.sex, 1).toUpperCase()] ?? null, birthAdmin1: born.admin1, birthAdmin2: born.admin2,
    motherName: orNull(text(cells.mother_name, LIMITS.mother)), documents: documentOf(cells), phones: phone ? [phone] : [],
    arrivalGroup: orNull(text(cells.arrival_group, LIMITS.id)), returnedOn: isPlainDate(returnedOn) ? returnedOn : null, site: orNull(text(cells.site, LIMITS.site)),
  };
}
