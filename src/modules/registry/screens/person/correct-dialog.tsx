import { SEXES } from '#kernel/codes';
import { api } from '#platform/client';
import { Dialog, Form, RadioGroup, Select, TextField, useForm, useText } from '#ui';
import { BIRTH_PRECISIONS, CORRECTABLE, CorrectPerson, EVIDENCE, type Correctable } from '../../schema.ts';
import { PlaceField } from '../place-field.tsx';

type CorrectionForm = ReturnType<typeof useCorrection>;

function useCorrection(personId: string, start: { field?: Correctable; value?: string | null }, onDone: () => void) {
  return useForm({
    id: `registry.correct.${personId}`, schema: CorrectPerson, initial: { evidence: 'seen', value: start.value ?? null, ...(start.field ? { field: start.field } : {}) },
    onSubmit: async (command) => {
      await api.send('POST', `/api/people/${personId}/corrections`, command);
      onDone();
    },
  });
}

const PLACES: ReadonlySet<Correctable> = new Set(['originAdmin2', 'birthAdmin2']);
const HINTED: ReadonlySet<Correctable> = new Set(['birthDate', 'nationalities', 'birthCountry', 'preferredLanguage']);

/** The right input for the field that is corrected. */
function ValueField({ form, field }: { readonly form: CorrectionForm; readonly field: Correctable }) {
  const { t } = useText();
  const label = t('registry.identity.new-value');
  const binding = form.field('value');
  if (PLACES.has(field)) return <PlaceField {...binding} label={label} />;
  if (field === 'birthPrecision') return <Select {...binding} label={label} options={BIRTH_PRECISIONS.map((value) => ({ value: value as string, label: t(`registry.precision.${value}`) }))} />;
  if (field === 'sex') return <Select {...binding} label={label} options={SEXES.map((value) => ({ value: value as string, label: t(`registry.sex.${value}`) }))} />;
  return <TextField {...binding} label={label} {...(HINTED.has(field) ? { hint: t(`registry.identity.hint-${field}`) } : {})} spellCheck={false} />;
}

export interface CorrectDialogProps {
  readonly personId: string;
  /** The field to begin with, and what stands in it. */
  readonly start?: { readonly field: Correctable; readonly value: string | null };
  readonly onClose: () => void;
}

/** One field corrected or confirmed: the value, how it is known, and why. */
export function CorrectDialog({ personId, start, onClose }: CorrectDialogProps) {
  const { t } = useText();
  const form = useCorrection(personId, start ?? {}, onClose);
  const field = form.values.field;
  return (
    <Dialog open onClose={onClose} title={t('registry.identity.correct')} description={t('registry.identity.correct-lead')}>
      <Form form={form} submitLabel={t('registry.identity.save')} onCancel={onClose}>
        <Select {...form.field('field')} label={t('registry.identity.which')} options={CORRECTABLE.map((value) => ({ value, label: t(`registry.field.${value}`) }))} />
        {field ? <ValueField key={field} form={form} field={field} /> : null}
        <RadioGroup {...form.field('evidence')} label={t('registry.identity.how-known')} options={EVIDENCE.map((value) => ({ value, label: t(`registry.evidence.${value}`) }))} layout="row" />
        <TextField {...form.field('reason')} label={t('registry.identity.why')} optional />
      </Form>
    </Dialog>
  );
}
