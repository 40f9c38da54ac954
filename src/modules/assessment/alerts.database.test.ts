import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { getPerson, openCase, registerPerson } from '#registry';
import { actors, ELSEWHERE, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { alertsFor, answerAlert, listAlarms, raiseAlert } from './alerts-service.ts';
import { subscriptions } from './events.ts';
import { saveAnswers, startAssessment } from './service.ts';
import type { Answer } from './schema.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;

const value = (v: unknown) => ({ state: 'value', value: v }) as Answer;
const HOUR = 3_600_000;

/** A case of the other window: no office of protection has it in sight. */
async function openElsewhere(): Promise<void> {
  await db.inContext(actors.otherWindow, async (ctx) => {
    ({ personId } = await registerPerson(ctx, { givenNames: `Elena ${++count}`, surname1: 'Inventada', birthDate: '1990-02-03', sex: 'F', source: 'window' }));
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: ELSEWHERE, urgency: '2weeks' }));
  }, { subscriptions });
}

async function screened(answers: Record<string, Answer>, by: Actor = actors.otherWindow): Promise<void> {
  await db.inContext(by, async (ctx) => {
    const { assessmentId } = await startAssessment(ctx, caseId, { instrument: 'screening', locale: 'es' });
    await saveAnswers(ctx, caseId, assessmentId, { answers });
  }, { subscriptions });
}

const alerts = (actor: Actor, now = TEST_NOW) => db.inContext(actor, (ctx) => alertsFor(ctx, caseId), { now });
const alarms = (actor: Actor, query: Parameters<typeof listAlarms>[1], now = TEST_NOW) => db.inContext(actor, (ctx) => listAlarms(ctx, query), { now });

beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });
beforeEach(openElsewhere);

describe('the screening raises an alarm before anything is completed', () => {
  test.each([
    ['danger-now', { dangerNow: value(true) }],
    ['wish-to-die', { wishToDie: value(true) }],
    ['child-alone', { travellingAs: value('unaccompaniedChild') }],
    ['unsafe-destination', { safeAtDestination: value(false) }],
    ['trafficking', { violenceSurvivor: value(true), traffickingSigns: value(['forcedWork']) }],
  ])('%s', async (code, answers) => {
    await screened(answers);
    expect(await alerts(actors.protection)).toMatchObject([{ code, pressing: true, answeredAt: null }]);
  });

  test('wages that were not paid are no sign of trafficking on their own', async () => {
    await screened({ violenceSurvivor: value(true), traffickingSigns: value(['unpaidWork']) });
    expect(await alerts(actors.otherWindow)).toEqual([]);
  });
});

