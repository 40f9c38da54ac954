/** SQL of the floor: numbers, stops, who is next. */
import type { Actor } from '#kernel/actor';
import type { Sex } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { Flag, Mode, ParsedPerson, RowState, StopReason, StopState } from '../schema.ts';
import { families, ofFamily, ORDER_IN_RANK, RANK } from './rows.ts';
import { scope, shownPerson } from './scope.ts';

export interface Arriving {
  readonly rowId: string;
  readonly flags: readonly Flag[];
  readonly mode: Mode | null;
}

/** The rows of these ids in the order of their list, held until the end of the transaction. */
export async function listArriving(actor: Actor, tx: Tx, rowIds: readonly string[]): Promise<Arriving[]> {
  const { rows } = await sql<Arriving>`select r.id as "rowId", r.flags, (select m.mode from reception.manifest m where m.id = r.manifest_id) as mode
    from reception.manifest_row r where r.id = any(${rowIds}) and ${scope(actor, 'r')} order by r.manifest_id nulls last, r.row_number, r.id for update`.execute(tx);
  return rows;
}

/** Gives each row the next number of the day, in the order given; who has one of this day keeps it. */
export async function giveNumbers(actor: Actor, tx: Tx, rowIds: readonly string[], day: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select r.id from unnest(${rowIds}::uuid[]) with ordinality as x(id, nth) join reception.manifest_row r on r.id = x.id
    where ${scope(actor, 'r')} and r.queue_day is distinct from ${day}::date order by x.nth`.execute(tx);
  if (rows.length === 0) return;
  const { rows: [counter] } = await sql<{ last: number }>`insert into reception.queue_day as d (country, office_id, day, last_no)
    values (${actor.country}, ${actor.officeId}, ${day}, ${rows.length})
    on conflict (country, office_id, day) do update set last_no = d.last_no + excluded.last_no returning last_no as last`.execute(tx);
  const before = counter!.last - rows.length;
  await sql`update reception.manifest_row r set queue_day = ${day}, queue_no = ${before} + x.nth::int
    from unnest(${rows.map((row) => row.id)}::uuid[]) with ordinality as x(id, nth) where r.id = x.id and ${scope(actor, 'r')}`.execute(tx);
}

/** How much earlier than their arrival people count. */
export async function setAhead(actor: Actor, tx: Tx, ahead: readonly { readonly rowId: string; readonly ahead: number }[]): Promise<void> {
  await sql`update reception.manifest_row r set ahead = x.ahead from jsonb_to_recordset(${JSON.stringify(ahead)}::jsonb) as x("rowId" uuid, ahead int)
    where r.id = x."rowId" and ${scope(actor, 'r')}`.execute(tx);
}

export async function setFlags(actor: Actor, tx: Tx, rowId: string, flags: readonly Flag[], lane: number, ahead: number): Promise<void> {
  await sql`update reception.manifest_row r set flags = ${JSON.stringify(flags)}::jsonb, lane = ${lane}, ahead = ${ahead} where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
}

export interface NewStop {
  readonly id: string;
  readonly rowId: string;
  readonly station: string;
  readonly place: number;
  readonly obligatory: boolean;
}

/** Plans stops; a station that is on somebody's way already stays as it is. */
export async function insertStops(actor: Actor, tx: Tx, stops: readonly NewStop[], now: Date): Promise<void> {
  if (stops.length === 0) return;
  await sql`insert into reception.stop (id, country, office_id, row_id, station, place, obligatory, since)
    select x.id, ${actor.country}, ${actor.officeId}, x."rowId", x.station, x.place, x.obligatory, ${now}
    from jsonb_to_recordset(${JSON.stringify(stops)}::jsonb) as x(id uuid, "rowId" uuid, station text, place int, obligatory boolean)
    on conflict (row_id, station) do nothing`.execute(tx);
}

export interface StopRow {
  readonly stopId: string;
  readonly rowId: string;
  readonly station: string;
  readonly place: number;
  readonly obligatory: boolean;
  readonly state: StopState;
  readonly since: Date;
  readonly userId: string | null;
  readonly userName: string | null;
  readonly reason: StopReason | null;
}

