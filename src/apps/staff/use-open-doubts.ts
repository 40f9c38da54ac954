import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';

/** How many doubts wait, for the menu; `null` where nobody asks. */
export function useOpenDoubts(asks: boolean): number | null {
  const count = useQuery({
    queryKey: ['registry', 'identity-review', 'count'], enabled: asks, refetchInterval: 60_000, staleTime: 30_000,
    queryFn: ({ signal }) => api.get<{ open: number }>('/api/identity-review/count', {}, signal),
  });
  return count.data?.open ?? null;
}
