import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { openCase, registerPerson } from '#registry';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import * as alertRepository from './alert-repository.ts';
import { raiseAlert } from './alerts-service.ts';
import { addNeed } from './needs-service.ts';
import * as repository from './repository.ts';
import { saveAnswers, startAssessment } from './service.ts';

let db: TestDatabase;
let caseId: string;
let assessmentId: string;
let needId: string;
let secretId: string;

const TABLES = ['assessment', 'need', 'need_event', 'alert'];
const outsiders: readonly Actor[] = [actors.otherWindow, actors.abroad, actors.provider, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.nobody];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(actors.reception, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'De Prueba', birthDate: '1988-05-01', source: 'reception' });
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  });
  await db.inContext(actors.window, async (ctx) => {
    ({ assessmentId } = await startAssessment(ctx, caseId, { instrument: 'single', locale: 'es' }));
    await saveAnswers(ctx, caseId, assessmentId, { answers: { violenceSurvivor: { state: 'value', value: true } } });
    ({ needId } = await addNeed(ctx, caseId, { need: 'dental', urgency: 'long' }));
    await raiseAlert(ctx, caseId, 'threat');
    secretId = (await repository.listNeeds(ctx.actor, ctx.tx, [caseId])).find((n) => n.restricted)!.id;
  });
});
afterAll(() => db.close());

/** The policies of the database are off: only the queries' own scope is left. */
async function withoutPolicies<T>(work: () => Promise<T>): Promise<T> {
  const tables = [...TABLES.map((table) => `assessment.${table}`), 'assessment_restricted.answer'];
  for (const table of tables) await db.owner(`alter table ${table} disable row level security`);
  try {
    return await work();
  } finally {
    for (const table of tables) await db.owner(`alter table ${table} enable row level security`);
  }
}

const answers = (actor: Actor) => db.asActor(actor, (tx) => sql`select 1 from assessment_restricted.answers_of(${assessmentId})`.execute(tx));

describe('the two walls, each with the other one off', () => {
  test('the queries alone show nothing to anybody else', async () => {
    await withoutPolicies(async () => {
      for (const actor of outsiders) {
        const found = await db.asActor(actor, async (tx) => [
          await repository.findAssessment(actor, tx, assessmentId), await repository.findNeed(actor, tx, needId),
          ...(await repository.listNeeds(actor, tx, [caseId])), ...(await repository.listAssessments(actor, tx, [caseId])),
          ...(await alertRepository.listAlerts(actor, tx, [caseId])), ...(await repository.restrictedAnswers(actor, tx, assessmentId)),
        ]);
        expect(found.filter(Boolean), actor.displayName).toEqual([]);
      }
    });
  });

  test('the queries alone keep restricted answers and needs from a colleague', async () => {
    await withoutPolicies(async () => {
      const colleague = actors.windowColleague;
      expect(await db.asActor(colleague, (tx) => repository.restrictedAnswers(colleague, tx, assessmentId))).toEqual([]);
      expect(await db.asActor(colleague, (tx) => repository.findNeed(colleague, tx, secretId))).toBeUndefined();
      expect(await db.asActor(colleague, (tx) => repository.findNeed(colleague, tx, needId))).toBeDefined();
    });
  });

  test('the database alone shows nothing to anybody else, and restricted rows not to a colleague', async () => {
    for (const actor of outsiders) {
      for (const table of TABLES) {
        const { rows } = await db.asActor(actor, (tx) => sql`select 1 from ${sql.table(`assessment.${table}`)}`.execute(tx));
        expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
      expect((await answers(actor)).rows, actor.displayName).toEqual([]);
    }
    const seen = await db.asActor(actors.windowColleague, (tx) => sql`select 1 from assessment.need where restricted`.execute(tx));
    expect([...seen.rows, ...(await answers(actors.windowColleague)).rows]).toEqual([]);
    expect((await answers(actors.window)).rows).toHaveLength(1);
    for (const statement of ['select from assessment_restricted.answer', 'update assessment_restricted.answer set answer = null']) {
      await expect(db.asActor(actors.window, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/);
    }
  });

  test('the database lets nobody else change a need, and nobody change a completed assessment or the history', async () => {
    for (const actor of [...outsiders, actors.supervisor]) {
      const done = await db.asActor(actor, (tx) => sql`update assessment.need set state = 'met', closed_at = now() where id = ${needId}`.execute(tx));
      expect(done.numAffectedRows, actor.displayName).toBe(0n);
    }
    await expect(db.asActor(actors.window, (tx) => sql`update assessment.need_event set why = 'x'`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(db.asActor(actors.window, (tx) => sql`delete from assessment.assessment`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(db.asActor(actors.window, (tx) => sql`update assessment.assessment set case_id = ${newId()}`.execute(tx))).rejects.toThrow(/permission denied/);
    await db.asActor(actors.window, (tx) => repository.completeAssessment(actors.window, tx, assessmentId, { snapshot: [], findings: [], withheld: 0, now: TEST_NOW, today: '2026-03-10' }));
    const again = await db.asActor(actors.window, (tx) => sql`update assessment.assessment set snapshot = '[]' where id = ${assessmentId}`.execute(tx));
    expect(again.numAffectedRows).toBe(0n);
  });
});
