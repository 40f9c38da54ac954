/** SQL of returns as part of the timeline of a case. */
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';

/** Returns of a person, known by their day, as of the beginning of it where the country lies; a return that two offices noted on one day is one. The policies decide which the actor may see. */
export function listReturnHappenings(actor: Actor, tx: Tx, query: HappenedQuery, timeZone: string): Promise<HappenedRow[]> {
  const points = sql`coalesce(string_agg(distinct e.point_name, ' · '), '')`;
  return listHappened(tx, [{
    id: sql`e.returned_on::text`, at: sql`(e.returned_on::timestamp at time zone ${timeZone})`, day: true, kind: sql`'return'`, byName: sql`nullif(${points}, '')`,
    rest: sql`from reception.return_event e where e.person_id = any (${query.people as string[]}::uuid[]) and e.country = ${actor.country} group by e.returned_on`,
  }], query);
}
