/** How a row is shown before somebody is registered. */
import { yearsBetween } from '#kernel/dates';
import type { ParsedPerson } from '../schema.ts';

export function shownName(person: ParsedPerson): string {
  return [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ') || person.nameAsSeen;
}

export function ageOf(person: ParsedPerson, on: string): number | null {
  if (person.birthDate === null || person.birthDate > on) return person.statedAge;
  return yearsBetween(person.birthDate, on);
}
