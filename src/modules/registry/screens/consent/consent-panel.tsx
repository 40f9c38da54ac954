import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#platform/client';
import { Banner, Button, Card, Checkbox, Confirm, Dialog, Form, Item, ItemList, Note, RadioGroup, StatusTag, TextField, useForm, useText } from '#ui';
import { CONSENT_GIVERS, type Consent, type RecordConsent } from '../../schema.ts';
import { WORDING_VERSION } from '../register/register-draft.ts';

/** Purposes asked here; sharing with an organization is asked where it is sent. */
const ASKED_HERE = ['case', 'follow-up', 'family-contact'] as const;

const ConsentDraft = z.object({
  purpose: z.enum(ASKED_HERE),
  answer: z.enum(['yes', 'no'], { error: 'platform.missing' }),
  givenBy: z.enum(CONSENT_GIVERS),
  language: z.string().trim().min(2, { error: 'platform.missing' }).max(20),
  readAloud: z.boolean(),
});

function AskDialog({ caseId, child, onClose }: { readonly caseId: string; readonly child: boolean; readonly onClose: () => void }) {
  const { t, locale } = useText();
  const form = useForm({
    id: `registry.consent.${caseId}`, schema: ConsentDraft, initial: { purpose: 'follow-up', givenBy: 'person', language: locale, readAloud: false },
    onSubmit: async ({ answer, ...draft }) => {
      const given = answer === 'yes';
      const command: RecordConsent = { ...draft, given, wordingVersion: WORDING_VERSION, sections: given ? ['identity', 'contact'] : [] };
      await api.send('POST', `/api/cases/${caseId}/consents`, command);
      onClose();
    },
  });
  const purpose = form.values.purpose ?? 'follow-up';
  return (
    <Dialog open onClose={onClose} title={t('registry.consent.add')} size="wide">
      <Form form={form} submitLabel={t('registry.consent.record')} onCancel={onClose}>
        <RadioGroup {...form.field('purpose')} label={t('registry.consent.purpose')} options={ASKED_HERE.map((value) => ({ value, label: t(`registry.consent.purpose.${value}`) }))} />
        <Banner tone="info">{t(`registry.consent.wording.${purpose}`)}</Banner>
        <RadioGroup
          {...form.field('answer')} label={t('registry.consent.answer')} layout="row"
          options={[{ value: 'yes', label: t('registry.consent.yes') }, { value: 'no', label: t('registry.consent.no') }]}
        />
        {child ? <RadioGroup {...form.field('givenBy')} label={t('registry.consent.given-by')} options={CONSENT_GIVERS.map((value) => ({ value, label: t(`registry.consent.by.${value}`) }))} layout="row" /> : null}
        <TextField {...form.field('language')} label={t('registry.consent.language')} width="short" />
        <Checkbox {...form.field('readAloud')} label={t('registry.consent.read-aloud')} />
      </Form>
    </Dialog>
  );
}

function ConsentTags({ consent }: { readonly consent: Consent }) {
  const { t, formatDate } = useText();
  if (consent.withdrawnAt) return <StatusTag tone="danger" icon="undo">{t('registry.consent.withdrawn', { on: formatDate(consent.withdrawnAt) })}</StatusTag>;
  return consent.given ? <StatusTag tone="success">{t('registry.consent.yes')}</StatusTag> : <StatusTag tone="neutral" icon="cross">{t('registry.consent.no')}</StatusTag>;
}

function Line({ consent, recipient, onWithdraw }: { readonly consent: Consent; readonly recipient: string | null; readonly onWithdraw: (() => void) | null }) {
  const { t, formatDate, formatList } = useText();
  const meta = [
    recipient,
    t('registry.consent.given-on', { on: formatDate(consent.recordedAt), by: t(`registry.consent.by.${consent.givenBy}`) }),
    consent.readAloud ? t('registry.consent.read-aloud') : null,
    consent.reserved ? t('registry.consent.reserved') : null,
    consent.given && consent.sections.length > 0 ? t('registry.consent.sections', { list: formatList(consent.sections.map((s) => t(`registry.section.${s}`))) }) : null,
  ];
  return (
    <Item
      title={t(`registry.consent.purpose.${consent.purpose}`)} meta={meta.filter(Boolean).join(' · ')} tags={<ConsentTags consent={consent} />}
      actions={onWithdraw && consent.given && !consent.withdrawnAt ? <Button size="small" onClick={onWithdraw}>{t('registry.consent.withdraw')}</Button> : null}
    />
  );
}

export interface ConsentPanelProps {
  readonly caseId: string;
  readonly consents: readonly Consent[];
  readonly age: number | null;
  /** Only those who keep the record ask and withdraw. */
  readonly canRecord?: boolean;
  /** For whom a consent is, in words: several of one purpose are told apart by it. */
  readonly recipientOf?: (consent: Consent) => string | null;
}

const ADULT = 18;

/** What the person agreed to, refused and withdrew. */
export function ConsentPanel({ caseId, consents, age, canRecord = true, recipientOf }: ConsentPanelProps) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const [leaving, setLeaving] = useState<string | null>(null);
  const withdraw = useMutation({ mutationFn: (consentId: string) => api.send('POST', `/api/consents/${consentId}/withdraw`, {}), onSettled: () => setLeaving(null) });
  return (
    <Card title={t('registry.consent.title')} icon="shield" actions={canRecord ? <Button size="small" icon="plus" onClick={() => setAsking(true)}>{t('registry.consent.add')}</Button> : null}>
      <ItemList items={consents} itemKey={(c) => c.consentId} label={t('registry.consent.title')} empty={<Note>{t('registry.consent.none')}</Note>}>
        {(consent) => <Line consent={consent} recipient={recipientOf?.(consent) ?? null} onWithdraw={canRecord ? () => setLeaving(consent.consentId) : null} />}
      </ItemList>
      {asking ? <AskDialog caseId={caseId} child={age !== null && age < ADULT} onClose={() => setAsking(false)} /> : null}
      <Confirm
        open={leaving !== null} title={t('registry.consent.withdraw-ask')} description={t('registry.consent.withdraw-text')} confirmLabel={t('registry.consent.withdraw')}
        onConfirm={() => leaving && withdraw.mutate(leaving)} onClose={() => setLeaving(null)}
      />
    </Card>
  );
}
