import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import type { AlarmPage } from '#assessment/schema';
import type { FollowUpWorkList } from '#plans/schema';
import { DueFollowUpsPanel } from '#plans/screens';
import type { OfficerReferralLine, OfficerReferrals } from '#referrals/schema';
import type { CaseLine, WorkList } from '#registry/schema';
import { FitNewsPanel } from '#assessment/screens';
import { WelcomesPanel } from '#registry/screens';
import { Card, EmptyState, Figure, Grid, Item, ItemList, Link, LinkButton, Loaded, Page, PageHeader, StatusTag, useText, useToday } from '#ui';
import { useAbroadFigures } from './abroad-figures.ts';

const SHOWN = 6;

function useWork() {
  const cases = useQuery({ queryKey: ['registry', 'home-cases'], queryFn: ({ signal }) => api.get<WorkList>('/api/cases', { list: 'new' }, signal) });
  const referrals = useQuery({ queryKey: ['referrals', 'lists', 'returned'], queryFn: ({ signal }) => api.get<OfficerReferrals>('/api/referrals', { list: 'returned' }, signal) });
  const contacts = useQuery({ queryKey: ['plans', 'work', 'due'], queryFn: ({ signal }) => api.get<FollowUpWorkList>('/api/follow-ups', { list: 'due' }, signal) });
  return { cases, referrals, contacts };
}

/** How many alarms wait for protection; nothing for a role that is told of none. */
function useAlarms() {
  const { actor } = useSession();
  const told = actor.role === 'protection';
  const alarms = useQuery({ queryKey: ['assessment', 'home-alarms'], queryFn: ({ signal }) => api.get<AlarmPage>('/api/alerts', { list: 'waiting' }, signal), enabled: told });
  return told ? [{ key: 'alarms', value: alarms.data?.counts.waiting, href: '/app/alerts', tone: 'danger' }] as const : [];
}

type Work = ReturnType<typeof useWork>;

/** The day of a window: what is overdue, due, new, and what came back; each list can reach zero. */
export function WindowHome() {
  const { t, formatDate } = useText();
  const { officeName } = useSession();
  const today = useToday();
  const work = useWork();
  return (
    <Page title={t('staff.home.title')} width="wide">
      <PageHeader
        title={t('staff.home.title')} over={officeName} lead={formatDate(today, 'long')}
        actions={<LinkButton href="/app/register" look="primary" icon="plus" shortcut="n">{t('staff.home.register')}</LinkButton>}
      />
      <Figures work={work} />
      <DueFollowUpsPanel />
      <Grid min="large" gap={5}>
        <NewCases work={work} />
        <CameBack work={work} />
      </Grid>
      <FitNewsPanel mayRecord />
      <WelcomesPanel />
    </Page>
  );
}

function Figures({ work }: { readonly work: Work }) {
  const { t } = useText();
  const contacts = work.contacts.data?.counts;
  const cases = work.cases.data?.counts;
  const referrals = work.referrals.data?.counts;
  const figures = [
    ...useAlarms(),
    { key: 'overdue', value: contacts?.overdue, href: '/app/follow-ups?list=overdue', tone: 'danger' },
    { key: 'today', value: contacts?.today, href: '/app/follow-ups?list=today', tone: 'plain' },
    { key: 'new', value: cases?.new, href: '/app/cases?list=new', tone: 'plain' },
    { key: 'late', value: cases?.overdue, href: '/app/cases?list=overdue', tone: 'danger' },
    { key: 'returned', value: referrals?.returned, href: '/app/referrals?list=returned', tone: 'warning' },
    { key: 'unanswered', value: referrals?.unanswered, href: '/app/referrals?list=unanswered', tone: 'warning' },
    ...useAbroadFigures(),
  ] as const;
  return (
    <Grid min="tiny" gap={3}>
      {figures.map(({ key, value, href, tone }) => <Figure key={key} value={value ?? '·'} label={t(`staff.home.${key}`)} href={href} tone={value ? tone : 'plain'} />)}
    </Grid>
  );
}

const URGENCY_TONES = { '24h': 'danger', '72h': 'warning', '2weeks': 'info', long: 'neutral' } as const;

function NewCases({ work }: { readonly work: Work }) {
  const { t } = useText();
  return (
    <Card title={t('staff.home.new')} icon="people" count={work.cases.data?.counts.new} flush actions={<LinkButton size="small" href="/app/cases?list=new">{t('staff.home.all')}</LinkButton>}>
      <Loaded query={work.cases}>
        {({ lines }) => (
          <ItemList items={lines.slice(0, SHOWN)} itemKey={(line) => line.caseId} label={t('staff.home.new')} empty={<EmptyState title={t('staff.home.no-new')} />}>
            {(line) => <CaseItem line={line} />}
          </ItemList>
        )}
      </Loaded>
    </Card>
  );
}

function CaseItem({ line }: { readonly line: CaseLine }) {
  const { t, formatDate } = useText();
  const about = [line.publicCode, line.age === null ? null : t('registry.age', { age: line.age }), line.destinationName, t('staff.home.opened', { date: formatDate(line.openedOn) })];
  return (
    <Item
      title={<Link href={`/app/cases/${line.caseId}`}>{line.name}</Link>} meta={about.filter(Boolean).join(' · ')}
      actions={<StatusTag tone={URGENCY_TONES[line.urgency]} icon="clock">{t(`registry.urgency.${line.urgency}`)}</StatusTag>}
    />
  );
}

function CameBack({ work }: { readonly work: Work }) {
  const { t } = useText();
  return (
    <Card title={t('staff.home.returned')} icon="inbox" count={work.referrals.data?.counts.returned} flush actions={<LinkButton size="small" href="/app/referrals?list=returned">{t('staff.home.all')}</LinkButton>}>
      <Loaded query={work.referrals}>
        {({ items }) => (
          <ItemList items={items.slice(0, SHOWN)} itemKey={(item) => item.referralId} label={t('staff.home.returned')} empty={<EmptyState title={t('staff.home.none-returned')} />}>
            {(item) => <ReferralItem item={item} />}
          </ItemList>
        )}
      </Loaded>
    </Card>
  );
}

function ReferralItem({ item }: { readonly item: OfficerReferralLine }) {
  const { t, locale } = useText();
  return (
    <Item
      title={<Link href={`/app/cases/${item.caseId}/referrals/${item.referralId}`}>{item.serviceName[locale]}</Link>}
      meta={`${item.person} · ${item.needLabel[locale]}`} actions={<StatusTag tone="warning">{t(`referrals.state.${item.state}`)}</StatusTag>}
    />
  );
}
