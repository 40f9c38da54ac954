/**
 * Among the plans that are done on the earliest possible day, one that costs least (each paper once), then needs fewest visits,
 * then leaves fewest conditions to ask, then fewest papers. Exact by branch and bound; sharing and time together make the
 * question hard in general, so the search stops after a number of steps and says so.
 */
import { mustsOf, type Musts } from './bound.ts';
import { earliestOf, optionsOf, undecided, type Earliest, type Options } from './earliest.ts';
import type { Graph, Option } from './graph.ts';
import { comparePrices, NOTHING, plus, totalOf, type Price } from './price.ts';

/** The option taken at each node that a plan uses; `null` elsewhere. */
export type Taken = readonly (Option | null)[];

export interface Choice {
  readonly taken: Taken;
  readonly price: Price;
  /** False when the search was stopped: no plan is earlier, but a cheaper one may exist. */
  readonly exact: boolean;
  /** Plans of the same price, when asked for. */
  readonly alike: readonly Taken[];
}

export interface Search {
  readonly steps: number;
  /** Keep up to so many plans of the same price. */
  readonly alike: number;
  /** Days do not matter. */
  readonly anyDay?: boolean;
}

const IMPOSSIBLE: Price = [Number.POSITIVE_INFINITY, 0, 0, 0];
const LARGEST_SEARCHED = 600;

/** The best plan for a goal; `null` when it cannot be reached. */
export function cheapestOf(graph: Graph, search: Search): Choice | null {
  const options = optionsOf(graph);
  const earliest = earliestOf(options, undecided(graph.nodes.length));
  if (earliest.chosen[graph.goal] === -1) return null;
  if (graph.nodes.length <= LARGEST_SEARCHED) return new Branching(graph.goal, options, earliest, search).run();
  const taken = completed(graph.goal, options, earliest);
  return { taken, price: totalOf(taken), exact: false, alike: [] };
}

/** The plan that follows the earliest options from the goal: it keeps every day, whatever it costs. */
function completed(goal: number, { all }: Options, { chosen }: Earliest): (Option | null)[] {
  const taken: (Option | null)[] = Array.from(chosen, () => null);
  const open = [goal];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (taken[node]) continue;
    const option = all[chosen[node]!]!;
    taken[node] = option;
    open.push(...option.kids);
  }
  return taken;
}

class Branching {
  readonly #goal: number;
  readonly #options: Options;
  readonly #search: Search;
  readonly #musts: Musts;
  /** Number of the option taken at each node; -1 while open. */
  readonly #taken: Int32Array;
  readonly #needed: Uint8Array;
  /** The day on which each node has to be there at the latest; infinite while nobody needs it. */
  readonly #latest: Float64Array;
  /** What was changed, to be taken back: node, whether it was needed, its latest day. */
  readonly #trail: number[] = [];
  /** The earliest days with the options that are taken: while it keeps them all, a plan exists. */
  #earliest: Earliest;
  #spent: Price = NOTHING;
  #steps = 0;
  #best: Taken;
  #bestPrice: Price;
  #alike: Taken[] = [];

  constructor(goal: number, options: Options, earliest: Earliest, search: Search) {
    this.#goal = goal;
    this.#options = options;
    this.#earliest = earliest;
    this.#search = search;
    this.#musts = mustsOf(options, earliest);
    this.#taken = undecided(options.of.length);
    this.#latest = new Float64Array(options.of.length).fill(Number.POSITIVE_INFINITY);
    this.#needed = new Uint8Array(options.of.length);
    this.#best = completed(goal, options, earliest);
    this.#bestPrice = totalOf(this.#best);
  }

