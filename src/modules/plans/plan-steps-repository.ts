import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { MOST_COUNTED_STEPS, type ActionState, type StepList, type Who } from './plan/schema.ts';
import type { FlatStep } from './rules/plan-draft.ts';

/** Plans are for those who accompany a case, and who supervise them. */
const reads = (actor: Actor) => (['window', 'protection', 'supervisor'].includes(actor.role) ? sql`true` : sql`false`);

/** First wall: the role, the country, and a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor) => sql`${reads(actor)} and a.country = ${actor.country} and registry.may_see_case(a.case_id)`;

export interface ActionRow {
  readonly id: string;
  readonly planId: string;
  readonly caseId: string;
  readonly goalId: string | null;
  readonly stepCode: string | null;
  readonly words: string | null;
  readonly who: Who['kind'];
  readonly organization: string | null;
  readonly relativeId: string | null;
  readonly firstDueOn: string;
  readonly dueOn: string;
  readonly state: ActionState;
  readonly why: string | null;
  readonly closedOn: string | null;
}

const ACTION = sql`a.id, a.plan_id as "planId", a.case_id as "caseId", a.goal_id as "goalId", a.step_code as "stepCode", a.words, a.who, a.organization, a.relative_id as "relativeId",
  a.first_due_on as "firstDueOn", a.due_on as "dueOn", a.state, a.why, a.closed_on as "closedOn" from plans.action a`;

/** Every step of the plan of a case, first due first. */
export async function listActions(actor: Actor, tx: Tx, caseId: string): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`select ${ACTION} where a.case_id = ${caseId} and ${scope(actor)} order by a.due_on, a.id`.execute(tx);
  return rows;
}

/** The step for a change: locked, so that two officers take turns. */
export async function lockAction(actor: Actor, tx: Tx, actionId: string): Promise<ActionRow | undefined> {
  const { rows } = await sql<ActionRow>`select ${ACTION} where a.id = ${actionId} and ${scope(actor)} for update of a`.execute(tx);
  return rows[0];
}

export interface KeptStep { readonly step: FlatStep; readonly plan: { readonly id: string; readonly caseId: string; readonly officeId: string } }

const organizationOf = (who: Who): string | null => (who.kind === 'organization' ? who.name.trim() : null);
const relativeOf = (who: Who): string | null => (who.kind === 'relative' ? who.personId : null);

/** A newly promised step; `false` if its id is another step's. */
export async function insertAction(actor: Actor, tx: Tx, { step, plan }: KeptStep): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into plans.action (id, plan_id, country, case_id, office_id, goal_id, step_code, words, who, organization, relative_id, first_due_on, due_on, state)
    values (${step.actionId}, ${plan.id}, ${actor.country}, ${plan.caseId}, ${plan.officeId}, ${step.goalId}, ${step.stepCode}, ${step.words}, ${step.who.kind}, ${organizationOf(step.who)},
      ${relativeOf(step.who)}, ${step.dueOn}::date, ${step.dueOn}::date, 'promised') on conflict (id) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}

/** A promised step as it was agreed anew. */
export async function rewordAction(actor: Actor, tx: Tx, { step, plan }: KeptStep): Promise<void> {
  await sql`update plans.action a set goal_id = ${step.goalId}, step_code = ${step.stepCode}, words = ${step.words}, who = ${step.who.kind}, organization = ${organizationOf(step.who)},
      relative_id = ${relativeOf(step.who)}, due_on = ${step.dueOn}::date
    where a.id = ${step.actionId} and a.plan_id = ${plan.id} and a.state = 'promised' and ${scope(actor)}`.execute(tx);
}

export interface ActionChange { readonly state: ActionState; readonly dueOn: string; readonly why: string | null; readonly closedOn: string | null }

export async function updateAction(actor: Actor, tx: Tx, actionId: string, to: ActionChange): Promise<void> {
  await sql`update plans.action a set state = ${to.state}, due_on = ${to.dueOn}::date, why = ${to.why}, closed_on = ${to.closedOn}::date where a.id = ${actionId} and ${scope(actor)}`.execute(tx);
}

