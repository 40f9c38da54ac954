import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, DataTable, Disclosure, EmptyState, Loaded, Note, Page, PageHeader, Row, Stack, StatusTag, useErrorSentence, useText } from '#ui';
import type { Column, Tone } from '#ui';
import type { MoveLine, PointEntry, PointFact, PointLine, PointState } from '../schema.ts';
import { MoveDialog } from './points/move-dialog.tsx';
import { StateDialog } from './points/state-dialog.tsx';

/** Reception points and what each is today; arrivals moved from one to another. */
export function PointsPage() {
  const { t } = useText();
  const { role } = useSession().actor;
  const query = useQuery({ queryKey: ['reception', 'points'], queryFn: () => api.get<{ points: PointLine[] }>('/api/reception/points') });
  const title = t('reception.points.title');
  return (
    <Page width="normal" title={title}>
      <PageHeader title={title} lead={t('reception.points.lead')} />
      <Loaded query={query}>
        {({ points }) => (
          <Stack>
            {points.length === 0 ? <EmptyState icon="flag" title={t('reception.points.none')} /> : points.map((point) => <PointCard key={point.officeId} point={point} points={points} />)}
            {role === 'administrator' ? null : <Moves />}
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

const TONES: Readonly<Record<PointState, Tone>> = { open: 'success', suspended: 'danger', moved: 'warning' };

function PointCard({ point, points }: { readonly point: PointLine; readonly points: readonly PointLine[] }) {
  const { t } = useText();
  return (
    <Card
      title={point.name} icon="flag" tone={point.state === 'open' ? 'plain' : 'warning'}
      actions={<StatusTag tone={TONES[point.state]} icon={point.state === 'open' ? 'check' : 'alert'}>{t(`reception.point.${point.state}`)}</StatusTag>}
    >
      <Stack gap={3}>
        {point.movedTo ? <p>{t('reception.points.receives', { name: point.movedTo.name })}</p> : null}
        {point.entry ? <EntryLine entry={point.entry} /> : null}
        {point.fact ? <FactNote fact={point.fact} /> : null}
        <PointActions point={point} points={points} />
        {point.history.length > 0 ? (
          <Disclosure summary={t('reception.points.history', { n: point.history.length })}>
            <Stack gap={3}>{point.history.map((entry) => <EntryLine key={entry.stateId} entry={entry} {...(point.mayChange ? { revocable: true } : {})} />)}</Stack>
          </Disclosure>
        ) : null}
      </Stack>
    </Card>
  );
}

function PointActions({ point, points }: { readonly point: PointLine; readonly points: readonly PointLine[] }) {
  const { t } = useText();
  const { role } = useSession().actor;
  const [asking, setAsking] = useState<'state' | 'move' | null>(null);
  const close = () => setAsking(null);
  const mayMove = role === 'reception' ? point.mine : role === 'supervisor' && point.mayChange;
  if (!point.mayChange && !mayMove) return null;
  return (
    <ButtonRow>
      {point.mayChange ? <Button size="small" icon="edit" aria-label={t('reception.points.say-name', { name: point.name })} onClick={() => setAsking('state')}>{t('reception.points.say')}</Button> : null}
      {mayMove ? <Button size="small" icon="swap" aria-label={t('reception.points.move-name', { name: point.name })} onClick={() => setAsking('move')}>{t('reception.points.move')}</Button> : null}
      <StateDialog point={point} points={points} open={asking === 'state'} onClose={close} />
      <MoveDialog from={point} points={points} open={asking === 'move'} onClose={close} />
    </ButtonRow>
  );
}

function FactNote({ fact }: { readonly fact: PointFact }) {
  const { t } = useText();
  return <Note>{t('reception.points.fact', { status: t(`reception.points.status-${fact.status === 'closed' ? 'closed' : 'active'}`), year: fact.asOf ?? '—' })}</Note>;
}

function EntryLine({ entry, revocable = false }: { readonly entry: PointEntry; readonly revocable?: boolean }) {
  const { t, formatDate } = useText();
  const revoke = useMutation({ mutationFn: () => api.send('POST', `/api/reception/points/states/${entry.stateId}/revoke`) });
  const span = entry.to ? t('reception.points.span', { from: formatDate(entry.from), to: formatDate(entry.to) }) : t('reception.points.since', { from: formatDate(entry.from) });
  return (
    <Row spread>
      <span>
        <strong>{t(`reception.point.${entry.state}`)}{entry.movedToName ? ` → ${entry.movedToName}` : ''}</strong> · {span}<br />
        {entry.reason} · {entry.by}{entry.revokedBy ? ` · ${t('reception.points.revoked', { by: entry.revokedBy })}` : ''}
      </span>
      {revocable && !entry.revokedAt ? <Button size="small" look="quiet" icon="undo" pending={revoke.isPending} onClick={() => revoke.mutate()}>{t('reception.points.revoke')}</Button> : null}
    </Row>
  );
}

function Moves() {
  const { t, formatDate } = useText();
  const sentence = useErrorSentence();
  const query = useQuery({ queryKey: ['reception', 'moves'], queryFn: () => api.get<{ moves: MoveLine[] }>('/api/reception/moves') });
  const undo = useMutation({ mutationFn: (moveId: string) => api.send('POST', `/api/reception/moves/${moveId}/undo`) });
  const columns: Column<MoveLine>[] = [
    { key: 'what', title: t('reception.moves.what'), cell: (m) => <>{m.label || t('reception.moves.whole-day')}<br />{t('reception.moves.people', { n: m.people })} · {formatDate(m.arrivesOn)}</> },
    { key: 'way', title: t('reception.moves.way'), cell: (m) => `${m.fromName} → ${m.toName}` },
    { key: 'why', title: t('reception.end.reason'), cell: (m) => `${m.reason} · ${m.by}`, wideOnly: true },
    {
      key: 'undo', title: t('reception.lists.state'),
      cell: (m) => (m.undone
        ? <StatusTag tone="neutral" icon="undo">{t('reception.moves.undone', { by: m.undone.by })}</StatusTag>
        : m.mayUndo ? <Button size="small" icon="undo" pending={undo.isPending} onClick={() => undo.mutate(m.moveId)}>{t('reception.moves.undo')}</Button> : <StatusTag tone="success" icon="check">{t('reception.moves.done')}</StatusTag>),
    },
  ];
  return (
    <Card title={t('reception.moves.title')} icon="swap" flush>
      {undo.error ? <Banner tone="danger" live>{sentence(undo.error)}</Banner> : null}
      <Loaded query={query}>
        {({ moves }) => <DataTable caption={t('reception.moves.title')} columns={columns} rows={moves} rowKey={(m) => m.moveId} empty={<EmptyState icon="swap" title={t('reception.moves.none')} />} />}
      </Loaded>
    </Card>
  );
}
