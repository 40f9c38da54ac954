import type { Actor } from '#kernel/actor';
import type { Urgency } from '#kernel/codes';
import { sql } from '#platform/db';
import type { ReferralRecord, StoredState } from '../rules/record.ts';
import type { Confirmation, Outcome, Snapshot } from '../schema.ts';

export interface Label { readonly es: string; readonly en: string }

/** A referral as it rests in the database. */
export interface ReferralRow {
  readonly id: string;
  readonly case_id: string;
  readonly person_id: string;
  readonly need_id: string;
  readonly need_code: string;
  readonly need_label: Label;
  readonly office_id: string;
  readonly service_id: string;
  readonly service_name: Label;
  readonly provider_organization: string;
  readonly provider_name: Label;
  readonly urgency: Urgency;
  readonly state: StoredState;
  readonly state_since: Date;
  readonly consent_id: string | null;
  readonly override_id: string | null;
  readonly sent_at: Date | null;
  readonly due_at: Date | null;
  readonly clock_at: Date | null;
  readonly remind_at: Date | null;
  readonly supervisor_at: Date | null;
  readonly zone: string | null;
  readonly reason: string | null;
  readonly alternative_service_id: string | null;
  readonly outcome: Outcome | null;
  readonly handled: boolean;
  readonly share_closed_at: Date | null;
  readonly replaces: string | null;
  readonly shared_version: number;
  readonly amended_at: Date | null;
  readonly confirmed: Confirmation | null;
  readonly confirm_tries: number;
  readonly case_closed_at: Date | null;
  readonly snapshot: Snapshot | null;
  /** Sections beyond the minimum that are shared now. */
  readonly sections: readonly string[] | null;
}

export const COLUMNS = sql`r.id, r.case_id, r.person_id, r.need_id, r.need_code, r.need_label, r.office_id, r.service_id, r.service_name,
  r.provider_organization, r.provider_name, r.urgency, r.state, r.state_since, r.consent_id, r.override_id, r.sent_at, r.due_at, r.clock_at, r.remind_at, r.supervisor_at, r.zone, r.reason,
  r.alternative_service_id, r.outcome, r.handled, r.share_closed_at, r.replaces, r.shared_version, r.amended_at, r.confirmed, r.confirm_tries, r.case_closed_at,
  coalesce(v.snapshot, s.snapshot) as snapshot, coalesce(v.sections, s.sections) as sections`;

/** First wall of the officer's side: the country, and a case that this officer may see: as a rule one of the own office, which needs no further question. */
export const caseScope = (actor: Actor) => sql`r.country = ${actor.country} and (r.office_id = any ((select registry.actor_offices())::uuid[]) or registry.may_see_case(r.case_id))`;

/** The same, without referrals for needs that only the closed circle (and who sent them) may know of. */
export const officerScope = (actor: Actor) => sql<boolean>`${caseScope(actor)} and (not r.need_restricted or r.sent_by = ${actor.userId} or assessment.may_see_need(r.need_id))`;

/** First wall of the provider's side: sent to the own organization, not longer than it may be kept open. */
export const providerScope = (actor: Actor, now: Date) => sql<boolean>`r.country = ${actor.country} and r.provider_organization = ${actor.organizationId ?? ''}
  and ${actor.role} = 'provider' and r.state <> 'draft' and r.sent_at is not null and (r.provider_until is null or r.provider_until > ${now})`;

/** With the copy that counts: the newest version, or the one of sending. */
export const officerJoin = sql`referrals.referral r left join referrals.shared s on s.referral_id = r.id
  left join referrals.shared_version v on v.referral_id = r.id and v.version = r.shared_version`;
export const providerJoin = sql`referrals.referral r left join referrals.shared s on s.referral_id = r.id and r.share_closed_at is null
  left join referrals.shared_version v on v.referral_id = r.id and v.version = r.shared_version and r.share_closed_at is null`;

/** The rules' view of a row. */
export function asRecord(row: ReferralRow): ReferralRecord {
  return {
    state: row.state, urgency: row.urgency, dueAt: row.due_at, applied: [], consentGiven: row.consent_id !== null, overridden: row.override_id !== null,
    clock: row.clock_at && row.remind_at && row.supervisor_at ? { clockAt: row.clock_at, remindAt: row.remind_at, supervisorAt: row.supervisor_at } : null,
    shareClosed: row.share_closed_at !== null, handled: row.handled, outcome: row.outcome, confirmed: row.confirmed, confirmTries: row.confirm_tries,
    caseClosed: row.case_closed_at !== null,
  };
}
