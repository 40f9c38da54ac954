import { describe, expect, it } from 'vitest';
import type { NeedView } from '#assessment/schema';
import type { PlanView } from '#plans/schema';
import type { OfficerReferral } from '#referrals/schema';
import { CloseCase } from '#registry/schema';
import { CloseDraft, commandOf, openReferrals } from './close-draft.ts';

const [one, two, three, four] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333', '44444444-4444-4444-8444-444444444444'] as const;
const goal = (goalId: string, state = 'open') => ({ goalId, state, words: '' }) as PlanView['goals'][number];
const need = (needId: string, state = 'open') => ({ needId, state }) as NeedView;
const referral = (referralId: string, state: string) => ({ referralId, state }) as OfficerReferral;
const draft = (change: Partial<CloseDraft> = {}): CloseDraft => ({ code: 'goals-reached', reached: {}, left: {}, ...change });

describe('closing a case', () => {
  it('says of each need what was reached, and of each open referral what becomes of it', () => {
    const command = commandOf(draft({ reached: { [one]: 'met', [two]: 'not', [three]: 'partly', [four]: 'met' }, left: { [one]: 'go-on', [two]: 'withdraw', [three]: 'go-on' } }),
      { needs: [need(one), need(two, 'withdrawn')], goals: [goal(three), goal(four, 'set-aside')], referrals: [referral(one, 'accepted'), referral(two, 'sent'), referral(three, 'completed')] });
    expect(command).toEqual({ code: 'goals-reached', referrals: 'go-on', otherwise: [two], reached: [{ kind: 'goal', id: three, result: 'partly' }, { kind: 'need', id: one, result: 'met' }] });
    expect(CloseCase.safeParse(command).success).toBe(true);
  });

  it('asks nothing of services when the person died or left the country, and of needs nothing after death', () => {
    const typed = { reached: { [one]: 'met' as const }, left: { [one]: 'go-on' as const } };
    expect(commandOf(draft({ code: 'died', ...typed }), { needs: [need(one)], goals: [], referrals: [referral(one, 'accepted')] })).toMatchObject({ referrals: 'withdraw', reached: [] });
    expect(commandOf(draft({ code: 'left-country', ...typed }), { needs: [need(one)], goals: [], referrals: [referral(one, 'accepted')] })).toMatchObject({ referrals: 'withdraw', reached: [{ id: one }] });
  });

  it('leaves out what is no longer there: a draft may be older than the lists', () => {
    expect(commandOf(draft({ reached: { [one]: 'met' }, left: { [one]: 'go-on' } }), { needs: [], goals: [], referrals: [] })).toMatchObject({ referrals: 'withdraw', reached: [] });
    expect(openReferrals(['expired', 'more-information-asked', 'declined', 'withdrawn', 'did-not-come', 'completed'].map((s) => referral(s, s))).map((r) => r.state)).toEqual(['expired', 'more-information-asked']);
  });

  it('needs a code, and words where the code says nothing', () => {
    expect(CloseDraft.safeParse({}).success).toBe(false);
    expect(CloseDraft.safeParse({ code: 'other' }).success).toBe(false);
    expect(CloseDraft.safeParse({ code: 'moved' }).success).toBe(true);
  });
});
