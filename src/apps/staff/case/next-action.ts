import type { AlertView, AssessmentList, NeedView } from '#assessment/schema';
import type { FamilyView } from '#protection/schema';
import { daysBetween } from '#kernel/dates';
import { URGENCIES } from '#kernel/codes';
import type { ActionView, FollowUpView } from '#plans/schema';
import type { CourseView, OfficerReferral, ReferralDraftLine } from '#referrals/schema';
import type { ArrivalLine, CaseSummary } from '#registry/schema';

/** Without a code what it is about stays with the closed circle, and so does the answer. */
type Alert = Pick<AlertView, 'caseId' | 'pressing' | 'answeredAt' | 'raisedAt' | 'code' | 'takenAt' | 'late' | 'passedOn'>;
type Draft = Pick<ReferralDraftLine, 'caseId' | 'needId' | 'serviceId' | 'serviceName' | 'replaces' | 'old' | 'needEnded'>;
export type Arrival = Pick<ArrivalLine, 'arrivalId' | 'caseId' | 'state' | 'until' | 'nextOn' | 'missing' | 'escalated'>;

/** What is known of a case, and of those that go on in it, when its next action is looked for; a list that has not come yet is empty. */
export interface CaseState {
  readonly found: CaseSummary;
  readonly alerts: readonly Alert[];
  readonly assessments: AssessmentList['assessments'];
  readonly needs: readonly NeedView[];
  readonly referrals: readonly OfficerReferral[];
  readonly followUps: readonly FollowUpView[];
  /** Askings that another office takes the case over, newest first. */
  readonly transfers?: readonly Transfer[];
  /** The plan with the person; without one nothing is said of plans. */
  readonly plan?: Plan | null;
  /** How the person stands with the window to which they were sent. */
  readonly arrival?: Arrival | null;
  /** Sessions that services agreed with the person. */
  readonly courses?: readonly Pick<CourseView, 'referralId' | 'missedUnseen'>[];
  /** Referrals that are being written, what waits longest first. */
  readonly drafts?: readonly Draft[];
  /** Whether protection looks after the family of a child; when it looks again is known to protection alone. */
  readonly family?: Pick<FamilyView, 'state'> & { readonly work: Pick<NonNullable<FamilyView['work']>, 'caseId' | 'nextOn' | 'ended'> | null } | null;
  /** Whether whoever looks may say what was done about an alert at all; those without a code nobody here may answer. */
  readonly answersAlerts?: boolean;
  /** The day, for what is due by the day alone. */
  readonly today?: string;
}

interface Transfer { readonly state: string; readonly mayAnswer: boolean; readonly mayTakeNote: boolean }
/** `version` counts what was agreed: none yet is 0. */
interface Plan {
  readonly version: number; readonly reviewLate: boolean; readonly reviewOn?: string | null;
  /** Steps before all goals, and those of each goal. */
  readonly first?: readonly ActionView[]; readonly goals?: readonly { readonly steps: readonly ActionView[] }[];
}

export type NextAction =
  | { readonly kind: 'take' | 'assess' | 'resume' | 'plan' | 'close' | 'closed' | 'answer-transfer' | 'transfer-refused' | 'wait-transfer' | 'make-plan' | 'review-plan' | 'wait-family' }
  | { readonly kind: 'alert' | 'work-alert' | 'call-duty' | 'wait-alert'; readonly alert: Alert }
  | { readonly kind: 'arrival' | 'arrival-settle'; readonly arrival: Arrival }
  | { readonly kind: 'draft' | 'draft-ended'; readonly draft: Draft }
  | { readonly kind: 'family'; readonly family: { readonly caseId: string; readonly nextOn: string } }
  | { readonly kind: 'session' | 'ask-outcome'; readonly referral: OfficerReferral }
  | { readonly kind: 'step'; readonly step: ActionView }
  | { readonly kind: 'need'; readonly need: NeedView }
  | { readonly kind: 'referral' | 'confirm' | 'wait-referral'; readonly referral: OfficerReferral }
  | { readonly kind: 'follow-up' | 'next-contact'; readonly followUp: FollowUpView };

/** The receiver answered, or did not in time: the next step is the officer's. */
const BACK_WITH_US: ReadonlySet<string> = new Set(['declined', 'expired', 'more-information-asked', 'did-not-come', 'completed', 'draft']);
/** The next step is somebody else's. */
const WITH_OTHERS: ReadonlySet<string> = new Set(['sent', 'received', 'accepted', 'waiting-list', 'in-service']);

