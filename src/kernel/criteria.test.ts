import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, leavesOf, parseCriteria, verdictOf, type Criteria, type Leaf, type Reading, type Verdict } from './criteria.ts';
import { learn } from './criteria-missing.ts';
import { FACTS, known, type FactCode, type FactSet, type FactState, type FactValue } from './facts.ts';

const AT = '2026-11-01';
const all: Reading = { mayReadRestricted: true };
const outside: Reading = { mayReadRestricted: false };
const say = (facts: Partial<Record<FactCode, FactValue>>): FactSet =>
  Object.fromEntries(Object.entries(facts).map(([code, value]) => [code, known(value as FactValue, AT)]));

/** A small vocabulary: every kind of fact, few values each. */
const DOMAIN: Readonly<Record<string, readonly FactValue[]>> = {
  wantsJob: [true, false],
  debtThreat: [true, false],
  age: [0, 4, 5, 6, 7, 8, 9, 120],
  sex: ['F', 'M', 'X'],
  educationLevel: FACTS.educationLevel.values,
  arrivalPoint: ['a', 'b', 'z'],
  occupations: [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c']],
};

const leafArb: fc.Arbitrary<Leaf> = fc.oneof(
  fc.constantFrom<Leaf>({ fact: 'wantsJob', op: 'is', value: true }, { fact: 'wantsJob', op: 'isNot', value: true }),
  fc.constantFrom<Leaf>({ fact: 'debtThreat', op: 'is', value: true }, { fact: 'debtThreat', op: 'is', value: false }),
  fc.record({ fact: fc.constant('age' as const), op: fc.constantFrom('gte' as const, 'lte' as const), value: fc.constantFrom(0, 5, 7, 120) }),
  fc.constantFrom<Leaf>({ fact: 'age', op: 'between', value: [5, 7] }, { fact: 'age', op: 'is', value: 8 }),
  fc.constantFrom<Leaf>({ fact: 'sex', op: 'is', value: 'F' }, { fact: 'sex', op: 'in', value: ['M', 'X'] }, { fact: 'sex', op: 'in', value: ['F', 'M', 'X'] }),
  fc.constantFrom<Leaf>({ fact: 'educationLevel', op: 'gte', value: 'upperSecondary' }, { fact: 'educationLevel', op: 'lte', value: 'primary' }),
  fc.constantFrom<Leaf>({ fact: 'arrivalPoint', op: 'is', value: 'a' }, { fact: 'arrivalPoint', op: 'in', value: ['a', 'b'] }),
  fc.constantFrom<Leaf>({ fact: 'occupations', op: 'has', value: 'a' }, { fact: 'occupations', op: 'lacks', value: 'b' }, { fact: 'occupations', op: 'in', value: ['a', 'b'] }),
);

const { tree: criteriaArb } = fc.letrec<{ tree: Criteria }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leafArb,
    fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));

const stateArb = (code: string): fc.Arbitrary<FactState | undefined> =>
  fc.oneof(
    fc.constant(undefined),
    fc.constant<FactState>({ state: 'declined', at: AT }),
    fc.constantFrom(...DOMAIN[code]!).map((value) => known(value, AT)),
  );

const factsArb: fc.Arbitrary<FactSet> = fc
  .record(Object.fromEntries(Object.keys(DOMAIN).map((code) => [code, stateArb(code)])))
  .map((record) => Object.fromEntries(Object.entries(record).filter(([, state]) => state !== undefined)) as FactSet);

/** Everything that answers to some of the unknown facts could make of a set of facts. */
function* extensions(facts: FactSet, codes: readonly string[]): Generator<FactSet> {
  const [first, ...rest] = codes;
  if (first === undefined) {
    yield facts;
    return;
  }
  for (const further of extensions(facts, rest)) {
    yield further;
    for (const value of DOMAIN[first]!) yield learn(further, { fact: first as FactCode }, value);
  }
}

