/** Memory of the benchmark's own process and of the database's, together, at its highest. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** Kilobytes of a process by kind, as the system counts them all along. */
function sizeOf(pid: number): Record<'RssAnon' | 'RssFile' | 'RssShmem', number> {
  let text = '';
  try {
    text = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch { /* it ended meanwhile */ }
  const of = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'mu').exec(text)?.[1] ?? 0);
  return { RssAnon: of('RssAnon'), RssFile: of('RssFile'), RssShmem: of('RssShmem') };
}

/**
 * Kilobytes that processes hold together: their own, and what they share once, as much as one of them has of it. Adding up proportional
 * sizes would be exact, but to answer that the system walks every page of every process and holds each of them up: with a gigabyte of
 * shared memory the benchmark would measure its own looking.
 */
export function memoryOf(pids: readonly number[]): number {
  const { own, shared } = memoryByKind(pids);
  return own + shared;
}

/** The same, apart: what each process took for itself, and what they share (of a database the cache, which fills up to its limit). */
export function memoryByKind(pids: readonly number[]): { readonly own: number; readonly shared: number } {
  const sizes = pids.map(sizeOf);
  const most = (name: 'RssFile' | 'RssShmem'): number => Math.max(0, ...sizes.map((s) => s[name]));
  return { own: sizes.reduce((sum, s) => sum + s.RssAnon, 0), shared: most('RssFile') + most('RssShmem') };
}

interface Process { readonly pid: number; readonly parent: number }

function processes(): Process[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n').map((l) => l.trim().split(/\s+/u).map(Number)).map(([pid, parent]) => ({ pid: pid!, parent: parent! }));
}

/** This process and everything that it started, however deep. */
function family(root: number): number[] {
  const all = processes();
  const found = new Set([root]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const p of all) if (found.has(p.parent)) found.add(p.pid);
  }
  return [...found];
}

const LOOK_MS = 1_000;

/** Looks at the memory once a second, in a thread of its own so that nothing waits for it; `stop` answers the highest sum in megabytes, `null` where the system does not tell. */
export function watchMemory(): { stop: () => Promise<number | null> } {
  if (process.platform !== 'linux') return { stop: () => Promise.resolve(null) };
  const watcher = new Worker(new URL(import.meta.url), { workerData: { watched: process.pid } });
  watcher.unref();
  return {
    stop: () => new Promise((resolve) => {
      watcher.once('message', (peak: number) => { resolve(peak); void watcher.terminate(); });
      watcher.postMessage('stop');
    }),
  };
}

function watch(pid: number): void {
  let peak = 0;
  const look = (): void => { peak = Math.max(peak, memoryOf(family(pid))); };
  const timer = setInterval(look, LOOK_MS);
  parentPort!.once('message', () => {
    look();
    clearInterval(timer);
    parentPort!.postMessage(Math.round(peak / 1024));
  });
}

if (!isMainThread) watch((workerData as { watched: number }).watched);
