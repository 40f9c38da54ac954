import type { WantedPaper } from '#documents/schema';
import { promisedSteps, type ActionView, type FollowUpView, type PlanView } from '#plans/schema';
import type { OfficerReferral } from '#referrals/schema';

/** What was promised to the person, whichever room keeps it. */
export type Promised =
  | { readonly kind: 'contact'; readonly on: string; readonly contact: FollowUpView }
  | { readonly kind: 'referral'; readonly on: string | null; readonly referral: OfficerReferral }
  | { readonly kind: 'step'; readonly on: string; readonly step: ActionView; readonly caseId: string }
  | { readonly kind: 'paper'; readonly on: null; readonly paper: WantedPaper };

interface Kept {
  readonly followUps: readonly FollowUpView[];
  readonly referrals: readonly OfficerReferral[];
  readonly papers: readonly WantedPaper[];
  readonly plan: Pick<PlanView, 'caseId' | 'first' | 'goals'> | null;
}

const WITH_OTHERS: ReadonlySet<string> = new Set(['sent', 'received', 'accepted', 'waiting-list', 'in-service', 'more-information-asked', 'expired']);
/** The clock of a referral runs until the service answers. */
const UNANSWERED: ReadonlySet<string> = new Set(['sent', 'received', 'more-information-asked', 'expired']);

/** Sorts after every date. */
const NEVER = '9999-12-31';

const day = (at: string | null, dayOf: (at: string) => string): string | null => (at === null ? null : dayOf(at));

/** Everything that was promised and is not kept yet, in one list by its date; what has none comes last, in the order of the rooms. */
export function promisesOf({ followUps, referrals, papers, plan }: Kept, dayOf: (at: string) => string): Promised[] {
  const all: Promised[] = [
    ...followUps.filter((f) => f.timing !== null).map((contact): Promised => ({ kind: 'contact', on: contact.dueOn, contact })),
    ...referrals.filter((r) => WITH_OTHERS.has(r.state)).map((referral): Promised => ({ kind: 'referral', on: UNANSWERED.has(referral.state) ? day(referral.dueAt, dayOf) : null, referral })),
    ...(plan ? promisedSteps(plan).map((step): Promised => ({ kind: 'step', on: step.dueOn, step, caseId: plan.caseId })) : []),
    ...papers.filter((p) => !p.held).map((paper): Promised => ({ kind: 'paper', on: null, paper })),
  ];
  return all.sort((a, b) => (a.on ?? NEVER).localeCompare(b.on ?? NEVER));
}

/** What is due, and what is promised for later. */
export function dueAndLater(all: readonly Promised[], today: string): { readonly due: Promised[]; readonly later: Promised[] } {
  const isDue = (one: Promised): boolean => one.on !== null && one.on <= today;
  return { due: all.filter(isDue), later: all.filter((one) => !isDue(one)) };
}
