import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { LinkButton, useText } from '#ui';
import type { AbroadPage } from '../../schema.ts';

/** The way to cases between countries, with how many wait for this office. */
export function AbroadLink() {
  const { t } = useText();
  const counts = useQuery({ queryKey: ['registry', 'abroad-counts'], queryFn: ({ signal }) => api.get<AbroadPage>('/api/abroad', {}, signal) }).data?.counts;
  const waits = counts ? counts.coming + counts.back : 0;
  return <LinkButton href="/app/abroad" icon="swap" look={waits > 0 ? 'primary' : 'secondary'}>{t('registry.abroad.link', { n: waits })}</LinkButton>;
}
