import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Banner, Button, countedUpTo, EmptyState, Item, ItemList, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, Tabs, TextField, useText } from '#ui';
import { MOST_COUNTED, OFFICER_LISTS, type OfficerList, type OfficerReferralLine, type OfficerReferrals } from '../schema.ts';
import { DraftsLink } from './drafts/drafts-page.tsx';
import { WRITERS } from './drafts/draft-lines.tsx';
import { OfficerActions, RETURNED } from './officer-actions.tsx';
import { ReferralWords } from './referrals-panel.tsx';
import { ReferralStateTag, StageTag, useLabel } from './shared-words.tsx';
import { SuggestionsBeside } from './suggestions-beside.tsx';

const inAddress = (name: string): string | null => new URLSearchParams(window.location.search).get(name);
const listOfAddress = (): OfficerList => OFFICER_LISTS.find((list) => list === inAddress('list')) ?? 'returned';

interface Asked { readonly list: OfficerList; readonly text: string; readonly organization: string | null }

function useList({ list, text, organization }: Asked) {
  return useInfiniteQuery({
    queryKey: ['referrals', 'lists', list, text, organization], initialPageParam: '', placeholderData: keepPreviousData,
    queryFn: ({ pageParam: after, signal }) => {
      const asked = { list, ...(organization ? { organization } : {}), ...(after === '' ? {} : { after }) };
      // What is looked for goes into the body and never into the address.
      return text.trim() === '' ? api.get<OfficerReferrals>('/api/referrals', asked, signal) : api.ask<OfficerReferrals>('/api/referrals/search', { ...asked, text }, signal);
    },
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Who looks at what went out without consent. */
const REVIEWERS: ReadonlySet<string> = new Set(['protection', 'supervisor']);

/** The officer's lists of referrals: came back, unanswered, waiting for others, with an outcome; late, with supervision, of closed cases. */
export function OfficerReferralListPage() {
  const { t } = useText();
  const label = useLabel();
  const { actor: { role } } = useSession();
  const [list, setList] = useState<OfficerList>(listOfAddress);
  const [text, setText] = useState('');
  const [organization, setOrganization] = useState(() => inAddress('organization'));
  const query = useList({ list, text, organization });
  const first = query.data?.pages[0];
  const choose = (key: string) => {
    setList(OFFICER_LISTS.find((l) => l === key) ?? 'returned');
    window.history.replaceState(window.history.state, '', `?list=${key}`);
  };
  const name = first?.items[0] ? label(first.items[0].organizationName) : organization;
  return (
    <Page title={t('referrals.list.title')}>
      <PageHeader title={t('referrals.list.title')} lead={t('referrals.list.lead')} actions={<>{WRITERS.has(role) ? <DraftsLink /> : null}{REVIEWERS.has(role) ? <LinkButton href="/app/referrals/reviews" icon="shield">{t('referrals.reviews.title')}</LinkButton> : null}</>} />
      <Stack>
        <TextField name="filter" type="search" label={t('referrals.list.search')} hint={t('referrals.list.search-hint')} value={text} onChange={(value) => setText(value ?? '')} maxLength={120} width="medium" spellCheck={false} />
        {organization ? (
          <Banner tone="info">
            {t('referrals.list.one-organization', { name: name ?? '' })} <Button size="small" look="quiet" onClick={() => setOrganization(null)}>{t('referrals.list.all-organizations')}</Button>
          </Banner>
        ) : null}
        <Tabs
          label={t('referrals.list.title')} value={list} onChange={choose}
          tabs={OFFICER_LISTS.map((key) => ({
            key, label: t(`referrals.list.${key}`), ...(first ? { count: countedUpTo(first.counts[key], MOST_COUNTED) } : {}),
            content: key === list ? <Lines query={query} list={key} sought={text !== ''} /> : null,
          }))}
        />
      </Stack>
    </Page>
  );
}

function Lines({ query, list, sought }: { readonly query: ReturnType<typeof useList>; readonly list: OfficerList; readonly sought: boolean }) {
  const { t } = useText();
  const empty = <EmptyState title={t(sought ? 'referrals.list.empty.search' : `referrals.list.empty.${list}`)} />;
  return (
    <Loaded query={query}>
      {(data) => (
        <>
          <ItemList items={data.pages.flatMap((p) => p.items)} itemKey={(r) => r.referralId} label={t(`referrals.list.${list}`)} empty={empty}>{(r) => <Line referral={r} />}</ItemList>
          {query.hasNextPage ? <Note><Button size="small" pending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('referrals.list.more')}</Button></Note> : null}
        </>
      )}
    </Loaded>
  );
}

function Line({ referral: r }: { readonly referral: OfficerReferralLine }) {
  const { t } = useText();
  const label = useLabel();
  const another = r.actions.length > 0 && !r.handled && RETURNED.has(r.state);
  return (
    <Item
      title={<Link href={`/app/cases/${r.caseId}/referrals/${r.referralId}`}>{r.person} · {r.publicCode}</Link>}
      meta={<>{label(r.needLabel)} · {label(r.serviceName)} · {label(r.organizationName)}</>}
      tags={<><ReferralStateTag state={r.state} /><StageTag stage={r.stage} /></>}
      actions={<LinkButton size="small" look="quiet" href={`/app/cases/${r.caseId}`}>{t('referrals.action.open-case')}</LinkButton>}
    >
      <Stack gap={3}>
        <ReferralWords referral={r} />
        {another ? <SuggestionsBeside referral={r} /> : null}
        <OfficerActions referral={r} />
      </Stack>
    </Item>
  );
}