  run(): Choice {
    this.#need(this.#goal, this.#search.anyDay ? Number.POSITIVE_INFINITY : this.#earliest.day[this.#goal]!);
    this.#branch();
    return { taken: this.#best, price: this.#bestPrice, exact: this.#steps <= this.#search.steps, alike: this.#alike };
  }

  #branch(): void {
    const node = this.#nextOpen();
    if (node === -1) {
      this.#keepAlike();
      return;
    }
    const options = this.#inOrder(node);
    // Where there is only one way left nothing has to be weighed.
    if (options.length > 1) {
      this.#steps += 1;
      if (this.#steps > this.#search.steps || !this.#isPromising()) return;
    }
    for (const option of options) {
      this.#try(node, option);
      if (this.#steps > this.#search.steps) return;
    }
  }

  /** Takes an option, goes on if a plan is still possible, and takes it back. */
  #try(node: number, option: number): void {
    const { length } = this.#trail;
    const spent = this.#spent;
    const earliest = this.#earliest;
    this.#taken[node] = option;
    this.#spent = plus(spent, this.#options.all[option]!.price);
    if (this.#isPossible(node, option)) this.#branch();
    this.#taken[node] = -1;
    this.#spent = spent;
    this.#earliest = earliest;
    this.#takeBack(length);
  }

  #isPossible(node: number, option: number): boolean {
    if (this.#earliest.chosen[node] !== option) {
      this.#earliest = earliestOf(this.#options, this.#taken);
      if (this.#earliest.chosen[this.#goal] === -1 || !this.#isEverythingInTime()) return false;
      this.#consider(completed(this.#goal, this.#options, this.#earliest));
    }
    const { days, kids } = this.#options.all[option]!;
    const by = this.#latest[node]! - days;
    return kids.every((kid) => this.#need(kid, by));
  }

  #isEverythingInTime(): boolean {
    const { day } = this.#earliest;
    for (let node = 0; node < day.length; node++) if (this.#needed[node] && day[node]! > this.#latest[node]!) return false;
    return true;
  }

  #consider(plan: Taken): void {
    const price = totalOf(plan);
    if (comparePrices(price, this.#bestPrice) >= 0) return;
    this.#best = plan;
    this.#bestPrice = price;
    this.#alike = [];
  }

  #keepAlike(): void {
    const plan = Array.from(this.#taken, (option) => (option < 0 ? null : this.#options.all[option]!));
    this.#consider(plan);
    if (comparePrices(this.#spent, this.#bestPrice) === 0 && this.#alike.length < this.#search.alike) this.#alike.push(plan);
  }

  /** Whether what is taken, with the least that everything still open must cost, can be better than the best so far. */
  #isPromising(): boolean {
    const least = this.#musts.leastFor(this.#needed, this.#taken, this.#spent, (node) => this.#leastInTime(node));
    const difference = comparePrices(least, this.#bestPrice);
    return difference < 0 || (difference === 0 && this.#alike.length < this.#search.alike);
  }

  #isInTime(option: number, latest: number): boolean {
    const { days, kids } = this.#options.all[option]!;
    const start = latest - days;
    if (start < 0) return false;
    for (const kid of kids) if (this.#earliest.day[kid]! > start || this.#earliest.chosen[kid] === -1) return false;
    return true;
  }

  /** The price of the cheapest option that a needed node still has time for. */
  #leastInTime(node: number): Price {
    for (const option of this.#options.of[node]!) if (this.#isInTime(option, this.#latest[node]!)) return this.#options.all[option]!.price;
    return IMPOSSIBLE;
  }

  /** The open node with the fewest ways left; of several the first. */
  #nextOpen(): number {
    let best = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let node = 0; node < this.#needed.length && fewest > 1; node++) {
      if (!this.#needed[node] || this.#taken[node]! >= 0) continue;
      const count = this.#countInTime(node, fewest);
      if (count < fewest) {
        best = node;
        fewest = count;
      }
    }
    return best;
  }

  #countInTime(node: number, enough: number): number {
    const latest = this.#latest[node]!;
    let count = 0;
    for (const option of this.#options.of[node]!) {
      if (this.#isInTime(option, latest)) count += 1;
      if (count >= enough) break;
    }
    return count;
  }

  #inTime(node: number): number[] {
    return this.#options.of[node]!.filter((option) => this.#isInTime(option, this.#latest[node]!));
  }

  /** Options of a node that are in time, the one that adds least first. */
  #inOrder(node: number): number[] {
    const options = this.#inTime(node);
    if (options.length < 2) return options;
    const adds = new Map(options.map((option) => [option, this.#musts.addedBy(this.#options.all[option]!, this.#needed)]));
    return options.sort((a, b) => comparePrices(adds.get(a)!, adds.get(b)!));
  }

  /** Asks for a node by a day; false when that cannot be kept. What it cannot do without is asked for as well. */
  #need(node: number, by: number): boolean {
    const latest = this.#latest[node]!;
    const needed = this.#needed[node]!;
    if (needed && by >= latest) return true;
    this.#trail.push(node, needed, latest);
    this.#needed[node] = 1;
    this.#latest[node] = Math.min(latest, by);
    if (this.#earliest.day[node]! > by) return false;
    const taken = this.#taken[node]!;
    if (taken < 0) return this.#needShared(node, by);
    const { days, kids } = this.#options.all[taken]!;
    return kids.every((kid) => this.#need(kid, by - days));
  }

  /** Asks for what every option that is still in time needs, by the latest of their days. */
  #needShared(node: number, by: number): boolean {
    const inTime = this.#options.of[node]!.length === 1 ? this.#options.of[node]! : this.#inTime(node);
    const [first, ...others] = inTime.map((option) => this.#options.all[option]!);
    if (!first) return false;
    const shortest = others.reduce((days, option) => Math.min(days, option.days), first.days);
    return first.kids.every((kid) => !others.every(({ kids }) => kids.includes(kid)) || this.#need(kid, by - shortest));
  }

  #takeBack(length: number): void {
    while (this.#trail.length > length) {
      const latest = this.#trail.pop()!;
      const needed = this.#trail.pop()!;
      const node = this.#trail.pop()!;
      this.#latest[node] = latest;
      this.#needed[node] = needed;
    }
  }
}
