import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemActor } from '#kernel/actor';
import type { House } from '#platform/context';
import { fieldCipher } from '#platform/secrets';
import { samplelandPack, testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { upkeepOfEachDay } from './service/daily.ts';
import { loadDirectory } from './service/load.ts';

let db: TestDatabase;
let house: House;
let asked: string[];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
  house = {
    database: db.database, packs: new Map([['ZZ', samplelandPack()]]), cipher: fieldCipher('only for tests'),
    subscriptions: [{ to: 'directory.confirmation-asked', room: 'test', handle: (_ctx, event) => { asked.push(String(event['organizationId'])); return Promise.resolve(); } }],
  };
  await db.owner(`insert into access.user_account (id, country, login, display_name, role, organization_id, password_hash, created_at)
    values ('00000000-0000-7000-8000-000000000301', 'ZZ', 'taller.muestra', 'Taller de Muestra', 'provider', 'zz-training', 'x', now())`);
});
afterAll(() => db.close());

const reached = async (column: string): Promise<number> => (await db.owner<{ n: number }>(`select count(*)::int as n from directory.entry_state where ${column} is not null`))[0]!.n;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);

it('owners are asked by the server itself, once a day; two servers ask once', async () => {
  asked = [];
  const [one, other] = [upkeepOfEachDay(), upkeepOfEachDay()];
  const run = (work: typeof one, day: number) => work(house, () => later(day), () => false);
  await Promise.all([run(one, 0), run(other, 0)]);
  await run(one, 0);
  expect(asked).toContain('zz-training');
  expect(new Set(asked).size).toBe(asked.length);
  const { length } = asked;
  expect(await reached('asked_on')).toBeGreaterThan(0);
  expect(await reached('reminded_on')).toBe(0);
  await run(one, 14);
  expect(await reached('reminded_on')).toBeGreaterThan(0);
  expect(asked).toHaveLength(2 * length);
});

it('nothing begins while the server is about to stop', async () => {
  asked = [];
  await upkeepOfEachDay()(house, () => later(400), () => true);
  expect(asked).toEqual([]);
});
