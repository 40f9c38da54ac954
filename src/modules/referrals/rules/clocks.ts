import type { Urgency } from '#kernel/codes';
import { endOfDayAfter } from '#kernel/local-day';
import type { ReferralState } from '../schema.ts';
import type { Around, Clock, ReferralPack, ReferralRecord, StoredState } from './record.ts';

const HOUR = 3_600_000;

/** What a clock waits for: the first answer, the officer's answer to a question, the beginning, the outcome. */
type Step = 'answer' | 'question' | 'place' | 'start' | 'outcome';

const STEP_OF: Partial<Record<StoredState, Step>> = {
  sent: 'answer', received: 'answer', 'more-information-asked': 'question', 'waiting-list': 'place', accepted: 'start', 'in-service': 'outcome',
};

type Beside = Pick<Around, 'now' | 'zone'> & { readonly pack: Pick<ReferralPack, 'daysToAnswer' | 'clocks'> };

/** Urgent clocks count hours, so that a change of clocks moves nothing; the others end with a local day, as people read them. */
function after(urgency: Urgency, from: Date, days: number, zone: string): Date {
  return urgency === '24h' || urgency === '72h' ? new Date(from.getTime() + days * 24 * HOUR) : endOfDayAfter(zone, from, days);
}

function daysOf(step: Step, urgency: Urgency, { daysToAnswer, clocks }: Beside['pack']): number {
  if (step === 'answer' || step === 'question') return daysToAnswer[urgency];
  const { daysForPlace, daysToStart, daysToOutcome } = clocks[urgency];
  return step === 'place' ? daysForPlace : step === 'start' ? daysToStart : daysToOutcome;
}

/** The clock that begins when a referral enters a state; null for states in which nobody is waited for. */
export function clockFor(state: StoredState, urgency: Urgency, { now, zone, pack }: Beside): Clock | null {
  const step = STEP_OF[state];
  if (!step) return null;
  const clockAt = after(urgency, now, daysOf(step, urgency, pack), zone);
  const { remindShare, daysToSupervisor } = pack.clocks[urgency];
  return {
    clockAt, remindAt: new Date(now.getTime() + Math.round((clockAt.getTime() - now.getTime()) * remindShare)),
    supervisorAt: after(urgency, clockAt, daysToSupervisor, zone),
  };
}

/** When an answer is due. */
export function dueAt(urgency: Urgency, around: Beside): Date {
  return clockFor('sent', urgency, around)!.clockAt;
}

/** The state as the clock sees it: an unanswered referral past its time has expired, without any job. */
export function stateAt(record: Pick<ReferralRecord, 'state' | 'dueAt'>, now: Date): ReferralState {
  const unanswered = record.state === 'sent' || record.state === 'received';
  return unanswered && record.dueAt !== null && record.dueAt < now ? 'expired' : record.state;
}

export const STAGES = ['on-time', 'reminded', 'officer', 'supervisor'] as const;
/** How far a clock has run: in time · the other side is reminded · with the officer · with supervision too. */
export type Stage = (typeof STAGES)[number];

/** The stage of the present step, by the clock alone; null where nobody is waited for. */
export function stageAt({ clock }: Pick<ReferralRecord, 'clock'>, now: Date): Stage | null {
  if (!clock) return null;
  if (clock.supervisorAt < now) return 'supervisor';
  if (clock.clockAt < now) return 'officer';
  return clock.remindAt <= now ? 'reminded' : 'on-time';
}
