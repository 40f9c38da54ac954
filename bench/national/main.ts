/**
 * A country's registry under fifty officers: the real server as a process of its own, real HTTP, on the embedded engine as the product
 * starts it, or on the server that DATABASE_URL names (an empty database, or one that an earlier run filled).
 * `npm run bench:registry -- [--people 1000000] [--returns 2000000] [--officers 50] [--minutes 10] [--rate 12] [--keep FOLDER] [--drowsy] [--write]`
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig } from '#platform/config';
import { createLogger } from '#platform/log';
import { openHouse } from '../../src/apps/server/house.ts';
import { freePort, startServer, type RunningServer } from '../../tests/support/process.ts';
import { ROOT } from '../../tests/support/steps.ts';
import { Session } from './client.ts';
import { keepAwake } from '../awake.ts';
import { watchPace } from '../pace.ts';
import { memoryByKind, memoryOf } from '../linkage/memory.ts';
import { growth, spread, table, withChildren, type Figure, type Minute, type Spread } from './figures.ts';
import { takeIn, type ListRun } from './lists.ts';
import { inSight, lookUps, workShift, type Work } from './officers.ts';
import { questions } from './questions.ts';
import { COUNTRY, fill, officersOf } from './registry.ts';
import { serverTimes } from './server-times.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000000' }, returns: { type: 'string' }, officers: { type: 'string', default: '50' }, minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '12' }, drowsy: { type: 'boolean', default: false }, keep: { type: 'string' }, write: { type: 'boolean', default: false },
  },
});
const size = { people: Number(values.people), returns: Number(values.returns ?? 2 * Number(values.people)) };
const officers = officersOf(Number(values.officers));
const seconds = Number(values.minutes) * 60;
const rate = Number(values.rate);
const say = (text: string): void => { process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`); };

/** Until every connection has met every statement. */
const WARM_UP_S = Math.min(120, seconds);
/** The programs that keep the processors awake end by themselves, should nobody end them. */
const SPARE_S = 60;
const LOOK_UPS = 1_000;
const LISTS = [135, 5_000];
const HEAP_LOOK_MS = 5_000;

interface Opened { readonly ownerUrl: string; readonly engine: string; readonly loadSeconds: number | null }

/** Fills the database and stops it again: the server starts it as its own. */
async function prepare(env: Record<string, string>): Promise<Opened> {
  const open = await openHouse(readConfig(env), createLogger('fatal'), { poolSize: 2 });
  try {
    const { version } = await open.house.database.ping();
    say(`PostgreSQL ${version}, ${open.engine}`);
    return { ownerUrl: open.ownerUrl, engine: `PostgreSQL ${version}, ${open.engine === 'embedded' ? 'embedded' : 'server'}`, loadSeconds: await fill(open.ownerUrl, size, officers, say) };
  } finally {
    await open.close();
  }
}

/** A day around which no list is expected yet: an earlier run on the same database must not make this one slower. */
async function freeDay(ownerUrl: string): Promise<string> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ day: string }>('select greatest(current_date, max(arrives_on) + 4)::text as day from reception.manifest');
    return rows[0]!.day;
  } finally {
    await owner.end();
  }
}

/** The database's own process, if it runs on this machine. */
async function postmaster(ownerUrl: string): Promise<number | null> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ data_directory: string }>('show data_directory');
    return Number(readFileSync(path.join(rows[0]!.data_directory, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  } finally {
    await owner.end();
  }
}

const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);

