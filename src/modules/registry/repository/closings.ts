import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { ClosingCode, Reached } from '../schema.ts';
import { inSight } from './scope.ts';

interface ReachedThing { kind: 'need' | 'goal'; id: string; result: Reached }

export interface ClosingRow { code: ClosingCode; why: string | null; reached: ReachedThing[]; closedBy: string; closedAt: Date }

export interface NewClosing { id: string; caseId: string; personId: string; code: ClosingCode; why: string | null; reached: readonly ReachedThing[]; now: Date }

/** Writes down why a case was closed. */
export async function insertClosing(actor: Actor, tx: Tx, c: NewClosing): Promise<void> {
  await sql`insert into registry.case_closing (id, country, case_id, person_id, code, why, reached, closed_by, closed_at)
    values (${c.id}, ${actor.country}, ${c.caseId}, ${c.personId}, ${c.code}, ${c.why}, ${JSON.stringify(c.reached)}::jsonb, ${actor.userId}, ${c.now})`.execute(tx);
}

/** The last time that a case was closed, with a code. */
export async function findClosing(actor: Actor, tx: Tx, caseId: string): Promise<ClosingRow | undefined> {
  const { rows } = await sql<ClosingRow>`select k.code, k.why, k.reached, k.closed_by as "closedBy", k.closed_at as "closedAt" from registry.case_closing k
    where k.case_id = ${caseId} and k.country = ${actor.country} and ${inSight(actor, sql`k.person_id`)} order by k.closed_at desc, k.id desc limit 1`.execute(tx);
  return rows[0];
}

export async function insertReopening(actor: Actor, tx: Tx, r: { id: string; caseId: string; personId: string; why: string; now: Date }): Promise<void> {
  await sql`insert into registry.case_reopening (id, country, case_id, person_id, why, reopened_by, reopened_at)
    values (${r.id}, ${actor.country}, ${r.caseId}, ${r.personId}, ${r.why}, ${actor.userId}, ${r.now})`.execute(tx);
}

interface Standing { birthDate: string | null; birthPrecision: 'day' | 'month' | 'year' | 'estimated'; verifiedGuardian: boolean; joined: boolean; transferAsked: boolean }

/** What closing or reopening a case asks about its person, and whether it goes on in another one. */
export async function findStanding(actor: Actor, tx: Tx, caseId: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`select p.birth_date as "birthDate", p.birth_precision as "birthPrecision", registry.has_verified_guardian(p.id) as "verifiedGuardian",
      exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null) as joined,
      exists (select from registry.case_transfer t where t.case_id = c.id and t.state = 'asked') or registry.abroad_open(c.id) as "transferAsked"
    from registry.case_file c join registry.person p on p.id = c.person_id
    where c.id = ${caseId} and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}`.execute(tx);
  return rows[0];
}

/** The case that a new one of this person follows: the last one that was closed for good, under whichever record in sight. */
export async function findLastClosed(actor: Actor, tx: Tx, personId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select c.id from registry.case_file c
    where c.person_id in (select m from registry.identity_members(${personId}) m) and c.state = 'closed' and c.country = ${actor.country} and ${inSight(actor, sql`c.person_id`)}
      and not exists (select from registry.case_join j where j.case_id = c.id and j.undone_at is null)
    order by c.closed_at desc nulls last, c.id limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}
