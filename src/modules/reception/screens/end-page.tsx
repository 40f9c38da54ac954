import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import {
  Banner, Button, ButtonRow, Card, Checkbox, Confirm, DataTable, EmptyState, Figure, Grid, LinkButton, Loaded, Page, PageHeader, Progress, Select, Stack, StatusTag, TextField, useErrorSentence,
  useNotify, useText,
} from '#ui';
import type { Column } from '#ui';
import { useSession } from '#access/screens';
import { DIFFERENCE_REASONS, type Difference, type DifferenceKind, type DifferenceReason, type ExplainDifferencesInput, type ListVersion, type Reconciliation } from '../schema.ts';
import { CsvButton } from './end/csv-button.tsx';
import { groupsOf, type DifferenceGroup } from './end/groups.ts';
import { ReopenDialog } from './end/reopen-dialog.tsx';
import { WalkInsCard } from './end/walk-ins.tsx';

const EVERY_MS = 5_000;

/** The end of a list: who came, who did not, who was not on it, and why. */
export function ListEndPage({ manifestId }: { readonly manifestId: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['reception', 'reconciliation', manifestId], queryFn: () => api.get<Reconciliation>(`/api/reception/manifests/${manifestId}/reconciliation`),
    refetchInterval: ({ state }) => (state.data && state.data.matching.done < state.data.matching.total ? EVERY_MS : false),
  });
  const title = t('reception.end.title');
  return <Page width="wide" title={title}><Loaded query={query}>{(list) => <End list={list} />}</Loaded></Page>;
}

function End({ list }: { readonly list: Reconciliation }) {
  const { t, formatDate } = useText();
  const { actor } = useSession();
  const mayWork = actor.role === 'reception' && list.closing?.kind !== 'closed';
  const { counts } = list;
  const about = [list.sender, formatDate(list.arrivesOn), t(`reception.mode.${list.mode}`), t(`reception.variant.${list.variant}`), list.version > 1 ? t('reception.end.version', { n: list.version }) : null].filter(Boolean).join(' · ');
  return (
    <>
      <PageHeader
        over={t('reception.end.title')} title={list.label} lead={about} back={{ href: `/app/manifests/${list.manifestId}`, label: t('reception.end.people') }}
        actions={<ButtonRow>
          <LinkButton href={`/app/manifests/${list.manifestId}/paper/sender`} icon="print">{t('reception.end.paper-sender')}</LinkButton>
          <LinkButton href={`/app/manifests/${list.manifestId}/paper/internal`} icon="print">{t('reception.end.paper-internal')}</LinkButton>
          <CsvButton list={list} />
        </ButtonRow>}
      />
      <Closing list={list} />
      {list.matching.done < list.matching.total ? <Progress value={list.matching.done / Math.max(1, list.matching.total)} label={t('reception.end.matching')} /> : null}
      <Counts list={list} />
      {counts.movedAway > 0 ? <Banner tone="info">{t('reception.end.moved-away', { n: counts.movedAway })}</Banner> : null}
      {mayWork && counts.open > 0 ? <OpenRest list={list} /> : null}
      <WalkInsCard list={list} mayWork={mayWork} />
      <Differences list={list} mayWork={mayWork} />
      {list.versions.length > 1 ? <Versions versions={list.versions} /> : null}
      {mayWork ? <CloseCard list={list} /> : null}
    </>
  );
}

function Counts({ list }: { readonly list: Reconciliation }) {
  const { t } = useText();
  const { counts } = list;
  const warns = (n: number) => (n > 0 ? 'warning' as const : 'plain' as const);
  const unlisted = counts.notOnList + counts.offList;
  return (
    <Grid min="tiny">
      <Figure value={counts.expected} label={t('reception.end.expected')} />
      <Figure value={counts.arrived} label={t('reception.end.arrived')} tone="success" note={list.matching.known > 0 ? t('reception.end.known', { n: list.matching.known }) : undefined} />
      <Figure value={counts.notArrived} label={t('reception.end.not-arrived')} tone={warns(counts.notArrived)} />
      <Figure value={unlisted} label={t('reception.end.not-on-list')} tone={warns(unlisted)} />
      <Figure value={counts.leftOut} label={t('reception.end.left-out')} />
      <Figure value={counts.open} label={t('reception.end.open')} tone={counts.open > 0 ? 'danger' : 'plain'} />
    </Grid>
  );
}

