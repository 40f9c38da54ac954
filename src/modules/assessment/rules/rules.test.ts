import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { URGENCIES } from '#kernel/codes';
import { known, type FactSet } from '#kernel/facts';
import { readPackFile } from '#platform/country';
import { fileURLToPath } from 'node:url';
import type { Instrument } from '../instrument.ts';
import { questionsOf } from '../instrument.ts';
import { assessmentPackSchema } from '../pack.ts';
import { NEED_STATES, type Answers } from '../schema.ts';
import { alertsOf } from './alerts.ts';
import { checkAnswers, learnedFacts, readable, withAnswers } from './answers.ts';
import { deriveNeeds, joined, mergeNeeds, moveNeed, needsNowFalse, needsRaised, type DerivedNeed, type ExistingNeed } from './needs.ts';
import { progressOf, questionsNow, relevantAnswers, stillToAsk } from './questions.ts';
import { snapshotOf } from './snapshot.ts';

const AT = '2026-03-10';
const pack = readPackFile(fileURLToPath(new URL('../../../../countries/sampleland/assessment.json', import.meta.url)), assessmentPackSchema);
const single = pack.instruments.find((i) => i.code === 'single')!;
const screening = pack.instruments.find((i) => i.code === 'screening')!;
const value = (v: unknown) => ({ state: 'value', value: v }) as Answers[string];
const facts = (record: Record<string, unknown>): FactSet =>
  Object.fromEntries(Object.entries(record).map(([code, v]) => [code, known(v as string, AT)])) as FactSet;
const find = (instrument: Instrument, code: string, answers: Answers, known: FactSet) =>
  questionsNow(instrument, answers, known, AT).flatMap((s) => s.questions).find((q) => q.code === code);

describe('which questions to ask now', () => {
  test('a fact that is known is shown for confirmation, not asked', () => {
    expect(find(single, 'monthsAbroad', {}, facts({ monthsAbroad: 48 }))).toMatchObject({ state: 'confirm', known: 48 });
  });

  test('a fact that is not known is asked', () => {
    expect(find(single, 'monthsAbroad', {}, {})).toMatchObject({ state: 'ask', known: null });
  });

  test('what the person did not want to say is not asked again', () => {
    expect(find(single, 'hasDebt', {}, { hasDebt: { state: 'declined', at: AT } })).toMatchObject({ state: 'declined' });
  });

  test('languages known in part are asked with what is known filled in', () => {
    expect(find(single, 'languages', {}, facts({ languages: { spa: 'native' } }))).toMatchObject({ state: 'ask', known: { spa: 'native' } });
    expect(find(single, 'languages', {}, facts({ languages: { spa: 'native', eng: 'basic' } }))).toMatchObject({ state: 'confirm' });
  });

  test('a question whose condition is not known to hold waits; the answer that decides it brings it', () => {
    expect(find(single, 'ownsTools', {}, {})).toBeUndefined();
    expect(find(single, 'ownsTools', { wantsBusiness: value(true) }, {})).toMatchObject({ state: 'ask' });
  });

  test('an answer whose condition fell away no longer counts', () => {
    const answers = { wantsBusiness: value(false), ownsTools: value(false) };
    expect(Object.keys(relevantAnswers(single, answers, {}, AT))).toEqual(['wantsBusiness']);
  });

  test('nobody is held up by a voluntary question', () => {
    const sections = questionsNow(single, {}, {}, AT);
    const optional = new Set(questionsOf(single).filter((q) => q.optional).map((q) => q.code));
    expect(stillToAsk(single, sections).filter((code) => optional.has(code))).toEqual([]);
  });

  test('every restricted question of the pack is voluntary and says who needs it', () => {
    for (const question of pack.instruments.flatMap(questionsOf).filter((q) => q.sensitivity === 'restricted')) {
      expect(question.optional, question.code).toBe(true);
      expect(question.neededBy.es.length).toBeGreaterThan(20);
    }
  });

  test('answering more never takes progress back, and never asks what was answered', () => {
    fc.assert(fc.property(fc.subarray(questionsOf(single).map((q) => q.code)), (declined) => {
      const answers: Answers = Object.fromEntries(declined.map((code) => [code, { state: 'declined' as const }]));
      const sections = questionsNow(single, answers, {}, AT);
      const asked = sections.flatMap((s) => s.questions);
      expect(asked.filter((q) => answers[q.code] && q.state !== 'answered')).toEqual([]);
      const progress = progressOf(sections);
      expect(progress.done).toBeLessThanOrEqual(progress.total);
    }));
  });
});

