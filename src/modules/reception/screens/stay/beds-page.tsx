import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '#access/screens';
import { api } from '#platform/client';
import { Button, Card, Checkbox, CheckboxGroup, Dialog, EmptyState, Figure, Form, Grid, Item, ItemList, Link, Loaded, NumberField, Page, PageHeader, Select, StatusTag, TextField, useForm, useText } from '#ui';
import { AddBedPlace, BED_KINDS, BED_WELCOMES, ChangeBedPlace, type BedBoard, type BedPlaceLine } from '../../schema.ts';
import { useMoment } from '../moment.ts';

/** Tonight: who needs a bed and has none, which places have one. A supervisor keeps the places. */
export function BedsPage() {
  const { t, formatDate } = useText();
  const moment = useMoment();
  const keeps = useSession().actor.role === 'supervisor';
  const [editing, setEditing] = useState<BedPlaceLine | 'new' | null>(null);
  const query = useQuery({ queryKey: ['reception', 'beds'], queryFn: () => api.get<BedBoard>('/api/reception/beds'), refetchInterval: 20_000 });
  const title = t('reception.beds.title');
  return (
    <Page title={title}>
      <PageHeader title={title} lead={query.data ? t('reception.beds.night', { day: formatDate(query.data.night, 'long') }) : undefined} actions={keeps ? <Button look="primary" icon="plus" onClick={() => setEditing('new')}>{t('reception.beds.add')}</Button> : null} />
      <Loaded query={query}>
        {(board) => (
          <>
            <Grid min="small">
              <Figure value={board.wanted.length} label={t('reception.beds.wanted')} tone={board.wanted.length > 0 ? 'danger' : 'plain'} />
              <Figure value={board.places.filter((p) => p.open).reduce((sum, p) => sum + Math.max(0, p.beds - p.taken), 0)} label={t('reception.beds.free')} />
            </Grid>
            <Card title={t('reception.beds.wanted')} icon="clock" count={board.wanted.length} flush>
              <ItemList items={board.wanted} itemKey={(one) => one.rowId} label={t('reception.beds.wanted')} empty={<EmptyState icon="check" title={t('reception.beds.nobody')} />}>
                {(one) => (
                  <Item
                    title={keeps ? one.name : <Link href={`/app/stays/${one.rowId}`}>{one.name}</Link>} lead={one.number === null ? undefined : <strong>{one.number}</strong>}
                    meta={[one.sleeps.map((kind) => t(`reception.sleeps.${kind}`)).join(', '), t('reception.beds.since', { at: moment(one.since) })].join(' · ')}
                  />
                )}
              </ItemList>
            </Card>
            <Card title={t('reception.beds.places')} icon="home" count={board.places.length} flush>
              <ItemList items={board.places} itemKey={(place) => place.placeId} label={t('reception.beds.places')} empty={<EmptyState icon="home" title={t('reception.beds.no-places')}>{t('reception.beds.no-places-text')}</EmptyState>}>
                {(place) => <PlaceItem place={place} onEdit={keeps ? () => setEditing(place) : null} />}
              </ItemList>
            </Card>
          </>
        )}
      </Loaded>
      <Dialog open={editing !== null} onClose={() => setEditing(null)} title={t(editing === 'new' ? 'reception.beds.add' : 'reception.beds.change')}>
        {editing === 'new' ? <NewPlace onDone={() => setEditing(null)} /> : editing ? <ChangePlace place={editing} onDone={() => setEditing(null)} /> : null}
      </Dialog>
    </Page>
  );
}

function PlaceItem({ place, onEdit }: { readonly place: BedPlaceLine; readonly onEdit: (() => void) | null }) {
  const { t } = useText();
  const free = Math.max(0, place.beds - place.taken);
  return (
    <Item
      title={place.name} meta={[t('reception.beds.of', { free, beds: place.beds }), place.takes.map((kind) => t(`reception.sleeps.${kind}`)).join(', '), place.way].filter(Boolean).join(' · ')}
      tags={<>
        {place.open ? null : <StatusTag tone="warning" icon="cross">{t('reception.beds.closed')}</StatusTag>}
        {place.secret ? <StatusTag tone="info" icon="lock">{t('reception.bed.secret')}</StatusTag> : null}
        {place.open && free === 0 ? <StatusTag tone="danger" icon="alert">{t('reception.beds.full')}</StatusTag> : null}
      </>}
      actions={onEdit ? <Button size="small" icon="edit" aria-label={t('reception.beds.change-name', { name: place.name })} onClick={onEdit}>{t('reception.beds.change')}</Button> : null}
    />
  );
}

