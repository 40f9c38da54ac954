import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Criteria } from '#kernel/criteria';
import { known, type FactSet } from '#kernel/facts';
import { offerOf, pointNorth, sampleOptions, sampleTravel, told } from './factory.ts';
import type { Offer } from './offer.ts';
import { indexOffers } from './offer-index.ts';
import { suggest, type SuggestOptions } from './suggest.ts';
import { suggestionsSchema, type Suggestions } from './suggestion.ts';

const job = [{ code: 'job_placement', urgency: 'long' as const }];
const adult = told({ age: 30, sex: 'M' });

function run(offers: readonly Offer[], facts: FactSet = adult, changes: Partial<SuggestOptions> = {}): Suggestions {
  return suggest(job, facts, indexOffers(offers), { ...sampleOptions, ...changes });
}
const shown = (s: Suggestions): string[] => s.needs[0]!.offers.map((o) => o.serviceId);
const first = (s: Suggestions) => s.needs[0]!.offers[0]!;

describe('the verdict of an offer', () => {
  const english: Criteria = { fact: 'languages', key: 'eng', op: 'gte', value: 'conversational' };

  it('fits when every condition is met and no paper is missing', () => {
    const s = run([offerOf('calls', { criteria: english })], told({ age: 30, languages: { eng: 'fluent' } }));
    expect(first(s)).toMatchObject({ verdict: 'fits', asks: [], reasonsFor: [{ leaf: { fact: 'languages' }, value: 'fluent' }] });
  });

  it('never says fits while something is unknown: it says what to ask', () => {
    expect(first(run([offerOf('calls', { criteria: english })]))).toMatchObject({
      verdict: 'fitsOnce', asks: [{ kind: 'fact', fact: 'languages', key: 'eng', reason: 'ask' }],
    });
  });

  it('does not fit, with the reason and apart from the others, when a condition fails', () => {
    const s = run([offerOf('calls', { criteria: english })], told({ age: 30, languages: { eng: 'basic' } }));
    expect(shown(s)).toEqual([]);
    expect(s.needs[0]!.notFitting).toMatchObject([{ verdict: 'doesNotFit', reasonsAgainst: [{ holds: false, value: 'basic' }] }]);
    expect(s.uncovered).toEqual(['job_placement']);
  });

  it('fits once the missing paper is had, and says in which state the paper is', () => {
    const facts = told({ age: 30, documentsHeld: { 'sample-id': 'lost' } });
    expect(first(run([offerOf('bank', { requiredDocuments: ['sample-id'] })], facts))).toMatchObject({
      verdict: 'fitsOnce', asks: [{ kind: 'document', document: 'sample-id', state: 'lost' }], papers: [{ document: 'sample-id', held: false }],
    });
  });

  it('asks when the source states a condition in words only, and when it states nothing at all', () => {
    const words = offerOf('words', { openConditions: [{ es: 'Valoran la idea.', en: 'They judge the idea.' }] });
    expect(first(run([words])).asks).toEqual([{ kind: 'condition', es: 'Valoran la idea.', en: 'They judge the idea.' }]);
    expect(first(run([offerOf('silent', { specificity: 0 })]))).toMatchObject({ verdict: 'fitsOnce', asks: [{ kind: 'nothingStated' }] });
  });

  it('applies the condition of a need only where the service is offered for that need', () => {
    const both = offerOf('both', { needCodes: ['job_placement', 'seed_grant'], needCriteria: { seed_grant: { fact: 'wantsBusiness', op: 'is', value: true } } });
    const needs = [...job, { code: 'seed_grant', urgency: 'long' as const }];
    const s = suggest(needs, told({ age: 36, wantsBusiness: false }), indexOffers([both]), sampleOptions);
    expect(s.needs.map((n) => n.offers.length)).toEqual([1, 0]);
    expect(s.uncovered).toEqual(['seed_grant']);
  });

  it('shows an old description with its year instead of hiding it', () => {
    expect(first(run([offerOf('old', { asOf: 2009 })]))).toMatchObject({ verdict: 'fits', asOf: 2009 });
  });
});

