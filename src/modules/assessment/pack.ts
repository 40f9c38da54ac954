/** What a country may set in this room: its questionnaires and the rules that turn facts into needs. */
import { z } from 'zod';
import { defineSlice } from '#platform/country';
import type { Ctx } from '#platform/context';
import { notFound } from '#kernel/errors';
import questionBank from './bank/questions.json' with { type: 'json' };
import ruleBank from './bank/need-rules.json' with { type: 'json' };
import rssInstrument from './bank/rss.json' with { type: 'json' };
import skillsInstrument from './bank/skills.json' with { type: 'json' };
import vulnerabilityInstrument from './bank/vulnerability.json' with { type: 'json' };
import washingtonInstrument from './bank/washington.json' with { type: 'json' };
import { choiceSchema, instrumentSchema, questionSchema, sectionSchema, wordingSchema, type Instrument, type Question } from './instrument.ts';
import { groupIsWhole } from './rules/repeats.ts';
import { needRuleSchema, type NeedRule } from './schema.ts';

const QUESTIONS = new Map(z.array(questionSchema).parse(questionBank.questions).map((q) => [q.code, q]));
const RULES = new Map(z.array(needRuleSchema).parse(ruleBank.rules).map((r) => [r.code, r]));

/** A question of the shared bank by its code, one of the bank with further choices, or one of the country's own. */
const questionEntry = z.union([
  z.string(),
  z.strictObject({ use: z.string(), label: wordingSchema.optional(), addChoices: z.array(choiceSchema).optional(), omitChoices: z.array(z.string()).optional() }),
  questionSchema,
]);

/** An instrument whose questions may be named instead of written out. */
const namedInstrument = instrumentSchema.extend({ sections: z.array(sectionSchema.extend({ questions: z.array(questionEntry).min(1) })).min(1) });
const instrumentEntry = z.union([z.string(), namedInstrument]);

function fromBank<T>(bank: ReadonlyMap<string, T>, code: string): T {
  const found = bank.get(code);
  if (!found) throw new RangeError(`"${code}" is not in the shared bank`);
  return found;
}

function questionFrom(entry: z.infer<typeof questionEntry>): Question {
  if (typeof entry === 'string') return fromBank(QUESTIONS, entry);
  if (!('use' in entry)) return entry;
  const base = fromBank(QUESTIONS, entry.use);
  const kept = (base.choices ?? []).filter((c) => !entry.omitChoices?.includes(c.code));
  return { ...base, label: entry.label ?? base.label, choices: [...(entry.addChoices ?? []), ...kept] };
}

function withQuestions(entry: Exclude<z.infer<typeof instrumentEntry>, string>): Instrument {
  return { ...entry, sections: entry.sections.map((s) => ({ ...s, questions: s.questions.map(questionFrom).map(whole) })) };
}

function whole(question: Question): Question {
  if (!groupIsWhole(question)) throw new RangeError(`"${question.code}": the rows of its group do not hold together`);
  return question;
}

const INSTRUMENTS = new Map([rssInstrument, vulnerabilityInstrument, washingtonInstrument, skillsInstrument]
  .map((instrument) => [instrument.code, withQuestions(namedInstrument.parse(instrument))]));

function instrumentFrom(entry: z.infer<typeof instrumentEntry>): Instrument {
  return typeof entry === 'string' ? fromBank(INSTRUMENTS, entry) : withQuestions(entry);
}

/** Whom alarms of danger reach, and by when somebody answers. Proposed by the product until the institution confirms it. */
const circleSchema = z.strictObject({
  /** Office with the case → office whose protection staff is told. Without an entry: the nearest where protection works, else the national one. */
  protectionOffices: z.record(z.string(), z.string()).default({}),
  answerWithinHours: z.int().positive().default(24),
  /** Somebody takes an alarm within so many minutes; then it is whoever comes next who is called. */
  takeWithinMinutes: z.int().positive().default(60),
  proposed: z.boolean().default(true),
});

const packFile = z.strictObject({
  source: z.string().min(1),
  instruments: z.array(instrumentEntry).min(1),
  needRules: z.array(z.union([z.string(), needRuleSchema])),
  circle: circleSchema.prefault({}),
});

export interface AssessmentPack {
  readonly source: string;
  readonly instruments: readonly Instrument[];
  readonly needRules: readonly NeedRule[];
  readonly circle: z.infer<typeof circleSchema>;
}

/** Resolves names of the shared bank; a name that is not there stops the start with file and line. */
export const assessmentPackSchema = packFile.transform((file, context): AssessmentPack => {
  try {
    return {
      source: file.source,
      instruments: file.instruments.map(instrumentFrom),
      needRules: file.needRules.map((r) => (typeof r === 'string' ? fromBank(RULES, r) : r)),
      circle: file.circle,
    };
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

export const assessmentSlice = defineSlice<AssessmentPack>('assessment', assessmentPackSchema);

/** An instrument of the actor's country by its code, in its current version. */
export function getInstrument(ctx: Ctx, code: string): Instrument {
  const found = ctx.pack.slice(assessmentSlice).instruments.find((i) => i.code === code);
  if (!found) throw notFound();
  return found;
}
