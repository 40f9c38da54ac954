import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { sql } from '#platform/db';
import { openCase, registerPerson } from '#registry';
import { actors, ELSEWHERE, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { alertsFor, answerAlert, listAlarms, raiseAlert, takeAlert } from './alerts-service.ts';
import { addDuty, dutyFor, roster, strikeDuty } from './duty-service.ts';

let db: TestDatabase;
let caseId: string;
const MINUTE = 60_000;
const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * MINUTE);
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actor, work, { now });
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
type Add = Parameters<typeof addDuty>[1];
/** TEST_NOW is 09:00 at home on that day. */
const turn = (changes: Partial<Add> = {}): Add => ({ officeId: OFFICES.reception.id, accountId: actors.protection.userId, line: '1', fromDay: '2026-03-10', fromHour: '08:00', untilHour: '16:00', phone: '5550 0101', ...changes });
const add = (changes: Partial<Add> = {}, by: Actor = actors.protection) => as(by, (ctx) => addDuty(ctx, turn(changes)));
const duty = (actor: Actor = actors.otherWindow, now = TEST_NOW) => as(actor, (ctx) => dutyFor(ctx, caseId), now);

beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });
beforeEach(async () => {
  await db.owner('truncate assessment.duty_turn, registry.person, registry.name_term cascade');
  await as(actors.otherWindow, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Elena', surname1: 'Inventada', source: 'window' });
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: ELSEWHERE }));
  });
});

