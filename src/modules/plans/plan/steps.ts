/** Promised steps: done, not done, another day; the goals they serve; what of it is due. */
import { notFound, Refused, refuse } from '#kernel/errors';
import { isPlainDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { caseLines, getCase, nameWords } from '#registry';
import { findGoal, updateGoal } from '../plan-repository.ts';
import * as repository from '../plan-steps-repository.ts';
import { movedStep, settled, timingOfDay } from '../rules/plan-agreement.ts';
import { today } from './record.ts';
import type { ActionList, MoveAction, PlanLine, PlanWorkList, SettleAction, SettleGoal } from './schema.ts';
import { stepWords } from './view.ts';

const PAGE = 50;

async function openAction(ctx: Ctx, actionId: string): Promise<repository.ActionRow> {
  const row = await repository.lockAction(ctx.actor, ctx.tx, actionId);
  if (!row) throw notFound();
  if ((await getCase(ctx, row.caseId)).state === 'closed') throw refuse('plans.case-closed', { status: 409 });
  return row;
}

async function note(ctx: Ctx, row: repository.ActionRow, kind: repository.NewEvent['kind'], dueOn: string, why: string | null): Promise<void> {
  await repository.insertEvents(ctx.actor, ctx.tx, [{ id: newId(ctx.now), actionId: row.id, caseId: row.caseId, kind, dueOn, why }], ctx.now);
}

/** A step was done, was not done with the reason, or is promised again. */
export async function settleAction(ctx: Ctx, actionId: string, command: SettleAction): Promise<{ actionId: string; caseId: string }> {
  const row = await openAction(ctx, actionId);
  const decided = settled(row.state, command, today(ctx));
  if (!decided.ok) throw new Refused(decided.problems);
  const again = command.state === 'promised';
  const dueOn = command.dueOn ?? row.dueOn;
  await repository.updateAction(ctx.actor, ctx.tx, actionId, { state: decided.value, dueOn, why: again ? null : (command.why || null), closedOn: again ? null : today(ctx) });
  await note(ctx, row, again ? 'again' : command.state, dueOn, command.why || null);
  await ctx.tell({ type: 'plans.step-settled', caseId: row.caseId, actionId, state: decided.value });
  return { actionId, caseId: row.caseId };
}

/** A promised step that a new agreement leaves out: not done, with the reason. */
export async function giveUpStep(ctx: Ctx, actionId: string, why: string): Promise<void> {
  await settleAction(ctx, actionId, { state: 'not-done', why });
}

/** A promised step is moved to another day, with the reason; the first day stays on record. */
export async function moveAction(ctx: Ctx, actionId: string, { dueOn, why }: MoveAction): Promise<{ actionId: string; caseId: string }> {
  const row = await openAction(ctx, actionId);
  const moved = movedStep(row.state, dueOn, today(ctx));
  if (!moved.ok) throw new Refused(moved.problems);
  await repository.updateAction(ctx.actor, ctx.tx, actionId, { state: row.state, dueOn: moved.value, why: row.why, closedOn: row.closedOn });
  await note(ctx, row, 'moved', moved.value, why);
  return { actionId, caseId: row.caseId };
}

/** A goal was reached, in part, is set aside, or is open again. */
export async function settleGoal(ctx: Ctx, goalId: string, { state, note: said }: SettleGoal): Promise<{ goalId: string; caseId: string }> {
  const goal = await findGoal(ctx.actor, ctx.tx, goalId);
  if (!goal) throw notFound();
  if ((await getCase(ctx, goal.caseId)).state === 'closed') throw refuse('plans.case-closed', { status: 409 });
  if (state === 'set-aside' && !said) throw refuse('plans.reason-missing', { field: 'note' });
  await updateGoal(ctx.actor, ctx.tx, goalId, { state, note: said || null, closedOn: state === 'open' ? null : today(ctx) });
  await ctx.tell({ type: 'plans.goal-settled', caseId: goal.caseId, goalId, state });
  return { goalId, caseId: goal.caseId };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readPlace(after: string | undefined): repository.Place | null {
  if (!after) return null;
  const [dueOn = '', id = ''] = Buffer.from(after, 'base64url').toString().split('|');
  if (!isPlainDate(dueOn) || !UUID.test(id)) throw refuse('platform.invalid', { field: 'after', status: 400 });
  return { dueOn, id };
}

/** What was promised and is due, and plans that are to be looked at again: a page of one list, with the number of lines in each. */
export async function planWork(ctx: Ctx, query: { list: ActionList; text?: string | undefined; after?: string | undefined }): Promise<PlanWorkList> {
  const on = today(ctx);
  const [rows, counts] = await Promise.all([
    repository.listWork(ctx.actor, ctx.tx, { list: query.list, words: nameWords(query.text ?? ''), after: readPlace(query.after), today: on, limit: PAGE + 1 }),
    repository.countWork(ctx.actor, ctx.tx, on),
  ]);
  const shown = rows.slice(0, PAGE);
  const cases = await caseLines(ctx, [...new Set(shown.map((r) => r.caseId))]);
  const lines = shown.flatMap((row): PlanLine[] => {
    const found = cases.get(row.caseId);
    const words = row.who === null ? null : stepWords(ctx, row);
    return found ? [{ id: row.id, caseId: row.caseId, publicCode: found.publicCode, name: found.name, words, who: row.who, dueOn: row.dueOn, ...timingOfDay(row.dueOn, on) }] : [];
  });
  const last = shown.at(-1);
  return { lines, next: rows.length > PAGE && last ? Buffer.from(`${last.dueOn}|${last.id}`).toString('base64url') : null, counts };
}
