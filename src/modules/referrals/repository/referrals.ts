import type { Actor } from '#kernel/actor';
import type { Urgency } from '#kernel/codes';
import { notFound } from '#kernel/errors';
import { sql, type Tx } from '#platform/db';
import type { Changes, Clock } from '../rules/record.ts';
import type { Outcome, Snapshot } from '../schema.ts';
import { COLUMNS, officerJoin, officerScope, caseScope, providerJoin, providerScope, type Label, type ReferralRow } from './scope.ts';

export interface NewReferral {
  readonly id: string;
  readonly caseId: string;
  readonly personId: string;
  readonly needId: string;
  readonly needCode: string;
  readonly needLabel: Label;
  readonly officeId: string;
  readonly serviceId: string;
  readonly serviceName: Label;
  readonly providerOrganization: string;
  readonly providerName: Label;
  readonly urgency: Urgency;
  /** What carries it: a recorded consent, or an emergency that somebody else looks at afterwards. */
  readonly consentId: string | null;
  readonly overrideId?: string;
  readonly replaces: string | null;
  /** Where the clocks of the place differ from the country's. */
  readonly zone?: string | null;
  readonly shared: { readonly sections: readonly string[]; readonly wordingVersion: string; readonly language: string; readonly snapshot: Snapshot };
}

/** Stores a referral that is sent in the same moment, with the copy of what is shared. */
export async function insertSent(actor: Actor, tx: Tx, r: NewReferral, sent: { at: Date; clock: Clock }): Promise<void> {
  const { clockAt, remindAt, supervisorAt } = sent.clock;
  await sql`insert into referrals.referral (id, country, case_id, person_id, need_id, need_code, need_label, office_id, service_id, service_name,
      provider_organization, provider_name, urgency, state, state_since, consent_id, override_id, sent_at, sent_by, due_at, clock_at, remind_at, supervisor_at, zone, replaces)
    values (${r.id}, ${actor.country}, ${r.caseId}, ${r.personId}, ${r.needId}, ${r.needCode}, ${JSON.stringify(r.needLabel)}::jsonb, ${r.officeId},
      ${r.serviceId}, ${JSON.stringify(r.serviceName)}::jsonb, ${r.providerOrganization}, ${JSON.stringify(r.providerName)}::jsonb, ${r.urgency}, 'sent', ${sent.at},
      ${r.consentId}, ${r.overrideId ?? null}, ${sent.at}, ${actor.userId}, ${clockAt}, ${clockAt}, ${remindAt}, ${supervisorAt}, ${r.zone ?? null}, ${r.replaces})`.execute(tx);
  await sql`insert into referrals.shared (referral_id, country, sections, wording_version, language, snapshot)
    values (${r.id}, ${actor.country}, ${r.shared.sections}, ${r.shared.wordingVersion}, ${r.shared.language}, ${JSON.stringify(r.shared.snapshot)}::jsonb)`.execute(tx);
}

/** An officer's look at one referral. */
export async function findForOfficer(actor: Actor, tx: Tx, id: string): Promise<ReferralRow | undefined> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.id = ${id} and ${officerScope(actor)}`.execute(tx);
  return rows[0];
}

/** Locks a referral of the officer and then reads it: of two who change it at once, the second starts from the copy that the first left. */
export async function lockForOfficer(actor: Actor, tx: Tx, id: string): Promise<ReferralRow | undefined> {
  await sql`select from referrals.referral r where r.id = ${id} and ${officerScope(actor)} for update`.execute(tx);
  return findForOfficer(actor, tx, id);
}

/** The provider's look at one referral; a closed one is not locked, since it cannot change any more. */
export async function findForProvider(actor: Actor, tx: Tx, id: string, now: Date): Promise<ReferralRow | undefined> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${providerJoin} where r.id = ${id} and ${providerScope(actor, now)}`.execute(tx);
  return rows[0];
}

/** Locks an open referral of the provider and reads it again: of two who answer at once, the second sees the first's answer. */
export async function lockForProvider(actor: Actor, tx: Tx, id: string, now: Date): Promise<void> {
  await sql`select from referrals.referral r where r.id = ${id} and ${providerScope(actor, now)} for update`.execute(tx);
}

