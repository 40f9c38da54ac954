import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, EmptyState, Item, ItemList, Loaded, Page, PageHeader, StatusTag, useText } from '#ui';
import type { TransportToDecide } from '../../schema.ts';
import { useMoment } from '../moment.ts';

/** Requests that wait for this officer: beyond the ceiling for a supervisor, a look before the journey for protection. */
export function TransportPage() {
  const { t } = useText();
  const query = useQuery({ queryKey: ['reception', 'transport'], queryFn: () => api.get<{ requests: TransportToDecide[] }>('/api/reception/transport'), refetchInterval: 20_000 });
  const title = t('reception.transports.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('reception.transports.lead')} />
      <Loaded query={query}>
        {({ requests }) => (
          <Card title={t('reception.transports.waiting')} icon="bus" count={requests.length} flush>
            <ItemList items={requests} itemKey={(one) => one.transportId} label={title} empty={<EmptyState icon="check" title={t('reception.transports.none')} />}>
              {(one) => <Request one={one} />}
            </ItemList>
          </Card>
        )}
      </Loaded>
    </Page>
  );
}

function Request({ one }: { readonly one: TransportToDecide }) {
  const { t } = useText();
  const moment = useMoment();
  const decide = useMutation({ mutationFn: (agree: boolean) => api.send('POST', `/api/reception/transport/${one.transportId}/decision`, { agree }) });
  const amounts = t(one.ceiling === null ? 'reception.transports.fare' : 'reception.transports.fare-over', { fare: one.fare, ceiling: one.ceiling ?? 0, currency: one.currency });
  return (
    <Item
      lead={one.number === null ? undefined : <strong>{one.number}</strong>} title={one.name} tags={<StatusTag tone="warning" icon={one.asks === 'look' ? 'shield' : 'alert'}>{t(`reception.transports.asks-${one.asks}`)}</StatusTag>}
      meta={[one.destination, one.means, amounts, moment(one.askedAt)].join(' · ')}
      actions={<ButtonRow>
        <Button size="small" look="primary" icon="check" pending={decide.isPending} aria-label={t('reception.transports.agree-name', { name: one.name })} onClick={() => decide.mutate(true)}>{t('reception.transports.agree')}</Button>
        <Button size="small" icon="cross" pending={decide.isPending} aria-label={t('reception.transports.refuse-name', { name: one.name })} onClick={() => decide.mutate(false)}>{t('reception.transports.refuse')}</Button>
      </ButtonRow>}
    >
      {one.whyOver ? <p>{one.whyOver}</p> : null}
    </Item>
  );
}
