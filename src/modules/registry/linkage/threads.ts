import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import type { Work } from './thread.ts';
import type { Shared } from './work.ts';

/**
 * A few threads over one table. They start while the table is still read; `over` gives it to them. Whoever makes them ends them with
 * `close`, also when the work failed.
 */
export class Threads {
  readonly #workers: readonly Worker[];
  /** Fails when a thread does, whenever that is: whoever waits for work then is told. */
  readonly #failed: readonly Promise<never>[];

  constructor(count: number) {
    this.#workers = Array.from({ length: count }, () => new Worker(new URL('./thread.ts', import.meta.url)));
    this.#failed = this.#workers.map((worker) => once(worker, 'error').then(([error]) => { throw error as Error; }));
    for (const failed of this.#failed) failed.catch(() => undefined);
  }

  get count(): number {
    return this.#workers.length;
  }

  /** From here on the work is about this table. */
  over(shared: Shared): void {
    for (const worker of this.#workers) worker.postMessage({ task: 'table', shared } satisfies Work);
  }

  /** Gives each thread one piece of work (no more pieces than threads) and waits for all answers. */
  async each<T>(pieces: readonly Work[]): Promise<T[]> {
    return Promise.all(pieces.map(async (piece, i) => {
      const worker = this.#workers[i]!;
      const answer = once(worker, 'message').then(([message]) => message as T);
      worker.postMessage(piece);
      return Promise.race([answer, this.#failed[i]!]);
    }));
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