describe('answers and facts', () => {
  test('an answer that is no choice of its question is refused by name', () => {
    expect(checkAnswers(single, { housing: value('castle'), monthsAbroad: value(-3), nothing: value(true) }).map((p) => `${p.field}:${p.code}`)).toEqual([
      'housing:assessment.answer-does-not-fit', 'monthsAbroad:assessment.answer-does-not-fit', 'nothing:assessment.unknown-question',
    ]);
  });

  test('"none of these" cannot stand beside a choice, and teaches an empty list', () => {
    expect(checkAnswers(single, { healthNeeds: value(['none', 'dental']) })).toHaveLength(1);
    expect(learnedFacts(questionsOf(single), { healthNeeds: value(['none']) }, {}, AT).healthNeeds).toMatchObject({ value: [] });
  });

  test('much difficulty in one of six activities is kept as that domain (Washington Group short set)', () => {
    const rows = { seeing: 'some', hearing: 'no', walking: 'cannot', remembering: 'no', selfCare: 'aLot', communicating: 'no' };
    expect(learnedFacts(questionsOf(single), { functioning: value(rows) }, {}, AT).disability).toMatchObject({ value: ['walking', 'selfCare'] });
    const { communicating: _, ...incomplete } = rows;
    expect(learnedFacts(questionsOf(single), { functioning: value(incomplete) }, {}, AT).disability).toBeUndefined();
  });

  test('a new language joins those known; a declined answer is kept as declined', () => {
    const before = facts({ languages: { eng: 'fluent' } });
    const after = withAnswers(single, { languages: value({ spa: 'basic' }), hasDebt: { state: 'declined' } }, before, AT);
    expect(after.languages).toMatchObject({ value: { eng: 'fluent', spa: 'basic' } });
    expect(after.hasDebt).toEqual({ state: 'declined', at: AT });
  });

  test('not knowing today teaches nothing and can be asked another day', () => {
    expect(learnedFacts(questionsOf(single), { monthsAbroad: { state: 'dontKnow' } }, {}, AT)).toEqual({});
  });

  test('every question that feeds a fact offers only values that the fact can take', () => {
    for (const question of pack.instruments.flatMap(questionsOf)) {
      if (!question.fact || question.kind !== 'select_one') continue;
      for (const choice of question.choices ?? []) {
        if (choice.missing) continue;
        const learned = learnedFacts([question], { [question.code]: value(choice.code) }, {}, AT);
        expect(learned[question.fact], `${question.code}: ${choice.code}`).toBeDefined();
      }
    }
  });
});

