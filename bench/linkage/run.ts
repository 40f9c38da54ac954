/** One run of the linkage benchmark on given files, from an empty database to the answers in a folder. */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parse } from 'csv-parse';
import pg from 'pg';
import type { Actor } from '#kernel/actor';
import { inContext, type House } from '#platform/context';
import { openPacks } from '#platform/country';
import { connect } from '#platform/db';
import { prepareDatabase } from '#platform/db/migrate';
import { fieldCipher } from '#platform/secrets';
import { importedReturns } from '#reception';
import { importRegistrations, linkWholeRegistry, lookUp } from '#registry';
import type { LookUp, LookUpAnswer } from '#registry/schema';
import { embeddedBinaries, startTestServer } from '../../tests/support/engine.ts';
import { keepAwake } from '../awake.ts';
import { watchPace } from '../pace.ts';
import { watchMemory } from './memory.ts';

export interface BenchmarkFiles {
  readonly registrations: string;
  readonly lookUps: string | null;
  readonly incremental: string | null;
  readonly out: string;
  readonly clients: number;
  /** Leave the processors alone where nothing is to do. */
  readonly drowsy: boolean;
}

const OFFICE = '00000000-0000-7000-8000-0000000000f1';
const SYSTEM = 'bench';
const officer: Actor = {
  userId: '00000000-0000-7000-8000-0000000000f2', role: 'reception', country: 'ZZ', officeId: OFFICE, organizationId: null, displayName: 'Bench', locale: 'es',
};

/** Settings that a server of a ministry would have on a machine of this size (the cache is that of the embedded engine there); nothing is lost if it is switched off. */
const SETTINGS = ['max_connections=50', 'shared_buffers=1GB', 'max_wal_size=4GB', 'checkpoint_timeout=30min', 'jit=off', 'work_mem=16MB'];

interface Bench { readonly house: House; readonly owner: pg.Client; readonly ownerUrl: string; readonly engine: string; readonly close: () => Promise<void> }

async function open(): Promise<Bench> {
  const given = process.env['DATABASE_URL'];
  const server = given ? null : await startTestServer(await embeddedBinaries(), SETTINGS);
  const ownerUrl = given ?? server!.url;
  const { runtimeUrl } = await prepareDatabase(ownerUrl, 'only-for-the-bench');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ n: number; v: string }>(`select (select count(*)::int from registry.person) as n, current_setting('server_version') as v`);
  if (rows[0]!.n > 0) throw new Error('the database must be empty');
  await owner.query(`insert into access.office (id, country, kind, ref, name_es, name_en) values ($1, 'ZZ', 'reception', 'zz-bench', 'Bench', 'Bench') on conflict do nothing`, [OFFICE]);
  const database = connect(runtimeUrl, { poolSize: 10 });
  return {
    house: { database, packs: openPacks(['ZZ', 'MX', 'GT', 'HN', 'SV']), subscriptions: [], cipher: fieldCipher('only for the bench') },
    owner, ownerUrl, engine: `PostgreSQL ${rows[0]!.v}${given ? ' (DATABASE_URL)' : ' (embedded)'}`,
    close: async () => { await database.close(); await owner.end(); await server?.stop(); },
  };
}

const seconds = (from: number): number => Math.round((performance.now() - from) / 10) / 100;

async function bringIn(bench: Bench, file: string, system = SYSTEM): Promise<number> {
  const from = performance.now();
  const { people, leftOut } = await importRegistrations({
    file, system, ownerUrl: bench.ownerUrl, packs: bench.house.packs, country: 'ZZ', officeId: OFFICE, userId: officer.userId, now: new Date(), skipBad: true, alongside: [importedReturns],
    onProgress: (rows) => { if (rows % 100_000 === 0) process.stderr.write(`  ${rows} rows, ${seconds(from)} s\n`); },
  }, statSync(file).size);
  for (const { line, problem } of leftOut.slice(0, 10)) process.stderr.write(`  line ${line}: ${problem}\n`);
  process.stderr.write(`${people} people brought in, ${seconds(from)} s\n`);
  return seconds(from);
}

const THREADS = 2;

interface Linking { readonly seconds: number; readonly model: { readonly version: string; readonly bands: object }; readonly steps: object }

