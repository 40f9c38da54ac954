import { Banner, useText } from '#ui';
import type { Advice } from '../schema.ts';

/** What is odd about what was typed: shown, never in the way. */
export function AdviceList({ advice }: { readonly advice: readonly Advice[] }) {
  const { t } = useText();
  if (advice.length === 0) return null;
  return (
    <Banner tone="warning" title={t('registry.warning.title')} live>
      <ul>{advice.map((a) => <li key={`${a.code}-${a.field}`}>{t(`registry.warning.${a.code}`, a.params)}</li>)}</ul>
      <p>{t('registry.warning.lead')}</p>
    </Banner>
  );
}
