import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addNeed, getNeed, needsOf, subscriptions as assessmentSubscriptions } from '#assessment';
import type { Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { assignCase, closeCase, keepApart, letOfficeSee, moveHousehold, openCase, recordConsent, recordFacts, registerPerson, reopenCase, withdrawConsent } from '#registry';
import { actors, HOME, OFFICES } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { countCells, listGoalsOfCell, listUnplanned } from '../board-repository.ts';
import { subscriptions } from '../events.ts';
import { listHouseholdGoals } from '../goal-repository.ts';
import { settleGoal } from '../plan/goals.ts';
import type { PlanContent, PlanView } from '../plan/schema.ts';
import { agreePlan, beginDraft, saveDraft } from '../plan/service.ts';
import { planWork } from '../plan/steps.ts';
import { planOf } from '../plan/view.ts';
import { besideOf } from './beside.ts';
import { BOARD_LEVELS, type BoardLevel } from './schema.ts';
import { goalBoard, goalsOfCell } from './service.ts';

let db: TestDatabase;
let count = 0;

const TODAY = '2026-03-10';
const DAY = 86_400_000;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * DAY);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW) => db.inContext(actor, work, { subscriptions: [...assessmentSubscriptions, ...subscriptions], now });
type Goal = PlanContent['goals'][number];

async function open(now = TEST_NOW): Promise<{ caseId: string; personId: string; name: string }> {
  const name = `Tablero ${++count}`;
  return as(actors.reception, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: name, surname1: 'De Prueba', birthDate: '1988-05-01', sex: 'F', source: 'reception' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' });
    return { caseId, personId, name };
  }, now);
}

const goal = (over: Partial<Goal> = {}): Goal => ({
  goalId: newId(), dimension: 'economic', level: 'individual', whose: 'person', words: 'Tener trabajo', needIds: [],
  steps: [{ actionId: newId(), words: 'Un paso', who: { kind: 'person' }, dueOn: addDays(TODAY, 5) }], ...over,
});
async function agree(caseId: string, change: (draft: PlanContent) => PlanContent, now = TEST_NOW): Promise<PlanView> {
  const { draft } = await as(actors.window, (ctx) => beginDraft(ctx, caseId), now);
  const { seq } = await as(actors.window, (ctx) => saveDraft(ctx, caseId, { seq: draft!.seq, content: change(draft!.content) }), now);
  return as(actors.window, (ctx) => agreePlan(ctx, caseId, {
    seq, how: 'read-aloud', locale: 'es', spoken: null, givenBy: 'person', guardianId: null, childAssent: false, reviewOn: addDays(TODAY, 120),
  }), now);
}
const agreeGoals = (caseId: string, goals: Goal[]) => agree(caseId, (d) => ({ ...d, goals: [...d.goals, ...goals] }));

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

