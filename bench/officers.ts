/**
 * Twenty officers at work over 50,000 people: the real server as a process of its own, real HTTP, the embedded engine. Each officer asks,
 * reads for about a second, and asks again. Run by `npm run bench`.
 */
import { performance } from 'node:perf_hooks';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { hashPassword } from '#access';
import { newId } from '#kernel/ids';
import { embeddedBinaries, startTestServer } from '../tests/support/engine.ts';
import { startServer, webSignIn, type WebClient } from '../tests/support/process.ts';
import type { BenchRow } from './matching.ts';
import { generator } from './random.ts';
import { inventedPeople, take } from './registry-people.ts';
import { house, load, type Loaded } from './registry.ts';

const PEOPLE = 50_000;
const OFFICERS = 20;
const SECONDS = 20;
const PASSWORD = 'only for the bench, for a minute';

/** Twenty windows with one officer each, and a case for everybody, so that each work list has 2,500. */
async function openOffices(owner: pg.Client, people: readonly Loaded[]): Promise<string[]> {
  const hash = await hashPassword(PASSWORD);
  const offices = Array.from({ length: OFFICERS }, () => newId());
  for (const [n, id] of offices.entries()) {
    await owner.query(`insert into access.office (id, country, kind, ref, name_es, name_en) values ($1, 'ZZ', 'window', $2, 'Bench', 'Bench')`, [id, `zz-bench-${n}`]);
    await owner.query(`insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, must_change_password, created_at)
      values ($1, 'ZZ', $2, 'Bench', 'window', $3, $4, false, now())`, [newId(), `bench-${n}`, id, hash]);
  }
  const ids = people.map((p) => p.id);
  const caseIds = people.map(() => newId());
  const officeOf = people.map((_, n) => offices[n % OFFICERS]!);
  await owner.query(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at)
    select p, o, 'ZZ', 'destination', p, now() from unnest($1::uuid[], $2::uuid[]) as t(p, o)`, [ids, officeOf]);
  await owner.query(`insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at)
    select c, 'ZZ', p, o, 'active', 'ZZ-0101', '2weeks', current_date + 7, p, current_date, now() from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as t(c, p, o)`, [caseIds, ids, officeOf]);
  await owner.query('vacuum analyze');
  return caseIds;
}

interface Times { readonly open: number[]; readonly list: number[] }

async function timedGet(client: WebClient, address: string, into: number[]): Promise<void> {
  const started = performance.now();
  const answer = await client.get(address);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  into.push(performance.now() - started);
}

async function work(client: WebClient, n: number, caseIds: readonly string[], until: number, times: Times): Promise<void> {
  const random = generator(n + 1);
  while (performance.now() < until) {
    await new Promise((r) => setTimeout(r, 500 + random() * 1000));
    const mine = Math.floor(random() * (caseIds.length / OFFICERS)) * OFFICERS + n;
    if (random() < 0.3) await timedGet(client, '/api/cases?list=office', times.list);
    else await timedGet(client, `/api/cases/${caseIds[mine]!}`, times.open);
  }
}

function row(name: string, times: number[]): BenchRow {
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { name: `${name} (median, best, 95th of ${sorted.length})`, unit: 'ms', median: at(0.5), min: at(0), max: at(0.95), target: 'p95 < 75 ms' };
}

/** Loads, starts, works for twenty seconds and stops. */
export async function run(size = PEOPLE): Promise<BenchRow[]> {
  const server = await startTestServer(await embeddedBinaries(), ['max_connections=60', 'shared_buffers=128MB']);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ventanilla-bench-'));
  try {
    const opened = await house(server.url);
    const random = generator(7);
    const people: Loaded[] = take(inventedPeople(random), size).map((person) => ({ id: newId(), ...person }));
    await load(opened.owner, people);
    const caseIds = await openOffices(opened.owner, people);
    await opened.close();
    const app = await startServer({ DATABASE_URL: server.url, DATA_DIR: dataDir, COUNTRIES: 'ZZ', DEMO: '0', LOG_LEVEL: 'fatal' });
    const times: Times = { open: [], list: [] };
    try {
      const clients = await Promise.all(Array.from({ length: OFFICERS }, (_, n) => webSignIn(app.url, `bench-${n}`, PASSWORD)));
      await Promise.all(clients.map((client, n) => work(client, n, caseIds, performance.now() + 3_000, { open: [], list: [] })));
      const until = performance.now() + SECONDS * 1000;
      await Promise.all(clients.map((client, n) => work(client, n, caseIds, until, times)));
    } finally {
      await app.stop();
    }
    return [row(`${OFFICERS} officers, ${size} people: opening a case`, times.open), row(`${OFFICERS} officers, ${size} people: work list`, times.list)];
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
