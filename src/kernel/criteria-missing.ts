/**
 * Which unknown facts can still change a verdict, exactly.
 *
 * The known parts are folded away first. In what remains, leaves are grouped by the fact (or map entry) they ask. A
 * fact that stands in one leaf only can be treated inside the tree; facts that stand in several are enumerated by
 * representative values, one for each way the leaves can come out together.
 */
import { entryOf, leafHolds, leavesOf, readValue, verdictOf, type Criteria, type Leaf, type Missing, type Reading } from './criteria-leaf.ts';
import { factDefinition, isRestricted, type FactDefinition, type FactSet, type FactValue } from './facts.ts';

/** False, unknown, true, so that `all` is the minimum and `any` the maximum. */
type Level = 0 | 1 | 2;
const UNKNOWN: Level = 1;

interface Variable {
  readonly id: string;
  readonly leaves: readonly Leaf[];
  /** One value for each way the leaves can come out. */
  readonly values: readonly FactValue[];
}

const variableId = (leaf: Leaf): string => `${leaf.fact}/${entryOf(leaf) ?? ''}`;

function residual(criteria: Criteria, facts: FactSet, reading: Reading): Criteria {
  if ('not' in criteria) return { not: residual(criteria.not, facts, reading) };
  const group = 'all' in criteria ? criteria.all : 'any' in criteria ? criteria.any : null;
  if (!group) return criteria;
  const open = group.filter((kid) => verdictOf(kid, facts, reading) === 'unknown').map((kid) => residual(kid, facts, reading));
  return 'all' in criteria ? { all: open } : { any: open };
}

function numbersFor(def: { min: number; max: number }, leaves: readonly Leaf[]): number[] {
  const edges = leaves.flatMap((leaf) => (Array.isArray(leaf.value) ? leaf.value : [leaf.value]) as number[]);
  const near = [def.min, def.max, ...edges.flatMap((edge) => [edge - 1, edge, edge + 1])];
  return [...new Set(near)].filter((n) => n >= def.min && n <= def.max);
}

const mentioned = (leaf: Leaf): readonly string[] => (Array.isArray(leaf.value) ? leaf.value.map(String) : [String(leaf.value)]);

/** Codes that the same leaves mention behave alike: one of each such class is enough. */
function classes(leaves: readonly Leaf[]): string[] {
  const seen = new Map<string, string>();
  for (const code of new Set(leaves.flatMap(mentioned))) {
    const signature = leaves.map((leaf) => (mentioned(leaf).includes(code) ? '1' : '0')).join('');
    if (!seen.has(signature)) seen.set(signature, code);
  }
  return [...seen.values()];
}

const subsets = (codes: readonly string[]): string[][] =>
  codes.reduce<string[][]>((sets, code) => [...sets, ...sets.map((set) => [...set, code])], [[]]);

/** A code that no list contains: stands for every value that the leaves do not mention. */
const ANOTHER = '\u0000';

function candidates(def: FactDefinition, leaves: readonly Leaf[]): FactValue[] {
  switch (def.kind) {
    case 'boolean': return [true, false];
    case 'number': return numbersFor(def, leaves);
    case 'code':
    case 'ordered':
    case 'map': return [...def.values];
    case 'open-code': return [...classes(leaves), ANOTHER];
    case 'codes': return subsets(classes(leaves));
  }
}

/** Representative values: the candidates, one for each distinct outcome of all leaves together. */
function representatives(leaves: readonly Leaf[]): FactValue[] {
  const byOutcome = new Map<string, FactValue>();
  for (const value of candidates(factDefinition(leaves[0]!.fact), leaves)) {
    const outcome = leaves.map((leaf) => (leafHolds(leaf, value) ? '1' : '0')).join('');
    if (!byOutcome.has(outcome)) byOutcome.set(outcome, value);
  }
  return [...byOutcome.values()];
}

function variablesOf(open: Criteria): Variable[] {
  const groups = new Map<string, Leaf[]>();
  for (const leaf of leavesOf(open)) {
    const id = variableId(leaf);
    const group = groups.get(id);
    if (group) group.push(leaf);
    else groups.set(id, [leaf]);
  }
  return [...groups].map(([id, leaves]) => ({ id, leaves, values: representatives(leaves) }));
}

/** A pair (verdict before the fact is learned, verdict after) as one bit of a set of nine. */
const bit = (before: Level, after: Level): number => 1 << (before * 3 + after);
const levelOf = (holds: boolean): Level => (holds ? 2 : 0);

function mapPairs(pairs: number, change: (before: Level, after: Level) => number): number {
  let result = 0;
  for (let i = 0; i < 9; i++) if (pairs & (1 << i)) result |= change(Math.floor(i / 3) as Level, (i % 3) as Level);
  return result;
}

function combine(a: number, b: number, pick: (x: number, y: number) => number): number {
  return mapPairs(a, (b1, a1) => mapPairs(b, (b2, a2) => bit(pick(b1, b2) as Level, pick(a1, a2) as Level)));
}

