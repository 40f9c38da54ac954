/** What the home of a window shows of assessment; everything else stands behind `#assessment/pages`. */
import './assessment.css';

export { FitNewsPanel } from './fit-news-panel.tsx';
