import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { feedbackSlice } from '../pack.ts';
import { ABOUT_PEOPLE, COMMANDS, KINDS, STATES } from '../schema.ts';
import { afterWorkingDays, contentUntil, dueFor, isRestricted } from './path.ts';
import { afterCommand, commandsFor, repliesFor, type Standing } from './steps.ts';

const pack = feedbackSlice.schema.parse({});
const ZONE = 'America/Tegucigalpa';
const at = (text: string) => new Date(text);
const DAY = 86_400_000;

describe('who must not read it', () => {
  it.each([
    ['abuse', null, true], ['abuse', 'window', true], ['abuse', 'national', true],
    ['staff', 'window', false], ['staff', 'national', true], ['discrimination', 'national', true], ['discrimination', 'reception', false],
    ['service', 'national', false], ['suggestion', null, false], ['data', 'national', false], ['praise', 'national', false],
  ] as const)('%s about %s: restricted %s', (kind, office, restricted) => {
    expect(isRestricted(kind, office === null ? null : { kind: office }, pack)).toBe(restricted);
  });

  it('a country may add kinds, and can never take abuse out', () => {
    fc.assert(fc.property(fc.subarray([...KINDS]), fc.constantFrom(...KINDS), fc.constantFrom('reception', 'window', 'national', 'provider'), (restrictedKinds, kind, office) => {
      expect(isRestricted('abuse', { kind: office as 'window' }, { restrictedKinds })).toBe(true);
      if (restrictedKinds.includes(kind)) expect(isRestricted(kind, null, { restrictedKinds })).toBe(true);
      // Nobody of the national office answers for its own people, whatever a country says.
      if (ABOUT_PEOPLE.includes(kind)) expect(isRestricted(kind, { kind: 'national' }, { restrictedKinds })).toBe(true);
    }));
  });
});

describe('by when', () => {
  it('counts days on which offices work, in the country’s own days', () => {
    // Friday evening there is Saturday in London.
    expect(afterWorkingDays(at('2026-03-14T02:00:00Z'), 1, [1, 2, 3, 4, 5], ZONE)).toEqual(at('2026-03-17T02:00:00Z'));
    expect(afterWorkingDays(at('2026-03-10T15:00:00Z'), 2, [1, 2, 3, 4, 5], ZONE)).toEqual(at('2026-03-12T15:00:00Z'));
    expect(afterWorkingDays(at('2026-03-10T15:00:00Z'), 3, [7], ZONE)).toEqual(at('2026-03-29T15:00:00Z'));
  });

  it('restricted things are looked at within 24 hours on the clock, weekend or not; others by their kind or the standard', () => {
    const saturday = at('2026-03-14T15:00:00Z');
    expect(dueFor('abuse', true, saturday, pack, ZONE).ackDueAt).toEqual(at('2026-03-15T15:00:00Z'));
    expect(dueFor('service', false, saturday, pack, ZONE).ackDueAt).toEqual(at('2026-03-17T15:00:00Z'));
    const own = { ...pack, clocks: { data: { acknowledge: { hours: 5 }, answerWorkingDays: 1 } } };
    expect(dueFor('data', false, saturday, own, ZONE)).toEqual({ ackDueAt: at('2026-03-14T20:00:00Z'), answerDueAt: at('2026-03-16T15:00:00Z') });
  });

  it('no clock ends before it began, more days never end sooner, and none ends on a day of rest', () => {
    fc.assert(fc.property(fc.date({ min: at('2020-01-01'), max: at('2040-01-01'), noInvalidDate: true }), fc.integer({ min: 1, max: 60 }), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), (from, days, week) => {
      const end = afterWorkingDays(from, days, week, ZONE);
      expect(end.getTime()).toBeGreaterThanOrEqual(from.getTime() + days * DAY);
      expect(afterWorkingDays(from, days + 1, week, ZONE).getTime()).toBeGreaterThan(end.getTime());
      // With that day of rest left out, one day less has passed.
      expect(afterWorkingDays(new Date(end.getTime() - DAY), 1, week, ZONE)).toEqual(end);
    }));
  });
});

const NOW = at('2026-03-30T15:00:00Z');
const item = (of: Partial<Standing> = {}): Standing => ({ state: 'received', wantsAnswer: true, answeredAt: null, ...of });

describe('what can be done', () => {
  it.each([
    ['received', true, ['take', 'classify', 'pass-on', 'answer']],
    ['looking', true, ['classify', 'pass-on', 'answer']],
    ['looking', false, ['classify', 'pass-on', 'answer', 'close']],
    ['passed-on', true, ['take', 'classify', 'answer']],
    ['closed', true, []],
  ] as const)('%s (waits for an answer: %s) → %o', (state, wantsAnswer, commands) => {
    expect(commandsFor(item({ state, wantsAnswer }), 15, NOW)).toEqual(commands);
  });

  it('who waits for an answer is not closed out: after it, they have their days to say that it is not enough', () => {
    expect(afterCommand(item({ state: 'looking' }), 'close', 15, NOW)).toEqual({ ok: false, problems: [{ code: 'feedback.answer-first' }] });
    const answered = (days: number) => item({ state: 'answered', answeredAt: new Date(NOW.getTime() - days * DAY) });
    expect(afterCommand(answered(14.9), 'close', 15, NOW)).toEqual({ ok: false, problems: [{ code: 'feedback.person-may-still-say' }] });
    expect(afterCommand(answered(15), 'close', 15, NOW)).toEqual({ ok: true, value: 'closed' });
    expect(afterCommand(item({ state: 'closed' }), 'answer', 15, NOW)).toEqual({ ok: false, problems: [{ code: 'feedback.not-this-step' }] });
  });

  it('the person says so within their days, and not a third time', () => {
    const answered = (days: number, reopened: number) => ({ ...item({ state: 'answered', answeredAt: new Date(NOW.getTime() - days * DAY) }), reopened });
    expect(repliesFor(answered(1, 0), 15, NOW)).toEqual({ content: true, notContent: true });
    expect(repliesFor(answered(1, 2), 15, NOW)).toEqual({ content: true, notContent: false });
    expect(repliesFor(answered(15, 0), 15, NOW)).toEqual({ content: false, notContent: false });
    expect(repliesFor({ ...item(), reopened: 0 }, 15, NOW)).toEqual({ content: false, notContent: false });
  });

  it('what is offered is exactly what is taken, and at no moment may both sides end it', () => {
    const standing = fc.record({ state: fc.constantFrom(...STATES), wantsAnswer: fc.boolean(), daysAgo: fc.option(fc.double({ min: 0, max: 40, noNaN: true })), reopened: fc.integer({ min: 0, max: 2 }) });
    fc.assert(fc.property(standing, fc.integer({ min: 1, max: 30 }), ({ daysAgo, ...rest }, days) => {
      const answeredAt = rest.state === 'answered' ? new Date(NOW.getTime() - (daysAgo ?? 0) * DAY) : null;
      const of = { ...rest, answeredAt };
      for (const command of COMMANDS) expect(afterCommand(of, command, days, NOW).ok).toBe(commandsFor(of, days, NOW).includes(command));
      const { content, notContent } = repliesFor(of, days, NOW);
      if (notContent) expect(content).toBe(true);
      if (of.wantsAnswer && content) expect(commandsFor(of, days, NOW)).not.toContain('close');
      if (answeredAt && content) expect(contentUntil(answeredAt, days).getTime()).toBeGreaterThan(NOW.getTime());
    }));
  });
});
