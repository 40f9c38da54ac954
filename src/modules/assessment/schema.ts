/** The words of the room: answers, assessments, needs, alerts. Shared by server and browser. */
import { z } from 'zod';
import { offerVerdictSchema } from '#directory/matching';
import { DIMENSIONS, LOCALES, URGENCIES } from '#kernel/codes';
import { criteriaSchema, instrumentSchema, wordingSchema } from './instrument.ts';
import { NEED_LEVELS } from './levels.ts';

export * from './alert-schema.ts';
export * from './duty-schema.ts';
export * from './instrument.ts';
export * from './need-schema.ts';

const Id = z.uuid();
const questionCode = z.string().min(1).max(60);

const cell = z.union([z.boolean(), z.number(), z.string().max(500), z.array(z.string().max(80)).max(60), z.record(z.string().max(80), z.string().max(80))]);
/** One answer within a row. */
export type Cell = z.infer<typeof cell>;

const rowSchema = z.strictObject({ id: z.string().min(1).max(40), answers: z.record(z.string().min(1).max(60), cell) });
/** One child, one job: an id that stays, and its answers. */
export type Row = z.infer<typeof rowSchema>;

const rowsSchema = z.strictObject({ rows: z.array(rowSchema).max(40) });
export type Rows = z.infer<typeof rowsSchema>;

const answerValue = z.union([
  z.boolean(), z.number(), z.string().max(500),
  z.array(z.string().max(80)).max(60),
  rowsSchema,
  z.record(z.string().max(80), z.string().max(80)),
]);
export type AnswerValue = z.infer<typeof answerValue>;

/**
 * `value`: just said · `confirmed`: was known and still holds · `declined`: does not want to say, not asked again ·
 * `dontKnow`: nobody knows today, may be asked another day.
 */
export const answerSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('value'), value: answerValue }),
  z.strictObject({ state: z.literal('confirmed') }),
  z.strictObject({ state: z.literal('declined') }),
  z.strictObject({ state: z.literal('dontKnow') }),
]);
export type Answer = z.infer<typeof answerSchema>;

/** Question code → answer; a question that is absent was not answered yet. */
export type Answers = Readonly<Record<string, Answer>>;
const answersSchema = z.record(questionCode, answerSchema);

export const NEED_STATES = ['open', 'met', 'withdrawn'] as const;
export type NeedState = (typeof NEED_STATES)[number];

export const NEED_SOURCES = ['rule', 'hand', 'alarm'] as const;
/** How a need came to be: by a rule of the country, by an officer, by one answer that raises it at once. */
export type NeedSource = (typeof NEED_SOURCES)[number];

export const needRuleSchema = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  when: criteriaSchema,
  need: z.string().regex(/^[a-z_]+$/),
  urgency: z.enum(URGENCIES),
  /** Whom or what it is about; the person, where the rule does not say. */
  level: z.enum(NEED_LEVELS).optional(),
  reason: wordingSchema,
  /** The reason itself tells something that only the closed circle may know. */
  restricted: z.boolean().optional(),
});
export type NeedRule = z.infer<typeof needRuleSchema>;

export const needReasonSchema = z.object({ code: z.string(), wording: wordingSchema });
export type NeedReason = z.infer<typeof needReasonSchema>;

export const INTERVIEW_MODES = ['in-person', 'phone', 'video'] as const;
/** Where somebody stands on the way back when the interview takes place. */
export const INTERVIEW_PHASES = ['pre-departure', 'arrival', 'after-return'] as const;

/** How an interview was held: in which language it was spoken, whether somebody interpreted. `locale` is the language of the words on the screen. */
const heldSchema = z.object({
  /** ISO 639-3, where it was not the language on the screen. */
  spoken: z.string().regex(/^[a-z]{3}$/).nullable(),
  interpreter: z.boolean(),
  mode: z.enum(INTERVIEW_MODES),
  phase: z.enum(INTERVIEW_PHASES),
});
export type Held = z.infer<typeof heldSchema>;

export const StartAssessment = z.strictObject({ instrument: z.string().min(1).max(60), locale: z.enum(LOCALES), held: heldSchema.strict().optional() });
export type StartAssessment = z.infer<typeof StartAssessment>;

/** Answers since the last save; the draft keeps the others. `null` takes an answer back. */
export const SaveAnswers = z.strictObject({ answers: z.record(questionCode, answerSchema.nullable()) });
export type SaveAnswers = z.infer<typeof SaveAnswers>;

export const AddNeed = z.strictObject({ need: z.string().regex(/^[a-z_]+$/).max(60), urgency: z.enum(URGENCIES), level: z.enum(NEED_LEVELS).optional(), note: z.string().trim().max(500).optional() });
export type AddNeed = z.infer<typeof AddNeed>;

export const SetNeedState = z.strictObject({ state: z.enum(NEED_STATES), why: z.string().trim().min(1).max(500) });
export type SetNeedState = z.infer<typeof SetNeedState>;