function Closing({ list }: { readonly list: Reconciliation }) {
  const { t, formatDate } = useText();
  const { actor } = useSession();
  const [reopening, setReopening] = useState(false);
  const { closing } = list;
  if (!closing) return null;
  const words = t(`reception.end.${closing.kind}`, { by: closing.by, at: formatDate(closing.at, 'time') });
  if (closing.kind === 'reopened') return <Banner tone="info" title={words}>{closing.reason}</Banner>;
  return (
    <Banner tone={closing.changedSince ? 'warning' : 'success'} title={words}>
      <Stack gap={2}>
        {closing.changedSince ? <span>{t('reception.end.changed-since')}</span> : null}
        {actor.role === 'supervisor' ? <div><Button size="small" icon="undo" onClick={() => setReopening(true)}>{t('reception.end.reopen')}</Button></div> : null}
      </Stack>
      <ReopenDialog manifestId={list.manifestId} open={reopening} onClose={() => setReopening(false)} />
    </Banner>
  );
}

function OpenRest({ list }: { readonly list: Reconciliation }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const rest = useMutation({ mutationFn: () => api.send('POST', `/api/reception/manifests/${list.manifestId}/rest-not-arrived`), onSuccess: () => setAsking(false) });
  return (
    <Banner tone="warning" title={t('reception.end.open-title', { n: list.counts.open })}>
      <Button size="small" icon="cross" onClick={() => setAsking(true)}>{t('reception.end.rest-missing')}</Button>
      <Confirm
        open={asking} onClose={() => setAsking(false)} title={t('reception.end.rest-title', { n: list.counts.open })} description={t('reception.end.rest-text')}
        confirmLabel={t('reception.end.rest-missing')} pending={rest.isPending} onConfirm={() => rest.mutate()}
      />
    </Banner>
  );
}

function Differences({ list, mayWork }: { readonly list: Reconciliation; readonly mayWork: boolean }) {
  const { t } = useText();
  if (list.differences.length === 0) return <Card title={t('reception.end.differences')} icon="check"><EmptyState title={t('reception.end.none')} /></Card>;
  return <>{groupsOf(list.differences).map((group) => <GroupCard key={group.title} group={group} list={list} mayWork={mayWork} />)}</>;
}

function GroupCard({ group, list, mayWork }: { readonly group: DifferenceGroup; readonly list: Reconciliation; readonly mayWork: boolean }) {
  const { t } = useText();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { differences, kind } = group;
  const toggle = (key: string) => setChosen((now) => { const next = new Set(now); if (!next.delete(key)) next.add(key); return next; });
  const open = differences.filter((d) => d.reason === null);
  const columns: Column<Difference>[] = [
    { key: 'reference', title: t('reception.end.reference'), cell: (d) => d.reference || '—' },
    { key: 'name', title: t('reception.people.name'), cell: (d) => (mayWork ? <Checkbox name={`pick-${d.key}`} label={d.name || d.reference} value={chosen.has(d.key)} onChange={() => toggle(d.key)} /> : d.name) },
    {
      key: 'reason', title: t('reception.end.reason'),
      cell: (d) => (d.reason ? <>{t(`reception.reason.${d.reason}`)}{d.note ? `: ${d.note}` : ''}{d.by ? ` · ${d.by}` : ''}</> : <StatusTag tone="warning" icon="alert">{t('reception.end.no-reason')}</StatusTag>),
    },
  ];
  return (
    <Card title={t(`reception.difference.${group.title}`)} count={differences.length} tone={open.length > 0 ? 'warning' : 'plain'} flush footer={mayWork ? <Explain list={list} kind={kind} chosen={[...chosen]} onAll={() => setChosen(new Set(open.map((d) => d.key)))} onDone={() => setChosen(new Set())} openCount={open.length} /> : null}>
      <DataTable caption={t(`reception.difference.${group.title}`)} columns={columns} rows={differences} rowKey={(d) => d.key} />
    </Card>
  );
}

