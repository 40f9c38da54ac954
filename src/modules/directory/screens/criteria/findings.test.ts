import { describe, expect, it } from 'vitest';
import type { Criteria } from '#kernel/criteria';
import { draftOf, readDraft } from './draft.ts';
import { findingsIn } from './findings.ts';

const everybody = { ages: null, sexes: null };
const adult: Criteria = { fact: 'age', op: 'gte', value: 18 };
const young: Criteria = { fact: 'age', op: 'lte', value: 10 };
const told = (criteria: Criteria, group: Parameters<typeof findingsIn>[0] = everybody) => findingsIn(group, readDraft(draftOf(criteria)));

describe('what is said while conditions are written', () => {
  it('names the parts that contradict one another', () => {
    expect(told({ all: [adult, { fact: 'wantsJob', op: 'is', value: true }, young] })).toMatchObject([{ kind: 'neverTrue', node: null, because: ['1', '3'], stops: true }]);
  });

  it('stands at the part that changes nothing, and stops nobody', () => {
    expect(told({ all: [adult, { fact: 'age', op: 'gte', value: 16 }] })).toMatchObject([{ kind: 'noEffect', at: '2', stops: false }]);
  });

  it('stands at the condition that leaves people out by how they came back, wherever it is', () => {
    const onlyOthers: Criteria = { all: [adult, { not: { fact: 'returnType', op: 'is', value: 'deported' } }] };
    expect(told(onlyOthers)).toMatchObject([{ kind: 'unfair', at: '2.1.1', stops: true }]);
    expect(told({ all: [{ fact: 'returnType', op: 'is', value: 'deported' }] })).toEqual([]);
  });

  it('counts the age and sex that the service is for', () => {
    expect(told({ all: [adult] }, { ages: ['child'], sexes: null })).toMatchObject([{ kind: 'neverTrue', stops: true }]);
  });
});
