/** Open referrals of a case as they may stand on a paper that goes along with it. Anybody may read a paper. */
import { needsOf } from '#assessment';
import { nameableOnPaper } from '#directory';
import type { Ctx } from '#platform/context';
import { printable } from './rules/on-paper.ts';
import type { OfficerReferral, ReferralsOnPaper } from './schema.ts';
import { referralsOf } from './service.ts';

const OVER: ReadonlySet<string> = new Set(['withdrawn', 'draft']);
const isOpen = (referral: OfficerReferral): boolean => !referral.handled && !OVER.has(referral.state);

/** What is still under way, named as far as a paper may name it, and how many it may not. */
export async function referralsOnPaper(ctx: Ctx, caseId: string): Promise<ReferralsOnPaper> {
  const open = (await referralsOf(ctx, caseId)).filter(isOpen);
  const secretless = new Set((await needsOf(ctx, caseId)).filter((need) => !need.restricted).map((need) => need.needId));
  const nameable = await nameableOnPaper(ctx, [...new Set(open.map((referral) => referral.serviceId))]);
  const shown = open.filter((referral) => printable(referral, { needs: secretless, services: nameable }));
  return { referrals: shown.map(({ referralId, serviceName, state }) => ({ referralId, serviceName, state })), left: open.length - shown.length };
}
