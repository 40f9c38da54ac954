import { describe, expect, it } from 'vitest';
import type { NeedView } from '#assessment/schema';
import type { ActionView, FollowUpView } from '#plans/schema';
import type { OfficerReferral } from '#referrals/schema';
import type { CaseSummary } from '#registry/schema';
import { isPressing, nextAction, needsWithoutHelp } from './next-action.ts';
import type { CaseState } from './next-action.ts';

const found = { caseId: 'here', state: 'active', officerId: 'o' } as CaseSummary;
const need = (needId: string, urgency = '2weeks', state = 'open') => ({ needId, need: needId, urgency, state, openedOn: '2026-01-01' }) as NeedView;
const referral = (needId: string, state: string, handled = false) => ({ referralId: `r-${needId}`, needId, state, handled, confirmed: null, actions: [] as string[] }) as unknown as OfficerReferral;
const contact = (dueOn: string, timing: string | null) => ({ followUpId: dueOn, dueOn, timing }) as FollowUpView;
const step = (dueOn: string, timing: string | null) => ({ actionId: dueOn, dueOn, timing, words: { es: '', en: '' } }) as ActionView;
const done = [{ state: 'completed' }] as unknown as CaseState['assessments'];
const quiet: CaseState = { found, alerts: [], assessments: done, needs: [], referrals: [], followUps: [] };

describe('a case in which another one goes on', () => {
  const of = (caseId: string, state: string) => ({ caseId, state }) as CaseState['assessments'][number];

  it('asks nobody a second time', () => {
    expect(nextAction({ ...quiet, assessments: [of('there', 'completed')], needs: [need('a', '24h')] })).toMatchObject({ kind: 'need', need: { needId: 'a' } });
  });

  it('does not go on with a draft that belongs to the other one', () => {
    expect(nextAction({ ...quiet, assessments: [of('there', 'draft')] }).kind).toBe('assess');
    expect(nextAction({ ...quiet, assessments: [of('here', 'draft')] }).kind).toBe('resume');
  });

  it('looks for help once for what both need', () => {
    const both = [{ ...need('a'), need: 'food' }, { ...need('b'), need: 'food' }, { ...need('c'), need: 'food', restricted: true }];
    expect(needsWithoutHelp(both, [referral('b', 'sent')]).map((n) => n.needId)).toEqual(['c']);
  });
});

describe('the next action of a case', () => {
  it('is to take it while nobody holds it', () => {
    expect(nextAction({ ...quiet, found: { ...found, officerId: null }, followUps: [contact('2026-01-01', 'overdue')] }).kind).toBe('take');
  });

  it('is a referral that came back, before anything that is due', () => {
    const state = { ...quiet, referrals: [referral('a', 'declined')], followUps: [contact('2026-01-01', 'overdue')] };
    expect(nextAction(state).kind).toBe('referral');
    expect(nextAction({ ...state, referrals: [referral('a', 'declined', true)] }).kind).toBe('follow-up');
  });

  it('is the oldest contact that is due', () => {
    const action = nextAction({ ...quiet, followUps: [contact('2026-02-01', 'today'), contact('2026-01-05', 'overdue'), contact('2026-05-01', 'upcoming')] });
    expect(action).toMatchObject({ kind: 'follow-up', followUp: { dueOn: '2026-01-05' } });
  });

  it('is the assessment until there is one', () => {
    expect(nextAction({ ...quiet, assessments: [], needs: [need('a')] }).kind).toBe('assess');
  });

  it('is the most urgent need that nobody was asked to answer', () => {
    const needs = [need('a', 'long'), need('b', '24h'), need('c', '72h'), need('d', '24h', 'met')];
    expect(nextAction({ ...quiet, needs })).toMatchObject({ kind: 'need', need: { needId: 'b' } });
    expect(nextAction({ ...quiet, needs, referrals: [referral('b', 'sent')] })).toMatchObject({ kind: 'need', need: { needId: 'c' } });
  });

  it('is to wait for others when all is with them, and then for the next contact', () => {
    const state = { ...quiet, needs: [need('a')], referrals: [referral('a', 'accepted')], followUps: [contact('2026-05-01', 'upcoming')] };
    expect(nextAction(state).kind).toBe('wait-referral');
    expect(nextAction({ ...state, needs: [], referrals: [] }).kind).toBe('next-contact');
    expect(nextAction(quiet).kind).toBe('plan');
  });

  it('says that a closed case is closed', () => {
    expect(nextAction({ ...quiet, found: { ...found, state: 'closed' }, needs: [need('a')] }).kind).toBe('closed');
  });
});

