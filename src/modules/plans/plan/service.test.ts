import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { ALERT_CODES, PRESSING_ALERTS } from '#assessment/schema';
import { addNeed, raiseAlert, subscriptions as assessmentSubscriptions } from '#assessment';
import { closeCase, decideIdentity, joinCases, keepApart, letOfficeSee, openCase, recordRelation, registerPerson, undoJoin } from '#registry';
import { sql } from '#platform/db';
import type { Ctx } from '#platform/context';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { subscriptions } from '../events.ts';
import type { PlanContent, PlanStep, PlanView, Who } from './schema.ts';
import { agreePlan, beginDraft, dropDraft, followPlans, reviewPlan, saveDraft, sheetOfPlan, versionOf } from './service.ts';
import { settleGoal } from './goals.ts';
import { moveAction, planWork, settleAction } from './steps.ts';
import { planOf } from './view.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;
const nameOf = new Map<string, number>();

const TODAY = '2026-03-10';
const DAY = 86_400_000;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * DAY);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW) => db.inContext(actor, work, { subscriptions: [...assessmentSubscriptions, ...subscriptions], now });
const step = (words: string, days: number, who: Who = { kind: 'person' }): PlanStep => ({ actionId: newId(), words, who, dueOn: addDays(TODAY, days) });
const goal = (steps: PlanStep[], over: Partial<PlanContent['goals'][number]> = {}): PlanContent['goals'][number] =>
  ({ goalId: newId(), dimension: 'economic', level: 'individual', whose: 'person', words: 'Tener trabajo', needIds: [], steps, ...over });
const content = (goals: PlanContent['goals'], first: PlanContent['first'] = []): PlanContent => ({ first, goals, left: [] });
const agreement = { how: 'read-aloud', locale: 'es', spoken: null, givenBy: 'person', guardianId: null, childAssent: false, reviewOn: addDays(TODAY, 90) } as const;

async function open(birthDate = '1988-05-01', admin2 = HOME): Promise<{ caseId: string; personId: string }> {
  return as(actors.reception, async (ctx) => {
    const person = await registerPerson(ctx, { givenNames: `Planeada ${++count}`, surname1: 'De Prueba', birthDate, sex: 'F', source: 'reception' });
    const opened = await openCase(ctx, { personId: person.personId, destinationAdmin2: admin2, urgency: '2weeks' });
    nameOf.set(opened.caseId, count);
    return { personId: person.personId, caseId: opened.caseId };
  });
}

const read = (actor: Actor = actors.window, of = caseId, now = TEST_NOW): Promise<PlanView> => as(actor, (ctx) => planOf(ctx, of), now);
async function write(change: (draft: PlanContent) => PlanContent, of = caseId, now = TEST_NOW): Promise<{ seq: number; problems: readonly { code: string }[] }> {
  const { draft } = await as(actors.window, (ctx) => beginDraft(ctx, of), now);
  return as(actors.window, (ctx) => saveDraft(ctx, of, { seq: draft!.seq, content: change(draft!.content) }), now);
}
async function agree(change: (draft: PlanContent) => PlanContent, over: Partial<Parameters<typeof agreePlan>[2]> = {}, of = caseId, now = TEST_NOW): Promise<PlanView> {
  const { seq } = await write(change, of, now);
  return as(actors.window, (ctx) => agreePlan(ctx, of, { ...agreement, seq, ...over }), now);
}
const lines = async (actor: Actor, list: 'overdue' | 'today' | 'upcoming' | 'reviews', now = TEST_NOW, of = caseId) =>
  (await as(actor, (ctx) => planWork(ctx, { list, text: `Planeada ${nameOf.get(of)!}` }), now)).lines.filter((l) => l.caseId === of).map((l) => l.words?.es ?? null);

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(async () => { ({ caseId, personId } = await open()); });

