/** What is still missing before a plan can be agreed, how a new draft begins, and what an agreement makes of promised steps. */
import type { PlainDate } from '#kernel/dates';
import type { Problem } from '#kernel/errors';
import type { ActionState, GoalState, PlanContent, PlanStep, Who } from '../plan/schema.ts';

/** A step as it stands among the promised ones. */
export interface KnownStep { readonly state: ActionState; readonly dueOn: PlainDate }

export interface DraftContext {
  readonly today: PlainDate;
  /** Steps that were agreed before, by id. */
  readonly known: ReadonlyMap<string, KnownStep>;
  /** Relatives whom the officer may name: whoever is kept apart is not among them. */
  readonly relatives: ReadonlySet<string>;
  readonly safetySteps: ReadonlySet<string>;
  readonly safetyFirst: boolean;
  /** True if words say how somebody came back: nothing of that is printed. */
  readonly tells: (words: string) => boolean;
}

/** A step of either kind, with everything that is stored of it. */
export interface FlatStep {
  readonly actionId: string;
  readonly goalId: string | null;
  readonly stepCode: string | null;
  readonly words: string | null;
  readonly who: Who;
  readonly dueOn: PlainDate | null;
  /** Where it stands in the content. */
  readonly field: string;
}

/** All steps of a plan, those before all goals first. */
export function stepsOf(content: PlanContent): FlatStep[] {
  return [
    ...content.first.map((s, i) => ({ actionId: s.actionId, goalId: null, stepCode: s.step, words: null, who: { kind: s.who }, dueOn: s.dueOn, field: `first.${i}` })),
    ...content.goals.flatMap((g, i) => g.steps.map((s, j) => ({
      actionId: s.actionId, goalId: g.goalId, stepCode: null, words: s.words.trim(), who: s.who, dueOn: s.dueOn, field: `goals.${i}.steps.${j}`,
    }))),
  ];
}

const isOpen = (step: FlatStep, known: DraftContext['known']): boolean => (known.get(step.actionId)?.state ?? 'promised') === 'promised';

function dayProblem(step: FlatStep, context: DraftContext): Problem | null {
  if (step.dueOn === null) return { code: 'plans.step-without-day', field: `${step.field}.dueOn` };
  // A day that passed stays as it was promised; a new promise for a past day is none.
  const unchanged = context.known.get(step.actionId)?.dueOn === step.dueOn;
  return step.dueOn < context.today && !unchanged ? { code: 'plans.day-is-past', field: `${step.field}.dueOn` } : null;
}

function wordsProblem(text: string, missing: string, field: string, context: DraftContext): Problem | null {
  if (text.trim() === '') return { code: missing, field };
  return context.tells(text) ? { code: 'plans.words-tell', field } : null;
}

function whoProblem(step: FlatStep, context: DraftContext): Problem | null {
  if (step.who.kind === 'organization') return wordsProblem(step.who.name, 'plans.organization-missing', `${step.field}.who`, context);
  if (step.who.kind === 'relative' && step.who.personId !== null && !context.relatives.has(step.who.personId)) return { code: 'plans.relative-unknown', field: `${step.field}.who` };
  return null;
}

function whatProblem(step: FlatStep, context: DraftContext): Problem | null {
  if (step.stepCode !== null) return context.safetySteps.has(step.stepCode) ? null : { code: 'plans.step-unknown', field: `${step.field}.step` };
  return wordsProblem(step.words ?? '', 'plans.step-without-words', `${step.field}.words`, context);
}

function stepProblems(step: FlatStep, context: DraftContext): Problem[] {
  if (!isOpen(step, context.known)) return [];
  return [whatProblem(step, context), whoProblem(step, context), dayProblem(step, context)].filter((p) => p !== null);
}

function goalProblems(content: PlanContent, context: DraftContext): Problem[] {
  return content.goals.flatMap((goal, i) => [
    wordsProblem(goal.words, 'plans.goal-without-words', `goals.${i}.words`, context),
    goal.steps.length === 0 ? { code: 'plans.goal-without-step', field: `goals.${i}.steps` } : null,
  ]).filter((p) => p !== null);
}

/** The earliest day of these steps; a day that passed counts as today, for nothing can come before it any more. */
function earliest(steps: readonly FlatStep[], today: PlainDate): PlainDate | null {
  const days = steps.flatMap((s) => (s.dueOn === null ? [] : [s.dueOn < today ? today : s.dueOn])).sort();
  return days[0] ?? null;
}

