import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { CASE, type CaseRow } from './cases.ts';
import { inSight } from './scope.ts';

const OPEN = sql`('new', 'active')`;

export interface TwoCasesRow extends CaseRow { identityId: string; givenNames: string; surname1: string; surname2: string | null; birthDate: string | null; since: Date }

/**
 * Open cases of people who have two that no office can join, because neither of the two offices sees both records: for supervision that does. Who has
 * waited longest first. The function finds the few there are; both walls judge what is shown of them.
 */
export async function listTwoCases(actor: Actor, tx: Tx, limit: number): Promise<TwoCasesRow[]> {
  if (actor.role !== 'supervisor') return [];
  const { rows } = await sql<TwoCasesRow>`select * from (
      select ${CASE}, a.identity_id as "identityId", p.given_names as "givenNames", p.surname1, p.surname2, p.birth_date as "birthDate", a.since,
        count(*) over (partition by a.identity_id) as "inSight"
      from registry.people_with_two_cases(${limit}) a join registry.person p on p.identity_id = a.identity_id join registry.case_file c on c.person_id = p.id and c.state in ${OPEN}
      where ${inSight(actor, sql`p.id`)}) shown
    where shown."inSight" > 1 order by shown.since, shown."identityId", shown."openedAt", shown.id`.execute(tx);
  return rows;
}
