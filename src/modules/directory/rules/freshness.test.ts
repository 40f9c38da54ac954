import { describe, expect, it } from 'vitest';
import { confirmBy, dueSteps, stepOf, type UpkeepRule, type UpkeepState } from './freshness.ts';

const rule: UpkeepRule = {
  months: { organization: 24, service: 12, receptionPoint: 12, document: 12, legalBasis: 24 },
  monthsByNeed: { emergency_shelter: 3, food: 6 }, remindAfterDays: 14, stewardAfterDays: 14, phoneFirstAfterMonths: 6,
};
const state: UpkeepState = { confirmBy: '2026-01-01', askedOn: null, remindedOn: null, escalatedOn: null, phoneFirst: false };

describe('the day by which an entry should be confirmed', () => {
  it('counts from the last confirmation, and from the year of the source when nobody ever confirmed', () => {
    expect(confirmBy(rule, 'service', { asOf: 2021, serviceTypes: ['dental'] }, { confirmedOn: null, today: '2026-03-10' })).toBe('2022-01-01');
    expect(confirmBy(rule, 'service', { asOf: 2021, serviceTypes: ['dental'] }, { confirmedOn: '2026-02-28', today: '2026-03-10' })).toBe('2027-02-28');
  });

  it('comes sooner for kinds of service that change fast', () => {
    expect(confirmBy(rule, 'service', { asOf: 2021, serviceTypes: ['food', 'emergency_shelter'] }, { confirmedOn: '2026-01-31', today: '2026-03-10' })).toBe('2026-04-30');
  });

  it('comes sooner and never later where the entry names a day, until it was confirmed on that day', () => {
    const on = (confirmedOn: string | null, own: string) => confirmBy(rule, 'service', { asOf: 2026, serviceTypes: ['dental'], confirmBy: own }, { confirmedOn, today: '2026-03-10' });
    expect(on(null, '2026-06-30')).toBe('2026-06-30');
    expect(on(null, '2028-06-30')).toBe('2027-01-01');
    expect(on('2026-03-01', '2026-06-30')).toBe('2026-06-30');
    expect(on('2026-06-30', '2026-06-30')).toBe('2027-06-30');
  });

  it('is today for an entry whose source names no year', () => {
    expect(confirmBy(rule, 'document', {}, { confirmedOn: null, today: '2026-03-10' })).toBe('2026-03-10');
  });
});

describe('what is due about an entry', () => {
  const can = (today: string) => ({ today, ownerCanBeAsked: true });

  it('is nothing while it is fresh', () => {
    expect(dueSteps(rule, { ...state, confirmBy: '2026-03-11' }, can('2026-03-10'))).toEqual({});
  });

  it('is asking its owner, then reminding, then the steward', () => {
    expect(dueSteps(rule, state, can('2026-01-01'))).toEqual({ askedOn: '2026-01-01' });
    const asked = { ...state, askedOn: '2026-01-01' };
    expect(dueSteps(rule, asked, can('2026-01-14'))).toEqual({});
    expect(dueSteps(rule, asked, can('2026-01-15'))).toEqual({ remindedOn: '2026-01-15' });
    const reminded = { ...asked, remindedOn: '2026-01-15' };
    expect(dueSteps(rule, reminded, can('2026-01-29'))).toEqual({ escalatedOn: '2026-01-29' });
    expect(stepOf({ ...reminded, escalatedOn: '2026-01-29' })).toBe('steward');
  });

  it('is the steward’s at once when nobody can be asked', () => {
    expect(dueSteps(rule, state, { today: '2026-01-01', ownerCanBeAsked: false })).toEqual({ askedOn: '2026-01-01', escalatedOn: '2026-01-01' });
  });

  it('asks to confirm by phone first beyond the limit, counted from asking, and never where a country sets none', () => {
    const waiting = { ...state, askedOn: '2026-01-31', remindedOn: '2026-02-14', escalatedOn: '2026-02-28' };
    expect(dueSteps(rule, waiting, can('2026-07-30'))).toEqual({});
    expect(dueSteps(rule, waiting, can('2026-07-31'))).toEqual({ phoneFirst: true });
    expect(dueSteps({ ...rule, phoneFirstAfterMonths: null }, waiting, can('2036-07-31'))).toEqual({});
  });

  it('repeats nothing on the same day', () => {
    const once = { ...state, ...dueSteps(rule, state, can('2026-01-01')) };
    expect(dueSteps(rule, once, can('2026-01-01'))).toEqual({});
  });
});