/** While safety comes first, a step for it is promised, and for no later day than any other. */
export function safetyProblem(content: PlanContent, context: DraftContext): Problem | null {
  if (!context.safetyFirst) return null;
  const open = stepsOf(content).filter((s) => isOpen(s, context.known));
  const first = earliest(open.filter((s) => s.stepCode !== null), context.today);
  if (first === null) return { code: 'plans.safety-first', field: 'first' };
  const others = earliest(open.filter((s) => s.stepCode === null), context.today);
  return others !== null && first > others ? { code: 'plans.safety-not-first', field: 'first' } : null;
}

function sameTwice(content: PlanContent): Problem | null {
  const ids = [...stepsOf(content).map((s) => s.actionId), ...content.goals.map((g) => g.goalId)];
  return new Set(ids).size === ids.length ? null : { code: 'plans.step-twice', field: 'goals' };
}

/** Promised steps that the content neither has nor leaves out with a reason. */
function lostSteps(content: PlanContent, context: DraftContext): Problem[] {
  const there = new Set(stepsOf(content).map((s) => s.actionId));
  const reasons = new Map(content.left.map((l) => [l.actionId, l.why.trim()]));
  return [...context.known].flatMap(([id, { state }]) => (state === 'promised' && !there.has(id) && !reasons.get(id) ? [{ code: 'plans.step-left-out', field: 'left' }] : []));
}

/** Everything that is missing before this can be agreed; nothing: it can. */
export function planProblems(content: PlanContent, context: DraftContext): Problem[] {
  const empty = stepsOf(content).length === 0 ? { code: 'plans.plan-empty', field: 'goals' } : null;
  const whole = [safetyProblem(content, context), empty, sameTwice(content)].filter((p) => p !== null);
  return [...whole, ...goalProblems(content, context), ...stepsOf(content).flatMap((s) => stepProblems(s, context)), ...lostSteps(content, context)];
}

export interface CarriedOut {
  readonly add: readonly FlatStep[];
  readonly change: readonly (FlatStep & { readonly moved: boolean })[];
  readonly drop: readonly { readonly actionId: string; readonly why: string }[];
}

/** What an agreement makes of promised steps: new ones are added, those that go on may read differently, those left out are not done, with the reason. */
export function carriedOut(content: PlanContent, known: DraftContext['known']): CarriedOut {
  const steps = stepsOf(content);
  const there = new Set(steps.map((s) => s.actionId));
  return {
    add: steps.filter((s) => !known.has(s.actionId)),
    change: steps.filter((s) => known.get(s.actionId)?.state === 'promised').map((s) => ({ ...s, moved: known.get(s.actionId)!.dueOn !== s.dueOn })),
    drop: content.left.filter((l) => known.get(l.actionId)?.state === 'promised' && !there.has(l.actionId)).map(({ actionId, why }) => ({ actionId, why: why.trim() })),
  };
}

/** A new draft begins with the newest agreed plan as it stands now: goals that are over and have no open step are left behind, moved days are the new ones. */
export function nextDraft(agreed: PlanContent, known: DraftContext['known'], goals: ReadonlyMap<string, GoalState>): PlanContent {
  const promised = (id: string): boolean => known.get(id)?.state === 'promised';
  const now = <S extends Pick<PlanStep, 'actionId' | 'dueOn'>>(step: S): S => ({ ...step, dueOn: known.get(step.actionId)?.dueOn ?? step.dueOn });
  return {
    first: agreed.first.filter((s) => promised(s.actionId)).map(now),
    goals: agreed.goals.filter((g) => (goals.get(g.goalId) ?? 'open') === 'open' || g.steps.some((s) => promised(s.actionId))).map((g) => ({ ...g, steps: g.steps.map(now) })),
    left: [],
  };
}

/** The content as it may be shown: a relative who may not be named (any more) is somebody of the family. Nothing says why. */
export function withoutUnknown(content: PlanContent, relatives: DraftContext['relatives']): PlanContent {
  const who = (said: Who): Who => (said.kind === 'relative' && !relatives.has(said.personId ?? '') ? { kind: 'relative', personId: null } : said);
  return { ...content, goals: content.goals.map((g) => ({ ...g, steps: g.steps.map((s) => ({ ...s, who: who(s.who) })) })) };
}
