import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { CASE, type CaseRow } from './cases.ts';
import { inSight } from './scope.ts';

const OPEN = sql`('new', 'active')`;

export interface TwoCasesRow extends CaseRow { identityId: string; givenNames: string; surname1: string; surname2: string | null; birthDate: string | null; since: Date }

/**
 * Open cases of people who have two that no office can join, because neither of the two offices sees both records: for supervision that does. Who has
 * waited longest first.
 */
export async function listTwoCases(actor: Actor, tx: Tx, limit: number): Promise<TwoCasesRow[]> {
  if (actor.role !== 'supervisor') return [];
  const { rows } = await sql<TwoCasesRow>`with apart as (
      select p.identity_id, min(greatest(c.opened_at, o.opened_at)) as since
      from registry.person p join registry.case_file c on c.person_id = p.id and c.state in ${OPEN}
      join registry.person q on q.identity_id = p.identity_id and q.id <> p.id join registry.case_file o on o.person_id = q.id and o.state in ${OPEN}
      where p.country = ${actor.country} and p.identity_id <> p.id and ${inSight(actor, sql`p.id`)} and ${inSight(actor, sql`q.id`)}
        and not exists (select from registry.person_office s join registry.person_office t on t.office_id = s.office_id and t.person_id = q.id
          where s.person_id = p.id and s.office_id in (c.office_id, o.office_id))
      group by p.identity_id order by since, p.identity_id limit ${limit})
    select ${CASE}, a.identity_id as "identityId", p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate", a.since
    from apart a join registry.person p on p.identity_id = a.identity_id join registry.case_file c on c.person_id = p.id and c.state in ${OPEN}
    where ${inSight(actor, sql`p.id`)} order by a.since, a.identity_id, c.opened_at, c.id`.execute(tx);
  return rows;
}