describe('the order of next actions', () => {
  const alert = (raisedAt: string, answeredAt: string | null = null, pressing = true) => ({ caseId: 'here', pressing, raisedAt, answeredAt });
  const everything: CaseState = {
    found: { ...found, officerId: null }, alerts: [alert('2026-01-02'), alert('2026-01-01')], assessments: [], needs: [need('a', '24h')],
    referrals: [referral('b', 'completed'), referral('c', 'declined'), referral('d', 'sent')], followUps: [contact('2026-01-05', 'overdue'), contact('2026-05-01', 'upcoming')],
    transfers: [{ state: 'asked', mayAnswer: true, mayTakeNote: false }], plan: { version: 0, reviewLate: true },
  };

  it('is danger first of all, then a transfer, taking the case, an alert of work, what came back, the person’s word on an outcome, what is due, steps of the plan, the plan’s day, the interview, needs, a first plan; then what we wait for; then the end', () => {
    const steps: [Partial<CaseState>, string][] = [
      [{}, 'alert'], [{ alerts: [] }, 'answer-transfer'], [{ transfers: [{ state: 'refused', mayAnswer: false, mayTakeNote: true }] }, 'transfer-refused'],
      [{ transfers: [{ state: 'asked', mayAnswer: false, mayTakeNote: false }] }, 'take'], [{ found, alerts: [alert('2026-01-01', null, false)] }, 'work-alert'], [{ alerts: [] }, 'referral'], [{ referrals: [referral('b', 'completed'), referral('d', 'sent')] }, 'confirm'], [{ referrals: [referral('d', 'sent')] }, 'follow-up'],
      [{ followUps: [contact('2026-05-01', 'upcoming')], plan: { version: 1, reviewLate: true, goals: [{ steps: [step('2026-01-03', 'today')] }] } }, 'step'],
      [{ plan: { version: 0, reviewLate: true } }, 'review-plan'], [{ plan: { version: 0, reviewLate: false } }, 'assess'], [{ assessments: done }, 'need'],
      [{ needs: [need('a', '24h', 'met')] }, 'make-plan'], [{ plan: { version: 1, reviewLate: false } }, 'wait-transfer'], [{ transfers: [] }, 'wait-referral'], [{ referrals: [] }, 'next-contact'],
      [{ followUps: [] }, 'close'], [{ plan: null }, 'close'], [{ needs: [] }, 'plan'], [{ found: { ...found, state: 'closed' } }, 'closed'],
    ];
    let state = everything;
    for (const [change, kind] of steps) {
      state = { ...state, ...change };
      expect(nextAction(state).kind).toBe(kind);
    }
  });

  it('is the oldest alert that presses and that nobody answered', () => {
    expect(nextAction(everything)).toMatchObject({ kind: 'alert', alert: { raisedAt: '2026-01-01' } });
    expect(nextAction({ ...quiet, alerts: [alert('2026-01-01', '2026-01-02')] }).kind).toBe('plan');
    // A closed case has nothing to do, whatever was left in it.
    expect(nextAction({ ...everything, found: { ...found, state: 'closed' } }).kind).toBe('closed');
  });
});

describe('an outcome', () => {
  const outcome = (over: Partial<OfficerReferral>) => ({ ...referral('a', 'completed'), ...over });

  it('waits for the word of the person until they gave it, or nobody could reach them', () => {
    expect(nextAction({ ...quiet, referrals: [outcome({})] }).kind).toBe('confirm');
    expect(nextAction({ ...quiet, referrals: [outcome({ actions: ['confirm', 'acknowledge'] })] }).kind).toBe('referral');
    expect(nextAction({ ...quiet, referrals: [outcome({ confirmed: 'no', actions: ['acknowledge'] })] }).kind).toBe('referral');
    expect(nextAction({ ...quiet, referrals: [outcome({ confirmed: 'yes', handled: true })] }).kind).toBe('plan');
  });
});

describe('the plan', () => {
  it('asks for the step that waits longest, those before all goals among them, and for its look on the very day', () => {
    const plan = { version: 1, reviewLate: false, reviewOn: '2026-01-05', first: [step('2026-01-02', 'overdue')], goals: [{ steps: [step('2026-01-03', 'overdue'), step('2026-01-01', null)] }] };
    expect(nextAction({ ...quiet, plan, today: '2026-01-05' })).toMatchObject({ kind: 'step', step: { dueOn: '2026-01-02' } });
    expect(nextAction({ ...quiet, plan: { ...plan, first: [], goals: [] }, today: '2026-01-05' }).kind).toBe('review-plan');
    expect(nextAction({ ...quiet, plan: { ...plan, first: [], goals: [] }, today: '2026-01-04' }).kind).toBe('plan');
    expect(isPressing({ kind: 'step', step: step('2026-01-02', 'overdue') }, '2026-01-03')).toBe(true);
  });
});

describe('a need', () => {
  it('is without help again after its referral was declined', () => {
    expect(needsWithoutHelp([need('a')], [referral('a', 'declined')])).toHaveLength(1);
  });
});

describe('what is pressing', () => {
  it('is what is late, what came back, and what cannot wait a day', () => {
    expect(isPressing({ kind: 'follow-up', followUp: contact('2026-01-01', 'overdue') }, '2026-01-02')).toBe(true);
    expect(isPressing({ kind: 'follow-up', followUp: contact('2026-01-02', 'today') }, '2026-01-02')).toBe(false);
    expect(isPressing({ kind: 'need', need: need('a', '24h') }, '2026-01-02')).toBe(true);
    expect(isPressing({ kind: 'need', need: need('a') }, '2026-01-02')).toBe(false);
    expect(isPressing({ kind: 'plan' }, '2026-01-02')).toBe(false);
    expect(isPressing({ kind: 'alert', alert: { caseId: 'here', pressing: true, raisedAt: '2026-01-01', answeredAt: null } }, '2026-01-02')).toBe(true);
  });
});
