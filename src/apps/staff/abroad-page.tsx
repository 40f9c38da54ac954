import { useQuery } from '@tanstack/react-query';
import type { NeedView } from '#assessment/schema';
import { api } from '#platform/client';
import { SendAbroadPage } from '#registry/pages';
import { Loading } from '#ui';

/** Handing a case over to another country, with the open needs that may go along: what the closed circle knows, only the circle is shown. */
export function CaseAbroadPage({ caseId }: { readonly caseId: string }) {
  const needs = useQuery({ queryKey: ['assessment', 'needs', caseId], queryFn: ({ signal }) => api.get<{ needs: NeedView[] }>(`/api/cases/${caseId}/needs`, {}, signal) });
  const open = (needs.data?.needs ?? []).filter((need) => need.state === 'open');
  return (
    <SendAbroadPage
      caseId={caseId} loading={needs.isPending ? <Loading /> : null}
      needs={open.map(({ needId, need, label, urgency, restricted }) => ({ needId, code: need, label: { es: label.es, en: label.en }, urgency, restricted }))}
    />
  );
}
