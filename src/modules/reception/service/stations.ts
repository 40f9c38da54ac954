/** Stations: who is next, calling a number, and everything that an officer does with somebody at a station. */
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { receptionSlice } from '../pack.ts';
import * as rowsSql from '../repository/rows.ts';
import * as stopsSql from '../repository/stops.ts';
import { minutesWaiting } from '../rules.ts';
import { stillBefore } from '../rules/floor.ts';
import { isBusy, REASONED } from '../rules/stops.ts';
import {
  EXIT, REGISTRATION, type ActOnStop, type CallNext, type FloorPerson, type FloorView, type MarkFlags, type MineLine, type QueueLine, type StationLine, type StopLine,
} from '../schema.ts';
import { releasePerson, takePerson } from './desk.ts';
import { reflag } from './party.ts';
import { ageOf, shownFlags, shownName } from './shown.ts';
import { deskMoved, pointFloor, step, type PointFloor } from './stops.ts';

/** Who came longer ago is not called any more; the board has them among the open. */
const CALLED_FOR_MS = 24 * 3_600_000;
const callable = (ctx: Ctx) => new Date(ctx.now.getTime() - CALLED_FOR_MS);

/** The stations of the point, the queue of one, and everybody who is the officer's own. */
export async function floorView(ctx: Ctx, station: string | null): Promise<FloorView> {
  const floor = await pointFloor(ctx);
  const counts = await stopsSql.countStations(ctx.actor, ctx.tx, callable(ctx));
  const here = station === null ? undefined : stationOf(floor, station);
  const queue = here ? await stopsSql.listQueue(ctx.actor, ctx.tx, here.code, here.first ?? [], callable(ctx)) : [];
  const mine = await stopsSql.listMine(ctx.actor, ctx.tx, callable(ctx));
  return {
    stations: floor.stations.map((s) => stationLine(ctx, s, counts.find((c) => c.station === s.code))),
    queue: queue.map((row) => queueLine(ctx, row)),
    later: counts.find((c) => c.station === station)?.later ?? 0,
    mine: mine.map((row): MineLine => ({ ...queueLine(ctx, row), station: row.station, label: labelOf(ctx, floor, row.station), name: shownName(row.person) })),
  };
}

function stationOf(floor: PointFloor, code: string): PointFloor['stations'][number] {
  const found = floor.stations.find((s) => s.code === code);
  if (!found) throw refuse('reception.station-unknown', { field: 'station' });
  return found;
}

/** What a station is called; one that the country dropped since then keeps its code. */
function labelOf(ctx: Ctx, floor: PointFloor, code: string): string {
  const found = floor.stations.find((s) => s.code === code) ?? ctx.pack.slice(receptionSlice).floor.stations.find((s) => s.code === code);
  return found?.label[ctx.actor.locale] ?? code;
}

function stationLine(ctx: Ctx, s: PointFloor['stations'][number], counts: stopsSql.StationCounts | undefined): StationLine {
  const { ready = 0, busy = 0, paused = 0, done = 0, oldest = null } = counts ?? {};
  return { station: s.code, label: s.label[ctx.actor.locale], waiting: ready, busy, paused, done, longestWait: minutesWaiting(oldest, ctx.now) };
}

function queueLine(ctx: Ctx, row: stopsSql.QueueRow): QueueLine {
  return {
    stopId: row.stopId, rowId: row.rowId, no: row.no, state: row.state, age: ageOf(row.person, row.arrivesOn), sex: row.sex, flags: shownFlags(ctx, row.flags),
    minutes: minutesWaiting(row.state === 'waiting' ? row.arrivedAt : row.since, ctx.now) ?? 0, together: row.together, obligatory: row.obligatory,
    desk: isBusy(row.state) ? row.desk : null, by: row.state === 'waiting' ? null : row.userName, calls: row.calls, reason: row.reason,
  };
}

