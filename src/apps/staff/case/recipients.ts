import { useQuery } from '@tanstack/react-query';
import type { CaseSupport } from '#plans/schema';
import type { OfficerReferral } from '#referrals/schema';
import type { Consent } from '#registry/schema';
import { useText } from '#ui';
import { asked } from './use-case.ts';

type Names = ReadonlyMap<string, string>;

function namesOf(referrals: readonly OfficerReferral[], organizations: CaseSupport['organizations'], locale: 'es' | 'en'): Names {
  return new Map([...organizations.map((o) => [o.organizationId, o.name[locale]] as const), ...referrals.map((r) => [r.serviceId, `${r.serviceName[locale]} · ${r.organizationName[locale]}`] as const)]);
}

/** Who a consent is for, in words, out of what the page of a case has asked for anyway; null: nobody in particular, or nobody whom the reader may know by name. */
export function useRecipientOf(caseId: string, referrals: readonly OfficerReferral[], follows: boolean): (consent: Consent) => string | null {
  const { locale } = useText();
  const support = useQuery({ ...asked.support(caseId), enabled: follows });
  const names = namesOf(referrals, support.data?.organizations ?? [], locale);
  return ({ recipientServiceId, recipientOrganizationId }) => names.get(recipientServiceId ?? '') ?? names.get(recipientOrganizationId ?? '') ?? null;
}
