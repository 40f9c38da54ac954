/** Places left of the own services, and who waits for one, in the order that was published. */
import { findServices, placesOf } from '#directory';
import { URGENCIES } from '#kernel/codes';
import type { Ctx } from '#platform/context';
import * as repository from './repository/lists.ts';
import type { WaitingLists } from './schema.ts';

const ALL = 5000;

type Waiting = WaitingLists['services'][number]['waiting'][number];
type Order = 'arrival' | 'urgency' | null;

/** The order of a list: as asked for, or the most urgent first and as asked for among them. */
export function inOrder(waiting: readonly Waiting[], order: Order): Waiting[] {
  const urgency = (one: Waiting): number => (order === 'urgency' ? URGENCIES.indexOf(one.urgency) : 0);
  return waiting.toSorted((a, b) => urgency(a) - urgency(b) || Date.parse(a.since) - Date.parse(b.since) || (a.referralId < b.referralId ? -1 : 1));
}

/** Services of the own organization with their places and whoever waits: the code on the slip and nothing else of them. */
export async function waitingLists(ctx: Ctx): Promise<WaitingLists> {
  const own = (await findServices(ctx, { limit: ALL })).filter((s) => s.organizationId === ctx.actor.organizationId);
  const rows = await repository.waitingFor(ctx.actor, ctx.tx, ctx.now);
  const places = await placesOf(ctx, own.map((s) => s.id));
  return {
    services: own.map((service) => {
      const left = places.get(service.id)!;
      const waiting = rows.filter((r) => r.serviceId === service.id).map(({ referralId, publicCode, urgency, since }) => ({ referralId, publicCode, urgency, since: since.toISOString() }));
      return { serviceId: service.id, name: { es: service.nameEs, en: service.nameEn }, places: left, waiting: inOrder(waiting, left.listOrder) };
    }),
  };
}
