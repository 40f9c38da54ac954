import './referrals.css';

export { InboxPage } from './inbox-page.tsx';
export { InboxReferralPage } from './inbox-referral-page.tsx';
export { OfficerReferralListPage } from './officer-list-page.tsx';
export { OfficerReferralPage, ReferralsPanel } from './referrals-panel.tsx';
export { SendReferralPage } from './send-referral-page.tsx';
