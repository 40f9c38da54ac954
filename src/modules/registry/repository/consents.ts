import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { inReach, inSight } from './scope.ts';

export interface ConsentRow {
  id: string; personId: string; caseId: string | null; purpose: string; recipientOrganizationId: string | null; recipientServiceId: string | null;
  sections: string[]; given: boolean; givenBy: string; childAssent: boolean | null; wordingVersion: string; language: string; readAloud: boolean;
  recordedBy: string; recordedAt: Date; withdrawnAt: Date | null;
  /** Rests on what only the closed circle knows; others read neither recipient nor sections. */
  reserved: boolean;
}

const CONSENT = sql`k.id, k.person_id as "personId", k.case_id as "caseId", k.purpose, k.recipient_organization_id as "recipientOrganizationId",
  k.recipient_service_id as "recipientServiceId", k.sections, k.given, k.given_by as "givenBy", k.child_assent as "childAssent",
  k.wording_version as "wordingVersion", k.language, k.read_aloud as "readAloud", k.recorded_by as "recordedBy", k.recorded_at as "recordedAt",
  k.withdrawn_at as "withdrawnAt", k.reserved`;

export type NewConsent = Omit<ConsentRow, 'recordedBy' | 'recordedAt' | 'withdrawnAt'> & { now: Date };

export async function insertConsent(actor: Actor, tx: Tx, k: NewConsent): Promise<void> {
  await sql`insert into registry.consent (id, country, person_id, case_id, purpose, recipient_organization_id, recipient_service_id, sections, given, given_by,
      child_assent, wording_version, language, read_aloud, reserved, recorded_by, recorded_at)
    values (${k.id}, ${actor.country}, ${k.personId}, ${k.caseId}, ${k.purpose}, ${k.recipientOrganizationId}, ${k.recipientServiceId}, ${k.sections}, ${k.given},
      ${k.givenBy}, ${k.childAssent}, ${k.wordingVersion}, ${k.language}, ${k.readAloud}, ${k.reserved}, ${actor.userId}, ${k.now})`.execute(tx);
}

/** Consents and refusals of a person, oldest first. */
export async function listConsents(actor: Actor, tx: Tx, personId: string): Promise<ConsentRow[]> {
  const { rows } = await sql<ConsentRow>`select ${CONSENT} from registry.consent_in_sight k
    where k.person_id = ${personId} and k.country = ${actor.country} and ${inSight(actor, sql`k.person_id`)}
      and ${inReach(actor, sql`k.recorded_by`)} order by k.seq`.execute(tx);
  return rows;
}

export async function findConsent(actor: Actor, tx: Tx, consentId: string): Promise<ConsentRow | undefined> {
  const { rows } = await sql<ConsentRow>`select ${CONSENT} from registry.consent_in_sight k
    where k.id = ${consentId} and k.country = ${actor.country} and ${inSight(actor, sql`k.person_id`)} and ${inReach(actor, sql`k.recorded_by`)}`.execute(tx);
  return rows[0];
}

/** Marks a consent as withdrawn; false if it was already, or may not be seen. */
export async function withdrawConsent(actor: Actor, tx: Tx, consentId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.consent k set withdrawn_by = ${actor.userId}, withdrawn_at = ${now}
    where k.id = ${consentId} and k.withdrawn_at is null and k.country = ${actor.country} and ${inSight(actor, sql`k.person_id`)}
      and ${inReach(actor, sql`k.recorded_by`)}`.execute(tx);
  if (numAffectedRows === 1n) return true;
  const { rows } = await sql<{ done: boolean }>`select registry.withdraw_reserved(${consentId}, ${now}) as done`.execute(tx);
  return rows[0]!.done;
}
