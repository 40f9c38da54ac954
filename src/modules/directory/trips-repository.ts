import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';

export interface TripRow {
  readonly id: string;
  readonly fromAdmin2: string;
  readonly toAdmin2: string;
  readonly minutes: number;
  readonly fare: number | null;
  readonly toldBy: string;
  readonly toldAt: Date;
}

const TRIP = sql`t.id, t.from_admin2 as "fromAdmin2", t.to_admin2 as "toAdmin2", t.minutes, t.fare::float8 as fare, t.told_by_name as "toldBy", t.told_at as "toldAt" from directory.office_trip t`;

/** First wall: the country, and nobody without an account. */
const inSight = (actor: Actor) => sql`t.country = ${actor.country} and t.ended_at is null and ${actor.role !== 'public'}`;
/** Who may tell trips and take them back. */
const tells = (actor: Actor): boolean => actor.role === 'steward' || actor.role === 'supervisor';

/** Trips that count today, all of them or those from one municipality. */
export async function listTrips(actor: Actor, tx: Tx, from: string | null = null): Promise<TripRow[]> {
  const { rows } = await sql<TripRow>`select ${TRIP} where ${inSight(actor)} and (${from}::text is null or t.from_admin2 = ${from}) order by t.from_admin2, t.to_admin2`.execute(tx);
  return rows;
}

/** Changes with everything that is told of trips or taken back: nothing told is ever deleted. */
export async function tripsVersion(actor: Actor, tx: Tx): Promise<string> {
  const { rows } = await sql<{ version: string }>`select count(*) || '/' || count(t.ended_at) as version from directory.office_trip t where t.country = ${actor.country} and ${actor.role !== 'public'}`.execute(tx);
  return rows[0]!.version;
}

/** Ends the trip that counts; answers whether there was one that this actor may end. */
export async function endTrip(actor: Actor, tx: Tx, trip: { readonly fromAdmin2: string; readonly toAdmin2: string }, now: Date): Promise<void> {
  await sql`update directory.office_trip t set ended_at = ${now}, ended_by = ${actor.userId}
    where ${inSight(actor)} and ${tells(actor)} and t.from_admin2 = ${trip.fromAdmin2} and t.to_admin2 = ${trip.toAdmin2}`.execute(tx);
}

export interface NewTrip { readonly id: string; readonly fromAdmin2: string; readonly toAdmin2: string; readonly minutes: number; readonly fare: number | null }

/** Adds a trip; false if this actor may not tell one, or somebody else told the same one at this moment. */
export async function insertTrip(actor: Actor, tx: Tx, trip: NewTrip, now: Date): Promise<boolean> {
  const { rows } = await sql`insert into directory.office_trip (id, country, from_admin2, to_admin2, minutes, fare, told_by, told_by_name, told_at)
    select ${trip.id}, ${actor.country}, ${trip.fromAdmin2}, ${trip.toAdmin2}, ${trip.minutes}::int, ${trip.fare}::numeric, ${actor.userId}, ${actor.displayName}, ${now}::timestamptz where ${tells(actor)}
    on conflict do nothing returning id`.execute(tx);
  return rows.length > 0;
}
