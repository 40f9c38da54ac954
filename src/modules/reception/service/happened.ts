import type { TellsHappened } from '#registry';
import { receptionPolicy } from '../policy.ts';
import { listReturnHappenings } from '../repository/happened.ts';

/** What this room tells of cases, for their timeline. */
export const receptionHappenings: TellsHappened = async (ctx, query) =>
  ((receptionPolicy['reception.read-returns'].roles as readonly string[]).includes(ctx.actor.role) ? listReturnHappenings(ctx.actor, ctx.tx, query, ctx.pack.info.timeZone) : []);
