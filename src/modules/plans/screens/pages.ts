/** Pages and panels of this room that are on nobody's home: they follow when somebody opens one. */
import './plans.css';

export { FollowUpPage } from './follow-up-page.tsx';
export { FollowUpsPanel } from './follow-ups-panel.tsx';
export { FollowUpWorkList } from './follow-up-work-list.tsx';
