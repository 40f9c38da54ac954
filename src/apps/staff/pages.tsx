import { lazy } from 'react';
import type { ComponentType } from 'react';
import { useParams, useRouterState } from '@tanstack/react-router';

/** One address and what it shows. */
export interface PageEntry {
  readonly path: string;
  readonly component: () => React.JSX.Element;
}

type Params = Readonly<Record<string, string>>;

/** A room's page behind an address: loaded when opened, with the parameters of the address as properties. */
function page<P extends object>(path: string, load: () => Promise<ComponentType<P>>, props: (params: Params) => P): PageEntry {
  const Loaded = lazy(async () => ({ default: await load() }));
  function AtAddress() {
    const params = useParams({ strict: false }) as Params;
    const search = useRouterState({ select: (state) => state.location.searchStr });
    const given = props(params);
    // Another record is another page: nothing of the one before stays in its state.
    return <Loaded key={`${Object.values(params).join('/')}${search}`} {...(given as P & React.JSX.IntrinsicAttributes)} />;
  }
  return { path, component: AtAddress };
}

const NOTHING = () => ({});

/** Addresses of all pages but home; see README.md. */
export const pages: readonly PageEntry[] = [
  page('/directory', async () => (await import('#directory/screens')).DirectoryPage, NOTHING),
  page('/directory/$serviceId', async () => (await import('#directory/screens')).DirectoryServicePage, ({ serviceId = '' }) => ({ serviceId })),
  page('/cases/$caseId', async () => (await import('./case/case-page.tsx')).CasePageView, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/in-charge', async () => (await import('#registry/screens')).CaseInChargePage, ({ caseId = '' }) => ({ caseId })),
  page('/audit', async () => (await import('#access/screens')).AuditPage, NOTHING),
  page('/people', async () => (await import('#registry/screens')).PeoplePage, NOTHING),
  page('/review', async () => (await import('#registry/screens')).IdentityReviewPage, NOTHING),
  page('/recognition', async () => (await import('#registry/screens')).RecognitionPage, NOTHING),
  page('/review/$personId', async () => (await import('#registry/screens')).IdentityReviewSetPage, ({ personId = '' }) => ({ personId })),
  page('/people/$personId', async () => (await import('./person-page.tsx')).PersonPageView, ({ personId = '' }) => ({ personId })),
  page('/register/family', async () => (await import('#registry/screens')).RegisterFamilyPage, NOTHING),
  page('/register', async () => (await import('./register-page.tsx')).RegisterPage, NOTHING),
  page('/cases/$caseId/return', async () => (await import('./register-page.tsx')).RegisterReturnPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases', async () => (await import('#registry/screens')).WorkListPage, NOTHING),
  page('/cases/$caseId/assessment', async () => (await import('#assessment/screens')).AssessmentPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/follow-ups/$followUpId', async () => (await import('#plans/screens')).FollowUpPage, ({ followUpId = '' }) => ({ followUpId })),
  page('/follow-ups', async () => (await import('#plans/screens')).FollowUpWorkList, NOTHING),
  page('/cases/$caseId/suggestions', async () => (await import('#directory/screens')).SuggestionsPage, ({ caseId = '' }) => ({ caseId })),
  page('/cases/$caseId/referrals/new', async () => (await import('#referrals/screens')).SendReferralPage, ({ caseId }) => ({ caseId: caseId! })),
  page('/cases/$caseId/referrals/$referralId', async () => (await import('#referrals/screens')).OfficerReferralPage, ({ referralId }) => ({ referralId: referralId! })),
  page('/referrals', async () => (await import('#referrals/screens')).OfficerReferralListPage, NOTHING),
  page('/inbox', async () => (await import('#referrals/screens')).InboxPage, NOTHING),
  page('/inbox/$referralId', async () => (await import('#referrals/screens')).InboxReferralPage, ({ referralId }) => ({ referralId: referralId! })),
  page('/manifests', async () => (await import('#reception/screens')).ManifestsPage, NOTHING),
  page('/manifests/new', async () => (await import('#reception/screens')).UploadPage, NOTHING),
  page('/manifests/drafts/$uploadId', async () => (await import('#reception/screens')).PreviewPage, ({ uploadId }) => ({ uploadId: uploadId! })),
  page('/manifests/senders', async () => (await import('#reception/screens')).SendersPage, NOTHING),
  page('/manifests/$manifestId/end', async () => (await import('#reception/screens')).ListEndPage, ({ manifestId }) => ({ manifestId: manifestId! })),
  page('/manifests/$manifestId/paper/$audience', async () => (await import('#reception/screens')).ListPaperPage, ({ manifestId, audience }) => ({ manifestId: manifestId!, audience: audience === 'internal' ? 'internal' as const : 'sender' as const })),
  page('/points', async () => (await import('#reception/screens')).PointsPage, NOTHING),
  page('/manifests/$manifestId', async () => (await import('#reception/screens')).ArrivalsPage, ({ manifestId }) => ({ manifestId: manifestId! })),
  page('/arrivals', async () => (await import('#reception/screens')).ArrivalsPage, NOTHING),
  page('/desk/$arrivalId', async () => (await import('#reception/screens')).DeskPage, ({ arrivalId }) => ({ rowId: arrivalId! })),
  page('/desk/$arrivalId/family', async () => (await import('#reception/screens')).FamilyDeskPage, ({ arrivalId }) => ({ rowId: arrivalId! })),
  page('/stays/$rowId/slips', async () => (await import('#reception/screens')).FamilySlipsPage, ({ rowId }) => ({ rowId: rowId! })),
  page('/left', async () => (await import('#reception/screens')).LeftPage, NOTHING),
  page('/floor', async () => (await import('#reception/screens')).StationPage, NOTHING),
  page('/floor/$arrivalId', async () => (await import('#reception/screens')).FloorPersonPage, ({ arrivalId }) => ({ rowId: arrivalId! })),
  page('/screens', async () => (await import('#reception/screens')).ScreensPage, NOTHING),
  page('/board', async () => (await import('#reception/screens')).BoardPage, NOTHING),
  page('/board/without-step', async () => (await import('#reception/screens')).WithoutStepPage, NOTHING),
  page('/board/sheet', async () => (await import('#reception/screens')).DaySheetPage, NOTHING),
  page('/scan', async () => (await import('#reception/screens')).ScanPage, NOTHING),
  page('/stays/$rowId', async () => (await import('#reception/screens')).CarePage, ({ rowId }) => ({ rowId: rowId! })),
  page('/stays/$rowId/exit', async () => (await import('#reception/screens')).ExitPage, ({ rowId }) => ({ rowId: rowId! })),
  page('/beds', async () => (await import('#reception/screens')).BedsPage, NOTHING),
  page('/transport', async () => (await import('#reception/screens')).TransportPage, NOTHING),
  page('/slips/$slipId', async () => (await import('#reception/screens')).SlipPage, ({ slipId }) => ({ slipId: slipId! })),
  page('/counts/cases-without-step', async () => (await import('#insights/screens')).CasesWithoutStepPage, NOTHING),
  page('/counts', async () => (await import('#insights/screens')).CountsPage, NOTHING),
];
