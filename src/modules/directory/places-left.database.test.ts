import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { known } from '#kernel/facts';
import { newId } from '#kernel/ids';
import type { Actor } from '#kernel/actor';
import { systemActor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { sql } from '#platform/db';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { givePlaceBack, noteAnswer, placesLeft, setPlaces, takePlace, type SetPlaces } from './places-left.ts';
import * as repository from './places-left-repository.ts';
import { suggestFor } from './service.ts';
import { loadDirectory } from './service/load.ts';

/** A service of the provider of the tests, one of another provider, and one of the closed circle. */
const OWN = 'zz-call-centre';
const OTHERS = 'zz-second-chance';
const SECRET = 'zz-safe-house';

let db: TestDatabase;
const set = (told: Partial<SetPlaces>, actor: Actor = actors.provider, service = OWN) =>
  db.inContext(actor, (ctx) => setPlaces(ctx, service, { free: null, waitingList: false, listOrder: null, ...told }));
const take = (referralId = newId(), service = OWN, actor: Actor = actors.provider) => db.inContext(actor, (ctx) => takePlace(ctx, service, referralId));
const left = () => db.inContext(actors.window, (ctx) => placesLeft(ctx, OWN));

/** What the officer is offered for work. */
async function offered(): Promise<{ id: string; notes: readonly string[] }[]> {
  const facts = { age: known(30, '2026-03-01'), languages: known({ eng: 'fluent' }, '2026-03-01') };
  const found = await db.inContext(actors.window, (ctx) => suggestFor(ctx, facts, [{ code: 'job_placement', urgency: 'long' }], { admin2: 'ZZ-0201', limit: 20 }));
  return found.needs[0]!.offers.map((o) => ({ id: o.serviceId, notes: o.notes }));
}

const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (e: unknown) => { if (e instanceof Refused) return e.problems[0]!.code; throw e; });

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(async () => { await db.owner('delete from directory.service_now; delete from directory.place_taken; delete from directory.answer_heard'); });

describe('places of a service', () => {
  test('nobody counted are never in the way', async () => {
    await take();
    expect(await left()).toMatchObject({ capacity: 'unknown', free: null });
  });

  test('are open, then a waiting list with its order, or full: offers follow', async () => {
    await set({ free: 1 });
    expect(await left()).toMatchObject({ capacity: 'open', free: 1 });
    expect((await offered()).map((o) => o.id)).toContain(OWN);
    await take();
    expect(await left()).toMatchObject({ capacity: 'full', free: 0 });
    expect((await offered()).map((o) => o.id)).not.toContain(OWN);
    await set({ free: 0, waitingList: true, listOrder: 'urgency' });
    expect(await left()).toMatchObject({ capacity: 'waitingList', listOrder: 'urgency' });
    expect((await offered()).find((o) => o.id === OWN)?.notes).toContain('waitingList');
  });

  test('taken by one referral are taken once and given back once', async () => {
    await set({ free: 2 });
    const referral = newId();
    await take(referral);
    await take(referral);
    expect(await left()).toMatchObject({ free: 1 });
    for (let i = 0; i < 2; i++) await db.inContext(actors.window, (ctx) => givePlaceBack(ctx, OWN, referral));
    expect(await left()).toMatchObject({ free: 2 });
  });

  test('never fall below none: of many who take the last one at the same moment, on connections of their own, one gets it', async () => {
    await set({ free: 1 });
    const results = await Promise.all(Array.from({ length: 6 }, () => refusal(take())));
    expect(results.toSorted()).toEqual([...Array.from({ length: 5 }, () => 'directory.no-place-left'), 'done'].toSorted());
    expect(await left()).toMatchObject({ free: 0 });
    await expect(db.owner('update directory.service_now set free = -1')).rejects.toThrow(/check/);
  });

  test('the second of two waits for the first, and gets the place if the first was undone', async () => {
    await set({ free: 1 });
    let undo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => { undo = resolve; });
    let first: () => void = () => undefined;
    const taken = new Promise<void>((resolve) => { first = resolve; });
    const one = db.inContext(actors.provider, async (ctx) => { await takePlace(ctx, OWN, newId()); first(); await held; throw new Error('undone'); });
    await taken;
    const two = refusal(take());
    undo();
    await expect(one).rejects.toThrow('undone');
    expect(await two).toBe('done');
    expect(await left()).toMatchObject({ free: 0 });
  });

  test('are told by whoever gives the service and by stewards, by nobody else; a secret service is not found', async () => {
    expect(await refusal(set({ free: 3 }, actors.steward))).toBe('done');
    for (const actor of [actors.otherProvider, actors.window, actors.supervisor, actors.abroad]) expect(await refusal(set({ free: 9 }, actor)), actor.displayName).toBe('platform.not-found');
    expect(await refusal(set({ free: 3 }, actors.provider, OTHERS))).toBe('platform.not-found');
    expect(await left()).toMatchObject({ free: 3 });
    expect(await refusal(db.inContext(actors.window, (ctx) => placesLeft(ctx, SECRET)))).toBe('platform.not-found');
  });

  test('of a service that an actor may not know of are hidden by each wall alone', async () => {
    await set({ free: 3 }, actors.steward, SECRET);
    await set({ free: 3 });
    const seen = (actor: Actor) => db.asActor(actor, async (tx) => (await repository.listConditions(actor, tx)).map((r) => r.serviceId));
    expect(await seen(actors.protection)).toEqual([OWN, SECRET]);
    expect((await db.asActor(actors.window, (tx) => sql<{ id: string }>`select service_id as id from directory.service_now`.execute(tx))).rows).toEqual([{ id: OWN }]);
    await db.owner('alter table directory.service_now disable row level security; alter table directory.service disable row level security');
    expect(await seen(actors.window)).toEqual([OWN]);
    expect(await seen(actors.abroad)).toEqual([]);
    await db.owner('alter table directory.service_now enable row level security; alter table directory.service enable row level security');
    for (const table of ['place_taken', 'answer_heard']) await expect(db.asActor(actors.provider, (tx) => sql`select from ${sql.table(`directory.${table}`)}`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(db.asActor(actors.provider, (tx) => sql`update directory.service_now set free = 100`.execute(tx))).rejects.toThrow(/permission denied/);
  });
});

describe('answers to referrals', () => {
  test('count once each, the last one; offers that accept more come first', async () => {
    const referral = newId();
    const note = (accepted: boolean, referralId = referral) => db.inContext(actors.provider, (ctx) => noteAnswer(ctx, OWN, { referralId, accepted }));
    const counted = () => db.owner('select sent, accepted from directory.service_now where service_id = $1', [OWN]);
    await note(false);
    await note(false);
    expect(await counted()).toEqual([{ sent: 1, accepted: 0 }]);
    await note(true);
    await note(false, newId());
    expect(await counted()).toEqual([{ sent: 2, accepted: 1 }]);
  });
});
