import { describe, expect, it } from 'vitest';
import type { ActionView, PlanView } from '../plan/schema.ts';
import { promisedSteps, stepsIn } from './plan-steps.ts';

const step = (actionId: string, dueOn: string, state: ActionView['state'] = 'promised') => ({ actionId, dueOn, state }) as ActionView;
const plan = { first: [step('safe', '2026-03-05')], goals: [{ steps: [step('late', '2026-04-11'), step('done', '2026-01-01', 'done')] }, { steps: [step('same', '2026-03-05'), step('soon', '2026-02-01')] }] } as PlanView;
const ids = (steps: readonly ActionView[]) => steps.map((s) => s.actionId);

describe('the steps of a plan', () => {
  it('are those before all goals, and those of each goal', () => {
    expect(ids(stepsIn(plan))).toEqual(['safe', 'late', 'done', 'same', 'soon']);
  });

  it('are promised until they are settled, and read by their day', () => {
    expect(ids(promisedSteps(plan))).toEqual(['soon', 'safe', 'same', 'late']);
    expect(promisedSteps({ first: [], goals: [] })).toEqual([]);
  });
});
