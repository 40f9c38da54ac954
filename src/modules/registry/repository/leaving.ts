import type { Actor } from '#kernel/actor';
import type { Urgency } from '#kernel/codes';
import type { PlainDate } from '#kernel/dates';
import { sql, type Tx } from '#platform/db';

/** By urgency, the day by which somebody takes a case that became nobody's. */
export type AnswerDays = Readonly<Record<Urgency, PlainDate>>;

/** Gives the open cases of an ended account back to their offices; the database asks that the account has ended, and who asks. */
export async function releaseCases(_actor: Actor, tx: Tx, officerId: string, days: AnswerDays, now: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`select registry.release_cases(${officerId}, ${JSON.stringify(days)}::jsonb, ${now}) as n`.execute(tx);
  return rows[0]!.n;
}

/** Ended accounts that still hold open cases. System only. */
export async function listOfficersGone(_actor: Actor, tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select officer_id as id from registry.officers_gone()`.execute(tx);
  return rows.map((row) => row.id);
}

export interface FollowedCase { caseId: string; personId: string; officeId: string }

/** Moves the next cases of offices that closed to those that go on with them. System only. */
export async function emptyClosedOffice(_actor: Actor, tx: Tx, most: number, days: AnswerDays, now: Date): Promise<FollowedCase[]> {
  const { rows } = await sql<FollowedCase>`select case_id as "caseId", person_id as "personId", office_id as "officeId"
    from registry.empty_closed_office(${most}, ${JSON.stringify(days)}::jsonb, ${now})`.execute(tx);
  return rows;
}
