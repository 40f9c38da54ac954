import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { api } from '#platform/client';
import { Banner, Button, Card, Checkbox, DateField, Dialog, Form, Loaded, Page, PageHeader, RadioGroup, Select, Stack, TextArea, TextField, Timeline, useForm, useText } from '#ui';
import type { CasePage } from '#registry/schema';
import { useCaseAddress } from '#registry/screens';
import { CHANNELS, OUTCOMES, RecordAttempt, RescheduleFollowUp, type FollowUpDetail, type FollowUpView } from '../schema.ts';
import { FollowUpTag, useFollowUpMeta } from './follow-up-words.tsx';
import { SurveyForm } from './survey-form.tsx';
import { useWayName, WaysCard } from './ways-card.tsx';

/** One contact: try to reach the person, then ask the survey if one is due. */
export function FollowUpPage({ followUpId }: { readonly caseId?: string; readonly followUpId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['plans', 'one', followUpId], queryFn: ({ signal }) => api.get<FollowUpDetail>(`/api/follow-ups/${followUpId}`, {}, signal) });
  return <Page title={t('plans.contact')} width="narrow"><Loaded query={query}>{(detail) => <Detail detail={detail} />}</Loaded></Page>;
}

/** Whom the contact is for: the name, how they want to be called, and the code. */
function useWhom(caseId: string): string | null {
  const { t } = useText();
  const { data } = useQuery({ queryKey: ['registry', 'case', caseId], queryFn: ({ signal }) => api.get<CasePage>(`/api/cases/${caseId}`, {}, signal) });
  if (!data) return null;
  const { givenNames, surname1, surname2, preferredName, publicCode } = data.person;
  return [[givenNames, surname1, surname2].filter(Boolean).join(' '), preferredName ? t('registry.person.called', { name: preferredName }) : null, publicCode].filter(Boolean).join(' · ');
}

function Detail({ detail }: { readonly detail: FollowUpDetail }) {
  const { t, locale } = useText();
  const meta = useFollowUpMeta();
  const { followUp, instrument } = detail;
  const back = useCaseAddress(followUp.caseId);
  const whom = useWhom(followUp.caseId);
  const survey = followUp.state === 'talked' && instrument;
  const open = followUp.timing !== null || followUp.state === 'lost';
  return (
    <Stack gap={5}>
      <PageHeader
        title={wordingIn(followUp.label, locale)} over={whom} lead={meta(followUp)} back={{ href: back, label: t('plans.back-to-case') }}
        tags={<FollowUpTag followUp={followUp} />}
      />
      {detail.tooYoung ? <Banner tone="info">{t('plans.too-young-for-survey')}</Banner> : null}
      {survey ? <SurveyForm followUp={followUp} instrument={survey} /> : null}
      {open ? <WaysCard detail={detail} /> : null}
      {open && !survey ? <AttemptCard key={detail.attempts.length} detail={detail} /> : null}
      {open ? null : <Banner tone={followUp.state === 'done' ? 'success' : 'info'}>{t(`plans.over.${followUp.state}`)}</Banner>}
      <Tries detail={detail} />
    </Stack>
  );
}

function AttemptCard({ detail }: { readonly detail: FollowUpDetail }) {
  const { t } = useText();
  const { followUp, instrument } = detail;
  const [moving, setMoving] = useState(false);
  const form = useForm({
    id: `plans.attempt.${followUp.followUpId}.${detail.attempts.length}`, schema: RecordAttempt, initial: { channel: followUp.channel, note: '', nextOn: '', surveyDeclined: false },
    // A contact that is not for the chosen way is not told; one that went away in the meantime is asked for again.
    prepare: ({ contactId, ...values }) => ({ ...values, ...(detail.ways.some((w) => w.contactId === contactId && w.channels.includes(values.channel!)) ? { contactId } : {}) }),
    onSubmit: (command) => api.send('POST', `/api/follow-ups/${followUp.followUpId}/attempts`, command),
  });
  const nameOf = useWayName();
  const outcome = form.values.outcome;
  const fitting = detail.ways.filter((way) => way.channels.includes(form.values.channel!));
  return (
    <Card title={t('plans.try-title')} icon="phone" actions={followUp.timing ? <Button size="small" look="quiet" icon="calendar" onClick={() => setMoving(true)}>{t('plans.move')}</Button> : null}>
      <Form form={form} submitLabel={outcome === 'reached' && instrument && !form.values.surveyDeclined ? t('plans.save-and-ask') : t('plans.save')}>
        <Select {...form.field('channel')} label={t('plans.how')} options={CHANNELS.map((c) => ({ value: c, label: t(`plans.channel.${c}`) }))} />
        {fitting.length > 0 ? (
          <Select
            {...form.field('contactId')} label={t('plans.which-way')} emptyLabel={t('plans.which-way-none')} optional options={fitting.map((way) => ({ value: way.contactId, label: nameOf(way) }))}
          />
        ) : null}
        <RadioGroup {...form.field('outcome')} label={t('plans.how-did-it-go')} options={OUTCOMES.map((o) => ({ value: o, label: t(`plans.outcome.${o}`) }))} />
        {outcome === 'later' ? <DateField {...form.field('nextOn')} label={t('plans.which-day')} optional /> : null}
        {outcome === 'reached' && instrument ? <Checkbox {...form.field('surveyDeclined')} label={t('plans.survey-declined')} /> : null}
        <TextArea {...form.field('note')} label={t('plans.note')} hint={t('plans.note-hint')} optional rows={3} />
      </Form>
      <Dialog open={moving} onClose={() => setMoving(false)} title={t('plans.move')}><MoveForm followUp={followUp} onDone={() => setMoving(false)} /></Dialog>
    </Card>
  );
}

function MoveForm({ followUp, onDone }: { readonly followUp: FollowUpView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.move.${followUp.followUpId}`, schema: RescheduleFollowUp, initial: { dueOn: '', why: '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/follow-ups/${followUp.followUpId}/day`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.move')} onCancel={onDone}>
      <DateField {...form.field('dueOn')} label={t('plans.which-day')} />
      <TextField {...form.field('why')} label={t('plans.why')} />
    </Form>
  );
}

function Tries({ detail }: { readonly detail: FollowUpDetail }) {
  const { t, formatDate } = useText();
  if (detail.attempts.length === 0) return null;
  return (
    <Card title={t('plans.history')} icon="history">
      <Timeline
        label={t('plans.history')}
        items={detail.attempts.map((a) => ({
          key: a.attemptId, when: formatDate(new Date(a.at), 'time'), title: t(`plans.outcome.${a.outcome}`), who: [t(`plans.channel.${a.channel}`), ...(a.relative ? [t(`registry.relation.${a.relative}`)] : []), ...(a.by ? [a.by] : [])].join(' · '), detail: a.note,
        }))}
      />
    </Card>
  );
}
