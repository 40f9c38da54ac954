import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort, spawnServer, startServer } from '../support/process.ts';
import { ROOT } from '../support/steps.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ventanilla-durability-'));
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

const folder = (name: string): string => path.join(root, name);

/** Process ids of postgres servers whose data lie below a folder. */
function postgresUnder(dir: string): string[] {
  const list = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n');
  return list.filter((line) => line.includes('postgres') && line.includes(dir) && !line.includes('ps -eo'));
}

describe('what surrounds the product', () => {
  it('a second start keeps the data, and Ctrl-C leaves no process behind', async () => {
    const env = { DATA_DIR: folder('twice'), COUNTRIES: 'ZZ' };
    const first = await startServer(env);
    const before = (await (await fetch(`${first.url}/demo/sign-ins`)).json()) as unknown;
    expect(await first.stop()).toBe(0);
    expect(postgresUnder(folder('twice'))).toEqual([]);
    const second = await startServer(env);
    expect(await (await fetch(`${second.url}/demo/sign-ins`)).json()).toEqual(before);
    expect(await second.stop()).toBe(0);
  });

  it('a second instance on the same data is refused, and the first goes on', async () => {
    const env = { DATA_DIR: folder('shared'), COUNTRIES: 'ZZ' };
    const first = await startServer(env);
    const second = spawnServer({ ...env, PORT: String(await freePort()), METRICS_PORT: String(await freePort()) });
    expect(await second.exited).toBe(1);
    expect(second.printed()).toContain('DATA_DIR');
    expect(second.printed()).not.toContain('    at ');
    expect((await fetch(`${first.url}/health`)).status).toBe(200);
    await first.stop();
  });

  it('a port in use is named', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)));
    const server = spawnServer({ DATA_DIR: folder('port'), COUNTRIES: 'ZZ', PORT: String(port) });
    expect(await server.exited).toBe(1);
    expect(server.printed()).toContain('PORT=');
    expect(postgresUnder(folder('port'))).toEqual([]);
    taken.close();
  });

  it('a data folder that is a file, and one that cannot be written, are named with what to do', async () => {
    writeFileSync(folder('file'), '');
    for (const dir of [folder('file'), '/dev/null/ventanilla']) {
      const server = spawnServer({ DATA_DIR: dir, COUNTRIES: 'ZZ', PORT: String(await freePort()) });
      expect(await server.exited).toBe(1);
      expect(server.printed()).toContain(dir);
      expect(server.printed()).not.toContain('    at ');
    }
  });

  it('a setting that cannot be used is named', async () => {
    for (const [env, word] of [[{ PORT: 'ninety' }, 'PORT'], [{ COUNTRIES: 'XX' }, 'COUNTRIES'], [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' }, '127.0.0.1:1']] as const) {
      const server = spawnServer({ DATA_DIR: folder('settings'), COUNTRIES: 'ZZ', ...env });
      expect(await server.exited).toBe(1);
      expect(server.printed()).toContain(word);
      expect(server.printed()).not.toContain('    at ');
    }
  });

  it('a data folder below one that other users cannot enter works', async () => {
    mkdirSync(folder('closed'), { mode: 0o700 });
    const server = await startServer({ DATA_DIR: path.join(folder('closed'), 'data'), COUNTRIES: 'ZZ' });
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
    const pointer = path.join(folder('closed'), 'data', 'postgres.location');
    try {
      rmSync(readFileSync(pointer, 'utf8').trim(), { recursive: true, force: true });
    } catch { /* not root: the data lie in the folder itself */ }
  });

  it('the demo is off in production: no sign-ins, no invented people', async () => {
    const server = await startServer({ DATA_DIR: folder('production'), COUNTRIES: 'ZZ', DEMO: '0' });
    expect((await fetch(`${server.url}/demo/sign-ins`)).status).toBe(404);
    const answer = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'ventanilla.zz', password: 'ventanilla-demo' }) });
    expect(answer.status).toBe(401);
    await server.stop();
  });
});

describe('the command line beside a running server', () => {
  it('moves the demo clock, and the server follows', async () => {
    const env = { DATA_DIR: folder('clock'), COUNTRIES: 'ZZ' };
    const server = await startServer(env);
    const now = async (): Promise<number> => Date.parse(((await (await fetch(`${server.url}/demo/clock`)).json()) as { now: string }).now);
    const before = await now();
    execFileSync(process.execPath, [path.join(ROOT, 'src/apps/cli/main.ts'), 'clock', '--days', '40'], { cwd: ROOT, env: { ...process.env, ...env } });
    await expect.poll(now, { timeout: 60_000 }).toBeGreaterThan(before + 39 * 86_400_000);
    expect((await fetch(`${server.url}/health`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});
