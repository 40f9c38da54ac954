import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '#platform/db';
import type { Subscription } from '#platform/context';
import { Refused, refuse } from '#kernel/errors';
import type { RoomEvent } from '#platform/events';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { askTransfer, assignCase, closeCase, decideIdentity, getCase, joinCases, openCase, recordRelation, registerPerson, reopenCase, takeTransferBack } from './index.ts';
import { closingOf } from './service/closings.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.name_term cascade'));

const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));

async function opened(changes = {}) {
  const { personId } = await db.inContext(actors.window, (ctx) => registerPerson(ctx, mariaLopez(changes)));
  const { caseId } = await db.inContext(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }));
  return { personId, caseId };
}
const close = (caseId: string, command: Parameters<typeof closeCase>[2] = { code: 'goals-reached' }, subscriptions: readonly Subscription[] = []) =>
  db.inContext(actors.window, (ctx) => closeCase(ctx, caseId, command), { subscriptions });
const reopen = (caseId: string, now = TEST_NOW, actor: Parameters<TestDatabase['inContext']>[0] = actors.window) =>
  db.inContext(actor, (ctx) => reopenCase(ctx, caseId, { why: 'Volvió a la ventanilla' }), { now });
const stateOf = async (caseId: string) => (await db.inContext(actors.window, (ctx) => getCase(ctx, caseId))).state;

describe('closing a case', () => {
  it('says why and what was reached, and rooms above hear it', async () => {
    const { caseId, personId } = await opened();
    const need = crypto.randomUUID();
    const goal = crypto.randomUUID();
    const heard: RoomEvent[] = [];
    const other = crypto.randomUUID();
    await close(caseId, { code: 'moved', why: 'Vive con su hermana', reached: [{ kind: 'need', id: need, result: 'partly' }, { kind: 'goal', id: goal, result: 'met' }], referrals: 'go-on', otherwise: [other] },
      [{ to: 'registry.case-closed', room: 'test', handle: (_, event) => { heard.push(event); return Promise.resolve(); } }]);
    expect(heard).toEqual([{ type: 'registry.case-closed', caseId, personId, code: 'moved', referrals: 'go-on', otherwise: other, met: '', reached: goal, partly: '' }]);
    const view = await db.inContext(actors.window, (ctx) => closingOf(ctx, caseId));
    expect(view).toMatchObject({ case: { state: 'closed' }, reopens: 'same', objections: [],
      closing: { code: 'moved', why: 'Vive con su hermana', by: 'Ventanilla de prueba', reached: [{ kind: 'need', id: need, result: 'partly' }, { kind: 'goal', id: goal, result: 'met' }] } });
  });

  it('is refused with all that stands against it, and then nothing has changed', async () => {
    const { caseId } = await opened({ birthDate: '2014-05-01' });
    const objecting: Subscription[] = [{ to: 'registry.case-closing', room: 'test', handle: () => Promise.reject(refuse('test.not-yet')) }];
    expect(await refusal(close(caseId, { code: 'lost' }, objecting))).toBe('registry.closing-child-without-guardian,test.not-yet');
    expect(await stateOf(caseId)).toBe('new');
    expect(await db.owner('select from registry.case_closing')).toEqual([]);
    const view = await db.inContext(actors.window, (ctx) => closingOf(ctx, caseId));
    expect(view.objections.map((o) => o.code)).toEqual(['registry.closing-child-without-guardian']);
  });

  it('waits for the answer of another office that was asked to take it', async () => {
    const { caseId } = await opened();
    const { transferId } = await db.inContext(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'Vive allí' }));
    expect(await refusal(close(caseId, { code: 'moved' }))).toBe('registry.closing-transfer-open');
    await db.inContext(actors.window, (ctx) => takeTransferBack(ctx, transferId));
    expect(await refusal(close(caseId, { code: 'moved' }))).toBe('done');
  });

  it('lets no child go without a guardian whom protection verified (S-02), but for death', async () => {
    const girl = await opened({ birthDate: '2014-05-01' });
    const { personId: aunt } = await db.inContext(actors.window, (ctx) => registerPerson(ctx, mariaLopez({ givenNames: 'Rosa', documents: [], birthDate: '1980-01-01' })));
    await db.inContext(actors.window, (ctx) => recordRelation(ctx, girl.personId, { otherPersonId: aunt, word: 'guardian', evidence: 'seen' }));
    expect(await refusal(close(girl.caseId, { code: 'left-country' }))).toBe('registry.closing-child-without-guardian');
    await db.owner(`update registry.relation set evidence = 'verified'`);
    expect(await refusal(close(girl.caseId))).toBe('done');
    const boy = await opened({ birthDate: '2014-05-02', givenNames: 'Luis', documents: [] });
    expect(await refusal(close(boy.caseId, { code: 'died' }))).toBe('done');
  });

  it('of two who close it at once, one is told; a closed one is not closed again', async () => {
    const { caseId } = await opened();
    const both = await Promise.all([close(caseId), close(caseId, { code: 'lost' })].map(refusal));
    expect(both.toSorted()).toEqual(['done', expect.stringMatching(/conflict|case-closed/)]);
    expect(await refusal(close(caseId))).toBe('registry.case-closed');
    expect(await db.owner('select from registry.case_closing')).toHaveLength(1);
  });

  it('is nobody’s who does not see the case; why it ended is not told to reception', async () => {
    const { caseId } = await opened();
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => closeCase(ctx, caseId, { code: 'lost' })))).toBe('platform.not-found');
    await close(caseId, { code: 'died' });
    const seen = (actor: typeof actors.window | typeof actors.reception) => db.asActor(actor, async (tx) => (await sql`select from registry.case_closing`.execute(tx)).rows.length);
    expect([await seen(actors.window), await seen(actors.reception), await seen(actors.otherWindow), await seen(actors.abroad)]).toEqual([1, 0, 0, 0]);
    await expect(db.asActor(actors.window, (tx) => sql`update registry.case_closing set code = 'lost'`.execute(tx))).rejects.toThrow(/permission denied/);
  });
});

