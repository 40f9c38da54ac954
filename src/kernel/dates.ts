/** A calendar day without time or zone, `YYYY-MM-DD`. */
export type PlainDate = string;

const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a `YYYY-MM-DD` that exists in the calendar (1800–2200). */
export function isPlainDate(text: string): boolean {
  const m = PLAIN_DATE.exec(text);
  if (!m) return false;
  const year = Number(m[1]);
  return year >= 1800 && year <= 2200 && existsInCalendar(year, Number(m[2]), Number(m[3]));
}

/** True if year-month-day is a real day (`month` and `day` start at 1). */
export function existsInCalendar(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Builds `YYYY-MM-DD` from numbers; the caller has checked that the day exists. */
export function plainDate(year: number, month: number, day: number): PlainDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** One formatter for each zone: making one costs more than a hundred uses. */
interface Zone { readonly formatter: Intl.DateTimeFormat; at: number; day: PlainDate }
const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const zone = { formatter: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }), at: Number.NaN, day: '' };
  zones.set(timeZone, zone);
  return zone;
}

/** The calendar day of an instant in an IANA time zone, for example `America/Tegucigalpa`. The last instant is remembered: one request asks for it again and again. */
export function dayIn(timeZone: string, at: Date): PlainDate {
  const zone = zones.get(timeZone) ?? zoneOf(timeZone);
  const instant = at.getTime();
  if (zone.at !== instant) {
    zone.day = zone.formatter.format(at);
    zone.at = instant;
  }
  return zone.day;
}

function parts(date: PlainDate): [number, number, number] {
  const m = PLAIN_DATE.exec(date);
  if (!m) throw new RangeError('not a plain date');
  return [Number(m[1]), Number(m[2]), Number(m[3])];
}

/** Full years between two days; negative if `on` lies before `birth`. */
export function yearsBetween(birth: PlainDate, on: PlainDate): number {
  return Math.floor(monthsBetween(birth, on) / 12);
}

/** Full months from `from` to `to`; negative if `to` lies before. */
export function monthsBetween(from: PlainDate, to: PlainDate): number {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
}

/** The day `days` later (or earlier, if negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  const [y, m, d] = parts(date);
  return new Date(Date.UTC(y, m - 1, d + days)).toISOString().slice(0, 10);
}

/** The same day `months` later; the last day of the month where that day does not exist. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const [y, m, d] = parts(date);
  const lastDay = new Date(Date.UTC(y, m - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, lastDay))).toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative if `to` lies before. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  return Math.round((Date.UTC(y2, m2 - 1, d2) - Date.UTC(y1, m1 - 1, d1)) / 86_400_000);
}
