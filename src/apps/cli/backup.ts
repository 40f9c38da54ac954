import { readdirSync, readFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable, type Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { once } from 'node:events';
import { refuse } from '#kernel/errors';
import { FRAME, frame, readFrames } from './frames.ts';
import { readSealed, writeSealed } from './sealed-file.ts';

/** What a backup says about itself, before any row. */
interface Manifest {
  readonly format: 1;
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  readonly tables: readonly string[];
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface BackupResult {
  readonly tables: number;
  readonly rows: number;
}

const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public') and n.nspname not like 'pg_temp%'`;
// Migrations are facts about the target, not data: they are compared, never copied.
const NOT_COPIED = ['platform.migration'];

const quoted = (name: string): string => name.split('.').map((part) => pg.escapeIdentifier(part)).join('.');

async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select n.nspname || '.' || c.relname as name, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and ${OURS} group by 1 order by 1`);
  return rows.filter((t) => !NOT_COPIED.includes(t.name));
}

async function foreignKeys(client: pg.Client): Promise<{ from: string; to: string }[]> {
  const { rows } = await client.query<{ from: string; to: string }>(`
    select distinct n.nspname || '.' || c.relname as from, rn.nspname || '.' || r.relname as to
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace where k.contype = 'f' and c.oid <> r.oid`);
  return rows;
}

/** Tables in an order in which every reference finds its row; refused if references go round in a circle. */
export function inReferenceOrder(tables: readonly Table[], keys: readonly { from: string; to: string }[]): Table[] {
  const left = new Map(tables.map((t) => [t.name, t]));
  const ordered: Table[] = [];
  while (left.size > 0) {
    const ready = [...left.values()].filter((t) => !keys.some((k) => k.from === t.name && left.has(k.to)));
    if (ready.length === 0) throw new Error(`tables refer to one another in a circle: ${[...left.keys()].join(', ')}`);
    for (const t of ready) left.delete(t.name);
    ordered.push(...ready);
  }
  return ordered;
}

async function migrationsOf(client: pg.Client): Promise<Manifest['migrations']> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from platform.migration order by name');
  return rows;
}

async function sequencesOf(client: pg.Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select schemaname || '.' || sequencename as name, last_value::text as value from pg_sequences where last_value is not null and schemaname <> 'public' order by 1`);
  return rows;
}

/** Secrets that the restored records need to be read: not the passwords of the database, which belong to one machine. */
function secretsIn(dataDir: string): Record<string, string> {
  const folder = path.join(dataDir, 'secrets');
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder).filter((name) => !name.includes('password')).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

async function* content(client: pg.Client, dataDir: string, count: (table: string, rows: number) => void): AsyncGenerator<Buffer> {
  const tables = inReferenceOrder(await tablesOf(client), await foreignKeys(client));
  const manifest: Manifest = { format: 1, migrations: await migrationsOf(client), tables: tables.map((t) => t.name) };
  yield frame(FRAME.manifest, manifest);
  yield frame(FRAME.secrets, secretsIn(dataDir));
  for (const table of tables) {
    yield frame(FRAME.table, table);
    const columns = table.columns.map((c) => pg.escapeIdentifier(c)).join(', ');
    const stream = client.query(copyTo(`copy ${quoted(table.name)} (${columns}) to stdout`));
    for await (const chunk of stream) yield frame(FRAME.rows, chunk as Buffer);
    yield frame(FRAME.tableEnd, { rows: stream.rowCount });
    count(table.name, stream.rowCount);
  }
  yield frame(FRAME.sequences, await sequencesOf(client));
  yield frame(FRAME.end, {});
}

/**
 * Writes everything in the database, as it was at one instant, to one compressed and encrypted file.
 * `ownerUrl` must be the owner's: row-level security would hide rows from anybody else.
 */
export async function backUp(ownerUrl: string, dataDir: string, file: string, key: Buffer): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    let rows = 0;
    let tables = 0;
    const count = (_: string, n: number): void => { tables++; rows += n; };
    await writeSealed(file, key, Readable.from(content(client, dataDir, count), { objectMode: false }));
    await client.query('commit');
    return { tables, rows };
  } finally {
    await client.end();
  }
}

