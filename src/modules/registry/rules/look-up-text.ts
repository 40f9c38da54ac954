/** One box, everything in it: reads dates, years, numbers, telephones and a place out of what was typed; what is left are names. */
import { existsInCalendar, plainDate } from '#kernel/dates';
import { fold } from '#kernel/text';
import type { BirthPrecision } from '../schema.ts';
import { nameWords } from './names.ts';
import { compactNumber } from './numbers.ts';

export interface ReadBox {
  readonly words: readonly string[];
  /** The last word may still be growing. */
  readonly unfinished: boolean;
  readonly birth: { readonly date: string; readonly precision: BirthPrecision } | null;
  readonly numbers: readonly string[];
  /** What stands after a comma or `en`: a place, if there is one of that name. */
  readonly place: string | null;
}

const MONTHS = ['ene', 'feb', 'mar', 'abr', 'may', 'jun', 'jul', 'ago', 'sep', 'oct', 'nov', 'dic'];
const ENGLISH: Readonly<Record<string, number>> = { jan: 1, apr: 4, aug: 8, dec: 12 };

const NUMERIC = /(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-])/u;
const ISO = /(?<!\d)((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/u;
const WRITTEN = /(?<!\d)(\d{1,2})\s+(?:de\s+)?([a-zA-Z]{3,10})\.?\s+(?:de(?:l)?\s+)?((?:19|20)\d{2})(?!\d)/u;
const YEAR = /(?<![\p{L}\d])(?:19|20)\d{2}(?![\p{L}\d])/u;
const CURP_LIKE = /(?<![\p{L}\d])(?=[\p{L}\d]*\d)(?=[\p{L}\d]*\p{L})[\p{L}\d]{6,18}(?![\p{L}\d])/gu;
const DIGITS = /\+?\d[\d\s().-]{5,}\d/gu;
const SHORTEST_NUMBER = 7;
/** Digits of a number that begins with letters of a name. */
const SHORTEST_CODE = 6;
/** Two figures of a year: nobody is born after this one. */
const YOUNGEST = 26;

type Found = { readonly date: string; readonly rest: string } | null;

function dated(text: string, match: RegExpExecArray, year: number, month: number, day: number): Found {
  return existsInCalendar(year, month, day) ? { date: plainDate(year, month, day), rest: text.replace(match[0], ' ') } : null;
}

function fullYear(figures: string): number {
  const year = Number(figures);
  return figures.length === 4 ? year : year + (year <= YOUNGEST ? 2000 : 1900);
}

function numericDate(text: string): Found {
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const [a, b, year] = [Number(match[1]), Number(match[3]), fullYear(match[4]!)];
  // Day first, as the region writes; the other way round if only that is a date.
  return dated(text, match, year, b, a) ?? dated(text, match, year, a, b);
}

function isoDate(text: string): Found {
  const match = ISO.exec(text);
  return match && dated(text, match, Number(match[1]), Number(match[2]), Number(match[3]));
}

function writtenDate(text: string): Found {
  const match = WRITTEN.exec(text);
  if (!match) return null;
  const name = fold(match[2]!).slice(0, 3);
  const month = MONTHS.indexOf(name) + 1 || ENGLISH[name];
  return month ? dated(text, match, Number(match[3]), month, Number(match[1])) : null;
}

function takeNumbers(text: string): { numbers: string[]; rest: string } {
  const numbers: string[] = [];
  const keep = (found: string): string => {
    const compact = compactNumber(found.replace(/[()+]/g, ''));
    const digits = compact.replace(/\D/g, '').length;
    if (digits < SHORTEST_NUMBER && !(digits >= SHORTEST_CODE && /^[A-Z]{3,}\d/.test(compact))) return found;
    numbers.push(compact);
    return ' ';
  };
  const rest = text.replace(CURP_LIKE, keep).replace(DIGITS, keep);
  return { numbers, rest };
}

function takePlace(text: string): { place: string | null; rest: string } {
  const match = /(?:,|(?<=\s)en\s)\s*([^,\d]{3,})$/iu.exec(text);
  return match ? { place: match[1]!.trim(), rest: text.slice(0, match.index) } : { place: null, rest: text };
}

/** Takes apart what was typed into one box. */
export function readBox(typed: string): ReadBox {
  const date = isoDate(typed) ?? writtenDate(typed) ?? numericDate(typed);
  const { numbers, rest } = takeNumbers(date?.rest ?? typed);
  const year = date ? null : YEAR.exec(rest);
  const named = takePlace(year ? rest.replace(year[0], ' ') : rest);
  const words = nameWords(named.rest).filter((w) => !/^\d+$/.test(w)).slice(0, 10);
  const birth = date ? { date: date.date, precision: 'day' as const } : year && { date: `${year[0]}-01-01`, precision: 'year' as const };
  return { words, unfinished: /\p{L}$/u.test(typed) && named.place === null, birth, numbers, place: named.place };
}
