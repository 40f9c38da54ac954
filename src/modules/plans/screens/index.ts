/** What the home of a window shows of follow-up; everything else stands behind `#plans/pages`. */
import './plans.css';

export { DueFollowUpsPanel } from './due-panel.tsx';
