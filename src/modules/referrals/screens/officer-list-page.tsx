import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { EmptyState, Item, ItemList, Link, LinkButton, Loaded, Page, PageHeader, Stack, Tabs, useText } from '#ui';
import { OFFICER_LISTS, type OfficerList, type OfficerReferrals } from '../schema.ts';
import { OfficerActions } from './officer-actions.tsx';
import { ReferralWords } from './referrals-panel.tsx';
import { ReferralStateTag, useLabel } from './shared-words.tsx';

function listOfAddress(): OfficerList {
  const asked = new URLSearchParams(window.location.search).get('list');
  return OFFICER_LISTS.find((list) => list === asked) ?? 'returned';
}

/** The officer's lists of referrals: came back, unanswered, waiting for others, with an outcome. */
export function OfficerReferralListPage() {
  const { t } = useText();
  const [list, setList] = useState<OfficerList>(listOfAddress);
  const query = useQuery({
    queryKey: ['referrals', 'lists', list], placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.get<OfficerReferrals>('/api/referrals', { list }, signal),
  });
  const choose = (key: string) => {
    setList(OFFICER_LISTS.find((l) => l === key) ?? 'returned');
    window.history.replaceState(window.history.state, '', `?list=${key}`);
  };
  return (
    <Page title={t('referrals.list.title')}>
      <PageHeader title={t('referrals.list.title')} lead={t('referrals.list.lead')} />
      <Loaded query={query}>
        {(data) => (
          <Tabs
            label={t('referrals.list.title')} value={list} onChange={choose}
            tabs={OFFICER_LISTS.map((key) => ({
              key, label: t(`referrals.list.${key}`), count: data.counts[key],
              content: key === data.list ? <Lines data={data} /> : null,
            }))}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Lines({ data }: { readonly data: OfficerReferrals }) {
  const { t } = useText();
  const label = useLabel();
  return (
    <ItemList items={data.items} itemKey={(r) => r.referralId} label={t(`referrals.list.${data.list}`)} empty={<EmptyState title={t(`referrals.list.empty.${data.list}`)} />}>
      {(r) => (
        <Item
          title={<Link href={`/app/cases/${r.caseId}/referrals/${r.referralId}`}>{r.person} · {r.publicCode}</Link>}
          meta={<>{label(r.needLabel)} · {label(r.serviceName)} · {label(r.organizationName)}</>}
          tags={<ReferralStateTag state={r.state} />}
          actions={<LinkButton size="small" look="quiet" href={`/app/cases/${r.caseId}`}>{t('referrals.action.open-case')}</LinkButton>}
        >
          <Stack gap={3}>
            <ReferralWords referral={r} />
            <OfficerActions referral={r} />
          </Stack>
        </Item>
      )}
    </ItemList>
  );
}
