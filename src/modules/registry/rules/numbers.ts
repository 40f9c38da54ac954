/**
 * Checks of document numbers. Every answer is advice: people come home with old cards and typing errors, and nobody is
 * refused over a number. Which formats a country has, and how many municipalities its codes reach, is pack data.
 */
import { stdnum } from 'stdnum';
import { existsInCalendar, plainDate, type PlainDate } from '#kernel/dates';

export const ALGORITHMS = ['curp', 'elector', 'cui', 'dui', 'nit', 'dni', 'pattern'] as const;
/** How a kind of number proves itself. */
export type Algorithm = (typeof ALGORITHMS)[number];

/** What a country pack says about the numbers of one document type. */
export interface NumberFormat {
  readonly algorithm: Algorithm;
  /** Shape of the compact number, as a regular expression. */
  readonly pattern: string;
  /** Area code → how many municipality codes it has, counted from 01. */
  readonly areas?: Readonly<Record<string, number>> | undefined;
  /** Code of the place of birth inside the number → department or state, or `abroad`. Absent where no source says that the place is one of birth. */
  readonly birthplaces?: Readonly<Record<string, string>> | undefined;
}

/** What `birthplaces` says of a number of somebody who was born in another country. */
export const BORN_ABROAD = 'abroad';

export type NumberVerdict = 'valid' | 'invalid-format' | 'invalid-component' | 'invalid-checksum' | 'unverified';

/** What a number says about its holder, to be compared with what was typed. */
export interface NumberCarries {
  readonly birthDate?: PlainDate;
  readonly birthYear?: number;
  readonly sex?: 'F' | 'M' | 'X';
  /** Department or state of birth, or `abroad`. */
  readonly birthArea?: string;
  /** First letters of the names, `X` where there is none. */
  readonly initials?: { readonly surname1: string; readonly surname2: string; readonly given: string };
}

export interface NumberCheck {
  readonly verdict: NumberVerdict;
  readonly compact: string;
  /** Which part is odd: `date`, `area`, `sequence`, `word`, `check-ten`… */
  readonly detail?: string;
  readonly carries: NumberCarries;
}

/** Upper case, without spaces, dots and hyphens: the form that numbers are stored and compared in. */
export function compactNumber(text: string): string {
  return text.toUpperCase().replace(/[\s.\-–—_/]/g, '').replaceAll('Ñ', 'X');
}

/** Whether a compact number tells somebody from others: `N/A`, `SIN DOCUMENTO`, `0` and `99999999` stand in many files for no number at all. */
export function tellsSomebody(compact: string): boolean {
  return /\d/.test(compact) && !/^(.)\1*$/.test(compact);
}

type Checker = (compact: string, format: NumberFormat, today: PlainDate) => Omit<NumberCheck, 'compact'>;

const wrong = (verdict: NumberVerdict, detail?: string): Omit<NumberCheck, 'compact'> =>
  ({ verdict, carries: {}, ...(detail === undefined ? {} : { detail }) });

/** Checks one number against its format. Without a format nothing can be said. */
export function checkNumber(format: NumberFormat | undefined, text: string, today: PlainDate): NumberCheck {
  const compact = compactNumber(text);
  if (!format) return { verdict: 'unverified', compact, carries: {} };
  if (!new RegExp(format.pattern, 'u').test(compact)) return { verdict: 'invalid-format', compact, carries: {} };
  return { compact, ...CHECKERS[format.algorithm](compact, format, today) };
}

const CHECKERS: Readonly<Record<Algorithm, Checker>> = {
  curp: checkCurp,
  elector: checkElector,
  cui: checkCui,
  dui: checkDui,
  nit: checkNit,
  dni: checkDni,
  pattern: () => ({ verdict: 'valid', carries: {} }),
};

const STDNUM_VERDICTS: Readonly<Record<string, NumberVerdict>> = {
  InvalidChecksum: 'invalid-checksum', InvalidComponent: 'invalid-component',
};

function stdnumVerdict(result: { isValid: boolean; error?: Error | undefined }): Omit<NumberCheck, 'compact'> {
  if (result.isValid) return { verdict: 'valid', carries: {} };
  return wrong(STDNUM_VERDICTS[result.error?.name ?? ''] ?? 'invalid-format');
}

/** Two digits of a year, read with a century that keeps the date in the past. */
function fullYear(twoDigits: string, today: PlainDate): number {
  const year = 2000 + Number(twoDigits);
  return year > Number(today.slice(0, 4)) ? year - 100 : year;
}

function dateOf(year: number, mmdd: string): PlainDate | null {
  const [month, day] = [Number(mmdd.slice(0, 2)), Number(mmdd.slice(2, 4))];
  return existsInCalendar(year, month, day) ? plainDate(year, month, day) : null;
}

const SEX_LETTERS: Readonly<Record<string, 'F' | 'M' | 'X'>> = { H: 'M', M: 'F', X: 'X' };

