import { useState } from 'react';
import { useSession } from '#access/screens';
import { Card, DataTable, Disclosure, EmptyState, Figure, Grid, Link, LinkButton, Loaded, Page, PageHeader, Row, Select, Stack, TextField, useText } from '#ui';
import type { Column } from '#ui';
import { ENTRY_FILTERS, ENTRY_KINDS, type EntryFilter, type EntryKind, type EntryLine, type EntryList } from '../../schema/stewardship.ts';
import { Pager } from '../pager.tsx';
import { addressOfEntry, useEntries } from './data.ts';
import { Proposals } from './proposals-card.tsx';
import { EntryTags } from './tags.tsx';
import './keep.css';

const DESK = '/app/directory/keep';
const isFilter = (text: string | null): text is EntryFilter => ENTRY_FILTERS.some((filter) => filter === text);

interface Asked { readonly kind: EntryKind | null; readonly text: string; readonly page: number }
const EVERYTHING: Asked = { kind: null, text: '', page: 0 };

/** What waits, and the entries: for stewards the whole directory and their home, for an organization what is its own. */
export function KeepDeskPage() {
  const { t } = useText();
  const { actor } = useSession();
  const steward = actor.role === 'steward';
  const wanted = new URLSearchParams(window.location.search).get('filter');
  const filter = isFilter(wanted) ? wanted : undefined;
  const [asked, setAsked] = useState(EVERYTHING);
  const { kind, page } = asked;
  const text = asked.text.trim();
  const entries = useEntries({ ...(filter && { filter }), ...(kind && { kind }), ...(text && { text }), ...(page > 0 && { page }) });
  return (
    <Page width="wide" title={t('directory.keep.title')}>
      <PageHeader title={t(steward ? 'directory.keep.title' : 'directory.keep.own-title')} lead={t(steward ? 'directory.keep.lead' : 'directory.keep.own-lead')} actions={<Actions steward={steward} />} />
      <Loaded query={entries}>
        {(data) => (
          <Stack>
            <Figures data={data} steward={steward} filter={filter} />
            {filter && filter !== 'proposals' ? null : <Proposals steward={steward} />}
            <Entries data={data} filter={filter} asked={asked} change={(part) => setAsked((before) => ({ ...before, page: 0, ...part }))} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Actions({ steward }: { readonly steward: boolean }) {
  const { t } = useText();
  return (
    <>
      <LinkButton href={`${DESK}/new?kind=service`} icon="plus">{t('directory.keep.new.service')}</LinkButton>
      {steward ? <LinkButton href={`${DESK}/new?kind=organization`} icon="plus">{t('directory.keep.new.organization')}</LinkButton> : null}
      {steward ? <LinkButton href="/app/directory/imports" icon="upload">{t('directory.imports.title')}</LinkButton> : null}
    </>
  );
}

/** What somebody has to do something about, and what entries lack, which can wait. */
const WAITS: readonly EntryFilter[] = ['proposals', 'reported', 'papers', 'steward', 'stale', 'linkUnanswered', 'unreviewed'];
const LACKS: readonly EntryFilter[] = ['neverConfirmed', 'withoutPhone', 'withoutPlace', 'withoutCriteria', 'unlisted'];
const OWN_FILTERS: readonly EntryFilter[] = ['stale', 'neverConfirmed', 'proposals', 'withoutPlace', 'withoutPhone'];
const TONES: Partial<Record<EntryFilter, 'danger' | 'warning'>> = { reported: 'danger', papers: 'warning', steward: 'warning', stale: 'warning', unreviewed: 'warning' };

interface FiguresProps { readonly data: EntryList; readonly steward: boolean; readonly filter: EntryFilter | undefined }

/** How many entries have each kind of trouble; each number opens its list. */
function Figures({ data, steward, filter }: FiguresProps) {
  const { t } = useText();
  const numbers = (which: readonly EntryFilter[]) => (
    <Grid min="tiny">
      {which.map((one) => {
        const n = data.counts[one] ?? 0;
        const tone = n > 0 ? TONES[one] : undefined;
        return <Figure key={one} value={n} label={t(`directory.keep.filter.${one}`)} href={one === filter ? DESK : `${DESK}?filter=${one}`} {...(tone ? { tone } : {})} {...(one === filter ? { note: t('directory.keep.filter-on') } : {})} />;
      })}
    </Grid>
  );
  if (!steward) return numbers(OWN_FILTERS);
  return (
    <Stack>
      {numbers(WAITS)}
      <Disclosure summary={t('directory.keep.what-lacks')} open={filter !== undefined && LACKS.includes(filter)}>{numbers(LACKS)}</Disclosure>
    </Stack>
  );
}

interface EntriesProps { readonly data: EntryList; readonly filter: EntryFilter | undefined; readonly asked: Asked; readonly change: (part: Partial<Asked>) => void }

function Entries({ data, filter, asked, change }: EntriesProps) {
  const { t, locale } = useText();
  const columns: readonly Column<EntryLine>[] = [
    { key: 'name', title: t('directory.keep.entry'), cell: (line) => <Link href={addressOfEntry(line.kind, line.id)}>{locale === 'en' ? line.nameEn : line.nameEs}</Link> },
    { key: 'kind', title: t('directory.keep.kind'), cell: (line) => t(`directory.keep.kind.${line.kind}`) },
    { key: 'year', title: t('directory.list.as-of'), numeric: true, wideOnly: true, cell: (line) => (line.year === null ? '' : String(line.year)) },
    { key: 'state', title: t('directory.list.state'), cell: (line) => <EntryTags line={line} /> },
  ];
  const title = filter ? t(`directory.keep.filter.${filter}`) : t('directory.keep.all');
  return (
    <Card title={title} count={data.total} actions={filter ? <LinkButton size="small" href={DESK}>{t('directory.keep.show-all')}</LinkButton> : null}>
      <Stack>
        <Grid min="small">
          <TextField name="text" label={t('directory.list.text')} value={asked.text} onChange={(value) => change({ text: value ?? '' })} />
          <Select name="kind" label={t('directory.keep.kind')} width="full" emptyLabel={t('directory.list.any')} value={asked.kind} onChange={(value) => change({ kind: value ?? null })}
            options={ENTRY_KINDS.map((value) => ({ value, label: t(`directory.keep.kind.${value}`) }))} />
        </Grid>
        <DataTable caption={title} columns={columns} rows={data.entries} rowKey={(line) => `${line.kind}.${line.id}`} rowHref={(line) => addressOfEntry(line.kind, line.id)}
          empty={<EmptyState icon="check" title={t('directory.keep.none-here')} />} />
        <Row><Pager label={title} page={asked.page} size={data.pageSize} total={data.total} onChange={(page) => change({ page })} /></Row>
      </Stack>
    </Card>
  );
}
