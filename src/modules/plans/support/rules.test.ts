import { describe, expect, it } from 'vitest';
import { ledToSupport, supportProblem } from './rules.ts';

const TODAY = '2026-03-10';

describe('what can have been given', () => {
  it.each([
    [{ givenOn: '2026-03-11', giver: 'own-office' as const }, 'plans.support.not-yet'],
    [{ givenOn: TODAY, giver: 'service' as const }, 'plans.support.which-service'],
    [{ givenOn: TODAY, giver: 'organization' as const }, 'plans.support.which-organization'],
    [{ givenOn: TODAY, giver: 'own-office' as const, quantity: 2 }, 'plans.support.quantity-and-unit'],
    [{ givenOn: TODAY, giver: 'own-office' as const, unit: 'bolsas' }, 'plans.support.quantity-and-unit'],
    [{ givenOn: TODAY, giver: 'own-office' as const, quantity: 2, unit: 'bolsas' }, undefined],
    [{ givenOn: TODAY, giver: 'service' as const, serviceId: 'x' }, undefined],
  ])('%o → %s', (given, code) => {
    expect(supportProblem(given, TODAY)?.code).toBe(code);
  });
});

describe('a referral led to support', () => {
  it('only when it was completed and something was reached', () => {
    expect(ledToSupport({ state: 'completed', outcome: 'reached', confirmed: null })).toBe(true);
    expect(ledToSupport({ state: 'completed', outcome: 'partly', confirmed: null })).toBe(true);
    expect(ledToSupport({ state: 'completed', outcome: 'reached', confirmed: 'no' })).toBe(false);
    expect(ledToSupport({ state: 'completed', outcome: 'not-reached', confirmed: null })).toBe(false);
    expect(ledToSupport({ state: 'in-service', outcome: null, confirmed: null })).toBe(false);
  });
});
