/** From ways and facts to a graph of numbers: a node is a paper or a choice, an option is one way to have it. */
import { evaluate, verdictOf, type Because, type Criteria, type Missing, type Reading } from '#kernel/criteria';
import type { FactSet } from '#kernel/facts';
import { NOTHING, type Price } from './price.ts';
import { canComeTrue } from './prospect.ts';
import type { Assumptions, Needs, Way } from './way.ts';

/** A condition that blocks or has to be asked, and of which way. */
export interface OpenCondition {
  readonly wayId: string;
  readonly criteria: Criteria;
  readonly missing: readonly Missing[];
  readonly because: readonly Because[];
}

export interface Option {
  /** `null` for a choice between needs, and for something that is granted. */
  readonly way: Way | null;
  readonly kids: readonly number[];
  readonly days: number;
  readonly price: Price;
  /** Conditions that are possible once asked. */
  readonly asks: readonly OpenCondition[];
  /** What is supposed to hold here, when asking what blocks. */
  readonly granted: Granted | null;
}

export type Granted = { readonly document: string } | { readonly condition: OpenCondition };

export interface Node {
  /** Paper, or `null` for a choice between needs. */
  readonly document: string | null;
  /** Worth looking at: to none of them another is preferable in everything. */
  options: readonly Option[];
  /** Every way that is possible, whatever it takes. */
  possible: readonly Option[];
}

export interface Graph {
  readonly nodes: readonly Node[];
  /** Number of the node of each paper that is spoken of and not held. */
  readonly byDocument: ReadonlyMap<string, number>;
  /** The node that is everything asked for. */
  readonly goal: number;
}

/** `sure`: what is not known does not help. `asked`: it helps if asking can make it true. */
export type Mode = 'sure' | 'asked';

export interface GraphInput {
  /** In the order of their ids, those of one paper together. */
  readonly waysOf: ReadonlyMap<string, readonly Way[]>;
  readonly goals: readonly string[];
  readonly held: ReadonlySet<string>;
  readonly facts: FactSet;
  readonly reading: Reading;
  readonly mode: Mode;
  readonly currency: string;
  readonly assumptions: Assumptions;
  /** Asking what blocks: these papers, and every condition that does not hold, may be granted at the price of one. */
  readonly grants?: ReadonlySet<string>;
}

interface Draft { readonly kids: number[]; readonly asks: OpenCondition[] }

const FREE = { way: null, days: 0, price: NOTHING, granted: null } as const;
const A_GRANT: Price = [1, 0, 0, 0];

/** Builds the graph of what is asked for; a paper of which nothing can be said has no options. */
export function graphOf(input: GraphInput): Graph {
  const builder = new Builder(input);
  return builder.build();
}

class Builder {
  readonly #input: GraphInput;
  readonly #nodes: Node[] = [];
  readonly #byDocument = new Map<string, number>();
  readonly #waiting: string[] = [];

  constructor(input: GraphInput) {
    this.#input = input;
  }

