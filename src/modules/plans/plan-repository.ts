import type { Actor } from '#kernel/actor';
import type { Locale } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { AgreePlan, GoalState, PlanContent, PlanGoal, PlanSheet } from './plan/schema.ts';

/** Plans are for those who accompany a case, and who supervise them. */
const reads = (actor: Actor) => (['window', 'protection', 'supervisor'].includes(actor.role) ? sql`true` : sql`false`);

/** First wall: the role, the country, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor, table: 'p' | 'v' | 'g') => sql`${reads(actor)} and ${sql.ref(`${table}.country`)} = ${actor.country} and registry.may_see_case(${sql.ref(`${table}.case_id`)})`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

export interface PlanRow {
  readonly id: string;
  readonly caseId: string;
  readonly officeId: string;
  readonly state: 'open' | 'ended';
  readonly version: number;
  readonly draft: PlanContent | null;
  readonly draftSeq: number;
  readonly draftBy: string | null;
  readonly draftAt: Date | null;
  readonly reviewOn: string | null;
}

const PLAN = sql`p.id, p.case_id as "caseId", p.office_id as "officeId", p.state, p.version, p.draft, p.draft_seq as "draftSeq", p.draft_by as "draftBy", p.draft_at as "draftAt",
  p.review_on as "reviewOn" from plans.plan p`;

export async function findPlan(actor: Actor, tx: Tx, caseId: string): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`select ${PLAN} where p.case_id = ${caseId} and ${scope(actor, 'p')}`.execute(tx);
  return rows[0];
}

/** The plan for a change: locked, so that two officers take turns. */
export async function lockPlan(actor: Actor, tx: Tx, caseId: string): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`select ${PLAN} where p.case_id = ${caseId} and ${scope(actor, 'p')} for update of p`.execute(tx);
  return rows[0];
}

