/** The words of the plan: goals, promised steps, drafts, agreed versions, the printed page. Shared by server and browser. */
import { z } from 'zod';
import { DIMENSIONS, LOCALES, URGENCIES } from '#kernel/codes';
import { isPlainDate } from '#kernel/dates';
import { wordingSchema } from '#assessment/schema';
import { RELATION_WORDS } from '#registry/schema';

const Id = z.uuid();
const day = z.string().refine(isPlainDate, 'plans.no-such-day');
const words = (limit: number) => z.string().max(limit, 'plans.too-long');

export const PLAN_LEVELS = ['individual', 'household', 'community', 'structural'] as const;
/** Where a goal sets: with the person, with those they live with, in the community, in what institutions offer. */
export type PlanLevel = (typeof PLAN_LEVELS)[number];

export const WHOSE = ['person', 'household'] as const;

/** Who does a step. A relative on record may be named: the name shows only as long as the reader sees them there; without one it is somebody of the family. */
export const whoSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('person') }),
  z.strictObject({ kind: z.literal('officer') }),
  z.strictObject({ kind: z.literal('organization'), name: words(120) }),
  z.strictObject({ kind: z.literal('relative'), personId: Id.nullable() }),
]);
export type Who = z.infer<typeof whoSchema>;

/** A step with words of its own. What is still missing in a draft is empty. */
export const stepSchema = z.strictObject({ actionId: Id, words: words(300), who: whoSchema, dueOn: day.nullable() });
export type PlanStep = z.infer<typeof stepSchema>;

/** A step that comes before all goals. It says what the list of the country says and never more (decision 51). */
export const safetyStepSchema = z.strictObject({ actionId: Id, step: z.string().max(40), who: z.enum(['person', 'officer']), dueOn: day.nullable() });
export type SafetyStep = z.infer<typeof safetyStepSchema>;

export const goalSchema = z.strictObject({
  goalId: Id,
  dimension: z.enum(DIMENSIONS),
  level: z.enum(PLAN_LEVELS),
  whose: z.enum(WHOSE),
  words: words(300),
  /** Needs of the case that it answers. */
  needIds: z.array(Id).max(20),
  steps: z.array(stepSchema).max(20),
});
export type PlanGoal = z.infer<typeof goalSchema>;

export const planContentSchema = z.strictObject({
  first: z.array(safetyStepSchema).max(10),
  goals: z.array(goalSchema).max(20),
  /** Promised steps that shall no longer hold, each with the reason: none is lost by leaving it out. */
  left: z.array(z.strictObject({ actionId: Id, why: words(300) })).max(100),
});
/** What a plan says: a draft, or what was agreed. */
export type PlanContent = z.infer<typeof planContentSchema>;

export const EMPTY_PLAN: PlanContent = { first: [], goals: [], left: [] };

export const ACTION_STATES = ['promised', 'done', 'not-done', 'ended'] as const;
/** `ended`: the case was closed before. */
export type ActionState = (typeof ACTION_STATES)[number];

export const GOAL_STATES = ['open', 'reached', 'partly', 'set-aside'] as const;
export type GoalState = (typeof GOAL_STATES)[number];

export const AGREED_HOW = ['read-aloud', 'signed', 'phone'] as const;
export const AGREED_BY = ['person', 'guardian', 'protection'] as const;

const offered = z.strictObject({ words: wordingSchema, who: z.enum(['person', 'officer', 'organization']), organization: words(120).optional(), days: z.number().int().min(0).max(730) });

export const planTemplateSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]+$/),
  dimension: z.enum(DIMENSIONS),
  level: z.enum(PLAN_LEVELS),
  whose: z.enum(WHOSE).default('person'),
  goal: wordingSchema,
  /** Needs for which it is offered. */
  needs: z.array(z.string().regex(/^[a-z_]+$/)).default([]),
  /** Causes of leaving that it answers, as `migrationCauses` names them. */
  answers: z.array(z.string().regex(/^[a-zA-Z]+$/)).default([]),
  steps: z.array(offered).min(1).max(10),
});
export type PlanTemplate = z.infer<typeof planTemplateSchema>;

export const planPackSchema = z.strictObject({
  source: z.string().min(1),
  /** False while the templates are the product's proposal and the country has not set its own. */
  setByCountry: z.boolean().default(false),
  /** Days within which a plan is agreed after the case was opened. */
  withinDays: z.number().int().min(1).default(30),
  /** Days until the next look that is offered. */
  reviewAfterDays: z.number().int().min(1).default(90),
  /** From this age somebody agrees alone. */
  adultAge: z.number().int().min(1).default(18),
  /** Steps that come before all others, in words that may be read over the shoulder. */
  safetySteps: z.array(z.strictObject({ code: z.string().regex(/^[a-z0-9-]+$/), words: wordingSchema })).min(1),
  templates: z.array(planTemplateSchema).default([]),
});
export type PlanPack = z.infer<typeof planPackSchema>;

