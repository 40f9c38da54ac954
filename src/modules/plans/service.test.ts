import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { alertsFor, needsOf, subscriptions as assessmentSubscriptions } from '#assessment';
import { questionsOf, type Answers } from '#assessment/schema';
import { closeCase, decideIdentity, joinCases, openCase, registerPerson, undoIdentityDecision, undoJoin } from '#registry';
import { sql } from '#platform/db';
import { actors, ELSEWHERE, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import type { CaseFollowUps, FollowUpDetail, FollowUpView, FollowUpWorkList, Outcome, WorkListKind } from './schema.ts';
import { recordAttempt, rescheduleFollowUp } from './attempts.ts';
import { followUpsOf, getFollowUp, scheduleFollowUp } from './service.ts';
import { recordSurvey } from './survey.ts';
import { workList } from './work.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;

const DAY = 86_400_000;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * DAY);
const all = [...assessmentSubscriptions, ...subscriptions];
const as = <T>(actor: Actor, work: Parameters<TestDatabase['inContext']>[1], now = TEST_NOW) => db.inContext(actor, work, { subscriptions: all, now }) as Promise<T>;

async function open(birthDate = '1988-05-01', admin2 = HOME): Promise<void> {
  await as(actors.reception, async (ctx) => {
    ({ personId } = await registerPerson(ctx, { givenNames: `Persona ${++count}`, surname1: 'De Prueba', birthDate, sex: 'F', source: 'reception' }));
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: admin2, urgency: '2weeks' }));
  });
}

const list = (actor: Actor = actors.window, now = TEST_NOW) => as<CaseFollowUps>(actor, (ctx) => followUpsOf(ctx, caseId), now);
const work = (actor: Actor, which: WorkListKind, now: Date) => as<FollowUpWorkList>(actor, (ctx) => workList(ctx, { list: which }), now);
const attempt = (id: string, outcome: Outcome, now = TEST_NOW, extra = {}) =>
  as<FollowUpView>(actors.window, (ctx) => recordAttempt(ctx, id, { channel: 'phone', outcome, surveyDeclined: false, ...extra }), now);
const detail = (id: string) => as<FollowUpDetail>(actors.window, (ctx) => getFollowUp(ctx, id));
const step = async (code: string) => (await list()).followUps.find((f) => f.code === code)!;

async function answers(change: Record<string, string> = {}): Promise<Answers> {
  const { instrument } = await detail((await step('month-1')).followUpId);
  const first = questionsOf(instrument!).map((q) => [q.code, { state: 'value' as const, value: q.kind === 'select_multiple' ? [q.choices![0]!.code] : (change[q.code] ?? q.choices![0]!.code) }]);
  return Object.fromEntries(first) as Answers;
}

beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });
beforeEach(async () => { await open(); });

describe('a new case', () => {
  test('has its contacts planned by the rhythm of the country', async () => {
    const { followUps, rhythmSetByCountry } = await list();
    expect(followUps.map((f) => [f.code, f.dueOn, f.round])).toEqual([
      ['week-1', '2026-03-17', null], ['month-1', '2026-04-10', 'baseline'], ['month-3', '2026-06-10', null],
      ['month-6', '2026-09-10', 'm6'], ['month-12', '2027-03-10', 'm12'], ['month-18', '2027-09-10', 'm18'],
    ]);
    expect(rhythmSetByCountry).toBe(false);
  });

  test('falls due by the clock alone: coming, today, overdue', async () => {
    const mine = (w: FollowUpWorkList) => w.lines.filter((l) => l.caseId === caseId).map((l) => [l.code, l.timing, l.daysLate]);
    expect(mine(await work(actors.window, 'upcoming', TEST_NOW))).toEqual([['week-1', 'upcoming', 0]]);
    expect(mine(await work(actors.window, 'due', later(7)))).toEqual([['week-1', 'today', 0]]);
    expect(mine(await work(actors.window, 'overdue', later(9)))).toEqual([['week-1', 'overdue', 2]]);
    expect((await work(actors.supervisor, 'overdue', later(9))).counts.overdue).toBeGreaterThan(0);
    expect(mine(await work(actors.otherWindow, 'overdue', later(9)))).toEqual([]);
  });

  test('that is closed calls nobody any more', async () => {
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { why: 'Metas cumplidas' }));
    expect(new Set((await list()).followUps.map((f) => f.state))).toEqual(new Set(['cancelled']));
  });

  test('that moves takes its contacts to the new office', async () => {
    await as(actors.reception, (ctx) => openCase(ctx, { personId, destinationAdmin2: ELSEWHERE, urgency: '2weeks' }));
    const there = await work(actors.otherWindow, 'upcoming', TEST_NOW);
    expect(there.lines.map((l) => l.caseId)).toContain(caseId);
  });
});

