import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { ScannedPerson } from '../../schema.ts';

/** Somebody on the floor: name, number, age, and whether they are still here. */
export function useStay(rowId: string) {
  return useQuery({ queryKey: ['reception', 'stay', rowId], queryFn: () => api.get<ScannedPerson>(`/api/reception/stays/${rowId}`) });
}
