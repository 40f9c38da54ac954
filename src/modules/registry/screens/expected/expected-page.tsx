import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { useSession } from '#access/screens';
import { Button, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Note, Page, PageHeader, Row, Stack, StatusTag, Tabs, TextField, shownCount, useText, useToday, type Column } from '#ui';
import { ARRIVAL_LISTS, MOST_ARRIVALS, type ArrivalLine, type ArrivalList, type ArrivalPage } from '../../schema.ts';
import { ArrivalTag, CameButton, UndoButton } from './arrival-words.tsx';

function useArrivals(list: ArrivalList, text: string) {
  return useInfiniteQuery({
    queryKey: ['registry', 'expected', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => (text.trim() === ''
      ? api.get<ArrivalPage>('/api/expected-arrivals', { list, ...(after === '' ? {} : { after }) }, signal)
      : api.ask<ArrivalPage>('/api/expected-arrivals/search', { list, text, ...(after === '' ? {} : { after }) }, signal)),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function Until({ line }: { readonly line: ArrivalLine }) {
  const { t, formatDate, formatRelativeDay } = useText();
  const when = formatRelativeDay(line.until, useToday());
  return (
    <>
      {line.missing ? <StatusTag tone="danger" icon="clock">{when}</StatusTag> : when}
      <div className="ui-note">{t('registry.expected.since', { on: formatDate(line.from) })}</div>
    </>
  );
}

/** What was tried, or what became of it. */
function Known({ line }: { readonly line: ArrivalLine }) {
  const { t, formatDate } = useText();
  const rest = line.state === 'expected' ? [t('registry.expected.tries', { n: line.tries })] : [line.endedOn ? formatDate(line.endedOn) : null, line.byWork ? t('registry.expected.by-work') : line.endedBy];
  return <><ArrivalTag line={line} /><div className="ui-note">{rest.filter(Boolean).join(' · ')}</div></>;
}

function Steps({ line }: { readonly line: ArrivalLine }) {
  const { t } = useText();
  if (line.state !== 'expected') return line.mayTakeBack ? <UndoButton line={line} /> : null;
  if (!line.mayAnswer) return null;
  return <Row><CameButton line={line} /><LinkButton size="small" href={`/app/expected/${line.arrivalId}`}>{t('registry.expected.open')}</LinkButton></Row>;
}

function useColumns(): Column<ArrivalLine>[] {
  const { t } = useText();
  const { actor } = useSession();
  const supervises = actor.role === 'supervisor';
  return [
    {
      key: 'name', title: t('registry.field.name'),
      cell: (line) => <><Link href={`/app/cases/${line.caseId}`}>{line.name}</Link><div className="ui-note">{[line.publicCode, line.age === null ? null : t('registry.age', { age: line.age })].filter(Boolean).join(' · ')}</div></>,
    },
    { key: 'until', title: t('registry.expected.until'), cell: (line) => <Until line={line} />, tight: true },
    ...(supervises ? [{ key: 'office', title: t('registry.expected.office'), cell: (line: ArrivalLine) => line.officeName }] : []),
    { key: 'from', title: t('registry.expected.from'), cell: (line) => line.fromOfficeName ?? '—', wideOnly: true },
    { key: 'what', title: t('registry.expected.what'), cell: (line) => <Known line={line} /> },
    ...(supervises ? [] : [{ key: 'do', title: t('registry.expected.next'), cell: (line: ArrivalLine) => <Steps line={line} /> }]),
  ];
}

function Lines({ list, text }: { readonly list: ArrivalList; readonly text: string }) {
  const { t } = useText();
  const pages = useArrivals(list, text);
  const columns = useColumns();
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => (
          <>
            <DataTable<ArrivalLine>
              caption={t(`registry.expected.list.${list}`)} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(l) => l.arrivalId} rowTone={(l) => (l.missing ? 'danger' : null)}
              empty={<EmptyState icon="check" title={t(text.trim() === '' ? 'registry.expected.empty' : 'registry.expected.nobody')} />}
            />
            {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('registry.expected.more')}</Button></Note> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function askedList(): ArrivalList {
  const asked = new URLSearchParams(window.location.search).get('list');
  return ARRIVAL_LISTS.find((list) => list === asked) ?? 'coming';
}

/** Who is expected at the window, who has not come, whom to call today, and what became of the others; each with a count that can reach zero. */
export function ExpectedPage() {
  const { t } = useText();
  const { actor, officeName } = useSession();
  // Supervision sees many windows, and calls nobody.
  const [title, lead] = actor.role === 'supervisor' ? ['registry.expected.title-supervision', 'registry.expected.lead-supervision'] : ['registry.expected.title', 'registry.expected.lead'];
  const [list, setList] = useState<ArrivalList>(askedList);
  const [text, setText] = useState('');
  const counts = useArrivals(list, text).data?.pages[0]?.counts;
  return (
    <Page title={t(title)} width="wide">
      <PageHeader title={t(title)} over={officeName} lead={t(lead)} />
      <Stack>
        <TextField name="filter" type="search" label={t('registry.expected.search')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t(title)} value={list} onChange={(key) => setList(key as ArrivalList)}
          tabs={ARRIVAL_LISTS.map((key) => ({
            key, label: t(`registry.expected.list.${key}`), ...(counts ? { count: shownCount(counts[key], MOST_ARRIVALS) } : {}), content: key === list ? <Lines list={key} text={text} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}
