export { insightsPolicy } from './policy.ts';
export { insightsRoutes } from './routes.ts';
export { indicators, summary } from './service.ts';
