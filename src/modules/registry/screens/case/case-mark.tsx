import { useEffect } from 'react';
import { Loading, StatusTag, useNavigate, useText } from '#ui';
import { addressOfWork } from './address-of-work.ts';
import { useRelatedCases } from './related-cases.tsx';

interface MarkProps {
  /** The cases where it stands. */
  readonly of: readonly string[];
  /** The case on whose page it is shown. */
  readonly on: string;
}

/** Of what stands in a case that goes on in the one that is shown: in which. Silent for what is the shown case's alone. */
export function CaseMark({ of, on }: MarkProps) {
  const { t, formatList } = useText();
  const { data } = useRelatedCases(on);
  const others = of.filter((caseId) => caseId !== on);
  if (others.length === 0) return null;
  const codes = others.map((caseId) => data?.cases.find((c) => c.caseId === caseId)?.publicCode ?? t('registry.join.another'));
  return <StatusTag tone="neutral" icon="swap">{t(of.includes(on) ? 'registry.join.also-in' : 'registry.join.of-case', { codes: formatList(codes) })}</StatusTag>;
}

/** The page of a case, or of the one in which it goes on: where whoever works on something of a joined case comes from, and goes back to. */
export function useCaseAddress(caseId: string): string {
  const { data } = useRelatedCases(caseId);
  return addressOfWork(caseId, data);
}

/** Goes to the page where a case is worked on, as soon as it is known which that is. */
export function CaseInChargePage({ caseId }: { readonly caseId: string }) {
  const navigate = useNavigate();
  const { data, isError } = useRelatedCases(caseId);
  useEffect(() => {
    if (data || isError) navigate(isError ? `/app/cases/${caseId}` : addressOfWork(caseId, data), { replace: true });
  }, [caseId, data, isError, navigate]);
  return <Loading />;
}
