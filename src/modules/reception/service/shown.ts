/** How a person of the floor is shown to an officer. */
import { yearsBetween } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { OLDEST_AGE } from '#registry/schema';
import type { Flag, ParsedPerson } from '../schema.ts';

export function shownName(person: ParsedPerson): string {
  return [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ') || person.nameAsSeen;
}

/** Age on a day, or as the list says it; a birth that cannot be is no age. */
export function ageOf(person: Pick<ParsedPerson, 'birthDate' | 'statedAge'>, on: string): number | null {
  const age = person.birthDate === null || person.birthDate > on ? null : yearsBetween(person.birthDate, on);
  return age === null || age > OLDEST_AGE ? person.statedAge : age;
}

/** Why somebody is seen first. That they are to be attended in private is for those who attend them, not for who looks on. */
export function shownFlags(ctx: Ctx, flags: readonly Flag[]): Flag[] {
  const attends = ctx.actor.role === 'reception' || ctx.actor.role === 'protection';
  return flags.filter((flag) => attends || flag !== 'reserved');
}
