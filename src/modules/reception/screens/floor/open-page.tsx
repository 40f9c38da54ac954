import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Card, EmptyState, Item, ItemList, Link, LinkButton, Loaded, Page, PageHeader, StatusTag, useText, useToday } from '#ui';
import { useSession } from '#access/screens';
import type { OpenPerson } from '../../schema.ts';
import { FlagTags } from '../tags.tsx';
import { addressOf, askedOf } from './board-page.tsx';
import { QueueNumber } from './queue-number.tsx';

/** Who has no next step: the list behind the figure that must reach zero. */
export function WithoutStepPage() {
  const { t } = useText();
  const asked = askedOf(window.location.search, useToday());
  const query = useQuery({
    queryKey: ['reception', 'without-step', asked.day, asked.officeId],
    queryFn: () => api.get<{ people: readonly OpenPerson[] }>('/api/reception/board/without-step', { day: asked.day, officeId: asked.officeId }),
  });
  const title = t('reception.board.without-step');
  const attends = useSession().actor.role !== 'supervisor';
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('reception.board.without-step-lead')} back={{ href: addressOf('/app/board', asked), label: t('reception.board.title') }} actions={attends ? <LinkButton icon="leave" href="/app/left">{t('reception.left-page.title')}</LinkButton> : null} />
      <Loaded query={query}>
        {({ people }) => (
          <Card title={title} count={people.length} flush>
            <ItemList items={people} itemKey={(p) => p.rowId} label={title} empty={<EmptyState icon="check" title={t('reception.board.all-have')} />}>
              {(person) => <Open person={person} />}
            </ItemList>
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

function Open({ person }: { readonly person: OpenPerson }) {
  const { t, formatDate, formatList } = useText();
  const attends = useSession().actor.role !== 'supervisor';
  const about = [
    formatDate(person.day), person.age === null ? null : t('reception.arrivals.age', { n: person.age }),
    person.minutesHere === null ? null : t('reception.floor.here', { n: person.minutesHere }),
    person.openStations.length > 0 ? t('reception.board.missing', { stations: formatList([...person.openStations]) }) : null,
  ].filter(Boolean).join(' · ');
  return (
    <Item
      lead={<QueueNumber no={person.no} />} title={attends ? <Link href={`/app/floor/${person.rowId}`}>{person.name}</Link> : person.name} meta={about}
      tags={<>{person.left ? <StatusTag tone="danger" icon="leave">{t('reception.board.gone')}</StatusTag> : null}<FlagTags flags={person.flags} /></>}
      actions={attends && !person.left ? <LinkButton size="small" look="primary" href={`/app/desk/${person.rowId}`}>{t('reception.floor.open-form')}</LinkButton> : undefined}
    />
  );
}
