import { describe, expect, it } from 'vitest';
import type { WantedPaper } from '#documents/schema';
import type { ActionView, FollowUpView, PlanView } from '#plans/schema';
import type { OfficerReferral } from '#referrals/schema';
import { dueAndLater, promisesOf } from './promises.ts';

const contact = (dueOn: string, timing: string | null) => ({ followUpId: dueOn, dueOn, timing }) as FollowUpView;
const referral = (referralId: string, state: string, dueAt: string | null) => ({ referralId, state, dueAt }) as OfficerReferral;
const paper = (paperId: string, held: boolean) => ({ paperId, held }) as WantedPaper;
const step = (dueOn: string, state = 'promised') => ({ actionId: dueOn, dueOn, state }) as ActionView;
const plan = { caseId: 'here', first: [step('2026-03-05')], goals: [{ steps: [step('2026-04-11'), step('2026-01-01', 'done')] }] } as unknown as PlanView;
const dayOf = (at: string) => at.slice(0, 10);
const names = (all: ReturnType<typeof promisesOf>) => all.map((one) => `${one.kind} ${one.on ?? '-'}`);

const all = promisesOf({
  followUps: [contact('2026-04-10', 'upcoming'), contact('2026-03-01', 'overdue'), contact('2026-02-01', null)],
  referrals: [referral('a', 'sent', '2026-03-09T10:00:00Z'), referral('b', 'in-service', '2026-03-01T10:00:00Z'), referral('c', 'completed', '2026-01-01T10:00:00Z'), referral('d', 'expired', '2026-03-02T10:00:00Z')],
  papers: [paper('dni', false), paper('passport', true)], plan,
}, dayOf);

describe('what was promised', () => {
  it('is one list by date over all rooms, what has no date last; what is kept is not on it', () => {
    expect(names(all)).toEqual(['contact 2026-03-01', 'referral 2026-03-02', 'step 2026-03-05', 'referral 2026-03-09', 'contact 2026-04-10', 'step 2026-04-11', 'referral -', 'paper -']);
  });

  it('is due up to today; the rest is for later, and nothing is on both or on neither', () => {
    const { due, later } = dueAndLater(all, '2026-03-09');
    expect(names(due)).toEqual(['contact 2026-03-01', 'referral 2026-03-02', 'step 2026-03-05', 'referral 2026-03-09']);
    expect(new Set([...due, ...later])).toEqual(new Set(all));
    expect(due.length + later.length).toBe(all.length);
    expect(dueAndLater(all, '2026-02-01').due).toEqual([]);
  });
});
