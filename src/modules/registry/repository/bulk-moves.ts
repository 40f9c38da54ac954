import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { RawBuilder } from 'kysely';
import type { BULK_FROM } from '../schema.ts';
import { offices } from './scope.ts';

type From = (typeof BULK_FROM)[number];

export interface MoveRow {
  id: string; fromOffice: string; from: From; fromOfficer: string | null; toOffice: string; note: string; state: 'waiting' | 'done' | 'cancelled';
  total: number; moved: number; skipped: number; askedBy: string; askedAt: Date;
}

const MOVE = sql`b.id, b.from_office as "fromOffice", b.from_whom as "from", b.from_officer as "fromOfficer", b.to_office as "toOffice", b.note, b.state, b.total, b.moved, b.skipped,
  b.asked_by as "askedBy", b.asked_at as "askedAt" from registry.bulk_move b`;

function inReach(actor: Actor): RawBuilder<boolean> {
  return sql<boolean>`(b.from_office = any ((select ${offices(actor)})::uuid[]) and b.to_office = any ((select ${offices(actor)})::uuid[]))`;
}

export async function listMoves(actor: Actor, tx: Tx, limit: number): Promise<MoveRow[]> {
  const { rows } = await sql<MoveRow>`select ${MOVE} where b.country = ${actor.country} and ${inReach(actor)} order by b.asked_at desc, b.id limit ${limit}`.execute(tx);
  return rows;
}

export async function findMove(actor: Actor, tx: Tx, moveId: string): Promise<MoveRow | undefined> {
  const { rows } = await sql<MoveRow>`select ${MOVE} where b.id = ${moveId} and b.country = ${actor.country} and ${inReach(actor)}`.execute(tx);
  return rows[0];
}

function heldBy(from: From, officer: string | null): RawBuilder<boolean> {
  if (from === 'everybody') return sql<boolean>`true`;
  return from === 'nobody' ? sql<boolean>`c.officer_id is null` : sql<boolean>`c.officer_id = ${officer}`;
}

interface Movable { fromOffice: string; from: From; fromOfficer: string | null; most: number }
export interface NewMove extends Movable { id: string; toOffice: string; toOfficers: readonly string[]; note: string; now: Date }

const movable = (actor: Actor, m: Movable): RawBuilder<unknown> => sql`registry.case_file c where c.country = ${actor.country} and c.office_id = ${m.fromOffice}
  and c.office_id = any ((select ${offices(actor)})::uuid[]) and c.state in ('new', 'active') and ${heldBy(m.from, m.fromOfficer)}`;

/** How many cases would move. */
export async function countMovable(actor: Actor, tx: Tx, m: Movable): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (select from ${movable(actor, m)} limit ${m.most}) l`.execute(tx);
  return rows[0]!.n;
}

/** Writes down which cases are to move, most urgent and oldest first, and to whom each in turns; answers with how many. */
export async function insertMove(actor: Actor, tx: Tx, m: NewMove): Promise<number> {
  const { rows: found } = await sql<{ id: string }>`select c.id from ${movable(actor, m)}
    order by array_position(array['24h', '72h', '2weeks', 'long'], c.urgency), c.opened_at, c.id limit ${m.most}`.execute(tx);
  if (found.length === 0) return 0;
  await sql`insert into registry.bulk_move (id, country, from_office, from_whom, from_officer, to_office, note, state, total, asked_by, asked_at)
    values (${m.id}, ${actor.country}, ${m.fromOffice}, ${m.from}, ${m.fromOfficer}, ${m.toOffice}, ${m.note}, 'waiting', ${found.length}, ${actor.userId}, ${m.now})`.execute(tx);
  const officers = m.toOfficers as string[];
  await sql`insert into registry.bulk_move_line (bulk_id, n, country, case_id, to_officer, state)
    select ${m.id}, u.n, ${actor.country}, u.id, case when cardinality(${officers}::uuid[]) > 0 then (${officers}::uuid[])[1 + (u.n - 1) % cardinality(${officers}::uuid[])] end, 'waiting'
    from unnest(${found.map((c) => c.id)}::uuid[]) with ordinality as u(id, n)`.execute(tx);
  return found.length;
}

/** Stops a move; what has moved stays. False if it had ended. */
export async function cancelMove(actor: Actor, tx: Tx, moveId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.bulk_move b set state = 'cancelled', ended_at = ${now}
    where b.id = ${moveId} and b.state = 'waiting' and b.country = ${actor.country} and (${actor.role === 'system'} or ${inReach(actor)})`.execute(tx);
  return numAffectedRows === 1n;
}

/** The move that has waited longest, and in whose name it is done. System only. */
export async function findNextMove(actor: Actor, tx: Tx): Promise<{ id: string; askedBy: string } | undefined> {
  const { rows } = await sql<{ id: string; askedBy: string }>`select b.id, b.asked_by as "askedBy" from registry.bulk_move b
    where b.country = ${actor.country} and b.state = 'waiting' order by b.asked_at, b.id limit 1`.execute(tx);
  return rows[0];
}

/** The move as long as it goes on; nobody else does or stops it until this transaction ends. */
export async function lockMove(actor: Actor, tx: Tx, moveId: string): Promise<MoveRow | undefined> {
  const { rows } = await sql<MoveRow>`select ${MOVE} where b.id = ${moveId} and b.country = ${actor.country} and b.state = 'waiting' and ${inReach(actor)} for update`.execute(tx);
  return rows[0];
}

