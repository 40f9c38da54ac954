/** A thread of the linkage: waits for work, answers, waits again. Started by `threads.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LinkageModel } from './model.ts';
import type { Reach } from './pairs.ts';
import { findPairs, rowsOf, scorePairs, scorer, type Shared } from './work.ts';

export type Work =
  | { readonly task: 'pairs'; readonly kinds: readonly number[]; readonly reach: Reach }
  | { readonly task: 'score'; readonly pairs: Float64Array; readonly model: LinkageModel; readonly population: number; readonly floor: number };

const shared = workerData as Shared;
const rows = rowsOf(shared);

parentPort?.on('message', (work: Work) => {
  if (work.task === 'pairs') {
    const pairs = findPairs(rows, work.kinds, work.reach);
    parentPort!.postMessage(pairs, [pairs.buffer as ArrayBuffer]);
    return;
  }
  const scored = scorePairs(scorer(rows, shared.shares, work.model, work.population), work.pairs, work.floor);
  parentPort!.postMessage(scored, [scored.pairs.buffer as ArrayBuffer, scored.bits.buffer as ArrayBuffer]);
});
