import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg from 'pg';
import type { Actor } from '#kernel/actor';
import type { Purpose } from '#kernel/codes';
import type { DB } from './db/tables.ts';
import { nameStatements } from './db/prepared.ts';
import type { Logger } from './log.ts';

export { sql } from 'kysely';
export type { DB } from './db/tables.ts';

/** A transaction that carries its actor: row-level security sees who asks. */
export type Tx = Transaction<DB>;

/** What the product does with the database. Nothing runs outside a transaction that knows its actor. */
export interface Database {
  /**
   * Runs `work` in one transaction as `actor`. The actor's fields travel as settings local to the transaction
   * (`app.user`, `app.role`, `app.country`, `app.office`, `app.organization`, `app.purpose`), which the policies read.
   * `now` (`app.now`) lets policies that end with time follow the same clock as the rules.
   */
  asActor<T>(actor: Actor, purpose: Purpose, work: (tx: Tx) => Promise<T>, now?: Date): Promise<T>;
  /** A question that touches no record (health, version); not for data. */
  ping(): Promise<{ version: string }>;
  /** Connections in use, waiting and idle, for `/metrics`. */
  pressure(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

// Dates without time stay text: a Date object would bring a time zone into a birthday.
const DATE_OID = 1082;
const BIGINT_OID = 20;
pg.types.setTypeParser(DATE_OID, (text) => text);
pg.types.setTypeParser(BIGINT_OID, (text) => Number(text));

export interface ConnectOptions {
  readonly poolSize?: number;
  readonly log?: Logger;
}

/** Connects as the runtime role, which owns nothing. `url` comes from {@link prepareDatabase}. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 16,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'ventanilla',
  });
  pool.on('error', (error) => options.log?.warn({ error }, 'a database connection was lost'));
  pool.on('connect', (client) => {
    nameStatements(client);
    // A connection that is lost between two statements of a transaction tells nobody but this listener; without it the process would end. The next statement fails.
    client.on('error', (error) => options.log?.warn({ error }, 'a database connection was lost in a transaction'));
  });
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  return {
    asActor: (actor, purpose, work, now) => db.transaction().execute(async (tx) => {
      await carry(tx, actor, purpose, now);
      return work(tx);
    }),
    async ping() {
      const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(db);
      return { version: rows[0]!.version };
    },
    pressure: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => db.destroy(),
  };
}

/** What policies read. No query here is worth compiling: servers that do so by themselves lose a second where the answer takes milliseconds. */
async function carry(tx: Tx, actor: Actor, purpose: Purpose, now: Date | undefined): Promise<void> {
  await sql`select set_config('app.user', ${actor.userId}, true), set_config('app.role', ${actor.role}, true),
    set_config('app.country', ${actor.country}, true), set_config('app.office', ${actor.officeId ?? ''}, true),
    set_config('app.organization', ${actor.organizationId ?? ''}, true), set_config('app.purpose', ${purpose}, true),
    set_config('app.now', ${now?.toISOString() ?? ''}, true), set_config('jit', 'off', true)`.execute(tx);
}
