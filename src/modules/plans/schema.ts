/** The words of follow-up: what is due, who tried to reach the person, what they told. Shared by server and browser. */
import { z } from 'zod';
import { DIMENSIONS, LOCALES, URGENCIES } from '#kernel/codes';
import { isPlainDate } from '#kernel/dates';
import { answerSchema, instrumentSchema, wordingSchema } from '#assessment/schema';
import { CHANNELS as CONTACT_KINDS, RELATION_WORDS } from '#registry/schema';

const Id = z.uuid();
const day = z.string().refine(isPlainDate, 'plans.no-such-day');

export const CHANNELS = ['phone', 'message', 'video', 'visit', 'office'] as const;
export type Channel = (typeof CHANNELS)[number];

export const ROUNDS = ['baseline', 'm6', 'm12', 'm18'] as const;
/** Times at which the sustainability survey is asked. */
export type Round = (typeof ROUNDS)[number];

export const FOLLOW_UP_STATES = ['planned', 'talked', 'done', 'lost', 'closed', 'cancelled'] as const;
/**
 * `talked`: the person was reached, the survey is still to be asked · `lost`: nobody could reach the person ·
 * `closed`: it ended otherwise (refused, left the country, died).
 */
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

export const OUTCOMES = ['reached', 'later', 'no-answer', 'wrong-contact', 'not-safe', 'refused', 'left-country', 'died'] as const;
/** How an attempt went. */
export type Outcome = (typeof OUTCOMES)[number];

export const TIMES = ['overdue', 'today', 'upcoming'] as const;
export type Timing = (typeof TIMES)[number];

export const rhythmStepSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  label: wordingSchema,
  after: z.union([z.strictObject({ days: z.number().int().min(0) }), z.strictObject({ months: z.number().int().min(1) })]),
  channel: z.enum(CHANNELS),
  /** The survey is asked at this contact. */
  round: z.enum(ROUNDS).optional(),
});
export type RhythmStep = z.infer<typeof rhythmStepSchema>;

export const attemptRulesSchema = z.strictObject({
  /** Days until the next try when nobody answered. */
  retryAfterDays: z.number().int().min(1),
  /** Tries without an answer after which the supervisor sees it. */
  escalateAfter: z.number().int().min(1),
  /** Tries without an answer after which the person counts as lost to follow-up. */
  lostAfter: z.number().int().min(2),
  /** The way that follows another one which did not reach the person; after the last comes the first. */
  channels: z.array(z.enum(CHANNELS)).min(1).default(['phone', 'message', 'visit']),
});
export type AttemptRules = z.infer<typeof attemptRulesSchema>;

export const plansPackSchema = z.strictObject({
  source: z.string().min(1),
  /** False while the rhythm is the product's default and the country has not set its own. */
  setByCountry: z.boolean(),
  rhythm: z.array(rhythmStepSchema).min(1),
  /** Another rhythm for cases of an urgency; those that are not named have the common one. */
  rhythmByUrgency: z.partialRecord(z.enum(URGENCIES), z.array(rhythmStepSchema).min(1)).optional(),
  attempts: attemptRulesSchema,
  weightSet: z.string().min(1),
});
export type PlansPack = z.infer<typeof plansPackSchema>;

export const RecordAttempt = z.strictObject({
  channel: z.enum(CHANNELS),
  outcome: z.enum(OUTCOMES),
  note: z.string().trim().max(1000).optional(),
  /** The contact that was used, one of the ways of `FollowUpDetail`. */
  contactId: Id.optional(),
  /** With `later`: the day the person asked for. */
  nextOn: day.optional(),
  /** The person was reached and does not want to answer the survey. */
  surveyDeclined: z.boolean().default(false),
});
export type RecordAttempt = z.infer<typeof RecordAttempt>;
export type RecordAttemptInput = z.input<typeof RecordAttempt>;

export const RescheduleFollowUp = z.strictObject({ dueOn: day, why: z.string().trim().min(1).max(500) });
export type RescheduleFollowUp = z.infer<typeof RescheduleFollowUp>;

/** A contact outside of the rhythm. */
export const ScheduleFollowUp = z.strictObject({ dueOn: day, channel: z.enum(CHANNELS), round: z.enum(ROUNDS).optional() });
export type ScheduleFollowUp = z.infer<typeof ScheduleFollowUp>;

export const SURVEY_MODES = ['in-person', 'phone', 'self', 'proxy'] as const;
export const RecordSurvey = z.strictObject({
  answers: z.record(z.string().max(60), answerSchema),
  mode: z.enum(SURVEY_MODES),
  locale: z.enum(LOCALES),
  /** The person agreed to answer, after hearing what it is for. */
  agreed: z.literal(true, 'plans.agreement-missing'),
});
export type RecordSurvey = z.infer<typeof RecordSurvey>;

export const SCORED = [...DIMENSIONS, 'composite'] as const;
export type ScoredDimension = (typeof SCORED)[number];

export const scoreSchema = z.object({
  dimension: z.enum(SCORED),
  /** 0…1, higher is better; null where too little was answered. */
  value: z.number().min(0).max(1).nullable(),
  /** Share of the weight that was answered. */
  completeness: z.number().min(0).max(1),
});
export type Score = z.infer<typeof scoreSchema>;

export const surveyViewSchema = z.object({
  surveyId: Id,
  caseId: Id,
  round: z.enum(ROUNDS),
  askedOn: z.string(),
  weightSet: z.string(),
  /** False: the weights are not the official ones, and every screen says so. */
  official: z.boolean(),
  scores: z.array(scoreSchema),
});
export type SurveyView = z.infer<typeof surveyViewSchema>;