async function requireSameVersion(client: pg.Client, manifest: Manifest): Promise<void> {
  const text = (list: Manifest['migrations']): string => list.map((m) => `${m.name} ${m.checksum}`).join('\n');
  const here = await migrationsOf(client);
  if (text(here) === text(manifest.migrations)) return;
  throw refuse('cli.backup-other-version', { params: { theirs: manifest.migrations.at(-1)?.name ?? '?', ours: here.at(-1)?.name ?? '?' } });
}

async function requireEmpty(client: pg.Client, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const { rowCount } = await client.query(`select from ${quoted(table)} limit 1`);
    if (rowCount) throw refuse('cli.database-not-empty', { params: { table } });
  }
}

async function feed(sink: Writable, table: Table, frames: AsyncGenerator<{ kind: number; payload: Buffer }>): Promise<void> {
  for (;;) {
    const next = await frames.next();
    if (next.done) throw new Error(`the backup ends inside ${table.name}`);
    if (next.value.kind === FRAME.tableEnd) return;
    if (!sink.write(Buffer.from(next.value.payload))) await once(sink, 'drain');
  }
}

async function restoreTable(client: pg.Client, table: Table, frames: AsyncGenerator<{ kind: number; payload: Buffer }>): Promise<number> {
  const columns = table.columns.map((c) => pg.escapeIdentifier(c)).join(', ');
  // Triggers have done their work when the rows were first written; the rows come back as they were.
  await client.query(`alter table ${quoted(table.name)} disable trigger user`);
  const sink = client.query(copyFrom(`copy ${quoted(table.name)} (${columns}) from stdin`));
  const finished = once(sink, 'finish');
  // Awaited below; when the file fails first, the connection goes away and so does this.
  finished.catch(() => undefined);
  try {
    await feed(sink, table, frames);
  } catch (error) {
    sink.destroy();
    throw error;
  }
  sink.end();
  await finished;
  await client.query(`alter table ${quoted(table.name)} enable trigger user`);
  return sink.rowCount;
}

function parse<T>(payload: Buffer): T {
  return JSON.parse(payload.toString()) as T;
}

async function restoreContent(client: pg.Client, source: Readable): Promise<BackupResult & { secrets: Record<string, string> }> {
  const frames = readFrames(source);
  let secrets: Record<string, string> = {};
  let rows = 0;
  let tables = 0;
  for (let next = await frames.next(); !next.done; next = await frames.next()) {
    const { kind, payload } = next.value;
    if (kind === FRAME.manifest) {
      const manifest = parse<Manifest>(payload);
      await requireSameVersion(client, manifest);
      await requireEmpty(client, manifest.tables);
    } else if (kind === FRAME.secrets) secrets = parse<Record<string, string>>(payload);
    else if (kind === FRAME.table) {
      rows += await restoreTable(client, parse<Table>(payload), frames);
      tables++;
    } else if (kind === FRAME.sequences) {
      for (const s of parse<{ name: string; value: string }[]>(payload)) await client.query('select setval($1::regclass, $2::bigint)', [quoted(s.name), s.value]);
    }
  }
  return { tables, rows, secrets };
}

function writeSecrets(dataDir: string, secrets: Record<string, string>): void {
  const folder = path.join(dataDir, 'secrets');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(secrets)) writeFileSync(path.join(folder, path.basename(name)), text, { mode: 0o600 });
}

/** Brings a backup back into an empty, migrated database of the same version: all of it, or nothing. */
export async function restore(ownerUrl: string, dataDir: string, file: string, key: Buffer): Promise<BackupResult> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    const done = await readSealed(file, key, (source) => restoreContent(client, source));
    await client.query('commit');
    writeSecrets(dataDir, done.secrets);
    return { tables: done.tables, rows: done.rows };
  } finally {
    // Without a commit everything that was read goes away with the connection.
    await client.end();
  }
}
