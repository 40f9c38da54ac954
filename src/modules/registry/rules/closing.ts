/** When a case may be closed as far as this room knows, and how a closed one goes on. Time is an argument. */
import { mayBeChild, type BirthPrecision } from '#kernel/birth';
import { daysBetween, type PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import type { CaseState, ClosingCode } from '../schema.ts';

interface Person { readonly birthDate: PlainDate | null; readonly birthPrecision: BirthPrecision; readonly verifiedGuardian: boolean }

/** In doubt a child: nobody lets a child go while protection has verified no one who answers for it. Only death ends its case without. */
export function objectionsOfPerson(person: Person, code: ClosingCode | null, today: PlainDate): Problem[] {
  if (code === 'died' || person.verifiedGuardian) return [];
  return mayBeChild(person.birthDate, person.birthPrecision, today) ? [{ code: 'registry.closing-child-without-guardian' }] : [];
}

export interface Closed {
  readonly state: CaseState;
  readonly closedOn: PlainDate | null;
  /** It was closed because it goes on in another case. */
  readonly joined: boolean;
  /** The person has another open case. */
  readonly otherOpen: boolean;
}

/** How a closed case goes on: within the days of the country it is the same one, afterwards a new one that names it. One person has one open case. */
export function reopening({ state, closedOn, joined, otherOpen }: Closed, today: PlainDate, withinDays: number): Result<'same' | 'new'> {
  if (state !== 'closed' || closedOn === null) return no({ code: 'registry.case-not-closed' });
  if (joined) return no({ code: 'registry.reopening-joined' });
  if (otherOpen) return no({ code: 'registry.reopening-other-open' });
  return ok(daysBetween(closedOn, today) < withinDays ? 'same' : 'new');
}
