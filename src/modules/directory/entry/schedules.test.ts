import { addDays, daysBetween } from '#kernel/dates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleSchema, WEEKDAYS, type Schedule } from './parts.ts';
import { nextOpenDay, opensOn, overlappingSchedules } from './schedules.ts';

const schedule = (parts: object): Schedule => scheduleSchema.parse(parts);
const MONDAY = '2026-11-23';

const anySchedule = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 7 }),
  validFrom: fc.integer({ min: -400, max: 100 }).map((n) => addDays(MONDAY, n)),
  everyWeeks: fc.integer({ min: 1, max: 6 }),
  opens: fc.constantFrom(null, '08:00', '13:30', '20:00'),
  closes: fc.constantFrom(null, '12:00', '17:00', '02:00'),
}).map(schedule);

describe('opening days', () => {
  it('every second week is counted from the week in which the schedule begins', () => {
    const fortnight = schedule({ days: ['WE'], validFrom: '2026-11-26', everyWeeks: 2 });
    expect(nextOpenDay([fortnight], MONDAY)).toBe('2026-12-09');
    expect(opensOn(fortnight, '2026-12-16')).toBe(false);
    expect(opensOn(fortnight, '2026-12-23')).toBe(true);
  });

  it('a schedule that has ended opens no more, and none is open never', () => {
    expect(nextOpenDay([schedule({ days: ['MO'], validTo: '2026-11-22' })], MONDAY)).toBeNull();
    expect(nextOpenDay([], MONDAY)).toBeNull();
  });

  it('further schedules never make anybody wait longer, and their order says nothing', () => {
    fc.assert(fc.property(fc.array(anySchedule, { minLength: 1, maxLength: 4 }), anySchedule, (some, more) => {
      const wait = (list: readonly Schedule[]): number => {
        const open = nextOpenDay(list, MONDAY);
        return open === null ? Number.POSITIVE_INFINITY : daysBetween(MONDAY, open);
      };
      expect(wait([...some, more])).toBe(Math.min(wait(some), wait([more])));
      expect(wait([...some].reverse())).toBe(wait(some));
    }));
  });

  it('refuses a rhythm without a beginning and an end before the beginning', () => {
    expect(scheduleSchema.safeParse({ days: ['MO'], everyWeeks: 2 }).success).toBe(false);
    expect(scheduleSchema.safeParse({ days: ['MO'], validFrom: '2026-02-02', validTo: '2026-02-01' }).success).toBe(false);
    expect(scheduleSchema.safeParse({ days: ['MO'], validFrom: '2026-02-30' }).success).toBe(false);
  });
});

describe('schedules that overlap', () => {
  it('are named by their positions', () => {
    const list = [
      schedule({ days: ['MO', 'TU'], opens: '08:00', closes: '12:00' }),
      schedule({ days: ['TU'], opens: '11:00', closes: '15:00' }),
      schedule({ days: ['TU'], opens: '15:00', closes: '17:00' }),
      schedule({ days: ['TU'], opens: '08:00', closes: '09:00', validTo: '2026-01-01' }),
      schedule({ days: ['SU'], opens: '20:00', closes: '02:00' }),
      schedule({ days: ['SU'], opens: '23:00', closes: '23:30' }),
    ];
    expect(overlappingSchedules(list)).toEqual([[0, 1], [0, 3], [4, 5]]);
  });

  it('do no harm: the days are those of all of them together', () => {
    fc.assert(fc.property(anySchedule, (one) => nextOpenDay([one, one], MONDAY) === nextOpenDay([one], MONDAY)));
  });
});
