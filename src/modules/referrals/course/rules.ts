/** What may be written of a course of sessions. Time is an argument. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import type { SessionState } from './schema.ts';

interface Session { readonly on: PlainDate; readonly state: SessionState }

const takesPlace = ({ state }: Session): boolean => state === 'planned' || state === 'kept';

/** Sessions that were kept or are planned are no more than were agreed; what was missed may be made up for. */
export function agreedProblem(planned: number, sessions: readonly Session[]): Problem | null {
  return sessions.filter(takesPlace).length > planned ? { code: 'referrals.course.more-than-agreed', field: 'planned' } : null;
}

/** What happened lies in the past, what is planned does not. */
export function dayProblem(session: Session, today: PlainDate): Problem | null {
  if (session.state === 'planned') return session.on < today ? { code: 'referrals.course.day-is-past', field: 'on' } : null;
  return session.state !== 'cancelled' && session.on > today ? { code: 'referrals.course.day-to-come', field: 'on' } : null;
}

/** Only what is planned is settled; whoever was said to have missed may still have come. */
export function settleProblem(from: SessionState, to: SessionState): Problem | null {
  const allowed = from === 'planned' || (from === 'missed' && to === 'kept') || (from === 'kept' && to === 'missed');
  return allowed ? null : { code: 'referrals.course.settled' };
}

/** How far it is: held, missed, the last and the next day. */
export function standing(sessions: readonly Session[]): { kept: number; missed: number; last: PlainDate | null; next: PlainDate | null } {
  const days = (state: SessionState) => sessions.filter((s) => s.state === state).map((s) => s.on).toSorted();
  return { kept: days('kept').length, missed: days('missed').length, last: days('kept').at(-1) ?? null, next: days('planned')[0] ?? null };
}
