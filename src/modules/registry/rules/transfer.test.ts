import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterTransferAction, mayAct, officeAfter, TRANSFER_ACTIONS } from './transfer.ts';
import { TRANSFER_STATES, type TransferState } from '../schema.ts';

const OFFICES = { from: 'a', to: 'b' };

describe('the states of a transfer', () => {
  it('every cell is a state or a refusal with a code', () => {
    for (const state of TRANSFER_STATES) {
      for (const action of TRANSFER_ACTIONS) {
        const next = afterTransferAction(state, action);
        expect(next.ok ? TRANSFER_STATES.includes(next.value) : next.problems[0]!.code.startsWith('registry.transfer-')).toBe(true);
      }
    }
  });

  it('what has ended is never asked again, and never ends another way', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...TRANSFER_ACTIONS), { maxLength: 12 }), (actions) => {
      let state: TransferState = 'asked';
      for (const action of actions) {
        const next = afterTransferAction(state, action);
        if (!next.ok) continue;
        if (state !== 'asked') expect(next.value).toBe(state);
        state = next.value;
      }
    }));
  });

  it('whatever happens, the case is at exactly one of the two offices, and it leaves the first only by acceptance', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...TRANSFER_ACTIONS), { maxLength: 12 }), (actions) => {
      let state: TransferState = 'asked';
      for (const action of actions) {
        const next = afterTransferAction(state, action);
        if (next.ok) state = next.value;
        expect(officeAfter(state, OFFICES)).toBe(state === 'accepted' ? 'b' : 'a');
      }
    }));
  });

  it('the asked office answers, the asking one takes back and takes note, and who keeps no cases does nothing', () => {
    const may = (role: 'window' | 'supervisor' | 'reception', offices: string[]) => (['accept', 'refuse', 'take-back', 'take-note'] as const).filter((action) => mayAct({ role, offices }, action, OFFICES));
    expect(may('window', ['a'])).toEqual(['take-back', 'take-note']);
    expect(may('window', ['b'])).toEqual(['accept', 'refuse']);
    expect(may('supervisor', ['a', 'b'])).toHaveLength(4);
    expect(may('reception', ['a', 'b'])).toEqual([]);
    expect(may('window', ['c'])).toEqual([]);
  });
});
