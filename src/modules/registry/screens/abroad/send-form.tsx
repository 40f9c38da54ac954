import { z } from 'zod';
import { api } from '#platform/client';
import { Banner, Card, Checkbox, CheckboxGroup, Combobox, Form, Note, RadioGroup, Stack, TextArea, TextField, useForm, useNotify, useText, type FormState } from '#ui';
import { ABROAD_WORDING, AskAbroad, CONSENT_GIVERS, type AbroadMinimum, type AbroadNeedSent, type CaseAbroad } from '../../schema.ts';
import { MinimumView } from './abroad-words.tsx';

const shape = AskAbroad.shape;
const AskDraft = z.object({
  toOfficeId: shape.toOfficeId, note: shape.note, documentIds: shape.documentIds, contactIds: shape.contactIds, needIds: shape.needIds,
  answer: z.enum(['yes', 'no'], { error: 'platform.missing' }), givenBy: z.enum(CONSENT_GIVERS), childAssent: z.boolean().optional(),
  language: z.string().trim().min(2, { error: 'platform.missing' }).max(20), readAloud: z.boolean(),
});
type AskDraft = z.output<typeof AskDraft>;
type AskForm = FormState<typeof AskDraft>;

function commandOf({ answer, givenBy, childAssent, language, readAloud, ...rest }: AskDraft): z.input<typeof AskAbroad> {
  return { ...rest, consent: { given: answer === 'yes', givenBy, language, readAloud, wordingVersion: ABROAD_WORDING, ...(childAssent === undefined ? {} : { childAssent }) } };
}

/** Exactly what would go with what is chosen now. */
function chosenOf(found: CaseAbroad, needs: readonly AbroadNeedSent[], values: AskForm['values']): { minimum: AbroadMinimum; needs: AbroadNeedSent[] } {
  const has = (ids: readonly string[] | undefined, id: string) => (ids ?? []).includes(id);
  return {
    minimum: {
      ...found.preview, documents: found.documents.filter((d) => has(values.documentIds, d.id)),
      contacts: found.contacts.filter((c) => has(values.contactIds, c.id)).map(({ channel, value }) => ({ channel, value, mayLeaveMessage: false, hours: null })),
    },
    needs: needs.filter((n) => has(values.needIds, n.needId)),
  };
}

function Choices({ form, found, needs }: { readonly form: AskForm; readonly found: CaseAbroad; readonly needs: readonly AbroadNeedSent[] }) {
  const { t, locale } = useText();
  return (
    <Card title={t('registry.abroad.choose')} icon="list">
      <Stack>
        <Note>{t('registry.abroad.choose-lead')}</Note>
        {found.contacts.length > 0
          ? <CheckboxGroup {...form.field('contactIds')} label={t('registry.abroad.contacts')} hint={t('registry.abroad.contacts-hint')} optional options={found.contacts.map((c) => ({ value: c.id, label: c.value, hint: t(`registry.channel.${c.channel}`) }))} />
          : <Banner tone="warning">{t('registry.abroad.no-safe-contact')}</Banner>}
        {found.documents.length > 0 ? <CheckboxGroup {...form.field('documentIds')} label={t('registry.abroad.documents')} optional options={found.documents.map((d) => ({ value: d.id, label: [t(`registry.document.${d.type}`), d.number].filter(Boolean).join(' ') }))} /> : null}
        {needs.length > 0 ? (
          <CheckboxGroup
            {...form.field('needIds')} label={t('registry.abroad.needs')} optional
            options={needs.map((n) => ({ value: n.needId, label: n.label[locale], ...(n.restricted ? { hint: t('registry.abroad.restricted-need') } : {}) }))}
          />
        ) : null}
      </Stack>
    </Card>
  );
}

function Agreed({ form, found }: { readonly form: AskForm; readonly found: CaseAbroad }) {
  const { t } = useText();
  const to = found.offices.find((o) => o.officeId === form.values.toOfficeId);
  return (
    <Card title={t('registry.consent.title')} icon="shield">
      <Stack>
        <Banner tone="info">{to ? t('registry.abroad.wording', { office: to.name, country: to.countryName }) : t('registry.abroad.wording-first')}</Banner>
        <RadioGroup
          {...form.field('answer')} label={t('registry.consent.answer')}
          options={[{ value: 'yes', label: t('registry.consent.yes') }, { value: 'no', label: t('registry.consent.no'), hint: t('registry.abroad.no-hint') }]}
        />
        {found.child ? <RadioGroup {...form.field('givenBy')} label={t('registry.consent.given-by')} options={CONSENT_GIVERS.map((value) => ({ value, label: t(`registry.consent.by.${value}`) }))} layout="row" /> : null}
        {found.child ? <Checkbox {...form.field('childAssent')} label={t('registry.consent.child-assent')} /> : null}
        <TextField {...form.field('language')} label={t('registry.consent.language')} width="short" />
        <Checkbox {...form.field('readAloud')} label={t('registry.consent.read-aloud')} />
      </Stack>
    </Card>
  );
}

/** To which office, what it must know, what goes along, and what the person says to it. */
export function SendForm({ caseId, found, needs }: { readonly caseId: string; readonly found: CaseAbroad; readonly needs: readonly AbroadNeedSent[] }) {
  const { t, locale } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `registry.abroad.${caseId}`, schema: AskDraft, initial: { documentIds: [], contactIds: [], needIds: [], givenBy: 'person', language: locale, readAloud: false },
    onSubmit: async (draft) => {
      const { abroadId } = await api.send<{ abroadId: string | null }>('POST', `/api/cases/${caseId}/abroad`, commandOf(draft));
      notify({ text: t(abroadId ? 'registry.abroad.asked-notice' : 'registry.abroad.refused-notice') });
    },
  });
  const options = found.offices.map((o) => ({ value: o.officeId, label: `${o.countryName} · ${o.name}`, ...(o.placeName ? { hint: o.placeName } : {}) }));
  const chosen = chosenOf(found, needs, form.values);
  return (
    <Form form={form} submitLabel={t(form.values.answer === 'no' ? 'registry.abroad.record-no' : 'registry.abroad.ask')}>
      <Stack gap={4}>
        <Card title={t('registry.abroad.new')} icon="swap">
          <Stack>
            <Combobox {...form.field('toOfficeId')} label={t('registry.abroad.to')} options={options} />
            <TextArea {...form.field('note')} label={t('registry.transfer.note')} hint={t('registry.abroad.note-hint')} rows={6} />
          </Stack>
        </Card>
        <Choices form={form} found={found} needs={needs} />
        <Card title={t('registry.abroad.goes')} icon="lock" tone="sunken"><Stack><Note>{t('registry.abroad.goes-lead')}</Note><MinimumView minimum={chosen.minimum} needs={chosen.needs} /></Stack></Card>
        <Agreed form={form} found={found} />
      </Stack>
    </Form>
  );
}
