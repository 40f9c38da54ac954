import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, DataTable, EmptyState, Loaded, Note, useText } from '#ui';
import type { GapRow, Gaps } from '../schema.ts';

/** Needs for which the directory has nothing, by kind and municipality. */
export function GapsCard() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['insights', 'gaps'], queryFn: ({ signal }) => api.get<Gaps>('/api/insights/gaps', {}, signal) });
  return (
    <Card title={t('insights.gaps.title')} flush>
      <Loaded query={query}>{(gaps) => <GapTable gaps={gaps} />}</Loaded>
    </Card>
  );
}

function GapTable({ gaps }: { readonly gaps: Gaps }) {
  const { t, locale, formatNumber } = useText();
  const where = (row: GapRow): string => {
    const places = row.places.map((p) => t('insights.gaps.at', { place: p.name, n: formatNumber(p.n) })).join(' · ');
    if (places === '' && row.others) return t('insights.gaps.only-others');
    return [places, row.others ? t('insights.gaps.others') : ''].filter(Boolean).join(' · ');
  };
  return (
    <>
      <DataTable
        caption={t('insights.gaps.title')} rows={gaps.rows} rowKey={(row) => row.need} empty={<EmptyState icon="check" title={t('insights.gaps.none')} />}
        columns={[
          { key: 'need', title: t('insights.column.what'), cell: (row) => row.label?.[locale] ?? t('insights.reserved') },
          { key: 'total', title: t('insights.gaps.total'), numeric: true, cell: (row) => (row.total === null ? <span className="insights-hidden">{t('insights.hidden')}</span> : formatNumber(row.total)) },
          { key: 'where', title: t('insights.gaps.where'), cell: where },
        ]}
      />
      <Note>{t(gaps.exact ? 'insights.gaps.exact' : 'insights.gaps.protected')}</Note>
    </>
  );
}
