/** Lists behind the numbers: they follow when somebody opens one. */
import './insights.css';

export { CasesOfListPage } from './cases-page.tsx';
export { SupervisionPage } from './supervision-page.tsx';