describe('a goal that is reached', () => {
  const stateOf = async (needId: string) => (await as(actors.window, (ctx) => getNeed(ctx, needId))).state;
  const newNeed = async (caseId: string, need: string) => (await as(actors.window, (ctx) => addNeed(ctx, caseId, { need, urgency: 'long' }))).needId;
  const settle = (goalId: string, state: 'open' | 'reached' | 'partly' | 'set-aside', actor: Actor = actors.window) => as(actor, (ctx) => settleGoal(ctx, goalId, { state, note: 'así fue' }));

  test('meets the needs that it answers, with the reason in their history; opened again, they are open again', async () => {
    const { caseId } = await open();
    const needId = await newNeed(caseId, 'orientation');
    const { goals } = await agreeGoals(caseId, [goal({ words: 'Saber a dónde ir', needIds: [needId] })]);
    await settle(goals[0]!.goalId, 'partly');
    expect(await stateOf(needId)).toBe('open');
    await settle(goals[0]!.goalId, 'reached');
    expect(await stateOf(needId)).toBe('met');
    const { rows } = await db.asActor(actors.window, (tx) => sql<{ why: string }>`select e.why from assessment.need_event e where e.need_id = ${needId} and e.to_state = 'met'`.execute(tx));
    expect(rows).toEqual([{ why: 'Se alcanzó la meta del plan: Saber a dónde ir' }]);
    await settle(goals[0]!.goalId, 'open');
    expect(await stateOf(needId)).toBe('open');
  });

  test('leaves open what another open goal answers too, and does not open what somebody met otherwise', async () => {
    const { caseId } = await open();
    const [shared, own] = [await newNeed(caseId, 'orientation'), await newNeed(caseId, 'job_placement')];
    const { goals } = await agreeGoals(caseId, [goal({ needIds: [shared, own] }), goal({ needIds: [shared] })]);
    await settle(goals[0]!.goalId, 'reached');
    expect([await stateOf(shared), await stateOf(own)]).toEqual(['open', 'met']);
    await settle(goals[1]!.goalId, 'reached');
    expect(await stateOf(shared)).toBe('met');
    await settle(goals[0]!.goalId, 'set-aside');
    expect([await stateOf(shared), await stateOf(own)]).toEqual(['met', 'open']);
  });

  test('touches no need of another case, whatever ids its plan names', async () => {
    const [{ caseId }, other] = [await open(), await open()];
    const theirs = await newNeed(other.caseId, 'orientation');
    const { goals } = await agreeGoals(caseId, [goal({ needIds: [theirs] })]);
    await settle(goals[0]!.goalId, 'reached');
    expect(await stateOf(theirs)).toBe('open');
  });

  test.each([['window', actors.window], ['supervisor', actors.supervisor]] as const)('is settled with its case, and so are needs, by a %s', async (_, actor) => {
    const { caseId } = await open();
    const [met, not] = [await newNeed(caseId, 'orientation'), await newNeed(caseId, 'job_placement')];
    const { goals } = await agreeGoals(caseId, [goal(), goal(), goal()]);
    await as(actor, (ctx) => closeCase(ctx, caseId, { code: 'goals-reached', reached: [
      { kind: 'need', id: met, result: 'met' }, { kind: 'need', id: not, result: 'partly' }, { kind: 'goal', id: goals[0]!.goalId, result: 'met' }, { kind: 'goal', id: goals[1]!.goalId, result: 'partly' },
    ] }));
    expect([await stateOf(met), await stateOf(not)]).toEqual(['met', 'open']);
    const view = await as(actors.window, (ctx) => planOf(ctx, caseId));
    expect(view.goals.map((g) => g.state)).toEqual(['reached', 'partly', 'open']);
  });

  test('gives supervision no other power over needs and goals', async () => {
    const { caseId } = await open();
    const needId = await newNeed(caseId, 'orientation');
    const { goals } = await agreeGoals(caseId, [goal()]);
    const changes = [
      sql`update assessment.need set state = 'withdrawn', withdrawn_by = 'person', closed_at = now(), closed_on = current_date where id = ${needId}`,
      sql`update plans.goal set note = 'otra cosa' where id = ${goals[0]!.goalId}`,
    ];
    for (const change of changes) expect((await db.asActor(actors.supervisor, (tx) => change.execute(tx))).numAffectedRows).toBe(0n);
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'moved' }));
    for (const change of changes) await expect(db.asActor(actors.supervisor, (tx) => change.execute(tx))).rejects.toThrow(/row-level security/);
    expect((await as(actors.supervisor, (ctx) => needsOf(ctx, caseId))).find((n) => n.needId === needId)!.state).toBe('open');
  });
});

