/** Promised steps: done, not done, another day; what of it is due. */
import { notFound, Refused, refuse } from '#kernel/errors';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { pageOf, readPlace } from '#platform/paging';
import { caseLines, getCase, nameWords } from '#registry';
import { countUnplanned, listUnplanned } from '../board-repository.ts';
import * as repository from '../plan-steps-repository.ts';
import { movedStep, settled, timingOfDay } from '../rules/plan-agreement.ts';
import { planSlice } from './pack.ts';
import { today } from './record.ts';
import type { ActionList, MoveAction, PlanLine, PlanWorkList, SettleAction, StepList } from './schema.ts';
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

interface Asked { readonly text?: string | undefined; readonly after?: string | undefined }

function placeIn({ after }: Asked): repository.Place | null {
  const place = readPlace(after, ['day', 'id']);
  return place && { dueOn: place[0], id: place[1] };
}

/** Lines with the person of each; cases out of sight are left out. */
async function linesOf(ctx: Ctx, shown: readonly repository.WorkRow[], on: string): Promise<PlanLine[]> {
  const cases = await caseLines(ctx, [...new Set(shown.map((r) => r.caseId))]);
  return shown.flatMap((row): PlanLine[] => {
    const found = cases.get(row.caseId);
    const words = row.who === null ? null : stepWords(ctx, row);
    return found ? [{ id: row.id, caseId: row.caseId, publicCode: found.publicCode, name: found.name, words, who: row.who, dueOn: row.dueOn, ...timingOfDay(row.dueOn, on) }] : [];
  });
}

/** Cases without an agreed plan are due on the last day that the country gives for one. */
async function unplannedRows(ctx: Ctx, asked: Asked, on: string): Promise<repository.WorkRow[]> {
  const { withinDays } = ctx.pack.slice(planSlice);
  const place = placeIn(asked);
  const after = place ? { caseId: place.id, openedOn: addDays(place.dueOn, -withinDays) } : null;
  const rows = await listUnplanned(ctx.actor, ctx.tx, { before: addDays(on, -withinDays), words: nameWords(asked.text ?? ''), after, limit: PAGE + 1 });
  return rows.map(({ caseId, openedOn }) => ({ id: caseId, caseId, stepCode: null, words: null, who: null, dueOn: addDays(openedOn, withinDays) }));
}

async function stepRows(ctx: Ctx, list: StepList, asked: Asked, on: string): Promise<repository.WorkRow[]> {
  return repository.listWork(ctx.actor, ctx.tx, { list, words: nameWords(asked.text ?? ''), after: placeIn(asked), today: on, limit: PAGE + 1 });
}

/** What was promised and is due, plans that are to be looked at again, and cases without one: a page of one list, with the number of lines in each. */
export async function planWork(ctx: Ctx, query: { list: ActionList } & Asked): Promise<PlanWorkList> {
  const on = today(ctx);
  const { list } = query;
  const [rows, counts, unplanned] = await Promise.all([
    list === 'without-plan' ? unplannedRows(ctx, query, on) : stepRows(ctx, list, query, on), repository.countWork(ctx.actor, ctx.tx, on),
    countUnplanned(ctx.actor, ctx.tx, addDays(on, -ctx.pack.slice(planSlice).withinDays)),
  ]);
  const { shown, next } = pageOf(rows, PAGE, (row) => [row.dueOn, row.id]);
  return { lines: await linesOf(ctx, shown, on), next, counts: { ...counts, 'without-plan': unplanned } };
}
