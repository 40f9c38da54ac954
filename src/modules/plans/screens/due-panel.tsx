import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, EmptyState, Loaded, useText } from '#ui';
import type { FollowUpWorkList as WorkList } from '../schema.ts';
import { FollowUpLines } from './follow-up-lines.tsx';

/** Contacts that are due, for the home page of the window. */
export function DueFollowUpsPanel() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['plans', 'work', 'due'], queryFn: ({ signal }) => api.get<WorkList>('/api/follow-ups', { list: 'due' }, signal) });
  return (
    <Card title={t('plans.list.due')} icon="phone" count={query.data ? query.data.counts.overdue + query.data.counts.today : undefined} flush>
      <Loaded query={query}>{({ lines }) => <FollowUpLines caption={t('plans.list.due')} lines={lines} empty={<EmptyState icon="check" title={t('plans.list-empty.due')} />} />}</Loaded>
    </Card>
  );
}
