export { protectionRoutes } from './routes.ts';
export { subscriptions } from './events.ts';