function byUrgency(a: NeedView, b: NeedView): number {
  return URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency) || a.openedOn.localeCompare(b.openedOn);
}

/** Nobody has written what was done: the oldest first. Of danger before everything else; the others are work of the case. */
function waitingAlerts(alerts: readonly Alert[], pressing: boolean): Alert[] {
  return alerts.filter((alert) => alert.pressing === pressing && alert.answeredAt === null).sort((a, b) => a.raisedAt.localeCompare(b.raisedAt));
}

const mayAnswer = ({ answersAlerts = true }: CaseState, { code }: Alert): boolean => answersAlerts && code !== null;
/** Somebody of protection has it, and the time to answer has not passed. */
const inHands = ({ takenAt, late }: Alert): boolean => takenAt !== null && !late;

/** An outcome that the person has not confirmed: nobody could take note of it yet. What they denied, or were not reached about, came back like everything else. */
function waitsForWord({ state, confirmed, actions }: OfficerReferral): boolean {
  return state === 'completed' && confirmed === null && !actions.includes('acknowledge');
}

/** What came back; an outcome only waits for the person's word, so that the rest goes before it. */
function answered(referrals: readonly OfficerReferral[]): NextAction | null {
  const back = referrals.filter((referral) => !referral.handled && BACK_WITH_US.has(referral.state));
  const first = back.find((referral) => !waitsForWord(referral));
  if (first) return { kind: 'referral', referral: first };
  return back[0] ? { kind: 'confirm', referral: back[0] } : null;
}

