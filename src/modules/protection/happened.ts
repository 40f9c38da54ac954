import type { TellsHappened } from '#registry';
import { listFamilyHappenings } from './happened-repository.ts';
import { protectionPolicy } from './policy.ts';

/** What this room tells of cases, for their timeline. */
export const protectionHappenings: TellsHappened = async (ctx, query) =>
  ((protectionPolicy['protection.see-family'].roles as readonly string[]).includes(ctx.actor.role) ? listFamilyHappenings(ctx.actor, ctx.tx, query, ctx.pack.info.timeZone) : []);
