export { assessmentPolicy } from './policy.ts';
export { assessmentRoutes } from './routes.ts';
export { subscriptions } from './events.ts';
export { assessmentSlice, getInstrument } from './pack.ts';
export { keepInstrument, keptInstrument } from './instruments-kept.ts';
export { assessmentsOf, completeAssessment, saveAnswers, startAssessment } from './service.ts';
export { safetyComesFirst } from './safety.ts';
export { addNeed, deriveFromRegistry, getNeed, needsOf, raiseNeed, setNeedState } from './needs-service.ts';
export { needEnds } from './need-ends.ts';
export { meetNeeds, openNeedsAgain } from './needs-met.ts';
export { alertsFor, raiseAlert } from './alerts-service.ts';
export { compareWithChanges, lookForGaps, tellWhoNowFits } from './newly-fits.ts';
// Pure: for rooms that ask questionnaires of their own.
export { alertsOf } from './rules/alerts.ts';
export { checkAnswers } from './rules/answers.ts';
export { needsRaised } from './rules/needs.ts';
export { snapshotOf } from './rules/snapshot.ts';
export { assessmentHappenings } from './happened.ts';
