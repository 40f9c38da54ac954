import { Card, DescriptionList, LinkButton, Note, StatusTag, useText } from '#ui';
import type { ServicePageData } from '../data.ts';
import { useRuleWords } from '../rule-words.ts';
import { CriteriaLines } from './criteria-lines.tsx';

/** For whom it is: what criteria say exactly, what stays a question, which papers are needed. */
export function ConditionsCard({ data }: { readonly data: ServicePageData }) {
  const { t, locale } = useText();
  const { service, documents } = data;
  const rules = useRuleWords();
  const open = service.openConditions.map((condition) => (locale === 'en' ? condition.en : condition.es));
  return (
    <Card title={t('directory.service.for-whom')} icon="people">
      <CriteriaLines data={data} />
      {service.rules ? <Note>{rules.whole(service.rules)}</Note> : null}
      <LinkButton size="small" icon="history" href={`/app/directory/${encodeURIComponent(service.id)}/conditions`}>{t('directory.conditions.open-page')}</LinkButton>
      {open.length > 0 ? (
        <>
          <h3>{t('directory.service.to-ask')}</h3>
          <ul>{open.map((text) => <li key={text}>{text}</li>)}</ul>
        </>
      ) : null}
      <h3>{t('directory.service.papers')}</h3>
      <Papers required={service.requiredDocuments} names={documents.map((d) => (locale === 'en' ? d.nameEn : d.nameEs))} />
      {service.eligibility.length > 0 ? (
        <>
          <h3>{t('directory.service.eligibility-text')}</h3>
          <DescriptionList items={service.eligibility.map((text) => ({
            term: <StatusTag tone={text.inCriteria ? 'success' : 'info'}>{t(text.inCriteria ? 'directory.service.in-criteria' : 'directory.service.still-text')}</StatusTag>,
            value: <span lang="en">{text.detail}</span>,
          }))} />
        </>
      ) : null}
    </Card>
  );
}

function Papers({ required, names }: { readonly required: readonly string[] | null; readonly names: readonly string[] }) {
  const { t } = useText();
  if (required === null) return <Note>{t('directory.service.papers-not-stated')}</Note>;
  if (required.length === 0) return <Note>{t('directory.service.no-papers')}</Note>;
  return <ul>{names.map((name) => <li key={name}>{name}</li>)}</ul>;
}