describe('trying to reach a person', () => {
  test('somebody who answered has been followed up', async () => {
    const { followUpId } = await step('week-1');
    expect(await attempt(followUpId, 'reached')).toMatchObject({ state: 'done', lastChannel: 'phone', timing: null });
    expect((await detail(followUpId)).attempts).toMatchObject([{ outcome: 'reached', channel: 'phone' }]);
    await expect(attempt(followUpId, 'reached')).rejects.toThrow('plans.over-already');
  });

  test('somebody who never answers is lost with a date, shown to the supervisor, and may turn up again', async () => {
    const { followUpId } = await step('week-1');
    for (let i = 0; i < 4; i++) await attempt(followUpId, 'no-answer', later(7 + i));
    expect(await attempt(followUpId, 'no-answer', later(12))).toMatchObject({ state: 'lost', lostOn: '2026-03-22', escalated: true });
    expect((await work(actors.supervisor, 'lost', later(12))).lines.map((l) => l.followUpId)).toContain(followUpId);
    expect(await attempt(followUpId, 'reached', later(20))).toMatchObject({ state: 'done', lostOn: null });
  });

  test('death ends all contacts of the case', async () => {
    await attempt((await step('week-1')).followUpId, 'died');
    expect((await list()).followUps.filter((f) => f.timing !== null)).toEqual([]);
  });

  test('a contact is moved with its reason, or added by hand, never into the past', async () => {
    const { followUpId } = await step('week-1');
    const moved = await as<FollowUpView>(actors.window, (ctx) => rescheduleFollowUp(ctx, followUpId, { dueOn: '2026-03-25', why: 'Trabaja esa semana' }));
    expect(moved.dueOn).toBe('2026-03-25');
    const stored = await db.owner('select first_due_on from plans.follow_up where id = $1', [followUpId]);
    expect(stored).toEqual([{ first_due_on: '2026-03-17' }]);
    await expect(as(actors.window, (ctx) => scheduleFollowUp(ctx, caseId, { dueOn: '2026-03-01', channel: 'visit' }))).rejects.toThrow('plans.day-is-past');
    await as(actors.window, (ctx) => scheduleFollowUp(ctx, caseId, { dueOn: '2026-03-12', channel: 'visit' }));
    expect((await list()).followUps[0]).toMatchObject({ dueOn: '2026-03-12', channel: 'visit', label: { es: 'Contacto acordado' } });
  });

  test('of two officers who record at the same time both tries are kept', async () => {
    const { followUpId } = await step('week-1');
    await Promise.all([attempt(followUpId, 'no-answer'), attempt(followUpId, 'no-answer')]);
    expect(await detail(followUpId)).toMatchObject({ followUp: { attempts: 2 }, attempts: [{}, {}] });
  });
});

