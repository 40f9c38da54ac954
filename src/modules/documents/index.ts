export { documentsPolicy } from './policy.ts';
export { documentsRoutes } from './routes.ts';
export { dropPaper, papersOf, recordStep, wantPapers } from './service.ts';
export { documentsHappenings } from './happened.ts';
