import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMeantFor, leavesOf, type Criteria } from '#kernel/criteria';
import { FACT_CODES, GUARDED_FACTS, isRestricted, known, type FactCode, type FactSet, type FactState, type FactValue } from '#kernel/facts';
import { criteriaArb, factsArb } from '../../../../tests/support/criteria.ts';
import { offerOf, pointNorth, sampleOptions, told } from './factory.ts';
import type { Offer } from './offer.ts';
import { indexOffers } from './offer-index.ts';
import { suggest, type SuggestOptions } from './suggest.ts';
import type { Suggestions } from './suggestion.ts';

const AT = '2026-11-01';
const guarded = new Set<FactCode>(GUARDED_FACTS);
const needs = [{ code: 'job_placement', urgency: 'long' as const }, { code: 'food', urgency: '72h' as const }];

const groupLeaf = fc.constantFrom<Criteria>(
  { fact: 'returnType', op: 'is', value: 'deported' },
  { fact: 'returnType', op: 'in', value: ['assistedVoluntary', 'independentVoluntary'] },
  { fact: 'returnType', op: 'in', value: ['deported', 'assistedVoluntary', 'independentVoluntary'] },
  { fact: 'returnRoute', op: 'is', value: 'air' },
  { fact: 'criminalRecord', op: 'gte', value: 'minor' },
  { fact: 'timesReturned', op: 'gte', value: 2 },
  { fact: 'offenceKinds', op: 'has', value: 'traffic' },
  { fact: 'pendingCharges', op: 'is', value: true },
);

const criteriaOfOffer = fc.oneof(criteriaArb, fc.constant(null), fc.tuple(criteriaArb, groupLeaf).map(([a, b]): Criteria => ({ all: [a, b] })), groupLeaf);

const offerArb: fc.Arbitrary<Offer> = fc.record({
  n: fc.nat(30), north: fc.integer({ min: 0, max: 5 }), criteria: criteriaOfOffer, specificity: fc.constantFrom(0 as const, 1 as const, 2 as const), asOf: fc.integer({ min: 2015, max: 2022 }),
  needCodes: fc.constantFrom(['job_placement'], ['food'], ['job_placement', 'food']), ages: fc.constantFrom(null, ['adult' as const], ['child' as const, 'adult' as const]), waitDays: fc.constantFrom(null, 1, 30),
}).map(({ n, north, ...rest }) => offerOf(`s${n}`, { ...rest, place: pointNorth(north / 3) }));

const offersArb = fc.uniqueArray(offerArb, { maxLength: 14, selector: (offer) => offer.serviceId });

const notes: Readonly<Record<string, readonly FactValue[]>> = {
  appearanceNote: [true, false], criminalRecord: ['none', 'minor', 'serious'], returnType: ['deported', 'assistedVoluntary', 'independentVoluntary'], returnRoute: ['land', 'air', 'sea'], timesReturned: [0, 1, 2, 9],
  offenceKinds: [[], ['traffic'], ['violence', 'other']], pendingCharges: [true, false],
};

/** Notes on looks, record and return: each known, declined or not there; with `known` all of them known. */
const notesArb = (complete: boolean): fc.Arbitrary<FactSet> => fc.record(Object.fromEntries(Object.entries(notes).map(([code, values]) => [code, fc.oneof(
  ...(complete ? [] : [fc.constant(undefined), fc.constant<FactState>({ state: 'declined', at: AT })]), fc.constantFrom(...values).map((value) => known(value, AT)),
)]))).map((record) => Object.fromEntries(Object.entries(record).filter(([, state]) => state !== undefined)) as FactSet);

const run = (offers: readonly Offer[], facts: FactSet, changes: Partial<SuggestOptions> = {}): Suggestions =>
  suggest(needs, facts, indexOffers(offers), { ...sampleOptions, limit: 50, ...changes });

/** The lists without some services, byte for byte. */
const rest = (s: Suggestions, left: ReadonlySet<string>): string =>
  JSON.stringify(s.needs.map((need) => [need.offers, need.notFitting].map((list) => list.filter((one) => !left.has(one.serviceId)))));

