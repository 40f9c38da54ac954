export { referralsPolicy } from './policy.ts';
export { referralsRoutes } from './routes.ts';
export { referralsSlice } from './pack.ts';
export { subscriptions } from './events.ts';
export { officerReferrals } from './listing.ts';
// For whoever supervises: the number is that of the page of reviews.
export { reviewsWaiting } from './emergency.ts';
export { declineReferral, getReferral, referralsOf } from './service.ts';
export { sendReferral } from './sending.ts';
export { portalCheck, portalCode, portalDoor, portalTakeByCode, portalTakeByLink, type AnswerView } from './outside/portal.ts';
// Pure: what may be shared and under which consent, for rooms that share under one of their own.
export { consentProblem } from './rules/consent.ts';
export { firstName, type Known, shareableSections, type Words } from './snapshot.ts';
export { wordsOf } from './words.ts';
export { referralsHappenings } from './happened.ts';
