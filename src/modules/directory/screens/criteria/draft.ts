/** Conditions while somebody writes them: a tree in which parts may still be empty, read as criteria as far as they are complete. Pure. */
import { criteriaTroubles, operationsOf, positionOf, type Criteria, type CriterionOp, type Leaf } from '#kernel/criteria';
import { factDefinition, type FactCode } from '#kernel/facts';

/** All of them, at least one, none, or not all at once: the last two are a `not` around a group. */
export const JOINS = ['all', 'any', 'none', 'notAll'] as const;
export type Join = (typeof JOINS)[number];

export type DraftValue = boolean | number | string | readonly (string | number)[] | null;

export interface DraftLeaf {
  readonly kind: 'leaf';
  readonly id: number;
  readonly fact: FactCode | null;
  readonly op: CriterionOp | null;
  /** The paper or language that a map fact is asked about. */
  readonly key: string;
  readonly value: DraftValue;
}
export interface DraftGroup {
  readonly kind: 'group';
  readonly id: number;
  readonly join: Join;
  readonly kids: readonly DraftNode[];
}
export type DraftNode = DraftLeaf | DraftGroup;

const INSIDE: Readonly<Record<Join, 'all' | 'any'>> = { all: 'all', any: 'any', none: 'any', notAll: 'all' };
const isNegated = (join: Join): boolean => join === 'none' || join === 'notAll';

const idsIn = (node: DraftNode): readonly number[] => (node.kind === 'leaf' ? [node.id] : [node.id, ...node.kids.flatMap(idsIn)]);
/** A number that no part of the tree has. */
export const freshId = (root: DraftGroup): number => Math.max(...idsIn(root)) + 1;

/** Hands out the numbers of parts, from left to right. */
type Count = () => number;

function nodeOf(criteria: Criteria, next: Count): DraftNode {
  if ('all' in criteria) return groupOf('all', criteria.all, next);
  if ('any' in criteria) return groupOf('any', criteria.any, next);
  if ('not' in criteria) return oppositeOf(criteria.not, next);
  return { kind: 'leaf', id: next(), fact: criteria.fact, op: criteria.op, key: criteria.key ?? '', value: criteria.value };
}

function groupOf(join: Join, kids: readonly Criteria[], next: Count): DraftGroup {
  const id = next();
  return { kind: 'group', id, join, kids: kids.map((kid) => nodeOf(kid, next)) };
}

function oppositeOf(inner: Criteria, next: Count): DraftNode {
  if ('not' in inner) return nodeOf(inner.not, next);
  if ('all' in inner) return groupOf('notAll', inner.all, next);
  if ('any' in inner) return groupOf('none', inner.any, next);
  return groupOf('none', [inner], next);
}

/** Criteria as a form shows them; nothing said is a group without conditions. */
export function draftOf(criteria: Criteria | null): DraftGroup {
  let count = 0;
  const next = (): number => ++count;
  if (criteria === null) return groupOf('all', [], next);
  if ('fact' in criteria) return groupOf('all', [criteria], next);
  const node = nodeOf(criteria, next);
  return node.kind === 'group' ? node : { kind: 'group', id: freshId({ kind: 'group', id: node.id, join: 'all', kids: [node] }), join: 'all', kids: [node] };
}

function leafOf({ fact, op, key, value }: DraftLeaf): Leaf | null {
  const json = { fact, op, value, ...(key ? { key } : {}) };
  return criteriaTroubles(json).length === 0 ? (json as unknown as Leaf) : null;
}

/** What can be read of a draft. */
export interface ReadDraft {
  /** The complete parts. */
  readonly criteria: Criteria;
  /** Parts that are not complete yet; they do not count. */
  readonly open: ReadonlySet<number>;
  /** Way in the criteria → part of the draft. */
  readonly atPath: ReadonlyMap<string, number>;
  /** Part → its number as people count. */
  readonly positions: ReadonlyMap<number, string>;
}

interface Walk {
  readonly open: Set<number>;
  readonly atPath: Map<string, number>;
}

function readNode(node: DraftNode, path: string, walk: Walk): Criteria | null {
  if (node.kind === 'group') return readGroup(node, path, walk);
  const leaf = leafOf(node);
  if (leaf) walk.atPath.set(path, node.id);
  else walk.open.add(node.id);
  return leaf;
}

/** A group without any complete condition would be for everybody or nobody: it does not count, and neither does what is said of its inside. */
function readGroup({ id, join, kids }: DraftGroup, path: string, walk: Walk): Criteria | null {
  const inside = isNegated(join) ? `${path}/not/0` : path;
  const read: Criteria[] = [];
  for (const kid of kids) {
    const one = readNode(kid, `${inside}/${INSIDE[join]}/${read.length}`, walk);
    if (one) read.push(one);
  }
  walk.atPath.set(path, id).set(inside, id);
  if (kids.length === 0) walk.open.add(id);
  if (read.length === 0 && path !== '') return null;
  if (read.length === 0) return { all: [] };
  const group: Criteria = INSIDE[join] === 'all' ? { all: read } : { any: read };
  return isNegated(join) ? { not: group } : group;
}

