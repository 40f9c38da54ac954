import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startServer, webSignIn } from '../support/process.ts';
import type { WebClient } from '../support/process.ts';

const root = mkdtempSync(path.join(tmpdir(), 'ventanilla-killed-'));
chmodSync(root, 0o755);
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

const PASSWORD = 'ventanilla-demo';
const STREAMS = 4;
const BEFORE_THE_END = 60;

interface Acknowledged {
  readonly personId: string;
  readonly name: string;
}

/** Registers people one after another until the server is gone; keeps what was acknowledged. */
async function registerUntilItEnds(client: WebClient, stream: number, kept: Acknowledged[]): Promise<void> {
  for (let n = 0; ; n++) {
    const name = `Ola ${stream} ${n} ${crypto.randomUUID().slice(0, 8)}`;
    try {
      const answer = await client.post('/api/people', { person: { givenNames: name, surname1: crypto.randomUUID().slice(0, 8) }, case: { destinationAdmin2: 'ZZ-0101' } });
      if (answer.status === 200) kept.push({ personId: ((await answer.json()) as { personId: string }).personId, name });
    } catch {
      return;
    }
  }
}

/** Process id of the embedded server whose data lie in a folder. */
function postmaster(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

describe('nothing acknowledged is lost', () => {
  it('when the server is killed in a stream of registrations: all are there after the next start', async () => {
    const env = { DATA_DIR: path.join(root, 'server'), COUNTRIES: 'ZZ' };
    const first = await startServer(env);
    const client = await webSignIn(first.url, 'ventanilla.zz', PASSWORD);
    const kept: Acknowledged[] = [];
    const streams = Array.from({ length: STREAMS }, (_, n) => registerUntilItEnds(client, n, kept));
    await expect.poll(() => kept.length, { timeout: 60_000 }).toBeGreaterThan(BEFORE_THE_END);
    await first.kill();
    await Promise.all(streams);
    const second = await startServer(env);
    const again = await webSignIn(second.url, 'ventanilla.zz', PASSWORD);
    for (const { personId, name } of kept) {
      const found = await again.get(`/api/people/${personId}`);
      expect(found.status, name).toBe(200);
      expect(await found.text()).toContain(name);
    }
    expect(await second.stop()).toBe(0);
  });

  it('when the database process is killed: the server says so, comes back by itself, and has everything', async () => {
    const dataDir = path.join(root, 'database');
    const server = await startServer({ DATA_DIR: dataDir, COUNTRIES: 'ZZ' });
    const client = await webSignIn(server.url, 'ventanilla.zz', PASSWORD);
    const kept: Acknowledged[] = [];
    const made = await client.post('/api/people', { person: { givenNames: 'Antes', surname1: 'del corte' } });
    kept.push({ personId: ((await made.json()) as { personId: string }).personId, name: 'Antes' });
    execFileSync('kill', ['-9', String(postmaster(dataDir))]);
    const during = await client.post('/api/people', { person: { givenNames: 'Durante', surname1: 'el corte' } });
    if (during.status !== 200) expect(((await during.json()) as { error: { message: string } }).error.message).not.toBe('');
    await expect.poll(async () => (await fetch(`${server.url}/health`)).status, { timeout: 60_000, interval: 500 }).toBe(200);
    const later = await client.post('/api/people', { person: { givenNames: 'Después', surname1: 'del corte' } });
    expect(later.status).toBe(200);
    expect((await client.get(`/api/people/${kept[0]!.personId}`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
  });
});
