import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { PapersOfCase, WantPapers } from '../schema.ts';

/** What a case needs, the way to it and what was done. */
export function usePapers(caseId: string) {
  return useQuery({ queryKey: ['documents', 'case', caseId], queryFn: ({ signal }) => api.get<PapersOfCase>(`/api/cases/${caseId}/papers`, {}, signal) });
}

/** Notes that papers are needed. */
export function useWantPapers(caseId: string) {
  return useMutation({ mutationFn: (command: WantPapers) => api.send('POST', `/api/cases/${caseId}/papers`, command) });
}

/** Takes a paper off. */
export function useDropPaper(caseId: string) {
  return useMutation({ mutationFn: (paperId: string) => api.send('POST', `/api/cases/${caseId}/papers/${paperId}/drop`, {}) });
}
