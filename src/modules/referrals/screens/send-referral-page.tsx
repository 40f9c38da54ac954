import { useMutation, useQuery } from '@tanstack/react-query';
import { ADULT_FROM } from '#kernel/birth';
import { type Locale, URGENCIES } from '#kernel/codes';
import { api } from '#platform/client';
import type { ConsentSection } from '#registry/schema';
import { useCaseAddress } from '#registry/screens';
import {
  Banner, Button, ButtonRow, Card, Checkbox, CheckboxGroup, type Choice, Form, type FormState, LinkButton, Loaded, Page, PageHeader, RadioGroup,
  Select, Stack, TextArea, useForm, useNavigate, useNotify, useText,
} from '#ui';
import { useState } from 'react';
import { ATTENDED_BY, SendReferral, type SendOptions, type SentReferral, type Snapshot } from '../schema.ts';
import type { DraftContent, ReferralDraft } from '../drafts/schema.ts';
import { ConsentCard } from './consent-card.tsx';
import { DraftActions, DraftNotices } from './drafts/draft-parts.tsx';
import { startOf } from './drafts/kept.ts';
import { useReferralDraft } from './drafts/use-referral-draft.ts';
import { SharedCopy, useLabel } from './shared-words.tsx';

interface SendProps {
  readonly caseId: string;
  readonly needId: string;
  readonly serviceId: string;
  /** An earlier referral that this one takes the place of. */
  readonly replaces?: string | null;
}

type SendForm = FormState<typeof SendReferral>;

/** The address names need and service (`?need=…&service=…`) and, when something came back, what is replaced. */
function usePropsOfAddress(caseId: string): SendProps {
  const search = new URLSearchParams(window.location.search);
  const [props] = useState<SendProps>({ caseId, needId: search.get('need') ?? '', serviceId: search.get('service') ?? '', replaces: search.get('replaces') });
  return props;
}

