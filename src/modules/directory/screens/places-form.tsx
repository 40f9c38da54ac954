import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Button, Checkbox, Form, NumberField, RadioGroup, Row, StatusTag, useForm, useText } from '#ui';
import { LIST_ORDERS, SetPlaces, type PlacesLeft } from '../schema/places-left.ts';

/** How many places are left, and in which order whoever waits will be called. */
export function PlacesTags({ places }: { readonly places: PlacesLeft }) {
  const { t, formatDate } = useText();
  const tone = places.capacity === 'full' ? 'danger' : places.capacity === 'waitingList' ? 'warning' : places.capacity === 'open' ? 'success' : 'neutral';
  return (
    <>
      <StatusTag tone={tone}>{places.free !== null && places.free > 0 ? t('directory.places.free', { n: places.free }) : t(`directory.places.capacity.${places.capacity}`)}</StatusTag>
      {places.waitingList && places.listOrder ? <StatusTag tone="info">{t(`directory.places.order.${places.listOrder}`)}</StatusTag> : null}
      {places.toldAt ? <StatusTag tone="neutral" icon="clock">{t('directory.places.told', { date: formatDate(new Date(places.toldAt), 'time') })}</StatusTag> : null}
    </>
  );
}

/** A button that opens the form; for whoever gives the service. */
export function SayPlaces({ serviceId, name, places, onSaid }: { readonly serviceId: string; readonly name: string; readonly places: PlacesLeft; readonly onSaid: () => void }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  if (!open) return <Row><Button size="small" icon="edit" aria-label={t('directory.places.say-of', { name })} onClick={() => setOpen(true)}>{t('directory.places.say')}</Button></Row>;
  return <PlacesForm serviceId={serviceId} places={places} onSaid={() => { setOpen(false); onSaid(); }} />;
}

function PlacesForm({ serviceId, places, onSaid }: { readonly serviceId: string; readonly places: PlacesLeft; readonly onSaid: () => void }) {
  const { t } = useText();
  const cache = useQueryClient();
  const form = useForm({
    id: null, schema: SetPlaces, initial: { free: places.free, waitingList: places.waitingList, listOrder: places.listOrder },
    onSubmit: async ({ free, waitingList, listOrder }) => {
      await api.send('PUT', `/api/directory/services/${serviceId}/places`, { free: free ?? null, waitingList, listOrder: waitingList ? listOrder : null });
      await cache.invalidateQueries({ queryKey: ['directory'] });
      onSaid();
    },
  });
  return (
    <Form form={form} submitLabel={t('directory.places.save')}>
      <NumberField {...form.field('free')} label={t('directory.places.left')} hint={t('directory.places.left-hint')} optional />
      <Checkbox {...form.field('waitingList')} label={t('directory.places.list')} />
      {form.values.waitingList ? <RadioGroup {...form.field('listOrder')} label={t('directory.places.order')} options={LIST_ORDERS.map((order) => ({ value: order, label: t(`directory.places.order.${order}`) }))} /> : null}
    </Form>
  );
}
