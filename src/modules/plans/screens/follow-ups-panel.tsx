import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { api } from '#platform/client';
import { Button, Card, DateField, Dialog, Disclosure, EmptyState, Form, Item, ItemList, Link, LinkButton, Loaded, Note, Select, Stack, useForm, useText } from '#ui';
import { CaseMark } from '#registry/screens';
import { CHANNELS, ScheduleFollowUp, type CaseFollowUps, type FollowUpView } from '../schema.ts';
import { FollowUpTag, useFollowUpMeta } from './follow-up-words.tsx';
import { LostBanner } from './lost-banner.tsx';
import { Scores } from './scores.tsx';

const hrefOf = (f: FollowUpView) => `/app/cases/${f.caseId}/follow-ups/${f.followUpId}`;

function isPast(followUp: FollowUpView): boolean {
  return followUp.timing === null && followUp.state !== 'lost';
}

/** Contacts of a case and of those that go on in it: what is due first, what happened behind a fold, and the scores of the surveys. */
export function FollowUpsPanel({ caseId, mayRecord }: { readonly caseId: string; readonly mayRecord: boolean }) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const query = useQuery({ queryKey: ['plans', 'case', caseId], queryFn: ({ signal }) => api.get<CaseFollowUps>(`/api/cases/${caseId}/follow-ups`, {}, signal) });
  return (
    <Card title={t('plans.panel')} icon="phone" actions={mayRecord ? <Button size="small" icon="plus" onClick={() => setAdding(true)}>{t('plans.add')}</Button> : null}>
      <Loaded query={query}>
        {({ followUps, surveys, lost, rhythmSetByCountry }) => {
          const past = followUps.filter(isPast);
          return (
            <Stack gap={4}>
              <LostBanner caseId={caseId} lost={lost} mayRecord={mayRecord} />
              <ItemList items={followUps.filter((f) => !isPast(f))} itemKey={(f) => f.followUpId} label={t('plans.panel')} empty={<EmptyState icon="phone" title={t('plans.nothing-planned')} />}>
                {(followUp) => <FollowUpLine followUp={followUp} on={caseId} mayRecord={mayRecord} />}
              </ItemList>
              {rhythmSetByCountry ? null : <Note>{t('plans.default-rhythm')}</Note>}
              {past.length > 0 ? (
                <Disclosure summary={t('plans.past', { n: past.length })}>
                  <ItemList items={past} itemKey={(f) => f.followUpId} label={t('plans.past', { n: past.length })}>{(followUp) => <FollowUpLine followUp={followUp} on={caseId} mayRecord={mayRecord} />}</ItemList>
                </Disclosure>
              ) : null}
              {surveys.length > 0 ? <Stack gap={2}><h3>{t('plans.scores')}</h3><Scores surveys={surveys} followUps={followUps} /></Stack> : null}
            </Stack>
          );
        }}
      </Loaded>
      <Dialog open={adding} onClose={() => setAdding(false)} title={t('plans.add')}><AddForm caseId={caseId} onDone={() => setAdding(false)} /></Dialog>
    </Card>
  );
}

function FollowUpLine({ followUp, on, mayRecord }: { readonly followUp: FollowUpView; readonly on: string; readonly mayRecord: boolean }) {
  const { t, locale } = useText();
  const meta = useFollowUpMeta();
  const acts = mayRecord && (followUp.timing === 'overdue' || followUp.timing === 'today' || followUp.state === 'lost' || followUp.state === 'talked');
  return (
    <Item
      title={<Link href={hrefOf(followUp)}>{wordingIn(followUp.label, locale)}</Link>} meta={meta(followUp)} tags={<><FollowUpTag followUp={followUp} /><CaseMark of={[followUp.caseId]} on={on} /></>}
      actions={acts ? <LinkButton size="small" look="primary" href={hrefOf(followUp)}>{followUp.state === 'talked' ? t('plans.ask-survey') : t('plans.record')}</LinkButton> : null}
    />
  );
}

function AddForm({ caseId, onDone }: { readonly caseId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.add.${caseId}`, schema: ScheduleFollowUp, initial: { dueOn: '', channel: 'phone' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/cases/${caseId}/follow-ups`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.add')} onCancel={onDone}>
      <DateField {...form.field('dueOn')} label={t('plans.which-day')} />
      <Select {...form.field('channel')} label={t('plans.how')} options={CHANNELS.map((c) => ({ value: c, label: t(`plans.channel.${c}`) }))} />
    </Form>
  );
}