/** Links the registry, or what came last; what it believes in is added to the pairs by record. */
async function linkAll(bench: Bench, onlyNew: boolean, pairs: Map<string, { bits: number; decision: string }>): Promise<Linking> {
  const from = performance.now();
  const done = await linkWholeRegistry(bench.house, {
    country: 'ZZ', threads: THREADS, now: () => new Date(), onlyNew,
    onStep: (step, count) => process.stderr.write(`  ${step} ${count}, ${seconds(from)} s\n`),
    // What is joined but should be looked at is not claimed without asking.
    onPair: ({ a, b, bits, decision }) => pairs.set(`${a},${b}`, { bits, decision: decision === 'auto' ? 'auto' : 'review' }),
  });
  return { seconds: seconds(from), model: done.model, steps: done.seconds };
}

async function writePairs(bench: Bench, out: string, pairs: ReadonlyMap<string, { bits: number; decision: string }>): Promise<void> {
  const { rows } = await bench.owner.query<{ id: string; person: string }>('select id, person_id as person from registry.external_id where system like $1', [`${SYSTEM}%`]);
  const ids = new Map(rows.map((r) => [r.person, r.id]));
  const lines = ['reg_id_a,reg_id_b,score,decision'];
  for (const [pair, { bits, decision }] of pairs) {
    const [a, b] = pair.split(',');
    lines.push(`${ids.get(a!) ?? ''},${ids.get(b!) ?? ''},${bits.toFixed(2)},${decision}`);
  }
  writeFileSync(path.join(out, 'pairs.csv'), `${lines.join('\n')}\n`);
}

type Question = Readonly<Record<string, string>>;

async function readQuestions(file: string): Promise<Question[]> {
  const questions: Question[] = [];
  const parser = createReadStream(file).pipe(parse({ columns: (h: string[]) => h.map((x) => x.trim().toLowerCase()), bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }));
  for await (const row of parser) questions.push(row as Question);
  return questions;
}

const TEXT = 100;
const short = (text: string | undefined): string => (text ?? '').replace(/\p{Cc}/gu, ' ').trim().slice(0, TEXT);

function birthOf(q: Question): Pick<LookUp, 'birthDate' | 'birthPrecision' | 'birthYear'> {
  const date = short(q['birth_date']);
  if (/^\d{4}-\d{2}-\d{2}$/u.test(date) && !Number.isNaN(Date.parse(date))) return { birthDate: date };
  const year = Number(/^\d{4}/u.exec(short(q['birth_year']) || date)?.[0]);
  return year >= 1890 && year <= 2100 ? { birthYear: year } : {};
}

function commandOf(q: Question): LookUp {
  const number = short(q['doc_number']).slice(0, 60);
  const sex = short(q['sex']).toUpperCase();
  return {
    ...(q['q'] ? { q: short(q['q']) } : {}), givenNames: short(q['given_names']), surname1: short(q['surname1']), surname2: short(q['surname2']), ...birthOf(q),
    ...(sex === 'M' || sex === 'F' ? { sex } : {}), documents: number ? [{ type: 'other', number }] : [],
  };
}

interface Answered { readonly question: Question; readonly from: number; readonly ms: number; readonly answer: LookUpAnswer }

/** What the product does for one look-up at a desk, from the transaction's first word to its last. */
async function answer(house: House, question: Question): Promise<Answered> {
  const from = performance.now();
  const found = await inContext(house, { actor: officer, purpose: 'registration', now: new Date() }, (ctx) => lookUp(ctx, commandOf(question)))
    .catch((error: unknown) => { process.stderr.write(`${question['query_id']}: ${(error as Error).message}\n`); return { known: false, people: [] }; });
  return { question, from: performance.timeOrigin + from, ms: performance.now() - from, answer: found };
}

const WARM_UP = 200;

async function answerAll(house: House, questions: readonly Question[], clients: number): Promise<Answered[]> {
  for (const q of questions.slice(-WARM_UP)) await answer(house, q);
  const answered: Answered[] = [];
  let next = 0;
  const client = async (): Promise<void> => { while (next < questions.length) answered.push(await answer(house, questions[next++]!)); };
  await Promise.all(Array.from({ length: clients }, client));
  return answered;
}

