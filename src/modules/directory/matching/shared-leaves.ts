/**
 * Thousands of offers repeat the same few hundred conditions. Each distinct condition is kept once and judged once per
 * person; the verdict on an offer is then a walk over numbers.
 */
import { entryOf, isOpenBothWays, leafHolds, readValue, type Criteria, type Leaf, type Missing, type Reading } from '#kernel/criteria';
import { isRestricted, type FactSet } from '#kernel/facts';
import { levelAt, openLeaves, writeNode, type Level } from './program.ts';

/** What one answer could settle, of one tree in one state of knowledge. */
export interface Worth {
  readonly question: number;
  readonly toTrue: number;
  readonly toFalse: number;
}

/** Criteria ready to be judged. */
export interface Tree {
  /** Where they begin in the program. */
  readonly at: number;
  /** Numbers of its leaves, from left to right. */
  readonly leaves: readonly number[];
  /** What was worked out before, by the state of the leaves; the same for everybody in that state. */
  readonly worth: Map<number, readonly Worth[]>;
}

/** What a person can be asked: a fact, or one entry of a map fact. */
type Question = Pick<Missing, 'fact' | 'key'>;

/** All distinct leaves of an index, with the question that each needs, and the criteria that are made of them. */
export class SharedLeaves {
  readonly leaves: Leaf[] = [];
  readonly questions: Question[] = [];
  /** Leaf number → question number. */
  readonly questionOf: number[] = [];
  /** Leaf number → it may come out either way. */
  readonly bothWays: boolean[] = [];
  readonly #byText = new Map<string, number>();
  readonly #questionByText = new Map<string, number>();
  readonly #treeByText = new Map<string, Tree>();
  readonly #prepared = new WeakMap<Criteria, Tree>();
  readonly #written: number[] = [];
  #program: Int32Array | null = null;

  /** All criteria one after another, as numbers. */
  get program(): Int32Array {
    if (this.#program?.length !== this.#written.length) this.#program = Int32Array.from(this.#written);
    return this.#program;
  }

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

  /** Writes criteria as numbers; the same criteria are written once. */
  prepare(criteria: Criteria): Tree {
    const tree = this.#prepared.get(criteria) ?? this.#write(criteria);
    this.#prepared.set(criteria, tree);
    return tree;
  }

  #write(criteria: Criteria): Tree {
    const node: number[] = [];
    const leaves: number[] = [];
    writeNode(criteria, node, (leaf) => {
      const number = this.#leaf(leaf);
      leaves.push(number);
      return number;
    });
    const text = node.join();
    const seen = this.#treeByText.get(text);
    if (seen !== undefined) return seen;
    const tree = { at: this.#written.length, leaves, worth: new Map<number, readonly Worth[]>() };
    this.#treeByText.set(text, tree);
    this.#written.push(...node);
    return tree;
  }

  /** True if each open leaf asks something else and may come out either way: then each of them matters, one by one. */
  areSeparate(open: readonly number[]): boolean {
    for (let i = 0; i < open.length; i++) {
      if (!this.bothWays[open[i]!]) return false;
      for (let k = 0; k < i; k++) if (this.questionOf[open[k]!] === this.questionOf[open[i]!]) return false;
    }
    return true;
  }

  /** The leaves of a tree that are undecided, outside parts that are decided. */
  openIn(tree: Tree, levels: Uint8Array): number[] {
    const open: number[] = [];
    openLeaves(this.program, tree.at, levels, open);
    return open;
  }

  /** The verdict on a tree if one leaf came out as supposed; `levels` is as before afterwards. */
  levelIf(tree: Tree, levels: Uint8Array, leaf: number, supposed: Level): Level {
    const before = levels[leaf]!;
    levels[leaf] = supposed;
    const level = levelAt(this.program, tree.at, levels);
    levels[leaf] = before;
    return level;
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

/** Trees longer than this have too many states to remember. */
const REMEMBERED_LEAVES = 24;

/** One number for the state of all leaves of a tree; `null` where it would not fit. */
export function stateOf(tree: Tree, levels: Uint8Array): number | null {
  if (tree.leaves.length > REMEMBERED_LEAVES) return null;
  let state = 0;
  for (let i = 0; i < tree.leaves.length; i++) state = state * 3 + levels[tree.leaves[i]!]!;
  return state;
}