/** Looks at the memory once a minute (six times in a short run), and at what the server's own heap keeps after it was cleaned. */
function watch(server: RunningServer, metrics: string, database: number | null, every: number): { minutes: Minute[]; stop: () => void } {
  const minutes: Minute[] = [];
  let least = Number.POSITIVE_INFINITY;
  let kept = 0;
  const heap = setInterval(() => {
    fetch(metrics).then((answer) => answer.text()).then((text) => {
      least = Math.min(least, Number(/^nodejs_heap_size_used_bytes (\S+)/mu.exec(text)?.[1] ?? Number.POSITIVE_INFINITY));
    }, () => undefined);
  }, HEAP_LOOK_MS);
  const look = setInterval(() => {
    kept = Number.isFinite(least) ? Math.round(least / 2 ** 20) : kept;
    const held = memoryByKind(database === null ? [] : withChildren(database));
    minutes.push({ minute: minutes.length + 1, server: megabytes(memoryOf([server.pid])), heap: kept, database: megabytes(held.own), cache: megabytes(held.shared) });
    least = Number.POSITIVE_INFINITY;
  }, every);
  return { minutes, stop: () => { clearInterval(heap); clearInterval(look); } };
}

const ASKED: Readonly<Record<string, number>> = { search: 25, 'look-up': 25, 'work list': 30, 'open a person': 75, 'open a case': 75, register: 150 };

/** A spread in a few words. */
const said = ({ p50, p95, p99, count }: Spread): string => `p50 ${p50}, p95 ${p95}, p99 ${p99}, of ${count}`;

function shiftFigures(work: Work, onServer: ReturnType<typeof serverTimes>, minutes: readonly Minute[], takenAway: number | null): Figure[] {
  const acts = Object.entries(ASKED).flatMap(([act, must]): Figure[] => {
    const inside = spread(onServer.all.get(act) ?? []);
    const there = spread(onServer.there.get(act) ?? []);
    const outside = spread(work.times.get(act) ?? []);
    return [{ name: `${act}, p95 on the server`, value: inside.p95, unit: 'ms', must, beside: `p50 ${inside.p50}, p99 ${inside.p99}; while the processors were there ${said(there)}; at the client ${said(outside)}` }];
  });
  const faults = [...work.errors.values()].reduce((a, b) => a + b, 0) + work.late;
  const memory = (what: keyof Omit<Minute, 'minute'>): string => minutes.map((m) => m[what]).join(' ');
  return [
    ...acts,
    ...(takenAway === null ? [] : [{ name: 'time of the processors that others of a shared machine took', value: takenAway, unit: '%' }]),
    { name: 'errors and requests for which nobody was free', value: faults, unit: '', must: 0, beside: `${work.registered} registered, ${work.again} asked to look again ${[...work.errors].map(([what, n]) => `${what} × ${n}`).join('; ')}` },
    { name: 'growth of what the server keeps (heap after cleaning)', value: growth(minutes.map((m) => m.heap)), unit: '%', must: 10, beside: `MB by minute: ${memory('heap')}` },
    { name: 'growth of the server\'s memory', value: growth(minutes.map((m) => m.server)), unit: '%', must: 10, beside: `MB by minute: ${memory('server')}` },
    { name: 'growth of the database\'s memory, without its cache', value: growth(minutes.map((m) => m.database)), unit: '%', must: 10, beside: `MB by minute: ${memory('database')}; the cache, which fills up to its limit: ${memory('cache')}` },
  ];
}

function lookUpFigure(work: Work, clients: number, must: number, aim: number): Figure {
  const { p50, p95, p99, count } = spread(work.times.get('look-up') ?? []);
  const faults = [...work.errors].map(([what, n]) => `; ${what} × ${n}`).join('');
  return { name: `look-up over HTTP, ${clients} ${clients === 1 ? 'client' : 'clients'}, p95`, value: p95, unit: 'ms', must, aim, beside: `p50 ${p50}, p99 ${p99}, of ${count}${faults}` };
}

function listFigure(run: ListRun): Figure {
  const inBetween = run.looks.filter((done) => done > 0 && done < run.rows).length;
  return {
    name: `list of ${run.rows}, from the file to the last row compared`, value: Math.round(run.compared / 100) / 10, unit: 's', must: run.rows > 1_000 ? 60 : 3,
    beside: `read ${run.read} ms, accepted ${run.answered} ms, ${run.known} known, progress seen ${inBetween} times in between`,
  };
}

