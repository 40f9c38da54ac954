import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { ROOT } from './steps.ts';

/** The product as an operator starts it: a process of its own, on a free loopback port. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** Everything it printed so far. */
  readonly printed: () => string;
  readonly exited: Promise<number | null>;
  /** Asks it to stop, as Ctrl-C does, and waits. */
  stop(): Promise<number | null>;
  /** Kills it without a warning. */
  kill(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

interface Spawned {
  readonly pid: number;
  readonly printed: () => string;
  readonly exited: Promise<number | null>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts `start.ts` with an environment and does not wait for anything. */
export function spawnServer(env: Readonly<Record<string, string>>, args: readonly string[] = []): Spawned {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DATABASE_URL|DATA_DIR|PORT|DEMO|COUNTRIES|NODE_ENV|VITEST.*)$/.test(name)));
  const child = spawn(process.execPath, [path.join(ROOT, 'src/apps/server/start.ts'), ...args], { cwd: ROOT, env: { ...clean, LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { text += chunk.toString(); });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { pid: child.pid ?? 0, printed: () => text, exited, signal: (name) => void child.kill(name) };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`, { signal: AbortSignal.timeout(10_000) })).ok;
  } catch {
    return false;
  }
}

/** Ends what hangs; no measure of speed. A machine whose processors are lent to others has taken more than a minute. */
const PATIENCE_MS = 300_000;

/** Starts the product and waits until it answers. */
export async function startServer(env: Readonly<Record<string, string>>): Promise<RunningServer> {
  const port = env['PORT'] ?? String(await freePort());
  const server = spawnServer({ ...env, PORT: port, METRICS_PORT: env['METRICS_PORT'] ?? String(await freePort()) });
  const url = `http://127.0.0.1:${port}`;
  let over = false;
  void server.exited.then(() => { over = true; });
  const until = Date.now() + PATIENCE_MS;
  while (!(await answers(url))) {
    if (over || Date.now() > until) throw new Error(`the server ${over ? 'ended' : `did not answer within ${PATIENCE_MS / 1000} s`}:\n${server.printed()}`);
    await new Promise((r) => setTimeout(r, 50));
  }
  return {
    url, pid: server.pid, printed: server.printed, exited: server.exited,
    stop: async () => { server.signal('SIGINT'); return server.exited; },
    kill: async () => { server.signal('SIGKILL'); await server.exited; },
  };
}

/** A signed-in session over real HTTP. */
export interface WebClient {
  get(path: string): Promise<Response>;
  post(path: string, body: unknown, commandId?: string): Promise<Response>;
  upload(path: string, name: string, content: string): Promise<Response>;
}

export async function webSignIn(url: string, login: string, password: string): Promise<WebClient> {
  const answer = await fetch(`${url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password }) });
  if (!answer.ok) throw new Error(`${login} could not sign in: ${await answer.text()}`);
  const cookie = answer.headers.getSetCookie().map((c) => c.split(';')[0]).join('; ');
  const session = (await (await fetch(`${url}/api/session`, { headers: { cookie } })).json()) as { csrf: string };
  return {
    get: (at) => fetch(url + at, { headers: { cookie } }),
    post: (at, body, commandId = crypto.randomUUID()) => fetch(url + at, {
      method: 'POST', body: JSON.stringify(body), headers: { cookie, 'content-type': 'application/json', 'x-csrf-token': session.csrf, 'x-command-id': commandId },
    }),
    upload: (at, name, content) => fetch(url + at, {
      method: 'POST', body: content, headers: { cookie, 'content-type': 'application/octet-stream', 'x-file-name': name, 'x-csrf-token': session.csrf, 'x-command-id': crypto.randomUUID() },
    }),
  };
}
