import { useQuery, useQueryClient } from '@tanstack/react-query';
import { PlacesTags, SayPlaces } from '#directory/pages';
import { api } from '#platform/client';
import { Card, EmptyState, Item, ItemList, Link, Loaded, Page, PageHeader, Row, Stack, StatusTag, useText } from '#ui';
import type { WaitingLists } from '../schema.ts';
import { useLabel } from './shared-words.tsx';

const KEY = ['referrals', 'waiting'];

/** Places left of the own services and who waits for one, in the published order. */
export function WaitingListsPage() {
  const { t } = useText();
  const cache = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api.get<WaitingLists>('/api/inbox/waiting', {}, signal) });
  const again = (): void => void cache.invalidateQueries({ queryKey: KEY });
  return (
    <Page title={t('referrals.waiting.title')}>
      <PageHeader title={t('referrals.waiting.title')} lead={t('referrals.waiting.lead')} />
      <Loaded query={query}>
        {({ services }) => (services.length === 0 ? <EmptyState icon="list" title={t('referrals.waiting.no-service')} /> : (
          <Stack gap={4}>{services.map((service) => <ServiceCard key={service.serviceId} service={service} onSaid={again} />)}</Stack>
        ))}
      </Loaded>
    </Page>
  );
}

function ServiceCard({ service, onSaid }: { readonly service: WaitingLists['services'][number]; readonly onSaid: () => void }) {
  const { t, formatDate } = useText();
  const name = useLabel()(service.name);
  return (
    <Card title={name} icon="list" count={service.waiting.length}>
      <Stack gap={3}>
        <Row gap={2}><PlacesTags places={service.places} /></Row>
        <SayPlaces serviceId={service.serviceId} name={name} places={service.places} onSaid={onSaid} />
        <ItemList items={service.waiting} itemKey={(one) => one.referralId} label={t('referrals.waiting.who', { service: name })} empty={<EmptyState icon="check" title={t('referrals.waiting.nobody')} />}>
          {(one) => (
            <Item
              title={<Link href={`/app/inbox/${one.referralId}`}>{one.publicCode ?? t('referrals.inbox.nameless')}</Link>}
              meta={t('referrals.waiting.since', { date: formatDate(new Date(one.since), 'short') })}
              tags={<StatusTag tone={one.urgency === '24h' ? 'danger' : one.urgency === '72h' ? 'warning' : 'neutral'}>{t(`referrals.urgency.${one.urgency}`)}</StatusTag>}
            />
          )}
        </ItemList>
      </Stack>
    </Card>
  );
}
