import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import {
  Banner, Button, ButtonRow, Card, Combobox, type ComboOption, Dialog, Form, Loaded, Page, PageHeader, RadioGroup, Select, Stack, TextArea, Timeline, useForm, useNotify, useText,
} from '#ui';
import { AskMore, CompleteReferral, type CommandKind, type DeclineOptions, DeclineReferral, type InboxReferral, OUTCOMES } from '../schema.ts';
import { SessionsCard } from './course/sessions-card.tsx';
import { ReferralStateTag, SharedCopy, useHistory, useLabel } from './shared-words.tsx';

/** One referral, the provider's side: what was shared, and the answer in one step. */
export function InboxReferralPage({ referralId }: { readonly referralId: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['referrals', 'inbox', 'one', referralId],
    queryFn: ({ signal }) => api.get<InboxReferral>(`/api/inbox/${referralId}`, {}, signal),
  });
  return (
    <Page title={t('referrals.inbox.title')} width="narrow">
      <Loaded query={query}>{(referral) => <View referral={referral} />}</Loaded>
    </Page>
  );
}

const HAS_SESSIONS: ReadonlySet<string> = new Set(['in-service', 'completed']);

/** Sessions are agreed while a service goes on, and stay to be read. */
function Sessions({ referral }: { readonly referral: InboxReferral }) {
  return HAS_SESSIONS.has(referral.state) && referral.shared ? <SessionsCard referralId={referral.referralId} /> : null;
}

/** What the service reads: what the person agreed to, or in an emergency the least, to which nobody agreed. */
function Shared({ referral: { shared, emergency } }: { readonly referral: InboxReferral }) {
  const { t } = useText();
  const how = emergency ? '-emergency' : '';
  if (!shared) return <Banner tone="warning">{t('referrals.inbox.share-closed')}</Banner>;
  return <Card title={t(`referrals.inbox.shared${how}`)} icon="shield"><SharedCopy shared={shared} emptyText={t(`referrals.inbox.shared-nothing-more${how}`)} /></Card>;
}

function View({ referral }: { readonly referral: InboxReferral }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const items = useHistory(referral.history);
  return (
    <Stack gap={5}>
      <PageHeader
        title={referral.firstName ?? t('referrals.inbox.nameless')} over={label(referral.needLabel)} lead={label(referral.serviceName)}
        back={{ href: '/app/inbox', label: t('referrals.inbox.back') }} tags={referral.late ? null : <ReferralStateTag state={referral.state} />}
      />
      {referral.late && referral.dueAt ? <Banner tone="warning">{t('referrals.inbox.late', { date: formatDate(new Date(referral.dueAt), 'short') })}</Banner> : null}
      {referral.emergency ? <Banner tone="warning">{t('referrals.emergency.mark')}</Banner> : null}
      {referral.amendedAt ? <Banner tone="info">{t('referrals.inbox.changed', { date: formatDate(new Date(referral.amendedAt), 'time') })}</Banner> : null}
      <Shared referral={referral} />
      {referral.actions.length > 0 ? <AnswerCard referral={referral} /> : null}
      <Sessions referral={referral} />
      {items.length > 0 ? <Card title={t('referrals.inbox.history')}><Timeline items={items} label={t('referrals.inbox.history')} /></Card> : null}
    </Stack>
  );
}

function AnswerCard({ referral }: { readonly referral: InboxReferral }) {
  const { t, formatDate } = useText();
  const waiting = referral.state === 'sent' || referral.state === 'received';
  return (
    <Card title={t(waiting || referral.late ? 'referrals.inbox.answer' : 'referrals.inbox.next')}>
      <Stack gap={3}>
        {waiting && referral.dueAt ? <p>{t('referrals.inbox.answer-by', { date: formatDate(new Date(referral.dueAt), 'time') })}</p> : null}
        <ProviderActions referral={referral} />
      </Stack>
    </Card>
  );
}

const ONE_CLICK: readonly CommandKind[] = ['accept', 'start', 'waiting-list', 'did-not-come'];
const WITH_FORM = ['complete', 'ask', 'decline'] as const;
type FormKind = (typeof WITH_FORM)[number];

function ProviderActions({ referral }: { readonly referral: InboxReferral }) {
  const { t } = useText();
  const [open, setOpen] = useState<FormKind | null>(null);
  const close = () => setOpen(null);
  const first = ONE_CLICK.find((kind) => referral.actions.includes(kind));
  return (
    <>
      <ButtonRow>
        {ONE_CLICK.filter((kind) => referral.actions.includes(kind)).map((kind) => <OneClick key={kind} referralId={referral.referralId} kind={kind} primary={kind === first} />)}
        {WITH_FORM.filter((kind) => referral.actions.includes(kind)).map((kind) => (
          <Button key={kind} look={kind === 'complete' && referral.state === 'in-service' ? 'primary' : 'secondary'} onClick={() => setOpen(kind)}>{t(`referrals.do.${kind}`)}</Button>
        ))}
      </ButtonRow>
      <Dialog open={open === 'decline'} onClose={close} title={t('referrals.decline.title')}><DeclineForm referralId={referral.referralId} onClose={close} /></Dialog>
      <Dialog open={open === 'ask'} onClose={close} title={t('referrals.ask.title')}><AskForm referralId={referral.referralId} onClose={close} /></Dialog>
      <Dialog open={open === 'complete'} onClose={close} title={t('referrals.complete.title')}><CompleteForm referralId={referral.referralId} onClose={close} /></Dialog>
    </>
  );
}

