import { URGENCIES } from '#kernel/codes';
import type { NeedView } from '../schema.ts';

/** One line of the list: a need, or the same kind of need that cases which go on together each have. */
export type NeedKind = readonly [NeedView, ...NeedView[]];

const rank = (need: NeedView): number => URGENCIES.indexOf(need.urgency);

/** The same kind of need is said once, whichever of the cases have it: that of the case shown first. A secret need stays a line of its own. The order is that of the most urgent. */
export function byKind(needs: readonly NeedView[], caseId: string): NeedKind[] {
  const kinds = Map.groupBy(needs, (need) => `${need.need} ${need.restricted ? 'restricted' : ''}`);
  return [...kinds.values()].map((same) => same.toSorted((a, b) => Number(b.caseId === caseId) - Number(a.caseId === caseId)) as unknown as NeedKind)
    .toSorted((a, b) => Math.min(...a.map(rank)) - Math.min(...b.map(rank)));
}

/** How soon whichever of them is the most urgent must be answered. */
export function urgencyOf(kind: NeedKind): NeedView['urgency'] {
  return URGENCIES[Math.min(...kind.map(rank))]!;
}

/** Why, each reason once. */
export function reasonsOf(kind: NeedKind): NeedView['reasons'] {
  return [...new Map(kind.flatMap((need) => need.reasons).map((reason) => [reason.code, reason])).values()];
}
