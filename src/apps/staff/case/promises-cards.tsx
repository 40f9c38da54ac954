import { useQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { dayIn } from '#kernel/dates';
import type { PapersOfCase } from '#documents/schema';
import { useSession } from '#access/screens';
import { Card, Disclosure, EmptyState, Item, ItemList, Link, StatusTag, useText, useToday } from '#ui';
import { dueAndLater, promisesOf } from './promises.ts';
import type { Promised } from './promises.ts';
import { asked, type CaseRecords } from './use-case.ts';

/** So many of what was promised for later stand on the page; the rest is a step away. */
const NEAR = 3;

function usePromises(caseId: string, records: CaseRecords): { readonly all: Promised[]; readonly papers: PapersOfCase | undefined } {
  const { timeZone } = useSession().session;
  const papers = useQuery(asked.papers(caseId));
  return { all: promisesOf({ ...records, papers: papers.data?.wanted ?? [] }, (at) => dayIn(timeZone, new Date(at))), papers: papers.data };
}

/** What is due, and what was promised: contacts, referrals and papers in one list by date. */
export function PromisesCards({ caseId, records }: { readonly caseId: string; readonly records: CaseRecords }) {
  const { t } = useText();
  const { all, papers } = usePromises(caseId, records);
  const { due, later } = dueAndLater(all, useToday());
  return (
    <>
      <Card title={t('staff.case.due')} icon="clock" count={due.length} tone={due.length > 0 ? 'warning' : 'plain'}>
        <PromiseList all={due} papers={papers} label={t('staff.case.due')} empty={t('staff.case.nothing-due')} />
      </Card>
      <Card title={t('staff.case.promised')} icon="calendar" count={later.length}>
        <PromiseList all={later.slice(0, NEAR)} papers={papers} label={t('staff.case.promised')} empty={t('staff.case.nothing-promised')} />
        {later.length > NEAR ? (
          <Disclosure summary={t('staff.case.promised-later', { n: later.length - NEAR })}>
            <PromiseList all={later.slice(NEAR)} papers={papers} label={t('staff.case.promised-later', { n: later.length - NEAR })} empty="" />
          </Disclosure>
        ) : null}
      </Card>
    </>
  );
}

interface ListProps { readonly all: readonly Promised[]; readonly papers: PapersOfCase | undefined; readonly label: string; readonly empty: string }

function keyOf(one: Promised): string {
  if (one.kind === 'contact') return one.contact.followUpId;
  if (one.kind === 'step') return one.step.actionId;
  return one.kind === 'referral' ? one.referral.referralId : one.paper.wantedId;
}

function PromiseList({ all, papers, label, empty }: ListProps) {
  return (
    <ItemList items={all} itemKey={keyOf} label={label} empty={<EmptyState icon="check" title={empty} />}>
      {(one) => <PromiseLine one={one} papers={papers} />}
    </ItemList>
  );
}

/** One promise with its day, and the way to where it is kept. */
function PromiseLine({ one, papers }: { readonly one: Promised; readonly papers: PapersOfCase | undefined }) {
  const { t, locale, formatDate, formatRelativeDay } = useText();
  const today = useToday();
  const when = one.on === null ? null : `${formatDate(one.on)} (${formatRelativeDay(one.on, today)})`;
  const line = (title: string, href: string, what: string) => (
    <Item
      title={<Link href={href}>{title}</Link>} meta={[when, what].filter(Boolean).join(' · ')}
      tags={one.on !== null && one.on < today ? <StatusTag tone="danger" icon="clock">{t('staff.case.late')}</StatusTag> : null}
    />
  );
  if (one.kind === 'contact') return line(one.contact.label[locale], `/app/cases/${one.contact.caseId}/follow-ups/${one.contact.followUpId}`, t(`plans.channel.${one.contact.channel}`));
  if (one.kind === 'step') return line(wordingIn(one.step.words, locale), `/app/cases/${one.caseId}/plan`, one.step.name ?? t(`plans.plan.who.${one.step.who}`));
  if (one.kind === 'referral') return line(one.referral.serviceName[locale], `/app/cases/${one.referral.caseId}/referrals/${one.referral.referralId}`, t(`referrals.state.${one.referral.state}`));
  return line(papers?.papers[one.paper.paperId]?.[locale] ?? one.paper.paperId, `/app/cases/${one.paper.caseId}/papers`, t('staff.case.paper'));
}
