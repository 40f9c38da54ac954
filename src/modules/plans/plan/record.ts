/** Everything that a plan is decided with: its case, what was agreed, what is promised, who may be named. */
import { safetyComesFirst } from '#assessment';
import { isTellTale } from '#directory';
import { dayIn } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { factsOf, familyOf, getCase, guardiansOf } from '#registry';
import type { CaseSummary, FamilyMemberView } from '#registry/schema';
import * as repository from '../plan-repository.ts';
import { listActions, type ActionRow } from '../plan-steps-repository.ts';
import type { AboutPerson } from '../rules/plan-agreement.ts';
import type { DraftContext } from '../rules/plan-draft.ts';
import { planSlice } from './pack.ts';
import type { GoalState, PlanContent, Relative } from './schema.ts';

export const today = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

export interface PlanRecord {
  readonly found: CaseSummary;
  readonly plan: repository.PlanRow | undefined;
  /** The newest agreed version. */
  readonly agreed: repository.VersionRow | undefined;
  readonly actions: readonly ActionRow[];
  readonly goals: readonly repository.GoalRow[];
}

/** The plan of a case in sight; locked for a change. */
export async function recordOf(ctx: Ctx, caseId: string, forChange = false): Promise<PlanRecord> {
  const found = await getCase(ctx, caseId);
  if (forChange && found.state === 'closed') throw refuse('plans.case-closed', { status: 409 });
  const plan = await (forChange ? repository.lockPlan : repository.findPlan)(ctx.actor, ctx.tx, caseId);
  const [agreed, actions, goals] = await Promise.all([
    plan && plan.version > 0 ? repository.findVersion(ctx.actor, ctx.tx, caseId, plan.version) : undefined,
    listActions(ctx.actor, ctx.tx, caseId), repository.listGoals(ctx.actor, ctx.tx, caseId),
  ]);
  return { found, plan, agreed, actions, goals };
}

export const contentOf = (record: PlanRecord): PlanContent => record.agreed?.content ?? { first: [], goals: [], left: [] };

export const knownSteps = (record: PlanRecord): DraftContext['known'] => new Map(record.actions.map((a) => [a.id, { state: a.state, dueOn: a.dueOn }]));

export const goalStates = (record: PlanRecord): ReadonlyMap<string, GoalState> => new Map(record.goals.map((g) => [g.id, g.state]));

/** Relatives whom a plan may name, as far as the actor sees them. Whoever is kept apart from the person is missing for everybody, protection too: what is written here is printed. */
export async function relativesOf(ctx: Ctx, personId: string): Promise<Relative[]> {
  const { household, relations } = await familyOf(ctx, personId);
  const found = new Map<string, Relative>();
  const apart = new Set<string>();
  const add = (member: FamilyMemberView, word: Relative['word']): void => {
    if (member.personId === null) return;
    if (member.apart) apart.add(member.personId);
    else if (!found.get(member.personId)?.word) found.set(member.personId, { personId: member.personId, name: member.name ?? '', word });
  };
  for (const { member, word } of relations) add(member, word);
  for (const member of household?.members ?? []) add(member, null);
  return [...found.values()].filter((r) => r.personId !== personId && !apart.has(r.personId));
}

/** What a draft is held against, of what is known already. */
export function contextWith(ctx: Ctx, record: PlanRecord, relatives: readonly Relative[], safetyFirst: boolean): DraftContext {
  const safetySteps = new Set(ctx.pack.slice(planSlice).safetySteps.map((s) => s.code));
  return { today: today(ctx), known: knownSteps(record), relatives: new Set(relatives.map((r) => r.personId)), safetySteps, safetyFirst, tells: isTellTale };
}

/** What a draft is held against. */
export async function draftContext(ctx: Ctx, record: PlanRecord, relatives: readonly Relative[]): Promise<DraftContext> {
  return contextWith(ctx, record, relatives, await safetyComesFirst(ctx, record.found.caseId));
}

/** The person, as far as an agreement asks. */
export async function aboutPerson(ctx: Ctx, personId: string): Promise<AboutPerson & { readonly answering: readonly Relative[] }> {
  const age = (await factsOf(ctx, personId)).age;
  const answering = (await guardiansOf(ctx, personId)).map(({ personId: id, name, word }) => ({ personId: id, name, word }));
  return {
    age: age?.state === 'known' ? Number(age.value) : null, adultAge: ctx.pack.slice(planSlice).adultAge, guardians: new Set(answering.map((g) => g.personId)), answering,
    byProtection: ctx.actor.role === 'protection', today: today(ctx),
  };
}
