/** The public portal under many readers: the real server with the whole directory, real HTTP on loopback, at a fixed number of requests a second. */
import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { startServer, type RunningServer } from '../../tests/support/process.ts';
import { spread, type Figure } from '../national/figures.ts';
import { watchPace } from '../pace.ts';
import { generator } from '../random.ts';
import { processorTime } from './processor.ts';

const CONNECTIONS = 64;
const MOST_PAGES = 400;
const WARM_UP_S = 5;
const LONGEST_WAIT_MS = 10_000;
const PAGE_KB = 30;

export interface Load { readonly rate: number; readonly seconds: number }
interface Answer { readonly status: number; readonly body: Buffer; readonly encoding: string | undefined }

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function get(url: string, encoding = 'gzip'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, headers: { 'accept-encoding': encoding } }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts), encoding: answer.headers['content-encoding'] }));
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Links of the portal on a page. */
function linksOf(html: string): string[] {
  return [...html.matchAll(/href="(\/[^"#]*)/g)].map((m) => m[1]!.replaceAll('&amp;', '&')).filter((href) => !/^\/(app|api|hsds|health)\b|\.\w+$|\.\w+\?/.test(href));
}

interface Page { readonly path: string; readonly bytes: number }

/** Walks from page to page until there are enough, and weighs each with its style and script as they go over the wire. */
async function walk(url: string, first: readonly string[]): Promise<Page[]> {
  const known = new Set(first);
  const parts = new Map<string, number>();
  const pages: Page[] = [];
  const partSize = async (path: string): Promise<number> => {
    if (!parts.has(path)) parts.set(path, gzipSync((await get(url + path, 'identity')).body).length);
    return parts.get(path)!;
  };
  for (const path of known) {
    if (pages.length === MOST_PAGES) break;
    const { status, body } = await get(url + path, 'identity');
    if (status !== 200) continue;
    const html = body.toString();
    if (!html.startsWith('<!')) continue;
    const with_ = [...html.matchAll(/(?:href|src)="(\/[^"]+\.(?:css|js)[^"]*)"/g)].map((m) => m[1]!);
    let bytes = gzipSync(body).length;
    for (const part of new Set(with_)) bytes += await partSize(part);
    pages.push({ path, bytes });
    for (const link of linksOf(html)) known.add(link);
  }
  return pages;
}

interface Measured { readonly times: number[]; readonly errors: Map<string, number>; readonly sent: number }

/** Sends at its own pace, whatever the server does; a time counts from the moment at which the request was due. */
async function load(url: string, pages: readonly Page[], { rate, seconds }: Load): Promise<Measured> {
  const random = generator(2026);
  const times: number[] = [];
  const errors = new Map<string, number>();
  const under = new Set<Promise<void>>();
  const begun = performance.now();
  let sent = 0;
  const send = (due: number): void => {
    const done = get(url + pages[Math.floor(random() * pages.length)]!.path).then(({ status }) => {
      if (status === 200) times.push(performance.now() - due);
      else errors.set(String(status), (errors.get(String(status)) ?? 0) + 1);
    }, (error: unknown) => { errors.set((error as Error).message, (errors.get((error as Error).message) ?? 0) + 1); }).finally(() => under.delete(done));
    under.add(done);
  };
  while (performance.now() - begun < seconds * 1000) {
    for (; sent < ((performance.now() - begun) / 1000) * rate; sent++) send(begun + (sent / rate) * 1000);
    await new Promise((r) => setTimeout(r, 2));
  }
  const over = new Promise<boolean>((r) => { setTimeout(() => r(false), LONGEST_WAIT_MS).unref(); });
  if (!(await Promise.race([Promise.all(under).then(() => true), over]))) errors.set('not answered', under.size);
  return { times, errors, sent };
}

async function underLoad(server: RunningServer, pages: readonly Page[], wanted: Load): Promise<Figure[]> {
  await load(server.url, pages, { ...wanted, seconds: Math.min(WARM_UP_S, wanted.seconds) });
  const pace = watchPace();
  const [own, theirs] = [process.cpuUsage(), processorTime(server.pid)];
  const { times, errors, sent } = await load(server.url, pages, wanted);
  const used = process.cpuUsage(own);
  const perRequest = (ms: number): string => (ms / Math.max(1, sent)).toFixed(2);
  const { p50, p95, p99, count } = spread(times);
  const faults = [...errors.values()].reduce((a, b) => a + b, 0);
  return [
    { name: `portal at ${wanted.rate} requests a second for ${wanted.seconds} s, ${pages.length} pages, p95`, value: p95, unit: 'ms', must: 100,
      beside: `p50 ${p50}, p99 ${p99}, of ${count}; processor time of a request ${perRequest(processorTime(server.pid) - theirs)} ms in the server and its database, ${perRequest((used.user + used.system) / 1000)} ms in the client beside; others took ${pace.stop().takenAway ?? '?'} % of the processors` },
    { name: 'portal: requests without an answer', value: faults, unit: '', must: 0, beside: [...errors].map(([what, n]) => `${what} × ${n}`).join('; ') },
  ];
}

/** Starts the server with all countries, walks the portal, weighs its pages, and sends requests for so long. */
export async function portal(dataDir: string, wanted: Load, say: (text: string) => void): Promise<Figure[]> {
  const server = await startServer({ DATA_DIR: dataDir, DEMO: '0' });
  try {
    say('walking through the portal');
    const pages = await walk(server.url, ['/', '/hn', '/mx', '/gt', '/sv', ...['hn', 'mx', 'gt', 'sv'].map((c) => `/${c}/ayuda`)]);
    const largest = pages.toSorted((a, b) => b.bytes - a.bytes)[0]!;
    say(`${pages.length} pages; now ${wanted.rate} requests a second for ${wanted.seconds} s`);
    return [
      { name: `portal: largest of ${pages.length} pages with style and script, over the wire`, value: Math.round((largest.bytes / 1024) * 10) / 10, unit: 'KB', must: PAGE_KB, beside: largest.path },
      ...await underLoad(server, pages, wanted),
    ];
  } finally {
    agent.destroy();
    await server.stop();
  }
}
