import type { NeedView } from '#assessment/schema';

type Need = Pick<NeedView, 'needId' | 'restricted' | 'state'>;

/** Open needs that may stand on a paper, which anybody may read: those that only protection reads do not, though the officer who asked sees them on the screen. */
export function needsOnPaper<N extends Need>(needs: readonly N[]): N[] {
  return needs.filter((need) => need.state === 'open' && !need.restricted);
}
