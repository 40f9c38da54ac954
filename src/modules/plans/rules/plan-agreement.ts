/** Who has to agree to a plan, and what a promised step may become. */
import { daysBetween, type PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import { no, ok, type Result } from '#kernel/result';
import type { ActionState, AgreePlan, SettleAction } from '../plan/schema.ts';

export interface AboutPerson {
  readonly age: number | null;
  readonly adultAge: number;
  /** People who answer for the person, without anybody kept apart from them. */
  readonly guardians: ReadonlySet<string>;
  /** Protection stands in for a child for whom nobody answers. */
  readonly byProtection: boolean;
  readonly today: PlainDate;
}

/** True if the person is known to be too young to agree alone. */
export function isTooYoung(about: Pick<AboutPerson, 'age' | 'adultAge'>): boolean {
  return about.age !== null && about.age < about.adultAge;
}

function childProblem(command: AgreePlan, about: AboutPerson): Problem | null {
  if (command.givenBy === 'person') return { code: 'plans.guardian-needed', field: 'givenBy' };
  if (command.givenBy === 'protection' && !about.byProtection) return { code: 'plans.only-protection-agrees', field: 'givenBy' };
  if (command.givenBy === 'guardian' && !about.guardians.has(command.guardianId ?? '')) return { code: 'plans.guardian-unknown', field: 'guardianId' };
  return command.childAssent ? null : { code: 'plans.child-assent-needed', field: 'childAssent' };
}

/** Why this agreement does not stand, or null. An adult agrees alone; for a child somebody who answers for it does, and the child is asked too. */
export function agreementProblem(command: AgreePlan, about: AboutPerson): Problem | null {
  if (command.reviewOn <= about.today) return { code: 'plans.review-in-the-future', field: 'reviewOn' };
  if (isTooYoung(about)) return childProblem(command, about);
  return command.givenBy === 'person' ? null : { code: 'plans.agrees-alone', field: 'givenBy' };
}

/** What a step may become from each state; complete by type. */
const MAY_BECOME: Readonly<Record<ActionState, readonly SettleAction['state'][]>> = {
  promised: ['done', 'not-done'], done: ['promised'], 'not-done': ['promised', 'done'], ended: [],
};

/** Whether a step may become this. */
export function settled(state: ActionState, to: SettleAction, today: PlainDate): Result<ActionState> {
  if (!MAY_BECOME[state].includes(to.state)) return no({ code: 'plans.step-over' });
  if (to.dueOn !== undefined && to.dueOn < today) return no({ code: 'plans.day-is-past', field: 'dueOn' });
  return ok(to.state);
}

/** Another day for a promised step. */
export function movedStep(state: ActionState, dueOn: PlainDate, today: PlainDate): Result<PlainDate> {
  if (state !== 'promised') return no({ code: 'plans.step-over' });
  return dueOn < today ? no({ code: 'plans.day-is-past', field: 'dueOn' }) : ok(dueOn);
}

/** Where something promised for a day stands today. */
export function timingOfDay(dueOn: PlainDate, today: PlainDate): { timing: 'overdue' | 'today' | 'upcoming'; daysLate: number } {
  const days = daysBetween(dueOn, today);
  if (days > 0) return { timing: 'overdue', daysLate: days };
  return { timing: days === 0 ? 'today' : 'upcoming', daysLate: 0 };
}
