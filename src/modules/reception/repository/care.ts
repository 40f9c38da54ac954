/** SQL of calls home, transport and beds. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { BedKind, BedWelcome, CallOutcome, ParsedPerson, TransportState } from '../schema.ts';
import { scope } from './scope.ts';

export interface CallRow {
  readonly outcome: CallOutcome;
  readonly who: string | null;
  readonly minutes: number | null;
  readonly numberKept: boolean;
  readonly at: Date;
  readonly by: string;
}

export async function listCalls(actor: Actor, tx: Tx, rowId: string): Promise<CallRow[]> {
  const { rows } = await sql<CallRow>`select c.outcome, c.who, c.minutes, c.number_kept as "numberKept", c.recorded_at as at, c.recorded_by as by
    from reception.family_contact c where c.row_id = ${rowId} and ${scope(actor, 'c')} order by c.recorded_at desc, c.id desc limit 50`.execute(tx);
  return rows;
}

export async function insertCall(actor: Actor, tx: Tx, call: Omit<CallRow, 'at' | 'by'> & { readonly id: string; readonly rowId: string }, now: Date): Promise<void> {
  await sql`insert into reception.family_contact (id, country, office_id, row_id, outcome, who, minutes, number_kept, recorded_by, recorded_at)
    values (${call.id}, ${actor.country}, ${actor.officeId}, ${call.rowId}, ${call.outcome}, ${call.who}, ${call.minutes}, ${call.numberKept}, ${actor.userId}, ${now})`.execute(tx);
}

export interface TransportRow {
  readonly id: string;
  readonly rowId: string;
  readonly destinationAdmin2: string;
  readonly means: string;
  readonly fare: number;
  readonly currency: string;
  readonly ceiling: number | null;
  readonly whyOver: string | null;
  readonly secondLook: boolean;
  readonly state: TransportState;
  readonly ticket: string | null;
  readonly note: string | null;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly ceilingBy: string | null;
  readonly lookBy: string | null;
  readonly number: number | null;
  readonly person: ParsedPerson;
}

const transportColumns = sql`t.id, t.row_id as "rowId", t.destination_admin2 as "destinationAdmin2", t.means, t.fare::float8 as fare, t.currency, t.ceiling::float8 as ceiling, t.why_over as "whyOver",
  t.second_look as "secondLook", t.state, t.ticket, t.note, t.asked_by as "askedBy", t.asked_at as "askedAt", t.ceiling_by as "ceilingBy", t.look_by as "lookBy", r.queue_no as number, r.person`;
const transportFrom = sql`from reception.transport t join reception.manifest_row r on r.id = t.row_id`;

/** The latest request of somebody. */
export async function findTransport(actor: Actor, tx: Tx, rowId: string): Promise<TransportRow | undefined> {
  const { rows } = await sql<TransportRow>`select ${transportColumns} ${transportFrom} where t.row_id = ${rowId} and ${scope(actor, 't')} order by t.asked_at desc, t.id desc limit 1`.execute(tx);
  return rows[0];
}

/** One request, held until the end of the transaction. */
export async function lockTransport(actor: Actor, tx: Tx, id: string): Promise<TransportRow | undefined> {
  const { rows } = await sql<TransportRow>`select ${transportColumns} ${transportFrom} where t.id = ${id} and ${scope(actor, 't')} for update of t`.execute(tx);
  return rows[0];
}

export async function listTransportAsked(actor: Actor, tx: Tx): Promise<TransportRow[]> {
  const { rows } = await sql<TransportRow>`select ${transportColumns} ${transportFrom} where t.state = 'asked' and ${scope(actor, 't')} order by t.asked_at limit 200`.execute(tx);
  return rows;
}

export type NewTransport = Pick<TransportRow, 'id' | 'rowId' | 'destinationAdmin2' | 'means' | 'fare' | 'currency' | 'ceiling' | 'whyOver' | 'secondLook' | 'state'>;

