import { Card, Checkbox, CheckboxGroup, Combobox, Grid, Note, NumberField, Select, Stack, TextField, useText } from '#ui';
import type { DeskView } from '../../schema.ts';
import { findPlaces, placeOf } from '../data.ts';
import type { DeskFormState } from './use-desk-form.ts';

export interface DeskFieldsProps {
  readonly form: DeskFormState;
  readonly view: DeskView;
}

type FormOnly = Pick<DeskFieldsProps, 'form'>;

export function OriginField({ form }: FormOnly) {
  const { t } = useText();
  return <Combobox {...form.field('identity.originAdmin2')} label={t('reception.desk.origin')} load={findPlaces} resolve={placeOf} optional />;
}

export function MonthsField({ form }: FormOnly) {
  const { t } = useText();
  return <NumberField {...form.field('return.monthsAbroad')} label={t('reception.desk.months-abroad')} optional />;
}

export function PapersField({ form, view }: DeskFieldsProps) {
  const { t } = useText();
  return <CheckboxGroup {...form.field('documentsHeld')} layout="tiles" label={t('reception.desk.papers')} options={view.choices.documents.map((d) => ({ value: d.code, label: d.label }))} optional />;
}

export function DocumentFields({ form, view }: DeskFieldsProps) {
  const { t } = useText();
  const document = form.values.identity?.document ?? null;
  const setDocument = (change: { type?: string; number?: string; seen?: boolean }) =>
    form.set('identity.document', { type: view.choices.numberTypes[0] ?? 'other', number: '', seen: false, ...document, ...change });
  return (
    <>
        <Grid min="small">
          <Select
            name="identity.document.type" value={document?.type ?? view.choices.numberTypes[0]} label={t('reception.desk.document-type')} onChange={(type) => type && setDocument({ type })}
            options={view.choices.numberTypes.map((type) => ({ value: type, label: t(`reception.document.${type}`) }))} optional
          />
          <TextField name="identity.document.number" value={document?.number ?? ''} label={t('reception.desk.document-number')} onChange={(number) => setDocument({ number: number ?? '' })} error={form.field('identity.document').error} optional />
        </Grid>
        <Checkbox name="identity.document.seen" label={t('reception.desk.document-seen')} value={document?.seen ?? false} onChange={(seen) => setDocument({ seen: seen ?? false })} />
    </>
  );
}

/** What may wait for the window, at the end and by itself: asked only of somebody who is well and willing. */
export function LaterCard({ form, view }: DeskFieldsProps) {
  const { t } = useText();
  const { later } = view.choices;
  if (later.length === 0) return null;
  return (
    <Card title={t('reception.desk.later')} icon="clock" tone="sunken">
      <Stack>
        <Note>{t('reception.desk.later-text')}</Note>
        <Grid min="small">
          {later.includes('origin') ? <OriginField form={form} /> : null}
          {later.includes('abroad') ? <MonthsField form={form} /> : null}
        </Grid>
        {later.includes('document') ? <DocumentFields form={form} view={view} /> : null}
        {later.includes('papers') ? <PapersField form={form} view={view} /> : null}
      </Stack>
    </Card>
  );
}
