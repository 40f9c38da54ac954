import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertsFor, raiseAlert, subscriptions as assessmentSubscriptions } from '#assessment';
import { PRESSING_ALERTS, type AlertCode } from '#assessment/schema';
import type { Actor } from '#kernel/actor';
import { addDays, dayIn } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { closeCase, decideIdentity, joinCases, listCases, openCase, registerPerson, reopenCase, undoJoin } from '#registry';
import { actors, HOME } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { subscriptions } from '../events.ts';
import type { PlanContent, PlanView, Who } from '../plan/schema.ts';
import { agreePlan, beginDraft, reviewPlan, saveDraft } from '../plan/service.ts';
import { moveAction, settleAction } from '../plan/steps.ts';
import { planOf } from '../plan/view.ts';

let db: TestDatabase;
let count = 0;

const TODAY = '2026-03-10';
const DAY = 86_400_000;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * DAY);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW) => db.inContext(actor, work, { subscriptions: [...assessmentSubscriptions, ...subscriptions], now });

async function open(): Promise<{ caseId: string; personId: string; name: string }> {
  const name = `Listada ${++count}`;
  return as(actors.reception, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: name, surname1: 'De Prueba', birthDate: '1988-05-01', sex: 'F', source: 'reception' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' });
    return { caseId, personId, name };
  });
}

interface Promised { readonly days: number; readonly who: Who['kind'] }
const whoOf = (kind: Who['kind']): Who => (kind === 'organization' ? { kind, name: 'Bolsa de trabajo' } : kind === 'relative' ? { kind, personId: null } : { kind });

async function agree(caseId: string, promises: readonly Promised[], now = TEST_NOW): Promise<PlanView> {
  const on = dayIn('America/Tegucigalpa', now);
  const { draft } = await as(actors.window, (ctx) => beginDraft(ctx, caseId), now);
  const steps = promises.map(({ days, who }) => ({ actionId: newId(), words: 'Un paso', who: whoOf(who), dueOn: addDays(on, days) }));
  const goal: PlanContent['goals'][number] = { goalId: newId(), dimension: 'economic', level: 'individual', whose: 'person', words: 'Una meta', needIds: [], steps };
  const { seq } = await as(actors.window, (ctx) => saveDraft(ctx, caseId, { seq: draft!.seq, content: { ...draft!.content, goals: [...draft!.content.goals, goal] } }), now);
  return as(actors.window, (ctx) => agreePlan(ctx, caseId, {
    seq, how: 'read-aloud', locale: 'es', spoken: null, givenBy: 'person', guardianId: null, childAssent: false, reviewOn: addDays(on, 90),
  }), now);
}

interface Step { readonly due_on: string | null; readonly waits_since: string | null }
async function stepsOf(caseId: string, actor: Actor = actors.window): Promise<Readonly<Record<string, Step>>> {
  const { rows } = await db.asActor(actor, (tx) => sql<Step & { source: string }>`select source, due_on, waits_since from registry.case_step where case_id = ${caseId}`.execute(tx));
  return Object.fromEntries(rows.map(({ source, due_on, waits_since }) => [source, { due_on, waits_since }]));
}

const listDay = (at: string): string => new Date(Date.parse(at) - DAY / 2).toISOString().slice(0, 10);
const first = (days: readonly (string | null)[]): string | null => days.filter((d) => d !== null).sort()[0] ?? null;

/** What the lists should say, out of what the page of the case says. Protection reads which alert is closed. */
async function expected(caseId: string, promisedOn: ReadonlyMap<string, string>): Promise<Readonly<Record<string, Step>>> {
  const plan = await as(actors.window, (ctx) => planOf(ctx, caseId));
  const promised = [...plan.first, ...plan.goals.flatMap((g) => g.steps)].filter((s) => s.state === 'promised');
  const alerts = (await as(actors.windowColleague, (ctx) => alertsFor(ctx, caseId))).filter((a) => a.answeredAt === null);
  const closed = alerts.filter((a) => a.code === null);
  const of = (due: string | null, waits: string | null) => (due === null && waits === null ? null : { due_on: due, waits_since: waits });
  const said = {
    plan: of(first([...promised.map((s) => s.dueOn), plan.reviewOn]), first(promised.filter((s) => s.who === 'organization').map((s) => promisedOn.get(s.actionId)!))),
    alert: of(
      first([...alerts.filter((a) => a.code !== null).map((a) => listDay(a.raisedAt)), ...closed.map((a) => addDays(listDay(a.dueAt ?? a.raisedAt), 1))]),
      first(closed.map((a) => listDay(a.raisedAt)))),
  };
  return Object.fromEntries(Object.entries(said).filter((entry): entry is [string, Step] => entry[1] !== null));
}

