import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { CaseMark } from '#registry/screens';
import { Button, Card, Dialog, EmptyState, Form, type FormState, Item, ItemList, Link, Loaded, Note, StatusTag, TextArea, useForm, useNavigate, useText } from '#ui';
import { CallConference, type ConferenceLine, type ConferencesOfCase, type MoveConference } from '../../conference/schema.ts';
import { WhenFields } from './when-fields.tsx';
import { ConferenceTag, useWhen } from './words.tsx';

/** Conferences of a case, and the way to call one. */
export function ConferencesPanel({ caseId, mayWrite = true }: { readonly caseId: string; readonly mayWrite?: boolean }) {
  const { t } = useText();
  const [calling, setCalling] = useState(false);
  const query = useQuery({ queryKey: ['plans', 'conferences', caseId], queryFn: ({ signal }) => api.get<ConferencesOfCase>(`/api/cases/${caseId}/conferences`, {}, signal) });
  return (
    <Card title={t('plans.conference.panel')} icon="people" actions={mayWrite ? <Button size="small" icon="plus" onClick={() => setCalling(true)}>{t('plans.conference.call')}</Button> : null}>
      <Loaded query={query}>
        {({ conferences }) => (
          <ItemList items={conferences} itemKey={(c) => c.conferenceId} label={t('plans.conference.panel')} empty={<EmptyState icon="people" title={t('plans.conference.none')} />}>
            {(conference) => <Line conference={conference} on={caseId} />}
          </ItemList>
        )}
      </Loaded>
      <Note><Link href="/app/conferences">{t('plans.conference.invited-to')}</Link></Note>
      <Dialog open={calling} onClose={() => setCalling(false)} title={t('plans.conference.call')}><CallForm caseId={caseId} onDone={() => setCalling(false)} /></Dialog>
    </Card>
  );
}

function Line({ conference, on }: { readonly conference: ConferenceLine; readonly on: string }) {
  const { t } = useText();
  const when = useWhen();
  const { caseId, conferenceId, members, openTasks, lateTasks } = conference;
  return (
    <Item
      title={<Link href={`/app/cases/${caseId}/conferences/${conferenceId}`}>{conference.question}</Link>} meta={`${when(conference)} · ${t('plans.conference.members-n', { n: members })}`}
      tags={(
        <>
          <ConferenceTag state={conference.state} />
          {lateTasks > 0 ? <StatusTag tone="danger" icon="clock">{t('plans.conference.late-tasks', { n: lateTasks })}</StatusTag> : null}
          {openTasks > lateTasks ? <StatusTag tone="info">{t('plans.conference.open-tasks', { n: openTasks - lateTasks })}</StatusTag> : null}
          <CaseMark of={[caseId]} on={on} />
        </>
      )}
    />
  );
}

function CallForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const navigate = useNavigate();
  const form = useForm({
    id: `plans.conference.call.${caseId}`, schema: CallConference, initial: { how: 'in-person' },
    onSubmit: async (command) => {
      const { conferenceId } = await api.send<{ conferenceId: string }>('POST', `/api/cases/${caseId}/conferences`, command);
      navigate(`/app/cases/${caseId}/conferences/${conferenceId}`);
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.conference.call')} onCancel={onDone}>
      <TextArea {...form.field('question')} label={t('plans.conference.question')} hint={t('plans.conference.question-hint')} rows={2} maxLength={1000} />
      <WhenFields form={form as unknown as FormState<typeof MoveConference>} />
    </Form>
  );
}
