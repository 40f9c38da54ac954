import type { Actor } from '#kernel/actor';
import type { Wording } from '#assessment/schema';
import { sql, type Tx } from '#platform/db';
import type { Channel, FollowUpState, Outcome, Round } from './schema.ts';

/** First wall: the country, and a case that this actor may see. Row-level security stands behind it. */
export const scope = (actor: Actor) => sql`f.country = ${actor.country} and registry.may_see_case(f.case_id)`;
export const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

export interface FollowUpRow {
  readonly id: string;
  readonly case_id: string;
  readonly code: string;
  readonly label: Wording;
  readonly channel: Channel;
  readonly round: Round | null;
  readonly due_on: string;
  readonly state: FollowUpState;
  readonly attempts: number;
  readonly escalated: boolean;
  readonly lost_on: string | null;
  readonly last_channel: Channel | null;
  readonly outcome: Outcome | null;
  readonly closed_on: string | null;
  readonly survey_id: string | null;
}

/** The columns of a contact and the table they come from. */
export const FOLLOW_UP = sql`f.id, f.case_id, f.code, f.label, f.channel, f.round, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.last_channel, f.outcome, f.closed_on,
  (select r.id from plans.survey_response r where r.follow_up_id = f.id) as survey_id from plans.follow_up f`;

/** Contacts of a case, and of others that go on in it but for those that were put aside because both have the same one. */
export async function listOfCases(actor: Actor, tx: Tx, caseId: string, caseIds: readonly string[]): Promise<FollowUpRow[]> {
  const { rows } = await sql<FollowUpRow>`select ${FOLLOW_UP} where f.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}
    and (f.case_id = ${caseId} or f.state <> 'cancelled' or not exists (select from plans.put_aside a where a.follow_up_id = f.id and a.why = 'joined')) order by f.due_on, f.id`.execute(tx);
  return rows;
}

export async function findFollowUp(actor: Actor, tx: Tx, id: string): Promise<FollowUpRow | undefined> {
  const { rows } = await sql<FollowUpRow>`select ${FOLLOW_UP} where f.id = ${id} and ${scope(actor)}`.execute(tx);
  return rows[0];
}

/** The contact for a change: locked, so that two officers who call the same person take turns. */
export async function lockFollowUp(actor: Actor, tx: Tx, id: string): Promise<FollowUpRow | undefined> {
  const { rows } = await sql<FollowUpRow>`select ${FOLLOW_UP} where f.id = ${id} and ${scope(actor)} for update of f`.execute(tx);
  return rows[0];
}

export interface NewFollowUp {
  readonly id: string;
  readonly caseId: string;
  readonly officeId: string;
  readonly code: string;
  readonly label: Wording;
  readonly channel: Channel;
  readonly round: Round | null;
  readonly dueOn: string;
}

/** Plans a contact; `false` if the case has this step already. */
export async function insertFollowUp(actor: Actor, tx: Tx, f: NewFollowUp, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into plans.follow_up
    (id, country, case_id, office_id, code, label, channel, round, first_due_on, due_on, state, scheduled_by, scheduled_at)
    values (${f.id}, ${actor.country}, ${f.caseId}, ${f.officeId}, ${f.code}, ${json(f.label)}, ${f.channel}, ${f.round}, ${f.dueOn}, ${f.dueOn}, 'planned', ${actor.userId}, ${now})
    on conflict (case_id, code) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export interface FollowUpChange {
  readonly state: FollowUpState;
  readonly channel: Channel;
  readonly dueOn: string;
  readonly attempts: number;
  readonly escalated: boolean;
  readonly lostOn: string | null;
  readonly lastChannel: Channel | null;
  readonly outcome: Outcome | null;
  readonly closedOn: string | null;
}

export async function updateFollowUp(actor: Actor, tx: Tx, id: string, to: FollowUpChange): Promise<void> {
  await sql`update plans.follow_up f set state = ${to.state}, channel = ${to.channel}, due_on = ${to.dueOn}, attempts = ${to.attempts}, escalated = ${to.escalated}, lost_on = ${to.lostOn},
    last_channel = ${to.lastChannel}, outcome = ${to.outcome}, closed_on = ${to.closedOn} where f.id = ${id} and ${scope(actor)}`.execute(tx);
}

/** Ends every contact of a case that still waits, and of the cases that go on together with it. */
export async function endContacts(_actor: Actor, tx: Tx, caseId: string, today: string, now: Date): Promise<void> {
  await sql`select plans.end_contacts(${caseId}, ${today}::date, ${now})`.execute(tx);
}

/** The case moved, or goes on together with others now or no longer: what waits is the work of the office in charge, and once only. */
export async function followCase(_actor: Actor, tx: Tx, caseId: string, today: string, now: Date): Promise<void> {
  await sql`select plans.follow_case(${caseId}, ${today}::date, ${now})`.execute(tx);
}

export interface AttemptRow {
  readonly id: string;
  readonly at: Date;
  readonly channel: Channel;
  readonly outcome: Outcome;
  readonly note: string | null;
  readonly contactId: string | null;
  readonly relationId: string | null;
}

export async function listAttempts(actor: Actor, tx: Tx, followUpId: string): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`select t.id, t.at, t.channel, t.outcome, t.note, t.contact_id as "contactId", t.relation_id as "relationId" from plans.contact_attempt t join plans.follow_up f on f.id = t.follow_up_id
    where t.follow_up_id = ${followUpId} and ${scope(actor)} order by t.at, t.id`.execute(tx);
  return rows;
}

export type NewAttempt = Omit<AttemptRow, 'at'> & { readonly followUpId: string };

export async function insertAttempt(actor: Actor, tx: Tx, a: NewAttempt, now: Date): Promise<void> {
  await sql`insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, note, contact_id, relation_id, actor_id, at)
    values (${a.id}, ${actor.country}, ${a.followUpId}, ${a.channel}, ${a.outcome}, ${a.note}, ${a.contactId}, ${a.relationId}, ${actor.userId}, ${now})`.execute(tx);
}

/** Contacts after whose use somebody said that it was not safe, in whichever case. */
export async function notSafe(actor: Actor, tx: Tx, contactIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select distinct t.contact_id as id from plans.contact_attempt t
    where t.country = ${actor.country} and t.contact_id = any (${[...contactIds]}::uuid[]) and t.outcome = 'not-safe'`.execute(tx);
  return new Set(rows.map((r) => r.id));
}
