import { addDays, daysBetween, type PlainDate } from '#kernel/dates';
import { WEEKDAYS, type Schedule, type Weekday } from './parts.ts';

/** When something is open. Pure; several schedules add up, so those that overlap do no harm. */

const DAYS_PER_WEEK = 7;
const A_MONDAY: PlainDate = '2024-01-01';
const LOOK_AHEAD_DAYS = 370;

/** Position in the week, Monday first. */
const weekdayAt = (day: PlainDate): number => ((daysBetween(A_MONDAY, day) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK;

const weekdayOf = (day: PlainDate): Weekday => WEEKDAYS[weekdayAt(day)]!;

/** Weeks since the Monday before a fixed day. */
const weekOf = (day: PlainDate): number => Math.floor(daysBetween(A_MONDAY, addDays(day, -weekdayAt(day))) / DAYS_PER_WEEK);

/** True if the schedule has the day. */
export function opensOn(schedule: Schedule, day: PlainDate): boolean {
  if (schedule.validFrom !== null && day < schedule.validFrom) return false;
  if (schedule.validTo !== null && day > schedule.validTo) return false;
  if (!schedule.days.includes(weekdayOf(day))) return false;
  return schedule.everyWeeks === 1 || (weekOf(day) - weekOf(schedule.validFrom ?? day)) % schedule.everyWeeks === 0;
}

/** The first day from `from` on which any of them is open; null within a year without one. */
export function nextOpenDay(schedules: readonly Schedule[], from: PlainDate): PlainDate | null {
  for (let ahead = 0; ahead < LOOK_AHEAD_DAYS; ahead++) {
    const day = addDays(from, ahead);
    if (schedules.some((schedule) => opensOn(schedule, day))) return day;
  }
  return null;
}

const MIDNIGHT = '24:00';

/** Hours of a schedule within one day, as text that can be compared; a night goes on until midnight. */
function hoursOf({ opens, closes }: Schedule): { from: string; to: string } {
  const from = opens ?? '00:00';
  const to = closes ?? MIDNIGHT;
  return { from, to: to <= from ? MIDNIGHT : to };
}

const meet = <T extends string>(a: { from: T | null; to: T | null }, b: { from: T | null; to: T | null }, touch: boolean): boolean => {
  const before = (end: T | null, start: T | null): boolean => end !== null && start !== null && (touch ? end < start : end <= start);
  return !before(a.to, b.from) && !before(b.to, a.from);
};

function overlap(a: Schedule, b: Schedule): boolean {
  return a.days.some((day) => b.days.includes(day))
    && meet(hoursOf(a), hoursOf(b), false)
    && meet({ from: a.validFrom, to: a.validTo }, { from: b.validFrom, to: b.validTo }, true);
}

/** Pairs of schedules that say something about the same hours of the same days: worth a look, harmless otherwise. */
export function overlappingSchedules(schedules: readonly Schedule[]): [number, number][] {
  return schedules.flatMap((a, i) => schedules.slice(i + 1).flatMap((b, j) => (overlap(a, b) ? [[i, i + 1 + j] as [number, number]] : [])));
}
