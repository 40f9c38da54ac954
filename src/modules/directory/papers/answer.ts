/** What the planner answers, as both sides of the wire read it. */
import { z } from 'zod';
import { missingSchema, reasonSchema } from './wire.ts';
import { assumptionsSchema, waySchema } from './way.ts';

/** Days counted from today. `from` counts what is unknown as nothing: it is "at least" unless `known`. */
const spanSchema = z.object({ from: z.number(), known: z.boolean(), worst: z.number().nullable() });
export type Span = z.infer<typeof spanSchema>;

const totalSchema = z.object({
  /** What is known, one sum per currency, in its smallest unit. */
  cost: z.array(z.object({ currency: z.string(), amount: z.number() })),
  costsUnknown: z.number(),
  visits: z.number(),
  visitsUnknown: z.number(),
  ready: spanSchema,
});
export type Total = z.infer<typeof totalSchema>;

/** A condition that nobody answered yet; the way is possible once it is. */
const toAskSchema = z.object({ wayId: z.string(), missing: z.array(missingSchema) });
export type ToAsk = z.infer<typeof toAskSchema>;

const stepSchema = z.object({
  document: z.string(),
  way: waySchema,
  /** What this way asks for, in the order of the ids: held already, or got by an earlier step. */
  bring: z.array(z.object({ document: z.string(), held: z.boolean() })),
  ask: z.array(toAskSchema),
  /** When it can be begun, and when the paper is there. */
  start: spanSchema,
  ready: spanSchema,
  /** Dates of the above, `YYYY-MM-DD`. */
  startOn: z.string(),
  readyOn: z.string(),
  readyAtWorst: z.string().nullable(),
  /** Any delay of this step delays the whole. */
  critical: z.boolean(),
  /** Got earlier it would lapse before it is used: not before this day. */
  notBefore: z.string().nullable(),
  /** What follows: the papers of this plan that wait for it, and services whose papers are then complete. */
  opens: z.object({ documents: z.array(z.string()), services: z.array(z.string()) }),
  /** Other ways to the same paper that are open to this person. */
  otherWays: z.array(z.string()),
});
export type Step = z.infer<typeof stepSchema>;

const planSchema = z.object({
  steps: z.array(stepSchema),
  total: totalSchema,
  /** False when the search was cut short: the plan is the earliest, a cheaper one may exist. */
  exact: z.boolean(),
});
export type Plan = z.infer<typeof planSchema>;

const blockerSchema = z.discriminatedUnion('kind', [
  /** Nobody says how this paper is had. */
  z.object({ kind: z.literal('noWay'), document: z.string() }),
  /** It waits for a paper that waits for it. */
  z.object({ kind: z.literal('circle'), document: z.string() }),
  /** A way asks for something that does not hold. */
  z.object({ kind: z.literal('condition'), document: z.string(), wayId: z.string(), against: z.array(reasonSchema), missing: z.array(missingSchema) }),
]);
export type Blocker = z.infer<typeof blockerSchema>;

const blockedSchema = z.object({
  document: z.string(),
  /** The smallest sets of which one, all together, would open a way. */
  sets: z.array(z.array(blockerSchema)),
  /** False when there may be other or smaller sets. */
  exact: z.boolean(),
});
export type Blocked = z.infer<typeof blockedSchema>;

export const paperPathSchema = z.object({
  /** What was asked for and is held already. */
  held: z.array(z.string()),
  /** Held papers of which the time has passed. */
  lapsed: z.array(z.string()),
  plan: planSchema,
  /** The plan without any condition that is still to be asked, for what can be had so; null when `plan` asks nothing. */
  sure: z.object({ plan: planSchema, without: z.array(z.string()) }).nullable(),
  blocked: z.array(blockedSchema),
  assumptions: assumptionsSchema,
  currency: z.string(),
});
/** The way to papers: answer of the planner. */
export type PaperPath = z.infer<typeof paperPathSchema>;