/** Sending a referral: exactly what is shared, the consent in words, one button. What was begun before is found as it was left. */
export function SendReferralPage({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const props = usePropsOfAddress(caseId);
  const { needId, serviceId } = props;
  const about = { need: needId, service: serviceId };
  const query = useQuery({
    queryKey: ['referrals', 'options', caseId, needId, serviceId], enabled: needId !== '',
    queryFn: ({ signal }) => api.get<SendOptions>(`/api/cases/${caseId}/referral-options`, about, signal),
  });
  // Read anew each time: a draft that was read before may be older than what a colleague saved.
  const begun = useQuery({
    queryKey: ['referrals', 'draft', caseId, needId, serviceId], gcTime: 0, enabled: needId !== '',
    queryFn: ({ signal }) => api.get<ReferralDraft>(`/api/cases/${caseId}/referral-draft`, about, signal),
  });
  const [turn, setTurn] = useState(0);
  const again = () => void begun.refetch().then(() => setTurn((n) => n + 1));
  return (
    <Page title={t('referrals.send.title')} width="narrow">
      <Loaded query={query}>
        {(options) => <Loaded query={begun}>{({ draft }) => <SendReferralForm key={turn} {...props} replaces={props.replaces ?? draft?.content.replaces ?? null} options={options} draft={draft} onReload={again} />}</Loaded>}
      </Loaded>
    </Page>
  );
}

function chosenCopy(options: SendOptions, form: SendForm): Snapshot {
  const chosen = new Set<string>(form.values.consent?.sections ?? []);
  const note = form.values.note?.trim();
  return {
    ...options.always, note: note ? note : null, ...(form.values.byWoman ? { byWoman: true } : {}), attendedBy: form.values.attendedBy ?? null,
    sections: options.sections.filter((s) => chosen.has(s.code) && s.available),
  };
}

/** Saying no is written down like saying yes: nobody has to ask the person again. Nothing is shared. */
function useRefusal(caseId: string, { recipient, wordingVersion, reserved }: SendOptions) {
  return useMutation({
    mutationFn: (consent: SendForm['values']['consent']) => api.send('POST', `/api/cases/${caseId}/consents`, {
      purpose: 'referral', recipientOrganizationId: recipient.organizationId, recipientServiceId: recipient.serviceId, sections: [], given: false, reserved,
      givenBy: consent?.givenBy ?? 'person', wordingVersion, language: consent?.locale ?? 'es', readAloud: consent?.manner !== undefined && consent.manner !== 'read-by-person',
    }),
  });
}

type FormProps = SendProps & { readonly options: SendOptions; readonly draft: ReferralDraft['draft']; readonly onReload: () => void };

/** Where the form begins: what was written before, else what the need and the reader suggest. Consent is never written beforehand. */
function initialOf({ needId, serviceId, options }: FormProps, content: DraftContent | null, locale: Locale) {
  const { sections, locale: spoken, urgency, note, byWoman, attendedBy } = { sections: [], locale, urgency: options.urgency, note: '', byWoman: false, attendedBy: undefined, ...content };
  return {
    needId, serviceId, urgency, note, byWoman, attendedBy,
    consent: { given: false, sections, locale: spoken, wordingVersion: options.wordingVersion, givenBy: isChild(options) ? 'guardian' as const : 'person' as const, childAssent: false },
  };
}

interface Written extends Partial<Omit<{ [K in keyof DraftContent]: DraftContent[K] | undefined }, 'sections' | 'locale' | 'replaces'>> {
  readonly consent?: { readonly sections?: readonly ConsentSection[] | undefined; readonly locale?: Locale | undefined } | undefined;
}

/** What of the form is kept as a draft. */
function contentOf({ urgency, note, byWoman, attendedBy, consent }: Written, replaces: string | null | undefined): DraftContent {
  return {
    ...(urgency ? { urgency } : {}), ...(note ? { note } : {}), sections: [...(consent?.sections ?? [])], ...(consent?.locale ? { locale: consent.locale } : {}), ...(byWoman ? { byWoman } : {}),
    ...(attendedBy ? { attendedBy } : {}), ...(replaces ? { replaces } : {}),
  };
}

const isChild = ({ age }: SendOptions): boolean => age !== null && age < ADULT_FROM;

/** The form with its draft: saved as it is typed, still while it is sent, gone once it was. */
function useSending(props: FormProps) {
  const { caseId, needId, serviceId, replaces, options, draft } = props;
  const { t, locale, formatDate } = useText();
  const navigate = useNavigate();
  const notify = useNotify();
  const goesOn = useCaseAddress(caseId);
  const child = isChild(options);
  const about = { caseId, needId, serviceId };
  const [start] = useState(() => startOf(about, draft));
  const [asKept] = useState(() => JSON.stringify(contentOf(initialOf(props, draft?.content ?? null, locale), replaces)));
  const form: SendForm = useForm({
    // The draft on the server holds what is typed.
    id: null,
    schema: SendReferral,
    initial: initialOf(props, start.content, locale),
    prepare: (values) => ({
      ...values, needId, serviceId, note: values.note?.trim() || undefined, byWoman: values.byWoman || undefined, ...(replaces ? { replaces } : {}),
      consent: { ...values.consent, wordingVersion: options.wordingVersion, ...(child ? {} : { childAssent: undefined }) },
    }),
    onSubmit: async (command) => {
      await keeper.pause();
      try {
        const sent = await api.send<SentReferral>('POST', `/api/cases/${caseId}/referrals`, command);
        keeper.end();
        notify({ text: t('referrals.send.done', { date: formatDate(new Date(sent.dueAt), 'short') }) });
        // Whoever has no account hears of it only by what is handed out there.
        navigate(sent.hasInbox ? goesOn : `/app/cases/${caseId}/referrals/${sent.referralId}`);
      } catch (error) {
        keeper.goOn();
        throw error;
      }
    },
  });
  const keeper = useReferralDraft(about, draft, asKept, contentOf(form.values, replaces));
  const take = ({ urgency, note, byWoman, attendedBy, sections, locale: spoken }: DraftContent) => {
    form.set('urgency', urgency ?? options.urgency);
    form.set('note', note ?? '');
    form.set('byWoman', byWoman ?? false);
    form.set('attendedBy', attendedBy);
    form.set('consent.sections', sections);
    if (spoken) form.set('consent.locale', spoken);
  };
  return { form, keeper, aside: start.aside, take, goesOn, about };
}

function SendReferralForm(props: FormProps) {
  const { caseId, needId, serviceId, replaces, options, draft, onReload } = props;
  const { t } = useText();
  const label = useLabel();
  const refusal = useRefusal(caseId, options);
  const { form, keeper, aside, take, goesOn, about } = useSending(props);
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
      <Form form={form} submitLabel={t('referrals.send.submit')} actions={<DraftActions keeper={keeper} leaveTo={goesOn} />}>
        <Stack gap={5}>
          <DraftNotices keeper={keeper} draft={draft} about={about} aside={aside} onTake={take} onReload={onReload} />
          <Request form={form} options={options} />
          <Card title={t('referrals.send.preview')} icon="lock" tone="sunken"><SharedCopy shared={chosenCopy(options, form)} /></Card>
          <ConsentCard
            fields={{ locale: form.field('consent.locale'), manner: form.field('consent.manner'), givenBy: form.field('consent.givenBy'), childAssent: form.field('consent.childAssent'), given: form.field('consent.given') }}
            wording={options.wording} child={isChild(options)}
          >
            <ButtonRow><Button look="quiet" onClick={() => { form.set('consent.given', false); refusal.mutate(form.values.consent); }}>{t('referrals.send.refuse')}</Button></ButtonRow>
          </ConsentCard>
          {refusal.isSuccess ? <Banner tone="info" live title={t('referrals.send.refuse')}>{t('referrals.send.refused-text')}</Banner> : null}
        </Stack>
      </Form>
    </>
  );
}

/** What the directory says of who attends. */
const WOMEN_ATTEND: Readonly<Record<string, string>> = { true: 'referrals.wish.service-yes', false: 'referrals.wish.service-no', null: 'referrals.wish.service-unsaid' };

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
        <Checkbox {...form.field('byWoman')} label={t('referrals.wish.ask')} hint={[options.prefersWoman ? t('referrals.wish.said') : '', t(WOMEN_ATTEND[String(options.recipient.womenAttend)]!)].filter(Boolean).join(' ')} />
        <TextArea {...form.field('note')} label={t('referrals.send.note')} hint={t('referrals.send.note-hint')} optional rows={2} maxLength={2000} />
      </Stack>
    </Card>
  );
}
