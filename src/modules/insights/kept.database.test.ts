import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCase, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { countedSummary } from './kept.ts';

let db: TestDatabase;
const counted = (anew?: '1') => db.inContext(actors.supervisor, (ctx) => countedSummary(ctx, { from: '2026-03-01', to: '2026-03-31', anew }), { now: TEST_NOW, purpose: 'supervision' });
const open = async (): Promise<number | undefined> => (await counted()).now.find((c) => c.code === 'cases-open')?.value;

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

it('figures say when they were counted; counted anew they are those of the moment', async () => {
  const before = (await open()) ?? 0;
  await db.inContext(actors.window, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Ana', surname1: 'Prueba', birthDate: '1990-01-01', sex: 'F' });
    await openCase(ctx, { personId, destinationAdmin2: HOME });
  });
  const anew = await counted('1');
  expect(anew.countedAt).toBe(TEST_NOW.toISOString());
  expect(anew.now.find((c) => c.code === 'cases-open')?.value).toBe(before + 1);
});
