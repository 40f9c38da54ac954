/** An arrival list of 1,000 rows against 50,000 people, one look-up at a desk, and how good the answers are. Run by `npm run bench`. */
import { performance } from 'node:perf_hooks';
import pg from 'pg';
import type { Actor } from '#kernel/actor';
import { newId, newPublicCode } from '#kernel/ids';
import { inContext, type House } from '#platform/context';
import { openPacks } from '#platform/country';
import { connect } from '#platform/db';
import { prepareDatabase } from '#platform/db/migrate';
import { fieldCipher } from '#platform/secrets';
import { findCandidates, findCandidatesForMany, refreshNameTerms } from '#registry';
import type { Candidate } from '#registry/schema';
import { indexedForm } from '../src/modules/registry/rules/indexed.ts';
import { compactNumber } from '../src/modules/registry/rules/numbers.ts';
import { nameTokens } from '../src/modules/registry/rules/names.ts';
import { soundsOf } from '../src/modules/registry/rules/person.ts';
import { embeddedBinaries, startTestServer } from '../tests/support/engine.ts';
import { generator } from './random.ts';
import { again, inventedPeople, probe, take, type Invented } from './registry-people.ts';
import type { BenchRow } from './matching.ts';

const PEOPLE = 50_000;
const LIST_ROWS = 1_000;
const KNOWN_ROWS = 600;
const DESK_LOOK_UPS = 300;
const BATCH = 2_000;
const OFFICE = '00000000-0000-7000-8000-0000000000f1';

export const officer: Actor = {
  userId: '00000000-0000-7000-8000-0000000000f2', role: 'reception', country: 'ZZ', officeId: OFFICE, organizationId: null, displayName: 'Bench', locale: 'es',
};

export interface Loaded extends Invented { readonly id: string }

function columns(p: Loaded) {
  const tokens = nameTokens(p);
  const { given, surnames } = soundsOf(tokens);
  const code = freeCode();
  const form = indexedForm('ZZ', { ...p, publicCode: code, birthPrecision: 'day', documents: p.number ? [{ type: 'dni', number: p.number }] : [], phones: [] }, () => []);
  return { p, code, given, surnames, ...form };
}

const codes = new Set<string>();

/** A public code that no other made-up person has. */
function freeCode(): string {
  const code = newPublicCode();
  if (codes.has(code)) return freeCode();
  codes.add(code);
  return code;
}

/** Writes people as the owner, past the walls, in batches: what the services would have written one by one. */
export async function load(client: pg.Client, people: readonly Loaded[]): Promise<void> {
  for (let at = 0; at < people.length; at += BATCH) {
    const rows = people.slice(at, at + BATCH).map(columns);
    const json = JSON.stringify(rows.map(({ p: { truth: _truth, ...p }, ...forms }) => ({ ...p, ...forms, doc: newId(), compact: p.number ? compactNumber(p.number) : null })));
    await client.query(`create temp table batch on commit preserve rows as select * from jsonb_to_recordset($1::jsonb) as r(id uuid, code text, "givenNames" text, surname1 text,
      surname2 text, "birthDate" date, sex text, "originAdmin2" text, number text, compact text, doc uuid, given jsonb, surnames jsonb, keys jsonb, words jsonb, profile text)`, [json]);
    await client.query(`insert into registry.person (id, country, public_code, given_names, surname1, surname2, name_words, given_sounds, surname_sounds, birth_date, birth_precision,
        sex, origin_admin2, source, evidence, identity_id, registered_by, registered_at)
      select id, 'ZZ', code, "givenNames", surname1, surname2, array(select jsonb_array_elements_text(words)), array(select jsonb_array_elements_text(given)),
        array(select jsonb_array_elements_text(surnames)), "birthDate", 'day', sex, "originAdmin2", 'import', 'declared', id, $1, now() from batch`, [officer.userId]);
    await client.query(`insert into registry.person_office select id, $1, 'ZZ', 'registered', $2, now() from batch`, [OFFICE, officer.userId]);
    await client.query(`insert into registry.person_index (person_id, country, profile, keys)
      select id, 'ZZ', profile, array(select k::int from jsonb_array_elements_text(keys) k) || registry.office_key($1) from batch`, [OFFICE]);
    await client.query(`insert into registry.identity_document (id, country, person_id, type, issuing_country, number_seen, number_compact, status, evidence, number_check, recorded_by, recorded_at)
      select doc, 'ZZ', id, 'dni', 'ZZ', number, compact, 'held', 'declared', 'valid', $1, now() from batch where number is not null`, [officer.userId]);
    await client.query('drop table batch');
  }
  await client.query('vacuum analyze');
}

