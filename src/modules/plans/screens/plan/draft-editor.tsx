import { useMemo, useState } from 'react';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { wordingIn } from '#assessment/schema';
import { useMutation } from '@tanstack/react-query';
import { api } from '#platform/client';
import { Banner, Button, Card, Confirm, DateField, Dialog, Grid, IconButton, Item, ItemList, LinkButton, Note, Row, Select, Stack, StatusLine, useText, useToday } from '#ui';
import type { PlanContent, PlanGoal, PlanTemplate, PlanView, SafetyStep } from '../../plan/schema.ts';
import { stepsIn } from '../../rules/plan-steps.ts';
import { BoardOfPlan } from '../board/board-table.tsx';
import { CausesCard } from '../board/beside-cards.tsx';
import { AgreeCard } from './agree-form.tsx';
import { GoalEditor, useTakeOut, type EditorProps } from './goal-editor.tsx';
import { usePlanDraft } from './use-plan-draft.ts';

const OWN_GOAL: Pick<PlanGoal, 'dimension' | 'level' | 'whose' | 'words'> = { dimension: 'economic', level: 'individual', whose: 'person', words: '' };

/** Goals to begin with: one of the country's proposals, or one of their own. */
function useGoalMaker(view: PlanView) {
  const { locale } = useText();
  const today = useToday();
  const fromTemplate = (template: PlanTemplate): PlanGoal => ({
    goalId: newId(), dimension: template.dimension, level: template.level, whose: template.whose, words: wordingIn(template.goal, locale),
    needIds: view.needs.filter((n) => template.needs.includes(n.need)).map((n) => n.needId),
    steps: template.steps.map((s) => ({
      actionId: newId(), words: wordingIn(s.words, locale), who: s.who === 'organization' ? { kind: s.who, name: s.organization ?? '' } : { kind: s.who }, dueOn: addDays(today, s.days),
    })),
  });
  const own = (needIds: string[] = [], words = ''): PlanGoal => ({ ...OWN_GOAL, goalId: newId(), words, needIds, steps: [{ actionId: newId(), words: '', who: { kind: 'person' }, dueOn: null }] });
  const forNeed = (need: PlanView['needs'][number]): PlanGoal => {
    const template = view.offers.templates.find((t) => t.needs.includes(need.need));
    return template ? fromTemplate(template) : own([need.needId]);
  };
  return { fromTemplate, own, forNeed };
}

/** Steps that come before all goals: chosen, never written. */
function FirstSteps({ view, known, change, content, takeOut }: EditorProps & { readonly content: PlanContent; readonly takeOut: (actionId: string) => void }) {
  const { t, locale } = useText();
  const today = useToday();
  const set = (step: SafetyStep) => change((now) => ({ ...now, first: now.first.map((s) => (s.actionId === step.actionId ? step : s)) }));
  const add = () => change((now) => ({ ...now, first: [...now.first, { actionId: newId(), step: view.offers.safetySteps[0]!.code, who: 'person', dueOn: today }] }));
  return (
    <Card title={t('plans.plan.first')} icon="shield" tone={view.safetyFirst ? 'danger' : 'plain'}>
      <Stack gap={3}>
        <Note>{t('plans.plan.first-hint')}</Note>
        {content.first.filter((s) => (known.get(s.actionId)?.state ?? 'promised') === 'promised').map((step, i) => (
          <Stack key={step.actionId} gap={2}>
            <Row gap={2} align="end">
              <div className="plans-step__what">
                <Select name={`first.${i}.step`} label={t('plans.plan.what')} width="full" value={step.step} onChange={(code) => { if (code) set({ ...step, step: code }); }} options={view.offers.safetySteps.map((s) => ({ value: s.code, label: wordingIn(s.words, locale) }))} />
              </div>
              <IconButton icon="trash" label={t('plans.plan.remove-step')} onClick={() => takeOut(step.actionId)} />
            </Row>
            <Grid min="medium" gap={3}>
              <Select name={`first.${i}.who`} label={t('plans.plan.who')} width="full" value={step.who} onChange={(who) => { if (who) set({ ...step, who }); }} options={(['person', 'officer'] as const).map((w) => ({ value: w, label: t(`plans.plan.who.${w}`) }))} />
              <DateField name={`first.${i}.dueOn`} label={t('plans.plan.until')} value={step.dueOn} onChange={(dueOn) => set({ ...step, dueOn: dueOn ?? null })} />
            </Grid>
          </Stack>
        ))}
        <div><Button size="small" icon="plus" onClick={add}>{t('plans.plan.add-first')}</Button></div>
      </Stack>
    </Card>
  );
}

function NeedsWithoutGoal({ view, content, add }: { readonly view: PlanView; readonly content: PlanContent; readonly add: (need: PlanView['needs'][number]) => void }) {
  const { t, locale } = useText();
  const covered = new Set(content.goals.flatMap((g) => g.needIds));
  const open = view.needs.filter((n) => !covered.has(n.needId));
  if (view.needs.length === 0) return null;
  return (
    <Card title={t('plans.plan.uncovered')} count={open.length}>
      <ItemList items={open} itemKey={(n) => n.needId} label={t('plans.plan.uncovered')} empty={<Note>{t('plans.plan.uncovered-none')}</Note>}>
        {(need) => <Item title={wordingIn(need.label, locale)} actions={<Button size="small" icon="plus" onClick={() => add(need)}>{t('plans.plan.make-goal')}</Button>} />}
      </ItemList>
    </Card>
  );
}

