import './plans.css';

export { FollowUpPage } from './follow-up-page.tsx';
export { FollowUpsPanel } from './follow-ups-panel.tsx';
export { DueFollowUpsPanel, FollowUpWorkList } from './follow-up-work-list.tsx';
