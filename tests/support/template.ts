import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { prepareDatabase } from '#platform/db/migrate';

/** Same server and login, another database. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** One statement on the maintenance database of a server. */
export async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The password of the runtime login in test databases: they live for seconds and listen on loopback only. */
export const TEST_PASSWORD = 'only-for-tests';

export interface Template {
  readonly name: string;
  readonly drop: () => Promise<void>;
}

/**
 * A database with all migrations, from which each test file gets its own copy in milliseconds.
 */
export async function buildTemplate(serverUrl: string): Promise<Template> {
  const name = `ventanilla_test_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const drop = async (): Promise<void> => {
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    await onServer(serverUrl, `drop role if exists ${name}_app`);
  };
  try {
    await prepareDatabase(databaseUrl(serverUrl, name), TEST_PASSWORD);
  } catch (error) {
    await drop();
    throw error;
  }
  return { name, drop };
}
