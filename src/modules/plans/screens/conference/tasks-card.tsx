import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '#platform/client';
import { Button, Card, DateField, Dialog, EmptyState, Form, Item, ItemList, Select, StatusTag, TextArea, useForm, useText } from '#ui';
import { type MemberView, ProposeTask, StepTask, TakeOn, type TaskStep, type TaskView } from '../../conference/schema.ts';
import { TaskTag, useLabel } from './words.tsx';

interface Props {
  /** Where tasks of this conference are written: the officers' address, or the members'. */
  readonly address: string;
  readonly tasks: readonly TaskView[];
  readonly mayWrite: boolean;
  readonly title: string;
  readonly addLabel: string;
  /** Whom an officer may ask; a member takes things on for itself. */
  readonly members?: readonly MemberView[];
}

/** Who does what, by when. */
export function TasksCard({ address, tasks, mayWrite, title, addLabel, members }: Props) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const close = () => setAdding(false);
  return (
    <Card title={title} icon="check" actions={mayWrite ? <Button size="small" icon="plus" onClick={() => setAdding(true)}>{addLabel}</Button> : null}>
      <ItemList items={tasks} itemKey={(k) => k.taskId} label={title} empty={<EmptyState icon="check" title={t('plans.conference.no-tasks')} />}>
        {(task) => <Line task={task} address={address} members={members} />}
      </ItemList>
      <Dialog open={adding} onClose={close} title={addLabel}>{members ? <ProposeForm address={address} members={members} onDone={close} /> : <TakeOnForm address={address} onDone={close} />}</Dialog>
    </Card>
  );
}

function Line({ task, address, members }: { readonly task: TaskView; readonly address: string; readonly members: readonly MemberView[] | undefined }) {
  const { t, formatDate } = useText();
  const label = useLabel();
  const [dropping, setDropping] = useState(false);
  const step = useMutation({ mutationFn: (to: TaskStep) => api.send('POST', `${address}/${task.taskId}`, { step: to }) });
  const member = members?.find((m) => m.memberId === task.memberId);
  const who = members ? [member ? label(member.name) : t('plans.conference.own-office')] : [];
  const over = task.state === 'done' || task.state === 'dropped';
  return (
    <Item
      title={task.what} meta={[...who, over ? `${task.by} · ${formatDate(new Date(task.at), 'short')}` : t('plans.conference.by-day', { date: formatDate(task.dueOn) }), ...(task.note === null ? [] : [task.note])].join(' · ')}
      tags={<><TaskTag state={task.state} />{task.late ? <StatusTag tone="danger" icon="clock">{t('plans.conference.late')}</StatusTag> : null}</>}
      actions={task.steps.map((to) => (
        <Button key={to} size="small" look={to === 'drop' ? 'quiet' : 'secondary'} pending={step.isPending} onClick={() => (to === 'drop' ? setDropping(true) : step.mutate(to))}>{t(`plans.conference.do-task.${to}`)}</Button>
      ))}
    >
      <Dialog open={dropping} onClose={() => setDropping(false)} title={t('plans.conference.do-task.drop')}><DropForm address={`${address}/${task.taskId}`} taskId={task.taskId} onDone={() => setDropping(false)} /></Dialog>
    </Item>
  );
}

function DropForm({ address, taskId, onDone }: { readonly address: string; readonly taskId: string; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.conference.drop.${taskId}`, schema: StepTask, initial: { step: 'drop' },
    onSubmit: async (command) => { await api.send('POST', address, command); onDone(); },
  });
  return <Form form={form} submitLabel={t('plans.conference.do-task.drop')} onCancel={onDone}><TextArea {...form.field('note')} label={t('plans.conference.drop-why')} rows={2} maxLength={500} /></Form>;
}

function ProposeForm({ address, members, onDone }: { readonly address: string; readonly members: readonly MemberView[]; readonly onDone: () => void }) {
  const { t } = useText();
  const label = useLabel();
  const form = useForm({
    id: `plans.conference.propose.${address}`, schema: ProposeTask, initial: {},
    onSubmit: async (command) => { await api.send('POST', address, command); onDone(); },
  });
  const field = form.field('memberId');
  return (
    <Form form={form} submitLabel={t('plans.conference.add-task')} onCancel={onDone}>
      <TextArea {...form.field('what')} label={t('plans.conference.what')} rows={2} maxLength={500} />
      <Select {...field} label={t('plans.conference.who')} optional emptyLabel={t('plans.conference.own-office')} width="full" options={members.filter((m) => m.reads).map((m) => ({ value: m.memberId, label: label(m.name) }))} />
      <DateField {...form.field('dueOn')} label={t('plans.conference.due-on')} />
    </Form>
  );
}

function TakeOnForm({ address, onDone }: { readonly address: string; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.conference.take-on.${address}`, schema: TakeOn, initial: {},
    onSubmit: async (command) => { await api.send('POST', address, command); onDone(); },
  });
  return (
    <Form form={form} submitLabel={t('plans.conference.take-on')} onCancel={onDone}>
      <TextArea {...form.field('what')} label={t('plans.conference.what')} rows={2} maxLength={500} />
      <DateField {...form.field('dueOn')} label={t('plans.conference.due-on')} />
    </Form>
  );
}
