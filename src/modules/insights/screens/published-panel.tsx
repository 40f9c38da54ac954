import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, DataTable, Disclosure, Figure, Loaded, Stack, useText } from '#ui';
import type { Published, PublishedFigure, PublishedSeries } from '../schema.ts';
import { Bars } from './bars.tsx';

/** Figures of reports, each with source, kind of year and note; apart from own data. */
export function PublishedPanel() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['insights', 'published'], queryFn: ({ signal }) => api.get<Published>('/api/insights/published', {}, signal) });
  return (
    <Card title={t('insights.published.title')} icon="book" tone="sunken">
      <Stack gap={4}>
        <p>{t('insights.published.lead')}</p>
        <Loaded query={query}>
          {(data) => (
            <Stack gap={3}>
              {data.coverage ? <CoverageFigure coverage={data.coverage} /> : null}
              {data.series.map((series) => <SeriesView key={series.key} series={series} warnings={data.warnings} />)}
            </Stack>
          )}
        </Loaded>
      </Stack>
    </Card>
  );
}

function CoverageFigure({ coverage }: { readonly coverage: NonNullable<Published['coverage']> }) {
  const { t, formatNumber, locale } = useText();
  return (
    <Figure
      value={t('insights.published.coverage', { shown: coverage.shown })} label={<>{coverage.reached.indicator[locale]} · {coverage.reached.period[locale]} · {t(`insights.published.kind.${coverage.reached.periodKind}`)}</>}
      note={<>{t('insights.published.coverage-formula', { reached: formatNumber(coverage.reached.value ?? 0), base: formatNumber(coverage.base.value ?? 0), percent: formatNumber(coverage.percent) })} {coverage.reached.source}</>}
    />
  );
}

const key = (part: string, word: string): string => `insights.published.${part}.${word.replaceAll(' ', '_')}`;

/** Countries of a figure by name, joined as the source joins them. */
function usePlace(): (country: string) => string {
  const { t, has, locale, formatList } = useText();
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return (country) => formatList(country.split('+').map((code) => {
    const own = `insights.published.place.${code}`;
    return has(own) ? t(own) : names.of(code) ?? code;
  }));
}

/** A chart needs several points of one group in full years; anything else is a table only. */
function drawable(series: PublishedSeries): boolean {
  const wholeYears = series.periodKind === 'calendar' || series.periodKind === 'us-fiscal';
  return wholeYears && series.figures.length > 1 && new Set(series.figures.map((f) => f.group.en)).size === 1 && series.figures.every((f) => f.value !== null);
}

function SeriesView({ series, warnings }: { readonly series: PublishedSeries; readonly warnings: Published['warnings'] }) {
  const { t, formatNumber, locale } = useText();
  const place = usePlace();
  const mine = warnings.filter((w) => series.figures.some((f) => f.id === w.figureId));
  const kind = t(`insights.published.kind.${series.periodKind}`);
  const title = `${series.indicator[locale]} · ${place(series.country)} · ${kind} · ${t(key('unit', series.unit))}`;
  return (
    <Disclosure summary={title}>
      <Stack gap={3}>
        {mine.map((w) => <Banner key={`${w.figureId}${w.params['sum']}`} tone="warning">{t('insights.published.sum-differs', { printed: formatNumber(Number(w.params['printed'])), sum: formatNumber(Number(w.params['sum'])) })}</Banner>)}
        {drawable(series) ? <Bars bars={series.figures.map((f) => ({ key: f.id, name: f.period[locale], value: f.value ?? 0 }))} /> : null}
        <SeriesTable series={series} caption={title} />
      </Stack>
    </Disclosure>
  );
}

function SeriesTable({ series, caption }: { readonly series: PublishedSeries; readonly caption: string }) {
  const { t, formatNumber, locale } = useText();
  const value = (f: PublishedFigure) => `${f.qualifier ? `${t(key('qualifier', f.qualifier))} ` : ''}${f.value === null ? f.printed : formatNumber(f.value)}`;
  return (
    <DataTable
      caption={caption} rows={series.figures} rowKey={(f) => f.id}
      columns={[
        { key: 'period', title: t('insights.column.period'), cell: (f) => f.period[locale] },
        { key: 'group', title: t('insights.column.group'), cell: (f) => f.group[locale] },
        { key: 'value', title: t('insights.column.value'), numeric: true, cell: value },
        { key: 'source', title: t('insights.column.source'), cell: (f) => <>{f.note[locale] ? <strong>{f.note[locale]}. </strong> : null}{f.source}</> },
      ]}
    />
  );
}