/** Calls the next number to a desk. Of two officers who press at once each gets somebody else. */
export async function callNext(ctx: Ctx, { station, desk }: CallNext): Promise<{ stopId: string; no: number | null }> {
  const here = stationOf(await pointFloor(ctx), station);
  const passed: string[] = [];
  for (;;) {
    const next = await stopsSql.findNextStop(ctx.actor, ctx.tx, here.code, here.first ?? [], callable(ctx), passed);
    if (!next) throw refuse('reception.nobody-waiting', { status: 409 });
    // Held now: what another station did a moment before is seen here.
    const stops = await stopsSql.listStops(ctx.actor, ctx.tx, next.rowId);
    if (!stops.some((s) => isBusy(s.state))) {
      await step(ctx, next, 'call', { desk });
      return { stopId: next.stopId, no: (await stopsSql.findFloorRow(ctx.actor, ctx.tx, next.rowId))?.no ?? null };
    }
    passed.push(next.rowId);
  }
}

/** One step of one stop by an officer. What the desk does at registration moves the board with it. */
export async function actOnStop(ctx: Ctx, stopId: string, command: ActOnStop): Promise<{ rowId: string }> {
  const { stop, stops, row } = await heldStop(ctx, stopId);
  const { action, desk, reason } = command;
  if (REASONED.includes(action) && reason === null) throw refuse('reception.stop-reason-missing', { field: 'reason' });
  if (action === 'call' || action === 'take') refuseElsewhere(ctx, stop, stops);
  if (action === 'take') refuseTooEarly(ctx, stop, stops);
  // Leaving has its own record, which no child passes alone.
  if (action === 'done' && stop.station === EXIT) throw refuse('reception.done-at-exit', { status: 409 });
  if (stop.station === REGISTRATION && await actAtDesk(ctx, stop, row, command)) return { rowId: stop.rowId };
  await step(ctx, stop, action, { desk, reason });
  return { rowId: stop.rowId };
}

async function heldStop(ctx: Ctx, stopId: string): Promise<{ stop: stopsSql.StopRow; stops: readonly stopsSql.StopRow[]; row: stopsSql.FloorRow }> {
  const first = await stopsSql.findStop(ctx.actor, ctx.tx, stopId);
  if (!first || !(await rowsSql.lockRow(ctx.actor, ctx.tx, first.rowId))) throw notFound();
  const row = (await stopsSql.findFloorRow(ctx.actor, ctx.tx, first.rowId))!;
  const stops = await stopsSql.listStops(ctx.actor, ctx.tx, first.rowId);
  if (row.leftAt !== null) throw refuse('reception.left-already', { status: 409 });
  if (row.state === 'expected' || row.state === 'notArrived') throw refuse('reception.stop-not-now', { status: 409 });
  return { stop: stops.find((s) => s.stopId === stopId)!, stops, row };
}

/** Somebody stands at one place: who has them is named. */
function refuseElsewhere(ctx: Ctx, stop: stopsSql.StopRow, stops: readonly stopsSql.StopRow[]): void {
  const busy = stops.find((s) => isBusy(s.state) && (s.stopId !== stop.stopId || s.userId !== ctx.actor.userId));
  if (!busy) return;
  const floor = ctx.pack.slice(receptionSlice).floor.stations.find((s) => s.code === busy.station);
  throw refuse('reception.stop-taken', { status: 409, params: { name: busy.userName ?? '', station: floor?.label[ctx.actor.locale] ?? busy.station } });
}

/** An officer may attend somebody out of turn, for an emergency does not wait; only the exit comes last. */
function refuseTooEarly(ctx: Ctx, stop: stopsSql.StopRow, stops: readonly stopsSql.StopRow[]): void {
  if (stop.station !== EXIT) return;
  const [missing] = stillBefore(stops, stop) as stopsSql.StopRow[];
  if (!missing) return;
  const label = ctx.pack.slice(receptionSlice).floor.stations.find((s) => s.code === missing.station)?.label[ctx.actor.locale] ?? missing.station;
  throw refuse('reception.exit-too-early', { status: 409, params: { station: label } });
}