/** What the search supposes: the fact to be learned with its value, and values (or nothing) for the other repeated facts. */
interface Supposition {
  readonly target: string;
  readonly learned: FactValue;
  readonly others: ReadonlyMap<string, FactValue | undefined>;
}

function leafPairs(leaf: Leaf, suppose: Supposition, variables: ReadonlyMap<string, Variable>): number {
  const id = variableId(leaf);
  if (id === suppose.target) return bit(UNKNOWN, levelOf(leafHolds(leaf, suppose.learned)));
  if (suppose.others.has(id)) {
    const value = suppose.others.get(id);
    const level = value === undefined ? UNKNOWN : levelOf(leafHolds(leaf, value));
    return bit(level, level);
  }
  // A fact of one leaf only: any of its values, or still unknown; the same before and after.
  return variables.get(id)!.values.reduce<number>((set, value) => {
    const level = levelOf(leafHolds(leaf, value));
    return set | bit(level, level);
  }, bit(UNKNOWN, UNKNOWN));
}

/** Every (before, after) that the tree can come to under the supposition; parts share no free fact, so they combine freely. */
function pairsOf(open: Criteria, suppose: Supposition, variables: ReadonlyMap<string, Variable>): number {
  if ('all' in open) return open.all.reduce((set, kid) => combine(set, pairsOf(kid, suppose, variables), Math.min), bit(2, 2));
  if ('any' in open) return open.any.reduce((set, kid) => combine(set, pairsOf(kid, suppose, variables), Math.max), bit(0, 0));
  if ('not' in open) return mapPairs(pairsOf(open.not, suppose, variables), (b, a) => bit((2 - b) as Level, (2 - a) as Level));
  return leafPairs(open, suppose, variables);
}

const CHANGES = bit(UNKNOWN, 0) | bit(UNKNOWN, 2);

function* suppositions(repeated: readonly Variable[]): Generator<Map<string, FactValue | undefined>> {
  const [first, ...rest] = repeated;
  if (!first) {
    yield new Map();
    return;
  }
  for (const others of suppositions(rest)) {
    for (const value of [undefined, ...first.values]) yield new Map([...others, [first.id, value]]);
  }
}

function canChange(open: Criteria, target: Variable, variables: ReadonlyMap<string, Variable>): boolean {
  const repeated = [...variables.values()].filter((v) => v.leaves.length > 1 && v.id !== target.id);
  for (const others of suppositions(repeated)) {
    for (const learned of target.values) {
      if (pairsOf(open, { target: target.id, learned, others }, variables) & CHANGES) return true;
    }
  }
  return false;
}

function missingOf(leaf: Leaf, facts: FactSet, reading: Reading): Missing {
  const key = entryOf(leaf);
  const declined = facts[leaf.fact]?.state === 'declined';
  const hidden = !reading.mayReadRestricted && isRestricted(leaf.fact);
  return { fact: leaf.fact, ...(key === undefined ? {} : { key }), reason: hidden ? 'restricted' : declined ? 'declined' : 'ask' };
}

/** True if each unknown fact stands in one leaf that can come out both ways: then every one of them matters. */
const isPlain = (variables: readonly Variable[]): boolean => variables.every((v) => v.leaves.length === 1 && v.values.length === 2);

/** The facts that can still change an undecided verdict, in the order in which the criteria mention them. */
export function missingIn(criteria: Criteria, facts: FactSet, reading: Reading): readonly Missing[] {
  const open = residual(criteria, facts, reading);
  const variables = variablesOf(open);
  const byId = new Map(variables.map((v) => [v.id, v]));
  const relevant = isPlain(variables) ? variables : variables.filter((v) => canChange(open, v, byId));
  return relevant.map((v) => missingOf(v.leaves[0]!, facts, reading));
}

/** Shares of the representative answers to one missing fact that alone settle the verdict for, and against. */
export function prospects(criteria: Criteria, facts: FactSet, reading: Reading, missing: Missing): { toTrue: number; toFalse: number } {
  const leaves = leavesOf(criteria).filter((leaf) => leaf.fact === missing.fact && entryOf(leaf) === missing.key && readValue(leaf, facts, reading) === undefined);
  const values = leaves.length === 0 ? [] : representatives(leaves);
  const settled = values.map((value) => verdictOf(criteria, learn(facts, missing, value), reading));
  const share = (verdict: string): number => (values.length === 0 ? 0 : settled.filter((v) => v === verdict).length / values.length);
  return { toTrue: share('true'), toFalse: share('false') };
}

/** The facts with one more of them known. */
export function learn(facts: FactSet, missing: Pick<Missing, 'fact' | 'key'>, value: FactValue): FactSet {
  const before = facts[missing.fact];
  const entries = before?.state === 'known' && typeof before.value === 'object' && !Array.isArray(before.value) ? before.value : {};
  const next = missing.key === undefined ? value : { ...entries, [missing.key]: String(value) };
  return { ...facts, [missing.fact]: { state: 'known', value: next, source: 'supposed', seen: false, at: '' } };
}
