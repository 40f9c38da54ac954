import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FLAGS, STOP_STATES, type Flag } from '../schema.ts';
import { aheadOf, countsFrom, planOf, STATION_AHEAD, stillBefore, type Plan } from './floor.ts';
import { variantOf } from './items.ts';

const LANES = [{ flags: ['unaccompaniedChild', 'reserved'], ahead: 150 }, { flags: ['child', 'family'], ahead: 120 }, { flags: ['injured', 'pregnant', 'elder'], ahead: 60 }] as const;
const LONGEST = (150 + STATION_AHEAD) * 60_000;
const PLANS: readonly Plan[] = [
  { variant: 'children', stages: [[{ station: 'registration', when: 'must' }, { station: 'protection', when: 'must' }], [{ station: 'exit', when: 'must' }]] },
  { variant: 'families', stages: [[{ station: 'registration', when: 'must' }], [{ station: 'exit', when: 'must' }]] },
  { variant: 'adults', modes: ['air'], stages: [[{ station: 'registration', when: 'must' }], [{ station: 'exit', when: 'must' }]] },
  {
    variant: 'adults',
    stages: [[{ station: 'registration', when: 'must' }], [{ station: 'medical', when: 'flagged', flags: ['injured', 'pregnant'] }, { station: 'kitFood', when: 'offer' }], [{ station: 'exit', when: 'must' }]],
  },
];
const HERE = ['registration', 'protection', 'medical', 'kitFood', 'exit'];
const flagsArb = fc.subarray([...FLAGS]);
const person = fc.record({ arrived: fc.integer({ min: 0, max: 48 * 3_600_000 }), flags: flagsArb, first: fc.boolean() });
const from = (p: { arrived: number; flags: readonly Flag[]; first: boolean }) => countsFrom(p.arrived, aheadOf(p.flags, LANES), p.first);

describe('the order of the floor', () => {
  it('leaves nobody waiting for ever: nobody who arrives later than the longest head start passes', () => {
    fc.assert(fc.property(person, person, (early, late) => {
      fc.pre(late.arrived > early.arrived + LONGEST);
      return from(early) < from(late);
    }));
  });

  it('is stable: the longer both wait, the order of two people stays the same', () => {
    fc.assert(fc.property(person, person, fc.integer({ min: 0, max: 10_000_000 }), (a, b, later) => {
      const waited = (p: typeof a, now: number) => now - from(p);
      const now = 48 * 3_600_000;
      return Math.sign(waited(a, now) - waited(b, now)) === Math.sign(waited(a, now + later) - waited(b, now + later));
    }));
  });

  it('never puts somebody back for one more reason to come first', () => {
    fc.assert(fc.property(person, fc.constantFrom(...FLAGS), (p, more) => from({ ...p, flags: [...p.flags, more] }) <= from(p)));
  });

  it('serves people with the same reasons in the order in which they came', () => {
    fc.assert(fc.property(person, fc.integer({ min: 1, max: 1_000_000 }), (p, later) => from(p) < from({ ...p, arrived: p.arrived + later })));
  });
});

describe('the way over the floor', () => {
  it('of a child alone, or of a child whose family nobody named, is the children\'s', () => {
    expect(variantOf(['unaccompaniedChild', 'family'])).toBe('children');
    expect(variantOf(['child'])).toBe('children');
    expect(variantOf(['child', 'family'])).toBe('families');
    expect(variantOf(['elder'])).toBe('adults');
  });

  it('asks for a station only of those whom it concerns, and leaves out what the point does not have', () => {
    expect(planOf(PLANS, HERE, [], 'land').map((s) => s.station)).toEqual(['registration', 'kitFood', 'exit']);
    expect(planOf(PLANS, HERE, ['injured'], 'land')).toEqual([
      { station: 'registration', place: 0, obligatory: true }, { station: 'medical', place: 1, obligatory: true }, { station: 'kitFood', place: 1, obligatory: false },
      { station: 'exit', place: 2, obligatory: true },
    ]);
    expect(planOf(PLANS, ['registration', 'exit'], ['injured'], 'land').map((s) => s.station)).toEqual(['registration', 'exit']);
    expect(planOf(PLANS, HERE, [], 'air').map((s) => s.station)).toEqual(['registration', 'exit']);
  });

  it('always begins with registration and ends at the exit, once each, whoever comes', () => {
    fc.assert(fc.property(flagsArb, fc.constantFrom('air', 'land', 'sea' as const), (flags, mode) => {
      const stops = planOf(PLANS, HERE, flags, mode);
      expect(stops.find((s) => s.place === 0 && s.station === 'registration')).toBeDefined();
      expect(stops.at(-1)?.station).toBe('exit');
      expect(new Set(stops.map((s) => s.station)).size).toBe(stops.length);
    }));
  });

  it('lets nobody out before every obligatory station is done or skipped, and waits for no offered one', () => {
    fc.assert(fc.property(flagsArb, fc.array(fc.constantFrom(...STOP_STATES), { minLength: 5, maxLength: 5 }), (flags, states) => {
      const stops = planOf(PLANS, HERE, flags, 'land').map((stop, i) => ({ ...stop, state: states[i]! }));
      const exit = stops.at(-1)!;
      const open = stops.filter((s) => s !== exit && s.obligatory && s.state !== 'done' && s.state !== 'skipped');
      expect(stillBefore(stops, exit)).toEqual(open);
    }));
  });
});
