import './assessment.css';

export { AlertsBanner } from './alerts-banner.tsx';
export { AssessmentPage, AssessmentsPanel } from './assessment-page.tsx';
export { FitNewsPanel } from './fit-news-panel.tsx';
export { NeedsPanel, UrgencyTag } from './needs-panel.tsx';
export { QuestionField } from './question-field.tsx';
