import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '#kernel/dates';
import { ageOn, birthProblem, swappedDate } from './birth.ts';
import { afterAction, answerBy, CASE_ACTIONS } from './case.ts';
import { coverage } from './consent.ts';
import { compareProfiles, INITIAL_MODEL } from './linkage.ts';
import { impossibilities } from './person.ts';

const day = fc.record({ y: fc.integer({ min: 1910, max: 2025 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 28 }) }).map(({ y, m, d }) => plainDate(y, m, d));
const at = (birthDate: string, birthPrecision: 'day' | 'month' | 'year' | 'estimated' = 'day') =>
  ({ tokens: { given: [], surname1: [], surname2: [] }, birthDate, birthPrecision, sex: null, originAdmin2: null, numbers: [] });
const levelOf = (a: ReturnType<typeof at>, b: ReturnType<typeof at>): string | undefined =>
  compareProfiles(a, b, INITIAL_MODEL, { given: () => undefined, surname: () => undefined }).fields.find((f) => f.field === 'birth')?.level;

describe('birth dates', () => {
  it.each([
    ['1990-05-04', '1990-05-04', 'same'], ['1990-05-04', '1990-04-05', 'swapped'], ['1990-05-04', '1991-05-04', 'yearOff'], ['1990-05-04', '1990-05-14', 'twoParts'],
    ['1990-05-04', '1990-11-04', 'twoParts'], ['1990-05-04', '1990-11-20', 'yearSame'], ['1990-05-04', '1990-01-01', 'vagueSame'], ['1990-05-04', '1992-11-20', 'near'],
    ['1990-05-04', '1970-05-04', 'yearDigit'], ['1990-05-04', '1964-05-04', 'differ'],
    ['1990-05-04', '1909-05-04', 'yearDigit'], ['1990-01-01', '1990-01-01', 'vagueSame'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelOf(at(a), at(b))).toBe(level);
    expect(levelOf(at(b), at(a))).toBe(level);
  });

  it('an estimated age agrees by year only', () => {
    expect(levelOf(at('1990-01-01', 'estimated'), at('1990-05-04'))).toBe('vagueSame');
    expect(levelOf(at('1992-01-01', 'estimated'), at('1990-05-04'))).toBe('vagueNear');
  });

  it('swapping day and month twice gives the date back', () => {
    fc.assert(fc.property(day, (date) => {
      const swapped = swappedDate(date);
      return swapped === null || swappedDate(swapped) === date;
    }));
  });

  it('knows no age in the future and none beyond the oldest person', () => {
    expect(ageOn('2026-03-11', '2026-03-10')).toBeNull();
    expect(ageOn('2025-03-10', '2026-03-10')).toBe(1);
    expect(birthProblem('2026-03-11', '2026-03-10')).toBe('registry.birth-in-future');
    expect(birthProblem('1896-01-01', '2026-03-10')).toBe('registry.birth-too-long-ago');
    expect(birthProblem('2026-03-10', '2026-03-10')).toBeNull();
  });
});

describe('sense of what was typed', () => {
  it('names an unknown municipality and an impossible birth at their fields', () => {
    const problems = impossibilities({ birthDate: '2030-01-01', originAdmin2: 'ZZ-9999' }, '2026-03-10', () => false);
    expect(problems.map((p) => p.field)).toEqual(['birthDate', 'originAdmin2']);
  });
});

describe('a case', () => {
  it('once closed can only be reopened', () => {
    expect(CASE_ACTIONS.filter((a) => afterAction('closed', a).ok)).toEqual(['reopen']);
    expect(afterAction('new', 'assign')).toEqual({ ok: true, value: 'active' });
  });

  it('is due after the days of its urgency', () => {
    expect(answerBy('2026-02-27', '72h', { '24h': 1, '72h': 3, '2weeks': 14, long: 30 })).toBe('2026-03-02');
  });
});

describe('consent', () => {
  const base = { purpose: 'referral', recipientOrganizationId: 'a', recipientServiceId: null, sections: ['identity'], given: true, withdrawnAt: null } as const;
  const question = { purpose: 'referral', recipientOrganizationId: 'a', recipientServiceId: 's', sections: ['identity'] } as const;

  it.each<[string, object, boolean]>([
    ['for the organization as a whole', {}, true], ['for this service', { recipientServiceId: 's' }, true], ['for another service of it', { recipientServiceId: 't' }, false],
    ['for another organization', { recipientOrganizationId: 'b' }, false], ['for another purpose', { purpose: 'follow-up' }, false],
    ['withdrawn', { withdrawnAt: '2026-01-01' }, false], ['refused', { given: false }, false], ['for other parts', { sections: ['work'] }, false],
  ])('%s', (_story, change, covered) => {
    expect(coverage([{ ...base, consentId: '1', ...change }], question).covered).toBe(covered);
  });

  it('nothing agreed covers nothing, not even an empty question', () => {
    expect(coverage([], { ...question, sections: [] }).covered).toBe(false);
  });
});
