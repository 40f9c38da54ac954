/** Everybody's way over the floor: planned at arrival, one step at a time, kept in step with the desk. */
import { getOffice } from '#access';
import { refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { receptionSlice, type ReceptionPack } from '../pack.ts';
import * as stopsSql from '../repository/stops.ts';
import { aheadOf, planOf } from '../rules/floor.ts';
import { deskSteps, isBusy, REASONED, STOP_STEPS } from '../rules/stops.ts';
import { REGISTRATION, type Flag, type Mode, type StopAction, type StopReason } from '../schema.ts';
import { today } from './lists.ts';

/** The floor of a point: its stations in the country's order, and how people arrive there unless the list says otherwise. */
export interface PointFloor {
  readonly stations: ReceptionPack['floor']['stations'];
  readonly mode: Mode;
}

/** The floor of the actor's own point. */
export async function pointFloor(ctx: Ctx): Promise<PointFloor> {
  const { stations, points } = ctx.pack.slice(receptionSlice).floor;
  const point = ctx.actor.officeId === null ? undefined : points[(await getOffice(ctx, ctx.actor.officeId)).ref];
  return { stations: point ? stations.filter((s) => point.stations.includes(s.code)) : stations, mode: point?.mode ?? 'land' };
}

/** People have come: each has a number, a place in the order and a way over the floor. */
export async function enterFloor(ctx: Ctx, rowIds: readonly string[]): Promise<void> {
  const rows = await stopsSql.listArriving(ctx.actor, ctx.tx, rowIds);
  if (rows.length === 0) return;
  const { lanes } = ctx.pack.slice(receptionSlice);
  const floor = await pointFloor(ctx);
  await stopsSql.giveNumbers(ctx.actor, ctx.tx, rows.map((row) => row.rowId), today(ctx));
  await stopsSql.setAhead(ctx.actor, ctx.tx, rows.map((row) => ({ rowId: row.rowId, ahead: aheadOf(row.flags, lanes) })));
  await stopsSql.insertStops(ctx.actor, ctx.tx, rows.flatMap((row) => plannedStops(ctx, floor, row.rowId, row.flags, row.mode)), ctx.now);
}

/** The stops that belong on somebody's way, ready to be planned. */
export function plannedStops(ctx: Ctx, floor: PointFloor, rowId: string, flags: readonly Flag[], mode: Mode | null): stopsSql.NewStop[] {
  const { plans } = ctx.pack.slice(receptionSlice).floor;
  return planOf(plans, floor.stations.map((s) => s.code), flags, mode ?? floor.mode).map((stop) => ({ id: newId(ctx.now), rowId, ...stop }));
}

/** One step of one stop; refused if the state does not allow it or the reason is missing. The caller holds the row. */
export async function step(ctx: Ctx, stop: stopsSql.StopRow, action: StopAction, more: { desk?: number | null; reason?: StopReason | null } = {}): Promise<stopsSql.StopRow> {
  const to = STOP_STEPS[stop.state][action];
  if (to === null) throw refuse('reception.stop-not-now', { status: 409 });
  const reason = more.reason ?? null;
  if (REASONED.includes(action) && reason === null) throw refuse('reception.stop-reason-missing', { field: 'reason' });
  await stopsSql.stepStop(ctx.actor, ctx.tx, stop.stopId, { entryId: newId(ctx.now), action, from: stop.state, to, desk: more.desk ?? null, reason }, ctx.now);
  return { ...stop, state: to, reason };
}

/** The desk took, released, paused or finished somebody: the stop at registration says the same, and no other station has them. */
export async function deskMoved(ctx: Ctx, rowId: string, what: 'take' | 'back' | 'pause' | 'done', reason: StopReason | null = null): Promise<void> {
  const stops = await stopsSql.listStops(ctx.actor, ctx.tx, rowId);
  if (what === 'take') await freeElsewhere(ctx, stops, REGISTRATION);
  let stop = stops.find((s) => s.station === REGISTRATION);
  if (!stop) return;
  for (const action of deskSteps(stop.state, what)) stop = await step(ctx, stop, action, { reason: action === 'pause' ? (reason ?? 'colleague') : null });
}

/** Whoever is called or attended somewhere else is given back there: a person stands at one place. */
async function freeElsewhere(ctx: Ctx, stops: readonly stopsSql.StopRow[], station: string): Promise<void> {
  for (const stop of stops.filter((s) => s.station !== station && isBusy(s.state))) {
    await (stop.state === 'called' ? step(ctx, stop, 'back') : step(ctx, stop, 'pause', { reason: 'colleague' }));
  }
}

/** Somebody is not here after all: no station calls them. */
export async function leaveStations(ctx: Ctx, rowId: string): Promise<void> {
  for (const stop of await stopsSql.listStops(ctx.actor, ctx.tx, rowId)) if (isBusy(stop.state)) await step(ctx, stop, 'back');
}
