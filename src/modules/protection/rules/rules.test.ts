import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS_REQUIRED, CARE_KINDS, CHECK_RESULTS, CHILD_WORDS, END_CODES, FAMILY_STATES, HANDOVER_POINTS, HANDOVER_STATES, OUTCOMES } from '../schema.ts';
import { BEFORE_INSTITUTION, careProblem } from './care.ts';
import { decisionProblems } from './decision.ts';
import { beforeHandover, endProblem, isVerified, lastWord, mayStep, planProblems, type Decision, type Relative } from './handover.ts';

const REQUIRED = [...ALWAYS_REQUIRED, 'school-near'];
const TODAY = '2026-03-10';
const GOOD: Relative = { id: 'aunt', aside: false, childWord: 'wants', results: Object.fromEntries(REQUIRED.map((item) => [item, 'confirmed'] as const)), keptApart: false };
const YES: Decision = { outcome: 'reunite', relativeId: 'aunt', decidedOn: '2026-03-09', revoked: false };
const codes = (decisions: readonly Decision[], relatives: readonly Relative[] = [GOOD], on = TODAY) => beforeHandover(decisions, relatives, REQUIRED, on).map((p) => p.code);

describe('before a hand-over', () => {
  it('nothing stands between a child and a verified relative for whom the authority decided', () => {
    expect(codes([YES])).toEqual([]);
    expect(codes([YES], [{ ...GOOD, childWord: 'unsure' }])).toEqual([]);
  });

  it.each<[string, readonly Decision[], Relative, string[]]>([
    ['no decision', [], GOOD, ['protection.no-decision']],
    ['a decision about somebody else', [{ ...YES, relativeId: 'uncle' }], GOOD, ['protection.no-decision']],
    ['a decision that was revoked', [{ ...YES, revoked: true }], GOOD, ['protection.no-decision']],
    ['a later no', [YES, { ...YES, outcome: 'not-with-them' }], GOOD, ['protection.no-decision']],
    ['a later decision for other care', [YES, { ...YES, outcome: 'care', relativeId: null }], GOOD, ['protection.no-decision']],
    ['to go on looking', [YES, { ...YES, outcome: 'go-on-looking', relativeId: null }], GOOD, ['protection.no-decision']],
    ['a decision of tomorrow', [{ ...YES, decidedOn: '2026-03-11' }], GOOD, ['protection.decided-later']],
    ['a child that is afraid', [YES], { ...GOOD, childWord: 'fears' }, ['protection.child-fears']],
    ['a child that nobody heard', [YES], { ...GOOD, childWord: 'not-asked' }, ['protection.child-not-heard']],
    ['a relative who was set aside', [YES], { ...GOOD, aside: true }, ['protection.relative-set-aside']],
    ['a relative from whom the child is kept apart', [YES], { ...GOOD, keptApart: true }, ['protection.kept-apart']],
    ...REQUIRED.map((item): [string, readonly Decision[], Relative, string[]] => [`${item} not confirmed`, [YES], { ...GOOD, results: { ...GOOD.results, [item]: 'against' } }, ['protection.relative-not-verified']]),
  ])('stands %s', (_, decisions, relative, expected) => { expect(codes(decisions, [relative])).toEqual(expected); });

  it('a no that was revoked gives way to the yes before it', () => {
    expect(codes([YES, { ...YES, outcome: 'not-with-them', revoked: true }])).toEqual([]);
  });

  const relative: fc.Arbitrary<Relative> = fc.record({
    id: fc.constantFrom('aunt', 'uncle', 'mother'), aside: fc.boolean(), childWord: fc.constantFrom(...CHILD_WORDS), keptApart: fc.boolean(),
    results: fc.oneof(fc.constant(GOOD.results), fc.dictionary(fc.constantFrom(...REQUIRED), fc.constantFrom(...CHECK_RESULTS))),
  });
  const decision: fc.Arbitrary<Decision> = fc.record({
    outcome: fc.constantFrom(...OUTCOMES), relativeId: fc.constantFrom('aunt', 'uncle', 'mother', null), decidedOn: fc.constantFrom('2026-03-01', TODAY, '2026-03-20'), revoked: fc.boolean(),
  });

  it('whatever was said and decided: nobody hands a child over without all of it', () => {
    fc.assert(fc.property(fc.array(decision, { maxLength: 5 }), fc.uniqueArray(relative, { maxLength: 3, selector: (r) => r.id }), (decisions, relatives) => {
      if (beforeHandover(decisions, relatives, REQUIRED, TODAY).length > 0) return;
      const last = decisions.filter((d) => !d.revoked).at(-1);
      const to = relatives.find((r) => r.id === last?.relativeId);
      expect(last).toMatchObject({ outcome: 'reunite', revoked: false });
      expect(last!.decidedOn <= TODAY).toBe(true);
      expect(to).toMatchObject({ aside: false, keptApart: false });
      expect(['wants', 'unsure', 'does-not-want']).toContain(to!.childWord);
      for (const item of REQUIRED) expect(to!.results[item]).toBe('confirmed');
    }), { numRuns: 2000 });
  });

  it('one thing less is always too little', () => {
    fc.assert(fc.property(fc.constantFrom(...REQUIRED), fc.constantFrom('not-yet' as const, 'against' as const, undefined), (item, result) => {
      const { [item]: _, ...rest } = GOOD.results;
      const results = result === undefined ? rest : { ...rest, [item]: result };
      expect(isVerified({ results }, REQUIRED)).toBe(false);
      expect(codes([YES], [{ ...GOOD, results }])).toEqual(['protection.relative-not-verified']);
    }));
  });

  it('the last word is the newest that holds', () => {
    fc.assert(fc.property(fc.array(decision), (decisions) => {
      const last = lastWord(decisions);
      expect(last === null ? decisions.every((d) => d.revoked) : !last.revoked && decisions.slice(decisions.indexOf(last) + 1).every((d) => d.revoked)).toBe(true);
    }));
  });
});

