import { findServices, withNames } from '#directory';
import { dayIn } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { planSlice } from '#plans';
import type { When } from './cases-repository.ts';

/** What the clock says in the country. */
export function whenOf(ctx: Ctx): When {
  const { timeZone } = ctx.pack.info;
  return { today: dayIn(timeZone, ctx.now), now: ctx.now, timeZone, planWithinDays: ctx.pack.slice(planSlice).withinDays };
}

/** Organizations by id, in the language of the actor. */
export async function organizationNames(ctx: Ctx): Promise<ReadonlyMap<string, string>> {
  const all = await withNames(ctx, await findServices(ctx, { limit: 5000 }));
  return new Map(all.map(({ service, organization }) => [service.organizationId, (ctx.actor.locale === 'es' ? organization?.nameEs : organization?.nameEn) ?? service.organizationId]));
}
