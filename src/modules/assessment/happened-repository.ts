import type { RawBuilder } from 'kysely';
import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { type HappenedColumns, listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';

/** What the view of alerts shows: of a closed one, outside the circle, that protection was told and that it answered, never why, by whom or what was done. */
function alertKinds(actor: Actor, cases: RawBuilder<unknown>): HappenedColumns[] {
  const scope = sql`l.case_id = ${cases} and l.country = ${actor.country}`;
  const of = { id: sql`l.id`, caseId: sql`l.case_id`, code: sql`l.code` };
  return [
    { ...of, at: sql`l.raised_at`, kind: sql`case when l.known then 'alert' else 'protection-told' end`, by: sql`case when l.known then l.raised_by end`, rest: sql`from assessment.alert_in_sight l where ${scope}` },
    {
      ...of, at: sql`l.answered_at`, kind: sql`case when l.known then 'alert-answered' else 'protection-answered' end`, by: sql`l.answered_by`, note: sql`l.what`,
      rest: sql`from assessment.alert_in_sight l where ${scope} and l.answered_at is not null`,
    },
  ];
}

/** Interviews, needs with their history, and alerts of cases, under the walls of the room: restricted needs and what an alert is about are for the closed circle and for who asked. */
export function listAssessed(actor: Actor, tx: Tx, query: HappenedQuery): Promise<HappenedRow[]> {
  const cases = sql`any (${query.caseIds as string[]}::uuid[])`;
  const reach = (...by: string[]) => (actor.role === 'reception'
    ? sql.join(by.map((column) => sql`registry.in_reach(${actor.role}, ${actor.officeId}::uuid, ${sql.ref(column)})`), sql` and `) : sql`true`);
  return listHappened(tx, [
    {
      id: sql`a.id`, at: sql`a.completed_at`, kind: sql`'assessed'`, caseId: sql`a.case_id`, label: sql`i.definition -> 'title'`, by: sql`a.completed_by`, about: sql`a.id::text`,
      rest: sql`from assessment.assessment a join assessment.instrument i on i.country = a.country and i.code = a.instrument and i.digest = a.digest
        where a.case_id = ${cases} and a.completed_at is not null and a.country = ${actor.country} and registry.may_see_case(a.case_id) and ${reach('a.started_by', 'a.completed_by')}`,
    },
    {
      id: sql`e.id`, at: sql`e.at`, caseId: sql`n.case_id`, code: sql`n.need_code`, note: sql`e.why`, by: sql`case when not e.by_rules then e.actor_id end`, about: sql`n.id::text`,
      kind: sql`case when e.from_state is null then 'need' when e.from_state = e.to_state then 'need-changed' when e.to_state = 'open' then 'need-again' else 'need-' || e.to_state end`,
      rest: sql`from assessment.need n join assessment.need_event e on e.need_id = n.id where n.case_id = ${cases} and n.country = ${actor.country} and registry.may_see_case(n.case_id)
        and (not n.restricted or ${actor.role} = 'protection' or n.opened_by = ${actor.userId}) and ${reach('n.opened_by', 'e.actor_id')}`,
    },
    ...alertKinds(actor, cases),
  ], query);
}
