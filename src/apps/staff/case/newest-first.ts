import { dayIn } from '#kernel/dates';

/** Something dated: by a day alone (`YYYY-MM-DD`), or by an instant. */
export interface Dated {
  readonly at: string;
}

/**
 * Newest day first, by the calendar of the country. Within a day what has an hour comes first, the latest on top; what is known
 * by its day alone stands below it, as at the beginning of the day, in the order given.
 */
export function newestFirst<D extends Dated>(all: readonly D[], timeZone: string): D[] {
  const keyed = all.map((one) => ({ one, day: isDay(one.at) ? one.at : dayIn(timeZone, new Date(one.at)), hour: isDay(one.at) ? '' : new Date(one.at).toISOString() }));
  return keyed.sort((a, b) => b.day.localeCompare(a.day) || b.hour.localeCompare(a.hour)).map(({ one }) => one);
}

function isDay(at: string): boolean {
  return at.length === 10;
}