/** Registrations of each person whom the product treats as one. */
async function registrations(bench: Bench): Promise<{ ofIdentity: Map<string, string[]>; identityOf: Map<string, string> }> {
  const ofIdentity = new Map<string, string[]>();
  const identityOf = new Map<string, string>();
  const { rows } = await bench.owner.query<{ id: string; person: string; identity: string }>(`select e.id, p.id as person, p.identity_id as identity
    from registry.external_id e join registry.person p on p.id = e.person_id where e.system like $1 order by e.id`, [`${SYSTEM}%`]);
  for (const { id, person, identity } of rows) {
    const known = ofIdentity.get(identity);
    if (known) known.push(id);
    else ofIdentity.set(identity, [id]);
    identityOf.set(person, identity);
  }
  return { ofIdentity, identityOf };
}

const at = (sorted: readonly number[], share: number): number | null => (sorted.length > 0 ? Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]! * 100) / 100 : null);

function gitCommit(): string | null {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

interface Times { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }

function timesOf(answered: readonly Answered[]): Times {
  const sorted = answered.map((a) => a.ms).sort((a, b) => a - b);
  return { p50: at(sorted, 0.5), p95: at(sorted, 0.95), p99: at(sorted, 0.99) };
}

/** Times of all look-ups, and of those during which the processors were there. */
interface LookUpTimes { readonly lookup_ms: Times; readonly lookup_ms_there?: Times & { readonly count: number; readonly taken_away_percent: number | null } }

const NO_TIMES: LookUpTimes = { lookup_ms: { p50: null, p95: null, p99: null } };

async function answerFile(bench: Bench, files: BenchmarkFiles): Promise<LookUpTimes> {
  if (!files.lookUps) return NO_TIMES;
  const questions = await readQuestions(files.lookUps);
  const watched = watchPace();
  const answered = await answerAll(bench.house, questions, files.clients);
  const pace = watched.stop();
  const there = answered.filter((a) => pace.wasThere(a.from, a.from + a.ms));
  const { ofIdentity, identityOf } = await registrations(bench);
  const lines = answered.map(({ question, ms, answer: { known, people } }) => JSON.stringify({
    query_id: question['query_id'] ?? '', ms: Math.round(ms * 100) / 100, known,
    results: people.map((p) => ({ reg_ids: ofIdentity.get(identityOf.get(p.personId)!) ?? [], score: p.score })),
  }));
  writeFileSync(path.join(files.out, 'answers.jsonl'), `${lines.join('\n')}\n`);
  return { lookup_ms: timesOf(answered), lookup_ms_there: { ...timesOf(there), count: there.length, taken_away_percent: pace.takenAway } };
}

async function writeClusters(bench: Bench, out: string): Promise<number> {
  const { ofIdentity } = await registrations(bench);
  const lines = ['reg_id,cluster_id'];
  for (const [identity, ids] of ofIdentity) for (const id of ids) lines.push(`${id},${identity}`);
  writeFileSync(path.join(out, 'clusters.csv'), `${lines.join('\n')}\n`);
  return lines.length - 1;
}

/** The programs that keep the processors awake end by themselves, should nobody end them. */
const AWAKE_S = 2 * 60 * 60;

/** Runs everything and leaves answers.jsonl, clusters.csv, pairs.csv and report.json. */
export async function runBenchmark(files: BenchmarkFiles): Promise<void> {
  mkdirSync(files.out, { recursive: true });
  const memory = watchMemory();
  const kept = files.drowsy ? null : keepAwake(AWAKE_S);
  const bench = await open();
  try {
    const importSeconds = await bringIn(bench, files.registrations);
    const pairs = new Map<string, { bits: number; decision: string }>();
    const full = await linkAll(bench, false, pairs);
    const added = performance.now();
    if (files.incremental) {
      await bringIn(bench, files.incremental, `${SYSTEM}-later`);
      await linkAll(bench, true, pairs);
    }
    const incremental = files.incremental ? seconds(added) : null;
    await writePairs(bench, files.out, pairs);
    const times = await answerFile(bench, files);
    const rows = await writeClusters(bench, files.out);
    const report = {
      import_s: importSeconds, full_s: full.seconds, incremental_s: incremental, peak_mb: await memory.stop(), ...times, clients: files.clients, engine: bench.engine, rows, git_commit: gitCommit(),
      model: full.model.version, thresholds: full.model.bands, steps_s: full.steps,
    };
    writeFileSync(path.join(files.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
    process.stderr.write(`${JSON.stringify(report)}\n`);
  } finally {
    kept?.stop();
    await bench.close();
  }
}
