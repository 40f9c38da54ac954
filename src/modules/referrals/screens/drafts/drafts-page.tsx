import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, countedUpTo, EmptyState, ItemList, LinkButton, Loaded, Note, Page, PageHeader, Stack, Tabs, TextField, useText } from '#ui';
import { DRAFT_LISTS, type DraftList, type ReferralDrafts } from '../../drafts/schema.ts';
import { MOST_COUNTED } from '../../schema.ts';
import { DraftLine } from './draft-lines.tsx';

/** The way from the page of referrals to what is being written, with how many of one's own there are. */
export function DraftsLink() {
  const { t } = useText();
  const { data } = useQuery({ queryKey: ['referrals', 'drafts', 'count'], queryFn: ({ signal }) => api.get<ReferralDrafts>('/api/referral-drafts', { list: 'mine' }, signal) });
  const count = data && data.counts.mine > 0 ? ` (${countedUpTo(data.counts.mine, MOST_COUNTED)})` : '';
  return <LinkButton href="/app/referrals/drafts" icon="edit">{t('referrals.draft.list')}{count}</LinkButton>;
}

function useDrafts(list: DraftList, text: string) {
  return useInfiniteQuery({
    queryKey: ['referrals', 'drafts', list, text], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => {
      const asked = { list, ...(after === '' ? {} : { after }) };
      return text.trim() === '' ? api.get<ReferralDrafts>('/api/referral-drafts', asked, signal) : api.ask<ReferralDrafts>('/api/referral-drafts/search', { ...asked, text }, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Referrals that were begun and not sent: mine, and those of the office. */
export function ReferralDraftsPage() {
  const { t } = useText();
  const [list, setList] = useState<DraftList>('mine');
  const [text, setText] = useState('');
  const query = useDrafts(list, text);
  const first = query.data?.pages[0];
  return (
    <Page title={t('referrals.draft.list')}>
      <PageHeader title={t('referrals.draft.list')} lead={t('referrals.draft.lead')} back={{ href: '/app/referrals', label: t('referrals.list.title') }} />
      <Stack>
        <TextField name="filter" type="search" label={t('referrals.draft.search')} hint={t('referrals.draft.search-hint')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        <Tabs
          label={t('referrals.draft.list')} value={list} onChange={(key) => setList(DRAFT_LISTS.find((l) => l === key) ?? 'mine')}
          tabs={DRAFT_LISTS.map((key) => ({
            key, label: t(`referrals.draft.list.${key}`), ...(first ? { count: countedUpTo(first.counts[key], MOST_COUNTED) } : {}),
            content: key === list ? <Lines query={query} list={key} sought={text !== ''} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}

function Lines({ query, list, sought }: { readonly query: ReturnType<typeof useDrafts>; readonly list: DraftList; readonly sought: boolean }) {
  const { t } = useText();
  const empty = <EmptyState title={t(sought ? 'referrals.list.empty.search' : `referrals.draft.empty.${list}`)} />;
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <ItemList items={data.pages.flatMap((p) => p.items)} itemKey={(d) => d.draftId} label={t(`referrals.draft.list.${list}`)} empty={empty}>{(line) => <DraftLine line={line} named />}</ItemList>
          {query.hasNextPage ? <Note><Button size="small" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('referrals.list.more')}</Button></Note> : null}
        </>
      )}
    </Loaded>
  );
}
