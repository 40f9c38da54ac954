/** Shapes of what people say of offices and services, shared by server and browser. */
import { z } from 'zod';

const Id = z.uuid();
const Label = z.object({ es: z.string(), en: z.string() });

export const KINDS = ['suggestion', 'praise', 'service', 'staff', 'discrimination', 'data', 'abuse'] as const;
export type FeedbackKind = (typeof KINDS)[number];

/** About the conduct of people: nobody of their own office reads it. */
export const ABOUT_PEOPLE: readonly FeedbackKind[] = ['staff', 'discrimination', 'abuse'];

export const CHANNELS = ['portal', 'window', 'phone', 'paper', 'visit'] as const;
export const BY_HAND = ['window', 'phone', 'paper', 'visit'] as const satisfies readonly (typeof CHANNELS)[number][];

export const STATES = ['received', 'looking', 'passed-on', 'answered', 'closed'] as const;
export type FeedbackState = (typeof STATES)[number];

export const LISTS = ['received', 'looking', 'passed-on', 'late', 'answered', 'closed'] as const;
export type FeedbackList = (typeof LISTS)[number];
/** Lists are counted so far and no further. */
export const MOST_COUNTED = 500;

const SAID = 3_000;
const said = z.string().trim().min(3, 'feedback.say-something').max(SAID);

/** Written down by an officer for a person. */
export const RecordFeedback = z.strictObject({
  kind: z.enum(KINDS),
  channel: z.enum(BY_HAND),
  said,
  /** Office that it is about. */
  about: Id.optional(),
  serviceId: z.string().min(1).max(120).optional(),
  caseId: Id.optional(),
  name: z.string().trim().min(1).max(120).optional(),
  wantsAnswer: z.boolean(),
  /** A way to reach the person that is safe. */
  way: z.string().trim().min(1).max(200).optional(),
  language: z.enum(['es', 'en']),
});
export type RecordFeedback = z.infer<typeof RecordFeedback>;

/** Told once: the number that staff use, and the code with which the person reads the answer. */
export const RecordedFeedback = z.object({ ref: z.string(), code: z.string(), answerBy: z.iso.datetime().nullable() });
export type RecordedFeedback = z.infer<typeof RecordedFeedback>;

export const SearchFeedback = z.strictObject({ list: z.enum(LISTS), kind: z.enum(KINDS).optional(), text: z.string().max(120).optional(), after: z.string().max(200).optional() });
export type SearchFeedback = z.infer<typeof SearchFeedback>;

export const FeedbackLine = z.object({
  feedbackId: Id, ref: z.string(), kind: z.enum(KINDS), restricted: z.boolean(), channel: z.enum(CHANNELS), about: Label.nullable(), state: z.enum(STATES), receivedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(), late: z.boolean(), escalated: z.boolean(), answeredAt: z.iso.datetime().nullable(),
  holder: z.string().nullable(), passedTo: z.string().nullable(), reopened: z.number().int(),
});
export type FeedbackLine = z.infer<typeof FeedbackLine>;

export const FeedbackPage = z.object({ lines: z.array(FeedbackLine), next: z.string().nullable(), counts: z.record(z.enum(LISTS), z.number().int()) });
export type FeedbackPage = z.infer<typeof FeedbackPage>;

export const STEP_KINDS = ['received', 'taken', 'classified', 'passed-on', 'answered', 'content', 'not-content', 'closed', 'escalated'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export const COMMANDS = ['take', 'classify', 'pass-on', 'answer', 'close'] as const;
export type FeedbackCommand = (typeof COMMANDS)[number];

const note = z.string().trim().min(1).max(1_000).optional();

/** One step of whoever received it. `state` is what the page showed: who works on an old page is told. */
export const FeedbackStep = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('take'), seen: z.enum(STATES) }),
  z.strictObject({ step: z.literal('classify'), seen: z.enum(STATES), kind: z.enum(KINDS), about: Id.optional(), aboutAccount: Id.optional(), note }),
  z.strictObject({ step: z.literal('pass-on'), seen: z.enum(STATES), office: Id.optional(), to: z.string().trim().min(2).max(160).optional(), note }),
  z.strictObject({ step: z.literal('answer'), seen: z.enum(STATES), answer: z.string().trim().min(3, 'feedback.say-something').max(2_000), note }),
  z.strictObject({ step: z.literal('close'), seen: z.enum(STATES), note }),
]);
export type FeedbackStep = z.infer<typeof FeedbackStep>;

/** `inSight` is false when the step itself took it out of sight. */
export const SteppedFeedback = z.object({ inSight: z.boolean() });

const HappenedStep = z.object({
  kind: z.enum(STEP_KINDS), what: z.string().nullable(), by: z.string().nullable(), at: z.iso.datetime(),
  words: z.array(z.object({ kind: z.enum(['answer', 'note', 'reply']), text: z.string() })),
});
export type HappenedStep = z.infer<typeof HappenedStep>;

export const FeedbackView = FeedbackLine.extend({
  officeId: Id.nullable(), serviceName: Label.nullable(), aboutAccount: z.object({ accountId: Id, name: z.string() }).nullable(),
  /** Only for whoever may see the case. */
  caseId: Id.nullable(),
  said: z.string(), name: z.string().nullable(), way: z.string().nullable(), wantsAnswer: z.boolean(), language: z.enum(['es', 'en']),
  ackDueAt: z.iso.datetime(), answerDueAt: z.iso.datetime(), steps: z.array(HappenedStep), commands: z.array(z.enum(COMMANDS)),
  /** Until when the person may say that the answer is not enough. */
  contentUntil: z.iso.datetime().nullable(),
  offices: z.array(z.object({ officeId: Id, name: Label })), people: z.array(z.object({ accountId: Id, name: z.string() })),
});
export type FeedbackView = z.infer<typeof FeedbackView>;
