import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { inSight, offices } from './scope.ts';

/** How many records of others the actor has opened since. */
export async function countWelcomes(actor: Actor, tx: Tx, since: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from registry.person_office o
    where o.country = ${actor.country} and o.given_by = ${actor.userId} and o.why = 'returned-again' and o.given_at >= ${since}`.execute(tx);
  return rows[0]!.n;
}

export interface OpenedRow { personId: string; publicCode: string; givenNames: string; surname1: string; surname2: string | null; caseId: string | null; at: Date }

/** People of the own office whom another one welcomed back since. */
export async function listOpenedElsewhere(actor: Actor, tx: Tx, since: Date, limit: number): Promise<OpenedRow[]> {
  const { rows } = await sql<OpenedRow>`select p.id as "personId", p.public_code as "publicCode", p.given_names as "givenNames", p.surname1, p.surname2, o.opened_at as at,
      (select c.id from registry.case_file c where c.person_id = p.id order by (c.state = 'closed'), c.opened_at desc limit 1) as "caseId"
    from registry.opened_elsewhere(${since}, ${limit}) o join registry.person p on p.id = o.person_id
    where p.country = ${actor.country} and ${inSight(actor, sql`p.id`)} order by o.opened_at desc`.execute(tx);
  return rows;
}

/** How many records of others each account of the offices in sight opened since, most first. */
export async function countWelcomesByAccount(actor: Actor, tx: Tx, since: Date): Promise<{ accountId: string; n: number }[]> {
  const { rows } = await sql<{ accountId: string; n: number }>`select o.given_by as "accountId", count(*)::int as n from registry.person_office o
    where o.country = ${actor.country} and o.why = 'returned-again' and o.given_at >= ${since} and o.office_id = any ((select ${offices(actor)})::uuid[])
    group by 1 order by n desc, 1 limit 20`.execute(tx);
  return rows;
}
