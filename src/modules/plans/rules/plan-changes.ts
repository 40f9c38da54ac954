/** What changed between two agreed versions, in words that can be read. */
import type { PlanChange, PlanContent, PlanGoal } from '../plan/schema.ts';
import { stepsOf, type FlatStep } from './plan-draft.ts';

export interface ChangeWords {
  /** A step in words: what, who, when. */
  readonly step: (step: FlatStep) => string;
  readonly goal: (goal: PlanGoal) => string;
  readonly day: (step: FlatStep) => string;
}

const byId = <T>(items: readonly T[], id: (item: T) => string): ReadonlyMap<string, T> => new Map(items.map((item) => [id(item), item]));

function compared<T>(was: ReadonlyMap<string, T>, is: ReadonlyMap<string, T>, tell: { added: (t: T) => PlanChange; gone: (t: T) => PlanChange; both: (a: T, b: T) => PlanChange[] }): PlanChange[] {
  const kept = [...is].flatMap(([id, now]) => {
    const before = was.get(id);
    return before === undefined ? [tell.added(now)] : tell.both(before, now);
  });
  return [...kept, ...[...was].filter(([id]) => !is.has(id)).map(([, before]) => tell.gone(before))];
}

const sameStep = (a: FlatStep, b: FlatStep): boolean =>
  a.words === b.words && a.stepCode === b.stepCode && a.goalId === b.goalId && JSON.stringify(a.who) === JSON.stringify(b.who);

/** Goals and steps that came, went or read differently; nothing for the first version. */
export function changesBetween(was: PlanContent, is: PlanContent, words: ChangeWords): PlanChange[] {
  const goals = compared(byId(was.goals, (g) => g.goalId), byId(is.goals, (g) => g.goalId), {
    added: (g) => ({ kind: 'goal-added', was: null, is: words.goal(g) }),
    gone: (g) => ({ kind: 'goal-gone', was: words.goal(g), is: null }),
    both: (a, b) => (words.goal(a) === words.goal(b) ? [] : [{ kind: 'goal-changed', was: words.goal(a), is: words.goal(b) }]),
  });
  const steps = compared(byId(stepsOf(was), (s) => s.actionId), byId(stepsOf(is), (s) => s.actionId), {
    added: (s) => ({ kind: 'step-added', was: null, is: words.step(s) }),
    gone: (s) => ({ kind: 'step-gone', was: words.step(s), is: null }),
    both: (a, b) => {
      if (!sameStep(a, b)) return [{ kind: 'step-changed', was: words.step(a), is: words.step(b) }];
      return a.dueOn === b.dueOn ? [] : [{ kind: 'step-moved', was: words.step(a), is: words.day(b) }];
    },
  });
  return [...goals, ...steps];
}
