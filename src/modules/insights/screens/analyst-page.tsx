import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Banner, Card, type Column, DataTable, Disclosure, Loaded, Note, Page, PageHeader, Select, Stack, useText, useToday } from '#ui';
import type { IndicatorFigures, Indicators, IndicatorTable, TableRow } from '../schema.ts';
import { Bars } from './bars.tsx';
import { GapsCard } from './gaps-card.tsx';
import { GoalsCard } from './goals-card.tsx';
import { PublishedPanel } from './published-panel.tsx';

const YEARS_BACK = 6;

/** Indicators of a year without identity, small figures hidden; published figures beside them. */
export function AnalystPage() {
  const { t } = useText();
  const thisYear = Number(useToday().slice(0, 4));
  const [year, setYear] = useState(String(thisYear));
  const query = useQuery({
    queryKey: ['insights', 'indicators', year],
    queryFn: ({ signal }) => api.get<Indicators>('/api/insights/indicators', { year }, signal),
  });
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear - back));
  return (
    <Page title={t('insights.analyst.title')} width="wide">
      <PageHeader title={t('insights.analyst.title')} lead={t('insights.analyst.lead')} />
      <Stack gap={5}>
        <Select name="year" label={t('insights.analyst.year')} width="short" value={year} onChange={(y) => setYear(y ?? String(thisYear))} options={years.map((y) => ({ value: y, label: y }))} />
        <Loaded query={query}>
          {(data) => (
            <Stack gap={5}>
              <Banner tone="info" icon="shield">{data.hidden === 0 ? t('insights.analyst.hidden-none') : t('insights.analyst.hidden', { n: data.hidden })}</Banner>
              {data.indicators.map((indicator) => <IndicatorCard key={indicator.code} indicator={indicator} />)}
            </Stack>
          )}
        </Loaded>
        <GapsCard />
        <GoalsCard />
        <PublishedPanel />
      </Stack>
    </Page>
  );
}

function IndicatorCard({ indicator }: { readonly indicator: IndicatorFigures }) {
  const { t } = useText();
  return (
    <Card title={t(`insights.indicator.${indicator.code}.name`)}>
      <Stack gap={4}>
        <p>{t(`insights.indicator.${indicator.code}.definition`)}</p>
        <Note>{t('insights.analyst.counts')}: {t(`insights.unit.${indicator.unit}`)} · {t('insights.analyst.shown-from')} {t('insights.analyst.shown-from-5')}</Note>
        {indicator.tables.map((table) => <FigureTable key={table.division ?? 'all'} indicator={indicator} table={table} />)}
      </Stack>
    </Card>
  );
}

function useRowName(table: IndicatorTable): (row: TableRow) => string {
  const { t, has, locale, formatDate } = useText();
  return (row) => {
    if (row.label) return row.label[locale];
    if (table.division === null) return t('insights.column.total');
    if (table.division === 'month') return formatDate(row.key, 'month');
    if (table.division === 'referralState') return t(`referrals.state.${row.key}`);
    if (table.division === 'contactState') return t(`insights.contact.${row.key}`);
    if (table.division === 'feedbackKind' && row.key !== 'reserved') return t(`feedback.kind.${row.key}`);
    if (row.key === 'reserved') return t('insights.reserved');
    const key = `insights.value.${table.division}.${row.key}`;
    return has(key) ? t(key) : t('insights.value.unknown');
  };
}

function FigureTable({ indicator, table }: { readonly indicator: IndicatorFigures; readonly table: IndicatorTable }) {
  const { t, formatNumber } = useText();
  const name = useRowName(table);
  const today = useToday();
  // Months that are still to come have no figures, not zero.
  const rows = table.rows.filter((row) => table.division !== 'month' || row.key <= today.slice(0, 7));
  const caption = table.division === null
    ? t(`insights.indicator.${indicator.code}.name`) : t('insights.analyst.by', { division: t(`insights.division.${table.division}`) });
  const shown = (value: number | null | undefined) => (value === null || value === undefined ? <span className="insights-hidden">{t('insights.hidden')}</span> : formatNumber(value));
  const columns: Column<TableRow>[] = [
    { key: 'name', title: t('insights.column.what'), cell: name },
    ...table.columns.map((column, at): Column<TableRow> => ({ key: column, title: t(table.division === 'month' ? 'insights.column.in-month' : `insights.column.${column}`), numeric: true, cell: (row) => shown(row.values[at]) })),
  ];
  // Only figures that are shown are drawn; a bar would give a hidden one away.
  const bars = rows.flatMap((row) => {
    const value = row.values.at(-1);
    return typeof value === 'number' ? [{ key: row.key, name: name(row), value }] : [];
  });
  if (rows.length === 0) return null;
  const figures = <DataTable caption={caption} rows={rows} rowKey={(row) => row.key} columns={columns} />;
  // A year of a country fills twelve screens: totals stand open, whoever wants a division opens it.
  return table.division === null ? figures : (
    <Disclosure summary={caption}>
      <Stack gap={3}>
        {figures}
        {bars.some((bar) => bar.value > 0) ? <Bars bars={bars} /> : null}
      </Stack>
    </Disclosure>
  );
}
