import type { Ctx } from '#platform/context';
import { findOpenCase } from '../repository/cases.ts';

/** The open case of each of these people, as far as it is in sight; whoever has none is left out. For a handful: those who live together. */
export async function openCasesOf(ctx: Ctx, personIds: readonly string[]): Promise<{ personId: string; caseId: string }[]> {
  const found = await Promise.all(personIds.map(async (personId) => ({ personId, row: await findOpenCase(ctx.actor, ctx.tx, personId) })));
  return found.flatMap(({ personId, row }) => (row ? [{ personId, caseId: row.id }] : []));
}
