import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { useCaseAddress } from '#registry/screens';
import { Button, ButtonRow, Card, Confirm, Dialog, Form, Loaded, Page, PageHeader, Stack, useForm, useText } from '#ui';
import { type ConferenceStep, MoveConference, type OfficerConference } from '../../conference/schema.ts';
import { MembersCard } from './members-card.tsx';
import { RecordCard } from './record-card.tsx';
import { TasksCard } from './tasks-card.tsx';
import { WhenFields } from './when-fields.tsx';
import { ConferenceTag, useWhen } from './words.tsx';

/** A case conference, the officers' side: who takes part and reads what, what was said and decided, who does what by when. */
export function ConferencePage({ conferenceId }: { readonly conferenceId: string }) {
  const { t } = useText();
  const query = useQuery({ queryKey: ['plans', 'conference', conferenceId], queryFn: ({ signal }) => api.get<OfficerConference>(`/api/conferences/${conferenceId}`, {}, signal) });
  return <Page title={t('plans.conference.title')} width="narrow"><Loaded query={query}>{(conference) => <View conference={conference} />}</Loaded></Page>;
}

function View({ conference }: { readonly conference: OfficerConference }) {
  const { t } = useText();
  const when = useWhen();
  const back = useCaseAddress(conference.caseId);
  return (
    <Stack gap={5}>
      <PageHeader
        title={conference.question} over={t('plans.conference.title')} lead={<>{conference.person} · {conference.publicCode}<br />{when(conference)}</>}
        back={{ href: back, label: t('plans.conference.back') }} tags={<ConferenceTag state={conference.state} />}
      />
      {conference.mayWrite ? <Steps conference={conference} /> : null}
      <MembersCard conference={conference} />
      <TasksCard
        address={`/api/conferences/${conference.conferenceId}/tasks`} tasks={conference.tasks} mayWrite={conference.mayWrite} title={t('plans.conference.tasks')} addLabel={t('plans.conference.add-task')}
        members={conference.members}
      />
      <RecordCard conference={conference} />
    </Stack>
  );
}

function Steps({ conference }: { readonly conference: OfficerConference }) {
  const { t } = useText();
  const [asked, setAsked] = useState<ConferenceStep | 'move' | null>(null);
  const close = () => setAsked(null);
  const step = useMutation({ mutationFn: (to: ConferenceStep) => api.send('POST', `/api/conferences/${conference.conferenceId}/step`, { step: to }), onSettled: close });
  return (
    <Card>
      <ButtonRow>
        {conference.steps.map((to) => <Button key={to} look={to === 'cancel' ? 'quiet' : 'primary'} onClick={() => setAsked(to)}>{t(`plans.conference.do.${to}`)}</Button>)}
        {conference.state === 'called' ? <Button onClick={() => setAsked('move')}>{t('plans.conference.move')}</Button> : null}
      </ButtonRow>
      {conference.steps.map((to) => (
        <Confirm
          key={to} open={asked === to} onClose={close} title={t(`plans.conference.do.${to}`)} description={t(`plans.conference.sure.${to}`)} danger={to === 'cancel'}
          confirmLabel={t(`plans.conference.do.${to}`)} pending={step.isPending} onConfirm={() => step.mutate(to)}
        />
      ))}
      <Dialog open={asked === 'move'} onClose={close} title={t('plans.conference.move')}><MoveForm conference={conference} onDone={close} /></Dialog>
    </Card>
  );
}

function MoveForm({ conference, onDone }: { readonly conference: OfficerConference; readonly onDone: () => void }) {
  const { t } = useText();
  const { conferenceId, how, place, plannedOn, plannedTime } = conference;
  const form = useForm({
    id: `plans.conference.move.${conferenceId}`, schema: MoveConference,
    initial: { how, plannedOn, ...(place === null ? {} : { place }), ...(plannedTime === null ? {} : { plannedTime }) },
    onSubmit: async (command) => { await api.send('POST', `/api/conferences/${conferenceId}/when`, command); onDone(); },
  });
  return <Form form={form} submitLabel={t('plans.conference.move')} onCancel={onDone}><WhenFields form={form} /></Form>;
}
