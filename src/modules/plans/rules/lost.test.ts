import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/dates';
import { FOUND_HOW, OUTCOMES } from '../schema.ts';
import { find, findsPerson, lose, lostNow, type LostPeriod } from './lost.ts';

const DAY = '2026-03-10';
/** Any history that can come about: lost and found in turn, days going on. */
const historyArb = fc.array(fc.record({ wait: fc.nat(40), stay: fc.nat(40), how: fc.constantFrom(...FOUND_HOW) }), { maxLength: 5 }).map((turns) => {
  let on = DAY;
  let periods: readonly LostPeriod[] = [];
  for (const { wait, stay, how } of turns) {
    periods = lose(periods, addDays(on, wait), null);
    on = addDays(on, wait + stay);
    const found = find(periods, on, how);
    if (found.ok) periods = found.value;
  }
  return { periods, on };
});

describe('lost to follow-up', () => {
  test('lost and found is the state before with one period more', () => {
    fc.assert(fc.property(historyArb, fc.nat(30), fc.nat(30), fc.constantFrom(...FOUND_HOW), ({ periods, on }, wait, stay, how) => {
      const from = addDays(on, wait);
      const found = find(lose(periods, from, { on, channel: 'phone' }), addDays(from, stay), how);
      expect(found.ok && found.value).toEqual([...periods, { from, lastSafe: { on, channel: 'phone' }, until: addDays(from, stay), how }]);
      expect(found.ok && lostNow(found.value)).toBe(lostNow(periods));
    }));
  });

  test('lost twice is lost once, since the first day', () => {
    fc.assert(fc.property(historyArb, fc.nat(30), ({ periods, on }, more) => {
      const once = lose(periods, on, null);
      expect(lose(once, addDays(on, more), null)).toEqual(once);
    }));
  });

  test('nobody is found who was not lost, or before they were', () => {
    expect(find([], DAY, 'came')).toMatchObject({ ok: false, problems: [{ code: 'plans.not-lost' }] });
    expect(find(lose([], DAY, null), addDays(DAY, -1), 'came')).toMatchObject({ ok: false, problems: [{ code: 'plans.found-before-lost' }] });
  });

  test('whoever answers, even with a no, is found', () => {
    expect(OUTCOMES.filter((outcome) => !findsPerson(outcome))).toEqual(['no-answer', 'wrong-contact', 'not-safe']);
  });
});