describe('needs', () => {
  const derived = (need: string, basis: string, extra: Partial<DerivedNeed> = {}): DerivedNeed => ({
    need, urgency: '2weeks', source: 'rule', reasons: [{ code: basis, wording: { es: basis, en: basis } }], basis: [basis], restricted: false, ...extra,
  });
  const there = (d: DerivedNeed, extra: Partial<ExistingNeed> = {}): ExistingNeed => ({
    needId: d.restricted ? `${d.need} (secret)` : d.need, need: d.need, urgency: d.urgency, state: 'open', source: 'rule', basis: d.basis, restricted: d.restricted, withdrawnBy: null, ...extra,
  });

  test('somebody who looks for work and has none needs a job, with the reason', () => {
    const needs = deriveNeeds(pack.needRules, facts({ wantsJob: true, employmentStatus: 'unemployed' }));
    expect(needs.map((n) => n.need)).toEqual(['job_placement']);
    expect(needs[0]!.reasons[0]!.wording.es).toBe('Busca empleo.');
  });

  test('somebody who wants a job and no business gets no enterprise need (farm worker offered only start-ups)', () => {
    const needs = deriveNeeds(pack.needRules, facts({ wantsJob: true, employmentStatus: 'unemployed', wantsBusiness: false, hasDebt: true, workExperienceYears: 12, skillsCertified: false }));
    expect(needs.map((n) => n.need).sort()).toEqual(['financial_inclusion', 'job_placement', 'skill_certification']);
  });

  test('weak Spanish after years abroad gives language support and orientation', () => {
    const needs = deriveNeeds(pack.needRules, facts({ languages: { spa: 'basic', eng: 'native' }, monthsAbroad: 150 })).map((n) => n.need);
    expect(needs).toContain('language_training');
    expect(needs).toContain('orientation');
  });

  test('nothing follows from what nobody knows', () => {
    expect(deriveNeeds(pack.needRules, {})).toEqual([]);
  });

  test('a wish to be well that raises a need at once does so whatever the rules say', () => {
    expect(needsRaised(screening, { wishToDie: value(true) })).toMatchObject([{ need: 'mental_health', urgency: '24h', source: 'alarm', restricted: true }]);
  });

  test('two rules for one need give one need, with the sooner urgency and both reasons', () => {
    const both = joined([derived('x', 'a', { urgency: 'long' }), derived('x', 'b', { urgency: '24h' })]);
    expect(both).toHaveLength(1);
    expect(both[0]).toMatchObject({ urgency: '24h', reasons: [{ code: 'a' }, { code: 'b' }] });
  });

  test('a secret ground beside an open one is not told', () => {
    const both = joined([derived('x', 'secret', { restricted: true }), derived('x', 'open')]);
    expect(both[0]).toMatchObject({ restricted: false, reasons: [{ code: 'open' }] });
  });

  test('a secret ground never writes itself into a need that others read already', () => {
    const secret = derived('x', 'secret', { restricted: true });
    expect(mergeNeeds([there(derived('x', 'open'))], [secret], new Set())).toEqual([{ kind: 'add', to: secret }]);
    const open = derived('x', 'open');
    expect(mergeNeeds([there(secret)], [open], new Set())).toEqual([{ kind: 'add', to: open }]);
  });

  test('a secret ground never changes a need that others read: it stands beside it', () => {
    const open = there(derived('x', 'open'));
    const changes = mergeNeeds([open], [derived('x', 'secret', { restricted: true, urgency: '24h' })], new Set());
    expect(changes).toMatchObject([{ kind: 'add', to: { restricted: true, reasons: [{ code: 'secret' }] } }]);
  });

  test('what a person withdrew stays withdrawn until there is a new ground', () => {
    const d = derived('x', 'a');
    const withdrawn = there(d, { state: 'withdrawn', withdrawnBy: 'person' });
    expect(mergeNeeds([withdrawn], [d], new Set())).toEqual([]);
    expect(mergeNeeds([withdrawn], [derived('x', 'b')], new Set())).toMatchObject([{ kind: 'reopen', needId: 'x' }]);
  });

  test('a corrected fact drops the need that only rules wanted, and brings it back when corrected again', () => {
    const d = derived('x', 'a');
    expect(mergeNeeds([there(d)], [], new Set(['x']))).toEqual([{ kind: 'drop', needId: 'x' }]);
    expect(mergeNeeds([there(d, { source: 'hand' })], [], new Set(['x']))).toEqual([]);
    expect(mergeNeeds([there(d, { state: 'withdrawn', withdrawnBy: 'rules' })], [d], new Set())).toMatchObject([{ kind: 'reopen' }]);
  });

  test('a need is dropped only when every rule for it is decided', () => {
    expect([...needsNowFalse(pack.needRules, {})]).toEqual([]);
    expect(needsNowFalse(pack.needRules, facts({ goodsToImport: false })).has('customs_relief')).toBe(true);
  });

  test('merging is settled after one time: needs stay one per code and tier, and the same facts change nothing more', () => {
    const arb = fc.record({ need: fc.constantFrom('a', 'b', 'c'), basis: fc.constantFrom('1', '2', '3'), urgency: fc.constantFrom(...URGENCIES), restricted: fc.boolean() })
      .map((r) => derived(r.need, r.basis, { urgency: r.urgency, restricted: r.restricted }));
    const state = fc.array(fc.tuple(arb, fc.constantFrom(...NEED_STATES), fc.constantFrom('person' as const, 'rules' as const)), { maxLength: 3 });
    fc.assert(fc.property(state, fc.array(arb, { maxLength: 6 }), (stored, wanted) => {
      const existing = [...new Map(stored.map(([d, s, by]) => [`${d.need} ${d.restricted}`, there(d, { state: s, withdrawnBy: s === 'withdrawn' ? by : null })])).values()];
      const after = applied(existing, wanted);
      expect(new Set(after.map((n) => `${n.need} ${n.restricted}`)).size).toBe(after.length);
      expect(mergeNeeds(after, wanted, new Set())).toEqual([]);
    }));
  });

  function applied(existing: readonly ExistingNeed[], wanted: readonly DerivedNeed[]): ExistingNeed[] {
    const after = new Map(existing.map((e) => [e.needId, e]));
    for (const change of mergeNeeds(existing, wanted, new Set())) {
      if (change.kind === 'drop') continue;
      const before = change.kind === 'add' ? there(change.to) : after.get(change.needId)!;
      after.set(before.needId, { ...before, ...change.to, state: 'open', withdrawnBy: null, source: before.source });
    }
    return [...after.values()];
  }

  test('a met need can be opened again but not withdrawn', () => {
    expect(moveNeed('met', 'withdrawn').ok).toBe(false);
    expect(moveNeed('met', 'open').ok).toBe(true);
    expect(moveNeed('open', 'open').ok).toBe(false);
  });
});

