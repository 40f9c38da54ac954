import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ADULT_FROM } from '#kernel/birth';
import { URGENCIES } from '#kernel/codes';
import { api } from '#platform/client';
import type { ConsentSection } from '#registry/schema';
import { Banner, Checkbox, CheckboxGroup, Form, type FormState, Loaded, Page, PageHeader, RadioGroup, Select, Stack, TextArea, useForm, useNavigate, useNotify, useText } from '#ui';
import { AmendReferral, type AmendOptions, ATTENDED_BY, type OfficerReferral } from '../schema.ts';
import { ConsentCard } from './consent-card.tsx';
import { useLabel } from './shared-words.tsx';

type AmendForm = FormState<typeof AmendReferral>;

/** A change after sending: note, urgency, and what is shared. */
export function AmendReferralPage({ referralId }: { readonly referralId: string }) {
  const { t } = useText();
  const query = useQuery({
    queryKey: ['referrals', 'amend', referralId], queryFn: ({ signal }) => api.get<AmendOptions>(`/api/referrals/${referralId}/amend`, {}, signal),
  });
  return <Page title={t('referrals.amend.title')} width="narrow"><Loaded query={query}>{(about) => <View referralId={referralId} about={about} />}</Loaded></Page>;
}

function View({ referralId, about }: { readonly referralId: string; readonly about: AmendOptions }) {
  const { t, locale } = useText();
  const label = useLabel();
  const navigate = useNavigate();
  const notify = useNotify();
  const { options } = about;
  const child = options.age !== null && options.age < ADULT_FROM;
  const [anew, setAnew] = useState(about.emergency);
  const form: AmendForm = useForm({
    id: `referrals.amend.${referralId}`, schema: AmendReferral,
    initial: {
      urgency: about.urgency, note: about.note ?? '', byWoman: about.byWoman, attendedBy: about.attendedBy ?? undefined, sections: about.shared as ConsentSection[],
      consent: { given: false, sections: [], locale, wordingVersion: options.wordingVersion, givenBy: child ? 'guardian' : 'person', childAssent: false },
    },
    prepare: (values) => ({
      ...values, note: values.note?.trim() || undefined, attendedBy: values.attendedBy || null,
      consent: anew ? { ...values.consent, sections: values.sections ?? [], wordingVersion: options.wordingVersion, ...(child ? {} : { childAssent: undefined }) } : undefined,
    }),
    onSubmit: async (command) => {
      const changed = await api.send<OfficerReferral>('POST', `/api/referrals/${referralId}/amend`, command);
      notify({ text: t('referrals.action.done') });
      navigate(`/app/cases/${changed.caseId}/referrals/${referralId}`);
    },
  });
  return (
    <>
      <PageHeader
        title={t('referrals.amend.title')} back={{ href: `/app/cases/${about.caseId}/referrals/${referralId}`, label: t('referrals.officer.title') }}
        over={label(options.always.need.label)} lead={<>{label(options.recipient.serviceName)} · {label(options.recipient.organizationName)}</>}
      />
      <Form form={form} submitLabel={t('referrals.amend.save')}>
        <Stack gap={5}>
          <Banner tone="info">{t('referrals.amend.lead')}</Banner>
          <RadioGroup {...form.field('urgency')} label={t('referrals.send.urgency')} layout="row" options={URGENCIES.map((u) => ({ value: u, label: t(`referrals.urgency.${u}`) }))} />
          <CheckboxGroup {...form.field('sections')} label={t('referrals.send.sections')} optional options={options.sections.map((s) => ({
            value: s.code as ConsentSection, label: label(s.label), disabled: !s.available && !about.shared.includes(s.code),
            hint: s.items.length > 0 ? s.items.map((i) => `${label(i.label)}: ${label(i.value)}`).join(' · ') : t('referrals.send.section-empty'),
          }))} />
          <Checkbox {...form.field('byWoman')} label={t('referrals.wish.ask')} />
          <Select {...form.field('attendedBy')} label={t('referrals.send.attended')} hint={t('referrals.send.attended-hint')} emptyLabel={t('referrals.attended.place')} optional options={ATTENDED_BY.map((way) => ({ value: way, label: t(`referrals.attended.${way}`) }))} />
          <TextArea {...form.field('note')} label={t('referrals.send.note')} hint={t('referrals.send.note-hint')} optional rows={2} maxLength={2000} />
          <Checkbox name="anew" label={t('referrals.amend.new-consent')} value={anew} onChange={(value) => setAnew(value === true)} />
          {anew ? <ConsentCard
            fields={{ locale: form.field('consent.locale'), manner: form.field('consent.manner'), givenBy: form.field('consent.givenBy'), childAssent: form.field('consent.childAssent'), given: form.field('consent.given') }}
            wording={options.wording} child={child}
          /> : null}
        </Stack>
      </Form>
    </>
  );
}
