/** What becomes of goals: settled one by one, with the case that closes, or gone with a new agreement; needs are met and open again with them. */
import { meetNeeds, needsOf, openNeedsAgain } from '#assessment';
import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { listIn, type RoomEvent } from '#platform/events';
import { serverText } from '#platform/i18n';
import { getCase } from '#registry';
import * as repository from '../goal-repository.ts';
import { findGoal, updateGoal } from '../plan-repository.ts';
import { needsMetWith } from '../rules/goal-needs.ts';
import { contentOf, goalStates, recordOf, today } from './record.ts';
import type { GoalState, SettleGoal } from './schema.ts';

/** Needs of the case that a goal meets. A plan may name any id: what is another case's, or only the closed circle's, is not met with it. */
async function answeredBy(ctx: Ctx, caseId: string, named: readonly string[]): Promise<string[]> {
  const own = new Set((await needsOf(ctx, caseId)).filter((need) => !need.restricted).map((need) => need.needId));
  return named.filter((id) => own.has(id));
}

/** Needs follow their goal: met when it is reached, open again when it turns out that it was not. */
async function needsFollow(ctx: Ctx, goalId: string, caseId: string, state: GoalState): Promise<void> {
  const record = await recordOf(ctx, caseId);
  const words = contentOf(record).goals.find((g) => g.goalId === goalId)?.words.trim() ?? '';
  const t = serverText(ctx.actor.locale);
  const before = await repository.metWith(ctx.actor, ctx.tx, goalId);
  if (state === 'reached') {
    const met = await meetNeeds(ctx, await answeredBy(ctx, caseId, needsMetWith(contentOf(record), goalStates(record), goalId)), t('plans.plan.need-met', { goal: words }));
    if (met.length > 0) await repository.noteMet(ctx.actor, ctx.tx, goalId, [...before, ...met]);
  } else if (before.length > 0) {
    await openNeedsAgain(ctx, before, t('plans.plan.need-open-again', { goal: words }));
    await repository.noteMet(ctx.actor, ctx.tx, goalId, []);
  }
}

/** A goal was reached, in part, is set aside, or is open again. */
export async function settleGoal(ctx: Ctx, goalId: string, { state, note: said }: SettleGoal): Promise<{ goalId: string; caseId: string }> {
  const goal = await findGoal(ctx.actor, ctx.tx, goalId);
  if (!goal) throw notFound();
  if ((await getCase(ctx, goal.caseId)).state === 'closed') throw refuse('plans.case-closed', { status: 409 });
  if (state === 'set-aside' && !said) throw refuse('plans.reason-missing', { field: 'note' });
  await updateGoal(ctx.actor, ctx.tx, goalId, { state, note: said || null, closedOn: state === 'open' ? null : today(ctx) });
  await needsFollow(ctx, goalId, goal.caseId, state);
  await ctx.tell({ type: 'plans.goal-settled', caseId: goal.caseId, goalId, state });
  return { goalId, caseId: goal.caseId };
}

/** What was said of goals when their case was closed stands with them. */
export async function settleWithCase(ctx: Ctx, event: RoomEvent): Promise<void> {
  for (const state of ['reached', 'partly'] as const) {
    for (const goalId of listIn(event, state)) {
      if ((await findGoal(ctx.actor, ctx.tx, goalId))?.state !== 'open') continue;
      await updateGoal(ctx.actor, ctx.tx, goalId, { state, note: null, closedOn: today(ctx) });
      await ctx.tell({ type: 'plans.goal-settled', caseId: String(event['caseId']), goalId, state });
    }
  }
}
