import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { factsOf, openCase, recordFacts, registerPerson } from '#registry';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { alertsFor, answerAlert } from './alerts-service.ts';
import { addNeed, callFor, getNeed, needsOf, raiseNeed, setNeedState, suggestionsFor } from './needs-service.ts';
import { assessmentsOf, completeAssessment, getAssessment, readCompleted, saveAnswers, startAssessment } from './service.ts';
import type { Answers, AssessmentView } from './schema.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;

const as = <T>(actor: Actor, work: Parameters<TestDatabase['inContext']>[1]) => db.inContext(actor, work, { subscriptions }) as Promise<T>;
const value = (v: unknown) => ({ state: 'value', value: v }) as Answers[string];

async function caseAtWindow(facts: Record<string, unknown> = {}): Promise<void> {
  await db.inContext(actors.reception, async (ctx) => {
    const person = await registerPerson(ctx, { givenNames: `Persona ${++count}`, surname1: 'De Prueba', birthDate: '1988-05-01', sex: 'M', source: 'reception' });
    personId = person.personId;
    const entries = Object.entries(facts).map(([code, v]) => ({ code, value: v as string }));
    if (entries.length > 0) await recordFacts(ctx, personId, entries);
    caseId = (await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' })).caseId;
  }, { subscriptions });
}

const begin = (actor: Actor, instrument = 'single'): Promise<AssessmentView> => as(actor, (ctx) => startAssessment(ctx, caseId, { instrument, locale: 'es' }));
const save = (actor: Actor, id: string, answers: Record<string, Answers[string] | null>): Promise<AssessmentView> => as(actor, (ctx) => saveAnswers(ctx, caseId, id, { answers }));
const asked = (view: AssessmentView, code: string) => view.sections.flatMap((s) => s.questions).find((q) => q.code === code);

beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });
beforeEach(async () => { await caseAtWindow(); });

