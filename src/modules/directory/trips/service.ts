/** Trips that are known better than by estimate, and how an office tells them. */
import { refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import type { KnownTrips } from '../matching/index.ts';
import { travelSlice } from '../pack.ts';
import { mergeTrips, type ToldTrip } from './known.ts';
import * as repository from '../trips-repository.ts';
import type { EndTrip, OfficeTrips, TellTrip } from './schema.ts';

/** What offices tell of trips, by the municipality they begin in: without who told it, so that pages for anybody may say it. */
export type ToldTrips = ReadonlyMap<string, readonly ToldTrip[]>;

/** Everything that offices tell of trips. The records name who told it, so nobody without an account reads them: the product itself does. */
export async function toldTrips(ctx: Ctx): Promise<ToldTrips> {
  const rows = await repository.listTrips(ctx.actor, ctx.tx);
  return Map.groupBy(rows.map(({ fromAdmin2, toAdmin2, minutes, fare }) => ({ fromAdmin2, toAdmin2, minutes, fare })), (trip) => trip.fromAdmin2);
}

/** Changes whenever offices tell or take back something. */
export const tripsVersion = (ctx: Ctx): Promise<string> => repository.tripsVersion(ctx.actor, ctx.tx);

/** Known trips from a municipality, by what is `told` or else by what offices told. A routing service is never waited for: what it found so far counts, and it is asked for the rest meanwhile. */
export async function knownTrips(ctx: Ctx, admin2: string | null, told?: ToldTrips): Promise<KnownTrips | undefined> {
  const from = admin2 === null ? undefined : ctx.pack.places.get(admin2);
  if (!from) return undefined;
  const fromHere = told ? (told.get(from.id) ?? []) : await repository.listTrips(ctx.actor, ctx.tx, from.id);
  // Every municipality of the country is asked for, so that nothing follows from the question about whom it is for or where services are.
  const routed = ctx.routing?.tripsFrom(from, ctx.pack.places.all());
  return fromHere.length === 0 && !routed ? undefined : mergeTrips(fromHere, routed, ctx.pack.slice(travelSlice));
}

function placeOf(ctx: Ctx, admin2: string, field: string): string {
  const place = ctx.pack.places.get(admin2);
  if (!place) throw refuse('directory.unknown-municipality', { field });
  return place.name;
}

/** Trips that offices told. */
export async function officeTripsOf(ctx: Ctx): Promise<OfficeTrips> {
  const { currency } = ctx.pack.slice(travelSlice);
  const nameOf = (id: string): string => ctx.pack.places.get(id)?.name ?? id;
  const rows = await repository.listTrips(ctx.actor, ctx.tx);
  return {
    currency,
    trips: rows.map((r) => ({ tripId: r.id, fromAdmin2: r.fromAdmin2, from: nameOf(r.fromAdmin2), toAdmin2: r.toAdmin2, to: nameOf(r.toAdmin2), minutes: r.minutes, fare: r.fare, currency, toldBy: r.toldBy, toldAt: r.toldAt.toISOString() })),
  };
}

/** An office says how long a trip takes; what was said before stays as history. Tells `directory.trip-told`. */
export async function tellTrip(ctx: Ctx, trip: TellTrip): Promise<OfficeTrips> {
  placeOf(ctx, trip.fromAdmin2, 'fromAdmin2');
  placeOf(ctx, trip.toAdmin2, 'toAdmin2');
  await repository.endTrip(ctx.actor, ctx.tx, trip, ctx.now);
  if (!(await repository.insertTrip(ctx.actor, ctx.tx, { id: newId(ctx.now), ...trip }, ctx.now))) throw refuse('directory.trip-told-meanwhile', { status: 409 });
  await ctx.tell({ type: 'directory.trip-told', fromAdmin2: trip.fromAdmin2, toAdmin2: trip.toAdmin2 });
  return officeTripsOf(ctx);
}

/** The estimate counts again; taking back what somebody took back already changes nothing. */
export async function endTrip(ctx: Ctx, trip: EndTrip): Promise<OfficeTrips> {
  await repository.endTrip(ctx.actor, ctx.tx, trip, ctx.now);
  return officeTripsOf(ctx);
}
