/** SQL of what was given on the floor. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { scope } from './scope.ts';

/** One thing given, as the database keeps it; the stay it belongs to decides who sees it. */
export interface GivenRow {
  readonly id: string;
  readonly rowId: string | null;
  readonly returnId: string | null;
  readonly item: string;
  readonly at: Date;
  readonly blocksUntil: Date | null;
  readonly reason: string | null;
  readonly givenBy: string;
  readonly recordedAt: Date;
  readonly undone: boolean;
}

export interface Stay {
  readonly rowId: string | null;
  readonly returnId: string | null;
}

const columns = sql`a.id, a.row_id as "rowId", a.return_id as "returnId", a.item, a.given_at as at, nullif(a.blocks_until, 'infinity') as "blocksUntil", a.again_reason as reason,
  a.given_by as "givenBy", a.recorded_at as "recordedAt", a.undone_at is not null as undone`;

/** Everything given in one stay, latest first, also what was taken back. */
export async function listGiven(actor: Actor, tx: Tx, stay: Stay): Promise<GivenRow[]> {
  const { rows } = await sql<GivenRow>`select ${columns} from reception.assistance_given a
    where ${scope(actor, 'a')} and (a.row_id = ${stay.rowId}::uuid or (${stay.rowId}::uuid is null and a.return_id = ${stay.returnId}::uuid))
    order by a.given_at desc, a.id desc limit 200`.execute(tx);
  return rows;
}

/** Holds one item of one stay until the end of the transaction: two hands at once are one after the other. */
export async function lockItem(actor: Actor, tx: Tx, stay: Stay, item: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(coalesce(${stay.rowId}::uuid, ${stay.returnId}::uuid)::text || ' ' || ${item}, 320)) where ${actor.country} <> ''`.execute(tx);
}

export interface NewGiven extends Stay {
  readonly id: string;
  readonly item: string;
  readonly at: Date;
  readonly blocksUntil: Date | null;
  readonly reason: string | null;
  readonly station: string | null;
}

export async function insertGiven(actor: Actor, tx: Tx, g: NewGiven, now: Date): Promise<void> {
  await sql`insert into reception.assistance_given (id, country, office_id, row_id, return_id, item, given_by, given_at, blocks_until, again_reason, station, recorded_at)
    values (${g.id}, ${actor.country}, ${actor.officeId}, ${g.rowId}, ${g.returnId}, ${g.item}, ${actor.userId}, ${g.at}, coalesce(${g.blocksUntil}::timestamptz, 'infinity'),
      ${g.reason}, ${g.station}, ${now})`.execute(tx);
}

/** One thing given at the actor's own point. */
export async function findGiven(actor: Actor, tx: Tx, id: string): Promise<GivenRow | undefined> {
  const { rows } = await sql<GivenRow>`select ${columns} from reception.assistance_given a where a.id = ${id} and ${scope(actor, 'a')}`.execute(tx);
  return rows[0];
}

/** Takes back a tap by mistake; only the hand that made it, and once. */
export async function undoGiven(actor: Actor, tx: Tx, id: string, now: Date): Promise<boolean> {
  const done = await sql`update reception.assistance_given a set undone_at = ${now}, undone_by = ${actor.userId}
    where a.id = ${id} and ${scope(actor, 'a')} and a.given_by = ${actor.userId} and a.undone_at is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** The stay that a slip's code opens at the actor's own point, whichever record of the person it was printed for. */
export async function stayOfCode(actor: Actor, tx: Tx, code: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select r.id from reception.stay_of_code(${code}) s (id) join reception.manifest_row r on r.id = s.id where ${scope(actor, 'r')}`.execute(tx);
  return rows[0]?.id;
}

/** The stay behind a number of the day. */
export async function stayOfNumber(actor: Actor, tx: Tx, number: number, day: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select r.id from reception.manifest_row r where ${scope(actor, 'r')} and r.queue_day = ${day}::date and r.queue_no = ${number}`.execute(tx);
  return rows[0]?.id;
}

/** Where somebody is on the floor: number, person, hours, how they left. */
export interface StayRow {
  readonly rowId: string;
  readonly personId: string | null;
  readonly returnId: string | null;
  readonly number: number | null;
  readonly day: string | null;
  readonly arrivedAt: Date | null;
  readonly leftAt: Date | null;
  readonly leftHow: 'nextStep' | 'declined' | 'unfinished' | null;
  readonly party: string | null;
  readonly travellingAs: string | null;
  readonly destination: string | null;
}

export async function findStay(actor: Actor, tx: Tx, rowId: string): Promise<StayRow | undefined> {
  const { rows } = await sql<StayRow>`select r.id as "rowId", r.person_id as "personId", e.id as "returnId", r.queue_no as number, r.queue_day as day, r.arrived_at as "arrivedAt",
      r.left_at as "leftAt", r.left_how as "leftHow", r.party, e.travelling_as as "travellingAs", e.destination_admin2 as destination
    from reception.manifest_row r left join reception.return_event e on e.row_id = r.id where r.id = ${rowId} and ${scope(actor, 'r')}`.execute(tx);
  return rows[0];
}
