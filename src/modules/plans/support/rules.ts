/** What a line about delivered support must say, and which referrals have led to some. Pure. */
import type { Problem } from '#kernel/errors';
import type { Giver } from './schema.ts';

export interface ToCheck { readonly givenOn: string; readonly giver: Giver; readonly serviceId?: string | undefined; readonly organizationId?: string | undefined; readonly quantity?: number | undefined; readonly unit?: string | undefined }

const MISSING: Record<Giver, (g: ToCheck) => Problem | null> = {
  'own-office': () => null,
  service: (g) => (g.serviceId ? null : { code: 'plans.support.which-service', field: 'serviceId' }),
  organization: (g) => (g.organizationId ? null : { code: 'plans.support.which-organization', field: 'organizationId' }),
};

/** Why this cannot have been given, or null. */
export function supportProblem(given: ToCheck, today: string): Problem | null {
  if (given.givenOn > today) return { code: 'plans.support.not-yet', field: 'givenOn' };
  if ((given.quantity === undefined) !== (given.unit === undefined)) return { code: 'plans.support.quantity-and-unit', field: given.unit === undefined ? 'unit' : 'quantity' };
  return MISSING[given.giver](given);
}

/** Whether something was delivered, as far as the provider says and the person does not deny. */
export function ledToSupport(referral: { readonly state: string; readonly outcome: string | null; readonly confirmed: string | null }): boolean {
  return referral.state === 'completed' && referral.confirmed !== 'no' && (referral.outcome === 'reached' || referral.outcome === 'partly');
}
