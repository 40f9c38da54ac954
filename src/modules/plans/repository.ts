import type { Actor } from '#kernel/actor';
import type { Wording } from '#assessment/schema';
import { sql, type Tx } from '#platform/db';
import type { Channel, FollowUpState, Outcome, RecordSurvey, Round, Score, ScoredDimension } from './schema.ts';

/** First wall: the country, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor) => sql`f.country = ${actor.country} and registry.may_see_case(f.case_id)`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

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

const FOLLOW_UP = sql`f.id, f.case_id, f.code, f.label, f.channel, f.round, f.due_on, f.state, f.attempts, f.escalated, f.lost_on, f.last_channel, f.outcome, f.closed_on,
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
  readonly dueOn: string;
  readonly attempts: number;
  readonly escalated: boolean;
  readonly lostOn: string | null;
  readonly lastChannel: Channel | null;
  readonly outcome: Outcome | null;
  readonly closedOn: string | null;
}

export async function updateFollowUp(actor: Actor, tx: Tx, id: string, to: FollowUpChange): Promise<void> {
  await sql`update plans.follow_up f set state = ${to.state}, due_on = ${to.dueOn}, attempts = ${to.attempts}, escalated = ${to.escalated}, lost_on = ${to.lostOn},
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

export interface AttemptRow { readonly id: string; readonly at: Date; readonly channel: Channel; readonly outcome: Outcome; readonly note: string | null }

export async function listAttempts(actor: Actor, tx: Tx, followUpId: string): Promise<AttemptRow[]> {
  const { rows } = await sql<AttemptRow>`select t.id, t.at, t.channel, t.outcome, t.note from plans.contact_attempt t join plans.follow_up f on f.id = t.follow_up_id
    where t.follow_up_id = ${followUpId} and ${scope(actor)} order by t.at, t.id`.execute(tx);
  return rows;
}

export async function insertAttempt(actor: Actor, tx: Tx, a: { id: string; followUpId: string; channel: Channel; outcome: Outcome; note: string | null }, now: Date): Promise<void> {
  await sql`insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, note, actor_id, at)
    values (${a.id}, ${actor.country}, ${a.followUpId}, ${a.channel}, ${a.outcome}, ${a.note}, ${actor.userId}, ${now})`.execute(tx);
}

const UPCOMING_DAYS = 30;
const WAITING = sql`f.state in ('planned', 'talked')`;

/** First wall of a work list: the offices whose work the actor sees. */
const offices = (actor: Actor) => sql`f.country = ${actor.country} and f.office_id = any ((select registry.actor_offices())::uuid[])`;

function listCondition(list: string, today: string) {
  switch (list) {
    case 'overdue': return sql`${WAITING} and f.due_on < ${today}::date`;
    case 'today': return sql`${WAITING} and f.due_on = ${today}::date`;
    case 'upcoming': return sql`${WAITING} and f.due_on > ${today}::date and f.due_on <= ${today}::date + ${UPCOMING_DAYS}::int`;
    case 'lost': return sql`f.state = 'lost'`;
    default: return sql`${WAITING} and f.due_on <= ${today}::date`;
  }
}

export async function listWork(actor: Actor, tx: Tx, list: string, today: string, limit: number): Promise<FollowUpRow[]> {
  const { rows } = await sql<FollowUpRow>`select ${FOLLOW_UP} where ${offices(actor)} and ${listCondition(list, today)} order by f.due_on, f.id limit ${limit}`.execute(tx);
  return rows;
}

export interface WorkCounts { readonly overdue: number; readonly today: number; readonly upcoming: number; readonly lost: number }

export async function countWork(actor: Actor, tx: Tx, today: string): Promise<WorkCounts> {
  const { rows } = await sql<WorkCounts>`select count(*) filter (where ${listCondition('overdue', today)})::int as overdue,
      count(*) filter (where ${listCondition('today', today)})::int as today, count(*) filter (where ${listCondition('upcoming', today)})::int as upcoming,
      count(*) filter (where ${listCondition('lost', today)})::int as lost
    from plans.follow_up f where ${offices(actor)} and (f.state = 'lost' or (${WAITING} and f.due_on <= ${today}::date + ${UPCOMING_DAYS}::int))`.execute(tx);
  return rows[0]!;
}

export interface NewSurvey extends Pick<RecordSurvey, 'answers' | 'mode' | 'locale'> {
  readonly id: string;
  readonly caseId: string;
  readonly followUpId: string;
  readonly round: Round;
  readonly instrument: string;
  readonly version: string;
  readonly snapshot: unknown;
  readonly today: string;
}

export async function insertSurvey(actor: Actor, tx: Tx, s: NewSurvey, now: Date): Promise<void> {
  await sql`insert into plans.survey_response (id, country, case_id, follow_up_id, round, instrument, version, locale, mode, answers, snapshot, asked_by, asked_at, asked_on)
    values (${s.id}, ${actor.country}, ${s.caseId}, ${s.followUpId}, ${s.round}, ${s.instrument}, ${s.version}, ${s.locale}, ${s.mode}, ${json(s.answers)}, ${json(s.snapshot)},
      ${actor.userId}, ${now}, ${s.today})`.execute(tx);
}

export async function insertScores(actor: Actor, tx: Tx, responseId: string, set: { name: string; official: boolean }, scores: readonly Score[], now: Date): Promise<void> {
  for (const s of scores) {
    await sql`insert into plans.score (response_id, weight_set, dimension, country, value, completeness, official, computed_at)
      values (${responseId}, ${set.name}, ${s.dimension}, ${actor.country}, ${s.value}, ${s.completeness}, ${set.official}, ${now})`.execute(tx);
  }
}

export interface ScoreRow {
  readonly id: string;
  readonly case_id: string;
  readonly round: Round;
  readonly asked_on: string;
  readonly weight_set: string;
  readonly official: boolean;
  readonly dimension: ScoredDimension;
  readonly value: number | null;
  readonly completeness: number;
}

/** Scores of these cases under one set of weights, oldest round first. */
export async function listScores(actor: Actor, tx: Tx, caseIds: readonly string[], weightSet: string): Promise<ScoreRow[]> {
  const { rows } = await sql<ScoreRow>`select f.id, f.case_id, f.round, f.asked_on, s.weight_set, s.official, s.dimension, s.value, s.completeness
    from plans.survey_response f join plans.score s on s.response_id = f.id
    where f.case_id = any (${caseIds as string[]}::uuid[]) and s.weight_set = ${weightSet} and ${scope(actor)}
    order by f.asked_on, f.id, array_position(array['economic', 'social', 'psychosocial', 'composite'], s.dimension)`.execute(tx);
  return rows;
}