export interface MoveLine { n: number; caseId: string; toOfficer: string | null }

export async function listLines(actor: Actor, tx: Tx, moveId: string, limit: number): Promise<MoveLine[]> {
  const { rows } = await sql<MoveLine>`select l.n, l.case_id as "caseId", l.to_officer as "toOfficer" from registry.bulk_move_line l
    where l.bulk_id = ${moveId} and l.state = 'waiting' and l.country = ${actor.country} order by l.n limit ${limit}`.execute(tx);
  return rows;
}

export interface Moved { caseId: string; personId: string; officerId: string | null }

/**
 * Moves these cases as far as they are still where they were when the move was written down. A case that another office was asked to take over stays, unless only
 * the officer changes. The office that gets them sees their people.
 */
export async function moveLines(actor: Actor, tx: Tx, move: MoveRow, lines: readonly MoveLine[], days: Readonly<Record<string, string>>, now: Date): Promise<Moved[]> {
  const ids = lines.map((l) => l.caseId);
  const officers = lines.map((l) => l.toOfficer);
  const { rows: still } = await sql<{ id: string; personId: string; officerId: string | null }>`select c.id, c.person_id as "personId", c.officer_id as "officerId" from registry.case_file c
    where c.id = any (${ids}::uuid[]) and c.country = ${actor.country} and c.office_id = ${move.fromOffice} and c.office_id = any ((select ${offices(actor)})::uuid[])
      and c.state in ('new', 'active') and ${heldBy(move.from, move.fromOfficer)}
      and (${move.fromOffice === move.toOffice} or not exists (select from registry.case_transfer t where t.case_id = c.id and t.state = 'asked'))
    order by c.id for update`.execute(tx);
  if (still.length === 0) return [];
  await letSee(actor, tx, move, still.map((c) => c.personId), now);
  const { rows } = await sql<Moved>`update registry.case_file c set office_id = ${move.toOffice}, officer_id = l.officer, state = case when l.officer is null then 'new' else 'active' end,
      answer_by = case when l.officer is null then (${JSON.stringify(days)}::jsonb ->> c.urgency)::date else c.answer_by end
    from unnest(${ids}::uuid[], ${officers}::uuid[]) as l(id, officer) where c.id = l.id and c.id = any (${still.map((c) => c.id)}::uuid[])
    returning c.id as "caseId", c.person_id as "personId", c.officer_id as "officerId"`.execute(tx);
  const before = new Map(still.map((c) => [c.id, c.officerId]));
  await sql`insert into registry.case_assignment (id, country, case_id, person_id, office_id, officer_id, note, assigned_by, assigned_at, why, from_officer, from_office)
    select gen_random_uuid(), ${actor.country}, u.id, u.person, ${move.toOffice}, u.officer, ${move.note}, ${actor.userId}, ${now}, 'moved-together', u.was, ${move.fromOffice}
    from unnest(${rows.map((r) => r.caseId)}::uuid[], ${rows.map((r) => r.personId)}::uuid[], ${rows.map((r) => r.officerId)}::uuid[], ${rows.map((r) => before.get(r.caseId) ?? null)}::uuid[])
      as u(id, person, officer, was)`.execute(tx);
  return rows;
}

async function letSee(actor: Actor, tx: Tx, move: MoveRow, people: readonly string[], now: Date): Promise<void> {
  if (move.fromOffice === move.toOffice) return;
  await sql`select registry.keep_sight(u.id, ${move.toOffice}, 'hand-over', ${now}) from unnest(${people as string[]}::uuid[]) as u(id)`.execute(tx);
  await sql`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
    select distinct u.id, ${move.toOffice}::uuid, ${actor.country}, 'hand-over', ${actor.userId}::uuid, ${now}::timestamptz from unnest(${people as string[]}::uuid[]) as u(id) on conflict do nothing`.execute(tx);
}

/** Writes down what became of these lines, and ends the move with the last of them. */
export async function noteLines(actor: Actor, tx: Tx, moveId: string, done: { moved: readonly number[]; skipped: readonly number[] }, now: Date): Promise<void> {
  await sql`update registry.bulk_move_line l set state = case when l.n = any (${done.moved as number[]}::int[]) then 'moved' else 'skipped' end
    where l.bulk_id = ${moveId} and l.n = any (${[...done.moved, ...done.skipped]}::int[]) and l.state = 'waiting' and l.country = ${actor.country}`.execute(tx);
  await sql`update registry.bulk_move b set moved = b.moved + ${done.moved.length}, skipped = b.skipped + ${done.skipped.length},
      state = case when b.moved + b.skipped + ${done.moved.length + done.skipped.length} = b.total then 'done' else b.state end,
      ended_at = case when b.moved + b.skipped + ${done.moved.length + done.skipped.length} = b.total then ${now}::timestamptz end
    where b.id = ${moveId} and b.country = ${actor.country} and b.state = 'waiting'`.execute(tx);
}

/** How many open cases each officer of an office holds, and how many nobody holds. */
export async function countHolders(actor: Actor, tx: Tx, officeId: string): Promise<{ officerId: string | null; cases: number }[]> {
  const { rows } = await sql<{ officerId: string | null; cases: number }>`select c.officer_id as "officerId", count(*)::int as cases from registry.case_file c
    where c.office_id = ${officeId} and c.office_id = any ((select ${offices(actor)})::uuid[]) and c.country = ${actor.country} and c.state in ('new', 'active') group by 1 order by 2 desc, 1`.execute(tx);
  return rows;
}
