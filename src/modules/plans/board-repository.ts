import type { Actor } from '#kernel/actor';
import { DIMENSIONS, type Dimension } from '#kernel/codes';
import { sql, type Tx } from '#platform/db';
import { BOARD_LEVELS, LEVELS_OF, type BoardCell, type BoardLevel } from './board/schema.ts';
import { GOAL_WORDS } from './goal-repository.ts';
import { MOST_COUNTED_STEPS, type PlanLevel } from './plan/schema.ts';

/** First wall: those who accompany cases or supervise them, their country, and the offices whose work they see. */
const reads = (actor: Actor) => (['window', 'protection', 'supervisor'].includes(actor.role) ? sql`true` : sql`false`);
const OFFICES = sql`o as materialized (select office from unnest((select registry.actor_offices())::uuid[]) as u (office))`;

const inCell = (actor: Actor, dimension: Dimension, level: BoardLevel) => sql`${reads(actor)} and g.country = ${actor.country} and g.office_id = o.office and g.state = 'open'
  and g.dimension = ${dimension} and g.level = any (${LEVELS_OF[level] as PlanLevel[]}::text[])`;

/** How many open goals of the offices stand in each of the nine cells, so far and no further. */
export async function countCells(actor: Actor, tx: Tx): Promise<BoardCell[]> {
  const cells = DIMENSIONS.flatMap((dimension) => BOARD_LEVELS.map((level) => ({ dimension, level })));
  const counted = cells.map(({ dimension, level }, i) => sql`(select count(*)::int from (
    select from o, lateral (select from plans.goal g where ${inCell(actor, dimension, level)} limit ${MOST_COUNTED_STEPS}) f limit ${MOST_COUNTED_STEPS}) n) as ${sql.ref(`c${i}`)}`);
  const { rows } = await sql<Record<string, number>>`with ${OFFICES} select ${sql.join(counted)}`.execute(tx);
  return cells.map((cell, i) => ({ ...cell, open: rows[0]![`c${i}`]! }));
}

export interface GoalOfCellRow {
  readonly goalId: string; readonly caseId: string; readonly words: string; readonly level: PlanLevel; readonly whose: 'person' | 'household';
  readonly promised: number; readonly nextOn: string | null;
}

export interface CellQuery { readonly dimension: Dimension; readonly level: BoardLevel; readonly words: readonly string[]; readonly after: string | null; readonly limit: number }

/** A page of the open goals of a cell, with what is promised for each. */
export async function listGoalsOfCell(actor: Actor, tx: Tx, query: CellQuery): Promise<GoalOfCellRow[]> {
  const after = query.after ? sql`g.id > ${query.after}::uuid` : sql`true`;
  const named = query.words.length > 0 ? sql`plans.bears_names(g.case_id, ${query.words as string[]}::text[])` : sql`true`;
  const { rows } = await sql<GoalOfCellRow>`with ${OFFICES}, k as materialized (
      select f.id from o, lateral (select g.id from plans.goal g where ${inCell(actor, query.dimension, query.level)} and ${after} and ${named} order by g.id limit ${query.limit}) f
      order by f.id limit ${query.limit})
    select g.id as "goalId", g.case_id as "caseId", ${GOAL_WORDS} as words, g.level, g.whose, s.promised, s.next_on as "nextOn"
    from k join plans.goal g on g.id = k.id, lateral (select count(*)::int as promised, min(a.due_on) as next_on from plans.action a where a.goal_id = g.id and a.case_id = g.case_id and a.state = 'promised') s
    order by g.id`.execute(tx);
  return rows;
}

export interface UnplannedRow { readonly caseId: string; readonly openedOn: string }
export interface UnplannedQuery { readonly before: string; readonly words: readonly string[]; readonly after: UnplannedRow | null; readonly limit: number }

const isUnplanned = (actor: Actor, before: string) => sql`${reads(actor)} and u.country = ${actor.country} and u.office_id = o.office and u.opened_on < ${before}::date`;

/** A page of the open cases without an agreed plan that were opened before a day, the oldest first. */
export async function listUnplanned(actor: Actor, tx: Tx, query: UnplannedQuery): Promise<UnplannedRow[]> {
  const after = query.after ? sql`(u.opened_on, u.case_id) > (${query.after.openedOn}::date, ${query.after.caseId}::uuid)` : sql`true`;
  const named = query.words.length > 0 ? sql`plans.bears_names(u.case_id, ${query.words as string[]}::text[])` : sql`true`;
  const { rows } = await sql<UnplannedRow>`with ${OFFICES}
    select f.case_id as "caseId", f.opened_on as "openedOn" from o, lateral (
      select u.case_id, u.opened_on from plans.unplanned u where ${isUnplanned(actor, query.before)} and ${after} and ${named} order by u.opened_on, u.case_id limit ${query.limit}) f
    order by f.opened_on, f.case_id limit ${query.limit}`.execute(tx);
  return rows;
}

/** How many there are, so far and no further. */
export async function countUnplanned(actor: Actor, tx: Tx, before: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`with ${OFFICES} select count(*)::int as n from (
    select from o, lateral (select from plans.unplanned u where ${isUnplanned(actor, before)} limit ${MOST_COUNTED_STEPS}) f limit ${MOST_COUNTED_STEPS}) n`.execute(tx);
  return rows[0]!.n;
}
