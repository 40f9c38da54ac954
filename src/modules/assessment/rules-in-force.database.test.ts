import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { addDays, dayIn } from '#kernel/dates';
import { directoryRoutes, loadDirectory } from '#directory';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { openCase, recordFacts, registerPerson } from '#registry';
import { actors, ELSEWHERE } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { addNeed, needsOf } from './needs-service.ts';
import { compareSome } from './newly-fits.ts';

/** Conditions that come to judge, or cease to: who fits by them is told as of a service that changed. */
const SERVICE = 'zz-rehabilitation';
const system = systemActor('ZZ');
const day = dayIn('America/Tegucigalpa', TEST_NOW);
const later = (days: number): Date => new Date(TEST_NOW.getTime() + days * 86_400_000);
const grown = (age: number) => ({ all: [{ fact: 'age', op: 'gte', value: age }] });

let db: TestDatabase;
let count = 0;

const at = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { subscriptions, now });

/** Somebody of 38, half an hour away, whom the conditions of the pack do not fit. */
async function somebody(facts: Record<string, unknown> = {}): Promise<string> {
  return at(actors.otherWindow, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: `Persona ${++count}`, surname1: 'De Prueba', birthDate: '1988-05-01', sex: 'M' });
    await recordFacts(ctx, personId, Object.entries<unknown>({ disability: [], healthNeeds: [], ...facts }).map(([code, value]) => ({ code, value: value as string })));
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: ELSEWHERE });
    const there = (await needsOf(ctx, caseId)).find((n) => n.need === 'rehabilitation');
    return (there ?? (await addNeed(ctx, caseId, { need: 'rehabilitation', urgency: 'long' }))).needId;
  });
}

const posted = (end: string) => directoryRoutes.find((route) => route.method === 'POST' && route.path.endsWith(end))!;
const colleague: Actor = { ...actors.steward, userId: '00000000-0000-7000-8000-000000000237', displayName: 'Otra persona del directorio' };

/** A steward proposes a version, as the form does, and another one publishes it. */
async function save(criteria: object, from = day, until: string | null = null, now = TEST_NOW): Promise<void> {
  const { proposalId } = await at(actors.steward, async (ctx) => {
    const [{ newest }] = (await sql<{ newest: number }>`select max(version) as newest from directory.service_criteria where service_id = ${SERVICE}`.execute(ctx.tx)).rows as [{ newest: number }];
    const body = { basedOn: newest, criteria, from, until, reason: 'Circular inventada', evidence: { kind: 'letter', text: 'C-7' } };
    return (await posted('/services/:serviceId/criteria').handler(ctx, { params: { serviceId: SERVICE }, query: {}, body } as never)) as { proposalId: string };
  }, now);
  await at(colleague, (ctx) => posted('/proposals/:proposalId/publish').handler(ctx, { params: { proposalId }, query: {}, body: { choices: {}, note: '' } } as never), now);
}

async function compareAll(now = TEST_NOW): Promise<void> {
  while (await at(system, compareSome, now)) { /* the next part */ }
}
const told = async (needId: string): Promise<number> => (await db.owner('select from assessment.fit_news where need_id = $1', [needId])).length;
const runs = async (): Promise<number> => (await db.owner<{ n: number }>('select count(*)::int as n from assessment.fit_run'))[0]!.n;

let original: unknown;

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(system, loadDirectory);
  await db.owner(`insert into access.user_account (id, country, login, display_name, role, password_hash, created_at) values ($1, 'ZZ', 'directorio.segunda', $2, 'steward', 'x', now())`, [colleague.userId, colleague.displayName]);
  original = (await db.owner<{ entry: unknown }>(`select entry from directory.service where id = $1`, [SERVICE]))[0]!.entry;
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner(`update assessment.need set state = 'met', closed_at = now(), closed_on = now() where state = 'open'`);
  await db.owner('update directory.service set entry = $2 where id = $1', [SERVICE, JSON.stringify(original)]);
  // Versions are never taken away: what was told of them goes with them here.
  await db.owner('delete from directory.service_criteria where version > 1');
  await db.owner('delete from directory.rules_told');
  await compareAll();
});