describe('a hand-over', () => {
  it('goes from planned to done or called off, and from done to one that did not hold', () => {
    const allowed = HANDOVER_STATES.flatMap((from) => HANDOVER_STATES.filter((to) => mayStep(from, to)).map((to) => `${from} ${to}`));
    expect(allowed).toEqual(['planned done', 'planned cancelled', 'done ended']);
  });

  it('no way leads to done but from planned', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...HANDOVER_STATES), { maxLength: 12 }), (steps) => {
      let state: (typeof HANDOVER_STATES)[number] = 'planned';
      let done = 0;
      for (const to of steps) if (mayStep(state, to)) { done += to === 'done' ? 1 : 0; state = to; }
      expect(done).toBeLessThanOrEqual(1);
    }));
  });

  it('a family that cannot travel is helped, or met elsewhere', () => {
    const plan = (cannotTravel: boolean, travelAid: boolean, point: (typeof HANDOVER_POINTS)[number], plannedOn = TODAY) => planProblems({ cannotTravel, travelAid, point, plannedOn }, TODAY).map((p) => p.code);
    expect(plan(true, false, 'at-the-office')).toEqual(['protection.how-does-family-come']);
    for (const fine of [plan(true, true, 'at-the-office'), plan(true, false, 'elsewhere'), plan(true, false, 'at-home'), plan(false, false, 'at-the-office')]) expect(fine).toEqual([]);
    expect(plan(false, false, 'at-home', '2026-03-09')).toEqual(['protection.day-is-past']);
  });

  it('the work ends as accompanied only where the child is with somebody, and never over a plan', () => {
    const table = FAMILY_STATES.flatMap((state) => END_CODES.filter((code) => endProblem(state, code, false) === null).map((code) => `${state} ${code}`));
    expect(table).toEqual(['open of-age', 'open other-country', 'open mistake', 'open other', 'handed-over accompanied', 'handed-over of-age', 'handed-over other-country', 'handed-over other']);
    for (const state of ['open', 'handed-over'] as const) for (const code of END_CODES) expect(endProblem(state, code, true)?.code).toBe('protection.handover-planned');
  });
});

describe('care', () => {
  it('an institution is decided for only where nearer care was looked at and does not suit', () => {
    const institution = { kind: 'institution', suits: true } as const;
    const not = BEFORE_INSTITUTION.map((kind) => ({ kind, suits: false }));
    expect(careProblem(institution, [institution, ...not])).toBeNull();
    expect(careProblem(institution, [institution])?.code).toBe('protection.institution-is-last');
    expect(careProblem(institution, [institution, ...not, { kind: 'foster-family', suits: true }])?.code).toBe('protection.institution-is-last');
    expect(careProblem({ kind: 'foster-family', suits: false }, [])?.code).toBe('protection.care-does-not-suit');
    for (const kind of CARE_KINDS) if (kind !== 'institution') expect(careProblem({ kind, suits: true }, [])).toBeNull();
  });

  it('whatever was considered', () => {
    const considered = fc.array(fc.record({ kind: fc.constantFrom(...CARE_KINDS), suits: fc.boolean() }));
    fc.assert(fc.property(considered, (all) => {
      if (careProblem({ kind: 'institution', suits: true }, all) !== null) return;
      for (const kind of BEFORE_INSTITUTION) expect(all.filter((c) => c.kind === kind)).toSatisfy((of: { suits: boolean }[]) => of.length > 0 && of.every((c) => !c.suits));
    }));
  });
});

describe('a decision', () => {
  it.each([
    ['reunite', ['protection.which-relative']], ['not-with-them', ['protection.which-relative']], ['care', ['protection.which-care']], ['go-on-looking', []],
  ] as const)('%s names what it is about, and lies in the past', (outcome, missing) => {
    expect(decisionProblems({ outcome, decidedOn: TODAY }, TODAY).map((p) => p.code)).toEqual(missing);
    expect(decisionProblems({ outcome, decidedOn: '2026-03-11', relativeId: 'x', careOptionId: 'y' }, TODAY).map((p) => p.code)).toEqual(['protection.day-to-come']);
  });
});