export interface NewEvent { readonly id: string; readonly actionId: string; readonly caseId: string; readonly kind: 'promised' | 'moved' | 'done' | 'not-done' | 'again'; readonly dueOn: string; readonly why: string | null }

/** Notes what happened to steps. */
export async function insertEvents(actor: Actor, tx: Tx, events: readonly NewEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  await sql`insert into plans.action_event (id, action_id, country, case_id, kind, due_on, why, actor_id, at)
    select e.id, e.action_id, ${actor.country}, e.case_id, e.kind, e.due_on, e.why, ${actor.userId}, ${now}
    from unnest(${events.map((e) => e.id)}::uuid[], ${events.map((e) => e.actionId)}::uuid[], ${events.map((e) => e.caseId)}::uuid[], ${events.map((e) => e.kind)}::text[],
      ${events.map((e) => e.dueOn)}::date[], ${events.map((e) => e.why)}::text[]) as e (id, action_id, case_id, kind, due_on, why)`.execute(tx);
}

/** A line of the work list: a promised step, or (without words and who) a plan that is to be looked at again. */
export interface WorkRow {
  readonly id: string; readonly caseId: string; readonly stepCode: string | null; readonly words: string | null; readonly who: Who['kind'] | null; readonly dueOn: string;
}

/** Where a page of the list ends; the next one starts after it. */
export interface Place { readonly dueOn: string; readonly id: string }

export interface WorkQuery { readonly list: StepList; readonly words: readonly string[]; readonly after: Place | null; readonly today: string; readonly limit: number }

const UPCOMING_DAYS = 30;

/** First wall of a work list: the offices whose work the actor sees. */
const offices = sql`any ((select registry.actor_offices())::uuid[])`;

function dueCondition(list: StepList, today: string) {
  switch (list) {
    case 'overdue': return sql`w.due_on < ${today}::date`;
    case 'today': return sql`w.due_on = ${today}::date`;
    case 'upcoming': return sql`w.due_on > ${today}::date and w.due_on <= ${today}::date + ${UPCOMING_DAYS}::int`;
    case 'reviews': return sql`w.due_on <= ${today}::date`;
  }
}

/** What a list is made of, under one set of names. */
function source(actor: Actor, list: StepList) {
  return list === 'reviews'
    ? sql`(select p.id, p.case_id, null::text as step_code, null::text as words, null::text as who, p.review_on as due_on from plans.plan p
        where ${reads(actor)} and p.country = ${actor.country} and p.office_id = ${offices} and p.state = 'open' and p.review_on is not null) w`
    : sql`(select a.id, a.case_id, a.step_code, a.words, a.who, a.due_on from plans.action a
        where ${reads(actor)} and a.country = ${actor.country} and a.office_id = ${offices} and a.state = 'promised') w`;
}

/** A page of the work list of the actor's offices, the longest waiting first. */
export async function listWork(actor: Actor, tx: Tx, query: WorkQuery): Promise<WorkRow[]> {
  const after = query.after ? sql`(w.due_on, w.id) > (${query.after.dueOn}::date, ${query.after.id}::uuid)` : sql`true`;
  const named = query.words.length > 0 ? sql`plans.bears_names(w.case_id, ${query.words as string[]}::text[])` : sql`true`;
  const { rows } = await sql<WorkRow>`select w.id, w.case_id as "caseId", w.step_code as "stepCode", w.words, w.who, w.due_on as "dueOn" from ${source(actor, query.list)}
    where ${dueCondition(query.list, query.today)} and ${after} and ${named} order by w.due_on, w.id limit ${query.limit}`.execute(tx);
  return rows;
}

/** How many lines each list has, counted so far and no further. */
export async function countWork(actor: Actor, tx: Tx, today: string): Promise<Record<StepList, number>> {
  const counted = (list: StepList) => sql`(select count(*)::int from (select from ${source(actor, list)} where ${dueCondition(list, today)} limit ${MOST_COUNTED_STEPS}) n)`;
  const { rows } = await sql<Record<StepList, number>>`select ${counted('overdue')} as overdue, ${counted('today')} as today, ${counted('upcoming')} as upcoming,
    ${counted('reviews')} as reviews`.execute(tx);
  return rows[0]!;
}
