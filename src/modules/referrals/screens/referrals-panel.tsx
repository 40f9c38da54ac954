import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Card, DescriptionList, Disclosure, EmptyState, Item, ItemList, Link, Loaded, Page, PageHeader, Stack, type Term, Timeline, useText } from '#ui';
import { CaseMark, useCaseAddress } from '#registry/screens';
import type { OfficerReferral } from '../schema.ts';
import { DraftsOfCase } from './drafts/drafts-of-case.tsx';
import { OutsideCard } from './outside/outside-card.tsx';
import { OfficerActions } from './officer-actions.tsx';
import { ReferralStateTag, useHistory, useLabel } from './shared-words.tsx';

/** Referrals of a case and of those that go on in it: the state in words, the one next action, the history. */
export function ReferralsPanel({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['referrals', 'case', caseId],
    queryFn: ({ signal }) => api.get<{ referrals: OfficerReferral[] }>(`/api/cases/${caseId}/referrals`, {}, signal),
  });
  return (
    <Card title={t('referrals.panel.title')} icon="send" count={query.data?.referrals.filter((r) => !r.handled).length}>
      <DraftsOfCase caseId={caseId} />
      <Loaded query={query}>
        {({ referrals }) => (
          <ItemList items={referrals} itemKey={(r) => r.referralId} label={t('referrals.panel.title')} empty={<EmptyState icon="send" title={t('referrals.panel.empty')} />}>
            {(referral) => <ReferralLine referral={referral} on={caseId} />}
          </ItemList>
        )}
      </Loaded>
    </Card>
  );
}

function ReferralLine({ referral, on }: { readonly referral: OfficerReferral; readonly on: string }) {
  const { t } = useText();
  const label = useLabel();
  const items = useHistory(referral.history);
  return (
    <Item
      title={<Link href={`/app/cases/${referral.caseId}/referrals/${referral.referralId}`}>{label(referral.serviceName)}</Link>}
      meta={<>{label(referral.organizationName)} · {label(referral.needLabel)}</>}
      tags={<><ReferralStateTag state={referral.state} /><CaseMark of={[referral.caseId]} on={on} /></>}
    >
      <Stack gap={3}>
        <ReferralWords referral={referral} />
        <OfficerActions referral={referral} />
      </Stack>
      <Disclosure summary={t('referrals.panel.history')}><Timeline items={items} label={t('referrals.panel.history')} /></Disclosure>
    </Item>
  );
}

function useTerms(referral: OfficerReferral): Term[] {
  const { t } = useText();
  const label = useLabel();
  const { caseId, needId, referralId, alternativeServiceId } = referral;
  const alternative = `/app/cases/${caseId}/referrals/new?need=${needId}&service=${alternativeServiceId}&replaces=${referralId}`;
  return [
    ...(referral.reason ? [{ term: t('referrals.panel.reason'), value: label(referral.reason) }] : []),
    ...(referral.question ? [{ term: t('referrals.panel.question'), value: referral.question }] : []),
    ...(referral.outcome ? [{ term: t('referrals.panel.outcome'), value: t(`referrals.outcome.${referral.outcome}`) }] : []),
    ...(referral.confirmed ? [{ term: t('referrals.confirm.said'), value: t(`referrals.confirm.${referral.confirmed}`) }] : []),
    ...(referral.confirmTries > 0 && !referral.confirmed ? [{ term: t('referrals.confirm.title'), value: t('referrals.confirm.tries', { n: referral.confirmTries }) }] : []),
    ...(alternativeServiceId ? [{ term: t('referrals.panel.alternative'), value: <Link href={alternative}>{t('referrals.panel.see-service')}</Link> }] : []),
  ];
}

const WAITS_FOR_ANSWER: ReadonlySet<string> = new Set(['sent', 'received', 'expired']);

/** What there is to know and to do about a referral, in a few lines. */
export function ReferralWords({ referral }: { readonly referral: OfficerReferral }) {
  const { t, formatDate } = useText();
  const terms = useTerms(referral);
  const due = referral.dueAt !== null && WAITS_FOR_ANSWER.has(referral.state) ? t('referrals.panel.due', { date: formatDate(new Date(referral.dueAt), 'time') }) : '';
  return (
    <Stack gap={2}>
      {referral.handled ? null : <p>{t(`referrals.next.${referral.state}`)} {due}</p>}
      {terms.length > 0 ? <DescriptionList items={terms} /> : null}
      {referral.caseClosed ? <Banner tone="warning">{t('referrals.go-on.why')}</Banner> : null}
      {referral.emergency ? <Banner tone="warning">{t('referrals.emergency.mark')}</Banner> : null}
      {referral.amendedAt ? <p>{t('referrals.amend.on', { date: formatDate(new Date(referral.amendedAt), 'time') })}</p> : null}
      {referral.shareClosed ? <Banner tone="warning">{t('referrals.panel.share-closed')}</Banner> : null}
    </Stack>
  );
}

/** One referral, the sender's side. */
export function OfficerReferralPage({ referralId }: { readonly referralId: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['referrals', 'one', referralId],
    queryFn: ({ signal }) => api.get<OfficerReferral>(`/api/referrals/${referralId}`, {}, signal),
  });
  return (
    <Page title={t('referrals.officer.title')} width="narrow">
      <Loaded query={query}>{(referral) => <OfficerReferralView referral={referral} />}</Loaded>
    </Page>
  );
}

function OfficerReferralView({ referral }: { readonly referral: OfficerReferral }) {
  const { t, formatList } = useText();
  const label = useLabel();
  const items = useHistory(referral.history);
  const back = useCaseAddress(referral.caseId);
  return (
    <Stack gap={5}>
      <PageHeader
        title={label(referral.serviceName)} over={label(referral.needLabel)}
        lead={<>{label(referral.organizationName)} · {referral.person} · {referral.publicCode}</>}
        back={{ href: back, label: t('referrals.officer.back') }}
        tags={<ReferralStateTag state={referral.state} />}
      />
      <Card title={t('referrals.inbox.next')}>
        <Stack gap={4}>
          <ReferralWords referral={referral} />
          <OfficerActions referral={referral} />
          <Link href={`/app/cases/${referral.caseId}/papers?service=${encodeURIComponent(referral.serviceId)}`}>{t('referrals.officer.papers')}</Link>
        </Stack>
      </Card>
      <Card title={t('referrals.panel.shared')} icon="shield">
        <DescriptionList items={[
          { term: t('referrals.panel.shared-always'), value: t('referrals.panel.shared-minimum') },
          { term: t('referrals.panel.shared-also'), value: formatList(referral.sections.map(label)) },
          ...(referral.byWoman ? [{ term: t('referrals.wish'), value: t('referrals.wish.woman') }] : []),
          ...(referral.attendedBy ? [{ term: t('referrals.attended'), value: t(`referrals.attended.${referral.attendedBy}`) }] : []),
          { term: t('referrals.inbox.note'), value: referral.note },
          { term: t('referrals.panel.urgency'), value: t(`referrals.urgency.${referral.urgency}`) },
        ]} />
      </Card>
      {referral.sentAt === null ? null : <OutsideCard referral={referral} />}
      <Card title={t('referrals.panel.history')}><Timeline items={items} label={t('referrals.panel.history')} /></Card>
    </Stack>
  );
}
