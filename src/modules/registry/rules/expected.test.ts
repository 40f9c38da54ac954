import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { addDays } from '#kernel/dates';
import { ARRIVAL_OUTCOMES, ARRIVAL_STATES } from '../schema.ts';
import { afterAnswer, answered, expectedUntil, isMissing, type Expected } from './expected.ts';

const pack = {
  withinDays: 5, farKilometres: 150, farWithinDays: 10, urgentWithinDays: 3, byDestination: { 'ZZ-03': 20, 'ZZ-0301': 25 }, retryAfterDays: 2, escalateAfter: 3, laterEveryDays: 14,
};
const TODAY = '2026-12-30';
const open: Expected = { state: 'expected', until: '2026-12-28', nextOn: '2026-12-29', tries: 0, escalated: false };
const give = (was: Expected, outcome: (typeof ARRIVAL_OUTCOMES)[number], more: { comesOn?: string; handsOver?: boolean } = {}) =>
  answered(was, { outcome, comesOn: more.comesOn ?? null, handsOver: more.handsOver ?? false }, TODAY, pack);
const got = (result: ReturnType<typeof answered>): Expected => {
  if (!result.ok) throw new Error(result.problems[0]!.code);
  return result.value;
};

describe('until when somebody is expected', () => {
  const to = { admin2: 'ZZ-0101', admin1: 'ZZ-01', kilometres: 20, urgency: '2weeks' } as const;
  test.each([
    ['near', to, '2027-01-04'],
    ['far away', { ...to, kilometres: 150 }, '2027-01-09'],
    ['where nobody knows the distance', { ...to, kilometres: null }, '2027-01-04'],
    ['in a department that the country names', { ...to, admin2: 'ZZ-0302', admin1: 'ZZ-03' }, '2027-01-19'],
    ['in a municipality that the country names', { ...to, admin2: 'ZZ-0301', admin1: 'ZZ-03' }, '2027-01-24'],
    ['when it cannot wait', { ...to, kilometres: 400, urgency: '24h' as const }, '2027-01-02'],
  ])('%s', (_, way, until) => {
    expect(expectedUntil(TODAY, way, pack)).toBe(until);
  });
  test('the day itself is not late, the day after is', () => {
    expect(isMissing({ state: 'expected', until: TODAY }, TODAY)).toBe(false);
    expect(isMissing({ state: 'expected', until: addDays(TODAY, -1) }, TODAY)).toBe(true);
    expect(isMissing({ state: 'came', until: addDays(TODAY, -1) }, TODAY)).toBe(false);
  });
});

describe('an answer about somebody who is expected', () => {
  test('each state takes each answer or says why not', () => {
    const table = Object.fromEntries(ARRIVAL_STATES.map((state) => [state, ARRIVAL_OUTCOMES.map((outcome) => {
      const next = afterAnswer(state, outcome);
      return next.ok ? next.value : '–';
    }).join(' ')]));
    expect(table).toEqual({
      expected: 'came expected expected expected elsewhere declined –',
      came: '– – – – – – expected',
      elsewhere: 'came – – – – – expected',
      declined: 'came expected – – – – expected',
      ended: '– – – – – – –',
    });
  });
  test('after tries in vain the next one comes by the rule, and supervision is told', () => {
    const first = got(give(open, 'not-reached'));
    expect(first).toMatchObject({ state: 'expected', tries: 1, nextOn: '2027-01-01', escalated: false });
    const third = got(give(got(give(first, 'not-safe')), 'not-reached'));
    expect(third).toMatchObject({ state: 'expected', tries: 3, nextOn: '2027-01-13', escalated: true });
  });
  test('somebody who says when they come is expected until then, and nobody calls before', () => {
    expect(got(give({ ...open, tries: 4, escalated: true }, 'will-come', { comesOn: '2027-01-08' }))).toEqual({ state: 'expected', until: '2027-01-08', nextOn: '2027-01-09', tries: 0, escalated: false });
    expect(give(open, 'will-come').ok).toBe(false);
    expect(give(open, 'will-come', { comesOn: '2026-12-29' }).ok).toBe(false);
    expect(give(open, 'will-come', { comesOn: '2027-04-30' }).ok).toBe(false);
  });
  test('who does not want to come, or went where nobody of ours is, leaves something to do today', () => {
    expect(got(give(open, 'declined'))).toMatchObject({ state: 'declined', nextOn: TODAY });
    expect(got(give(open, 'elsewhere'))).toMatchObject({ state: 'elsewhere', nextOn: TODAY });
    expect(got(give(open, 'elsewhere', { handsOver: true }))).toMatchObject({ state: 'elsewhere', nextOn: null });
  });
  test('a wrong tap is taken back and leaves nobody out', () => {
    expect(got(give(got(give(open, 'came')), 'take-back'))).toEqual({ ...open, nextOn: TODAY });
  });
  test('whatever is answered, whoever is expected has a day on which somebody does something, and it never lies before today', () => {
    const step = fc.record({ outcome: fc.constantFrom(...ARRIVAL_OUTCOMES), ahead: fc.integer({ min: -3, max: 120 }), handsOver: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now = open;
      for (const { outcome, ahead, handsOver } of steps) {
        const after = answered(now, { outcome, comesOn: addDays(TODAY, ahead), handsOver }, TODAY, pack);
        if (!after.ok) continue;
        now = after.value;
        expect(now.state === 'came' || now.state === 'elsewhere' || now.nextOn !== null).toBe(true);
        if (now.nextOn !== null) expect(now.nextOn >= TODAY).toBe(true);
      }
    }));
  });
});
