import type { Locale } from '#kernel/codes';
import { addDays, type PlainDate } from '#kernel/dates';
import { capitalised } from './neutral.ts';
import { openings, type OpenDays, type Opening, type Span } from './entry/opening.ts';
import { WEEKDAYS, type Schedule, type Weekday } from './entry/parts.ts';
import type { Say } from './portal-screens/models.ts';

/** Opening hours in plain words. */

interface Words { readonly t: Say; readonly locale: Locale }

const A_MONDAY: PlainDate = '2024-01-01';
const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const RUN = 3;

const forms = new Map<string, Intl.DateTimeFormat>();

/** Making a form of dates is slow; there are few of them. */
function written(locale: Locale, how: 'day' | 'weekday' | 'time', at: Date): string {
  const key = `${locale}/${how}`;
  const options = { day: { dateStyle: 'long' }, weekday: { weekday: 'long' }, time: { timeStyle: 'short' } } as const;
  const form = forms.get(key) ?? new Intl.DateTimeFormat(locale, { ...options[how], timeZone: 'UTC' });
  forms.set(key, form);
  return form.format(at);
}

/** A day of the calendar as it is read aloud. */
export const dayWords = (day: PlainDate, locale: Locale): string => written(locale, 'day', new Date(`${day}T00:00:00Z`));
const weekdayWords = (day: Weekday, locale: Locale): string => written(locale, 'weekday', new Date(`${addDays(A_MONDAY, WEEKDAYS.indexOf(day))}T00:00:00Z`));

function timeWords(minutes: number, { t, locale }: Words): string {
  const time = written(locale, 'time', new Date((minutes % DAY_MINUTES) * MINUTE_MS));
  return minutes > DAY_MINUTES ? t('portal.hours.next-day', { to: time }) : time;
}

/** Three days and more in a row are told by the first and the last. */
function daysWords(days: readonly Weekday[], { t, locale }: Words): string {
  if (days.length === WEEKDAYS.length) return t('portal.hours.every-day');
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && WEEKDAYS.indexOf(run.at(-1)!) + 1 === WEEKDAYS.indexOf(day)) run.push(day);
    else runs.push([day]);
  }
  const said = runs.flatMap((run) => {
    const names = run.map((day) => weekdayWords(day, locale));
    return names.length < RUN ? names : [t('portal.hours.range', { from: names[0]!, to: names.at(-1)! })];
  });
  return joined(said, t);
}

function joined(list: readonly string[], t: Say): string {
  if (list.length < 2) return list[0] ?? '';
  return t('portal.hours.and', { list: list.slice(0, -1).join(', '), last: list.at(-1)! });
}

function spanWords({ from, to }: Span, words: Words): string {
  if (from === 0 && to === DAY_MINUTES) return words.t('portal.hours.all-day');
  if (from === null) return words.t('portal.hours.closes', { to: timeWords(to ?? 0, words) });
  if (to === null) return words.t('portal.hours.opens', { from: timeWords(from, words) });
  return words.t('portal.hours.between', { from: timeWords(from, words), to: timeWords(to, words) });
}

function openWords({ days, spans }: OpenDays, words: Words): string {
  const named = daysWords(days, words);
  if (spans.length === 0) return words.t('portal.hours.days-only', { days: named });
  return words.t('portal.hours.line', { days: named, hours: joined(spans.map((span) => spanWords(span, words)), words.t) });
}

function lead({ everyWeeks, from }: Opening, { t, locale }: Words): string {
  const parts = [from === null ? '' : t('portal.hours.from-day', { day: dayWords(from, locale) }), everyWeeks === 1 ? '' : t('portal.hours.every-weeks', { n: everyWeeks })];
  return parts.filter(Boolean).join(', ');
}

/** Lines for everything that is open now or will be. Several schedules add up to what all of them cover. */
export function hoursWords(schedules: readonly Schedule[], today: PlainDate, words: Words): string[] {
  const { t, locale } = words;
  return openings(schedules, today).flatMap((opening) => {
    const before = lead(opening, words);
    const lines = opening.week.map((days) => {
      const said = openWords(days, words);
      return before === '' ? capitalised(said) : capitalised(`${before}, ${said}`);
    });
    const after = [
      opening.next === null ? '' : t('portal.hours.next', { day: dayWords(opening.next, locale) }),
      opening.until === null ? '' : t('portal.hours.until', { day: dayWords(opening.until, locale) }),
    ].filter(Boolean);
    return [...lines, ...after];
  });
}