describe('a closed case', () => {
  it('goes on as the same one for a while, and nobody holds it yet', async () => {
    const { caseId } = await opened();
    await db.inContext(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    await close(caseId);
    expect(await reopen(caseId, later(20))).toMatchObject({ caseId, as: 'same' });
    expect(await db.inContext(actors.window, (ctx) => getCase(ctx, caseId))).toMatchObject({ state: 'new', officerId: null, closedOn: null, answerBy: '2026-04-13' });
    expect(await db.owner('select why from registry.case_reopening')).toEqual([{ why: 'Volvió a la ventanilla' }]);
    expect(await refusal(reopen(caseId))).toBe('registry.case-not-closed');
    // It can be closed and go on again.
    expect(await refusal(close(caseId, { code: 'lost' }))).toBe('done');
    expect(await refusal(reopen(caseId, later(21)))).toBe('done');
  });

  it('is followed by a new one that names it when it was closed long ago', async () => {
    const { caseId, personId } = await opened();
    await close(caseId);
    const after = await reopen(caseId, later(91));
    expect(after).toMatchObject({ personId, as: 'new' });
    expect(after.caseId).not.toBe(caseId);
    expect(await stateOf(caseId)).toBe('closed');
    expect(await db.owner('select follows from registry.case_file where id = $1', [after.caseId])).toEqual([{ follows: caseId }]);
  });

  it('does not go on beside another open case of the person, of which there is one', async () => {
    const { caseId, personId } = await opened();
    await close(caseId);
    const fresh = await db.inContext(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }));
    expect(await db.owner('select follows from registry.case_file where id = $1', [fresh.caseId])).toEqual([{ follows: caseId }]);
    expect(await refusal(reopen(caseId))).toBe('registry.reopening-other-open');
    expect(await db.owner(`select from registry.case_file where state <> 'closed'`)).toHaveLength(1);
  });

  it('of two who reopen it at once there is one open case', async () => {
    const { caseId } = await opened();
    await close(caseId);
    const both = await Promise.all([reopen(caseId), reopen(caseId, TEST_NOW, actors.windowColleague)].map(refusal));
    expect(both.toSorted()[1]).toMatch(/conflict|not-closed|^done/);
    expect(both.filter((b) => b === 'done')).toHaveLength(1);
    expect(await db.owner(`select from registry.case_file where state <> 'closed'`)).toHaveLength(1);
  });

  it('that goes on in another one is not reopened beside it', async () => {
    const a = await opened();
    const b = await opened({ givenNames: 'Guadalupe', documents: [] });
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a.personId, personB: b.personId, decision: 'same' }));
    await db.inContext(actors.window, (ctx) => joinCases(ctx, a.caseId, { into: b.caseId, note: 'Es la misma' }));
    expect(await refusal(reopen(a.caseId))).toBe('registry.reopening-joined');
  });

  it('is reopened by whoever keeps cases and sees it', async () => {
    const { caseId } = await opened();
    await close(caseId);
    expect(await refusal(reopen(caseId, TEST_NOW, actors.otherWindow))).toBe('platform.not-found');
    expect(await refusal(reopen(caseId, TEST_NOW, actors.windowColleague))).toBe('done');
  });
});
