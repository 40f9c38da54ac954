import { isPlainDate } from '#kernel/dates';
import { Banner, useText } from '#ui';
import type { Advice, Remark } from '../schema.ts';

/** The sentence of a warning; days inside it are written as the reader writes them. */
function useRemarkWords(): (remark: Remark) => string {
  const { t, formatDate } = useText();
  return ({ code, params = {} }) =>
    t(`registry.warning.${code}`, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, typeof value === 'string' && isPlainDate(value) ? formatDate(value) : value])));
}

/** What is odd about what was typed: shown, never in the way. */
export function AdviceList({ advice }: { readonly advice: readonly Advice[] }) {
  const { t } = useText();
  const words = useRemarkWords();
  if (advice.length === 0) return null;
  return (
    <Banner tone="warning" title={t('registry.warning.title')} live>
      <ul>{advice.map((a) => <li key={`${a.code}-${a.field}`}>{words(a)}</li>)}</ul>
      <p>{t('registry.warning.lead')}</p>
    </Banner>
  );
}

/** The same beneath what it is about. */
export function Remarks({ remarks }: { readonly remarks: readonly Remark[] }) {
  const words = useRemarkWords();
  if (remarks.length === 0) return null;
  return <ul className="registry-remarks">{remarks.map((remark) => <li key={remark.code}>{words(remark)}</li>)}</ul>;
}
