import { inWords, sayCriteria, type NameKind } from '../../matching/phrase.ts';
import type { Criteria } from '#kernel/criteria';
import { useText } from '#ui';
import type { ServicePageData } from '../data.ts';

/** The conditions that the criteria say exactly, one to a line. */
export function CriteriaLines({ data }: { readonly data: ServicePageData }) {
  const { t, locale } = useText();
  const { service, placeNames, documents } = data;
  // The pack check has read every criterion with the kernel's parser.
  const criteria = service.criteria as Criteria | null;
  if (criteria === null) return <p>{t('directory.service.not-said-for-whom')}</p>;
  const parts = 'all' in criteria ? criteria.all : [criteria];
  if (parts.length === 0) return <p>{t('directory.service.everybody')}</p>;
  const nameOf = (kind: NameKind, code: string): string | undefined => {
    if (kind === 'place') return placeNames[code];
    const document = kind === 'document' ? documents.find((d) => d.id === code) : undefined;
    return locale === 'en' ? document?.nameEn : document?.nameEs;
  };
  return <ul>{parts.map((part) => <li key={JSON.stringify(part)}>{inWords(sayCriteria(part), { t, locale, nameOf })}</li>)}</ul>;
}
