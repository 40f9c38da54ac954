import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AT, askedBy, criteriaArb, extensions, factsArb, isUnknown, KNOWABLES, type Knowable } from '../../tests/support/criteria.ts';
import { criteriaTroubles, evaluate, learn, parseCriteria, positionOf, verdictOf, type Criteria, type Reading, type Verdict } from './criteria.ts';
import { FACT_CODES, isRestricted, known, type FactCode, type FactSet, type FactValue } from './facts.ts';

const all: Reading = { mayReadRestricted: true };
const outside: Reading = { mayReadRestricted: false };
const say = (facts: Partial<Record<FactCode, FactValue>>): FactSet =>
  Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value as FactValue, AT)]));

/** The definition, word by word: in some state that can still come, some value of the fact changes the verdict. */
function changesSomewhere(criteria: Criteria, facts: FactSet, knowable: Knowable, others: readonly Knowable[]): boolean {
  for (const state of extensions(facts, others)) {
    const before = verdictOf(criteria, state, all);
    if (knowable.values.some((value) => verdictOf(criteria, learn(state, knowable, value), all) !== before)) return true;
  }
  return false;
}

const OPPOSITE: Record<Verdict, Verdict> = { true: 'false', false: 'true', unknown: 'unknown' };
const nameOf = ({ fact, key }: Pick<Knowable, 'fact' | 'key'>): string => `${fact}/${key ?? ''}`;
const readable = (facts: FactSet): FactSet => Object.fromEntries(Object.entries(facts).filter(([code]) => !isRestricted(code as FactCode)));

describe('laws of criteria', () => {
  it('learning an unknown fact never takes back a decided verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, fc.constantFrom(...KNOWABLES), fc.nat(), fc.boolean(), (criteria, facts, knowable, n, mayReadRestricted) => {
      fc.pre(isUnknown(facts, knowable));
      const before = verdictOf(criteria, facts, { mayReadRestricted });
      const after = verdictOf(criteria, learn(facts, knowable, knowable.values[n % knowable.values.length]!), { mayReadRestricted });
      if (before !== 'unknown') expect(after).toBe(before);
    }), { numRuns: 500 });
  });

  it('a decided verdict is what every complete answer would come to', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const before = verdictOf(criteria, facts, all);
      const open = askedBy(criteria).filter((k) => isUnknown(facts, k));
      fc.pre(before !== 'unknown' && open.length <= 3);
      for (const complete of extensions(facts, open, true)) expect(verdictOf(criteria, complete, all)).toBe(before);
    }));
  });

  it('not-all is any-not and not-any is all-not, in verdict, in reasons and in what is missing', () => {
    fc.assert(fc.property(fc.array(criteriaArb, { maxLength: 3 }), factsArb, (kids, facts) => {
      const negated = kids.map((not) => ({ not }));
      for (const [a, b] of [[{ not: { all: kids } }, { any: negated }], [{ not: { any: kids } }, { all: negated }]] as [Criteria, Criteria][]) {
        expect(evaluate(a, facts, all)).toMatchObject({ verdict: evaluate(b, facts, all).verdict, missing: evaluate(b, facts, all).missing });
      }
      expect(verdictOf({ not: { all: kids } }, facts, all)).toBe(OPPOSITE[verdictOf({ all: kids }, facts, all)]);
    }));
  });

  it('to deny twice is to say', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      expect(evaluate({ not: { not: criteria } }, facts, all)).toEqual(evaluate(criteria, facts, all));
    }));
  });

  it('lists a fact, and an entry of a map, as missing exactly if some value of it can change the verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const open = askedBy(criteria).filter((k) => isUnknown(facts, k));
      fc.pre(open.length <= 3);
      const listed = new Set(evaluate(criteria, facts, all).missing.map(nameOf));
      for (const one of open) {
        expect([nameOf(one), listed.has(nameOf(one))]).toEqual([nameOf(one), changesSomewhere(criteria, facts, one, open.filter((o) => o !== one))]);
      }
      expect([...listed].filter((name) => !open.some((one) => nameOf(one) === name))).toEqual([]);
    }), { numRuns: 2000 });
  });

  it('misses nothing exactly when the verdict is decided', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const { verdict, missing } = evaluate(criteria, facts, all);
      expect(missing.length > 0).toBe(verdict === 'unknown');
    }));
  });

  it('gives reasons that alone reproduce the verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, fc.boolean(), (criteria, facts, mayReadRestricted) => {
      const { verdict, because } = evaluate(criteria, facts, { mayReadRestricted });
      const told = because.reduce<FactSet>((set, { leaf, value }) => {
        const key = leaf.fact !== 'languages' && leaf.fact !== 'documentsHeld' ? undefined : (leaf.key ?? String(leaf.value));
        return learn(set, { fact: leaf.fact, ...(key === undefined ? {} : { key }) }, value);
      }, {});
      expect(verdictOf(criteria, told, { mayReadRestricted })).toBe(verdict);
    }), { numRuns: 500 });
  });

  it('agrees with the quick verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, fc.boolean(), (criteria, facts, mayReadRestricted) => {
      const { verdict } = evaluate(criteria, facts, { mayReadRestricted });
      expect(verdictOf(criteria, facts, { mayReadRestricted })).toBe(verdict);
    }));
  });

  it('never lets a restricted fact show to an actor outside the closed circle', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      expect(evaluate(criteria, facts, outside)).toEqual(evaluate(criteria, readable(facts), outside));
    }));
  });

  it('holds every restricted fact of the vocabulary for unknown outside the closed circle, and says why', () => {
    for (const fact of FACT_CODES.filter(isRestricted)) {
      const criteria = { fact, op: 'isNot', value: 'x' } as Criteria;
      const facts: FactSet = { [fact]: known(fact === 'cannotReturnTo' ? ['x'] : 'x', AT) };
      expect([fact, evaluate(criteria, facts, outside)]).toEqual([fact, { verdict: 'unknown', because: [], missing: [{ fact, reason: 'restricted' }] }]);
    }
  });

  it('answers the same to equal questions, byte for byte, in whatever order the facts were written', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const backwards = Object.fromEntries(Object.entries(facts).reverse()) as FactSet;
      const copy = JSON.parse(JSON.stringify(criteria)) as Criteria;
      expect(JSON.stringify(evaluate(copy, backwards, all))).toBe(JSON.stringify(evaluate(criteria, facts, all)));
    }));
  });

  it('accepts its own criteria when they are read back from JSON, unless nobody can follow them', () => {
    fc.assert(fc.property(criteriaArb, (criteria) => {
      const read = parseCriteria(JSON.parse(JSON.stringify(criteria)));
      expect(read.ok ? read.value : read.problems.map((p) => p.params?.['reason'])).toEqual(read.ok ? criteria : ['too-entangled']);
    }));
  });
});

