import { describe, expect, it } from 'vitest';
import { isMeantFor, parseCriteria, unfairLeaves, verdictOf, type Criteria } from './criteria.ts';
import { FACT_CODES, factUse, GUARDED_FACTS, known, ownGroups, type FactCode, type FactValue } from './facts.ts';

const deported: Criteria = { fact: 'returnType', op: 'is', value: 'deported' };
const anyReturn: Criteria = { fact: 'returnType', op: 'in', value: ['deported', 'assistedVoluntary', 'independentVoluntary'] };

describe('facts that may open a door and never close one', () => {
  it('are looks, record, and how and how often somebody came back', () => {
    expect([...GUARDED_FACTS].sort()).toEqual(['appearanceNote', 'criminalRecord', 'offenceKinds', 'pendingCharges', 'returnRoute', 'returnType', 'timesReturned']);
    for (const code of FACT_CODES.filter((one) => factUse(one) === 'own-group')) expect(ownGroups(code)).not.toEqual([]);
  });

  it.each<[string, Criteria]>([
    ['a service for deported people', { all: [deported, { fact: 'age', op: 'gte', value: 18 }] }],
    ['a service for anybody who came back', anyReturn],
    ['a service for people with a record, whatever it is', { fact: 'criminalRecord', op: 'gte', value: 'minor' }],
    ['a service for people who came back more than once', { fact: 'timesReturned', op: 'gte', value: 2 }],
    ['a service for one kind of offence', { all: [{ fact: 'offenceKinds', op: 'has', value: 'traffic' }] }],
    ['legal help for who has a matter pending', { fact: 'pendingCharges', op: 'is', value: true }],
    ['a not on anything else', { not: { fact: 'stillAbroad', op: 'is', value: true } }],
  ])('%s may be written', (_name, criteria) => {
    expect(unfairLeaves(criteria)).toEqual([]);
  });

  it.each<[string, Criteria, string]>([
    ['a service that leaves out people with a record', { all: [{ fact: 'criminalRecord', op: 'is', value: 'none' }] }, '/all/0'],
    ['the same in other words', { fact: 'criminalRecord', op: 'lte', value: 'minor' }, ''],
    ['the same under a not', { not: { fact: 'criminalRecord', op: 'gte', value: 'minor' } }, '/not/0'],
    ['a service for everybody but deported people', { any: [{ fact: 'returnType', op: 'isNot', value: 'deported' }] }, '/any/0'],
    ['a service for who came back once only', { fact: 'timesReturned', op: 'lte', value: 1 }, ''],
    ['a service for who has nothing pending', { fact: 'pendingCharges', op: 'is', value: false }, ''],
    ['a service that leaves out one kind of offence', { fact: 'offenceKinds', op: 'lacks', value: 'violence' }, ''],
    ['a number of returns that says nothing', { fact: 'timesReturned', op: 'gte', value: 1 }, ''],
  ])('%s may not', (_name, criteria, path) => {
    expect(parseCriteria(criteria).ok).toBe(true);
    expect(unfairLeaves(criteria)).toEqual([path]);
  });

  it('no answer to them closes a service whose conditions are fair, if another answer leaves it open', () => {
    const least: Partial<Record<FactCode, FactValue>> = { criminalRecord: 'none', timesReturned: 1 };
    const fair: Criteria = { any: [{ fact: 'criminalRecord', op: 'gte', value: 'minor' }, { fact: 'timesReturned', op: 'gte', value: 2 }, { fact: 'wantsJob', op: 'is', value: true }] };
    for (const wantsJob of [true, false]) {
      const ofOthers = { wantsJob: known(wantsJob, '2026-11-01') };
      const plain = verdictOf(fair, { ...ofOthers, criminalRecord: known(least.criminalRecord!, ''), timesReturned: known(least.timesReturned!, '') }, { mayReadRestricted: true });
      const noted = verdictOf(fair, { ...ofOthers, criminalRecord: known('serious', ''), timesReturned: known(7, '') }, { mayReadRestricted: true });
      expect([plain, noted]).toEqual([wantsJob ? 'true' : 'false', 'true']);
    }
  });

  it('knows for which group criteria are meant', () => {
    const guarded = new Set(GUARDED_FACTS);
    expect(isMeantFor({ all: [{ any: [deported] }] }, guarded)).toBe(true);
    expect([null, anyReturn, { fact: 'age', op: 'gte', value: 18 } as Criteria].map((criteria) => isMeantFor(criteria, guarded))).toEqual([false, false, false]);
  });
});
