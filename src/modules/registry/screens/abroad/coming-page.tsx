import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, ButtonRow, Card, DescriptionList, Dialog, Form, LinkButton, Loaded, Page, PageHeader, RadioGroup, Stack, TextArea, useForm, useNavigate, useNotify, useText } from '#ui';
import { ABROAD_REFUSALS, DeclineAbroad, SayAbroad, type ComingAbroad } from '../../schema.ts';
import { AbroadTag, CircleNote, MinimumView, WordsView } from './abroad-words.tsx';
import { AcceptForm } from './accept-form.tsx';

function DeclineDialog({ coming, onClose }: { readonly coming: ComingAbroad; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const form = useForm({
    id: `registry.abroad.decline.${coming.abroadId}`, schema: DeclineAbroad, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/abroad/coming/${coming.abroadId}/decline`, command);
      notify({ text: t('registry.abroad.declined-notice') });
      navigate('/app/abroad');
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.abroad.decline')} description={t('registry.abroad.decline-text')}>
      <Form form={form} submitLabel={t('registry.abroad.decline')} onCancel={onClose}>
        <RadioGroup {...form.field('reason')} label={t('registry.transfer.reason')} options={ABROAD_REFUSALS.map((value) => ({ value, label: t(`registry.abroad.refusal.${value}`) }))} />
        <TextArea {...form.field('words')} label={t('registry.transfer.answer')} optional />
      </Form>
    </Dialog>
  );
}

function AskDialog({ coming, onClose }: { readonly coming: ComingAbroad; readonly onClose: () => void }) {
  const { t } = useText();
  const notify = useNotify();
  const form = useForm({
    id: `registry.abroad.ask.${coming.abroadId}`, schema: SayAbroad, initial: {},
    onSubmit: async (command) => {
      await api.send('POST', `/api/abroad/coming/${coming.abroadId}/ask`, command);
      notify({ text: t('registry.abroad.ask-more-notice') });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t('registry.abroad.ask-more')} description={t('registry.abroad.ask-more-text')}>
      <Form form={form} submitLabel={t('registry.abroad.ask-more')} onCancel={onClose}><TextArea {...form.field('words')} label={t('registry.abroad.question')} rows={4} /></Form>
    </Dialog>
  );
}

function Copy({ coming }: { readonly coming: ComingAbroad }) {
  const { t, formatDate } = useText();
  return (
    <Card title={t('registry.abroad.came-copy')} icon="person">
      <Stack gap={4}>
        <CircleNote restricted={coming.restricted} />
        <DescriptionList
          columns={2}
          items={[
            { term: t('registry.transfer.from'), value: `${coming.fromCountryName} · ${coming.fromOfficeName}` }, { term: t('registry.abroad.asked-on'), value: formatDate(coming.askedOn) },
            { term: t('registry.abroad.answer-by'), value: formatDate(coming.answerBy) }, { term: t('registry.field.urgency'), value: t(`registry.urgency.${coming.urgency}`) },
          ]}
        />
        <DescriptionList items={[{ term: t('registry.transfer.note'), value: <span className="registry-note">{coming.note}</span> }]} />
        <MinimumView minimum={coming.minimum} needs={coming.needs} />
      </Stack>
    </Card>
  );
}

function Answers({ coming, onAccept }: { readonly coming: ComingAbroad; readonly onAccept: () => void }) {
  const { t } = useText();
  const [open, setOpen] = useState<'decline' | 'ask' | null>(null);
  return (
    <ButtonRow>
      <Button look="primary" icon="check" onClick={onAccept}>{t('registry.abroad.accept')}</Button>
      {coming.state === 'asked' ? <Button onClick={() => setOpen('ask')}>{t('registry.abroad.ask-more')}</Button> : null}
      <Button onClick={() => setOpen('decline')}>{t('registry.abroad.decline')}</Button>
      {open === 'decline' ? <DeclineDialog coming={coming} onClose={() => setOpen(null)} /> : null}
      {open === 'ask' ? <AskDialog coming={coming} onClose={() => setOpen(null)} /> : null}
    </ButtonRow>
  );
}

function Found({ coming }: { readonly coming: ComingAbroad }) {
  const { t } = useText();
  const [accepting, setAccepting] = useState(false);
  return (
    <Stack gap={4}>
      {coming.caseId ? <Banner tone="success" title={t('registry.abroad.taken')} action={<LinkButton size="small" href={`/app/cases/${coming.caseId}`}>{t('registry.transfer.case')}</LinkButton>} /> : null}
      {coming.state === 'more-asked' ? <Banner tone="info" title={t('registry.abroad.waits-reply')} /> : null}
      {accepting ? <AcceptForm coming={coming} onCancel={() => setAccepting(false)} /> : null}
      {!accepting && coming.mayAnswer ? <Answers coming={coming} onAccept={() => setAccepting(true)} /> : null}
      <Copy coming={coming} />
      <Card title={t('registry.abroad.said')} icon="history"><WordsView words={coming.words} /></Card>
    </Stack>
  );
}

/** A case that an office of another country hands over: what it says, and the answer. */
export function ComingAbroadPage({ abroadId }: { readonly abroadId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['registry', 'abroad-coming', abroadId], queryFn: ({ signal }) => api.get<ComingAbroad>(`/api/abroad/coming/${abroadId}`, {}, signal) });
  const name = query.data ? [query.data.minimum.givenNames, query.data.minimum.surname1].filter(Boolean).join(' ') : '';
  return (
    // No name in the title: it stays in the history of the browser.
    <Page title={t('registry.abroad.coming-title')} width="narrow">
      <PageHeader
        title={name || t('registry.abroad.coming-title')} over={t('registry.abroad.coming-title')} back={{ href: '/app/abroad', label: t('registry.abroad.title') }}
        tags={query.data ? <AbroadTag state={query.data.state} late={query.data.late} /> : null}
      />
      <Loaded query={query}>{(coming) => <Found coming={coming} />}</Loaded>
    </Page>
  );
}
