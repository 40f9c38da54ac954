import type { Actor } from '#kernel/actor';
import type { Dimension } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import type { GoalState, PlanLevel } from './plan/schema.ts';

/** Plans are for those who accompany a case, and who supervise them; of a case that this actor may see. Row-level security stands behind it. */
const scope = (actor: Actor) =>
  sql`${['window', 'protection', 'supervisor'].includes(actor.role) ? sql`true` : sql`false`} and g.country = ${actor.country} and registry.may_see_case(g.case_id)`;

/** Needs that were met when this goal was reached. */
export async function metWith(actor: Actor, tx: Tx, goalId: string): Promise<string[]> {
  const { rows } = await sql<{ needs: string[] }>`select g.met_needs as needs from plans.goal g where g.id = ${goalId} and ${scope(actor)}`.execute(tx);
  return rows[0]?.needs ?? [];
}

export async function noteMet(actor: Actor, tx: Tx, goalId: string, needIds: readonly string[]): Promise<void> {
  await sql`update plans.goal g set met_needs = ${needIds as string[]}::uuid[] where g.id = ${goalId} and ${scope(actor)}`.execute(tx);
}

/** Goals of a plan that the new agreement does not have any more: nobody works towards them. */
export async function setAsideOthers(actor: Actor, tx: Tx, planId: string, goalIds: readonly string[], on: string): Promise<void> {
  await sql`update plans.goal g set state = 'set-aside', closed_on = ${on}::date
    where g.plan_id = ${planId} and g.state = 'open' and g.id <> all (${goalIds as string[]}::uuid[]) and ${scope(actor)}`.execute(tx);
}

export interface HouseholdGoalRow {
  readonly goalId: string; readonly caseId: string; readonly words: string; readonly dimension: Dimension; readonly level: PlanLevel; readonly state: GoalState;
}

/** Words of a goal as they were agreed last. */
export const GOAL_WORDS = sql<string>`coalesce((select x ->> 'words' from plans.plan_version v, jsonb_array_elements(v.content -> 'goals') x
  where v.plan_id = g.plan_id and x ->> 'goalId' = g.id::text order by v.number desc limit 1), '')`;

/** Goals for those who live together, of the agreed plans of these cases. */
export async function listHouseholdGoals(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<HouseholdGoalRow[]> {
  const { rows } = await sql<HouseholdGoalRow>`select g.id as "goalId", g.case_id as "caseId", ${GOAL_WORDS} as words, g.dimension, g.level, g.state
    from plans.goal g where g.case_id = any (${caseIds as string[]}::uuid[]) and g.whose = 'household' and g.state <> 'set-aside' and ${scope(actor)} order by g.id`.execute(tx);
  return rows;
}