describe('the closed circle', () => {
  test('sees the case from the moment of the alarm, with a clock of a day', async () => {
    await expect(db.inContext(actors.protection, (ctx) => getPerson(ctx, personId))).rejects.toThrow('platform.not-found');
    await screened({ wishToDie: value(true) });
    expect(await db.inContext(actors.protection, (ctx) => getPerson(ctx, personId))).toMatchObject({ personId });
    expect(await db.owner('select why, office_id from registry.person_office where person_id = $1 and office_id = $2', [personId, OFFICES.reception.id])).toMatchObject([{ why: 'protection' }]);
    const mine = async (now = TEST_NOW) => (await alarms(actors.protection, { list: 'waiting' }, now)).lines.find((l) => l.caseId === caseId);
    expect(await mine()).toMatchObject({ code: 'wish-to-die', late: false, dueAt: new Date(TEST_NOW.getTime() + 24 * HOUR).toISOString(), told: expect.any(String) as string });
    expect(await mine(new Date(TEST_NOW.getTime() + 25 * HOUR))).toMatchObject({ late: true });
    expect((await alarms(actors.protection, { list: 'late' })).lines.filter((l) => l.caseId === caseId)).toEqual([]);
  });

  test('alerts of work reach nobody outside the case', async () => {
    await db.inContext(actors.otherWindow, (ctx) => raiseAlert(ctx, caseId, 'hunger'));
    await expect(alerts(actors.protection)).rejects.toThrow('platform.not-found');
    expect(await alerts(actors.otherWindow)).toMatchObject([{ code: 'hunger', pressing: false, told: null, dueAt: null }]);
    expect((await alarms(actors.supervisor, { list: 'waiting' })).lines.filter((l) => l.caseId === caseId)).toEqual([]);
  });

  test('whoever asked knows; a colleague and supervision learn that protection was told, not what of', async () => {
    await screened({ dangerNow: value(true) }, actors.otherWindow);
    expect(await alerts(actors.otherWindow)).toMatchObject([{ code: 'danger-now' }]);
    const [line] = (await alarms(actors.supervisor, { list: 'waiting' })).lines.filter((l) => l.caseId === caseId);
    expect(line).toMatchObject({ code: null, pressing: true, what: null });
    const [seen] = await alerts(actors.supervisor);
    await expect(db.inContext(actors.supervisor, (ctx) => answerAlert(ctx, seen!.alertId, 'visto'))).rejects.toThrow('platform.not-found');
    await db.inContext(actors.protection, (ctx) => answerAlert(ctx, seen!.alertId, 'Está en un lugar seguro'));
    expect(await alerts(actors.supervisor)).toMatchObject([{ code: null, what: null, answeredBy: null, answeredAt: expect.any(String) as string }]);
    expect(await alerts(actors.protection)).toMatchObject([{ code: 'danger-now', what: 'Está en un lugar seguro', answeredBy: actors.protection.displayName }]);
    expect(await db.owner(`select payload->>'code' as code from platform.outbox where type = 'assessment.alert-raised' and payload->>'caseId' = $1`, [caseId])).toEqual([{ code: null }]);
  });

  test('a child alone is told to everybody who has the case: nothing of it is closed', async () => {
    await screened({ travellingAs: value('unaccompaniedChild') });
    expect(await alerts(actors.supervisor)).toMatchObject([{ code: 'child-alone', told: expect.any(String) as string }]);
  });

  test('row-level security alone keeps a closed alert from whoever did not ask', async () => {
    await screened({ wishToDie: value(true) });
    const codes = async (actor: Actor, from: string) => (await db.asActor(actor, (tx) => sql<{ code: string | null }>`select code from ${sql.table(from)} where case_id = ${caseId}`.execute(tx))).rows.map((r) => r.code);
    expect(await codes(actors.supervisor, 'assessment.alert')).toEqual([]);
    expect(await codes(actors.supervisor, 'assessment.alert_in_sight')).toEqual([null]);
    expect(await codes(actors.otherWindow, 'assessment.alert')).toEqual(['wish-to-die']);
    expect(await codes(actors.protection, 'assessment.alert')).toEqual(['wish-to-die']);
    for (const actor of [actors.window, actors.abroad, actors.provider, actors.analyst, actors.nobody]) expect(await codes(actor, 'assessment.alert_in_sight'), actor.displayName).toEqual([]);
    const changed = await db.asActor(actors.windowColleague, (tx) => sql`update assessment.alert set what = 'x' where case_id = ${caseId}`.execute(tx));
    expect(changed.numAffectedRows).toBe(0n);
  });
});

describe('the list of alarms', () => {
  test('is searched by name, counted, and left by what was answered', async () => {
    await screened({ dangerNow: value(true) });
    const { lines, counts } = await alarms(actors.protection, { list: 'waiting', text: `elena ${count}` });
    expect(lines).toMatchObject([{ caseId, name: `Elena ${count} Inventada` }]);
    expect((await alarms(actors.protection, { list: 'waiting', text: 'nadie' })).lines).toEqual([]);
    await db.inContext(actors.protection, (ctx) => answerAlert(ctx, lines[0]!.alertId, 'Se habló con ella'));
    const after = await alarms(actors.protection, { list: 'answered' });
    expect(after.counts).toEqual({ ...counts, waiting: counts.waiting - 1, answered: counts.answered + 1 });
    expect(after.lines.map((l) => l.caseId)).toContain(caseId);
  });

  test('has pages that miss nobody and show nobody twice', async () => {
    const cases = new Set<string>();
    for (let i = 0; i < 52; i++) {
      await openElsewhere();
      await db.inContext(actors.otherWindow, (ctx) => raiseAlert(ctx, caseId, 'child-alone'), { now: new Date(TEST_NOW.getTime() + i * 1000) });
      cases.add(caseId);
    }
    const first = await alarms(actors.protection, { list: 'waiting' });
    const second = await alarms(actors.protection, { list: 'waiting', after: first.next! });
    const seen = [...first.lines, ...second.lines].map((l) => l.alertId);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(first.counts.waiting);
    expect(new Set([...first.lines, ...second.lines].map((l) => l.caseId)).isSupersetOf(cases)).toBe(true);
    await expect(alarms(actors.protection, { list: 'waiting', after: 'x' })).rejects.toThrow('platform.invalid');
  });
});
