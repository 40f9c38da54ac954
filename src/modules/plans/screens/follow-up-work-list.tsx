import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { api } from '#platform/client';
import { Card, DataTable, EmptyState, Link, Loaded, Page, PageHeader, Stack, Tabs, useText } from '#ui';
import type { FollowUpWorkList as WorkList, WorkLine } from '../schema.ts';
import { FollowUpTag } from './follow-up-words.tsx';

const LISTS = ['overdue', 'today', 'upcoming', 'lost'] as const;
type List = (typeof LISTS)[number];

function useWork(list: List | 'due') {
  return useQuery({ queryKey: ['plans', 'work', list], queryFn: ({ signal }) => api.get<WorkList>('/api/follow-ups', { list }, signal) });
}

function Lines({ list }: { readonly list: List | 'due' }) {
  const { t, locale, formatDate } = useText();
  const query = useWork(list);
  return (
    <Loaded query={query}>
      {({ lines }) => (
        <DataTable<WorkLine>
          caption={t(`plans.list.${list}`)} rows={lines} rowKey={(l) => l.followUpId} rowHref={(l) => `/app/cases/${l.caseId}/follow-ups/${l.followUpId}`}
          rowTone={(l) => (l.timing === 'overdue' ? 'danger' : null)} empty={<EmptyState icon="check" title={t(`plans.list-empty.${list}`)} />}
          columns={[
            { key: 'name', title: t('plans.person'), cell: (l) => <><Link href={`/app/cases/${l.caseId}/follow-ups/${l.followUpId}`}>{l.name}</Link><div className="ui-note">{l.publicCode}</div></> },
            { key: 'what', title: t('plans.contact'), cell: (l) => wordingIn(l.label, locale) },
            { key: 'due', title: t('plans.due'), cell: (l) => formatDate(l.dueOn), tight: true },
            { key: 'state', title: t('plans.state'), cell: (l) => <FollowUpTag followUp={l} /> },
            { key: 'how', title: t('plans.how'), cell: (l) => t(`plans.channel.${l.channel}`), wideOnly: true },
            { key: 'place', title: t('plans.place'), cell: (l) => l.place ?? '—', wideOnly: true },
          ]}
        />
      )}
    </Loaded>
  );
}

/** Contacts that are due, for the home page of the window. */
export function DueFollowUpsPanel() {
  const { t } = useText();
  const query = useWork('due');
  return <Card title={t('plans.list.due')} icon="phone" count={query.data ? query.data.counts.overdue + query.data.counts.today : undefined} flush><Lines list="due" /></Card>;
}

function askedList(): List {
  const asked = new URLSearchParams(window.location.search).get('list');
  return LISTS.find((list) => list === asked) ?? 'overdue';
}

/** The office's follow-up: overdue, today, coming, lost; each with a count that can reach zero. */
export function FollowUpWorkList() {
  const { t } = useText();
  const [list, setList] = useState<List>(askedList);
  const counts = useWork('due').data?.counts;
  return (
    <Page title={t('plans.work-list')} width="wide">
      <Stack gap={5}>
        <PageHeader title={t('plans.work-list')} lead={t('plans.work-list-lead')} />
        <Tabs
          label={t('plans.work-list')} value={list} onChange={(key) => setList(key as List)}
          tabs={LISTS.map((key) => ({ key, label: t(`plans.list.${key}`), ...(counts ? { count: counts[key] } : {}), content: <Card flush><Lines list={key} /></Card> }))}
        />
      </Stack>
    </Page>
  );
}
