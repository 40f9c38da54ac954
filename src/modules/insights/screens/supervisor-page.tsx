import { useState } from 'react';
import { addMonths } from '#kernel/dates';
import { Banner, Card, DataTable, DateField, EmptyState, Figure, Grid, LinkButton, Loaded, Note, Page, PageHeader, Row, Stack, useText, useToday } from '#ui';
import type { ArrivalCounts, Count, Line, Summary } from '../schema.ts';
import { Bars } from './bars.tsx';
import { CountedAt, useCounted } from './counted-at.tsx';
import { GapsCard } from './gaps-card.tsx';

/** Numbers that ask for somebody to act. */
const ALARMING: ReadonlySet<string> = new Set(['cases-overdue', 'cases-without-step', 'referrals-unanswered', 'contacts-overdue']);

function tone(count: Count): 'plain' | 'danger' | 'warning' {
  if (count.value === 0) return 'plain';
  if (ALARMING.has(count.code)) return 'danger';
  return count.code === 'referrals-returned' || count.code === 'contacts-lost' || count.code === 'contacts-escalated' ? 'warning' : 'plain';
}

/** The supervisor's counts: what is open now with its lists, and what happened in some days. */
export function SupervisorPage() {
  const { t } = useText();
  const today = useToday();
  const [from, setFrom] = useState<string>(() => addMonths(today, -1));
  const [to, setTo] = useState<string>(today);
  const possible = from !== '' && to !== '' && from <= to;
  const counted = useCounted<Summary>({ path: '/api/insights/summary', query: { from, to }, enabled: possible });
  return (
    <Page title={t('insights.counts.title')} width="wide">
      <PageHeader title={t('insights.counts.title')} lead={t('insights.counts.lead')} actions={<LinkButton href="/app/counts/work">{t('insights.work.title')}</LinkButton>} />
      <Stack gap={5}>
        <Row gap={4} align="end">
          <DateField name="from" label={t('insights.counts.from')} value={from} onChange={(day) => setFrom(day ?? '')} />
          <DateField name="to" label={t('insights.counts.to')} value={to} onChange={(day) => setTo(day ?? '')} />
        </Row>
        {possible ? <><CountedAt counted={counted} /><Loaded query={counted.found}>{(summary) => <Counts summary={summary} />}</Loaded></> : <Banner tone="warning" live>{t('errors.insights.span-impossible')}</Banner>}
      </Stack>
    </Page>
  );
}

function Counts({ summary }: { readonly summary: Summary }) {
  const { t, locale, formatNumber, formatDate } = useText();
  const figure = (count: Count) => (
    <Figure key={count.code} value={formatNumber(count.value)} label={t(`insights.count.${count.code}`)} tone={tone(count)} {...(count.href ? { href: count.href } : {})} />
  );
  return (
    <Stack gap={5}>
      <Card title={t('insights.counts.now')}><Grid min="small">{summary.now.map(figure)}</Grid></Card>
      <Card title={t('insights.counts.period')}>
        <Stack gap={3}>
          <Grid min="small">{summary.period.map(figure)}</Grid>
          <EventsAndPeople period={summary.period} />
        </Stack>
      </Card>
      <Grid min="large">
        <ArrivalsCard title={t('insights.counts.by-month')} rows={summary.byMonth} name={(row) => formatDate(row.key, 'month')} />
        <ArrivalsCard title={t('insights.counts.by-point')} rows={summary.byPoint} name={(row) => row.label?.[locale] ?? t('insights.value.unknown')} />
        <NeedsCard summary={summary} />
        <LinesCard title={t('insights.counts.referrals')} lines={summary.referralsByState} name={(key) => t(`referrals.state.${key}`)} />
        <LinesCard title={t('insights.counts.contacts')} lines={summary.followUps} name={(key) => t(`insights.contact.${key}`)} />
      </Grid>
      <GapsCard />
      <ProvidersCard summary={summary} />
    </Stack>
  );
}

