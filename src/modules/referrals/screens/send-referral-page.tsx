import { useMutation, useQuery } from '@tanstack/react-query';
import { type Locale, LOCALES, URGENCIES } from '#kernel/codes';
import { api } from '#platform/client';
import type { ConsentSection } from '#registry/schema';
import { useCaseAddress } from '#registry/screens';
import {
  Banner, Button, ButtonRow, Card, Checkbox, CheckboxGroup, type Choice, Form, type FormState, LinkButton, Loaded, Note, Page, PageHeader, RadioGroup,
  Select, Stack, TextArea, useForm, useNavigate, useNotify, useText,
} from '#ui';
import { useState } from 'react';
import { ATTENDED_BY, CONSENT_MANNERS, SendReferral, type SendOptions, type SentReferral, type Snapshot } from '../schema.ts';
import { SharedCopy, useLabel } from './shared-words.tsx';

interface SendProps {
  readonly caseId: string;
  readonly needId: string;
  readonly serviceId: string;
  /** An earlier referral that this one takes the place of. */
  readonly replaces?: string | null;
}

const ADULT_AGE = 18;
type SendForm = FormState<typeof SendReferral>;

/** The address names need and service (`?need=…&service=…`) and, when something came back, what is replaced. */
function usePropsOfAddress(caseId: string): SendProps {
  const search = new URLSearchParams(window.location.search);
  const [props] = useState<SendProps>({ caseId, needId: search.get('need') ?? '', serviceId: search.get('service') ?? '', replaces: search.get('replaces') });
  return props;
}

/** Sending a referral: exactly what is shared, the consent in words, one button. */
export function SendReferralPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const props = usePropsOfAddress(caseId);
  const { needId, serviceId } = props;
  const query = useQuery({
    queryKey: ['referrals', 'options', caseId, needId, serviceId],
    queryFn: ({ signal }) => api.get<SendOptions>(`/api/cases/${caseId}/referral-options`, { need: needId, service: serviceId }, signal),
  });
  return (
    <Page title={t('referrals.send.title')} width="narrow">
      <Loaded query={query}>{(options) => <SendReferralForm {...props} options={options} />}</Loaded>
    </Page>
  );
}

function chosenCopy(options: SendOptions, form: SendForm): Snapshot {
  const chosen = new Set<string>(form.values.consent?.sections ?? []);
  const note = form.values.note?.trim();
  return { ...options.always, note: note ? note : null, attendedBy: form.values.attendedBy ?? null, sections: options.sections.filter((s) => chosen.has(s.code) && s.available) };
}

/** Saying no is written down like saying yes: nobody has to ask the person again. Nothing is shared. */
function useRefusal(caseId: string, { recipient, wordingVersion }: SendOptions) {
  return useMutation({
    mutationFn: (consent: SendForm['values']['consent']) => api.send('POST', `/api/cases/${caseId}/consents`, {
      purpose: 'referral', recipientOrganizationId: recipient.organizationId, recipientServiceId: recipient.serviceId, sections: [], given: false,
      givenBy: consent?.givenBy ?? 'person', wordingVersion, language: consent?.locale ?? 'es', readAloud: consent?.manner !== undefined && consent.manner !== 'read-by-person',
    }),
  });
}

function SendReferralForm({ caseId, needId, serviceId, replaces, options }: SendProps & { readonly options: SendOptions }) {
  const { t, locale, formatDate } = useText();
  const label = useLabel();
  const navigate = useNavigate();
  const notify = useNotify();
  const goesOn = useCaseAddress(caseId);
  const refusal = useRefusal(caseId, options);
  const child = options.age !== null && options.age < ADULT_AGE;
  const form: SendForm = useForm({
    id: `referrals.send.${needId}.${serviceId}`,
    schema: SendReferral,
    initial: {
      needId, serviceId, urgency: options.urgency, note: '',
      consent: { given: false, sections: [], locale, wordingVersion: options.wordingVersion, givenBy: child ? 'guardian' : 'person', childAssent: false },
    },
    // A draft of an earlier visit must not carry an old wording or another referral's ids.
    prepare: (values) => ({
      ...values, needId, serviceId, note: values.note?.trim() || undefined, ...(replaces ? { replaces } : {}),
      consent: { ...values.consent, wordingVersion: options.wordingVersion, ...(child ? {} : { childAssent: undefined }) },
    }),
    onSubmit: async (command) => {
      const sent = await api.send<SentReferral>('POST', `/api/cases/${caseId}/referrals`, command);
      notify({ text: t('referrals.send.done', { date: formatDate(new Date(sent.dueAt), 'short') }) });
      // Whoever has no account hears of it only by what is handed out there.
      navigate(sent.hasInbox ? goesOn : `/app/cases/${caseId}/referrals/${sent.referralId}`);
    },
  });
  const back = `/app/cases/${caseId}/suggestions?need=${needId}`;
  return (
    <>
      <PageHeader
        title={t('referrals.send.title')} back={{ href: back, label: t('referrals.send.back') }}
        over={label(options.always.need.label)} lead={<>{label(options.recipient.serviceName)} · {label(options.recipient.organizationName)}</>}
      />
      {options.alreadyAsked && !replaces ? <Banner tone="warning">{t('errors.referrals.already-asked')}</Banner> : null}
      {options.mayOverride ? <ButtonRow><LinkButton look="quiet" href={`/app/cases/${caseId}/referrals/emergency?need=${needId}&service=${encodeURIComponent(serviceId)}`}>{t('referrals.emergency.do')}</LinkButton></ButtonRow> : null}
      {options.recipient.hasInbox ? null : <Banner tone="warning">{t('referrals.send.no-inbox')}</Banner>}
      <Form form={form} submitLabel={t('referrals.send.submit')}>
        <Stack gap={5}>
          <Request form={form} options={options} />
          <Card title={t('referrals.send.preview')} icon="lock" tone="sunken"><SharedCopy shared={chosenCopy(options, form)} /></Card>
          <Consent form={form} options={options} child={child} onRefuse={() => { form.set('consent.given', false); refusal.mutate(form.values.consent); }} />
          {refusal.isSuccess ? <Banner tone="info" live title={t('referrals.send.refuse')}>{t('referrals.send.refused-text')}</Banner> : null}
        </Stack>
      </Form>
    </>
  );
}