describe('whoever sees a case with an alarm', () => {
  test('is told who is on duty at this hour, and who goes on when nobody takes it', async () => {
    await add();
    expect(await duty()).toMatchObject({ onDuty: [{ name: actors.protection.displayName, phone: '5550 0101' }], next: [{ name: actors.supervisor.displayName, phone: null }], takeWithinMinutes: 60 });
    expect((await duty(actors.otherWindow, later(8 * 60))).onDuty).toEqual([]);
  });
  test('reads a second line instead of the names of supervision, and nobody whose account has ended', async () => {
    const second = '00000000-0000-7000-8000-00000000d001';
    await db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, created_at) values ($1, 'ZZ', 'guardia.zz', 'Segunda guardia', 'protection', $2, 'x', now()) on conflict do nothing`, [second, OFFICES.reception.id]);
    await add();
    await add({ accountId: second, line: '2', phone: '+504 5550 0102 ext 7' });
    expect((await duty()).next).toEqual([{ name: 'Segunda guardia', phone: '+504 5550 0102 ext 7' }]);
    await db.owner('update access.user_account set active = false where id = $1', [second]);
    expect((await duty()).next).toEqual([{ name: actors.supervisor.displayName, phone: null }]);
    expect((await as(actors.protection, (ctx) => roster(ctx, {}))).turns.map((t) => t.gone).sort()).toEqual([false, true]);
  });
  test('and nobody else: another window, another country, a provider', async () => {
    await add();
    for (const actor of [actors.window, actors.abroad]) expect(await refusal(duty(actor))).toBe('platform.not-found');
    const asked = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`select * from assessment.on_duty(${caseId}, ${OFFICES.reception.id}, ${TEST_NOW})`.execute(tx)).rows.length);
    expect([await asked(actors.window), await asked(actors.abroad), await asked(actors.provider), await asked(actors.otherWindow)]).toEqual([0, 0, 0, 2]);
  });
});

describe('the roster', () => {
  test('is filled day by day, tells the hours that nobody covers, and offers the number that was entered last', async () => {
    expect(await add({ untilDay: '2026-03-12' })).toEqual({ officeId: OFFICES.reception.id, turns: 3 });
    const page = await as(actors.protection, (ctx) => roster(ctx, {}));
    expect(page.turns.map((t) => [t.fromAt, t.untilAt, t.now])).toEqual([
      ['2026-03-10T14:00:00.000Z', '2026-03-10T22:00:00.000Z', true], ['2026-03-11T14:00:00.000Z', '2026-03-11T22:00:00.000Z', false], ['2026-03-12T14:00:00.000Z', '2026-03-12T22:00:00.000Z', false],
    ]);
    expect(page.gaps[0]).toEqual({ fromAt: '2026-03-10T22:00:00.000Z', untilAt: '2026-03-11T14:00:00.000Z' });
    expect(page.colleagues.find((c) => c.accountId === actors.protection.userId)).toMatchObject({ phone: '5550 0101' });
    await as(actors.protection, (ctx) => strikeDuty(ctx, page.turns[0]!.turnId));
    expect((await duty()).onDuty).toEqual([]);
  });
  test('takes nobody twice at one hour, nobody of another office, nothing that has passed', async () => {
    await add();
    expect(await refusal(add({ fromHour: '15:00', untilHour: '20:00' }))).toBe('assessment.duty-twice');
    expect(await refusal(add({ fromHour: '16:00', untilHour: '20:00' }))).toBe('done');
    expect(await refusal(add({ accountId: actors.window.userId }))).toBe('assessment.duty-who');
    expect(await refusal(add({ fromDay: '2026-03-01' }))).toBe('assessment.duty-past');
    expect(await refusal(add({ untilDay: '2026-05-01' }))).toBe('assessment.duty-days');
  });
  test('belongs to the office and its supervision; others neither read nor write it, in the database too', async () => {
    await add({}, actors.supervisor);
    expect((await as(actors.supervisor, (ctx) => roster(ctx, { officeId: OFFICES.reception.id }))).turns).toHaveLength(1);
    // Nobody is on duty at the own office: the page opens where somebody is.
    expect((await as(actors.supervisor, (ctx) => roster(ctx, {}))).officeId).toBe(OFFICES.reception.id);
    expect(await refusal(as(actors.abroad, (ctx) => roster(ctx, { officeId: OFFICES.reception.id })))).toBe('platform.not-found');
    const rows = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`select id from assessment.duty_turn`.execute(tx)).rows.length);
    expect([await rows(actors.reception), await rows(actors.otherWindow), await rows(actors.abroad), await rows(actors.protection)]).toEqual([0, 0, 0, 1]);
    const forged = db.asActor(actors.window, (tx) => sql`insert into assessment.duty_turn (id, country, office_id, account_id, line, from_at, until_at, phone, entered_by, entered_at)
      values (gen_random_uuid(), 'ZZ', ${OFFICES.window.id}::uuid, ${actors.window.userId}::uuid, 1, now(), now() + interval '1 hour', '5550 0101', ${actors.window.userId}::uuid, now())`.execute(tx));
    await expect(forged).rejects.toThrow('row-level security');
  });
});

describe('an alarm that nobody takes', () => {
  const untaken = async (actor: Actor, now: Date) => (await as(actor, (ctx) => listAlarms(ctx, { list: 'untaken' }), now)).lines.filter((l) => l.caseId === caseId);
  const mine = async (actor: Actor, now = TEST_NOW) => (await as(actor, (ctx) => alertsFor(ctx, caseId), now))[0]!;

  test('goes to whoever is next after its minutes, on the list of supervision, and leaves it when somebody takes it', async () => {
    await as(actors.otherWindow, (ctx) => raiseAlert(ctx, caseId, 'danger-now'));
    expect(await mine(actors.otherWindow)).toMatchObject({ takenAt: null, takeBy: later(60).toISOString(), passedOn: false });
    expect(await untaken(actors.supervisor, later(59))).toEqual([]);
    expect(await untaken(actors.supervisor, later(61))).toMatchObject([{ code: null, passedOn: true }]);
    const { alertId } = await mine(actors.otherWindow);
    await as(actors.protection, (ctx) => takeAlert(ctx, alertId), later(70));
    expect(await untaken(actors.supervisor, later(71))).toEqual([]);
    expect(await mine(actors.protection, later(71))).toMatchObject({ takenBy: actors.protection.displayName, takenAt: later(70).toISOString(), passedOn: false });
    expect(await mine(actors.supervisor, later(71))).toMatchObject({ takenBy: null, takenAt: later(70).toISOString() });
    expect(await refusal(as(actors.protection, (ctx) => takeAlert(ctx, alertId)))).toBe('assessment.alert-taken-already');
    await as(actors.protection, (ctx) => answerAlert(ctx, alertId, 'Se habló con ella'), later(80));
    expect(await mine(actors.protection)).toMatchObject({ what: 'Se habló con ella', takenBy: actors.protection.displayName });
  });
  test('is taken by nobody whose office was not told, in the database too', async () => {
    await as(actors.otherWindow, (ctx) => raiseAlert(ctx, caseId, 'child-alone'));
    const { alertId } = await mine(actors.otherWindow);
    expect(await refusal(as(actors.window, (ctx) => takeAlert(ctx, alertId)))).toBe('platform.not-found');
    const forged = db.asActor(actors.otherWindow, (tx) => sql`update assessment.alert set taken_by = ${actors.otherWindow.userId}::uuid, taken_at = now() where id = ${alertId}`.execute(tx));
    await expect(forged).rejects.toThrow('row-level security');
  });
});
