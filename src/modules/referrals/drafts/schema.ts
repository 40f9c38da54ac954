import { z } from 'zod';
import { LOCALES, URGENCIES } from '#kernel/codes';
import { needEndSchema } from '#assessment/schema';
import { CONSENT_SECTIONS } from '#registry/schema';
import { ATTENDED_BY } from '../attended.ts';

const Id = z.uuid();
const Label = z.object({ es: z.string(), en: z.string() });

/** What is written of a referral before it is sent. It remembers no consent: that is asked when it is sent, with the person there. */
export const DraftContent = z.strictObject({
  urgency: z.enum(URGENCIES).optional(),
  note: z.string().max(2000).optional(),
  /** What the officer means to ask the person to share. */
  sections: z.array(z.enum(CONSENT_SECTIONS)).max(20).default([]),
  /** Language in which the wording will be read. */
  locale: z.enum(LOCALES).optional(),
  /** The person wishes to be attended by a woman. */
  byWoman: z.boolean().optional(),
  /** How whoever cannot travel is attended. */
  attendedBy: z.enum(ATTENDED_BY).optional(),
  /** The earlier referral it takes the place of. */
  replaces: Id.optional(),
});
export type DraftContent = z.output<typeof DraftContent>;

export const SaveReferralDraft = z.strictObject({
  needId: Id,
  serviceId: z.string().min(1).max(120),
  /** What was read last; 0 begins one. Nobody overwrites what they have not read. */
  seq: z.number().int().min(0),
  content: DraftContent,
});
export type SaveReferralDraft = z.output<typeof SaveReferralDraft>;

export const ReferralDraftSaved = z.object({ draftId: Id, seq: z.number().int(), savedAt: z.iso.datetime() });
export type ReferralDraftSaved = z.infer<typeof ReferralDraftSaved>;

/** A draft as whoever goes on with it finds it; null where nothing is being written. */
export const ReferralDraft = z.object({
  draft: z.object({ draftId: Id, seq: z.number().int(), content: DraftContent, savedBy: z.string(), mine: z.boolean(), savedAt: z.iso.datetime() }).nullable(),
});
export type ReferralDraft = z.infer<typeof ReferralDraft>;

/** One draft in a list: where it leads, who wrote it last, and whether it waits too long. */
export const ReferralDraftLine = z.object({
  draftId: Id, caseId: Id, needId: Id, serviceId: z.string(), replaces: Id.nullable(),
  person: z.string(), publicCode: z.string(), needLabel: Label, serviceName: Label, organizationName: Label,
  savedBy: z.string(), mine: z.boolean(), savedAt: z.iso.datetime(), old: z.boolean(),
  /** How its need ended: it cannot be sent until that is open again or another one is chosen. */
  needEnded: needEndSchema.nullable(),
});
export type ReferralDraftLine = z.infer<typeof ReferralDraftLine>;

/** Another need that it should answer. */
export const MoveReferralDraft = z.strictObject({ needId: Id });
export type MoveReferralDraft = z.output<typeof MoveReferralDraft>;

export const ReferralDraftsOfCase = z.object({ drafts: z.array(ReferralDraftLine) });
export type ReferralDraftsOfCase = z.infer<typeof ReferralDraftsOfCase>;

export const DRAFT_LISTS = ['mine', 'office'] as const;
/** What I wrote last, and what is being written in the office. */
export type DraftList = (typeof DRAFT_LISTS)[number];

export const ReferralDrafts = z.object({
  list: z.enum(DRAFT_LISTS),
  counts: z.record(z.enum(DRAFT_LISTS), z.number().int()),
  items: z.array(ReferralDraftLine),
  next: z.string().nullable(),
});
export type ReferralDrafts = z.infer<typeof ReferralDrafts>;
