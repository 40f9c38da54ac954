import { SEXES } from '#kernel/codes';
import { api } from '#platform/client';
import { CheckboxGroup, DateField, Dialog, Form, Grid, RadioGroup, TextField, useForm, useText } from '#ui';
import { AddArrival, FLAGS, type Flag } from '../../schema.ts';
import { wholeBirth } from '../data.ts';

const CHOSEN_FLAGS: readonly Flag[] = FLAGS.filter((flag) => flag !== 'child' && flag !== 'elder');

/** Somebody is at the desk whom no list names. */
export function AddPersonDialog({ open, onClose, onAdded }: { readonly open: boolean; readonly onClose: () => void; readonly onAdded: (rowId: string) => void }) {
  const { t } = useText();
  return (
    <Dialog open={open} onClose={onClose} title={t('reception.add.title')} description={t('reception.add.lead')}>
      {open ? <AddPersonForm onClose={onClose} onAdded={onAdded} /> : null}
    </Dialog>
  );
}

function AddPersonForm({ onClose, onAdded }: { readonly onClose: () => void; readonly onAdded: (rowId: string) => void }) {
  const { t } = useText();
  const form = useForm({
    id: 'reception.add', schema: AddArrival, initial: { surname1: '', surname2: '', birthDate: null, sex: null, flags: [] },
    prepare: (values) => ({ ...values, ...wholeBirth(values.birthDate) }),
    onSubmit: async (command) => {
      const { rowId } = await api.send<{ rowId: string }>('POST', '/api/reception/arrivals', command);
      await api.send('POST', `/api/reception/arrivals/${rowId}/take`, { takeOver: false });
      onAdded(rowId);
    },
  });
  return (
    <Form form={form} submitLabel={t('reception.add.submit')} onCancel={onClose}>
      <TextField {...form.field('givenNames')} label={t('reception.desk.given-names')} autoFocus />
      <Grid min="small">
        <TextField {...form.field('surname1')} label={t('reception.desk.surname1')} optional />
        <TextField {...form.field('surname2')} label={t('reception.desk.surname2')} optional />
      </Grid>
      <DateField {...form.field('birthDate')} precision="birth" label={t('reception.desk.birth')} optional />
      <RadioGroup {...form.field('sex')} layout="row" label={t('reception.desk.sex')} options={SEXES.map((sex) => ({ value: sex, label: t(`reception.sex.${sex}`) }))} optional />
      <CheckboxGroup {...form.field('flags')} label={t('reception.add.flags')} layout="tiles" options={CHOSEN_FLAGS.map((flag) => ({ value: flag, label: t(`reception.flag.${flag}`) }))} optional />
    </Form>
  );
}
