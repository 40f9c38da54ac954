/**
 * Which unknown facts can still change a verdict, exactly.
 *
 * The known parts are folded away first. In what remains, leaves are grouped by the fact (or map entry) they ask. A
 * fact that stands in one leaf only can be treated inside the tree; facts that stand in several are enumerated by
 * representative values, one for each way the leaves can come out together.
 */
import { entryOf, FLIPPED, leafHolds, readValue, type Criteria, type Leaf, type Missing, type Reading, type Verdict } from './criteria-leaf.ts';
import { variablesOf, type Variable } from './criteria-variables.ts';
import { isRestricted, type FactSet, type FactValue } from './facts.ts';

/** False, unknown, true, so that `all` is the minimum and `any` the maximum. */
type Level = 0 | 1 | 2;
const UNKNOWN: Level = 1;

/** What is left of a group once its decided parts are folded away; a decided group is a verdict. */
function openGroup(kids: readonly Criteria[], facts: FactSet, reading: Reading, stop: Verdict): Criteria | Verdict {
  const open: Criteria[] = [];
  for (const kid of kids) {
    const part = openPart(kid, facts, reading);
    if (part === stop) return stop;
    if (typeof part === 'object') open.push(part);
  }
  if (open.length === 0) return FLIPPED[stop];
  if (open.length === 1) return open[0]!;
  return stop === 'false' ? { all: open } : { any: open };
}

/** The part of criteria that is still undecided, or the verdict when nothing is. */
export function openPart(criteria: Criteria, facts: FactSet, reading: Reading): Criteria | Verdict {
  if ('all' in criteria) return openGroup(criteria.all, facts, reading, 'false');
  if ('any' in criteria) return openGroup(criteria.any, facts, reading, 'true');
  if ('not' in criteria) {
    const inner = openPart(criteria.not, facts, reading);
    return typeof inner === 'object' ? { not: inner } : FLIPPED[inner];
  }
  const value = readValue(criteria, facts, reading);
  if (value === undefined) return criteria;
  return leafHolds(criteria, value) ? 'true' : 'false';
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
  readonly target: Variable;
  readonly learned: FactValue;
  readonly others: ReadonlyMap<Variable, FactValue | undefined>;
}

type Owners = ReadonlyMap<Leaf, Variable>;

function leafPairs(leaf: Leaf, suppose: Supposition, owners: Owners): number {
  const variable = owners.get(leaf)!;
  if (variable === suppose.target) return bit(UNKNOWN, levelOf(leafHolds(leaf, suppose.learned)));
  if (suppose.others.has(variable)) {
    const value = suppose.others.get(variable);
    const level = value === undefined ? UNKNOWN : levelOf(leafHolds(leaf, value));
    return bit(level, level);
  }
  // A fact of one leaf only: any of its values, or still unknown; the same before and after.
  return variable.values.reduce<number>((set, value) => {
    const level = levelOf(leafHolds(leaf, value));
    return set | bit(level, level);
  }, bit(UNKNOWN, UNKNOWN));
}

/** Every (before, after) that the tree can come to under the supposition; parts share no free fact, so they combine freely. */
function pairsOf(open: Criteria, suppose: Supposition, owners: Owners): number {
  if ('all' in open) return open.all.reduce((set, kid) => combine(set, pairsOf(kid, suppose, owners), Math.min), bit(2, 2));
  if ('any' in open) return open.any.reduce((set, kid) => combine(set, pairsOf(kid, suppose, owners), Math.max), bit(0, 0));
  if ('not' in open) return mapPairs(pairsOf(open.not, suppose, owners), (b, a) => bit((2 - b) as Level, (2 - a) as Level));
  return leafPairs(open, suppose, owners);
}

const CHANGES = bit(UNKNOWN, 0) | bit(UNKNOWN, 2);

function* suppositions(repeated: readonly Variable[]): Generator<Map<Variable, FactValue | undefined>> {
  const [first, ...rest] = repeated;
  if (!first) {
    yield new Map();
    return;
  }
  for (const others of suppositions(rest)) {
    for (const value of [undefined, ...first.values]) yield new Map([...others, [first, value]]);
  }
}

function canChange(open: Criteria, target: Variable, variables: readonly Variable[], owners: Owners): boolean {
  const repeated = variables.filter((v) => v.leaves.length > 1 && v !== target);
  for (const others of suppositions(repeated)) {
    for (const learned of target.values) {
      if (pairsOf(open, { target, learned, others }, owners) & CHANGES) return true;
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

function relevantIn(open: Criteria): readonly Variable[] {
  const variables = variablesOf(open);
  if (isPlain(variables)) return variables;
  // The same leaf object may stand twice in a tree; it has one owner all the same.
  const owners: Owners = new Map(variables.flatMap((v) => v.leaves.map((leaf) => [leaf, v] as const)));
  return variables.filter((v) => canChange(open, v, variables, owners));
}

/** The facts that can still change the verdict of an open part, in the order in which the criteria mention them. */
export function missingIn(open: Criteria, facts: FactSet, reading: Reading): readonly Missing[] {
  return relevantIn(open).map((v) => missingOf(v.leaves[0]!, facts, reading));
}

/** A missing fact, and the shares of its outcomes that settle the open part alone, for and against. */
export interface Prospect {
  readonly missing: Missing;
  readonly toTrue: number;
  readonly toFalse: number;
}

/** The open part once one fact is learned. */
function levelAfter(open: Criteria, target: Variable, value: FactValue): Level {
  if ('all' in open) return open.all.reduce<number>((level, kid) => Math.min(level, levelAfter(kid, target, value)), 2) as Level;
  if ('any' in open) return open.any.reduce<number>((level, kid) => Math.max(level, levelAfter(kid, target, value)), 0) as Level;
  if ('not' in open) return (2 - levelAfter(open.not, target, value)) as Level;
  return target.leaves.includes(open) ? levelOf(leafHolds(open, value)) : UNKNOWN;
}

/** What each missing fact of an open part could settle on its own, every outcome counted alike. */
export function prospectsOf(open: Criteria, facts: FactSet, reading: Reading): readonly Prospect[] {
  return relevantIn(open).map((variable) => {
    let toTrue = 0;
    let toFalse = 0;
    for (const value of variable.values) {
      const level = levelAfter(open, variable, value);
      if (level === 2) toTrue += 1;
      if (level === 0) toFalse += 1;
    }
    const all = variable.values.length;
    return { missing: missingOf(variable.leaves[0]!, facts, reading), toTrue: toTrue / all, toFalse: toFalse / all };
  });
}

/** The facts with one more of them known. */
export function learn(facts: FactSet, missing: Pick<Missing, 'fact' | 'key'>, value: FactValue): FactSet {
  const before = facts[missing.fact];
  const entries = before?.state === 'known' && typeof before.value === 'object' && !Array.isArray(before.value) ? before.value : {};
  const next = missing.key === undefined ? value : { ...entries, [missing.key]: String(value) };
  return { ...facts, [missing.fact]: { state: 'known', value: next, source: 'supposed', seen: false, at: '' } };
}
