/**
 * What can be said of criteria before anybody is judged: whether somebody can meet them at all, whether everybody does, and
 * which parts change nothing. Exact over every answer that the facts allow; each fact can be answered independently of the
 * others. Criteria that are too entangled for that are not guessed at.
 */
import { leafHolds, type Criteria, type Leaf } from './criteria-leaf.ts';
import { isTooEntangled, variablesOf, type Variable } from './criteria-variables.ts';
import type { FactValue } from './facts.ts';

/** Who meets criteria once every answer is known: some people, everybody, nobody; or it cannot be said. */
export type Truth = 'sometimes' | 'always' | 'never' | 'cannotSay';

export interface CriteriaFinding {
  readonly kind: 'neverTrue' | 'alwaysTrue' | 'noEffect' | 'cannotSay';
  /** Way to the part that it is about; empty for the whole. */
  readonly path: string;
  /** Ways to the parts that bring it about together; only for the whole. */
  readonly parts: readonly string[];
}

/** A set of pairs (the whole holds, it holds without the dropped parts) as four bits. */
type Pairs = number;
const pair = (whole: number, without: number): Pairs => 1 << (whole * 2 + without);
const ALL_TRUE = pair(1, 1);
const ALL_FALSE = pair(0, 0);
/** Pairs of which the whole does not hold, or holds. */
const WHOLE = [pair(0, 0) | pair(0, 1), pair(1, 0) | pair(1, 1)] as const;
const DIFFERENT = pair(0, 1) | pair(1, 0);

function combine(a: Pairs, b: Pairs, join: (x: number, y: number) => number): Pairs {
  let result = 0;
  for (let i = 0; i < 4; i++) {
    if (!(a & (1 << i))) continue;
    for (let k = 0; k < 4; k++) if (b & (1 << k)) result |= 1 << join(i, k);
  }
  return result;
}

// A pair is two bits, so both sides are joined at once.
const both = (x: number, y: number): number => x & y;
const either = (x: number, y: number): number => x | y;
const opposite = (pairs: Pairs): Pairs => combine(pairs, pairs, (x) => 3 - x);

/** One supposition about every fact that stands in several conditions; all others are free. */
interface World {
  readonly values: ReadonlyMap<Variable, FactValue>;
  readonly owners: ReadonlyMap<Leaf, Variable>;
  readonly dropped: ReadonlySet<string>;
}

function leafPairs(leaf: Leaf, { values, owners }: World): Pairs {
  const variable = owners.get(leaf)!;
  const supposed = values.get(variable);
  const possible = supposed === undefined ? variable.values : [supposed];
  return possible.reduce<Pairs>((set, value) => set | (leafHolds(leaf, value) ? ALL_TRUE : ALL_FALSE), 0);
}

function groupPairs(kids: readonly Criteria[], path: string, neutral: 0 | 1, world: World): Pairs {
  const join = neutral === 1 ? both : either;
  return kids.reduce<Pairs>((set, kid, i) => {
    const at = `${path}/${i}`;
    const pairs = pairsOf(kid, at, world);
    return combine(set, world.dropped.has(at) ? withoutPart(pairs, neutral) : pairs, join);
  }, pair(neutral, neutral));
}

/** The whole as it is; what remains as if the part were not there. */
const withoutPart = (pairs: Pairs, neutral: 0 | 1): Pairs => (pairs & WHOLE[0] ? pair(0, neutral) : 0) | (pairs & WHOLE[1] ? pair(1, neutral) : 0);

function pairsOf(criteria: Criteria, path: string, world: World): Pairs {
  if ('all' in criteria) return groupPairs(criteria.all, `${path}/all`, 1, world);
  if ('any' in criteria) return groupPairs(criteria.any, `${path}/any`, 0, world);
  if ('not' in criteria) return opposite(pairsOf(criteria.not, `${path}/not/0`, world));
  return leafPairs(criteria, world);
}

/** Criteria taken apart once, to be asked several times. */
interface Study {
  readonly criteria: Criteria;
  readonly repeated: readonly Variable[];
  readonly owners: ReadonlyMap<Leaf, Variable>;
}

function study(criteria: Criteria): Study {
  const variables = variablesOf(criteria);
  const owners = new Map(variables.flatMap((v) => v.leaves.map((leaf) => [leaf, v] as const)));
  return { criteria, repeated: variables.filter((v) => v.leaves.length > 1), owners };
}

function* suppositions(repeated: readonly Variable[]): Generator<Map<Variable, FactValue>> {
  const [first, ...rest] = repeated;
  if (!first) {
    yield new Map();
    return;
  }
  for (const others of suppositions(rest)) for (const value of first.values) yield new Map([...others, [first, value]]);
}

