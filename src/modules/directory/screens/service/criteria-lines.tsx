import { useText } from '#ui';
import type { Service } from '../../schema.ts';

/** The conditions that the criteria say exactly, one to a line. */
export function CriteriaLines({ service }: { readonly service: Service }) {
  const { t } = useText();
  if (service.criteria === null) return <p>{t('directory.service.not-said-for-whom')}</p>;
  return <p>{t('directory.service.everybody')}</p>;
}