/** Asks for transport; false if somebody has a request already. */
export async function insertTransport(actor: Actor, tx: Tx, t: NewTransport, now: Date): Promise<boolean> {
  const done = await sql`insert into reception.transport (id, country, office_id, row_id, destination_admin2, means, fare, currency, ceiling, why_over, second_look, state, asked_by, asked_at)
    values (${t.id}, ${actor.country}, ${actor.officeId}, ${t.rowId}, ${t.destinationAdmin2}, ${t.means}, ${t.fare}, ${t.currency}, ${t.ceiling}, ${t.whyOver}, ${t.secondLook}, ${t.state},
      ${actor.userId}, ${now}) on conflict (row_id) where state in ('asked', 'agreed', 'issued') do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function agreeTransport(actor: Actor, tx: Tx, id: string, as: { readonly ceiling: boolean; readonly look: boolean; readonly state: TransportState; readonly note: string | null }, now: Date): Promise<void> {
  await sql`update reception.transport t set ceiling_by = case when ${as.ceiling} then ${actor.userId}::uuid else t.ceiling_by end, look_by = case when ${as.look} then ${actor.userId}::uuid else t.look_by end,
      state = ${as.state}, decided_at = ${now}, note = coalesce(${as.note}, t.note) where t.id = ${id} and ${scope(actor, 't')}`.execute(tx);
}

export async function endTransport(actor: Actor, tx: Tx, id: string, as: { readonly state: 'refused' | 'cancelled'; readonly note: string | null }, now: Date): Promise<void> {
  await sql`update reception.transport t set state = ${as.state}, decided_at = ${now}, note = coalesce(${as.note}, t.note),
      refused_by = case when ${as.state} = 'refused' then ${actor.userId}::uuid end, ended_by = case when ${as.state} = 'cancelled' then ${actor.userId}::uuid end
    where t.id = ${id} and ${scope(actor, 't')}`.execute(tx);
}

export async function issueTransport(actor: Actor, tx: Tx, id: string, ticket: string | null, now: Date): Promise<void> {
  await sql`update reception.transport t set state = 'issued', ticket = ${ticket}, issued_by = ${actor.userId}, issued_at = ${now} where t.id = ${id} and ${scope(actor, 't')}`.execute(tx);
}

export interface BedPlaceRow {
  readonly placeId: string;
  readonly officeId: string;
  readonly name: string;
  readonly beds: number;
  readonly taken: number;
  readonly takes: readonly BedKind[];
  readonly welcomes: readonly BedWelcome[];
  readonly secret: boolean;
  readonly way: string | null;
  readonly open: boolean;
}

/** Places of the actor's points, with the beds that are taken in a night. */
export async function listBedPlaces(actor: Actor, tx: Tx, night: string): Promise<BedPlaceRow[]> {
  const { rows } = await sql<BedPlaceRow>`select p.id as "placeId", p.office_id as "officeId", p.name, p.beds, p.takes, p.welcomes, p.secret, p.way, p.open,
      (select count(*) from reception.bed_night n where n.place_id = p.id and n.night = ${night}::date and n.ended_at is null)::int as taken
    from reception.bed_place p where ${scope(actor, 'p')} order by p.open desc, p.name limit 200`.execute(tx);
  return rows;
}

export type BedPlaceFields = Pick<BedPlaceRow, 'name' | 'beds' | 'takes' | 'welcomes' | 'secret' | 'way' | 'open'>;

/** Adds a place; false if the point has one of this name. */
export async function insertBedPlace(actor: Actor, tx: Tx, id: string, officeId: string, p: BedPlaceFields, now: Date): Promise<boolean> {
  const done = await sql`insert into reception.bed_place (id, country, office_id, name, beds, takes, welcomes, secret, way, open, changed_by, changed_at)
    values (${id}, ${actor.country}, ${officeId}, ${p.name}, ${p.beds}, ${p.takes as string[]}, ${p.welcomes as string[]}, ${p.secret}, ${p.way}, ${p.open}, ${actor.userId}, ${now})
    on conflict (office_id, name) do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

export async function updateBedPlace(actor: Actor, tx: Tx, id: string, p: BedPlaceFields, now: Date): Promise<boolean> {
  const done = await sql`update reception.bed_place p set name = ${p.name}, beds = ${p.beds}, takes = ${p.takes as string[]}, welcomes = ${p.welcomes as string[]}, secret = ${p.secret}, way = ${p.way},
      open = ${p.open}, changed_by = ${actor.userId}, changed_at = ${now} where p.id = ${id} and ${scope(actor, 'p')}`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Is the office one of the points that the actor looks after? */
export async function mayKeepBeds(actor: Actor, tx: Tx, officeId: string): Promise<boolean> {
  const { rows } = await sql<{ ok: boolean }>`select ${officeId}::uuid = any (registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId})) as ok`.execute(tx);
  return rows[0]?.ok ?? false;
}

export interface BedNightRow {
  readonly nightId: string;
  readonly night: string;
  readonly placeId: string | null;
  readonly place: string | null;
  readonly secret: boolean | null;
  readonly way: string | null;
}

/** The bed, or the wish for one, of somebody in a night. */
export async function findNight(actor: Actor, tx: Tx, rowId: string, night: string): Promise<BedNightRow | undefined> {
  const { rows } = await sql<BedNightRow>`select n.id as "nightId", n.night, n.place_id as "placeId", p.name as place, p.secret, p.way
    from reception.bed_night n left join reception.bed_place p on p.id = n.place_id
    where n.row_id = ${rowId} and n.night = ${night}::date and n.ended_at is null and ${scope(actor, 'n')}`.execute(tx);
  return rows[0];
}

/** Holds a place while its beds are counted. */
export async function lockPlace(actor: Actor, tx: Tx, placeId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from reception.bed_place p where p.id = ${placeId} and ${scope(actor, 'p')}`.execute(tx);
  if (rows.length === 0) return false;
  await sql`select pg_advisory_xact_lock(hashtextextended(${placeId}, 321)) where ${actor.country} <> ''`.execute(tx);
  return true;
}

/** Somebody needs a bed in a night; written once. */
export async function wantBed(actor: Actor, tx: Tx, want: { readonly id: string; readonly rowId: string; readonly night: string }, now: Date): Promise<void> {
  await sql`insert into reception.bed_night (id, country, office_id, row_id, night, asked_by, asked_at)
    values (${want.id}, ${actor.country}, ${actor.officeId}, ${want.rowId}, ${want.night}, ${actor.userId}, ${now})
    on conflict (row_id, night) where ended_at is null do nothing`.execute(tx);
}

export async function setBed(actor: Actor, tx: Tx, nightId: string, placeId: string, now: Date): Promise<void> {
  await sql`update reception.bed_night n set place_id = ${placeId}, given_by = ${actor.userId}, given_at = ${now} where n.id = ${nightId} and ${scope(actor, 'n')}`.execute(tx);
}

export async function endNight(actor: Actor, tx: Tx, nightId: string, why: string, now: Date): Promise<void> {
  await sql`update reception.bed_night n set ended_at = ${now}, ended_by = ${actor.userId}, ended_why = ${why} where n.id = ${nightId} and ${scope(actor, 'n')}`.execute(tx);
}

export interface WantedRow {
  readonly rowId: string;
  readonly since: Date;
}

/** Who needs a bed in a night and has none: whoever asked at a station, or told the desk that they have nowhere to sleep. */
export async function listWanted(actor: Actor, tx: Tx, night: string, since: Date): Promise<WantedRow[]> {
  const { rows } = await sql<WantedRow>`select r.id as "rowId", coalesce(n.asked_at, e.recorded_at) as since
    from reception.manifest_row r left join reception.return_event e on e.row_id = r.id
      left join reception.bed_night n on n.row_id = r.id and n.night = ${night}::date and n.ended_at is null
    where ${scope(actor, 'r')} and r.left_at is null and n.place_id is null
      and (n.id is not null or (r.arrived_at > ${since} and e.urgent_needs ? 'emergency_shelter'
        and not exists (select 1 from reception.bed_night x where x.row_id = r.id and x.night = ${night}::date and x.ended_why = 'notNeeded')))
    order by 2, 1 limit 300`.execute(tx);
  return rows;
}