/** Saves the draft; `seq` is the one that was read, so that nobody overwrites what they have not seen. */
export const SaveDraft = z.strictObject({ seq: z.number().int().min(0), content: planContentSchema });
export type SaveDraft = z.infer<typeof SaveDraft>;

export const DropDraft = z.strictObject({ seq: z.number().int().min(0) });

export const AgreePlan = z.strictObject({
  seq: z.number().int().min(0),
  how: z.enum(AGREED_HOW),
  locale: z.enum(LOCALES),
  /** Language in which it was talked about, ISO 639-3, where it is another. */
  spoken: z.string().regex(/^[a-z]{3}$/, 'plans.no-such-language').nullable().default(null),
  givenBy: z.enum(AGREED_BY).default('person'),
  guardianId: Id.nullable().default(null),
  childAssent: z.boolean().default(false),
  reviewOn: day,
});
export type AgreePlan = z.infer<typeof AgreePlan>;

const why = z.string().trim().min(1, 'plans.reason-missing').max(300, 'plans.too-long');
export const SettleAction = z.strictObject({ state: z.enum(['done', 'not-done', 'promised']), why: z.string().trim().max(300, 'plans.too-long').optional(), dueOn: day.optional() })
  .refine((c) => c.state === 'done' || Boolean(c.why), { error: 'plans.reason-missing', path: ['why'] })
  .refine((c) => (c.state === 'promised') === (c.dueOn !== undefined), { error: 'plans.step-without-day', path: ['dueOn'] });
/** A step was done, was not (with the reason), or is promised again for a day. */
export type SettleAction = z.infer<typeof SettleAction>;

export const MoveAction = z.strictObject({ dueOn: day, why });
export type MoveAction = z.infer<typeof MoveAction>;

export const SettleGoal = z.strictObject({ state: z.enum(GOAL_STATES), note: z.string().trim().max(300, 'plans.too-long').optional() });
export type SettleGoal = z.infer<typeof SettleGoal>;

export const ReviewPlan = z.strictObject({ nextOn: day, note: z.string().trim().max(500, 'plans.too-long').optional() });
export type ReviewPlan = z.infer<typeof ReviewPlan>;

const timing = z.enum(['overdue', 'today', 'upcoming']).nullable();

export const actionViewSchema = z.object({
  actionId: Id,
  goalId: Id.nullable(),
  /** Comes before all goals. */
  first: z.boolean(),
  /** What is to be done; a step before all goals says what the list of the country says. */
  words: wordingSchema,
  who: z.enum(['person', 'officer', 'organization', 'relative']),
  /** The organization, or the relative as far as the reader sees them. */
  name: z.string().nullable(),
  dueOn: z.string(),
  firstDueOn: z.string(),
  state: z.enum(ACTION_STATES),
  timing,
  daysLate: z.number().int(),
  why: z.string().nullable(),
  closedOn: z.string().nullable(),
});
export type ActionView = z.infer<typeof actionViewSchema>;

export const goalViewSchema = z.object({
  goalId: Id, dimension: z.enum(DIMENSIONS), level: z.enum(PLAN_LEVELS), whose: z.enum(WHOSE), words: z.string(), state: z.enum(GOAL_STATES), note: z.string().nullable(),
  steps: z.array(actionViewSchema),
});
export type GoalView = z.infer<typeof goalViewSchema>;

