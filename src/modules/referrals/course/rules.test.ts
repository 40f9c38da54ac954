import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreedProblem, dayProblem, settleProblem, standing } from './rules.ts';
import { SESSION_STATES } from './schema.ts';

const TODAY = '2026-03-10';

describe('a course of sessions', () => {
  it('what happened lies in the past, what is planned does not', () => {
    const table = SESSION_STATES.flatMap((state) => ['2026-03-09', TODAY, '2026-03-11'].filter((on) => dayProblem({ on, state }, TODAY) === null).map((on) => `${state} ${on.slice(-2)}`));
    expect(table).toEqual(['planned 10', 'planned 11', 'kept 09', 'kept 10', 'missed 09', 'missed 10', 'cancelled 09', 'cancelled 10', 'cancelled 11']);
  });

  it('a session is settled once; only whether somebody came may be corrected', () => {
    const allowed = SESSION_STATES.flatMap((from) => (['kept', 'missed', 'cancelled'] as const).filter((to) => settleProblem(from, to) === null).map((to) => `${from} ${to}`));
    expect(allowed).toEqual(['planned kept', 'planned missed', 'planned cancelled', 'kept missed', 'missed kept']);
  });

  it('has no more sessions than were agreed, and what was missed may be made up for', () => {
    const sessions = fc.array(fc.record({ on: fc.constantFrom('2026-03-01', '2026-03-08', '2026-03-20'), state: fc.constantFrom(...SESSION_STATES) }), { maxLength: 20 });
    fc.assert(fc.property(sessions, fc.integer({ min: 1, max: 12 }), (all, planned) => {
      const { kept, missed } = standing(all);
      const ahead = all.filter((s) => s.state === 'planned').length;
      expect(agreedProblem(planned, all) === null).toBe(kept + ahead <= planned);
      expect(kept + missed + ahead).toBeLessThanOrEqual(all.length);
    }));
  });

  it('says how far it is', () => {
    const on = (day: string, state: 'kept' | 'missed' | 'planned') => ({ on: `2026-03-${day}`, state });
    expect(standing([on('08', 'kept'), on('01', 'kept'), on('05', 'missed'), on('20', 'planned'), on('15', 'planned')])).toEqual({ kept: 2, missed: 1, last: '2026-03-08', next: '2026-03-15' });
    expect(standing([])).toEqual({ kept: 0, missed: 0, last: null, next: null });
  });
});
