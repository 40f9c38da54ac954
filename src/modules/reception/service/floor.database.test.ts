import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { connect } from '#platform/db';
import { actors } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { readyDesk } from '../factory.ts';
import * as stopsSql from '../repository/stops.ts';
import { AddArrival, FinishDesk, type ActOnStop, type Flag } from '../schema.ts';
import * as desk from './desk.ts';
import * as stations from './stations.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });

const colleague: Actor = { ...actors.reception, userId: '00000000-0000-7000-8000-000000000f01', displayName: 'Colega de recepción de prueba' };
const minute = (n: number) => new Date(TEST_NOW.getTime() + n * 60_000);
const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actor, work, { purpose: 'reception', now });

/** Somebody who comes without any list. */
const arrive = (name: string, flags: readonly Flag[] = [], now = TEST_NOW, actor: Actor = actors.reception) => at(actor, async (ctx) =>
  (await desk.addArrival(ctx, AddArrival.parse({ givenNames: name, surname1: 'Inventada', flags: [...flags] }))).rowId, now);
const person = (rowId: string, actor: Actor = actors.reception) => at(actor, (ctx) => stations.floorPerson(ctx, rowId));
const stopOf = async (rowId: string, station: string) => (await person(rowId)).stops.find((s) => s.station === station)!;
const act = (stopId: string, command: Partial<ActOnStop>, actor: Actor = actors.reception, now = TEST_NOW) =>
  at(actor, (ctx) => stations.actOnStop(ctx, stopId, { action: 'take', desk: null, reason: null, ...command }), now);
const call = (station: string, actor: Actor = actors.reception, now = TEST_NOW) => at(actor, (ctx) => stations.callNext(ctx, { station, desk: 3 }), now);
/** Empties the floor, so that a story begins alone. */
async function clear(): Promise<void> {
  await db.owner(`update reception.manifest_row set state = 'notArrived', taken_by = null, taken_by_name = null where state <> 'finished'`);
  await db.owner(`update reception.manifest_row set arrived_at = arrived_at - interval '10 days' where state = 'finished'`);
  await db.owner(`update reception.stop set state = 'waiting' where state in ('called', 'in')`);
}
const refusal = (code: string) => ({ problems: [{ code }] });

describe('a number', () => {
  it('is given at arrival, one after the other, and never again on that day', async () => {
    const numbers: (number | null)[] = [];
    for (const name of ['Uno', 'Dos', 'Tres']) numbers.push((await person(await arrive(name))).no);
    expect(numbers).toEqual([numbers[0]!, numbers[0]! + 1, numbers[0]! + 2]);
    const gone = await arrive('Error');
    const before = (await person(gone)).no;
    await at(actors.reception, (ctx) => desk.markNotArrived(ctx, gone));
    expect((await person(await arrive('Después'))).no).toBe(before! + 1);
    await at(actors.reception, (ctx) => desk.markArrived(ctx, gone));
    expect((await person(gone)).no).toBe(before);
  });

  it('is different for everybody when many arrive at once', async () => {
    const rows = await Promise.all(Array.from({ length: 12 }, (_, i) => arrive(`Junto ${i}`)));
    const numbers = await Promise.all(rows.map(async (rowId) => (await person(rowId)).no));
    expect(new Set(numbers).size).toBe(12);
  });

  it('begins again at one on another day and at another point', async () => {
    expect((await person(await arrive('Otro punto', [], TEST_NOW, actors.otherReception), actors.otherReception)).no).toBe(1);
    const tomorrow = minute(24 * 60);
    const rowId = await arrive('Mañana', [], tomorrow);
    expect((await at(actors.reception, (ctx) => stations.floorPerson(ctx, rowId), tomorrow)).no).toBe(1);
  });
});