/** All referrals of these cases, newest first. */
export async function referralsOfCases(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.case_id = any (${caseIds as string[]}::uuid[]) and ${officerScope(actor)}
    order by r.state_since desc, r.id desc limit 500`.execute(tx);
  return rows;
}

/** True if this service is being asked for this need already. */
export async function isAsked(actor: Actor, tx: Tx, needId: string, serviceId: string): Promise<boolean> {
  const { rows } = await sql`select from referrals.referral r
    where r.need_id = ${needId} and r.service_id = ${serviceId} and r.closed_at is null and ${officerScope(actor)}`.execute(tx);
  return rows.length > 0;
}

/** Referrals that rest or rested on one consent; also secret ones, since taking consent back must reach them all. */
export async function referralsUnderConsent(actor: Actor, tx: Tx, consentId: string): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.id in (select referrals.under_consent(${consentId})) and ${caseScope(actor)}
    for update of r`.execute(tx);
  return rows;
}

/** What an answer writes beside the decided changes. */
export interface Details {
  readonly reason?: string;
  readonly alternativeServiceId?: string | undefined;
  readonly outcome?: Outcome;
  /** The provider answered for the first time. */
  readonly answered?: boolean;
  readonly sentAgain?: boolean;
  /** The version of the copy that counts from now on, and the consent that carries it if that is another. */
  readonly version?: number;
  readonly consentId?: string;
}

const clockSets = (c: Changes['clock']) => c === undefined ? [] : [sql`clock_at = ${c?.clockAt ?? null}, remind_at = ${c?.remindAt ?? null}, supervisor_at = ${c?.supervisorAt ?? null}`];

const personSets = (c: Changes, now: Date) => [
  ...(c.confirmed ? [sql`confirmed = ${c.confirmed}, confirmed_at = ${now}`] : []),
  ...(c.confirmTries !== undefined ? [sql`confirm_tries = ${c.confirmTries}`] : []),
  ...(c.caseClosed !== undefined ? [sql`case_closed_at = ${c.caseClosed ? now : null}`] : []),
];

const decidedSets = (c: Changes, now: Date) => [
  ...(c.state ? [sql`state = ${c.state}, state_since = ${now}`] : []),
  ...(c.urgency ? [sql`urgency = ${c.urgency}`] : []),
  ...(c.dueAt ? [sql`due_at = ${c.dueAt}`] : []),
  ...(c.handled !== undefined ? [sql`handled = ${c.handled}`] : []),
  ...(c.shareClosed ? [sql`share_closed_at = ${now}`] : []),
  ...(c.closedAt ? [sql`closed_at = ${c.closedAt}, provider_until = ${c.providerUntil ?? null}`] : []),
];

const detailSets = (d: Details, now: Date) => [
  ...(d.reason ? [sql`reason = ${d.reason}, alternative_service_id = ${d.alternativeServiceId ?? null}`] : []),
  ...(d.outcome ? [sql`outcome = ${d.outcome}`] : []),
  ...(d.answered ? [sql`answered_at = coalesce(answered_at, ${now})`] : []),
  ...(d.sentAgain ? [sql`sent_at = ${now}`] : []),
  ...(d.version !== undefined ? [sql`shared_version = ${d.version}, amended_at = ${now}`] : []),
  ...(d.consentId ? [sql`consent_id = ${d.consentId}, override_id = null`] : []),
];

/** Writes what was decided, and nothing else. What the policies let nobody write is no silence: the history would tell of a step that never was. */
export async function saveChanges(_actor: Actor, tx: Tx, id: string, changes: Changes, details: Details, now: Date): Promise<void> {
  const sets = [...decidedSets(changes, now), ...clockSets(changes.clock), ...personSets(changes, now), ...detailSets(details, now)];
  if (sets.length === 0) return;
  const { numAffectedRows } = await sql`update referrals.referral set ${sql.join(sets)} where id = ${id}`.execute(tx);
  if (numAffectedRows !== 1n) throw notFound();
}

/** What comes back from now on comes back to the office that has the case in charge, whoever changed that. */
export async function followCase(_actor: Actor, tx: Tx, caseId: string): Promise<void> {
  await sql`select referrals.follow_case(${caseId})`.execute(tx);
}

/** Open referrals of a case, or one of them, are marked if it is closed, and no longer once it is open again; the case itself decides which. */
export async function noteCaseState(_actor: Actor, tx: Tx, caseId: string, referralId: string | null = null): Promise<void> {
  await sql`select referrals.note_case_state(${caseId}, ${referralId})`.execute(tx);
}

/** Open referrals of one case, locked; secret ones only for whom they may be known. */
export async function openOfCase(actor: Actor, tx: Tx, caseId: string): Promise<readonly ReferralRow[]> {
  const { rows } = await sql<ReferralRow>`select ${COLUMNS} from ${officerJoin} where r.case_id = ${caseId} and r.closed_at is null and ${officerScope(actor)}
    for update of r`.execute(tx);
  return rows;
}
