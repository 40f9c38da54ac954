/** SQL of reception points by date and of arrivals moved between them. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { PointState } from '../schema.ts';
import { scope } from './scope.ts';

export interface PointStateRow {
  readonly stateId: string;
  readonly officeId: string;
  readonly state: PointState;
  readonly movedTo: string | null;
  readonly from: string;
  readonly to: string | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly revokedBy: string | null;
  readonly revokedAt: Date | null;
}

/** What was said of the country's points, the latest first. */
export async function listPointStates(actor: Actor, tx: Tx): Promise<PointStateRow[]> {
  const { rows } = await sql<PointStateRow>`select id as "stateId", office_id as "officeId", state, moved_to as "movedTo", valid_from as from, valid_to as to, reason,
      set_by_name as by, set_at as at, revoked_by_name as "revokedBy", revoked_at as "revokedAt"
    from reception.point_state where country = ${actor.country} order by set_at desc, id desc limit 2000`.execute(tx);
  return rows;
}

/** Points that the actor may speak for: an administrator those of the country, a supervisor those of the own institution. */
export const keeps = (actor: Actor, office: ReturnType<typeof sql>) => (actor.role === 'administrator'
  ? sql`true`
  : sql`${actor.role} = 'supervisor' and ${office} = any ((select registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId}))::uuid[])`);

export async function pointsKept(actor: Actor, tx: Tx, officeIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select o.id from unnest(${officeIds}::uuid[]) o(id) where ${keeps(actor, sql`o.id`)}`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

export async function insertPointState(
  actor: Actor, tx: Tx, entry: { id: string; officeId: string; state: PointState; movedTo: string | null; from: string; to: string | null; reason: string }, now: Date,
): Promise<boolean> {
  const done = await sql`insert into reception.point_state (id, country, office_id, state, moved_to, valid_from, valid_to, reason, set_by, set_by_name, set_at)
    select ${entry.id}, ${actor.country}, ${entry.officeId}::uuid, ${entry.state}, ${entry.movedTo}::uuid, ${entry.from}::date, ${entry.to}::date, ${entry.reason}, ${actor.userId}, ${actor.displayName}, ${now}
    where ${keeps(actor, sql`${entry.officeId}::uuid`)}`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Takes an entry back: `done`, `before` if it was taken back already, `null` if there is none that the actor keeps. */
export async function revokePointState(actor: Actor, tx: Tx, stateId: string, now: Date): Promise<'done' | 'before' | null> {
  const mine = sql`s.id = ${stateId} and s.country = ${actor.country} and ${keeps(actor, sql`s.office_id`)}`;
  const done = await sql`update reception.point_state s set revoked_by = ${actor.userId}, revoked_by_name = ${actor.displayName}, revoked_at = ${now}
    where ${mine} and s.revoked_at is null`.execute(tx);
  if (done.numAffectedRows === 1n) return 'done';
  const { rows } = await sql`select 1 from reception.point_state s where ${mine}`.execute(tx);
  return rows.length === 1 ? 'before' : null;
}

export interface MoveRow {
  readonly moveId: string;
  readonly label: string;
  readonly arrivesOn: string;
  readonly people: number;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
  readonly undoneBy: string | null;
  readonly undoneAt: Date | null;
  readonly broughtBack: number | null;
  readonly away: boolean;
  /** True while nobody of them was taken, as far as the actor sees them. */
  readonly untouched: boolean;
}

/** Moves from or to the points that the actor sees. */
const eitherPoint = (actor: Actor) => (actor.role === 'supervisor'
  ? sql`(select registry.offices_in_sight(${actor.role}, ${actor.country}, ${actor.officeId}::uuid, ${actor.organizationId}))::uuid[] && array[v.from_office, v.to_office]`
  : sql`${actor.officeId}::uuid in (v.from_office, v.to_office)`);

export async function listMoves(actor: Actor, tx: Tx): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`select v.id as "moveId", v.label, v.arrives_on as "arrivesOn", v.people, v.from_office as from, v.to_office as to, v.reason, v.moved_by_name as by, v.moved_at as at,
      v.undone_by_name as "undoneBy", v.undone_at as "undoneAt", v.brought_back as "broughtBack", v.from_office is not distinct from ${actor.officeId}::uuid as away,
      not exists (select from reception.manifest_row r where r.id = any (v.row_ids) and r.state in ('taken', 'finished') and ${scope(actor, 'r')}) as untouched
    from reception.arrival_move v where v.country = ${actor.country} and ${eitherPoint(actor)} order by v.moved_at desc limit 60`.execute(tx);
  return rows;
}

export interface NewMove {
  readonly id: string;
  readonly manifestId: string | null;
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly label: string;
  readonly reason: string;
}

/** Moves who is still expected; the function of the database checks again who may, and answers how many. */
export async function moveArrivals(actor: Actor, tx: Tx, move: NewMove, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select reception.move_arrivals(${move.id}, ${move.manifestId}::uuid, ${move.from}::uuid, ${move.day}::date, ${move.to}::uuid,
    ${move.label}, ${move.reason}, ${actor.displayName}, ${now}) as n`.execute(tx);
  return rows[0]!.n;
}

/** Takes a move back: how many came back, -1 if somebody was taken already, `null` if there is no such move. */
export async function undoMove(actor: Actor, tx: Tx, moveId: string, now: Date): Promise<number | null> {
  const { rows } = await sql<{ n: number | null }>`select reception.undo_move(${moveId}::uuid, ${actor.displayName}, ${now}) as n
    from reception.arrival_move v where v.id = ${moveId} and v.country = ${actor.country} and ${eitherPoint(actor)}`.execute(tx);
  return rows[0]?.n ?? null;
}

/** How many people the actor's point still expects on a day. */
export async function expectedOn(actor: Actor, tx: Tx, officeId: string, day: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from reception.manifest_row r
    where ${scope(actor, 'r')} and r.office_id = ${officeId} and r.arrives_on = ${day}::date and r.state = 'expected' and r.manifest_id is not null`.execute(tx);
  return rows[0]!.n;
}