/** The step of the plan that is due, the longest waiting first, whoever promised it: on its day somebody asks how it went. */
function dueStep({ plan }: CaseState): NextAction | null {
  const steps = [...(plan?.first ?? []), ...(plan?.goals ?? []).flatMap((goal) => goal.steps)].filter((s) => s.timing === 'overdue' || s.timing === 'today');
  const step = steps.sort((a, b) => a.dueOn.localeCompare(b.dueOn))[0];
  return step ? { kind: 'step', step } : null;
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

/**
 * What must be known of the case before anything else: that it is over, or danger. Who may answer an alarm answers it; everybody else calls whoever is on duty until
 * protection has taken it, and then goes on with the case.
 */
function first(state: CaseState): NextAction | null {
  if (state.found.state === 'closed') return { kind: 'closed' };
  const waiting = waitingAlerts(state.alerts, true);
  const own = waiting.find((alert) => mayAnswer(state, alert));
  if (own) return { kind: 'alert', alert: own };
  const untaken = waiting.find((alert) => !inHands(alert));
  return untaken ? { kind: 'call-duty', alert: untaken } : null;
}

/** Protection took an alarm that only it answers. */
function alertInHands({ alerts }: CaseState): NextAction | null {
  const alert = waitingAlerts(alerts, true)[0];
  return alert ? { kind: 'wait-alert', alert } : null;
}

/** Nobody holds it. */
const taking = ({ found }: CaseState): NextAction | null => (found.officerId === null ? { kind: 'take' } : null);

/** A transfer that waits for us: to be answered, or refused and to be taken note of. */
function transferBack({ transfers = [] }: CaseState): NextAction | null {
  if (transfers.some((one) => one.state === 'asked' && one.mayAnswer)) return { kind: 'answer-transfer' };
  return transfers.some((one) => one.state === 'refused' && one.mayTakeNote) ? { kind: 'transfer-refused' } : null;
}

/** A plan whose day to be looked at has come. */
function planToReview({ plan, today }: CaseState): NextAction | null {
  const isDay = today !== undefined && plan?.reviewOn === today;
  return plan?.reviewLate || isDay ? { kind: 'review-plan' } : null;
}

/** Whoever was sent here has not come and somebody tries again today, or went elsewhere or does not want to: that is settled by somebody. */
function arrivalDue({ arrival, today }: CaseState): NextAction | null {
  if (!arrival || arrival.nextOn === null || today === undefined || arrival.nextOn > today) return null;
  return { kind: arrival.state === 'expected' ? 'arrival' : 'arrival-settle', arrival };
}

/** The day on which protection looks again after the family of a child. */
function familyDue({ family, today }: CaseState): NextAction | null {
  const work = family?.work;
  return work && work.ended === null && today !== undefined && work.nextOn <= today ? { kind: 'family', family: { caseId: work.caseId, nextOn: work.nextOn } } : null;
}

/** Others learn that protection looks after it: nothing for them to do, and the reason why the case may stand on a list of the day. */
const familyInHands = ({ family }: CaseState): NextAction | null => (family && family.work === null && family.state !== null && family.state !== 'ended' ? { kind: 'wait-family' } : null);

/** Nobody came to a session of a service that goes on, and nobody has taken note. */
function missedSession({ courses = [], referrals }: CaseState): NextAction | null {
  const missed = new Set(courses.filter((course) => course.missedUnseen).map((course) => course.referralId));
  const referral = referrals.find((one) => one.state === 'in-service' && missed.has(one.referralId));
  return referral ? { kind: 'session', referral } : null;
}

/** A referral that somebody began: it cannot go out since its need ended, or nobody has sent it for days. */
function draftLeft({ drafts = [] }: CaseState): NextAction | null {
  const ended = drafts.find((draft) => draft.needEnded !== null);
  if (ended) return { kind: 'draft-ended', draft: ended };
  const old = drafts.find((draft) => draft.old);
  return old ? { kind: 'draft', draft: old } : null;
}

/** What was dealt with on the word of the provider alone: the person has not said how it went, and nothing was asked in its place since. */
function outcomeWithoutWord({ referrals }: CaseState): NextAction | null {
  const replaced = ({ needId, stateSince }: OfficerReferral) => referrals.some((other) => other.needId === needId && other.sentAt !== null && other.sentAt > stateSince);
  const referral = referrals.find((one) => one.handled && one.state === 'completed' && one.confirmed === null && one.outcome !== 'not-reached' && one.actions.includes('confirm') && !replaced(one));
  return referral ? { kind: 'ask-outcome', referral } : null;
}

function workAlert({ alerts }: CaseState): NextAction | null {
  const alert = waitingAlerts(alerts, false)[0];
  return alert ? { kind: 'work-alert', alert } : null;
}

/** The interview, until there is one. */
function interview(state: CaseState): NextAction | null {
  const assessments = askedHere(state);
  if (assessments.some((one) => one.state === 'draft')) return { kind: 'resume' };
  return assessments.length === 0 ? { kind: 'assess' } : null;
}

function dueNow({ followUps }: CaseState): NextAction | null {
  const due = dueContact(followUps);
  return due ? { kind: 'follow-up', followUp: due } : null;
}

function needToAnswer({ needs, referrals }: CaseState): NextAction | null {
  const need = needsWithoutHelp(needs, referrals)[0];
  return need ? { kind: 'need', need } : null;
}

/** Nothing was agreed with the person yet. */
const planMissing = ({ plan }: CaseState): NextAction | null => (plan?.version === 0 ? { kind: 'make-plan' } : null);

/** What waits for us, in the order in which it is done. */
const OWN_STEPS: readonly ((state: CaseState) => NextAction | null)[] = [
  first, transferBack, taking, arrivalDue, workAlert, familyDue, ({ referrals }) => answered(referrals), missedSession, dueNow, dueStep, planToReview, draftLeft, interview, needToAnswer, planMissing,
  outcomeWithoutWord,
];

/** What we wait for. */
const WAITING: readonly ((state: CaseState) => NextAction | null)[] = [
  alertInHands,
  ({ transfers = [] }) => (transfers.some((one) => one.state === 'asked') ? { kind: 'wait-transfer' } : null),
  ({ referrals }) => { const waiting = referrals.find((one) => WITH_OTHERS.has(one.state)); return waiting ? { kind: 'wait-referral', referral: waiting } : null; },
  familyInHands,
  ({ followUps }) => { const coming = comingContact(followUps); return coming ? { kind: 'next-contact', followUp: coming } : null; },
];

/** The one next thing to do for this case: first what waits for us, then what we wait for; when nothing is left of what it was opened for, its end. */
export function nextAction(state: CaseState): NextAction {
  for (const step of [...OWN_STEPS, ...WAITING]) {
    const action = step(state);
    if (action) return action;
  }
  return state.needs.some((need) => need.state === 'met') ? { kind: 'close' } : { kind: 'plan' };
}

const PRESSING: ReadonlySet<string> = new Set([
  'alert', 'call-duty', 'work-alert', 'take', 'referral', 'answer-transfer', 'transfer-refused', 'arrival', 'arrival-settle', 'family', 'session',
]);

/** Whether somebody has to act today, or things go their way. */
export function isPressing(action: NextAction, today: string): boolean {
  if (action.kind === 'follow-up') return daysBetween(action.followUp.dueOn, today) > 0;
  if (action.kind === 'step') return daysBetween(action.step.dueOn, today) > 0;
  return PRESSING.has(action.kind) || (action.kind === 'need' && action.need.urgency === '24h');
}
