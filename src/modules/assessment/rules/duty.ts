/** Turns of duty: the instants they mean, and the hours that they leave open. */
import { addDays, daysBetween, type PlainDate } from '#kernel/dates';
import { instantAt } from '#kernel/local-day';
import { no, ok, type Result } from '#kernel/result';
import { MOST_DUTY_DAYS } from '../duty-schema.ts';

export interface Span { readonly from: Date; readonly until: Date }

export interface AskedTurns { readonly fromDay: PlainDate; readonly untilDay: PlainDate; readonly fromHour: string; readonly untilHour: string }

function minutesOf(hour: string): number {
  const [h, m] = hour.split(':').map(Number);
  return h! * 60 + m!;
}

/** The turns of each day, by the clocks of the country: a turn over the night in which they change is an hour shorter or longer, and the next one begins when it ends. */
export function turnsOf(asked: AskedTurns, timeZone: string): Result<Span[]> {
  const days = daysBetween(asked.fromDay, asked.untilDay) + 1;
  if (days < 1 || days > MOST_DUTY_DAYS) return no({ code: 'assessment.duty-days', field: 'untilDay', params: { n: MOST_DUTY_DAYS } });
  const [begins, ends] = [minutesOf(asked.fromHour), minutesOf(asked.untilHour)];
  return ok(Array.from({ length: days }, (_, i): Span => {
    const day = addDays(asked.fromDay, i);
    return { from: instantAt(timeZone, day, begins), until: instantAt(timeZone, ends <= begins ? addDays(day, 1) : day, ends) };
  }).filter(({ from, until }) => until > from));
}

/** Whether two spans have a moment in common. */
export function overlap(a: Span, b: Span): boolean {
  return a.from < b.until && b.from < a.until;
}

/** What of a span no turn covers, in order. */
export function gapsIn(span: Span, turns: readonly Span[]): Span[] {
  const gaps: Span[] = [];
  let at = span.from;
  for (const turn of [...turns].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (turn.from > at && at < span.until) gaps.push({ from: at, until: turn.from < span.until ? turn.from : span.until });
    if (turn.until > at) at = turn.until;
  }
  return at < span.until ? [...gaps, { from: at, until: span.until }] : gaps;
}

/** By when somebody takes an alarm before it goes to whoever comes next. */
export function takeBy(raisedAt: Date, minutes: number): Date {
  return new Date(raisedAt.getTime() + minutes * 60_000);
}
