import { api } from '#platform/client';
import { Checkbox, DateField, Form, RadioGroup, TextArea, useForm, useText, useToday } from '#ui';
import { RecordPaperStep, STEPS, type PaperStepKind } from '../schema.ts';

interface StepFormProps {
  readonly caseId: string;
  readonly paperId: string;
  readonly wayId?: string | undefined;
  /** How many steps there are already: each has a draft of its own. */
  readonly number: number;
  readonly proposed: PaperStepKind;
  readonly onDone: () => void;
}

/** What happened with one paper. */
export function StepForm({ caseId, paperId, wayId, number, proposed, onDone }: StepFormProps) {
  const { t } = useText();
  const today = useToday();
  const form = useForm({
    id: `documents.step.${caseId}.${paperId}.${number}`, schema: RecordPaperStep, initial: { step: proposed, on: today, wayId, validUntil: '', seen: false, note: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${caseId}/papers/${paperId}/steps`, command);
      onDone();
    },
  });
  const obtained = form.values.step === 'obtained';
  return (
    <Form form={form} submitLabel={t('documents.save')} onCancel={onDone}>
      <RadioGroup {...form.field('step')} label={t('documents.what-happened')} options={STEPS.map((step) => ({ value: step, label: t(`documents.step.${step}`) }))} />
      <DateField {...form.field('on')} label={t('documents.on-day')} />
      {obtained ? <DateField {...form.field('validUntil')} label={t('documents.valid-until')} hint={t('documents.valid-until-hint')} optional /> : null}
      {obtained ? <Checkbox {...form.field('seen')} label={t('documents.seen')} /> : null}
      <TextArea {...form.field('note')} label={t('documents.note')} hint={t('documents.note-hint')} optional rows={2} />
    </Form>
  );
}