  build(): Graph {
    const draft: Draft = { kids: [], asks: [] };
    for (const document of this.#input.goals) this.#paper(document, draft);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) this.#fill(next);
    const goal = this.#add(null, [{ ...FREE, kids: unique(draft.kids), asks: [] }]);
    return { nodes: this.#nodes, byDocument: this.#byDocument, goal };
  }

  #add(document: string | null, options: readonly Option[]): number {
    this.#nodes.push({ document, options, possible: options });
    return this.#nodes.length - 1;
  }

  #paper(document: string, into: Draft): void {
    if (this.#input.held.has(document)) return;
    let at = this.#byDocument.get(document);
    if (at === undefined) {
      at = this.#add(document, []);
      this.#byDocument.set(document, at);
      this.#waiting.push(document);
    }
    into.kids.push(at);
  }

  #fill(document: string): void {
    const node = this.#nodes[this.#byDocument.get(document)!]!;
    const ways = this.#input.waysOf.get(document) ?? [];
    const options = ways.map((way) => this.#option(way)).filter((option) => option !== null);
    if (this.#input.grants?.has(document)) options.push({ ...FREE, price: A_GRANT, kids: [], asks: [], granted: { document } });
    node.possible = options;
    node.options = withoutDominated(options);
  }

  #option(way: Way): Option | null {
    const draft: Draft = { kids: [], asks: [] };
    if (way.needs !== null && !this.#meet(way.needs, way, draft)) return null;
    return { way, kids: unique(draft.kids), asks: draft.asks, granted: null, ...this.#weight(way, draft) };
  }

  /** When asking what blocks, only what is granted counts. */
  #asking({ asks }: Draft): Price {
    return this.#input.grants ? NOTHING : [0, 0, asks.length, 0];
  }

  /** What a way counts for in comparisons. */
  #weight({ days, cost, visits }: Way, { asks }: Draft): Pick<Option, 'days' | 'price'> {
    if (this.#input.grants) return { days: 0, price: NOTHING };
    const { assumptions, currency } = this.#input;
    return {
      days: days.typical ?? days.worst ?? assumptions.days,
      price: [cost?.currency === currency ? cost.amount : assumptions.cost, visits ?? assumptions.visits, asks.length, 1],
    };
  }

  /** Adds what the needs ask for to the draft; false when they cannot be met. */
  #meet(needs: Needs, way: Way, into: Draft): boolean {
    if ('document' in needs) {
      this.#paper(needs.document, into);
      return true;
    }
    if ('criteria' in needs) return this.#condition(needs.criteria, way, into);
    if ('all' in needs) return needs.all.every((part) => this.#meet(part, way, into));
    return this.#choice(needs.any, way, into);
  }

  #choice(parts: readonly Needs[], way: Way, into: Draft): boolean {
    const drafts: Draft[] = [];
    for (const part of parts) {
      const draft: Draft = { kids: [], asks: [] };
      if (this.#meet(part, way, draft)) drafts.push(draft);
    }
    if (drafts.length === 0) return false;
    if (drafts.some((draft) => draft.kids.length === 0 && draft.asks.length === 0)) return true;
    const options = drafts.map((draft): Option => ({ ...FREE, price: this.#asking(draft), kids: unique(draft.kids), asks: draft.asks }));
    into.kids.push(this.#add(null, withoutDominated(options)));
    return true;
  }

  #condition(criteria: Criteria, way: Way, into: Draft): boolean {
    const { facts, reading, mode, grants } = this.#input;
    const verdict = verdictOf(criteria, facts, reading);
    if (verdict === 'true') return true;
    const open = (): OpenCondition => {
      const { missing, because } = evaluate(criteria, facts, reading);
      return { wayId: way.id, criteria, missing, because: because.filter((b) => !b.favours) };
    };
    if (verdict === 'unknown' && mode === 'asked' && canComeTrue(criteria, facts, reading)) {
      into.asks.push(open());
      return true;
    }
    if (!grants) return false;
    into.kids.push(this.#add(null, [{ ...FREE, price: A_GRANT, kids: [], asks: [], granted: { condition: open() } }]));
    return true;
  }
}

const unique = (kids: readonly number[]): number[] => [...new Set(kids)].sort((a, b) => a - b);

const isNoWorse = (a: Option, b: Option): boolean =>
  a.days <= b.days && a.price.every((part, i) => part <= b.price[i]!) && a.kids.every((kid) => b.kids.includes(kid));

/** Drops options to which another is preferable in everything; of two alike the first stays. What is granted is never compared. */
function withoutDominated(options: readonly Option[]): Option[] {
  return options.filter((option, i) => option.granted !== null || !options.some((other, j) =>
    j !== i && other.granted === null && isNoWorse(other, option) && (j < i || !isNoWorse(option, other))));
}
