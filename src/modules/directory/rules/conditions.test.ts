import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionChanges, firstDay, wereOvertaken } from './conditions.ts';

const adult = { fact: 'age', op: 'gte', value: 18 };
const held = { criteria: adult, needCriteria: {}, from: null, until: null };
const wanted = { basedOn: 1, criteria: adult, needCriteria: {}, from: '2026-03-10', until: null };

describe('conditions that are proposed', () => {
  it.each([
    ['the same with no end', wanted, []],
    ['the same with an end', { ...wanted, until: '2026-04-01' }, ['period']],
    ['others', { ...wanted, criteria: { all: [] } }, ['criteria', 'period']],
    ['more for one need', { ...wanted, needCriteria: { dental: adult } }, ['needCriteria', 'period']],
  ])('tell what would hold otherwise: %s', (_name, one, fields) => {
    expect(conditionChanges(held, one).map((change) => change.field)).toEqual(fields);
  });

  it('are all there is where nothing holds', () => {
    expect(conditionChanges(undefined, wanted)).toEqual([{ field: 'criteria', before: null, after: adult }, { field: 'period', before: null, after: { from: '2026-03-10', until: null } }]);
  });

  it('never begin on a day that was judged already, and otherwise on their own', () => {
    const day = fc.integer({ min: 0, max: 400 }).map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
    fc.assert(fc.property(day, day, (from, today) => {
      const first = firstDay({ from }, today);
      expect(first >= today && first >= from).toBe(true);
      expect([from, today]).toContain(first);
    }));
  });

  it('were overtaken by any version after the one that their author saw', () => {
    expect([wereOvertaken({ basedOn: 2 }, 2), wereOvertaken({ basedOn: 2 }, 3)]).toEqual([false, true]);
  });
});