const onlyOwn = ({ plan, alert }: Readonly<Record<string, Step>>) => ({ ...(plan ? { plan } : {}), ...(alert ? { alert } : {}) });
const onList = async (list: 'due' | 'overdue' | 'waiting', name: string, now = TEST_NOW) => (await as(actors.window, (ctx) => listCases(ctx, { list, text: name }), now)).lines.length;

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

describe('the lists by the day', () => {
  const promise = fc.record({ days: fc.integer({ min: 0, max: 40 }), who: fc.constantFrom<Who['kind'][]>('person', 'officer', 'organization', 'relative') });
  const happening = fc.oneof(
    fc.record({ kind: fc.constant('agree' as const), promises: fc.array(promise, { minLength: 1, maxLength: 4 }) }),
    fc.record({ kind: fc.constantFrom('done' as const, 'not-done' as const, 'again' as const, 'move' as const), at: fc.nat(20), days: fc.integer({ min: 0, max: 30 }) }),
    fc.record({ kind: fc.constant('alert' as const), code: fc.constantFrom<AlertCode[]>('danger-now', 'child-alone', 'hunger', 'no-identity') }),
    fc.record({ kind: fc.constant('answer' as const) }),
    fc.record({ kind: fc.constant('review' as const), days: fc.integer({ min: 1, max: 90 }) }),
  );

  type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;
  interface Moment { readonly caseId: string; readonly view: PlanView; readonly now: Date; readonly on: string; readonly promisedOn: Map<string, string> }
  const stepsNow = (view: PlanView) => view.goals.flatMap((g) => g.steps);

  async function agreed({ caseId, view, now, on, promisedOn }: Moment, promises: readonly Promised[]): Promise<void> {
    if (view.safetyFirst) return;
    for (const s of stepsNow(await agree(caseId, promises, now))) if (!promisedOn.has(s.actionId)) promisedOn.set(s.actionId, on);
  }
  async function settled({ view, now, on, promisedOn }: Moment, one: Extract<Happening, { at: number }>): Promise<void> {
    const fitting = stepsNow(view).filter((s) => (one.kind === 'again' ? s.state === 'done' || s.state === 'not-done' : s.state === 'promised'));
    const step = fitting[one.at % Math.max(1, fitting.length)];
    if (!step) return;
    const dueOn = addDays(on, one.days);
    if (one.kind === 'again') promisedOn.set(step.actionId, on);
    await as(actors.window, (ctx): Promise<unknown> => {
      if (one.kind === 'move') return moveAction(ctx, step.actionId, { dueOn, why: 'lo pidió' });
      return settleAction(ctx, step.actionId, one.kind === 'again' ? { state: 'promised', why: 'otra vez', dueOn } : { state: one.kind, why: 'sí' });
    }, now);
  }
  async function happen(moment: Moment, one: Happening): Promise<void> {
    const { caseId, view, now, on } = moment;
    switch (one.kind) {
      case 'agree': return agreed(moment, one.promises);
      case 'alert': return as(actors.window, (ctx) => raiseAlert(ctx, caseId, one.code), now);
      case 'answer': await db.owner(`update assessment.alert set answered_at = $2, answered_by = raised_by, what = 'hecho' where id = (
        select id from assessment.alert where case_id = $1 and answered_at is null order by id limit 1)`, [caseId, now]); return;
      case 'review': if (view.version > 0) await as(actors.window, (ctx) => reviewPlan(ctx, caseId, { nextOn: addDays(on, one.days) }), now); return;
      default: return settled(moment, one);
    }
  }

  test('say of plans and alerts what the case says, whatever happened in it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(happening, { minLength: 1, maxLength: 6 }), async (happened) => {
      const { caseId } = await open();
      const promisedOn = new Map<string, string>();
      for (const [i, one] of happened.entries()) {
        const now = later(i);
        await happen({ caseId, view: await as(actors.window, (ctx) => planOf(ctx, caseId), now), now, on: addDays(TODAY, i), promisedOn }, one);
      }
      expect(onlyOwn(await stepsOf(caseId))).toEqual(await expected(caseId, promisedOn));
    }), { numRuns: 20 });
  });

  test('show a promised step on its day, and late afterwards; when it was done the case is gone from there', async () => {
    const { caseId, name } = await open();
    await db.owner('update plans.follow_up set due_on = $2 where case_id = $1', [caseId, '2030-01-01']);
    await db.owner(`update registry.case_file set answer_by = '2030-01-01' where id = $1`, [caseId]);
    const view = await agree(caseId, [{ days: 3, who: 'officer' }, { days: 20, who: 'organization' }]);
    expect([await onList('due', name), await onList('waiting', name), await onList('due', name, later(3)), await onList('overdue', name, later(4))]).toEqual([0, 1, 1, 1]);
    const [soon, far] = view.goals[0]!.steps;
    await as(actors.window, (ctx) => settleAction(ctx, soon!.actionId, { state: 'done' }), later(4));
    await as(actors.window, (ctx) => settleAction(ctx, far!.actionId, { state: 'not-done', why: 'no respondieron' }), later(4));
    expect([await onList('overdue', name, later(4)), await onList('waiting', name, later(4))]).toEqual([0, 0]);
  });

  test('end with the case and come back with it', async () => {
    const { caseId, name } = await open();
    await agree(caseId, [{ days: 2, who: 'person' }]);
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'moved' }));
    expect([await onList('overdue', name, later(40)), (await stepsOf(caseId))['plan']]).toEqual([0, undefined]);
    await as(actors.window, (ctx) => reopenCase(ctx, caseId, { why: 'volvió' }), later(1));
    expect((await stepsOf(caseId))['plan']).toMatchObject({ due_on: addDays(TODAY, 2) });
  });

  test('show what is next in a case that goes on in another one there, and here again when it no longer does', async () => {
    const [into, from] = [await open(), await open()];
    await agree(from.caseId, [{ days: 5, who: 'organization' }]);
    await as(actors.window, (ctx) => raiseAlert(ctx, from.caseId, 'hunger'));
    await as(actors.window, (ctx) => decideIdentity(ctx, { personA: into.personId, personB: from.personId, decision: 'same' }));
    const { joinId } = await as(actors.window, (ctx) => joinCases(ctx, from.caseId, { into: into.caseId, note: 'una persona' }));
    expect(onlyOwn(await stepsOf(into.caseId))).toMatchObject({ plan: { due_on: addDays(TODAY, 5), waits_since: TODAY }, alert: { due_on: TODAY } });
    await as(actors.window, (ctx) => undoJoin(ctx, joinId));
    expect([onlyOwn(await stepsOf(into.caseId)), Object.keys(onlyOwn(await stepsOf(from.caseId)))]).toEqual([{}, ['plan', 'alert']]);
  });
});

describe('what a list may tell', () => {
  test('an alarm of the closed circle is waited for, and asked about when its clock has run out; nothing says so to a desk', async () => {
    const { caseId, name } = await open();
    expect(PRESSING_ALERTS).toContain('danger-now');
    await as(actors.window, (ctx) => raiseAlert(ctx, caseId, 'danger-now'));
    await as(actors.window, (ctx) => raiseAlert(ctx, caseId, 'hunger'));
    expect((await stepsOf(caseId))['alert']).toEqual({ due_on: TODAY, waits_since: TODAY });
    expect(await onList('waiting', name)).toBe(1);
    for (const actor of [actors.reception, actors.consular, actors.provider, actors.otherWindow, actors.abroad]) expect(onlyOwn(await stepsOf(caseId, actor)), actor.displayName).toEqual({});
  });
});
