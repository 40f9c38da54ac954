import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AlertView, AssessmentList, NeedView } from '#assessment/schema';
import type { PapersOfCase } from '#documents/schema';
import { api } from '#platform/client';
import type { CaseFollowUps, CaseSupport, PlanView } from '#plans/schema';
import type { CoursesOfCase, OfficerReferral, ReferralDraftsOfCase, ReferralsOnPaper } from '#referrals/schema';
import type { ArrivalOfCase, CasePage, CaseTransfers } from '#registry/schema';
import type { FamilyView } from '#protection/schema';

/** The case with its person and consents. What the panels of its page ask comes along the first time, in the same answer. */
export function useCasePage(caseId: string) {
  const known = useQueryClient();
  const queryKey = ['registry', 'case', caseId];
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const address = `/api/cases/${caseId}`;
      if (known.getQueryData(queryKey)) return api.get<CasePage>(address, {}, signal);
      const { parts } = await api.get<{ parts: Record<string, unknown> }>(`${address}/page`, {}, signal);
      api.keepAhead(parts);
      return api.get<CasePage>(address, {}, signal);
    },
  });
}

/** How each list of a case is asked for, under the same keys as the rooms' own panels, so that each list is asked for once. */
export const asked = {
  alerts: (caseId: string) => ({ queryKey: ['assessment', 'alerts', caseId], queryFn: ({ signal }: Asked) => api.get<{ alerts: AlertView[] }>(`/api/cases/${caseId}/alerts`, {}, signal) }),
  assessments: (caseId: string) => ({ queryKey: ['assessment', 'list', caseId], queryFn: ({ signal }: Asked) => api.get<AssessmentList>(`/api/cases/${caseId}/assessments`, {}, signal) }),
  needs: (caseId: string) => ({ queryKey: ['assessment', 'needs', caseId], queryFn: ({ signal }: Asked) => api.get<{ needs: NeedView[] }>(`/api/cases/${caseId}/needs`, {}, signal) }),
  referrals: (caseId: string) => ({ queryKey: ['referrals', 'case', caseId], queryFn: ({ signal }: Asked) => api.get<{ referrals: OfficerReferral[] }>(`/api/cases/${caseId}/referrals`, {}, signal) }),
  referralsOnPaper: (caseId: string) => ({ queryKey: ['referrals', 'on-paper', caseId], queryFn: ({ signal }: Asked) => api.get<ReferralsOnPaper>(`/api/cases/${caseId}/referrals-on-paper`, {}, signal) }),
  followUps: (caseId: string) => ({ queryKey: ['plans', 'case', caseId], queryFn: ({ signal }: Asked) => api.get<CaseFollowUps>(`/api/cases/${caseId}/follow-ups`, {}, signal) }),
  transfers: (caseId: string) => ({ queryKey: ['registry', 'transfers', caseId], queryFn: ({ signal }: Asked) => api.get<CaseTransfers>(`/api/cases/${caseId}/transfers`, {}, signal) }),
  papers: (caseId: string) => ({ queryKey: ['documents', 'case', caseId], queryFn: ({ signal }: Asked) => api.get<PapersOfCase>(`/api/cases/${caseId}/papers`, {}, signal) }),
  support: (caseId: string) => ({ queryKey: ['plans', 'support', caseId], queryFn: ({ signal }: Asked) => api.get<CaseSupport>(`/api/cases/${caseId}/support`, {}, signal) }),
  plan: (caseId: string) => ({ queryKey: ['plans', 'plan', caseId], queryFn: ({ signal }: Asked) => api.get<PlanView>(`/api/cases/${caseId}/plan`, {}, signal) }),
  arrival: (caseId: string) => ({ queryKey: ['registry', 'arrival', caseId], queryFn: ({ signal }: Asked) => api.get<ArrivalOfCase>(`/api/cases/${caseId}/arrival`, {}, signal) }),
  family: (caseId: string) => ({ queryKey: ['protection', 'family', caseId], queryFn: ({ signal }: Asked) => api.get<FamilyView>(`/api/cases/${caseId}/family-question`, {}, signal) }),
  drafts: (caseId: string) => ({ queryKey: ['referrals', 'drafts', 'case', caseId], queryFn: ({ signal }: Asked) => api.get<ReferralDraftsOfCase>(`/api/cases/${caseId}/referral-drafts`, {}, signal) }),
  courses: (caseId: string) => ({ queryKey: ['referrals', 'courses', caseId], queryFn: ({ signal }: Asked) => api.get<CoursesOfCase>(`/api/cases/${caseId}/courses`, {}, signal) }),
};
interface Asked { readonly signal: AbortSignal }

