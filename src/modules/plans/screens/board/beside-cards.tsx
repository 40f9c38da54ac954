import { useQuery } from '@tanstack/react-query';
import { wordingIn } from '#assessment/schema';
import { api } from '#platform/client';
import { Button, Card, Item, ItemList, LinkButton, Note, Stack, StatusTag, useText } from '#ui';
import type { PlanBeside } from '../../board/schema.ts';
import type { PlanTemplate, PlanView } from '../../plan/schema.ts';

const NOTHING: PlanBeside = { household: [], causes: [] };

/** What stands beside a plan; nothing as long as it has not come. */
export function usePlanBeside(caseId: string): PlanBeside {
  return useQuery({ queryKey: ['plans', 'beside', caseId], queryFn: ({ signal }) => api.get<PlanBeside>(`/api/cases/${caseId}/plan/beside`, {}, signal) }).data ?? NOTHING;
}

/** Goals of the household that were agreed with another of its members. */
export function HouseholdGoals({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const { household } = usePlanBeside(caseId);
  const goals = household.flatMap((part) => part.goals.map((goal) => ({ ...goal, caseId: part.caseId, name: part.name })));
  if (goals.length === 0) return null;
  return (
    <Card title={t('plans.beside.household')} icon="people" count={goals.length}>
      <Stack gap={2}>
        <Note>{t('plans.beside.household-hint')}</Note>
        <ItemList items={goals} itemKey={(g) => g.goalId} label={t('plans.beside.household')}>
          {(g) => (
            <Item
              title={g.words} meta={[g.name, t(`plans.plan.dimension.${g.dimension}`)].filter(Boolean).join(' · ')} tags={<StatusTag tone={g.state === 'reached' ? 'success' : 'neutral'}>{t(`plans.plan.goal-state.${g.state}`)}</StatusTag>}
              actions={<LinkButton size="small" look="quiet" href={`/app/cases/${g.caseId}/plan`}>{t('plans.beside.open')}</LinkButton>}
            />
          )}
        </ItemList>
      </Stack>
    </Card>
  );
}

interface CausesProps {
  readonly view: PlanView;
  /** Words of the goals that the plan has. */
  readonly goals: readonly { readonly words: string }[];
  /** Takes a proposal into the draft; without a draft they are only read. */
  readonly onChoose?: (template: PlanTemplate) => void;
}

interface Answer { readonly key: string; readonly cause: string; readonly template: PlanTemplate | null }

/** Why the person had left, as they told it, with the proposals that answer each cause. */
export function CausesCard({ view, goals, onChoose }: CausesProps) {
  const { t, locale } = useText();
  const { causes } = usePlanBeside(view.caseId);
  if (causes.length === 0) return null;
  const byCode = new Map(view.offers.templates.map((template) => [template.code, template]));
  const there = (template: PlanTemplate) => goals.some((g) => [template.goal.es, template.goal.en].includes(g.words.trim()));
  const answers = causes.flatMap((cause): Answer[] => {
    const found = cause.templates.flatMap((code) => byCode.get(code) ?? []);
    const words = wordingIn(cause.words, locale);
    return found.length === 0 ? [{ key: cause.code, cause: words, template: null }] : found.map((template) => ({ key: `${cause.code} ${template.code}`, cause: words, template }));
  });
  const act = (template: PlanTemplate | null) => {
    if (!template) return null;
    if (there(template)) return <StatusTag tone="success" icon="check">{t('plans.beside.in-plan')}</StatusTag>;
    return onChoose ? <Button size="small" icon="plus" onClick={() => onChoose(template)}>{t('plans.plan.make-goal')}</Button> : null;
  };
  return (
    <Card title={t('plans.beside.causes')} icon="info">
      <Stack gap={2}>
        <Note>{t('plans.beside.causes-hint')}</Note>
        <ItemList items={answers} itemKey={(a) => a.key} label={t('plans.beside.answers')}>
          {(a) => <Item title={a.template ? wordingIn(a.template.goal, locale) : t('plans.beside.no-answer')} meta={t('plans.beside.cause', { cause: a.cause })} actions={act(a.template)} />}
        </ItemList>
      </Stack>
    </Card>
  );
}
