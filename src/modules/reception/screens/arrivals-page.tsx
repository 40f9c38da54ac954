import { useState } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, EmptyState, Figure, Grid, Item, ItemList, Link, LinkButton, Loaded, Page, PageHeader, StatusTag, TextField, useNavigate, useText } from '#ui';
import type { ArrivalLine, ArrivalsBoard, RowState } from '../schema.ts';
import { AddPersonDialog } from './arrivals/add-person.tsx';
import { answersTo } from './arrivals/filter.ts';
import { QueueNumber } from './floor/queue-number.tsx';
import { BeforeTag, FlagTags, StateTag } from './tags.tsx';

const EVERY_MS = 20_000;

/** Who is expected, who waits and since when, who is at a desk: children and families first. */
export function ArrivalsPage({ manifestId }: { readonly manifestId?: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['reception', 'arrivals', manifestId ?? 'today'], refetchInterval: EVERY_MS,
    queryFn: () => api.get<ArrivalsBoard>('/api/reception/arrivals', { manifestId }),
  });
  const title = t('reception.arrivals.title');
  const ofList = manifestId ? { manifestId } : {};
  return (
    <Page width="wide" title={title}>
      <PageHeader
        title={(manifestId && labelOf(query.data)) || title} lead={t('reception.arrivals.lead')}
        {...(manifestId ? { back: { href: '/app/manifests', label: t('reception.lists.title') } } : {})}
        actions={<BoardActions {...ofList} waiting={query.data?.counts.waiting ?? 0} expected={query.data?.counts.expected ?? 0} />}
      />
      <Loaded query={query}>{(board) => <Board board={board} />}</Loaded>
    </Page>
  );
}

function labelOf(board: ArrivalsBoard | undefined): string | null {
  return board?.lines.find((line) => line.manifestLabel)?.manifestLabel ?? null;
}

function BoardActions({ manifestId, waiting, expected }: { readonly manifestId?: string; readonly waiting: number; readonly expected: number }) {
  const { t } = useText();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const next = useMutation({ mutationFn: () => api.send<{ rowId: string }>('POST', '/api/reception/take-next'), onSuccess: ({ rowId }) => navigate(`/app/desk/${rowId}`) });
  const all = useMutation({ mutationFn: () => api.send('POST', `/api/reception/manifests/${manifestId}/arrived`) });
  return (
    <>
      <Button look="primary" icon="person" shortcut="t" pending={next.isPending} disabled={waiting === 0} onClick={() => next.mutate()}>{t('reception.arrivals.take-next')}</Button>
      {manifestId && expected > 0 ? <Button icon="bus" shortcut="a" pending={all.isPending} onClick={() => all.mutate()}>{t('reception.arrivals.all-here', { n: expected })}</Button> : null}
      <Button icon="plus" shortcut="p" onClick={() => setAdding(true)}>{t('reception.arrivals.not-listed')}</Button>
      <AddPersonDialog open={adding} onClose={() => setAdding(false)} onAdded={(rowId) => navigate(`/app/desk/${rowId}`)} />
    </>
  );
}

/** From so many people on, one looks for somebody by name instead of reading. */
const WORTH_A_SEARCH = 8;