const stopColumns = sql`s.id as "stopId", s.row_id as "rowId", s.station, s.place, s.obligatory, s.state, s.since, s.user_id as "userId", s.user_name as "userName", s.reason`;

export async function findStop(actor: Actor, tx: Tx, stopId: string): Promise<StopRow | undefined> {
  const { rows } = await sql<StopRow>`select ${stopColumns} from reception.stop s where s.id = ${stopId} and ${scope(actor, 's')}`.execute(tx);
  return rows[0];
}

/** All stops of somebody, in the order of their way. */
export async function listStops(actor: Actor, tx: Tx, rowId: string): Promise<StopRow[]> {
  const { rows } = await sql<StopRow>`select ${stopColumns} from reception.stop s where s.row_id = ${rowId} and ${scope(actor, 's')} order by s.place, s.station`.execute(tx);
  return rows;
}

export interface StopChange {
  readonly entryId: string;
  readonly action: string;
  readonly from: StopState;
  readonly to: StopState;
  readonly desk: number | null;
  readonly reason: StopReason | null;
}

/** One step of a stop, with its entry in the history. */
export async function stepStop(actor: Actor, tx: Tx, stopId: string, change: StopChange, now: Date): Promise<void> {
  const { to, action } = change;
  const holds = to === 'called' || to === 'in';
  await sql`update reception.stop s set state = ${to}, since = case when s.state = ${to} then s.since else ${now} end,
      user_id = case when ${holds} then ${actor.userId}::uuid else s.user_id end, user_name = case when ${holds} then ${actor.displayName} else s.user_name end,
      desk = case when ${holds} then coalesce(${change.desk}::int, s.desk) else s.desk end,
      calls = s.calls + ${action === 'call' ? 1 : 0}, called_at = case when ${action} = 'call' then ${now} else s.called_at end,
      started_at = case when ${to} = 'in' then coalesce(s.started_at, ${now}) else s.started_at end,
      ended_at = case when ${to} in ('done', 'skipped') then ${now}::timestamptz end, reason = ${change.reason}
    where s.id = ${stopId} and ${scope(actor, 's')}`.execute(tx);
  await sql`insert into reception.stop_event (id, country, office_id, stop_id, action, from_state, to_state, reason, user_id, user_name, at)
    values (${change.entryId}, ${actor.country}, ${actor.officeId}, ${stopId}, ${action}, ${change.from}, ${to}, ${change.reason}, ${actor.userId}, ${actor.displayName}, ${now})`.execute(tx);
}

/** Who is on the floor; whoever came before `since` is not called any more: the day is over, and the board has them among the open. */
const hereSince = (since: Date) => sql`r.left_at is null and r.state not in ('expected', 'notArrived') and r.arrived_at > ${since}`;
/** Every stop of everybody on the floor, with what stands before it: one look at each person's stops. */
const onFloor = (actor: Actor, since: Date) => sql`select s.*, bool_or(s.state in ('called', 'in')) over person as busy,
    min(s.place) filter (where s.obligatory and s.state not in ('done', 'skipped')) over person as first_open
  from reception.stop s join reception.manifest_row r on r.id = s.row_id where ${scope(actor, 's')} and ${hereSince(since)}
  window person as (partition by s.row_id)`;
/** May be called now: free, and nothing obligatory comes first. */
const ready = sql`s.state = 'waiting' and not s.busy and s.place <= coalesce(s.first_open, s.place)`;
const rankHere = (first: readonly Flag[]) => sql`${RANK} - case when r.flags ?| ${first as string[]}::text[] then interval '120 minutes' else interval '0' end`;

/** The stop of the person who is next at a station, in the order of the list, held. */
export async function findNextStop(actor: Actor, tx: Tx, station: string, first: readonly Flag[], since: Date, except: readonly string[]): Promise<StopRow | undefined> {
  const { rows } = await sql<StopRow>`with f as (${families(actor, since)}), ready as (select s.id from (${onFloor(actor, since)}) s where s.station = ${station} and ${ready})
    select ${stopColumns} from ready q join reception.stop s on s.id = q.id join reception.manifest_row r on r.id = s.row_id left join f on ${ofFamily}
    where s.state = 'waiting' and r.id <> all(${except}::uuid[])
    order by ${rankHere(first)}, ${ORDER_IN_RANK} limit 1 for update of s, r skip locked`.execute(tx);
  return rows[0];
}

