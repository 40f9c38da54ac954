import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Criteria } from '#kernel/criteria';
import { criteriaArb, factsArb } from '../../../../tests/support/criteria.ts';
import { offerOf, sampleOptions, told } from './factory.ts';
import { indexOffers } from './offer-index.ts';
import { judgeOne, previewOf } from './preview.ts';
import { suggest } from './suggest.ts';

const TODAY = sampleOptions.today;
const offer = offerOf('zz', { place: { kind: 'nationwide' } });
const grown = (age: number): Criteria => ({ fact: 'age', op: 'gte', value: age });
const people = [{ id: 'girl', facts: told({ age: 12, travellingAs: 'family' }) }, { id: 'young', facts: told({ age: 20 }) }, { id: 'unknown', facts: told({}) }, { id: 'old', facts: told({ age: 70 }) }];
const sides = (before: Criteria | null, after: Criteria | null) => ({ before: { criteria: before, needCriteria: {} }, after: { criteria: after, needCriteria: {} } });

describe('what other conditions would do', () => {
  it('begins with who is judged otherwise', () => {
    const rows = previewOf(offer, 'job_placement', sides(grown(18), grown(30)), people, TODAY);
    expect(rows.map(({ id, before, after, changed }) => [id, before.verdict, after.verdict, changed])).toEqual([
      ['young', 'fits', 'doesNotFit', true], ['girl', 'doesNotFit', 'doesNotFit', false], ['unknown', 'fitsOnce', 'fitsOnce', false], ['old', 'fits', 'fits', false],
    ]);
  });

  it('shows who is asked something else although the verdict is the same', () => {
    const rows = previewOf(offer, 'job_placement', sides(grown(18), { all: [grown(18), { fact: 'wantsJob', op: 'is', value: true }] }), [people[2]!], TODAY);
    expect(rows[0]).toMatchObject({ changed: true, before: { asks: [{ fact: 'age' }] }, after: { asks: [{ fact: 'age' }, { fact: 'wantsJob' }] } });
  });

  it('says apart for whom the service does not even come up', () => {
    expect(previewOf({ ...offer, ages: ['adult'] }, 'job_placement', sides(null, grown(5)), [people[0]!], TODAY)[0]).toMatchObject({ before: { verdict: 'excluded' }, after: { verdict: 'excluded' } });
  });

  it('is the verdict that the person would get', () => {
    fc.assert(fc.property(fc.option(criteriaArb), factsArb, (criteria, facts) => {
      const one = { ...offer, criteria };
      const found = suggest([{ code: 'job_placement', urgency: 'long' }], facts, indexOffers([one]), { ...sampleOptions, mayReadRestricted: true });
      const shown = [...found.needs[0]!.offers, ...found.needs[0]!.notFitting][0];
      const judged = judgeOne(one, 'job_placement', facts, TODAY);
      expect(judged.verdict).toBe(shown?.verdict ?? 'excluded');
      expect([judged.asks, judged.reasonsAgainst]).toEqual([shown?.asks ?? [], shown?.reasonsAgainst ?? []]);
    }));
  });
});
