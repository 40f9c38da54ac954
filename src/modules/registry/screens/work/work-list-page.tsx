import { useState } from 'react';
import type { ReactNode } from 'react';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, StatusTag, Tabs, TextField, shownCount, useNotify, useText, useToday } from '#ui';
import type { Column, Tone } from '#ui';
import { useSession } from '#access/screens';
import { AbroadLink } from '../abroad/abroad-link.tsx';
import { MOST_COUNTED, WORK_LISTS, type CaseLine, type WorkList, type WorkListKind } from '../../schema.ts';

const URGENCY_TONES: Readonly<Record<CaseLine['urgency'], Tone>> = { '24h': 'danger', '72h': 'warning', '2weeks': 'info', long: 'neutral' };
const TAKERS: ReadonlySet<string> = new Set(['window', 'protection']);
const FOLLOWING: ReadonlySet<string> = new Set([...TAKERS, 'supervisor']);

function Due({ line }: { readonly line: CaseLine }) {
  const { t, formatDate } = useText();
  const today = useToday();
  if (line.transfer) return <DueDay day={line.transfer.answerBy} today={today} />;
  if (line.dueOn) return <DueDay day={line.dueOn} today={today} />;
  return <>{line.waitsSince ? t('registry.work.waits-since', { on: formatDate(line.waitsSince) }) : '—'}</>;
}

function DueDay({ day, today }: { readonly day: string; readonly today: string }) {
  const { formatRelativeDay } = useText();
  const when = formatRelativeDay(day, today);
  return day < today ? <StatusTag tone="danger" icon="clock">{when}</StatusTag> : <>{when}</>;
}

function Holder({ line }: { readonly line: CaseLine }) {
  const { t } = useText();
  const { actor } = useSession();
  const notify = useNotify();
  const take = useMutation({
    mutationFn: () => api.send('POST', `/api/cases/${line.caseId}/assign`, {}), onSuccess: () => notify({ text: t('registry.work.taken') }),
  });
  if (line.transfer) return <Link href={`/app/cases/${line.caseId}/transfer`}>{t('registry.work.from-office', { office: line.transfer.fromOfficeName })}</Link>;
  if (line.officerName) return <>{line.officerName}</>;
  if (line.state !== 'new' || !TAKERS.has(actor.role)) return <span className="ui-soft">{t('registry.work.nobody')}</span>;
  return (
    <>
      <Button size="small" pending={take.isPending} onClick={() => take.mutate()}>{t('registry.work.take')}</Button>
      {line.heldBefore ? <div className="ui-note">{t('registry.work.held-before', { name: line.heldBefore })}</div> : null}
    </>
  );
}

function useColumns(): Column<CaseLine>[] {
  const { t, formatDate } = useText();
  return [
    { key: 'name', title: t('registry.field.name'), cell: (line) => <><Link href={`/app/cases/${line.caseId}`}>{line.name}</Link><div className="ui-note">{line.publicCode}</div></> },
    { key: 'age', title: t('registry.field.age'), cell: (line) => (line.age === null ? '—' : t('registry.age', { age: line.age })), tight: true },
    { key: 'urgency', title: t('registry.field.urgency'), cell: (line) => <StatusTag tone={URGENCY_TONES[line.urgency]}>{t(`registry.urgency.${line.urgency}`)}</StatusTag> },
    { key: 'due', title: t('registry.work.when'), cell: (line) => <Due line={line} />, tight: true },
    { key: 'opened', title: t('registry.field.opened'), cell: (line) => formatDate(line.openedOn), wideOnly: true, tight: true },
    { key: 'destination', title: t('registry.work.destination'), cell: (line) => line.destinationName ?? '—', wideOnly: true },
    { key: 'officer', title: t('registry.field.officer'), cell: (line) => <Holder line={line} /> },
  ];
}

const isLate = (line: CaseLine, today: string): boolean => (line.transfer?.answerBy ?? line.dueOn ?? today) < today;

