/** The board of dimension and level for the country. Pure. */
import { BOARD_LEVELS, type BoardLevel } from '#plans/schema';
import { DIMENSIONS, type Dimension } from '#kernel/codes';
import type { GoalFigures } from './goals-schema.ts';

export interface GoalCount { readonly dimension: Dimension; readonly level: BoardLevel; readonly people: number }

/** Psychosocial goals are among them: shown from ten, and in whole tens. */
const STEP = 10;

/**
 * Nine cells, each rounded down to whole steps. The board is of this moment, and somebody may look every day: whole numbers would tell when one person came or went.
 * No sums stand beside it, and people stand in several cells, so that nothing can be subtracted.
 */
export function protectedBoard(counts: readonly GoalCount[]): GoalFigures {
  const cells = DIMENSIONS.flatMap((dimension) => BOARD_LEVELS.map((level) => {
    const people = counts.find((c) => c.dimension === dimension && c.level === level)?.people ?? 0;
    return { dimension, level, people: people > 0 && people < STEP ? null : Math.floor(people / STEP) * STEP };
  }));
  return { step: STEP, cells };
}
