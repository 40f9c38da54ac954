/** The parts of criteria, and their verdict by Kleene's three values. `criteria.ts` is the way in. */
import { factDefinition, isRestricted, type FactCode, type FactDefinition, type FactSet, type FactValue } from './facts.ts';

/** Operations of a leaf. For a map fact `key` names the entry, except with `has` and `lacks`, whose value is the entry. */
export const CRITERION_OPS = ['is', 'isNot', 'in', 'has', 'lacks', 'gte', 'lte', 'between', 'within'] as const;
export type CriterionOp = (typeof CRITERION_OPS)[number];

/**
 * One condition on one fact.
 * `is`, `isNot`: equal or not (any single value). `in`: one of the listed codes; for a fact with many codes, at least one of them.
 * `has`, `lacks`: a fact with many codes contains the code or not; a map fact has the entry (a paper held, a language spoken) or not.
 * `gte`, `lte`: numbers, ordered lists, and entries of ordered maps (`key`). `between`: `[from, to]`, both included. `within`: at most so many months.
 */
export interface Leaf {
  readonly fact: FactCode;
  readonly key?: string;
  readonly op: CriterionOp;
  readonly value: boolean | number | string | readonly string[] | readonly [number, number];
}

/** `all` of nothing is true, `any` of nothing is false. */
export type Criteria =
  | { readonly all: readonly Criteria[] }
  | { readonly any: readonly Criteria[] }
  | { readonly not: Criteria }
  | Leaf;

export type Verdict = 'true' | 'false' | 'unknown';

/** A leaf that was decided, with the value that decided it. */
export interface Because {
  readonly leaf: Leaf;
  readonly holds: boolean;
  /** False when the leaf speaks against the criteria as a whole (it fails, or it holds under a `not`). */
  readonly favours: boolean;
  /** The value of the fact; for a map fact only the entry concerned. */
  readonly value: FactValue;
}

/** Why a fact is missing: it can be asked, the person declined to say, or this actor may not read it. */
export type MissingReason = 'ask' | 'declined' | 'restricted';

/** A fact (for a map fact, one entry of it) of which some value can still change the verdict. */
export interface Missing {
  readonly fact: FactCode;
  readonly key?: string;
  readonly reason: MissingReason;
}

export interface Evaluation {
  readonly verdict: Verdict;
  readonly because: readonly Because[];
  readonly missing: readonly Missing[];
}

/** Who looks: restricted facts are unknown for an actor outside the closed circle. */
export interface Reading {
  readonly mayReadRestricted: boolean;
}

/** The entry of a map fact that a leaf is about; nothing for other kinds. */
export function entryOf(leaf: Leaf): string | undefined {
  if (factDefinition(leaf.fact).kind !== 'map') return undefined;
  return leaf.op === 'has' || leaf.op === 'lacks' ? String(leaf.value) : leaf.key;
}

/** The value a leaf looks at, or `undefined` when it is unknown, declined or not readable. */
export function readValue(leaf: Leaf, facts: FactSet, reading: Reading): FactValue | undefined {
  const state = facts[leaf.fact];
  if (!state || state.state === 'declined') return undefined;
  if (!reading.mayReadRestricted && isRestricted(leaf.fact)) return undefined;
  const entry = entryOf(leaf);
  if (entry === undefined) return state.value;
  const { value } = state;
  return typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, entry)
    ? (value as Readonly<Record<string, string>>)[entry]
    : undefined;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function rank(def: FactDefinition, value: unknown): number {
  if (typeof value === 'number') return value;
  return def.kind === 'ordered' || def.kind === 'map' ? def.values.indexOf(String(value)) : Number.NaN;
}

function contains(def: FactDefinition, leaf: Leaf, value: FactValue): boolean {
  if (def.kind === 'map') return def.holds.includes(String(value));
  return list(value).includes(leaf.value);
}

type Test = (value: FactValue, leaf: Leaf, def: FactDefinition) => boolean;

const is: Test = (value, leaf) => value === leaf.value;
const has: Test = (value, leaf, def) => contains(def, leaf, value);
const atMost: Test = (value, leaf, def) => rank(def, value) <= rank(def, leaf.value);

const TESTS: Readonly<Record<CriterionOp, Test>> = {
  is,
  isNot: (value, leaf, def) => !is(value, leaf, def),
  in: (value, leaf) => (Array.isArray(value) ? value.some((v) => list(leaf.value).includes(v)) : list(leaf.value).includes(value)),
  has,
  lacks: (value, leaf, def) => !has(value, leaf, def),
  gte: (value, leaf, def) => rank(def, value) >= rank(def, leaf.value),
  lte: atMost,
  within: atMost,
  between: (value, leaf, def) => {
    const band = leaf.value as readonly [number, number];
    const at = rank(def, value);
    return at >= band[0] && at <= band[1];
  },
};

/** Whether a leaf holds for a known value (of the entry, if it is about one). */
export function leafHolds(leaf: Leaf, value: FactValue): boolean {
  return TESTS[leaf.op](value, leaf, factDefinition(leaf.fact));
}

/** The verdict of the opposite. */
export const FLIPPED = { true: 'false', false: 'true', unknown: 'unknown' } as const;

/** `true` if all are, `false` as soon as one is, otherwise `unknown` (with `stop` = `false`); and the mirror for `any`. */
function fold(kids: readonly Criteria[], facts: FactSet, reading: Reading, stop: Verdict): Verdict {
  let result: Verdict = FLIPPED[stop];
  for (const kid of kids) {
    const verdict = verdictOf(kid, facts, reading);
    if (verdict === stop) return stop;
    if (verdict === 'unknown') result = 'unknown';
  }
  return result;
}

/** Only the verdict, without reasons: the fast way for many offers. */
export function verdictOf(criteria: Criteria, facts: FactSet, reading: Reading): Verdict {
  if ('all' in criteria) return fold(criteria.all, facts, reading, 'false');
  if ('any' in criteria) return fold(criteria.any, facts, reading, 'true');
  if ('not' in criteria) return FLIPPED[verdictOf(criteria.not, facts, reading)];
  const value = readValue(criteria, facts, reading);
  if (value === undefined) return 'unknown';
  return leafHolds(criteria, value) ? 'true' : 'false';
}

/** Every leaf, from left to right. */
export function leavesOf(criteria: Criteria): readonly Leaf[] {
  if ('all' in criteria) return criteria.all.flatMap(leavesOf);
  if ('any' in criteria) return criteria.any.flatMap(leavesOf);
  if ('not' in criteria) return leavesOf(criteria.not);
  return [criteria];
}
