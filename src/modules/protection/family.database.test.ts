import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import { loadDirectory } from '#directory';
import { needsOf } from '#assessment';
import { closeCase, familyOf, keepApart, mayTakeChild, openCase, recordRelation, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { refused, stepsOfFamily, TODAY } from './factory.ts';
import { checkRelative, considerCare, endFamily, hearChild, lookAgain, openFamily, recordDecision, revokeDecision } from './service/work.ts';

let db: TestDatabase;
type Work<T> = Parameters<typeof db.inContext<T>>[1];
const as = <T>(actor: Actor, work: Work<T>) => db.inContext(actor, work, { now: TEST_NOW, subscriptions });
const { child, protection, begin, open, relative, verify, decide, ready, plan, step, view } = stepsOfFamily(as, actors.protection);
const close = () => refused(as(actors.window, (ctx) => closeCase(ctx, child.caseId, { code: 'moved' })));
const raw = (actor: Actor, work: (tx: Tx) => Promise<unknown>) => db.asActor(actor, work).then(() => 'done', (e: unknown) => (e as { constraint?: string }).constraint ?? String(e));

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => begin(HOME));

describe('the family of a child', () => {
  it('is looked for, looked at, decided about, and the child is handed over; the case can end then', async () => {
    const { questionId } = await open();
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
    const { familyRelativeId } = await relative(questionId);
    expect(await refused(plan(questionId))).toBe('protection.no-decision');
    await decide(questionId, familyRelativeId);
    expect(await refused(plan(questionId))).toBe('protection.child-not-heard,protection.relative-not-verified');
    await verify(familyRelativeId);
    expect((await view()).work).toMatchObject({ before: [], relatives: [{ verified: true, childWord: 'wants', reach: { value: '5550 0177' } }], decisions: [{ stands: true, authority: 'Juzgado Ficticio' }] });
    const { familyHandoverId } = await plan(questionId);
    expect((await view()).state).toBe('open');
    expect(await refused(step(familyHandoverId, { step: 'done', on: TODAY, identitySeen: false }))).toBe('protection.identity-not-seen');
    await step(familyHandoverId);
    expect(await view()).toMatchObject({ state: 'handed-over', work: { handovers: [{ state: 'done', doneOn: TODAY, place: 'Parque Inventado' }] } });
    expect(await close()).toBe('done');
  });

  it('a relative on record answers for the child from then on, for every room that asks; not longer than it holds', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId } = await ready(auntId);
    const { familyHandoverId } = await plan(questionId);
    const relations = async () => (await protection((ctx) => familyOf(ctx, child.personId))).relations.map((r) => `${r.word} ${r.evidence}`);
    expect(await relations()).toEqual([]);
    await step(familyHandoverId);
    expect(await relations()).toEqual(['guardian verified']);
    expect(await protection((ctx) => mayTakeChild(ctx, auntId, child.personId))).toBe(true);
    await step(familyHandoverId, { step: 'ended', why: 'No se sostuvo' });
    expect(await relations()).toEqual([]);
    expect((await view()).state).toBe('open');
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
  });

  it('a mother stays the mother when the authority refuses her', async () => {
    const { personId: motherId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Mamá', surname1: 'Inventada', birthDate: '1985-01-01' }));
    await protection((ctx) => recordRelation(ctx, child.personId, { otherPersonId: motherId, word: 'parent', evidence: 'verified' }));
    const { questionId } = await open();
    const { familyRelativeId } = await relative(questionId, motherId);
    await decide(questionId, familyRelativeId, 'not-with-them');
    expect((await protection((ctx) => familyOf(ctx, child.personId))).relations).toMatchObject([{ word: 'parent', evidence: 'seen' }]);
  });

  it('where the authority refuses the one with whom the child is, the hand-over does not hold: the work is open again and the case does not end', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId, familyRelativeId } = await ready(auntId);
    await step((await plan(questionId)).familyHandoverId);
    const { familyRelativeId: otherId } = await relative(questionId);
    await decide(questionId, otherId, 'not-with-them');
    expect((await view()).state).toBe('handed-over');
    await decide(questionId, familyRelativeId, 'not-with-them');
    expect(await view()).toMatchObject({ state: 'open', work: { handovers: [{ state: 'ended', doneOn: TODAY, said: 'La abraza' }] } });
    expect((await protection((ctx) => familyOf(ctx, child.personId))).relations).toEqual([]);
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
  });

  it('after a refusal the child is not left alone with it, and the case does not say what was refused', async () => {
    const { questionId } = await open();
    const { familyRelativeId } = await relative(questionId);
    await decide(questionId, familyRelativeId, 'not-with-them');
    const needs = await as(actors.window, (ctx) => needsOf(ctx, child.caseId));
    expect(needs).toMatchObject([{ need: 'mental_health', state: 'open', urgency: '72h' }]);
    expect(JSON.stringify(needs)).not.toMatch(/Rosaura|Juzgado|not-with/);
    const told = await db.owner<{ payload: Record<string, unknown> }>(`select payload from platform.outbox where type = 'protection.reunification-refused' and payload ->> 'caseId' = $1`, [child.caseId]);
    expect(told.map((t) => t.payload)).toEqual([{ type: 'protection.reunification-refused', ...child, careOn: '2026-03-13' }]);
  });

  it('a family that cannot travel is met elsewhere, or helped: then it is a need of the case', async () => {
    const { questionId } = await ready();
    expect(await refused(plan(questionId, { point: 'at-the-office' }))).toBe('protection.how-does-family-come');
    await plan(questionId, { point: 'at-the-office', travelAid: true });
    expect(await as(actors.window, (ctx) => needsOf(ctx, child.caseId))).toMatchObject([{ need: 'transport_subsidy', urgency: '72h' }]);
  });

  it('what changes between plan and hand-over stops it', async () => {
    const { questionId, familyRelativeId, familyDecisionId } = await ready();
    const { familyHandoverId } = await plan(questionId);
    await protection((ctx) => hearChild(ctx, familyRelativeId, { word: 'fears', said: 'Ya no', on: TODAY }));
    expect(await refused(step(familyHandoverId))).toBe('protection.child-fears');
    await protection((ctx) => hearChild(ctx, familyRelativeId, { word: 'unsure', said: 'No sabe', on: TODAY }));
    await protection((ctx) => checkRelative(ctx, familyRelativeId, { item: 'no-danger-known', result: 'against', on: TODAY, note: 'Una vecina' }));
    expect(await refused(step(familyHandoverId))).toBe('protection.relative-not-verified');
    await protection((ctx) => checkRelative(ctx, familyRelativeId, { item: 'no-danger-known', result: 'confirmed', on: TODAY }));
    await protection((ctx) => revokeDecision(ctx, familyDecisionId, { why: 'Se apeló' }));
    expect(await refused(step(familyHandoverId))).toBe('protection.no-decision');
    await decide(questionId, familyRelativeId);
    expect(await refused(step(familyHandoverId))).toBe('protection.decided-anew');
    await step(familyHandoverId, { step: 'cancelled', why: 'Decisión nueva' });
    await step((await plan(questionId)).familyHandoverId);
    expect((await view()).state).toBe('handed-over');
  });

  it('nobody hands a child to somebody from whom protection keeps it apart, whatever was verified', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId } = await ready(auntId);
    const { familyHandoverId } = await plan(questionId);
    await protection((ctx) => keepApart(ctx, child.personId, { otherPersonId: auntId, reason: 'Amenaza' }));
    expect(await refused(step(familyHandoverId))).toBe('protection.kept-apart');
    expect((await view()).work?.before.map((b) => b.code)).toEqual(['protection.kept-apart']);
  });

  it('somebody from whom the child is kept apart later answers for it no longer', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId } = await ready(auntId);
    await step((await plan(questionId)).familyHandoverId);
    await protection((ctx) => keepApart(ctx, child.personId, { otherPersonId: auntId, reason: 'Amenaza' }));
    expect(await close()).toBe('registry.closing-child-without-guardian');
  });

  it('other care is decided for with its reasons, an institution last', async () => {
    const { questionId } = await open();
    const consider = (kind: 'institution' | 'wider-family' | 'foster-family', suits: boolean) => protection((ctx) => considerCare(ctx, questionId, { kind, suits, where: 'Casa Ficticia', reasons: 'Porque sí' }));
    const { careOptionId } = await consider('institution', true);
    const choose = () => refused(protection((ctx) => recordDecision(ctx, questionId, { outcome: 'care', careOptionId, authority: 'J', paper: 'P', decidedOn: TODAY, reasons: 'R' })));
    expect(await choose()).toBe('protection.institution-is-last');
    await consider('wider-family', false);
    await consider('foster-family', false);
    expect(await choose()).toBe('done');
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
  });

  it('is one piece of work at a time, of a child, in an open case, and ends with a reason', async () => {
    const { questionId } = await open();
    expect(await refused(open())).toBe('protection.family-open-already');
    expect(await refused(protection((ctx) => endFamily(ctx, questionId, { code: 'accompanied', why: 'x' })))).toBe('protection.not-handed-over');
    await protection((ctx) => endFamily(ctx, questionId, { code: 'mistake', why: 'Era otra niña' }));
    expect((await view()).work?.ended).toEqual({ code: 'mistake', why: 'Era otra niña' });
    expect(await refused(relative(questionId))).toBe('protection.family-ended');
    expect(await raw(actors.protection, (tx) => sql`update protection.family_question set ended_at = null, ended_by = null, ended_code = null where id = ${questionId}`.execute(tx))).toBe('family_question_open');
    expect(await refused(open())).toBe('done');
    const grown = await protection(async (ctx) => {
      const { personId } = await registerPerson(ctx, { givenNames: 'Grande', surname1: 'Sintética', birthDate: '1990-01-01' });
      return openCase(ctx, { personId, destinationAdmin2: HOME });
    });
    expect(await refused(protection((ctx) => openFamily(ctx, { caseId: grown.caseId })))).toBe('protection.not-a-child');
  });

  it('stands on the lists of the day until it has ended', async () => {
    const due = () => db.owner('select source, due_on from registry.case_step where case_id = $1 and source = $2', [child.caseId, 'family']);
    const { questionId } = await open();
    expect(await due()).toEqual([{ source: 'family', due_on: '2026-03-17' }]);
    await protection((ctx) => lookAgain(ctx, questionId, { nextOn: '2026-03-12' }));
    expect(await due()).toEqual([{ source: 'family', due_on: '2026-03-12' }]);
    expect(await refused(protection((ctx) => lookAgain(ctx, questionId, { nextOn: '2026-03-09' })))).toBe('protection.day-is-past');
    await protection((ctx) => endFamily(ctx, questionId, { code: 'of-age', why: 'Cumplió' }));
    expect(await due()).toEqual([]);
  });
});

describe('two at one moment', () => {
  it('plan one hand-over', async () => {
    const { questionId } = await ready();
    expect((await Promise.all([refused(plan(questionId)), refused(plan(questionId))])).toSorted()).toEqual(['done', 'protection.handover-there-already']);
  });

  it('of a hand-over and a revoked decision, one comes first and the other knows', async () => {
    const { questionId, familyDecisionId } = await ready();
    const { familyHandoverId } = await plan(questionId);
    const [done] = await Promise.all([refused(step(familyHandoverId)), refused(protection((ctx) => revokeDecision(ctx, familyDecisionId, { why: 'x' })))]);
    expect(['done', 'protection.no-decision']).toContain(done);
    expect((await view()).state).toBe(done === 'done' ? 'handed-over' : 'open');
  });
});