describe('the board of dimension and level', () => {
  const openIn = async (actor: Actor, dimension: string, level: BoardLevel) => (await as(actor, (ctx) => goalBoard(ctx))).cells.find((c) => c.dimension === dimension && c.level === level)!.open;

  test('counts every open goal in one of nine cells, and its list has as many, with what is promised', async () => {
    const { caseId, name } = await open();
    const before = await as(actors.window, (ctx) => goalBoard(ctx));
    await agreeGoals(caseId, [goal({ words: 'Uno', level: 'household', whose: 'household' }), goal({ words: 'Dos' }), goal({ words: 'Tres', dimension: 'social', level: 'community' })]);
    const { cells } = await as(actors.window, (ctx) => goalBoard(ctx));
    expect(cells).toHaveLength(9);
    expect(cells.map((c, i) => c.open - before.cells[i]!.open)).toEqual([2, 0, 0, 0, 1, 0, 0, 0, 0]);
    const list = async (text: string) => (await as(actors.window, (ctx) => goalsOfCell(ctx, { dimension: 'economic', level: 'individual', text }))).lines;
    expect((await list(name)).map((l) => [l.words, l.level, l.promised, l.nextOn]).sort()).toEqual([['Dos', 'individual', 1, addDays(TODAY, 5)], ['Uno', 'household', 1, addDays(TODAY, 5)]]);
    expect(await list('Nadie Así')).toEqual([]);
    for (const level of BOARD_LEVELS) {
      const { lines } = await as(actors.window, (ctx) => goalsOfCell(ctx, { dimension: 'social', level }));
      expect(lines).toHaveLength(await openIn(actors.window, 'social', level));
    }
  });

  test('forgets a goal that was reached, that a new agreement no longer has, and those of a closed case until it goes on', async () => {
    const { caseId } = await open();
    const at = () => openIn(actors.window, 'psychosocial', 'structural');
    const before = await at();
    const there = { dimension: 'psychosocial', level: 'structural' } as const;
    const { goals } = await agreeGoals(caseId, [goal(there), goal(there), goal(there)]);
    expect(await at()).toBe(before + 3);
    await as(actors.window, (ctx) => settleGoal(ctx, goals[0]!.goalId, { state: 'reached' }));
    expect(await at()).toBe(before + 2);
    const gone = goals[1]!;
    await agree(caseId, (d) => ({ ...d, goals: d.goals.filter((g) => g.goalId !== gone.goalId), left: gone.steps.map((s) => ({ actionId: s.actionId, why: 'ya no' })) }));
    expect(await at()).toBe(before + 1);
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'moved' }));
    expect(await at()).toBe(before);
    await as(actors.window, (ctx) => reopenCase(ctx, caseId, { why: 'volvió' }), later(1));
    expect(await at()).toBe(before + 1);
  });

  test('goes on by pages without losing or repeating a goal', async () => {
    for (let i = 0; i < 4; i++) await agreeGoals((await open()).caseId, Array.from({ length: 15 }, () => goal({ dimension: 'social', level: 'structural' })));
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const { lines, next } = await as(actors.window, (ctx) => goalsOfCell(ctx, { dimension: 'social', level: 'structural', after }));
      seen.push(...lines.map((l) => l.goalId));
      if (next === null) break;
      after = next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([await openIn(actors.window, 'social', 'structural'), seen.length]);
  });
});

describe('goals of the household', () => {
  const besides = async (caseId: string, actor: Actor = actors.window) => (await as(actor, (ctx) => besideOf(ctx, caseId))).household.flatMap((part) => part.goals.map((g) => g.words));
  async function family() {
    const [one, other] = [await open(), await open()];
    await as(actors.window, (ctx) => moveHousehold(ctx, { people: [one.personId, other.personId], to: { where: 'new' } }));
    await agreeGoals(one.caseId, [goal({ words: 'El negocio de la familia', level: 'household', whose: 'household' }), goal({ words: 'Lo suyo' })]);
    return { one, other };
  }

  test('show beside the plan of every other member, and the goals of one person do not', async () => {
    const { one, other } = await family();
    expect([await besides(other.caseId), await besides(one.caseId)]).toEqual([['El negocio de la familia'], []]);
    expect(await besides(other.caseId, actors.supervisor)).toEqual(['El negocio de la familia']);
  });

  test('do not show to anybody beside the plan of somebody who is kept apart, protection included', async () => {
    const { one, other } = await family();
    await as(actors.protection, (ctx) => keepApart(ctx, one.personId, { otherPersonId: other.personId, reason: 'no es seguro' }));
    for (const actor of [actors.window, actors.supervisor, actors.protection]) expect(await besides(other.caseId, actor), actor.displayName).toEqual([]);
  });

  test('do not show once whoever they were agreed with takes back that their case is worked on, nor out of sight, nor of a closed case', async () => {
    const { one, other } = await family();
    const { consentId } = await as(actors.window, (ctx) => recordConsent(ctx, { personId: one.personId, caseId: one.caseId }, { purpose: 'case', given: true }));
    expect(await besides(other.caseId)).toHaveLength(1);
    await as(actors.window, (ctx) => withdrawConsent(ctx, consentId));
    expect(await besides(other.caseId)).toEqual([]);
    const second = await family();
    await as(actors.window, (ctx) => letOfficeSee(ctx, second.other.personId, OFFICES.otherWindow.id, 'hand-over'));
    expect(await besides(second.other.caseId, actors.otherWindow)).toEqual([]);
    await as(actors.window, (ctx) => closeCase(ctx, second.one.caseId, { code: 'moved' }));
    expect(await besides(second.other.caseId)).toEqual([]);
  });
});

