import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import type { FamilyView, FamilyWork } from '../schema.ts';
import { useText } from '#ui';

/** What a case says of the family of its child. */
export function useFamily(caseId: string) {
  return useQuery({ queryKey: ['protection', 'family', caseId], queryFn: ({ signal }) => api.get<FamilyView>(`/api/cases/${caseId}/family-question`, {}, signal) });
}

/** What something that is looked at is called: in the words of the product, or of the country. */
export function useItemWords(work: FamilyWork): (item: string) => string {
  const { t, locale } = useText();
  const labels = new Map(work.items.map(({ id, label }) => [id, label]));
  return (item) => labels.get(item)?.[locale] ?? t(`protection.item.${item}`);
}

/** Work and whether it goes on: what every card of the page is given. */
export interface CardProps { readonly family: FamilyView; readonly work: FamilyWork; readonly works: boolean }
