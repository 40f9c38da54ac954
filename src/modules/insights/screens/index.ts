/** The home of supervisors and analysts; lists behind its numbers stand behind `#insights/pages`. */
import './insights.css';

export { CountsPage } from './counts-page.tsx';