function numbered(node: DraftNode, path: string, into: Map<number, string>): void {
  into.set(node.id, positionOf(path));
  if (node.kind === 'leaf') return;
  const inside = `${isNegated(node.join) ? `${path}/not/0` : path}/${INSIDE[node.join]}`;
  for (const [i, kid] of node.kids.entries()) numbered(kid, `${inside}/${i}`, into);
}

/** Reads a draft as criteria, as far as it is complete. */
export function readDraft(root: DraftGroup): ReadDraft {
  const walk: Walk = { open: new Set(), atPath: new Map() };
  const positions = new Map<number, string>();
  numbered(root, '', positions);
  const criteria = readGroup(root, '', walk) ?? { all: [] };
  // No condition at all is a complete answer: it is for everybody.
  if (root.kids.length === 0 && root.join === 'all') walk.open.delete(root.id);
  return { criteria, ...walk, positions };
}

/** The tree with one part changed; `null` takes it out. */
export function changed(root: DraftGroup, id: number, change: (node: DraftNode) => DraftNode | null): DraftGroup {
  const walk = (node: DraftNode): readonly DraftNode[] => {
    if (node.id === id) return [change(node)].filter((one) => one !== null);
    return [node.kind === 'leaf' ? node : { ...node, kids: node.kids.flatMap(walk) }];
  };
  const [kept] = walk(root);
  return kept?.kind === 'group' ? kept : { ...root, kids: [] };
}

export const emptyLeaf = (id: number): DraftLeaf => ({ kind: 'leaf', id, fact: null, op: null, key: '', value: null });

/** A condition, or a group with one, at the end of a group. */
export function added(root: DraftGroup, groupId: number, kind: 'leaf' | 'group'): DraftGroup {
  const id = freshId(root);
  const node: DraftNode = kind === 'leaf' ? emptyLeaf(id) : { kind: 'group', id: id + 1, join: 'any', kids: [emptyLeaf(id)] };
  return changed(root, groupId, (group) => (group.kind === 'group' ? { ...group, kids: [...group.kids, node] } : group));
}

/** A part one place up or down within its group. */
export function moved(root: DraftGroup, id: number, by: 1 | -1): DraftGroup {
  const walk = (group: DraftGroup): DraftGroup => {
    const at = group.kids.findIndex((kid) => kid.id === id);
    if (at < 0) return { ...group, kids: group.kids.map((kid) => (kid.kind === 'group' ? walk(kid) : kid)) };
    const to = at + by;
    if (to < 0 || to >= group.kids.length) return group;
    const kids = [...group.kids];
    kids.splice(to, 0, ...kids.splice(at, 1));
    return { ...group, kids };
  };
  return walk(root);
}

/** The operation that is meant most often. */
const FIRST: { readonly [K in ReturnType<typeof factDefinition>['kind']]: CriterionOp } = {
  boolean: 'is', number: 'gte', code: 'is', ordered: 'is', 'open-code': 'is', codes: 'has', map: 'has',
};

/** A fact that may only name the group a service is meant for begins with the operation that names one. */
export function startedWith(leaf: DraftLeaf, fact: FactCode | null): DraftLeaf {
  if (fact === leaf.fact) return leaf;
  const op = fact && (operationsOf(fact).includes(FIRST[factDefinition(fact).kind]) ? FIRST[factDefinition(fact).kind] : operationsOf(fact)[0]!);
  return { ...leaf, fact, op, key: '', value: null };
}

const first = (value: DraftValue): DraftValue => (Array.isArray(value) ? ((value as readonly (string | number)[])[0] ?? null) : value);
const isListed = (op: CriterionOp): boolean => op === 'in' || op === 'between';

function valueFor(op: CriterionOp, value: DraftValue): DraftValue {
  if (!isListed(op)) return first(value);
  if (Array.isArray(value)) return op === 'between' ? value.slice(0, 2) as (string | number)[] : value;
  return value === null || typeof value === 'boolean' ? [] : [value as string | number];
}

/** Another operation on the same fact, with as much of what was chosen as it can use. */
export function operatedBy(leaf: DraftLeaf, op: CriterionOp | null): DraftLeaf {
  if (!op || !leaf.fact) return { ...leaf, op };
  const isEntry = (one: CriterionOp | null): boolean => one === 'has' || one === 'lacks';
  if (factDefinition(leaf.fact).kind !== 'map' || leaf.op === null || isEntry(leaf.op) === isEntry(op)) return { ...leaf, op, value: valueFor(op, leaf.value) };
  // A map fact keeps its entry: as the value of `has`, as the key of everything else.
  return isEntry(op) ? { ...leaf, op, key: '', value: leaf.key || null } : { ...leaf, op, key: String(leaf.value ?? ''), value: isListed(op) ? [] : null };
}
