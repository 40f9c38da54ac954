import type { RelatedCases } from '../../schema.ts';

/**
 * Where a case is worked on: its own page, or that of the case in which it goes on, if that is in sight. As long as nobody knows, a page that finds out and
 * goes there: a link that is followed early must not end at a closed case.
 */
export function addressOfWork(caseId: string, related: Pick<RelatedCases, 'into'> | undefined): string {
  return related ? `/app/cases/${related.into?.caseId ?? caseId}` : `/app/cases/${caseId}/in-charge`;
}
