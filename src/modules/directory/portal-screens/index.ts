export * from './models.ts';
export { Shell } from './shell.tsx';
export { StartPage } from './start-page.tsx';
export { ResultsPage } from './results-page.tsx';
export { MessagePage, ServicePage } from './service-page.tsx';
