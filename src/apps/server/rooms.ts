import { accessRoutes, loadOffices } from '#access';
import { bringForgottenHome, keepNameTerms, registryRoutes, subscriptions as registrySubscriptions } from '#registry';
import { directoryRoutes, loadDirectory } from '#directory';
import { receptionRoutes } from '#reception';
import { documentsRoutes } from '#documents';
import { assessmentRoutes, subscriptions as assessmentSubscriptions } from '#assessment';
import { protectionRoutes, subscriptions as protectionSubscriptions } from '#protection';
import { referralsRoutes, subscriptions as referralsSubscriptions } from '#referrals';
import { plansRoutes, subscriptions as plansSubscriptions } from '#plans';
import { feedbackRoutes } from '#feedback';
import { insightsRoutes } from '#insights';
import { happeningsRoutes } from './case/happenings.ts';
import { casePageRoute } from './case/page.ts';
import { systemActor } from '#kernel/actor';
import { inContext, type Ctx, type House, type Subscription } from '#platform/context';
import type { Route } from '#platform/http';

const routesOfRooms: readonly Route[] = [
  ...accessRoutes,
  ...registryRoutes,
  ...directoryRoutes,
  ...receptionRoutes,
  ...documentsRoutes,
  ...assessmentRoutes,
  ...protectionRoutes,
  ...referralsRoutes,
  ...plansRoutes,
  ...feedbackRoutes,
  ...insightsRoutes,
  ...happeningsRoutes,
];

/** Every route of every room, in the order of the floors. A room that is not listed here does not exist for the outside. */
export const allRoutes: readonly Route[] = [...routesOfRooms, casePageRoute(routesOfRooms)];

/** What rooms do when a lower room tells something. */
export const allSubscriptions: readonly Subscription[] = [
  ...registrySubscriptions,
  ...assessmentSubscriptions,
  ...protectionSubscriptions,
  ...referralsSubscriptions,
  ...plansSubscriptions,
];

/** What each room does at start, as system, in this order: reads a country's pack, brings its index up to date. Repeatable; true: there is more to do. */
const loaders: readonly ((ctx: Ctx) => Promise<boolean | void>)[] = [
  loadOffices,
  keepNameTerms,
  bringForgottenHome,
  loadDirectory,
];

/** Makes the rooms ready for every country of the house, each step in a transaction of its own. */
export async function loadRooms(house: House, now: () => Date): Promise<void> {
  for (const country of house.packs.keys()) {
    for (const loader of loaders) {
      while (await inContext(house, { actor: systemActor(country), purpose: 'administration', now: now() }, loader)) { /* the next part */ }
    }
  }
}