const problem = z.object({ code: z.string(), field: z.string().optional(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional(), message: z.string() });

export const versionLineSchema = z.object({
  number: z.number().int(), agreedOn: z.string(), reviewOn: z.string(), how: z.enum(AGREED_HOW), givenBy: z.enum(AGREED_BY), locale: z.enum(LOCALES), by: z.string().nullable(),
});
export type VersionLine = z.infer<typeof versionLineSchema>;

const relative = z.object({ personId: Id, name: z.string(), word: z.enum(RELATION_WORDS).nullable() });
export type Relative = z.infer<typeof relative>;

export const planViewSchema = z.object({
  caseId: Id,
  name: z.string(),
  /** The case is not closed. */
  open: z.boolean(),
  version: z.number().int(),
  agreedOn: z.string().nullable(),
  reviewOn: z.string().nullable(),
  reviewLate: z.boolean(),
  /** Day by which there should be a first agreed plan. */
  dueBy: z.string(),
  /** Safety comes before everything else now; why is not told. */
  safetyFirst: z.boolean(),
  first: z.array(actionViewSchema),
  goals: z.array(goalViewSchema),
  draft: z.object({ seq: z.number().int(), content: planContentSchema, savedAt: z.iso.datetime(), by: z.string().nullable(), problems: z.array(problem) }).nullable(),
  versions: z.array(versionLineSchema),
  /** Open needs; `covered`: a goal of the draft, or of the plan where there is none, answers them. */
  needs: z.array(z.object({ needId: Id, need: z.string(), label: wordingSchema, urgency: z.enum(URGENCIES), covered: z.boolean() })),
  relatives: z.array(relative),
  /** Whether somebody who answers for the person has to agree, and who may. */
  tooYoung: z.boolean(),
  guardians: z.array(relative),
  offers: z.object({ setByCountry: z.boolean(), reviewOn: z.string(), languages: z.array(z.string()), /** Language of ours for this person. */ locale: z.enum(LOCALES), safetySteps: z.array(z.object({ code: z.string(), words: wordingSchema })), templates: z.array(planTemplateSchema) }),
  /** Plans of cases that go on in this one. */
  together: z.array(z.object({ caseId: Id, version: z.number().int(), promised: z.number().int() })),
});
export type PlanView = z.infer<typeof planViewSchema>;

export const draftSavedSchema = z.object({ seq: z.number().int(), savedAt: z.iso.datetime(), problems: z.array(problem) });
export type DraftSaved = z.infer<typeof draftSavedSchema>;

const sheetStep = z.object({ done: z.boolean(), words: z.string(), who: z.string(), day: z.string() });
export const planSheetSchema = z.object({
  locale: z.enum(LOCALES),
  title: z.string(),
  /** When it was agreed, or that it is not yet. */
  status: z.string(),
  first: z.array(sheetStep),
  parts: z.array(z.object({ heading: z.string(), goals: z.array(z.object({ words: z.string(), steps: z.array(sheetStep) })) })),
  review: z.string(),
  /** Lines to fill in by hand: who accompanies, signature. */
  blanks: z.array(z.string()),
  foot: z.string(),
  /** Agreed: it is printed in the language in which it was agreed. */
  agreed: z.boolean().default(false),
});
/** The page that the person takes along, word for word. */
export type PlanSheet = z.infer<typeof planSheetSchema>;

export const CHANGE_KINDS = ['goal-added', 'goal-gone', 'goal-changed', 'step-added', 'step-gone', 'step-changed', 'step-moved'] as const;
export const planChangeSchema = z.object({ kind: z.enum(CHANGE_KINDS), was: z.string().nullable(), is: z.string().nullable() });
export type PlanChange = z.infer<typeof planChangeSchema>;

export const planVersionSchema = z.object({ line: versionLineSchema, sheet: planSheetSchema, changes: z.array(planChangeSchema) });
export type PlanVersion = z.infer<typeof planVersionSchema>;

export const STEP_LISTS = ['overdue', 'today', 'upcoming', 'reviews'] as const;
/** Lists of what was promised and is due. */
export type StepList = (typeof STEP_LISTS)[number];

export const ACTION_LISTS = [...STEP_LISTS, 'without-plan'] as const;
/** And open cases with whose person nothing was agreed in the time that the country gives. */
export type ActionList = (typeof ACTION_LISTS)[number];

export const planLineSchema = z.object({
  id: Id, caseId: Id, publicCode: z.string(), name: z.string(),
  /** Nothing: the plan is to be looked at again, or made. */
  words: wordingSchema.nullable(),
  who: z.enum(['person', 'officer', 'organization', 'relative']).nullable(),
  dueOn: z.string(), timing, daysLate: z.number().int(),
});
export type PlanLine = z.infer<typeof planLineSchema>;

const count = z.number().int();
export const planWorkListSchema = z.object({
  lines: z.array(planLineSchema), next: z.string().nullable(),
  counts: z.object({ overdue: count, today: count, upcoming: count, reviews: count, 'without-plan': count }),
});
export type PlanWorkList = z.infer<typeof planWorkListSchema>;

export const FindActions = z.strictObject({ list: z.enum(ACTION_LISTS), text: z.string().max(120), after: z.string().max(200).optional() });

/** Lists are counted so far and no further. */
export const MOST_COUNTED_STEPS = 500;
