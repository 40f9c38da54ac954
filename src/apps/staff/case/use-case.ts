import { useQuery } from '@tanstack/react-query';
import type { AssessmentList, NeedView } from '#assessment/schema';
import { api } from '#platform/client';
import type { CaseFollowUps } from '#plans/schema';
import type { ReturnEvent } from '#reception/schema';
import type { OfficerReferral } from '#referrals/schema';
import type { CasePage } from '#registry/schema';

/** The case with its person and consents. */
export function useCasePage(caseId: string) {
  return useQuery({ queryKey: ['registry', 'case', caseId], queryFn: ({ signal }) => api.get<CasePage>(`/api/cases/${caseId}`, {}, signal) });
}

/**
 * What the rooms know of a case, under the same keys as their own panels, so that each list is asked for once.
 * A role that may not read one of them simply has nothing there.
 */
export function useCaseRecords(caseId: string, personId: string, follows: boolean) {
  const assessments = useQuery({ queryKey: ['assessment', 'list', caseId], queryFn: ({ signal }) => api.get<AssessmentList>(`/api/cases/${caseId}/assessments`, {}, signal) });
  const needs = useQuery({ queryKey: ['assessment', 'needs', caseId], queryFn: ({ signal }) => api.get<{ needs: NeedView[] }>(`/api/cases/${caseId}/needs`, {}, signal) });
  const returns = useQuery({ queryKey: ['reception', 'returns', personId], queryFn: () => api.get<{ returns: ReturnEvent[] }>(`/api/people/${personId}/returns`) });
  const referrals = useQuery({ queryKey: ['referrals', 'case', caseId], queryFn: ({ signal }) => api.get<{ referrals: OfficerReferral[] }>(`/api/cases/${caseId}/referrals`, {}, signal), enabled: follows });
  const followUps = useQuery({ queryKey: ['plans', 'case', caseId], queryFn: ({ signal }) => api.get<CaseFollowUps>(`/api/cases/${caseId}/follow-ups`, {}, signal), enabled: follows });
  return {
    // A list that is not asked for is pending too, and yet nobody waits for it.
    waiting: [assessments, needs, returns, referrals, followUps].some((query) => query.isLoading),
    ...(assessments.data ?? NO_ASSESSMENTS), ...(needs.data ?? NO_NEEDS), ...(returns.data ?? NO_RETURNS),
    ...(referrals.data ?? NO_REFERRALS), ...(followUps.data ?? NO_FOLLOW_UPS),
  };
}

const NO_ASSESSMENTS: Pick<AssessmentList, 'assessments'> = { assessments: [] };
const NO_NEEDS: { readonly needs: NeedView[] } = { needs: [] };
const NO_RETURNS: { readonly returns: ReturnEvent[] } = { returns: [] };
const NO_REFERRALS: { readonly referrals: OfficerReferral[] } = { referrals: [] };
const NO_FOLLOW_UPS: Pick<CaseFollowUps, 'followUps' | 'surveys'> = { followUps: [], surveys: [] };

export type CaseRecords = ReturnType<typeof useCaseRecords>;