describe('the way over the floor', () => {
  it('is planned at arrival by who somebody is, and leaves out nobody who needs a station', async () => {
    const adult = await person(await arrive('Adulta'));
    expect(adult.stops.map((s) => s.station)).not.toContain('protection');
    const child = await person(await arrive('Niña', ['unaccompaniedChild']));
    expect(child.stops.filter((s) => s.obligatory).map((s) => s.station)).toEqual(expect.arrayContaining(['registration', 'protection', 'medical', 'exit']));
  });

  it('grows when an officer sees why somebody comes first, and a child who is alone stays so', async () => {
    const rowId = await arrive('Embarazada');
    await at(actors.reception, (ctx) => stations.markFlags(ctx, rowId, { add: ['pregnant', 'reserved'], remove: [] }));
    expect((await person(rowId)).stops.map((s) => s.station)).toEqual(expect.arrayContaining(['medical', 'protection']));
    const child = await arrive('Sola', ['unaccompaniedChild']);
    await expect(at(actors.reception, (ctx) => stations.markFlags(ctx, child, { add: [], remove: ['unaccompaniedChild'] }))).rejects.toMatchObject(refusal('reception.child-alone-stays'));
  });

  it('can be sent to a station that was not planned, and back to one that was over', async () => {
    const rowId = await arrive('Enviada');
    await at(actors.reception, (ctx) => stations.sendToStation(ctx, rowId, 'legal'));
    const legal = await stopOf(rowId, 'legal');
    await act(legal.stopId, { action: 'skip', reason: 'declined' });
    await at(actors.reception, (ctx) => stations.sendToStation(ctx, rowId, 'legal'));
    expect((await stopOf(rowId, 'legal')).state).toBe('waiting');
    await expect(at(actors.reception, (ctx) => stations.sendToStation(ctx, rowId, 'nowhere'))).rejects.toMatchObject(refusal('reception.station-unknown'));
  });

  it('keeps the exit for last: obligatory stations come first, by name', async () => {
    const rowId = await arrive('Apurada');
    const exit = await stopOf(rowId, 'exit');
    await expect(act(exit.stopId, { action: 'take' })).rejects.toMatchObject({ problems: [{ code: 'reception.exit-too-early', params: { station: 'Registro' } }] });
    await expect(act(exit.stopId, { action: 'done' })).rejects.toMatchObject(refusal('reception.done-at-exit'));
  });
});

describe('a call', () => {
  it('goes by reason and hour of arrival, not by who came in first through the door', async () => {
    await clear();
    const adult = await arrive('Adulto', [], minute(0));
    const family = await arrive('Familia', ['family'], minute(30));
    const late = await arrive('Familia tarde', ['family'], minute(200));
    const order: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { stopId } = await call('registration', actors.reception, minute(201));
      order.push((await act(stopId, { action: 'skip', reason: 'other' }, actors.reception, minute(201))).rowId);
    }
    expect(order).toEqual([family, adult, late]);
  });

  it('of two officers at once, at one station or at two, never reaches the same person', async () => {
    await clear();
    for (let i = 0; i < 6; i++) await arrive(`Simultánea ${i}`);
    const calls = await Promise.all(['registration', 'kitFood', 'registration', 'kitFood', 'registration', 'kitFood'].map((s, i) => call(s, i % 2 ? colleague : actors.reception)));
    const rows = await db.owner<{ row_id: string }>('select row_id from reception.stop where id = any($1)', [calls.map((c) => c.stopId)]);
    expect(new Set(rows.map((r) => r.row_id)).size).toBe(6);
    await expect(call('registration')).rejects.toMatchObject(refusal('reception.nobody-waiting'));
  });

  it('and the desk that takes the next person at the same moment get two people', async () => {
    await clear();
    for (let i = 0; i < 4; i++) await arrive(`Mezclada ${i}`);
    const done = await Promise.all([
      call('kitFood').then(async ({ stopId }) => (await db.owner<{ row_id: string }>('select row_id from reception.stop where id = $1', [stopId]))[0]!.row_id),
      at(colleague, (ctx) => desk.takeNext(ctx)).then((d) => d.rowId),
      call('kitFood').then(async ({ stopId }) => (await db.owner<{ row_id: string }>('select row_id from reception.stop where id = $1', [stopId]))[0]!.row_id),
      at(actors.reception, (ctx) => desk.takeNext(ctx)).then((d) => d.rowId),
    ]);
    expect(new Set(done).size).toBe(4);
  });

  it('names who has somebody already, and the first caller keeps them', async () => {
    await clear();
    const rowId = await arrive('Disputada');
    const { stopId } = await call('kitFood');
    await expect(act(stopId, { action: 'take' }, colleague)).rejects.toMatchObject({ problems: [{ code: 'reception.stop-taken', params: { name: 'Recepción de prueba', station: 'Comida y kit' } }] });
    await expect(act((await stopOf(rowId, 'registration')).stopId, { action: 'call' }, colleague)).rejects.toMatchObject(refusal('reception.stop-taken'));
    await act(stopId, { action: 'take' });
    await act(stopId, { action: 'done' });
    expect((await stopOf(rowId, 'kitFood')).state).toBe('done');
  });

  it('to which nobody comes can be repeated and given back', async () => {
    await clear();
    const rowId = await arrive('Ausente');
    const { stopId } = await call('registration');
    await act(stopId, { action: 'call', desk: 5 }, actors.reception, minute(1));
    await act(stopId, { action: 'back' }, actors.reception, minute(2));
    expect((await stopOf(rowId, 'registration')).state).toBe('waiting');
    expect(await db.owner('select action, from_state, to_state from reception.stop_event where stop_id = $1 order by at, id', [stopId])).toEqual([
      { action: 'call', from_state: 'waiting', to_state: 'called' }, { action: 'call', from_state: 'called', to_state: 'called' }, { action: 'back', from_state: 'called', to_state: 'waiting' },
    ]);
  });
});

