/** Versions of the conditions of a service: what the routes send and take. */
import { z } from 'zod';
import { ruleVersionSchema } from './schema.ts';
import { EVIDENCE_KINDS, PROPOSAL_STATES } from './schema/stewardship.ts';

const day = z.iso.date();

/** One version, as a steward reads it. */
export const criteriaVersionSchema = ruleVersionSchema.extend({
  criteria: z.json().nullable(),
  /** Further conditions by need. */
  needCriteria: z.record(z.string(), z.json()),
  reason: z.string().nullable(),
  /** Name of who wrote it; null for the pack. */
  by: z.string().nullable(),
  /** Name of who published it; null for the pack, and for what came into force before conditions were proposed. */
  publishedBy: z.string().nullable(),
  /** Published by whoever wrote it, because nobody else could. */
  unreviewed: z.boolean(),
  at: z.string(),
  /** True for the one by which people are judged today. */
  inForce: z.boolean(),
});
export type CriteriaVersion = z.infer<typeof criteriaVersionSchema>;

/** Conditions that are proposed: waiting, or sent back to whoever reads this. */
export const waitingCriteriaSchema = z.object({
  proposalId: z.uuid(),
  state: z.enum(PROPOSAL_STATES),
  criteria: z.json().nullable(),
  needCriteria: z.record(z.string(), z.json()),
  from: day,
  until: day.nullable(),
  reason: z.string(),
  by: z.string().nullable(),
  own: z.boolean(),
  at: z.string(),
  note: z.string().nullable(),
});
export type WaitingCriteria = z.infer<typeof waitingCriteriaSchema>;

export const criteriaHistorySchema = z.object({
  serviceId: z.string(),
  /** Newest first. */
  versions: z.array(criteriaVersionSchema),
  /** What is proposed, newest first; for stewards. */
  waiting: z.array(waitingCriteriaSchema),
  placeNames: z.record(z.string(), z.string()),
});
export type CriteriaHistory = z.infer<typeof criteriaHistorySchema>;

/** Conditions that somebody proposes; `basedOn` is the newest version that they saw. */
export const newCriteriaSchema = z.strictObject({
  basedOn: z.number().int().min(0),
  criteria: z.json(),
  /** Further conditions by need; absent: those that hold on the first day stay. */
  needCriteria: z.record(z.string().max(60), z.json()).optional(),
  from: day,
  until: day.nullable(),
  reason: z.string().trim().min(1, 'directory.criteria-reason-missing').max(600, 'directory.criteria-reason-long'),
  evidence: z.strictObject({ kind: z.enum(EVIDENCE_KINDS), text: z.string().trim().max(500, 'directory.text-too-long').default('') }),
});
export type NewCriteria = z.infer<typeof newCriteriaSchema>;
/** As a screen or a test sends it. */
export type ProposeCriteria = z.input<typeof newCriteriaSchema>;