describe('what takes an offer out, whatever its rank', () => {
  const gone: [string, Partial<Offer>, FactSet, Partial<SuggestOptions>?][] = [
    ['a service of another country', { country: 'HN' }, adult],
    ['a closed service', { status: 'closed' }, adult],
    ['a service that is only planned', { status: 'planned' }, adult],
    ['a service that is full without a waiting list', { capacity: 'full' }, adult],
    ['a protection service, for who may not see it', { protectionOnly: true }, adult],
    ['a service for children, for an adult', { ages: ['child'] }, adult],
    ['a service for adults, for a child', { ages: ['adult'] }, told({ age: 12, travellingAs: 'family' })],
    ['a service not said to be for children, for a child alone', {}, told({ age: 12, travellingAs: 'unaccompaniedChild' })],
    ['a service not said to be for children, for a child alone who is told to be older', {}, told({ age: 19, travellingAs: 'unaccompaniedChild' })],
    ['a service for adults, for the same', { ages: ['adult'] }, told({ age: 19, travellingAs: 'separatedChild' })],
    ['the same for a child of whom nobody knows with whom it travels', {}, told({ age: 12 })],
    ['a service for women, for a man', { sexes: ['F'] }, adult],
    ['a place the person cannot return to', {}, told({ age: 30, cannotReturnTo: ['ZZ-0101'] })],
    ['a place in a department the person cannot return to', {}, told({ age: 30, cannotReturnTo: ['ZZ-01'] })],
    ['a place reached only through one', { place: pointNorth(0.1, 'ZZ-0201', ['ZZ-0202']) }, told({ age: 30, cannotReturnTo: ['ZZ-0202'] })],
    ['a place of danger that only the caller knows', {}, adult, { avoid: ['ZZ-0101'] }],
  ];
  it.each(gone)('%s', (_name, changes, facts, options) => {
    const s = run([offerOf('out', changes)], facts, options);
    expect([s.needs[0]!.offers, s.needs[0]!.notFitting]).toEqual([[], []]);
    expect(s.nextQuestion).toBeNull();
  });

  it('keeps what is reached only through a place of danger for whoever lives there already', () => {
    const island = offerOf('island', { place: pointNorth(0.1, 'ZZ-0209', ['ZZ-01', 'ZZ-0101']) });
    const fled = { age: 30, cannotReturnTo: ['ZZ-0101'] };
    expect(shown(run([island], told(fled)))).toEqual([]);
    expect(shown(run([island], told({ ...fled, destinationAdmin2: 'ZZ-0209' })))).toEqual(['island']);
  });

  it('leaves out what lies elsewhere for whoever lives on an island whose harbour is dangerous for them, and keeps what is there', () => {
    const ferries = [{ island: 'ZZ-0209', hours: 1, harbour: { admin1: 'ZZ-01', admin2: 'ZZ-0101', latitude: 10, longitude: 10 } }];
    const islander = { place: { admin1: 'ZZ-02', admin2: 'ZZ-0209', latitude: 10.3, longitude: 10 }, travel: { ...sampleTravel, ferries } };
    const offers = [offerOf('mainland', { place: pointNorth(1, 'ZZ-0203') }), offerOf('here', { place: pointNorth(0.3, 'ZZ-0209') }), offerOf('phone', { place: { kind: 'remote' } })];
    const home = { age: 30, destinationAdmin1: 'ZZ-02', destinationAdmin2: 'ZZ-0209' };
    expect(shown(run(offers, told(home), islander)).toSorted()).toEqual(['here', 'mainland', 'phone']);
    expect(shown(run(offers, told({ ...home, cannotReturnTo: ['ZZ-0101'] }), islander)).toSorted()).toEqual(['here', 'phone']);
  });

  it('lets a child with a verified guardian use what is open to everybody', () => {
    expect(shown(run([offerOf('open')], told({ age: 12, travellingAs: 'unaccompaniedChild', guardianVerified: true })))).toEqual(['open']);
  });

  it('has a service for children ask the age of a child alone who is told to be older', () => {
    const s = run([offerOf('children', { ages: ['child'] })], told({ age: 19, travellingAs: 'unaccompaniedChild' }));
    expect(first(s)).toMatchObject({ verdict: 'fitsOnce', asks: [{ kind: 'fact', fact: 'age' }] });
  });

  it('takes whoever came as a child alone and has grown up since for the adult they are', () => {
    const grown: FactSet = { ...told({ age: 22 }), travellingAs: known('unaccompaniedChild', '2019-06-01T15:00:00Z') };
    expect(shown(run([offerOf('adults', { ages: ['adult'] })], grown))).toEqual(['adults']);
    expect(shown(run([offerOf('adults', { ages: ['adult'] })], { ...grown, travellingAs: known('unaccompaniedChild', '2024-06-01T15:00:00Z') }))).toEqual([]);
  });

  it('asks the age where nobody knows whether somebody is grown', () => {
    expect(first(run([offerOf('adults', { ages: ['adult'] })], told({ sex: 'F' })))).toMatchObject({ verdict: 'fitsOnce', asks: [{ kind: 'fact', fact: 'age' }] });
  });

  it('shows protection services to the closed circle, and women\'s services to who says she is a woman', () => {
    expect(shown(run([offerOf('shelter', { protectionOnly: true })], adult, { mayReadRestricted: true }))).toEqual(['shelter']);
    const her = told({ age: 30, sex: 'M', genderIdentity: 'transWoman' });
    expect(first(run([offerOf('women', { sexes: ['F'] })], her, { mayReadRestricted: true }))).toMatchObject({ verdict: 'fits' });
    expect(shown(run([offerOf('women', { sexes: ['F'] })], her))).toEqual([]);
  });
});

