import { useState } from 'react';
import { api } from '#platform/client';
import { Button, ButtonRow, Card, Dialog, Form, type FormState, Select, TextArea, TextField, useForm, useNavigate, useNotify, useText } from '#ui';
import { ABOUT_PEOPLE, FeedbackStep, KINDS, type FeedbackCommand, type FeedbackView } from '../schema.ts';
import { useLabel } from './words.tsx';

const [, Classify, PassOn, Answer, Close] = FeedbackStep.options;

/** What can be done now. Each step says how the page stood: an old page changes nothing. */
export function StepsCard({ view }: { readonly view: FeedbackView }) {
  const { t } = useText();
  const [asked, setAsked] = useState<FeedbackCommand | null>(null);
  const close = () => setAsked(null);
  const step = useStep(view, close);
  if (view.commands.length === 0) return null;
  const first = view.commands.includes('answer') && view.state !== 'received' ? 'answer' : view.commands[0];
  return (
    <Card title={t('feedback.one.do')}>
      <ButtonRow>
        {view.commands.map((command) => (
          <Button key={command} look={command === first ? 'primary' : 'secondary'} pending={command === 'take' && step.taking} onClick={() => (command === 'take' ? void step.take() : setAsked(command))}>
            {t(`feedback.do.${command}`)}
          </Button>
        ))}
      </ButtonRow>
      {asked === null ? null : <Dialog open onClose={close} title={t(`feedback.do.${asked}`)}><Asked asked={asked} view={view} send={step.send} onCancel={close} /></Dialog>}
    </Card>
  );
}

function useStep(view: FeedbackView, onDone: () => void) {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const [taking, setTaking] = useState(false);
  const send = async (command: object): Promise<void> => {
    const { inSight } = await api.send<{ inSight: boolean }>('POST', `/api/feedback/${view.feedbackId}/steps`, command);
    onDone();
    notify({ text: t(inSight ? 'feedback.done' : 'feedback.out-of-sight') });
    if (!inSight) navigate('/app/feedback');
  };
  const take = async (): Promise<void> => {
    setTaking(true);
    await send({ step: 'take', seen: view.state }).finally(() => setTaking(false));
  };
  return { send, take, taking };
}

interface Props { readonly view: FeedbackView; readonly send: (command: object) => Promise<void>; readonly onCancel: () => void }

function Asked({ asked, ...props }: Props & { readonly asked: FeedbackCommand }) {
  switch (asked) {
    case 'classify': return <ClassifyForm {...props} />;
    case 'pass-on': return <PassOnForm {...props} />;
    case 'answer': return <AnswerForm {...props} />;
    case 'close': return <CloseForm {...props} />;
    case 'take': return null;
  }
}

function NoteField({ form }: { readonly form: FormState<typeof Close> }) {
  const { t } = useText();
  return <TextArea {...form.field('note')} label={t('feedback.field.note')} hint={t('feedback.field.note-hint')} optional rows={2} maxLength={1000} />;
}

const known = <T,>(value: T | null | undefined): T | undefined => value ?? undefined;

function ClassifyForm({ view, send, onCancel }: Props) {
  const { t } = useText();
  const label = useLabel();
  const form = useForm({
    id: null, schema: Classify, initial: { kind: view.kind, about: known(view.officeId), aboutAccount: known(view.aboutAccount?.accountId) },
    // People are known of the office that it stands with: of another one they are chosen when it stands there.
    prepare: ({ aboutAccount, ...values }) => ({ ...values, ...(values.about === view.officeId && aboutAccount ? { aboutAccount } : {}), step: 'classify', seen: view.state }), onSubmit: send,
  });
  return (
    <Form form={form} submitLabel={t('feedback.do.classify')} onCancel={onCancel}>
      <Select {...form.field('kind')} label={t('feedback.field.kind')} options={KINDS.map((k) => ({ value: k, label: t(`feedback.kind.${k}`) }))} />
      <Select {...form.field('about')} label={t('feedback.field.about')} optional emptyLabel={t('feedback.nobody-named')} width="full" options={view.offices.map((o) => ({ value: o.officeId, label: label(o.name) }))} />
      {view.people.length > 0 && form.values.about === view.officeId ? (
        <Select {...form.field('aboutAccount')} label={t('feedback.field.account')} hint={t('feedback.field.account-hint')} optional width="full" options={view.people.map((p) => ({ value: p.accountId, label: p.name }))} />
      ) : null}
      <NoteField form={form as unknown as FormState<typeof Close>} />
    </Form>
  );
}

function PassOnForm({ view, send, onCancel }: Props) {
  const { t } = useText();
  const label = useLabel();
  const form = useForm({ id: null, schema: PassOn, initial: {}, prepare: (values) => ({ ...values, step: 'pass-on', seen: view.state }), onSubmit: send });
  const aboutPeople = ABOUT_PEOPLE.includes(view.kind);
  const offices = view.offices.filter((o) => !aboutPeople || o.officeId !== view.officeId);
  return (
    <Form form={form} submitLabel={t('feedback.do.pass-on')} onCancel={onCancel}>
      {view.restricted ? null : <Select {...form.field('office')} label={t('feedback.field.office')} optional width="full" options={offices.map((o) => ({ value: o.officeId, label: label(o.name) }))} />}
      <TextField {...form.field('to')} label={t(view.restricted ? 'feedback.field.institution' : 'feedback.field.to')} optional={!view.restricted} maxLength={160} />
      <NoteField form={form as unknown as FormState<typeof Close>} />
    </Form>
  );
}

function AnswerForm({ view, send, onCancel }: Props) {
  const { t } = useText();
  const form = useForm({ id: null, schema: Answer, initial: {}, prepare: (values) => ({ ...values, step: 'answer', seen: view.state }), onSubmit: send });
  return (
    <Form form={form} submitLabel={t('feedback.do.answer')} onCancel={onCancel}>
      <TextArea {...form.field('answer')} label={t('feedback.field.answer')} hint={t('feedback.field.answer-hint')} rows={6} maxLength={2000} />
      <NoteField form={form as unknown as FormState<typeof Close>} />
    </Form>
  );
}

function CloseForm({ view, send, onCancel }: Props) {
  const { t } = useText();
  const form = useForm({ id: null, schema: Close, initial: {}, prepare: (values) => ({ ...values, step: 'close', seen: view.state }), onSubmit: send });
  return <Form form={form} submitLabel={t('feedback.do.close')} onCancel={onCancel}><NoteField form={form} /></Form>;
}
