import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';

/** Papers that became needed, were taken off, and what was done to get them. */
export function listPaperHappenings(actor: Actor, tx: Tx, query: HappenedQuery): Promise<HappenedRow[]> {
  const scope = sql`d.case_id = any (${query.caseIds as string[]}::uuid[]) and d.country = ${actor.country} and registry.may_see_case(d.case_id)`;
  const of = { caseId: sql`d.case_id`, code: sql`d.paper_id` };
  return listHappened(tx, [
    { ...of, id: sql`d.id`, at: sql`d.wanted_at`, kind: sql`'paper-wanted'`, by: sql`d.wanted_by`, rest: sql`from documents.wanted_paper d where ${scope}` },
    { ...of, id: sql`d.id`, at: sql`d.dropped_at`, kind: sql`'paper-dropped'`, by: sql`d.dropped_by`, rest: sql`from documents.wanted_paper d where d.dropped_at is not null and ${scope}` },
    { ...of, id: sql`d.id`, at: sql`d.at`, kind: sql`'paper-' || d.step`, by: sql`d.actor_id`, note: sql`d.note`, rest: sql`from documents.paper_step d where ${scope}` },
  ], query);
}
