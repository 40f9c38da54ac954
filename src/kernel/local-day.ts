import { addDays, dayIn, type PlainDate } from './dates.ts';

const HOUR = 3_600_000;
const formatters = new Map<string, Intl.DateTimeFormat>();

function offsetAt(timeZone: string, at: number): number {
  const formatter = formatters.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  formatters.set(timeZone, formatter);
  const part = Object.fromEntries(formatter.formatToParts(new Date(at)).map((p) => [p.type, Number(p.value)]));
  return Date.UTC(part['year']!, part['month']! - 1, part['day']!, part['hour']!, part['minute']!, part['second']!) - Math.floor(at / 1000) * 1000;
}

/** The first instant of a calendar day in a zone; a day may have 23, 24 or 25 hours there. */
export function startOfDay(timeZone: string, day: PlainDate): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The offset of a few hours before and after: where clocks change around midnight, the earlier instant of that day counts.
  const found = [-14, 0, 14].map((h) => midnight - offsetAt(timeZone, midnight + h * HOUR)).filter((at) => dayIn(timeZone, new Date(at)) === day);
  return new Date(Math.min(...found));
}

/** The last second of the day that is `days` local days after the day of `from`. */
export function endOfDayAfter(timeZone: string, from: Date, days: number): Date {
  return new Date(startOfDay(timeZone, addDays(dayIn(timeZone, from), days + 1)).getTime() - 1000);
}

/**
 * The instant of an hour on a calendar day in a zone, in minutes since midnight as a clock on the wall shows them. An hour that there is twice means the first one, and one
 * that is left out the moment at which the clock jumps over it: whoever ends and whoever begins at the same hour meet, whatever the clocks do.
 */
export function instantAt(timeZone: string, day: PlainDate, minutes: number): Date {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * 60_000;
  const shown = (at: number): number => at + offsetAt(timeZone, at);
  const found = [-14, 0, 14].map((h) => wall - offsetAt(timeZone, wall + h * HOUR));
  const exact = found.filter((at) => shown(at) === wall);
  if (exact.length > 0) return new Date(Math.min(...exact));
  // Left out: the first instant after the jump, found between the two guesses.
  let [before, after] = [Math.min(...found), Math.max(...found)];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (shown(middle) < wall) before = middle;
    else after = middle;
  }
  return new Date(after);
}