/** Somebody at a station as the queue reads them; the name only for whoever has them. */
export interface QueueRow extends StopRow {
  readonly no: number | null;
  readonly person: ParsedPerson;
  readonly flags: readonly Flag[];
  readonly rowState: RowState;
  readonly sex: Sex | null;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  readonly together: readonly number[];
  readonly desk: number | null;
  readonly calls: number;
}

const queueColumns = sql`${stopColumns}, r.queue_no as no, ${shownPerson}, r.flags, r.state as "rowState", r.person ->> 'sex' as sex, r.arrives_on as "arrivesOn", r.arrived_at as "arrivedAt", s.desk, s.calls,
  coalesce((select json_agg(o.queue_no order by o.queue_no) from reception.manifest_row o where o.party = r.party and o.id <> r.id and o.queue_day = r.queue_day
    and o.office_id = r.office_id), '[]'::json) as together`;

/** Who is at a station or may come now, in the order in which they are called; people of other officers and pauses at the end. */
export async function listQueue(actor: Actor, tx: Tx, station: string, first: readonly Flag[], since: Date): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`with f as (${families(actor, since)})
    select ${queueColumns} from (${onFloor(actor, since)}) s join reception.manifest_row r on r.id = s.row_id left join f on ${ofFamily}
    where s.station = ${station} and (s.state in ('called', 'in', 'paused') or (${ready}))
    order by case s.state when 'waiting' then 0 else 1 end, ${rankHere(first)}, ${ORDER_IN_RANK} limit 120`.execute(tx);
  return rows;
}

/** Everybody whom the actor has called or has in front of them, wherever; and whom the actor left for a pause. */
export async function listMine(actor: Actor, tx: Tx, since: Date): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`select ${queueColumns} from reception.stop s join reception.manifest_row r on r.id = s.row_id
    where ${scope(actor, 's')} and s.user_id = ${actor.userId} and s.state in ('called', 'in', 'paused') and ${hereSince(since)}
    order by case s.state when 'in' then 0 when 'called' then 1 else 2 end, s.since, s.id limit 100`.execute(tx);
  return rows;
}

export interface StationCounts {
  readonly station: string;
  readonly ready: number;
  readonly later: number;
  readonly busy: number;
  readonly paused: number;
  readonly done: number;
  readonly oldest: Date | null;
}

/** How full each station is. */
export async function countStations(actor: Actor, tx: Tx, since: Date): Promise<StationCounts[]> {
  const { rows } = await sql<StationCounts>`select s.station, count(*) filter (where ${ready})::int as ready, count(*) filter (where s.state = 'waiting' and not (${ready}))::int as later,
      count(*) filter (where s.state in ('called', 'in'))::int as busy, count(*) filter (where s.state = 'paused')::int as paused, count(*) filter (where s.state = 'done')::int as done,
      min(r.arrived_at) filter (where ${ready}) as oldest
    from (${onFloor(actor, since)}) s join reception.manifest_row r on r.id = s.row_id group by s.station`.execute(tx);
  return rows;
}

export interface FloorRow {
  readonly rowId: string;
  readonly no: number | null;
  readonly person: ParsedPerson;
  readonly flags: readonly Flag[];
  readonly state: RowState;
  readonly mode: Mode | null;
  readonly arrivesOn: string;
  readonly arrivedAt: Date | null;
  readonly leftAt: Date | null;
  readonly together: readonly number[];
}

export async function findFloorRow(actor: Actor, tx: Tx, rowId: string): Promise<FloorRow | undefined> {
  const { rows } = await sql<FloorRow>`select r.id as "rowId", r.queue_no as no, ${shownPerson}, r.flags, r.state, (select m.mode from reception.manifest m where m.id = r.manifest_id) as mode,
      r.arrives_on as "arrivesOn", r.arrived_at as "arrivedAt", r.left_at as "leftAt",
      coalesce((select json_agg(o.queue_no order by o.queue_no) from reception.manifest_row o where o.party = r.party and o.id <> r.id and o.queue_no is not null
        and o.queue_day = r.queue_day and o.office_id = r.office_id), '[]'::json) as together
    from reception.manifest_row r where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
  return rows[0];
}
