import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { sql, withTheEnd, type Tx } from '#platform/db';
import { actors } from '../support/actors.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.owner('create table platform.noted (word text primary key)');
  await db.owner('grant select, insert on platform.noted to ventanilla_runtime');
});
afterAll(() => db.close());

const note = (word: string) => sql`insert into platform.noted (word) values (${word})`;
const noted = async (word: string): Promise<boolean> => (await db.owner('select from platform.noted where word = $1', [word])).length === 1;
const whoAsks = async (tx: Tx): Promise<string> => (await sql<{ who: string }>`select concat_ws(' ', current_setting('app.user', true), current_setting('app.role', true), current_setting('app.office', true)) as who`.execute(tx)).rows[0]!.who;
const named = ({ userId, role, officeId }: Actor): string => `${userId} ${role} ${officeId ?? ''}`;

it('the first statement of a transaction speaks as its actor already, however many transactions share a connection', async () => {
  const several = [actors.window, actors.reception, actors.protection, actors.supervisor, actors.auditor];
  const asked = Array.from({ length: 60 }, (_, n) => several[n % several.length]!);
  const heard = await Promise.all(asked.map((actor, n) => (n % 2 ? db.database.readAsActor(actor, 'case-management', whoAsks) : db.asActor(actor, whoAsks))));
  expect(heard).toEqual(asked.map(named));
});

it('statements that were asked together are answered each with its own rows', async () => {
  const many = await db.asActor(actors.window, (tx) => Promise.all(Array.from({ length: 30 }, (_, n) => sql<{ n: number }>`select ${n}::int as n`.execute(tx))));
  expect(many.map(({ rows }) => rows[0]!.n)).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

it('of statements asked together, one that fails undoes all, and its fault is the one that is told', async () => {
  const failing = db.asActor(actors.window, (tx) => Promise.all([note('before the fault').execute(tx), sql`select 1 / ${0}::int`.execute(tx), note('after the fault').execute(tx)]));
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await noted('before the fault')).toBe(false);
  expect(await noted('after the fault')).toBe(false);
});

it('a transaction in which something failed unnoticed is no success', async () => {
  const hidden = db.asActor(actors.window, async (tx) => {
    await note('hidden').execute(tx);
    await sql`select 1 / ${0}::int`.execute(tx).catch(() => undefined);
  });
  await expect(hidden).rejects.toThrow('undone');
  expect(await noted('hidden')).toBe(false);
});

it('what goes with the end is part of the transaction', async () => {
  await db.asActor(actors.window, async (tx) => {
    withTheEnd(tx, note('at the end'));
    expect((await sql`select from platform.noted where word = ${'at the end'}`.execute(tx)).rows).toHaveLength(0);
  });
  expect(await noted('at the end')).toBe(true);
});

it('a transaction whose last statement fails is undone', async () => {
  const failing = db.asActor(actors.window, async (tx) => {
    withTheEnd(tx, note('at the end'));
    await note('beside it').execute(tx);
  });
  await expect(failing).rejects.toMatchObject({ code: '23505' });
  expect(await noted('beside it')).toBe(false);
});

it('what goes with the end is not done if the work fails', async () => {
  const failing = db.asActor(actors.window, (tx) => {
    withTheEnd(tx, note('never'));
    return Promise.reject(new Error('not today'));
  });
  await expect(failing).rejects.toThrow('not today');
  expect(await noted('never')).toBe(false);
});

it('whatever comes after the end is refused, so that nobody speaks as the next one', async () => {
  const kept = await db.asActor(actors.window, (tx) => Promise.resolve({ tx }));
  await expect(whoAsks(kept.tx)).rejects.toThrow('over');
  expect(() => withTheEnd(kept.tx, note('too late'))).toThrow('over');
  const failed: { tx?: Tx } = {};
  await expect(db.asActor(actors.window, (tx) => { failed.tx = tx; return Promise.reject(new Error('no')); })).rejects.toThrow('no');
  await expect(whoAsks(failed.tx!)).rejects.toThrow('over');
});

it('who only reads can change nothing', async () => {
  await expect(db.database.readAsActor(actors.window, 'case-management', (tx) => note('read only').execute(tx))).rejects.toMatchObject({ code: '25006' });
  expect(await noted('read only')).toBe(false);
});

it('an actor whom the database does not take fails the transaction with that fault, before anything of it is done', async () => {
  const broken = { ...actors.window, displayName: 'x', officeId: 'a\0b' };
  await expect(db.asActor(broken, (tx) => note('without an actor').execute(tx))).rejects.toMatchObject({ code: '22021' });
  expect(await noted('without an actor')).toBe(false);
});
