import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { publicActor } from '#kernel/actor';
import { actors } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { readyDesk } from '../factory.ts';
import * as screensSql from '../repository/screens.ts';
import * as stopsSql from '../repository/stops.ts';
import { AddArrival, FinishDesk, type Flag } from '../schema.ts';
import * as board from './board.ts';
import * as desk from './desk.ts';
import * as screens from './screens.ts';
import * as stations from './stations.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });

const minute = (n: number) => new Date(TEST_NOW.getTime() + n * 60_000);
const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actor, work, { purpose: 'reception', now });

/** Somebody who comes without any list. */
const arrive = (name: string, flags: readonly Flag[] = [], now = TEST_NOW, actor: Actor = actors.reception) => at(actor, async (ctx) =>
  (await desk.addArrival(ctx, AddArrival.parse({ givenNames: name, surname1: 'Inventada', flags: [...flags] }))).rowId, now);
const person = (rowId: string, actor: Actor = actors.reception) => at(actor, (ctx) => stations.floorPerson(ctx, rowId));
const call = (station: string, actor: Actor = actors.reception, now = TEST_NOW) => at(actor, (ctx) => stations.callNext(ctx, { station, desk: 3 }), now);
/** Empties the floor, so that a story begins alone. */
async function clear(): Promise<void> {
  await db.owner(`update reception.manifest_row set state = 'notArrived', taken_by = null, taken_by_name = null where state <> 'finished'`);
  await db.owner(`update reception.manifest_row set arrived_at = arrived_at - interval '10 days' where state = 'finished'`);
  await db.owner(`update reception.stop set state = 'waiting' where state in ('called', 'in')`);
}
/** Somebody has left so many minutes after they came. */
async function leave(rowId: string, minutes: number, how: 'nextStep' | 'unfinished'): Promise<void> {
  await db.owner(`insert into reception.leaving (row_id, country, office_id, how, next_step, adult_seen, recorded_by, recorded_at)
    select id, country, office_id, $2, $3, true, $4, arrived_at from reception.manifest_row where id = $1`, [rowId, how, how === 'nextStep' ? 'destinationWindow' : null, actors.reception.userId]);
  await db.owner('update reception.manifest_row set left_at = arrived_at + make_interval(mins => $2), left_how = $3 where id = $1', [rowId, minutes, how]);
}
describe('a screen of the waiting room', () => {
  const anybody = publicActor('ZZ', 'es');

  it('shows numbers and desks and nothing else', async () => {
    await clear();
    const rowId = await arrive('Visible', ['reserved', 'pregnant']);
    const { key } = await at(actors.reception, (ctx) => screens.openScreen(ctx, 'Sala'));
    await call('registration');
    const shown = await at(anybody, (ctx) => screens.screenCalls(ctx, key));
    expect(shown.calls[0]).toEqual({ no: (await person(rowId)).no, desk: 3, calledAt: TEST_NOW.toISOString(), times: 1 });
    expect(Object.keys(shown.calls[0]!).sort()).toEqual(['calledAt', 'desk', 'no', 'times']);
  });

  it('shows nothing without its key, with the key of another, or once it is closed', async () => {
    const { key, screenId } = await at(actors.reception, (ctx) => screens.openScreen(ctx, 'Vieja'));
    await expect(at(anybody, (ctx) => screens.screenCalls(ctx, 'x'.repeat(43)))).rejects.toMatchObject({ status: 404 });
    await expect(at(actors.otherReception, (ctx) => screens.closeScreen(ctx, screenId))).rejects.toMatchObject({ status: 404 });
    await at(actors.reception, (ctx) => screens.closeScreen(ctx, screenId));
    await expect(at(anybody, (ctx) => screens.screenCalls(ctx, key))).rejects.toMatchObject({ status: 404 });
    expect(await db.owner('select 1 from reception.screen where key_hash = $1', [key])).toEqual([]);
  });

  it('of another point shows other numbers, and opens no table', async () => {
    await arrive('Vecina');
    await call('registration');
    const { key } = await at(actors.otherReception, (ctx) => screens.openScreen(ctx, 'Otra sala'));
    expect((await at(anybody, (ctx) => screens.screenCalls(ctx, key))).calls).toEqual([]);
    await db.asActor(anybody, async (tx) => {
      expect(await screensSql.listScreens({ ...actors.reception }, tx)).toEqual([]);
      expect(await stopsSql.listQueue(actors.reception, tx, 'registration', [], minute(-600))).toEqual([]);
      expect((await screensSql.callsOfScreen(anybody, tx, createHash('sha256').update(key).digest('hex'), TEST_NOW))).toEqual([]);
    });
  });
});

