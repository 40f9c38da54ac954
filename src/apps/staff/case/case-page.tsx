import { AlertsBanner, AssessmentsPanel, NeedsPanel } from '#assessment/pages';
import { useSession } from '#access/screens';
import { PapersPanel } from '#documents/pages';
import { FollowUpsPanel } from '#plans/pages';
import { ReturnsPanel } from '#reception/screens';
import { ReferralsPanel } from '#referrals/pages';
import { CaseHolder, CaseNotices, ConsentPanel, FamilyCard, IdentityNotices, IdentityPanel, IdentityRecordsPanel, PersonHeader, ReadersPanel, RelatedCasesCard } from '#registry/pages';
import type { CasePage } from '#registry/schema';
import { DescriptionList, Loaded, Loading, Page, SplitView, Stack, StatusTag, useText } from '#ui';
import { HappenedCard } from './happenings.tsx';
import { NextCard } from './next-card.tsx';
import { useCasePage, useCaseRecords, useWholeHistory } from './use-case.ts';
import type { CaseRecords, OtherCase } from './use-case.ts';
import './case.css';

const FOLLOWING: ReadonlySet<string> = new Set(['window', 'protection', 'supervisor']);
const KEEPING: ReadonlySet<string> = new Set(['window', 'protection', 'reception']);

/** Who is this, is anything urgent, what is due, what did we promise, what happened: in this order, on one page. */
export function CasePageView({ caseId }: { readonly caseId: string }) {
  const query = useCasePage(caseId);
  return <Loaded query={query}>{(page) => <CaseBody page={page} />}</Loaded>;
}

function CaseBody({ page }: { readonly page: CasePage }) {
  const { t } = useText();
  const { actor } = useSession();
  const { case: found, person } = page;
  const follows = FOLLOWING.has(actor.role);
  const keeps = KEEPING.has(actor.role);
  const records = useCaseRecords(found.caseId, person.personId, follows);
  const history = useWholeHistory(found.caseId, follows);
  const goesOn = history.related.into !== null;
  // Whoever sees where it goes on works there.
  const works = keeps && !history.related.into?.caseId;
  const joined = history.others.filter((other) => history.related.joined.some((j) => j.caseId === other.found.caseId));
  return (
    // Only the code names the page: titles stay in the history of the browser.
    <Page width="wide" title={t('staff.case.title', { code: found.publicCode })}>
      <PersonHeader person={person} back={{ href: '/app/cases', label: t('staff.case.back') }} actions={<CaseHolder found={found} />} />
      <AlertsBanner caseId={found.caseId} />
      <CaseNotices found={found} />
      <IdentityNotices personId={person.personId} />
      <CaseFacts page={page} />
      {records.waiting ? <Loading /> : <NextStep page={page} records={records} goesOn={goesOn} />}
      <SplitView side="end" list={<Aside page={page} keeps={keeps} works={works} joined={joined} />}>
        <NeedsPanel caseId={found.caseId} mayRecord={works} />
        {follows ? <ReferralsPanel caseId={found.caseId} /> : null}
        {follows ? <PapersPanel caseId={found.caseId} mayRecord={works} /> : null}
        {follows ? <FollowUpsPanel caseId={found.caseId} mayRecord={works} /> : null}
        <HappenedCard page={page} records={records} history={history} />
        {actor.role === 'supervisor' ? <ReadersPanel caseId={found.caseId} /> : null}
      </SplitView>
    </Page>
  );
}

/** What to do now; of a case that goes on in another one the page says so above, and there is nothing to do here. */
function NextStep({ goesOn, ...of }: { readonly page: CasePage; readonly records: CaseRecords; readonly goesOn: boolean }) {
  return goesOn ? null : <NextCard {...of} />;
}

const URGENCY_TONES = { '24h': 'danger', '72h': 'warning', '2weeks': 'info', long: 'neutral' } as const;

function CaseFacts({ page }: { readonly page: CasePage }) {
  const { t, formatDate } = useText();
  const { case: found } = page;
  return (
    <div className="staff-case__facts">
      <DescriptionList
        columns={3}
        items={[
          { term: t('staff.case.urgency'), value: <StatusTag tone={URGENCY_TONES[found.urgency]} icon="clock">{t(`registry.urgency.${found.urgency}`)}</StatusTag> },
          { term: t('staff.case.destination'), value: found.destinationName },
          { term: t('staff.case.office'), value: found.officeName },
          { term: t('staff.case.opened'), value: formatDate(found.openedOn) },
        ]}
      />
    </div>
  );
}

/** What waits in a case that goes on in this one. */
function PendingIn({ other }: { readonly other: OtherCase | undefined }) {
  const { t } = useText();
  if (!other) return null;
  const n = {
    needs: other.needs.filter((need) => need.state === 'open').length, referrals: other.referrals.filter((referral) => !referral.handled).length,
    contacts: other.followUps.filter((contact) => contact.timing !== null).length,
  };
  return <p>{t(n.needs + n.referrals + n.contacts === 0 ? 'staff.case.nothing-pending' : 'staff.case.pending', n)}</p>;
}

function Aside({ page, keeps, works, joined }: { readonly page: CasePage; readonly keeps: boolean; readonly works: boolean; readonly joined: readonly OtherCase[] }) {
  const { case: found, person, consents } = page;
  return (
    <Stack gap={5}>
      <AssessmentsPanel caseId={found.caseId} mayRecord={works} />
      <IdentityPanel personId={person.personId} />
      <FamilyCard personId={person.personId} mayRecord={keeps} />
      <RelatedCasesCard caseId={found.caseId} pendingIn={(id) => <PendingIn other={joined.find((other) => other.found.caseId === id)} />} />
      <IdentityRecordsPanel personId={person.personId} />
      <ReturnsPanel personId={person.personId} mayRecord={keeps} />
      <ConsentPanel caseId={found.caseId} consents={consents} age={person.age} canRecord={keeps} />
    </Stack>
  );
}
