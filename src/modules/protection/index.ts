export { protectionRoutes } from './routes.ts';
export { protectionSlice } from './pack.ts';
export { protectionHappenings } from './happened.ts';
export { subscriptions } from './events.ts';