describe('the survey', () => {
  const survey = async (change: Record<string, string> = {}) => {
    const { followUpId } = await step('month-1');
    await attempt(followUpId, 'reached');
    const given = await answers(change);
    return as<CaseFollowUps>(actors.window, (ctx) => recordSurvey(ctx, followUpId, { answers: given, mode: 'in-person', locale: 'es', agreed: true }));
  };

  test('is scored by dimension under a set of weights that says it is unofficial', async () => {
    const { surveys, followUps } = await survey();
    expect(surveys).toMatchObject([{ round: 'baseline', weightSet: 'equal-unofficial-1', official: false }]);
    expect(surveys[0]!.scores.map((s) => s.dimension)).toEqual(['economic', 'social', 'psychosocial', 'composite']);
    expect(surveys[0]!.scores.every((s) => s.value !== null && s.value > 0.8)).toBe(true);
    expect(followUps.find((f) => f.code === 'month-1')!.state).toBe('done');
  });

  test('a wish for psychological help raises a need at once, whatever the score', async () => {
    await survey({ P8: 'yes', P4: 'never' });
    const needs = await as<Awaited<ReturnType<typeof needsOf>>>(actors.window, (ctx) => needsOf(ctx, caseId));
    expect(needs).toMatchObject([{ need: 'mental_health', urgency: '72h', source: 'alarm' }]);
    const alerts = await as<Awaited<ReturnType<typeof alertsFor>>>(actors.window, (ctx) => alertsFor(ctx, caseId));
    expect(alerts.map((a) => a.code).sort()).toEqual(['feels-unsafe', 'wants-psychologist']);
  });

  test('too few answers give no score, not a low one', async () => {
    const { followUpId } = await step('month-1');
    await attempt(followUpId, 'reached');
    const { surveys } = await as<CaseFollowUps>(actors.window, (ctx) =>
      recordSurvey(ctx, followUpId, { answers: { E1: { state: 'value', value: 'veryDissatisfied' } }, mode: 'phone', locale: 'es', agreed: true }));
    expect(surveys[0]!.scores.map((s) => s.value)).toEqual([null, null, null, null]);
  });

  test('is asked once per round, after the person was reached, and not of a child', async () => {
    const { followUpId } = await step('month-1');
    const ask = () => as(actors.window, (ctx) => recordSurvey(ctx, followUpId, { answers: {}, mode: 'phone', locale: 'es', agreed: true }));
    await expect(ask()).rejects.toThrow('plans.reach-first');
    expect(await attempt(followUpId, 'reached')).toMatchObject({ state: 'talked' });
    await ask();
    await expect(ask()).rejects.toThrow('plans.survey-answered-already');
    await open('2014-01-01');
    expect(await detail((await step('month-1')).followUpId)).toMatchObject({ instrument: null, tooYoung: true });
    expect(await attempt((await step('month-1')).followUpId, 'reached')).toMatchObject({ state: 'done' });
  });
});

