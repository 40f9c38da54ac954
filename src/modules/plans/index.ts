export { plansPolicy } from './policy.ts';
export { plansRoutes } from './routes.ts';
export { subscriptions } from './events.ts';
export { plansSlice } from './pack.ts';
export { planSlice } from './plan/pack.ts';
export { conferenceSlice } from './conference/pack.ts';
export { followUpsOf, planCase, recordAttempt, recordSurvey, scheduleFollowUp, workList } from './service.ts';
