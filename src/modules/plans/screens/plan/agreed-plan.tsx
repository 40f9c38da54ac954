import type { ReactNode } from 'react';
import { Card, Item, ItemList, Note, Row, Stack, StatusTag, useText } from '#ui';
import type { ActionView, GoalView, PlanView } from '../../plan/schema.ts';
import { StepTag, useStepMeta, useStepWords } from './plan-words.tsx';
import { GoalAction, StepActions } from './step-forms.tsx';

function Steps({ steps, keeps }: { readonly steps: readonly ActionView[]; readonly keeps: boolean }) {
  const { t } = useText();
  const [meta, words] = [useStepMeta(), useStepWords()];
  return (
    <ItemList items={steps} itemKey={(s) => s.actionId} label={t('plans.plan.steps')}>
      {(step) => <Item title={words(step)} meta={meta(step)} tags={<StepTag step={step} />} actions={keeps ? <StepActions step={step} /> : null} />}
    </ItemList>
  );
}

const TONES = { open: 'neutral', reached: 'success', partly: 'info', 'set-aside': 'neutral' } as const;

function GoalCard({ goal, keeps }: { readonly goal: GoalView; readonly keeps: boolean }) {
  const { t } = useText();
  return (
    <Card title={goal.words} icon="flag" actions={keeps ? <GoalAction goal={goal} /> : null}>
      <Stack gap={3}>
        <Row gap={2}>
          <StatusTag tone={TONES[goal.state]}>{t(`plans.plan.goal-state.${goal.state}`)}</StatusTag>
          <Note>{[t(`plans.plan.dimension.${goal.dimension}`), t(`plans.plan.level.${goal.level}`), t(`plans.plan.whose.${goal.whose}`), goal.note].filter(Boolean).join(' · ')}</Note>
        </Row>
        <Steps steps={goal.steps} keeps={keeps} />
      </Stack>
    </Card>
  );
}

/** What was agreed, and how it stands today. */
export function AgreedPlan({ view, keeps }: { readonly view: PlanView; readonly keeps: boolean }): ReactNode {
  const { t } = useText();
  return (
    <Stack gap={4}>
      {view.first.length > 0 ? <Card title={t('plans.plan.first')} icon="shield" tone="accent"><Steps steps={view.first} keeps={keeps} /></Card> : null}
      {view.goals.map((goal) => <GoalCard key={goal.goalId} goal={goal} keeps={keeps} />)}
    </Stack>
  );
}
