/** What people say of a need: how urgent it is, at which level it lies, what covers it, what happened to it. */
import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { wordingSchema } from './instrument.ts';
import { NEED_LEVELS } from './levels.ts';

export { NEED_LEVELS, type NeedLevel } from './levels.ts';

const why = z.string().trim().min(1, 'assessment.why-missing').max(500);

export const ChangeNeed = z.strictObject({ urgency: z.enum(URGENCIES).optional(), level: z.enum(NEED_LEVELS).optional(), why });
export type ChangeNeed = z.infer<typeof ChangeNeed>;

/** `by`: the need of the same case that answers this one too; `null` takes it back. */
export const CoverNeed = z.strictObject({ by: z.uuid().nullable(), why });
export type CoverNeed = z.infer<typeof CoverNeed>;

const NEED_EVENT_KINDS = ['state', 'urgency', 'level', 'covered'] as const;
export type NeedEventKind = (typeof NEED_EVENT_KINDS)[number];

export const needHappeningSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(NEED_EVENT_KINDS),
  was: z.string().nullable(),
  becomes: z.string().nullable(),
  why: z.string().nullable(),
  byRules: z.boolean(),
  /** Who did it; nobody where rules did. */
  who: z.string().nullable(),
  /** In words, of the need that covers it. */
  covering: wordingSchema.nullable(),
});
export type NeedHappening = z.infer<typeof needHappeningSchema>;

/** How a need ended: what was written about it, and the need that answers it too, where there is one. */
export const needEndSchema = z.object({ state: z.enum(['met', 'withdrawn']), on: z.string(), why: z.string().nullable(), coveredBy: wordingSchema.nullable() });
export type NeedEnd = z.infer<typeof needEndSchema>;

export const needHistorySchema = z.object({ caseId: z.uuid(), history: z.array(needHappeningSchema) });
