import { useMutation, useQuery } from '@tanstack/react-query';
import { ADULT_FROM } from '#kernel/birth';
import { LOCALES } from '#kernel/codes';
import { api } from '#platform/client';
import { CONSENT_MANNERS } from '#referrals/schema';
import type { ConsentSection } from '#registry/schema';
import { Button, ButtonRow, Card, Checkbox, CheckboxGroup, type Choice, Form, type FormState, Loaded, Note, RadioGroup, Select, Stack, useForm, useNotify, useText } from '#ui';
import { type ConferenceOptions, InviteMember, type OfficerConference } from '../../conference/schema.ts';
import type { Asked } from './asked.ts';
import { SharedView, useLabel } from './words.tsx';

type InviteForm = FormState<typeof InviteMember>;

/** Inviting one institution: what it may read, and the consent of the person for it alone. */
export function InviteForm({ conference, asked, onDone }: { readonly conference: OfficerConference; readonly asked: Asked; readonly onDone: () => void }) {
  const query = useQuery({
    queryKey: ['plans', 'conference-options', conference.caseId],
    queryFn: ({ signal }) => api.get<ConferenceOptions>(`/api/cases/${conference.caseId}/conference-options`, {}, signal),
  });
  return <Loaded query={query}>{(options) => <Fields conference={conference} asked={asked} options={options} onDone={onDone} />}</Loaded>;
}

const keyOf = (r: { readonly organizationId: string; readonly officeId?: string | null | undefined }) => `${r.organizationId}|${r.officeId ?? ''}`;

function Fields({ conference, asked, options, onDone }: { readonly conference: OfficerConference; readonly asked: Asked; readonly options: ConferenceOptions; readonly onDone: () => void }) {
  const { t, locale } = useText();
  const notify = useNotify();
  const child = options.age !== null && options.age < ADULT_FROM;
  const form = useForm({
    id: `plans.conference.invite.${conference.conferenceId}.${asked === 'new' ? 'new' : keyOf(asked)}`, schema: InviteMember,
    initial: {
      ...(asked === 'new' ? {} : { organizationId: asked.organizationId, ...(asked.officeId === null ? {} : { officeId: asked.officeId }) }),
      consent: { given: false, sections: [], locale, ...(child ? {} : { givenBy: 'person' as const }) },
    },
    prepare: (values) => ({ ...values, consent: { ...values.consent, wordingVersion: options.wordingVersion } }),
    onSubmit: async (command) => {
      await api.send('POST', `/api/conferences/${conference.conferenceId}/members`, command);
      notify({ text: t('plans.conference.saved') });
      onDone();
    },
  });
  const chosen = new Set<string>(form.values.consent?.sections ?? []);
  return (
    <Form form={form} submitLabel={t('plans.conference.invite')} onCancel={onDone}>
      <Stack gap={4}>
        <Institution form={form} options={options} fixed={asked !== 'new'} />
        <CheckboxGroup {...form.field('consent.sections')} label={t('plans.conference.sections')} hint={t('plans.conference.sections-hint')} optional options={useSections(options)} />
        <Card title={t('plans.conference.shared')} icon="lock" tone="sunken"><SharedView shared={{ ...options.always, sections: options.sections.filter((s) => chosen.has(s.code) && s.available) }} /></Card>
        <Consent form={form} options={options} child={child} />
        <Refusal form={form} options={options} caseId={conference.caseId} onDone={onDone} />
      </Stack>
    </Form>
  );
}

function useSections(options: ConferenceOptions): Choice<ConsentSection>[] {
  const { t } = useText();
  const label = useLabel();
  return options.sections.map((s) => ({
    value: s.code as ConsentSection, label: label(s.label), disabled: !s.available,
    hint: s.available ? s.items.map((i) => `${label(i.label)}: ${label(i.value)}`).join(' · ') : t('plans.conference.section-empty'),
  }));
}

/** Chosen once: what was agreed to for one institution is not another one's. */
function Institution({ form, options, fixed }: { readonly form: InviteForm; readonly options: ConferenceOptions; readonly fixed: boolean }) {
  const { t } = useText();
  const label = useLabel();
  const { organizationId, officeId } = form.values;
  const field = form.field('organizationId');
  const choose = (key: string | undefined) => {
    const found = options.recipients.find((r) => keyOf(r) === key);
    const { officeId: _, ...rest } = form.values;
    if (found) form.setAll({ ...rest, organizationId: found.organizationId, ...(found.officeId === null ? {} : { officeId: found.officeId }), consent: { ...rest.consent!, given: false } });
  };
  return (
    <Select
      {...field} value={organizationId === undefined ? undefined : keyOf({ organizationId, officeId })} onChange={choose} disabled={fixed} label={t('plans.conference.institution')} width="full"
      options={options.recipients.map((r) => ({ value: keyOf(r), label: label(r.name) }))}
    />
  );
}

/** The wording that is read, with the name of the institution, and who agreed how. */
function Consent({ form, options, child }: { readonly form: InviteForm; readonly options: ConferenceOptions; readonly child: boolean }) {
  const { t } = useText();
  const language = form.values.consent?.locale ?? 'es';
  const { organizationId, officeId } = form.values;
  const recipient = options.recipients.find((r) => organizationId !== undefined && keyOf(r) === keyOf({ organizationId, officeId }));
  return (
    <Card title={t('plans.conference.consent')} icon="shield">
      <Stack gap={4}>
        <RadioGroup {...form.field('consent.locale')} label={t('plans.conference.consent-language')} layout="row" options={LOCALES.map((l) => ({ value: l, label: t(`access.language.${l}`) }))} />
        <Note>{t('plans.conference.read-this')}</Note>
        <blockquote className="plans-wording" lang={language}>{options.wording[language].replaceAll('{organization}', recipient?.name[language] ?? '…')}</blockquote>
        <RadioGroup {...form.field('consent.manner')} label={t('plans.conference.manner')} options={CONSENT_MANNERS.map((m) => ({ value: m, label: t(`referrals.send.manner.${m}`) }))} />
        {child ? (
          <>
            <RadioGroup {...form.field('consent.givenBy')} label={t('plans.conference.given-by')} options={(['guardian', 'person'] as const).map((g) => ({ value: g, label: t(`plans.conference.given-by.${g}`) }))} />
            <Checkbox {...form.field('consent.childAssent')} label={t('plans.conference.child-assent')} />
          </>
        ) : null}
        <Checkbox {...form.field('consent.given')} label={t('plans.conference.given')} />
      </Stack>
    </Card>
  );
}

/** Saying no is written down like saying yes, and ends what the institution read so far. Nothing is shared. */
function Refusal({ form, options, caseId, onDone }: { readonly form: InviteForm; readonly options: ConferenceOptions; readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const { organizationId, consent } = form.values;
  const refusal = useMutation({
    mutationFn: () => api.send('POST', `/api/cases/${caseId}/consents`, {
      purpose: 'conference', recipientOrganizationId: organizationId, sections: [], given: false, givenBy: consent?.givenBy ?? 'person',
      wordingVersion: options.wordingVersion, language: consent?.locale ?? 'es', readAloud: consent?.manner !== undefined && consent.manner !== 'read-by-person',
    }),
    onSuccess: () => {
      form.reset();
      notify({ text: t('plans.conference.refused') });
      onDone();
    },
  });
  if (organizationId === undefined) return null;
  return <ButtonRow><Button look="quiet" pending={refusal.isPending} onClick={() => refusal.mutate()}>{t('plans.conference.refuse')}</Button></ButtonRow>;
}
