export { FamilyQuestionPanel } from './family-panel.tsx';
export { FamilyPage } from './family-page.tsx';
