import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { questionsOf, type Answers } from '#assessment/schema';
import { getInstrument } from '#assessment';
import { systemActor, type Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import type { Ctx } from '#platform/context';
import { closeCase, openCase, registerPerson, reopenCase } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { recordAttempt } from './attempts.ts';
import { subscriptions } from './events.ts';
import { plansSlice } from './pack.ts';
import { insertFollowUp } from './repository.ts';
import { keepRhythm } from './rhythm.ts';
import type { CaseFollowUps, PlansPack } from './schema.ts';
import { recompute } from './scores-again.ts';
import { followUpsOf, planCase, scheduleFollowUp } from './service.ts';
import { recordSurvey } from './survey.ts';

let db: TestDatabase;
let caseId: string;
const SYSTEM = systemActor('ZZ');
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { subscriptions, now });
const officer = <T>(work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => as(actors.window, work, now);
const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
const all = (): Promise<CaseFollowUps> => officer((ctx) => followUpsOf(ctx, caseId));
const scores = () => db.owner<Record<string, unknown>>(`select s.weight_set, s.dimension, s.value, s.completeness, s.official from plans.score s join plans.survey_response r on r.id = s.response_id
  where r.case_id = $1 order by s.weight_set, s.dimension`, [caseId]);

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(async () => {
  await officer(async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'De Prueba', birthDate: '1988-05-01' });
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  });
});

async function survey(): Promise<void> {
  const { followUpId } = (await all()).followUps.find((f) => f.code === 'month-1')!;
  await officer((ctx) => recordAttempt(ctx, followUpId, { channel: 'office', outcome: 'reached', surveyDeclined: false }));
  await officer((ctx) => {
    const given = questionsOf(getInstrument(ctx, 'rss')).map((q, i) => [q.code, { state: 'value' as const, value: q.kind === 'select_multiple' ? [q.choices![0]!.code] : q.choices![i % q.choices!.length]!.code }]);
    return recordSurvey(ctx, followUpId, { answers: Object.fromEntries(given) as Answers, mode: 'in-person', locale: 'es', agreed: true });
  });
}

describe('scores computed again', () => {
  test('with the same weights are the first scores, to the last digit', async () => {
    await survey();
    const first = await scores();
    await db.owner('delete from plans.score where response_id in (select id from plans.survey_response where case_id = $1)', [caseId]);
    expect(await as(SYSTEM, (ctx) => recompute(ctx, undefined))).toMatchObject({ weightSet: 'equal-unofficial-1', official: false, withoutText: 0, next: null });
    expect(await scores()).toEqual(first);
    expect(await as(SYSTEM, (ctx) => recompute(ctx, undefined))).toMatchObject({ scored: 0 });
    expect(await scores()).toEqual(first);
  });

  test('under other weights stand beside the first, and the page shows the set that the country uses', async () => {
    await survey();
    const first = await scores();
    await db.owner("update plans.score set weight_set = 'of-before' where response_id in (select id from plans.survey_response where case_id = $1)", [caseId]);
    expect((await all()).surveys).toMatchObject([{ weightSet: 'of-before', official: false }]);
    await as(SYSTEM, (ctx) => recompute(ctx, undefined));
    const both = await scores();
    expect(both).toHaveLength(first.length * 2);
    expect(both.filter((s) => s['weight_set'] === 'of-before')).toEqual(first.map((s) => ({ ...s, weight_set: 'of-before' })));
    expect((await all()).surveys).toMatchObject([{ weightSet: 'equal-unofficial-1' }]);
  });

  test('use the text that was asked, and leave a survey alone whose text nobody has any more', async () => {
    await survey();
    const [kept] = await db.owner<{ digest: string }>('select digest from plans.survey_response where case_id = $1', [caseId]);
    expect(kept!.digest).toMatch(/^[0-9a-f]{64}$/);
    await db.owner("update plans.survey_response set digest = null, version = 'rss-1999' where case_id = $1", [caseId]);
    await db.owner('delete from plans.score where response_id in (select id from plans.survey_response where case_id = $1)', [caseId]);
    expect((await as(SYSTEM, (ctx) => recompute(ctx, undefined))).withoutText).toBe(1);
    expect(await scores()).toEqual([]);
    await expect(as(SYSTEM, (ctx) => recompute(ctx, 'nothing-of-the-kind'))).rejects.toThrow('plans.no-such-weights');
  });

  test('are nobody else’s to compute', async () => {
    for (const actor of [actors.window, actors.supervisor, actors.administrator, actors.nobody]) {
      await expect(db.asActor(actor, (tx) => sql`select plans.surveys_to_score('x', null, 1)`.execute(tx)), actor.displayName).rejects.toThrow(/insufficient|permission|42501/i);
    }
  });
});

