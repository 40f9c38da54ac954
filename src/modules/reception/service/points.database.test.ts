import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { actors, OFFICES } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { smallList } from '../factory.ts';
import * as pointsSql from '../repository/points.ts';
import { AcceptUpload, SetPointState } from '../schema.ts';
import * as desk from './desk.ts';
import { DAY, details, listOf, listSteps } from './list-factory.ts';
import * as lists from './lists.ts';
import * as moves from './moves.ts';
import * as points from './points.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const { reception, otherReception, supervisor, administrator } = actors;
const { at, accept, rowsOf, ledger } = listSteps(() => db, reception);

describe('a reception point', () => {
  const say = (actor: Actor, input: Parameters<typeof SetPointState.parse>[0]) => at(actor, (ctx) => points.setPointState(ctx, OFFICES.reception.id, SetPointState.parse(input)));

  it('that is moved warns at the upload, and the list goes on to who receives instead', async () => {
    await db.owner(`update access.office set active = true where id in ($1, $2)`, [OFFICES.reception.id, OFFICES.otherReception.id]);
    const { stateId } = await say(supervisor, { state: 'moved', movedTo: OFFICES.otherReception.id, from: DAY, to: DAY, reason: 'inundación' });
    const upload = await at(reception, (ctx) => lists.uploadList(ctx, { name: 'desvio 2026-03-10.csv', bytes: Buffer.from(smallList(listOf('Desvío'))) }));
    expect(upload.point).toMatchObject({ state: 'moved', movedTo: { officeId: OFFICES.otherReception.id }, entry: { reason: 'inundación' } });
    const done = await at(reception, (ctx) => lists.acceptUpload(ctx, upload.uploadId, AcceptUpload.parse({ details: details('desvío'), receiveAt: OFFICES.otherReception.id })));
    expect(done.moved).toBe(true);
    expect(await rowsOf(done.manifestId)).toEqual([]);
    expect(await rowsOf(done.manifestId, otherReception)).toHaveLength(5);
    await at(supervisor, (ctx) => points.revokePointState(ctx, stateId));
    expect((await at(reception, (ctx) => points.ownPointOn(ctx, DAY))).state).toBe('open');
  });

  it('is kept by supervisors of the institution and administrators of the country, by nobody else, on either wall', async () => {
    await expect(say(reception, { state: 'suspended', from: DAY, reason: 'prueba' })).rejects.toMatchObject({ status: 404 });
    const elsewhere: Actor = { ...supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
    await expect(say(elsewhere, { state: 'suspended', from: DAY, reason: 'prueba' })).rejects.toMatchObject({ status: 404 });
    await expect(say(administrator, { state: 'suspended', from: '2026-05-01', to: '2026-05-02', reason: 'obras' })).resolves.toHaveProperty('stateId');
    const raw = (actor: Actor) => db.asActor(actor, (tx) => sql`insert into reception.point_state (id, country, office_id, state, valid_from, reason, set_by, set_by_name, set_at)
      values (gen_random_uuid(), 'ZZ', ${OFFICES.reception.id}, 'suspended', '2026-06-01', 'x', ${actor.userId}, 'x', now())`.execute(tx));
    for (const actor of [reception, elsewhere, actors.window, actors.abroad, actors.nobody]) await expect(raw(actor), actor.displayName).rejects.toMatchObject({ code: '42501' });
    expect(await db.asActor(reception, (tx) => pointsSql.insertPointState(reception, tx, { id: crypto.randomUUID(), officeId: OFFICES.reception.id, state: 'open', movedTo: null, from: DAY, to: null, reason: 'x' }, TEST_NOW))).toBe(false);
  });

  it('cannot send people to a point that does not receive, or to itself', async () => {
    await expect(say(supervisor, { state: 'moved', movedTo: OFFICES.reception.id, from: DAY, reason: 'prueba' })).rejects.toMatchObject({ problems: [{ code: 'reception.point-unknown' }] });
    const { stateId } = await at(supervisor, (ctx) => points.setPointState(ctx, OFFICES.otherReception.id, SetPointState.parse({ state: 'suspended', from: '2026-07-01', reason: 'prueba' })));
    await expect(say(supervisor, { state: 'moved', movedTo: OFFICES.otherReception.id, from: '2026-07-02', reason: 'prueba' })).rejects.toMatchObject({ problems: [{ code: 'reception.point-not-open' }] });
    await at(supervisor, (ctx) => points.revokePointState(ctx, stateId));
  });
});

describe('arrivals', () => {
  const move = (manifestId: string | null, actor: Actor = reception, from: string = OFFICES.reception.id) =>
    at(actor, (ctx) => moves.moveArrivals(ctx, { from, to: OFFICES.otherReception.id, manifestId, day: DAY, reason: 'carretera cerrada' }));
  const undo = (moveId: string, actor: Actor = reception) => at(actor, (ctx) => moves.undoMove(ctx, moveId));

  it('move as a whole: both points see it, sight of the people goes along, and undoing brings everything back', async () => {
    const { manifestId } = await accept(listOf('Mudanza'), 'mudanza');
    const before = await db.owner('select id, office_id, state from reception.manifest_row where manifest_id = $1 order by id', [manifestId]);
    const { moveId, people } = await move(manifestId);
    expect(people).toBe(5);
    expect(await rowsOf(manifestId)).toEqual([]);
    await expect(ledger(manifestId)).rejects.toMatchObject({ status: 404 });
    expect(await rowsOf(manifestId, otherReception)).toHaveLength(5);
    for (const actor of [reception, otherReception]) expect((await at(actor, (ctx) => moves.listMoves(ctx))).find((m) => m.moveId === moveId)).toMatchObject({ people: 5, label: 'mudanza', mayUndo: true, away: actor === reception });
    expect(await undo(moveId)).toEqual({ people: 5 });
    expect(await db.owner('select id, office_id, state from reception.manifest_row where manifest_id = $1 order by id', [manifestId])).toEqual(before);
    expect((await ledger(manifestId)).counts.expected).toBe(5);
    await expect(undo(moveId)).rejects.toMatchObject({ problems: [{ code: 'reception.move-undone' }] });
  });

  it('that were seen at the other point cannot be moved back', async () => {
    const { manifestId } = await accept(listOf('Tarde'), 'tarde');
    const { moveId } = await move(manifestId);
    const [first] = await rowsOf(manifestId, otherReception);
    await at(otherReception, (ctx) => desk.takePerson(ctx, first!.rowId, false));
    await expect(undo(moveId)).rejects.toMatchObject({ problems: [{ code: 'reception.move-too-late' }] });
  });

  it('move in part where somebody is here already: who is here stays, and neither point sees more than its people', async () => {
    const { manifestId } = await accept(listOf('Parte'), 'parte');
    await at(reception, async (ctx) => desk.markArrived(ctx, (await desk.arrivalsBoard(ctx, manifestId)).lines.find((l) => l.name.startsWith('Nelson'))!.rowId));
    await move(manifestId);
    expect((await rowsOf(manifestId)).map((l) => l.name.split(' ')[0])).toEqual(['Nelson']);
    expect(await ledger(manifestId)).toMatchObject({ own: true, counts: { expected: 1, arrived: 1, movedAway: 4 } });
    expect(await ledger(manifestId, otherReception)).toMatchObject({ own: false, label: 'parte', counts: { expected: 4 } });
    const seen = (await at(otherReception, (ctx) => lists.listManifests(ctx))).find((m) => m.manifestId === manifestId)!;
    expect(seen).toMatchObject({ own: false, people: 4 });
  });

  it('are moved by the own point or a supervisor, behind both walls', async () => {
    const { manifestId } = await accept(listOf('Muros'), 'muros');
    await expect(move(manifestId, otherReception)).rejects.toMatchObject({ status: 404 });
    const raw = (actor: Actor, from: string) => db.asActor(actor, (tx) => pointsSql.moveArrivals(actor, tx, {
      id: crypto.randomUUID(), manifestId, from, to: OFFICES.otherReception.id, day: DAY, label: '', reason: 'x',
    }, TEST_NOW));
    const elsewhere: Actor = { ...supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
    for (const actor of [otherReception, elsewhere, actors.protection, administrator, actors.window, actors.nobody]) expect(await raw(actor, OFFICES.reception.id), actor.displayName).toBe(0);
    await expect(db.asActor(reception, (tx) => sql`update reception.manifest set office_id = ${OFFICES.otherReception.id}`.execute(tx))).rejects.toMatchObject({ code: '42501' });
    expect((await move(manifestId, supervisor)).people).toBe(5);
  });
});
