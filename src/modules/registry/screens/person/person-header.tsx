import type { ReactNode } from 'react';
import { PageHeader, StatusTag, useText } from '#ui';
import type { Tone } from '#ui';
import type { PersonSummary } from '../../schema.ts';
import { useLanguageName } from './data-card.tsx';

function fullName(person: PersonSummary): string {
  return [person.givenNames, person.surname1, person.surname2].filter(Boolean).join(' ');
}

/** The most careful thing that is known about reaching this person. */
function contactState(person: PersonSummary): { tone: Tone; key: string } {
  const safeties = person.contacts.map((c) => c.safety);
  if (safeties.includes('unsafe')) return { tone: 'danger', key: 'registry.person.contact-unsafe' };
  if (safeties.length === 0) return { tone: 'neutral', key: 'registry.person.no-contact' };
  return safeties.includes('ask-first') ? { tone: 'warning', key: 'registry.person.contact-ask' } : { tone: 'success', key: 'registry.person.contact-safe' };
}

export interface PersonHeaderProps {
  readonly person: PersonSummary;
  readonly back?: { readonly href: string; readonly label: string };
  readonly actions?: ReactNode;
}

/** Who is this: name, age, code, where from, language, and whether they may be called. */
export function PersonHeader({ person, back, actions }: PersonHeaderProps) {
  const { t } = useText();
  const languageName = useLanguageName();
  const contact = contactState(person);
  const age = person.age === null ? t('registry.age-unknown') : t('registry.age', { age: person.age });
  const lead = [age, person.originName ? t('registry.person.from', { place: person.originName }) : null].filter(Boolean).join(', ');
  const language = person.preferredLanguage && person.preferredLanguage !== 'es' ? languageName(person.preferredLanguage) : null;
  return (
    <PageHeader
      title={fullName(person)} over={person.publicCode} lead={lead} actions={actions} {...(back ? { back } : {})}
      tags={(
        <>
          {language ? <StatusTag tone="info" icon="language">{t('registry.person.speaks', { language })}</StatusTag> : null}
          {person.preferredName ? <StatusTag tone="neutral" icon={null}>{t('registry.person.called', { name: person.preferredName })}</StatusTag> : null}
          <StatusTag tone={contact.tone} icon="phone">{t(contact.key)}</StatusTag>
          {person.identity.length > 1 ? <StatusTag tone="neutral" icon={null}>{t('registry.person.linked', { n: person.identity.length - 1 })}</StatusTag> : null}
        </>
      )}
    />
  );
}
