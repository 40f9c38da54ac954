import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { api } from '#platform/client';
import { Button, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, StatusTag, Tabs, TextField, shownCount, useText } from '#ui';
import type { Column } from '#ui';
import { ACTION_LISTS, MOST_COUNTED_STEPS, type ActionList, type PlanLine, type PlanWorkList } from '../../plan/schema.ts';

function useWork(list: ActionList, text: string) {
  return useInfiniteQuery({
    queryKey: ['plans', 'steps', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => (text.trim() === ''
      ? api.get<PlanWorkList>('/api/plan-actions', { list, after }, signal)
      : api.ask<PlanWorkList>('/api/plan-actions/search', { list, text, ...(after === '' ? {} : { after }) }, signal)),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function useColumns(list: ActionList): Column<PlanLine>[] {
  const { t, locale, formatDate } = useText();
  const late = (l: PlanLine) => (l.timing === 'overdue' ? <div><StatusTag tone="danger" icon="clock">{t('plans.overdue', { n: l.daysLate })}</StatusTag></div> : null);
  return [
    { key: 'name', title: t('plans.person'), cell: (l) => <><Link href={`/app/cases/${l.caseId}/plan`}>{l.name}</Link><div className="ui-note">{l.publicCode}</div></> },
    { key: 'what', title: t('plans.plan.what'), cell: (l) => (l.words ? wordingIn(l.words, locale) : t(list === 'without-plan' ? 'plans.plan.to-make' : 'plans.plan.to-review')) },
    { key: 'who', title: t('plans.plan.who'), cell: (l) => (l.who ? t(`plans.plan.who.${l.who}`) : '—'), wideOnly: true },
    { key: 'due', title: t('plans.plan.until'), cell: (l) => <Stack gap={1}>{formatDate(l.dueOn)}{late(l)}</Stack>, tight: true },
  ];
}

function Lines({ list, text }: { readonly list: ActionList; readonly text: string }) {
  const { t } = useText();
  const columns = useColumns(list);
  const pages = useWork(list, text);
  const empty = text.trim() === '' ? t(`plans.plan.list-empty.${list}`) : t('plans.plan.list-empty.search');
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => (
          <>
            <DataTable
              caption={t(`plans.plan.list.${list}`)} columns={columns} rows={data.pages.flatMap((p) => p.lines)} rowKey={(l) => l.id} rowHref={(l) => `/app/cases/${l.caseId}/plan`}
              rowTone={(l) => (l.timing === 'overdue' ? 'danger' : null)} empty={<EmptyState icon="check" title={empty} />}
            />
            {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('plans.plan.more')}</Button></Note> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function askedList(): ActionList {
  const asked = new URLSearchParams(window.location.search).get('list');
  return ACTION_LISTS.find((list) => list === asked) ?? 'overdue';
}

/** Promised steps of the office and plans to be looked at again; each list with a count that can reach zero. */
export function PlanWorkPage() {
  const { t } = useText();
  const [list, setList] = useState<ActionList>(askedList);
  const [text, setText] = useState('');
  const counts = useWork(list, text).data?.pages[0]?.counts;
  return (
    <Page title={t('plans.plan.work')} width="wide">
      <PageHeader title={t('plans.plan.work')} lead={t('plans.plan.work-lead')} actions={<LinkButton look="quiet" icon="chart" href="/app/plan-board">{t('plans.board.title')}</LinkButton>} />
      <Stack>
        <TextField name="filter" type="search" label={t('plans.plan.filter')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('plans.plan.work')} value={list} onChange={(key) => setList(key as ActionList)}
          tabs={ACTION_LISTS.map((key) => ({ key, label: t(`plans.plan.list.${key}`), ...(counts ? { count: shownCount(counts[key], MOST_COUNTED_STEPS) } : {}), content: key === list ? <Lines list={key} text={text} /> : null }))}
        />
      </Stack>
    </Page>
  );
}
