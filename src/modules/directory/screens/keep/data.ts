import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { ImportLine, ImportPage } from '../../schema/exchange.ts';
import type { EntryKind, EntryList, EntryPage, EntryQuery, OwnerLink, ProposalView, ReportView, Review, ServiceMap } from '../../schema/stewardship.ts';

/** What the desk, the pages of entries and the map ask for. */

export const addressOfEntry = (kind: EntryKind, id: string): string => `/app/directory/keep/entry/${kind}.${id}`;

export function useEntries(query: EntryQuery) {
  return useQuery({ queryKey: ['directory', 'entries', query], queryFn: () => api.get<EntryList>('/api/directory/entries', { ...query }), placeholderData: (before) => before });
}

export function useEntry(entry: string) {
  return useQuery({ queryKey: ['directory', 'entry', entry], queryFn: () => api.get<EntryPage>(`/api/directory/entries/${encodeURIComponent(entry)}`) });
}

export function useProposals() {
  return useQuery({ queryKey: ['directory', 'proposals'], queryFn: () => api.get<{ proposals: ProposalView[] }>('/api/directory/proposals') });
}

export function useImports() {
  return useQuery({ queryKey: ['directory', 'imports'], queryFn: () => api.get<{ imports: ImportLine[] }>('/api/directory/imports') });
}

export function useImport(importId: string, page: number) {
  return useQuery({ queryKey: ['directory', 'import', importId, page], queryFn: () => api.get<ImportPage>(`/api/directory/imports/${importId}`, { page }), placeholderData: (before) => before });
}

export function useReview(proposalId: string) {
  return useQuery({ queryKey: ['directory', 'proposal', proposalId], queryFn: () => api.get<Review>(`/api/directory/proposals/${proposalId}`) });
}

export function useOwnReports() {
  return useQuery({ queryKey: ['directory', 'own-reports'], queryFn: () => api.get<{ reports: ReportView[] }>('/api/directory/reports/own') });
}

export function useOwnerLinks(organization: string) {
  return useQuery({ queryKey: ['directory', 'owner-links', organization], queryFn: () => api.get<{ links: OwnerLink[] }>('/api/directory/owner-links', { organization }) });
}

/** The departments of the country; they change only with the pack. */
export function useDepartments() {
  return useQuery({ queryKey: ['directory', 'departments'], queryFn: () => api.get<{ departments: { id: string; name: string }[] }>('/api/directory/departments'), staleTime: Infinity });
}

export interface MapQuery { readonly admin1: string | null; readonly organizationKind: string | null }

export function useServiceMap({ admin1, organizationKind }: MapQuery) {
  const query = { ...(admin1 && { admin1 }), ...(organizationKind && { organizationKind }) };
  return useQuery({ queryKey: ['directory', 'map', query], queryFn: () => api.get<ServiceMap>('/api/directory/map', query), placeholderData: (before) => before });
}
