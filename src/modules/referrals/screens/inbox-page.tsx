import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, countedUpTo, EmptyState, Item, ItemList, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, StatusTag, Tabs, TextField, useText } from '#ui';
import { type Inbox, INBOX_LISTS, type InboxItem, type InboxList, MOST_COUNTED } from '../schema.ts';
import { ReferralStateTag, useLabel } from './shared-words.tsx';

function useInbox(list: InboxList, text: string) {
  return useInfiniteQuery({
    queryKey: ['referrals', 'inbox', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => {
      const asked = { list, ...(after === '' ? {} : { after }) };
      return text.trim() === '' ? api.get<Inbox>('/api/inbox', asked, signal) : api.ask<Inbox>('/api/inbox/search', { ...asked, text }, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** The provider's inbox: to answer, under way, closed, no longer shared. */
export function InboxPage() {
  const { t } = useText();
  const [list, setList] = useState<InboxList>('new');
  const [text, setText] = useState('');
  const query = useInbox(list, text);
  const counts = query.data?.pages[0]?.counts;
  return (
    <Page title={t('referrals.inbox.title')}>
      <PageHeader title={t('referrals.inbox.title')} lead={t('referrals.inbox.lead')} actions={<LinkButton href="/app/conferences">{t('referrals.inbox.conferences')}</LinkButton>} />
      <Stack>
        <TextField name="filter" type="search" label={t('referrals.list.search')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('referrals.inbox.title')} value={list} onChange={(key) => setList(INBOX_LISTS.find((l) => l === key) ?? 'new')}
          tabs={INBOX_LISTS.map((key) => ({
            key, label: t(`referrals.inbox.${key}`), ...(counts ? { count: countedUpTo(counts[key], MOST_COUNTED) } : {}),
            content: key === list ? <Lines query={query} list={key} sought={text !== ''} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}

function Lines({ query, list, sought }: { readonly query: ReturnType<typeof useInbox>; readonly list: InboxList; readonly sought: boolean }) {
  const { t } = useText();
  const empty = <EmptyState icon="inbox" title={t(sought ? 'referrals.list.empty.search' : `referrals.inbox.empty.${list}`)} />;
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <ItemList items={data.pages.flatMap((p) => p.items)} itemKey={(r) => r.referralId} label={t(`referrals.inbox.${list}`)} empty={empty}>{(item) => <Line item={item} />}</ItemList>
          {query.hasNextPage ? <Note><Button size="small" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('referrals.list.more')}</Button></Note> : null}
        </>
      )}
    </Loaded>
  );
}

function Line({ item }: { readonly item: InboxItem }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const who = item.firstName === null ? t('referrals.inbox.nameless') : `${item.firstName} · ${item.publicCode}`;
  const waiting = item.state === 'sent' || item.state === 'received';
  return (
    <Item
      title={<Link href={`/app/inbox/${item.referralId}`}>{who}</Link>}
      meta={<>{[label(item.needLabel), label(item.serviceName)].filter(Boolean).join(' · ')}</>}
      tags={(
        <>
          {/* To the provider an unanswered referral is still theirs to answer. */}
          {item.state === 'expired' ? null : <ReferralStateTag state={item.state} />}
          {item.stage === 'reminded' ? <StatusTag tone="warning" icon="clock">{t('referrals.inbox.reminded')}</StatusTag> : null}
          {waiting && item.dueAt ? <StatusTag tone="info" icon="clock">{t('referrals.inbox.answer-by', { date: formatDate(new Date(item.dueAt), 'time') })}</StatusTag> : null}
          {item.late && item.dueAt ? <StatusTag tone="danger" icon="clock">{t('referrals.inbox.late', { date: formatDate(new Date(item.dueAt), 'short') })}</StatusTag> : null}
        </>
      )}
    />
  );
}
