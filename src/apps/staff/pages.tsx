import type { ComponentType } from 'react';
import { useParams, useRouterState } from '@tanstack/react-router';
import { pageThatFollows } from './follows.tsx';

/** One address and what it shows. */
export interface PageEntry {
  readonly path: string;
  readonly component: () => React.JSX.Element;
  /** Brings the page before anybody opens it. */
  fetch(): Promise<unknown>;
}

type Params = Readonly<Record<string, string>>;

/** A room's page behind an address: loaded when opened, with the parameters of the address as properties. */
function page<P extends object>(path: string, load: () => Promise<ComponentType<P>>, props: (params: Params) => P): PageEntry {
  const { Page, fetch } = pageThatFollows(load);
  function AtAddress() {
    const params = useParams({ strict: false }) as Params;
    const search = useRouterState({ select: (state) => state.location.searchStr });
    const given = props(params);
    // Another record is another page: nothing of the one before stays in its state.
    return <Page key={`${Object.values(params).join('/')}${search}`} {...(given as P & React.JSX.IntrinsicAttributes)} />;
  }
  return { path, component: AtAddress, fetch };
}

const NOTHING = () => ({});

/** Addresses of all pages but home; see README.md. */
export const pages: readonly PageEntry[] = [
  page('/directory', async () => (await import('#directory/pages')).DirectoryPage, NOTHING),
  page('/directory/trips', async () => (await import('#directory/pages')).TripsPage, NOTHING),
  page('/directory/rights', async () => (await import('#directory/pages')).RightsCardsPage, NOTHING),
  page('/directory/map', async () => (await import('#directory/pages')).WhoDoesWhatPage, NOTHING),
  page('/directory/keep', async () => (await import('#directory/pages')).KeepDeskPage, NOTHING),
  page('/directory/imports', async () => (await import('#directory/pages')).ImportsPage, NOTHING),
  page('/directory/imports/$importId', async () => (await import('#directory/pages')).ImportReviewPage, ({ importId = '' }) => ({ importId })),
  page('/directory/keep/new', async () => (await import('#directory/pages')).NewEntryPage, NOTHING),
  page('/directory/keep/entry/$entry', async () => (await import('#directory/pages')).KeptEntryPage, ({ entry = '' }) => ({ entry })),
  page('/directory/keep/entry/$entry/edit', async () => (await import('#directory/pages')).EditEntryPage, ({ entry = '' }) => ({ entry })),
  page('/directory/keep/proposals/$proposalId', async () => (await import('#directory/pages')).ReviewPage, ({ proposalId = '' }) => ({ proposalId })),
  page('/directory/$serviceId/conditions', async () => (await import('#directory/pages')).ConditionsPage, ({ serviceId = '' }) => ({ serviceId })),
  page('/directory/$serviceId', async () => (await import('#directory/pages')).DirectoryServicePage, ({ serviceId = '' }) => ({ serviceId })),
  page('/cases/$caseId', async () => (await import('./case/case-page.tsx')).CasePageView, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/transfer', async () => (await import('./transfer-page.tsx')).CaseTransferPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/transfer/sheet', async () => (await import('./transfer-page.tsx')).HandOverSheetPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/abroad', async () => (await import('./abroad-page.tsx')).CaseAbroadPage, ({ caseId = '' }) => ({ caseId })),
  page('/abroad', async () => (await import('#registry/pages')).AbroadListPage, NOTHING),
  page('/abroad/$abroadId', async () => (await import('#registry/pages')).ComingAbroadPage, ({ abroadId = '' }) => ({ abroadId })),
  page('/expected', async () => (await import('#registry/pages')).ExpectedPage, NOTHING),
  page('/expected/$arrivalId', async () => (await import('#registry/pages')).ArrivalPage, ({ arrivalId = '' }) => ({ arrivalId })),
  page('/reassign', async () => (await import('#registry/pages')).ReassignPage, NOTHING),
  page('/accounts', async () => (await import('#access/pages')).AccountsPage, NOTHING),
  page('/cases/$caseId/close', async () => (await import('./case/close-page.tsx')).CloseCasePage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/in-charge', async () => (await import('#registry/screens')).CaseInChargePage, ({ caseId = '' }) => ({ caseId })),
  page('/audit', async () => (await import('#access/screens')).AuditPage, NOTHING),
  page('/people', async () => (await import('#registry/screens')).PeoplePage, NOTHING),
  page('/review', async () => (await import('#registry/pages')).IdentityReviewPage, NOTHING),
  page('/recognition', async () => (await import('#registry/pages')).RecognitionPage, NOTHING),
  page('/review/$personId', async () => (await import('#registry/pages')).IdentityReviewSetPage, ({ personId = '' }) => ({ personId })),
  page('/people/$personId', async () => (await import('./person-page.tsx')).PersonPageView, ({ personId = '' }) => ({ personId })),
  page('/register/family', async () => (await import('#registry/pages')).RegisterFamilyPage, NOTHING),
  page('/register', async () => (await import('./register-page.tsx')).RegisterPage, NOTHING),
  page('/cases/$caseId/return', async () => (await import('./register-page.tsx')).RegisterReturnPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases', async () => (await import('#registry/pages')).WorkListPage, NOTHING),
  page('/cases/$caseId/assessment', async () => (await import('#assessment/pages')).AssessmentPage, ({ caseId = '' }) => ({ caseId })),
  page('/alerts', async () => (await import('#assessment/pages')).AlarmsPage, NOTHING),
  page('/cases/$caseId/family', async () => (await import('#protection/pages')).FamilyPage, ({ caseId = '' }) => ({ caseId })),
  page('/duty', async () => (await import('#assessment/pages')).DutyPage, NOTHING),
  page('/cases/$caseId/papers', async () => (await import('#documents/pages')).PapersPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/papers/sheet', async () => (await import('#documents/pages')).PapersSheetPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/follow-ups/$followUpId', async () => (await import('#plans/pages')).FollowUpPage, ({ followUpId = '' }) => ({ followUpId })),
  page('/cases/$caseId/plan', async () => (await import('#plans/pages')).PlanPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/plan/sheet', async () => (await import('#plans/pages')).PlanSheetPage, ({ caseId = '' }) => ({ caseId })),
  page('/plan-board', async () => (await import('#plans/pages')).PlanBoardPage, NOTHING),
  page('/plan-steps', async () => (await import('#plans/pages')).PlanWorkPage, NOTHING),
  page('/cases/$caseId/conferences/$conferenceId', async () => (await import('#plans/pages')).ConferencePage, ({ conferenceId = '' }) => ({ conferenceId })),
  page('/conferences', async () => (await import('#plans/pages')).MyConferencesPage, NOTHING),
  page('/conferences/$conferenceId', async () => (await import('#plans/pages')).MyConferencePage, ({ conferenceId = '' }) => ({ conferenceId })),
  page('/feedback', async () => (await import('#feedback/pages')).FeedbackListPage, NOTHING),
  page('/feedback/new', async () => (await import('#feedback/pages')).RecordFeedbackPage, NOTHING),
  page('/feedback/$feedbackId', async () => (await import('#feedback/pages')).FeedbackItemPage, ({ feedbackId = '' }) => ({ feedbackId })),
  page('/follow-ups', async () => (await import('#plans/pages')).FollowUpWorkList, NOTHING),
  page('/cases/$caseId/suggestions', async () => (await import('#directory/pages')).SuggestionsPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/referrals/new', async () => (await import('#referrals/pages')).SendReferralPage, ({ caseId }) => ({ caseId: caseId! })),
  page('/cases/$caseId/referrals/emergency', async () => (await import('#referrals/pages')).EmergencyPage, ({ caseId }) => ({ caseId: caseId! })),
  page('/referrals/drafts', async () => (await import('#referrals/pages')).ReferralDraftsPage, NOTHING),
  page('/referrals/reviews', async () => (await import('#referrals/pages')).EmergencyReviewsPage, NOTHING),
  page('/referrals/$referralId/amend', async () => (await import('#referrals/pages')).AmendReferralPage, ({ referralId }) => ({ referralId: referralId! })),
  page('/cases/$caseId/referrals/$referralId', async () => (await import('#referrals/pages')).OfficerReferralPage, ({ referralId }) => ({ referralId: referralId! })),
  page('/cases/$caseId/referrals/$referralId/sheet', async () => (await import('#referrals/pages')).ReferralSheetPage, ({ caseId, referralId }) => ({ caseId: caseId!, referralId: referralId! })),
  page('/referrals', async () => (await import('#referrals/pages')).OfficerReferralListPage, NOTHING),
  page('/inbox', async () => (await import('#referrals/screens')).InboxPage, NOTHING),
  page('/inbox/places', async () => (await import('#referrals/pages')).WaitingListsPage, NOTHING),
  page('/inbox/$referralId', async () => (await import('#referrals/pages')).InboxReferralPage, ({ referralId }) => ({ referralId: referralId! })),
  page('/manifests', async () => (await import('#reception/pages')).ManifestsPage, NOTHING),
  page('/manifests/new', async () => (await import('#reception/pages')).UploadPage, NOTHING),
  page('/manifests/drafts/$uploadId', async () => (await import('#reception/pages')).PreviewPage, ({ uploadId }) => ({ uploadId: uploadId! })),
  page('/manifests/senders', async () => (await import('#reception/pages')).SendersPage, NOTHING),
  page('/manifests/$manifestId/end', async () => (await import('#reception/pages')).ListEndPage, ({ manifestId }) => ({ manifestId: manifestId! })),
  page('/manifests/$manifestId/paper/$audience', async () => (await import('#reception/pages')).ListPaperPage, ({ manifestId, audience }) => ({ manifestId: manifestId!, audience: audience === 'internal' ? 'internal' as const : 'sender' as const })),
  page('/points', async () => (await import('#reception/pages')).PointsPage, NOTHING),
  page('/manifests/$manifestId', async () => (await import('#reception/screens')).ArrivalsPage, ({ manifestId }) => ({ manifestId: manifestId! })),
  page('/arrivals', async () => (await import('#reception/screens')).ArrivalsPage, NOTHING),
  page('/desk/$arrivalId', async () => (await import('#reception/pages')).DeskPage, ({ arrivalId }) => ({ rowId: arrivalId! })),
  page('/desk/$arrivalId/family', async () => (await import('#reception/pages')).FamilyDeskPage, ({ arrivalId }) => ({ rowId: arrivalId! })),
  page('/stays/$rowId/slips', async () => (await import('#reception/pages')).FamilySlipsPage, ({ rowId }) => ({ rowId: rowId! })),
  page('/left', async () => (await import('#reception/pages')).LeftPage, NOTHING),
  page('/floor', async () => (await import('#reception/pages')).StationPage, NOTHING),
  page('/floor/$arrivalId', async () => (await import('#reception/pages')).FloorPersonPage, ({ arrivalId }) => ({ rowId: arrivalId! })),
  page('/screens', async () => (await import('#reception/pages')).ScreensPage, NOTHING),
  page('/board', async () => (await import('#reception/pages')).BoardPage, NOTHING),
  page('/board/without-step', async () => (await import('#reception/pages')).WithoutStepPage, NOTHING),
  page('/board/sheet', async () => (await import('#reception/pages')).DaySheetPage, NOTHING),
  page('/scan', async () => (await import('#reception/pages')).ScanPage, NOTHING),
  page('/stays/$rowId', async () => (await import('#reception/pages')).CarePage, ({ rowId }) => ({ rowId: rowId! })),
  page('/stays/$rowId/exit', async () => (await import('#reception/pages')).ExitPage, ({ rowId }) => ({ rowId: rowId! })),
  page('/beds', async () => (await import('#reception/pages')).BedsPage, NOTHING),
  page('/transport', async () => (await import('#reception/pages')).TransportPage, NOTHING),
  page('/slips/$slipId', async () => (await import('#reception/pages')).SlipPage, ({ slipId }) => ({ slipId: slipId! })),
  page('/counts/cases', async () => (await import('#insights/pages')).CasesOfListPage, NOTHING),
  page('/counts/work', async () => (await import('#insights/pages')).SupervisionPage, NOTHING),
  page('/counts', async () => (await import('#insights/screens')).CountsPage, NOTHING),
];
