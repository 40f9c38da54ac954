/** A birth as it is told: a day, a month, a year, or about how old somebody looks or says to be. */
import { addDays, addMonths, isPlainDate, plainDate, yearsBetween, type PlainDate } from './dates.ts';

export const BIRTH_PRECISIONS = ['day', 'month', 'year', 'estimated'] as const;
/** How exactly a birth date is known; `estimated` is an age somebody guessed. */
export type BirthPrecision = (typeof BIRTH_PRECISIONS)[number];

export interface ToldBirth { readonly birthDate: PlainDate; readonly birthPrecision: BirthPrecision }

/** What a form holds (`1990-03-14`, `1990-03`, `1990`, about `~1990`), taken apart into the first day it may mean and how exact that is. Anything else comes back as it is. */
export function readBirth(text: string): ToldBirth {
  if (/^~\d{4}$/.test(text)) return { birthDate: `${text.slice(1)}-01-01`, birthPrecision: 'estimated' };
  if (/^\d{4}$/.test(text)) return { birthDate: `${text}-01-01`, birthPrecision: 'year' };
  if (/^\d{4}-\d{2}$/.test(text)) return { birthDate: `${text}-01`, birthPrecision: 'month' };
  return { birthDate: text, birthPrecision: 'day' };
}

/** The same the other way round: as much of the date as is known. */
export function writeBirth(birthDate: PlainDate, precision: BirthPrecision): string {
  if (precision === 'day') return birthDate;
  if (precision === 'month') return birthDate.slice(0, 7);
  return precision === 'year' ? birthDate.slice(0, 4) : `~${birthDate.slice(0, 4)}`;
}

/** From this age on somebody is grown, whatever a country calls an adult. */
export const ADULT_FROM = 18;

/** By how many years a guess may be wrong, either way. */
export const ESTIMATE_YEARS = 3;

type Precision = BirthPrecision | null;

/** The first day on which somebody with this birth may have been born. */
export function earliestBirth(birthDate: PlainDate, precision: Precision): PlainDate {
  const year = Number(birthDate.slice(0, 4));
  if (precision === 'year') return plainDate(year, 1, 1);
  if (precision === 'estimated') return plainDate(year - ESTIMATE_YEARS, 1, 1);
  return precision === 'month' ? `${birthDate.slice(0, 7)}-01` : birthDate;
}

/** The last day on which they may. */
export function latestBirth(birthDate: PlainDate, precision: Precision): PlainDate {
  const year = Number(birthDate.slice(0, 4));
  if (precision === 'year') return plainDate(year, 12, 31);
  if (precision === 'estimated') return plainDate(year + ESTIMATE_YEARS, 12, 31);
  return precision === 'month' ? addDays(addMonths(`${birthDate.slice(0, 7)}-01`, 1), -1) : birthDate;
}

/** The least age that somebody may have on a day, in full years: negative where they may not be born by then. */
export function leastAge(birthDate: PlainDate, precision: Precision, on: PlainDate): number {
  return yearsBetween(latestBirth(birthDate, precision), on);
}

/** The greatest age that they may have. */
export function greatestAge(birthDate: PlainDate, precision: Precision, on: PlainDate): number {
  return yearsBetween(earliestBirth(birthDate, precision), on);
}

/** In doubt a child. What is no date yet, because somebody is typing it, or lies ahead, says nothing. */
export function mayBeChild(birthDate: string | null | undefined, precision: Precision | undefined, on: PlainDate): boolean {
  return Boolean(birthDate) && isPlainDate(birthDate!) && birthDate! <= on && leastAge(birthDate!, precision ?? 'day', on) < ADULT_FROM;
}
