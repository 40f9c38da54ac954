/** Lost to follow-up: a state of the case with dated periods. */
import type { PlainDate } from '#kernel/dates';
import { no, ok, type Result } from '#kernel/result';
import type { Channel, FoundHow, Outcome } from '../schema.ts';

export interface LastSafe {
  readonly on: PlainDate;
  readonly channel: Channel;
}

/** From when until when; without an end it is the state now. */
export interface LostPeriod {
  readonly from: PlainDate;
  readonly lastSafe: LastSafe | null;
  readonly until: PlainDate | null;
  readonly how: FoundHow | null;
}

/** The period that has not ended. */
export const lostNow = <P extends Pick<LostPeriod, 'until'>>(periods: readonly P[]): P | undefined => periods.find((p) => p.until === null);

/** Nobody can reach the person from this day. Who is lost already stays so from the first day. */
export function lose(periods: readonly LostPeriod[], from: PlainDate, lastSafe: LastSafe | null): readonly LostPeriod[] {
  return lostNow(periods) ? periods : [...periods, { from, lastSafe, until: null, how: null }];
}

/** The person is found: the period ends, and stays. */
export function find(periods: readonly LostPeriod[], on: PlainDate, how: FoundHow): Result<readonly LostPeriod[]> {
  const now = lostNow(periods);
  if (!now) return no({ code: 'plans.not-lost' });
  if (on < now.from) return no({ code: 'plans.found-before-lost', field: 'on' });
  return ok(periods.map((p) => (p === now ? { ...p, until: on, how } : p)));
}

/** Outcomes after which it is known again where the person is, or that they are no longer to be looked for; complete by type. */
const FINDS: Record<Outcome, boolean> = {
  reached: true, later: true, refused: true, 'left-country': true, died: true, 'no-answer': false, 'wrong-contact': false, 'not-safe': false,
};

/** Whether a try that went this way ends a period. */
export const findsPerson = (outcome: Outcome): boolean => FINDS[outcome];
