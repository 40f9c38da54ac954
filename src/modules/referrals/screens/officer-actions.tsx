import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, ButtonRow, Dialog, Form, LinkButton, RadioGroup, TextArea, useForm, useNotify, useText } from '#ui';
import { AnswerQuestion, ConfirmOutcome, CONFIRMATIONS, type OfficerReferralLine, WithdrawReferral } from '../schema.ts';

/** Where services for the need of a referral are suggested, the returned one to be replaced. */
export function suggestionsHref(r: Pick<OfficerReferralLine, 'caseId' | 'needId' | 'referralId'>): string {
  return `/app/cases/${r.caseId}/suggestions?need=${r.needId}&replaces=${r.referralId}`;
}

/** Came back without a service. */
export const RETURNED: ReadonlySet<string> = new Set(['declined', 'did-not-come', 'expired', 'withdrawn']);

const notReached = (r: OfficerReferralLine): boolean => r.state === 'completed' && (r.outcome === 'not-reached' || r.confirmed === 'no' || r.confirmed === 'partly');
const wantsOther = (r: OfficerReferralLine): boolean => !r.handled && (RETURNED.has(r.state) || notReached(r));

/** Steps without fields. */
const STEPS = ['go-on', 'resend', 'acknowledge'] as const;

/** What the officer can do with one referral, the next step first. */
export function OfficerActions({ referral }: { readonly referral: OfficerReferralLine }) {
  const { t } = useText();
  const [open, setOpen] = useState<'answer' | 'withdraw' | 'confirm' | null>(null);
  const can = (kind: OfficerReferralLine['actions'][number]) => referral.actions.includes(kind);
  const close = () => setOpen(null);
  if (referral.actions.length === 0) return null;
  return (
    <ButtonRow>
      {can('answer') ? <Button look="primary" onClick={() => setOpen('answer')}>{t('referrals.action.answer')}</Button> : null}
      {wantsOther(referral) ? <LinkButton look="primary" icon="search" href={suggestionsHref(referral)}>{t('referrals.action.other-service')}</LinkButton> : null}
      {can('confirm') ? <Button look="primary" icon="check" onClick={() => setOpen('confirm')}>{t('referrals.confirm.title')}</Button> : null}
      {STEPS.filter(can).map((kind) => <Step key={kind} referral={referral} kind={kind} />)}
      {can('amend') ? <LinkButton look="quiet" href={`/app/referrals/${referral.referralId}/amend`}>{t('referrals.amend.do')}</LinkButton> : null}
      {can('withdraw') ? <Button look="quiet" onClick={() => setOpen('withdraw')}>{t('referrals.action.withdraw')}</Button> : null}
      {open === 'confirm' ? <ConfirmDialog referral={referral} open onClose={close} /> : null}
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
function Step({ referral, kind }: { readonly referral: OfficerReferralLine; readonly kind: (typeof STEPS)[number] }) {
  const { t } = useText();
  const done = useDone();
  const step = useMutation({ mutationFn: () => api.send('POST', `/api/referrals/${referral.referralId}/${kind}`, {}), onSuccess: done });
  return <Button icon={kind === 'resend' ? 'send' : 'check'} pending={step.isPending} onClick={() => step.mutate()}>{t(kind === 'go-on' ? 'referrals.go-on.do' : `referrals.action.${kind}`)}</Button>;
}

interface DialogProps {
  readonly referral: OfficerReferralLine;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What the person says of the outcome; the need follows. */
function ConfirmDialog({ referral, open, onClose }: DialogProps) {
  const { t } = useText();
  const done = useDone();
  const form = useForm({
    id: `referrals.confirm.${referral.referralId}`, schema: ConfirmOutcome, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/referrals/${referral.referralId}/confirm`, command);
      done();
      onClose();
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={t('referrals.confirm.title')}>
      <Form form={form} submitLabel={t('referrals.save')} onCancel={onClose}>
        <RadioGroup {...form.field('answer')} label={t('referrals.confirm.asked')} options={[...CONFIRMATIONS, 'not-reached' as const].map((a) => ({ value: a, label: t(`referrals.confirm.${a}`) }))} />
        <TextArea {...form.field('note')} label={t('referrals.complete.note')} optional rows={3} />
      </Form>
    </Dialog>
  );
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