describe('a pause', () => {
  it('keeps what was typed, and another officer goes on with it', async () => {
    await clear();
    const rowId = await arrive('Cansada');
    await act((await stopOf(rowId, 'registration')).stopId, { action: 'take' });
    await at(actors.reception, (ctx) => desk.saveDeskDraft(ctx, rowId, { givenNames: 'Cansada' }));
    const { stopId } = await stopOf(rowId, 'registration');
    await expect(act(stopId, { action: 'pause' })).rejects.toMatchObject(refusal('reception.stop-reason-missing'));
    await act(stopId, { action: 'pause', reason: 'rest' });
    // Whoever rests is not called.
    await expect(at(colleague, (ctx) => desk.takeNext(ctx))).rejects.toMatchObject(refusal('reception.nobody-waiting'));
    await act(stopId, { action: 'take' }, colleague);
    expect(await at(colleague, (ctx) => desk.deskView(ctx, rowId))).toMatchObject({ state: 'taken', takenByMe: true, draft: { givenNames: 'Cansada' } });
  });

  it('at the desk gives the person back with what was typed, only by who has them', async () => {
    await clear();
    const rowId = await arrive('Descanso');
    await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
    await expect(at(colleague, (ctx) => desk.pausePerson(ctx, rowId, 'rest'))).rejects.toMatchObject(refusal('reception.not-with-you'));
    await at(actors.reception, (ctx) => desk.saveDeskDraft(ctx, rowId, { givenNames: 'Descanso' }));
    await at(actors.reception, (ctx) => desk.pausePerson(ctx, rowId, 'private'));
    expect(await stopOf(rowId, 'registration')).toMatchObject({ state: 'paused', reason: 'private' });
    await at(colleague, (ctx) => desk.takePerson(ctx, rowId, false));
    expect((await at(colleague, (ctx) => desk.deskView(ctx, rowId))).draft).toEqual({ givenNames: 'Descanso' });
  });

  it('needs its reason, as a skip does, and shows on the officer\'s own list', async () => {
    await clear();
    await arrive('Pausada');
    const { stopId } = await call('kitFood');
    await act(stopId, { action: 'take' });
    await expect(act(stopId, { action: 'skip' })).rejects.toMatchObject(refusal('reception.stop-reason-missing'));
    await act(stopId, { action: 'pause', reason: 'unwell' });
    const view = await at(actors.reception, (ctx) => stations.floorView(ctx, 'kitFood'));
    expect(view.mine).toMatchObject([{ stopId, state: 'paused', reason: 'unwell', name: 'Pausada Inventada', label: 'Comida y kit' }]);
    expect((await at(colleague, (ctx) => stations.floorView(ctx, 'kitFood'))).mine).toEqual([]);
  });
});

