import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Office } from '#access/schema';
import { api } from '#platform/client';
import { Banner, Button, Card, Checkbox, DescriptionList, Form, type FormState, Loaded, Note, Page, PageHeader, RadioGroup, Row, Select, Stack, TextArea, TextField, useForm, useText, YesNo } from '#ui';
import { BY_HAND, KINDS, RecordFeedback, type RecordedFeedback } from '../schema.ts';

/** Writing down what a person says; the code for the person is shown once. */
export function RecordFeedbackPage() {
  const { t } = useText();
  const [kept, setKept] = useState<RecordedFeedback | null>(null);
  const offices = useQuery({ queryKey: ['access', 'offices'], queryFn: ({ signal }) => api.get<{ offices: Office[] }>('/api/offices', {}, signal) });
  const caseId = new URLSearchParams(window.location.search).get('case');
  return (
    <Page title={t('feedback.record.title')} width="narrow">
      <PageHeader title={t('feedback.record.title')} lead={t('feedback.record.lead')} {...(caseId ? { back: { href: `/app/cases/${caseId}`, label: t('feedback.one.case') } } : {})} />
      {kept ? <Kept kept={kept} onAnother={() => setKept(null)} /> : <Loaded query={offices}>{(data) => <RecordForm offices={data.offices} caseId={caseId} onKept={setKept} />}</Loaded>}
    </Page>
  );
}

interface FormProps { readonly offices: readonly Office[]; readonly caseId: string | null; readonly onKept: (kept: RecordedFeedback) => void }

function RecordForm({ offices, caseId, onKept }: FormProps) {
  const { t, locale } = useText();
  const [inCase, setInCase] = useState(false);
  const form = useForm({
    // Words that only one reader may know do not stay as a draft at a desk that several use.
    id: null, schema: RecordFeedback, initial: { language: 'es' }, prepare: ({ way, ...values }) => ({ ...values, ...(values.wantsAnswer && way ? { way } : {}), ...(inCase && caseId ? { caseId } : {}) }),
    onSubmit: async (command) => onKept(await api.send<RecordedFeedback>('POST', '/api/feedback', command)),
  });
  return (
    <Form form={form} submitLabel={t('feedback.record.save')}>
      <RadioGroup {...form.field('kind')} label={t('feedback.field.kind')} options={KINDS.map((k) => ({ value: k, label: t(`feedback.kind.${k}`) }))} />
      {form.values.kind === 'abuse' ? <Banner tone="warning">{t('feedback.record.abuse')}</Banner> : null}
      <RadioGroup {...form.field('channel')} label={t('feedback.record.channel')} layout="row" options={BY_HAND.map((c) => ({ value: c, label: t(`feedback.channel.${c}`) }))} />
      <Select
        {...form.field('about')} label={t('feedback.field.about')} optional emptyLabel={t('feedback.nobody-named')} width="full"
        options={offices.filter((o) => o.kind !== 'provider').map((o) => ({ value: o.id, label: locale === 'en' ? o.nameEn : o.nameEs }))}
      />
      <TextArea {...form.field('said')} label={t('feedback.record.said')} rows={6} maxLength={3000} />
      <TextField {...form.field('name')} label={t('feedback.record.name')} hint={t('feedback.record.name-hint')} optional maxLength={120} />
      <AnswerFields form={form} />
      {caseId ? <Checkbox name="inCase" label={t('feedback.record.in-case')} hint={t('feedback.record.in-case-hint')} value={inCase} onChange={(value) => setInCase(value ?? false)} /> : null}
    </Form>
  );
}

function AnswerFields({ form }: { readonly form: FormState<typeof RecordFeedback> }) {
  const { t } = useText();
  return (
    <>
      <YesNo {...form.field('wantsAnswer')} label={t('feedback.record.wants')} />
      {form.values.wantsAnswer ? (
        <>
          <TextField {...form.field('way')} label={t('feedback.record.way')} hint={t('feedback.record.way-hint')} optional maxLength={200} />
          <RadioGroup {...form.field('language')} label={t('feedback.record.language')} layout="row" options={(['es', 'en'] as const).map((l) => ({ value: l, label: t(`feedback.language.${l}`) }))} />
        </>
      ) : null}
    </>
  );
}

function Kept({ kept, onAnother }: { readonly kept: RecordedFeedback; readonly onAnother: () => void }) {
  const { t, formatDate } = useText();
  return (
    <Card title={t('feedback.record.saved')} icon="check">
      <Stack>
        {kept.code === '' ? <Banner tone="info">{t('feedback.record.sent-already')}</Banner> : (
          <>
            <DescriptionList items={[{ term: t('feedback.record.code'), value: <strong>{kept.code}</strong> }, { term: t('feedback.record.ref'), value: kept.ref }]} />
            <Note>{t('feedback.record.code-help')}</Note>
            {kept.answerBy ? <Note>{t('feedback.record.answer-by', { date: formatDate(new Date(kept.answerBy)) })}</Note> : null}
          </>
        )}
        <Row><Button onClick={onAnother}>{t('feedback.record.another')}</Button></Row>
      </Stack>
    </Card>
  );
}
