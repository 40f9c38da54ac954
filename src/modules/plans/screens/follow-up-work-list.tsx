import { useState } from 'react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { MOST_COUNTED } from '#registry/schema';
import { Button, Card, EmptyState, Loaded, Note, Page, PageHeader, Stack, Tabs, TextField, shownCount, useText } from '#ui';
import type { FollowUpWorkList as WorkList } from '../schema.ts';
import { FollowUpLines } from './follow-up-lines.tsx';

const LISTS = ['overdue', 'today', 'upcoming', 'escalated', 'lost'] as const;
type List = (typeof LISTS)[number];

function useWork(list: List, text: string) {
  return useInfiniteQuery({
    queryKey: ['plans', 'work', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    // A name to look for goes into the body and never into the address.
    queryFn: ({ pageParam: after, signal }) => (text.trim() === ''
      ? api.get<WorkList>('/api/follow-ups', { list, ...(after === '' ? {} : { after }) }, signal)
      : api.ask<WorkList>('/api/follow-ups/search', { list, text, ...(after === '' ? {} : { after }) }, signal)),
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

function Lines({ list, text }: { readonly list: List; readonly text: string }) {
  const { t } = useText();
  const pages = useWork(list, text);
  const empty = text.trim() === '' ? <EmptyState icon="check" title={t(`plans.list-empty.${list}`)} /> : <EmptyState icon="search" title={t('plans.list-empty.search')} />;
  return (
    <Card flush>
      <Loaded query={pages}>
        {(data) => (
          <>
            <FollowUpLines caption={t(`plans.list.${list}`)} lines={data.pages.flatMap((p) => p.lines)} empty={empty} />
            {pages.hasNextPage ? <Note><Button size="small" pending={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>{t('plans.list-more')}</Button></Note> : null}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function askedList(): List {
  const asked = new URLSearchParams(window.location.search).get('list');
  return LISTS.find((list) => list === asked) ?? 'overdue';
}

/** The office's follow-up: overdue, today, coming, what supervision sees, lost; each with a count that can reach zero, and a search. */
export function FollowUpWorkList() {
  const { t } = useText();
  const [list, setList] = useState<List>(askedList);
  const [text, setText] = useState('');
  const counts = useWork(list, text).data?.pages[0]?.counts;
  return (
    <Page title={t('plans.work-list')} width="wide">
      <Stack gap={5}>
        <PageHeader title={t('plans.work-list')} lead={t('plans.work-list-lead')} />
        <TextField name="filter" type="search" label={t('plans.list-filter')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('plans.work-list')} value={list} onChange={(key) => setList(key as List)}
          tabs={LISTS.map((key) => ({ key, label: t(`plans.list.${key}`), ...(counts ? { count: shownCount(counts[key], MOST_COUNTED) } : {}), content: <Lines list={key} text={text} /> }))}
        />
      </Stack>
    </Page>
  );
}