describe('walls', () => {
  test('another office, another country and a provider find nothing', async () => {
    const { followUpId } = await step('week-1');
    for (const actor of [actors.otherWindow, actors.abroad, actors.provider, actors.analyst]) {
      await expect(as(actor, (ctx) => getFollowUp(ctx, followUpId)), actor.displayName).rejects.toThrow('platform.not-found');
      for (const table of ['follow_up', 'contact_attempt', 'survey_response', 'score']) {
        const { rows } = await db.asActor(actor, (tx) => sql`select 1 from ${sql.table(`plans.${table}`)}`.execute(tx));
        if (actor !== actors.otherWindow) expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
    }
  });

  test('figures tell counts, never who', async () => {
    const { rows } = await db.asActor(actors.analyst, (tx) => sql<Record<string, unknown>>`select * from plans.facts_follow_up`.execute(tx));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(caseId);
    const surveys = await db.asActor(actors.analyst, (tx) => sql<Record<string, unknown>>`select * from plans.facts_survey`.execute(tx));
    expect(surveys.rows.every((r) => r['official'] === false)).toBe(true);
    expect((await db.asActor(actors.window, (tx) => sql`select * from plans.facts_survey`.execute(tx))).rows).toEqual([]);
  });
});

describe('a case that goes on in another one', () => {
  type Waiting = { code: string; state: string };
  const stored = () => db.owner('select id, case_id, office_id, state, closed_on from plans.follow_up order by id');
  const waiting = async (of: string) => (await as<CaseFollowUps>(actors.supervisor, (ctx) => followUpsOf(ctx, of))).followUps.map(({ code, state }): Waiting => ({ code: code.replace(/^extra-.*/, 'extra'), state }));

  async function twoCases(): Promise<{ first: string; second: string; linkId: string; joinId: string; before: unknown }> {
    const [firstPerson, first] = [personId, caseId];
    await as(actors.window, (ctx) => scheduleFollowUp(ctx, first, { dueOn: '2026-03-20', channel: 'phone' }));
    await open('1988-05-01', ELSEWHERE);
    const { linkId } = await as<{ linkId: string }>(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: firstPerson, personB: personId, decision: 'same' }));
    const before = await stored();
    const { joinId } = await as<{ joinId: string }>(actors.supervisor, (ctx) => joinCases(ctx, first, { into: caseId, note: 'Llamarle el viernes' }));
    return { first, second: caseId, linkId, joinId, before };
  }

  test('is called once: what the other has too is put aside, what was promised besides is the work of the office that goes on', async () => {
    const { first, second } = await twoCases();
    expect((await waiting(first)).filter((f) => f.state === 'planned')).toEqual([{ code: 'extra', state: 'planned' }]);
    expect((await waiting(second)).every((f) => f.state === 'planned')).toBe(true);
    const lines = async (actor: Actor) => (await work(actor, 'upcoming', later(5))).lines.filter((l) => l.caseId === first).map((l) => l.code.slice(0, 5));
    expect(await lines(actors.otherWindow)).toEqual(['extra']);
    expect(await lines(actors.window)).toEqual([]);
  });

  test('what was put aside is read by whoever sees the case, and written by nobody', async () => {
    await twoCases();
    const aside = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`select follow_up_id from plans.put_aside`.execute(tx)).rows.length);
    expect(await aside(actors.window)).toBeGreaterThan(0);
    for (const actor of [actors.otherReception, actors.abroad, actors.provider, actors.analyst, actors.nobody]) expect(await aside(actor), actor.role).toBe(0);
    await expect(db.asActor(actors.supervisor, (tx) => sql`delete from plans.put_aside`.execute(tx))).rejects.toThrow();
    for (const actor of [actors.otherReception, actors.abroad, actors.analyst, actors.nobody]) {
      await expect(db.asActor(actor, (tx) => sql`select plans.end_contacts(${caseId}, '2026-03-10', now())`.execute(tx)), actor.role).rejects.toThrow();
    }
  });

  test('has its contacts back when the join is taken back, or the records are not one person after all', async () => {
    const joined = await twoCases();
    await as(actors.supervisor, (ctx) => undoJoin(ctx, joined.joinId));
    expect(await stored()).toEqual(joined.before);
    await as(actors.supervisor, (ctx) => joinCases(ctx, joined.first, { into: joined.second, note: 'Otra vez' }));
    await as(actors.supervisor, (ctx) => undoIdentityDecision(ctx, joined.linkId));
    expect(await stored()).toEqual(joined.before);
  });

  test('somebody who died, left or closed the case is not called for the other case either, unless it was another person', async () => {
    const { first, second, joinId } = await twoCases();
    const [next] = (await as<CaseFollowUps>(actors.otherWindow, (ctx) => followUpsOf(ctx, second))).followUps;
    await as(actors.otherWindow, (ctx) => recordAttempt(ctx, next!.followUpId, { channel: 'phone', outcome: 'died', surveyDeclined: false }));
    expect([...await waiting(first), ...await waiting(second)].filter((f) => f.state === 'planned')).toEqual([]);
    await as(actors.supervisor, (ctx) => undoJoin(ctx, joinId));
    expect((await waiting(first)).map((f) => f.state)).toEqual(['planned', 'planned', 'planned', 'planned', 'planned', 'planned', 'planned']);
    expect((await waiting(second)).filter((f) => f.state === 'planned')).toEqual([]);
  });
});