interface ExplainProps {
  readonly list: Reconciliation;
  readonly kind: DifferenceKind;
  readonly chosen: readonly string[];
  readonly openCount: number;
  readonly onAll: () => void;
  readonly onDone: () => void;
}

/** One reason for one or for many. */
function Explain({ list, kind, chosen, openCount, onAll, onDone }: ExplainProps) {
  const { t } = useText();
  const sentence = useErrorSentence();
  const [reason, setReason] = useState<DifferenceReason | undefined>();
  const [note, setNote] = useState('');
  const say = useMutation({
    mutationFn: (input: ExplainDifferencesInput) => api.send('POST', `/api/reception/manifests/${list.manifestId}/differences`, input),
    onSuccess: () => { setNote(''); onDone(); },
  });
  const reasons: readonly DifferenceReason[] = DIFFERENCE_REASONS[kind];
  return (
    <Stack gap={2}>
      {say.error ? <Banner tone="danger" live>{sentence(say.error)}</Banner> : null}
      {openCount > 0 && chosen.length === 0 ? <div><Button size="small" onClick={onAll}>{t('reception.end.pick-open', { n: openCount })}</Button></div> : null}
      {chosen.length > 0 ? (
        <Grid min="small">
          <Select name={`reason-${kind}`} label={t('reception.end.reason-for', { n: chosen.length })} value={reason} onChange={setReason} options={reasons.map((value) => ({ value, label: t(`reception.reason.${value}`) }))} />
          <TextField name={`note-${kind}`} label={t('reception.end.note')} value={note} onChange={(text) => setNote(text ?? '')} optional={reason !== 'other'} />
          <div><Button look="primary" pending={say.isPending} disabled={!reason} onClick={() => { if (reason) say.mutate({ differences: [...chosen], reason, note }); }}>{t('reception.end.say')}</Button></div>
        </Grid>
      ) : null}
    </Stack>
  );
}

function Versions({ versions }: { readonly versions: readonly ListVersion[] }) {
  const { t, formatDate } = useText();
  const columns: Column<ListVersion>[] = [
    { key: 'n', title: t('reception.end.version-column'), numeric: true, cell: (v) => v.version },
    { key: 'file', title: t('reception.lists.file'), cell: (v) => v.fileName },
    { key: 'people', title: t('reception.lists.people'), numeric: true, cell: (v) => v.people },
    { key: 'what', title: t('reception.known.what'), cell: (v) => (v.version === 1 ? '—' : t('reception.end.version-what', { added: v.added, gone: v.gone, altered: v.altered })) },
    { key: 'by', title: t('reception.end.accepted-by'), cell: (v) => `${v.acceptedBy} · ${formatDate(v.acceptedAt, 'time')}`, wideOnly: true },
  ];
  return <Card title={t('reception.end.versions')} icon="history" flush><DataTable caption={t('reception.end.versions')} columns={columns} rows={versions} rowKey={(v) => String(v.version)} /></Card>;
}

function CloseCard({ list }: { readonly list: Reconciliation }) {
  const { t } = useText();
  const notify = useNotify();
  const sentence = useErrorSentence();
  const close = useMutation({ mutationFn: () => api.send('POST', `/api/reception/manifests/${list.manifestId}/close`), onSuccess: () => notify({ tone: 'success', text: t('reception.end.closed-now') }) });
  return (
    <Card title={t('reception.end.close-title')} icon="lock" tone="accent">
      <Stack gap={3}>
        {close.error ? <Banner tone="danger" live>{sentence(close.error)}</Banner> : null}
        <p>{list.missing.length === 0 ? t('reception.end.close-ready') : list.missing.map((missing) => t(`errors.reception.close-${missing}`)).join(' ')}</p>
        <div><Button look="primary" icon="check" pending={close.isPending} disabled={list.missing.length > 0} onClick={() => close.mutate()}>{t('reception.end.close')}</Button></div>
      </Stack>
    </Card>
  );
}