export const ASKED_STATES = ['ask', 'confirm', 'answered', 'declined'] as const;
/** What to do with a question now: ask it · show what is known for confirmation · show the answer · say that it was declined. */
export type AskedState = (typeof ASKED_STATES)[number];

export const askedQuestionSchema = z.object({
  code: questionCode,
  state: z.enum(ASKED_STATES),
  /** What is known already, in the form of an answer. */
  known: answerValue.nullable(),
  answer: answerSchema.nullable(),
});
export type AskedQuestion = z.infer<typeof askedQuestionSchema>;

export const progressSchema = z.object({ done: z.number().int(), total: z.number().int() });

export const assessmentViewSchema = z.object({
  assessmentId: Id,
  caseId: Id,
  instrument: instrumentSchema,
  state: z.enum(['draft', 'completed']),
  startedOn: z.string(),
  sections: z.array(z.object({ code: z.string(), questions: z.array(askedQuestionSchema) })),
  progress: progressSchema,
});
export type AssessmentView = z.infer<typeof assessmentViewSchema>;

export const snapshotLineSchema = z.object({ section: z.string(), code: z.string(), question: z.string(), answer: z.string(), state: z.enum(['value', 'confirmed', 'declined', 'dontKnow']),
  /** Of a repeated group: what was asked and answered, row by row. */
  rows: z.array(z.array(z.object({ question: z.string(), answer: z.string() }))).optional(),
});
export type SnapshotLine = z.infer<typeof snapshotLineSchema>;

export const findingSeenSchema = z.object({ code: z.string(), level: z.enum(NEED_LEVELS).nullable(), polarity: z.enum(['risk', 'protective', 'neutral']), label: z.string() });
/** What an interview shows, in the words of its language. */
export type FindingSeen = z.infer<typeof findingSeenSchema>;

export const assessmentLineSchema = z.object({
  assessmentId: Id,
  /** The case in which it was asked: the one asked about, or one that goes on in it. */
  caseId: Id,
  instrument: z.string(),
  version: z.string(),
  title: wordingSchema,
  state: z.enum(['draft', 'completed']),
  startedOn: z.string(),
  completedOn: z.string().nullable(),
});
export type AssessmentLine = z.infer<typeof assessmentLineSchema>;

export const assessmentListSchema = z.object({
  assessments: z.array(assessmentLineSchema),
  /** Instruments that may be started for this person. */
  available: z.array(z.object({ code: z.string(), version: z.string(), title: wordingSchema })),
  /** Languages of the country, most spoken first, for saying in which one it is held. */
  languages: z.array(z.string()),
});
export type AssessmentList = z.infer<typeof assessmentListSchema>;

export const completedViewSchema = z.object({
  assessmentId: Id,
  caseId: Id,
  title: z.string(),
  version: z.string(),
  locale: z.string(),
  completedOn: z.string(),
  held: heldSchema,
  lines: z.array(snapshotLineSchema),
  findings: z.array(findingSeenSchema),
  /** Lines that only the closed circle reads were left out. */
  withheld: z.number().int(),
});
export type CompletedView = z.infer<typeof completedViewSchema>;

export const needViewSchema = z.object({
  needId: Id,
  /** The case where it stands: the one asked about, or one that goes on in it. */
  caseId: Id,
  need: z.string(),
  label: wordingSchema,
  dimension: z.enum(DIMENSIONS).nullable(),
  level: z.enum(NEED_LEVELS),
  /** Another need of the case that answers this one too. */
  coveredBy: z.object({ needId: Id, label: wordingSchema }).nullable(),
  urgency: z.enum(URGENCIES),
  state: z.enum(NEED_STATES),
  source: z.enum(NEED_SOURCES),
  reasons: z.array(needReasonSchema),
  note: z.string().nullable(),
  restricted: z.boolean(),
  openedOn: z.string(),
  closedOn: z.string().nullable(),
});
export type NeedView = z.infer<typeof needViewSchema>;

export const needListSchema = z.object({ needs: z.array(needViewSchema) });

/** A service that changed and now fits somebody: told once per change, with the reasons as they are when it is read. */
export const fitNewsSchema = z.object({
  newsId: Id,
  caseId: Id,
  needId: Id,
  name: z.string(),
  /** The reader keeps the case. */
  mine: z.boolean(),
  need: wordingSchema,
  /** There was nothing for this need before. */
  waited: z.boolean(),
  at: z.iso.datetime(),
  service: z.object({ id: z.string(), name: wordingSchema, organization: z.string(), place: z.string().nullable(), phone: z.string().nullable() }),
  verdict: offerVerdictSchema,
  /** What decided it, in the language of the reader. */
  because: z.array(z.string()),
  /** How much is still to be settled: questions, papers, a word with the provider. */
  stillAsked: z.number().int(),
});
export type FitNews = z.infer<typeof fitNewsSchema>;

export const fitNewsListSchema = z.object({ news: z.array(fitNewsSchema) });
export type FitNewsList = z.infer<typeof fitNewsListSchema>;

export const answersRecord = answersSchema;