describe('registration and the desk', () => {
  it('say the same, whichever is used', async () => {
    await clear();
    const rowId = await arrive('Acorde');
    await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
    expect((await stopOf(rowId, 'registration')).state).toBe('in');
    await expect(act((await stopOf(rowId, 'registration')).stopId, { action: 'done' })).rejects.toMatchObject(refusal('reception.done-at-desk'));
    await act((await stopOf(rowId, 'registration')).stopId, { action: 'back' });
    expect((await at(actors.reception, (ctx) => desk.deskView(ctx, rowId))).state).toBe('waiting');
    await act((await stopOf(rowId, 'registration')).stopId, { action: 'take' });
    await at(actors.reception, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse(readyDesk({ identity: { ...readyDesk().identity, givenNames: 'Acorde', surname1: 'Inventada' } }))));
    expect((await stopOf(rowId, 'registration')).state).toBe('done');
    expect((await at(actors.reception, (ctx) => stations.floorView(ctx, 'exit'))).queue.map((line) => line.rowId)).toContain(rowId);
  });

  it('take somebody over from a station that has them, without two places at once', async () => {
    await clear();
    const rowId = await arrive('Cambiada');
    const { stopId } = await call('kitFood');
    await act(stopId, { action: 'take' });
    await at(colleague, (ctx) => desk.takePerson(ctx, rowId, false));
    expect((await person(rowId)).stops.filter((s) => s.state === 'in').map((s) => s.station)).toEqual(['registration']);
    expect((await stopOf(rowId, 'kitFood'))).toMatchObject({ state: 'paused', reason: 'colleague' });
  });
});

describe('the queue', () => {
  it('shows numbers and reasons but no name, and to no other point', async () => {
    await clear();
    const rowId = await arrive('Secreta', ['pregnant', 'reserved']);
    const view = await at(actors.reception, (ctx) => stations.floorView(ctx, 'registration'));
    expect(view.queue).toMatchObject([{ rowId, flags: ['pregnant', 'reserved'], state: 'waiting' }]);
    expect(JSON.stringify(view.queue)).not.toContain('Secreta');
    expect((await at(actors.otherReception, (ctx) => stations.floorView(ctx, 'registration'))).queue.map((line) => line.rowId)).not.toContain(rowId);
    const { stopId } = await stopOf(rowId, 'registration');
    await expect(act(stopId, { action: 'call' }, actors.otherReception)).rejects.toMatchObject({ status: 404 });
    await expect(person(rowId, actors.otherReception)).rejects.toMatchObject({ status: 404 });
  });

  it('keeps to the point past the database\'s wall, and behind it past the query\'s', async () => {
    const rowId = await arrive('Muro');
    const { stopId } = await stopOf(rowId, 'registration');
    const past = connect(db.ownerUrl);
    try {
      await past.asActor(actors.otherReception, 'reception', async (tx) => {
        expect(await stopsSql.findStop(actors.otherReception, tx, stopId)).toBeUndefined();
        expect((await stopsSql.listQueue(actors.otherReception, tx, 'registration', [], minute(-600))).map((s) => s.stopId)).not.toContain(stopId);
      });
    } finally {
      await past.close();
    }
    // The query believes in the claimed office; the policy does not.
    await db.asActor(actors.otherReception, async (tx) => expect(await stopsSql.findStop(actors.reception, tx, stopId)).toBeUndefined());
    await expect(db.asActor(actors.otherReception, (tx) => stopsSql.insertStops(actors.reception, tx, [{ id: newId(), rowId, station: 'legal', place: 1, obligatory: false }], TEST_NOW))).rejects.toMatchObject({ code: '42501' });
    await expect(db.asActor(actors.supervisor, (tx) => stopsSql.insertStops(actors.supervisor, tx, [{ id: newId(), rowId, station: 'legal', place: 1, obligatory: false }], TEST_NOW))).rejects.toMatchObject({ code: '42501' });
  });
});