export const attemptViewSchema = z.object({
  attemptId: Id, at: z.iso.datetime(), channel: z.enum(CHANNELS), outcome: z.enum(OUTCOMES), note: z.string().nullable(),
  /** The number or address that was used, and what the relative is whose it is. */
  by: z.string().nullable(), relative: z.enum(RELATION_WORDS).nullable(),
});
export type AttemptView = z.infer<typeof attemptViewSchema>;

/** A way to reach the person that may be used: their own, or a relative's. */
export const waySchema = z.object({
  contactId: Id,
  kind: z.enum(CONTACT_KINDS),
  value: z.string(),
  /** By which channels it may be used. */
  channels: z.array(z.enum(CHANNELS)),
  /** `ask-first`: say nothing of the programme before it is known who answers. */
  safety: z.enum(['safe', 'ask-first']),
  mayLeaveMessage: z.boolean(),
  whoAnswers: z.string().nullable(),
  hours: z.string().nullable(),
  neutralSender: z.string().nullable(),
  relative: z.object({ relationId: Id, word: z.enum(RELATION_WORDS), name: z.string() }).nullable(),
  /** It was tried in this contact and did not serve. */
  failed: z.boolean(),
});
export type Way = z.infer<typeof waySchema>;

export const FOUND_HOW = ['contact', 'came', 'relative', 'institution'] as const;
/** How somebody who was lost was found: at a contact, they came by themselves, a relative or an institution told. */
export type FoundHow = (typeof FOUND_HOW)[number];

/** Somebody who was lost is found without a contact of follow-up. */
export const FindPerson = z.strictObject({ how: z.enum(['came', 'relative', 'institution']), note: z.string().trim().max(300).optional() });
export type FindPerson = z.infer<typeof FindPerson>;

export const lostPeriodSchema = z.object({
  periodId: Id, caseId: Id, from: z.string(), lastSafeOn: z.string().nullable(), lastSafeChannel: z.enum(CHANNELS).nullable(),
  until: z.string().nullable(), how: z.enum(FOUND_HOW).nullable(),
});
export type LostPeriodView = z.infer<typeof lostPeriodSchema>;

export const followUpSchema = z.object({
  followUpId: Id,
  caseId: Id,
  code: z.string(),
  label: wordingSchema,
  channel: z.enum(CHANNELS),
  round: z.enum(ROUNDS).nullable(),
  dueOn: z.string(),
  state: z.enum(FOLLOW_UP_STATES),
  /** Set only while somebody has to do something. */
  timing: z.enum(TIMES).nullable(),
  daysLate: z.number().int(),
  attempts: z.number().int(),
  escalated: z.boolean(),
  lostOn: z.string().nullable(),
  lastChannel: z.enum(CHANNELS).nullable(),
  outcome: z.enum(OUTCOMES).nullable(),
  closedOn: z.string().nullable(),
});
export type FollowUpView = z.infer<typeof followUpSchema>;

export const caseFollowUpsSchema = z.object({
  followUps: z.array(followUpSchema),
  surveys: z.array(surveyViewSchema),
  /** Times in which nobody could reach the person, oldest first; the last one without an end is now. */
  lost: z.array(lostPeriodSchema),
  /** False: the rhythm is the product's default. */
  rhythmSetByCountry: z.boolean(),
});
export type CaseFollowUps = z.infer<typeof caseFollowUpsSchema>;

export const followUpDetailSchema = z.object({
  followUp: followUpSchema,
  attempts: z.array(attemptViewSchema),
  ways: z.array(waySchema),
  /** Contacts of the person that must not be used. */
  unsafe: z.number().int(),
  /** What the person asked for before somebody talks to them. */
  asksFor: z.array(z.enum(['woman', 'interpreter'])),
  /** The survey to ask, when this contact has one and it was not answered yet. */
  instrument: instrumentSchema.nullable(),
  tooYoung: z.boolean(),
});
export type FollowUpDetail = z.infer<typeof followUpDetailSchema>;

export const workLineSchema = followUpSchema.extend({ publicCode: z.string(), name: z.string(), place: z.string().nullable() });
export type WorkLine = z.infer<typeof workLineSchema>;

export const WORK_LISTS = ['due', 'overdue', 'today', 'upcoming', 'escalated', 'lost'] as const;
export type WorkListKind = (typeof WORK_LISTS)[number];

/** A page of a work list; names to look for travel in the body of a search. */
export const WorkListQuery = z.strictObject({ list: z.enum(WORK_LISTS).default('due'), after: z.string().max(200).optional() });
export const SearchWork = WorkListQuery.extend({ text: z.string().max(120) });
export type SearchWork = z.infer<typeof WorkListQuery> & { readonly text?: string | undefined };

export const workListSchema = z.object({
  lines: z.array(workLineSchema),
  /** Where the next page begins. */
  next: z.string().nullable(),
  counts: z.object({ overdue: z.number().int(), today: z.number().int(), upcoming: z.number().int(), escalated: z.number().int(), lost: z.number().int() }),
});
export type FollowUpWorkList = z.infer<typeof workListSchema>;

export type { ActionView, PlanView } from './plan/schema.ts';
export { promisedSteps } from './rules/plan-steps.ts';
export { BOARD_LEVELS, type BoardLevel } from './board/schema.ts';
export type { CaseSupport } from './support/schema.ts';
