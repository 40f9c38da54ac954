/** Birth dates as papers and people give them: exact, half known, or mistyped in the usual ways. */
import type { BirthPrecision } from '#kernel/birth';
import { daysBetween, isPlainDate, yearsBetween, type PlainDate } from '#kernel/dates';
import { OLDEST_AGE } from '../schema.ts';

const split = (date: PlainDate): [string, string, string] => [date.slice(0, 4), date.slice(5, 7), date.slice(8)];

/** The same day with day and month exchanged, if that is a date too and another one. */
export function swappedDate(date: PlainDate): PlainDate | null {
  const [year, month, day] = split(date);
  const swapped = `${year}-${day}-${month}`;
  return swapped !== date && isPlainDate(swapped) ? swapped : null;
}

/** Full years of age, or `null` when that cannot be said; a birth date in the future is no age. */
export function ageOn(birthDate: PlainDate | null, today: PlainDate): number | null {
  if (!birthDate) return null;
  const age = yearsBetween(birthDate, today);
  return age < 0 ? null : age;
}

/** What is wrong with a birth date: in the future, or longer ago than anybody lived. */
export function birthProblem(birthDate: PlainDate, today: PlainDate): 'registry.birth-in-future' | 'registry.birth-too-long-ago' | null {
  if (daysBetween(birthDate, today) < 0) return 'registry.birth-in-future';
  return yearsBetween(birthDate, today) > OLDEST_AGE ? 'registry.birth-too-long-ago' : null;
}

/** As much of a birth date as is known; of an estimate the year, about which the page says so in words. */
export function printBirth(birthDate: string, precision: BirthPrecision): string {
  if (precision === 'day') return birthDate;
  return precision === 'month' ? birthDate.slice(0, 7) : birthDate.slice(0, 4);
}
