import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { ALARM_LISTS, MOST_ALARMS, type AlarmList, type AlertCode } from './alert-schema.ts';

/** First wall: the country, a case in sight, reception's short reach; a closed alert only to protection and to who asked. */
const scope = (actor: Actor) => sql`l.country = ${actor.country} and registry.may_see_case(l.case_id)
  and (${actor.role} <> 'reception' or registry.in_reach(${actor.role}, ${actor.officeId}::uuid, l.raised_by))
  and (not l.restricted or ${actor.role} = 'protection' or l.raised_by = ${actor.userId})`;

export interface AlertRow {
  readonly id: string;
  readonly case_id: string;
  readonly code: AlertCode | null;
  readonly raised_at: Date;
  readonly circle_office: string | null;
  readonly due_at: Date | null;
  readonly answered_at: Date | null;
  readonly answered_by: string | null;
  readonly what: string | null;
  readonly taken_at: Date | null;
  readonly taken_by: string | null;
}

const SEEN = sql`l.id, l.case_id, l.code, l.raised_at, l.circle_office, l.due_at, l.answered_at, l.answered_by, l.what, l.taken_at, l.taken_by from assessment.alert_in_sight l`;

/** Alerts of these cases, those that wait first; of closed ones no more than that they are there. */
export async function listAlerts(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<AlertRow[]> {
  const { rows } = await sql<AlertRow>`select ${SEEN} where l.case_id = any (${caseIds as string[]}::uuid[]) and l.country = ${actor.country}
    order by l.answered_at is not null, l.due_at nulls last, l.raised_at, l.id`.execute(tx);
  return rows;
}

/** An alert that this actor may answer. */
export async function findAlert(actor: Actor, tx: Tx, alertId: string): Promise<{ id: string; case_id: string } | undefined> {
  const { rows } = await sql<{ id: string; case_id: string }>`select l.id, l.case_id from assessment.alert l where l.id = ${alertId} and ${scope(actor)}`.execute(tx);
  return rows[0];
}

export interface NewAlert {
  readonly id: string;
  readonly caseId: string;
  readonly code: AlertCode;
  readonly restricted: boolean;
  /** Office that is told and by when it answers; `null` for alerts of work. */
  readonly circle: { readonly officeId: string; readonly dueAt: Date } | null;
}

/** Raises an alert; `false` if the same one is still waiting for an answer. */
export async function insertAlert(actor: Actor, tx: Tx, alert: NewAlert, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into assessment.alert (id, country, case_id, code, restricted, circle_office, due_at, raised_by, raised_at)
    values (${alert.id}, ${actor.country}, ${alert.caseId}, ${alert.code}, ${alert.restricted}, ${alert.circle?.officeId ?? null}, ${alert.circle?.dueAt ?? null}, ${actor.userId}, ${now})
    on conflict (case_id, code) where answered_at is null do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export async function answerAlert(actor: Actor, tx: Tx, alertId: string, what: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update assessment.alert l set answered_by = ${actor.userId}, answered_at = ${now}, what = ${what}
    where l.id = ${alertId} and l.answered_at is null and ${scope(actor)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** Somebody of the office that was told takes an alarm on; `false` if somebody else was faster, or it is not for this actor. */
export async function takeAlert(actor: Actor, tx: Tx, alertId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update assessment.alert l set taken_by = ${actor.userId}, taken_at = ${now}
    where l.id = ${alertId} and l.answered_at is null and l.taken_at is null and l.circle_office = any ((select registry.actor_offices())::uuid[]) and ${scope(actor)}`.execute(tx);
  return numAffectedRows === 1n;
}

/** The office that an alarm of this case reaches; `named`: what the country says. */
export async function circleOf(_actor: Actor, tx: Tx, caseId: string, named: string | null): Promise<string | null> {
  const { rows } = await sql<{ office: string | null }>`select assessment.circle_of(${caseId}, ${named}) as office`.execute(tx);
  return rows[0]?.office ?? null;
}

/** Lets protection see the cases of which only this ended account knew a secret need; `named`: the office of protection of each office, as the country says. */
export async function leaveSecretsToCircle(_actor: Actor, tx: Tx, officerId: string, named: Readonly<Record<string, string>>, now: Date): Promise<void> {
  await sql`select assessment.leave_secrets_to_circle(${officerId}, ${JSON.stringify(named)}::jsonb, ${now})`.execute(tx);
}

/** Alarms of whom the list is: protection those that its office was told, supervision those of the cases in sight. */
const onDesk = (actor: Actor) => sql`l.country = ${actor.country} and l.due_at is not null
  and (${actor.role} <> 'protection' or l.circle_office = any ((select registry.actor_offices())::uuid[]))`;

/** The time, and before when somebody should have taken an alarm that was raised then. */
export interface AlarmTime { readonly now: Date; readonly takenSince: Date }

function condition(list: AlarmList, { now, takenSince }: AlarmTime) {
  if (list === 'answered') return sql`l.answered_at is not null`;
  if (list === 'untaken') return sql`l.answered_at is null and l.taken_at is null and l.raised_at < ${takenSince}`;
  return list === 'late' ? sql`l.answered_at is null and l.due_at < ${now}` : sql`l.answered_at is null`;
}

/** Where the page before ended. */
export interface AlarmPlace { readonly at: string; readonly id: string }

/** A page of a list: what waits longest first; of what was answered the newest. */
export async function listAlarms(actor: Actor, tx: Tx, query: { list: AlarmList; after: AlarmPlace | null; limit: number }, time: AlarmTime): Promise<AlertRow[]> {
  const answered = query.list === 'answered';
  const at = sql.ref(answered ? 'l.answered_at' : 'l.due_at');
  const { after } = query;
  const beyond = answered ? sql`<` : sql`>`;
  const from = after ? sql`(${at}, l.id) ${beyond} (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
  const direction = answered ? sql`desc` : sql`asc`;
  const { rows } = await sql<AlertRow>`select ${SEEN} where ${onDesk(actor)} and ${condition(query.list, time)} and ${from}
    order by ${at} ${direction}, l.id ${direction} limit ${query.limit}`.execute(tx);
  return rows;
}

/** How many each list has, so far and no further. */
export async function countAlarms(actor: Actor, tx: Tx, time: AlarmTime): Promise<Record<AlarmList, number>> {
  const count = (list: AlarmList) => sql`(select count(*)::int from (select from assessment.alert_in_sight l where ${onDesk(actor)} and ${condition(list, time)} limit ${MOST_ALARMS}) n)`;
  const { rows } = await sql<Record<AlarmList, number>>`select ${sql.join(ALARM_LISTS.map((list) => sql`${count(list)} as ${sql.ref(list)}`))}`.execute(tx);
  return rows[0]!;
}
