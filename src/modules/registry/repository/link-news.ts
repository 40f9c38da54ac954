import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { inSight } from './scope.ts';

/** Notes the open cases of the people whom these links, or those of a run, say to be one; answers with the records of each of these people. */
export async function noteLinks(_actor: Actor, tx: Tx, made: { links: readonly string[] } | { runId: string }, now: Date): Promise<string[][]> {
  const links = 'links' in made ? [...made.links] : [];
  const { rows } = await sql<{ people: string[] }>`select n.people from registry.note_links(${links}::uuid[], ${'runId' in made ? made.runId : null}::uuid, ${now}) n`.execute(tx);
  return rows.map((r) => r.people);
}

export interface LinkNewsRow {
  caseId: string; personId: string; publicCode: string; givenNames: string; surname1: string; surname2: string | null; at: Date; atNight: boolean; stands: boolean; otherOpen: boolean;
}

/** Cases of the own office whose person others found to have another record since, or to have none after all. */
export async function listLinksLately(actor: Actor, tx: Tx, since: Date, limit: number): Promise<LinkNewsRow[]> {
  const { rows } = await sql<LinkNewsRow>`select n.case_id as "caseId", p.id as "personId", p.public_code as "publicCode", p.given_names as "givenNames", p.surname1, p.surname2, n.at,
      n.at_night as "atNight", n.stands, n.other_open as "otherOpen"
    from registry.links_lately(${since}, ${limit}) n join registry.case_file c on c.id = n.case_id join registry.person p on p.id = c.person_id
    where p.country = ${actor.country} and c.office_id = ${actor.officeId} and ${inSight(actor, sql`p.id`)} order by n.at desc, n.case_id`.execute(tx);
  return rows;
}
