/**
 * Work on cases at national scale: work lists, the page of a case, sending a referral, by fifty people at once; the real server as a process of its own, real HTTP,
 * on the embedded engine as the product starts it, or on the server that DATABASE_URL names (an empty database, or one that an earlier run filled).
 * `npm run bench:care -- [--scale 1] [--seconds 300] [--rate 12] [--alone 20] [--keep FOLDER] [--write]`; `--scale 0.01` is a hundredth of the people,
 * `--alone 20` lets one person alone do each thing twenty times.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '#platform/config';
import { createLogger } from '#platform/log';
import { openHouse } from '../../src/apps/server/house.ts';
import { startServer } from '../../tests/support/process.ts';
import { ROOT } from '../../tests/support/steps.ts';
import { keepAwake } from '../awake.ts';
import { Session } from '../national/client.ts';
import { spread, table, type Figure } from '../national/figures.ts';
import { COUNTRY } from '../national/registry.ts';
import { serverTimes } from '../national/server-times.ts';
import { watchPace } from '../pace.ts';
import { fill, type Size } from './fill.ts';
import type { CareAccount } from './offices.ts';
import { inSight, oneByOne, workShift, type CareSession, type Work } from './work.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' }, seconds: { type: 'string', default: '300' }, rate: { type: 'string', default: '12' }, alone: { type: 'string' }, keep: { type: 'string' }, write: { type: 'boolean', default: false },
  },
});
const scale = Number(values.scale);
const size: Size = { people: 1_000_000 * scale, open: 300_000 * scale, closed: 500_000 * scale, referrals: 1_000_000 * scale };
const seconds = Number(values.seconds);
const rate = Number(values.rate);
const say = (text: string): void => { process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`); };

/** Until every connection has met every statement. */
const WARM_UP_S = Math.min(60, seconds);
/** The programs that keep the processors awake end by themselves, should nobody end them. */
const SPARE_S = 60;
/** Fifty. There is one account of each organization that answers, and one supervisor of each institution. */
const PEOPLE_AT_WORK = { window: 38, protection: 4, supervisor: 4, provider: 4 } as const;

/** Requests of the server's own log, and what they belong to. */
const KINDS: Readonly<Record<string, string>> = {
  'GET /api/cases': 'list of cases', 'GET /api/referrals': 'list of referrals', 'GET /api/follow-ups': 'list of contacts', 'POST /api/cases/:caseId/referrals': 'send a referral',
  'POST /api/follow-ups/:followUpId/attempts': 'write down an attempt', 'GET /api/inbox': 'inbox', 'POST /api/inbox/:referralId/accept': 'accept a referral', 'GET /api/insights/summary': 'counts',
  'GET /api/cases/:caseId/page': 'case page',
};
const MUST: Readonly<Record<string, number>> = { 'list of cases': 30, 'list of referrals': 30, 'list of contacts': 30, inbox: 30, 'case page': 75, 'send a referral': 150 };

function figuresOf(work: Work, log: string, wasThere: (from: number, to: number) => boolean): Figure[] {
  const { all } = serverTimes(log, wasThere, KINDS);
  const inside = [...all].toSorted(([a], [b]) => a.localeCompare(b)).map(([act, times]): Figure => {
    const { p50, p95, p99, count } = spread(times);
    return { name: `${act}, p95 on the server`, value: p95, unit: 'ms', ...(MUST[act] ? { must: MUST[act] } : {}), beside: `p50 ${p50}, p99 ${p99}, of ${count}` };
  });
  const faults = [...work.errors.values()].reduce((a, b) => a + b, 0) + work.late;
  return [
    ...inside,
    { name: 'errors and requests for which nobody was free', value: faults, unit: '', must: 0, beside: [...work.errors].map(([what, n]) => `${what} × ${n}`).join('; ') },
  ];
}

async function prepare(env: Record<string, string>): Promise<{ ownerUrl: string; engine: string; accounts: CareAccount[]; seconds: number | null }> {
  const open = await openHouse(readConfig(env), createLogger('fatal'), { poolSize: 2 });
  try {
    const { version } = await open.house.database.ping();
    const engine = `PostgreSQL ${version}, ${open.engine === 'embedded' ? 'embedded' : 'server'}`;
    say(engine);
    return { ownerUrl: open.ownerUrl, engine, ...await fill(open.ownerUrl, size, say) };
  } finally {
    await open.close();
  }
}

