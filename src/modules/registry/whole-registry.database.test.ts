import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '#kernel/actor';
import { openPacks } from '#platform/country';
import { connect, sql } from '#platform/db';
import { fieldCipher } from '#platform/secrets';
import type { House } from '#platform/context';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { decideIdentity, linkWholeRegistry, registerPerson } from './index.ts';
import { lookUp } from './repository/index-keys.ts';
import * as repository from './repository/whole-registry.ts';

const maria = { givenNames: 'María Guadalupe', surname1: 'Ixtabalán', surname2: 'Hernández', birthDate: '1992-07-14', sex: 'F' as const, documents: [{ type: 'dni' as const, country: 'ZZ', number: '0101-1992-00417' }] };
const pedro = { givenNames: 'Pedro', surname1: 'Zelaya', birthDate: '1980-02-03', sex: 'M' as const };

describe('the comparison of the whole registry', () => {
  let db: TestDatabase;
  let house: House;
  beforeAll(async () => {
    db = await testDatabase();
    house = { database: connect(db.runtimeUrl, { poolSize: 3 }), packs: openPacks(['ZZ']), subscriptions: [], cipher: fieldCipher('only for a test') };
  });
  afterAll(async () => { await house.database.close(); await db.close(); });
  beforeEach(async () => { await db.owner('truncate registry.person cascade'); });

  const register = (person: Parameters<typeof registerPerson>[1], now?: Date) => db.inContext(actors.window, (ctx) => registerPerson(ctx, person), now ? { now } : {}).then((r) => r.personId);
  /** Somebody who is registered when the last comparison is over. */
  const registerLater = (person: Parameters<typeof registerPerson>[1]) => register(person, new Date(Date.now() + 1_000));
  const link = () => linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => new Date() });
  const identities = async () => new Map((await db.owner<{ id: string; identity: string }>('select id, identity_id as identity from registry.person')).map((r) => [r.id, r.identity]));
  const linkCount = async () => (await db.owner<{ n: number }>(`select count(*)::int as n from registry.identity_link where source = 'auto'`))[0]!.n;

  it('links records that are surely one person, leaves the others, and says what it did', async () => {
    const [a, b, c] = [await register(maria), await register(maria), await register(pedro)];
    const done = await link();
    expect(done).toMatchObject({ records: 3, linked: 1 });
    const now = await identities();
    const first = a < b ? a : b;
    expect([now.get(a), now.get(b), now.get(c)]).toEqual([first, first, c]);
    expect(await db.owner('select records, linked from registry.linkage_run')).toEqual([{ records: 3, linked: 1 }]);
    expect(await linkCount()).toBe(1);
    expect(await link()).toMatchObject({ linked: 0 });
  });

  it('never joins what people keep apart, and never parts what they joined', async () => {
    const [a, b, c] = [await register(maria), await register(maria), await register(pedro)];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'different' }));
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: c, decision: 'same' }));
    await link();
    const now = await identities();
    expect(now.get(a)).toBe(now.get(c));
    expect(now.get(b)).toBe(b);
    expect(await linkCount()).toBe(0);
  });

  it('a link that somebody took back is not made again', async () => {
    const [, b] = [await register(maria), await register(maria)];
    await link();
    await db.owner(`update registry.identity_link set undone_by = decided_by, undone_at = now(); update registry.person set identity_id = id`);
    expect(await link()).toMatchObject({ linked: 0 });
    expect((await identities()).get(b)).toBe(b);
  });

  it('newcomers alone are compared with everybody: they join whom they are, whole groups included, and nobody else is touched', async () => {
    const [a, b, c] = [await register(maria), await register(maria), await register(pedro)];
    await link();
    const before = await identities();
    const again = await registerLater({ ...maria, givenNames: 'Maria Guadalupe', surname1: 'Ixtabalan' });
    const stranger = await registerLater({ givenNames: 'Silvia', surname1: 'Tot', birthDate: '2001-09-09', sex: 'F' });
    const done = await linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => new Date(), onlyNew: true });
    // Pedro was not even read.
    expect(done).toMatchObject({ records: 4, linked: 1 });
    const now = await identities();
    expect(now.get(again)).toBe(before.get(a));
    expect([now.get(a), now.get(b), now.get(c), now.get(stranger)]).toEqual([before.get(a), before.get(a), c, stranger]);
  });

  it('a newcomer whom somebody found to be an older person of another name stays that person, and a third record of the new name is asked about', async () => {
    const old = await register(pedro);
    await link();
    const a = await registerLater(maria);
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: old, personB: a, decision: 'same' }));
    const b = await registerLater(maria);
    await linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => new Date(), onlyNew: true });
    const now = await identities();
    expect([now.get(old), now.get(a), now.get(b)]).toEqual([old, old, b]);
    const asked = await db.owner<{ person_a: string; person_b: string }>('select person_a, person_b from registry.linkage_pair');
    expect(asked.map((pair) => [pair.person_a, pair.person_b].toSorted())).toContainEqual([a, b].toSorted());
  });

  it('newcomers whom people keep apart from somebody stay apart', async () => {
    const a = await register(maria);
    await link();
    const b = await registerLater(maria);
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'different' }));
    await linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => new Date(), onlyNew: true });
    expect((await identities()).get(b)).toBe(b);
  });

  it('killed while it publishes leaves nothing half linked, and the next one begins anew', async () => {
    const [a, b] = [await register(maria), await register(maria)];
    const holder = new pg.Client({ connectionString: db.ownerUrl });
    await holder.connect();
    // Publishing stops at the pairs, after links and identities were written.
    await holder.query('begin; lock table registry.linkage_run in share row exclusive mode');
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../../tests/support/link-registry.ts', import.meta.url))], { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, RUNTIME_URL: db.runtimeUrl } });
    const waiting = async () => (await db.owner<{ n: number }>(`select count(*)::int as n from pg_locks where not granted and relation = 'registry.linkage_run'::regclass`))[0]!.n;
    for (let i = 0; i < 300 && (await waiting()) === 0; i++) await new Promise((r) => setTimeout(r, 100));
    expect(await waiting()).toBe(1);
    child.kill('SIGKILL');
    await new Promise((r) => child.once('exit', r));
    await holder.query('rollback');
    await holder.end();
    expect(await linkCount()).toBe(0);
    expect([...(await identities())]).toEqual(expect.arrayContaining([[a, a], [b, b]]));
    expect(await link()).toMatchObject({ linked: 1 });
    const now = await identities();
    expect(now.get(a)).toBe(now.get(b));
  }, 60_000);

  it('everybody’s names are read by the product itself and by nobody who signs in', async () => {
    await register(maria);
    const page = (actor: typeof actors.window) => db.asActor(actor, (tx) => repository.nextPage(actor, tx, '00000000-0000-0000-0000-000000000000', 10));
    for (const actor of [actors.window, actors.supervisor, actors.auditor, actors.administrator, actors.provider]) expect(await page(actor)).toEqual([]);
    expect(await page(systemActor('ZZ'))).toHaveLength(1);
    const [{ id, key }] = await db.owner<{ id: string; key: number }>('select person_id as id, keys[1] as key from registry.person_index') as [{ id: string; key: number }];
    const near = async (actor: typeof actors.window) => [...(await db.asActor(actor, (tx) => lookUp(actor, tx, [{ probe: 0, must: [key], any: [], anyToo: [], most: 5 }]))).values()].flat();
    const kindred = (actor: typeof actors.window) => db.asActor(actor, (tx) => repository.listKindred(actor, tx, [id]));
    for (const actor of [actors.window, actors.reception, actors.supervisor, actors.auditor, actors.administrator, actors.provider]) expect(await kindred(actor)).toEqual([]);
    for (const actor of [actors.supervisor, actors.auditor, actors.administrator, actors.provider]) expect(await near(actor)).toEqual([]);
    expect([await near(systemActor('ZZ')), await kindred(systemActor('ZZ'))]).toMatchObject([[{ personId: id }], [{ id }]]);
    for (const text of ['select registry.drop_stale_pairs(gen_random_uuid())', `select registry.publish_links(gen_random_uuid(), now(), '{}', '{}', '{}')`, `select registry.publish_identities('{}', '{}')`]) {
      await expect(db.asActor(actors.supervisor, (tx) => sql.raw(text).execute(tx))).rejects.toThrow();
    }
  });
});
