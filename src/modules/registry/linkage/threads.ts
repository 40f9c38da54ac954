import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import type { Work } from './thread.ts';
import type { Shared } from './work.ts';

/** A few threads over one table. Ended with `close`, also when the work failed. */
export class Threads {
  readonly #workers: readonly Worker[];

  constructor(shared: Shared, count: number) {
    this.#workers = Array.from({ length: count }, () => new Worker(new URL('./thread.ts', import.meta.url), { workerData: shared }));
  }

  /** Gives each thread one piece of work (no more pieces than threads) and waits for all answers. */
  async each<T>(pieces: readonly Work[]): Promise<T[]> {
    return Promise.all(pieces.map(async (piece, i) => {
      const worker = this.#workers[i]!;
      const failed = once(worker, 'error').then(([error]) => { throw error as Error; });
      const answer = once(worker, 'message').then(([message]) => message as T);
      worker.postMessage(piece);
      return Promise.race([answer, failed]);
    }));
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
