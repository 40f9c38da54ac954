import { Card, EmptyState, Item, ItemList, LinkButton, Loaded, Row, Stack, StatusTag, useText } from '#ui';
import type { PlanView } from '../../plan/schema.ts';
import { promisedSteps } from '../../rules/plan-steps.ts';
import { useKeepsPlans, usePlan } from './data.ts';
import { PlanTags, StepTag, useStepMeta, useStepWords } from './plan-words.tsx';

const SHOWN = 4;

/** On the page of a case: how the plan stands and what is promised next; everything else is one step away. */
export function PlanPanel({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  return <Card title={t('plans.plan.title')} icon="flag"><Loaded query={usePlan(caseId)}>{(view) => <Inside view={view} />}</Loaded></Card>;
}

/** What the way to the plan is called: to begin it, to go on with it, or to read it. */
function useWay(view: PlanView): string {
  const { t } = useText();
  const keeps = useKeepsPlans() && view.open;
  if (keeps && view.draft) return t('plans.plan.go-on');
  return keeps && view.version === 0 ? t('plans.plan.begin') : t('plans.plan.open');
}

function Inside({ view }: { readonly view: PlanView }) {
  const { t, formatDate } = useText();
  const [meta, words, way] = [useStepMeta(), useStepWords(), useWay(view)];
  const at = `/app/cases/${view.caseId}/plan`;
  const promised = promisedSteps(view);
  const nothing = view.version === 0 && !view.draft;
  return (
    <Stack gap={3}>
      {view.safetyFirst ? <div><StatusTag tone="danger" icon="shield">{t('plans.plan.safety-first')}</StatusTag></div> : null}
      {nothing ? <EmptyState icon="flag" title={t('plans.plan.none')}>{view.open ? t('plans.plan.none-text', { date: formatDate(view.dueBy) }) : null}</EmptyState> : <Row gap={2}><PlanTags view={view} /></Row>}
      <ItemList items={promised.slice(0, SHOWN)} itemKey={(s) => s.actionId} label={t('plans.plan.steps')}>
        {(step) => <Item title={words(step)} meta={meta(step)} tags={<StepTag step={step} />} />}
      </ItemList>
      <Row gap={2}>
        <LinkButton size="small" href={at}>{way}</LinkButton>
        {nothing ? null : <LinkButton size="small" look="quiet" icon="print" href={`${at}/sheet`}>{t('plans.plan.print')}</LinkButton>}
      </Row>
    </Stack>
  );
}
