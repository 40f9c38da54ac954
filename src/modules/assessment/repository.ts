import type { Actor } from '#kernel/actor';
import type { Urgency } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { Instrument } from './instrument.ts';
import type { NeedLevel } from './levels.ts';
import type { NeedEventKind } from './need-schema.ts';
import type { WithdrawnBy } from './rules/needs.ts';
import type { Answers, FindingSeen, Held, NeedReason, NeedSource, NeedState, SnapshotLine } from './schema.ts';

/** First wall: the country, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor, table: 'a' | 'n') => sql`${sql.ref(`${table}.country`)} = ${actor.country} and registry.may_see_case(${sql.ref(`${table}.case_id`)})`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

/** First wall of reception's short reach: what its own office did not record, it does not read. */
const reach = (actor: Actor, by: 'a.started_by' | 'a.completed_by' | 'n.opened_by') =>
  (actor.role === 'reception' ? sql`registry.in_reach(${actor.role}, ${actor.officeId}::uuid, ${sql.ref(by)})` : sql`true`);
const begunHere = (actor: Actor) => sql`${scope(actor, 'a')} and ${reach(actor, 'a.started_by')} and (a.completed_by is null or ${reach(actor, 'a.completed_by')})`;

/** First wall of what only the closed circle, and who asked, may see. */
const openOrMine = (actor: Actor) => sql`(not n.restricted or ${actor.role} = 'protection' or n.opened_by = ${actor.userId})`;

export interface AssessmentRow {
  readonly id: string;
  readonly case_id: string;
  readonly instrument: string;
  readonly locale: string;
  readonly answers: Answers;
  readonly started_on: string;
  readonly completed_on: string | null;
  readonly snapshot: readonly SnapshotLine[] | null;
  readonly withheld: number;
  readonly definition: Instrument;
  readonly started_by: string;
  readonly spoken: string | null;
  readonly interpreter: boolean;
  readonly mode: Held['mode'];
  readonly phase: Held['phase'];
  readonly findings: readonly FindingSeen[];
}

const ASSESSMENT = sql`a.id, a.case_id, a.instrument, a.locale, a.answers, a.started_on, a.completed_on, a.snapshot, a.withheld, a.started_by,
  a.spoken, a.interpreter, a.mode, a.phase, a.findings, i.definition
  from assessment.assessment a join assessment.instrument i on i.country = a.country and i.code = a.instrument and i.digest = a.digest`;

export async function findAssessment(actor: Actor, tx: Tx, id: string): Promise<AssessmentRow | undefined> {
  const { rows } = await sql<AssessmentRow>`select ${ASSESSMENT} where a.id = ${id} and ${begunHere(actor)}`.execute(tx);
  return rows[0];
}

/** The draft for saving: locked, so that two savers take turns. */
export async function lockDraft(actor: Actor, tx: Tx, id: string): Promise<AssessmentRow | undefined> {
  const { rows } = await sql<AssessmentRow>`select ${ASSESSMENT} where a.id = ${id} and a.completed_at is null and ${begunHere(actor)} for update of a`.execute(tx);
  return rows[0];
}

export async function findDraft(actor: Actor, tx: Tx, caseId: string, instrument: string): Promise<AssessmentRow | undefined> {
  const { rows } = await sql<AssessmentRow>`select ${ASSESSMENT}
    where a.case_id = ${caseId} and a.instrument = ${instrument} and a.completed_at is null and ${begunHere(actor)}`.execute(tx);
  return rows[0];
}

