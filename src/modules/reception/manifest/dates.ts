import type { BirthPrecision } from '#kernel/birth';
import { existsInCalendar, plainDate } from '#kernel/dates';
import { fold } from '#kernel/text';
import type { DateOrder } from '#reception/schema';

/** A list writes as much of a date as is known; nobody is guessed at. */
type WrittenPrecision = Exclude<BirthPrecision, 'estimated'>;

/** A cell read as a date, or the reason why it is none. */
export type ReadDate =
  | { readonly kind: 'date'; readonly date: string; readonly precision: WrittenPrecision; readonly twoDigitYear: boolean }
  | { readonly kind: 'impossible' | 'unreadable' | 'empty' | 'undecided' };

const MONTHS = ['ene|jan', 'feb', 'mar', 'abr|apr', 'may', 'jun', 'jul', 'ago|aug', 'sep|set', 'oct', 'nov', 'dic|dec'].map((m) => new RegExp(`^(${m})`));
const EMPTY = /^(-+|n\/?[ad]|s\/?[dn]|sin dato|no (sabe|tiene)|unknown|desconocid[oa]|\?+|\.+|0)?$/i;
const THREE_PARTS = /^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})$/;

interface Parts {
  readonly a: number;
  readonly b: number;
  readonly year: number;
  readonly twoDigit: boolean;
}

/** Order of day and month, told by all values of a column together; never by a single cell. */
export interface OrderEvidence {
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly open: number;
}

/** Counts what the column's own values say: 28/05 can only be day first, 12/30 only month first. */
export function orderEvidence(cells: readonly string[], arrivalYear: number): OrderEvidence {
  let dayFirst = 0;
  let monthFirst = 0;
  let open = 0;
  for (const cell of cells) {
    const parts = threeParts(clean(cell), arrivalYear);
    if (!parts) continue;
    if (parts.a > 12 && parts.b <= 12) dayFirst++;
    else if (parts.b > 12 && parts.a <= 12) monthFirst++;
    else if (parts.a !== parts.b && parts.a <= 12) open++;
  }
  return { dayFirst, monthFirst, open };
}

/** The order that the evidence settles: clear majority, or nothing that needs deciding; `null` = ask. */
export function settleOrder(evidence: OrderEvidence): DateOrder | null {
  const { dayFirst, monthFirst, open } = evidence;
  if (dayFirst > 0 && dayFirst >= monthFirst * 5) return 'dmy';
  if (monthFirst > 0 && monthFirst >= dayFirst * 5) return 'mdy';
  return open === 0 && dayFirst + monthFirst === 0 ? 'dmy' : null;
}

/** Reads one cell in the order of its column. */
export function readDate(cell: string, order: DateOrder | null, arrivalYear: number): ReadDate {
  const text = clean(cell);
  if (EMPTY.test(text)) return { kind: 'empty' };
  return readIso(text) ?? readYearOnly(text) ?? readSerial(text) ?? readWords(text, arrivalYear) ?? readNumbers(text, order, arrivalYear);
}

