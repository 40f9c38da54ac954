import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Card, EmptyState, Form, Item, ItemList, Loaded, NumberField, Page, PageHeader, useForm, useText } from '#ui';
import { TellTrip, type OfficeTrip, type OfficeTrips } from '../../trips/schema.ts';
import { MunicipalityPicker } from '../municipality-picker.tsx';
import { durationWords } from '../suggestions/words.ts';

const KEY = ['directory', 'trips'];

/** Trips as the office knows them, in place of the estimate. */
export function TripsPage() {
  const { t } = useText();
  const cache = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: () => api.get<OfficeTrips>('/api/directory/trips') });
  const keep = (trips: OfficeTrips): void => void cache.setQueryData(KEY, trips);
  const title = t('directory.trips.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={t('directory.trips.lead')} />
      <Loaded query={query}>
        {({ trips, currency }) => (
          <>
            <Card title={t('directory.trips.add')} icon="plus"><TellForm key={trips.length} currency={currency} onTold={keep} /></Card>
            <Card title={t('directory.trips.told')} icon="bus" count={trips.length} flush>
              <ItemList items={trips} itemKey={(trip) => trip.tripId} label={t('directory.trips.told')} empty={<EmptyState icon="bus" title={t('directory.trips.none')} />}>
                {(trip) => <TripItem trip={trip} onEnded={keep} />}
              </ItemList>
            </Card>
          </>
        )}
      </Loaded>
    </Page>
  );
}

function TellForm({ currency, onTold }: { readonly currency: string; readonly onTold: (trips: OfficeTrips) => void }) {
  const { t } = useText();
  const form = useForm({ id: null, schema: TellTrip, initial: { fare: null }, onSubmit: async (command) => onTold(await api.send<OfficeTrips>('POST', '/api/directory/trips', command)) });
  return (
    <Form form={form} submitLabel={t('directory.trips.tell')}>
      <MunicipalityPicker {...form.field('fromAdmin2')} label={t('directory.trips.from')} />
      <MunicipalityPicker {...form.field('toAdmin2')} label={t('directory.trips.to')} />
      <NumberField {...form.field('minutes')} label={t('directory.trips.minutes')} hint={t('directory.trips.minutes-hint')} />
      <NumberField {...form.field('fare')} label={t('directory.trips.fare', { currency })} optional />
    </Form>
  );
}

function TripItem({ trip, onEnded }: { readonly trip: OfficeTrip; readonly onEnded: (trips: OfficeTrips) => void }) {
  const { t, formatDate, formatNumber } = useText();
  const [busy, setBusy] = useState(false);
  const way = t('directory.trips.way', { from: trip.from, to: trip.to });
  const end = async (): Promise<void> => {
    setBusy(true);
    try {
      onEnded(await api.send<OfficeTrips>('POST', '/api/directory/trips/end', { fromAdmin2: trip.fromAdmin2, toAdmin2: trip.toAdmin2 }));
    } finally {
      setBusy(false);
    }
  };
  const fare = trip.fare === null ? null : formatNumber(trip.fare, { style: 'currency', currency: trip.currency });
  return (
    <Item
      title={way}
      meta={[durationWords(trip.minutes, t), fare, t('directory.trips.by', { name: trip.toldBy, date: formatDate(new Date(trip.toldAt), 'short') })].filter(Boolean).join(' · ')}
      actions={<Button size="small" disabled={busy} aria-label={t('directory.trips.end-name', { way })} onClick={() => void end()}>{t('directory.trips.end')}</Button>}
    />
  );
}