describe('a plan that is written', () => {
  test('saves itself, says what is missing, and is gone on with by a colleague', async () => {
    const { problems } = await write((d) => ({ ...d, goals: [goal([{ ...step('', 3), dueOn: null }])] }));
    expect(problems.map((p) => p.code)).toEqual(['plans.step-without-words', 'plans.step-without-day']);
    const there = await read(actors.windowColleague);
    expect([there.version, there.draft!.content.goals.length, there.goals.length]).toEqual([0, 1, 0]);
  });

  test('is not overwritten by somebody who has not read what a colleague saved', async () => {
    const { seq } = await write((d) => ({ ...d, goals: [goal([step('Uno', 3)])] }));
    await expect(as(actors.windowColleague, (ctx) => saveDraft(ctx, caseId, { seq: seq - 1, content: content([]) }))).rejects.toThrow('plans.draft-changed');
    await expect(as(actors.window, (ctx) => agreePlan(ctx, caseId, { ...agreement, seq: seq - 1 }))).rejects.toThrow('plans.draft-changed');
    expect((await as(actors.window, (ctx) => dropDraft(ctx, caseId, seq))).draft).toBeNull();
  });

  test('shows the needs that no goal answers', async () => {
    const { needId } = await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'orientation', urgency: 'long' }));
    const covered = async () => (await read()).needs.find((n) => n.needId === needId)!.covered;
    expect(await covered()).toBe(false);
    await write((d) => ({ ...d, goals: [goal([step('Uno', 3)], { needIds: [needId] })] }));
    expect(await covered()).toBe(true);
  });
});

