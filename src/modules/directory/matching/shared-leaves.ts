/**
 * Thousands of offers repeat the same few hundred conditions. Each distinct condition is kept once and judged once per
 * person; the verdict on an offer is then a walk over numbers.
 */
import { entryOf, isOpenBothWays, leafHolds, readValue, type Criteria, type Leaf, type Missing, type Reading } from '#kernel/criteria';
import { isRestricted, type FactSet } from '#kernel/facts';

/** False, unknown, true: `all` is the minimum, `any` the maximum. */
export type Level = 0 | 1 | 2;

/** Criteria with each leaf replaced by its number. */
export type Node = number | { readonly every: boolean; readonly kids: readonly Node[] } | { readonly not: Node };

/** What one answer could settle, of one tree in one state of knowledge. */
export interface Worth {
  readonly question: number;
  readonly toTrue: number;
  readonly toFalse: number;
}

/** Criteria ready to be judged. */
export interface Tree {
  readonly root: Node;
  /** Numbers of its leaves, from left to right. */
  readonly leaves: readonly number[];
  /** What was worked out before, by the state of the leaves; the same for everybody in that state. */
  readonly worth: Map<number, readonly Worth[]>;
}

/** What a person can be asked: a fact, or one entry of a map fact. */
type Question = Pick<Missing, 'fact' | 'key'>;

/** All distinct leaves of an index, with the question that each needs. */
export class SharedLeaves {
  readonly leaves: Leaf[] = [];
  readonly questions: Question[] = [];
  /** Leaf number → question number. */
  readonly questionOf: number[] = [];
  /** Leaf number → it may come out either way. */
  readonly bothWays: boolean[] = [];
  readonly #byText = new Map<string, number>();
  readonly #questionByText = new Map<string, number>();
  readonly #prepared = new WeakMap<Criteria, Tree>();

  #question(leaf: Leaf): number {
    const key = entryOf(leaf);
    const text = JSON.stringify([leaf.fact, key]);
    const number = this.#questionByText.get(text) ?? this.questions.push({ fact: leaf.fact, ...(key === undefined ? {} : { key }) }) - 1;
    this.#questionByText.set(text, number);
    return number;
  }

  #leaf(leaf: Leaf): number {
    const text = JSON.stringify([leaf.fact, leaf.key, leaf.op, leaf.value]);
    const seen = this.#byText.get(text);
    if (seen !== undefined) return seen;
    const number = this.leaves.push(leaf) - 1;
    this.#byText.set(text, number);
    this.questionOf[number] = this.#question(leaf);
    this.bothWays[number] = isOpenBothWays(leaf);
    return number;
  }

  #node(criteria: Criteria, used: number[]): Node {
    if ('all' in criteria) return { every: true, kids: criteria.all.map((kid) => this.#node(kid, used)) };
    if ('any' in criteria) return { every: false, kids: criteria.any.map((kid) => this.#node(kid, used)) };
    if ('not' in criteria) return { not: this.#node(criteria.not, used) };
    const number = this.#leaf(criteria);
    used.push(number);
    return number;
  }

  /** Replaces leaves by numbers; the same criteria object is prepared once. */
  prepare(criteria: Criteria): Tree {
    const seen = this.#prepared.get(criteria);
    if (seen !== undefined) return seen;
    const leaves: number[] = [];
    const tree = { root: this.#node(criteria, leaves), leaves, worth: new Map<number, readonly Worth[]>() };
    this.#prepared.set(criteria, tree);
    return tree;
  }

  /** True if each open leaf asks something else and may come out either way: then each of them matters, one by one. */
  areSeparate(open: readonly number[]): boolean {
    return open.every((leaf, i) => this.bothWays[leaf] && !open.some((other, k) => k < i && this.questionOf[other] === this.questionOf[leaf]));
  }

  /** Judges every distinct leaf for one person. */
  levelsFor(facts: FactSet, reading: Reading): Uint8Array {
    return Uint8Array.from(this.leaves, (leaf) => {
      const value = readValue(leaf, facts, reading);
      return value === undefined ? 1 : leafHolds(leaf, value) ? 2 : 0;
    });
  }

  /** Which questions may be put to this person: not what was declined, nor what this actor may not read. */
  askable(facts: FactSet, reading: Reading): boolean[] {
    return this.questions.map(({ fact }) => facts[fact]?.state !== 'declined' && (reading.mayReadRestricted || !isRestricted(fact)));
  }
}

function levelOfGroup(kids: readonly Node[], every: boolean, levels: Uint8Array): Level {
  const stop = every ? 0 : 2;
  let result: Level = every ? 2 : 0;
  for (let i = 0; i < kids.length; i++) {
    const level = levelOf(kids[i]!, levels);
    if (level === stop) return stop;
    if (level === 1) result = 1;
  }
  return result;
}

/** The verdict of prepared criteria. */
export function levelOf(node: Node, levels: Uint8Array): Level {
  if (typeof node === 'number') return levels[node] as Level;
  if ('not' in node) return (2 - levelOf(node.not, levels)) as Level;
  return levelOfGroup(node.kids, node.every, levels);
}

/** Trees longer than this have too many states to remember. */
const REMEMBERED_LEAVES = 24;

/** One number for the state of all leaves of a tree; `null` where it would not fit. */
export function stateOf(tree: Tree, levels: Uint8Array): number | null {
  if (tree.leaves.length > REMEMBERED_LEAVES) return null;
  let state = 0;
  for (let i = 0; i < tree.leaves.length; i++) state = state * 3 + levels[tree.leaves[i]!]!;
  return state;
}

/** Adds the undecided leaves outside decided parts. */
export function openLeaves(node: Node, levels: Uint8Array, found: number[]): void {
  if (levelOf(node, levels) !== 1) return;
  if (typeof node === 'number') found.push(node);
  else if ('not' in node) openLeaves(node.not, levels, found);
  else for (const kid of node.kids) openLeaves(kid, levels, found);
}

/** The verdict if one leaf came out as supposed; `levels` is as before afterwards. */
export function levelIf(root: Node, levels: Uint8Array, leaf: number, supposed: Level): Level {
  const before = levels[leaf]!;
  levels[leaf] = supposed;
  const level = levelOf(root, levels);
  levels[leaf] = before;
  return level;
}
