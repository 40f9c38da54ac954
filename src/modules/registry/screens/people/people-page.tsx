import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, DataTable, EmptyState, Link, LinkButton, Loaded, Note, Page, PageHeader, Stack, TextField, useText } from '#ui';
import type { Column } from '#ui';
import { useSession } from '#access/screens';
import type { PersonLine } from '../../schema.ts';
import { useBirthWords } from '../birth-words.ts';

/** Words to search for travel in memory: a name does not belong into a history of addresses. */
const KEPT = 'ventanilla.draft.search';
/** Told by the search box of the shell when there are new words. */
const HEARD = 'ventanilla.search';
const LIMIT = 20;
const KEEPERS: ReadonlySet<string> = new Set(['reception', 'window', 'protection', 'consular']);

function keptWords(): string {
  return sessionStorage.getItem(KEPT) ?? '';
}

function hrefOf(line: PersonLine): string | null {
  return line.caseId ? `/app/cases/${line.caseId}` : `/app/people/${line.personId}`;
}

function useColumns(): Column<PersonLine>[] {
  const { t } = useText();
  const birth = useBirthWords();
  return [
    { key: 'name', title: t('registry.field.name'), cell: (line) => <Link href={`/app/people/${line.personId}`}>{line.name}</Link> },
    { key: 'code', title: t('registry.field.code'), cell: (line) => line.publicCode },
    { key: 'age', title: t('registry.field.age'), cell: (line) => (line.age === null ? t('registry.age-unknown') : t('registry.age', { age: line.age })) },
    { key: 'birth', title: t('registry.field.birthDate'), cell: (line) => (line.birthDate ? birth(line.birthDate, line.birthPrecision) : '—'), wideOnly: true },
    { key: 'origin', title: t('registry.field.originAdmin2'), cell: (line) => line.originName ?? '—', wideOnly: true },
    { key: 'case', title: t('registry.field.state'), cell: (line) => (line.caseId ? <Link href={`/app/cases/${line.caseId}`}>{t('registry.search.open')}</Link> : t('registry.search.no-case')) },
  ];
}

function Results({ people }: { readonly people: readonly PersonLine[] }) {
  const { t } = useText();
  const { actor } = useSession();
  const columns = useColumns();
  const register = KEEPERS.has(actor.role) ? <LinkButton href="/app/register" look="primary" icon="plus" shortcut="n">{t('registry.search.register')}</LinkButton> : null;
  if (people.length === 0) return <EmptyState icon="search" title={t('registry.search.none')} action={register}>{t('registry.search.none-text')}</EmptyState>;
  return (
    <Card title={t('registry.search.results')} icon="people" count={people.length} actions={register} flush>
      <DataTable caption={t('registry.search.results')} columns={columns} rows={people} rowKey={(line) => line.personId} rowHref={hrefOf} />
      {people.length === LIMIT ? <Note>{t('registry.search.many', { n: LIMIT })}</Note> : null}
    </Card>
  );
}

/** What `/` opens: people whom the office may see, by any part of what is known. */
export function PeoplePage() {
  const { t } = useText();
  const [typed, setTyped] = useState(keptWords);
  const [asked, setAsked] = useState(keptWords);
  useEffect(() => {
    const listen = () => {
      setTyped(keptWords());
      setAsked(keptWords());
    };
    window.addEventListener(HEARD, listen);
    return () => window.removeEventListener(HEARD, listen);
  }, []);
  const found = useQuery({
    queryKey: ['registry', 'people', asked], enabled: asked !== '',
    queryFn: ({ signal }) => api.ask<{ people: PersonLine[] }>('/api/people/search', { text: asked }, signal),
  });
  return (
    <Page title={t('registry.search.title')}>
      <PageHeader title={t('registry.search.title')} lead={t('registry.search.lead')} />
      <Stack>
        <form
          role="search" aria-label={t('registry.search.title')} className="ui-row ui-gap-3 ui-row--end"
          onSubmit={(event) => {
            event.preventDefault();
            sessionStorage.setItem(KEPT, typed.trim());
            setAsked(typed.trim());
          }}
        >
          <TextField name="text" type="search" label={t('registry.search.box')} value={typed} onChange={(value) => setTyped(value ?? '')} autoFocus={asked === ''} maxLength={120} spellCheck={false} />
          <Button type="submit" look="primary" icon="search">{t('registry.search.go')}</Button>
        </form>
        {asked === '' ? <EmptyState icon="search" title={t('registry.search.begin')} /> : <Loaded query={found}>{(data) => <Results people={data.people} />}</Loaded>}
      </Stack>
    </Page>
  );
}
