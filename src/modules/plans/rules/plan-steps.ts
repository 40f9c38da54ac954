import type { ActionView, PlanView } from '../plan/schema.ts';

type Steps = Pick<PlanView, 'first' | 'goals'>;

/** All steps of a plan, those before all goals first. */
export function stepsIn({ first, goals }: Steps): ActionView[] {
  return [...first, ...goals.flatMap((goal) => goal.steps)];
}

/** What is promised and not done yet, by its day; on one day what comes before all goals first. */
export function promisedSteps(plan: Steps): ActionView[] {
  return stepsIn(plan).filter((step) => step.state === 'promised').sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}
