import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { consentsOf, decideIdentity, factsOf, getCase, listCases, openCase, placesToAvoid, recordConsent, recordFacts, registerPerson, searchPeople, undoIdentityDecision } from './index.ts';
import { identityRecordsOf } from './service/identity-records.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person cascade'));

const as = <T>(actor: Actor, work: Parameters<TestDatabase['inContext']>[1]) => db.inContext(actor, work) as Promise<T>;
const register = async (actor: Actor = actors.window) => (await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [] })))).personId;
const link = async (personA: string, personB: string, actor: Actor = actors.supervisor) => (await db.inContext(actor, (ctx) => decideIdentity(ctx, { personA, personB, decision: 'same' }))).linkId;
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));

/** What a person's page shows: everything that depends on who is who. */
async function pageOf(actor: Actor, personId: string): Promise<unknown> {
  return as(actor, async (ctx) => ({
    facts: await factsOf(ctx, personId), consents: (await consentsOf(ctx, personId)).map((c) => c.consentId), records: await identityRecordsOf(ctx, personId), avoid: await placesToAvoid(ctx, personId),
  }));
}

describe('one person under several records', () => {
  it('what was told and agreed under one record counts under the other, and no longer once the link is undone', async () => {
    const [a, b] = [await register(), await register()];
    await db.inContext(actors.window, (ctx) => recordFacts(ctx, b, [{ code: 'monthsAbroad', value: 30 }]));
    await db.inContext(actors.window, (ctx) => recordConsent(ctx, { personId: b }, { purpose: 'case', given: true }));
    const before = await pageOf(actors.window, a);
    const linkId = await link(a, b);
    expect((await db.inContext(actors.window, (ctx) => factsOf(ctx, a))).monthsAbroad).toMatchObject({ value: 30 });
    expect(await db.inContext(actors.window, (ctx) => consentsOf(ctx, a))).toHaveLength(1);
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
    expect(await pageOf(actors.window, a)).toEqual(before);
  });

  it('what another office was told stays with the record of that office; the danger steers all the same and is shown to nobody', async () => {
    const mine = await register();
    const theirs = await register(actors.otherReception);
    await db.inContext(actors.otherReception, (ctx) => recordFacts(ctx, theirs, [{ code: 'monthsAbroad', value: 30 }, { code: 'cannotReturnTo', value: [HOME] }]));
    await db.inContext(actors.otherReception, (ctx) => recordConsent(ctx, { personId: theirs }, { purpose: 'case', given: true }));
    await link(mine, theirs);
    expect((await db.inContext(actors.window, (ctx) => factsOf(ctx, mine))).monthsAbroad).toBeUndefined();
    expect(await db.inContext(actors.window, (ctx) => consentsOf(ctx, mine))).toEqual([]);
    expect(await db.inContext(actors.window, (ctx) => placesToAvoid(ctx, mine))).toEqual([HOME]);
    const records = await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, mine));
    expect(records).toMatchObject({ records: [], elsewhere: 1, otherOpenCases: [] });
    expect(JSON.stringify(records)).not.toContain(theirs);
    expect(await refusal(db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, theirs)))).toBe('platform.not-found');
  });

  it('somebody has one open case: a new return under another record goes on with it', async () => {
    const [a, b] = [await register(), await register()];
    const first = await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: a, destinationAdmin2: HOME }));
    await link(a, b, actors.window);
    const again = await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: b, destinationAdmin2: ELSEWHERE, urgency: '24h' }));
    expect(again.caseId).toBe(first.caseId);
    expect(await db.inContext(actors.otherWindow, (ctx) => getCase(ctx, first.caseId))).toMatchObject({ officeId: OFFICES.otherWindow.id, personId: a });
  });

  it('two cases that were open before the link stay as they are, and each page says so', async () => {
    const [a, b] = [await register(), await register()];
    const [one, two] = [await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: a, destinationAdmin2: HOME })), await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: b, destinationAdmin2: HOME }))];
    const linkId = await link(a, b);
    expect((await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, a))).otherOpenCases).toEqual([{ caseId: two.caseId, personId: b }]);
    expect((await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, b))).otherOpenCases).toEqual([{ caseId: one.caseId, personId: a }]);
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
    expect((await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, a))).otherOpenCases).toEqual([]);
    expect((await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'office' }))).lines).toHaveLength(2);
  });

  it('an old code and a late command on a linked record still lead to the right person', async () => {
    const [a, b] = [await register(), await register()];
    const { caseId } = await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: a, destinationAdmin2: HOME }));
    await link(a, b);
    const [{ code }] = await db.owner<{ code: string }>('select public_code as code from registry.person where id = $1', [b]) as [{ code: string }];
    const [found] = await db.inContext(actors.window, (ctx) => searchPeople(ctx, code));
    expect(found).toMatchObject({ personId: b });
    await db.inContext(actors.window, (ctx) => recordFacts(ctx, b, [{ code: 'hasPhone', value: true }]));
    expect((await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, b))).records).toMatchObject([{ personId: a, caseId }]);
  });

  it('a doubt shows on both pages until somebody decides', async () => {
    const [a, b] = [await register(), await register()];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'unsure', note: 'Misma cara' }));
    for (const p of [a, b]) expect((await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, p))).doubts).toMatchObject([{ askedBy: 'Ventanilla de prueba', note: 'Misma cara', found: false }]);
    await db.inContext(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'different' }));
    expect((await db.inContext(actors.window, (ctx) => identityRecordsOf(ctx, a))).doubts).toEqual([]);
  });
});
