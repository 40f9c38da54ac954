import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import pg from 'pg';
import { connect } from '#platform/db';
import type { Database } from '#platform/db';
import { databaseUrl, onServer, TEST_PASSWORD } from './template.ts';

/** A fresh migrated database of its own, dropped by `close`. */
export interface TestDatabase {
  readonly name: string;
  /** As owner: past row-level security, for looking at what was really stored. */
  readonly ownerUrl: string;
  /** As the runtime role: what the product connects with. */
  readonly runtimeUrl: string;
  readonly database: Database;
  /** Rows of a query as the owner. */
  owner<R extends pg.QueryResultRow = Record<string, unknown>>(query: string, values?: readonly unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

function runtimeUrl(serverUrl: string, template: string, name: string): string {
  const url = new URL(databaseUrl(serverUrl, name));
  url.username = `${template.slice(0, 50)}_app`;
  url.password = TEST_PASSWORD;
  return url.toString();
}

/** Clones the template (milliseconds) for one test file; call `close` in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, template } = inject('testServer');
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await onServer(url, `create database ${name} template ${template} strategy file_copy`);
  const ownerUrl = databaseUrl(url, name);
  const runtime = runtimeUrl(url, template, name);
  const database = connect(runtime, { poolSize: 6 });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  return {
    name, ownerUrl, runtimeUrl: runtime, database,
    owner: async <R extends pg.QueryResultRow>(query: string, values: readonly unknown[] = []) => (await owner.query<R>(query, [...values])).rows,
    close: async () => {
      await owner.end();
      await database.close();
      await onServer(url, `drop database if exists ${name} with (force)`);
    },
  };
}