function Board({ board }: { readonly board: ArrivalsBoard }) {
  const { t } = useText();
  const [text, setText] = useState('');
  const lines = board.lines.filter((line) => answersTo(text, line));
  const searched = text.trim() !== '';
  return (
    <>
      <Grid min="small">
        <Figure value={board.counts.waiting} label={t('reception.state.waiting')} tone={board.counts.waiting > 0 ? 'warning' : 'plain'} note={board.longestWait === null ? undefined : t('reception.arrivals.longest', { n: board.longestWait })} />
        <Figure value={board.counts.expected} label={t('reception.state.expected')} />
        <Figure value={board.counts.taken} label={t('reception.state.taken')} />
        <Figure value={board.counts.finished} label={t('reception.state.finished')} tone="success" />
      </Grid>
      {searched || board.lines.length >= WORTH_A_SEARCH ? (
        <TextField name="filter" type="search" label={t('reception.arrivals.filter')} hint={t('reception.arrivals.filter-hint')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
      ) : null}
      {searched && lines.length === 0
        ? <Card><EmptyState icon="search" title={t('reception.arrivals.none-found')}>{t('reception.arrivals.none-found-text')}</EmptyState></Card>
        : <Groups lines={lines} searched={searched} />}
    </>
  );
}

function Groups({ lines, searched }: { readonly lines: readonly ArrivalLine[]; readonly searched: boolean }) {
  const { t } = useText();
  const waiting = lines.filter((line) => line.state === 'waiting');
  const first = waiting.filter((line) => line.lane === 1);
  return (
    <>
      {first.length > 0 ? <Lines title={t('reception.arrivals.lane-first')} lines={first} tone="accent" /> : null}
      <Lines title={t('reception.arrivals.lane-rest')} lines={waiting.filter((line) => line.lane > 1)} {...(searched ? {} : { empty: t('reception.arrivals.nobody') })} />
      <Lines title={t('reception.state.taken')} lines={lines.filter((line) => line.state === 'taken')} />
      {(['expected', 'notArrived', 'finished'] as const).map((state) => <Lines key={state} title={t(`reception.state.${state}`)} lines={lines.filter((line) => line.state === state)} />)}
    </>
  );
}

const SHOWN = 60;

function Lines({ title, lines, tone = 'plain', empty }: { readonly title: string; readonly lines: readonly ArrivalLine[]; readonly tone?: 'plain' | 'accent'; readonly empty?: string }) {
  const { t } = useText();
  const [shown, setShown] = useState(SHOWN);
  if (lines.length === 0 && !empty) return null;
  return (
    <Card
      title={title} count={lines.length} tone={tone} flush
      footer={lines.length > shown ? <Button onClick={() => setShown(shown + 300)}>{t('reception.problems.more', { n: lines.length - shown })}</Button> : null}
    >
      <ItemList items={lines.slice(0, shown)} itemKey={(line) => line.rowId} label={title} empty={empty ? <EmptyState icon="people" title={empty} /> : null}>
        {(line) => <ArrivalItem line={line} />}
      </ItemList>
    </Card>
  );
}

function useAbout(line: ArrivalLine): string {
  const { t } = useText();
  return [
    line.age === null ? null : t('reception.arrivals.age', { n: line.age }),
    line.sex ? t(`reception.sex.${line.sex}`) : null,
    line.minutesWaiting === null ? null : t('reception.arrivals.minutes', { n: line.minutesWaiting }),
    line.state === 'taken' ? t(line.takenByMe ? 'reception.arrivals.with-me' : 'reception.arrivals.with', { name: line.takenBy ?? '' }) : null,
    line.manifestLabel,
  ].filter(Boolean).join(' · ');
}

function ArrivalItem({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  const about = useAbout(line);
  return (
    <Item
      {...(line.no === null ? {} : { lead: <QueueNumber no={line.no} /> })}
      title={line.takenByMe && line.state === 'taken' ? <Link href={`/app/desk/${line.rowId}`}>{line.name}</Link> : line.name} meta={about}
      tags={<>
        {line.state === 'waiting' || line.state === 'expected' ? null : <StateTag state={line.state} />}
        <FlagTags flags={line.flags} />
        {line.before ? <BeforeTag before={line.before} /> : null}
        {line.problems > 0 ? <StatusTag tone="warning" icon="alert">{t('reception.arrivals.problems', { n: line.problems })}</StatusTag> : null}
      </>}
      actions={<LineActions line={line} />}
    />
  );
}

const MAY_ARRIVE: ReadonlySet<RowState> = new Set(['expected', 'notArrived']);

function LineActions({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  const navigate = useNavigate();
  const act = useMutation({ mutationFn: (what: 'arrived' | 'not-arrived') => api.send('POST', `/api/reception/arrivals/${line.rowId}/${what}`) });
  const take = useMutation({
    mutationFn: (takeOver: boolean) => api.send<{ rowId: string }>('POST', `/api/reception/arrivals/${line.rowId}/take`, { takeOver }),
    onSuccess: ({ rowId }) => navigate(`/app/desk/${rowId}`),
  });
  if (line.state === 'finished') return line.slipId ? <LinkButton size="small" icon="print" href={`/app/slips/${line.slipId}`}>{t('reception.arrivals.slip')}</LinkButton> : null;
  const takeWords = line.state === 'taken' ? (line.takenByMe ? 'reception.arrivals.resume' : 'reception.arrivals.take-over') : 'reception.arrivals.take';
  return (
    <ButtonRow>
      {MAY_ARRIVE.has(line.state) ? <Button size="small" icon="check" pending={act.isPending} aria-label={t('reception.arrivals.here-name', { name: line.name })} onClick={() => act.mutate('arrived')}>{t('reception.arrivals.here')}</Button> : null}
      {line.state === 'expected' || line.state === 'waiting' ? <Button size="small" look="quiet" icon="cross" pending={act.isPending} aria-label={t('reception.arrivals.missing-name', { name: line.name })} onClick={() => act.mutate('not-arrived')}>{t('reception.arrivals.missing')}</Button> : null}
      <Button size="small" pending={take.isPending} aria-label={t(`${takeWords}-name`, { name: line.name })} onClick={() => take.mutate(line.state === 'taken' && !line.takenByMe)}>{t(takeWords)}</Button>
    </ButtonRow>
  );
}
