import './insights.css';

export { CountsPage } from './counts-page.tsx';
export { CasesWithoutStepPage } from './without-step-page.tsx';
