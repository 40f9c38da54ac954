import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '#platform/client';
import { Button, DateField, Dialog, Form, Note, Row, Select, TextArea, TextField, useForm, useText } from '#ui';
import { GOAL_STATES, MoveAction, SettleGoal, type ActionView, type GoalView } from '../../plan/schema.ts';

const Why = z.strictObject({ why: z.string().trim().min(1, 'plans.reason-missing').max(300, 'plans.too-long') });

type Asked = 'move' | 'not-done' | 'again';

/** What may be recorded of a step: done, not done, another day, promised again. */
export function StepActions({ step }: { readonly step: ActionView }) {
  const { t } = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const done = useMutation({ mutationFn: () => api.send('POST', `/api/plan-actions/${step.actionId}/result`, { state: 'done' }) });
  if (step.state === 'ended') return null;
  const close = () => setAsked(null);
  return (
    <Row gap={2}>
      {step.state === 'promised' ? (
        <>
          <Button size="small" look="primary" icon="check" pending={done.isPending} onClick={() => done.mutate()}>{t('plans.plan.done')}</Button>
          <Button size="small" icon="calendar" onClick={() => setAsked('move')}>{t('plans.plan.move')}</Button>
          <Button size="small" look="quiet" onClick={() => setAsked('not-done')}>{t('plans.plan.not-done')}</Button>
        </>
      ) : <Button size="small" look="quiet" icon="undo" onClick={() => setAsked('again')}>{t('plans.plan.again')}</Button>}
      <Dialog open={asked === 'not-done'} onClose={close} title={t('plans.plan.not-done')}><NotDoneForm step={step} onDone={close} /></Dialog>
      <Dialog open={asked === 'move'} onClose={close} title={t('plans.plan.move')}><DayForm step={step} again={false} onDone={close} /></Dialog>
      <Dialog open={asked === 'again'} onClose={close} title={t('plans.plan.again')}><DayForm step={step} again onDone={close} /></Dialog>
    </Row>
  );
}

function NotDoneForm({ step, onDone }: { readonly step: ActionView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.plan.not-done.${step.actionId}`, schema: Why, initial: { why: '' },
    onSubmit: async ({ why }) => {
      await api.send('POST', `/api/plan-actions/${step.actionId}/result`, { state: 'not-done', why });
      onDone();
    },
  });
  return <Form form={form} submitLabel={t('plans.plan.save')} onCancel={onDone}><TextField {...form.field('why')} label={t('plans.plan.why')} /></Form>;
}

function DayForm({ step, again, onDone }: { readonly step: ActionView; readonly again: boolean; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.plan.day.${step.actionId}`, schema: MoveAction, initial: { dueOn: '', why: '' },
    onSubmit: async (command) => {
      if (again) await api.send('POST', `/api/plan-actions/${step.actionId}/result`, { state: 'promised', ...command });
      else await api.send('POST', `/api/plan-actions/${step.actionId}/day`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.plan.save')} onCancel={onDone}>
      <DateField {...form.field('dueOn')} label={t('plans.plan.until')} />
      <TextField {...form.field('why')} label={t('plans.plan.why')} />
    </Form>
  );
}

/** What became of a goal. */
export function GoalAction({ goal }: { readonly goal: GoalView }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" look="quiet" icon="flag" onClick={() => setOpen(true)}>{t('plans.plan.settle-goal')}</Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('plans.plan.settle-goal')}><GoalForm goal={goal} onDone={() => setOpen(false)} /></Dialog>
    </>
  );
}

function GoalForm({ goal, onDone }: { readonly goal: GoalView; readonly onDone: () => void }) {
  const { t } = useText();
  const form = useForm({
    id: `plans.plan.goal.${goal.goalId}`, schema: SettleGoal, initial: { state: goal.state, note: goal.note ?? '' },
    onSubmit: async (command) => {
      await api.send('POST', `/api/plan-goals/${goal.goalId}/result`, command);
      onDone();
    },
  });
  return (
    <Form form={form} submitLabel={t('plans.plan.save')} onCancel={onDone}>
      <Select {...form.field('state')} label={t('plans.plan.settle-goal')} options={GOAL_STATES.map((s) => ({ value: s, label: t(`plans.plan.goal-state.${s}`) }))} />
      {form.values.state === 'reached' ? <Note>{t('plans.plan.meets-needs')}</Note> : null}
      <TextArea {...form.field('note')} label={t('plans.plan.goal-note')} optional={form.values.state !== 'set-aside'} rows={2} />
    </Form>
  );
}