/** Agreed plans of these cases, with how many steps are promised. */
export async function listPlans(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<{ caseId: string; version: number; promised: number }[]> {
  const { rows } = await sql<{ caseId: string; version: number; promised: number }>`select p.case_id as "caseId", p.version,
      (select count(*)::int from plans.action a where a.plan_id = p.id and a.state = 'promised') as promised
    from plans.plan p where p.case_id = any (${caseIds as string[]}::uuid[]) and p.version > 0 and ${scope(actor, 'p')} order by p.created_at, p.id`.execute(tx);
  return rows;
}

/** Begins the plan of a case; `false` if there is one. */
export async function insertPlan(actor: Actor, tx: Tx, plan: { id: string; caseId: string; officeId: string }, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into plans.plan (id, country, case_id, office_id, state, created_by, created_at)
    values (${plan.id}, ${actor.country}, ${plan.caseId}, ${plan.officeId}, 'open', ${actor.userId}, ${now}) on conflict (case_id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** Keeps the draft, or drops it (`null`); returns its new number. Nothing if somebody saved after it was read. */
export async function saveDraft(actor: Actor, tx: Tx, planId: string, seq: number, draft: PlanContent | null, now: Date): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`update plans.plan p set draft = ${draft === null ? null : json(draft)}, draft_seq = p.draft_seq + 1, draft_by = ${actor.userId}, draft_at = ${now}
    where p.id = ${planId} and p.draft_seq = ${seq} and ${scope(actor, 'p')} returning p.draft_seq as seq`.execute(tx);
  return rows[0]?.seq;
}

/** The draft became version `version`: there is none any more. */
export async function markAgreed(actor: Actor, tx: Tx, planId: string, version: number, reviewOn: string): Promise<void> {
  await sql`update plans.plan p set version = ${version}, draft = null, draft_seq = p.draft_seq + 1, review_on = ${reviewOn}::date where p.id = ${planId} and ${scope(actor, 'p')}`.execute(tx);
}

export interface NewVersion extends Pick<AgreePlan, 'how' | 'locale' | 'spoken' | 'givenBy' | 'guardianId' | 'reviewOn'> {
  readonly planId: string;
  readonly caseId: string;
  readonly number: number;
  readonly content: PlanContent;
  readonly sheet: PlanSheet;
  readonly childAssent: boolean | null;
  readonly agreedOn: string;
}

/** Keeps what was agreed, exactly as it was printed. */
export async function insertVersion(actor: Actor, tx: Tx, v: NewVersion, now: Date): Promise<void> {
  await sql`insert into plans.plan_version (plan_id, number, country, case_id, content, sheet, locale, spoken, how, given_by, guardian_id, child_assent, agreed_on, review_on, recorded_by, recorded_at)
    values (${v.planId}, ${v.number}, ${actor.country}, ${v.caseId}, ${json(v.content)}, ${json(v.sheet)}, ${v.locale}, ${v.spoken}, ${v.how}, ${v.givenBy}, ${v.guardianId}, ${v.childAssent},
      ${v.agreedOn}::date, ${v.reviewOn}::date, ${actor.userId}, ${now})`.execute(tx);
}

export interface VersionRow {
  readonly number: number;
  readonly content: PlanContent;
  readonly sheet: PlanSheet;
  readonly locale: Locale;
  readonly how: AgreePlan['how'];
  readonly givenBy: AgreePlan['givenBy'];
  readonly agreedOn: string;
  readonly reviewOn: string;
  readonly recordedBy: string;
}

const VERSION = sql`v.number, v.content, v.sheet, v.locale, v.how, v.given_by as "givenBy", v.agreed_on as "agreedOn", v.review_on as "reviewOn", v.recorded_by as "recordedBy" from plans.plan_version v`;

/** One agreed version of the plan of a case. */
export async function findVersion(actor: Actor, tx: Tx, caseId: string, number: number): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`select ${VERSION} where v.case_id = ${caseId} and v.number = ${number} and ${scope(actor, 'v')}`.execute(tx);
  return rows[0];
}

export type VersionLineRow = Omit<VersionRow, 'content' | 'sheet'>;

/** All agreed versions of a case without what they say, newest first. */
export async function listVersions(actor: Actor, tx: Tx, caseId: string): Promise<VersionLineRow[]> {
  const { rows } = await sql<VersionLineRow>`select v.number, v.locale, v.how, v.given_by as "givenBy", v.agreed_on as "agreedOn", v.review_on as "reviewOn", v.recorded_by as "recordedBy"
    from plans.plan_version v where v.case_id = ${caseId} and ${scope(actor, 'v')} order by v.number desc`.execute(tx);
  return rows;
}

export interface GoalRow { readonly id: string; readonly caseId: string; readonly state: GoalState; readonly note: string | null }

export async function listGoals(actor: Actor, tx: Tx, caseId: string): Promise<GoalRow[]> {
  const { rows } = await sql<GoalRow>`select g.id, g.case_id as "caseId", g.state, g.note from plans.goal g where g.case_id = ${caseId} and ${scope(actor, 'g')}`.execute(tx);
  return rows;
}

export async function findGoal(actor: Actor, tx: Tx, goalId: string): Promise<GoalRow | undefined> {
  const { rows } = await sql<GoalRow>`select g.id, g.case_id as "caseId", g.state, g.note from plans.goal g where g.id = ${goalId} and ${scope(actor, 'g')} for update of g`.execute(tx);
  return rows[0];
}

/** Keeps a goal as it was agreed; `false` if its id belongs to another plan. */
export async function keepGoal(actor: Actor, tx: Tx, plan: { id: string; caseId: string }, goal: PlanGoal): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into plans.goal as g (id, plan_id, country, case_id, dimension, level, whose, state)
    values (${goal.goalId}, ${plan.id}, ${actor.country}, ${plan.caseId}, ${goal.dimension}, ${goal.level}, ${goal.whose}, 'open')
    on conflict (id) do update set dimension = excluded.dimension, level = excluded.level, whose = excluded.whose where g.plan_id = ${plan.id}`.execute(tx);
  return numAffectedRows === 1n;
}

export async function updateGoal(actor: Actor, tx: Tx, goalId: string, to: { state: GoalState; note: string | null; closedOn: string | null }): Promise<void> {
  await sql`update plans.goal g set state = ${to.state}, note = ${to.note}, closed_on = ${to.closedOn}::date where g.id = ${goalId} and ${scope(actor, 'g')}`.execute(tx);
}

export interface NewReview { readonly id: string; readonly planId: string; readonly caseId: string; readonly wasDueOn: string | null; readonly on: string; readonly nextOn: string; readonly note: string | null }

/** The plan was looked at with the person; the next look has a day. */
export async function insertReview(actor: Actor, tx: Tx, r: NewReview, now: Date): Promise<void> {
  await sql`insert into plans.plan_review (id, plan_id, country, case_id, was_due_on, reviewed_on, next_on, note, actor_id, at)
    values (${r.id}, ${r.planId}, ${actor.country}, ${r.caseId}, ${r.wasDueOn}::date, ${r.on}::date, ${r.nextOn}::date, ${r.note}, ${actor.userId}, ${now})`.execute(tx);
  await sql`update plans.plan p set review_on = ${r.nextOn}::date where p.id = ${r.planId} and ${scope(actor, 'p')}`.execute(tx);
}

/** The case moved, was closed or opened again, or goes on together with others: its plan follows. */
export async function followPlans(_actor: Actor, tx: Tx, caseId: string, today: string, now: Date): Promise<void> {
  await sql`select plans.follow_plans(${caseId}, ${today}::date, ${now})`.execute(tx);
}
