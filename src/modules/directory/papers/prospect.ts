/** Whether asking can make a condition true. */
import { leavesOf, openPart, readValue, type Criteria, type Leaf, type Reading } from '#kernel/criteria';
import { isRestricted, type FactSet } from '#kernel/facts';

/** Not known, not declined, and this actor may ask it. */
function mayBeAsked(leaf: Leaf, facts: FactSet, reading: Reading): boolean {
  if (readValue(leaf, facts, reading) !== undefined || facts[leaf.fact]?.state === 'declined') return false;
  return reading.mayReadRestricted || !isRestricted(leaf.fact);
}

/** What remains undecided could come to `wanted`, each open condition on its own. */
function canCome(open: Criteria, wanted: boolean, asked: (leaf: Leaf) => boolean): boolean {
  if ('not' in open) return canCome(open.not, !wanted, asked);
  if ('fact' in open) return asked(open);
  const every = 'all' in open ? wanted : !wanted;
  const kids = 'all' in open ? open.all : open.any;
  return every ? kids.every((kid) => canCome(kid, wanted, asked)) : kids.some((kid) => canCome(kid, wanted, asked));
}

/** True for an undecided condition that answers which may still be asked can make true. */
export function canComeTrue(criteria: Criteria, facts: FactSet, reading: Reading): boolean {
  const open = openPart(criteria, facts, reading);
  if (typeof open !== 'object') return open === 'true';
  return leavesOf(open).length > 0 && canCome(open, true, (leaf) => mayBeAsked(leaf, facts, reading));
}
