/** A birth as it is told: a day, a month, a year, or about how old somebody looks or says to be. */
import type { PlainDate } from './dates.ts';

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
