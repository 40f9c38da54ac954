import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import {
  Banner, Button, ButtonRow, Card, Checkbox, Combobox, DescriptionList, EmptyState, Form, Grid, Item, ItemList, LinkButton, Loaded, Note, NumberField, Page, PageHeader, RadioGroup, Select,
  Row, Stack, StatusTag, TextField, useForm, useText, type IconName, type Tone,
} from '#ui';
import { AskTransport, CALL_OUTCOMES, IssueTransport, RecordCall, type CareView, type TransportState } from '../../schema.ts';
import { findPlaces, placeOf } from '../data.ts';
import { useMoment } from '../moment.ts';
import { BedCard } from './bed-card.tsx';
import { useStay } from './data.ts';

/** Calling home, the way home, a bed for the night: for one person, in this order. */
export function CarePage({ rowId }: { readonly rowId: string }) {
  const { t } = useText();
  const person = useStay(rowId);
  const query = useQuery({ queryKey: ['reception', 'care', rowId], queryFn: () => api.get<CareView>(`/api/reception/stays/${rowId}/care`) });
  const gone = person.data?.left !== null;
  return (
    <Page width="narrow" title={t('reception.care.title')}>
      <PageHeader
        over={person.data?.number ? t('reception.scan.number', { no: person.data.number }) : t('reception.care.title')} title={person.data?.name ?? t('reception.care.title')}
        back={{ href: '/app/scan', label: t('reception.scan.title') }} actions={gone ? null : <LinkButton icon="leave" href={`/app/stays/${rowId}/exit`}>{t('reception.exit.title')}</LinkButton>}
      />
      {person.data?.left ? <Banner tone="neutral" icon="leave" title={t(`reception.left.${person.data.left.how}`)} /> : null}
      <Loaded query={query}>
        {(care) => (
          <Stack gap={5}>
            <CallCard care={care} open={!gone} />
            <TransportCard care={care} open={!gone} />
            <BedCard care={care} open={!gone} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

interface Props {
  readonly care: CareView;
  readonly open: boolean;
}

function CallCard({ care, open }: Props) {
  const { t } = useText();
  const moment = useMoment();
  return (
    <Card title={t('reception.call.title')} icon="phone" count={care.calls.length}>
      <Stack>
        <ItemList items={care.calls} itemKey={(call) => call.at} label={t('reception.call.title')} empty={<EmptyState icon="phone" title={t('reception.call.none')} />}>
          {(call) => (
            <Item
              title={t(`reception.call.${call.outcome}`)} tags={call.numberKept ? <StatusTag tone="success" icon="check">{t('reception.call.kept')}</StatusTag> : null}
              meta={[moment(call.at), call.who, call.minutes === null ? null : t('reception.call.minutes-n', { n: call.minutes }), call.by].filter(Boolean).join(' · ')}
            />
          )}
        </ItemList>
        {open ? <CallForm care={care} key={care.calls.length} /> : null}
      </Stack>
    </Card>
  );
}

function CallForm({ care }: { readonly care: CareView }) {
  const { t } = useText();
  const form = useForm({
    id: null, schema: RecordCall, initial: {},
    onSubmit: async (command) => { await api.send('POST', `/api/reception/stays/${care.rowId}/calls`, command); form.reset(); },
  });
  const { outcome, keep } = form.values;
  const called = outcome === 'reached' || outcome === 'notReached';
  return (
    <Form form={form} submitLabel={t('reception.call.record')}>
      <RadioGroup {...form.field('outcome')} layout="tiles" label={t('reception.call.outcome')} options={CALL_OUTCOMES.map((one) => ({ value: one, label: t(`reception.call.${one}`) }))} />
      {called ? (
        <Grid min="small">
          <TextField {...form.field('who')} label={t('reception.call.who')} hint={t('reception.call.who-hint')} optional maxLength={60} />
          <NumberField {...form.field('minutes')} label={t('reception.call.minutes')} optional />
        </Grid>
      ) : null}
      {called && care.registered ? (
        <Checkbox name="wants" label={t('reception.call.wants-kept')} hint={t('reception.call.wants-kept-hint')} value={keep !== undefined} onChange={(yes) => form.set('keep', yes ? { value: '', safe: false as unknown as true } : undefined)} />
      ) : null}
      {keep !== undefined ? (
        <Stack>
          <TextField {...form.field('keep.value')} type="tel" label={t('reception.call.number')} />
          <Checkbox {...form.field('keep.safe')} label={t('reception.call.safe')} onChange={(safe) => form.set('keep.safe', (safe ?? false) as true)} />
        </Stack>
      ) : null}
    </Form>
  );
}

const LOOK: Readonly<Record<TransportState, { tone: Tone; icon: IconName }>> = {
  asked: { tone: 'warning', icon: 'clock' }, agreed: { tone: 'info', icon: 'check' }, issued: { tone: 'success', icon: 'check' }, refused: { tone: 'danger', icon: 'cross' }, cancelled: { tone: 'neutral', icon: 'cross' },
};

function TransportCard({ care, open }: Props) {
  const { t } = useText();
  const { transport } = care;
  const mayAsk = open && (transport === null || transport.state === 'refused' || transport.state === 'cancelled');
  return (
    <Card title={t('reception.transport.title')} icon="bus">
      <Stack>
        {transport ? <Asked care={care} open={open} /> : null}
        {mayAsk && !care.registered ? <Banner tone="info" title={t('errors.reception.register-first')} /> : null}
        {mayAsk && care.registered ? <TransportForm care={care} /> : null}
      </Stack>
    </Card>
  );
}

function useMoney(): (amount: number, currency: string) => string {
  const { locale } = useText();
  return (amount, currency) => (currency === 'XTS' ? `${amount} XTS` : new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount));
}

function Asked({ care, open }: Props) {
  const { t } = useText();
  const money = useMoney();
  const transport = care.transport!;
  const address = `/api/reception/transport/${transport.transportId}`;
  const cancel = useMutation({ mutationFn: () => api.send('POST', `${address}/cancel`) });
  const ticket = useForm({ id: null, schema: IssueTransport, initial: { ticket: '' }, onSubmit: (command) => api.send('POST', `${address}/issue`, command) });
  return (
    <Stack>
      <Row><StatusTag {...LOOK[transport.state]}>{t(`reception.transport.${transport.state}`)}</StatusTag></Row>
      <DescriptionList
        columns={2}
        items={[
          { term: t('reception.transport.to'), value: transport.destination }, { term: t('reception.transport.means'), value: transport.means },
          { term: t('reception.transport.fare'), value: `${money(transport.fare, transport.currency)}${transport.overCeiling ? ` · ${t('reception.transport.over')}` : ''}` },
          ...(transport.ticket ? [{ term: t('reception.transport.ticket'), value: transport.ticket }] : []), ...(transport.note ? [{ term: t('reception.transport.note'), value: transport.note }] : []),
        ]}
      />
      {open && transport.state === 'agreed' ? <Form form={ticket} submitLabel={t('reception.transport.issue')}><TextField {...ticket.field('ticket')} label={t('reception.transport.ticket')} optional maxLength={60} width="medium" /></Form> : null}
      {open && (transport.state === 'asked' || transport.state === 'agreed') ? <ButtonRow><Button look="quiet" icon="cross" pending={cancel.isPending} onClick={() => cancel.mutate()}>{t('reception.transport.cancel')}</Button></ButtonRow> : null}
      {transport.state === 'asked' ? <Note>{t('reception.transport.asked-note')}</Note> : null}
    </Stack>
  );
}

function TransportForm({ care }: { readonly care: CareView }) {
  const { t } = useText();
  const money = useMoney();
  const { currency, ceiling, means, destination } = care.offer;
  const form = useForm({
    id: `reception.transport.${care.rowId}`, schema: AskTransport, initial: { ...(destination ? { destinationAdmin2: destination } : {}), ...(means[0] ? { means: means[0].code } : {}) },
    onSubmit: (command) => api.send('POST', `/api/reception/stays/${care.rowId}/transport`, command),
  });
  const over = form.values.fare !== undefined && (ceiling === null || form.values.fare > ceiling);
  return (
    <Form form={form} submitLabel={t('reception.transport.ask')}>
      <Combobox {...form.field('destinationAdmin2')} label={t('reception.transport.to')} load={findPlaces} resolve={placeOf} />
      <Grid min="small">
        <Select {...form.field('means')} label={t('reception.transport.means')} options={means.map((one) => ({ value: one.code, label: one.label }))} />
        <NumberField
          {...form.field('fare')} label={t('reception.transport.fare-in', { currency })} decimals
          hint={ceiling === null ? t('reception.transport.no-ceiling') : t('reception.transport.ceiling', { amount: money(ceiling, currency) })}
        />
      </Grid>
      {over ? <TextField {...form.field('whyOver')} label={t('reception.transport.why-over')} hint={t('reception.transport.why-over-hint')} maxLength={200} /> : null}
    </Form>
  );
}