describe('the order of suggestions', () => {
  it('puts what fits before what fits once, even if it is further away', () => {
    const near = offerOf('near', { criteria: { fact: 'wantsJob', op: 'is', value: true } });
    expect(shown(run([near, offerOf('far', { place: pointNorth(2) })]))).toEqual(['far', 'near']);
  });

  it('then what can start in time, then travel, then group, language, acceptance, year and id', () => {
    const soon = [{ code: 'job_placement', urgency: '72h' as const }];
    const urgent = suggest(soon, adult, indexOffers([offerOf('late', { waitDays: 30 }), offerOf('unsaid'), offerOf('soon', { waitDays: 1, place: pointNorth(1) })]), sampleOptions);
    expect(shown(urgent)).toEqual(['soon', 'unsaid', 'late']);
    expect(shown(run([offerOf('a', { place: pointNorth(1) }), offerOf('b', { place: pointNorth(0.2) }), offerOf('c', { place: { kind: 'unstated' } }), offerOf('d')]))).toEqual(['d', 'b', 'a', 'c']);
    expect(shown(run([offerOf('general', { specificity: 0, ages: ['adult'] }), offerOf('returning'), offerOf('group', { specificity: 2 })]))).toEqual(['group', 'returning', 'general']);
    const speaker = told({ age: 30, languages: { eng: 'fluent', es: 'basic' } });
    expect(shown(run([offerOf('a', { languages: ['spa'] }), offerOf('b'), offerOf('c', { languages: ['eng'] })], speaker))).toEqual(['c', 'b', 'a']);
    expect(shown(run([offerOf('a', { acceptance: { sent: 9, accepted: 1 } }), offerOf('b'), offerOf('c', { acceptance: { sent: 9, accepted: 8 } })]))).toEqual(['c', 'b', 'a']);
    expect(shown(run([offerOf('b'), offerOf('a'), offerOf('new', { asOf: 2022 })]))).toEqual(['new', 'a', 'b']);
  });

  it('says of a full service with a waiting list that there is one, and leaves out a full one without', () => {
    const s = run([offerOf('list', { capacity: 'waitingList' }), offerOf('full', { capacity: 'full' }), offerOf('open', { capacity: 'open' })]);
    expect(shown(s).toSorted()).toEqual(['list', 'open']);
    expect(s.needs[0]!.offers.map((o) => [o.serviceId, o.notes.includes('waitingList')])).toContainEqual(['list', true]);
    expect(run([offerOf('full', { capacity: 'full' })]).uncovered).toEqual(['job_placement']);
  });

  it('says where a woman attends whoever wishes it, and puts nobody first for it', () => {
    const s = run([offerOf('a'), offerOf('b', { womenAttend: true })]);
    expect(shown(s)).toEqual(['a', 'b']);
    expect(s.needs[0]!.offers.map((o) => o.notes.includes('womenAttend'))).toEqual([false, true]);
  });

  it('suggests a service that names no place, without a way to it, after those that have one', () => {
    const s = run([offerOf('nowhere', { place: { kind: 'unstated' } }), offerOf('far', { place: pointNorth(3) })]);
    expect(shown(s)).toEqual(['far', 'nowhere']);
    expect(s.needs[0]!.offers[1]).toMatchObject({ notes: ['placeNotStated', 'waitNotStated'], travel: { kind: 'unknown', km: null, minutes: null, fare: null } });
  });

  it('takes what an office says of a trip in place of the estimate, also for the order', () => {
    const offers = [offerOf('a', { place: pointNorth(0.5) }), offerOf('b', { place: pointNorth(1, 'ZZ-0103') })];
    const told = { basis: 'office' as const, km: null, minutes: { low: 10, high: 10 }, fare: null, currency: null };
    expect(shown(run(offers))).toEqual(['a', 'b']);
    expect(shown(run(offers, adult, { trips: new Map([['ZZ-0103', told]]) }))).toEqual(['b', 'a']);
  });

  it('names a service once, at its best place, and says how many others it has', () => {
    const s = run([offerOf('s', { id: 's@1', place: pointNorth(2) }), offerOf('s', { id: 's@2' }), offerOf('s', { id: 's@3', place: pointNorth(1) })]);
    expect(s.needs[0]!.offers).toMatchObject([{ offerId: 's@2', otherPlaces: 2, travel: { kind: 'here' } }]);
  });

  it('gives byte-equal answers whatever the order in which offers were stored', () => {
    const offers = Array.from({ length: 40 }, (_, i) => offerOf(`s${i % 17}`, { id: `s${i % 17}@${i}`, place: pointNorth((i % 5) / 3), specificity: (i % 3) as 0 | 1 | 2, criteria: i % 4 ? { fact: 'wantsJob', op: 'is', value: true } : null }));
    const expected = JSON.stringify(run(offers));
    fc.assert(fc.property(fc.shuffledSubarray(offers, { minLength: offers.length }), (shuffled) => {
      expect(JSON.stringify(run(shuffled))).toBe(expected);
    }), { numRuns: 30 });
  });

  it('answers in the shape that both sides of the wire share', () => {
    expect(() => suggestionsSchema.parse(run([offerOf('a'), offerOf('b', { criteria: { fact: 'age', op: 'between', value: [40, 50] } })]))).not.toThrow();
  });
});