describe('what an officer is told', () => {
  const seed: Criteria = { all: [{ fact: 'age', op: 'gte', value: 18 }, { any: [{ fact: 'wantsBusiness', op: 'is', value: true }, { fact: 'businessIdea', op: 'is', value: true }] }] };

  it('asks only what can still matter', () => {
    expect(evaluate(seed, say({ age: 17 }), all)).toMatchObject({ verdict: 'false', missing: [] });
    expect(evaluate(seed, say({ age: 30, wantsBusiness: false }), all)).toMatchObject({ verdict: 'unknown', missing: [{ fact: 'businessIdea', reason: 'ask' }] });
  });

  it('says that a declined fact may not be asked again and that a restricted one needs a protection officer', () => {
    const criteria: Criteria = { any: [{ fact: 'singleParent', op: 'is', value: true }, { fact: 'violenceAtHome', op: 'is', value: true }] };
    const facts: FactSet = { singleParent: { state: 'declined', at: AT }, violenceAtHome: known(true, AT) };
    expect(evaluate(criteria, facts, outside).missing).toEqual([
      { fact: 'singleParent', reason: 'declined' },
      { fact: 'violenceAtHome', reason: 'restricted' },
    ]);
    expect(evaluate(criteria, facts, all).verdict).toBe('true');
  });

  it('treats each paper and each language as a question of its own', () => {
    const criteria: Criteria = { all: [{ fact: 'documentsHeld', op: 'has', value: 'curp' }, { fact: 'documentsHeld', op: 'has', value: 'birth-certificate' }, { fact: 'languages', key: 'eng', op: 'gte', value: 'fluent' }] };
    const facts = say({ documentsHeld: { curp: 'held' }, languages: { spa: 'native' } });
    expect(evaluate(criteria, facts, all).missing).toEqual([
      { fact: 'documentsHeld', key: 'birth-certificate', reason: 'ask' },
      { fact: 'languages', key: 'eng', reason: 'ask' },
    ]);
    expect(verdictOf(criteria, learn(facts, { fact: 'documentsHeld', key: 'birth-certificate' }, 'lost'), all)).toBe('false');
  });

  it('says whether a reason speaks for or against, also under a not', () => {
    const criteria: Criteria = { not: { fact: 'stillAbroad', op: 'is', value: true } };
    expect(evaluate(criteria, say({ stillAbroad: true }), all).because).toMatchObject([{ holds: true, favours: false }]);
    expect(evaluate(criteria, say({ stillAbroad: false }), all).because).toMatchObject([{ holds: false, favours: true }]);
  });

  it('stays exact when one fact stands in many places', () => {
    const band: Criteria = { any: [{ all: [{ fact: 'age', op: 'gte', value: 18 }, { fact: 'wantsJob', op: 'is', value: true }] }, { all: [{ fact: 'age', op: 'lte', value: 17 }, { fact: 'inSchool', op: 'is', value: true }] }] };
    expect(evaluate(band, say({ age: 20 }), all).missing.map((m) => m.fact)).toEqual(['wantsJob']);
    expect(evaluate(band, {}, all).missing.map((m) => m.fact)).toEqual(['age', 'wantsJob', 'inSchool']);
  });
});

