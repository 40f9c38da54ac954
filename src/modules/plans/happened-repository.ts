import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';
import { conferenceKinds, lostKinds, supportKinds } from './told-repository.ts';

/** Every try to reach the person, the surveys that were asked, what became of the plan (agreed, looked at, steps done, not done, moved; of a step of safety only that it was one), conferences, support, times without the person. */
export function listPlanHappenings(actor: Actor, tx: Tx, query: HappenedQuery, timeZone: string): Promise<HappenedRow[]> {
  const words = sql`case when a.words is not null then jsonb_build_object('es', a.words, 'en', a.words) end`;
  const scope = sql`f.case_id = any (${query.caseIds as string[]}::uuid[]) and f.country = ${actor.country} and registry.may_see_case(f.case_id)`;
  return listHappened(tx, [
    {
      id: sql`t.id`, at: sql`t.at`, kind: sql`'attempt'`, caseId: sql`f.case_id`, code: sql`t.outcome`, label: sql`f.label`, by: sql`t.actor_id`, note: sql`t.note`, about: sql`f.id::text`,
      rest: sql`from plans.follow_up f join plans.contact_attempt t on t.follow_up_id = f.id where ${scope}`,
    },
    { id: sql`f.id`, at: sql`f.asked_at`, kind: sql`'survey'`, caseId: sql`f.case_id`, code: sql`f.round`, by: sql`f.asked_by`, rest: sql`from plans.survey_response f where ${scope}` },
    { id: sql`f.plan_id || '-' || f.number`, at: sql`f.recorded_at`, kind: sql`'plan-agreed'`, caseId: sql`f.case_id`, by: sql`f.recorded_by`, rest: sql`from plans.plan_version f where ${scope}` },
    { id: sql`f.id`, at: sql`f.at`, kind: sql`'plan-reviewed'`, caseId: sql`f.case_id`, by: sql`f.actor_id`, note: sql`f.note`, rest: sql`from plans.plan_review f where ${scope}` },
    {
      id: sql`f.id`, at: sql`f.at`, kind: sql`case when a.words is null then 'safety-step-' else 'step-' end || f.kind`, caseId: sql`f.case_id`, label: words, by: sql`f.actor_id`, note: sql`f.why`,
      rest: sql`from plans.action_event f join plans.action a on a.id = f.action_id where f.kind in ('done', 'not-done', 'moved') and ${scope}`,
    },
    ...conferenceKinds(actor, query), ...supportKinds(actor, query, timeZone), ...lostKinds(actor, query),
  ], query);
}