/** The definition, word by word: in some state that can still come, some value of the fact changes the verdict. */
function changesSomewhere(criteria: Criteria, facts: FactSet, code: string, others: readonly string[]): boolean {
  for (const state of extensions(facts, others)) {
    const before = verdictOf(criteria, state, all);
    if (DOMAIN[code]!.some((value) => verdictOf(criteria, learn(state, { fact: code as FactCode }, value), all) !== before)) return true;
  }
  return false;
}

const isUnknown = (facts: FactSet, code: FactCode): boolean => facts[code]?.state !== 'known';
const OPPOSITE: Record<Verdict, Verdict> = { true: 'false', false: 'true', unknown: 'unknown' };

describe('laws of criteria', () => {
  it('learning an unknown fact never takes back a decided verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, fc.constantFrom(...Object.keys(DOMAIN)), fc.nat(), (criteria, facts, code, n) => {
      fc.pre(isUnknown(facts, code as FactCode));
      const before = verdictOf(criteria, facts, all);
      const values = DOMAIN[code]!;
      const after = verdictOf(criteria, learn(facts, { fact: code as FactCode }, values[n % values.length]!), all);
      if (before !== 'unknown') expect(after).toBe(before);
    }));
  });

  it('not-all is any-not and not-any is all-not, in verdict and in what is missing', () => {
    fc.assert(fc.property(fc.array(criteriaArb, { maxLength: 3 }), factsArb, (kids, facts) => {
      const negated = kids.map((not) => ({ not }));
      for (const [a, b] of [[{ not: { all: kids } }, { any: negated }], [{ not: { any: kids } }, { all: negated }]] as [Criteria, Criteria][]) {
        const left = evaluate(a, facts, all);
        const right = evaluate(b, facts, all);
        expect(left.verdict).toBe(right.verdict);
        expect(left.missing).toEqual(right.missing);
      }
      expect(verdictOf({ not: { all: kids } }, facts, all)).toBe(OPPOSITE[verdictOf({ all: kids }, facts, all)]);
    }));
  });

  it('lists a fact as missing exactly if some value of it can change the verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const open = [...new Set(leavesOf(criteria).map((leaf) => leaf.fact))].filter((code) => isUnknown(facts, code));
      fc.pre(open.length <= 3);
      const listed = new Set(evaluate(criteria, facts, all).missing.map((m) => m.fact));
      for (const code of open) {
        expect([code, listed.has(code)]).toEqual([code, changesSomewhere(criteria, facts, code, open.filter((o) => o !== code))]);
      }
    }), { numRuns: 2000 });
  });

  it('misses nothing exactly when the verdict is decided', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const { verdict, missing } = evaluate(criteria, facts, all);
      expect(missing.length > 0).toBe(verdict === 'unknown');
    }));
  });

  it('gives reasons that alone reproduce the verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const { verdict, because } = evaluate(criteria, facts, all);
      const told = because.reduce<FactSet>((set, b) => ({ ...set, [b.leaf.fact]: known(b.value, AT) }), {});
      expect(evaluate(criteria, told, all).verdict).toBe(verdict);
    }));
  });

  it('agrees with the quick verdict', () => {
    fc.assert(fc.property(criteriaArb, factsArb, fc.boolean(), (criteria, facts, mayReadRestricted) => {
      const { verdict } = evaluate(criteria, facts, { mayReadRestricted });
      expect(verdictOf(criteria, facts, { mayReadRestricted })).toBe(verdict);
    }));
  });

  it('never lets a restricted fact show to an actor outside the closed circle', () => {
    fc.assert(fc.property(criteriaArb, factsArb, (criteria, facts) => {
      const { debtThreat: _hidden, ...rest } = facts;
      const seen = evaluate(criteria, facts, outside);
      const without = evaluate(criteria, rest, outside);
      expect(seen).toEqual(without);
    }));
  });

  it('accepts its own criteria when they are read back from JSON', () => {
    fc.assert(fc.property(criteriaArb, (criteria) => {
      expect(parseCriteria(JSON.parse(JSON.stringify(criteria)))).toEqual({ ok: true, value: criteria });
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
});
