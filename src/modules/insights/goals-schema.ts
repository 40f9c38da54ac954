/** In which dimensions, and at which levels, people in the country work towards something. */
import { z } from 'zod';
import { BOARD_LEVELS } from '#plans/schema';
import { DIMENSIONS } from '#kernel/codes';

export const GoalFigures = z.object({
  /** Steps in which people are counted; nothing below the first of them. */
  step: z.number().int(),
  /** `null`: somebody, and fewer than one step. */
  cells: z.array(z.object({ dimension: z.enum(DIMENSIONS), level: z.enum(BOARD_LEVELS), people: z.number().int().nullable() })),
});
export type GoalFigures = z.infer<typeof GoalFigures>;
