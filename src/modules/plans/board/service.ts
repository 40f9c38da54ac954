/** Open goals of the offices, by dimension and level. */
import type { Ctx } from '#platform/context';
import { caseLines, nameWords } from '#registry';
import * as repository from '../board-repository.ts';
import type { GoalBoard, GoalLine, GoalPage, GoalsQuery } from './schema.ts';

const PAGE = 50;

/** How many open goals each cell has, counted so far and no further. */
export async function goalBoard(ctx: Ctx): Promise<GoalBoard> {
  return { cells: await repository.countCells(ctx.actor, ctx.tx) };
}

/** A page of the goals of one cell, in the order in which they were agreed. */
export async function goalsOfCell(ctx: Ctx, { dimension, level, after, text }: GoalsQuery): Promise<GoalPage> {
  const rows = await repository.listGoalsOfCell(ctx.actor, ctx.tx, { dimension, level, words: nameWords(text ?? ''), after: after ?? null, limit: PAGE + 1 });
  const shown = rows.slice(0, PAGE);
  const cases = await caseLines(ctx, [...new Set(shown.map((r) => r.caseId))]);
  const lines = shown.flatMap((row): GoalLine[] => {
    const found = cases.get(row.caseId);
    return found ? [{ ...row, publicCode: found.publicCode, name: found.name }] : [];
  });
  return { lines, next: rows.length > PAGE ? shown.at(-1)!.goalId : null };
}
