export { PapersPage } from './papers-page.tsx';
export { PapersPanel } from './papers-panel.tsx';
export { PapersSheetPage } from './sheet-page.tsx';
