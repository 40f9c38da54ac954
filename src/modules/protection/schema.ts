/** The words of protection: the family of a child, looked for, looked at, decided about, and the hand-over. Shared by server and browser. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

const Id = z.uuid();
const Day = z.string().refine(isPlainDate, 'protection.no-such-day');
const Label = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });
const words = (max: number) => z.string().trim().min(1, 'protection.words-missing').max(max);

/** What is confirmed of every relative in every country; a country adds to it and takes nothing off. */
export const ALWAYS_REQUIRED = ['identity-seen', 'relation-proven', 'home-seen', 'no-danger-known', 'child-heard'] as const;

/** What a country may set: `countries/<cc>/protection.json`. */
export const protectionPackSchema = z.strictObject({
  /** True until the institution has confirmed the list and the days. */
  proposed: z.boolean().default(true),
  /** Looked at besides what is always looked at. */
  verification: z.array(z.strictObject({ id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), label: Label })).default([]),
  /** Until protection looks again, unless it says another day. */
  lookAgainDays: z.int().min(1).max(90).default(7),
  /** After a relative was refused to a child, somebody asks how it is. */
  careAfterRefusalDays: z.int().min(1).max(60).default(3),
});

export const FAMILY_STATES = ['open', 'handed-over', 'ended'] as const;
export type FamilyState = (typeof FAMILY_STATES)[number];

export const KIN_WORDS = ['parent', 'grandparent', 'sibling', 'uncle-aunt', 'cousin', 'guardian', 'in-law', 'other'] as const;
/** What a relative is to the child. */
export type KinWord = (typeof KIN_WORDS)[number];
export const FOUND_HOW = ['child-told', 'family-came', 'consulate', 'authority', 'organization', 'registry', 'other'] as const;
export type FoundHow = (typeof FOUND_HOW)[number];
export const CHILD_WORDS = ['not-asked', 'wants', 'unsure', 'does-not-want', 'fears'] as const;
/** What the child says about being with this relative. */
export type ChildWord = (typeof CHILD_WORDS)[number];
export const CHECK_RESULTS = ['confirmed', 'not-yet', 'against'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];
export const CARE_KINDS = ['wider-family', 'known-adult', 'foster-family', 'small-home', 'supported-living', 'institution'] as const;
/** Kinds of care, the last resort last. */
export type CareKind = (typeof CARE_KINDS)[number];
export const OUTCOMES = ['reunite', 'not-with-them', 'care', 'go-on-looking'] as const;
/** What the authority decided. */
export type Outcome = (typeof OUTCOMES)[number];
export const HANDOVER_POINTS = ['at-the-office', 'at-home', 'elsewhere'] as const;
export type HandoverPoint = (typeof HANDOVER_POINTS)[number];
export const HANDOVER_STATES = ['planned', 'done', 'cancelled', 'ended'] as const;
export type HandoverState = (typeof HANDOVER_STATES)[number];
export const END_CODES = ['accompanied', 'of-age', 'other-country', 'mistake', 'other'] as const;
export type EndCode = (typeof END_CODES)[number];

export const OpenFamily = z.strictObject({ caseId: Id, nextOn: Day.optional() });
export type OpenFamily = z.infer<typeof OpenFamily>;

/** How they are reached without putting anybody in danger. */
const SafeWay = z.strictObject({ value: words(120), how: z.string().trim().max(200).optional() });

export const AddRelative = z.strictObject({
  name: words(160), word: z.enum(KIN_WORDS), foundHow: z.enum(FOUND_HOW),
  /** The same person in the registry, if they are on record and in sight. */
  personId: Id.optional(),
  admin2: z.string().max(40).optional(), reach: z.string().trim().max(120).optional(), reachHow: z.string().trim().max(200).optional(), note: z.string().trim().max(1000).optional(),
});
export type AddRelative = z.infer<typeof AddRelative>;

export const HearChild = z.strictObject({ word: z.enum(['wants', 'unsure', 'does-not-want', 'fears']), said: words(1000), on: Day });
export type HearChild = z.infer<typeof HearChild>;

export const CheckRelative = z.strictObject({ item: z.string().max(64), result: z.enum(CHECK_RESULTS), on: Day, note: z.string().trim().max(1000).optional() });
export type CheckRelative = z.infer<typeof CheckRelative>;

export const Why = z.strictObject({ why: words(1000) });
export type Why = z.infer<typeof Why>;

export const ConsiderCare = z.strictObject({ kind: z.enum(CARE_KINDS), where: words(300), suits: z.boolean(), reasons: words(2000) });
export type ConsiderCare = z.infer<typeof ConsiderCare>;

