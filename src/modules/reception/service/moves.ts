/** Arrivals moved as a whole to another reception point, and taken back while nobody was taken. */
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as manifestsSql from '../repository/manifests.ts';
import * as pointsSql from '../repository/points.ts';
import type { MoveArrivals, MoveLine } from '../schema.ts';
import { loadPoints, pointOn } from './points.ts';

/** Moves a list, or everybody still expected on a day. Sight of the people moves with them. */
export async function moveArrivals(ctx: Ctx, command: MoveArrivals): Promise<{ moveId: string; people: number }> {
  await refuseForeignPoint(ctx, command.from);
  const list = command.manifestId === null ? { label: '', arrivesOn: command.day } : await openList(ctx, command.manifestId);
  await refuseReceiver(ctx, command, list.arrivesOn);
  const moveId = newId(ctx.now);
  const people = await pointsSql.moveArrivals(ctx.actor, ctx.tx, {
    id: moveId, manifestId: command.manifestId, from: command.from, to: command.to, day: list.arrivesOn, label: list.label, reason: command.reason,
  }, ctx.now);
  if (people === 0) throw refuse('reception.nobody-to-move', { status: 409 });
  return { moveId, people };
}

async function openList(ctx: Ctx, manifestId: string): Promise<manifestsSql.ManifestHead> {
  await manifestsSql.lockManifest(ctx.actor, ctx.tx, manifestId);
  const list = await manifestsSql.findManifest(ctx.actor, ctx.tx, manifestId);
  if (!list) throw notFound();
  if (list.closed) throw refuse('reception.list-closed', { status: 409 });
  return list;
}

async function refuseReceiver(ctx: Ctx, { from, to }: MoveArrivals, day: string): Promise<void> {
  const points = await loadPoints(ctx);
  if (to === from || !points.names.has(to)) throw refuse('reception.point-unknown', { field: 'to' });
  if (pointOn(points, to, '', day).state !== 'open') throw refuse('reception.point-not-open', { field: 'to' });
}

/** An officer moves from the own point; a supervisor from those of the institution. */
async function refuseForeignPoint(ctx: Ctx, from: string): Promise<void> {
  const mine = ctx.actor.role === 'reception' ? from === ctx.actor.officeId : (await pointsSql.pointsKept(ctx.actor, ctx.tx, [from])).has(from);
  if (!mine) throw notFound();
}

/** Takes a move back. Who arrived at the other point meanwhile stays there. */
export async function undoMove(ctx: Ctx, moveId: string): Promise<{ people: number }> {
  const people = await pointsSql.undoMove(ctx.actor, ctx.tx, moveId, ctx.now);
  if (people === null) throw notFound();
  if (people === -2) throw refuse('reception.move-undone', { status: 409 });
  if (people < 0) throw refuse('reception.move-too-late', { status: 409 });
  return { people };
}

/** Moves from and to the points that the actor sees, the latest first. */
export async function listMoves(ctx: Ctx): Promise<MoveLine[]> {
  const { names } = await loadPoints(ctx);
  const rows = await pointsSql.listMoves(ctx.actor, ctx.tx);
  return rows.map((row): MoveLine => ({
    moveId: row.moveId, label: row.label, arrivesOn: row.arrivesOn, people: row.people, fromName: names.get(row.from) ?? '', toName: names.get(row.to) ?? '', away: row.away,
    reason: row.reason, by: row.by, at: row.at.toISOString(),
    undone: row.undoneAt ? { by: row.undoneBy ?? '', at: row.undoneAt.toISOString(), people: row.broughtBack ?? 0 } : null,
    mayUndo: row.undoneAt === null && row.untouched && ctx.actor.role !== 'protection',
  }));
}
