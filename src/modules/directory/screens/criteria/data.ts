import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Locale } from '#kernel/codes';
import { useSession } from '#access/screens';
import { api, createTextTools, loadTexts, restOfTexts } from '#platform/client';
import { useText } from '#ui';
import type { CriteriaForm } from '../../criteria-form/schema.ts';
import type { CriteriaHistory, ProposeCriteria } from '../../criteria-schema.ts';

const pathOf = (serviceId: string): string => `/api/directory/services/${encodeURIComponent(serviceId)}/criteria`;

export function useCriteriaHistory(serviceId: string) {
  return useQuery({ queryKey: ['directory', 'criteria', serviceId], queryFn: () => api.get<CriteriaHistory>(pathOf(serviceId)) });
}

/** Names and made-up people: they change only with the pack. */
export function useCriteriaForm() {
  return useQuery({ queryKey: ['directory', 'criteria-form'], queryFn: () => api.get<CriteriaForm>('/api/directory/criteria-form'), staleTime: Infinity });
}

export function proposeVersion(serviceId: string, command: ProposeCriteria): Promise<{ proposalId: string }> {
  return api.send<{ proposalId: string }>('POST', pathOf(serviceId), command);
}

export type Say = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** `t` of both languages, for sentences that hold no time; the one that is not the reader's follows when it has come. */
export function useBothLanguages(): Readonly<Record<Locale, Say | null>> {
  const { t, locale } = useText();
  const { country } = useSession().actor;
  const other: Locale = locale === 'es' ? 'en' : 'es';
  const [say, setSay] = useState<Say | null>(null);
  useEffect(() => {
    let current = true;
    void Promise.all([loadTexts(other), restOfTexts(other)]).then(([texts]) => {
      if (current) setSay(() => createTextTools({ locale: other, country, timeZone: 'UTC', texts }).t);
    }, () => undefined);
    return () => { current = false; };
  }, [other, country]);
  return locale === 'es' ? { es: t, en: say } : { es: say, en: t };
}
