import type { GoalState, PlanContent } from '../plan/schema.ts';

/** Needs that are met when a goal is reached: those that it answers, and no goal that is still open answers too. */
export function needsMetWith(content: PlanContent, states: ReadonlyMap<string, GoalState>, goalId: string): string[] {
  const open = content.goals.filter((g) => g.goalId !== goalId && (states.get(g.goalId) ?? 'open') === 'open');
  const elsewhere = new Set(open.flatMap((g) => g.needIds));
  return (content.goals.find((g) => g.goalId === goalId)?.needIds ?? []).filter((id) => !elsewhere.has(id));
}
