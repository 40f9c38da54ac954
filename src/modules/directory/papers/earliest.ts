/** The earliest day on which each paper can be in hand: Knuth's generalisation of Dijkstra's algorithm to graphs with "all" and "any". */
import type { Graph, Option } from './graph.ts';
import { comparePrices } from './price.ts';

/** The options of a graph side by side; each is a number. */
export interface Options {
  readonly all: readonly Option[];
  readonly nodeOf: Int32Array;
  readonly days: Float64Array;
  /** How many nodes each needs, and which need none. */
  readonly kids: Int32Array;
  readonly free: readonly number[];
  /** Options of each node, the cheapest first. */
  readonly of: readonly (readonly number[])[];
  /** Options that wait for each node. */
  readonly waiting: readonly (readonly number[])[];
}

export function optionsOf({ nodes }: Graph): Options {
  const all: Option[] = [];
  const owners: number[] = [];
  const waiting: number[][] = nodes.map(() => []);
  const of = nodes.map(({ options }, node) => [...options].sort((a, b) => comparePrices(a.price, b.price)).map((option) => {
    owners.push(node);
    for (const kid of option.kids) waiting[kid]!.push(all.length);
    return all.push(option) - 1;
  }));
  const kids = Int32Array.from(all, (option) => option.kids.length);
  const free = [...all.keys()].filter((option) => kids[option] === 0);
  return { all, nodeOf: Int32Array.from(owners), days: Float64Array.from(all, (option) => option.days), kids, free, of, waiting };
}

export interface Earliest {
  /** Days from today; infinite where there is no way. */
  readonly day: Float64Array;
  /** The option that gives that day; -1 where there is none. */
  readonly chosen: Int32Array;
  /** Nodes as they were settled: what a chosen option needs was settled before. */
  readonly order: readonly number[];
}

/** A binary heap of options: the earliest end on top, of several the first number. */
class Queue {
  readonly #heap: number[] = [];
  readonly #end: Float64Array;

  constructor(end: Float64Array) {
    this.#end = end;
  }

  push(option: number): void {
    const heap = this.#heap;
    let at = heap.push(option) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#comesFirst(option, heap[up]!)) break;
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = option;
  }

  pop(): number {
    const heap = this.#heap;
    const top = heap[0] ?? -1;
    const last = heap.pop();
    if (last !== undefined && heap.length > 0) this.#sink(last);
    return top;
  }

  #sink(option: number): void {
    const heap = this.#heap;
    let at = 0;
    for (let kid = 1; kid < heap.length; kid = 2 * at + 1) {
      if (kid + 1 < heap.length && this.#comesFirst(heap[kid + 1]!, heap[kid]!)) kid += 1;
      if (!this.#comesFirst(heap[kid]!, option)) break;
      heap[at] = heap[kid]!;
      at = kid;
    }
    heap[at] = option;
  }

  #comesFirst(a: number, b: number): boolean {
    return this.#end[a]! < this.#end[b]! || (this.#end[a] === this.#end[b] && a < b);
  }
}

/** Nothing is decided yet. */
export const undecided = (nodes: number): Int32Array => new Int32Array(nodes).fill(-1);

/**
 * Settles nodes in the order of their days; where an option is taken already, only that one counts. Two papers that need each
 * other are never settled unless there is another way into one of them.
 */
export function earliestOf({ nodeOf, days, kids, free, waiting }: Options, taken: Int32Array): Earliest {
  const day = new Float64Array(waiting.length).fill(Number.POSITIVE_INFINITY);
  const chosen = undecided(waiting.length);
  const order: number[] = [];
  const end = new Float64Array(days.length);
  const open = kids.slice();
  const queue = new Queue(end);
  const arrive = (option: number, at: number): void => {
    const only = taken[nodeOf[option]!]!;
    if (only >= 0 && only !== option) return;
    end[option] = at + days[option]!;
    queue.push(option);
  };
  for (const option of free) arrive(option, 0);
  for (let next = queue.pop(); next !== -1; next = queue.pop()) {
    const node = nodeOf[next]!;
    if (chosen[node] !== -1) continue;
    chosen[node] = next;
    day[node] = end[next]!;
    order.push(node);
    for (const option of waiting[node]!) {
      open[option] = open[option]! - 1;
      // The last one settled is the latest of all that an option needs.
      if (open[option] === 0) arrive(option, end[next]!);
    }
  }
  return { day, chosen, order };
}