const atWork = (accounts: readonly CareAccount[]): CareAccount[] => Object.entries(PEOPLE_AT_WORK).flatMap(([role, count]) => {
  const able = accounts.filter((a) => a.role === role);
  if (able.length < count) throw new Error(`only ${able.length} accounts of the role ${role}`);
  // One of every window, before a second one.
  return able.toSorted((a, b) => a.login.split('-').at(-1)!.localeCompare(b.login.split('-').at(-1)!)).slice(0, count);
});

async function measure(ownerUrl: string, accounts: readonly CareAccount[], env: Record<string, string>): Promise<Figure[]> {
  const server = await startServer({ ...env, LOG_LEVEL: 'info' });
  const sessions: CareSession[] = [];
  try {
    for (const account of atWork(accounts)) sessions.push(await new Session(server.url, account).signIn());
    const shift = { sessions, sight: await inSight(ownerUrl, sessions.map((s) => s.officer)), perSecond: rate };
    const kept = keepAwake(WARM_UP_S + seconds + SPARE_S);
    if (values.alone) {
      const alone = await oneByOne({ ...shift, seed: 1 }, Number(values.alone));
      const all = [...alone.times].map(([act, times]) => ({ name: `${act}, one person alone, p50 at the client`, value: spread(times).p50, unit: 'ms', beside: `p95 ${spread(times).p95}` }));
      return [...all, { name: 'errors', value: [...alone.errors.values()].reduce((a, b) => a + b, 0), unit: '', must: 0, beside: [...alone.errors.keys()].join('; ') }];
    }
    say('warming up');
    await workShift({ ...shift, seconds: WARM_UP_S, seed: 1 });
    const begun = server.printed().length;
    say(`${sessions.length} people, ${rate} acts a second, ${seconds} s; load before ${loadavg()[0]!.toFixed(1)}`);
    const watched = watchPace();
    const work = await workShift({ ...shift, seconds, seed: 2 });
    kept?.stop();
    const pace = watched.stop();
    for (const line of server.printed().split('\n').filter((l) => /"level":(50|60|"error")/u.test(l)).slice(0, 3)) say(line.slice(0, 600));
    return figuresOf(work, server.printed().slice(begun), (from, to) => pace.wasThere(from, to));
  } finally {
    for (const session of sessions) session.end();
    await server.stop();
  }
}

const HEADING = '## Work on cases at national scale';

function write(text: string): void {
  const file = path.join(ROOT, 'docs/benchmarks.md');
  const parts = readFileSync(file, 'utf8').split(/^(?=## )/mu).filter((part) => !part.startsWith(HEADING));
  writeFileSync(file, `${parts.map((p) => p.trim()).join('\n\n')}\n\n${text}\n`);
}

const folder = values.keep ?? mkdtempSync(path.join(tmpdir(), 'ventanilla-care-'));
const given = process.env['DATABASE_URL'];
const env: Record<string, string> = { DATA_DIR: path.resolve(folder), COUNTRIES: COUNTRY, DEMO: '0', ...(given ? { DATABASE_URL: given } : {}) };
try {
  const opened = await prepare(env);
  const figures = await measure(opened.ownerUrl, opened.accounts, env);
  if (opened.seconds !== null) figures.push({ name: 'country written', value: Math.round(opened.seconds), unit: 's' });
  const text = `${HEADING}

Made by \`npm run bench:care\` on ${new Date().toISOString().slice(0, 10)}: ${size.people} people, ${size.open} open and ${size.closed} closed cases, ${size.referrals} referrals, six contacts of each open case,
${atWork(opened.accounts).length} people at work (${rate} acts a second, ${seconds} s), everything on one machine: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version.slice(1)}, ${opened.engine}.
Load of the machine at the end: ${loadavg()[0]!.toFixed(1)}. All people are made up.

${table(figures)}`;
  console.log(text);
  if (values.write) write(text);
} finally {
  if (!values.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