/** Why there are more returns than people, or that there are not: the two are never mistaken for one another. */
function EventsAndPeople({ period }: { readonly period: readonly Count[] }) {
  const { t } = useText();
  const of = (code: string) => period.find((c) => c.code === code)?.value ?? 0;
  const [returns, people] = [of('returns'), of('people-returned')];
  if (returns === 0) return null;
  return <Note>{t('insights.counts.events-people', { returns, people, further: returns - people })}</Note>;
}

/** Who was expected, who came and what was noted, month by month or point by point. */
function ArrivalsCard({ title, rows, name }: { readonly title: string; readonly rows: readonly ArrivalCounts[]; readonly name: (row: ArrivalCounts) => string }) {
  const { t, formatNumber } = useText();
  return (
    <Card title={title} flush>
      <DataTable
        caption={title} rows={rows} rowKey={(row) => row.key} empty={<EmptyState icon="chart" title={t('insights.counts.empty')} />}
        columns={[
          { key: 'name', title: t('insights.column.what'), cell: name },
          ...(['expected', 'came', 'returns'] as const).map((key) => ({ key, title: t(`insights.counts.arrivals-${key}`), numeric: true, cell: (row: ArrivalCounts) => formatNumber(row[key]) })),
        ]}
      />
    </Card>
  );
}

function NeedsCard({ summary }: { readonly summary: Summary }) {
  const { t, locale } = useText();
  const rows = summary.needs.map((n) => ({ ...n, name: n.label ? n.label[locale] : t('insights.reserved') }));
  return (
    <Card title={t('insights.counts.needs')}>
      {rows.length === 0 ? <EmptyState icon="chart" title={t('insights.counts.empty')} /> : (
        <Stack gap={4}>
          <Bars bars={rows.map((n) => ({ key: n.code, name: n.name, value: n.found, part: n.met }))} />
          <DataTable
            caption={t('insights.counts.needs')} rows={rows} rowKey={(n) => n.code}
            columns={[
              { key: 'name', title: t('insights.column.what'), cell: (n) => n.name },
              { key: 'found', title: t('insights.column.found'), numeric: true, cell: (n) => n.found },
              { key: 'met', title: t('insights.column.met'), numeric: true, cell: (n) => n.met },
            ]}
          />
        </Stack>
      )}
    </Card>
  );
}

function LinesCard({ title, lines, name }: { readonly title: string; readonly lines: readonly Line[]; readonly name: (key: string) => string }) {
  const { t } = useText();
  return (
    <Card title={title}>
      {lines.length === 0 ? <EmptyState icon="chart" title={t('insights.counts.empty')} /> : (
        <Stack gap={4}>
          <Bars bars={lines.map((l) => ({ key: l.key, name: name(l.key), value: l.value }))} />
          <DataTable
            caption={title} rows={lines} rowKey={(l) => l.key}
            columns={[
              { key: 'name', title: t('insights.column.what'), cell: (l) => name(l.key) },
              { key: 'value', title: t('insights.column.number'), numeric: true, cell: (l) => l.value },
            ]}
          />
        </Stack>
      )}
    </Card>
  );
}

function ProvidersCard({ summary }: { readonly summary: Summary }) {
  const { t, formatNumber } = useText();
  return (
    <Card title={t('insights.counts.providers')} flush>
      <DataTable
        caption={t('insights.counts.providers')} rows={summary.providers} rowKey={(p) => p.organization}
        rowTone={(p) => (p.unanswered > 0 ? 'warning' : null)} empty={<EmptyState icon="chart" title={t('insights.counts.empty')} />}
        columns={[
          { key: 'organization', title: t('insights.column.organization'), cell: (p) => p.organization },
          { key: 'sent', title: t('insights.column.sent'), numeric: true, cell: (p) => p.sent },
          { key: 'accepted', title: t('insights.column.accepted'), numeric: true, cell: (p) => p.accepted },
          { key: 'unanswered', title: t('insights.column.unanswered'), numeric: true, cell: (p) => p.unanswered },
          { key: 'days', title: t('insights.column.days'), numeric: true, cell: (p) => (p.medianDays === null ? '—' : formatNumber(p.medianDays, { maximumFractionDigits: 1 })) },
        ]}
      />
    </Card>
  );
}
