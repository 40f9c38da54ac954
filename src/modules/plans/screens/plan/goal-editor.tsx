import { useState } from 'react';
import { DIMENSIONS } from '#kernel/codes';
import { newId } from '#kernel/ids';
import { wordingIn } from '#assessment/schema';
import { Button, Card, CheckboxGroup, Dialog, Form, Grid, IconButton, RadioGroup, Select, Stack, TextArea, TextField, useForm, useText } from '#ui';
import { z } from 'zod';
import { PLAN_LEVELS, WHOSE, type ActionView, type PlanContent, type PlanGoal, type PlanStep, type PlanView } from '../../plan/schema.ts';
import { StepTag, useStepMeta } from './plan-words.tsx';
import { StepEditor } from './step-editor.tsx';

const Why = z.strictObject({ why: z.string().trim().min(1, 'plans.reason-missing').max(300, 'plans.too-long') });

/** A step that was promised is not taken out without a word. */
function LeaveOut({ actionId, onLeave, onClose }: { readonly actionId: string; readonly onLeave: (why: string) => void; readonly onClose: () => void }) {
  const { t } = useText();
  const form = useForm({ id: `plans.plan.leave.${actionId}`, schema: Why, initial: { why: '' }, onSubmit: ({ why }) => onLeave(why) });
  return <Form form={form} submitLabel={t('plans.plan.remove-step')} onCancel={onClose}><TextField {...form.field('why')} label={t('plans.plan.leave-out')} /></Form>;
}

export interface EditorProps {
  readonly view: PlanView;
  /** Steps that were agreed before, by id. */
  readonly known: ReadonlyMap<string, ActionView>;
  readonly change: (to: (now: PlanContent) => PlanContent) => void;
}

/** A way to take a step out of the draft: one that is promised leaves with a reason. */
export function useTakeOut({ known, change }: EditorProps) {
  const { t } = useText();
  const [leaving, setLeaving] = useState<string | null>(null);
  const without = (actionId: string, why: string | null) => change((now) => ({
    first: now.first.filter((s) => s.actionId !== actionId), goals: now.goals.map((g) => ({ ...g, steps: g.steps.filter((s) => s.actionId !== actionId) })),
    left: why === null ? now.left : [...now.left.filter((l) => l.actionId !== actionId), { actionId, why }],
  }));
  const takeOut = (actionId: string) => (known.get(actionId)?.state === 'promised' ? setLeaving(actionId) : without(actionId, null));
  const leave = (why: string) => {
    if (leaving) without(leaving, why);
    setLeaving(null);
  };
  const dialog = (
    <Dialog open={leaving !== null} onClose={() => setLeaving(null)} title={t('plans.plan.remove-step')}>
      {leaving ? <LeaveOut actionId={leaving} onLeave={leave} onClose={() => setLeaving(null)} /> : null}
    </Dialog>
  );
  return { takeOut, dialog };
}

/** A step that is over stays as it was. */
function OverStep({ step }: { readonly step: ActionView }) {
  const { locale } = useText();
  const meta = useStepMeta();
  return <li className="plans-step"><Stack gap={1}><span>{wordingIn(step.words, locale)}</span><span className="ui-note">{meta(step)}</span><div><StepTag step={step} /></div></Stack></li>;
}

interface GoalEditorProps extends EditorProps { readonly goal: PlanGoal; readonly index: number; readonly takeOut: (actionId: string) => void }

/** One goal as it is written: whose it is, what the person wants, by which steps. */
export function GoalEditor({ view, known, change, goal, index, takeOut }: GoalEditorProps) {
  const { t, locale } = useText();
  const set = (to: Partial<PlanGoal>) => change((now) => ({ ...now, goals: now.goals.map((g) => (g.goalId === goal.goalId ? { ...g, ...to } : g)) }));
  const setStep = (step: PlanStep) => change((now) => ({ ...now, goals: now.goals.map((g) => ({ ...g, steps: g.steps.map((s) => (s.actionId === step.actionId ? step : s)) })) }));
  const isPromised = goal.steps.some((s) => known.get(s.actionId)?.state === 'promised');
  const name = `goals.${index}`;
  const needs = view.needs.map((n) => ({ value: n.needId, label: wordingIn(n.label, locale) }));
  // Needs that are over, or that others read, stay as they are.
  const unseen = goal.needIds.filter((id) => !needs.some((n) => n.value === id));
  return (
    <Card
      title={t('plans.plan.goal')} icon="flag"
      actions={isPromised ? null : <IconButton icon="trash" label={t('plans.plan.remove-goal')} onClick={() => change((now) => ({ ...now, goals: now.goals.filter((g) => g.goalId !== goal.goalId) }))} />}
    >
      <Stack gap={3}>
        <TextArea name={`${name}.words`} label={t('plans.plan.goal-words')} value={goal.words} rows={2} maxLength={300} onChange={(words) => set({ words: words ?? '' })} />
        <Grid min="medium" gap={3}>
          <Select name={`${name}.dimension`} label={t('plans.plan.dimension')} width="full" value={goal.dimension} onChange={(v) => { if (v) set({ dimension: v }); }} options={DIMENSIONS.map((d) => ({ value: d, label: t(`plans.plan.dimension.${d}`) }))} />
          <Select name={`${name}.level`} label={t('plans.plan.level')} width="full" value={goal.level} onChange={(v) => { if (v) set({ level: v }); }} options={PLAN_LEVELS.map((l) => ({ value: l, label: t(`plans.plan.level.${l}`) }))} />
          <RadioGroup name={`${name}.whose`} label={t('plans.plan.whose')} layout="row" value={goal.whose} onChange={(v) => { if (v) set({ whose: v }); }} options={WHOSE.map((w) => ({ value: w, label: t(`plans.plan.whose.${w}`) }))} />
        </Grid>
        {needs.length > 0 ? <CheckboxGroup name={`${name}.needs`} label={t('plans.plan.needs')} optional layout="row" value={goal.needIds} onChange={(ids) => set({ needIds: [...unseen, ...(ids ?? []).filter((id) => !unseen.includes(id))] })} options={needs} /> : null}
        <ol className="plans-steps" aria-label={t('plans.plan.steps')}>
          {goal.steps.map((step, i) => {
            const was = known.get(step.actionId);
            if (was && was.state !== 'promised') return <OverStep key={step.actionId} step={was} />;
            return <StepEditor key={step.actionId} name={`${name}.steps.${i}`} step={step} relatives={view.relatives} onChange={setStep} onRemove={() => takeOut(step.actionId)} />;
          })}
        </ol>
        <div><Button size="small" icon="plus" onClick={() => set({ steps: [...goal.steps, { actionId: newId(), words: '', who: { kind: 'person' }, dueOn: null }] })}>{t('plans.plan.add-step')}</Button></div>
      </Stack>
    </Card>
  );
}
