/**
 * Work lists by urgency and by the day, and many cases that change hands at once, inside the product without the way over HTTP.
 * `npm run bench:moving -- [--cases 300000] [--move 2000]`. On the embedded engine, or on the empty database that DATABASE_URL names. Everybody is made up.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import pg from 'pg';
import type { Actor } from '#kernel/actor';
import { inContext, inReadingContext } from '#platform/context';
import { createLogger } from '#platform/log';
import { getMove, listCases, moveCases, moveWaitingCases } from '#registry';
import { WORK_LISTS } from '#registry/schema';
import { openHouse } from '../../src/apps/server/house.ts';
import { readConfig } from '#platform/config';

const { values } = parseArgs({ options: { cases: { type: 'string', default: '300000' }, move: { type: 'string', default: '2000' } } });
const OFFICES = 40;
const ROUNDS = 60;
const say = (text: string): void => { process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`); };
const id = (kind: string, n: string): string => `('00000000-0000-7000-8${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const idOf = (kind: string, n: number): string => `00000000-0000-7000-8${kind}-${n.toString(16).padStart(12, '0')}`;

const actor = (n: number, role: Actor['role'], office: string): Actor => ({ userId: idOf('f00', n), role, country: 'ZZ', officeId: office, organizationId: 'bench', displayName: 'Inventada', locale: 'es' });

/** Offices with six officers each; open cases of which a tenth is new, a third has a contact due around today, a sixth waits for a provider; as many closed ones. */
async function fill(client: pg.Client, cases: number): Promise<void> {
  await client.query(`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id) select ${id('0f0', 'n')}, 'ZZ', 'window', 'bench-' || n, 'Banco', 'Bench', 'bench' from generate_series(1, ${OFFICES}) n`);
  await client.query(`insert into access.user_account (id, country, login, display_name, role, office_id, organization_id, password_hash, created_at)
    select ${id('f00', 'n')}, 'ZZ', 'bench' || n, 'Inventada ' || n, 'window', ${id('0f0', '1 + n % 40')}, 'bench', 'x', now() from generate_series(1, 240) n
    union all select ${id('f00', '999')}, 'ZZ', 'bench-supervisor', 'Inventada', 'supervisor', ${id('0f0', '1')}, 'bench', 'x', now()`);
  const chunk = 50_000;
  for (let from = 1; from <= 2 * cases; from += chunk) {
    const to = Math.min(from + chunk - 1, 2 * cases);
    const numbers = `generate_series(${from}, ${to}) n`;
    await client.query(`insert into registry.person (id, country, public_code, given_names, surname1, name_words, given_sounds, surname_sounds, source, evidence, identity_id, registered_by, registered_at)
      select ${id('100', 'n')}, 'ZZ', 'B' || n, 'Persona', 'Inventada', array['persona', 'inventada'], '{}', '{}', 'window', 'declared', ${id('100', 'n')}, '${idOf('f00', 1)}', now() from ${numbers}`);
    await client.query(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) select ${id('100', 'n')}, ${id('0f0', '1 + n % 40')}, 'ZZ', 'destination', '${idOf('f00', 1)}', now() from ${numbers}`);
    await client.query(`insert into registry.case_file (id, country, person_id, office_id, officer_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, closed_at)
      select ${id('200', 'n')}, 'ZZ', ${id('100', 'n')}, ${id('0f0', '1 + n % 40')}, case when n > ${cases} or n % 11 > 0 then ${id('f00', '1 + n % 240')} end,
        case when n > ${cases} then 'closed' when n % 11 = 0 then 'new' else 'active' end, 'ZZ-0101', (array['24h', '72h', '2weeks', 'long'])[1 + n % 4], current_date + (n % 20) - 5, '${idOf('f00', 1)}',
        current_date - n % 900, now() - n * interval '1 minute', case when n > ${cases} then now() end from ${numbers}`);
    say(`${to} of ${2 * cases} cases`);
  }
  await client.query(`insert into registry.case_step (case_id, source, country, due_on, waits_since)
    select ${id('200', 'n')}, 'bench', 'ZZ', case when n % 3 = 0 then current_date + (n % 60) - 20 end, case when n % 6 = 1 then current_date - n % 90 end from generate_series(1, ${cases}) n where n % 3 = 0 or n % 6 = 1`);
  await client.query(`update registry.case_file c set due_on = coalesce(s.due_on, c.due_on), waits_since = s.waits_since from registry.case_step s where s.case_id = c.id`);
  await client.query(`vacuum analyze`);
}

const DATA = mkdtempSync(path.join(tmpdir(), 'ventanilla-moving-'));
const config = { ...readConfig({ ...process.env, DATA_DIR: DATA, COUNTRIES: 'ZZ', LOG_LEVEL: 'error' }) };
const open = await openHouse(config, createLogger(config.logLevel), { alone: true });
try {
  const client = new pg.Client({ connectionString: open.ownerUrl });
  await client.connect();
  say(`filling ${values.cases} open cases`);
  await fill(client, Number(values.cases));
  const now = new Date();
  const at = { actor: actor(7, 'window', idOf('0f0', 8)), purpose: 'case-management', now } as const;
  process.stdout.write(`load before ${loadavg()[0]!.toFixed(1)}\n`);
  for (const list of WORK_LISTS) {
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
      const begun = performance.now();
      await inReadingContext(open.house, at, (ctx) => listCases(ctx, { list }));
      times.push(performance.now() - begun);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(`work list ${list}: p50 ${times[ROUNDS / 2]!.toFixed(1)} ms, p95 ${times[Math.floor(ROUNDS * 0.95)]!.toFixed(1)} ms (must: p95 < 30)\n`);
  }
  const supervisor = { actor: actor(999, 'supervisor', idOf('0f0', 1)), purpose: 'supervision', now } as const;
  const { moveId } = await inContext(open.house, supervisor, (ctx) => moveCases(ctx, { fromOfficeId: idOf('0f0', 8), from: 'everybody', toOfficeId: idOf('0f0', 9), toOfficerIds: [idOf('f00', 8)], note: 'x' }));
  // Every office has more than is asked for here: the rest is put aside, so that exactly so many move.
  await client.query(`update registry.bulk_move_line set state = 'skipped' where n > $1`, [Number(values.move)]);
  await client.query(`update registry.bulk_move set skipped = total - $1`, [Number(values.move)]);
  const begun = performance.now();
  await moveWaitingCases(open.house, () => now);
  const seconds = (performance.now() - begun) / 1000;
  const { moved, state } = await inReadingContext(open.house, supervisor, (ctx) => getMove(ctx, moveId));
  process.stdout.write(`${moved} cases to another office, with contacts and referrals following: ${seconds.toFixed(1)} s (${state}; must: < 10 s for 2000)\n`);
  await client.end();
} finally {
  await open.close();
  rmSync(DATA, { recursive: true, force: true, maxRetries: 5 });
}
