import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { CASE, type CaseRow } from './cases.ts';
import { inSight } from './scope.ts';

const MOST = 50;

/** Roles that read joins. To reception a case that goes on elsewhere is a closed one. */
const READERS: ReadonlySet<string> = new Set(['window', 'protection', 'consular', 'supervisor']);

/** Every case of a person in sight, under whichever of their records, newest first. */
export async function listCasesOfIdentity(actor: Actor, tx: Tx, personId: string): Promise<CaseRow[]> {
  const { rows } = await sql<CaseRow>`select ${CASE} from registry.case_file c join registry.person p on p.id = c.person_id
    where c.person_id in (select m from registry.identity_members(${personId}) m) and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}
    order by c.opened_at desc, c.id limit ${MOST}`.execute(tx);
  return rows;
}

/** Cases that go on in this one, also by way of another one, as far as the actor sees each: to whoever does not read joins there are none. */
export async function listGoingOnIn(actor: Actor, tx: Tx, caseId: string): Promise<string[]> {
  if (!READERS.has(actor.role)) return [];
  const goesOn = sql`j.undone_at is null and j.country = ${actor.country} and ${inSight(actor, sql`j.person_id`)}`;
  const { rows } = await sql<{ id: string }>`with recursive going (id) as (
      select j.case_id from registry.case_join j where j.into_case = ${caseId} and ${goesOn}
      union select j.case_id from going g join registry.case_join j on j.into_case = g.id where ${goesOn})
    select g.id from going g order by g.id`.execute(tx);
  return rows.map((row) => row.id);
}

/** The case where this one goes on in the end, if the actor sees it: followed as far as the joins are in sight. */
export async function findCaseInCharge(actor: Actor, tx: Tx, caseId: string): Promise<string | null> {
  if (!READERS.has(actor.role)) return null;
  const { rows } = await sql<{ id: string | null }>`with recursive way (id, n) as (
      select ${caseId}::uuid, 0
      union all select j.into_case, w.n + 1 from way w join registry.case_join j on j.case_id = w.id where j.undone_at is null and j.country = ${actor.country}
        and (${inSight(actor, sql`j.person_id`)} or ${inSight(actor, sql`j.into_person`)}) and w.n < 100)
    select (select c.id from registry.case_file c where c.id = l.id and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}) as id
    from (select w.id from way w order by w.n desc limit 1) l`.execute(tx);
  return rows[0]?.id ?? null;
}

export interface JoinRow {
  id: string; caseId: string; intoCase: string; personId: string; note: string; by: string; at: Date; mayTakeBack: boolean;
}

const JOIN = sql`j.id, j.case_id as "caseId", j.into_case as "intoCase", j.person_id as "personId", j.note, j.joined_by as by, j.joined_at as at,
  registry.may_take_join_back(j.id) as "mayTakeBack" from registry.case_join j`;

/** Joins that stand by which a case goes on in another one, or another one in it. */
export async function listJoins(actor: Actor, tx: Tx, caseId: string): Promise<JoinRow[]> {
  if (!READERS.has(actor.role)) return [];
  const { rows } = await sql<JoinRow>`select ${JOIN} where (j.case_id = ${caseId} or j.into_case = ${caseId}) and j.undone_at is null and j.country = ${actor.country}
    and (${inSight(actor, sql`j.person_id`)} or ${inSight(actor, sql`j.into_person`)}) order by j.joined_at, j.id`.execute(tx);
  return rows;
}

export async function findJoin(actor: Actor, tx: Tx, joinId: string): Promise<(JoinRow & { undone: boolean }) | undefined> {
  if (!READERS.has(actor.role)) return undefined;
  const { rows } = await sql<JoinRow & { undone: boolean }>`select j.undone_at is not null as undone, ${JOIN} where j.id = ${joinId} and j.country = ${actor.country}
    and (${inSight(actor, sql`j.person_id`)} or (j.undone_at is null and ${inSight(actor, sql`j.into_person`)}))`.execute(tx);
  return rows[0];
}

/** Closes a case as going on in another one; the office of that one sees the record from now on. The database asks again who may. */
export async function insertJoin(_actor: Actor, tx: Tx, join: { id: string; caseId: string; into: string; note: string; now: Date }): Promise<void> {
  await sql`select registry.join_cases(${join.id}, ${join.caseId}, ${join.into}, ${join.note}, ${join.now})`.execute(tx);
}

/** Takes a join back; false if the case stays closed because the record has another open one by now. */
export async function takeJoinBack(_actor: Actor, tx: Tx, joinId: string, now: Date): Promise<boolean> {
  const { rows } = await sql<{ opened: boolean }>`select registry.take_join_back(${joinId}, ${now}) as opened`.execute(tx);
  return rows[0]!.opened;
}

export interface EndedJoin { joinId: string; caseId: string; intoCase: string; personId: string }

/** Ends the joins of these people whose records are not one person any more. */
export async function endGroundlessJoins(_actor: Actor, tx: Tx, people: readonly string[], now: Date): Promise<EndedJoin[]> {
  const { rows } = await sql<EndedJoin>`select e.join_id as "joinId", e.case_id as "caseId", e.into_case as "intoCase", e.person_id as "personId"
    from registry.end_groundless_joins(${people as string[]}::uuid[], ${now}) e`.execute(tx);
  return rows;
}

/** The case is another office's now: it sees the records that go on in it. */
export async function followJoins(_actor: Actor, tx: Tx, caseId: string, now: Date): Promise<void> {
  await sql`select registry.follow_joins(${caseId}, ${now})`.execute(tx);
}
