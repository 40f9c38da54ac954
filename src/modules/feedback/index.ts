/** Server door of what people say of offices and services. */
export { feedbackPolicy } from './policy.ts';
export { feedbackRoutes } from './routes.ts';
export { circleFaults, feedbackSlice } from './pack.ts';
export { listFeedback } from './service/handling.ts';
export { tellOfLateFeedback } from './service/on-time.ts';
export { portalFeedbackAnswer, portalFeedbackForm, takeFeedback, type FeedbackPageView } from './portal/pages.ts';
