import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Note, Row, useText } from '#ui';
import type { Counted } from '../schema.ts';

interface Asked { readonly path: string; readonly query?: Readonly<Record<string, string>>; readonly enabled?: boolean }

/** Figures, and what counts them anew. */
export function useCounted<Figures>({ path, query = {}, enabled = true }: Asked) {
  const [times, setTimes] = useState(0);
  const found = useQuery({
    queryKey: ['insights', path, query, times], enabled, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<Counted<Figures>>(path, { ...query, ...(times > 0 ? { anew: '1' } : {}) }, signal),
  });
  return { found, countAnew: () => setTimes(times + 1) };
}

/** When the figures were counted: those of a whole country are not counted for every look. */
export function CountedAt({ counted: { found, countAnew } }: { readonly counted: ReturnType<typeof useCounted<object>> }) {
  const { t, formatDate } = useText();
  if (!found.data) return null;
  return (
    <Row gap={3}>
      <Note>{t('insights.counted-at', { time: formatDate(found.data.countedAt, 'hour') })}</Note>
      <Button size="small" look="quiet" icon="refresh" pending={found.isFetching} onClick={countAnew}>{t('insights.count-anew')}</Button>
    </Row>
  );
}
