/**
 * Conditions over facts, and what can be said about them when not everything is known (Kleene's three values).
 * Pure: the same answer in the browser, to explain, and on the server, to decide.
 */
import {
  FLIPPED, leafHolds, readValue, type Because, type Criteria, type Evaluation, type Leaf, type Reading, type Verdict,
} from './criteria-leaf.ts';
import { missingIn, openPart } from './criteria-missing.ts';
import type { FactSet } from './facts.ts';

export * from './criteria-leaf.ts';
export { learn, openPart, prospectsOf, type Prospect } from './criteria-missing.ts';
export { isOpenBothWays } from './criteria-variables.ts';
export { CRITERIA_LIMITS, criteriaTroubles, operationsOf, parseCriteria, positionOf, type CriteriaTrouble, type CriteriaTroubleReason } from './criteria-parse.ts';
export { isMeantFor, namesGroup, unfairLeaves } from './criteria-fair.ts';
export { reviewCriteria, truthOf, type CriteriaFinding, type Truth } from './criteria-review.ts';

interface Explained {
  readonly verdict: Verdict;
  readonly because: readonly Because[];
}

/**
 * Reasons of a group: what stops it (for `any` one way in is enough, for `all` every obstacle is worth knowing), or,
 * if nothing does, what each part contributes.
 */
function explainGroup(kids: readonly Criteria[], facts: FactSet, reading: Reading, stop: Verdict, negated: boolean): Explained {
  const parts = kids.map((kid) => explain(kid, facts, reading, negated));
  const stopping = parts.filter((part) => part.verdict === stop);
  if (stopping.length === 0) {
    const open = parts.some((part) => part.verdict === 'unknown');
    return { verdict: open ? 'unknown' : FLIPPED[stop], because: parts.flatMap((part) => part.because) };
  }
  const told = stop === 'true' ? stopping.slice(0, 1) : stopping;
  return { verdict: stop, because: told.flatMap((part) => part.because) };
}

function explain(criteria: Criteria, facts: FactSet, reading: Reading, negated: boolean): Explained {
  if ('all' in criteria) return explainGroup(criteria.all, facts, reading, 'false', negated);
  if ('any' in criteria) return explainGroup(criteria.any, facts, reading, 'true', negated);
  if ('not' in criteria) {
    const inner = explain(criteria.not, facts, reading, !negated);
    return { verdict: FLIPPED[inner.verdict], because: inner.because };
  }
  const value = readValue(criteria, facts, reading);
  if (value === undefined) return { verdict: 'unknown', because: [] };
  const holds = leafHolds(criteria, value);
  return { verdict: holds ? 'true' : 'false', because: [{ leaf: criteria, holds, favours: holds !== negated, value }] };
}

const sameLeaf = (a: Leaf, b: Leaf): boolean =>
  a === b || (a.fact === b.fact && a.op === b.op && a.key === b.key && JSON.stringify(a.value) === JSON.stringify(b.value));

/**
 * Judges criteria by what is known. A declined fact counts as unknown (and may not be asked again); a restricted fact
 * is unknown for who may not read it. `because` alone reproduces the verdict; `missing` lists exactly the facts of
 * which some value, perhaps together with answers to others, changes the verdict.
 */
export function evaluate(criteria: Criteria, facts: FactSet, reading: Reading): Evaluation {
  const { verdict, because } = explain(criteria, facts, reading, false);
  const told = because.filter((b, i) => because.findIndex((c) => sameLeaf(b.leaf, c.leaf) && b.favours === c.favours) === i);
  const open = openPart(criteria, facts, reading);
  return { verdict, because: told, missing: typeof open === 'object' ? missingIn(open, facts, reading) : [] };
}