async function measure(opened: Opened, env: Record<string, string>): Promise<Figure[]> {
  const metricsPort = String(await freePort());
  const server = await startServer({ ...env, LOG_LEVEL: 'info', METRICS_PORT: metricsPort });
  const sessions: Session[] = [];
  try {
    for (const officer of officers) sessions.push(await new Session(server.url, officer).signIn());
    const sight = await inSight(opened.ownerUrl, sessions);
    const database = await postmaster(opened.ownerUrl);
    const shift = { sessions, sight, questions: questions(size.people, Date.now()), perSecond: rate };
    // `--drowsy` leaves a virtual machine its sleep.
    const kept = values.drowsy ? null : keepAwake(WARM_UP_S + seconds + SPARE_S);
    if (kept?.awake === false) say('the processors cannot be kept awake here');
    say('warming up');
    await workShift({ ...shift, seconds: WARM_UP_S, seed: 1 });
    const started = server.printed().length;
    say(`${officers.length} officers, ${rate} requests a second, ${seconds} s; load before ${loadavg()[0]!.toFixed(1)}`);
    const memory = watch(server, `http://127.0.0.1:${metricsPort}/metrics`, database, Math.min(60_000, (seconds * 1000) / 6));
    const watched = watchPace();
    const work = await workShift({ ...shift, seconds, seed: 2 });
    memory.stop();
    kept?.stop();
    const pace = watched.stop();
    const figures = shiftFigures(work, serverTimes(server.printed().slice(started), (from, to) => pace.wasThere(from, to)), memory.minutes, pace.takenAway);
    say('look-ups without a pause');
    const desks = sessions.filter((s) => s.officer.role === 'reception' || s.officer.role === 'window');
    figures.push(lookUpFigure(await lookUps(desks.slice(0, 1), shift.questions, LOOK_UPS), 1, 30, 12));
    figures.push(lookUpFigure(await lookUps(desks.slice(0, 8), shift.questions, LOOK_UPS * 2), 8, 120, 50));
    const point = sessions.find((s) => s.officer.role === 'reception')!;
    const arrivesOn = await freeDay(opened.ownerUrl);
    for (const rows of LISTS) {
      say(`list of ${rows}`);
      figures.push(listFigure(await takeIn(point, rows, shift.questions.list(rows), arrivesOn)));
    }
    return figures;
  } finally {
    for (const session of sessions) session.end();
    await server.stop();
  }
}

const HEADING = '## The registry at national scale';

function write(text: string): void {
  const file = path.join(ROOT, 'docs/benchmarks.md');
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/mu).filter((part) => !part.startsWith(HEADING));
  writeFileSync(file, `${parts.map((p) => p.trim()).join('\n\n')}\n\n${text}\n`);
}

const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'ventanilla-national-'));
const given = process.env['DATABASE_URL'];
const env: Record<string, string> = { DATA_DIR: path.resolve(folder), COUNTRIES: COUNTRY, DEMO: '0', ...(given ? { DATABASE_URL: given } : {}) };
try {
  const opened = await prepare(env);
  const figures = await measure(opened, env);
  if (opened.loadSeconds !== null) figures.push({ name: 'registry written, with keys and indexes', value: Math.round(opened.loadSeconds), unit: 's' });
  const text = `${HEADING}

Made by \`npm run bench:registry\` on ${new Date().toISOString().slice(0, 10)}: ${size.people} people, ${size.returns} return events, ${officers.length} officers of forty offices at ${rate} requests a second
for ${values.minutes} minutes, everything on one machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version.slice(1)}, ${opened.engine}.
Load of the machine at the end: ${loadavg()[0]!.toFixed(1)}. All people are made up.

${table(figures)}`;
  console.log(text);
  if (values.write) write(text);
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
