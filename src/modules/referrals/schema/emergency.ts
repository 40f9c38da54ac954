/** Sending without consent where life is at risk, and the look at it afterwards. */
import { z } from 'zod';
import { Id, Label, Note } from './shapes.ts';
import { REFERRAL_STATES } from './words.ts';

export const EMERGENCY_REASONS = ['life-at-risk', 'cannot-consent'] as const;

/** Without consent: who decided it and why. It goes out with first name, code, age, need and at most a safe contact. */
export const EmergencyReferral = z.strictObject({
  needId: Id,
  serviceId: z.string().min(1).max(120),
  reason: z.enum(EMERGENCY_REASONS),
  decidedBy: z.string().trim().min(2).max(120),
  profession: z.string().trim().min(2).max(120),
  note: Note,
  withContact: z.boolean().default(false),
});
export type EmergencyReferral = z.output<typeof EmergencyReferral>;

export const VERDICTS = ['justified', 'not-justified'] as const;
export const ReviewEmergency = z.strictObject({ verdict: z.enum(VERDICTS), note: Note });
export type ReviewEmergency = z.infer<typeof ReviewEmergency>;

/** One emergency, as whoever looks at it afterwards sees it. */
export const EmergencyLine = z.object({
  overrideId: Id, referralId: Id, caseId: Id, person: z.string(), publicCode: z.string(), needLabel: Label, serviceName: Label, organizationName: Label,
  state: z.enum(REFERRAL_STATES), reason: z.enum(EMERGENCY_REASONS), decidedBy: z.string(), profession: z.string(), note: z.string(), by: z.string(), at: z.iso.datetime(),
  reviewBy: z.iso.datetime(), late: z.boolean(),
  /** Consent took its place. */
  consented: z.boolean(),
  mayReview: z.boolean(),
  review: z.object({ verdict: z.enum(VERDICTS), note: z.string(), by: z.string(), at: z.iso.datetime(), late: z.boolean() }).nullable(),
});
export type EmergencyLine = z.infer<typeof EmergencyLine>;

export const REVIEW_LISTS = ['waiting', 'done'] as const;
export const EmergencyReviews = z.object({
  list: z.enum(REVIEW_LISTS), items: z.array(EmergencyLine), next: z.string().nullable(), waiting: z.number().int(), late: z.number().int(),
  /** Waiting too, for the closed circle alone: a number, and how many are late. */
  reserved: z.object({ waiting: z.number().int(), late: z.number().int() }),
});
export type EmergencyReviews = z.infer<typeof EmergencyReviews>;
