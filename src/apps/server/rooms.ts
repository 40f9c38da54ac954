import { accessRoutes, loadOffices } from '#access';
import { keepNameTerms, registryRoutes } from '#registry';
import { directoryRoutes, loadDirectory } from '#directory';
import { receptionRoutes } from '#reception';
import { assessmentRoutes, subscriptions as assessmentSubscriptions } from '#assessment';
import { referralsRoutes, subscriptions as referralsSubscriptions } from '#referrals';
import { plansRoutes, subscriptions as plansSubscriptions } from '#plans';
import { insightsRoutes } from '#insights';
import type { Ctx, Subscription } from '#platform/context';
import type { Route } from '#platform/http';

/** Every route of every room, in the order of the floors. A room that is not listed here does not exist for the outside. */
export const allRoutes: readonly Route[] = [
  ...accessRoutes,
  ...registryRoutes,
  ...directoryRoutes,
  ...receptionRoutes,
  ...assessmentRoutes,
  ...referralsRoutes,
  ...plansRoutes,
  ...insightsRoutes,
];

/** What rooms do when a lower room tells something. */
export const allSubscriptions: readonly Subscription[] = [
  ...assessmentSubscriptions,
  ...referralsSubscriptions,
  ...plansSubscriptions,
];

/** What each room loads from a country's pack at start, as system, in this order. Repeatable. */
export const loaders: readonly ((ctx: Ctx) => Promise<void>)[] = [
  loadOffices,
  keepNameTerms,
  loadDirectory,
];
