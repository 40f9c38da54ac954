import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/dates';
import { CASE_STATES, CLOSING_CODES, CloseCase } from '../schema.ts';
import { afterAction, CASE_ACTIONS } from './case.ts';
import { objectionsOfPerson, reopening, type Closed } from './closing.ts';

const TODAY = '2026-03-10';
const codes = (problems: readonly { code: string }[]) => problems.map((p) => p.code);
const child = { birthDate: '2014-01-01', birthPrecision: 'day' as const, verifiedGuardian: false };

describe('laws of closing and reopening', () => {
  it('a closed case is only reopened, and only a closed one', () => {
    for (const state of CASE_STATES) for (const action of CASE_ACTIONS) {
      const after = afterAction(state, action);
      if (state === 'closed') expect(after.ok).toBe(action === 'reopen');
      else expect(after.ok && after.value === 'closed').toBe(action === 'close');
    }
  });

  it('a child goes nowhere without somebody whom protection verified, whatever the reason but death', () => {
    for (const code of [null, ...CLOSING_CODES]) {
      expect(codes(objectionsOfPerson(child, code, TODAY))).toEqual(code === 'died' ? [] : ['registry.closing-child-without-guardian']);
      expect(objectionsOfPerson({ ...child, verifiedGuardian: true }, code, TODAY)).toEqual([]);
    }
  });

  it('in doubt it is a child', () => {
    const about = (birthDate: string, birthPrecision: 'day' | 'year' | 'estimated') => objectionsOfPerson({ birthDate, birthPrecision, verifiedGuardian: false }, 'moved', TODAY).length;
    expect([about('2008-03-10', 'day'), about('2008-03-11', 'day'), about('2008-01-01', 'year'), about('2005-01-01', 'estimated'), about('1990-01-01', 'day')]).toEqual([0, 1, 1, 1, 0]);
  });

  it('goes on as the same case for so many days, then as a new one, and never beside another open one', () => {
    const closed = (daysAgo: number, more: Partial<Closed> = {}): Closed => ({ state: 'closed', closedOn: addDays(TODAY, -daysAgo), joined: false, otherOpen: false, ...more });
    fc.assert(fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 365 }), (daysAgo, within) => {
      expect(reopening(closed(daysAgo), TODAY, within)).toEqual({ ok: true, value: daysAgo < within ? 'same' : 'new' });
    }));
    expect(reopening(closed(1, { otherOpen: true }), TODAY, 90)).toEqual({ ok: false, problems: [{ code: 'registry.reopening-other-open' }] });
    expect(reopening(closed(1, { joined: true }), TODAY, 90)).toEqual({ ok: false, problems: [{ code: 'registry.reopening-joined' }] });
    expect(reopening(closed(1, { state: 'active' }), TODAY, 90).ok).toBe(false);
  });

  it('without a code the words say why', () => {
    expect(CloseCase.safeParse({}).success).toBe(false);
    expect(CloseCase.safeParse({ why: '  ' }).success).toBe(false);
    expect(CloseCase.safeParse({ code: 'lost' }).success).toBe(true);
    expect(CloseCase.parse({ why: 'Terminó' })).toMatchObject({ code: 'other', otherwise: [], reached: [] });
  });
});
