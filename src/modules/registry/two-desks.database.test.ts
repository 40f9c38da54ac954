import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { findBeforeRegistering, registerAtWindow, registerPerson, welcomeBack } from './index.ts';
import type { RegisterPerson } from './schema.ts';
import { welcomesOf } from './service/welcomes.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person cascade'));

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = (person: RegisterPerson, actor: (typeof actors)['window'] | (typeof actors)['otherWindow'] = actors.window) =>
  refusal(db.inContext(actor, (ctx) => registerAtWindow(ctx, { person })));
const people = async () => (await db.owner('select id from registry.person')).length;

describe('two officers who register one person at the same second', () => {
  it.each<[string, RegisterPerson, RegisterPerson]>([
    ['with the same number', mariaLopez({ contacts: [] }), mariaLopez({ contacts: [], givenNames: 'Lupita', birthDate: '1992-07-15' })],
    ['with the same name and date', mariaLopez({ contacts: [], documents: [] }), mariaLopez({ contacts: [], documents: [], givenNames: 'MA GUADALUPE', surname1: 'LOPES' })],
  ])('%s: the second is told before finishing', async (_story, one, other) => {
    for (let i = 0; i < 5; i++) {
      await db.owner('truncate registry.person cascade');
      const said = await Promise.all([register(one), register(other, actors.otherWindow)]);
      expect(said.toSorted()).toEqual(['done', 'registry.duplicates-not-reviewed']);
      expect(await people()).toBe(1);
    }
  });

  it('ten at once: one is registered, nine are told, nobody waits in a circle', async () => {
    const said = await Promise.all(Array.from({ length: 10 }, (_, i) => register(mariaLopez({ surname1: i % 2 ? 'López' : 'Hernández', surname2: i % 2 ? 'Hernández' : 'López' }))));
    expect(said.filter((s) => s === 'done')).toHaveLength(1);
    expect(new Set(said.filter((s) => s !== 'done'))).toEqual(new Set(['registry.duplicates-not-reviewed']));
  });

  it('strangers do not wait for each other', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    const first = db.inContext(actors.window, async (ctx) => {
      await findBeforeRegistering(ctx, { givenNames: 'Pedro', surname1: 'Ixtabalán', birthDate: '1985-03-09' });
      await registerPerson(ctx, { givenNames: 'Pedro', surname1: 'Ixtabalán', birthDate: '1985-03-09' });
      await held;
    });
    expect(await register(mariaLopez())).toBe('done');
    release();
    await first;
    expect(await people()).toBe(2);
  });
});

describe('welcoming back somebody whom another office keeps', () => {
  const probe = { givenNames: 'María Guadalupe', surname1: 'López', surname2: 'Hernández', birthDate: '1992-07-14' };

  it('tells the other office that it happened and not where, and supervision who did it how often', async () => {
    const { personId } = await db.inContext(actors.window, (ctx) => registerPerson(ctx, mariaLopez()));
    const later = { now: new Date('2026-03-10T16:00:00Z') };
    await db.inContext(actors.otherWindow, (ctx) => welcomeBack(ctx, personId, { probe }), later);
    const told = await db.inContext(actors.window, (ctx) => welcomesOf(ctx), later);
    expect(told.opened).toMatchObject([{ personId }]);
    expect(JSON.stringify(told)).not.toMatch(/Otra ventanilla|zz-test-other/);
    expect((await db.inContext(actors.otherWindow, (ctx) => welcomesOf(ctx), later)).opened).toEqual([]);
    expect((await db.inContext(actors.reception, (ctx) => welcomesOf(ctx), later)).opened).toEqual([]);
    expect(await db.inContext(actors.supervisor, (ctx) => welcomesOf(ctx), later)).toMatchObject({ accounts: [{ name: 'Otra ventanilla de prueba', n: 1 }] });
  });

  it('has a limit per account and day', async () => {
    const { personId } = await db.inContext(actors.window, (ctx) => registerPerson(ctx, mariaLopez()));
    await db.owner(`insert into registry.person (id, country, public_code, given_names, name_words, given_sounds, surname_sounds, source, evidence, identity_id, registered_by, registered_at)
      select g.id, 'ZZ', 'T' || g.n, 'Prueba', '{}', '{}', '{}', 'window', 'declared', g.id, $1, now() from (select n, gen_random_uuid() as id from generate_series(1, 40) n) g`, [actors.otherWindow.userId]);
    await db.owner(`insert into registry.person_office select id, $2, 'ZZ', 'returned-again', $1, '2026-03-10T12:00:00Z' from registry.person where given_names = 'Prueba'`, [actors.otherWindow.userId, actors.otherWindow.officeId]);
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => welcomeBack(ctx, personId, { probe })))).toBe('registry.welcome-limit');
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => welcomeBack(ctx, personId, { probe }), { now: new Date('2026-03-12T15:00:00Z') }))).toBe('done');
  });
});
