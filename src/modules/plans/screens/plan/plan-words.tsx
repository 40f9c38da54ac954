import { wordingIn } from '#assessment/schema';
import { StatusTag, useText } from '#ui';
import type { ActionView, PlanView } from '../../plan/schema.ts';

/** Where a step stands, in words. */
export function StepTag({ step }: { readonly step: ActionView }) {
  const { t } = useText();
  if (step.state === 'done') return <StatusTag tone="success" icon="check">{t('plans.plan.state.done')}</StatusTag>;
  if (step.state !== 'promised') return <StatusTag icon="cross">{t(`plans.plan.state.${step.state}`)}</StatusTag>;
  if (step.timing === 'overdue') return <StatusTag tone="danger" icon="clock">{t('plans.overdue', { n: step.daysLate })}</StatusTag>;
  return step.timing === 'today' ? <StatusTag tone="warning" icon="clock">{t('plans.due-today')}</StatusTag> : null;
}

/** Who does a step until when, in one line. */
export function useStepMeta(): (step: ActionView) => string {
  const { t, formatDate } = useText();
  return (step) => {
    const who = step.name ?? t(`plans.plan.who.${step.who}`);
    const moved = step.firstDueOn === step.dueOn ? '' : ` · ${t('plans.plan.moved', { date: formatDate(step.firstDueOn) })}`;
    return `${who} · ${formatDate(step.dueOn)}${moved}${step.why ? ` · ${step.why}` : ''}`;
  };
}

/** What a step says. */
export function useStepWords(): (step: ActionView) => string {
  const { locale } = useText();
  return (step) => wordingIn(step.words, locale);
}

/** How the plan stands as a whole. */
export function PlanTags({ view }: { readonly view: PlanView }) {
  const { t, formatDate } = useText();
  return (
    <>
      {view.version > 0 ? <StatusTag tone="success" icon="check">{t('plans.plan.version', { date: formatDate(view.agreedOn ?? ''), n: view.version })}</StatusTag> : null}
      {view.draft ? <StatusTag tone="warning" icon="edit">{t('plans.plan.draft')}</StatusTag> : null}
      {view.reviewOn === null ? null : (
        <StatusTag tone={view.reviewLate ? 'danger' : 'neutral'} icon="calendar">{t(view.reviewLate ? 'plans.plan.review-late' : 'plans.plan.review-due', { date: formatDate(view.reviewOn) })}</StatusTag>
      )}
    </>
  );
}
