import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { TransferState } from '../schema.ts';
import { inSight, offices } from './scope.ts';

export interface TransferRow {
  id: string; caseId: string; personId: string; fromOffice: string; toOffice: string; fromOfficer: string | null; state: TransferState; note: string; reason: string | null; answer: string | null;
  answerBy: string; askedBy: string; askedAt: Date; answeredBy: string | null; answeredAt: Date | null; seenAt: Date | null;
}

const TRANSFER = sql`t.id, t.case_id as "caseId", t.person_id as "personId", t.from_office as "fromOffice", t.to_office as "toOffice", t.from_officer as "fromOfficer", t.state, t.note, t.reason,
  t.answer, t.answer_by as "answerBy", t.asked_by as "askedBy", t.asked_at as "askedAt", t.answered_by as "answeredBy", t.answered_at as "answeredAt", t.seen_at as "seenAt"
  from registry.case_transfer t`;

/** Offices for which the actor acts. */
export async function officesOf(actor: Actor, tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`select ${offices(actor)} as ids`.execute(tx);
  return rows[0]?.ids ?? [];
}

/** Roles that read what offices write to one another; reception does not. */
const READERS: ReadonlySet<string> = new Set(['window', 'protection', 'consular', 'supervisor']);

/** The transfers of a case, newest first. */
export async function listTransfers(actor: Actor, tx: Tx, caseId: string): Promise<TransferRow[]> {
  if (!READERS.has(actor.role)) return [];
  const { rows } = await sql<TransferRow>`select ${TRANSFER} where t.case_id = ${caseId} and t.country = ${actor.country} and ${inSight(actor, sql`t.person_id`)}
    order by t.asked_at desc, t.id limit 50`.execute(tx);
  return rows;
}

export async function findTransfer(actor: Actor, tx: Tx, transferId: string): Promise<TransferRow | undefined> {
  const { rows } = await sql<TransferRow>`select ${TRANSFER} where t.id = ${transferId} and t.country = ${actor.country} and ${inSight(actor, sql`t.person_id`)}`.execute(tx);
  return rows[0];
}

export interface NewTransfer { id: string; caseId: string; personId: string; fromOffice: string; toOffice: string; fromOfficer: string | null; note: string; answerBy: string; now: Date }

/** Writes down that a case is to go to another office; false if it is asked for already. The office that is asked sees the person from now on. */
export async function insertTransfer(actor: Actor, tx: Tx, t: NewTransfer): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into registry.case_transfer (id, country, case_id, person_id, from_office, to_office, from_officer, state, note, answer_by, asked_by, asked_at)
    values (${t.id}, ${actor.country}, ${t.caseId}, ${t.personId}, ${t.fromOffice}, ${t.toOffice}, ${t.fromOfficer}, 'asked', ${t.note}, ${t.answerBy}::date, ${actor.userId}, ${t.now})
    on conflict (case_id) where state = 'asked' do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Ends what is still asked; false if somebody was faster. */
export async function endTransfer(actor: Actor, tx: Tx, t: { id: string; state: TransferState; reason: string | null; answer: string | null; now: Date }): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.case_transfer t set state = ${t.state}, reason = ${t.reason}, answer = ${t.answer}, answered_by = ${actor.userId}, answered_at = ${t.now}
    where t.id = ${t.id} and t.state = 'asked' and t.country = ${actor.country} and ${inSight(actor, sql`t.person_id`)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** The asking office took note that the other one refused; false if it had already. */
export async function noteSeen(actor: Actor, tx: Tx, transferId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.case_transfer t set seen_by = ${actor.userId}, seen_at = ${now}
    where t.id = ${transferId} and t.state = 'refused' and t.seen_at is null and t.country = ${actor.country} and t.from_office = any ((select ${offices(actor)})::uuid[])`.execute(tx);
  return numAffectedRows === 1n;
}

export interface MovedCase { caseId: string; from: { officeId: string; officerId: string | null }; to: { officeId: string; officerId: string | null; state: 'new' | 'active'; answerBy: string } }

/** A case goes to another office; false if it is no longer where it was read. */
export async function moveCase(actor: Actor, tx: Tx, { caseId, from, to }: MovedCase): Promise<boolean> {
  const { numAffectedRows } = await sql`update registry.case_file c set office_id = ${to.officeId}, officer_id = ${to.officerId}, state = ${to.state}, answer_by = ${to.answerBy}::date
    where c.id = ${caseId} and c.country = ${actor.country} and c.state <> 'closed' and c.office_id = ${from.officeId} and c.officer_id is not distinct from ${from.officerId}::uuid
      and ${inSight(actor, sql`c.person_id`)}`.execute(tx);
  return numAffectedRows === 1n;
}