describe('an assessment', () => {
  test('shows what reception learned for confirmation instead of asking again', async () => {
    await caseAtWindow({ monthsAbroad: 40 });
    expect(asked(await begin(actors.window), 'monthsAbroad')).toMatchObject({ state: 'confirm', known: 40 });
  });

  test('is resumed where it was left, by a colleague too', async () => {
    const first = await begin(actors.window);
    await save(actors.window, first.assessmentId, { wantsJob: value(true) });
    const again = await begin(actors.windowColleague);
    expect(again.assessmentId).toBe(first.assessmentId);
    expect(asked(again, 'wantsJob')).toMatchObject({ state: 'answered', answer: value(true) });
  });

  test('an answer can be taken back', async () => {
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { wantsJob: value(true) });
    expect(asked(await save(actors.window, assessmentId, { wantsJob: null }), 'wantsJob')).toMatchObject({ state: 'ask' });
  });

  test('refuses an answer that its question cannot have, and keeps nothing of that save', async () => {
    const { assessmentId } = await begin(actors.window);
    await expect(save(actors.window, assessmentId, { wantsJob: value(true), housing: value('castle') })).rejects.toThrow('assessment.answer-does-not-fit');
    expect(asked(await as<AssessmentView>(actors.window, (ctx) => getAssessment(ctx, caseId, assessmentId)), 'wantsJob')).toMatchObject({ state: 'ask' });
  });

  test('tells how many questions are left, and ends all the same if the officer says so', async () => {
    const { assessmentId } = await begin(actors.window);
    await expect(as(actors.window, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: false }))).rejects.toThrow('assessment.questions-left');
    await as(actors.window, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true }));
    const { assessments, available } = await as<Awaited<ReturnType<typeof assessmentsOf>>>(actors.window, (ctx) => assessmentsOf(ctx, caseId));
    expect(assessments).toMatchObject([{ state: 'completed', instrument: 'single' }]);
    expect(available.map((i) => i.code)).toEqual(['screening', 'single', 'vulnerability', 'washington', 'skills']);
  });

  test('completed, it is a record that nobody changes, in the words it was asked in; facts and needs follow', async () => {
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { wantsJob: value(true), employmentStatus: value('unemployed'), hasDebt: { state: 'declined' }, languages: value({ eng: 'fluent' }) });
    await as(actors.window, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true }));
    await expect(save(actors.window, assessmentId, { wantsJob: value(false) })).rejects.toThrow('assessment.completed-already');
    const record = await as<Awaited<ReturnType<typeof readCompleted>>>(actors.window, (ctx) => readCompleted(ctx, caseId, assessmentId));
    expect(record.lines).toContainEqual({ section: 'Trabajo', code: 'wantsJob', question: '¿Busca un empleo?', answer: 'Sí', state: 'value' });
    expect(record.lines.find((l) => l.code === 'hasDebt')!.answer).toBe('Prefirió no decirlo');
    const needs = await as<Awaited<ReturnType<typeof needsOf>>>(actors.window, (ctx) => needsOf(ctx, caseId));
    expect(needs.map((n) => n.need)).toEqual(['job_placement']);
    expect(asked(await begin(actors.window), 'hasDebt')).toMatchObject({ state: 'declined' });
    expect(asked(await begin(actors.window), 'wantsJob')).toMatchObject({ state: 'confirm', known: true });
  });

  test('a fear that was told is sealed, steers at once, and is read again only by protection', async () => {
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { cannotReturnTo: value(['ZZ-0301']), violenceSurvivor: value(true) });
    const stored = await db.owner<{ answers: object }>('select answers from assessment.assessment where id = $1', [assessmentId]);
    expect(JSON.stringify(stored)).not.toContain('violenceSurvivor');
    const sealed = await db.owner<{ answer: Buffer }>('select answer from assessment_restricted.answer where assessment_id = $1', [assessmentId]);
    expect(sealed.map((r) => r.answer.toString('utf8')).join()).not.toContain('true');
    expect(asked(await begin(actors.windowColleague), 'violenceSurvivor')).toMatchObject({ state: 'ask' });
    expect(asked(await begin(actors.window), 'violenceSurvivor')).toMatchObject({ state: 'answered' });
    await as(actors.windowColleague, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true }));
    const seen = async (actor: Actor) => (await as<Awaited<ReturnType<typeof readCompleted>>>(actor, (ctx) => readCompleted(ctx, caseId, assessmentId))).lines.map((l) => l.code);
    expect(await seen(actors.window)).toEqual([]);
    expect(await seen(actors.protection)).toEqual(expect.arrayContaining(['cannotReturnTo', 'violenceSurvivor']));
  });

  test('harm that was told is no reason that others read, not even on a need that was there before', async () => {
    await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'protection_screening', urgency: 'long' }));
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { violenceSurvivor: value(true) });
    await as(actors.window, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true }));
    const needs = async (actor: Actor) => as<Awaited<ReturnType<typeof needsOf>>>(actor, (ctx) => needsOf(ctx, caseId));
    expect(await needs(actors.windowColleague)).toMatchObject([{ need: 'protection_screening', reasons: [], restricted: false }]);
    const secret = (await needs(actors.protection)).filter((n) => n.restricted);
    expect(secret).toMatchObject([{ need: 'protection_screening', reasons: [{ code: 'harmed' }] }]);
    expect(await db.owner(`select payload->>'need' as need from platform.outbox where payload->>'needId' = $1`, [secret[0]!.needId])).toEqual([{ need: null }]);
  });

  test('danger raises an alert and a need before anything is completed', async () => {
    const { assessmentId } = await begin(actors.reception, 'screening');
    await save(actors.reception, assessmentId, { dangerNow: value(true) });
    const alerts = await as<Awaited<ReturnType<typeof alertsFor>>>(actors.reception, (ctx) => alertsFor(ctx, caseId));
    expect(alerts).toMatchObject([{ code: 'danger-now', pressing: true, answeredAt: null }]);
    await save(actors.reception, assessmentId, { dangerNow: value(true) });
    expect(await as(actors.window, (ctx) => alertsFor(ctx, caseId))).toMatchObject([{ code: null, pressing: true }]);
    await as(actors.protection, (ctx) => answerAlert(ctx, alerts[0]!.alertId, 'Se habló con la persona'));
    await expect(as(actors.protection, (ctx) => answerAlert(ctx, alerts[0]!.alertId, 'otra vez'))).rejects.toThrow('assessment.alert-answered-already');
    await expect(as(actors.window, (ctx) => answerAlert(ctx, alerts[0]!.alertId, 'no sé qué es'))).rejects.toThrow('platform.not-found');
  });
});