describe('alerts', () => {
  test('danger comes before everything else; a calm answer raises nothing', () => {
    expect(alertsOf(screening, { travellingAs: value('unaccompaniedChild'), dangerNow: value(true) })).toEqual(['danger-now', 'child-alone']);
    expect(alertsOf(screening, { dangerNow: value(false), wishToDie: { state: 'declined' } })).toEqual([]);
  });
});

describe('the snapshot', () => {
  const reader = { locale: 'es', yes: 'Sí', no: 'No', none: 'Nada', declined: 'Prefirió no decirlo', dontKnow: 'No lo sabe', place: (id: string) => `(${id})` };

  test('reads as it was asked, with confirmed facts and restricted lines apart', () => {
    const answers: Answers = { monthsAbroad: { state: 'confirmed' }, wantsJob: value(true), hasDebt: { state: 'declined' }, cannotReturnTo: value(['ZZ-0101']) };
    const { open, restricted } = snapshotOf(single, answers, facts({ monthsAbroad: 30 }), reader);
    expect(open.map((l) => [l.code, l.answer])).toEqual([['monthsAbroad', '30'], ['wantsJob', 'Sí'], ['hasDebt', 'Prefirió no decirlo']]);
    expect(restricted.map((l) => l.answer)).toEqual(['(ZZ-0101)']);
  });

  test('lists and tables read in words', () => {
    const question = (code: string) => questionsOf(single).find((q) => q.code === code)!;
    expect(readable(question('languages'), { eng: 'fluent' }, reader)).toBe('Inglés: Muy bien');
    expect(readable(question('healthNeeds'), [], reader)).toBe('Nada');
  });
});
