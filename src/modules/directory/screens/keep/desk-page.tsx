import { useState } from 'react';
import { useSession } from '#access/screens';
import { Card, DataTable, EmptyState, Figure, Grid, Item, ItemList, Link, LinkButton, Loaded, Note, Page, PageHeader, Row, Select, Stack, StatusTag, TextField, useText } from '#ui';
import type { Column } from '#ui';
import { ENTRY_FILTERS, ENTRY_KINDS, type EntryFilter, type EntryKind, type EntryLine, type EntryList, type ProposalView } from '../../schema/stewardship.ts';
import { addressOfEntry, useEntries, useProposals } from './data.ts';
import { EntryTags, useOriginWords, useReasonWords } from './tags.tsx';
import './keep.css';

const DESK = '/app/directory/keep';
const isFilter = (text: string | null): text is EntryFilter => ENTRY_FILTERS.some((filter) => filter === text);

/** What waits: for stewards the whole directory, for an organization what is its own. */
export function KeepDeskPage() {
  const { t } = useText();
  const { actor } = useSession();
  const steward = actor.role === 'steward';
  const asked = new URLSearchParams(window.location.search).get('filter');
  const filter = isFilter(asked) ? asked : undefined;
  const [kind, setKind] = useState<EntryKind | null>(null);
  const [text, setText] = useState('');
  const entries = useEntries({ ...(filter && { filter }), ...(kind && { kind }), ...(text.trim() && { text: text.trim() }) });
  return (
    <Page width="wide" title={t('directory.keep.title')}>
      <PageHeader title={t(steward ? 'directory.keep.title' : 'directory.keep.own-title')} lead={t(steward ? 'directory.keep.lead' : 'directory.keep.own-lead')}
        actions={steward ? <><LinkButton href={`${DESK}/new?kind=service`} icon="plus">{t('directory.keep.new.service')}</LinkButton><LinkButton href={`${DESK}/new?kind=organization`} icon="plus">{t('directory.keep.new.organization')}</LinkButton></> : <LinkButton href={`${DESK}/new?kind=service`} icon="plus">{t('directory.keep.new.service')}</LinkButton>} />
      <Proposals steward={steward} />
      <Loaded query={entries}>
        {(data) => (
          <Stack>
            <Figures data={data} steward={steward} filter={filter} />
            <Card>
              <Grid min="small">
                <TextField name="text" label={t('directory.list.text')} value={text} onChange={(value) => setText(value ?? '')} />
                <Select name="kind" label={t('directory.keep.kind')} width="full" emptyLabel={t('directory.list.any')} value={kind} onChange={(value) => setKind(value ?? null)}
                  options={ENTRY_KINDS.map((value) => ({ value, label: t(`directory.keep.kind.${value}`) }))} />
              </Grid>
            </Card>
            <Entries data={data} filter={filter} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** Proposals that wait for a review, and what came back to oneself. */
function Proposals({ steward }: { readonly steward: boolean }) {
  const { t } = useText();
  const proposals = useProposals();
  return (
    <Loaded query={proposals}>
      {({ proposals: all }) => (
        <Card title={t(steward ? 'directory.keep.to-review' : 'directory.keep.own-proposals')} icon="edit" count={all.length}>
          <ItemList items={all} itemKey={(one) => one.id} empty={<Note>{t('directory.keep.nothing-waits')}</Note>}>{(one) => <ProposalItem proposal={one} />}</ItemList>
        </Card>
      )}
    </Loaded>
  );
}

export function ProposalItem({ proposal }: { readonly proposal: ProposalView }) {
  const { t, locale, formatDate } = useText();
  const origin = useOriginWords();
  const reason = useReasonWords();
  const href = `${DESK}/proposals/${proposal.id}`;
  const name = locale === 'en' ? proposal.nameEn : proposal.nameEs;
  return (
    <Item title={<Link href={href}>{name}</Link>} meta={[formatDate(proposal.proposedAt), origin(proposal.origin, proposal.proposedBy), reason(proposal.reason)].filter(Boolean).join(' · ')}
      tags={(
        <>
          <StatusTag tone="neutral">{proposal.conditions ? t('directory.keep.kind.conditions') : t(`directory.keep.kind.${proposal.kind}`)}</StatusTag>
          {proposal.state === 'waiting' ? null : <StatusTag tone={proposal.state === 'sentBack' ? 'warning' : 'neutral'}>{t(`directory.keep.state.${proposal.state}`)}</StatusTag>}
          {proposal.listed ? null : <StatusTag tone="warning">{t('directory.keep.takes-out')}</StatusTag>}
          {proposal.baseVersion === 0 ? <StatusTag tone="info" icon="plus">{t('directory.keep.new-entry')}</StatusTag> : null}
          {proposal.own ? <StatusTag tone="neutral" icon="person">{t('directory.keep.own')}</StatusTag> : null}
        </>
      )}
      actions={<LinkButton size="small" href={href} aria-label={`${t('directory.keep.look')}: ${name}`}>{t('directory.keep.look')}</LinkButton>}>
      {proposal.state === 'sentBack' && proposal.note ? <p>{proposal.note}</p> : null}
    </Item>
  );
}

const OWN_FILTERS: readonly EntryFilter[] = ['stale', 'neverConfirmed', 'proposals', 'withoutPlace', 'withoutPhone'];
const TONES: Partial<Record<EntryFilter, 'danger' | 'warning'>> = { reported: 'danger', steward: 'warning', stale: 'warning' };
const ORDER: readonly EntryFilter[] = ['reported', 'steward', 'stale', 'neverConfirmed', 'withoutPhone', 'withoutPlace', 'withoutCriteria', 'unreviewed', 'unlisted'];

/** How many entries have each kind of trouble; each number opens its list. */
function Figures({ data, steward, filter }: { readonly data: EntryList; readonly steward: boolean; readonly filter: EntryFilter | undefined }) {
  const { t } = useText();
  return (
    <Grid min="tiny">
      {(steward ? ORDER : OWN_FILTERS).map((one) => {
        const n = data.counts[one] ?? 0;
        const tone = n > 0 ? TONES[one] : undefined;
        return <Figure key={one} value={n} label={t(`directory.keep.filter.${one}`)} href={one === filter ? DESK : `${DESK}?filter=${one}`} {...(tone ? { tone } : {})} {...(one === filter ? { note: t('directory.keep.filter-on') } : {})} />;
      })}
    </Grid>
  );
}

function Entries({ data, filter }: { readonly data: EntryList; readonly filter: EntryFilter | undefined }) {
  const { t, locale } = useText();
  const columns: readonly Column<EntryLine>[] = [
    { key: 'name', title: t('directory.keep.entry'), cell: (line) => <Link href={addressOfEntry(line.kind, line.id)}>{locale === 'en' ? line.nameEn : line.nameEs}</Link> },
    { key: 'kind', title: t('directory.keep.kind'), cell: (line) => t(`directory.keep.kind.${line.kind}`) },
    { key: 'year', title: t('directory.list.as-of'), numeric: true, cell: (line) => (line.year === null ? '' : String(line.year)) },
    { key: 'state', title: t('directory.list.state'), cell: (line) => <EntryTags line={line} /> },
  ];
  const title = filter ? t(`directory.keep.filter.${filter}`) : t('directory.keep.all');
  return (
    <Card flush title={title} count={data.total} actions={filter ? <LinkButton size="small" href={DESK}>{t('directory.keep.show-all')}</LinkButton> : null}>
      <DataTable caption={title} columns={columns} rows={data.entries} rowKey={(line) => `${line.kind}.${line.id}`} rowHref={(line) => addressOfEntry(line.kind, line.id)}
        empty={<EmptyState icon="check" title={t('directory.keep.none-here')} />} />
      {data.total > data.entries.length ? <Row><StatusTag tone="info">{t('directory.keep.first', { n: data.entries.length })}</StatusTag></Row> : null}
    </Card>
  );
}
