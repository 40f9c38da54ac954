/** What a plan cannot do without: papers that stand in every derivation of another, and the least that they cost. */
import type { Options } from './earliest.ts';
import type { Option } from './graph.ts';
import { NOTHING, type Price } from './price.ts';

const ALL = 0xffffffff;

export class Musts {
  readonly #least: readonly Price[];
  readonly #must: readonly Uint32Array[];
  readonly #words: number;
  readonly #scratch: Uint32Array;

  constructor(least: readonly Price[], must: readonly Uint32Array[], words: number) {
    this.#least = least;
    this.#must = must;
    this.#words = words;
    this.#scratch = new Uint32Array(words);
  }

  /** A lower bound: what is spent, and the least for everything that is needed or follows from it without choice. */
  leastFor(needed: Uint8Array, taken: Int32Array, spent: Price, leastOf: (node: number) => Price): Price {
    const open = this.#scratch.fill(0);
    for (let node = 0; node < needed.length; node++) if (needed[node] && taken[node]! < 0) this.#include(open, node);
    return this.#sum(open, spent, (node) => (taken[node]! >= 0 ? null : needed[node] ? leastOf(node) : this.#least[node]!));
  }

  /** What an option costs at the least beyond what is needed anyhow. */
  addedBy(option: Option, needed: Uint8Array): Price {
    const open = this.#scratch.fill(0);
    for (const kid of option.kids) this.#include(open, kid);
    return this.#sum(open, option.price, (node) => (needed[node] ? null : this.#least[node]!));
  }

  #include(set: Uint32Array, node: number): void {
    const must = this.#must[node]!;
    for (let w = 0; w < this.#words; w++) set[w] = set[w]! | must[w]!;
  }

  /** Sums of least prices are never above the price of any plan: prices add up and keep their order. */
  #sum(set: Uint32Array, from: Price, least: (node: number) => Price | null): Price {
    let [cost, visits, asks, papers] = from;
    for (let w = 0; w < this.#words; w++) {
      for (let bits = set[w]!; bits !== 0; bits &= bits - 1) {
        const price = least(w * 32 + 31 - Math.clz32(bits & -bits));
        if (price === null) continue;
        cost += price[0];
        visits += price[1];
        asks += price[2];
        papers += price[3];
      }
    }
    return [cost, visits, asks, papers];
  }
}

/** Narrows what a node cannot do without to what all its options share; true if something changed. */
function narrow(node: number, options: readonly Option[], must: readonly Uint32Array[], words: number): boolean {
  const mine = must[node]!;
  let changed = false;
  for (let w = 0; w < words; w++) {
    let common = ALL;
    for (const { kids } of options) common &= kids.reduce((all, kid) => all | must[kid]![w]!, 0);
    if (node >>> 5 === w) common |= 1 << (node & 31);
    changed ||= mine[w] !== common >>> 0;
    mine[w] = common;
  }
  return changed;
}

/** Musts of every node that can be had, by narrowing from "everything" until nothing changes. */
export function mustsOf({ all, of }: Options, { order, day }: { readonly order: readonly number[]; readonly day: Float64Array }): Musts {
  const words = Math.ceil(of.length / 32);
  const must = of.map(() => new Uint32Array(words).fill(ALL));
  const usable = of.map((ids) => ids.map((id) => all[id]!).filter(({ kids }) => kids.every((kid) => Number.isFinite(day[kid]!))));
  for (let changed = true; changed;) {
    changed = false;
    for (const node of order) changed = narrow(node, usable[node]!, must, words) || changed;
  }
  return new Musts(usable.map((options) => options[0]?.price ?? NOTHING), must, words);
}
