import type { PlainDate } from '#kernel/dates';
import { nextOpenDay } from './schedules.ts';
import { WEEKDAYS, type Schedule, type Weekday } from './parts.ts';

/** When something is open, told by days of the week. Pure. What overlaps is told once, as the time that all of it covers. */

/** Minutes from midnight of the day on which it opens; beyond 24 hours it closes on the next day. Null: not stated. */
export interface Span {
  readonly from: number | null;
  readonly to: number | null;
}

export interface OpenDays {
  readonly days: readonly Weekday[];
  /** Empty: the days are known and the hours are not. */
  readonly spans: readonly Span[];
}

export interface Opening {
  /** 1 is every week. */
  readonly everyWeeks: number;
  /** First day when it has not begun; null when it holds already. */
  readonly from: PlainDate | null;
  readonly week: readonly OpenDays[];
  /** The next open day of what is not every week. */
  readonly next: PlainDate | null;
  /** The first day after which less of it holds. */
  readonly until: PlainDate | null;
}

const DAY_MINUTES = 24 * 60;

const minutesOf = (time: string | null): number | null => (time === null ? null : Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));

function spanOf({ opens, closes }: Schedule): Span {
  const from = minutesOf(opens);
  const to = minutesOf(closes);
  return { from, to: from !== null && to !== null && to <= from ? to + DAY_MINUTES : to };
}

const isWhole = (span: Span): span is { from: number; to: number } => span.from !== null && span.to !== null;

/** The least number of spans that cover the same time; half a statement stands beside them as it is. */
export function covered(spans: readonly Span[]): Span[] {
  const whole: { from: number; to: number }[] = [];
  for (const span of spans.filter(isWhole).toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else whole.push({ ...span });
  }
  const half = spans.filter((span) => !isWhole(span) && (span.from !== null || span.to !== null));
  return [...whole, ...half.filter((span, at) => half.findIndex((one) => one.from === span.from && one.to === span.to) === at)];
}

/** Days with the same hours together, in the order of the week. */
function weekOf(schedules: readonly Schedule[]): OpenDays[] {
  const groups = new Map<string, { days: Weekday[]; spans: Span[] }>();
  for (const day of WEEKDAYS) {
    const open = schedules.filter((schedule) => schedule.days.includes(day));
    if (open.length === 0) continue;
    const spans = covered(open.map(spanOf));
    const key = JSON.stringify(spans);
    const group = groups.get(key) ?? { days: [], spans };
    group.days.push(day);
    groups.set(key, group);
  }
  return [...groups.values()];
}

const first = (days: readonly (PlainDate | null)[]): PlainDate | null => days.filter((day) => day !== null).toSorted()[0] ?? null;

/** What holds now and what will begin, each with its days; nothing of what is over. */
export function openings(schedules: readonly Schedule[], today: PlainDate): Opening[] {
  const groups = new Map<string, Schedule[]>();
  for (const schedule of schedules.filter(({ validTo }) => validTo === null || validTo >= today)) {
    const begins = schedule.validFrom !== null && schedule.validFrom > today ? schedule.validFrom : '';
    // Weeks are counted from the first day: what is not every week adds up only with what began on the same day.
    const key = `${begins}/${schedule.everyWeeks}/${schedule.everyWeeks === 1 ? '' : schedule.validFrom}`;
    groups.set(key, [...(groups.get(key) ?? []), schedule]);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, all]) => {
    const everyWeeks = all[0]!.everyWeeks;
    return {
      everyWeeks, from: key.startsWith('/') ? null : all[0]!.validFrom, week: weekOf(all),
      next: everyWeeks === 1 ? null : nextOpenDay(all, today), until: first(all.map((one) => one.validTo)),
    };
  });
}
