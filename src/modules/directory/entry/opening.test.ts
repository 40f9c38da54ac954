import { addDays } from '#kernel/dates';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covered, openings, type Span } from './opening.ts';
import { scheduleSchema, WEEKDAYS, type Schedule } from './parts.ts';

const schedule = (parts: object): Schedule => scheduleSchema.parse(parts);
const MONDAY = '2026-11-23';
const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'];

const minute = fc.integer({ min: 0, max: 1_440 });
const spans = fc.array(fc.tuple(minute, minute).map(([a, b]): Span => ({ from: Math.min(a, b), to: Math.max(a, b) + 1 })), { maxLength: 8 });
const isOpen = (list: readonly Span[], at: number): boolean => list.some(({ from, to }) => at >= from! && at < to!);

describe('hours that overlap', () => {
  it('cover the same time as before, without meeting one another, whatever their order', () => {
    fc.assert(fc.property(spans, minute, (list, at) => {
      const told = covered(list);
      expect(isOpen(told, at)).toBe(isOpen(list, at));
      expect(told.slice(1).every((span, n) => span.from! > told[n]!.to!)).toBe(true);
      expect(covered(list.toReversed())).toEqual(told);
    }));
  });

  it('of two places add up: each day is open as long as either is', () => {
    const morning = schedule({ days: WORKDAYS, opens: '08:00', closes: '12:00' });
    const midday = schedule({ days: ['MO', 'TU', 'WE'], opens: '10:00', closes: '16:00' });
    expect(openings([morning, midday], MONDAY)).toEqual([{
      everyWeeks: 1, from: null, next: null, until: null,
      week: [{ days: ['MO', 'TU', 'WE'], spans: [{ from: 480, to: 960 }] }, { days: ['TH', 'FR'], spans: [{ from: 480, to: 720 }] }],
    }]);
  });

  it('what is known of a day is not lost beside what names the day only', () => {
    const days = schedule({ days: ['MO'] });
    expect(openings([days], MONDAY)[0]!.week).toEqual([{ days: ['MO'], spans: [] }]);
    expect(openings([days, schedule({ days: ['MO'], opens: '08:00' })], MONDAY)[0]!.week).toEqual([{ days: ['MO'], spans: [{ from: 480, to: null }] }]);
  });

  it('a night closes on the next day', () => {
    expect(openings([schedule({ days: ['SA'], opens: '20:00', closes: '06:00' })], MONDAY)[0]!.week[0]!.spans).toEqual([{ from: 1_200, to: 1_800 }]);
  });
});

describe('schedules and their days', () => {
  it('what is over is not told; what begins later and what is not every week stands by itself', () => {
    const told = openings([
      schedule({ days: ['MO'], validTo: '2026-11-22' }), schedule({ days: ['MO'], opens: '08:00', closes: '09:00', validTo: '2026-12-31' }),
      schedule({ days: ['TU'], validFrom: '2026-12-01' }), schedule({ days: ['WE'], validFrom: '2026-11-26', everyWeeks: 2 }),
    ], MONDAY);
    expect(told.map(({ everyWeeks, from, next, until }) => ({ everyWeeks, from, next, until }))).toEqual([
      { everyWeeks: 1, from: null, next: null, until: '2026-12-31' },
      { everyWeeks: 2, from: '2026-11-26', next: '2026-12-09', until: null },
      { everyWeeks: 1, from: '2026-12-01', next: null, until: null },
    ]);
  });

  it('every day of what holds is told once', () => {
    const any = fc.record({ days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }), opens: fc.constantFrom(null, '08:00', '20:00'), closes: fc.constantFrom(null, '12:00', '02:00'), validTo: fc.constantFrom(null, addDays(MONDAY, 9)) });
    fc.assert(fc.property(fc.array(any.map(schedule), { minLength: 1, maxLength: 5 }), (all) => {
      const days = openings(all, MONDAY).flatMap(({ week }) => week.flatMap((part) => part.days));
      expect(days.toSorted()).toEqual([...new Set(all.flatMap((one) => one.days))].toSorted());
    }));
  });
});
