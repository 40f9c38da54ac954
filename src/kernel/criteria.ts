/**
 * Conditions over facts, and what can be said about them when not everything is known (Kleene's three values).
 * Pure: the same answer in the browser, to explain, and on the server, to decide.
 */
import {
  CRITERION_OPS, FLIPPED, leafHolds, leavesOf, readValue,
  type Because, type Criteria, type CriterionOp, type Evaluation, type Leaf, type Reading, type Verdict,
} from './criteria-leaf.ts';
import { missingIn, openPart } from './criteria-missing.ts';
import { factDefinition, factUse, isFactCode, isFactValue, type FactCode, type FactDefinition, type FactSet } from './facts.ts';
import { no, ok, type Result } from './result.ts';

export * from './criteria-leaf.ts';
export { isOpenBothWays, learn, openPart, prospectsOf, type Prospect } from './criteria-missing.ts';

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

const BY_KIND: Readonly<Record<FactDefinition['kind'], readonly CriterionOp[]>> = {
  boolean: ['is', 'isNot'],
  number: ['is', 'isNot', 'gte', 'lte', 'between', 'within'],
  code: ['is', 'isNot', 'in'],
  ordered: ['is', 'isNot', 'in', 'gte', 'lte'],
  'open-code': ['is', 'isNot', 'in'],
  codes: ['has', 'lacks', 'in'],
  map: ['has', 'lacks', 'is', 'isNot', 'in', 'gte', 'lte'],
};

const MAX_DEPTH = 8;
const MAX_LEAVES = 60;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,79}$/u;
const isName = (value: unknown): value is string => typeof value === 'string' && NAME.test(value);

/** A single code that the fact can take or contain. */
function isCodeOf(def: FactDefinition, value: unknown): boolean {
  const values = def.kind === 'code' || def.kind === 'ordered' || def.kind === 'codes' || def.kind === 'map' ? def.values : undefined;
  return values ? typeof value === 'string' && values.includes(value) : isName(value);
}

/** One value that the fact can be compared with. */
function isOneValue(code: FactCode, value: unknown): boolean {
  const def = factDefinition(code);
  return def.kind === 'boolean' || def.kind === 'number' ? isFactValue(code, value) : isCodeOf(def, value);
}

const isListOf = (code: FactCode, value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 0 && value.every((v) => isOneValue(code, v));

const isBand = (code: FactCode, value: unknown): boolean => isListOf(code, value) && value.length === 2 && Number(value[0]) <= Number(value[1]);

function isLeafValue(code: FactCode, op: CriterionOp, value: unknown): boolean {
  if (op === 'in') return isListOf(code, value);
  if (op === 'between') return isBand(code, value);
  const isEntry = factDefinition(code).kind === 'map' && (op === 'has' || op === 'lacks');
  return isEntry ? isName(value) : isOneValue(code, value);
}

const fitsKind = (def: FactDefinition, op: CriterionOp): boolean =>
  BY_KIND[def.kind].includes(op) && (def.kind !== 'map' || def.ordered || (op !== 'gte' && op !== 'lte'));

/** A map fact needs the entry it is about, and only there. */
const hasRightKey = (def: FactDefinition, op: CriterionOp, key: unknown): boolean =>
  def.kind === 'map' && op !== 'has' && op !== 'lacks' ? isName(key) : key === undefined;

function leafProblem(leaf: Readonly<Record<string, unknown>>): string | null {
  const { fact, key, op, value } = leaf;
  if (typeof fact !== 'string' || !isFactCode(fact)) return 'unknown-fact';
  if (factUse(fact) === 'never') return 'forbidden-fact';
  const def = factDefinition(fact);
  if (!CRITERION_OPS.includes(op as CriterionOp) || !fitsKind(def, op as CriterionOp)) return 'wrong-operation';
  if (!hasRightKey(def, op as CriterionOp, key)) return 'wrong-key';
  if (!isLeafValue(fact, op as CriterionOp, value)) return 'wrong-value';
  return Object.keys(leaf).every((name) => ['fact', 'key', 'op', 'value'].includes(name)) ? null : 'unknown-part';
}

interface Trouble {
  readonly reason: string;
  readonly path: string;
}

function groupOf(json: Readonly<Record<string, unknown>>): [string, readonly unknown[]] | null {
  const name = Object.keys(json)[0];
  if (Object.keys(json).length !== 1 || name === undefined) return null;
  if (name === 'not') return [name, [json['not']]];
  return (name === 'all' || name === 'any') && Array.isArray(json[name]) ? [name, json[name]] : null;
}

function troubleIn(json: unknown, path: string, depth: number): Trouble | null {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { reason: 'not-criteria', path };
  if (depth > MAX_DEPTH) return { reason: 'too-deep', path };
  const group = groupOf(json as Record<string, unknown>);
  if (!group) {
    const reason = leafProblem(json as Record<string, unknown>);
    return reason ? { reason, path } : null;
  }
  const [name, kids] = group;
  for (const [i, kid] of kids.entries()) {
    const trouble = troubleIn(kid, `${path}/${name}/${i}`, depth + 1);
    if (trouble) return trouble;
  }
  return null;
}

/** Reads criteria from JSON (a pack, a form): well-formed, in the words of the vocabulary, never on forbidden facts. */
export function parseCriteria(json: unknown): Result<Criteria> {
  const trouble = troubleIn(json, '', 0);
  if (trouble) return no({ code: 'directory.bad-criteria', params: { reason: trouble.reason, path: trouble.path || '/' } });
  const criteria = json as Criteria;
  if (leavesOf(criteria).length > MAX_LEAVES) return no({ code: 'directory.bad-criteria', params: { reason: 'too-long', path: '/' } });
  return ok(criteria);
}
