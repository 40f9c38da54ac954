import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareDatabase } from '#platform/db/migrate';
import { embeddedBinaries, installedBinaries, startTestServer, type TestServer } from '../support/engine.ts';
import { databaseUrl } from '../support/template.ts';

const ENGINES: readonly (readonly [string, () => Promise<string>])[] = [
  ['the embedded engine', embeddedBinaries],
  ...(installedBinaries() ? [['the installed server', () => Promise.resolve(installedBinaries()!)] as const] : []),
];

async function ask<R extends pg.QueryResultRow>(url: string, ...statements: readonly string[]): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: R[] = [];
    for (const statement of statements) ({ rows } = await client.query<R>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** Whoever runs a database seldom gets its superuser: an account that may create roles and owns the database is what the README asks for. */
describe.each(ENGINES)('an ordinary owner on %s', (_name, binaries) => {
  let server: TestServer;
  let owner: string;
  beforeAll(async () => {
    server = await startTestServer(await binaries());
    await ask(server.url, `create role keeper login createrole password 'kept'`, 'create database kept owner keeper');
    const url = new URL(databaseUrl(server.url, 'kept'));
    url.username = 'keeper';
    url.password = 'kept';
    owner = url.toString();
  });
  afterAll(() => server.stop());

  it('brings the database to this version, and once more without doing anything', async () => {
    const { runtimeUrl, applied, total } = await prepareDatabase(owner, 'runtime');
    expect(applied).toHaveLength(total);
    expect((await prepareDatabase(owner, 'runtime')).applied).toEqual([]);
    expect(await ask(runtimeUrl, 'select from registry_restricted.facts_of(gen_random_uuid())')).toEqual([]);
    await expect(ask(runtimeUrl, 'select from registry_restricted.fact')).rejects.toThrow(/permission denied/);
    await expect(ask(runtimeUrl, 'set role ventanilla_restricted')).rejects.toThrow(/permission denied/);
  });

  it.each([
    ['may make databases', 'alter role kept_app createdb', 'alter role kept_app nocreatedb'],
    ['passes by row-level security', 'alter role kept_app bypassrls', 'alter role kept_app nobypassrls'],
    ['belongs to those who read the restricted tier', 'grant ventanilla_restricted to kept_app', 'revoke ventanilla_restricted from kept_app'],
  ])('refuses a runtime that %s', async (_story, give, take) => {
    await prepareDatabase(owner, 'runtime');
    await ask(server.url, give);
    await expect(prepareDatabase(owner, 'runtime')).rejects.toThrow(/must not/);
    await ask(server.url, take);
    expect((await prepareDatabase(owner, 'runtime')).applied).toEqual([]);
  });

  it('keeps the runtime of another database on the same server out', async () => {
    await prepareDatabase(owner, 'runtime');
    await ask(server.url, 'create database other owner keeper');
    const { runtimeUrl } = await prepareDatabase(owner.replace(/\/kept$/, '/other'), 'of the other');
    expect(await ask(runtimeUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
    await expect(ask(runtimeUrl.replace(/\/other$/, '/kept'), 'select 1')).rejects.toThrow(/permission denied for database/);
  });

  it('refuses to work with the owner itself', async () => {
    process.env['DATABASE_RUNTIME_URL'] = owner;
    try {
      await expect(prepareDatabase(owner, 'runtime')).rejects.toThrow(/must not/);
    } finally {
      delete process.env['DATABASE_RUNTIME_URL'];
    }
  });
});
