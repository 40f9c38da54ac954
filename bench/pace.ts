/**
 * How much of the processors is really given meanwhile. On a machine that is shared with strangers they may be away for seconds, and a
 * time that was taken then says little about the code. A thread beside the benchmark times the same small piece of work all along;
 * afterwards every moment can be told for quick or slow. Figures are given for all moments, and for the quick ones beside.
 */
import { createHash } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A piece of work that was timed: when (milliseconds since 1970) and for how long. */
export interface Probe { readonly at: number; readonly ms: number }

const EVERY_MS = 25;
const WARM_UP = 100;
/** A moment is judged by the middle one of the pieces around it, so that the benchmark's own work cannot make it slow. */
const AROUND_MS = 200;
/** Up to so many times the best piece of the run, the processors were quick. */
const QUICK = 1.5;
/** The best: not the very best, which may be an accident of the clock. */
const BEST_SHARE = 0.02;

const BLOCK = Buffer.alloc(64 * 1024, 7);

/** The same work every time, in machine code that no compiler exchanges meanwhile (a loop in JavaScript tells how far it was compiled). */
function work(): void {
  createHash('sha256').update(BLOCK).digest();
}

const now = (): number => performance.timeOrigin + performance.now();

/** Pieces of work timed one after the other, ready to be asked about moments. */
export class Pace {
  readonly #probes: readonly Probe[];
  /** Milliseconds that the work takes at its best. */
  readonly best: number;

  constructor(probes: readonly Probe[]) {
    this.#probes = probes.toSorted((a, b) => a.at - b.at);
    const sorted = probes.map((p) => p.ms).toSorted((a, b) => a - b);
    this.best = sorted[Math.floor(sorted.length * BEST_SHARE)] ?? 0;
  }

  /** Place of the first piece at or after a moment. */
  #from(at: number): number {
    let [low, high] = [0, this.#probes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#probes[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether the processors were quick all the time from one moment to another (milliseconds since 1970). Nothing known is not quick. */
  isQuick(from: number, to: number): boolean {
    const around = this.#probes.slice(this.#from(from - AROUND_MS), this.#from(to + AROUND_MS)).map((p) => p.ms).toSorted((a, b) => a - b);
    return around.length > 0 && around[Math.floor(around.length / 2)]! <= this.best * QUICK;
  }

  /** Which share of the pieces was quick, in percent. */
  get quickShare(): number {
    return Math.round((100 * this.#probes.filter((p) => p.ms <= this.best * QUICK).length) / Math.max(this.#probes.length, 1));
  }
}

/** Starts timing in a thread of its own; `stop` answers what was seen. */
export function watchPace(): { stop: () => Promise<Pace> } {
  const watcher = new Worker(new URL(import.meta.url), { workerData: { paces: true } });
  watcher.unref();
  return {
    stop: () => new Promise((resolve) => {
      watcher.once('message', (probes: Probe[]) => { resolve(new Pace(probes)); void watcher.terminate(); });
      watcher.postMessage('stop');
    }),
  };
}

function watch(): void {
  for (let i = 0; i < WARM_UP; i++) work();
  const probes: Probe[] = [];
  const timer = setInterval(() => {
    const from = now();
    work();
    probes.push({ at: from, ms: now() - from });
  }, EVERY_MS);
  parentPort!.once('message', () => {
    clearInterval(timer);
    parentPort!.postMessage(probes);
  });
}

if (!isMainThread && (workerData as { paces?: boolean } | null)?.paces) watch();
