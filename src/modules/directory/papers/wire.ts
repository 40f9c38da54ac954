/** Parts of answers that matching has too. */
import { z } from 'zod';
import { FACT_CODES, type FactCode } from '#kernel/facts';

export { reasonSchema } from '../matching/suggestion.ts';

/** A fact that could still change a condition, and whether it may be asked. */
export const missingSchema = z.object({
  fact: z.enum(FACT_CODES as unknown as [FactCode, ...FactCode[]]),
  key: z.string().optional(),
  reason: z.enum(['ask', 'declined', 'restricted']),
});
