import { useState } from 'react';
import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { RETURN_KINDS } from '#kernel/codes';
import { TRAVELLING_AS } from '#kernel/facts';
import { api } from '#platform/client';
import { Banner, Button, Card, CheckboxGroup, Combobox, DateField, Dialog, EmptyState, Form, Grid, Item, ItemList, Loaded, NumberField, RadioGroup, Select, StatusTag, useForm, useText, useToday } from '#ui';
import { APPREHENDED, LEFT_BECAUSE, MODES, RecordReturn, type ReturnAccount, type ReturnEvent } from '../schema.ts';
import { CountryField } from './country-field.tsx';
import { findPlaces, placeOf, useDeskChoices } from './data.ts';

/** Returns of one person, latest first; how often, when, where, and what was handed over. */
export function ReturnsPanel({ personId, mayRecord = false }: { readonly personId: string; readonly mayRecord?: boolean }) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: ['reception', 'returns', personId], queryFn: () => api.get<{ returns: ReturnEvent[] }>(`/api/people/${personId}/returns`) });
  return (
    <Card
      title={t('reception.returns.title')} icon="home" count={query.data ? new Set(query.data.returns.map((event) => event.returnedOn)).size : undefined} flush
      actions={mayRecord ? <Button size="small" icon="plus" onClick={() => setAdding(true)}>{t('reception.returns.add')}</Button> : null}
    >
      <Loaded query={query}>
        {({ returns }) => (
          <ItemList items={returns} itemKey={(event) => event.returnId} label={t('reception.returns.title')} empty={<EmptyState icon="home" title={t('reception.returns.none')} />}>
            {(event) => <ReturnItem event={event} again={returns.find((one) => one.returnedOn === event.returnedOn) !== event} />}
          </ItemList>
        )}
      </Loaded>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('reception.returns.add')}>
        {adding ? <ReturnForm personId={personId} onRecorded={() => setAdding(false)} /> : null}
      </Dialog>
    </Card>
  );
}

/** A return; noted again by another office on the same day, it is still one. */
function ReturnItem({ event, again }: { readonly event: ReturnEvent; readonly again: boolean }) {
  const { t, formatDate, formatList, locale } = useText();
  const choices = useDeskChoices();
  const from = event.fromCountry ? new Intl.DisplayNames([locale], { type: 'region' }).of(event.fromCountry) : null;
  const item = (code: string) => choices.data?.assistance.find((one) => one.code === code)?.label ?? code;
  const about = [
    event.officeName, event.mode ? t(`reception.mode.${event.mode}`) : null, from ? t('reception.returns.from', { country: from }) : null,
    event.monthsAbroad === null ? null : t('reception.returns.months', { n: event.monthsAbroad }),
    event.destinationName ? t('reception.returns.to', { place: event.destinationName }) : null,
  ].filter(Boolean).join(' · ');
  return (
    <Item title={formatDate(event.returnedOn, 'long')} meta={about} tags={again ? <StatusTag tone="neutral">{t('reception.returns.again')}</StatusTag> : null}>
      <p>{event.kind ? t(`reception.kind.${event.kind}`) : t('reception.returns.imported')}</p>
      {event.account ? <Account account={event.account} /> : null}
      {event.assistance.length > 0 ? <p>{t('reception.returns.given', { items: formatList(event.assistance.map((given) => item(given.item))) })}</p> : null}
    </Item>
  );
}

/** For protection: why somebody had left, and how they were apprehended. */
function Account({ account: { leftBecause, apprehended } }: { readonly account: ReturnAccount }) {
  const { t, formatList } = useText();
  return (
    <>
      {leftBecause.length > 0 ? <p>{t('reception.returns.left-because', { why: formatList(leftBecause.map((why) => t(`reception.left-because.${why}`))) })}</p> : null}
      {apprehended ? <p>{t('reception.returns.apprehended', { where: t(`reception.apprehended.${apprehended}`) })}</p> : null}
    </>
  );
}

export interface ReturnFormProps {
  readonly personId: string;
  readonly onRecorded: (returnId: string) => void;
  /** Where the person goes to live, if that was asked already. */
  readonly destination?: string;
  /** Further buttons beside the one that records. */
  readonly actions?: ReactNode;
}

/** A return told at a window, without any list. */
export function ReturnForm({ personId, onRecorded, destination = '', actions }: ReturnFormProps) {
  const { t } = useText();
  const today = useToday();
  const form = useForm({
    // What may be told here does not stay in a browser that others use.
    id: null, schema: RecordReturn,
    initial: { return: { returnedOn: today, mode: 'land', kind: 'independentVoluntary', fromCountry: null, monthsAbroad: null, destinationAdmin2: destination, travellingAs: 'alone' } },
    prepare: (values) => ({ ...values, personId }),
    onSubmit: async (command) => onRecorded((await api.send<{ returnId: string }>('POST', '/api/returns', command)).returnId),
  });
  return (
    <Form form={form} submitLabel={t('reception.returns.record')} actions={actions}>
      <Grid min="small">
        <DateField {...form.field('return.returnedOn')} label={t('reception.desk.returned-on')} />
        <CountryField {...form.field('return.fromCountry')} label={t('reception.returns.ask-from')} optional />
        <NumberField {...form.field('return.monthsAbroad')} label={t('reception.desk.months-abroad')} optional />
      </Grid>
      <Select {...form.field('return.kind')} label={t('reception.accept.kind')} options={RETURN_KINDS.map((kind) => ({ value: kind, label: t(`reception.kind.${kind}`) }))} />
      <RadioGroup {...form.field('return.mode')} layout="row" label={t('reception.returns.ask-mode')} options={MODES.map((mode) => ({ value: mode, label: t(`reception.mode.${mode}`) }))} />
      <RadioGroup {...form.field('return.travellingAs')} layout="tiles" label={t('reception.returns.ask-travelling')} options={TRAVELLING_AS.map((as) => ({ value: as, label: t(`reception.travelling.${as}`) }))} />
      <Combobox {...form.field('return.destinationAdmin2')} label={t('reception.desk.destination')} load={findPlaces} resolve={placeOf} />
      <Banner tone="info" icon="lock">{t('reception.returns.account')}</Banner>
      <CheckboxGroup {...form.field('return.account.leftBecause')} layout="tiles" label={t('reception.returns.ask-left')} options={LEFT_BECAUSE.map((why) => ({ value: why, label: t(`reception.left-because.${why}`) }))} optional />
      <Select {...form.field('return.account.apprehended')} label={t('reception.returns.ask-apprehended')} options={APPREHENDED.map((where) => ({ value: where, label: t(`reception.apprehended.${where}`) }))} optional />
    </Form>
  );
}
