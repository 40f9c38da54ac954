import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Criteria } from '#kernel/criteria';
import { known, type FactSet } from '#kernel/facts';
import { offerOf } from './factory.ts';
import { changeOf, isNews, turnFor } from './newly-fits.ts';
import type { Offer } from './offer.ts';
import { reachOf, type TurnOf } from './reach.ts';

const TODAY = '2026-03-10';
const NEED = offerOf('one').needCodes[0]!;
const only = (criteria: Criteria, change: Partial<Offer> = {}): Offer[] => [offerOf('one', { criteria, ...change })];
const turnOf = (before: readonly Offer[], after: readonly Offer[]): TurnOf => {
  const change = changeOf(before, after);
  return (needCode, facts, closedCircle) => turnFor(needCode, facts, change, { country: 'ZZ', today: TODAY, mayReadRestricted: closedCircle });
};
const reach = (before: readonly Offer[], after: readonly Offer[]) => reachOf([...before, ...after], turnOf(before, after), TODAY);
const from = (age: number): Criteria => ({ all: [{ fact: 'age', op: 'gte', value: age }] });

describe('whom a change can concern', () => {
  test.each([
    ['opens to more people: nobody loses anything', only(from(40)), only(from(18)), { gives: true, helps: true, takes: false }],
    ['shuts out some: nobody wins anything', only(from(18)), only(from(40)), { gives: false, takes: true }],
    ['is new', [], only(from(18)), { gives: true, helps: true, takes: false }],
    ['is gone', only(from(18)), [], { gives: false, helps: false, takes: true }],
    ['changes for whom it is', only({ fact: 'wantsJob', op: 'is', value: true }), only({ fact: 'wantsJob', op: 'is', value: false }), { gives: true, helps: true, takes: true }],
    ['asks for a paper more', only({ all: [] }, { requiredDocuments: [] }), only({ all: [] }, { requiredDocuments: ['passport'] }), { gives: false, takes: false }],
  ])('a service that %s', (_, before, after, expected) => {
    expect(reach(before, after)).toMatchObject(expected);
  });

  const leaf = fc.constantFrom<Criteria>(
    { fact: 'age', op: 'gte', value: 18 }, { fact: 'age', op: 'lte', value: 29 }, { fact: 'age', op: 'gte', value: 60 }, { fact: 'sex', op: 'is', value: 'F' },
    { fact: 'wantsJob', op: 'is', value: true }, { fact: 'travellingAs', op: 'is', value: 'family' }, { fact: 'returnType', op: 'is', value: 'deported' },
  );
  const criteria = fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }).map((all): Criteria => ({ all })), fc.array(leaf, { minLength: 1, maxLength: 3 }).map((any): Criteria => ({ any })), leaf.map((not): Criteria => ({ not })));
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
  const person = fc.record({
    age: maybe(fc.integer({ min: 0, max: 90 })), sex: maybe(fc.constantFrom('F', 'M', 'X')), wantsJob: maybe(fc.boolean()), returnType: maybe(fc.constantFrom('deported', 'independentVoluntary')),
    travellingAs: maybe(fc.constantFrom('alone', 'family', 'unaccompaniedChild', 'separatedChild')), guardianVerified: maybe(fc.boolean()),
  }).chain((facts) => fc.constantFrom('2026-03-10', '2020-01-01', '2000-01-01').map((at) =>
    Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined).map(([code, value]) => [code, known(value!, at)])) as FactSet));
  const ages = fc.constantFrom<Offer['ages']>(null, ['adult'], ['child', 'adult']);

  test('is never less than what it does to somebody', () => {
    fc.assert(fc.property(criteria, criteria, ages, ages, fc.array(person, { minLength: 1, maxLength: 20 }), (a, b, agesBefore, agesAfter, people) => {
      const [before, after] = [only(a, { ages: agesBefore }), only(b, { ages: agesAfter })];
      const turn = turnOf(before, after);
      const told = reach(before, after);
      for (const facts of people) {
        const [open, closed] = [turn(NEED, facts, false), turn(NEED, facts, true)];
        if (isNews(open, false)) expect(told.gives).toBe(true);
        if (isNews(open, true) || closed.after !== 'none') expect(told.helps).toBe(true);
        if (closed.before !== 'none' && closed.after === 'none') expect(told.takes).toBe(true);
      }
    }), { numRuns: 300 });
  });

  test('is anybody where conditions are too entangled to try every kind of person', () => {
    const wide: Criteria = { all: ['wantsJob', 'wantsBusiness', 'singleParent', 'indigenous', 'afrodescendant', 'bornAbroad', 'prefersWomanOfficer', 'hasPhone'].map((fact): Criteria => ({ fact: fact as 'wantsJob', op: 'is', value: true })) };
    expect(reach(only(wide), only(from(18)))).toEqual({ gives: true, helps: true, takes: true });
  });
});
