import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { EmptyState, Item, ItemList, Link, LinkButton, Loaded, Page, PageHeader, StatusTag, Tabs, useText } from '#ui';
import { type Inbox, INBOX_LISTS, type InboxItem, type InboxList } from '../schema.ts';
import { ReferralStateTag, useLabel } from './shared-words.tsx';

/** The provider's inbox: to answer, under way, closed. */
export function InboxPage() {
  const { t } = useText();
  const [list, setList] = useState<InboxList>('new');
  const query = useQuery({
    queryKey: ['referrals', 'inbox', list], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<Inbox>('/api/inbox', { list }, signal),
  });
  return (
    <Page title={t('referrals.inbox.title')}>
      <PageHeader title={t('referrals.inbox.title')} lead={t('referrals.inbox.lead')} actions={<LinkButton href="/app/conferences">{t('referrals.inbox.conferences')}</LinkButton>} />
      <Loaded query={query}>
        {(data) => (
          <Tabs
            label={t('referrals.inbox.title')} value={list} onChange={(key) => setList(INBOX_LISTS.find((l) => l === key) ?? 'new')}
            tabs={INBOX_LISTS.map((key) => ({
              key, label: t(`referrals.inbox.${key}`), count: data.counts[key], content: key === data.list ? <Lines data={data} /> : null,
            }))}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Lines({ data }: { readonly data: Inbox }) {
  const { t } = useText();
  return (
    <ItemList items={data.items} itemKey={(r) => r.referralId} label={t(`referrals.inbox.${data.list}`)} empty={<EmptyState icon="inbox" title={t(`referrals.inbox.empty.${data.list}`)} />}>
      {(item) => <Line item={item} />}
    </ItemList>
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
      meta={<>{label(item.needLabel)} · {label(item.serviceName)}</>}
      tags={(
        <>
          {/* To the provider an unanswered referral is still theirs to answer. */}
          {item.state === 'expired' ? null : <ReferralStateTag state={item.state} />}
          {waiting && item.dueAt ? <StatusTag tone="info" icon="clock">{t('referrals.inbox.answer-by', { date: formatDate(new Date(item.dueAt), 'time') })}</StatusTag> : null}
          {item.late && item.dueAt ? <StatusTag tone="danger" icon="clock">{t('referrals.inbox.late', { date: formatDate(new Date(item.dueAt), 'short') })}</StatusTag> : null}
        </>
      )}
    />
  );
}
