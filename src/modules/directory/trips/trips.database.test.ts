import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { systemActor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { OsrmRouting } from '#platform/routing';
import { actors } from '../../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { loadDirectory } from '../service/load.ts';
import { suggestFor } from '../service.ts';
import { listTrips } from '../trips-repository.ts';
import { endTrip, knownTrips, officeTripsOf, tellTrip } from './service.ts';

let db: TestDatabase;
const at = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => db.inContext(actor, work);
const WAY = { fromAdmin2: 'ZZ-0101', toAdmin2: 'ZZ-0202' };

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => db.owner('delete from directory.office_trip'));

describe('a trip that an office tells', () => {
  it('stands in place of the estimate in suggestions, until it is taken back', async () => {
    const travel = async () => {
      const { needs } = await at(actors.window, (ctx) => suggestFor(ctx, {}, [{ code: 'rehabilitation', urgency: 'long' }], { admin2: 'ZZ-0101', limit: 20 }));
      return needs[0]!.offers.find((o) => o.serviceId === 'zz-rehabilitation')!.travel;
    };
    const before = await travel();
    const to = (await db.owner<{ to: string }>(`select entry->'places'->0->>'admin2' as to from directory.service where country = 'ZZ' and id = 'zz-rehabilitation'`))[0]!.to;
    await at(actors.supervisor, (ctx) => tellTrip(ctx, { fromAdmin2: 'ZZ-0101', toAdmin2: to, minutes: 95, fare: 40 }));
    expect(await travel()).toMatchObject({ basis: 'office', minutes: { low: 95, high: 95 }, fare: { low: 40, high: 40 }, km: before.km });
    await at(actors.steward, (ctx) => endTrip(ctx, { fromAdmin2: 'ZZ-0101', toAdmin2: to }));
    expect(await travel()).toEqual(before);
  });

  it('takes the place of what was told before, which stays as history with who told it', async () => {
    await at(actors.steward, (ctx) => tellTrip(ctx, { ...WAY, minutes: 90, fare: null }));
    const { trips } = await at(actors.supervisor, (ctx) => tellTrip(ctx, { ...WAY, minutes: 120, fare: 15.5 }));
    expect(trips).toMatchObject([{ ...WAY, minutes: 120, fare: 15.5, toldBy: actors.supervisor.displayName }]);
    expect(await db.owner('select minutes, ended_at is null as counts from directory.office_trip order by told_at, minutes')).toEqual([{ minutes: 90, counts: false }, { minutes: 120, counts: true }]);
  });

  it('begins and ends in municipalities that exist, and taking back one that nobody told changes nothing', async () => {
    await expect(at(actors.steward, (ctx) => tellTrip(ctx, { ...WAY, toAdmin2: 'ZZ-9999', minutes: 5, fare: null }))).rejects.toThrow('directory.unknown-municipality');
    const before = await at(actors.steward, officeTripsOf);
    expect(await at(actors.steward, (ctx) => endTrip(ctx, WAY))).toEqual(before);
  });

  it('is told by stewards and supervisors of the country only: the question is narrow enough without the policies', async () => {
    await at(actors.steward, (ctx) => tellTrip(ctx, { ...WAY, minutes: 90, fare: null }));
    const withoutWalls = <T>(work: (tx: Ctx['tx']) => Promise<T>): Promise<T> => db.inContext(actors.steward, async (ctx) => work(ctx.tx));
    expect(await withoutWalls((tx) => listTrips({ ...actors.window, country: 'HN' }, tx))).toEqual([]);
    expect(await withoutWalls((tx) => listTrips({ ...actors.window, role: 'public' }, tx))).toEqual([]);
    await expect(at(actors.window, (ctx) => tellTrip(ctx, { ...WAY, minutes: 9, fare: null }))).rejects.toThrow('directory.trip-told-meanwhile');
  });

  it('and the policies are narrow enough without the question', async () => {
    await at(actors.steward, (ctx) => tellTrip(ctx, { ...WAY, minutes: 90, fare: null }));
    const count = (actor: Actor): Promise<number> => at(actor, async ({ tx }) => (await sql<{ n: number }>`select count(*)::int as n from directory.office_trip`.execute(tx)).rows[0]!.n);
    expect([await count(actors.window), await count({ ...actors.window, role: 'public' }), await count({ ...actors.supervisor, country: 'HN' })]).toEqual([1, 0, 0]);
    const insert = (actor: Actor) => at(actor, ({ tx }) => sql`insert into directory.office_trip (id, country, from_admin2, to_admin2, minutes, told_by, told_by_name, told_at)
      values (${newId()}, 'ZZ', 'ZZ-0102', 'ZZ-0103', 5, ${actor.userId}, 'x', now())`.execute(tx));
    await expect(insert(actors.window)).rejects.toThrow(/row-level security/);
    await expect(insert({ ...actors.steward, country: 'HN' })).rejects.toThrow(/row-level security/);
    const end = (actor: Actor): Promise<bigint | undefined> => at(actor, async ({ tx }) => (await sql`update directory.office_trip set ended_at = now(), ended_by = ${actor.userId}`.execute(tx)).numAffectedRows);
    expect([Number(await end(actors.window)), Number(await end({ ...actors.steward, country: 'HN' }))]).toEqual([0, 0]);
    await expect(at(actors.steward, ({ tx }) => sql`update directory.office_trip set minutes = 1`.execute(tx))).rejects.toThrow(/permission denied/);
  });

  it('comes before what a routing service found, which comes before the estimate', async () => {
    const server = createServer((request, response) => {
      const many = request.url!.split('destinations=')[1]!.split('&')[0]!.split(';').length;
      response.end(JSON.stringify({ code: 'Ok', durations: [Array.from({ length: many }, () => 3600)] }));
    });
    await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready); });
    try {
      const routing = new OsrmRouting(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const trips = () => at(actors.window, (ctx) => knownTrips({ ...ctx, routing }, 'ZZ-0101'));
      await at(actors.steward, (ctx) => tellTrip(ctx, { ...WAY, minutes: 90, fare: null }));
      expect((await trips())!.size).toBe(1);
      await routing.settled();
      const found = (await trips())!;
      expect([found.get('ZZ-0202')!.basis, found.get('ZZ-0201')!.basis, found.get('ZZ-0201')!.minutes!.low]).toEqual(['office', 'routing', 60]);
    } finally {
      server.close();
    }
  });

  it('is listed for whoever may tell one', async () => {
    await at(actors.steward, (ctx) => tellTrip(ctx, { ...WAY, minutes: 90, fare: null }));
    expect((await at(actors.supervisor, officeTripsOf)).trips).toHaveLength(1);
  });
});
