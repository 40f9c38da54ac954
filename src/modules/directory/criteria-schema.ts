/** Versions of the conditions of a service: what the routes send and take. */
import { z } from 'zod';
import { ruleVersionSchema } from './schema.ts';

const day = z.iso.date();

/** One version, as a steward reads it. */
export const criteriaVersionSchema = ruleVersionSchema.extend({
  criteria: z.json().nullable(),
  /** Further conditions by need; a new version keeps those of its first day. */
  needCriteria: z.record(z.string(), z.json()),
  reason: z.string().nullable(),
  /** Name of who wrote it; null for the pack. */
  by: z.string().nullable(),
  at: z.string(),
  /** True for the one by which people are judged today. */
  inForce: z.boolean(),
});
export type CriteriaVersion = z.infer<typeof criteriaVersionSchema>;

export const criteriaHistorySchema = z.object({
  serviceId: z.string(),
  /** Newest first. */
  versions: z.array(criteriaVersionSchema),
  placeNames: z.record(z.string(), z.string()),
});
export type CriteriaHistory = z.infer<typeof criteriaHistorySchema>;

/** A new version; `basedOn` is the newest one that its author saw. */
export const newCriteriaSchema = z.strictObject({
  basedOn: z.number().int().min(0),
  criteria: z.json(),
  from: day,
  until: day.nullable(),
  reason: z.string().trim().min(1, 'directory.criteria-reason-missing').max(600, 'directory.criteria-reason-long'),
});
export type NewCriteria = z.infer<typeof newCriteriaSchema>;