/** Asked to call, and nothing is shared by which they could. */
function needsContact(form: SendForm, options: SendOptions): boolean {
  const chosen = new Set<string>(form.values.consent?.sections ?? []);
  return (form.values.attendedBy === 'phone' || form.values.attendedBy === 'video') && !options.sections.some((s) => s.contact && s.available && chosen.has(s.code));
}

/** What is asked and what may be shared for it. */
function Request({ form, options }: { readonly form: SendForm; readonly options: SendOptions }) {
  const { t } = useText();
  const label = useLabel();
  const sections = options.sections.map((section): Choice<ConsentSection> => ({
    value: section.code as ConsentSection, label: label(section.label), disabled: !section.available,
    hint: section.available ? section.items.map((i) => `${label(i.label)}: ${label(i.value)}`).join(' · ')
      : t(section.contact ? 'referrals.send.section-no-contact' : 'referrals.send.section-empty'),
  }));
  return (
    <Card title={t('referrals.officer.title')}>
      <Stack gap={5}>
        <RadioGroup
          {...form.field('urgency')} label={t('referrals.send.urgency')} layout="row"
          options={URGENCIES.map((u) => ({ value: u, label: t(`referrals.urgency.${u}`), hint: t('referrals.send.urgency-days', { n: options.daysToAnswer[u] }) }))}
        />
        <Select {...form.field('attendedBy')} label={t('referrals.send.attended')} hint={t('referrals.send.attended-hint')} emptyLabel={t('referrals.attended.place')} optional options={ATTENDED_BY.map((way) => ({ value: way, label: t(`referrals.attended.${way}`) }))} />
        {needsContact(form, options) ? <Banner tone="warning">{t('referrals.send.attended-contact')}</Banner> : null}
        <CheckboxGroup {...form.field('consent.sections')} label={t('referrals.send.sections')} hint={t('referrals.send.sections-hint')} optional options={sections} />
        <TextArea {...form.field('note')} label={t('referrals.send.note')} hint={t('referrals.send.note-hint')} optional rows={2} maxLength={2000} />
      </Stack>
    </Card>
  );
}

/** The wording that is read, and who agreed how. */
function Consent({ form, options, child, onRefuse }: { readonly form: SendForm; readonly options: SendOptions; readonly child: boolean; readonly onRefuse: () => void }) {
  const { t } = useText();
  const chosen: Locale = form.values.consent?.locale ?? 'es';
  return (
    <Card title={t('referrals.send.consent')} icon="shield">
      <Stack gap={4}>
        <RadioGroup {...form.field('consent.locale')} label={t('referrals.send.consent-language')} layout="row" options={LOCALES.map((l) => ({ value: l, label: t(`access.language.${l}`) }))} />
        <Note>{t('referrals.send.read-this')}</Note>
        <blockquote className="referrals-wording" lang={chosen}>{options.wording[chosen]}</blockquote>
        <RadioGroup {...form.field('consent.manner')} label={t('referrals.send.manner')} options={CONSENT_MANNERS.map((m) => ({ value: m, label: t(`referrals.send.manner.${m}`) }))} />
        {child ? (
          <>
            <RadioGroup {...form.field('consent.givenBy')} label={t('referrals.send.given-by')} options={(['guardian', 'person'] as const).map((g) => ({ value: g, label: t(`referrals.send.given-by.${g}`) }))} />
            <Checkbox {...form.field('consent.childAssent')} label={t('referrals.send.child-assent')} />
          </>
        ) : null}
        <Checkbox {...form.field('consent.given')} label={t('referrals.send.given')} />
        <ButtonRow><Button look="quiet" onClick={onRefuse}>{t('referrals.send.refuse')}</Button></ButtonRow>
      </Stack>
    </Card>
  );
}