/** Cases as a dense register. */
export function CaseTable({ caption, lines, empty }: { readonly caption: string; readonly lines: readonly CaseLine[]; readonly empty: ReactNode }) {
  const columns = useColumns();
  const today = useToday();
  return (
    <DataTable
      caption={caption} columns={columns} rows={lines} rowKey={(line) => line.caseId} rowHref={(line) => (line.transfer ? `/app/cases/${line.caseId}/transfer` : `/app/cases/${line.caseId}`)}
      rowTone={(line) => (line.overdue || isLate(line, today) ? 'danger' : null)} empty={empty}
    />
  );
}

function useWorkList(list: WorkListKind, text: string) {
  return useInfiniteQuery({
    queryKey: ['registry', 'cases', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => (text.trim() === ''
      ? api.get<WorkList>('/api/cases', { list, after }, signal)
      : api.ask<WorkList>('/api/cases/search', { list, text, ...(after === '' ? {} : { after }) }, signal)),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function Lines({ list, text }: { readonly list: WorkListKind; readonly text: string }) {
  const { t } = useText();
  const pages = useWorkList(list, text);
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => {
          const lines = data.pages.flatMap((p) => p.lines);
          return (
            <>
              <CaseTable caption={t(`registry.work.${list}`)} lines={lines} empty={<Empty list={list} filtered={text !== ''} />} />
              {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('registry.work.more')}</Button></Note> : null}
            </>
          );
        }}
      </Loaded>
    </Card>
  );
}

function Empty({ list, filtered }: { readonly list: WorkListKind; readonly filtered: boolean }) {
  const { t } = useText();
  if (filtered) return <EmptyState icon="search" title={t('registry.work.empty-filter')}>{t('registry.work.empty-filter-text')}</EmptyState>;
  return <EmptyState icon="check" title={t('registry.work.empty')}>{list === 'mine' ? t('registry.work.empty-mine') : null}</EmptyState>;
}

/** Whoever holds no cases has no list of their own; what nobody took in time has one only where a figure leads to it. */
function listsOf(role: string): readonly WorkListKind[] {
  const asked = askedList();
  return WORK_LISTS.filter((list) => (list !== 'mine' || TAKERS.has(role)) && (list !== 'untaken' || asked === 'untaken'));
}

const askedList = (): string | null => new URLSearchParams(window.location.search).get('list');

/** Which list is open first: what is mine, or all of it for whoever has no cases of their own. */
function firstList(role: string): WorkListKind {
  const known = listsOf(role).find((list) => list === askedList());
  if (known) return known;
  return role === 'window' ? 'new' : 'office';
}

/** The work lists of an office, each with a search inside and a count that can reach zero. */
export function WorkListPage() {
  const { t } = useText();
  const { actor, officeName } = useSession();
  const [list, setList] = useState<WorkListKind>(() => firstList(actor.role));
  const [text, setText] = useState('');
  const counted = useWorkList(list, text).data?.pages[0]?.counts;
  return (
    <Page title={t('registry.work.title')} width="wide">
      <PageHeader
        title={t('registry.work.title')} over={officeName} lead={t('registry.work.lead')}
        actions={(
          <>
            {FOLLOWING.has(actor.role) ? <AbroadLink /> : null}
            {actor.role === 'supervisor' ? <LinkButton href="/app/reassign" icon="swap">{t('registry.move.title')}</LinkButton> : null}
          </>
        )}
      />
      <Stack>
        <TextField name="filter" type="search" label={t('registry.work.filter')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('registry.work.title')} value={list} onChange={(key) => setList(key as WorkListKind)}
          tabs={listsOf(actor.role).map((key) => ({
            key, label: t(`registry.work.${key}`), ...(counted ? { count: shownCount(counted[key], MOST_COUNTED) } : {}), content: key === list ? <Lines list={key} text={text} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}
