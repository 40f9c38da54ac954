import { useState } from 'react';
import { Button, Card, DescriptionList, StatusTag, useText } from '#ui';
import type { Term } from '#ui';
import type { PersonDetail, PersonSummary } from '../../schema.ts';
import { useBirthWords } from '../birth-words.ts';
import { CorrectDialog } from './correct-dialog.tsx';
import { Sourced, useSources } from './sourced.tsx';

/** Name of a country in the reader's language. */
export function useCountryName(): (code: string) => string {
  const { locale } = useText();
  const names = new Intl.DisplayNames([locale], { type: 'region' });
  return (code) => names.of(code) ?? code;
}

/** Name of a language in the reader's own; the code where no name is known. */
export function useLanguageName(): (code: string) => string {
  const { locale } = useText();
  return (code) => {
    try {
      return new Intl.DisplayNames([locale], { type: 'language' }).of(code) ?? code;
    } catch {
      return code;
    }
  };
}

interface Shown { readonly field: string; readonly value: string | null }

/** What is shown of a person, field by field, in the order in which one asks. */
function useFields(): (person: PersonSummary) => readonly Shown[] {
  const { t, formatList } = useText();
  const country = useCountryName();
  const language = useLanguageName();
  const birth = useBirthWords();
  return (person) => [
    { field: 'givenNames', value: person.givenNames },
    { field: 'surname1', value: person.surname1 || t('registry.data.no-surname') },
    { field: 'surname2', value: person.surname2 },
    { field: 'marriedSurname', value: person.marriedSurname },
    { field: 'preferredName', value: person.preferredName },
    { field: 'otherNames', value: person.otherNames },
    { field: 'birthDate', value: person.birthDate && birth(person.birthDate, person.birthPrecision) },
    { field: 'sex', value: person.sex ? t(`registry.sex.${person.sex}`) : null },
    { field: 'nationalities', value: person.nationalities.length > 0 ? formatList(person.nationalities.map(country)) : null },
    { field: 'birthCountry', value: person.birthCountry ? country(person.birthCountry) : null },
    { field: 'birthAdmin2', value: person.birthAdmin2Name },
    { field: 'birthPlace', value: person.birthPlace },
    { field: 'originAdmin2', value: person.originName },
    { field: 'motherName', value: person.motherName },
    { field: 'preferredLanguage', value: person.preferredLanguage ? language(person.preferredLanguage) : null },
  ];
}

/** Fields that nobody filled in are named together at the end: a page full of dashes says nothing. */
function Missing({ fields }: { readonly fields: readonly Shown[] }) {
  const { t, formatList } = useText();
  const empty = fields.filter((f) => !f.value).map((f) => t(`registry.field.${f.field}`).toLocaleLowerCase());
  if (empty.length === 0) return null;
  return <p className="ui-note">{t('registry.data.missing', { fields: formatList(empty) })}</p>;
}

/** Names, birth and origin as they are known; on demand, where each of them comes from. */
export function DataCard({ detail, mayRecord }: { readonly detail: PersonDetail; readonly mayRecord: boolean }) {
  const { t } = useText();
  const fieldsOf = useFields();
  const sources = useSources();
  const [correcting, setCorrecting] = useState(false);
  const { person } = detail;
  const fields = fieldsOf(person);
  const terms: Term[] = fields.filter((f) => f.value).map(({ field, value }) => ({
    term: t(`registry.field.${field}`),
    value: sources.shown ? <Sourced value={value!} origin={detail.sources.find((s) => s.field === field)} /> : value,
  }));
  return (
    <Card
      title={t('registry.data.title')} icon="person"
      actions={(
        <>
          {sources.button}
          {mayRecord ? <Button size="small" icon="edit" onClick={() => setCorrecting(true)}>{t('registry.identity.correct')}</Button> : null}
        </>
      )}
    >
      <DescriptionList items={terms} columns={2} />
      <Missing fields={fields} />
      {person.identity.length > 1 ? <StatusTag tone="info" icon="link">{t('registry.person.linked', { n: person.identity.length - 1 })}</StatusTag> : null}
      {correcting ? <CorrectDialog personId={person.personId} onClose={() => setCorrecting(false)} /> : null}
    </Card>
  );
}
