import { z } from 'zod';
import { api } from '#platform/client';
import { DateField, Form, RadioGroup, Select, useForm, useNotify, useText, useToday, type FormState } from '#ui';
import { isPlainDate } from '#kernel/dates';
import { PAPER_OUTCOMES, REFUSAL_REASONS, type PaperOutcome, type PapersAsReported } from '../../schema/paper-reports.ts';
import { MunicipalityPicker } from '../municipality-picker.tsx';

const Said = z.object({
  paperId: z.string().min(1),
  outcome: z.enum(PAPER_OUTCOMES),
  reason: z.enum(REFUSAL_REASONS).optional(),
  on: z.string().refine(isPlainDate, 'directory.paper-no-such-day'),
  place: z.string().optional(),
});

interface SayProps {
  readonly view: PapersAsReported;
  readonly caseId: string | undefined;
  /** Empty: to be chosen. */
  readonly paperId: string;
  readonly outcome: PaperOutcome;
  readonly onDone: () => void;
}

/** What happened with one paper at one counter on one day: nothing else is asked, and there is no room for words about anybody. */
export function SayForm({ view, caseId, paperId, outcome, onDone }: SayProps) {
  const { t, locale } = useText();
  const notify = useNotify();
  const today = useToday();
  const form = useForm({
    id: null, schema: Said, initial: { paperId, outcome, on: today },
    onSubmit: async ({ paperId: paper, reason, place, ...said }) => {
      const command = { ...said, serviceId: view.serviceId, reason: said.outcome === 'refused' ? (reason ?? null) : null, place: place ?? null };
      await (caseId === undefined
        ? api.send('POST', '/api/directory/paper-reports', { ...command, paperId: paper })
        : api.send('POST', `/api/cases/${caseId}/papers/${encodeURIComponent(paper)}/reports`, command));
      notify({ text: t('directory.papers-said.thanks') });
      onDone();
    },
  });
  const named = [...view.papers.map((one) => ({ ...one, id: one.paperId })), ...view.others];
  const options = named.map((one) => ({ value: one.id, label: locale === 'en' ? one.nameEn : one.nameEs }));
  return (
    <Form form={form} submitLabel={t('directory.papers-said.save')} onCancel={onDone}>
      <Select {...form.field('paperId')} label={t('directory.papers-said.which')} options={options} width="full" />
      <RadioGroup {...form.field('outcome')} label={t('directory.papers-said.what')} options={PAPER_OUTCOMES.map((value) => ({ value, label: t(`directory.papers-said.${value}-here`) }))} />
      {form.values.outcome === 'refused' ? (
        <RadioGroup {...form.field('reason')} optional label={t('directory.papers-said.why')} options={REFUSAL_REASONS.map((value) => ({ value, label: t(`directory.papers-said.reason.${value}`) }))} />
      ) : null}
      <DateField {...form.field('on')} label={t('directory.papers-said.day')} />
      <Counter view={view} form={form} />
    </Form>
  );
}

/** Which counter, where there are several; of a secret place it is not asked. */
function Counter({ view, form }: { readonly view: PapersAsReported; readonly form: FormState<typeof Said> }) {
  const { t } = useText();
  if (view.anywhere) return <MunicipalityPicker {...form.field('place')} label={t('directory.papers-said.where')} optional />;
  if (view.places.length < 2) return null;
  return <Select {...form.field('place')} label={t('directory.papers-said.where')} optional options={view.places.map(({ id, name }) => ({ value: id, label: name }))} />;
}
