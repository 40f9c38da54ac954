/** What a country may set about complaints and suggestions: `countries/<cc>/feedback.json`. */
import { join } from 'node:path';
import { z } from 'zod';
import { officesSlice } from '#access';
import { defineSlice, type Pack } from '#platform/country';
import { KINDS } from './schema.ts';

const clock = z.strictObject({
  /** By when somebody looks at it: hours on the clock, or days on which offices work. */
  acknowledge: z.union([z.strictObject({ hours: z.number().int().min(1).max(240) }), z.strictObject({ workingDays: z.number().int().min(1).max(30) })]),
  /** By when it is answered. */
  answerWorkingDays: z.number().int().min(1).max(90),
});
export type Clock = z.infer<typeof clock>;

const STANDARD: Clock = { acknowledge: { workingDays: 2 }, answerWorkingDays: 15 };
const RESTRICTED: Clock = { acknowledge: { hours: 24 }, answerWorkingDays: 15 };

const schema = z.strictObject({
  source: z.string().min(1).optional(),
  /** True until the institution has confirmed it. */
  proposed: z.boolean().default(true),
  /** Days of the week on which offices work; 1 is Monday. Holidays are not known. */
  workingDays: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
  clocks: z.partialRecord(z.enum(KINDS), clock).default({}),
  standard: clock.default(STANDARD),
  restricted: clock.default(RESTRICTED),
  /** Kinds that only the closed circle reads. Abuse always is one. */
  restrictedKinds: z.array(z.enum(KINDS)).default(['abuse']),
  /** Offices of the closed circle, by their ref, at least two; none named: wherever protection works, and the national supervision. */
  circleOffices: z.array(z.string().min(1)).default([]),
  /** Days in which a person may say that an answer is not enough. */
  contentDays: z.number().int().min(1).max(180).default(15),
});
export type FeedbackPack = z.infer<typeof schema>;

export const feedbackSlice = defineSlice<FeedbackPack>('feedback', schema as z.ZodType<FeedbackPack>);

/** What is wrong with the offices of the circle: one that is not there reads nothing, and where one is alone nobody reads in time what is about its own people. */
export function circleFaults(pack: Pack): string[] {
  const named = [...new Set(pack.slice(feedbackSlice).circleOffices)];
  const known = new Set(pack.slice(officesSlice).offices.filter((office) => office.kind !== 'provider').map((office) => office.ref));
  const [alone, ...others] = named;
  return [
    ...named.filter((ref) => !known.has(ref)).map((ref) => `${ref} is no office that could be of the circle`),
    ...(alone !== undefined && others.length === 0 ? [`${alone} is the whole circle: nobody would read in time what is about its own people; name two offices at least, or none`] : []),
  ].map((fault) => `${join(pack.folder, 'feedback.json')}: circleOffices: ${fault}`);
}