describe('criteria that are refused', () => {
  const bad: [string, unknown, string][] = [
    ['a fact outside the vocabulary', { fact: 'tattoos', op: 'is', value: true }, 'unknown-fact'],
    ['a note on how the person looks', { fact: 'appearanceNote', op: 'is', value: true }, 'forbidden-fact'],
    ['an operation that the fact does not know', { fact: 'sex', op: 'gte', value: 'F' }, 'wrong-operation'],
    ['a value outside the list', { fact: 'sex', op: 'is', value: 'female' }, 'wrong-value'],
    ['an age that is a word', { fact: 'age', op: 'gte', value: '18' }, 'wrong-value'],
    ['a band upside down', { fact: 'age', op: 'between', value: [30, 18] }, 'wrong-value'],
    ['a language level without its language', { fact: 'languages', op: 'gte', value: 'fluent' }, 'wrong-key'],
    ['an empty list', { fact: 'sex', op: 'in', value: [] }, 'wrong-value'],
    ['a part that nobody reads', { fact: 'age', op: 'gte', value: 18, weight: 3 }, 'unknown-part'],
    ['two groups in one', { all: [], any: [] }, 'unknown-fact'],
    ['nothing', null, 'not-criteria'],
  ];
  it.each(bad)('refuses %s', (_name, json, reason) => {
    expect(parseCriteria({ all: [json] })).toMatchObject({ ok: false, problems: [{ params: { reason } }] });
  });

  it('refuses a tree without end', () => {
    let deep: unknown = { all: [] };
    for (let i = 0; i < 20; i++) deep = { not: deep };
    expect(parseCriteria(deep)).toMatchObject({ ok: false, problems: [{ params: { reason: 'too-deep' } }] });
  });

  it('names every fault with the way to it, and counts as people do', () => {
    const json = { all: [{ fact: 'age', op: 'gte', value: 'old' }, { any: [{ fact: 'sex', op: 'is', value: 'F' }, { fact: 'tattoos', op: 'is', value: true }] }] };
    expect(criteriaTroubles(json)).toEqual([{ reason: 'wrong-value', path: '/all/0', fact: 'age' }, { reason: 'unknown-fact', path: '/all/1/any/1', fact: 'tattoos' }]);
    expect(['', '/all/0', '/all/1/any/1', '/not/0/all/2'].map(positionOf)).toEqual(['0', '1', '2.2', '1.3']);
  });

  it('refuses a flood without walking through it', () => {
    const flood = { all: Array.from({ length: 1_000_000 }, () => ({ all: [] })) };
    expect(criteriaTroubles(flood)).toEqual([{ reason: 'too-long', path: '' }]);
    expect(criteriaTroubles({ fact: 'occupations', op: 'in', value: Array.from({ length: 1000 }, (_, i) => `o${i}`) })).toMatchObject([{ reason: 'wrong-value' }]);
  });

  it('refuses what would take for ever to answer: one fact in very many conditions at once', () => {
    const sets = { any: Array.from({ length: 40 }, (_, i) => ({ fact: 'occupations', op: 'has', value: `o${i}` })) };
    const pairs = { all: (['wantsJob', 'inSchool', 'hasDebt', 'ownsTools', 'hasPhone', 'pregnant', 'singleParent', 'hasSavings', 'indigenous', 'wantsToStudy', 'stillAbroad', 'businessIdea'] as const)
      .flatMap((fact) => [{ any: [{ fact, op: 'is', value: true }, { fact: 'wantsBusiness', op: 'is', value: true }] }, { fact, op: 'isNot', value: true }]) };
    for (const entangled of [sets, pairs]) expect(criteriaTroubles(entangled)).toEqual([{ reason: 'too-entangled', path: '' }]);
  });
});