describe('a plan that is agreed', () => {
  test('is kept word for word as it is printed, promises its steps and asks for the next look', async () => {
    const view = await agree(() => content([goal([step('Ir a la entrevista', 3), step('Llamar', 0, { kind: 'organization', name: 'Bolsa de trabajo' })])]));
    expect([view.version, view.agreedOn, view.reviewOn, view.draft]).toEqual([1, TODAY, '2026-06-08', null]);
    expect(view.goals[0]!.steps.map((s) => [s.words.es, s.name, s.dueOn, s.state, s.timing])).toEqual([
      ['Llamar', 'Bolsa de trabajo', TODAY, 'promised', 'today'], ['Ir a la entrevista', null, '2026-03-13', 'promised', 'upcoming'],
    ]);
    const sheet = await as(actors.window, (ctx) => sheetOfPlan(ctx, caseId, 'en'));
    expect([sheet.locale, sheet.status]).toEqual(['es', 'Acordado el martes, 10 de marzo de 2026']);
    expect(sheet.parts[0]!.goals[0]!.steps.map((s) => [s.words, s.who, s.day])).toEqual([['Ir a la entrevista', 'Yo', 'viernes, 13 de marzo de 2026'], ['Llamar', 'Bolsa de trabajo', 'martes, 10 de marzo de 2026']]);
    expect(JSON.stringify(sheet)).not.toMatch(/Planeada|Prueba/);
  });

  test('never changes, not even by the owner of the tables', async () => {
    await agree(() => content([goal([step('Uno', 3)])]));
    for (const change of [sql`update plans.plan_version set sheet = '{}'`, sql`delete from plans.plan_version`, sql`update plans.action set first_due_on = '2030-01-01'`, sql`delete from plans.action`]) {
      await expect(db.asActor(actors.window, (tx) => change.execute(tx))).rejects.toThrow(/permission denied/);
    }
    await expect(db.owner('update plans.plan_version set content = $1 where case_id = $2', ['{}', caseId])).rejects.toThrow('what was agreed never changes');
    await expect(db.owner('delete from plans.plan_version where case_id = $1', [caseId])).rejects.toThrow('what was agreed never changes');
  });

  test('changes by a new version: the old one reads as it did, no promise is lost, and the difference is told', async () => {
    const before = await agree(() => content([goal([step('Uno', 3), step('Dos', 5), step('Tres', 9)])]));
    const [one, two, three] = before.goals[0]!.steps;
    await expect(agree((d) => ({ ...d, goals: d.goals.map((g) => ({ ...g, steps: g.steps.slice(0, 2) })) }))).rejects.toThrow('plans.step-left-out');
    const after = await agree((d) => ({
      ...d, left: [{ actionId: three!.actionId, why: 'ya no hace falta' }],
      goals: d.goals.map((g) => ({ ...g, steps: [{ ...g.steps[0]!, dueOn: addDays(TODAY, 6) }, { ...g.steps[1]!, words: 'Dos, con ayuda' }, step('Cuatro', 20)] })),
    }));
    expect(after.goals[0]!.steps.map((s) => [s.words.es, s.dueOn, s.firstDueOn, s.state, s.why])).toEqual([
      ['Dos, con ayuda', '2026-03-15', '2026-03-15', 'promised', null], ['Uno', '2026-03-16', '2026-03-13', 'promised', null],
      ['Tres', '2026-03-19', '2026-03-19', 'not-done', 'ya no hace falta'], ['Cuatro', '2026-03-30', '2026-03-30', 'promised', null],
    ]);
    const first = await as(actors.window, (ctx) => versionOf(ctx, caseId, 1));
    expect(first.sheet.parts[0]!.goals[0]!.steps.map((s) => s.words)).toEqual(['Uno', 'Dos', 'Tres']);
    const second = await as(actors.supervisor, (ctx) => versionOf(ctx, caseId, 2));
    expect(second.changes.map((c) => c.kind)).toEqual(['step-moved', 'step-changed', 'step-added', 'step-gone']);
    const kinds = await db.owner<{ kind: string }>('select kind from plans.action_event where action_id in ($1, $2, $3) order by at, kind', [one!.actionId, two!.actionId, three!.actionId]);
    expect(kinds.map((k) => k.kind).sort()).toEqual(['moved', 'not-done', 'promised', 'promised', 'promised']);
  });

  test('does not take the steps or goals of another plan for its own', async () => {
    const mine = (await agree(() => content([goal([step('Uno', 3)])]))).goals[0]!;
    const other = await open();
    await expect(agree(() => content([goal([step('Uno', 3)], { goalId: mine.goalId })]), {}, other.caseId)).rejects.toThrow('platform.not-found');
    await expect(agree(() => content([goal([{ ...step('Uno', 3), actionId: mine.steps[0]!.actionId }])]), {}, other.caseId)).rejects.toThrow('platform.not-found');
  });

  test('of a child needs somebody who answers for it, and the child', async () => {
    const child = await open('2015-05-01');
    const guardian = await open();
    const one = () => content([goal([step('Ir a la escuela', 3)])]);
    await expect(agree(one, {}, child.caseId)).rejects.toThrow('plans.guardian-needed');
    await expect(agree(one, { givenBy: 'guardian', guardianId: guardian.personId, childAssent: true }, child.caseId)).rejects.toThrow('plans.guardian-unknown');
    await as(actors.window, (ctx) => recordRelation(ctx, child.personId, { otherPersonId: guardian.personId, word: 'parent' }));
    expect((await read(actors.window, child.caseId)).guardians.map((g) => g.personId)).toEqual([guardian.personId]);
    await expect(agree(one, { givenBy: 'guardian', guardianId: guardian.personId }, child.caseId)).rejects.toThrow('plans.child-assent-needed');
    expect((await agree(one, { givenBy: 'guardian', guardianId: guardian.personId, childAssent: true }, child.caseId)).version).toBe(1);
  });
});

