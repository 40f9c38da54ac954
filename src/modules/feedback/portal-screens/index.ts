export { FeedbackCodePage, FeedbackFormPage, FeedbackStandingPage, FeedbackThanksPage } from './pages.tsx';
