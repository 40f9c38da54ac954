import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, DescriptionList, Disclosure, Item, ItemList, LinkButton, Loaded, Note, Stack, StatusTag, useText } from '#ui';
import type { Term } from '#ui';
import { useSession } from '#access/screens';
import type { Correction, PersonDetail, PersonSummary } from '../../schema.ts';
import { useBirthWords } from '../birth-words.ts';
import { IdentityDecisions } from '../identity/identity-decisions.tsx';
import { CorrectDialog } from './correct-dialog.tsx';

function useTerms(person: PersonSummary): Term[] {
  const { t, formatDate } = useText();
  const birth = useBirthWords();
  return [
    { term: t('registry.field.givenNames'), value: person.givenNames },
    { term: t('registry.field.surname1'), value: person.surname1 },
    { term: t('registry.field.surname2'), value: person.surname2 },
    { term: t('registry.field.otherNames'), value: person.otherNames },
    { term: t('registry.field.birthDate'), value: person.birthDate && birth(person.birthDate, person.birthPrecision) },
    { term: t('registry.field.sex'), value: person.sex ? t(`registry.sex.${person.sex}`) : null },
    { term: t('registry.field.originAdmin2'), value: person.originName },
    { term: t('registry.field.lastReturn'), value: person.lastReturnOn ? [formatDate(person.lastReturnOn), person.lastReturnPlace].filter(Boolean).join(' · ') : null },
  ];
}

function Documents({ person }: { readonly person: PersonSummary }) {
  const { t } = useText();
  return (
    <ItemList items={person.documents} itemKey={(d) => d.id} label={t('registry.identity.documents')} empty={<Note>{t('registry.identity.no-documents')}</Note>}>
      {(d) => (
        <Item
          title={[t(`registry.document.${d.type}`), d.number].filter(Boolean).join(' ')} meta={[t(`registry.document-status.${d.status}`), t(`registry.evidence.${d.evidence}`)].join(' · ')}
          tags={d.check.startsWith('invalid') ? <StatusTag tone="warning">{t(`registry.check.${d.check}`)}</StatusTag> : null}
        />
      )}
    </ItemList>
  );
}

function Contacts({ person }: { readonly person: PersonSummary }) {
  const { t } = useText();
  const tone = { safe: 'success', 'ask-first': 'warning', unsafe: 'danger' } as const;
  const key = { safe: 'registry.person.contact-safe', 'ask-first': 'registry.person.contact-ask', unsafe: 'registry.person.contact-unsafe' } as const;
  return (
    <ItemList items={person.contacts} itemKey={(c) => c.id} label={t('registry.person.contact')} empty={<Note>{t('registry.person.no-contact')}</Note>}>
      {(c) => (
        <Item
          title={c.value} meta={[c.whoAnswers, c.hours, t(c.mayLeaveMessage ? 'registry.person.message-ok' : 'registry.person.no-message')].filter(Boolean).join(' · ')}
          tags={<StatusTag tone={tone[c.safety]} icon="phone">{t(key[c.safety])}</StatusTag>}
        />
      )}
    </ItemList>
  );
}

function Corrections({ corrections }: { readonly corrections: readonly Correction[] }) {
  const { t, formatDate } = useText();
  const shown = (value: string | null) => value ?? t('registry.identity.empty-value');
  return (
    <ItemList items={corrections} itemKey={(c) => `${c.at}-${c.field}`} label={t('registry.identity.corrections')} empty={<Note>{t('registry.identity.no-corrections')}</Note>}>
      {(c) => (
        <Item
          title={t('registry.identity.changed', { field: t(`registry.field.${c.field}`), old: shown(c.oldValue), next: shown(c.newValue) })}
          meta={[formatDate(c.at, 'time'), c.by, t(`registry.evidence.${c.evidence}`), c.reason].filter(Boolean).join(' · ')}
        />
      )}
    </ItemList>
  );
}

/** Who keeps the record corrects it; supervision reads. */
const KEEPERS: ReadonlySet<string> = new Set(['reception', 'window', 'protection', 'consular']);

/** Everything that identifies the person, where it comes from, and what was corrected or decided. */
export function IdentityPanel({ personId }: { readonly personId: string }) {
  const { t } = useText();
  const { actor } = useSession();
  const [correcting, setCorrecting] = useState(false);
  const detail = useQuery({ queryKey: ['registry', 'person', personId], queryFn: () => api.get<PersonDetail>(`/api/people/${personId}`) });
  return (
    <Card
      title={t('registry.identity.title')} icon="person"
      actions={(
        <>
          <LinkButton size="small" look="quiet" href={`/app/people/${personId}`}>{t('registry.person.open')}</LinkButton>
          {KEEPERS.has(actor.role) ? <Button size="small" icon="edit" onClick={() => setCorrecting(true)}>{t('registry.identity.correct')}</Button> : null}
        </>
      )}
    >
      <Loaded query={detail}>{(data) => <IdentityBody detail={data} />}</Loaded>
      {correcting ? <CorrectDialog personId={personId} onClose={() => setCorrecting(false)} /> : null}
    </Card>
  );
}

function IdentityBody({ detail }: { readonly detail: PersonDetail }) {
  const { t } = useText();
  const terms = useTerms(detail.person);
  const { person } = detail;
  return (
    <Stack gap={3}>
      <DescriptionList items={terms} columns={2} />
      <Note>{t('registry.identity.source', { source: t(`registry.source.${person.source}`), evidence: t(`registry.evidence.${person.evidence}`).toLowerCase() })}</Note>
      <h3>{t('registry.identity.documents')}</h3>
      <Documents person={person} />
      <h3>{t('registry.person.contact')}</h3>
      <Contacts person={person} />
      <Disclosure summary={t('registry.identity.corrections')}><Corrections corrections={detail.corrections} /></Disclosure>
      <IdentityDecisions links={detail.links} />
    </Stack>
  );
}
