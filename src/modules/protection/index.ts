export { protectionRoutes } from './routes.ts';
export { protectionHappenings } from './happened.ts';
export { subscriptions } from './events.ts';
