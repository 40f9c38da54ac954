import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { PapersAsReported } from '../../schema/paper-reports.ts';

/** What was reported of papers at the counters of a service. */
export function usePapersSaid(serviceId: string) {
  return useQuery({ queryKey: ['directory', 'papers-said', serviceId], queryFn: ({ signal }) => api.get<PapersAsReported>(`/api/directory/services/${encodeURIComponent(serviceId)}/paper-reports`, {}, signal) });
}
