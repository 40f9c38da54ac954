import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedBy, criteriaArb, extensions } from '../../tests/support/criteria.ts';
import { evaluate, parseCriteria, reviewCriteria, truthOf, verdictOf, type Criteria, type CriteriaFinding, type Leaf, type Truth } from './criteria.ts';
import { known } from './facts.ts';

const all = { mayReadRestricted: true };
const adult: Leaf = { fact: 'age', op: 'gte', value: 18 };
const child: Leaf = { fact: 'age', op: 'lte', value: 17 };
const job: Leaf = { fact: 'wantsJob', op: 'is', value: true };
const woman: Leaf = { fact: 'sex', op: 'is', value: 'F' };

/** Every person of the vocabulary, one after another. */
function byBruteForce(criteria: Criteria): Truth {
  const seen = new Set<string>();
  for (const person of extensions({}, askedBy(criteria), true)) seen.add(verdictOf(criteria, person, all));
  return seen.size === 2 ? 'sometimes' : seen.has('true') ? 'always' : 'never';
}

type Group = { all: Criteria[] } | { any: Criteria[] } | { not: Criteria };

/** The criteria without the parts at these places. */
function without(criteria: Criteria, paths: ReadonlySet<string>, path = ''): Criteria {
  const rest = (kids: readonly Criteria[], name: string): Criteria[] =>
    kids.flatMap((kid, i) => (paths.has(`${path}/${name}/${i}`) ? [] : [without(kid, paths, `${path}/${name}/${i}`)]));
  const group = criteria as Group;
  if ('all' in group) return { all: rest(group.all, 'all') };
  if ('any' in group) return { any: rest(group.any, 'any') };
  if ('not' in group) return { not: without(group.not, paths, `${path}/not/0`) };
  return criteria;
}

const smallEnough = (criteria: Criteria): boolean => askedBy(criteria).length <= 4;

describe('what holds of criteria before anybody is judged', () => {
  it('says never, always and sometimes exactly as trying every person would', () => {
    fc.assert(fc.property(criteriaArb, (criteria) => {
      fc.pre(smallEnough(criteria));
      const truth = truthOf(criteria);
      if (truth === 'cannotSay') expect(parseCriteria(criteria).ok).toBe(false);
      else expect(truth).toBe(byBruteForce(criteria));
    }), { numRuns: 1500 });
  });

  it('what is never true is never true for anybody of whom less is known either', () => {
    fc.assert(fc.property(criteriaArb, (criteria) => {
      fc.pre(smallEnough(criteria) && truthOf(criteria) === 'never');
      for (const person of extensions({}, askedBy(criteria).slice(0, 3))) expect(evaluate(criteria, person, all).verdict).not.toBe('true');
    }));
  });

  it('the parts said to have no effect can be left out, all of them together, and nobody is judged otherwise', () => {
    fc.assert(fc.property(criteriaArb, (criteria) => {
      fc.pre(smallEnough(criteria) && truthOf(criteria) === 'sometimes');
      const shorter = without(criteria, new Set(reviewCriteria(criteria).map((finding) => finding.path)));
      for (const person of extensions({}, askedBy(criteria), true)) expect(verdictOf(shorter, person, all)).toBe(verdictOf(criteria, person, all));
    }), { numRuns: 500 });
  });
});

describe('what is said while criteria are written', () => {
  it.each<[string, Criteria, CriteriaFinding[]]>([
    ['two conditions that exclude one another, wherever they stand', { all: [job, adult, { all: [child, woman] }] }, [{ kind: 'neverTrue', path: '', parts: ['/all/1', '/all/2/all/0'] }]],
    ['alternatives that leave nobody out', { any: [adult, job, child] }, [{ kind: 'alwaysTrue', path: '', parts: ['/any/0', '/any/2'] }]],
    ['the same under a not', { not: { any: [adult, child, job] } }, [{ kind: 'neverTrue', path: '', parts: ['/not/0/any/0', '/not/0/any/1'] }]],
    ['an alternative that the rest rules out', { all: [adult, { any: [{ fact: 'age', op: 'lte', value: 10 }, job] }] }, [{ kind: 'noEffect', path: '/all/1/any/0', parts: [] }]],
    ['a part that nobody meets', { any: [{ all: [adult, child] }, woman] }, [{ kind: 'neverTrue', path: '/any/0', parts: ['/any/0/all/0', '/any/0/all/1'] }]],
    ['a condition said twice: the later one', { all: [adult, job, adult] }, [{ kind: 'noEffect', path: '/all/2', parts: [] }]],
    ['a wider band beside a narrower one', { all: [{ fact: 'age', op: 'between', value: [18, 24] }, adult] }, [{ kind: 'noEffect', path: '/all/1', parts: [] }]],
    ['no alternative at all', { any: [] }, [{ kind: 'neverTrue', path: '', parts: [] }]],
    ['a paper that is held and lost', { all: [{ fact: 'documentsHeld', op: 'has', value: 'curp' }, { fact: 'documentsHeld', key: 'curp', op: 'is', value: 'lost' }] }, [{ kind: 'neverTrue', path: '', parts: ['/all/0', '/all/1'] }]],
    ['nothing, where there are no conditions', { all: [] }, []],
    ['nothing, of a condition that only asks for an answer', { all: [{ fact: 'returnType', op: 'in', value: ['deported', 'assistedVoluntary', 'independentVoluntary'] }, job] }, []],
    ['nothing, where every part has its work', { all: [adult, { any: [job, woman] }] }, []],
  ])('%s', (_name, criteria, findings) => {
    expect(reviewCriteria(criteria)).toEqual(findings);
  });

  it('does not guess where one fact stands in too many conditions', () => {
    const entangled: Criteria = { any: Array.from({ length: 40 }, (_, i) => ({ fact: 'occupations' as const, op: 'has' as const, value: `o${i}` })) };
    expect(truthOf(entangled)).toBe('cannotSay');
    expect(reviewCriteria(entangled)).toEqual([{ kind: 'cannotSay', path: '', parts: [] }]);
  });

  it('answers for the largest criteria that can be written, while somebody types', () => {
    const brackets: Criteria = { any: Array.from({ length: 20 }, (_, i) => ({ all: [{ fact: 'age' as const, op: 'between' as const, value: [i * 3, i * 3 + 2] as const }, job, { ...woman }] })) };
    expect(parseCriteria(brackets).ok).toBe(true);
    expect(truthOf(brackets)).toBe('sometimes');
    expect(reviewCriteria(brackets)).toEqual([]);
    expect(evaluate(brackets, { age: known(4, '2026-11-01') }, all).missing.map((m) => m.fact)).toEqual(['wantsJob', 'sex']);
  });
});