export const RecordDecision = z.strictObject({
  outcome: z.enum(OUTCOMES), relativeId: Id.optional(), careOptionId: Id.optional(),
  authority: words(200), paper: words(200), decidedOn: Day, reasons: words(2000),
});
export type RecordDecision = z.infer<typeof RecordDecision>;

export const PlanHandover = z.strictObject({
  plannedOn: Day, point: z.enum(HANDOVER_POINTS), place: words(300), broughtBy: words(200), cannotTravel: z.boolean(), travelAid: z.boolean(),
});
export type PlanHandover = z.infer<typeof PlanHandover>;

export const StepHandover = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('done'), on: Day, identitySeen: z.boolean(), note: z.string().trim().max(1000).optional() }),
  z.strictObject({ step: z.literal('cancelled'), why: words(1000) }),
  z.strictObject({ step: z.literal('ended'), why: words(1000) }),
]);
export type StepHandover = z.infer<typeof StepHandover>;

export const LookAgain = z.strictObject({ nextOn: Day });
export type LookAgain = z.infer<typeof LookAgain>;

export const EndFamily = z.strictObject({ code: z.enum(END_CODES), why: words(1000) });
export type EndFamily = z.infer<typeof EndFamily>;

const checkView = z.object({ item: z.string(), result: z.enum(CHECK_RESULTS), on: z.string(), note: z.string().nullable(), by: z.string().nullable(), at: z.iso.datetime() });
export type CheckView = z.infer<typeof checkView>;

export const relativeView = z.object({
  familyRelativeId: Id, personId: z.string().nullable(), name: z.string(), word: z.enum(KIN_WORDS), foundHow: z.enum(FOUND_HOW), admin2: z.string().nullable(), admin2Name: z.string().nullable(),
  reach: SafeWay.nullable(), note: z.string().nullable(), childWord: z.enum(CHILD_WORDS),
  /** Protection keeps somebody from the child whose name sounds like this one. */
  soundsApart: z.boolean(),
  aside: z.object({ why: z.string(), at: z.iso.datetime() }).nullable(),
  /** Newest of each item, in the order of the list. */
  checks: z.array(z.object({ item: z.string(), newest: checkView.nullable(), before: z.array(checkView) })),
  verified: z.boolean(),
});
export type RelativeView = z.infer<typeof relativeView>;

const careView = z.object({ careOptionId: Id, kind: z.enum(CARE_KINDS), where: z.string(), suits: z.boolean(), reasons: z.string(), by: z.string().nullable(), at: z.iso.datetime() });
export type CareView = z.infer<typeof careView>;

const decisionView = z.object({
  familyDecisionId: Id, outcome: z.enum(OUTCOMES), relativeId: z.string().nullable(), careOptionId: z.string().nullable(), authority: z.string(), paper: z.string(), reasons: z.string(),
  decidedOn: z.string(), by: z.string().nullable(), at: z.iso.datetime(), revoked: z.object({ why: z.string(), at: z.iso.datetime() }).nullable(),
  /** The last word of the authority. */
  stands: z.boolean(),
});
export type DecisionView = z.infer<typeof decisionView>;

const handoverView = z.object({
  familyHandoverId: Id, relativeId: Id, plannedOn: z.string(), point: z.enum(HANDOVER_POINTS), place: z.string(), broughtBy: z.string(), cannotTravel: z.boolean(), travelAid: z.boolean(),
  state: z.enum(HANDOVER_STATES), doneOn: z.string().nullable(), said: z.string().nullable(), by: z.string().nullable(), at: z.iso.datetime(),
});
export type HandoverView = z.infer<typeof handoverView>;

const familyWork = z.object({
  questionId: Id, caseId: Id, nextOn: z.string(), ended: z.object({ code: z.enum(END_CODES), why: z.string() }).nullable(),
  items: z.array(z.object({ id: z.string(), label: Label.nullable() })),
  relatives: z.array(relativeView), care: z.array(careView), decisions: z.array(decisionView), handovers: z.array(handoverView),
  /** What stands between the child and whom the authority decided for; empty: a hand-over may be planned. */
  before: z.array(z.object({ code: z.string(), message: z.string() })),
});
export type FamilyWork = z.infer<typeof familyWork>;

/** What a case says of the family of its child: to most, only that protection looks after it. */
export const familyView = z.object({
  caseId: Id, personId: Id, today: z.string(), mayBeChild: z.boolean(), caseOpen: z.boolean(), mayWork: z.boolean(), proposed: z.boolean(), lookAgainOn: z.string(),
  state: z.enum(FAMILY_STATES).nullable(), since: z.iso.datetime().nullable(),
  /** For protection of an office that sees the case. */
  work: familyWork.nullable(),
});
export type FamilyView = z.infer<typeof familyView>;
