import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { CareKind, CheckResult, ChildWord, EndCode, FamilyState, FoundHow, HandoverPoint, HandoverState, KinWord, Outcome } from './schema.ts';

/** First wall: the country, protection, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor) => sql`x.country = ${actor.country} and ${actor.role} = 'protection' and registry.may_see_case(x.case_id)`;

export interface SightRow { readonly caseId: string; readonly state: FamilyState; readonly since: Date }

/** That protection looks after the family of a child, of these cases: what is open before what has ended. */
export async function findInSight(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<SightRow | undefined> {
  const { rows } = await sql<SightRow>`select s.case_id as "caseId", s.state, s.opened_at as since from protection.family_question_in_sight s
    where s.case_id = any (${caseIds as string[]}::uuid[]) and s.country = ${actor.country} order by s.state = 'ended', s.opened_at desc limit 1`.execute(tx);
  return rows[0];
}

export interface QuestionRow {
  readonly id: string; readonly caseId: string; readonly personId: string; readonly required: string[]; readonly nextOn: string; readonly state: FamilyState;
  readonly endedCode: EndCode | null; readonly endedSealed: Buffer | null;
}

const QUESTION = sql`x.id, x.case_id as "caseId", x.person_id as "personId", x.required, x.next_on as "nextOn", x.state, x.ended_code as "endedCode", x.ended_sealed as "endedSealed"`;

/** The work on the family of these cases that is open, else the newest. */
export async function findQuestionOf(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<QuestionRow | undefined> {
  const { rows } = await sql<QuestionRow>`select ${QUESTION} from protection.family_question x where x.case_id = any (${caseIds as string[]}::uuid[]) and ${scope(actor)}
    order by x.ended_at is not null, x.opened_at desc limit 1`.execute(tx);
  return rows[0];
}

/** One of them, locked: whoever works on it too waits. */
export async function lockQuestion(actor: Actor, tx: Tx, id: string): Promise<QuestionRow | undefined> {
  const { rows } = await sql<QuestionRow>`select ${QUESTION} from protection.family_question x where x.id = ${id} and ${scope(actor)} for update`.execute(tx);
  return rows[0];
}

/** To which work something belongs: a relative, a decision or a hand-over. */
export async function findQuestionIdOf(actor: Actor, tx: Tx, kind: 'relative' | 'family_decision' | 'handover', id: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select x.question_id as id from protection.${sql.raw(kind)} x where x.id = ${id} and ${scope(actor)}`.execute(tx);
  return rows[0]?.id;
}

export async function insertQuestion(actor: Actor, tx: Tx, q: { id: string; caseId: string; personId: string; required: readonly string[]; nextOn: string }, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into protection.family_question (id, country, case_id, person_id, required, next_on, opened_by, opened_at)
    values (${q.id}, ${actor.country}, ${q.caseId}, ${q.personId}, ${q.required as string[]}::text[], ${q.nextOn}::date, ${actor.userId}, ${now})
    on conflict (case_id) where ended_at is null do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function setNextOn(actor: Actor, tx: Tx, id: string, nextOn: string): Promise<void> {
  await sql`update protection.family_question x set next_on = ${nextOn}::date where x.id = ${id} and ${scope(actor)}`.execute(tx);
}

export async function endQuestion(actor: Actor, tx: Tx, id: string, end: { code: EndCode; sealed: Buffer }, now: Date): Promise<void> {
  await sql`update protection.family_question x set ended_code = ${end.code}, ended_sealed = ${end.sealed}, ended_by = ${actor.userId}, ended_at = ${now}
    where x.id = ${id} and x.ended_at is null and ${scope(actor)}`.execute(tx);
}

export interface RelativeRow {
  readonly id: string; readonly personId: string | null; readonly word: KinWord; readonly foundHow: FoundHow; readonly admin2: string | null; readonly sealed: Buffer; readonly childWord: ChildWord;
  readonly asideSealed: Buffer | null; readonly asideAt: Date | null;
}

export async function listRelatives(actor: Actor, tx: Tx, questionId: string): Promise<RelativeRow[]> {
  const { rows } = await sql<RelativeRow>`select x.id, x.person_id as "personId", x.word, x.found_how as "foundHow", x.admin2, x.sealed, x.child_word as "childWord", x.aside_sealed as "asideSealed",
      x.aside_at as "asideAt"
    from protection.relative x where x.question_id = ${questionId} and ${scope(actor)} order by x.added_at, x.id`.execute(tx);
  return rows;
}

interface Of { readonly id: string; readonly questionId: string; readonly caseId: string }

export async function insertRelative(actor: Actor, tx: Tx, r: Of & Pick<RelativeRow, 'personId' | 'word' | 'foundHow' | 'admin2' | 'sealed'>, now: Date): Promise<void> {
  await sql`insert into protection.relative (id, country, question_id, case_id, person_id, word, found_how, admin2, sealed, added_by, added_at)
    values (${r.id}, ${actor.country}, ${r.questionId}, ${r.caseId}, ${r.personId}, ${r.word}, ${r.foundHow}, ${r.admin2}, ${r.sealed}, ${actor.userId}, ${now})`.execute(tx);
}

export async function setChildWord(actor: Actor, tx: Tx, id: string, word: ChildWord): Promise<void> {
  await sql`update protection.relative x set child_word = ${word} where x.id = ${id} and ${scope(actor)}`.execute(tx);
}

export async function setAside(actor: Actor, tx: Tx, id: string, sealed: Buffer, now: Date): Promise<void> {
  await sql`update protection.relative x set aside_sealed = ${sealed}, aside_by = ${actor.userId}, aside_at = ${now} where x.id = ${id} and x.aside_at is null and ${scope(actor)}`.execute(tx);
}

export interface CheckRow {
  readonly id: string; readonly relativeId: string; readonly item: string; readonly result: CheckResult; readonly on: string; readonly sealed: Buffer | null; readonly by: string; readonly at: Date;
}

/** What was looked at, newest first. */
export async function listChecks(actor: Actor, tx: Tx, questionId: string): Promise<CheckRow[]> {
  const { rows } = await sql<CheckRow>`select x.id, x.relative_id as "relativeId", x.item, x.result, x.on_day as "on", x.sealed, x.checked_by as by, x.checked_at as at
    from protection.relative_check x where x.question_id = ${questionId} and ${scope(actor)} order by x.seq desc`.execute(tx);
  return rows;
}

export async function insertCheck(actor: Actor, tx: Tx, c: Of & Omit<CheckRow, 'id' | 'by' | 'at'>, now: Date): Promise<void> {
  await sql`insert into protection.relative_check (id, country, relative_id, question_id, case_id, item, result, on_day, sealed, checked_by, checked_at)
    values (${c.id}, ${actor.country}, ${c.relativeId}, ${c.questionId}, ${c.caseId}, ${c.item}, ${c.result}, ${c.on}::date, ${c.sealed}, ${actor.userId}, ${now})`.execute(tx);
}

export interface CareRow { readonly id: string; readonly kind: CareKind; readonly suits: boolean; readonly sealed: Buffer; readonly by: string; readonly at: Date }

export async function listCare(actor: Actor, tx: Tx, questionId: string): Promise<CareRow[]> {
  const { rows } = await sql<CareRow>`select x.id, x.kind, x.suits, x.sealed, x.considered_by as by, x.considered_at as at
    from protection.care_option x where x.question_id = ${questionId} and ${scope(actor)} order by x.considered_at, x.id`.execute(tx);
  return rows;
}

export async function insertCare(actor: Actor, tx: Tx, c: Of & Omit<CareRow, 'id' | 'by' | 'at'>, now: Date): Promise<void> {
  await sql`insert into protection.care_option (id, country, question_id, case_id, kind, suits, sealed, considered_by, considered_at)
    values (${c.id}, ${actor.country}, ${c.questionId}, ${c.caseId}, ${c.kind}, ${c.suits}, ${c.sealed}, ${actor.userId}, ${now})`.execute(tx);
}

export interface DecisionRow {
  readonly id: string; readonly outcome: Outcome; readonly relativeId: string | null; readonly careOptionId: string | null; readonly decidedOn: string; readonly sealed: Buffer;
  readonly by: string; readonly at: Date; readonly revokedSealed: Buffer | null; readonly revokedAt: Date | null;
}

/** What the authority decided, oldest first. */
export async function listDecisions(actor: Actor, tx: Tx, questionId: string): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`select x.id, x.outcome, x.relative_id as "relativeId", x.care_option_id as "careOptionId", x.decided_on as "decidedOn", x.sealed, x.recorded_by as by,
      x.recorded_at as at, x.revoked_sealed as "revokedSealed", x.revoked_at as "revokedAt"
    from protection.family_decision x where x.question_id = ${questionId} and ${scope(actor)} order by x.seq`.execute(tx);
  return rows;
}

export async function insertDecision(actor: Actor, tx: Tx, d: Of & Pick<DecisionRow, 'outcome' | 'relativeId' | 'careOptionId' | 'decidedOn' | 'sealed'>, now: Date): Promise<void> {
  await sql`insert into protection.family_decision (id, country, question_id, case_id, outcome, relative_id, care_option_id, decided_on, sealed, recorded_by, recorded_at)
    values (${d.id}, ${actor.country}, ${d.questionId}, ${d.caseId}, ${d.outcome}, ${d.relativeId}, ${d.careOptionId}, ${d.decidedOn}::date, ${d.sealed}, ${actor.userId}, ${now})`.execute(tx);
}

export async function revokeDecision(actor: Actor, tx: Tx, id: string, sealed: Buffer, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update protection.family_decision x set revoked_sealed = ${sealed}, revoked_by = ${actor.userId}, revoked_at = ${now}
    where x.id = ${id} and x.revoked_at is null and ${scope(actor)}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export interface HandoverRow {
  readonly id: string; readonly relativeId: string; readonly decisionId: string; readonly plannedOn: string; readonly point: HandoverPoint; readonly cannotTravel: boolean; readonly travelAid: boolean;
  readonly sealed: Buffer; readonly state: HandoverState; readonly doneOn: string | null; readonly stateSealed: Buffer | null; readonly by: string; readonly at: Date;
}

export async function listHandovers(actor: Actor, tx: Tx, questionId: string): Promise<HandoverRow[]> {
  const { rows } = await sql<HandoverRow>`select x.id, x.relative_id as "relativeId", x.decision_id as "decisionId", x.planned_on as "plannedOn", x.point, x.cannot_travel as "cannotTravel",
      x.travel_aid as "travelAid", x.sealed, x.state, x.done_on as "doneOn", x.state_sealed as "stateSealed", x.state_by as by, x.state_at as at
    from protection.handover x where x.question_id = ${questionId} and ${scope(actor)} order by x.planned_at desc, x.id desc`.execute(tx);
  return rows;
}

export async function insertHandover(actor: Actor, tx: Tx, h: Of & Pick<HandoverRow, 'relativeId' | 'decisionId' | 'plannedOn' | 'point' | 'cannotTravel' | 'travelAid' | 'sealed'>, now: Date): Promise<void> {
  await sql`insert into protection.handover (id, country, question_id, case_id, relative_id, decision_id, planned_on, point, cannot_travel, travel_aid, sealed, state, planned_by, planned_at, state_by, state_at)
    values (${h.id}, ${actor.country}, ${h.questionId}, ${h.caseId}, ${h.relativeId}, ${h.decisionId}, ${h.plannedOn}::date, ${h.point}, ${h.cannotTravel}, ${h.travelAid}, ${h.sealed}, 'planned',
      ${actor.userId}, ${now}, ${actor.userId}, ${now})`.execute(tx);
}

interface HandoverStep { readonly state: HandoverState; readonly identitySeen: boolean; readonly doneOn: string | null; readonly sealed: Buffer | null }

export async function stepHandover(actor: Actor, tx: Tx, id: string, s: HandoverStep, now: Date): Promise<void> {
  await sql`update protection.handover x set state = ${s.state}, identity_seen = ${s.identitySeen}, done_on = ${s.doneOn}::date, state_sealed = ${s.sealed}, state_by = ${actor.userId}, state_at = ${now}
    where x.id = ${id} and ${scope(actor)}`.execute(tx);
}
