import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, sql } from '#platform/db';
import { actors } from '../support/actors.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

// An error that nobody listens to ends the process, and fails this run.
it('a connection that is lost between two statements of a transaction fails that transaction and nothing else', async () => {
  const database = connect(db.runtimeUrl, { poolSize: 2 });
  const lost = database.asActor(actors.window, 'administration', async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
    await db.owner('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await new Promise((r) => setTimeout(r, 200));
    return (await sql`select 1`.execute(tx)).rows;
  });
  await expect(lost).rejects.toThrow();
  expect(await database.ping()).toHaveProperty('version');
  await database.close();
});
