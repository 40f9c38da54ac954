/**
 * The whole registry at once: which records are one person. Reads nothing and writes nothing; a table goes in, a model, pairs
 * and groups come out. The same levels, weights and bands as at the desk.
 */
import { performance } from 'node:perf_hooks';
import { clusterRows, CLUSTER_RULES, type PairJudge } from './clusters.ts';
import { countNames, sharesAmong } from './frequencies.ts';
import { drawsOf, learn, withStrangers, type Seen } from './learn.ts';
import type { LinkageModel } from './model.ts';
import { KIND_COUNT, PAIR, PairList } from './pairs.ts';
import type { RecordTable } from './table.ts';
import type { Threads } from './threads.ts';
import { groupJudge, type Scored } from './work.ts';

export interface LinkageOptions {
  /** The model to begin with; learnt anew unless `keepModel`. */
  readonly model: LinkageModel;
  readonly keepModel?: boolean;
  /** Name of the model that is learnt. */
  readonly version: string;
  /** Threads that do the work; whoever made them ends them. */
  readonly threads: Threads;
  /** Only pairs with a row from here on: what came since the last time. */
  readonly fresh?: number;
  /** The registry that the rows are a part of, where they are not all of it. */
  readonly registry?: Registry;
  /** What people decided: pairs of rows that are one person, and pairs that are not. They always win. */
  readonly same?: readonly (readonly [number, number])[];
  readonly different?: readonly (readonly [number, number])[];
}

/** How many people a registry has, and how common names are among them, by sound. */
export interface Registry {
  readonly population: number;
  readonly given: (root: string) => number | undefined;
  readonly surname: (sound: string) => number | undefined;
}

/** A pair worth telling: `auto` is treated as one person without asking; `joined` too, but somebody should look; `review` waits for an answer. */
export interface LinkedPair { readonly a: number; readonly b: number; readonly bits: number; readonly decision: 'auto' | 'joined' | 'review' }

export interface LinkageResult {
  readonly model: LinkageModel;
  readonly pairs: readonly LinkedPair[];
  /** For each row the smallest row of its person. */
  readonly group: Int32Array;
  readonly compared: number;
  readonly seconds: Readonly<Record<string, number>>;
}

/** Pairs a model is learnt from; more tell hardly more. */
const SAMPLE = 400_000;

/** Links a registry. */
export async function linkRegistry(table: RecordTable, options: LinkageOptions): Promise<LinkageResult> {
  const clock = stopwatch();
  const { threads } = options;
  const rows = { lexicon: table.lexicon, data: table.data, numbers: table.numbers };
  const population = options.registry?.population ?? table.count;
  const shares = options.registry ? sharesAmong(rows.lexicon, options.registry) : countNames(rows, table.count);
  threads.over({ words: table.lexicon.texts, data: table.data, numbers: table.numbers, shares });
  const reach = { count: table.count, fresh: options.fresh ?? 0 };
  const pairs = merged(await threads.each<Float64Array>(dealt(threads.count).map((kinds) => ({ task: 'pairs', kinds, reach }))));
  clock.lap('pairs');
  const model = options.keepModel ? options.model : await learnt(table.count, pairs, options);
  clock.lap('learn');
  const floor = model.bands.perhaps;
  const parts = await threads.each<Scored>(cut(pairs, threads.count).map((part) => ({ task: 'score', pairs: part, model, population, floor })));
  clock.lap('score');
  const scored = ordered(parts);
  const group = grouped(table.count, scored, groupJudge(rows, shares, model, population), model, options);
  clock.lap('group');
  return { model, pairs: decided(scored, group, model), group, compared: pairs.length, seconds: clock.laps };
}

function stopwatch(): { lap: (name: string) => void; laps: Record<string, number> } {
  let since = performance.now();
  const laps: Record<string, number> = {};
  const lap = (name: string): void => {
    laps[name] = Math.round(performance.now() - since) / 1000;
    since = performance.now();
  };
  return { lap, laps };
}

/** Kinds of keys dealt to threads like cards. */
const dealt = (threads: number): number[][] => Array.from({ length: threads }, (_, t) => Array.from({ length: KIND_COUNT }, (_, k) => k).filter((k) => k % threads === t));

function merged(lists: readonly Float64Array[]): Float64Array {
  const all = new PairList();
  for (const list of lists) for (let i = 0; i < list.length; i++) all.add(Math.floor(list[i]! / PAIR), list[i]! % PAIR);
  return all.distinct();
}

async function learnt(count: number, pairs: Float64Array, { threads, model, version }: LinkageOptions): Promise<LinkageModel> {
  const every = Math.max(1, Math.ceil(pairs.length / SAMPLE));
  const strangers = withStrangers(model, await threads.each<Float64Array>(drawsOf(count, threads.count).map((draws) => ({ task: 'strangers', draws }))));
  const sample = every === 1 ? pairs : pairs.filter((_, i) => i % every === 0);
  const seen = await threads.each<Seen>(cut(sample, threads.count).map((part) => ({ task: 'look', pairs: part, model: strangers })));
  return learn(seen, count, every, model, strangers, version);
}

const cut = (pairs: Float64Array, parts: number): Float64Array[] =>
  Array.from({ length: parts }, (_, i) => pairs.slice(Math.floor((pairs.length * i) / parts), Math.floor((pairs.length * (i + 1)) / parts)));

interface Ordered { readonly a: number; readonly b: number; readonly bits: number }

/** The surest first; equals by their rows, so that the same registry always gives the same answer. */
function ordered(parts: readonly Scored[]): Ordered[] {
  const all = parts.flatMap(({ pairs, bits }) => Array.from(pairs, (pair, i): Ordered => ({ a: Math.floor(pair / PAIR), b: pair % PAIR, bits: bits[i]! })));
  return all.sort((p, q) => q.bits - p.bits || p.a - q.a || p.b - q.b);
}

const keyOf = (a: number, b: number): number => (a < b ? a * PAIR + b : b * PAIR + a);
const CERTAIN = 64;

/** Groups, with what people decided above everything that was computed. */
function grouped(count: number, scored: readonly Ordered[], judge: PairJudge, model: LinkageModel, options: LinkageOptions): Int32Array {
  const said = new Map<number, number>();
  for (const [a, b] of options.same ?? []) said.set(keyOf(a, b), CERTAIN);
  for (const [a, b] of options.different ?? []) said.set(keyOf(a, b), -CERTAIN);
  const told: PairJudge = said.size === 0 ? judge : { ...judge, bits: (a, b) => said.get(keyOf(a, b)) ?? judge.bits(a, b) };
  const first = (options.same ?? []).map(([a, b]) => ({ a, b }));
  const links = [...first, ...scored.filter((p) => p.bits >= model.bands.joined)];
  return clusterRows(count, links, told, CLUSTER_RULES, first.length);
}

function decided(scored: readonly Ordered[], group: Int32Array, model: LinkageModel): LinkedPair[] {
  return scored.map(({ a, b, bits }) => {
    const one = group[a] === group[b];
    return { a, b, bits, decision: one && bits >= model.bands.surely ? 'auto' : one ? 'joined' : 'review' };
  });
}
