/** A thread of the linkage: is given a table, then waits for work, answers, waits again. Started by `threads.ts`. */
import { parentPort } from 'node:worker_threads';
import type { Rows } from './fields.ts';
import { countStrangers, look, type Draws } from './learn.ts';
import type { LinkageModel } from './model.ts';
import type { Reach } from './pairs.ts';
import { findPairs, rowsOf, scorePairs, scorer, type Shared } from './work.ts';

export type Work =
  | { readonly task: 'table'; readonly shared: Shared }
  | { readonly task: 'pairs'; readonly kinds: readonly number[]; readonly reach: Reach }
  | { readonly task: 'strangers'; readonly draws: Draws }
  | { readonly task: 'look'; readonly pairs: Float64Array; readonly model: LinkageModel }
  | { readonly task: 'score'; readonly pairs: Float64Array; readonly model: LinkageModel; readonly population: number; readonly floor: number };

interface Answer { readonly value: unknown; readonly moved: readonly ArrayBufferLike[] }

/** Does one piece of work; what is large is moved to whoever asked and not copied. */
function done(work: Exclude<Work, { task: 'table' }>, rows: Rows, { shares }: Shared): Answer {
  switch (work.task) {
    case 'pairs': {
      const pairs = findPairs(rows, work.kinds, work.reach);
      return { value: pairs, moved: [pairs.buffer] };
    }
    case 'strangers': return { value: countStrangers(rows, work.draws), moved: [] };
    case 'look': {
      const seen = look(rows, work.pairs, shares, work.model);
      return { value: seen, moved: [seen.levels.buffer, seen.shares.buffer] };
    }
    case 'score': {
      const scored = scorePairs(scorer(rows, shares, work.model, work.population), work.pairs, work.floor);
      return { value: scored, moved: [scored.pairs.buffer, scored.bits.buffer] };
    }
  }
}

let table: { rows: Rows; shared: Shared } | undefined;

parentPort?.on('message', (work: Work) => {
  if (work.task === 'table') {
    table = { rows: rowsOf(work.shared), shared: work.shared };
    return;
  }
  if (!table) throw new Error('a thread was given work before its table');
  const { value, moved } = done(work, table.rows, table.shared);
  parentPort!.postMessage(value, moved as ArrayBuffer[]);
});
