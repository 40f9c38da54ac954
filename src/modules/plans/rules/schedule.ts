/** When somebody is to be called, and what follows from each try. */
import type { Urgency } from '#kernel/codes';
import { addDays, addMonths, daysBetween, type PlainDate } from '#kernel/dates';
import { no, ok, type Result } from '#kernel/result';
import type { AttemptRules, FollowUpState, Outcome, PlansPack, RecordAttempt, RhythmStep, Timing } from '../schema.ts';

export interface PlannedContact {
  readonly step: RhythmStep;
  readonly dueOn: PlainDate;
}

/** The contacts of a country's rhythm, counted from the day the case was opened. */
export function planned(rhythm: readonly RhythmStep[], openedOn: PlainDate): PlannedContact[] {
  return rhythm
    .map((step) => ({ step, dueOn: 'days' in step.after ? addDays(openedOn, step.after.days) : addMonths(openedOn, step.after.months) }))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** The rhythm of a case by its urgency: people at higher risk may be called more often. */
export function rhythmFor(pack: Pick<PlansPack, 'rhythm' | 'rhythmByUrgency'>, urgency: Urgency): readonly RhythmStep[] {
  return pack.rhythmByUrgency?.[urgency] ?? pack.rhythm;
}

/** The first contact of a case that goes on again: as long after as the first one of its rhythm. */
export function firstAgain(pack: Pick<PlansPack, 'rhythm' | 'rhythmByUrgency'>, urgency: Urgency, reopenedOn: PlainDate): PlannedContact {
  return planned(rhythmFor(pack, urgency), reopenedOn)[0]!;
}

/** States in which somebody has to do something. */
export const WAITING_STATES: readonly FollowUpState[] = ['planned', 'talked'];

/** Where a contact stands today; nothing for one that is over. */
export function timingOf(state: FollowUpState, dueOn: PlainDate, today: PlainDate): Timing | null {
  if (!WAITING_STATES.includes(state)) return null;
  const days = daysBetween(today, dueOn);
  if (days < 0) return 'overdue';
  return days === 0 ? 'today' : 'upcoming';
}

/** Whole days past the due day; 0 if it is not late or is over. */
export function daysLate(state: FollowUpState, dueOn: PlainDate, today: PlainDate): number {
  return WAITING_STATES.includes(state) ? Math.max(0, daysBetween(dueOn, today)) : 0;
}

/** What a try can do; complete by type. */
type Effect = 'talk' | 'later' | 'retry' | 'close';
const EFFECTS: Record<Outcome, Effect> = {
  reached: 'talk', later: 'later', 'no-answer': 'retry', 'wrong-contact': 'retry', 'not-safe': 'retry',
  refused: 'close', 'left-country': 'close', died: 'close',
};

/** Whether a try may still be recorded; complete by type. A lost person may turn up again. */
const TAKES_ATTEMPTS: Record<FollowUpState, boolean> = { planned: true, talked: true, lost: true, done: false, closed: false, cancelled: false };

export interface FollowUpRecord {
  readonly state: FollowUpState;
  readonly dueOn: PlainDate;
  /** Tries without an answer, in a row. */
  readonly attempts: number;
  readonly hasSurvey: boolean;
  /** The day from which nobody could reach the person: further tries do not move it. */
  readonly lostOn?: PlainDate | null;
}

export interface AfterAttempt {
  readonly state: FollowUpState;
  readonly dueOn: PlainDate;
  readonly attempts: number;
  readonly escalated: boolean;
  readonly lostOn: PlainDate | null;
  readonly outcome: Outcome;
  /** The person died: nothing else of the case is to be followed. */
  readonly endsAll: boolean;
}

function retried(record: FollowUpRecord, outcome: Outcome, on: PlainDate, rules: AttemptRules): AfterAttempt {
  const attempts = record.attempts + 1;
  const lost = attempts >= rules.lostAfter;
  return {
    state: lost ? 'lost' : 'planned', dueOn: addDays(on, rules.retryAfterDays), attempts, escalated: attempts >= rules.escalateAfter,
    lostOn: lost ? (record.lostOn ?? on) : null, outcome, endsAll: false,
  };
}

type Follow = (record: FollowUpRecord, attempt: RecordAttempt, on: PlainDate, rules: AttemptRules) => AfterAttempt;

const same = (record: FollowUpRecord, attempt: RecordAttempt) =>
  ({ dueOn: record.dueOn, attempts: 0, escalated: false, lostOn: null, outcome: attempt.outcome, endsAll: false });

/** What each effect makes of a contact; complete by type. */
const FOLLOWS: Record<Effect, Follow> = {
  talk: (record, attempt) => ({ ...same(record, attempt), state: record.hasSurvey && !attempt.surveyDeclined ? 'talked' : 'done' }),
  later: (record, attempt, on, rules) => ({
    ...same(record, attempt), state: record.state === 'talked' ? 'talked' : 'planned', dueOn: attempt.nextOn ?? addDays(on, rules.retryAfterDays),
  }),
  retry: (record, attempt, on, rules) => retried(record, attempt.outcome, on, rules),
  close: (record, attempt) => ({ ...same(record, attempt), state: 'closed', endsAll: attempt.outcome === 'died' }),
};

/** What becomes of a contact after a try. `on` is today in the country. */
export function afterAttempt(record: FollowUpRecord, attempt: RecordAttempt, on: PlainDate, rules: AttemptRules): Result<AfterAttempt> {
  if (!TAKES_ATTEMPTS[record.state]) return no({ code: 'plans.over-already' });
  if (attempt.nextOn && attempt.nextOn < on) return no({ code: 'plans.day-is-past', field: 'nextOn' });
  return ok(FOLLOWS[EFFECTS[attempt.outcome]](record, attempt, on, rules));
}

/** Another day for a contact that waits. */
export function reschedule(record: FollowUpRecord, dueOn: PlainDate, today: PlainDate): Result<PlainDate> {
  if (!WAITING_STATES.includes(record.state)) return no({ code: 'plans.over-already' });
  return dueOn < today ? no({ code: 'plans.day-is-past', field: 'dueOn' }) : ok(dueOn);
}
