/** What stands beside the plan of a case, and goals over many cases: the board of dimension and level, and the list behind each of its cells. */
import { z } from 'zod';
import { wordingSchema } from '#assessment/schema';
import { DIMENSIONS, type Dimension } from '#kernel/codes';
import { GOAL_STATES, PLAN_LEVELS, WHOSE, type PlanLevel } from '../plan/schema.ts';

const Id = z.uuid();

export const BOARD_LEVELS = ['individual', 'community', 'structural'] as const;
/** A column of the board: what is for the person and for those they live with is one. */
export type BoardLevel = (typeof BOARD_LEVELS)[number];

/** Levels of goals that a column counts. */
export const LEVELS_OF: Readonly<Record<BoardLevel, readonly PlanLevel[]>> = { individual: ['individual', 'household'], community: ['community'], structural: ['structural'] };

/** The column in which a goal stands. */
export function columnOf(level: PlanLevel): BoardLevel {
  return level === 'household' ? 'individual' : level;
}

export const boardCell = z.object({ dimension: z.enum(DIMENSIONS), level: z.enum(BOARD_LEVELS), open: z.number().int() });
export type BoardCell = z.infer<typeof boardCell>;

/** Nine cells, each with its goals: every goal in one of them. */
export function boardOf(goals: readonly { readonly dimension: Dimension; readonly level: PlanLevel }[]): BoardCell[] {
  return DIMENSIONS.flatMap((dimension) => BOARD_LEVELS.map((level) => (
    { dimension, level, open: goals.filter((g) => g.dimension === dimension && columnOf(g.level) === level).length })));
}

export const goalBoardSchema = z.object({ cells: z.array(boardCell) });
export type GoalBoard = z.infer<typeof goalBoardSchema>;

export const GoalsOfCell = z.object({ dimension: z.enum(DIMENSIONS), level: z.enum(BOARD_LEVELS), after: z.uuid().optional() });
export const FindGoals = z.strictObject({ ...GoalsOfCell.shape, text: z.string().max(120) });
export type GoalsQuery = z.infer<typeof GoalsOfCell> & { readonly text?: string | undefined };

export const goalLineSchema = z.object({
  goalId: Id, caseId: Id, publicCode: z.string(), name: z.string(), words: z.string(), level: z.enum(PLAN_LEVELS), whose: z.enum(WHOSE),
  /** Steps that are promised for it, and the first day of them. */
  promised: z.number().int(), nextOn: z.string().nullable(),
});
export type GoalLine = z.infer<typeof goalLineSchema>;

export const goalPageSchema = z.object({ lines: z.array(goalLineSchema), next: z.string().nullable() });
export type GoalPage = z.infer<typeof goalPageSchema>;

export const planBesideSchema = z.object({
  /** Goals for those who live together that were agreed in the plan of another of them. */
  household: z.array(z.object({
    caseId: Id, name: z.string(),
    goals: z.array(z.object({ goalId: Id, words: z.string(), dimension: z.enum(DIMENSIONS), level: z.enum(PLAN_LEVELS), state: z.enum(GOAL_STATES) })),
  })),
  /** Why the person had left, as far as they told, and the templates that answer it. */
  causes: z.array(z.object({ code: z.string(), words: wordingSchema, templates: z.array(z.string()) })),
});
export type PlanBeside = z.infer<typeof planBesideSchema>;
