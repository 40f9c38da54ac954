export { referralsPolicy } from './policy.ts';
export { referralsRoutes } from './routes.ts';
export { referralsSlice } from './pack.ts';
export { subscriptions } from './events.ts';
export { declineReferral, getReferral, officerReferrals, referralsOf } from './service.ts';
export { sendReferral } from './sending.ts';
export { referralsHappenings } from './happened.ts';
