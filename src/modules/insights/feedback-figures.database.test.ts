import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { indicators } from './service.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  const many = (n: number, kind: string, office: string, answered: boolean, wanted = true) => db.owner(`insert into feedback.item (id, country, ref, kind, restricted, channel, office_id, wants_answer, language, state, received_at, ack_due_at, answer_due_at, acknowledged_at, answered_at)
    select gen_random_uuid(), 'ZZ', concat($1::text, $2::text, $4::boolean, $6::boolean, n), $1::text, $1::text = 'abuse', 'portal', $2::uuid, $6::boolean, 'es', case when $4::boolean then 'answered' else 'received' end, $3::timestamptz, $3::timestamptz + interval '2 days', $3::timestamptz + interval '15 days',
      case when $4::boolean then $3::timestamptz end, case when $4::boolean then $3::timestamptz + interval '1 day' end from generate_series(1, $5) n`, [kind, office, TEST_NOW, answered, n, wanted]);
  await many(20, 'service', OFFICES.window.id, true);
  await many(30, 'service', OFFICES.otherWindow.id, false);
  await many(12, 'suggestion', OFFICES.window.id, false);
  await many(15, 'staff', OFFICES.window.id, false);
  await many(40, 'praise', OFFICES.window.id, false, false);
  await many(3, 'abuse', OFFICES.window.id, false);
});
afterAll(() => db.close());

const year = (actor: Actor) => db.inContext(actor, (ctx) => indicators(ctx, 2026), { purpose: 'statistics' });
async function byKind(actor: Actor, code: string): Promise<Record<string, number | null>> {
  const found = (await year(actor)).indicators.find((i) => i.code === code)!;
  const table = found.tables.find((t) => t.division === 'feedbackKind')!;
  return Object.fromEntries(table.rows.map((row) => [row.key, row.values.at(-1) ?? null]));
}

it('complaints are counted by kind, office and time from ten; few restricted ones are hidden, and no subtraction gives them back', async () => {
  const found = await byKind(actors.analyst, 'feedback-received');
  expect([found['reserved'], found['service']]).toEqual([null, 50]);
  // One more row is hidden with it, so that the total does not tell.
  expect(Object.values(found).filter((n) => n === null).length).toBeGreaterThan(1);
  const shown = (await year(actors.analyst)).indicators.filter((i) => i.code.startsWith('feedback')).flatMap((i) => i.tables.flatMap((t) => t.rows.flatMap((r) => r.values)));
  expect(shown.filter((n) => n !== null && n > 0 && n < 10)).toEqual([]);
  expect((await year(actors.analyst)).indicators.map((i) => i.code)).not.toContain('feedback-not-in-time');
});

it('a supervisor counts those of their offices, and none that is restricted', async () => {
  const found = await byKind(actors.supervisor, 'feedback-received');
  expect([found['reserved'], found['staff'], found['suggestion'], found['service']]).toEqual([0, 15, 12, 50]);
});

it('who wanted no answer is in no share of those that were answered', async () => {
  const figure = async (code: string) => (await byKind(actors.supervisor, code));
  expect([(await figure('feedback-received'))['praise'], (await figure('feedback-to-answer'))['praise'] ?? 0, (await figure('feedback-in-time'))['praise'] ?? 0]).toEqual([40, 0, 0]);
  expect([(await figure('feedback-to-answer'))['service'], (await figure('feedback-in-time'))['service']]).toEqual([50, 20]);
});
