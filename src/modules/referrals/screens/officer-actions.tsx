import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, ButtonRow, Dialog, Form, LinkButton, TextArea, useForm, useNotify, useText } from '#ui';
import { AnswerQuestion, type OfficerReferral, WithdrawReferral } from '../schema.ts';

/** Where services for the need of a referral are suggested, the returned one to be replaced. */
export function suggestionsHref(r: Pick<OfficerReferral, 'caseId' | 'needId' | 'referralId'>): string {
  return `/app/cases/${r.caseId}/suggestions?need=${r.needId}&replaces=${r.referralId}`;
}

const RETURNED = new Set(['declined', 'did-not-come', 'expired', 'withdrawn']);

const wantsOther = (r: OfficerReferral): boolean => RETURNED.has(r.state) && !r.handled;
const reached = (r: OfficerReferral): boolean => r.state === 'completed' && r.outcome === 'reached' && !r.handled;

/** What the officer can do with one referral, the next step first. */
export function OfficerActions({ referral }: { readonly referral: OfficerReferral }) {
  const { t } = useText();
  const [open, setOpen] = useState<'answer' | 'withdraw' | null>(null);
  const can = (kind: OfficerReferral['actions'][number]) => referral.actions.includes(kind);
  const close = () => setOpen(null);
  if (referral.actions.length === 0) return null;
  return (
    <ButtonRow>
      {can('answer') ? <Button look="primary" onClick={() => setOpen('answer')}>{t('referrals.action.answer')}</Button> : null}
      {wantsOther(referral) ? <LinkButton look="primary" icon="search" href={suggestionsHref(referral)}>{t('referrals.action.other-service')}</LinkButton> : null}
      {reached(referral) ? <NeedMet referral={referral} /> : null}
      {can('resend') ? <Step referral={referral} kind="resend" /> : null}
      {can('acknowledge') ? <Step referral={referral} kind="acknowledge" /> : null}
      {can('withdraw') ? <Button look="quiet" onClick={() => setOpen('withdraw')}>{t('referrals.action.withdraw')}</Button> : null}
      <AnswerDialog referral={referral} open={open === 'answer'} onClose={close} />
      <WithdrawDialog referral={referral} open={open === 'withdraw'} onClose={close} />
    </ButtonRow>
  );
}

function useDone(): () => void {
  const { t } = useText();
  const notify = useNotify();
  return () => notify({ text: t('referrals.action.done') });
}

/** One button without fields. */
function Step({ referral, kind }: { readonly referral: OfficerReferral; readonly kind: 'resend' | 'acknowledge' }) {
  const { t } = useText();
  const done = useDone();
  const step = useMutation({ mutationFn: () => api.send('POST', `/api/referrals/${referral.referralId}/${kind}`, {}), onSuccess: done });
  return <Button icon={kind === 'resend' ? 'send' : 'check'} pending={step.isPending} onClick={() => step.mutate()}>{t(`referrals.action.${kind}`)}</Button>;
}

/** The outcome was reached: the need is met, and the referral leaves the list. */
function NeedMet({ referral }: { readonly referral: OfficerReferral }) {
  const { t } = useText();
  const done = useDone();
  const step = useMutation({
    mutationFn: async () => {
      const why = t('referrals.action.need-met-why', { outcome: t(`referrals.outcome.${referral.outcome}`) });
      await api.send('POST', `/api/needs/${referral.needId}/state`, { state: 'met', why });
      await api.send('POST', `/api/referrals/${referral.referralId}/acknowledge`, {});
    },
    onSuccess: done,
  });
  return <Button look="primary" icon="check" pending={step.isPending} onClick={() => step.mutate()}>{t('referrals.action.need-met')}</Button>;
}

interface DialogProps {
  readonly referral: OfficerReferral;
  readonly open: boolean;
  readonly onClose: () => void;
}

function AnswerDialog({ referral, open, onClose }: DialogProps) {
  const { t } = useText();
  const done = useDone();
  const form = useForm({
    id: `referrals.answer.${referral.referralId}`, schema: AnswerQuestion, initial: { answer: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/referrals/${referral.referralId}/answer`, command);
      done();
      onClose();
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={t('referrals.action.answer')} description={referral.question}>
      <Form form={form} submitLabel={t('referrals.action.answer-send')} onCancel={onClose}>
        <TextArea {...form.field('answer')} label={t('referrals.action.answer-label')} hint={t('referrals.send.note-hint')} />
      </Form>
    </Dialog>
  );
}

function WithdrawDialog({ referral, open, onClose }: DialogProps) {
  const { t } = useText();
  const done = useDone();
  const form = useForm({
    id: `referrals.withdraw.${referral.referralId}`, schema: WithdrawReferral, initial: { note: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/referrals/${referral.referralId}/withdraw`, command);
      done();
      onClose();
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={t('referrals.action.withdraw-title')}>
      <Form form={form} submitLabel={t('referrals.action.withdraw')} submitLook="danger" onCancel={onClose}>
        <TextArea {...form.field('note')} label={t('referrals.action.withdraw-label')} hint={t('referrals.action.withdraw-hint')} />
      </Form>
    </Dialog>
  );
}
