/** A referral as its sender and as the service reads it. */
import { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { Id, Label } from './shapes.ts';
import { ATTENDED_BY, COMMAND_KINDS, CONFIRMATIONS, OUTCOMES, REFERRAL_STATES } from './words.ts';

/** One fact as the provider reads it: a label and a value in words, nothing to look up. */
export const SharedItem = z.object({
  code: z.string(),
  label: Label,
  value: Label,
});
export type SharedItem = z.infer<typeof SharedItem>;

export const SharedSection = z.object({
  code: z.string(),
  label: Label,
  items: z.array(SharedItem),
});
export type SharedSection = z.infer<typeof SharedSection>;

/** The only thing about the person that a provider ever reads: copied at sending, cut to what was agreed. */
export const Snapshot = z.object({
  firstName: z.string(),
  publicCode: z.string(),
  age: z.number().int().nullable(),
  need: z.object({ code: z.string(), label: z.object({ es: z.string(), en: z.string() }) }),
  note: z.string().nullable(),
  /** Wishes to be attended by a woman. */
  byWoman: z.boolean().optional(),
  /** Copies of earlier versions do not say. */
  attendedBy: z.enum(ATTENDED_BY).nullish(),
  sections: z.array(SharedSection),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const ReferralEvent = z.object({
  at: z.iso.datetime(),
  kind: z.enum(COMMAND_KINDS),
  state: z.enum(REFERRAL_STATES),
  by: z.string(),
  /** It came by link or sheet: the name was typed, nobody was signed in. */
  byLink: z.boolean(),
  side: z.enum(['officer', 'provider', 'person', 'supervisor']),
  note: z.string().nullable(),
  reason: Label.nullable(),
});
export type ReferralEvent = z.infer<typeof ReferralEvent>;

/** What both sides may know of a referral. */
const Shown = z.object({
  referralId: Id,
  state: z.enum(REFERRAL_STATES),
  urgency: z.enum(URGENCIES),
  serviceId: z.string(),
  serviceName: Label,
  organizationName: Label,
  needCode: z.string(),
  needLabel: Label,
  sentAt: z.iso.datetime().nullable(),
  dueAt: z.iso.datetime().nullable(),
  stateSince: z.iso.datetime(),
  note: z.string().nullable(),
  reason: Label.nullable(),
  question: z.string().nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  /** How far the clock of the present step has run; null where nobody is waited for. */
  stage: z.enum(['on-time', 'reminded', 'officer', 'supervisor']).nullable(),
  clockAt: z.iso.datetime().nullable(),
  /** When what is shared last changed after sending. */
  amendedAt: z.iso.datetime().nullable(),
  confirmed: z.enum(CONFIRMATIONS).nullable(),
  /** Sent in an emergency, and no consent has taken its place yet. */
  emergency: z.boolean(),
  actions: z.array(z.enum(COMMAND_KINDS)),
});

/** A referral as the officer sees it, on the case page and in the work lists. */
export const OfficerReferralLine = Shown.extend({
  caseId: Id,
  personId: Id,
  needId: Id,
  person: z.string(),
  publicCode: z.string(),
  alternativeServiceId: z.string().nullable(),
  handled: z.boolean(),
  confirmTries: z.number().int(),
  /** Its case was closed, and nobody decided yet whether it goes on. */
  caseClosed: z.boolean(),
  shareClosed: z.boolean(),
  byWoman: z.boolean(),
  /** How the service is asked to attend whoever cannot travel. */
  attendedBy: z.enum(ATTENDED_BY).nullable(),
  /** Names of the sections that were shared beyond the minimum. */
  sections: z.array(Label),
});
export type OfficerReferralLine = z.infer<typeof OfficerReferralLine>;

export const OfficerReferral = OfficerReferralLine.extend({ history: z.array(ReferralEvent) });
export type OfficerReferral = z.infer<typeof OfficerReferral>;

/** Open referrals as they may stand on paper; `left`: how many may not. */
export const ReferralsOnPaper = z.object({ referrals: z.array(z.object({ referralId: Id, serviceName: Label, state: z.enum(REFERRAL_STATES) })), left: z.number().int() });
export type ReferralsOnPaper = z.infer<typeof ReferralsOnPaper>;

/** A row of the provider's inbox; the person is a first name and a code. */
export const InboxItem = Shown.extend({
  firstName: z.string().nullable(),
  publicCode: z.string().nullable(),
  late: z.boolean(),
  /** The person or supervision ended the sharing. */
  shareClosed: z.boolean(),
});
export type InboxItem = z.infer<typeof InboxItem>;

/** The referral as the provider reads it. `shared` is null once the person withdrew consent. */
export const InboxReferral = InboxItem.extend({ shared: Snapshot.nullable(), history: z.array(ReferralEvent) });
export type InboxReferral = z.infer<typeof InboxReferral>;

/** What a provider chooses from when declining. */
export const DeclineOptions = z.object({ reasons: z.array(z.object({ code: z.string(), label: Label })) });
export type DeclineOptions = z.infer<typeof DeclineOptions>;
