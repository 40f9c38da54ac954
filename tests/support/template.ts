import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { prepareDatabase } from '#platform/db/migrate';
import { actors, OFFICES } from './actors.ts';

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
  /** The same without offices and accounts. */
  readonly emptyName: string;
  readonly drop: () => Promise<void>;
}

async function addOffices(client: pg.Client): Promise<void> {
  for (const o of Object.values(OFFICES)) {
    await client.query(
      `insert into access.office (id, country, kind, ref, name_es, name_en, organization_id, territory) values ($1, $2, $3, $4, $5, $5, $6, $7)`,
      [o.id, o.country, o.kind, o.ref, `Oficina ${o.ref}`, o.organizationId, JSON.stringify(o.territory)],
    );
  }
}

async function addAccounts(client: pg.Client): Promise<void> {
  for (const [name, a] of Object.entries(actors)) {
    if (a.role === 'public') continue;
    await client.query(
      `insert into access.user_account (id, country, login, display_name, role, office_id, organization_id, password_hash, must_change_password, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, 'no password: test actors do not sign in', false, '2026-01-01')`,
      [a.userId, a.country, `zz-test-${name.toLowerCase()}`, a.displayName, a.role, a.officeId, a.organizationId],
    );
  }
}

async function addActors(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await addOffices(client);
    await addAccounts(client);
  } finally {
    await client.end();
  }
}

/**
 * A database with all migrations and the test offices and accounts, from which each test file gets its own copy in milliseconds.
 */
export async function buildTemplate(serverUrl: string): Promise<Template> {
  const name = `ventanilla_test_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const emptyName = `${name}_empty`;
  const drop = async (): Promise<void> => {
    await onServer(serverUrl, `drop database if exists ${emptyName} with (force)`);
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    await onServer(serverUrl, `drop role if exists ${name}_app`);
  };
  try {
    await prepareDatabase(databaseUrl(serverUrl, name), TEST_PASSWORD);
    await onServer(serverUrl, `create database ${emptyName} template ${name}`);
    await addActors(databaseUrl(serverUrl, name));
  } catch (error) {
    await drop();
    throw error;
  }
  return { name, emptyName, drop };
}
