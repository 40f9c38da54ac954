import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOn, receiverOf, stateOn, type StateEntry } from './points.ts';

const day = fc.integer({ min: 1, max: 28 }).map((d) => `2026-03-${String(d).padStart(2, '0')}`);
const offices = ['A', 'B', 'C'];
const entry = fc.record({
  officeId: fc.constantFrom(...offices), state: fc.constantFrom('open' as const, 'suspended' as const, 'moved' as const), other: fc.constantFrom(...offices), from: day, days: fc.option(fc.nat(5)),
  at: fc.nat(1_000), revoked: fc.boolean(),
}).map((e, ): Omit<StateEntry, 'stateId'> => ({
  officeId: e.officeId, state: e.state === 'moved' && e.other === e.officeId ? 'suspended' : e.state, movedTo: e.state === 'moved' && e.other !== e.officeId ? e.other : null,
  from: e.from, to: e.days === null ? null : `2026-03-${String(Math.min(28, Number(e.from.slice(8)) + e.days)).padStart(2, '0')}`, at: String(e.at).padStart(4, '0'), revokedAt: e.revoked ? '9999' : null,
}));
const entries = fc.array(entry, { maxLength: 12 }).map((list) => list.map((e, i): StateEntry => ({ ...e, stateId: String(i).padStart(2, '0') })));

describe('a reception point on a day', () => {
  it('is what was said last of those that cover the day, and open if nobody said anything', () => {
    fc.assert(fc.property(entries, day, (list, on) => {
      const holds = entryOn(list, 'A', on);
      if (holds === null) {
        expect(stateOn(list, 'A', on)).toBe('open');
        return;
      }
      expect(holds.from <= on && (holds.to === null || holds.to >= on) && holds.revokedAt === null).toBe(true);
      for (const other of list.filter((e) => e.officeId === 'A' && e.revokedAt === null && e.from <= on && (e.to === null || e.to >= on))) expect(other.at <= holds.at).toBe(true);
    }));
  });

  it('that was taken back counts as never said', () => {
    fc.assert(fc.property(entries, day, (list, on) => {
      expect(entryOn(list, 'A', on)).toEqual(entryOn(list.filter((e) => e.revokedAt === null), 'A', on));
    }));
  });

  it('is received for by one that is open, however often it was moved, and never in a circle', () => {
    fc.assert(fc.property(entries, day, (list, on) => {
      const receiver = receiverOf(list, 'A', on);
      if (receiver !== null) expect(stateOn(list, receiver, on)).toBe('open');
    }));
  });

  it('closed by the directory is suspended until somebody says that it is open', () => {
    const open: StateEntry = { stateId: '1', officeId: 'A', state: 'open', movedTo: null, from: '2026-03-10', to: null, at: '1', revokedAt: null };
    expect(stateOn([], 'A', '2026-03-10', true)).toBe('suspended');
    expect(stateOn([open], 'A', '2026-03-10', true)).toBe('open');
    expect(receiverOf([{ ...open, state: 'moved', movedTo: 'B' }], 'A', '2026-03-10', new Set(['B']))).toBeNull();
  });
});