interface Office {
  readonly id: string;
  readonly nameEs: string;
  readonly nameEn: string;
  readonly kind: string;
}

function NewPlace({ onDone }: { readonly onDone: () => void }) {
  const { t, locale } = useText();
  const offices = useQuery({ queryKey: ['offices'], queryFn: () => api.get<{ offices: Office[] }>('/api/offices'), staleTime: Infinity });
  const form = useForm({ id: null, schema: AddBedPlace, initial: { takes: [], welcomes: [], secret: false, way: null, open: true }, onSubmit: async (command) => { await api.send('POST', '/api/reception/bed-places', command); onDone(); } });
  const points = (offices.data?.offices ?? []).filter((office) => office.kind === 'reception');
  const secret = form.values.secret ?? false;
  return (
    <Form form={form} submitLabel={t('reception.beds.add')}>
      <Select {...form.field('officeId')} label={t('reception.beds.point')} options={points.map((office) => ({ value: office.id, label: locale === 'en' ? office.nameEn : office.nameEs }))} width="full" />
      <TextField {...form.field('name')} label={t('reception.beds.name')} hint={t('reception.beds.name-hint')} maxLength={80} />
      <NumberField {...form.field('beds')} label={t('reception.beds.beds')} />
      <CheckboxGroup {...form.field('takes')} layout="tiles" label={t('reception.beds.takes')} options={BED_KINDS.map((kind) => ({ value: kind, label: t(`reception.sleeps.${kind}`) }))} />
      <CheckboxGroup {...form.field('welcomes')} layout="tiles" label={t('reception.beds.welcomes')} options={BED_WELCOMES.map((kind) => ({ value: kind, label: t(`reception.welcomes.${kind}`) }))} optional />
      <Checkbox {...form.field('secret')} label={t('reception.beds.secret')} hint={t('reception.beds.secret-hint')} />
      {secret ? null : <TextField {...form.field('way')} label={t('reception.beds.way')} optional maxLength={200} />}
    </Form>
  );
}

function ChangePlace({ place, onDone }: { readonly place: BedPlaceLine; readonly onDone: () => void }) {
  const { t } = useText();
  const { name, beds, takes, welcomes, secret, way, open } = place;
  const form = useForm({ id: null, schema: ChangeBedPlace, initial: { name, beds, takes: [...takes], welcomes: [...welcomes], secret, way, open }, onSubmit: async (command) => { await api.send('PUT', `/api/reception/bed-places/${place.placeId}`, command); onDone(); } });
  return (
    <Form form={form} submitLabel={t('reception.beds.save')}>
      <TextField {...form.field('name')} label={t('reception.beds.name')} hint={t('reception.beds.name-hint')} maxLength={80} />
      <NumberField {...form.field('beds')} label={t('reception.beds.beds')} />
      <CheckboxGroup {...form.field('takes')} layout="tiles" label={t('reception.beds.takes')} options={BED_KINDS.map((kind) => ({ value: kind, label: t(`reception.sleeps.${kind}`) }))} />
      <CheckboxGroup {...form.field('welcomes')} layout="tiles" label={t('reception.beds.welcomes')} options={BED_WELCOMES.map((kind) => ({ value: kind, label: t(`reception.welcomes.${kind}`) }))} optional />
      <Checkbox {...form.field('secret')} label={t('reception.beds.secret')} hint={t('reception.beds.secret-hint')} />
      {form.values.secret ? null : <TextField {...form.field('way')} label={t('reception.beds.way')} optional maxLength={200} />}
      <Checkbox {...form.field('open')} label={t('reception.beds.open')} />
    </Form>
  );
}
