/**
 * Facts that may open a door and never close one: how somebody came back, how often, what record they told. A condition may
 * name such a group to say that a service is meant for it, in so many words; it may not leave a group out.
 */
import type { Criteria, CriterionOp, Leaf } from './criteria-leaf.ts';
import { factDefinition, factUse, ownGroups, type FactCode } from './facts.ts';

const OPENING: readonly CriterionOp[] = ['is', 'in', 'has', 'gte'];
const values = (leaf: Leaf): readonly unknown[] => (Array.isArray(leaf.value) ? leaf.value : [leaf.value]);

/** True for a condition that names a group among those that its fact tells apart. */
function namesItsGroup(leaf: Leaf): boolean {
  const groups = ownGroups(leaf.fact);
  if (typeof groups === 'number') return leaf.op === 'gte' && Number(leaf.value) >= groups;
  return OPENING.includes(leaf.op) && values(leaf).every((value) => groups.includes(String(value)));
}

/** Ways to conditions on such facts that stand under a `not`, or that say whom a service is not for. */
export function unfairLeaves(criteria: Criteria, path = '', negated = false): readonly string[] {
  if ('all' in criteria) return criteria.all.flatMap((kid, i) => unfairLeaves(kid, `${path}/all/${i}`, negated));
  if ('any' in criteria) return criteria.any.flatMap((kid, i) => unfairLeaves(kid, `${path}/any/${i}`, negated));
  if ('not' in criteria) return unfairLeaves(criteria.not, `${path}/not/0`, true);
  if (factUse(criteria.fact) !== 'own-group') return [];
  return negated || !namesItsGroup(criteria) ? [path] : [];
}

/** True for a condition that tells the people apart whom its fact describes; one that every answer meets only says that there is one. */
export function namesGroup(leaf: Leaf): boolean {
  const def = factDefinition(leaf.fact);
  if ((def.kind !== 'code' && def.kind !== 'ordered') || leaf.op !== 'in') return true;
  return !def.values.every((value) => values(leaf).includes(value));
}

/** True if criteria are meant for a group that one of these facts describes. */
export function isMeantFor(criteria: Criteria | null, facts: ReadonlySet<FactCode>): boolean {
  if (criteria === null) return false;
  if ('all' in criteria) return criteria.all.some((kid) => isMeantFor(kid, facts));
  if ('any' in criteria) return criteria.any.some((kid) => isMeantFor(kid, facts));
  if ('not' in criteria) return isMeantFor(criteria.not, facts);
  return facts.has(criteria.fact) && namesGroup(criteria);
}
