/** What the home and other rooms show of reception; its other pages stand behind `#reception/pages`. */
export { ArrivalsPage } from './arrivals-page.tsx';
export { ReturnForm, ReturnsPanel } from './returns-panel.tsx';