describe('a case that goes on again', () => {
  test('has one contact, as long after as the first one of its rhythm, and what ended with it stays ended', async () => {
    await officer((ctx) => closeCase(ctx, caseId, { code: 'moved' }), later(1));
    await officer((ctx) => reopenCase(ctx, caseId, { why: 'volvió' }), later(5));
    const { followUps } = await all();
    expect(followUps.filter((f) => f.timing !== null).map((f) => [f.label.es, f.dueOn, f.channel, f.round])).toEqual([['Contacto después de abrir el caso de nuevo', '2026-03-22', 'phone', null]]);
    expect(followUps.find((f) => f.code === 'week-1')!.state).toBe('cancelled');
  });
});

describe('a rhythm that the country changes', () => {
  const step = (code: string, after: { days: number } | { months: number }) => ({ code, label: { es: code, en: code }, after, channel: 'phone' as const });
  const days = async () => Object.fromEntries((await all()).followUps.map((f) => [f.code, f.state === 'planned' ? f.dueOn : f.state]));

  test('moves, ends and adds only what nobody touched and what is not due yet, and twice is once', async () => {
    await officer((ctx) => scheduleFollowUp(ctx, caseId, { dueOn: '2026-05-05', channel: 'visit' }));
    await officer((ctx) => insertFollowUp(ctx.actor, ctx.tx, { id: newId(), caseId, officeId: ctx.actor.officeId!, code: `reopened-${newId()}`, label: { es: 'x', en: 'x' }, channel: 'phone', round: null, dueOn: '2026-05-06' }, ctx.now));
    const month3 = (await all()).followUps.find((f) => f.code === 'month-3')!;
    await officer((ctx) => recordAttempt(ctx, month3.followUpId, { channel: 'office', outcome: 'later', surveyDeclined: false, nextOn: '2026-06-20' }));
    const changed: Pick<PlansPack, 'rhythm'> = { rhythm: [step('week-1', { days: 3 }), step('month-1', { days: 45 }), step('month-3', { months: 4 }), step('month-9', { months: 9 })] };
    const now = later(8);
    expect(await as(SYSTEM, (ctx) => keepRhythm(ctx, null, changed), now)).toMatchObject({ next: null });
    const after = await days();
    expect(after).toMatchObject({ 'week-1': '2026-03-17', 'month-1': '2026-04-24', 'month-3': '2026-06-20', 'month-9': '2026-12-10', 'month-6': 'cancelled', 'month-18': 'cancelled' });
    expect(Object.entries(after).filter(([code]) => /^(extra|reopened)-/.test(code)).map(([, due]) => due)).toEqual(['2026-05-05', '2026-05-06']);
    expect(await as(SYSTEM, (ctx) => keepRhythm(ctx, null, changed), now)).toMatchObject({ moved: 0, ended: 0, added: 0 });
    expect(await days()).toEqual(after);
  });

  test('as it was planned changes nothing, over months and the year’s end as the rule counts them', async () => {
    const before = await days();
    // Cases of other tests have another rhythm by now.
    await as(SYSTEM, (ctx) => keepRhythm(ctx, null, ctx.pack.slice(plansSlice)));
    expect(await as(SYSTEM, (ctx) => keepRhythm(ctx, null, ctx.pack.slice(plansSlice)))).toMatchObject({ moved: 0, ended: 0, added: 0 });
    expect(await days()).toEqual(before);
  });

  test('may be closer for who needs it sooner', async () => {
    const byUrgency: Pick<PlansPack, 'rhythm' | 'rhythmByUrgency'> = { rhythm: [step('week-1', { days: 7 })], rhythmByUrgency: { '2weeks': [step('week-1', { days: 2 })] } };
    await as(SYSTEM, (ctx) => keepRhythm(ctx, null, byUrgency));
    expect((await days())['week-1']).toBe('2026-03-12');
  });

  test('calls nobody again whose contacts have all ended', async () => {
    const week1 = (await all()).followUps.find((f) => f.code === 'week-1')!;
    await officer((ctx) => recordAttempt(ctx, week1.followUpId, { channel: 'office', outcome: 'died', surveyDeclined: false }));
    await as(SYSTEM, (ctx) => keepRhythm(ctx, null, { rhythm: [step('month-9', { months: 9 })] }));
    expect((await all()).followUps.filter((f) => f.timing !== null)).toEqual([]);
  });

  test('planning a case twice still plans it once', async () => {
    expect(await officer((ctx) => planCase(ctx, { caseId, officeId: actors.window.officeId!, openedOn: '2026-03-10' }))).toBe(0);
  });
});
