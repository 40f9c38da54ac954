/** Lists behind the numbers: they follow when somebody opens one. */
import './insights.css';

export { CasesWithoutStepPage } from './without-step-page.tsx';
