import { describe, expect, it } from 'vitest';
import { floorSchema } from './floor.ts';

const label = { es: 'Estación', en: 'Station' };
const must = (station: string) => ({ station, when: 'must' });
const plan = (variant: string) => ({ variant, stages: [[must('registration')], [must('exit')]] });
const floor = { stations: ['registration', 'medical', 'exit'].map((code) => ({ code, label })), plans: ['children', 'families', 'adults'].map(plan), points: {} };
const problems = (change: object): string[] => floorSchema.safeParse({ ...floor, ...change }).error?.issues.map((issue) => issue.message) ?? [];

describe('the floor that a country sets', () => {
  it('is taken if everybody has a way', () => {
    expect(problems({})).toEqual([]);
  });

  it('is refused if somebody has none, or a way does not begin with registration and end at the exit', () => {
    expect(problems({ plans: [plan('children'), plan('families')] })).toContain('no plan for adults by land');
    expect(problems({ plans: [plan('children'), plan('families'), { variant: 'adults', modes: ['air'], stages: plan('adults').stages }] })).toEqual(['no plan for adults by land', 'no plan for adults by sea']);
    expect(problems({ plans: [...floor.plans, { variant: 'adults', stages: [[must('medical')], [must('registration')]] }] }))
      .toEqual(['adults: does not begin with registration', 'adults: does not end at the exit']);
  });

  it('is refused if it names a station that does not exist, or one twice', () => {
    expect(problems({ points: { 'zz-rp': { stations: ['registration', 'exit', 'sauna'] } } })).toEqual(['zz-rp: sauna is no station']);
    expect(problems({ points: { 'zz-rp': { stations: ['registration', 'medical'] } } })).toEqual(['zz-rp: has no exit']);
    expect(problems({ plans: [...floor.plans, { variant: 'adults', stages: [[must('registration'), must('registration')], [must('exit')]] }] })).toEqual(['adults: registration twice']);
  });
});
