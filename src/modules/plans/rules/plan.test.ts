import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/dates';
import { EMPTY_PLAN, type ActionState, type AgreePlan, type PlanContent, type PlanStep } from '../plan/schema.ts';
import { agreementProblem, isTooYoung, movedStep, settled, timingOfDay, type AboutPerson } from './plan-agreement.ts';
import { changesBetween } from './plan-changes.ts';
import { carriedOut, nextDraft, planProblems, safetyProblem, stepsOf, type DraftContext, type KnownStep } from './plan-draft.ts';
import { sheetOf, type SheetWords } from './plan-sheet.ts';

const TODAY = '2026-03-10';
const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const context = (over: Partial<DraftContext> = {}): DraftContext =>
  ({ today: TODAY, known: new Map(), relatives: new Set([id(900)]), safetySteps: new Set(['call']), safetyFirst: false, tells: (w) => w.includes('deport'), ...over });
const step = (n: number, dueOn: string | null = addDays(TODAY, 7), over: Partial<PlanStep> = {}): PlanStep => ({ actionId: id(n), words: `Paso ${n}`, who: { kind: 'person' }, dueOn, ...over });
const plan = (steps: readonly PlanStep[], first: PlanContent['first'] = [], left: PlanContent['left'] = []): PlanContent =>
  ({ first, left, goals: [{ goalId: id(500), dimension: 'economic', level: 'individual', whose: 'person', words: 'Una meta', needIds: [], steps: [...steps] }] });
const first = (n: number, dueOn: string | null): PlanContent['first'][number] => ({ actionId: id(n), step: 'call', who: 'person', dueOn });
const codes = (content: PlanContent, over: Partial<DraftContext> = {}): string[] => planProblems(content, context(over)).map((p) => p.code);

describe('what is missing before a plan can be agreed', () => {
  test('a goal with a step, words, somebody and a day is enough', () => { expect(codes(plan([step(1)]))).toEqual([]); });

  test.each<[string, PlanContent, string[]]>([
    ['nothing at all', EMPTY_PLAN, ['plans.plan-empty']],
    ['a goal without a step', plan([]), ['plans.plan-empty', 'plans.goal-without-step']],
    ['a step without words', plan([step(1, undefined, { words: '  ' })]), ['plans.step-without-words']],
    ['a step without a day', plan([step(1, null)]), ['plans.step-without-day']],
    ['a new promise for yesterday', plan([step(1, addDays(TODAY, -1))]), ['plans.day-is-past']],
    ['an organization without a name', plan([step(1, undefined, { who: { kind: 'organization', name: '' } })]), ['plans.organization-missing']],
    ['a relative who may not be named', plan([step(1, undefined, { who: { kind: 'relative', personId: id(901) } })]), ['plans.relative-unknown']],
    ['words that tell how somebody came back', plan([step(1, undefined, { words: 'Oficina de deportados' })]), ['plans.words-tell']],
    ['a step before all others that the list does not have', plan([step(1)], [{ ...first(2, TODAY), step: 'flee' }]), ['plans.step-unknown']],
    ['one step twice', plan([step(1), step(1)]), ['plans.step-twice']],
  ])('%s', (_, content, expected) => { expect(codes(content)).toEqual(expected); });

  test('a day that has passed since it was promised stays as it was promised', () => {
    const late = addDays(TODAY, -9);
    expect(codes(plan([step(1, late)]), { known: new Map([[id(1), { state: 'promised', dueOn: late }]]) })).toEqual([]);
  });

  test('a promised step cannot be left out without a reason', () => {
    const known = new Map<string, KnownStep>([[id(2), { state: 'promised', dueOn: TODAY }]]);
    expect(codes(plan([step(1)]), { known })).toEqual(['plans.step-left-out']);
    expect(codes(plan([step(1)], [], [{ actionId: id(2), why: ' ' }]), { known })).toEqual(['plans.step-left-out']);
    expect(codes(plan([step(1)], [], [{ actionId: id(2), why: 'ya no quiere' }]), { known })).toEqual([]);
  });
});

