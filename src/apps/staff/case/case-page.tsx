import { AlertsBanner, AssessmentsPanel, NeedsPanel } from '#assessment/pages';
import { useSession } from '#access/screens';
import { PapersPanel } from '#documents/pages';
import { ConferencesPanel, FollowUpsPanel, PlanPanel, SupportPanel } from '#plans/pages';
import { FamilyQuestionPanel } from '#protection/pages';
import { ReturnsPanel } from '#reception/screens';
import { CoursesPanel, DraftsThatEnd, ReferralsPanel } from '#referrals/pages';
import {
  AbroadPanel, ArrivalBanner, CaseHolder, CaseNotices, ClosedCaseCard, ConsentPanel, FamilyCard, IdentityNotices, IdentityPanel, IdentityRecordsPanel, PersonHeader, ReadersPanel, RelatedCasesCard, TransferPanel,
  useFamily, useRelatedCases,
} from '#registry/pages';
import type { CasePage, FamilyView, RelatedCases } from '#registry/schema';
import { DescriptionList, LinkButton, Loaded, Loading, Page, Row, SplitView, Stack, StatusTag, useText } from '#ui';
import { ADULT_FROM, mayBeChild } from '#kernel/birth';
import { HappenedCard } from './happenings.tsx';
import { NextCard } from './next-card.tsx';
import { PromisesCards } from './promises-cards.tsx';
import { useRecipientOf } from './recipients.ts';
import { hasSessions, pendingIn, useCasePage, useCaseRecords } from './use-case.ts';
import type { CaseRecords } from './use-case.ts';
import './case.css';

const FOLLOWING: ReadonlySet<string> = new Set(['window', 'protection', 'supervisor']);
/** Who writes referrals. */
const WRITING: ReadonlySet<string> = new Set(['window', 'protection']);
const KEEPING: ReadonlySet<string> = new Set(['window', 'protection', 'reception']);

/** Who is this, is anything urgent, what is due, what did we promise, what happened: in this order, on one page. */
export function CasePageView({ caseId }: { readonly caseId: string }) {
  const query = useCasePage(caseId);
  return <Loaded query={query}>{(page) => <CaseBody page={page} />}</Loaded>;
}

const NOTHING_RELATED: RelatedCases = { cases: [], elsewhere: 0, into: null, joined: [] };

function CaseBody({ page }: { readonly page: CasePage }) {
  const { t } = useText();
  const { actor } = useSession();
  const { case: found, person } = page;
  const follows = FOLLOWING.has(actor.role);
  const keeps = KEEPING.has(actor.role);
  const records = useCaseRecords(found.caseId, { follows, child: isChild(page), writes: WRITING.has(actor.role) });
  const related = useRelatedCases(found.caseId).data ?? NOTHING_RELATED;
  // Whoever sees where it goes on works there; in a closed case nobody does.
  const works = keeps && found.state !== 'closed' && !related.into?.caseId;
  return (
    // Only the code names the page: titles stay in the history of the browser.
    <Page width="wide" title={t('staff.case.title', { code: found.publicCode })}>
      <PersonHeader person={person} back={{ href: '/app/cases', label: t('staff.case.back') }} actions={<CaseHolder found={found} />} />
      <div id="case-alerts"><AlertsBanner caseId={found.caseId} /></div>
      <CaseNotices found={found} />
      <IdentityNotices personId={person.personId} />
      <CaseFacts page={page} />
      {records.waiting ? <Loading /> : <NextStep page={page} records={records} goesOn={related.into !== null} />}
      <SplitView side="end" list={<Aside page={page} keeps={keeps} works={works} records={records} />}>
        {follows ? <Followed page={page} records={records} works={works} /> : <NeedsPanel caseId={found.caseId} mayRecord={works} />}
        <HappenedCard caseId={found.caseId} related={related} />
        {actor.role === 'supervisor' ? <ReadersPanel caseId={found.caseId} /> : null}
        {follows && related.into === null ? <WayOut found={found} /> : null}
      </SplitView>
    </Page>
  );
}

/** Whether the person may be a child, by what is known of the birth. */
const isChild = ({ case: found, person }: CasePage): boolean => mayBeChild(person.birthDate, person.birthPrecision, found.openedOn);

/** What is due and what was promised, then the work of each room, for those who follow the case. */
function Followed({ page, records, works }: { readonly page: CasePage; readonly records: CaseRecords; readonly works: boolean }) {
  const { caseId, state } = page.case;
  return (
    <>
      <ArrivalBanner caseId={caseId} />
      <TransferPanel caseId={caseId} />
      <AbroadPanel caseId={caseId} />
      {state === 'closed' ? null : <PromisesCards caseId={caseId} records={records} />}
      {isChild(page) ? <FamilyQuestionPanel caseId={caseId} /> : null}
      <PlanPanel caseId={caseId} />
      <NeedsPanel caseId={caseId} mayRecord={works} beforeClosing={(needIds) => <DraftsThatEnd caseId={caseId} needIds={needIds} />} />
      <ReferralsPanel caseId={caseId} />
      {hasSessions(records.referrals) ? <div id="case-sessions"><CoursesPanel caseId={caseId} mayRecord={works} /></div> : null}
      <PapersPanel caseId={caseId} mayRecord={works} />
      <FollowUpsPanel caseId={caseId} mayRecord={works} />
      <SupportPanel caseId={caseId} />
      <ConferencesPanel caseId={caseId} mayWrite={works} />
    </>
  );
}

