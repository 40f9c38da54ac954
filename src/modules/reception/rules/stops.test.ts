import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STOP_ACTIONS, STOP_STATES, type StopState } from '../schema.ts';
import { deskSteps, isBusy, isOver, STOP_STEPS } from './stops.ts';

const steps = fc.array(fc.constantFrom(...STOP_ACTIONS), { maxLength: 60 });

describe('a stop at a station', () => {
  it('never leaves its states, whatever is pressed', () => {
    fc.assert(fc.property(steps, (actions) => {
      let state: StopState = 'waiting';
      for (const action of actions) state = STOP_STEPS[state][action] ?? state;
      return STOP_STATES.includes(state);
    }));
  });

  it('can always be brought to an end, so nobody is stuck on the floor', () => {
    for (const state of STOP_STATES) expect(isOver(state) || STOP_STEPS[state].skip === 'skipped').toBe(true);
  });

  it('that is over changes only by being opened again, and then waits like everybody', () => {
    for (const state of STOP_STATES.filter(isOver)) {
      for (const action of STOP_ACTIONS) expect(STOP_STEPS[state][action]).toBe(action === 'reopen' ? 'waiting' : null);
    }
  });

  it('is done only by somebody who has the person in front of them', () => {
    for (const state of STOP_STATES) expect(STOP_STEPS[state].done === 'done').toBe(state === 'in');
  });

  it('that was paused can be taken up again by anybody and is not in the way of other stations', () => {
    expect(STOP_STEPS.paused.take).toBe('in');
    expect(isBusy('paused')).toBe(false);
  });

  it('at registration follows the desk from every state, by steps that exist', () => {
    const end = { take: 'in', done: 'done' } as const;
    for (const what of ['take', 'back', 'pause', 'done'] as const) for (const from of STOP_STATES) {
      let state: StopState = from;
      for (const action of deskSteps(from, what)) state = STOP_STEPS[state][action]!;
      expect(STOP_STATES).toContain(state);
      if (what === 'take' || what === 'done') expect(state).toBe(end[what]);
    }
  });
});
