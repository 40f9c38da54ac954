/** What is said to a referral: by its sender, and by the service. */
import { z } from 'zod';
import { LOCALES, URGENCIES } from '#kernel/codes';
import { CONSENT_GIVERS, CONSENT_SECTIONS } from '#registry/schema';
import { Code, Id, Note } from './shapes.ts';
import { ATTENDED_BY, CONFIRMATIONS, CONSENT_MANNERS, OUTCOMES } from './words.ts';

/** What was agreed, how it was made known, and by whom. */
const Agreed = z.strictObject({
  given: z.boolean(),
  sections: z.array(z.enum(CONSENT_SECTIONS)).max(20),
  locale: z.enum(LOCALES),
  wordingVersion: z.string().min(1).max(40),
  manner: z.enum(CONSENT_MANNERS),
  givenBy: z.enum(CONSENT_GIVERS).default('person'),
  /** A child was asked too and agrees. */
  childAssent: z.boolean().optional(),
});

/** What the officer sends for one need: where to, how soon, and what the person agreed to share. */
export const SendReferral = z.strictObject({
  needId: Id,
  serviceId: z.string().min(1).max(120),
  urgency: z.enum(URGENCIES),
  note: z.string().trim().max(2000).optional(),
  /** The person wishes to be attended by a woman, and wants the service to know. */
  byWoman: z.boolean().optional(),
  attendedBy: z.enum(ATTENDED_BY).optional(),
  /** The earlier referral this one takes the place of; it leaves the officer's list. */
  replaces: Id.optional(),
  consent: Agreed,
});
export type SendReferral = z.output<typeof SendReferral>;

export const AcceptReferral = z.strictObject({ note: Note.optional() });
export type AcceptReferral = z.infer<typeof AcceptReferral>;

export const DeclineReferral = z.strictObject({
  reason: Code,
  note: Note.optional(),
  /** A service that the provider thinks fits better. */
  alternativeServiceId: z.string().min(1).max(120).optional(),
  /** What is wrong with what the directory says of who may come; goes to the steward. Nothing of the person. */
  requirements: z.string().trim().min(1).max(500).optional(),
});
export type DeclineReferral = z.infer<typeof DeclineReferral>;

export const AskMore = z.strictObject({ question: Note });
export type AskMore = z.infer<typeof AskMore>;

export const CompleteReferral = z.strictObject({ outcome: z.enum(OUTCOMES), note: Note.optional() });
export type CompleteReferral = z.infer<typeof CompleteReferral>;

export const NoteOnly = z.strictObject({ note: Note.optional() });
export type NoteOnly = z.infer<typeof NoteOnly>;

export const WithdrawReferral = z.strictObject({ note: Note });
export type WithdrawReferral = z.infer<typeof WithdrawReferral>;

/** A change after sending: less may be shared at any time, more only with a new consent. Never another service, person or need. */
export const AmendReferral = z.strictObject({
  urgency: z.enum(URGENCIES),
  note: z.string().trim().max(2000).optional(),
  sections: z.array(z.enum(CONSENT_SECTIONS)).max(20),
  /** The wish to be attended by a woman; not said: as it was. */
  byWoman: z.boolean().optional(),
  /** How whoever cannot travel is attended; null takes it out, not said: as it was. */
  attendedBy: z.enum(ATTENDED_BY).nullable().optional(),
  /** Given anew: for more sections, or where an emergency went before. */
  consent: Agreed.optional(),
});
export type AmendReferral = z.output<typeof AmendReferral>;

/** What the person said of the outcome, or that they were not reached. */
export const ConfirmOutcome = z.strictObject({ answer: z.enum([...CONFIRMATIONS, 'not-reached']), note: Note.optional() });
export type ConfirmOutcome = z.infer<typeof ConfirmOutcome>;

export const AnswerQuestion = z.strictObject({ answer: Note });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;
