import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { AbroadPage } from '#registry/schema';

/** How many cases come from other countries. Few offices have any: it is shown where something waits. */
export function useAbroadFigures() {
  const { data } = useQuery({ queryKey: ['registry', 'abroad-counts'], queryFn: ({ signal }) => api.get<AbroadPage>('/api/abroad', {}, signal) });
  const coming = data?.counts.coming ?? 0;
  return coming > 0 ? [{ key: 'abroad', value: coming, href: '/app/abroad', tone: 'warning' }] as const : [];
}
