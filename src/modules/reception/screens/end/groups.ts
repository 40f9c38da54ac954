import { DIFFERENCE_KINDS, type Difference, type DifferenceKind } from '../../schema.ts';

/** Differences that read together: whom the sender took off stands apart from who did not come. */
export interface DifferenceGroup {
  readonly title: DifferenceKind | 'takenOff';
  readonly kind: DifferenceKind;
  readonly differences: readonly Difference[];
}

/** The groups that have anybody, in the order of the paper. */
export function groupsOf(differences: readonly Difference[]): DifferenceGroup[] {
  const takenOff = (d: Difference) => d.kind === 'notArrived' && d.reason === 'takenOffBySender';
  const groups = DIFFERENCE_KINDS.flatMap((kind): DifferenceGroup[] => [
    { title: kind, kind, differences: differences.filter((d) => d.kind === kind && !takenOff(d)) },
    ...(kind === 'notArrived' ? [{ title: 'takenOff' as const, kind, differences: differences.filter(takenOff) }] : []),
  ]);
  return groups.filter((group) => group.differences.length > 0);
}
