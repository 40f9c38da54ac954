import {
  DefaultQueryExecutor, DummyDriver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql, Transaction, type CompiledQuery, type DatabaseConnection, type Dialect,
  type QueryResult, type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import type { DB } from './tables.ts';

/** A transaction that carries its actor: row-level security sees who asks. */
export type Tx = Transaction<DB>;

const dialect: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
const driver = dialect.createDriver();
const compiler = dialect.createQueryCompiler();
const adapter = dialect.createAdapter();

/** Statements that go out together with the end of their transaction. */
const endings = new WeakMap<Tx, RawBuilder<unknown>[]>();

/** What the database does last: it travels with the end of the transaction, which holds only if this was done. */
export function withTheEnd(tx: Tx, statement: RawBuilder<unknown>): void {
  const list = endings.get(tx);
  if (!list) throw new Error('this transaction is over');
  list.push(statement);
}

/**
 * From here on the database keeps the plan of a statement for all values, on every connection, from its first use. By itself it plans anew
 * as long as it thinks that the values at hand make the statement cheaper, and its thoughts about arrays and limits are guesses. For
 * statements whose way is the same whatever is asked, and where planning takes as long as answering; it holds to the end of the transaction.
 */
export async function planOnce(tx: Tx): Promise<void> {
  await sql`select set_config('plan_cache_mode', 'force_generic_plan', true)`.execute(tx);
}

/** What is read or written of a whole registry may take longer than any question of a desk, on a busy machine; it holds to the end of the transaction. */
export async function allowTime(tx: Tx, minutes: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${`${minutes}min`}, true)`.execute(tx);
}

const FIGURES_MEMORY_MB = 96;

/**
 * Figures hold the keys of every open case in memory: with what a question of a desk may use, the database would read a set again for each case.
 * It holds to the end of the transaction.
 */
export async function roomForFigures(tx: Tx): Promise<void> {
  await sql`select set_config('work_mem', ${`${FIGURES_MEMORY_MB}MB`}, true)`.execute(tx);
}

const CHANGES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

async function run<R>(client: pg.PoolClient, query: CompiledQuery): Promise<QueryResult<R>> {
  const { command, rowCount, rows } = await client.query(query.sql, [...query.parameters]);
  return CHANGES.has(command) ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: (rows as R[] | undefined) ?? [] };
}

/** The transaction as rooms see it; `end` shuts it, so that nothing that comes late speaks as somebody else. */
function opened(client: pg.PoolClient): { tx: Tx; end: () => RawBuilder<unknown>[] } {
  let over = false;
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => (over ? Promise.reject<QueryResult<R>>(new Error('this transaction is over')) : run<R>(client, query)),
    streamQuery: () => { throw new Error('rows are not streamed here'); },
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, { provideConnection: (consumer) => consumer(connection) });
  const tx: Tx = new Transaction<DB>({ config: { dialect }, dialect, driver, executor });
  endings.set(tx, []);
  return {
    tx,
    end() {
      over = true;
      const last = endings.get(tx) ?? [];
      endings.delete(tx);
      return last;
    },
  };
}

const READS = /^\s*(?:select|with)\b(?![\s\S]*\bfor (?:update|share|no key update)\b)/i;

/**
 * The same transaction for work that only reads and reads much: a question that was asked before, with the same values, is not asked again.
 * Several rooms that answer together each look up the same case and the same names. What is written in between would not be seen.
 */
export function remembering(tx: Tx): Tx {
  const known = new Map<string, Promise<QueryResult<unknown>>>();
  const once = async <R>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> => {
    if (!READS.test(query.sql)) return connection.executeQuery<R>(query);
    const key = JSON.stringify([query.sql, query.parameters]);
    const asked = known.get(key) ?? connection.executeQuery<unknown>(query);
    known.set(key, asked);
    const { rows } = await asked;
    return { rows: [...rows] as R[] };
  };
  const executor = new DefaultQueryExecutor(compiler, adapter, {
    provideConnection: (consumer) => tx.getExecutor().provideConnection((connection) => consumer({ executeQuery: (query) => once(connection, query), streamQuery: () => { throw new Error('rows are not streamed here'); } })),
  });
  const same: Tx = new Transaction<DB>({ config: { dialect }, dialect, driver, executor });
  const last = endings.get(tx);
  if (last) endings.set(same, last);
  return same;
}

const nothing = (): undefined => undefined;

/** A parametrised statement as text: prepared once per connection, like every other. */
export interface Opening { readonly text: string; readonly values: readonly string[] }

interface Corked { cork: () => void; uncork: () => void }

/** What goes out in this turn of the event loop goes out as one packet: the beginning, what policies read, and the first statement. `pg` shows its socket to nobody officially; without it three packets go out. */
function asOnePacket(client: pg.PoolClient): void {
  const stream = (client as { connection?: { stream?: Partial<Corked> } }).connection?.stream;
  if (!stream?.cork || !stream.uncork) return;
  stream.cork();
  process.nextTick(() => stream.uncork!());
}

/**
 * Runs `work` in one transaction that opens with `opening`. Statements go out as they are asked, on a connection in pipeline mode: the
 * database answers in that order, and what need not be waited for costs no way to it and back (the beginning with what policies read,
 * the last entry with the end). A statement that fails makes every later one fail, so nothing ever runs without its opening.
 * With `reads` the transaction can change nothing, and nobody waits for its end.
 */
export async function inTransaction<T>(client: pg.PoolClient, opening: Opening, work: (tx: Tx) => Promise<T>, reads: boolean): Promise<T> {
  const { tx, end } = opened(client);
  asOnePacket(client);
  const begun = Promise.all([client.query(reads ? 'begin read only' : 'begin'), client.query(opening.text, [...opening.values])]);
  begun.catch(nothing);
  try {
    const value = await work(tx);
    const last = end().map((statement) => run(client, statement.compile(tx)));
    const ended = Promise.all([client.query('commit'), begun, ...last]);
    if (reads) {
      ended.catch(nothing);
      return value;
    }
    const [{ command }] = await ended;
    // The end of a transaction in which something failed is no error to the database: it undoes it all and says so.
    if (command !== 'COMMIT') throw new Error('the transaction was undone: something in it had failed');
    return value;
  } catch (error) {
    end();
    // Whatever failed first made everything after it fail: that is the fault to tell.
    const first = await begun.then(() => error, (fault: unknown) => fault);
    await client.query('rollback').catch(nothing);
    throw first;
  }
}
