import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { useSession } from '#access/screens';
import { Button, Card, DataTable, EmptyState, Link, Loaded, Note, LinkButton, Page, PageHeader, Row, Stack, StatusTag, Tabs, TextField, shownCount, useText, type Column } from '#ui';
import { ALARM_LISTS, MOST_ALARMS, type AlarmLine, type AlarmList, type AlarmPage } from '../alert-schema.ts';
import { AnswerButton } from './alerts-banner.tsx';
import { Taken, TakeButton } from './duty/on-duty.tsx';

function useAlarms(list: AlarmList, text: string) {
  return useInfiniteQuery({
    queryKey: ['assessment', 'alarms', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => (text.trim() === ''
      ? api.get<AlarmPage>('/api/alerts', { list, ...(after === '' ? {} : { after }) }, signal)
      : api.ask<AlarmPage>('/api/alerts/search', { list, text }, signal)),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function Due({ line }: { readonly line: AlarmLine }) {
  const { t, formatDate } = useText();
  if (line.dueAt === null) return <>—</>;
  const due = formatDate(new Date(line.dueAt), 'time');
  return <div>{due}{line.late ? <div><StatusTag tone="danger" icon="clock">{t('assessment.alert-late')}</StatusTag></div> : null}</div>;
}

function Done({ line }: { readonly line: AlarmLine }) {
  const { t, formatDate } = useText();
  const { actor } = useSession();
  if (line.answeredAt === null) return actor.role === 'protection' ? <Row><TakeButton alert={line} /><AnswerButton alert={line} /></Row> : <>—</>;
  const when = formatDate(new Date(line.answeredAt), 'time');
  return <>{line.what}<div className="ui-note">{line.answeredBy ? t('assessment.alert-answered', { who: line.answeredBy, when }) : t('assessment.alert-answered-by-circle', { when })}</div></>;
}

function useColumns(): Column<AlarmLine>[] {
  const { t, formatDate } = useText();
  return [
    {
      key: 'name', title: t('assessment.alarms-person'),
      cell: (l) => <><Link href={`/app/cases/${l.caseId}`}>{l.name}</Link><div className="ui-note">{[l.publicCode, l.place].filter(Boolean).join(' · ')}</div></>,
    },
    {
      key: 'what', title: t('assessment.alarms-what'),
      cell: (l) => <>{l.code ? t(`assessment.alert.${l.code}`) : t('assessment.alert-closed')}<div className="ui-note">{t('assessment.alarms-since', { when: formatDate(new Date(l.raisedAt), 'time') })}</div></>,
    },
    { key: 'due', title: t('assessment.alarms-due'), cell: (l) => <Stack gap={1}><Due line={l} /><div className="ui-note"><Taken alert={l} /></div></Stack> },
    { key: 'done', title: t('assessment.alarms-done'), cell: (l) => <Done line={l} /> },
  ];
}

function Lines({ list, text }: { readonly list: AlarmList; readonly text: string }) {
  const { t } = useText();
  const pages = useAlarms(list, text);
  const columns = useColumns();
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => (
          <>
            <DataTable<AlarmLine>
              caption={t(`assessment.alarms-list.${list}`)} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(l) => l.alertId} rowHref={(l) => `/app/cases/${l.caseId}`}
              rowTone={(l) => (l.late ? 'danger' : null)} empty={<EmptyState icon="check" title={text.trim() === '' ? t('assessment.alarms-empty') : t('assessment.alarms-nobody')} />}
            />
            {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('assessment.alarms-more')}</Button></Note> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function askedList(): AlarmList {
  const asked = new URLSearchParams(window.location.search).get('list');
  return ALARM_LISTS.find((list) => list === asked) ?? 'waiting';
}

/** Alarms of danger: those that wait, those that nobody took in time, the late ones, those answered; each with a count that can reach zero. */
export function AlarmsPage() {
  const { t } = useText();
  const [list, setList] = useState<AlarmList>(askedList);
  const [text, setText] = useState('');
  const counts = useAlarms(list, text).data?.pages[0]?.counts;
  return (
    <Page title={t('assessment.alarms')} width="wide">
      <PageHeader title={t('assessment.alarms')} lead={t('assessment.alarms-lead')} actions={<LinkButton href="/app/duty" icon="calendar">{t('assessment.duty.title')}</LinkButton>} />
      <Stack>
        <TextField name="filter" type="search" label={t('assessment.alarms-search')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('assessment.alarms')} value={list} onChange={(key) => setList(key as AlarmList)}
          tabs={ALARM_LISTS.map((key) => ({
            key, label: t(`assessment.alarms-list.${key}`), ...(counts ? { count: shownCount(counts[key], MOST_ALARMS) } : {}), content: key === list ? <Lines list={key} text={text} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}
