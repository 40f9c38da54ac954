import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { listHappened } from '#registry';
import type { HappenedQuery, HappenedRow } from '#registry/schema';

/** The histories of referrals of cases, but for steps that only a referral's own page needs; secret ones for the closed circle and for who sent them. */
export function listReferralHappenings(actor: Actor, tx: Tx, query: HappenedQuery): Promise<HappenedRow[]> {
  return listHappened(tx, [{
    id: sql`e.id`, at: sql`e.at`, kind: sql`'referral'`, caseId: sql`r.case_id`, code: sql`e.kind`, label: sql`r.service_name`, byName: sql`e.actor_name`, note: sql`e.reason`, about: sql`r.id::text`,
    rest: sql`from referrals.referral r join referrals.referral_event e on e.referral_id = r.id
      where r.case_id = any (${query.caseIds as string[]}::uuid[]) and r.country = ${actor.country} and registry.may_see_case(r.case_id)
        and (r.sent_by = ${actor.userId} or assessment.may_see_need(r.need_id)) and e.kind not in ('open', 'acknowledge')`,
  }], query);
}
