import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { type EmergencyReferral, MOST_COUNTED, type ReferralState, type ReviewEmergency } from '../schema.ts';
import { COLUMNS, type Label, officerJoin, type ReferralRow } from './scope.ts';

/** An emergency with what was said of it afterwards and how its referral stands. */
export interface OverrideRow {
  readonly id: string; readonly referral_id: string; readonly case_id: string; readonly reason: EmergencyReferral['reason'];
  readonly decided_by: string; readonly profession: string; readonly note: string; readonly made_by: string; readonly made_by_name: string; readonly made_at: Date; readonly review_by: Date;
  readonly verdict: ReviewEmergency['verdict'] | null; readonly review_note: string | null; readonly reviewed_by_name: string | null; readonly reviewed_at: Date | null;
  readonly state: ReferralState; readonly need_label: Label; readonly service_name: Label; readonly provider_name: Label; readonly consented: boolean;
  readonly first_name: string | null; readonly public_code: string | null;
}

const FROM = sql`referrals.override o join referrals.referral r on r.id = o.referral_id left join referrals.shared s on s.referral_id = r.id
  left join referrals.override_review v on v.override_id = o.id`;
const OVERRIDE = sql`o.id, o.referral_id, o.case_id, o.reason, o.decided_by, o.profession, o.note, o.made_by, o.made_by_name, o.made_at, o.review_by,
  v.verdict, v.note as review_note, v.reviewed_by_name, v.reviewed_at, r.state, r.need_label, r.service_name, r.provider_name, r.consent_id is not null as consented,
  s.snapshot->>'firstName' as first_name, s.snapshot->>'publicCode' as public_code`;

/** The own country, a case in sight, and a need that may be known of. */
const scope = (actor: Actor) => sql<boolean>`o.country = ${actor.country} and ${actor.role} in ('window', 'protection', 'supervisor')
  and registry.may_see_case(o.case_id) and (o.made_by = ${actor.userId} or assessment.may_see_need(o.need_id))`;

/**
 * Where the lists look: the offices of the actor, as they were in charge when it was sent. For protection every case in sight: an alarm may have brought it from another
 * office, and where one person of the circle works, nobody else could look at what they sent.
 */
const ofOwnOffices = (actor: Actor) => (actor.role === 'protection' ? sql<boolean>`true` : sql<boolean>`o.office_id = any ((select registry.actor_offices())::uuid[])`);

interface NewOverride extends EmergencyReferral { readonly id: string; readonly referralId: string; readonly caseId: string; readonly hours: number }

/** Writes down the decision; the database asks again who may. */
export async function makeOverride(actor: Actor, tx: Tx, o: NewOverride): Promise<void> {
  await sql`select referrals.make_override(${o.id}, ${o.referralId}, ${o.caseId}, ${o.needId}, ${o.reason}, ${o.decidedBy}, ${o.profession}, ${o.note}, ${actor.displayName}, ${o.hours}::integer)`.execute(tx);
}

/** Writes down what somebody else says of it; once. */
export async function reviewOverride(actor: Actor, tx: Tx, id: string, verdict: ReviewEmergency['verdict'], note: string): Promise<void> {
  await sql`select referrals.review_override(${id}, ${verdict}, ${note}, ${actor.displayName})`.execute(tx);
}

export async function findOverride(actor: Actor, tx: Tx, id: string): Promise<OverrideRow | undefined> {
  const { rows } = await sql<OverrideRow>`select ${OVERRIDE} from ${FROM} where o.id = ${id} and ${scope(actor)}`.execute(tx);
  return rows[0];
}

/** The referral that an emergency carries, locked; none once consent took its place. */
export async function referralOf(actor: Actor, tx: Tx, overrideId: string): Promise<ReferralRow | undefined> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.override_id = ${overrideId} and r.country = ${actor.country} and registry.may_see_case(r.case_id) for update of r`.execute(tx);
  return rows[0];
}

interface ListQuery { readonly list: 'waiting' | 'done'; readonly after: string | null; readonly text: string; readonly limit: number }

/** A page: what waits, due first; what was looked at, last first. Ids follow the time they were made. */
export async function listOverrides(actor: Actor, tx: Tx, { list, after, text, limit }: ListQuery): Promise<readonly OverrideRow[]> {
  const waiting = list === 'waiting';
  const from = after ? sql<boolean>`o.id ${waiting ? sql`>` : sql`<`} ${after}::uuid` : sql`true`;
  const like = `%${text.replaceAll(/[\\%_]/g, (c) => `\\${c}`)}%`;
  const sought = text === '' ? sql`true` : sql`concat_ws(' ', s.snapshot->>'firstName', s.snapshot->>'publicCode', r.service_name->>'es', r.provider_name->>'es', o.made_by_name, o.decided_by) ilike ${like}`;
  const { rows } = await sql<OverrideRow>`select ${OVERRIDE} from ${FROM} where ${ofOwnOffices(actor)} and (v.override_id is null) = ${waiting} and ${from} and ${sought} and ${scope(actor)}
    order by o.id ${waiting ? sql`` : sql`desc`} limit ${limit}`.execute(tx);
  return rows;
}

/** How many wait, and how many of them are late. */
export async function countWaiting(actor: Actor, tx: Tx, now: Date): Promise<{ waiting: number; late: number }> {
  const { rows } = await sql<{ waiting: number; late: number }>`select count(*)::int as waiting, (count(*) filter (where w.review_by < ${now}))::int as late from (
    select o.review_by from ${FROM} where ${ofOwnOffices(actor)} and v.override_id is null and ${scope(actor)} order by o.review_by limit ${MOST_COUNTED}) w`.execute(tx);
  return rows[0]!;
}

/** How many wait for the closed circle alone. */
export async function countReserved(_actor: Actor, tx: Tx): Promise<{ waiting: number; late: number }> {
  const { rows } = await sql<{ waiting: number; late: number }>`select waiting, late from referrals.reserved_reviews()`.execute(tx);
  return rows[0] ?? { waiting: 0, late: 0 };
}
