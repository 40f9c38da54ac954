/** Which way something takes: who must not read it, and by when it is looked at and answered. Pure. */
import { dayIn } from '#kernel/dates';
import type { Clock, FeedbackPack } from '../pack.ts';
import { ABOUT_PEOPLE, type FeedbackKind } from '../schema.ts';

export interface AboutOffice { readonly kind: 'reception' | 'window' | 'provider' | 'national' }

/**
 * Whether only the closed circle reads it: what the country says, abuse always, and what is about the people of the national office, who otherwise would
 * answer for themselves.
 */
export function isRestricted(kind: FeedbackKind, office: AboutOffice | null, pack: Pick<FeedbackPack, 'restrictedKinds'>): boolean {
  return kind === 'abuse' || pack.restrictedKinds.includes(kind) || (office?.kind === 'national' && ABOUT_PEOPLE.includes(kind));
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAYS_OF_WEEK = 7;

/** 1 for Monday to 7 for Sunday, where the country lives. */
function weekday(at: Date, timeZone: string): number {
  const day = new Date(`${dayIn(timeZone, at)}T00:00:00Z`).getUTCDay();
  return day === 0 ? DAYS_OF_WEEK : day;
}

/** The same hour so many days later on which offices work. */
export function afterWorkingDays(from: Date, days: number, workingDays: readonly number[], timeZone: string): Date {
  let at = from;
  for (let left = days; left > 0;) {
    at = new Date(at.getTime() + DAY);
    if (workingDays.includes(weekday(at, timeZone))) left -= 1;
  }
  return at;
}

export interface Due { readonly ackDueAt: Date; readonly answerDueAt: Date }

type Rhythm = Pick<FeedbackPack, 'workingDays' | 'clocks' | 'standard' | 'restricted'>;

const clockOf = (kind: FeedbackKind, restricted: boolean, pack: Rhythm): Clock => (restricted ? pack.restricted : (pack.clocks[kind] ?? pack.standard));

/** By when somebody looks at it and by when it is answered. */
export function dueFor(kind: FeedbackKind, restricted: boolean, from: Date, pack: Rhythm, timeZone: string): Due {
  const { acknowledge, answerWorkingDays } = clockOf(kind, restricted, pack);
  const ackDueAt = 'hours' in acknowledge ? new Date(from.getTime() + acknowledge.hours * HOUR) : afterWorkingDays(from, acknowledge.workingDays, pack.workingDays, timeZone);
  return { ackDueAt, answerDueAt: afterWorkingDays(from, answerWorkingDays, pack.workingDays, timeZone) };
}

/** Until when the person may say that an answer is not enough. */
export const contentUntil = (answeredAt: Date, days: number): Date => new Date(answeredAt.getTime() + days * DAY);
