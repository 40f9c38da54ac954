import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The database cannot be brought to this version; the message says what to do. */
export class MigrationError extends Error {}

const FOLDER = fileURLToPath(new URL('../../../db/migrations', import.meta.url));
/** One lock for all: two servers that start at once migrate one after the other. */
const MIGRATION_LOCK = 7_201_944;
const RUNTIME_GROUP = 'ventanilla_runtime';
/** Reads and writes the restricted tier; nobody signs in as it, and the runtime is not among its members. */
const RESTRICTED_ROLE = 'ventanilla_restricted';
const OLDEST_SERVER = 150_000;

export interface Migration { readonly name: string; readonly sql: string; readonly checksum: string }

/** All migrations in their one global order (by number, then name). */
export function readMigrations(folder: string = FOLDER): Migration[] {
  return readdirSync(folder).filter((f) => f.endsWith('.sql')).sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: file.slice(0, -'.sql'.length), sql: text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

/**
 * Brings the database at `ownerUrl` to the newest version and makes sure that the runtime login exists with
 * `runtimePassword`. Returns the runtime's connection string and what was applied. Forward only; each migration runs in
 * one transaction; a changed checksum of an applied one stops everything.
 */
export async function prepareDatabase(ownerUrl: string, runtimePassword: string): Promise<{ runtimeUrl: string; applied: string[]; total: number }> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await requireVersion(client);
    const login = await ensureRoles(client, runtimePassword);
    const migrations = readMigrations();
    const applied = await applyMissing(client, migrations);
    const runtimeUrl = withLogin(ownerUrl, login, runtimePassword);
    await refusePowers(runtimeUrl);
    return { runtimeUrl, applied, total: migrations.length };
  } finally {
    await client.end();
  }
}

/** The second wall stands only before a login that cannot walk around it, whichever login that is. */
async function refusePowers(runtimeUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: runtimeUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ login: string; powers: boolean; owns: boolean; restricted: boolean }>(`select current_user as login,
        rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as powers, pg_has_role(current_user, '${RESTRICTED_ROLE}', 'member') as restricted,
        exists (select from pg_class c where c.relowner = r.oid and c.relkind in ('r', 'p', 'v')) as owns
      from pg_roles r where rolname = current_user`);
    const { login, powers, owns, restricted } = rows[0]!;
    if (powers) throw new MigrationError(`The login ${login}, with which the product works, must not have powers (superuser, bypassrls, createrole, createdb): row-level security would not hold for it. Take them away and start again.`);
    if (owns) throw new MigrationError(`The login ${login}, with which the product works, must not own tables: row-level security would not hold for it.`);
    if (restricted) throw new MigrationError(`The login ${login}, with which the product works, must not be a member of ${RESTRICTED_ROLE}: it would read what only protection reads.`);
  } finally {
    await client.end();
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ v: string }>(`select current_setting('server_version_num') as v`);
  if (Number(rows[0]!.v) < OLDEST_SERVER) throw new MigrationError('PostgreSQL 15 or newer is needed.');
}

/** The runtime's login is one per database, so that several databases on a server do not share a password. */
async function ensureRoles(client: pg.Client, password: string): Promise<string> {
  const { rows } = await client.query<{ db: string }>('select current_database() as db');
  const login = `${rows[0]!.db.slice(0, 50)}_app`;
  try {
    await createRole(client, RUNTIME_GROUP, 'nologin');
    await createRole(client, RESTRICTED_ROLE, 'nologin');
    await makeMember(client, RUNTIME_GROUP, RESTRICTED_ROLE);
    await createRole(client, login, 'login');
    await makeMember(client, RUNTIME_GROUP, login);
    const superuser = await isSuperuser(client);
    // Whoever gives a function to a role must be able to act as it; a superuser is.
    if (!superuser) await client.query(`grant ${RESTRICTED_ROLE} to current_user`);
    const id = client.escapeIdentifier(login);
    // A role is made without powers; only a superuser can take away those that somebody else may have given it.
    await client.query(`alter role ${id} with ${superuser ? 'nosuperuser nocreatedb nocreaterole nobypassrls ' : ''}password ${client.escapeLiteral(password)}`);
    await client.query(`alter role ${id} set statement_timeout = '30s'`);
    await client.query(`alter role ${id} set idle_in_transaction_session_timeout = '60s'`);
    // The runtime of another database on this server belongs to the same group: it must not come in here.
    const database = client.escapeIdentifier(rows[0]!.db);
    await client.query(`revoke connect on database ${database} from public`);
    await client.query(`grant connect on database ${database} to ${id}`);
  } catch (error) {
    throw new MigrationError(`The account in DATABASE_URL must be allowed to create roles (${RUNTIME_GROUP}, ${RESTRICTED_ROLE}, ${login}): ${(error as Error).message}`);
  }
  return login;
}

/** Makes a role a member of another, unless it is one: whoever made the roles of this server may be somebody else. */
async function makeMember(client: pg.Client, group: string, member: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles r on r.oid = m.member where g.rolname = $1 and r.rolname = $2', [group, member]);
  if (!rowCount) await client.query(`grant ${client.escapeIdentifier(group)} to ${client.escapeIdentifier(member)}`);
}

async function isSuperuser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ s: boolean }>('select rolsuper as s from pg_roles where rolname = current_user');
  return rows[0]!.s;
}

async function createRole(client: pg.Client, name: string, kind: 'login' | 'nologin'): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [name]);
  if (rowCount) return;
  try {
    await client.query(`create role ${client.escapeIdentifier(name)} ${kind} inherit`);
  } catch (error) {
    // Another database on this server may have made the group in the same moment.
    if (!['42710', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  }
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`create schema if not exists platform;
    create table if not exists platform.migration (name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from platform.migration');
  const done = new Map(rows.map((r) => [r.name, r.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const before = done.get(migration.name);
    if (before === migration.checksum) continue;
    if (before) throw new MigrationError(`Migration ${migration.name} was changed after it had been applied here. Restore the file; add a new migration instead.`);
    await applyOne(client, migration);
    applied.push(migration.name);
  }
  const unknown = [...done.keys()].filter((name) => !migrations.some((m) => m.name === name));
  if (unknown.length > 0) throw new MigrationError(`This database is newer than this program (${unknown.join(', ')}). Start the newer program.`);
  return applied;
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into platform.migration (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(`Migration ${migration.name} failed: ${(error as Error).message}`);
  }
}

/** The same server and database as another login. */
function withLogin(ownerUrl: string, login: string, password: string): string {
  const override = process.env['DATABASE_RUNTIME_URL'];
  if (override) return override;
  const url = new URL(ownerUrl.replace('@/', '@placeholder/'));
  url.username = encodeURIComponent(login);
  url.password = encodeURIComponent(password);
  return url.toString().replace('@placeholder/', '@/');
}
