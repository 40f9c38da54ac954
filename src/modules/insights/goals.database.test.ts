import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { openCase, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { goalCounts } from './goals-repository.ts';
import { protectedBoard } from './goals.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

async function caseWithGoals(n: number, goals: readonly (readonly [string, string])[]): Promise<string> {
  const caseId = await db.inContext(actors.reception, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: `Contada ${n}`, surname1: 'De Prueba', birthDate: '1988-05-01', source: 'reception' });
    return (await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' })).caseId;
  });
  const planId = newId(TEST_NOW);
  await db.owner(`insert into plans.plan (id, country, case_id, office_id, state, version, created_by, created_at) values ($1, 'ZZ', $2, $3, 'open', 1, $4, $5)`,
    [planId, caseId, OFFICES.window.id, actors.window.userId, TEST_NOW]);
  for (const [dimension, level] of goals) {
    await db.owner(`insert into plans.goal (id, plan_id, country, case_id, dimension, level, whose, state) values ($1, $2, 'ZZ', $3, $4, $5, 'person', 'open')`, [newId(TEST_NOW), planId, caseId, dimension, level]);
  }
  return planId;
}

test('goals are counted as people, whatever level within the family, while their plan is worked on; and only for those who look at the country', async () => {
  const counts = (actor: Parameters<typeof goalCounts>[0]) => db.asActor(actor, (tx) => goalCounts(actor, tx));
  const plans: string[] = [];
  for (let n = 0; n < 12; n++) plans.push(await caseWithGoals(n, [['economic', 'individual'], ['economic', 'household'], ['economic', 'individual'], ...(n < 3 ? [['psychosocial', 'structural'] as const] : [])]));
  expect((await counts(actors.analyst)).map((c) => [c.dimension, c.level, c.people]).sort()).toEqual([['economic', 'individual', 12], ['psychosocial', 'structural', 3]]);
  expect(protectedBoard(await counts(actors.analyst)).cells.filter((c) => c.people !== 0)).toEqual([
    { dimension: 'economic', level: 'individual', people: 10 }, { dimension: 'psychosocial', level: 'structural', people: null },
  ]);
  await db.owner(`update plans.plan set state = 'ended' where id = $1`, [plans[0]!]);
  expect((await counts(actors.analyst)).find((c) => c.dimension === 'economic')!.people).toBe(11);
  for (const actor of [actors.window, actors.supervisor, actors.reception, actors.provider, actors.auditor, actors.abroad, actors.nobody]) {
    expect((await db.asActor(actor, (tx) => sql`select from plans.facts_goal`.execute(tx))).rows, actor.displayName).toEqual([]);
  }
});