describe('while safety comes first', () => {
  test('a plan without a step for it is not agreed, and one for which it is not the first neither', () => {
    expect(codes(plan([step(1)]), { safetyFirst: true })).toEqual(['plans.safety-first']);
    expect(codes(plan([step(1, addDays(TODAY, 3))], [first(2, addDays(TODAY, 4))]), { safetyFirst: true })).toEqual(['plans.safety-not-first']);
    expect(codes(plan([step(1, addDays(TODAY, 3))], [first(2, addDays(TODAY, 3))]), { safetyFirst: true })).toEqual([]);
  });

  test('one that was done is no promise any more; a step that is late already does not stand in the way of one for today', () => {
    const done = new Map<string, KnownStep>([[id(2), { state: 'done', dueOn: TODAY }]]);
    expect(codes(plan([step(1)], [first(2, TODAY)]), { safetyFirst: true, known: done })).toEqual(['plans.safety-first']);
    const late = new Map<string, KnownStep>([[id(1), { state: 'promised', dueOn: addDays(TODAY, -5) }]]);
    expect(codes(plan([step(1, addDays(TODAY, -5))], [first(2, TODAY)]), { safetyFirst: true, known: late })).toEqual([]);
  });

  test('law: whatever is written, an agreed plan has a step for safety that is promised for no later day than any other', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 6 }), fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 3 }), (others, firsts) => {
      const content = plan(others.map((d, i) => step(i + 1, addDays(TODAY, d))), firsts.map((d, i) => first(i + 100, addDays(TODAY, d))));
      const stands = firsts.length > 0 && (others.length === 0 || Math.min(...firsts) <= Math.min(...others));
      expect(safetyProblem(content, context({ safetyFirst: true })) === null).toBe(stands);
    }));
  });
});

describe('a new agreement', () => {
  const anyState = fc.constantFrom<ActionState>('promised', 'done', 'not-done');
  const anyKnown = fc.array(fc.tuple(anyState, fc.integer({ min: -20, max: 20 })), { maxLength: 8 })
    .map((rows) => new Map(rows.map(([state, d], i) => [id(i + 1), { state, dueOn: addDays(TODAY, d) }] as const)));
  const anyContent = fc.tuple(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 10 }), fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 6 }), fc.constantFrom('', 'ya no'))
    .map(([there, left, why]) => plan(there.map((n) => step(n)), [], left.map((n) => ({ actionId: id(n), why }))));

  test('law: loses no promise: each goes on, or is not done with a reason; and touches nothing that is over', () => {
    fc.assert(fc.property(anyKnown, anyContent, (known, content) => {
      fc.pre(planProblems(content, context({ known })).length === 0);
      const done = carriedOut(content, known);
      const dropped = new Map(done.drop.map((d) => [d.actionId, d.why]));
      const changed = new Set(done.change.map((s) => s.actionId));
      for (const [stepId, { state }] of known) {
        expect(changed.has(stepId) || (dropped.get(stepId) ?? '') !== '').toBe(state === 'promised');
        expect(changed.has(stepId) && dropped.has(stepId)).toBe(false);
      }
      for (const added of done.add) expect(known.has(added.actionId)).toBe(false);
    }));
  });

  test('law: a draft that is begun and agreed as it is changes nothing', () => {
    fc.assert(fc.property(anyKnown, anyContent, (known, content) => {
      const there = new Set(stepsOf(content).map((s) => s.actionId));
      const kept = new Map([...known].filter(([stepId]) => there.has(stepId)));
      const agreed: PlanContent = { ...content, left: [], goals: content.goals.map((g) => ({ ...g, steps: g.steps.filter((s) => kept.has(s.actionId)) })) };
      const again = nextDraft(agreed, kept, new Map());
      const done = carriedOut(again, kept);
      expect([done.add, done.drop, done.change.filter((s) => s.moved)]).toEqual([[], [], []]);
      expect(planProblems(again, context({ known: kept })).filter((p) => p.code === 'plans.step-left-out')).toEqual([]);
    }));
  });

  test('a goal that was reached is left behind, unless something for it is still promised', () => {
    const reached = new Map([[id(500), 'reached' as const]]);
    expect(nextDraft(plan([step(1)]), new Map([[id(1), { state: 'done', dueOn: TODAY }]]), reached).goals).toEqual([]);
    expect(nextDraft(plan([step(1)]), new Map([[id(1), { state: 'promised', dueOn: addDays(TODAY, 2) }]]), reached).goals[0]!.steps[0]!.dueOn).toBe(addDays(TODAY, 2));
  });
});

