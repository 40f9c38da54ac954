import { useText } from '#ui';
import type { RuleVersion } from '../schema.ts';

type Rules = Pick<RuleVersion, 'version' | 'source' | 'from' | 'until'>;
type Days = Pick<RuleVersion, 'from' | 'until'>;

/** Which version of the conditions is meant, in plain words. */
export function useRuleWords() {
  const { t, formatDate } = useText();
  const period = ({ from, until }: Days): string => {
    if (from === null) return until === null ? t('directory.rules.always') : t('directory.rules.until', { until: formatDate(until) });
    return until === null ? t('directory.rules.since', { from: formatDate(from) }) : t('directory.rules.between', { from: formatDate(from), until: formatDate(until) });
  };
  return { period, whole: (rules: Rules): string => t(`directory.rules.of.${rules.source}`, { n: rules.version, period: period(rules) }) };
}
