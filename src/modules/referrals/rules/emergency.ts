import type { Role } from '#kernel/codes';
import type { Problem } from '#kernel/errors';
import type { EmergencyReferral } from '../schema.ts';

/** Why this may not be shared without consent, or null. Somebody who said no has been asked: only danger of life goes beyond that. */
export function overrideProblem(reason: EmergencyReferral['reason'], about: { role: Role; roles: readonly string[]; saidNo: boolean }): Problem | null {
  if (!about.roles.includes(about.role)) return { code: 'referrals.not-in-your-power' };
  return reason === 'cannot-consent' && about.saidNo ? { code: 'referrals.said-no', field: 'reason' } : null;
}

const REVIEWERS: readonly Role[] = ['supervisor', 'protection'];

/** Why this actor may not look at an emergency afterwards, or null: once, and never whoever made it. */
export function reviewProblem(about: { madeBy: string; reviewed: boolean }, actor: { userId: string; role: Role }): Problem | null {
  if (about.reviewed) return { code: 'referrals.reviewed-before' };
  return about.madeBy === actor.userId || !REVIEWERS.includes(actor.role) ? { code: 'referrals.review-by-another' } : null;
}
