import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, DataTable, DescriptionList, Loaded, Note, Page, PageHeader, Stack, useText } from '#ui';
import type { Column } from '#ui';
import type { Recognition } from '../../schema.ts';
import { VersionsCard } from './versions-card.tsx';
import { Bar, WeightsCard } from './weights-card.tsx';

type NameRow = Recognition['names'][number];
type BandRow = Recognition['bands'][number];

function Names({ names }: { readonly names: readonly NameRow[] }) {
  const { t, formatNumber } = useText();
  const most = Math.max(1, ...names.map((name) => Math.abs(name.bits)));
  const columns: Column<NameRow>[] = [
    { key: 'word', title: t('registry.recognition.word'), cell: (row) => row.word },
    { key: 'people', title: t('registry.recognition.bearers'), cell: (row) => formatNumber(row.people), numeric: true },
    { key: 'points', title: t('registry.recognition.points'), cell: (row) => formatNumber(row.bits, { signDisplay: 'exceptZero' }), numeric: true },
    { key: 'bar', title: t('registry.recognition.bar'), cell: (row) => <Bar bits={[row.bits]} most={most} />, wideOnly: true },
  ];
  return (
    <Card title={t('registry.recognition.names')} icon="people">
      <Note>{t('registry.recognition.names-lead')}</Note>
      <DataTable caption={t('registry.recognition.names')} columns={columns} rows={names} rowKey={(row) => row.word} empty={<Note>{t('registry.recognition.no-names')}</Note>} />
    </Card>
  );
}

/** Where each answer begins, and how often it is wrong there. */
function Bands({ data }: { readonly data: Recognition }) {
  const { t, has, formatNumber } = useText();
  const share = (error: number) => formatNumber(error, { style: 'percent', maximumSignificantDigits: 2 });
  const columns: Column<BandRow>[] = [
    { key: 'band', title: t('registry.recognition.band'), cell: (row) => <strong>{has(`registry.recognition.${row.band}`) ? t(`registry.recognition.${row.band}`) : row.band}</strong> },
    { key: 'means', title: t('registry.recognition.means'), cell: (row) => (has(`registry.recognition.means-${row.band}`) ? t(`registry.recognition.means-${row.band}`) : '') },
    { key: 'from', title: t('registry.recognition.from'), cell: (row) => t('registry.recognition.points-n', { n: formatNumber(row.needed, { maximumFractionDigits: 1 }) }), tight: true },
    { key: 'error', title: t('registry.recognition.error'), cell: (row) => t('registry.recognition.error-words', { share: share(row.error) }) },
  ];
  return (
    <Card title={t('registry.recognition.bands')} icon="shield" flush>
      <DataTable caption={t('registry.recognition.bands')} columns={columns} rows={data.bands} rowKey={(row) => row.band} />
      <Note>{t('registry.recognition.needed-note', { n: formatNumber(data.population) })}</Note>
    </Card>
  );
}

function Facts({ data }: { readonly data: Recognition }) {
  const { t, formatDate, formatNumber } = useText();
  const { learned, run } = data;
  const perThousand = run ? formatNumber((run.toReview * 1000) / Math.max(1, run.records), { maximumFractionDigits: 1 }) : '';
  return (
    <Card>
      <DescriptionList
        items={[
          { term: t('registry.recognition.version'), value: learned ? t('registry.recognition.model-learned', { date: formatDate(learned.at), n: formatNumber(learned.on) }) : t('registry.recognition.not-learned') },
          {
            term: t('registry.recognition.run'),
            value: run ? t('registry.recognition.run-words', {
              date: formatDate(run.at, 'time'), records: formatNumber(run.records), linked: formatNumber(run.linked), review: formatNumber(run.toReview), share: perThousand,
            }) : t('registry.recognition.no-run'),
          },
        ]}
      />
    </Card>
  );
}

/** How people are recognised, for whoever has to answer for it. */
export function RecognitionPage() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['registry', 'recognition'], queryFn: ({ signal }) => api.get<Recognition>('/api/recognition', {}, signal) });
  return (
    <Page width="wide" title={t('registry.recognition.title')}>
      <PageHeader title={t('registry.recognition.title')} lead={t('registry.recognition.lead')} />
      <Loaded query={query}>
        {(data) => <Stack gap={4}><Facts data={data} /><Bands data={data} /><WeightsCard fields={data.fields} /><Names names={data.names} /><VersionsCard versions={data.versions} /></Stack>}
      </Loaded>
    </Page>
  );
}
