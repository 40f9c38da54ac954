import { Card, DataTable, EmptyState, Figure, Grid, Link, Loaded, Page, PageHeader, Stack, useText } from '#ui';
import { ExpectedFigures } from '#registry/pages';
import { QUALITY_LISTS, WORK_LISTS_OF_OFFICERS, type CaseList, type Supervision } from '../schema.ts';
import { CountedAt, useCounted } from './counted-at.tsx';
import { ReviewsCard } from './reviews-card.tsx';
import { SurveysCard } from './surveys-card.tsx';

type Officer = Supervision['officers'][number];

const hrefOf = (list: CaseList, officer?: string) => `/app/counts/cases?list=${list}${officer ? `&officer=${officer}` : ''}`;
/** Numbers that ask somebody to act. */
const ALARMING: ReadonlySet<CaseList> = new Set(['without-step', 'contact-late', 'action-late', 'unanswered', 'need-late', 'without-plan']);

/** What supervision sees of the work on cases: who holds how much, what is late, what records lack. Every number opens the list that it counts. */
export function SupervisionPage() {
  const { t } = useText();
  const counted = useCounted<Supervision>({ path: '/api/insights/supervision' });
  return (
    <Page title={t('insights.work.title')} width="wide">
      <PageHeader title={t('insights.work.title')} lead={t('insights.work.lead')} back={{ href: '/app/counts', label: t('insights.counts.title') }} />
      <Loaded query={counted.found}>
        {(seen) => (
          <Stack gap={5}>
            <CountedAt counted={counted} />
            <Numbers title={t('insights.work.cases')} lists={WORK_LISTS_OF_OFFICERS} totals={seen.totals} />
            <OfficersCard officers={seen.officers} />
            <ExpectedFigures />
            <Numbers title={t('insights.work.quality')} lists={QUALITY_LISTS} totals={seen.totals} />
            <ReviewsCard reviews={seen.reviews} />
            <OrganizationsCard organizations={seen.organizations} />
            <SurveysCard surveys={seen.surveys} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Numbers({ title, lists, totals }: { readonly title: string; readonly lists: readonly CaseList[]; readonly totals: Supervision['totals'] }) {
  const { t, formatNumber } = useText();
  const tone = (list: CaseList, value: number) => (value > 0 && ALARMING.has(list) ? 'danger' : 'plain');
  return (
    <Card title={title}>
      <Grid min="small">
        {lists.map((list) => {
          const value = totals[list] ?? 0;
          return <Figure key={list} value={formatNumber(value)} label={t(`insights.cases.${list}`)} tone={tone(list, value)} href={hrefOf(list)} />;
        })}
      </Grid>
    </Card>
  );
}

function OfficersCard({ officers }: { readonly officers: readonly Officer[] }) {
  const { t, formatNumber } = useText();
  const nameOf = (row: Officer) => (row.officer === 'nobody' ? t('insights.work.nobody') : (row.name ?? t('insights.work.gone')));
  const cell = (row: Officer, list: CaseList) => {
    const value = row.counts[list] ?? 0;
    return value === 0 ? '0' : <Link href={hrefOf(list, row.officer)}>{formatNumber(value)}</Link>;
  };
  return (
    <Card title={t('insights.work.officers')} flush>
      <DataTable<Officer>
        caption={t('insights.work.officers')} rows={officers} rowKey={(row) => row.officer} rowTone={(row) => (row.officer === 'nobody' ? 'warning' : null)}
        empty={<EmptyState icon="chart" title={t('insights.work.empty')} />}
        columns={[
          { key: 'name', title: t('insights.work.officer'), cell: nameOf },
          ...WORK_LISTS_OF_OFFICERS.map((list) => ({ key: list, title: t(`insights.cases-short.${list}`), numeric: true, cell: (row: Officer) => cell(row, list) })),
        ]}
      />
    </Card>
  );
}

function OrganizationsCard({ organizations }: { readonly organizations: Supervision['organizations'] }) {
  const { t, formatNumber } = useText();
  return (
    <Card title={t('insights.work.organizations')} flush>
      <DataTable
        caption={t('insights.work.organizations')} rows={organizations} rowKey={(o) => o.organizationId} empty={<EmptyState icon="check" title={t('insights.work.organizations-empty')} />}
        columns={[
          { key: 'name', title: t('insights.column.organization'), cell: (o) => o.name },
          {
            key: 'n', title: t('insights.column.unanswered'), numeric: true,
            cell: (o) => <Link href={`/app/referrals?list=unanswered&organization=${encodeURIComponent(o.organizationId)}`}>{formatNumber(o.unanswered)}</Link>,
          },
        ]}
      />
    </Card>
  );
}
