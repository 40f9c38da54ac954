import { useState } from 'react';
import { Banner, DataTable, Disclosure, Figure, Grid, Item, ItemList, Row, Stack, StatusTag, useText } from '#ui';
import type { ImportReport } from '../../schema/exchange.ts';
import { Pager } from '../pager.tsx';
import { Changes } from './changes.tsx';

const COUNTS = ['new', 'changed', 'same', 'waiting', 'unlisted', 'refused'] as const;
const PAGE = 10;

/** What a file would do: how many of each, what could not be taken and where it stands, and entry by entry what would be proposed. */
export function ReportView({ report }: { readonly report: ImportReport }) {
  const { t } = useText();
  const { counts } = report;
  const nothing = counts.new + counts.changed === 0;
  return (
    <section aria-label={t('directory.imports.report')}>
      <Stack>
        <Grid min="tiny">
          {COUNTS.map((one) => <Figure key={one} value={counts[one]} label={t(`directory.imports.count.${one}`)} {...(one === 'refused' && counts.refused > 0 ? { tone: 'warning' as const } : {})} />)}
        </Grid>
        {nothing ? <Banner tone="info" title={t('directory.imports.nothing-new')} /> : null}
        <Problems problems={report.problems} count={report.problemCount} />
        {nothing ? null : <Entries entries={report.entries} />}
      </Stack>
    </section>
  );
}

/** Where something is wrong, in the words of the file: which table, row and column. */
export function Problems({ problems, count }: { readonly problems: ImportReport['problems']; readonly count: number }) {
  const { t } = useText();
  const [page, setPage] = useState(0);
  if (count === 0) return null;
  const title = t('directory.imports.problem-count', { n: count });
  return (
    <Disclosure summary={title} open>
      <Stack>
        <DataTable caption={title} rows={problems.slice(page * PAGE, (page + 1) * PAGE).map((one, at) => ({ ...one, at }))} rowKey={(one) => String(one.at)} columns={[
          { key: 'where', title: t('directory.imports.where'), cell: (one) => [one.file, one.row === null ? null : t('directory.imports.row', { n: one.row }), one.column].filter(Boolean).join(' · ') },
          { key: 'what', title: t('directory.imports.what'), cell: (one) => one.message },
          { key: 'so', title: t('directory.imports.so'), cell: (one) => <StatusTag tone={one.refuses ? 'warning' : 'neutral'}>{t(one.refuses ? 'directory.imports.refuses' : 'directory.imports.told')}</StatusTag> },
        ]} />
        <Row><Pager label={title} page={page} size={PAGE} total={problems.length} onChange={setPage} /></Row>
        {count > problems.length ? <p className="ui-note">{t('directory.imports.first-problems', { n: problems.length })}</p> : null}
      </Stack>
    </Disclosure>
  );
}

function Entries({ entries }: Pick<ImportReport, 'entries'>) {
  const { t, locale } = useText();
  const [page, setPage] = useState(0);
  const title = t('directory.imports.would');
  return (
    <Stack gap={3}>
      <h3>{title}</h3>
      <ItemList items={entries.slice(page * PAGE, (page + 1) * PAGE)} itemKey={(one) => `${one.kind}.${one.id}`}>
        {(one) => (
          <Item title={locale === 'en' ? one.nameEn : one.nameEs}
            tags={<><StatusTag tone="neutral">{t(`directory.keep.kind.${one.kind}`)}</StatusTag><StatusTag tone="info">{t(`directory.imports.effect.${one.effect}`)}</StatusTag></>}>
            <Changes kind={one.kind} changes={one.changes} fresh={one.effect === 'new'} names={{}} />
          </Item>
        )}
      </ItemList>
      <Row><Pager label={title} page={page} size={PAGE} total={entries.length} onChange={setPage} /></Row>
    </Stack>
  );
}
