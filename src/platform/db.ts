import pg from 'pg';
import type { Actor } from '#kernel/actor';
import type { Purpose } from '#kernel/codes';
import { nameStatements } from './db/prepared.ts';
import { inTransaction, type Opening, type Tx } from './db/transaction.ts';
import type { Logger } from './log.ts';

export { sql } from 'kysely';
export type { DB } from './db/tables.ts';
export { allowTime, planOnce, remembering, roomForFigures, withTheEnd, type Tx } from './db/transaction.ts';

/** What the product does with the database. Nothing runs outside a transaction that knows its actor. */
export interface Database {
  /**
   * Runs `work` in one transaction as `actor`. The actor's fields travel as settings local to the transaction
   * (`app.user`, `app.role`, `app.country`, `app.office`, `app.organization`, `app.purpose`), which the policies read.
   * `now` (`app.now`) lets policies that end with time follow the same clock as the rules.
   */
  asActor<T>(actor: Actor, purpose: Purpose, work: (tx: Tx) => Promise<T>, now?: Date): Promise<T>;
  /** The same for `work` that only reads: it can change nothing, and nobody waits for its end. */
  readAsActor<T>(actor: Actor, purpose: Purpose, work: (tx: Tx) => Promise<T>, now?: Date): Promise<T>;
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

/**
 * A new connection knows neither the tables nor the plans of its statements: its first answers take several times as long. The pool hands out
 * the one that was used last, so those that only a busy moment needs would be gone before the next one.
 */
const KEPT_IDLE_MS = 15 * 60_000;

export interface ConnectOptions {
  readonly poolSize?: number;
  readonly log?: Logger;
}

/** Connects as the runtime role, which owns nothing. `url` comes from {@link prepareDatabase}. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 16,
    idleTimeoutMillis: KEPT_IDLE_MS,
    connectionTimeoutMillis: 10_000,
    application_name: 'ventanilla',
    pipeline: true,
  });
  pool.on('error', (error) => options.log?.warn({ error }, 'a database connection was lost'));
  pool.on('connect', (client) => {
    nameStatements(client);
    // A connection that is lost between two statements of a transaction tells nobody but this listener; without it the process would end. The next statement fails.
    client.on('error', (error) => options.log?.warn({ error }, 'a database connection was lost in a transaction'));
  });
  const transact = async <T>(opening: Opening, work: (tx: Tx) => Promise<T>, reads: boolean): Promise<T> => {
    const client = await pool.connect();
    try {
      return await inTransaction(client, opening, work, reads);
    } finally {
      client.release();
    }
  };
  let closing: Promise<void> | undefined;
  return {
    asActor: (actor, purpose, work, now) => transact(carried(actor, purpose, now), work, false),
    readAsActor: (actor, purpose, work, now) => transact(carried(actor, purpose, now), work, true),
    async ping() {
      const { rows } = await pool.query<{ version: string }>("select current_setting('server_version') as version");
      return { version: rows[0]!.version };
    },
    pressure: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => (closing ??= pool.end()),
  };
}

const CARRIED = ['app.user', 'app.role', 'app.country', 'app.office', 'app.organization', 'app.purpose', 'app.now'];
/** No query here is worth compiling: servers that do so by themselves lose a second where the answer takes milliseconds. */
const CARRY = `select ${CARRIED.map((name, i) => `set_config('${name}', $${i + 1}, true)`).join(', ')}, set_config('jit', 'off', true)`;

/** What policies read. */
function carried(actor: Actor, purpose: Purpose, now: Date | undefined): Opening {
  const { userId, role, country, officeId, organizationId } = actor;
  return { text: CARRY, values: [userId, role, country, officeId ?? '', organizationId ?? '', purpose, now?.toISOString() ?? ''] };
}
