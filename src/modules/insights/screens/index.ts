import './insights.css';

export { CountsPage } from './counts-page.tsx';