describe('who agrees', () => {
  const about = (over: Partial<AboutPerson> = {}): AboutPerson => ({ age: 30, adultAge: 18, guardians: new Set([id(7)]), byProtection: false, today: TODAY, ...over });
  const yes: AgreePlan = { seq: 1, how: 'read-aloud', locale: 'es', spoken: null, givenBy: 'person', guardianId: null, childAssent: false, reviewOn: addDays(TODAY, 90) };
  const child = about({ age: 12 });

  test.each<[string, AgreePlan, AboutPerson, string | null]>([
    ['an adult alone', yes, about(), null],
    ['nobody in place of an adult', { ...yes, givenBy: 'guardian', guardianId: id(7) }, about(), 'plans.agrees-alone'],
    ['somebody whose age nobody knows, as an adult', yes, about({ age: null }), null],
    ['not a child alone', yes, child, 'plans.guardian-needed'],
    ['for a child not just anybody', { ...yes, givenBy: 'guardian', guardianId: id(8), childAssent: true }, child, 'plans.guardian-unknown'],
    ['not without asking the child', { ...yes, givenBy: 'guardian', guardianId: id(7) }, child, 'plans.child-assent-needed'],
    ['who answers for a child, and the child', { ...yes, givenBy: 'guardian', guardianId: id(7), childAssent: true }, child, null],
    ['protection only by itself', { ...yes, givenBy: 'protection', childAssent: true }, child, 'plans.only-protection-agrees'],
    ['protection, and the child', { ...yes, givenBy: 'protection', childAssent: true }, about({ age: 12, byProtection: true }), null],
    ['never without a day for the next look', { ...yes, reviewOn: TODAY }, about(), 'plans.review-in-the-future'],
  ])('%s', (_, command, person, code) => { expect(agreementProblem(command, person)?.code ?? null).toBe(code); });

  test('somebody becomes of age on the day', () => { expect([17, 18].map((age) => isTooYoung({ age, adultAge: 18 }))).toEqual([true, false]); });
});

describe('a promised step', () => {
  test('becomes what the table says and nothing else', () => {
    const tells = (from: ActionState) => (['done', 'not-done', 'promised'] as const).filter((state) => settled(from, state === 'promised' ? { state, why: 'x', dueOn: TODAY } : { state, why: 'x' }, TODAY).ok);
    expect({ promised: tells('promised'), done: tells('done'), notDone: tells('not-done'), ended: tells('ended') }).toEqual({ promised: ['done', 'not-done'], done: ['promised'], notDone: ['done', 'promised'], ended: [] });
    expect(settled('done', { state: 'promised', dueOn: addDays(TODAY, -1), why: 'x' }, TODAY).ok).toBe(false);
  });

  test('moves to today or later while it is promised', () => {
    expect([movedStep('promised', TODAY, TODAY).ok, movedStep('promised', addDays(TODAY, -1), TODAY).ok, movedStep('done', TODAY, TODAY).ok]).toEqual([true, false, false]);
  });

  test('is late by whole days, over the end of a year and a change of the clock', () => {
    expect(timingOfDay('2025-12-31', '2026-01-02')).toEqual({ timing: 'overdue', daysLate: 2 });
    expect(timingOfDay('2026-03-08', '2026-03-09')).toEqual({ timing: 'overdue', daysLate: 1 });
    expect(timingOfDay(TODAY, TODAY)).toEqual({ timing: 'today', daysLate: 0 });
  });
});

describe('two versions', () => {
  const words = { goal: (g: { words: string }) => g.words, step: (s: { words: string | null }) => s.words ?? '', day: (s: { dueOn: string | null }) => s.dueOn ?? '' };
  test('differ in what came, went, reads differently or was moved', () => {
    const was = plan([step(1), step(2), step(3)]);
    const is = plan([step(1, addDays(TODAY, 9)), step(2, undefined, { words: 'Otro paso' }), step(4)]);
    expect(changesBetween(was, is, words)).toEqual([
      { kind: 'step-moved', was: 'Paso 1', is: addDays(TODAY, 9) }, { kind: 'step-changed', was: 'Paso 2', is: 'Otro paso' },
      { kind: 'step-added', was: null, is: 'Paso 4' }, { kind: 'step-gone', was: 'Paso 3', is: null },
    ]);
    expect(changesBetween(was, was, words)).toEqual([]);
  });
});

describe('the page that the person takes along', () => {
  const words: SheetWords = { locale: 'es', t: (key, params) => `${key}${params ? JSON.stringify(params) : ''}`, day: (d) => d, step: (code) => `lista:${code}`, relative: () => 'Madre' };
  const stateOf = (states: Record<string, ActionState>) => ({ stateOf: (stepId: string) => states[stepId] ?? 'promised', agreedOn: TODAY, reviewOn: null });

  test('names no relative, says of a first step what the list says, and leaves out what was given up', () => {
    const content = plan([step(1, undefined, { who: { kind: 'relative', personId: id(900) } }), step(2), step(3)], [first(4, TODAY)]);
    const sheet = sheetOf(content, stateOf({ [id(2)]: 'done', [id(3)]: 'not-done' }), words);
    expect(sheet.first).toEqual([{ done: false, words: 'lista:call', who: 'plans.plan.sheet.who.person', day: TODAY }]);
    expect(sheet.parts[0]!.goals[0]!.steps.map((s) => [s.words, s.who, s.done])).toEqual([['Paso 1', 'Madre', false], ['Paso 2', 'plans.plan.sheet.who.person', true]]);
    expect(JSON.stringify(sheet)).not.toContain(id(900));
  });
});
