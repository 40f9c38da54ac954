import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { LinkButton, Loaded, Page, SplitView, Stack, useText } from '#ui';
import type { PersonDetail } from '../../schema.ts';
import { IdentityNotices, PersonRecordsCard } from '../identity/identity-records.tsx';
import { AboutCard } from './about-card.tsx';
import { ContactsCard } from './contacts-card.tsx';
import { DataCard } from './data-card.tsx';
import { FamilyCard } from './family-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { PapersCard } from './papers-card.tsx';
import { PersonHeader } from './person-header.tsx';

/** Who keeps the record corrects it; supervision reads. */
const KEEPERS: ReadonlySet<string> = new Set(['reception', 'window', 'protection', 'consular']);

/** Everything that is known of one person, on one page: who, with which papers, how to reach them, their family, and what changed. */
export function PersonPage({ personId, aside }: { readonly personId: string; readonly aside?: ReactNode }) {
  const query = useQuery({ queryKey: ['registry', 'person', personId], queryFn: () => api.get<PersonDetail>(`/api/people/${personId}`) });
  return <Loaded query={query}>{(detail) => <PersonBody detail={detail} aside={aside} />}</Loaded>;
}

function PersonBody({ detail, aside }: { readonly detail: PersonDetail; readonly aside: ReactNode }) {
  const { t } = useText();
  const { actor } = useSession();
  const { person } = detail;
  const mayRecord = KEEPERS.has(actor.role);
  return (
    // Only the code names the page: titles stay in the history of the browser.
    <Page width="wide" title={t('registry.person.title', { code: person.publicCode })}>
      <PersonHeader
        person={person} back={{ href: '/app/people', label: t('registry.person.back') }}
        actions={detail.caseId ? <LinkButton href={`/app/cases/${detail.caseId}`} look="primary" icon="briefcase">{t('registry.person.case')}</LinkButton> : null}
      />
      <IdentityNotices personId={person.personId} />
      <SplitView side="end" list={<Stack gap={5}><PersonRecordsCard personId={person.personId} links={detail.links} /><PapersCard personId={person.personId} papers={person.documents} mayRecord={mayRecord} />{aside}<HistoryCard detail={detail} /></Stack>}>
        <DataCard detail={detail} mayRecord={mayRecord} />
        <ContactsCard personId={person.personId} contacts={person.contacts} mayRecord={mayRecord} />
        <FamilyCard personId={person.personId} mayRecord={mayRecord} />
        <AboutCard detail={detail} mayRecord={mayRecord} />
      </SplitView>
    </Page>
  );
}
