/**
 * Conditions over facts, and what can be said about them when not everything is known (Kleene's three values).
 */
import type { FactCode, FactValue } from './facts.ts';

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