/** Drops a time of day and a leading apostrophe that spreadsheets use to mark text. */
function clean(cell: string): string {
  return cell.trim().replace(/^'/, '').replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([ap]\.?m\.?|z)?$/i, '').trim();
}

function threeParts(text: string, arrivalYear: number): Parts | null {
  const m = THREE_PARTS.exec(text);
  if (!m || m[1]!.length > 2) return null;
  const last = m[3]!;
  if (last.length === 3 || last.length === 1) return null;
  return { a: Number(m[1]), b: Number(m[2]), year: fullYear(Number(last), last.length, arrivalYear), twoDigit: last.length === 2 };
}

function fullYear(year: number, digits: number, arrivalYear: number): number {
  if (digits === 4) return year;
  return year + 2000 <= arrivalYear ? year + 2000 : year + 1900;
}

function made(year: number, month: number, day: number, twoDigitYear = false): ReadDate {
  if (!plausible(year) || !existsInCalendar(year, month, day)) return { kind: 'impossible' };
  return { kind: 'date', date: plainDate(year, month, day), precision: 'day', twoDigitYear };
}

function plausible(year: number): boolean {
  return year >= 1850 && year <= 2150;
}

function readIso(text: string): ReadDate | null {
  const m = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(text);
  if (!m) return null;
  if (m[3]) return made(Number(m[1]), Number(m[2]), Number(m[3]));
  return monthOnly(Number(m[1]), Number(m[2]));
}

function monthOnly(year: number, month: number): ReadDate {
  const first = made(year, month, 1);
  return first.kind === 'date' ? { ...first, precision: 'month' } : first;
}

function readYearOnly(text: string): ReadDate | null {
  if (!/^(1[89]|20)\d{2}$/.test(text)) return null;
  return { kind: 'date', date: `${text}-01-01`, precision: 'year', twoDigitYear: false };
}

/** Excel's day numbers; the 29 February 1900 that never was is jumped over. */
function readSerial(text: string): ReadDate | null {
  const m = /^(\d{5})(?:\.\d+)?$/.exec(text);
  if (!m) return null;
  const serial = Number(m[1]);
  if (serial > 73_050) return { kind: 'unreadable' };
  const at = new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000);
  return made(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

function readWords(text: string, arrivalYear: number): ReadDate | null {
  if (!/\p{L}{3}/u.test(text)) return null;
  const words = fold(text).split(' ').filter((w) => !['de', 'del', 'of', 'the'].includes(w));
  const monthAt = words.findIndex((word) => MONTHS.some((m) => m.test(word)));
  const numbers = words.filter((_, i) => i !== monthAt).map((w) => w.replace(/(st|nd|rd|th|o)$/, ''));
  if (monthAt < 0 || numbers.some((n) => !/^\d+$/.test(n)) || numbers.length < 1 || numbers.length > 2) return { kind: 'unreadable' };
  const month = MONTHS.findIndex((m) => m.test(words[monthAt]!)) + 1;
  const yearText = numbers.at(-1)!;
  if (numbers.length === 1) return yearText.length === 4 ? monthOnly(Number(yearText), month) : { kind: 'unreadable' };
  if (numbers[0]!.length === 4) return made(Number(numbers[0]), month, Number(yearText));
  return made(fullYear(Number(yearText), yearText.length, arrivalYear), month, Number(numbers[0]), yearText.length === 2);
}

function readNumbers(text: string, order: DateOrder | null, arrivalYear: number): ReadDate {
  const monthYear = /^(\d{1,2})[-/.](\d{4})$/.exec(text);
  if (monthYear) return monthOnly(Number(monthYear[2]), Number(monthYear[1]));
  const parts = threeParts(text, arrivalYear) ?? packedParts(text, order);
  if (!parts) return { kind: 'unreadable' };
  if (order === 'ymd') return { kind: 'unreadable' };
  if (order === null) return parts.a === parts.b ? made(parts.year, parts.a, parts.b, parts.twoDigit) : { kind: 'undecided' };
  const [day, month] = order === 'dmy' ? [parts.a, parts.b] : [parts.b, parts.a];
  return made(parts.year, month, day, parts.twoDigit);
}

/** Eight digits without separators: year first if that makes a year, else in the column's order. */
function packedParts(text: string, order: DateOrder | null): Parts | null {
  if (!/^\d{8}$/.test(text)) return null;
  const n = (from: number, to: number) => Number(text.slice(from, to));
  if (/^(19|20)\d{2}(0[1-9]|1[0-2])/.test(text)) {
    return order === 'mdy' ? { a: n(4, 6), b: n(6, 8), year: n(0, 4), twoDigit: false } : { a: n(6, 8), b: n(4, 6), year: n(0, 4), twoDigit: false };
  }
  return { a: n(0, 2), b: n(2, 4), year: n(4, 8), twoDigit: false };
}

/** A day named in a title line, for example "LISTADO 14/08/2019" or "DATE: 10/02/2019", read in the order of the list. */
export function dateInTitle(text: string, order: DateOrder | null): string | null {
  for (const m of text.matchAll(/\b(\d{4}-\d{2}-\d{2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})\b/g)) {
    const read = readDate(m[1]!, order, 2100);
    if (read.kind === 'date') return read.date;
  }
  return null;
}
