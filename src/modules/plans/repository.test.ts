import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { openCase, registerPerson } from '#registry';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import * as repository from './repository.ts';
import { recordAttempt } from './attempts.ts';
import { listLost } from './lost-repository.ts';
import { recordSurvey } from './survey.ts';
import { listScores } from './survey-repository.ts';
import { listWork } from './work-repository.ts';

let db: TestDatabase;
let caseId: string;
let followUpId: string;

const TABLES = ['follow_up', 'contact_attempt', 'survey_response', 'score', 'lost_period'];
const outsiders: readonly Actor[] = [actors.otherWindow, actors.abroad, actors.provider, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.nobody];
const FAR = '2030-01-01';

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(actors.reception, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'De Prueba', birthDate: '1988-05-01', source: 'reception' });
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  }, { subscriptions });
  await db.inContext(actors.window, async (ctx) => {
    followUpId = (await repository.listOfCases(ctx.actor, ctx.tx, caseId, [caseId])).find((f) => f.code === 'month-1')!.id;
    await recordAttempt(ctx, followUpId, { channel: 'office', outcome: 'reached', surveyDeclined: false });
    const { id: other } = (await repository.listOfCases(ctx.actor, ctx.tx, caseId, [caseId])).find((f) => f.code === 'week-1')!;
    for (let i = 0; i < 5; i++) await recordAttempt(ctx, other, { channel: 'visit', outcome: 'no-answer', surveyDeclined: false });
    await recordSurvey(ctx, followUpId, { answers: {}, mode: 'in-person', locale: 'es', agreed: true });
  });
});
afterAll(() => db.close());

async function withoutPolicies<T>(work: () => Promise<T>): Promise<T> {
  for (const table of TABLES) await db.owner(`alter table plans.${table} disable row level security`);
  try {
    return await work();
  } finally {
    for (const table of TABLES) await db.owner(`alter table plans.${table} enable row level security`);
  }
}

describe('the two walls, each with the other one off', () => {
  test('the queries alone show nothing to anybody else', async () => {
    await withoutPolicies(async () => {
      for (const actor of outsiders) {
        const found = await db.asActor(actor, async (tx) => [
          await repository.findFollowUp(actor, tx, followUpId), ...(await repository.listOfCases(actor, tx, caseId, [caseId])), ...(await repository.listAttempts(actor, tx, followUpId)),
          ...(await listScores(actor, tx, [caseId], 'equal-unofficial-1')), ...(await listWork(actor, tx, { list: 'due', today: FAR, after: null, cases: null, limit: 50 })),
          ...(await listLost(actor, tx, [caseId])),
        ]);
        expect(found.filter(Boolean), actor.displayName).toEqual([]);
      }
    });
  });

  test('the database alone shows nothing to anybody else', async () => {
    for (const actor of outsiders) {
      for (const table of TABLES) {
        const { rows } = await db.asActor(actor, (tx) => sql`select 1 from ${sql.table(`plans.${table}`)}`.execute(tx));
        expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
    }
  });

  test('the database lets nobody else change a contact, and nobody change tries, surveys or scores', async () => {
    for (const actor of [...outsiders, actors.supervisor]) {
      const done = await db.asActor(actor, (tx) => sql`update plans.follow_up set state = 'cancelled' where case_id = ${caseId}`.execute(tx));
      expect(done.numAffectedRows, actor.displayName).toBe(0n);
    }
    for (const change of [
      sql`update plans.contact_attempt set note = 'x'`, sql`update plans.survey_response set answers = '{}'`, sql`update plans.score set value = 1`,
      sql`update plans.follow_up set first_due_on = ${FAR}`, sql`delete from plans.follow_up`,
    ]) await expect(db.asActor(actors.window, (tx) => change.execute(tx))).rejects.toThrow(/permission denied/);
  });

  test('a score outside of zero and one cannot be stored', async () => {
    const [response] = await db.owner<{ id: string }>('select id from plans.survey_response limit 1');
    await expect(db.owner(`insert into plans.score (response_id, weight_set, dimension, country, value, completeness, official, computed_at)
      values ($1, 'x', 'social', 'ZZ', 1.2, 1, false, $2)`, [response!.id, TEST_NOW])).rejects.toThrow(/check constraint/);
  });
});