/** Every pair that some answers bring about; stops as soon as all of `enough` were seen. */
function reachable({ criteria, repeated, owners }: Study, dropped: ReadonlySet<string>, enough: Pairs): Pairs {
  let seen = 0;
  for (const values of suppositions(repeated)) {
    seen |= pairsOf(criteria, '', { values, owners, dropped });
    if ((seen & enough) === enough) break;
  }
  return seen;
}

const NOTHING: ReadonlySet<string> = new Set();

function truthIn(one: Study): Exclude<Truth, 'cannotSay'> {
  const seen = reachable(one, NOTHING, ALL_TRUE | ALL_FALSE);
  if (!(seen & ALL_TRUE)) return 'never';
  return seen & ALL_FALSE ? 'sometimes' : 'always';
}

/** Who can meet the criteria. */
export function truthOf(criteria: Criteria): Truth {
  return isTooEntangled(criteria) ? 'cannotSay' : truthIn(study(criteria));
}

interface Part {
  readonly criteria: Criteria;
  readonly path: string;
}

const kidsOf = (kids: readonly Criteria[], path: string): Part[] => kids.map((criteria, i) => ({ criteria, path: `${path}/${i}` }));

/** True if leaving out the dropped parts changes nothing for anybody. */
const staysTheSame = (one: Study, dropped: ReadonlySet<string>): boolean => !(reachable(one, dropped, DIFFERENT) & DIFFERENT);

/** Leaves out what can be left out; the rest of the parts. */
function thinned(one: Study, parts: readonly Part[], dropped: Set<string>): Part[] {
  return parts.filter(({ path }) => {
    dropped.add(path);
    if (staysTheSame(one, dropped)) return false;
    dropped.delete(path);
    return true;
  });
}

/**
 * The parts that make the whole what it always comes to (`end`): those of `all` make it false, those of `any` make it
 * true, and the other way round under a `not`.
 */
function reasons(one: Study, { criteria, path }: Part, end: 0 | 1, dropped: Set<string>): string[] {
  if ('not' in criteria) return reasons(one, { criteria: criteria.not, path: `${path}/not/0` }, end === 0 ? 1 : 0, dropped);
  const pushing = end === 0 && 'all' in criteria ? kidsOf(criteria.all, `${path}/all`) : end === 1 && 'any' in criteria ? kidsOf(criteria.any, `${path}/any`) : null;
  if (!pushing) return [path];
  return thinned(one, pushing, dropped).flatMap((kid) => reasons(one, kid, end, dropped));
}

/** A condition that every answer meets only says that there must be one: it is never in the way. */
const onlyAsksForAnAnswer = (criteria: Criteria): boolean => 'fact' in criteria && truthIn(study(criteria)) === 'always';

const KIND = { never: 'neverTrue', always: 'alwaysTrue', sometimes: 'noEffect' } as const;

/** Parts without effect, the later of two that say the same; of a part that is reported nothing inside is. */
function idle(one: Study, part: Part, dropped: Set<string>): CriteriaFinding[] {
  const { criteria, path } = part;
  if ('fact' in criteria) return [];
  if ('not' in criteria) return idle(one, { criteria: criteria.not, path: `${path}/not/0` }, dropped);
  const kids = 'all' in criteria ? kidsOf(criteria.all, `${path}/all`) : kidsOf(criteria.any, `${path}/any`);
  return kids.reverse().flatMap((kid) => {
    if (onlyAsksForAnAnswer(kid.criteria)) return [];
    const needed = thinned(one, [kid], dropped).length > 0;
    return needed ? idle(one, kid, dropped) : [findingOn(kid)];
  });
}

/** What is wrong with a part taken by itself; one that is right by itself says again what others say. */
function findingOn({ criteria, path }: Part): CriteriaFinding {
  const one = study(criteria);
  const truth = truthIn(one);
  const end = truth === 'always' ? 1 : 0;
  return { kind: KIND[truth], path, parts: truth === 'sometimes' ? [] : reasonsOf(one, end).map((part) => `${path}${part}`) };
}

const reasonsOf = (one: Study, end: 0 | 1): string[] => reasons(one, { criteria: one.criteria, path: '' }, end, new Set()).filter((path) => path !== '');

/** What to tell who writes the criteria: nobody or everybody meets them and why, or which parts change nothing. */
export function reviewCriteria(criteria: Criteria): readonly CriteriaFinding[] {
  if (isTooEntangled(criteria)) return [{ kind: 'cannotSay', path: '', parts: [] }];
  const one = study(criteria);
  const truth = truthIn(one);
  if (truth === 'never') return [{ kind: 'neverTrue', path: '', parts: reasonsOf(one, 0) }];
  if (truth === 'sometimes') return idle(one, { criteria, path: '' }, new Set()).reverse();
  return one.owners.size === 0 ? [] : [{ kind: 'alwaysTrue', path: '', parts: reasonsOf(one, 1) }];
}