describe('needs of a case', () => {
  const needs = (actor: Actor) => as<Awaited<ReturnType<typeof needsOf>>>(actor, (ctx) => needsOf(ctx, caseId));

  test('are there as soon as the case opens, from what reception learned', async () => {
    await caseAtWindow({ housing: 'none' });
    expect(await needs(actors.window)).toMatchObject([{ need: 'emergency_shelter', urgency: '24h', source: 'rule', label: { es: 'Albergue de emergencia' } }]);
  });

  test('follow from facts that somebody records later, too', async () => {
    await as(actors.window, (ctx) => recordFacts(ctx, personId, [{ code: 'travellingAs', value: 'unaccompaniedChild' }]));
    expect((await needs(actors.window)).map((n) => n.need)).toEqual(['child_protection', 'family_tracing_reunification']);
  });

  test('that the person named at the desk are there with the words of the desk', async () => {
    await as(actors.reception, (ctx) => ctx.tell({ type: 'reception.return-recorded', caseId, urgentNeeds: 'food,family_contact' }));
    await as(actors.reception, (ctx) => ctx.tell({ type: 'reception.return-recorded', caseId, urgentNeeds: 'food' }));
    await as(actors.reception, (ctx) => ctx.tell({ type: 'reception.return-recorded', caseId: null, urgentNeeds: 'food' }));
    const found = await needs(actors.window);
    expect(found.map((n) => n.need).sort()).toEqual(['family_contact', 'food']);
    expect(found.every((n) => n.reasons.length === 1)).toBe(true);
  });

  test('are added by hand once; a withdrawn one is opened again', async () => {
    const added = await as<{ needId: string }>(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'dental', urgency: 'long' }));
    await expect(as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'dental', urgency: 'long' }))).rejects.toThrow('assessment.need-there-already');
    await as(actors.window, (ctx) => setNeedState(ctx, added.needId, 'withdrawn', 'Ya no lo quiere'));
    const again = await as<{ needId: string }>(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'dental', urgency: '72h' }));
    expect(again).toMatchObject({ needId: added.needId, state: 'open', urgency: '72h' });
    await expect(as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'castle', urgency: 'long' }))).rejects.toThrow('assessment.need-unknown');
  });

  test('what a person withdrew stays withdrawn when the same facts come again', async () => {
    await caseAtWindow({ housing: 'none' });
    const [need] = await needs(actors.window);
    await as(actors.window, (ctx) => setNeedState(ctx, need!.needId, 'withdrawn', 'Duerme con su hermana'));
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { housing: { state: 'confirmed' } });
    await as(actors.window, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true }));
    expect((await needs(actors.window)).map((n) => n.state)).toEqual(['withdrawn']);
  });

  test('a corrected fact drops the need that followed from it', async () => {
    await caseAtWindow({ housing: 'none' });
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { housing: value('own') });
    await as(actors.window, (ctx) => completeAssessment(ctx, caseId, assessmentId, { leaveOpen: true }));
    expect((await needs(actors.window)).map((n) => [n.need, n.state])).toEqual([['emergency_shelter', 'withdrawn']]);
  });

  test('a need that tells of violence is seen by protection and who asked, not by a colleague', async () => {
    const { assessmentId } = await begin(actors.window);
    await save(actors.window, assessmentId, { violenceSurvivor: value(true) });
    expect((await needs(actors.window)).map((n) => n.need)).toEqual(['protection_screening']);
    expect(await needs(actors.windowColleague)).toEqual([]);
    expect((await needs(actors.protection)).map((n) => n.need)).toEqual(['protection_screening']);
  });

  test('two derivations at the same time leave one need', async () => {
    const derived = { need: 'dental', urgency: 'long' as const, source: 'rule' as const, reasons: [], basis: ['x'], restricted: false };
    await Promise.all([1, 2, 3, 4].map(() => as(actors.window, (ctx) => callFor(ctx, caseId, [derived]))));
    expect(await needs(actors.window)).toHaveLength(1);
  });

  test('another room raises a need at once, once', async () => {
    const wish = { need: 'mental_health', urgency: '72h' as const, reasons: [{ code: 'wish', wording: { es: 'Lo pidió', en: 'Asked' } }], basis: 'survey-m6' };
    await as(actors.window, (ctx) => raiseNeed(ctx, caseId, wish));
    await as(actors.window, (ctx) => raiseNeed(ctx, caseId, wish));
    expect(await needs(actors.window)).toMatchObject([{ need: 'mental_health', source: 'alarm' }]);
  });

  test('a place of danger steers what a window is offered, and is not shown to it', async () => {
    await db.inContext(systemActor('ZZ'), loadDirectory);
    const added = await as<{ needId: string }>(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'legal_orientation', urgency: 'long' }));
    const places = async () => {
      const found = await as<Awaited<ReturnType<typeof suggestionsFor>>>(actors.window, (ctx) => suggestionsFor(ctx, caseId, added.needId));
      return found.needs.flatMap((n) => [...n.offers, ...n.notFitting]).map((o) => o.travel.kind);
    };
    expect(await places()).toContain('here');
    const { assessmentId } = await begin(actors.reception);
    await save(actors.reception, assessmentId, { cannotReturnTo: value([HOME]) });
    expect(await places()).not.toContain('here');
    expect((await as<{ cannotReturnTo?: unknown }>(actors.window, (ctx) => factsOf(ctx, personId))).cannotReturnTo).toBeUndefined();
  });

  test('suggestions come from the directory, for this need', async () => {
    const added = await as<{ needId: string }>(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: 'long' }));
    const found = await as<Awaited<ReturnType<typeof suggestionsFor>>>(actors.window, (ctx) => suggestionsFor(ctx, caseId, added.needId));
    expect(found.needs.map((n) => n.needCode)).toEqual(['job_placement']);
  });
});