/** Where the holder was born, as far as the pack can read the code of the place. */
function bornIn(format: NumberFormat, code: string): Pick<NumberCarries, 'birthArea'> {
  const birthArea = format.birthplaces?.[code];
  return birthArea === undefined ? {} : { birthArea };
}

/** The library checks date, state, forbidden words and check digit; position 17 gives the century. */
function checkCurp(compact: string, format: NumberFormat): Omit<NumberCheck, 'compact'> {
  const result = stdnumVerdict(stdnum.MX!.curp!.validate(compact));
  const year = Number(compact.slice(4, 6)) + (/\d/.test(compact[16]!) ? 1900 : 2000);
  const birthDate = dateOf(year, compact.slice(6, 10));
  const sex = SEX_LETTERS[compact[10]!];
  const initials = { surname1: compact[0]!, surname2: compact[2]!, given: compact[3]! };
  return { ...result, carries: { ...(birthDate ? { birthDate } : {}), ...(sex ? { sex } : {}), initials, ...bornIn(format, compact.slice(11, 13)) } };
}

/** Municipality of birth (9 and four digits for a foreigner), day of birth, serial and check digit: the library checks the last, and that the day exists. */
function checkNit(compact: string, format: NumberFormat, today: PlainDate): Omit<NumberCheck, 'compact'> {
  const result = stdnumVerdict(stdnum.SV!.nit!.validate(compact));
  if (result.verdict !== 'valid') return result;
  const birthDate = dateOf(fullYear(compact.slice(8, 10), today), compact.slice(6, 8) + compact.slice(4, 6));
  const place = compact.startsWith('9') ? compact.slice(0, 1) : compact.slice(0, 2);
  return { ...result, carries: { ...(birthDate ? { birthDate } : {}), ...bornIn(format, place) } };
}

/** Form only: no public check digit is known. Voters are 18 or older, which settles the century. */
function checkElector(compact: string, _format: NumberFormat, today: PlainDate): Omit<NumberCheck, 'compact'> {
  const state = Number(compact.slice(12, 14));
  if (!((state >= 1 && state <= 32) || state === 87 || state === 88)) return wrong('invalid-component', 'area');
  const latest = Number(today.slice(0, 4)) - 17;
  const year = fullYear(compact.slice(6, 8), plainDate(latest, 12, 31));
  const birthDate = dateOf(year, compact.slice(8, 12));
  if (!birthDate) return wrong('invalid-component', 'date');
  return { verdict: 'valid', carries: { birthDate, sex: SEX_LETTERS[compact[14]!]! } };
}

function inAreas(format: NumberFormat, area: string, municipality: string): boolean {
  const count = format.areas?.[area];
  return count !== undefined && Number(municipality) >= 1 && Number(municipality) <= count;
}

/** Sum modulo 11 over the eight correlative digits; a remainder of ten cannot be printed and is met as 0. */
function checkCui(compact: string, format: NumberFormat): Omit<NumberCheck, 'compact'> {
  const department = compact.slice(9, 11);
  if (!inAreas(format, department, compact.slice(11, 13))) return wrong('invalid-component', 'area');
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += Number(compact[i]) * (i + 2);
  const remainder = sum % 11;
  if (remainder % 10 !== Number(compact[8])) return wrong('invalid-checksum');
  return { verdict: 'valid', ...(remainder === 10 ? { detail: 'check-ten' } : {}), carries: bornIn(format, department) };
}

function checkDui(compact: string): Omit<NumberCheck, 'compact'> {
  if (/^0+$/.test(compact)) return wrong('invalid-component', 'zeros');
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += Number(compact[i]) * (9 - i);
  return (10 - (sum % 10)) % 10 === Number(compact[8]) ? { verdict: 'valid', carries: {} } : wrong('invalid-checksum');
}

/** Place, year, sequence; there is no check digit. The year is that of birth or of registration. */
function checkDni(compact: string, format: NumberFormat, today: PlainDate): Omit<NumberCheck, 'compact'> {
  if (!inAreas(format, compact.slice(0, 2), compact.slice(2, 4))) return wrong('invalid-component', 'area');
  const birthYear = Number(compact.slice(4, 8));
  if (birthYear < 1900 || birthYear > Number(today.slice(0, 4))) return wrong('invalid-component', 'year');
  if (/^0+$/.test(compact.slice(8))) return wrong('invalid-component', 'sequence');
  return { verdict: 'valid', carries: { birthYear } };
}

/** A number printed as on the document: groups of digits with a separator. */
export function printNumber(compact: string, groups: readonly number[] | undefined, separator: string): string {
  if (!groups || groups.reduce((a, b) => a + b, 0) !== compact.length) return compact;
  const parts: string[] = [];
  let at = 0;
  for (const length of groups) parts.push(compact.slice(at, (at += length)));
  return parts.join(separator);
}
