import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { addDays } from '#kernel/dates';
import { gapsIn, overlap, takeBy, turnsOf, type Span } from './duty.ts';

const turns = (fromDay: string, untilDay: string, fromHour: string, untilHour: string, zone = 'America/Tegucigalpa'): Span[] => {
  const result = turnsOf({ fromDay, untilDay, fromHour, untilHour }, zone);
  if (!result.ok) throw new Error(result.problems[0]!.code);
  return result.value;
};
const HOUR = 3_600_000;
const hours = ({ from, until }: Span) => (until.getTime() - from.getTime()) / HOUR;

describe('turns of duty', () => {
  test('are one for each day, by the clocks of the country, over the night if they end before they begin', () => {
    expect(turns('2026-11-23', '2026-11-24', '08:00', '20:00').map((t) => [t.from.toISOString(), t.until.toISOString()])).toEqual([
      ['2026-11-23T14:00:00.000Z', '2026-11-24T02:00:00.000Z'], ['2026-11-24T14:00:00.000Z', '2026-11-25T02:00:00.000Z'],
    ]);
    expect(turns('2026-12-31', '2026-12-31', '20:00', '08:00')).toEqual([{ from: new Date('2027-01-01T02:00:00Z'), until: new Date('2027-01-01T14:00:00Z') }]);
    expect(turns('2026-11-23', '2026-11-23', '08:00', '08:00').map(hours)).toEqual([24]);
  });
  test('the night in which clocks change is shorter or longer', () => {
    expect(turns('2026-03-07', '2026-03-08', '20:00', '08:00', 'America/Tijuana').map(hours)).toEqual([11, 12]);
    expect(turns('2026-10-31', '2026-11-01', '20:00', '08:00', 'America/Tijuana').map(hours)).toEqual([13, 12]);
    // 02:30 does not exist on that day: the turn begins when the clock jumps over it.
    expect(turns('2026-03-08', '2026-03-08', '02:30', '10:00', 'America/Tijuana')[0]!.from.toISOString()).toBe('2026-03-08T10:00:00.000Z');
  });
  test('fill at most a month and never run backwards', () => {
    expect(turnsOf({ fromDay: '2026-11-23', untilDay: '2026-11-22', fromHour: '08:00', untilHour: '20:00' }, 'America/Tegucigalpa').ok).toBe(false);
    expect(turnsOf({ fromDay: '2026-11-01', untilDay: '2026-12-02', fromHour: '08:00', untilHour: '20:00' }, 'America/Tegucigalpa').ok).toBe(false);
  });
  test('whoever ends and whoever begins at the same hour meet, on every day and in every zone', () => {
    const hour = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45')).map(([h, m]) => `${String(h).padStart(2, '0')}:${m}`);
    const zones = fc.constantFrom('America/Tijuana', 'America/Mexico_City', 'America/Tegucigalpa', 'Europe/Madrid', 'Australia/Lord_Howe');
    fc.assert(fc.property(fc.integer({ min: 0, max: 720 }), hour, hour, zones, (n, a, b, zone) => {
      const day = addDays('2026-01-01', n);
      const begins = new Set(turns(day, addDays(day, 3), b, a, zone).map((t) => t.from.getTime()));
      for (const { until } of turns(day, addDays(day, 2), a, b, zone)) expect(begins.has(until.getTime()) || a === b).toBe(true);
    }), { numRuns: 300 });
  });
});

describe('hours in which nobody answers', () => {
  const at = (h: number) => new Date(Date.UTC(2026, 10, 23, h));
  const span = (from: number, until: number): Span => ({ from: at(from), until: at(until) });
  test.each([
    ['nobody at all', [], [[0, 10]]],
    ['everybody', [span(-1, 5), span(5, 12)], []],
    ['a hole, with turns that overlap', [span(1, 4), span(2, 3), span(6, 9)], [[0, 1], [4, 6], [9, 10]]],
    ['turns outside', [span(-5, -1), span(11, 12)], [[0, 10]]],
  ] as const)('%s', (_, given, expected) => {
    expect(gapsIn(span(0, 10), given)).toEqual(expected.map(([from, until]) => span(from, until)));
  });
  test('spans that only touch do not overlap', () => {
    expect([overlap(span(0, 2), span(2, 3)), overlap(span(0, 3), span(2, 4))]).toEqual([false, true]);
  });
  test('an alarm is taken within minutes', () => {
    expect(takeBy(at(0), 60)).toEqual(at(1));
  });
});
