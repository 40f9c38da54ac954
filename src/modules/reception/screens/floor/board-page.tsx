import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, DataTable, DateField, EmptyState, Figure, Grid, LinkButton, Link, Loaded, Page, PageHeader, StatusTag, useText, useToday } from '#ui';
import type { Column } from '#ui';
import type { BoardDay, BoardStation, DayBoard, PointBoard } from '../../schema.ts';

const EVERY_MS = 20_000;

interface Asked {
  readonly day: string;
  readonly officeId: string | null;
}

export function useDayBoard(asked: Asked) {
  return useQuery({
    queryKey: ['reception', 'board', asked.day, asked.officeId], refetchInterval: EVERY_MS,
    queryFn: () => api.get<DayBoard>('/api/reception/board', { day: asked.day, officeId: asked.officeId }),
  });
}

/** What an address of the board asks for; counts only, so that it may stand in an address. */
export function askedOf(search: string, today: string): Asked {
  const words = new URLSearchParams(search);
  return { day: words.get('day') ?? today, officeId: words.get('point') };
}

export const addressOf = (page: string, asked: Asked): string =>
  `${page}?${new URLSearchParams({ day: asked.day, ...(asked.officeId ? { point: asked.officeId } : {}) }).toString()}`;

/** The day at a reception point: who came, who waits where, how long it takes, who has no next step. */
export function BoardPage() {
  const { t } = useText();
  const today = useToday();
  const [asked, setAsked] = useState(() => askedOf(window.location.search, today));
  const query = useDayBoard(asked);
  const title = t('reception.board.title');
  return (
    <Page width="wide" title={title}>
      <PageHeader
        title={title} lead={query.data?.point?.officeName ?? t('reception.board.lead')}
        actions={<LinkButton icon="print" href={addressOf('/app/board/sheet', asked)}>{t('reception.board.sheet')}</LinkButton>}
      />
      <DateField name="day" label={t('reception.board.day')} value={asked.day} onChange={(day) => setAsked({ ...asked, day: day ?? today })} />
      <Loaded query={query}>{(board) => <Board board={board} asked={asked} onPoint={(officeId) => setAsked({ ...asked, officeId })} onDay={(day) => setAsked({ ...asked, day })} />}</Loaded>
    </Page>
  );
}

function Board({ board, asked, onPoint, onDay }: { readonly board: DayBoard; readonly asked: Asked; readonly onPoint: (officeId: string) => void; readonly onDay: (day: string) => void }) {
  const { t } = useText();
  const { point } = board;
  return (
    <>
      {point ? <PointFigures point={point} asked={asked} /> : <EmptyState icon="chart" title={t('reception.board.nothing')} />}
      {board.points.length > 1 ? <Points points={board.points} chosen={point?.officeId ?? null} onPoint={onPoint} /> : null}
      {board.stations.length > 0 ? <Stations stations={board.stations} /> : null}
      {board.given.length > 0 ? <Given board={board} /> : null}
      {board.history.length > 0 ? <History days={board.history} onDay={onDay} /> : null}
    </>
  );
}

function PointFigures({ point, asked }: { readonly point: PointBoard; readonly asked: Asked }) {
  const { t } = useText();
  const open = point.withoutStep + point.withoutStepBefore;
  const before = point.withoutStepBefore > 0 ? t('reception.board.of-before', { n: point.withoutStepBefore }) : t('reception.board.must-be-zero');
  return (
    <>
      <Grid min="small">
        <Figure value={open} label={t('reception.board.without-step')} tone={open > 0 ? 'danger' : 'success'} note={before} href={addressOf('/app/board/without-step', { ...asked, officeId: asked.officeId ?? point.officeId })} />
        <Figure value={point.childrenAlone} label={t('reception.board.children-alone')} tone={point.childrenAlone > 0 ? 'danger' : 'plain'} note={t('reception.board.still-here')} />
        <Figure value={point.here} label={t('reception.board.here')} tone={point.here > 0 ? 'warning' : 'plain'} note={point.longestHere === null ? undefined : t('reception.board.longest', { n: point.longestHere })} />
        <Figure value={point.medianMinutes ?? '–'} label={t('reception.board.median')} note={point.p90Minutes === null ? t('reception.board.nobody-left') : t('reception.board.p90', { n: point.p90Minutes })} />
      </Grid>
      <Grid min="small">
        <Figure value={point.arrived} label={t('reception.board.arrived')} note={t('reception.board.expected', { n: point.expected, missing: point.notArrived })} />
        <Figure value={point.registered} label={t('reception.board.registered')} />
        <Figure value={point.left} label={t('reception.board.left')} />
      </Grid>
    </>
  );
}

