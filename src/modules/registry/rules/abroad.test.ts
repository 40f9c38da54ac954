import { describe, expect, it } from 'vitest';
import { ABROAD_STATES, type AbroadState } from '../schema.ts';
import { ABROAD_ACTIONS, abroadProblems, abroadStateAt, afterAbroadAction, isOpenAbroad, type AbroadAction } from './abroad.ts';

const OPEN: readonly AbroadState[] = ['asked', 'more-asked'];

/** Every cell that leads on; all others refuse. */
const LEADS: Readonly<Record<string, AbroadState>> = {
  'asked accept': 'accepted', 'asked decline': 'declined', 'asked ask-more': 'more-asked', 'asked take-back': 'taken-back', 'asked withdraw': 'withdrawn', 'asked expire': 'expired', 'asked overtake': 'overtaken', 'asked return': 'returned',
  'more-asked accept': 'accepted', 'more-asked decline': 'declined', 'more-asked reply': 'asked', 'more-asked take-back': 'taken-back', 'more-asked withdraw': 'withdrawn', 'more-asked expire': 'expired', 'more-asked overtake': 'overtaken', 'more-asked return': 'returned',
  'accepted take-note': 'accepted', 'declined take-note': 'declined', 'withdrawn take-note': 'withdrawn', 'expired take-note': 'expired', 'returned take-note': 'returned',
};

const cells = ABROAD_STATES.flatMap((state) => ABROAD_ACTIONS.map((action) => [state, action] as [AbroadState, AbroadAction]));

describe('a hand-over to another country', () => {
  it.each(cells)('%s, %s', (state, action) => {
    const result = afterAbroadAction(state, action);
    expect(result.ok ? result.value : null).toBe(LEADS[`${state} ${action}`] ?? null);
  });

  it('is never answered twice: what ended stays ended, whatever is tried in whichever order', () => {
    for (const [state, action] of cells) {
      const result = afterAbroadAction(state, action);
      if (!OPEN.includes(state) && result.ok) expect(result.value).toBe(state);
    }
  });

  it('ends for everybody when the person takes consent back, as long as nobody accepted', () => {
    for (const state of ABROAD_STATES) expect(afterAbroadAction(state, 'withdraw').ok).toBe(isOpenAbroad(state));
  });

  it('that lay unanswered too long is over, although nobody wrote it down; what ended before is not', () => {
    const until = new Date('2026-04-01T00:00:00Z');
    const [before, at] = [new Date(until.getTime() - 1), until];
    for (const state of ABROAD_STATES) {
      expect(abroadStateAt(state, until, before)).toBe(state);
      expect(abroadStateAt(state, until, at)).toBe(OPEN.includes(state) ? 'expired' : state);
    }
  });
});

describe('who agrees to it', () => {
  const child = { birthDate: '2015-05-05', birthPrecision: 'day' } as const;
  const codes = (person: Parameters<typeof abroadProblems>[0], consent: Parameters<typeof abroadProblems>[1], role: 'window' | 'protection') => abroadProblems(person, consent, role, '2026-03-10').map((p) => p.code);

  it('a grown person alone', () => {
    expect(codes({ birthDate: '1990-01-01', birthPrecision: 'day' }, { given: true, givenBy: 'person' }, 'window')).toEqual([]);
  });

  it('for a child, and in doubt, protection decides, a guardian agrees and the child is asked', () => {
    expect(codes(child, { given: true, givenBy: 'person' }, 'window')).toEqual(['registry.abroad-child-protection', 'registry.abroad-guardian-needed', 'registry.abroad-child-assent']);
    expect(codes({ birthDate: '2008-06-30', birthPrecision: 'year' }, { given: true, givenBy: 'guardian', childAssent: true }, 'window')).toEqual(['registry.abroad-child-protection']);
    expect(codes(child, { given: true, givenBy: 'guardian', childAssent: true }, 'protection')).toEqual([]);
  });

  it('a no needs nobody else', () => {
    expect(codes(child, { given: false, givenBy: 'person' }, 'window')).toEqual([]);
  });
});
