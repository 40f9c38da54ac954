export { referralsPolicy } from './policy.ts';
export { referralsRoutes } from './routes.ts';
export { referralsSlice } from './pack.ts';
export { subscriptions } from './events.ts';
export { officerReferrals } from './listing.ts';
export { declineReferral, getReferral, referralsOf } from './service.ts';
export { sendReferral } from './sending.ts';
