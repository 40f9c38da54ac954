/** What somebody looks at before they send or change a referral. */
import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { Id, Label } from './shapes.ts';
import { SharedSection, Snapshot } from './views.ts';
import { ATTENDED_BY } from './words.ts';

/** What the send dialog needs: the sections with what each would show, the consent wording, the time to answer. */
export const SendOptions = z.object({
  recipient: z.object({ serviceId: z.string(), serviceName: Label, organizationId: z.string(), organizationName: Label, hasInbox: z.boolean(), womenAttend: z.boolean().nullable() }),
  /** This service has an open referral for this need. */
  alreadyAsked: z.boolean(),
  wording: Label,
  wordingVersion: z.string(),
  daysToAnswer: z.record(z.enum(URGENCIES), z.number().int()),
  /** How urgent the need is; the referral starts with the same. */
  urgency: z.enum(URGENCIES),
  age: z.number().int().nullable(),
  /** The person said before that they would rather be attended by a woman. */
  prefersWoman: z.boolean(),
  always: Snapshot,
  sections: z.array(SharedSection.extend({ contact: z.boolean(), available: z.boolean() })),
  /** Only the closed circle knows of the need: a refusal is as secret. */
  reserved: z.boolean(),
  /** The country lets this role send in an emergency without consent. */
  mayOverride: z.boolean(),
  /** Within how many hours somebody else looks at that. */
  hoursToReview: z.number().int(),
});
export type SendOptions = z.infer<typeof SendOptions>;

export const SentReferral = z.object({ referralId: Id, dueAt: z.iso.datetime(), hasInbox: z.boolean() });
export type SentReferral = z.infer<typeof SentReferral>;

/** What an amendment starts from. */
export const AmendOptions = z.object({
  urgency: z.enum(URGENCIES), note: z.string().nullable(), byWoman: z.boolean(), attendedBy: z.enum(ATTENDED_BY).nullable(),
  /** Shared now; those among them may go on or end without asking anew. */
  shared: z.array(z.string()),
  /** No consent carries it yet: an emergency does. */
  emergency: z.boolean(),
  options: SendOptions,
  caseId: Id,
});
export type AmendOptions = z.infer<typeof AmendOptions>;
