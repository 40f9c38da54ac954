import { describe, expect, it } from 'vitest';
import { afterStep, afterTaskStep, conferenceSteps, isLate, isOpen, taskSteps } from './rules.ts';
import { CONFERENCE_STATES, CONFERENCE_STEPS, TASK_STATES, TASK_STEPS } from './schema.ts';

describe('a conference', () => {
  it('does what it offers and nothing else, and nothing leads out of its end', () => {
    for (const state of CONFERENCE_STATES) {
      for (const step of CONFERENCE_STEPS) expect(afterStep(state, step).ok, `${state} ${step}`).toBe(conferenceSteps(state).includes(step));
      if (!isOpen(state)) expect(conferenceSteps(state)).toEqual([]);
    }
  });
});

describe('a task', () => {
  it('does what it offers to each side, ends for good, and is dropped only with a reason', () => {
    for (const state of TASK_STATES) {
      for (const ofMember of [true, false]) {
        for (const side of ['officer', 'member'] as const) {
          for (const step of TASK_STEPS) {
            const offered = taskSteps({ state, ofMember }, side).includes(step);
            expect(afterTaskStep({ state, ofMember }, { step, note: 'x' }, side).ok, `${state} ${step} ${side}`).toBe(offered);
            expect(afterTaskStep({ state, ofMember }, { step }, side).ok).toBe(offered && step !== 'drop');
          }
        }
      }
    }
    expect(taskSteps({ state: 'done', ofMember: true }, 'member')).toEqual([]);
    expect(taskSteps({ state: 'dropped', ofMember: false }, 'officer')).toEqual([]);
  });

  it('of a member is taken by the member alone', () => {
    expect(taskSteps({ state: 'proposed', ofMember: true }, 'officer')).toEqual(['drop']);
    expect(taskSteps({ state: 'proposed', ofMember: true }, 'member')).toEqual(['take', 'drop']);
  });

  it('is late from the day after, while it waits', () => {
    expect(isLate({ state: 'taken', dueOn: '2026-03-10' }, '2026-03-10')).toBe(false);
    expect(isLate({ state: 'proposed', dueOn: '2026-03-10' }, '2026-03-11')).toBe(true);
    expect(isLate({ state: 'done', dueOn: '2026-03-10' }, '2026-04-11')).toBe(false);
  });
});
