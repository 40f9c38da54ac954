/** Reads criteria that somebody wrote (a pack, a form, a file): every fault with the place where it stands. */
import { CRITERION_OPS, leavesOf, type Criteria, type CriterionOp } from './criteria-leaf.ts';
import { isTooEntangled } from './criteria-variables.ts';
import type { Problem } from './errors.ts';
import { isFactValue } from './fact-values.ts';
import { factDefinition, factUse, isFactCode, type FactCode, type FactDefinition } from './facts.ts';
import { no, ok, type Result } from './result.ts';

const BY_KIND: Readonly<Record<FactDefinition['kind'], readonly CriterionOp[]>> = {
  boolean: ['is', 'isNot'],
  number: ['is', 'isNot', 'gte', 'lte', 'between', 'within'],
  code: ['is', 'isNot', 'in'],
  ordered: ['is', 'isNot', 'in', 'gte', 'lte'],
  'open-code': ['is', 'isNot', 'in'],
  codes: ['has', 'lacks', 'in'],
  map: ['has', 'lacks', 'is', 'isNot', 'in', 'gte', 'lte'],
};

/** How large criteria may be: groups inside groups, conditions, parts of any kind, codes in one list. */
export const CRITERIA_LIMITS = { depth: 8, leaves: 60, parts: 240, listed: 200 } as const;

/** Why criteria are refused. */
const SENTENCES = {
  'not-criteria': 'directory.criteria-not-criteria',
  'unknown-fact': 'directory.criteria-unknown-fact',
  'forbidden-fact': 'directory.criteria-forbidden-fact',
  'wrong-operation': 'directory.criteria-wrong-operation',
  'wrong-key': 'directory.criteria-wrong-key',
  'wrong-value': 'directory.criteria-wrong-value',
  'unknown-part': 'directory.criteria-unknown-part',
  'too-deep': 'directory.criteria-too-deep',
  'too-long': 'directory.criteria-too-long',
  'too-entangled': 'directory.criteria-too-entangled',
} as const;
export type CriteriaTroubleReason = keyof typeof SENTENCES;

export interface CriteriaTrouble {
  readonly reason: CriteriaTroubleReason;
  /** Way to the part, for example `/all/0/any/1`; empty for the whole. */
  readonly path: string;
  /** The fact that the condition names, whether it exists or not; cut short. */
  readonly fact?: string;
}

/** The operations that a fact knows. */
export function operationsOf(code: FactCode): readonly CriterionOp[] {
  const def = factDefinition(code);
  return BY_KIND[def.kind].filter((op) => fitsKind(def, op));
}

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
  Array.isArray(value) && value.length > 0 && value.length <= CRITERIA_LIMITS.listed && value.every((v) => isOneValue(code, v));

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

function leafProblem(leaf: Readonly<Record<string, unknown>>): CriteriaTroubleReason | null {
  const { fact, key, op, value } = leaf;
  if (typeof fact !== 'string' || !isFactCode(fact)) return 'unknown-fact';
  if (factUse(fact) === 'never') return 'forbidden-fact';
  const def = factDefinition(fact);
  if (!CRITERION_OPS.includes(op as CriterionOp) || !fitsKind(def, op as CriterionOp)) return 'wrong-operation';
  if (!hasRightKey(def, op as CriterionOp, key)) return 'wrong-key';
  if (!isLeafValue(fact, op as CriterionOp, value)) return 'wrong-value';
  return Object.keys(leaf).every((name) => ['fact', 'key', 'op', 'value'].includes(name)) ? null : 'unknown-part';
}

function groupOf(json: Readonly<Record<string, unknown>>): [string, readonly unknown[]] | null {
  const name = Object.keys(json)[0];
  if (Object.keys(json).length !== 1 || name === undefined) return null;
  if (name === 'not') return [name, [json['not']]];
  return (name === 'all' || name === 'any') && Array.isArray(json[name]) ? [name, json[name]] : null;
}

/** What was found on the way down; `parts` stops a flood before it is walked through. */
interface Walk {
  readonly troubles: CriteriaTrouble[];
  parts: number;
}

function walk(json: unknown, path: string, depth: number, found: Walk): void {
  found.parts += 1;
  if (found.parts > CRITERIA_LIMITS.parts) return;
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return void found.troubles.push({ reason: 'not-criteria', path });
  if (depth > CRITERIA_LIMITS.depth) return void found.troubles.push({ reason: 'too-deep', path });
  const group = groupOf(json as Record<string, unknown>);
  if (!group) return walkLeaf(json as Record<string, unknown>, path, found);
  const [name, kids] = group;
  for (const [i, kid] of kids.slice(0, CRITERIA_LIMITS.parts + 1).entries()) walk(kid, `${path}/${name}/${i}`, depth + 1, found);
}

function walkLeaf(json: Readonly<Record<string, unknown>>, path: string, found: Walk): void {
  const reason = leafProblem(json);
  if (!reason) return;
  const fact = typeof json['fact'] === 'string' ? json['fact'].slice(0, 60) : undefined;
  found.troubles.push({ reason, path, ...(fact === undefined ? {} : { fact }) });
}

/** Everything that is wrong with what should be criteria; empty if they can be read. */
export function criteriaTroubles(json: unknown): readonly CriteriaTrouble[] {
  const found: Walk = { troubles: [], parts: 0 };
  walk(json, '', 0, found);
  if (found.parts > CRITERIA_LIMITS.parts) return [{ reason: 'too-long', path: '' }];
  if (found.troubles.length > 0) return found.troubles;
  const criteria = json as Criteria;
  if (leavesOf(criteria).length > CRITERIA_LIMITS.leaves) return [{ reason: 'too-long', path: '' }];
  return isTooEntangled(criteria) ? [{ reason: 'too-entangled', path: '' }] : [];
}

/** A path as people count: `/all/0/any/1` is `1.2`; the whole is `0`. */
export function positionOf(path: string): string {
  const steps = path.split('/').filter((_, i) => i > 0 && i % 2 === 0).map((step) => String(Number(step) + 1));
  return steps.length === 0 ? '0' : steps.join('.');
}

function problemOf({ reason, path, fact }: CriteriaTrouble): Problem {
  return { code: SENTENCES[reason], field: `criteria${path}`, params: { reason, path: path || '/', at: positionOf(path), fact: fact ?? '' } };
}

/** Reads criteria from JSON: well-formed, in the words of the vocabulary, never on forbidden facts. */
export function parseCriteria(json: unknown): Result<Criteria> {
  const troubles = criteriaTroubles(json);
  return troubles.length > 0 ? no(...troubles.map(problemOf)) : ok(json as Criteria);
}
