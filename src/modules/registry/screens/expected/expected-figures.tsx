import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, Figure, Grid, shownCount, useText } from '#ui';
import { MOST_ARRIVALS, type ArrivalPage } from '../../schema.ts';

const SHOWN = ['missing', 'call', 'escalated'] as const;

/** For supervision: how many who were sent to its windows have not come; each number opens its list. */
export function ExpectedFigures() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['registry', 'expected', 'counts'], queryFn: ({ signal }) => api.get<ArrivalPage>('/api/expected-arrivals', { list: 'escalated' }, signal) });
  const counts = query.data?.counts;
  return (
    <Card title={t('registry.expected.title-supervision')}>
      <Grid min="small">
        {SHOWN.map((list) => {
          const n = counts?.[list] ?? 0;
          const shown = shownCount(n, MOST_ARRIVALS);
          return <Figure key={list} value={counts ? shown : '·'} label={t(`registry.expected.figure.${list}`)} tone={n > 0 ? 'danger' : 'plain'} href={`/app/expected?list=${list}`} />;
        })}
      </Grid>
    </Card>
  );
}
