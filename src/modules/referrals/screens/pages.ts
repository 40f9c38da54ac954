/** Pages of referrals that are nobody's home: they follow when somebody opens one. */
export { CoursesPanel } from './course/courses-panel.tsx';
export { InboxReferralPage } from './inbox-referral-page.tsx';
export { OfficerReferralListPage } from './officer-list-page.tsx';
export { OfficerReferralPage, ReferralsPanel } from './referrals-panel.tsx';
export { ReferralSheetPage } from './outside/sheet-page.tsx';
export { WaitingListsPage } from './waiting-page.tsx';
export { draftHref } from './drafts/need-ended.tsx';
export { DraftsThatEnd } from './drafts/drafts-of-case.tsx';
export { ReferralDraftsPage } from './drafts/drafts-page.tsx';
export { SendReferralPage } from './send-referral-page.tsx';
export { AmendReferralPage } from './amend-page.tsx';
export { EmergencyPage } from './emergency-page.tsx';
export { EmergencyReviewsPage } from './reviews-page.tsx';