describe('what must never steer', () => {
  const general = [offerOf('a', { place: pointNorth(1) }), offerOf('b', { criteria: { fact: 'wantsJob', op: 'is', value: true } }), offerOf('c', { ages: ['adult'] })];
  const forRecord = offerOf('after-prison', { specificity: 2, criteria: { fact: 'criminalRecord', op: 'gte', value: 'minor' } });
  const notes = fc.record({
    appearanceNote: fc.boolean(), criminalRecord: fc.constantFrom('none', 'minor', 'serious'), timesReturned: fc.nat(9), returnRoute: fc.constantFrom('land', 'air'),
  });

  it('ranks alike with or without notes on looks, record and manner of return', () => {
    const plain = run(general, adult, { mayReadRestricted: true });
    fc.assert(fc.property(notes, (note) => {
      expect(run(general, { ...adult, ...told(note) }, { mayReadRestricted: true })).toEqual(plain);
    }));
  });

  it('uses a record only for services meant for people with one, and leaves the rest as it was', () => {
    const plain = shown(run(general, adult, { mayReadRestricted: true }));
    const withRecord = run([...general, forRecord], { ...adult, ...told({ criminalRecord: 'minor' }) }, { mayReadRestricted: true });
    expect(first(withRecord).serviceId).toBe('after-prison');
    expect(shown(withRecord).filter((id) => id !== 'after-prison')).toEqual(plain);
  });

  it('tells an actor outside the closed circle no more than that a protection officer is needed', () => {
    const facts = { ...adult, ...told({ criminalRecord: 'minor' }) };
    const s = run([forRecord], facts);
    expect(first(s)).toMatchObject({ verdict: 'fitsOnce', reasonsFor: [], asks: [{ fact: 'criminalRecord', reason: 'restricted' }] });
    expect(s).toEqual(run([forRecord], adult));
  });
});

describe('the best next question', () => {
  const wants = (fact: 'wantsJob' | 'inSchool' | 'hasDebt'): Criteria => ({ fact, op: 'is', value: true });

  it('is the one whose answer makes most offers fit', () => {
    const offers = [offerOf('a', { criteria: wants('wantsJob') }), offerOf('b', { criteria: wants('wantsJob') }), offerOf('c', { criteria: { all: [wants('inSchool'), wants('hasDebt')] } }), offerOf('d', { criteria: wants('inSchool') })];
    expect(run(offers).nextQuestion).toEqual({ fact: 'wantsJob', offers: 2 });
  });

  it('is never one that the person declined or that this actor may not read', () => {
    const offers = [offerOf('a', { criteria: wants('wantsJob') }), offerOf('b', { criteria: { fact: 'violenceSurvivor', op: 'is', value: true } })];
    const declined: FactSet = { ...adult, wantsJob: { state: 'declined', at: '2026-11-01' } };
    expect(run(offers, declined).nextQuestion).toBeNull();
    expect(first(run(offers, declined)).asks).toMatchObject([{ fact: 'wantsJob', reason: 'declined' }]);
  });

  it('is settled by its answer: asking and answering leads to an end', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('wantsJob' as const, 'inSchool' as const, 'hasDebt' as const), { minLength: 1, maxLength: 6 }), fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (facts, answers) => {
      const offers = facts.map((fact, i) => offerOf(`s${i}`, { criteria: i % 2 ? { not: wants(fact) } : { any: [wants(fact), wants('hasDebt')] } }));
      let person = adult;
      for (const answer of answers) {
        const question = run(offers, person).nextQuestion;
        if (question) person = { ...person, [question.fact]: known(answer, '2026-11-02') };
      }
      expect(run(offers, person).nextQuestion).toBeNull();
      for (const offer of offers) expect(evaluate(offer.criteria!, person, { mayReadRestricted: false }).verdict).not.toBe('unknown');
    }));
  });
});