const services = (offers: readonly Offer[], which: (criteria: Criteria) => boolean): Set<string> =>
  new Set(offers.filter((offer) => offer.criteria !== null && which(offer.criteria)).map((offer) => offer.serviceId));

describe('what must never steer, for any offers and anybody', () => {
  it('the lists are the same, byte for byte, whether or not there are notes on looks, record or return, but for services that speak of them', () => {
    fc.assert(fc.property(offersArb, factsArb, notesArb(false), notesArb(false), fc.boolean(), (offers, facts, one, other, mayReadRestricted) => {
      const speaking = services(offers, (criteria) => leavesOf(criteria).some((leaf) => guarded.has(leaf.fact)));
      const [a, b] = [one, other].map((note) => rest(run(offers, { ...facts, ...note }, { mayReadRestricted }), speaking));
      expect(a).toBe(b);
    }), { numRuns: 300 });
  });

  it('which return it was, by which way, how often, matters only to services meant for that very group', () => {
    fc.assert(fc.property(offersArb, factsArb, notesArb(true), notesArb(true), (offers, facts, one, other) => {
      const meant = services(offers, (criteria) => isMeantFor(criteria, guarded));
      // What is known of a return is shown as it is; the order and the verdicts are the same.
      const order = (note: FactSet): string => JSON.stringify((JSON.parse(rest(run(offers, { ...facts, ...note }, { mayReadRestricted: true }), meant)) as { serviceId: string; verdict: string }[][][])
        .map((lists) => lists.map((list) => list.map((s) => [s.serviceId, s.verdict]))));
      expect(order(one)).toBe(order(other));
    }), { numRuns: 300 });
  });

  it('without services for such groups, everything is the same: lists, next question, gaps', () => {
    fc.assert(fc.property(offersArb, factsArb, notesArb(false), (offers, facts, note) => {
      const others = offers.filter((offer) => offer.criteria === null || !leavesOf(offer.criteria).some((leaf) => guarded.has(leaf.fact)));
      expect(JSON.stringify(run(others, { ...facts, ...note }, { mayReadRestricted: true }))).toBe(JSON.stringify(run(others, facts, { mayReadRestricted: true })));
    }));
  });
});

describe('what an actor outside the closed circle is told', () => {
  it('is the same whatever restricted facts are on record, but for places of danger, which steer for everybody', () => {
    const closed = FACT_CODES.filter((code) => isRestricted(code) && code !== 'cannotReturnTo');
    const sample = (code: FactCode): FactValue => ({ genderIdentity: 'woman', asylumStatus: 'refugee', criminalRecord: 'minor' } as Partial<Record<FactCode, FactValue>>)[code] ?? true;
    fc.assert(fc.property(offersArb, factsArb, fc.subarray(closed), (offers, facts, codes) => {
      const women = offers.map((offer, i) => (i % 2 ? offer : { ...offer, sexes: ['F' as const] }));
      const none = Object.fromEntries(Object.entries(facts).filter(([code]) => !isRestricted(code as FactCode))) as FactSet;
      const noted = { ...none, ...Object.fromEntries(codes.map((code) => [code, known(sample(code), AT)])) };
      expect(JSON.stringify(run(women, noted))).toBe(JSON.stringify(run(women, none)));
    }));
  });
});

describe('equal inputs', () => {
  it('give equal bytes, whatever the order of offers, of facts and of entries within a fact', () => {
    const languages = { eng: 'fluent', spa: 'native', kek: 'basic' };
    fc.assert(fc.property(offersArb, factsArb, fc.nat(), (offers, facts, seed) => {
      const person: FactSet = { ...facts, ...told({ languages }) };
      const backwards = Object.fromEntries(Object.entries({ ...facts, ...told({ languages: Object.fromEntries(Object.entries(languages).reverse()) }) }).reverse()) as FactSet;
      const turned = [...offers.slice(seed % (offers.length + 1)), ...offers.slice(0, seed % (offers.length + 1))];
      const papers = offerOf('papers', { criteria: { fact: 'languages', op: 'has', value: 'zzz' } });
      expect(JSON.stringify(run([papers, ...turned], backwards))).toBe(JSON.stringify(run([...offers, papers], person)));
    }));
  });
});
