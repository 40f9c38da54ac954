/** Criteria and people of a small vocabulary, for laws that hold for all of them: every kind of fact, few values each. */
import fc from 'fast-check';
import { learn, leavesOf, type Criteria, type Leaf } from '#kernel/criteria';
import { FACTS, known, type FactCode, type FactSet, type FactState, type FactValue } from '#kernel/facts';

export const AT = '2026-11-01';

/** One thing that can be known: a fact, or one entry of a map fact. */
export interface Knowable {
  readonly fact: FactCode;
  readonly key?: string;
  readonly values: readonly FactValue[];
}

/** All of the vocabulary, with every value that a condition of `leafArb` can tell from another. */
export const KNOWABLES: readonly Knowable[] = [
  { fact: 'wantsJob', values: [true, false] },
  { fact: 'debtThreat', values: [true, false] },
  { fact: 'age', values: [0, 4, 5, 6, 7, 8, 9, 120] },
  { fact: 'sex', values: ['F', 'M', 'X'] },
  { fact: 'educationLevel', values: FACTS.educationLevel.values },
  { fact: 'arrivalPoint', values: ['a', 'b', 'z'] },
  { fact: 'occupations', values: [[], ['a'], ['b'], ['c'], ['a', 'b'], ['a', 'c'], ['b', 'c'], ['a', 'b', 'c']] },
  { fact: 'languages', key: 'eng', values: FACTS.languages.values },
  { fact: 'documentsHeld', key: 'curp', values: FACTS.documentsHeld.values },
  { fact: 'documentsHeld', key: 'birth', values: FACTS.documentsHeld.values },
];

const leaves = (...all: Leaf[]): fc.Arbitrary<Leaf> => fc.constantFrom(...all);

export const leafArb: fc.Arbitrary<Leaf> = fc.oneof(
  leaves({ fact: 'wantsJob', op: 'is', value: true }, { fact: 'wantsJob', op: 'isNot', value: true }),
  leaves({ fact: 'debtThreat', op: 'is', value: true }, { fact: 'debtThreat', op: 'is', value: false }),
  fc.record({ fact: fc.constant('age' as const), op: fc.constantFrom('gte' as const, 'lte' as const, 'within' as const), value: fc.constantFrom(0, 5, 7, 120) }),
  leaves({ fact: 'age', op: 'between', value: [5, 7] }, { fact: 'age', op: 'is', value: 8 }, { fact: 'age', op: 'isNot', value: 8 }),
  leaves({ fact: 'sex', op: 'is', value: 'F' }, { fact: 'sex', op: 'in', value: ['M', 'X'] }, { fact: 'sex', op: 'in', value: ['F', 'M', 'X'] }),
  leaves({ fact: 'educationLevel', op: 'gte', value: 'upperSecondary' }, { fact: 'educationLevel', op: 'lte', value: 'primary' }),
  leaves({ fact: 'arrivalPoint', op: 'is', value: 'a' }, { fact: 'arrivalPoint', op: 'in', value: ['a', 'b'] }),
  leaves({ fact: 'occupations', op: 'has', value: 'a' }, { fact: 'occupations', op: 'lacks', value: 'b' }, { fact: 'occupations', op: 'in', value: ['a', 'b'] }),
  leaves({ fact: 'languages', key: 'eng', op: 'gte', value: 'conversational' }, { fact: 'languages', op: 'has', value: 'eng' }),
  leaves({ fact: 'documentsHeld', op: 'has', value: 'curp' }, { fact: 'documentsHeld', key: 'curp', op: 'is', value: 'lost' }, { fact: 'documentsHeld', op: 'lacks', value: 'birth' }),
);

export const { tree: criteriaArb } = fc.letrec<{ tree: Criteria }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leafArb,
    fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));

type Told = readonly (readonly [Knowable, FactValue | 'declined' | undefined])[];

function factsOf(told: Told): FactSet {
  return told.reduce<FactSet>((facts, [knowable, value]) => {
    if (value === undefined) return facts;
    if (value === 'declined') return { ...facts, [knowable.fact]: { state: 'declined', at: AT } satisfies FactState };
    return knowable.key === undefined ? { ...facts, [knowable.fact]: known(value, AT) } : learn(facts, knowable, value);
  }, {});
}

const answerArb = ({ values }: Knowable): fc.Arbitrary<FactValue | 'declined' | undefined> =>
  fc.oneof(fc.constant(undefined), fc.constant('declined' as const), fc.constantFrom(...values));

export const factsArb: fc.Arbitrary<FactSet> = fc.tuple(...KNOWABLES.map(answerArb)).map((values) => factsOf(KNOWABLES.map((k, i) => [k, values[i]] as const)));

/** True if nothing is known of it, or nothing was told. */
export function isUnknown(facts: FactSet, { fact, key }: Knowable): boolean {
  const state = facts[fact];
  if (state?.state !== 'known') return true;
  return key !== undefined && !Object.hasOwn(state.value as object, key);
}

/** What the criteria ask of the vocabulary. */
export function askedBy(criteria: Criteria): Knowable[] {
  const asks = (k: Knowable): boolean => leavesOf(criteria).some((leaf) => leaf.fact === k.fact && (k.key === undefined || [leaf.key, leaf.value].includes(k.key)));
  return KNOWABLES.filter(asks);
}

/** Everything that answers to some of what is unknown could make of a set of facts; with `all`, only answers to all of it. */
export function* extensions(facts: FactSet, open: readonly Knowable[], all = false): Generator<FactSet> {
  const [first, ...rest] = open;
  if (!first) {
    yield facts;
    return;
  }
  for (const further of extensions(facts, rest, all)) {
    if (!all) yield further;
    for (const value of first.values) yield learn(further, first, value);
  }
}
