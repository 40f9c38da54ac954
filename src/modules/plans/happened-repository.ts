import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';

/** Every try to reach the person, and the surveys that were asked. */
export function listContactHappenings(actor: Actor, tx: Tx, query: HappenedQuery): Promise<HappenedRow[]> {
  const scope = sql`f.case_id = any (${query.caseIds as string[]}::uuid[]) and f.country = ${actor.country} and registry.may_see_case(f.case_id)`;
  return listHappened(tx, [
    {
      id: sql`t.id`, at: sql`t.at`, kind: sql`'attempt'`, caseId: sql`f.case_id`, code: sql`t.outcome`, label: sql`f.label`, by: sql`t.actor_id`, note: sql`t.note`, about: sql`f.id::text`,
      rest: sql`from plans.follow_up f join plans.contact_attempt t on t.follow_up_id = f.id where ${scope}`,
    },
    { id: sql`f.id`, at: sql`f.asked_at`, kind: sql`'survey'`, caseId: sql`f.case_id`, code: sql`f.round`, by: sql`f.asked_by`, rest: sql`from plans.survey_response f where ${scope}` },
  ], query);
}
