import type { NeedView } from '#assessment/schema';
import type { OfficerReferral } from '#referrals/schema';

type Need = Pick<NeedView, 'needId' | 'restricted' | 'state'>;
type Referral = Pick<OfficerReferral, 'needId'>;

/** Open needs that may stand on a paper, which anybody may read: those that only protection reads do not, though the officer who asked sees them on the screen. */
export function needsOnPaper<N extends Need>(needs: readonly N[]): N[] {
  return needs.filter((need) => need.state === 'open' && !need.restricted);
}

/** Referrals that may stand beside them: none whose need is not known to be an open book, because the service alone would tell it. */
export function referralsOnPaper<R extends Referral>(referrals: readonly R[], needs: readonly Need[]): R[] {
  const plain = new Set(needs.filter((need) => !need.restricted).map((need) => need.needId));
  return referrals.filter((referral) => plain.has(referral.needId));
}
