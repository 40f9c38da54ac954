import { useQueries, useQuery } from '@tanstack/react-query';
import type { AssessmentList, NeedView } from '#assessment/schema';
import { api } from '#platform/client';
import type { CaseFollowUps } from '#plans/schema';
import type { ReturnEvent } from '#reception/schema';
import type { OfficerReferral } from '#referrals/schema';
import type { CasePage, RelatedCases } from '#registry/schema';
import { useRelatedCases } from '#registry/pages';

/** The case with its person and consents. */
export function useCasePage(caseId: string) {
  return useQuery({ queryKey: ['registry', 'case', caseId], queryFn: ({ signal }) => api.get<CasePage>(`/api/cases/${caseId}`, {}, signal) });
}

/** How each list of a case is asked for, under the same keys as the rooms' own panels, so that each list is asked for once. */
const asked = {
  assessments: (caseId: string) => ({ queryKey: ['assessment', 'list', caseId], queryFn: ({ signal }: Asked) => api.get<AssessmentList>(`/api/cases/${caseId}/assessments`, {}, signal) }),
  needs: (caseId: string) => ({ queryKey: ['assessment', 'needs', caseId], queryFn: ({ signal }: Asked) => api.get<{ needs: NeedView[] }>(`/api/cases/${caseId}/needs`, {}, signal) }),
  referrals: (caseId: string) => ({ queryKey: ['referrals', 'case', caseId], queryFn: ({ signal }: Asked) => api.get<{ referrals: OfficerReferral[] }>(`/api/cases/${caseId}/referrals`, {}, signal) }),
  followUps: (caseId: string) => ({ queryKey: ['plans', 'case', caseId], queryFn: ({ signal }: Asked) => api.get<CaseFollowUps>(`/api/cases/${caseId}/follow-ups`, {}, signal) }),
};
interface Asked { readonly signal: AbortSignal }

/** What the rooms know of a case and of those that go on in it. A role that may not read one of the lists simply has nothing there. */
export function useCaseRecords(caseId: string, personId: string, follows: boolean) {
  const assessments = useQuery(asked.assessments(caseId));
  const needs = useQuery(asked.needs(caseId));
  const returns = useQuery({ queryKey: ['reception', 'returns', personId], queryFn: () => api.get<{ returns: ReturnEvent[] }>(`/api/people/${personId}/returns`) });
  const referrals = useQuery({ ...asked.referrals(caseId), enabled: follows });
  const followUps = useQuery({ ...asked.followUps(caseId), enabled: follows });
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
type Lists = Pick<CaseRecords, 'assessments' | 'needs' | 'referrals' | 'followUps' | 'surveys'>;

/** Of what the rooms know of a case and of those that go on in it, what is of this one. */
export function onlyOf(caseId: string, { assessments, needs, referrals, followUps, surveys }: Lists): Lists {
  const own = <T extends { readonly caseId: string }>(list: readonly T[]) => list.filter((one) => one.caseId === caseId);
  return { assessments: own(assessments), needs: own(needs), referrals: own(referrals), followUps: own(followUps), surveys: own(surveys) };
}

/** What happened in another case of the same person, as far as the reader may see it. */
export interface OtherCase extends Lists {
  readonly found: RelatedCases['cases'][number];
}

export interface WholeHistory {
  readonly related: RelatedCases;
  readonly others: readonly OtherCase[];
}

const NOTHING_RELATED: RelatedCases = { cases: [], elsewhere: 0, into: null, joined: [] };

/** The other cases of the person with what the rooms know of each: under whichever record they stand, as long as these are one person. */
export function useWholeHistory(caseId: string, follows: boolean): WholeHistory {
  const related = useRelatedCases(caseId).data ?? NOTHING_RELATED;
  const ids = related.cases.map((c) => c.caseId);
  const assessments = useQueries({ queries: ids.map(asked.assessments) });
  const needs = useQueries({ queries: ids.map(asked.needs) });
  const referrals = useQueries({ queries: ids.map((id) => ({ ...asked.referrals(id), enabled: follows })) });
  const followUps = useQueries({ queries: ids.map((id) => ({ ...asked.followUps(id), enabled: follows })) });
  return {
    related,
    others: related.cases.map((found, at) => ({
      found,
      ...onlyOf(found.caseId, {
        ...(assessments[at]?.data ?? NO_ASSESSMENTS), ...(needs[at]?.data ?? NO_NEEDS), ...(referrals[at]?.data ?? NO_REFERRALS), ...(followUps[at]?.data ?? NO_FOLLOW_UPS),
      }),
    })),
  };
}
