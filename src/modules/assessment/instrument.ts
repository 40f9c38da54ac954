/**
 * Questionnaires as versioned data. The model stays compatible with XLSForm, the survey format of the field: kinds of
 * questions, choices, `relevant`, `constraint`; a `levels` question is a group of select_one questions in a table.
 */
import { z } from 'zod';
import { DIMENSIONS, URGENCIES } from '#kernel/codes';
import { parseCriteria, type Criteria } from '#kernel/criteria';
import { isFactCode, type FactCode } from '#kernel/facts';
import { NEED_LEVELS } from './levels.ts';

const code = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/);

/** A wording in Spanish and English; other languages may stand beside them, never instead of them. */
export const wordingSchema = z.object({ es: z.string().min(1), en: z.string().min(1) }).catchall(z.string().min(1));
export type Wording = z.infer<typeof wordingSchema>;

export const QUESTION_KINDS = ['select_one', 'select_multiple', 'yes_no', 'levels', 'integer', 'date', 'text', 'places', 'repeat'] as const;
/**
 * `levels`: for each of several things one level (languages, papers, six daily activities).
 * `places`: municipalities of the country. `repeat`: a group of questions per child or job, `begin_repeat` of XLSForm.
 */
export type QuestionKind = (typeof QUESTION_KINDS)[number];

export const SENSITIVITIES = ['open', 'personal', 'restricted'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

export const choiceSchema = z.object({
  code,
  label: wordingSchema,
  /** Score of the option, 0…1; absent or null when it is not scored. */
  score: z.number().min(0).max(1).nullable().optional(),
  /** "Does not know", "does not apply": an answer without a value. */
  missing: z.boolean().optional(),
  /** Choosing this one excludes the others of a select_multiple ("none of these"). */
  alone: z.boolean().optional(),
  /** Level of a `levels` question that counts as having the thing, where the fact is a plain list. */
  counts: z.boolean().optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

const factCode = z.custom<FactCode>((value) => typeof value === 'string' && isFactCode(value), 'not a fact of the vocabulary');

/** Criteria in the words of the vocabulary of facts; anything else is refused where it is read. */
export const criteriaSchema = z.custom<Criteria>((value) => parseCriteria(value).ok, 'not criteria over known facts');

const answerList = z.array(z.union([z.string(), z.boolean()])).min(1);
const alarmSchema = z.object({ code, answers: answerList });
const raiseSchema = z.object({ answers: answerList, need: z.string(), urgency: z.enum(URGENCIES), level: z.enum(NEED_LEVELS).optional(), reason: wordingSchema });

/** A question within a repeated group: no fact, no alarm, no score, for what one row says is never known of the person alone. */
const rowQuestionSchema = z.object({
  code,
  kind: z.enum(QUESTION_KINDS).exclude(['repeat', 'places']),
  label: wordingSchema,
  hint: wordingSchema.optional(),
  choices: z.array(choiceSchema).optional(),
  levels: z.array(choiceSchema).optional(),
  optional: z.boolean().default(true),
  relevantAnswer: z.object({ question: code, answers: answerList }).optional(),
  constraint: z.object({ min: z.number().optional(), max: z.number().optional(), maxLength: z.number().int().optional() }).optional(),
});
export type RowQuestion = z.infer<typeof rowQuestionSchema>;

const repeatSchema = z.object({
  /** What one row is: a child, a job. */
  item: wordingSchema,
  most: z.int().positive().max(40),
  questions: z.array(rowQuestionSchema).min(1),
  /** Rows that count for the fact of the question; all of them, where nothing is said. */
  countWhere: z.object({ question: code, answers: answerList }).optional(),
});

export const questionSchema = z.object({
  code,
  kind: z.enum(QUESTION_KINDS),
  label: wordingSchema,
  hint: wordingSchema.optional(),
  choices: z.array(choiceSchema).optional(),
  /** Columns of a `levels` question. */
  levels: z.array(choiceSchema).optional(),
  /** The fact this answer feeds; none for what is asked only here. */
  fact: factCode.optional(),
  /** Who needs the answer, and for what: shown beside the question. */
  neededBy: wordingSchema,
  sensitivity: z.enum(SENSITIVITIES),
  /** May be left out or declined without anything being missing. */
  optional: z.boolean().default(false),
  /** Criteria over facts, those of answers just given included; the question is asked only where they hold. */
  relevant: criteriaSchema.optional(),
  /** The question is asked only after one of these answers to another one. */
  relevantAnswer: z.object({ question: code, answers: answerList }).optional(),
  constraint: z.object({ min: z.number().optional(), max: z.number().optional(), maxLength: z.number().int().optional() }).optional(),
  /** Answers that raise an alarm at once. */
  alarms: z.array(alarmSchema).optional(),
  /** Answers that raise a need at once, whatever rules or scores say. */
  raises: z.array(raiseSchema).optional(),
  repeat: repeatSchema.optional(),
  dimension: z.enum(DIMENSIONS).optional(),
  scored: z.boolean().optional(),
  /** Score of a select_multiple: of naming anything, and of naming nothing. */
  anyOf: z.object({ any: z.number(), none: z.number() }).optional(),
  /** What is still unsure about question or scores in the source it was taken from. */
  unsure: z.string().optional(),
});
export type Question = z.infer<typeof questionSchema>;

export const sectionSchema = z.object({ code, title: wordingSchema, intro: wordingSchema.optional(), questions: z.array(questionSchema).min(1) });
export type Section = z.infer<typeof sectionSchema>;

/** What an answer shows: a factor of risk or of protection at one level, or what a set of questions stands for. */
const findingSchema = z.object({
  code,
  level: z.enum(NEED_LEVELS).optional(),
  polarity: z.enum(['risk', 'protective', 'neutral']),
  when: z.object({
    question: code,
    answers: answerList.optional(),
    /** For `levels`: any of the rows at one of these. */
    anyLevel: z.array(z.string()).min(1).optional(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  }),
  label: wordingSchema,
  /** What is said when everything was asked and it does not hold. */
  otherwise: wordingSchema.optional(),
});
export type Finding = z.infer<typeof findingSchema>;

const bandSchema = z.object({ max: z.number(), code, label: wordingSchema });

export const weightSetSchema = z.object({
  name: code,
  official: z.boolean(),
  verified: z.boolean(),
  source: z.string(),
  /** Weight per dimension (or `composite`) and question; a question that is not named weighs `otherwise`. */
  weights: z.record(z.string(), z.record(z.string(), z.number().min(0))),
  otherwise: z.number().min(0),
});
export type WeightSet = z.infer<typeof weightSetSchema>;

export const instrumentSchema = z.object({
  code,
  version: z.string().min(1),
  title: wordingSchema,
  minAge: z.number().int().optional(),
  source: z.string().min(1),
  verified: z.boolean(),
  sections: z.array(sectionSchema).min(1),
  findings: z.array(findingSchema).optional(),
  weightSets: z.array(weightSetSchema).optional(),
  bandSets: z.array(z.object({ name: code, verified: z.boolean(), source: z.string(), bands: z.array(bandSchema).min(1) })).optional(),
});
export type Instrument = z.infer<typeof instrumentSchema>;

/** All questions of an instrument in the order of its sections. */
export function questionsOf(instrument: Instrument): Question[] {
  return instrument.sections.flatMap((section) => section.questions);
}

/** The wording in a language, in Spanish where that language is missing. */
export function wordingIn(wording: Wording, locale: string): string {
  return wording[locale] ?? wording.es;
}