describe('why somebody had left', () => {
  test('stands beside the plan with the proposals that answer it', async () => {
    const { caseId, personId } = await open();
    const causes = async () => (await as(actors.window, (ctx) => besideOf(ctx, caseId))).causes;
    expect(await causes()).toEqual([]);
    await as(actors.window, (ctx) => recordFacts(ctx, personId, [{ code: 'migrationCauses', value: ['work', 'other'] }]));
    expect((await causes()).map((c) => [c.code, c.words.es, c.templates])).toEqual([['work', 'trabajo o ingresos', ['work', 'skills', 'business']], ['other', 'otra razón', []]]);
  });
});

describe('cases without a plan', () => {
  const listed = async (name: string, now: Date, actor: Actor = actors.window) => (await as(actor, (ctx) => planWork(ctx, { list: 'without-plan', text: name }), now)).lines.map((l) => [l.dueOn, l.daysLate]);
  const counted = async (now: Date, actor: Actor = actors.window) => (await as(actor, (ctx) => planWork(ctx, { list: 'overdue' }), now)).counts['without-plan'];

  test('stand on the list from the day after the country’s days, until something was agreed', async () => {
    const { caseId, name } = await open();
    const before = await counted(later(30));
    expect([await listed(name, later(30)), await listed(name, later(31))]).toEqual([[], [[addDays(TODAY, 30), 1]]]);
    expect(await counted(later(31))).toBeGreaterThan(before);
    expect(await listed(name, later(31), actors.otherWindow)).toEqual([]);
    expect(await listed(name, later(31), actors.supervisor)).toHaveLength(1);
    await agree(caseId, (d) => ({ ...d, goals: [goal({ steps: [{ actionId: newId(), words: 'Un paso', who: { kind: 'person' }, dueOn: addDays(TODAY, 40) }] })] }), later(31));
    expect(await listed(name, later(32))).toEqual([]);
  });

  test('follow the case when it is closed, goes on, and is held by somebody', async () => {
    const { caseId, name } = await open();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    expect(await listed(name, later(60))).toHaveLength(1);
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'moved' }), later(40));
    expect(await listed(name, later(60))).toEqual([]);
    await as(actors.window, (ctx) => reopenCase(ctx, caseId, { why: 'volvió' }), later(50));
    expect(await listed(name, later(60))).toHaveLength(1);
  });
});

describe('the two walls, each with the other one off', () => {
  const outsiders: readonly Actor[] = [actors.otherWindow, actors.abroad, actors.provider, actors.reception, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.nobody];
  const TABLES = ['goal', 'unplanned', 'action', 'plan_version'];

  test('the queries alone show nothing to anybody else', async () => {
    const { caseId } = await open();
    const other = await open();
    await agreeGoals(caseId, [goal({ whose: 'household' })]);
    for (const table of TABLES) await db.owner(`alter table plans.${table} disable row level security`);
    try {
      for (const actor of outsiders) {
        const found = await db.asActor(actor, async (tx) => [
          ...(await listHouseholdGoals(actor, tx, [caseId])),
          ...(await listGoalsOfCell(actor, tx, { dimension: 'economic', level: 'individual', words: [], after: null, limit: 500 })).filter((g) => g.caseId === caseId),
          ...(await listUnplanned(actor, tx, { before: '2030-01-01', words: [], after: null, limit: 500 })).filter((u) => u.caseId === other.caseId),
          ...(await countCells(actor, tx)).filter((c) => c.open > 0),
        ]);
        expect(found, actor.displayName).toEqual([]);
      }
    } finally {
      for (const table of TABLES) await db.owner(`alter table plans.${table} enable row level security`);
    }
  });

  test('the policies alone show nothing to anybody else, and nobody writes the list', async () => {
    const { caseId } = await open();
    for (const actor of outsiders) {
      const { rows } = await db.asActor(actor, (tx) => sql`select case_id from plans.unplanned where case_id = ${caseId}`.execute(tx));
      expect(rows, actor.displayName).toEqual([]);
    }
    await expect(db.asActor(actors.window, (tx) => sql`delete from plans.unplanned`.execute(tx))).rejects.toThrow(/permission denied/);
  });
});