/** What was asked in these cases, newest first. */
export async function listAssessments(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<AssessmentRow[]> {
  const { rows } = await sql<AssessmentRow>`select ${ASSESSMENT} where a.case_id = any (${caseIds as string[]}::uuid[]) and ${begunHere(actor)} order by a.started_at desc`.execute(tx);
  return rows;
}

export async function keepInstrument(actor: Actor, tx: Tx, instrument: Instrument, digest: string, now: Date): Promise<void> {
  await sql`insert into assessment.instrument (country, code, version, digest, definition, first_used_at)
    values (${actor.country}, ${instrument.code}, ${instrument.version}, ${digest}, ${json(instrument)}, ${now}) on conflict do nothing`.execute(tx);
}

/** A questionnaire as it was when it was used. */
export async function findInstrument(actor: Actor, tx: Tx, code: string, digest: string): Promise<Instrument | undefined> {
  const { rows } = await sql<{ definition: Instrument }>`select i.definition from assessment.instrument i
    where i.country = ${actor.country} and i.code = ${code} and i.digest = ${digest}`.execute(tx);
  return rows[0]?.definition;
}

export interface NewAssessment {
  readonly id: string;
  readonly caseId: string;
  readonly instrument: string;
  readonly digest: string;
  readonly locale: string;
  readonly held: Held;
  readonly now: Date;
  readonly today: string;
}

/** Begins a draft; nothing happens if another officer just began the same one. */
export async function insertAssessment(actor: Actor, tx: Tx, a: NewAssessment): Promise<void> {
  await sql`insert into assessment.assessment (id, country, case_id, instrument, digest, locale, spoken, interpreter, mode, phase, started_by, started_at, started_on, saved_at)
    values (${a.id}, ${actor.country}, ${a.caseId}, ${a.instrument}, ${a.digest}, ${a.locale}, ${a.held.spoken}, ${a.held.interpreter}, ${a.held.mode}, ${a.held.phase}, ${actor.userId}, ${a.now}, ${a.today}, ${a.now})
    on conflict (case_id, instrument) where completed_at is null do nothing`.execute(tx);
}

export async function saveAnswers(actor: Actor, tx: Tx, id: string, answers: Answers, now: Date): Promise<void> {
  await sql`update assessment.assessment a set answers = ${json(answers)}, saved_at = ${now}
    where a.id = ${id} and a.completed_at is null and ${scope(actor, 'a')}`.execute(tx);
}

export interface RestrictedRow { readonly question: string; readonly answer: Buffer | null; readonly line: Buffer | null }

export async function restrictedAnswers(actor: Actor, tx: Tx, assessmentId: string): Promise<RestrictedRow[]> {
  const { rows } = await sql<RestrictedRow>`select r.question, r.answer, r.line from assessment_restricted.answers_of(${assessmentId}) r
    join assessment.assessment a on a.id = r.assessment_id
    where ${begunHere(actor)}
      and (${actor.role} = 'protection' or (r.recorded_by = ${actor.userId} and a.completed_at is null))
    order by r.recorded_at`.execute(tx);
  return rows;
}

/** Keeps (or, with nulls, takes back) what this officer wrote down; the word of another officer stays untouched. */
export async function sealAnswer(actor: Actor, tx: Tx, assessmentId: string, r: RestrictedRow, now: Date): Promise<void> {
  await sql`select assessment_restricted.keep_answer(${assessmentId}, ${r.question}, ${actor.country}, ${r.answer}, ${r.line}, ${actor.userId}, ${now})`.execute(tx);
}

export async function completeAssessment(actor: Actor, tx: Tx, id: string, done: { snapshot: readonly SnapshotLine[]; findings: readonly FindingSeen[]; withheld: number; now: Date; today: string }): Promise<void> {
  await sql`update assessment.assessment a set completed_by = ${actor.userId}, completed_at = ${done.now}, completed_on = ${done.today}, saved_at = ${done.now},
    snapshot = ${json(done.snapshot)}, findings = ${json(done.findings)}, withheld = ${done.withheld} where a.id = ${id} and a.completed_at is null and ${scope(actor, 'a')}`.execute(tx);
}

export interface NeedRow {
  readonly id: string;
  readonly case_id: string;
  readonly need_code: string;
  readonly urgency: Urgency;
  readonly state: NeedState;
  readonly source: NeedSource;
  readonly reasons: readonly NeedReason[];
  readonly basis: readonly string[];
  readonly note: string | null;
  readonly restricted: boolean;
  readonly opened_on: string;
  readonly closed_on: string | null;
  readonly withdrawn_by: WithdrawnBy | null;
  readonly level: NeedLevel;
  readonly urgency_set: boolean;
  readonly covered_by: string | null;
  /** Kind of the need that covers it. */
  readonly covering: string | null;
}

const NEED = sql`n.id, n.case_id, n.need_code, n.urgency, n.state, n.source, n.reasons, n.basis, n.note, n.restricted, n.opened_on, n.closed_on, n.withdrawn_by,
  n.level, n.urgency_set, n.covered_by, (select c.need_code from assessment.need c where c.id = n.covered_by) as covering from assessment.need n`;

/** Needs of these cases that the actor reads. */
export async function listNeeds(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<NeedRow[]> {
  const { rows } = await sql<NeedRow>`select ${NEED} where n.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor, 'n')} and ${openOrMine(actor)} and ${reach(actor, 'n.opened_by')}
    order by n.state <> 'open', array_position(array['24h', '72h', '2weeks', 'long'], n.urgency), n.opened_at, n.need_code, n.id`.execute(tx);
  return rows;
}

/** Needs of a case to merge with what was just told: also those that reception does not read, so that a second return raises them again. */
export async function listNeedsToMerge(actor: Actor, tx: Tx, caseId: string): Promise<NeedRow[]> {
  const { rows } = await sql<NeedRow>`select ${NEED} where n.case_id = ${caseId} and ${scope(actor, 'n')} and ${openOrMine(actor)} order by n.opened_at, n.id`.execute(tx);
  return rows;
}

export async function findNeed(actor: Actor, tx: Tx, needId: string): Promise<NeedRow | undefined> {
  const { rows } = await sql<NeedRow>`select ${NEED} where n.id = ${needId} and ${scope(actor, 'n')} and ${openOrMine(actor)} and ${reach(actor, 'n.opened_by')}`.execute(tx);
  return rows[0];
}

/** Locks the needs of a case, so that two merges take turns. */
export async function lockCaseNeeds(actor: Actor, tx: Tx, caseId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`assessment.need ${actor.country} ${caseId}`}, 0))`.execute(tx);
}

export interface NewNeed {
  readonly id: string;
  readonly caseId: string;
  readonly need: string;
  readonly urgency: Urgency;
  readonly level?: NeedLevel | undefined;
  readonly source: NeedSource;
  readonly reasons: readonly NeedReason[];
  readonly basis: readonly string[];
  readonly note: string | null;
  readonly restricted: boolean;
  readonly now: Date;
  readonly today: string;
}

/** Adds a need; `false` if the case has it already (perhaps out of this actor's sight). */
export async function insertNeed(actor: Actor, tx: Tx, n: NewNeed): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into assessment.need
    (id, country, case_id, need_code, urgency, level, state, source, reasons, basis, note, restricted, opened_by, opened_at, opened_on)
    values (${n.id}, ${actor.country}, ${n.caseId}, ${n.need}, ${n.urgency}, ${n.level ?? 'individual'}, 'open', ${n.source}, ${json(n.reasons)}, ${n.basis}, ${n.note}, ${n.restricted},
      ${actor.userId}, ${n.now}, ${n.today}) on conflict do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

export interface NeedUpdate {
  readonly state: NeedState;
  readonly urgency: Urgency;
  readonly urgencySet: boolean;
  readonly reasons: readonly NeedReason[];
  readonly basis: readonly string[];
  readonly withdrawnBy: WithdrawnBy | null;
}

export async function updateNeed(actor: Actor, tx: Tx, needId: string, to: NeedUpdate, now: Date, today: string): Promise<void> {
  const closed = to.state !== 'open';
  await sql`update assessment.need n set state = ${to.state}, urgency = ${to.urgency}, urgency_set = ${to.urgencySet}, covered_by = null, reasons = ${json(to.reasons)}, basis = ${to.basis},
    withdrawn_by = ${to.withdrawnBy}, closed_at = ${closed ? now : null}, closed_on = ${closed ? today : null}, looked_at = null
    where n.id = ${needId} and ${scope(actor, 'n')} and ${openOrMine(actor)}`.execute(tx);
}

export interface NeedEvent {
  readonly id: string;
  readonly needId: string;
  readonly from: NeedState | null;
  readonly to: NeedState;
  readonly why: string | null;
  readonly byRules: boolean;
  readonly kind?: NeedEventKind;
  readonly was?: string | null;
  readonly becomes?: string | null;
}

export async function insertNeedEvent(actor: Actor, tx: Tx, e: NeedEvent, now: Date): Promise<void> {
  await sql`insert into assessment.need_event (id, country, need_id, from_state, to_state, why, by_rules, kind, was, becomes, actor_id, at)
    values (${e.id}, ${actor.country}, ${e.needId}, ${e.from}, ${e.to}, ${e.why}, ${e.byRules}, ${e.kind ?? 'state'}, ${e.was ?? null}, ${e.becomes ?? null}, ${actor.userId}, ${now})`.execute(tx);
}