/** At registration the board's own row is taken, released and finished; true if the desk did everything. */
async function actAtDesk(ctx: Ctx, stop: stopsSql.StopRow, row: stopsSql.FloorRow, { action, reason }: ActOnStop): Promise<boolean> {
  if (action === 'done' && row.state !== 'finished') throw refuse('reception.done-at-desk', { status: 409 });
  if (action === 'take' && row.state === 'waiting') {
    await takePerson(ctx, stop.rowId, false);
    return true;
  }
  if (row.state !== 'taken') return false;
  if (action === 'back') {
    await releasePerson(ctx, stop.rowId);
    return true;
  }
  if (action === 'pause' || action === 'skip') await rowsSql.setRowState(ctx.actor, ctx.tx, stop.rowId, 'waiting', ctx.now);
  if (action === 'pause') await deskMoved(ctx, stop.rowId, 'pause', reason);
  return action === 'pause';
}

/** Sends somebody to a station: it is put on their way, or opened again. */
export async function sendToStation(ctx: Ctx, rowId: string, station: string): Promise<void> {
  const here = stationOf(await pointFloor(ctx), station);
  const row = await heldRow(ctx, rowId);
  const stops = await stopsSql.listStops(ctx.actor, ctx.tx, rowId);
  const known = stops.find((s) => s.station === here.code);
  if (known) {
    if (known.state === 'done' || known.state === 'skipped') await step(ctx, known, 'reopen');
    return;
  }
  const exit = stops.find((s) => s.station === EXIT);
  await stopsSql.insertStops(ctx.actor, ctx.tx, [{ id: newId(ctx.now), rowId: row.rowId, station: here.code, place: Math.max(0, (exit?.place ?? 1) - 1), obligatory: true }], ctx.now);
}

async function heldRow(ctx: Ctx, rowId: string): Promise<stopsSql.FloorRow> {
  if (!(await rowsSql.lockRow(ctx.actor, ctx.tx, rowId))) throw notFound();
  const row = (await stopsSql.findFloorRow(ctx.actor, ctx.tx, rowId))!;
  if (row.leftAt !== null) throw refuse('reception.left-already', { status: 409 });
  return row;
}

/** What an officer sees puts somebody forward and may add stations to their way. That a child is alone is not taken back here. */
export async function markFlags(ctx: Ctx, rowId: string, { add, remove }: MarkFlags): Promise<void> {
  const row = await heldRow(ctx, rowId);
  if (remove.includes('unaccompaniedChild')) throw refuse('reception.child-alone-stays', { field: 'remove' });
  const flags = [...new Set([...row.flags, ...add])].filter((flag) => !remove.includes(flag));
  await reflag(ctx, row, flags);
}

/** One person with their way over the floor. */
export async function floorPerson(ctx: Ctx, rowId: string): Promise<FloorPerson> {
  const row = await stopsSql.findFloorRow(ctx.actor, ctx.tx, rowId);
  if (!row) throw notFound();
  const floor = await pointFloor(ctx);
  const place = (station: string) => floor.stations.findIndex((s) => s.code === station);
  const stops = (await stopsSql.listStops(ctx.actor, ctx.tx, rowId)).sort((a, b) => a.place - b.place || place(a.station) - place(b.station));
  return {
    rowId, no: row.no, name: shownName(row.person), age: ageOf(row.person, row.arrivesOn), flags: shownFlags(ctx, row.flags), minutesHere: minutesWaiting(row.arrivedAt, row.leftAt ?? ctx.now),
    together: row.together, leftAt: row.leftAt?.toISOString() ?? null,
    stops: stops.map((s): StopLine => ({
      stopId: s.stopId, station: s.station, label: labelOf(ctx, floor, s.station), state: s.state, obligatory: s.obligatory, since: s.since.toISOString(), by: s.userName, reason: s.reason,
    })),
    others: floor.stations.filter((f) => !stops.some((s) => s.station === f.code)).map((f) => ({ station: f.code, label: f.label[ctx.actor.locale] })),
  };
}
