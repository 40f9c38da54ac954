/** How long a start takes, what it holds in memory when idle, and how much a browser has to load. Run by `npm run bench`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { staffSize } from '../src/apps/build/size.ts';
import { startServer, type RunningServer } from '../tests/support/process.ts';
import { ROOT } from '../tests/support/steps.ts';
import type { BenchRow } from './matching.ts';

const WARM_STARTS = 3;

const single = (name: string, unit: string, value: number, target: string): BenchRow => ({ name, unit, median: value, min: value, max: value, target });

async function timedStart(dataDir: string): Promise<{ ms: number; server: RunningServer }> {
  const started = performance.now();
  const server = await startServer({ DATA_DIR: dataDir });
  await (await fetch(`${server.url}/`)).text();
  return { ms: Math.round(performance.now() - started), server };
}

/** Resident memory of a process and all that it started, in MB; shared pages count once per process (proportional set size). */
function memoryOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0));
  return Math.round(kilobytes.reduce((a, b) => a + b, 0) / 1024);
}

/** The server's process, and those of the database that works in its data folder. */
function processesOf(server: RunningServer, dataDir: string): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n').map((l) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(l)).filter((m) => m !== null);
  const postmaster = lines.find((m) => m[3]!.includes('postgres') && m[3]!.includes(dataDir))?.[1];
  return [server.pid, ...lines.filter((m) => m[1] === postmaster || m[2] === postmaster).map((m) => Number(m[1]))];
}

async function portalPages(server: RunningServer): Promise<number> {
  const pages = ['/', '/hn', '/hn/ayuda?f=employment&lugar=San+Pedro+Sula', '/mx/ayuda?f=employment', '/gt/ayuda?f=identity', '/sv/ayuda?f=enterprise'];
  let largest = 0;
  for (const page of pages) {
    const answer = await fetch(server.url + page);
    const html = await answer.text();
    const style = /href="(\/portal-[^"]+\.css)"/.exec(html)?.[1];
    const css = style ? await (await fetch(server.url + style)).text() : '';
    largest = Math.max(largest, gzipSync(html).length + gzipSync(css).length);
  }
  return largest;
}

/** Starts a few times, on a fresh data folder and on an existing one. */
export async function run(): Promise<BenchRow[]> {
  execFileSync(process.execPath, [path.join(ROOT, 'src/apps/build/main.ts')], { cwd: ROOT, stdio: 'ignore' });
  const dataDir = mkdtempSync(path.join(tmpdir(), 'ventanilla-bench-'));
  try {
    const fresh = await timedStart(dataDir);
    const portal = await portalPages(fresh.server);
    await new Promise((r) => setTimeout(r, 5_000));
    const memory = memoryOf(processesOf(fresh.server, dataDir));
    await fresh.server.stop();
    const warm: number[] = [];
    for (let n = 0; n < WARM_STARTS; n++) {
      const again = await timedStart(dataDir);
      warm.push(again.ms);
      await again.server.stop();
    }
    warm.sort((a, b) => a - b);
    const { firstLoad, files } = staffSize();
    const kilobytes = (bytes: number): number => Math.round(bytes / 1024);
    return [
      { name: 'start on an existing folder, to first page', unit: 'ms', median: warm[1]!, min: warm[0]!, max: warm.at(-1)!, target: '< 5000 ms' },
      single('start on a fresh folder, to first page (four countries, demo)', 'ms', fresh.ms, '< 20000 ms'),
      single('memory when idle, server and database (proportional)', 'MB', memory, '< 400 MB'),
      single('staff application at first load, with Spanish and the heaviest home, gzip', 'KB', kilobytes(firstLoad), '≤ 250 KB'),
      single('the whole staff application, gzip', 'KB', kilobytes(files.reduce((sum, f) => sum + f.gzip, 0)), '(for scale)'),
      single('largest portal page with its style, over the wire', 'KB', Number((portal / 1024).toFixed(1)), '≤ 30 KB'),
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}