describe('while safety comes first', () => {
  const before = (days: number): PlanContent['first'] => [{ actionId: newId(), step: 'agreed-call', who: 'person', dueOn: addDays(TODAY, days) }];

  test('nothing else is agreed before a step for it is; an alert that was answered stands in the way of nothing', async () => {
    await as(actors.window, (ctx) => raiseAlert(ctx, caseId, 'danger-now'));
    expect((await read()).safetyFirst).toBe(true);
    await expect(agree(() => content([goal([step('Uno', 3)])]))).rejects.toThrow('plans.safety-first');
    expect((await agree((d) => ({ ...d, first: before(1) }))).version).toBe(1);
    await db.owner(`update assessment.alert set answered_by = $2, answered_at = $3, what = 'prueba' where case_id = $1`, [caseId, actors.window.userId, TEST_NOW]);
    expect((await read()).safetyFirst).toBe(false);
  });

  test('an urgent need that only the closed circle reads asks for it too, and the window is told no more than that', async () => {
    await db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, reasons, basis, restricted, opened_by, opened_at, opened_on)
      values ($1, 'ZZ', $2, 'gbv_support', '24h', 'open', 'rule', '[]', '{}', true, $3, $4, $5)`, [newId(), caseId, actors.protection.userId, TEST_NOW, TODAY]);
    const view = await read();
    expect([view.safetyFirst, view.needs.map((n) => n.need)]).toEqual([true, []]);
    expect(JSON.stringify(view)).not.toContain('gbv');
    await as(actors.window, (ctx) => letOfficeSee(ctx, personId, OFFICES.reception.id, 'assigned'));
    expect((await read(actors.protection)).needs).toEqual([]);
    const view2 = await agree(() => content([goal([step('Uno', 3)])], before(2)));
    expect(view2.first.map((s) => [s.first, s.words.es])).toEqual([[true, 'Llamar al número acordado']]);
  });

  test.each(ALERT_CODES)('an alert of %s asks for it if it is one that must be answered today', async (code) => {
    await as(actors.window, (ctx) => raiseAlert(ctx, caseId, code));
    expect((await read()).safetyFirst).toBe(PRESSING_ALERTS.includes(code));
  });

  test('somebody who does not see the case is told nothing', async () => {
    await as(actors.window, (ctx) => raiseAlert(ctx, caseId, 'danger-now'));
    for (const actor of [actors.reception, actors.otherWindow, actors.abroad, actors.analyst]) {
      const { rows } = await db.asActor(actor, (tx) => sql<{ told: unknown }>`select assessment.safety_comes_first(${caseId}) as told`.execute(tx));
      expect(rows[0]!.told, actor.displayName).toBeNull();
    }
  });
});

describe('relatives', () => {
  test('are named as long as they are in sight, and printed as what they are to the person', async () => {
    const sister = await open();
    await as(actors.window, (ctx) => recordRelation(ctx, personId, { otherPersonId: sister.personId, word: 'sibling' }));
    const view = await agree(() => content([goal([step('Cuidar a los niños', 3, { kind: 'relative', personId: sister.personId })])]));
    expect(view.goals[0]!.steps[0]!.name).toMatch(/^Planeada/);
    expect((await as(actors.window, (ctx) => sheetOfPlan(ctx, caseId, 'es'))).parts[0]!.goals[0]!.steps[0]!.who).toMatch(/^Herman/);
  });

  test('who are kept apart cannot be named, nor show where they were named before: for nobody', async () => {
    const other = await open();
    await as(actors.window, (ctx) => recordRelation(ctx, personId, { otherPersonId: other.personId, word: 'partner' }));
    for (const id of [personId, other.personId]) await as(actors.window, (ctx) => letOfficeSee(ctx, id, OFFICES.reception.id, 'assigned'));
    const name = (await read()).relatives[0]!.name;
    await agree(() => content([goal([step('Acompañar', 3, { kind: 'relative', personId: other.personId })])]));
    await as(actors.protection, (ctx) => keepApart(ctx, personId, { otherPersonId: other.personId, reason: 'prueba' }));
    for (const actor of [actors.window, actors.supervisor, actors.protection]) {
      const shown = JSON.stringify([await read(actor), await as(actor, (ctx) => versionOf(ctx, caseId, 1)), await as(actor, (ctx) => sheetOfPlan(ctx, caseId, 'es'))]);
      expect(shown.includes(name), actor.displayName).toBe(false);
      expect(shown.includes(other.personId), actor.displayName).toBe(false);
    }
    const unnamed = await write((d) => ({ ...d, goals: [...d.goals, goal([step('Otro', 4, { kind: 'relative', personId: other.personId })])] }));
    expect(unnamed.problems.map((p) => p.code)).toEqual(['plans.relative-unknown']);
    for (const actor of [actors.window, actors.protection]) expect(JSON.stringify(await read(actor))).not.toContain(other.personId);
    await expect(as(actors.window, (ctx) => agreePlan(ctx, caseId, { ...agreement, seq: unnamed.seq }))).rejects.toThrow('plans.relative-unknown');
  });
});

describe('promised steps', () => {
  test('fall due by the clock alone and leave the list when they are done, not done, or moved', async () => {
    const view = await agree(() => content([goal([step('Uno', 0), step('Dos', 1), step('Tres', 2)])]));
    const [one, two, three] = view.goals[0]!.steps.map((s) => s.actionId);
    expect([await lines(actors.window, 'today'), await lines(actors.window, 'upcoming')]).toEqual([['Uno'], ['Dos', 'Tres']]);
    expect([await lines(actors.supervisor, 'today', later(2)), await lines(actors.supervisor, 'overdue', later(2))]).toEqual([['Tres'], ['Uno', 'Dos']]);
    expect(await lines(actors.otherWindow, 'overdue', later(2))).toEqual([]);
    await as(actors.window, (ctx) => settleAction(ctx, one!, { state: 'done' }), later(3));
    await as(actors.window, (ctx) => settleAction(ctx, two!, { state: 'not-done', why: 'no pudo ir' }), later(3));
    expect(await lines(actors.window, 'overdue', later(3))).toEqual(['Tres']);
    await as(actors.window, (ctx) => moveAction(ctx, three!, { dueOn: addDays(TODAY, 8), why: 'lo pidió' }), later(3));
    expect(await lines(actors.window, 'overdue', later(3))).toEqual([]);
    await as(actors.window, (ctx) => settleAction(ctx, two!, { state: 'promised', dueOn: addDays(TODAY, 9), why: 'quiere otra vez' }), later(3));
    expect((await read(actors.window, caseId, later(3))).goals[0]!.steps.map((s) => [s.words.es, s.state, s.firstDueOn, s.dueOn])).toEqual([
      ['Uno', 'done', '2026-03-10', '2026-03-10'], ['Tres', 'promised', '2026-03-12', '2026-03-18'], ['Dos', 'promised', '2026-03-11', '2026-03-19'],
    ]);
    await expect(as(actors.window, (ctx) => moveAction(ctx, one!, { dueOn: addDays(TODAY, 9), why: 'x' }))).rejects.toThrow('plans.step-over');
  });

  test('are found by name inside a list, page after page, counted so far and no further', async () => {
    await agree(() => content([goal(Array.from({ length: 20 }, (_, i) => step(`Paso ${i}`, 1))), goal(Array.from({ length: 20 }, (_, i) => step(`Otro ${i}`, 1))), goal(Array.from({ length: 20 }, (_, i) => step(`Más ${i}`, 1)))]));
    const page = (after?: string, text?: string) => as(actors.window, (ctx) => planWork(ctx, { list: 'upcoming', after, text }));
    const name = `Planeada ${count}`;
    const one = await page(undefined, name);
    const two = await page(one.next!, name);
    expect([one.lines.length, two.lines.length, two.next]).toEqual([50, 10, null]);
    expect(new Set([...one.lines, ...two.lines].map((l) => l.id)).size).toBe(60);
    expect((await page(undefined, 'Nadiesellama')).lines).toEqual([]);
    expect(one.counts.upcoming).toBeGreaterThanOrEqual(60);
    await expect(page('AAAA')).rejects.toThrow('platform.invalid');
  });

  test('end with the case and are promised again when it is opened again', async () => {
    await agree(() => content([goal([step('Uno', 2)])]));
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { why: 'prueba' }));
    expect([(await read()).goals[0]!.steps[0]!.state, await lines(actors.window, 'upcoming')]).toEqual(['ended', []]);
    await expect(as(actors.window, (ctx) => beginDraft(ctx, caseId))).rejects.toThrow('plans.case-closed');
    await db.owner(`update registry.case_file set state = 'new', closed_at = null, closed_why = null where id = $1`, [caseId]);
    await as(actors.window, (ctx) => followPlans(ctx, caseId));
    expect([(await read()).goals[0]!.steps[0]!.state, await lines(actors.window, 'upcoming')]).toEqual(['promised', ['Uno']]);
  });

  test('move with the case to the other office', async () => {
    await agree(() => content([goal([step('Uno', 2)])]));
    await as(actors.reception, (ctx) => openCase(ctx, { personId, destinationAdmin2: ELSEWHERE, urgency: '2weeks' }));
    expect([await lines(actors.otherWindow, 'upcoming'), await lines(actors.window, 'upcoming')]).toEqual([['Uno'], []]);
  });

  test('of a case that goes on in another one stay promised, and the page of the other one leads to them', async () => {
    await agree(() => content([goal([step('Uno', 2)])]));
    const other = await open();
    await as(actors.window, (ctx) => decideIdentity(ctx, { personA: personId, personB: other.personId, decision: 'same' }));
    const { joinId } = await as(actors.window, (ctx) => joinCases(ctx, caseId, { into: other.caseId, note: 'una persona' }));
    expect([await lines(actors.window, 'upcoming'), (await read(actors.window, other.caseId)).together]).toEqual([['Uno'], [{ caseId, version: 1, promised: 1 }]]);
    await as(actors.window, (ctx) => closeCase(ctx, other.caseId, { why: 'prueba' }));
    expect(await lines(actors.window, 'upcoming')).toEqual([]);
    await as(actors.window, (ctx) => undoJoin(ctx, joinId));
    expect(await lines(actors.window, 'upcoming')).toEqual(['Uno']);
  });
});

describe('the page that somebody takes along', () => {
  const sheet = (locale?: 'es' | 'en', actor: Actor = actors.window) => as(actor, (ctx) => sheetOfPlan(ctx, caseId, locale));

  test('is in the language of the person, whatever the officer reads, until another is chosen; agreed, in the one in which it was agreed', async () => {
    const englishOfficer: Actor = { ...actors.window, locale: 'en' };
    await write((d) => ({ ...d, goals: [goal([step('Uno', 2)])] }));
    expect([(await sheet(undefined, englishOfficer)).locale, (await read()).offers.locale]).toEqual(['es', 'es']);
    for (const [spoken, locale] of [['en', 'en'], ['mam', 'es']] as const) {
      await db.owner('update registry.person set preferred_language = $2 where id = $1', [personId, spoken]);
      expect([await sheet(), (await read()).offers.locale]).toMatchObject([{ locale, agreed: false }, locale]);
    }
    expect((await sheet('en')).locale).toBe('en');
    await agree((d) => d, { locale: 'en' });
    expect(await sheet()).toMatchObject({ locale: 'en', agreed: true, title: (await sheet('es')).title });
  });
});

describe('a plan that is looked at again', () => {
  test('is on the list from its day on until it was, and asks for the next day', async () => {
    await agree(() => content([goal([step('Uno', 2)])]), { reviewOn: addDays(TODAY, 5) });
    expect([await lines(actors.window, 'reviews', later(4)), await lines(actors.window, 'reviews', later(5))]).toEqual([[], [null]]);
    await as(actors.window, (ctx) => reviewPlan(ctx, caseId, { nextOn: addDays(TODAY, 40), note: 'va bien' }), later(6));
    expect([await lines(actors.window, 'reviews', later(6)), (await read()).reviewOn]).toEqual([[], addDays(TODAY, 40)]);
  });

  test('says what was reached; what is set aside needs a reason', async () => {
    const { goals } = await agree(() => content([goal([step('Uno', 2)])]));
    await expect(as(actors.window, (ctx) => settleGoal(ctx, goals[0]!.goalId, { state: 'set-aside' }))).rejects.toThrow('plans.reason-missing');
    await as(actors.window, (ctx) => settleGoal(ctx, goals[0]!.goalId, { state: 'reached', note: 'tiene contrato' }));
    expect((await read()).goals[0]).toMatchObject({ state: 'reached', note: 'tiene contrato' });
  });
});

describe('the country’s proposals', () => {
  test('a device request shows at least three dated steps (S-05)', async () => {
    const { offers } = await read();
    const device = offers.templates.find((t) => t.needs.includes('prosthetics'))!;
    const steps = device.steps.map((s) => step(s.words.es, s.days, s.who === 'organization' ? { kind: 'organization', name: s.organization ?? '' } : { kind: s.who }));
    const view = await agree(() => content([goal(steps, { dimension: device.dimension, level: device.level, words: device.goal.es })]));
    expect(view.goals[0]!.steps.filter((s) => s.dueOn > TODAY).length).toBeGreaterThanOrEqual(3);
  });
});
