/** Places left of a service, its waiting list, and how referrals to it were answered: what changes from hour to hour. */
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as repository from './places-left-repository.ts';
import { capacityOf } from './rules/places-left.ts';
import type { PlacesLeft, SetPlaces } from './schema/places-left.ts';
import { getService } from './service.ts';

export { LIST_ORDERS, placesLeftSchema, SetPlaces, type PlacesLeft } from './schema/places-left.ts';

const NOBODY_TOLD = { free: null, waitingList: false, listOrder: null, toldAt: null } as const;

/** Places left of a service that the actor may know of. */
export async function placesLeft(ctx: Ctx, serviceId: string): Promise<PlacesLeft> {
  await getService(ctx, serviceId);
  return toldOf(await repository.findConditions(ctx.actor, ctx.tx, serviceId));
}

function toldOf(now: Pick<repository.ServiceNow, 'free' | 'waitingList' | 'listOrder' | 'toldAt'> = NOBODY_TOLD): PlacesLeft {
  return { capacity: capacityOf(now), free: now.free, waitingList: now.waitingList, listOrder: now.listOrder, toldAt: now.toldAt?.toISOString() ?? null };
}

/** The same of several services, by id. */
export async function placesOf(ctx: Ctx, serviceIds: readonly string[]): Promise<ReadonlyMap<string, PlacesLeft>> {
  const rows = new Map((await repository.listConditions(ctx.actor, ctx.tx)).map((row) => [row.serviceId, row]));
  return new Map(serviceIds.map((id) => [id, toldOf(rows.get(id))]));
}

/** Whoever gives the service says how many places are left. Tells `directory.places-changed`. */
export async function setPlaces(ctx: Ctx, serviceId: string, told: SetPlaces): Promise<PlacesLeft> {
  if (!(await repository.setPlaces(ctx.actor, ctx.tx, serviceId, told, ctx.now))) throw notFound();
  await ctx.tell({ type: 'directory.places-changed', serviceId });
  return placesLeft(ctx, serviceId);
}

/** Takes a place for a referral. Refused when none is left, also to the second of two who take the last one at the same moment. */
export async function takePlace(ctx: Ctx, serviceId: string, referralId: string): Promise<void> {
  const taken = await repository.takePlace(ctx.actor, ctx.tx, serviceId, referralId, ctx.now);
  if (taken === 'full') throw refuse('directory.no-place-left', { status: 409 });
}

/** Gives back the place that a referral holds; nothing happens if it holds none. */
export function givePlaceBack(ctx: Ctx, serviceId: string, referralId: string): Promise<void> {
  return repository.givePlaceBack(ctx.actor, ctx.tx, serviceId, referralId);
}

/** Counts how a referral was answered: once, the last answer in place of the first. */
export function noteAnswer(ctx: Ctx, serviceId: string, answer: { readonly referralId: string; readonly accepted: boolean }): Promise<void> {
  return repository.noteAnswer(ctx.actor, ctx.tx, serviceId, answer, ctx.now);
}
