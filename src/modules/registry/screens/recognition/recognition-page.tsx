import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, DataTable, DescriptionList, Loaded, Note, Page, PageHeader, Stack, useText } from '#ui';
import type { Column } from '#ui';
import type { Recognition } from '../../schema.ts';

interface Weight {
  readonly key: string;
  readonly field: string;
  readonly how: string;
  readonly bits: number;
}

const HUGE = 10;
const MUCH = 4;
const SOME = 1;

function inWords(bits: number): 'huge' | 'much' | 'some' | 'little' | 'against' | 'strongly-against' {
  if (bits >= HUGE) return 'huge';
  if (bits >= MUCH) return 'much';
  if (bits >= SOME) return 'some';
  if (bits > -SOME) return 'little';
  return bits > -MUCH ? 'against' : 'strongly-against';
}

/** A bar from the middle: to the right in favour, to the left against. It repeats the number beside it, so screen readers skip it. */
function Bar({ bits, most }: { readonly bits: number; readonly most: number }) {
  const half = 50;
  const width = (Math.abs(bits) / most) * half;
  return (
    <svg className={bits < 0 ? 'registry-weight registry-weight--against' : 'registry-weight'} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <line x1={half} x2={half} y1="0" y2="10" />
      <rect x={bits < 0 ? half - width : half} y="2" width={width} height="6" />
    </svg>
  );
}

function useWeights(data: Recognition): readonly Weight[] {
  const { t, has } = useText();
  const words = (field: string, level: string) => {
    const known = [`registry.why.${field}.${level}`, `registry.recognition.silent.${field}.${level}`].find((key) => has(key));
    // A sentence with a number of years speaks of one pair; here it is the kind of agreement that counts.
    return known ? t(known, { type: 'other', years: 2 }) : level;
  };
  return data.fields.flatMap(({ field, levels }) => levels.map(({ level, bits }) => ({
    key: `${field}.${level}`, field: has(`registry.recognition.field.${field}`) ? t(`registry.recognition.field.${field}`) : field, how: words(field, level), bits,
  })));
}

function Weights({ data }: { readonly data: Recognition }) {
  const { t, formatNumber } = useText();
  const rows = useWeights(data);
  const most = Math.max(1, ...rows.map((row) => Math.abs(row.bits)));
  const columns: Column<Weight>[] = [
    { key: 'field', title: t('registry.recognition.data'), cell: (row) => row.field },
    { key: 'how', title: t('registry.recognition.how'), cell: (row) => row.how },
    { key: 'weight', title: t('registry.recognition.weight'), cell: (row) => t(`registry.recognition.${inWords(row.bits)}`) },
    { key: 'points', title: t('registry.recognition.points'), cell: (row) => formatNumber(row.bits, { signDisplay: 'exceptZero' }), numeric: true },
    { key: 'bar', title: t('registry.recognition.bar'), cell: (row) => <Bar bits={row.bits} most={most} />, wideOnly: true },
  ];
  return (
    <Card title={t('registry.recognition.weights')} icon="chart" flush>
      <DataTable caption={t('registry.recognition.weights')} columns={columns} rows={rows} rowKey={(row) => row.key} />
      <Note>{t('registry.recognition.bits-note')}</Note>
    </Card>
  );
}

type NameRow = Recognition['names'][number];
type BandRow = Recognition['bands'][number];

function Names({ names }: { readonly names: readonly NameRow[] }) {
  const { t, formatNumber } = useText();
  const most = Math.max(1, ...names.map((name) => Math.abs(name.bits)));
  const columns: Column<NameRow>[] = [
    { key: 'word', title: t('registry.recognition.word'), cell: (row) => row.word },
    { key: 'people', title: t('registry.recognition.bearers'), cell: (row) => formatNumber(row.people), numeric: true },
    { key: 'points', title: t('registry.recognition.points'), cell: (row) => formatNumber(row.bits, { signDisplay: 'exceptZero' }), numeric: true },
    { key: 'bar', title: t('registry.recognition.bar'), cell: (row) => <Bar bits={row.bits} most={most} />, wideOnly: true },
  ];
  return (
    <Card title={t('registry.recognition.names')} icon="people">
      <Note>{t('registry.recognition.names-lead')}</Note>
      <DataTable caption={t('registry.recognition.names')} columns={columns} rows={names} rowKey={(row) => row.word} empty={<Note>{t('registry.recognition.no-names')}</Note>} />
    </Card>
  );
}

function Bands({ bands }: { readonly bands: readonly BandRow[] }) {
  const { t, has, formatNumber } = useText();
  const share = (error: number) => formatNumber(error, { style: 'percent', maximumSignificantDigits: 2 });
  const columns: Column<BandRow>[] = [
    { key: 'band', title: t('registry.recognition.band'), cell: (row) => (has(`registry.recognition.${row.band}`) ? t(`registry.recognition.${row.band}`) : row.band) },
    { key: 'from', title: t('registry.recognition.from'), cell: (row) => t('registry.recognition.points-n', { n: formatNumber(row.bits, { maximumFractionDigits: 1 }) }), tight: true },
    { key: 'error', title: t('registry.recognition.error'), cell: (row) => t('registry.recognition.error-words', { share: share(row.error) }) },
  ];
  return (
    <Card title={t('registry.recognition.bands')} icon="shield" flush>
      <DataTable caption={t('registry.recognition.bands')} columns={columns} rows={bands} rowKey={(row) => row.band} />
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
          { term: t('registry.recognition.version'), value: data.version },
          { term: t('registry.recognition.learned'), value: learned ? t('registry.recognition.learned-on', { date: formatDate(learned.at), n: formatNumber(learned.on) }) : t('registry.recognition.not-learned') },
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
    <Page title={t('registry.recognition.title')}>
      <PageHeader title={t('registry.recognition.title')} lead={t('registry.recognition.lead')} />
      <Loaded query={query}>
        {(data) => <Stack gap={4}><Facts data={data} /><Bands bands={data.bands} /><Weights data={data} /><Names names={data.names} /></Stack>}
      </Loaded>
    </Page>
  );
}
