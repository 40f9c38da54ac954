/**
 * What criteria ask, taken apart: for each fact (or entry of a map fact) the leaves that ask it, and one value for each way
 * in which those leaves can come out together. Exact: every value of the fact behaves like one of them.
 */
import { entryOf, leafHolds, leavesOf, type Criteria, type Leaf } from './criteria-leaf.ts';
import { factDefinition, type FactDefinition, type FactValue } from './facts.ts';

export interface Variable {
  readonly leaves: readonly Leaf[];
  /** One value for each way the leaves can come out. */
  readonly values: readonly FactValue[];
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

/** A list of many codes can hold any of them: the ways double with each code that leaves tell apart. */
const MAX_CLASSES = 10;

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

function distinctOutcomes(leaves: readonly Leaf[]): FactValue[] {
  const byOutcome = new Map<string, FactValue>();
  for (const value of candidates(factDefinition(leaves[0]!.fact), leaves)) {
    const outcome = leaves.map((leaf) => (leafHolds(leaf, value) ? '1' : '0')).join('');
    if (!byOutcome.has(outcome)) byOutcome.set(outcome, value);
  }
  return [...byOutcome.values()];
}

/** Most facts stand in one leaf, and the same leaves are judged for many people. */
const ofOneLeaf = new WeakMap<Leaf, readonly FactValue[]>();

/** Representative values: the candidates, one for each distinct outcome of all leaves together. */
function representatives(leaves: readonly Leaf[]): readonly FactValue[] {
  if (leaves.length > 1) return distinctOutcomes(leaves);
  const leaf = leaves[0]!;
  const known = ofOneLeaf.get(leaf) ?? distinctOutcomes(leaves);
  ofOneLeaf.set(leaf, known);
  return known;
}

/** True for a condition that, once its fact is known, may come out either way. */
export function isOpenBothWays(leaf: Leaf): boolean {
  return representatives([leaf]).length === 2;
}

const sameVariable = (a: Leaf, b: Leaf): boolean => a.fact === b.fact && entryOf(a) === entryOf(b);

/** The facts and entries that criteria ask, in the order in which they are mentioned. */
export function variablesOf(open: Criteria): Variable[] {
  return groupsOf(open).map((leaves) => ({ leaves, values: representatives(leaves) }));
}

function groupsOf(criteria: Criteria): Leaf[][] {
  const groups: Leaf[][] = [];
  for (const leaf of leavesOf(criteria)) {
    const group = groups.find(([first]) => sameVariable(first!, leaf));
    if (group) group.push(leaf);
    else groups.push([leaf]);
  }
  return groups;
}

const isTooWide = (leaves: readonly Leaf[]): boolean => factDefinition(leaves[0]!.fact).kind === 'codes' && classes(leaves).length > MAX_CLASSES;

/** How much trying out an exact answer takes; beyond it nobody can follow the conditions either. */
const MAX_WORK = 300_000;

/**
 * True for criteria whose facts stand in so many conditions at once that nothing exact can be said of them in reasonable
 * time: they are refused where they are written.
 */
export function isTooEntangled(criteria: Criteria): boolean {
  const groups = groupsOf(criteria);
  if (groups.some(isTooWide)) return true;
  let work = leavesOf(criteria).length * groups.length;
  for (const leaves of groups) {
    if (leaves.length > 1) work *= representatives(leaves).length + 1;
    if (work > MAX_WORK) return true;
  }
  return false;
}