/** Referrals of which sessions may have been agreed. */
const HAS_SESSIONS: ReadonlySet<string> = new Set(['in-service', 'completed']);
/** Whether anybody agreed sessions with the person at all. */
export const hasSessions = (referrals: readonly OfficerReferral[]): boolean => referrals.some((one) => HAS_SESSIONS.has(one.state));

type Reads = Readonly<Record<'follows' | 'child' | 'writes', boolean>>;

/** What only now and then has something in it: who has not come, the family of a child, sessions, referrals that are being written. */
function useRareRecords(caseId: string, { follows, child, writes }: Reads, sessions: boolean) {
  const arrival = useQuery({ ...asked.arrival(caseId), enabled: follows });
  const drafts = useQuery({ ...asked.drafts(caseId), enabled: writes });
  const family = useQuery({ ...asked.family(caseId), enabled: follows && child });
  const courses = useQuery({ ...asked.courses(caseId), enabled: follows && sessions });
  return {
    loading: [arrival, drafts, family, courses].some((query) => query.isLoading),
    rare: { arrival: arrival.data?.arrival ?? null, family: family.data ?? null, ...(courses.data ?? NO_COURSES), ...(drafts.data ?? NO_DRAFTS) },
  };
}

/** What the rooms know of a case and of those that go on in it. A role that may not read one of the lists simply has nothing there. */
export function useCaseRecords(caseId: string, reads: Reads) {
  const { follows } = reads;
  const alerts = useQuery(asked.alerts(caseId));
  const assessments = useQuery(asked.assessments(caseId));
  const needs = useQuery(asked.needs(caseId));
  const referrals = useQuery({ ...asked.referrals(caseId), enabled: follows });
  const followUps = useQuery({ ...asked.followUps(caseId), enabled: follows });
  const transfers = useQuery({ ...asked.transfers(caseId), enabled: follows });
  const plan = useQuery({ ...asked.plan(caseId), enabled: follows });
  const known = referrals.data ?? NO_REFERRALS;
  const { loading, rare } = useRareRecords(caseId, reads, hasSessions(known.referrals));
  return {
    // A list that is not asked for is pending too, and yet nobody waits for it.
    waiting: loading || [alerts, assessments, needs, referrals, followUps, transfers, plan].some((query) => query.isLoading),
    ...(alerts.data ?? NO_ALERTS), ...(assessments.data ?? NO_ASSESSMENTS), ...(needs.data ?? NO_NEEDS), ...known, ...(followUps.data ?? NO_FOLLOW_UPS),
    ...(transfers.data ?? NO_TRANSFERS), plan: plan.data ?? null, ...rare,
  };
}

const NO_COURSES: Pick<CoursesOfCase, 'courses'> = { courses: [] };
const NO_DRAFTS: ReferralDraftsOfCase = { drafts: [] };
const NO_TRANSFERS: Pick<CaseTransfers, 'transfers'> = { transfers: [] };
const NO_ALERTS: { readonly alerts: AlertView[] } = { alerts: [] };
const NO_ASSESSMENTS: Pick<AssessmentList, 'assessments'> = { assessments: [] };
const NO_NEEDS: { readonly needs: NeedView[] } = { needs: [] };
const NO_REFERRALS: { readonly referrals: OfficerReferral[] } = { referrals: [] };
const NO_FOLLOW_UPS: Pick<CaseFollowUps, 'followUps' | 'surveys'> = { followUps: [], surveys: [] };

export type CaseRecords = ReturnType<typeof useCaseRecords>;

/** How much of what waits is of one case that goes on in another one. */
export function pendingIn(caseId: string, { needs, referrals, followUps }: Pick<CaseRecords, 'needs' | 'referrals' | 'followUps'>): { needs: number; referrals: number; contacts: number } {
  const own = <T extends { readonly caseId: string }>(list: readonly T[]) => list.filter((one) => one.caseId === caseId);
  return {
    needs: own(needs).filter((need) => need.state === 'open').length, referrals: own(referrals).filter((referral) => !referral.handled).length,
    contacts: own(followUps).filter((contact) => contact.timing !== null).length,
  };
}
