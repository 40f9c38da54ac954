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
type Alert = CaseState['alerts'][number];
const alert = (raisedAt: string, answeredAt: string | null = null, pressing = true): Alert => ({ caseId: 'here', pressing, raisedAt, answeredAt, code: 'child-alone', takenAt: null, late: false, passedOn: false });
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
    const arrival = { arrivalId: 'a', caseId: 'here', state: 'expected', until: '2026-01-01', nextOn: '2026-01-02', missing: true, escalated: false } as const;
  const everything: CaseState = {
    found: { ...found, officerId: null }, alerts: [alert('2026-01-02'), alert('2026-01-01')], assessments: [], needs: [need('a', '24h')],
    referrals: [referral('b', 'completed'), referral('c', 'declined'), referral('d', 'sent')], followUps: [contact('2026-01-05', 'overdue'), contact('2026-05-01', 'upcoming')],
    transfers: [{ state: 'asked', mayAnswer: true, mayTakeNote: false }], plan: { version: 0, reviewLate: true },
    arrival, family: { state: 'open', work: { caseId: 'here', nextOn: '2026-01-03', ended: null } }, courses: [{ referralId: 'r-e', missedUnseen: true }], today: '2026-01-04',
  };

  it('is danger first of all, then a transfer, taking the case, whoever has not come, an alert of work, the family of a child, what came back, a missed session, the person’s word on an outcome, what is due, steps of the plan, the plan’s day, the interview, needs, a first plan; then what we wait for; then the end', () => {
    const steps: [Partial<CaseState>, string][] = [
      [{}, 'alert'], [{ alerts: [] }, 'answer-transfer'], [{ transfers: [{ state: 'refused', mayAnswer: false, mayTakeNote: true }] }, 'transfer-refused'],
      [{ transfers: [{ state: 'asked', mayAnswer: false, mayTakeNote: false }] }, 'take'],
      [{ found, alerts: [alert('2026-01-01', null, false)] }, 'arrival'], [{ arrival: null }, 'work-alert'], [{ alerts: [] }, 'family'], [{ family: null }, 'referral'],
      [{ referrals: [referral('b', 'completed'), referral('d', 'sent'), referral('e', 'in-service')] }, 'confirm'], [{ referrals: [referral('d', 'sent'), referral('e', 'in-service')] }, 'session'], [{ referrals: [referral('d', 'sent')] }, 'follow-up'],
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

  it('is never danger for who may not answer it: they call whoever is on duty, until protection has taken it in time', () => {
    const closed = { ...alert('2026-01-01'), code: null };
    expect(nextAction({ ...quiet, alerts: [closed] })).toMatchObject({ kind: 'call-duty', alert: { raisedAt: '2026-01-01' } });
    expect(nextAction({ ...quiet, alerts: [alert('2026-01-01')], answersAlerts: false }).kind).toBe('call-duty');
    // What one may answer oneself goes before what others answer.
    expect(nextAction({ ...quiet, alerts: [closed, alert('2026-01-02')] })).toMatchObject({ kind: 'alert', alert: { raisedAt: '2026-01-02' } });
    const taken = { ...closed, takenAt: '2026-01-01' };
    expect(nextAction({ ...quiet, alerts: [taken], needs: [need('a')] }).kind).toBe('need');
    expect(nextAction({ ...quiet, alerts: [taken] }).kind).toBe('wait-alert');
    expect(nextAction({ ...quiet, alerts: [{ ...taken, late: true }] }).kind).toBe('call-duty');
    expect(isPressing({ kind: 'call-duty', alert: closed }, '2026-01-02')).toBe(true);
    expect(isPressing({ kind: 'wait-alert', alert: taken }, '2026-01-02')).toBe(false);
  });

  it('names whoever has not come from the day of the next try on, and what was said is settled', () => {
    const on = (today: string, over = {}) => nextAction({ ...quiet, arrival: { ...arrival, ...over }, today }).kind;
    expect([on('2026-01-01'), on('2026-01-02'), on('2026-01-05')]).toEqual(['plan', 'arrival', 'arrival']);
    expect(on('2026-01-02', { state: 'declined' })).toBe('arrival-settle');
    expect(on('2026-01-02', { state: 'came', nextOn: null })).toBe('plan');
  });

  it('names the family of a child to protection on its day, and to others that protection looks after it', () => {
    const family = { state: 'open', work: { caseId: 'there', nextOn: '2026-01-03', ended: null } } as const;
    expect(nextAction({ ...quiet, family, today: '2026-01-02' }).kind).toBe('plan');
    expect(nextAction({ ...quiet, family, today: '2026-01-03' })).toMatchObject({ kind: 'family', family: { caseId: 'there' } });
    expect(nextAction({ ...quiet, family: { ...family, work: null }, today: '2026-01-03' }).kind).toBe('wait-family');
    expect(nextAction({ ...quiet, family: { state: 'ended', work: null }, today: '2026-01-03' }).kind).toBe('plan');
  });

  it('names a referral that nobody sent for days, and one whose need has ended', () => {
    const draft = { caseId: 'here', needId: 'n', serviceId: 's', serviceName: { es: '', en: '' }, replaces: null, old: false, needEnded: null };
    expect(nextAction({ ...quiet, drafts: [draft] }).kind).toBe('plan');
    expect(nextAction({ ...quiet, drafts: [{ ...draft, old: true }] }).kind).toBe('draft');
    expect(nextAction({ ...quiet, drafts: [{ ...draft, needEnded: { state: 'met', on: '2026-01-01', why: null, coveredBy: null } }] }).kind).toBe('draft-ended');
  });

  it('names a missed session only of a service that goes on', () => {
    const courses = [{ referralId: 'r-a', missedUnseen: true }];
    expect(nextAction({ ...quiet, courses, referrals: [referral('a', 'in-service')] })).toMatchObject({ kind: 'session', referral: { referralId: 'r-a' } });
    expect(nextAction({ ...quiet, courses: [{ referralId: 'r-a', missedUnseen: false }], referrals: [referral('a', 'in-service')] }).kind).toBe('wait-referral');
    expect(nextAction({ ...quiet, courses, referrals: [referral('a', 'completed', true)] }).kind).toBe('plan');
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

  it('that was dealt with on the word of the provider alone still asks for the word of the person, unless another one took its place', () => {
    const handled = outcome({ handled: true, outcome: 'reached', stateSince: '2026-01-02', actions: ['confirm'] });
    expect(nextAction({ ...quiet, referrals: [handled] })).toMatchObject({ kind: 'ask-outcome', referral: { referralId: 'r-a' } });
    expect(nextAction({ ...quiet, referrals: [handled], needs: [need('b')] }).kind).toBe('need');
    expect(nextAction({ ...quiet, referrals: [{ ...handled, outcome: 'not-reached' }] }).kind).toBe('plan');
    expect(nextAction({ ...quiet, referrals: [{ ...handled, actions: [] }] }).kind).toBe('plan');
    expect(nextAction({ ...quiet, referrals: [handled, { ...referral('a', 'sent'), sentAt: '2026-01-03' }] }).kind).toBe('wait-referral');
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
    expect(isPressing({ kind: 'alert', alert: alert('2026-01-01') }, '2026-01-02')).toBe(true);
  });
});