export async function house(serverUrl: string): Promise<{ house: House; owner: pg.Client; close: () => Promise<void> }> {
  const { runtimeUrl } = await prepareDatabase(serverUrl, 'only-for-the-bench');
  const owner = new pg.Client({ connectionString: serverUrl });
  await owner.connect();
  await owner.query(`insert into access.office (id, country, kind, ref, name_es, name_en) values ($1, 'ZZ', 'reception', 'zz-bench', 'Bench', 'Bench')`, [OFFICE]);
  const database = connect(runtimeUrl, { poolSize: 4 });
  const close = async (): Promise<void> => {
    await database.close();
    await owner.end();
  };
  return { house: { database, packs: openPacks(['ZZ']), subscriptions: [], cipher: fieldCipher('only for the bench') }, owner, close };
}

const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

async function timed(runs: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < runs; n++) {
    const start = performance.now();
    await work(n);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

/** How often the right person is among the first answers, and how often somebody new is called known. */
function quality(answers: readonly Candidate[][], truth: readonly (string | null)[]): BenchRow[] {
  const known = answers.flatMap((list, i) => (truth[i] ? [{ list, id: truth[i] }] : []));
  const share = (hits: number, of: number): number => round((hits / of) * 100, 1);
  const within = (n: number): number => share(known.filter(({ list, id }) => list.slice(0, n).some((c) => c.personId === id)).length, known.length);
  const strangers = answers.filter((_, i) => !truth[i]);
  const falsely = share(strangers.filter((list) => list[0]?.band === 'surely').length, strangers.length);
  const row = (name: string, value: number, target: string): BenchRow => ({ name, unit: '%', median: value, min: value, max: value, target });
  return [
    row(`registry: right person first, of ${known.length} who were here before`, within(1), '(≥ 90.5 at 1 M)'),
    row('registry: right person among the first five', within(5), '≥ 97.5'),
    row(`registry: strangers called surely known, of ${strangers.length}`, falsely, '≤ 2'),
  ];
}

/** Loads the made-up registry on the embedded engine and measures look-ups with the product's own code. */
export async function run(size = PEOPLE): Promise<BenchRow[]> {
  const server = await startTestServer(await embeddedBinaries(), ['max_connections=50', 'shared_buffers=128MB']);
  const opened = await house(server.url);
  try {
    const random = generator(20_261_122);
    const everybody = inventedPeople(random);
    const people: Loaded[] = take(everybody, size).map((person) => ({ id: newId(), ...person }));
    const start = performance.now();
    await load(opened.owner, people);
    const loadMs = performance.now() - start;
    const act = <T>(work: Parameters<typeof inContext<T>>[2]): Promise<T> => inContext(opened.house, { actor: officer, purpose: 'reception', now: new Date() }, work);
    await act(refreshNameTerms);
    const truth: (string | null)[] = [];
    const list = Array.from({ length: LIST_ROWS }, (_, n) => {
      const before = n < KNOWN_ROWS ? people[Math.floor(random() * size)]! : null;
      truth.push(before?.id ?? null);
      return before ? again(random, before) : probe(everybody.next().value);
    });
    let answers: Candidate[][] = [];
    const bulk = await timed(3, async () => { answers = await act((ctx) => findCandidatesForMany(ctx, list)); });
    const desk = await timed(DESK_LOOK_UPS, (n) => act((ctx) => findCandidates(ctx, list[n]!)));
    return [
      { name: `registry: ${LIST_ROWS} rows matched against ${size} people`, unit: 'ms', median: round(at(bulk, 0.5)), min: round(bulk[0]!), max: round(bulk.at(-1)!), target: '< 3000 ms' },
      { name: `registry: one look-up at a desk (median, best, 95th of ${DESK_LOOK_UPS})`, unit: 'ms', median: round(at(desk, 0.5)), min: round(desk[0]!), max: round(at(desk, 0.95)), target: 'p95 ≤ 5 ms' },
      { name: `registry: ${size} people written with keys and indexes`, unit: 'ms', median: round(loadMs, 0), min: round(loadMs, 0), max: round(loadMs, 0), target: '(for scale)' },
      ...quality(answers, truth),
    ];
  } finally {
    await opened.close();
    await server.stop();
  }
}
