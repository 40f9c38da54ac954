import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayIn, daysBetween } from '#kernel/dates';
import { RecordAttempt, type AttemptRules, type RhythmStep } from '../schema.ts';
import { afterAttempt, daysLate, planned, timingOf } from './schedule.ts';

const TIJUANA = 'America/Tijuana';
const RULES: AttemptRules = { retryAfterDays: 3, escalateAfter: 3, lostAfter: 5, channels: ['phone'] };
const step = (after: RhythmStep['after']): RhythmStep => ({ code: 'x', label: { es: 'x', en: 'x' }, after, channel: 'phone' });
const noAnswer = (on: string, attempts = 0) => {
  const after = afterAttempt({ state: 'planned', dueOn: on, attempts, hasSurvey: false }, RecordAttempt.parse({ channel: 'phone', outcome: 'no-answer' }), on, RULES);
  if (!after.ok) throw new Error('refused');
  return after.value;
};

describe('days where the clock changes', () => {
  test('a contact is due on its day from the first to the last minute, also on days of 23 and of 25 hours', () => {
    for (const [day, first, last, next] of [
      ['2026-03-08', '2026-03-08T08:00:00Z', '2026-03-09T06:59:59Z', '2026-03-09T07:00:00Z'],
      ['2026-11-01', '2026-11-01T07:00:00Z', '2026-11-02T07:59:59Z', '2026-11-02T08:00:00Z'],
    ] as const) {
      const timing = (instant: string) => timingOf('planned', day, dayIn(TIJUANA, new Date(instant)));
      expect([timing(first), timing(last), timing(next)]).toEqual(['today', 'today', 'overdue']);
      expect(timingOf('planned', day, dayIn(TIJUANA, new Date(Date.parse(first) - 1)))).toBe('upcoming');
      expect(daysLate('planned', day, dayIn(TIJUANA, new Date(next)))).toBe(1);
    }
  });

  test('days are counted by the calendar: an hour more or less makes no day', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 0, max: 400 }), (start, wait) => {
      const on = addDays('2026-01-01', start);
      expect(daysBetween(on, planned([step({ days: wait })], on)[0]!.dueOn)).toBe(wait);
      expect(daysBetween(on, noAnswer(on).dueOn)).toBe(RULES.retryAfterDays);
    }));
  });
});

describe('the year’s end', () => {
  test('is a day like another one', () => {
    expect(planned([step({ days: 7 })], '2026-12-28')[0]!.dueOn).toBe('2027-01-04');
    expect(planned([step({ months: 2 })], '2026-12-31')[0]!.dueOn).toBe('2027-02-28');
    expect(planned([step({ months: 18 })], '2026-08-31')[0]!.dueOn).toBe('2028-02-29');
    expect(noAnswer('2026-12-30').dueOn).toBe('2027-01-02');
    expect(noAnswer('2026-12-31', 4)).toMatchObject({ state: 'lost', lostOn: '2026-12-31' });
  });

  test('comes at midnight of the country: a try at half past eleven belongs to the old year', () => {
    expect(dayIn(TIJUANA, new Date('2027-01-01T07:30:00Z'))).toBe('2026-12-31');
    expect(dayIn('America/Tegucigalpa', new Date('2027-01-01T05:59:59Z'))).toBe('2026-12-31');
    expect(timingOf('planned', '2027-01-01', dayIn(TIJUANA, new Date('2027-01-01T07:30:00Z')))).toBe('upcoming');
  });
});
