/** Pages and panels of assessment that are on nobody's home: they follow when somebody opens one. */
import './assessment.css';

export { AlertsBanner } from './alerts-banner.tsx';
export { AlarmsPage } from './alarms-page.tsx';
export { DutyPage } from './duty/duty-page.tsx';
export { OnDuty } from './duty/on-duty.tsx';
export { AssessmentPage, AssessmentsPanel } from './assessment-page.tsx';
export { NeedsPanel, UrgencyTag } from './needs-panel.tsx';
export { QuestionField } from './question-field.tsx';
