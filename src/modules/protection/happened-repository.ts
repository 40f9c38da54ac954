import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';

/** That protection began to look for the family, for everybody who follows the case; what was decided and done, for protection. Names nobody. */
export function listFamilyHappenings(actor: Actor, tx: Tx, query: HappenedQuery, timeZone: string): Promise<HappenedRow[]> {
  const cases = sql`x.case_id = any (${query.caseIds as string[]}::uuid[]) and x.country = ${actor.country}`;
  const own = sql`${cases} and ${actor.role} = 'protection' and registry.may_see_case(x.case_id)`;
  const of = { caseId: sql`x.case_id`, id: sql`x.id` };
  const begun = { caseId: sql`x.case_id`, id: sql`x.case_id || '.' || extract(epoch from x.opened_at)`, at: sql`x.opened_at`, kind: sql`'family-opened'`, rest: sql`from protection.family_question_in_sight x where ${cases}` };
  if (actor.role !== 'protection') return listHappened(tx, [begun], query);
  return listHappened(tx, [
    begun,
    { ...of, at: sql`x.recorded_at`, kind: sql`'family-decided'`, code: sql`x.outcome`, by: sql`x.recorded_by`, rest: sql`from protection.family_decision x where ${own}` },
    { ...of, at: sql`x.revoked_at`, kind: sql`'family-revoked'`, by: sql`x.revoked_by`, rest: sql`from protection.family_decision x where x.revoked_at is not null and ${own}` },
    { ...of, at: sql`x.done_on::timestamp at time zone ${timeZone}`, day: true, kind: sql`'family-handed-over'`, rest: sql`from protection.handover x where x.done_on is not null and ${own}` },
    { ...of, at: sql`x.state_at`, kind: sql`'family-handover-ended'`, by: sql`x.state_by`, rest: sql`from protection.handover x where x.state = 'ended' and ${own}` },
    { ...of, at: sql`x.ended_at`, kind: sql`'family-ended'`, code: sql`x.ended_code`, by: sql`x.ended_by`, rest: sql`from protection.family_question x where x.ended_at is not null and ${own}` },
  ], query);
}
