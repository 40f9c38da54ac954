import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { openCase, recordFacts, registerPerson } from '#registry';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { changeNeed, coverNeed, historyOf } from './need-changes-service.ts';
import { addNeed, getNeed, needsOf, setNeedState } from './needs-service.ts';
import type { NeedView } from './schema.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;

const as = <T>(actor: Actor, work: Parameters<TestDatabase['inContext']>[1]) => db.inContext(actor, work, { subscriptions }) as Promise<T>;
const needs = (actor: Actor = actors.window) => as<NeedView[]>(actor, (ctx) => needsOf(ctx, caseId));
const add = (need: string) => as<NeedView>(actors.window, (ctx) => addNeed(ctx, caseId, { need, urgency: 'long' }));
const told = (code: string, value: unknown) => as(actors.window, (ctx) => recordFacts(ctx, personId, [{ code, value } as Parameters<typeof recordFacts>[2][number]]));
const cover = (needId: string, by: string | null, actor: Actor = actors.window) => as<NeedView>(actor, (ctx) => coverNeed(ctx, needId, { by, why: 'Lo resuelve el mismo servicio' }));

beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });
beforeEach(async () => {
  await as(actors.window, async (ctx) => {
    ({ personId } = await registerPerson(ctx, { givenNames: `Persona ${++count}`, surname1: 'De Prueba', birthDate: '1988-05-01', sex: 'M', source: 'window' }));
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  });
});

describe('urgency and level', () => {
  test('come from the rule; a person changes them with a reason, and the same facts do not change them back', async () => {
    await told('housing', 'none');
    const [need] = await needs();
    expect(need).toMatchObject({ need: 'emergency_shelter', urgency: '24h', level: 'individual' });
    await as(actors.window, (ctx) => changeNeed(ctx, need!.needId, { urgency: '2weeks', level: 'household', why: 'Duerme con su hermana esta semana' }));
    await told('hasPhone', true);
    expect(await needs()).toMatchObject([{ urgency: '2weeks', level: 'household' }]);
    await told('housing', 'own');
    await told('housing', 'none');
    expect(await needs()).toMatchObject([{ urgency: '24h', state: 'open' }]);
  });

  test('a rule may say that a need is the household’s', async () => {
    await told('travellingAs', 'unaccompaniedChild');
    expect((await needs()).map((n) => [n.need, n.level])).toEqual([['child_protection', 'individual'], ['family_tracing_reunification', 'household']]);
  });

  test('of what is closed nothing is changed', async () => {
    const { needId } = await add('dental');
    await as(actors.window, (ctx) => setNeedState(ctx, needId, 'met', 'Ya fue'));
    await expect(as(actors.window, (ctx) => changeNeed(ctx, needId, { urgency: '24h', why: 'x' }))).rejects.toThrow('assessment.need-not-open');
  });
});

describe('a need covered by another', () => {
  test('is closed within it, and opens again when that is taken back', async () => {
    const [a, b] = [await add('school_support'), await add('school_enrolment')];
    expect(await cover(a.needId, b.needId)).toMatchObject({ state: 'withdrawn', coveredBy: { needId: b.needId } });
    await expect(cover(a.needId, b.needId)).rejects.toThrow('assessment.need-not-open');
    expect(await cover(a.needId, null)).toMatchObject({ state: 'open', coveredBy: null });
    await expect(cover(a.needId, null)).rejects.toThrow('assessment.need-not-covered');
  });

  test('stands on its own again when the other one is withdrawn, or is covered itself', async () => {
    const [a, b, c] = [await add('school_support'), await add('school_enrolment'), await add('tutoring')];
    await cover(a.needId, b.needId);
    await cover(b.needId, c.needId);
    expect(await as<NeedView>(actors.window, (ctx) => getNeed(ctx, a.needId))).toMatchObject({ state: 'open', coveredBy: null });
    await as(actors.window, (ctx) => setNeedState(ctx, c.needId, 'withdrawn', 'Ya no'));
    expect((await needs()).filter((n) => n.state === 'open').map((n) => n.need).sort()).toEqual(['school_enrolment', 'school_support']);
  });

  test('stays within the other one when that is met', async () => {
    const [a, b] = [await add('school_support'), await add('school_enrolment')];
    await cover(a.needId, b.needId);
    await as(actors.window, (ctx) => setNeedState(ctx, b.needId, 'met', 'Ya está inscrita'));
    expect(await as<NeedView>(actors.window, (ctx) => getNeed(ctx, a.needId))).toMatchObject({ state: 'withdrawn', coveredBy: { needId: b.needId } });
  });

  test('covers nothing of another case, nothing closed, not itself', async () => {
    const mine = await add('dental');
    const first = caseId;
    await as(actors.window, async (ctx) => {
      const other = await registerPerson(ctx, { givenNames: `Otra ${count}`, surname1: 'Ficticia', birthDate: '1979-01-01', sex: 'F', source: 'window' });
      ({ caseId } = await openCase(ctx, { personId: other.personId, destinationAdmin2: HOME, urgency: '2weeks' }));
    });
    const theirs = await add('dental');
    for (const by of [theirs.needId, mine.needId]) await expect(cover(mine.needId, by)).rejects.toThrow('assessment.need-cannot-cover');
    expect(theirs.caseId).not.toBe(first);
    await expect(db.asActor(actors.window, (tx) => sql`update assessment.need set state = 'withdrawn', withdrawn_by = 'merged', closed_at = now(), covered_by = ${theirs.needId} where id = ${mine.needId}`.execute(tx))).rejects.toThrow(/need_covered_by/);
  });
});

describe('the history of a need', () => {
  test('tells who did what and why, newest first, and whether rules did it', async () => {
    await told('housing', 'none');
    const [need] = await needs();
    const other = await add('housing_support');
    await as(actors.window, (ctx) => changeNeed(ctx, need!.needId, { urgency: '72h', why: 'Tiene dos noches pagadas' }));
    await cover(need!.needId, other.needId, actors.windowColleague);
    const { history } = await as<Awaited<ReturnType<typeof historyOf>>>(actors.supervisor, (ctx) => historyOf(ctx, need!.needId));
    expect(history.toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
      { kind: 'covered', who: actors.windowColleague.displayName, covering: { es: expect.any(String) as string } },
      { kind: 'state', was: null, becomes: 'open', byRules: true, who: null },
      { kind: 'urgency', was: '24h', becomes: '72h', why: 'Tiene dos noches pagadas', who: actors.window.displayName },
    ]);
    for (const actor of [actors.otherWindow, actors.abroad, actors.provider]) await expect(as(actor, (ctx) => historyOf(ctx, need!.needId)), actor.displayName).rejects.toThrow('platform.not-found');
  });
});

describe('who does not mean to stay', () => {
  test('has that as a need of the case, with the promise that nobody outside is told', async () => {
    await told('intendsToStay', 'undecided');
    expect(await needs()).toMatchObject([{ need: 'life_plan', urgency: '2weeks', reasons: [{ code: 'intends-to-leave' }] }]);
    await told('intendsToStay', 'yes');
    expect(await needs()).toMatchObject([{ state: 'withdrawn' }]);
  });
});
