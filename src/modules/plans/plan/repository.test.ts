import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { openCase, registerPerson } from '#registry';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import * as plans from '../plan-repository.ts';
import * as steps from '../plan-steps-repository.ts';
import { agreePlan, beginDraft, reviewPlan, saveDraft } from './service.ts';
import { planOf } from './view.ts';

let db: TestDatabase;
let caseId: string;
let actionId: string;
let goalId: string;

const TODAY = '2026-03-10';
const TABLES = ['plan', 'plan_version', 'goal', 'action', 'action_event', 'plan_review'];
const outsiders: readonly Actor[] = [actors.reception, actors.consular, actors.otherWindow, actors.abroad, actors.provider, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.nobody];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(actors.reception, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'De Prueba', birthDate: '1988-05-01', source: 'reception' });
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  });
  [actionId, goalId] = [newId(), newId()];
  await db.inContext(actors.window, async (ctx) => {
    const { draft } = await beginDraft(ctx, caseId);
    const goal = { goalId, dimension: 'social', level: 'community', whose: 'person', words: 'Una meta', needIds: [], steps: [{ actionId, words: 'Un paso', who: { kind: 'officer' }, dueOn: TODAY }] } as const;
    const { seq } = await saveDraft(ctx, caseId, { seq: draft!.seq, content: { first: [], goals: [{ ...goal, needIds: [], steps: [...goal.steps] }], left: [] } });
    await agreePlan(ctx, caseId, { seq, how: 'signed', locale: 'es', spoken: null, givenBy: 'person', guardianId: null, childAssent: false, reviewOn: addDays(TODAY, 30) });
    await reviewPlan(ctx, caseId, { nextOn: addDays(TODAY, 60) });
    await beginDraft(ctx, caseId);
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

const FAR = '2030-01-01';
const query = { words: [], after: null, today: FAR, limit: 50 } as const;

describe('the two walls, each with the other one off', () => {
  test('the queries alone show nothing to anybody else', async () => {
    await withoutPolicies(async () => {
      for (const actor of outsiders) {
        const found = await db.asActor(actor, async (tx) => [
          await plans.findPlan(actor, tx, caseId), await plans.findVersion(actor, tx, caseId, 1), ...(await plans.listVersions(actor, tx, caseId)), ...(await plans.listGoals(actor, tx, caseId)),
          await plans.findGoal(actor, tx, goalId), ...(await plans.listPlans(actor, tx, [caseId])), ...(await steps.listActions(actor, tx, caseId)), await steps.lockAction(actor, tx, actionId),
          ...(await steps.listWork(actor, tx, { ...query, list: 'overdue' })), ...(await steps.listWork(actor, tx, { ...query, list: 'reviews' })),
          ...Object.values(await steps.countWork(actor, tx, FAR)).filter((n) => n > 0),
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

  test('the database lets nobody else change a plan or a step; supervision reads', async () => {
    for (const actor of [...outsiders, actors.supervisor, actors.reception]) {
      for (const change of [sql`update plans.plan set review_on = ${FAR}`, sql`update plans.action set due_on = ${FAR}`, sql`update plans.goal set note = 'x'`]) {
        expect((await db.asActor(actor, (tx) => change.execute(tx))).numAffectedRows, actor.displayName).toBe(0n);
      }
    }
    expect((await db.inContext(actors.supervisor, (ctx) => planOf(ctx, caseId))).version).toBe(1);
  });

  test('what happened is never changed, and nobody writes a version out of turn or in somebody else’s name', async () => {
    for (const change of [sql`update plans.action_event set why = 'x'`, sql`update plans.plan_review set note = 'x'`, sql`delete from plans.plan_review`, sql`update plans.plan set state = 'ended'`]) {
      await expect(db.asActor(actors.window, (tx) => change.execute(tx))).rejects.toThrow(/permission denied/);
    }
    for (const [number, by] of [[3, actors.window.userId], [2, actors.windowColleague.userId]] as const) {
      await expect(db.asActor(actors.window, (tx) => sql`insert into plans.plan_version (plan_id, number, country, case_id, content, sheet, locale, how, given_by, agreed_on, review_on, recorded_by, recorded_at)
        select plan_id, ${number}, country, case_id, content, sheet, locale, how, given_by, agreed_on, review_on, ${by}, recorded_at from plans.plan_version where case_id = ${caseId}`.execute(tx))).rejects.toThrow(/row-level security/);
    }
  });
});
