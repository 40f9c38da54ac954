import { existsInCalendar, plainDate } from '#kernel/dates';

/** What stands in the three boxes of a date, as typed. */
export interface DateParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** `day`: a whole date. `birth`: month and year, the year alone, or about how old somebody is, are answers too (`1990-03`, `1990`, `~1990`). */
export type DateDetail = 'day' | 'birth';

export const NO_DATE: DateParts = { day: '', month: '', year: '' };

const MONTHS = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'];
const MONTHS_EN = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A month typed as number or as the beginning of its Spanish or English name; `null` if it is neither. */
export function readMonth(text: string): number | null {
  const clean = text.trim().toLowerCase();
  if (/^\d{1,2}$/.test(clean)) return Number(clean) >= 1 && Number(clean) <= 12 ? Number(clean) : null;
  const start = clean.slice(0, 3);
  const at = Math.max(MONTHS.indexOf(start), MONTHS_EN.indexOf(start));
  return at < 0 ? null : at + 1;
}

function readNumber(text: string, digits: RegExp): number | null {
  return digits.test(text.trim()) ? Number(text.trim()) : null;
}

function known(parts: DateParts): { year: number | null; month: number | null; day: number | null } {
  return { year: readNumber(parts.year, /^\d{4}$/), month: readMonth(parts.month), day: readNumber(parts.day, /^\d{1,2}$/) };
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function unreadable(parts: DateParts): string {
  return [parts.year, parts.month, parts.day].map((part) => part.trim() || '?').join('-');
}

/**
 * The value that typed parts stand for: `''` if nothing is typed, `YYYY-MM-DD`, or (where the precision allows) `YYYY-MM`
 * or `YYYY`. Anything else comes back as typed with `-` between, which no schema takes for a date.
 */
export function joinDate(parts: DateParts, precision: DateDetail): string {
  if ((parts.day + parts.month + parts.year).trim() === '') return '';
  const { year, month, day } = known(parts);
  if (year === null) return unreadable(parts);
  if (parts.day.trim() !== '') return wholeDay(year, month, day) ?? unreadable(parts);
  if (precision === 'day') return unreadable(parts);
  if (parts.month.trim() === '') return parts.year.trim();
  return month === null ? unreadable(parts) : `${parts.year.trim()}-${two(month)}`;
}

function wholeDay(year: number, month: number | null, day: number | null): string | null {
  return month !== null && day !== null && existsInCalendar(year, month, day) ? plainDate(year, month, day) : null;
}

const ABOUT = '~';

/** True for a value that says about when, not when. */
export function isAbout(value: string | null | undefined): boolean {
  return value?.startsWith(ABOUT) === true;
}

/** The value of an age as typed, in full years: about the year in which somebody of that age was born. What is no age stays as typed, and no schema takes it for a date. */
export function fromAge(typed: string, thisYear: number): string {
  const age = typed.trim();
  if (age === '') return '';
  return `${ABOUT}${/^\d{1,3}$/.test(age) ? String(thisYear - Number(age)) : `?${age}`}`;
}

/** The age that such a value stands for. */
export function toAge(value: string, thisYear: number): string {
  const about = value.slice(ABOUT.length);
  return /^\d{4}$/.test(about) ? String(thisYear - Number(about)) : about.replace(/^\?/, '');
}

/** The other way of asking for a birth: what was typed there before comes back, what stands here is kept. */
export function otherWay(value: string, kept: string, asksAge: boolean): { readonly value: string; readonly kept: string } {
  return { value: kept !== '' && isAbout(kept) !== asksAge ? kept : '', kept: value };
}

/** Parts of a stored value, for showing it in the boxes. */
export function splitDate(value: string | null | undefined): DateParts {
  if (!value || isAbout(value)) return NO_DATE;
  const [year = '', month = '', day = ''] = value.split('-').map((part) => (part === '?' ? '' : part));
  return { year, month: stripZero(month), day: stripZero(day) };
}

function stripZero(text: string): string {
  return /^0\d$/.test(text) ? text.slice(1) : text;
}

/** A whole date pasted or typed into one box: `12/03/1990`, `12-mar-1990`, `1990-03-12`; `null` if it is no such thing. Days come first, as the region writes. */
export function readWholeDate(text: string): DateParts | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (iso) return { year: iso[1]!, month: stripZero(iso[2]!), day: stripZero(iso[3]!) };
  const dayFirst = /^\s*(\d{1,2})[\s./-]+(\p{L}+|\d{1,2})[\s./-]+(\d{4})\s*$/u.exec(text);
  return dayFirst ? { day: dayFirst[1]!, month: dayFirst[2]!, year: dayFirst[3]! } : null;
}