/** The ways on from here, last on the page: to another office, or to its end. */
function WayOut({ found }: { readonly found: CasePage['case'] }) {
  const { t } = useText();
  if (found.state === 'closed') return null;
  return (
    <Row>
      <LinkButton look="quiet" icon="swap" href={`/app/cases/${found.caseId}/transfer`}>{t('registry.transfer.title')}</LinkButton>
      <LinkButton look="quiet" icon="swap" href={`/app/cases/${found.caseId}/abroad`}>{t('staff.case.abroad')}</LinkButton>
      <LinkButton look="quiet" icon="flag" href={`/app/feedback/new?case=${found.caseId}`}>{t('feedback.list.add')}</LinkButton>
      <LinkButton look="quiet" icon="check" href={`/app/cases/${found.caseId}/close`}>{t('registry.closing.title')}</LinkButton>
    </Row>
  );
}

/** What to do now; of a case that goes on in another one the page says so above, and there is nothing to do here. */
function NextStep({ goesOn, page, records }: { readonly page: CasePage; readonly records: CaseRecords; readonly goesOn: boolean }) {
  const { actor } = useSession();
  if (goesOn) return null;
  if (page.case.state === 'closed' && FOLLOWING.has(actor.role)) return <ClosedCaseCard caseId={page.case.caseId} />;
  return <NextCard page={page} records={records} />;
}

const URGENCY_TONES = { '24h': 'danger', '72h': 'warning', '2weeks': 'info', long: 'neutral' } as const;

/** The rest of who this is: how urgent, where, with whom they live, and whether they agreed to be supported. */
function CaseFacts({ page }: { readonly page: CasePage }) {
  const { t, formatDate } = useText();
  const { case: found, person } = page;
  const family = useFamily(person.personId);
  return (
    <div className="staff-case__facts">
      <DescriptionList
        columns={3}
        items={[
          { term: t('staff.case.urgency'), value: <StatusTag tone={URGENCY_TONES[found.urgency]} icon="clock">{t(`registry.urgency.${found.urgency}`)}</StatusTag> },
          { term: t('staff.case.destination'), value: found.destinationName },
          { term: t('staff.case.office'), value: found.officeName },
          { term: t('staff.case.opened'), value: formatDate(found.openedOn) },
          { term: t('staff.case.family'), value: family.data ? <FamilyWords family={family.data} /> : '' },
          { term: t('staff.case.consent'), value: <ConsentWords page={page} /> },
        ]}
      />
    </div>
  );
}

function FamilyWords({ family }: { readonly family: FamilyView }) {
  const { t } = useText();
  const members = family.household?.members ?? [];
  if (members.length === 0) return t(family.household ? 'staff.case.lives-alone' : 'staff.case.family-unknown');
  return t('staff.case.lives-with', { n: members.length, children: members.filter((m) => m.age !== null && m.age < ADULT_FROM).length });
}

/** The last word about being supported: agreed, refused, taken back, or not asked yet. */
function ConsentWords({ page }: { readonly page: CasePage }) {
  const { t } = useText();
  const last = page.consents.find((consent) => consent.purpose === 'case');
  if (!last) return <StatusTag tone="warning" icon="question">{t('staff.case.consent-missing')}</StatusTag>;
  if (last.withdrawnAt) return <StatusTag tone="danger" icon="undo">{t('staff.case.consent-withdrawn')}</StatusTag>;
  return last.given ? <StatusTag tone="success">{t('staff.case.consent-given')}</StatusTag> : <StatusTag tone="neutral" icon="cross">{t('staff.case.consent-refused')}</StatusTag>;
}

/** What waits in a case that goes on in this one. */
function PendingIn({ caseId, records }: { readonly caseId: string; readonly records: CaseRecords }) {
  const { t } = useText();
  const n = pendingIn(caseId, records);
  return <p>{t(n.needs + n.referrals + n.contacts === 0 ? 'staff.case.nothing-pending' : 'staff.case.pending', n)}</p>;
}

function Aside({ page, keeps, works, records }: { readonly page: CasePage; readonly keeps: boolean; readonly works: boolean; readonly records: CaseRecords }) {
  const { case: found, person, consents } = page;
  const { actor } = useSession();
  const recipientOf = useRecipientOf(found.caseId, records.referrals, FOLLOWING.has(actor.role));
  return (
    <Stack gap={5}>
      <AssessmentsPanel caseId={found.caseId} mayRecord={works} />
      <IdentityPanel personId={person.personId} />
      <FamilyCard personId={person.personId} mayRecord={keeps} />
      <RelatedCasesCard caseId={found.caseId} pendingIn={(id) => <PendingIn caseId={id} records={records} />} />
      <IdentityRecordsPanel personId={person.personId} />
      <ReturnsPanel personId={person.personId} mayRecord={keeps} />
      <ConsentPanel caseId={found.caseId} consents={consents} age={person.age} canRecord={keeps} recipientOf={recipientOf} />
    </Stack>
  );
}