const dash = (n: number | null): number | string => n ?? '–';

function Stations({ stations }: { readonly stations: readonly BoardStation[] }) {
  const { t } = useText();
  const columns: readonly Column<BoardStation>[] = [
    { key: 'station', title: t('reception.floor.station'), cell: (s) => s.label },
    { key: 'waiting', title: t('reception.state.waiting'), numeric: true, cell: (s) => s.waiting },
    { key: 'busy', title: t('reception.floor.busy'), numeric: true, cell: (s) => s.busy },
    { key: 'done', title: t('reception.board.done'), numeric: true, cell: (s) => s.done },
    { key: 'skipped', title: t('reception.board.skipped'), numeric: true, wideOnly: true, cell: (s) => s.skipped },
    { key: 'minutes', title: t('reception.board.minutes'), numeric: true, wideOnly: true, cell: (s) => dash(s.medianMinutes) },
  ];
  return <Card title={t('reception.board.by-station')} flush><DataTable caption={t('reception.board.by-station')} columns={columns} rows={stations} rowKey={(s) => s.station} /></Card>;
}

function Points({ points, chosen, onPoint }: { readonly points: readonly PointBoard[]; readonly chosen: string | null; readonly onPoint: (officeId: string) => void }) {
  const { t } = useText();
  const columns: readonly Column<PointBoard>[] = [
    { key: 'name', title: t('reception.board.point'), cell: (p) => p.officeId === chosen
      ? <strong>{p.officeName}</strong>
      : <Link href={`?point=${p.officeId}`} onClick={(event) => { event.preventDefault(); onPoint(p.officeId); }}>{p.officeName}</Link> },
    { key: 'arrived', title: t('reception.board.arrived'), numeric: true, cell: (p) => p.arrived },
    { key: 'here', title: t('reception.board.here'), numeric: true, cell: (p) => p.here },
    { key: 'children', title: t('reception.board.children-alone'), numeric: true, cell: (p) => p.childrenAlone },
    { key: 'step', title: t('reception.board.without-step'), numeric: true, cell: (p) => p.withoutStep + p.withoutStepBefore },
    { key: 'median', title: t('reception.board.median'), numeric: true, cell: (p) => dash(p.medianMinutes) },
  ];
  return (
    <Card title={t('reception.board.points')} flush>
      <DataTable caption={t('reception.board.points')} columns={columns} rows={points} rowKey={(p) => p.officeId} rowTone={(p) => (p.withoutStep + p.withoutStepBefore > 0 ? 'warning' : null)} />
    </Card>
  );
}

function Given({ board }: { readonly board: DayBoard }) {
  const { t } = useText();
  return (
    <Card title={t('reception.board.given')} flush>
      <DataTable
        caption={t('reception.board.given')} rows={board.given} rowKey={(g) => g.item}
        columns={[{ key: 'item', title: t('reception.board.item'), cell: (g) => g.label }, { key: 'count', title: t('reception.board.count'), numeric: true, cell: (g) => g.count }]}
      />
    </Card>
  );
}

function History({ days, onDay }: { readonly days: readonly BoardDay[]; readonly onDay: (day: string) => void }) {
  const { t, formatDate } = useText();
  const columns: readonly Column<BoardDay>[] = [
    { key: 'day', title: t('reception.board.day'), cell: (d) => <Link href={`?day=${d.day}`} onClick={(event) => { event.preventDefault(); onDay(d.day); }}>{formatDate(d.day)}</Link> },
    { key: 'arrived', title: t('reception.board.arrived'), numeric: true, cell: (d) => d.arrived },
    { key: 'left', title: t('reception.board.left'), numeric: true, cell: (d) => d.left },
    { key: 'step', title: t('reception.board.without-step'), numeric: true, cell: (d) => (d.withoutStep > 0 ? <StatusTag tone="danger" icon="alert">{d.withoutStep}</StatusTag> : 0) },
    { key: 'median', title: t('reception.board.median'), numeric: true, cell: (d) => dash(d.medianMinutes) },
    { key: 'p90', title: t('reception.board.p90-short'), numeric: true, wideOnly: true, cell: (d) => dash(d.p90Minutes) },
  ];
  return <Card title={t('reception.board.history')} flush><DataTable caption={t('reception.board.history')} columns={columns} rows={days} rowKey={(d) => d.day} /></Card>;
}
