import type { TellsHappened } from '#registry';
import { listContactHappenings } from './happened-repository.ts';
import { plansPolicy } from './policy.ts';

/** What this room tells of cases, for their timeline. */
export const plansHappenings: TellsHappened = async (ctx, query) =>
  ((plansPolicy['plans.read'].roles as readonly string[]).includes(ctx.actor.role) ? listContactHappenings(ctx.actor, ctx.tx, query) : []);
