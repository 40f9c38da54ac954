import { z } from 'zod';
import { LOCALES, URGENCIES } from '#kernel/codes';
import { placesLeftSchema } from '#directory/schema';
import { CONSENT_GIVERS, CONSENT_SECTIONS } from '#registry/schema';
import { ATTENDED_BY } from './attended.ts';

export { ATTENDED_BY };
export type { CoursesOfCase, CourseView } from './course/schema.ts';
export type { ReferralDraftLine, ReferralDraftsOfCase } from './drafts/schema.ts';

/** Everything a referral can be. `expired` is never stored: it is what the clock makes of an unanswered one. */
export const REFERRAL_STATES = [
  'draft', 'sent', 'received', 'accepted', 'declined', 'more-information-asked', 'waiting-list',
  'in-service', 'completed', 'did-not-come', 'withdrawn', 'expired',
] as const;
export type ReferralState = (typeof REFERRAL_STATES)[number];

/** States that rest in the database (all but the one that the clock computes). */
export const STORED_STATES = REFERRAL_STATES.filter((state) => state !== 'expired');

/** No command leads out of these. */
export const CLOSED_STATES = ['declined', 'completed', 'did-not-come', 'withdrawn'] as const satisfies readonly ReferralState[];

export const COMMAND_KINDS = [
  'send', 'open', 'accept', 'decline', 'ask', 'waiting-list', 'start', 'complete', 'did-not-come',
  'withdraw', 'answer', 'resend', 'acknowledge', 'consent-withdrawn', 'amend', 'confirm', 'go-on', 'not-justified',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

export const OUTCOMES = ['reached', 'partly', 'not-reached'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CONFIRMATIONS = ['yes', 'partly', 'no'] as const;
/** What the person says of an outcome. */
export type Confirmation = (typeof CONFIRMATIONS)[number];

export const CONSENT_MANNERS = ['read-aloud', 'read-by-person', 'interpreter'] as const;
export type ConsentManner = (typeof CONSENT_MANNERS)[number];

const Id = z.uuid();
const Note = z.string().trim().min(1).max(2000);
const Label = z.object({ es: z.string(), en: z.string() });
const Code = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/);

/** Lists are counted so far, and no further: "200 or more". */
export const MOST_COUNTED = 200;

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

/** What an amendment starts from. */
export const AmendOptions = z.object({
  urgency: z.enum(URGENCIES), note: z.string().nullable(), byWoman: z.boolean(), attendedBy: z.enum(ATTENDED_BY).nullable(),
  /** Shared now; those among them may go on or end without asking anew. */
  shared: z.array(z.string()),
  /** No consent carries it yet: an emergency does. */
  emergency: z.boolean(),
  options: z.lazy(() => SendOptions),
  caseId: Id,
});
export type AmendOptions = z.infer<typeof AmendOptions>;

/** What the person said of the outcome, or that they were not reached. */
export const ConfirmOutcome = z.strictObject({ answer: z.enum([...CONFIRMATIONS, 'not-reached']), note: Note.optional() });
export type ConfirmOutcome = z.infer<typeof ConfirmOutcome>;

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

export const AnswerQuestion = z.strictObject({ answer: Note });
export type AnswerQuestion = z.infer<typeof AnswerQuestion>;

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
export const OfficerReferral = Shown.extend({
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
  attendedBy: z.enum(ATTENDED_BY).nullable(),
  /** Names of the sections that were shared beyond the minimum. */
  sections: z.array(Label),
  history: z.array(ReferralEvent),
});
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

const WORKING_LISTS = ['returned', 'unanswered', 'waiting', 'answered'] as const;
/** The officer's work lists: came back · past its time · waiting for others · answered, to be confirmed. Every sent referral stands on one of them. */
export type WorkingList = (typeof WORKING_LISTS)[number];

export const OFFICER_LISTS = [...WORKING_LISTS, 'late', 'escalated', 'case-closed'] as const;
/** And what looks across them: late to begin or to end · with supervision · its case was closed. */
export type OfficerList = (typeof OFFICER_LISTS)[number];

export const OfficerReferrals = z.object({
  counts: z.record(z.enum(OFFICER_LISTS), z.number().int()),
  list: z.enum(OFFICER_LISTS),
  items: z.array(OfficerReferral),
  /** Where the next page starts. */
  next: z.string().nullable(),
});
export type OfficerReferrals = z.infer<typeof OfficerReferrals>;

export const INBOX_LISTS = ['new', 'open', 'closed', 'ended'] as const;
/** The provider's lists; `ended` are those whose sharing the person or supervision ended. */
export type InboxList = (typeof INBOX_LISTS)[number];

export const Inbox = z.object({
  counts: z.record(z.enum(INBOX_LISTS), z.number().int()),
  list: z.enum(INBOX_LISTS),
  items: z.array(InboxItem),
  next: z.string().nullable(),
});
export type Inbox = z.infer<typeof Inbox>;

/** Places left of each own service, and who waits, in the published order. */
export const WaitingLists = z.object({
  services: z.array(z.object({
    serviceId: z.string(), name: Label, places: placesLeftSchema,
    waiting: z.array(z.object({ referralId: Id, publicCode: z.string().nullable(), urgency: z.enum(URGENCIES), since: z.iso.datetime() })),
  })),
});
export type WaitingLists = z.infer<typeof WaitingLists>;

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

/** What a provider chooses from when declining. */
export const DeclineOptions = z.object({ reasons: z.array(z.object({ code: z.string(), label: Label })) });
export type DeclineOptions = z.infer<typeof DeclineOptions>;