function useAnswer(referralId: string): (kind: CommandKind, body: unknown) => Promise<void> {
  const { t } = useText();
  const notify = useNotify();
  return async (kind, body) => {
    await api.send('POST', `/api/inbox/${referralId}/${kind}`, body);
    notify({ text: t('referrals.action.done') });
  };
}

function OneClick({ referralId, kind, primary }: { readonly referralId: string; readonly kind: CommandKind; readonly primary: boolean }) {
  const { t } = useText();
  const answer = useAnswer(referralId);
  const step = useMutation({ mutationFn: () => answer(kind, {}) });
  return <Button look={primary ? 'primary' : 'secondary'} {...(kind === 'accept' ? { icon: 'check' as const, shortcut: 'a' } : {})} pending={step.isPending} onClick={() => step.mutate()}>{t(`referrals.do.${kind}`)}</Button>;
}

interface FormProps {
  readonly referralId: string;
  readonly onClose: () => void;
}

function useFindServices(): (typed: string) => Promise<readonly ComboOption[]> {
  const label = useLabel();
  return async (text) => {
    const { services } = await api.get<{ services: readonly { service: { id: string; nameEs: string; nameEn: string }; organization: { nameEs: string; nameEn: string } | null }[] }>('/api/directory/services', { text });
    return services.slice(0, 12).map(({ service, organization: o }) => ({
      value: service.id, label: label({ es: service.nameEs, en: service.nameEn }), ...(o ? { note: label({ es: o.nameEs, en: o.nameEn }) } : {}),
    }));
  };
}

function DeclineForm({ referralId, onClose }: FormProps) {
  const { t } = useText();
  const label = useLabel();
  const answer = useAnswer(referralId);
  const findServices = useFindServices();
  const reasons = useQuery({ queryKey: ['referrals', 'decline-reasons'], queryFn: ({ signal }) => api.get<DeclineOptions>('/api/inbox/decline-reasons', {}, signal) });
  const form = useForm({
    id: `referrals.decline.${referralId}`, schema: DeclineReferral, initial: {},
    // What was written for another reason stays behind.
    prepare: (values) => ({ ...values, requirements: values.reason === 'does-not-fit' ? values.requirements?.trim() || undefined : undefined, alternativeServiceId: values.alternativeServiceId || undefined }),
    onSubmit: async (command) => { await answer('decline', command); onClose(); },
  });
  return (
    <Loaded query={reasons}>
      {(options) => (
        <Form form={form} submitLabel={t('referrals.decline.submit')} onCancel={onClose}>
          <Select {...form.field('reason')} label={t('referrals.decline.reason')} width="full" options={options.reasons.map((r) => ({ value: r.code, label: label(r.label) }))} />
          <TextArea {...form.field('note')} label={t('referrals.decline.note')} optional rows={3} />
          <Combobox {...form.field('alternativeServiceId')} label={t('referrals.decline.alternative')} hint={t('referrals.decline.alternative-hint')} load={findServices} optional />
          {form.values.reason === 'does-not-fit'
            ? <TextArea {...form.field('requirements')} label={t('referrals.decline.requirements')} hint={t('referrals.decline.requirements-hint')} optional rows={2} maxLength={500} /> : null}
        </Form>
      )}
    </Loaded>
  );
}

function AskForm({ referralId, onClose }: FormProps) {
  const { t } = useText();
  const answer = useAnswer(referralId);
  const form = useForm({
    id: `referrals.ask.${referralId}`, schema: AskMore, initial: { question: '' },
    onSubmit: async (command) => { await answer('ask', command); onClose(); },
  });
  return (
    <Form form={form} submitLabel={t('referrals.do.ask')} onCancel={onClose}>
      <TextArea {...form.field('question')} label={t('referrals.ask.question')} hint={t('referrals.ask.hint')} />
    </Form>
  );
}

function CompleteForm({ referralId, onClose }: FormProps) {
  const { t } = useText();
  const answer = useAnswer(referralId);
  const form = useForm({
    id: `referrals.complete.${referralId}`, schema: CompleteReferral, initial: {},
    onSubmit: async (command) => { await answer('complete', command); onClose(); },
  });
  return (
    <Form form={form} submitLabel={t('referrals.save')} onCancel={onClose}>
      <RadioGroup {...form.field('outcome')} label={t('referrals.complete.outcome')} options={OUTCOMES.map((o) => ({ value: o, label: t(`referrals.outcome.${o}`) }))} />
      <TextArea {...form.field('note')} label={t('referrals.complete.note')} optional rows={3} />
    </Form>
  );
}