describe('the board of the day', () => {
  it('counts who came, who is here, who left and who has no next step', async () => {
    const day = minute(3 * 24 * 60);
    const see = (actor: Actor, now: Date) => at(actor, (ctx) => board.dayBoard(ctx, {}), now);
    const [first, second, child] = [await arrive('Primera', [], day), await arrive('Segunda', [], day), await arrive('Niña del día', ['unaccompaniedChild'], day)];
    expect((await see(actors.reception, day)).point).toMatchObject({ arrived: 3, here: 3, withoutStep: 3, childrenAlone: 1, left: 0, medianMinutes: null });
    await at(actors.reception, (ctx) => desk.takePerson(ctx, first, false), day);
    await at(actors.reception, (ctx) => desk.finishDesk(ctx, first, FinishDesk.parse(readyDesk({ identity: { ...readyDesk().identity, givenNames: 'Primera', surname1: 'Tablero' } }))), day);
    await leave(first, 90, 'nextStep');
    await leave(second, 30, 'unfinished');
    const seen = await see(actors.reception, new Date(day.getTime() + 100 * 60_000));
    expect(seen.point).toMatchObject({ arrived: 3, here: 1, registered: 1, left: 2, withoutStep: 2, medianMinutes: 60, p90Minutes: 84, longestHere: 100 });
    expect(seen.given.map((g) => [g.item, g.count])).toEqual([['food', 1], ['phone_call', 1]]);
    expect(seen.stations.find((s) => s.station === 'registration')).toMatchObject({ done: 1 });
    const open = await at(actors.reception, (ctx) => board.withoutStep(ctx, {}), day);
    expect(open.filter((p) => p.day === seen.day).map((p) => p.rowId)).toEqual([child, second]);
    // What is missing is named in the order of the point, whatever may be done side by side.
    const labels = seen.stations.map((s) => s.label);
    const missing = open.find((p) => p.rowId === child)!.openStations;
    expect(missing.length).toBeGreaterThan(3);
    expect(missing).toEqual(labels.filter((label) => missing.includes(label)));
    await db.owner(`update reception.leaving set followed_at = now(), followed_by = recorded_by, followed_how = 'reached' where row_id = $1`, [second]);
    expect((await see(actors.reception, day)).point).toMatchObject({ withoutStep: 1 });
  });

  it('is one point for an officer, and the points of the institution for a supervisor, without the reserved reason', async () => {
    const rowId = await arrive('Reservada', ['reserved']);
    const supervised = await at(actors.supervisor, (ctx) => board.dayBoard(ctx, {}));
    expect(supervised.points.length).toBeGreaterThan(0);
    const mine = await at(actors.otherReception, (ctx) => board.dayBoard(ctx, { officeId: actors.reception.officeId! }));
    expect(mine.points).toEqual([]);
    expect(mine.point?.officeId).toBe(actors.otherReception.officeId);
    const open = await at(actors.supervisor, (ctx) => board.withoutStep(ctx, { officeId: actors.reception.officeId! }));
    expect(open.find((p) => p.rowId === rowId)?.flags).toEqual([]);
    const boardOfArrivals = await at(actors.supervisor, (ctx) => desk.arrivalsBoard(ctx, null));
    expect(JSON.stringify(boardOfArrivals)).not.toContain('reserved');
  });
});
