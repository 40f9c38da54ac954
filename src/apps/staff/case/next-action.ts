import type { AssessmentList, NeedView } from '#assessment/schema';
import { daysBetween } from '#kernel/dates';
import { URGENCIES } from '#kernel/codes';
import type { FollowUpView } from '#plans/schema';
import type { OfficerReferral } from '#referrals/schema';
import type { CaseSummary } from '#registry/schema';

/** What is known of a case, and of those that go on in it, when its next action is looked for; a list that has not come yet is empty. */
export interface CaseState {
  readonly found: CaseSummary;
  readonly assessments: AssessmentList['assessments'];
  readonly needs: readonly NeedView[];
  readonly referrals: readonly OfficerReferral[];
  readonly followUps: readonly FollowUpView[];
}

export type NextAction =
  | { readonly kind: 'take' | 'assess' | 'resume' | 'plan' | 'closed' }
  | { readonly kind: 'need'; readonly need: NeedView }
  | { readonly kind: 'referral'; readonly referral: OfficerReferral }
  | { readonly kind: 'wait-referral'; readonly referral: OfficerReferral }
  | { readonly kind: 'follow-up' | 'next-contact'; readonly followUp: FollowUpView };

/** The receiver answered, or did not in time: the next step is the officer's. */
const BACK_WITH_US: ReadonlySet<string> = new Set(['declined', 'expired', 'more-information-asked', 'did-not-come', 'completed', 'draft']);
/** The next step is somebody else's. */
const WITH_OTHERS: ReadonlySet<string> = new Set(['sent', 'received', 'accepted', 'waiting-list', 'in-service']);

function byUrgency(a: NeedView, b: NeedView): number {
  return URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || a.openedOn.localeCompare(b.openedOn);
}

function answered(referrals: readonly OfficerReferral[]): OfficerReferral | undefined {
  return referrals.find((referral) => !referral.handled && BACK_WITH_US.has(referral.state));
}

const kindOf = ({ need, restricted }: NeedView) => `${need} ${restricted ? 'restricted' : ''}`;

/** Open needs that nobody was asked to answer, most urgent first. The same kind of need in cases that go on together is asked for once. */
export function needsWithoutHelp(needs: readonly NeedView[], referrals: readonly OfficerReferral[]): NeedView[] {
  const asked = new Set(referrals.filter((referral) => WITH_OTHERS.has(referral.state)).map((referral) => referral.needId));
  const underWay = new Set(needs.filter((need) => asked.has(need.needId)).map(kindOf));
  return needs.filter((need) => need.state === 'open' && !underWay.has(kindOf(need))).sort(byUrgency);
}

/** What was asked counts wherever it was asked; a draft only in its own case. */
function askedHere({ found, assessments }: CaseState): CaseState['assessments'] {
  return assessments.filter((one) => one.state !== 'draft' || one.caseId === found.caseId);
}

function dueContact(followUps: readonly FollowUpView[]): FollowUpView | undefined {
  return followUps.filter((f) => f.timing === 'overdue' || f.timing === 'today').sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
}

function comingContact(followUps: readonly FollowUpView[]): FollowUpView | undefined {
  return followUps.filter((f) => f.timing === 'upcoming').sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
}

/** What waits for the officer now, if anything does. */
function ownStep(state: CaseState): NextAction | null {
  const { found, needs, referrals, followUps } = state;
  if (found.state === 'closed') return { kind: 'closed' };
  if (found.officerId === null) return { kind: 'take' };
  const back = answered(referrals);
  if (back) return { kind: 'referral', referral: back };
  const due = dueContact(followUps);
  if (due) return { kind: 'follow-up', followUp: due };
  const assessments = askedHere(state);
  if (assessments.some((one) => one.state === 'draft')) return { kind: 'resume' };
  if (assessments.length === 0) return { kind: 'assess' };
  const need = needsWithoutHelp(needs, referrals)[0];
  return need ? { kind: 'need', need } : null;
}

/** The one next thing to do for this case: first what waits for us, then what we wait for. */
export function nextAction(state: CaseState): NextAction {
  const own = ownStep(state);
  if (own) return own;
  const waiting = state.referrals.find((referral) => WITH_OTHERS.has(referral.state));
  if (waiting) return { kind: 'wait-referral', referral: waiting };
  const coming = comingContact(state.followUps);
  return coming ? { kind: 'next-contact', followUp: coming } : { kind: 'plan' };
}

/** Whether somebody has to act today, or things go their way. */
export function isPressing(action: NextAction, today: string): boolean {
  if (action.kind === 'follow-up') return daysBetween(action.followUp.dueOn, today) > 0;
  return action.kind === 'take' || action.kind === 'referral' || (action.kind === 'need' && action.need.urgency === '24h');
}
