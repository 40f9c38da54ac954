import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { useCaseAddress } from '#registry/screens';
import { Banner, Checkbox, Form, Loaded, Page, PageHeader, RadioGroup, Stack, TextArea, TextField, useForm, useNavigate, useNotify, useText } from '#ui';
import { EMERGENCY_REASONS, EmergencyReferral, type SendOptions, type SentReferral } from '../schema.ts';
import { useLabel } from './shared-words.tsx';

/** Sending without consent (`?need=…&service=…`): who decides it and why, and the least that goes out. */
export function EmergencyPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const [{ need, service }] = useState(() => {
    const search = new URLSearchParams(window.location.search);
    return { need: search.get('need') ?? '', service: search.get('service') ?? '' };
  });
  const query = useQuery({
    queryKey: ['referrals', 'options', caseId, need, service],
    queryFn: ({ signal }) => api.get<SendOptions>(`/api/cases/${caseId}/referral-options`, { need, service }, signal),
  });
  return (
    <Page title={t('referrals.emergency.title')} width="narrow">
      <Loaded query={query}>{(options) => <EmergencyForm caseId={caseId} needId={need} options={options} />}</Loaded>
    </Page>
  );
}

function EmergencyForm({ caseId, needId, options }: { readonly caseId: string; readonly needId: string; readonly options: SendOptions }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const navigate = useNavigate();
  const notify = useNotify();
  const goesOn = useCaseAddress(caseId);
  const { serviceId } = options.recipient;
  const form = useForm({
    id: `referrals.emergency.${needId}.${serviceId}`, schema: EmergencyReferral, initial: { needId, serviceId, decidedBy: '', profession: '', note: '', withContact: false },
    prepare: (values) => ({ ...values, needId, serviceId }),
    onSubmit: async (command) => {
      const sent = await api.send<SentReferral>('POST', `/api/cases/${caseId}/emergency-referrals`, command);
      notify({ text: t('referrals.send.done', { date: formatDate(new Date(sent.dueAt), 'short') }) });
      navigate(goesOn);
    },
  });
  return (
    <>
      <PageHeader
        title={t('referrals.emergency.title')} over={label(options.always.need.label)} lead={<>{label(options.recipient.serviceName)} · {label(options.recipient.organizationName)}</>}
        back={{ href: `/app/cases/${caseId}/referrals/new?need=${needId}&service=${encodeURIComponent(serviceId)}`, label: t('referrals.send.title') }}
      />
      <Banner tone="warning">{t('referrals.emergency.lead', { n: options.hoursToReview })}</Banner>
      {options.mayOverride ? (
        <Form form={form} submitLabel={t('referrals.emergency.submit')} submitLook="danger">
          <Stack gap={4}>
            <RadioGroup {...form.field('reason')} label={t('referrals.emergency.reason')} options={EMERGENCY_REASONS.map((r) => ({ value: r, label: t(`referrals.emergency.reason.${r}`) }))} />
            <TextArea {...form.field('note')} label={t('referrals.emergency.note')} hint={t('referrals.emergency.note-hint')} rows={3} maxLength={2000} />
            <TextField {...form.field('decidedBy')} label={t('referrals.emergency.decided-by')} maxLength={120} />
            <TextField {...form.field('profession')} label={t('referrals.emergency.profession')} maxLength={120} />
            <Checkbox {...form.field('withContact')} label={t('referrals.emergency.contact')} />
          </Stack>
        </Form>
      ) : <Banner tone="danger">{t('errors.referrals.not-in-your-power')}</Banner>}
    </>
  );
}
