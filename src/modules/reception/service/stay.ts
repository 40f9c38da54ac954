import { notFound, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import * as itemsSql from '../repository/items.ts';

/** Somebody who is on the floor now. */
export async function stayHere(ctx: Ctx, rowId: string): Promise<itemsSql.StayRow> {
  const stay = await itemsSql.findStay(ctx.actor, ctx.tx, rowId);
  if (!stay) throw notFound();
  if (stay.arrivedAt === null) throw refuse('reception.not-here', { status: 409 });
  if (stay.leftAt !== null) throw refuse('reception.left-already', { status: 409 });
  return stay;
}
