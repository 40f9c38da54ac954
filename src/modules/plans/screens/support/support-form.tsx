import type { ServiceCardParts } from '#directory/schema';
import { api } from '#platform/client';
import { Combobox, DateField, Form, type FormState, NumberField, RadioGroup, Select, TextArea, TextField, useForm, useNotify, useText } from '#ui';
import { type CaseSupport, CorrectSupport, GIVERS, RecordSupport, type SupportView } from '../../support/schema.ts';
import { useLabel } from '../conference/words.tsx';

interface Props {
  readonly caseId: string;
  readonly data: CaseSupport;
  /** The line that is corrected; none: something is written down for the first time. */
  readonly corrects: SupportView | null;
  readonly onDone: () => void;
}

/** Writing down what was given, or correcting it. */
export function SupportForm(props: Props) {
  return props.corrects === null ? <NewForm {...props} /> : <CorrectForm {...props} corrects={props.corrects} />;
}

function NewForm({ caseId, data, onDone }: Props) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `plans.support.add.${caseId}`, schema: RecordSupport, initial: { givenOn: data.today, giver: 'own-office' }, prepare: withGiver,
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${caseId}/support`, command);
      notify({ text: t('plans.support.saved') });
      onDone();
    },
  });
  return <Form form={form} submitLabel={t('plans.support.save')} onCancel={onDone}><Fields form={form} data={data} /></Form>;
}

function CorrectForm({ data, corrects, onDone }: Props & { readonly corrects: SupportView }) {
  const { t } = useText();
  const { supportId, seq } = corrects;
  const form = useForm({
    id: `plans.support.correct.${supportId}`, schema: CorrectSupport, initial: known(corrects), prepare: (values) => ({ ...withGiver(values), seq }),
    onSubmit: async (command) => { await api.send('POST', `/api/support/${supportId}/corrections`, command); onDone(); },
  });
  return (
    <Form form={form} submitLabel={t('plans.support.save')} onCancel={onDone}>
      <Fields form={form as unknown as FormState<typeof RecordSupport>} data={data} />
      <TextArea {...form.field('why')} label={t('plans.support.why')} rows={2} maxLength={500} />
    </Form>
  );
}

/** Only the giver that was chosen is sent, whatever was typed for another one before. */
function withGiver<V extends { giver?: string | undefined; serviceId?: string | undefined; organizationId?: string | undefined }>(values: V): V {
  const { serviceId, organizationId, ...rest } = values;
  return {
    ...rest, ...(values.giver === 'service' && serviceId ? { serviceId } : {}), ...(values.giver === 'organization' && organizationId ? { organizationId } : {}),
  } as V;
}

function known(line: SupportView): Partial<CorrectSupport> {
  const { need, givenOn, giver, serviceId, organizationId, amount, quantity, unit, note } = line;
  const all = { need, givenOn, giver, serviceId, organizationId, amount, quantity, unit, note };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Partial<CorrectSupport>;
}

function Fields({ form, data }: { readonly form: FormState<typeof RecordSupport>; readonly data: CaseSupport }) {
  const { t } = useText();
  const label = useLabel();
  return (
    <>
      <Combobox {...form.field('need')} label={t('plans.support.what')} options={data.kinds.map((k) => ({ value: k.code, label: label(k.label) }))} />
      <DateField {...form.field('givenOn')} label={t('plans.support.given-on')} />
      <RadioGroup {...form.field('giver')} label={t('plans.support.giver')} options={GIVERS.map((g) => ({ value: g, label: t(`plans.support.giver.${g}`) }))} />
      {form.values.giver === 'service' ? <ServiceField form={form} /> : null}
      {form.values.giver === 'organization' ? (
        <Select {...form.field('organizationId')} label={t('plans.support.organization')} width="full" options={data.organizations.map((o) => ({ value: o.organizationId, label: label(o.name) }))} />
      ) : null}
      <NumberField {...form.field('quantity')} label={t('plans.support.quantity')} optional decimals />
      <TextField {...form.field('unit')} label={t('plans.support.unit')} optional maxLength={40} />
      <NumberField {...form.field('amount')} label={t('plans.support.amount', { currency: data.currency })} hint={t('plans.support.team-only')} optional decimals />
      <TextArea {...form.field('note')} label={t('plans.support.note')} optional rows={2} maxLength={500} />
    </>
  );
}

function ServiceField({ form }: { readonly form: FormState<typeof RecordSupport> }) {
  const { t, locale } = useText();
  const nameOf = ({ service, organization }: ServiceCardParts) => {
    const note = locale === 'en' ? organization?.nameEn : organization?.nameEs;
    return { value: service.id, label: locale === 'en' ? service.nameEn : service.nameEs, ...(note ? { note } : {}) };
  };
  return (
    <Combobox
      {...form.field('serviceId')} label={t('plans.support.service')} hint={t('plans.support.service-hint')}
      load={async (text) => (await api.get<{ services: ServiceCardParts[] }>('/api/directory/services', { text, limit: 30 })).services.map(nameOf)}
      resolve={async (id) => nameOf(await api.get<ServiceCardParts>(`/api/directory/services/${encodeURIComponent(id)}`))}
    />
  );
}
