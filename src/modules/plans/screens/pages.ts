/** Pages and panels of this room that are on nobody's home: they follow when somebody opens one. */
import './plan/plan.css';
import './plans.css';

export { FollowUpPage } from './follow-up-page.tsx';
export { FollowUpsPanel } from './follow-ups-panel.tsx';
export { FollowUpWorkList } from './follow-up-work-list.tsx';
export { PlanBoardPage } from './board/plan-board-page.tsx';
export { PlanPage } from './plan/plan-page.tsx';
export { PlanPanel } from './plan/plan-panel.tsx';
export { PlanSheetPage } from './plan/sheet-page.tsx';
export { PlanWorkPage } from './plan/plan-work-page.tsx';
export { ConferencePage } from './conference/conference-page.tsx';
export { ConferencesPanel } from './conference/conferences-panel.tsx';
export { MyConferencePage, MyConferencesPage } from './conference/member-pages.tsx';
export { SupportPanel } from './support/support-panel.tsx';
