import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import type { PlanView } from '../../plan/schema.ts';

/** The plan of a case. */
export function usePlan(caseId: string) {
  return useQuery({ queryKey: ['plans', 'plan', caseId], queryFn: ({ signal }) => api.get<PlanView>(`/api/cases/${caseId}/plan`, {}, signal) });
}

const KEEPERS: ReadonlySet<string> = new Set(['window', 'protection']);

/** Whether the reader writes plans. */
export function useKeepsPlans(): boolean {
  return KEEPERS.has(useSession().actor.role);
}