describe('walls', () => {
  test('another office, another country and a provider find nothing', async () => {
    const added = await as<{ needId: string }>(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'dental', urgency: 'long' }));
    const { assessmentId } = await begin(actors.window);
    for (const actor of [actors.otherWindow, actors.abroad, actors.provider, actors.analyst, actors.auditor]) {
      await expect(as(actor, (ctx) => needsOf(ctx, caseId)), actor.displayName).rejects.toThrow('platform.not-found');
      await expect(as(actor, (ctx) => getNeed(ctx, added.needId)), actor.displayName).rejects.toThrow('platform.not-found');
      await expect(as(actor, (ctx) => getAssessment(ctx, caseId, assessmentId)), actor.displayName).rejects.toThrow('platform.not-found');
    }
  });

  test('row-level security alone keeps them out', async () => {
    await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'dental', urgency: 'long' }));
    await begin(actors.window);
    for (const actor of [actors.otherWindow, actors.abroad, actors.provider, actors.analyst, actors.nobody]) {
      for (const table of ['need', 'need_event', 'assessment', 'alert']) {
        const { rows } = await db.asActor(actor, (tx) => sql`select 1 from ${sql.table(`assessment.${table}`)}`.execute(tx));
        expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
    }
  });

  test('figures tell counts, never who', async () => {
    await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'dental', urgency: 'long' }));
    const { rows } = await db.asActor(actors.analyst, (tx) => sql<Record<string, unknown>>`select * from assessment.facts_need where need_code = 'dental'`.execute(tx));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(personId);
    expect(JSON.stringify(rows)).not.toContain(caseId);
    const none = await db.asActor(actors.window, (tx) => sql`select * from assessment.facts_need`.execute(tx));
    expect(none.rows).toEqual([]);
  });
});
