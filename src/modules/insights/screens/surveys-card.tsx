import { Banner, Card, DataTable, EmptyState, Link, Note, Stack, useText } from '#ui';
import type { Supervision } from '../schema.ts';

type Surveys = Supervision['surveys'];
type Means = Surveys['means'][number];

const DIMENSIONS = ['economic', 'social', 'psychosocial', 'composite'] as const;
const ROUNDS = ['baseline', 'm6', 'm12', 'm18'];
const inOrder = <R extends { readonly round: string }>(rows: readonly R[]): R[] => rows.toSorted((a, b) => ROUNDS.indexOf(a.round) - ROUNDS.indexOf(b.round));

/** What the surveys of the offices say together: who answered, who could not be reached, means with their interval. A mean of few is not shown. */
export function SurveysCard({ surveys }: { readonly surveys: Surveys }) {
  const { t, formatNumber } = useText();
  const number = (value: number) => formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const cell = (row: Means, dimension: string) => {
    const found = row.dimensions.find((d) => d.dimension === dimension);
    if (!found || found.mean === null) return t('insights.surveys.few');
    return <>{number(found.mean)}<br /><small>{t('insights.surveys.interval', { low: number(found.low ?? 0), high: number(found.high ?? 1), n: found.n })}</small></>;
  };
  const unofficial = surveys.means.some((m) => !m.official);
  const sets = [...new Set(surveys.means.map((m) => m.weightSet))];
  const caption = t(unofficial ? 'insights.surveys.means-unofficial' : 'insights.surveys.means');
  return (
    <Card title={t('insights.surveys.title')}>
      <Stack gap={4}>
        {unofficial ? <Banner tone="warning" title={t('plans.unofficial')}>{t('plans.unofficial-text', { name: sets.join(', ') })}</Banner> : null}
        <DataTable
          caption={t('insights.surveys.rounds')} showCaption rows={inOrder(surveys.rounds)} rowKey={(r) => r.round} empty={<EmptyState icon="chart" title={t('insights.surveys.empty')} />}
          columns={[
            { key: 'round', title: t('plans.round'), cell: (r) => t(`plans.round.${r.round}`) },
            { key: 'asked', title: t('insights.surveys.asked'), numeric: true, cell: (r) => formatNumber(r.asked) },
            { key: 'lost', title: t('insights.surveys.lost'), numeric: true, cell: (r) => formatNumber(r.lost) },
            { key: 'notAsked', title: t('insights.surveys.not-asked'), numeric: true, cell: (r) => formatNumber(r.notAsked) },
            { key: 'late', title: t('insights.surveys.late'), numeric: true, cell: (r) => (r.late === 0 ? formatNumber(0) : <Link href={`/app/counts/cases?list=survey-late&round=${r.round}`}>{formatNumber(r.late)}</Link>) },
          ]}
        />
        {surveys.means.length > 0 ? (
          <DataTable<Means>
            caption={caption} showCaption rows={inOrder(surveys.means)} rowKey={(m) => `${m.round} ${m.weightSet}`}
            columns={[
              { key: 'round', title: t('plans.round'), cell: (m) => <>{t(`plans.round.${m.round}`)}{sets.length > 1 ? <><br /><small>{m.weightSet}</small></> : null}</> },
              ...DIMENSIONS.map((dimension) => ({ key: dimension, title: t(`plans.dimension.${dimension}`), numeric: true, cell: (m: Means) => cell(m, dimension) })),
            ]}
          />
        ) : null}
        <Note>{t('insights.surveys.shown-from', { n: surveys.shownFrom })}</Note>
      </Stack>
    </Card>
  );
}