function LeftOut({ content, known, change }: Omit<EditorProps, 'view'> & { readonly content: PlanContent }) {
  const { t, locale } = useText();
  const left = content.left.filter((l) => known.has(l.actionId));
  if (left.length === 0) return null;
  const putBack = (actionId: string) => change((now) => {
    const was = known.get(actionId)!;
    const rest = { ...now, left: now.left.filter((l) => l.actionId !== actionId) };
    const goal = now.goals.find((g) => g.goalId === was.goalId);
    return goal ? { ...rest, goals: now.goals.map((g) => (g === goal ? { ...g, steps: [...g.steps, { actionId, words: wordingIn(was.words, locale), who: { kind: 'person' }, dueOn: was.dueOn }] } : g)) } : rest;
  });
  return (
    <Card title={t('plans.plan.left')}>
      <ItemList items={left} itemKey={(l) => l.actionId} label={t('plans.plan.left')}>
        {(l) => <Item title={wordingIn(known.get(l.actionId)!.words, locale)} meta={l.why} actions={known.get(l.actionId)!.goalId ? <Button size="small" look="quiet" icon="undo" onClick={() => putBack(l.actionId)}>{t('plans.plan.put-back')}</Button> : null} />}
      </ItemList>
    </Card>
  );
}

function DropDraft({ caseId, flush }: { readonly caseId: string; readonly flush: () => Promise<number> }) {
  const { t } = useText();
  const [asking, setAsking] = useState(false);
  const drop = useMutation({ mutationFn: async () => api.send('POST', `/api/cases/${caseId}/plan/drop`, { seq: await flush() }) });
  return (
    <>
      <Button size="small" look="quiet" icon="trash" onClick={() => setAsking(true)}>{t('plans.plan.drop')}</Button>
      <Confirm open={asking} onClose={() => setAsking(false)} title={t('plans.plan.drop')} confirmLabel={t('plans.plan.drop')} danger pending={drop.isPending} onConfirm={() => drop.mutate()}>{t('plans.plan.drop-text')}</Confirm>
    </>
  );
}

/** A goal of their own, or one of the proposals with its steps. */
function AddGoal({ view, onOwn, onChoose }: { readonly view: PlanView; readonly onOwn: () => void; readonly onChoose: (template: PlanTemplate) => void }) {
  const { t, locale } = useText();
  const [choosing, setChoosing] = useState(false);
  const choose = (template: PlanTemplate) => {
    setChoosing(false);
    onChoose(template);
  };
  return (
    <Row gap={3}>
      <Button look="primary" icon="plus" onClick={() => setChoosing(true)}>{t('plans.plan.add-goal')}</Button>
      <Button icon="edit" onClick={onOwn}>{t('plans.plan.own-goal')}</Button>
      <Dialog open={choosing} onClose={() => setChoosing(false)} title={t('plans.plan.templates')} {...(view.offers.setByCountry ? {} : { description: t('plans.plan.templates-note') })} size="wide">
        <ItemList items={view.offers.templates} itemKey={(template) => template.code} label={t('plans.plan.templates')}>
          {(template) => (
            <Item
              title={wordingIn(template.goal, locale)} meta={template.steps.map((s) => wordingIn(s.words, locale)).join(' · ')}
              actions={<Button size="small" icon="plus" onClick={() => choose(template)}>{t('plans.plan.choose')}</Button>}
            />
          )}
        </ItemList>
      </Dialog>
    </Row>
  );
}

/** The plan as it is written with the person: saves itself, says what is missing, and is agreed at its end. */
export function DraftEditor({ view, draft }: { readonly view: PlanView; readonly draft: NonNullable<PlanView['draft']> }) {
  const { t } = useText();
  const kept = usePlanDraft(view.caseId, draft);
  const { content, change } = kept;
  const known = useMemo(() => new Map(stepsIn(view).map((s) => [s.actionId, s])), [view]);
  const editor: EditorProps = { view, known, change };
  const { takeOut, dialog } = useTakeOut(editor);
  const make = useGoalMaker(view);
  const addGoal = (goal: PlanGoal) => change((now) => ({ ...now, goals: [...now.goals, goal] }));
  return (
    <Stack gap={4}>
      <Row gap={3} spread>
        <Row gap={3}><StatusLine state={kept.saveState} />{draft.by ? <Note>{t('plans.plan.draft-by', { name: draft.by })}</Note> : null}</Row>
        <Row gap={2}>
          <LinkButton size="small" icon="print" href={`/app/cases/${view.caseId}/plan/sheet`}>{t('plans.plan.print')}</LinkButton>
          <DropDraft caseId={view.caseId} flush={kept.flush} />
        </Row>
      </Row>
      {kept.overtaken ? <Banner tone="danger" live>{t('errors.plans.draft-changed')}</Banner> : null}
      <FirstSteps {...editor} content={content} takeOut={takeOut} />
      {content.goals.map((goal, index) => <GoalEditor key={goal.goalId} {...editor} goal={goal} index={index} takeOut={takeOut} />)}
      <AddGoal view={view} onOwn={() => addGoal(make.own())} onChoose={(template) => addGoal(make.fromTemplate(template))} />
      <NeedsWithoutGoal view={view} content={content} add={(need) => addGoal(make.forNeed(need))} />
      <CausesCard view={view} goals={content.goals} onChoose={(template) => addGoal(make.fromTemplate(template))} />
      <BoardOfPlan goals={content.goals} />
      <LeftOut content={content} known={known} change={change} />
      <AgreeCard view={view} problems={kept.problems} flush={kept.flush} waiting={kept.saveState !== 'saved'} />
      {dialog}
    </Stack>
  );
}
