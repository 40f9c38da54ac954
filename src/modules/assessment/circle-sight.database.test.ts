import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { acceptTransfer, askTransfer, getCase, getPerson, letOfficeSee, openCase, registerPerson, searchPeople, takeTransferBack } from '#registry';
import { actors, ELSEWHERE, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { raiseAlert } from './alerts-service.ts';
import { subscriptions } from './events.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;

const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { subscriptions });
const protectionAt = (office: typeof OFFICES.window): Actor => ({ ...actors.protection, officeId: office.id, organizationId: office.organizationId });

/** By both walls: what the product shows, and what the database alone does. */
async function sees(actor: Actor): Promise<{ product: boolean; search: boolean; database: boolean }> {
  const product = await at(actor, async (ctx) => { await getPerson(ctx, personId); await getCase(ctx, caseId); }).then(() => true, () => false);
  const search = (await at(actor, (ctx) => searchPeople(ctx, `Reservada ${count}`))).some((p) => p.personId === personId);
  const { rows } = await db.asActor(actor, (tx) => sql<{ n: number }>`select (select count(*) from registry.person where id = ${personId}) + (select count(*) from registry.case_file where id = ${caseId})
    + (select count(*) from registry.person_office where person_id = ${personId}) + (select count(*) from assessment.alert_in_sight where case_id = ${caseId}) + registry.may_see_person(${personId})::int as n`.execute(tx));
  return { product, search, database: Number(rows[0]!.n) > 0 };
}
const YES = { product: true, search: true, database: true };
const NO = { product: false, search: false, database: false };

/** An alarm of the other window reaches the office where protection works: in the tests, a reception point. */
beforeAll(async () => { db = await testDatabase(); });
afterAll(async () => { await db.close(); });
beforeEach(() => at(actors.otherWindow, async (ctx) => {
  ({ personId } = await registerPerson(ctx, { givenNames: 'Alarma', surname1: 'Reservada', surname2: String(++count), birthDate: '1990-02-03', sex: 'F', source: 'window' }));
  ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: ELSEWHERE, urgency: '2weeks' }));
}));

const alarm = () => at(actors.otherWindow, (ctx) => raiseAlert(ctx, caseId, 'danger-now'));
const tellWindow = () => at(actors.otherWindow, (ctx) => letOfficeSee(ctx, personId, OFFICES.window.id, 'protection'));
const ask = () => at(actors.otherWindow, async (ctx) => (await askTransfer(ctx, caseId, { toOfficeId: OFFICES.window.id, note: 'sigue ahí' })).transferId);

describe('what an alarm lets an office see', () => {
  test('is for protection in it, and not for the desk beside it', async () => {
    await alarm();
    expect(await sees(actors.protection)).toEqual(YES);
    expect(await sees(actors.reception)).toEqual(NO);
    expect(await sees(actors.supervisor)).toEqual(YES);
  });

  test('opens to the office once it meets the person itself', async () => {
    await alarm();
    await at(actors.reception, (ctx) => letOfficeSee(ctx, personId, OFFICES.reception.id, 'returned-again'));
    expect((await sees(actors.reception)).product).toBe(true);
    await alarm();
    expect((await sees(actors.reception)).product).toBe(true);
  });

  test('opens for as long as a transfer is asked of that office, and no longer', async () => {
    await tellWindow();
    const transferId = await ask();
    expect(await sees(actors.window)).toMatchObject({ product: true, database: true });
    await at(actors.otherWindow, (ctx) => takeTransferBack(ctx, transferId));
    expect(await sees(actors.window)).toEqual(NO);
    expect((await sees(protectionAt(OFFICES.window))).product).toBe(true);
  });

  test('stays when the transfer came first, and opens for good when the case comes', async () => {
    const first = await ask();
    await tellWindow();
    expect((await sees(actors.window)).product).toBe(true);
    await at(actors.otherWindow, (ctx) => takeTransferBack(ctx, first));
    expect(await sees(actors.window)).toEqual(NO);
    expect((await sees(protectionAt(OFFICES.window))).product).toBe(true);
    const second = await ask();
    await at(actors.window, (ctx) => acceptTransfer(ctx, second, {}));
    expect((await sees(actors.window)).product).toBe(true);
    expect(await db.owner('select why, circle from registry.person_office where person_id = $1 and office_id = $2', [personId, OFFICES.window.id])).toEqual([{ why: 'hand-over', circle: false }]);
  });
});