describe('conditions of a service', () => {
  test('that a steward saves for today are told once to whoever they now fit', async () => {
    const fits = await somebody();
    const has = await somebody({ disability: ['walking'] });
    await save(grown(18));
    await compareAll();
    expect([await told(fits), await told(has)]).toEqual([1, 0]);
    await compareAll();
    await compareAll(later(2));
    expect(await told(fits)).toBe(1);
  });

  test('that are dated for later are told when their day comes, and not before', async () => {
    const needId = await somebody();
    await save(grown(18), addDays(day, 3));
    await compareAll();
    await compareAll(later(2));
    expect(await told(needId)).toBe(0);
    await compareAll(later(3));
    expect(await told(needId)).toBe(1);
  });

  test('that end give way to the ones below, which are told then', async () => {
    await save(grown(18));
    await compareAll();
    const needId = await somebody();
    await save(grown(60), day, addDays(day, 4));
    await compareAll();
    expect(await told(needId)).toBe(0);
    await compareAll(later(5));
    expect(await told(needId)).toBe(1);
  });

  test('that nobody can tell from the ones before are news for nobody, and no case is read for them', async () => {
    await somebody();
    const before = await runs();
    await db.owner(`insert into directory.service_criteria (country, service_id, version, source, criteria, need_criteria, recorded_at)
      select country, service_id, 2, 'pack', criteria, need_criteria, now() from directory.service_criteria where service_id = $1`, [SERVICE]);
    await compareAll();
    expect(await runs()).toBe(before);
    expect(await db.owner('select from directory.service_change where done_at is null')).toEqual([]);
  });

  test('that were undone in the middle are told again from there, and nobody twice', async () => {
    const needId = await somebody();
    await save(grown(18));
    await expect(at(system, async (ctx) => { await compareSome(ctx); throw new Error('killed'); })).rejects.toThrow('killed');
    expect(await told(needId)).toBe(0);
    await Promise.all([compareAll(), compareAll()]);
    expect(await told(needId)).toBe(1);
  });

  test('of a pack that is loaded again announce nothing where what a steward wrote judges', async () => {
    await save(grown(60));
    await compareAll();
    const needId = await somebody();
    const before = await runs();
    await db.owner(`update directory.service set entry = entry || $2::jsonb where id = $1`, [SERVICE, JSON.stringify({ criteria: grown(18) })]);
    await db.owner(`insert into directory.service_criteria (country, service_id, version, source, valid_from, criteria, need_criteria, recorded_at)
      values ('ZZ', $1, 3, 'pack', $3, $2, '{}', now())`, [SERVICE, JSON.stringify(grown(18)), day]);
    await compareAll();
    expect([await told(needId), await runs()]).toEqual([0, before]);
  });

  test('judge both sides of a change of the entry', async () => {
    await save(grown(60));
    await compareAll();
    const needId = await somebody();
    await db.owner(`update directory.service set entry = entry || $2::jsonb where id = $1`, [SERVICE, JSON.stringify({ criteria: grown(18), languages: ['eng'], ages: ['adult'] })]);
    await compareAll();
    expect(await told(needId)).toBe(0);
  });

  test('with which cases were compared are kept for the product alone', async () => {
    await save(grown(18));
    await compareAll();
    for (const actor of [actors.steward, actors.window, actors.administrator, actors.abroad, actors.nobody]) {
      expect((await db.asActor(actor, (tx) => sql`select from directory.rules_told`.execute(tx))).rows, actor.displayName).toEqual([]);
      await expect(db.asActor(actor, (tx) => sql`insert into directory.rules_told (country, service_id, version, told_at) values ('ZZ', 'zz-seed-money', 9, now())`.execute(tx))).rejects.toThrow();
      await expect(db.asActor(actor, (tx) => sql`insert into directory.service_change (country, service_id, at) values ('ZZ', 'zz-seed-money', now())`.execute(tx))).rejects.toThrow();
    }
  });
});
