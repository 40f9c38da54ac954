import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { decideIdentity, undoIdentityDecision } from '#registry';
import { actors } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { readyDesk } from './factory.ts';
import * as itemsSql from './repository/items.ts';
import { FinishDesk, ScanCode, type GiveItem } from './schema.ts';
import * as desk from './service/desk.ts';
import * as items from './service/items.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const later = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const at = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now: Date = TEST_NOW) => db.inContext(actor, work, { purpose: 'reception', now });
const colleague: Actor = { ...actors.reception, userId: '00000000-0000-7000-8000-000000000f11', displayName: 'Colega de estación de prueba' };

let serial = 0;
/** Somebody who walked in and waits. */
async function arrived(actor = actors.reception): Promise<string> {
  serial += 1;
  return (await at(actor, (ctx) => desk.addArrival(ctx, { givenNames: 'Entrega', surname1: `Inventada${serial}`, surname2: '', birthDate: '1990-01-01', birthPrecision: 'day', sex: null, flags: [] }))).rowId;
}

/** Somebody whom the desk has registered, with a slip. */
async function registered(): Promise<{ rowId: string; personId: string; publicCode: string }> {
  const rowId = await arrived();
  await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
  const ready = readyDesk({ assistance: [] });
  const done = await at(actors.reception, (ctx) => desk.finishDesk(ctx, rowId, FinishDesk.parse({ ...ready, identity: { ...ready.identity, givenNames: `Ficticio${serial}`, surname1: `Deprueba${serial}`, birthDate: `19${60 + (serial % 30)}-02-03` } })));
  return { rowId, ...done };
}

const give = (rowId: string, command: GiveItem, actor = actors.reception, now = TEST_NOW) => at(actor, (ctx) => items.giveItem(ctx, rowId, command), now);
const codes = async (promise: Promise<unknown>) => promise.then(() => 'done', (error: { problems?: { code: string }[]; status?: number }) => error.problems?.[0]?.code ?? String(error));

describe('one tap', () => {
  it('records what was given, by whom, and shows it as given to everybody at once', async () => {
    const rowId = await arrived();
    const after = await give(rowId, { item: 'hygiene_kit', station: 'kitFood' });
    expect(after.offered.find((o) => o.code === 'hygiene_kit')).toMatchObject({ state: 'given', times: 1, again: null });
    const seen = await at(colleague, (ctx) => items.scannedPerson(ctx, rowId, 'kitFood'));
    expect(seen.offered.find((o) => o.code === 'hygiene_kit')?.state).toBe('given');
    expect(seen.given[0]).toMatchObject({ item: 'hygiene_kit', undone: false, undoUntil: null });
  });

  it('is refused a second time, and done again only with a reason that stays visible', async () => {
    const rowId = await arrived();
    await give(rowId, { item: 'hygiene_kit' });
    expect(await codes(give(rowId, { item: 'hygiene_kit' }, colleague, later(60)))).toBe('reception.item-given-already');
    const after = await give(rowId, { item: 'hygiene_kit', reason: 'se lo robaron en el patio' }, colleague, later(61));
    expect(after.given.map((one) => one.reason)).toEqual(['se lo robaron en el patio', null]);
  });

  it('gives food again after the hours of the pack, without a reason', async () => {
    const rowId = await arrived();
    await give(rowId, { item: 'food' });
    expect(await codes(give(rowId, { item: 'food' }, actors.reception, later(239)))).toBe('reception.item-given-already');
    expect((await give(rowId, { item: 'food' }, actors.reception, later(240))).given).toHaveLength(2);
  });

  it('by many hands at the same moment gives one thing once', async () => {
    const rowId = await arrived();
    const done = await Promise.all(Array.from({ length: 8 }, (_, i) => codes(give(rowId, { item: 'clothing' }, i % 2 ? colleague : actors.reception))));
    expect(done.filter((d) => d === 'done')).toHaveLength(1);
    expect(done.filter((d) => d === 'reception.item-given-already')).toHaveLength(7);
  });

  it('is refused by the database itself where the service did not look', async () => {
    const rowId = await arrived();
    const insert = () => db.asActor(actors.reception, (tx) => itemsSql.insertGiven(actors.reception, tx, {
      id: newId(), rowId, returnId: null, item: 'hygiene_kit', at: TEST_NOW, blocksUntil: null, reason: null, station: null,
    }, TEST_NOW), 'reception');
    const done = await Promise.allSettled([insert(), insert(), insert()]);
    expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1);
  });

  it('made while the network was gone counts from its own hour', async () => {
    const rowId = await arrived();
    const after = await give(rowId, { item: 'food', at: later(10).toISOString() }, actors.reception, later(50));
    expect(after.given[0]!.at).toBe(later(10).toISOString());
    expect(after.offered.find((o) => o.code === 'food')!.again).toBe(later(250).toISOString());
  });

  it('gives nothing to somebody who has not arrived', async () => {
    const rowId = await arrived();
    await db.owner("update reception.manifest_row set state = 'expected', arrived_at = null where id = $1", [rowId]);
    expect(await codes(give(rowId, { item: 'water' }))).toBe('reception.not-here');
  });
});

describe('a tap by mistake', () => {
  it('is taken back within the minute by the hand that made it; the entry stays and blocks nothing', async () => {
    const rowId = await arrived();
    const { given } = await give(rowId, { item: 'hygiene_kit' });
    expect(given[0]!.undoUntil).toBe(later(1).toISOString());
    expect(await codes(at(colleague, (ctx) => items.undoItem(ctx, given[0]!.entryId, null)))).toBe('reception.undo-too-late');
    const after = await at(actors.reception, (ctx) => items.undoItem(ctx, given[0]!.entryId, null), later(0.5));
    expect(after.given).toMatchObject([{ undone: true, undoUntil: null }]);
    expect(after.offered.find((o) => o.code === 'hygiene_kit')).toMatchObject({ state: 'may', times: 0 });
    await expect(give(rowId, { item: 'hygiene_kit' }, colleague, later(1))).resolves.toBeDefined();
  });

  it('stays when the minute is over, for the service and for the database', async () => {
    const rowId = await arrived();
    const { given } = await give(rowId, { item: 'hygiene_kit' });
    expect(await codes(at(actors.reception, (ctx) => items.undoItem(ctx, given[0]!.entryId, null), later(1.1)))).toBe('reception.undo-too-late');
    await expect(db.asActor(actors.reception, (tx) => itemsSql.undoGiven(actors.reception, tx, given[0]!.entryId, later(2)), 'reception')).rejects.toThrow(/assistance_undone_at_once/);
  });
});

describe('a scan', () => {
  it('opens the person by the code of the slip, read with or without dash and with the usual mistakes', async () => {
    const { rowId, publicCode } = await registered();
    for (const text of [publicCode, publicCode.replace('-', ''), publicCode.toLowerCase(), publicCode.replace(/0/g, 'O').replace(/1/g, 'l'), ` ${publicCode} `.trim()]) {
      expect((await at(actors.reception, (ctx) => items.scan(ctx, { text }))).rowId).toBe(rowId);
    }
  });

  it('says that a code was misread instead of opening somebody else', async () => {
    const { publicCode } = await registered();
    const wrong = `${publicCode.slice(0, -1)}${publicCode.endsWith('Z') ? 'Y' : 'Z'}`;
    expect(await codes(at(actors.reception, (ctx) => items.scan(ctx, { text: wrong })))).toBe('reception.code-misread');
    expect(await codes(at(actors.reception, (ctx) => items.scan(ctx, { text: 'Marisol' })))).toBe('reception.code-misread');
    expect(await codes(at(actors.reception, (ctx) => items.scan(ctx, ScanCode.parse({ text: `HC1:${'NCFOXN%TS3'.repeat(40)}` }))))).toBe('reception.code-misread');
  });

  it('opens nobody of another reception point, and does not tell that they exist', async () => {
    const { publicCode } = await registered();
    for (const actor of [actors.otherReception, actors.window, actors.supervisor, actors.abroad]) {
      await expect(at(actor, (ctx) => items.scan(ctx, { text: publicCode })), actor.displayName).rejects.toMatchObject({ status: 404 });
    }
  });

  it('opens the right person with an old slip of a linked record, and no longer when the link is undone', async () => {
    const old = await registered();
    const now = await registered();
    const { linkId } = await at(actors.reception, (ctx) => decideIdentity(ctx, { personA: old.personId, personB: now.personId, decision: 'same' }), later(5));
    await db.owner('update reception.manifest_row set arrived_at = $2 where id = $1', [now.rowId, later(3)]);
    expect((await at(actors.reception, (ctx) => items.scan(ctx, { text: old.publicCode }))).rowId).toBe(now.rowId);
    await at(actors.reception, (ctx) => undoIdentityDecision(ctx, linkId), later(6));
    expect((await at(actors.reception, (ctx) => items.scan(ctx, { text: old.publicCode }))).rowId).toBe(old.rowId);
  });

  it('sees what was given before the desk was done, and the return carries it', async () => {
    const rowId = await arrived();
    await give(rowId, { item: 'food' });
    await at(actors.reception, (ctx) => desk.takePerson(ctx, rowId, false));
    const ready = readyDesk({ assistance: [{ item: 'food' }] });
    const command = FinishDesk.parse({ ...ready, identity: { ...ready.identity, surname1: 'Primerocomida' } });
    expect(await codes(at(actors.reception, (ctx) => desk.finishDesk(ctx, rowId, command), later(2)))).toBe('reception.item-given-already');
    await at(actors.reception, (ctx) => desk.finishDesk(ctx, rowId, { ...command, assistance: [{ item: 'phone_call' }] }), later(2));
    const { given } = await at(actors.reception, (ctx) => items.scannedPerson(ctx, rowId, null), later(3));
    expect(given.map((one) => one.item)).toEqual(['phone_call', 'food']);
  });
});

describe('what was given', () => {
  it('is behind both walls', async () => {
    const rowId = await arrived();
    await give(rowId, { item: 'water' });
    const strangers = [actors.otherReception, actors.window, actors.provider, actors.analyst, actors.auditor, actors.administrator, actors.abroad, actors.nobody];
    for (const actor of strangers) {
      const seen = await db.asActor(actor, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from reception.assistance_given where row_id = ${rowId}`.execute(tx)).rows[0]!.n);
      expect(seen, actor.displayName).toBe(0);
    }
    await expect(at(actors.otherReception, (ctx) => items.giveItem(ctx, rowId, { item: 'water' }))).rejects.toMatchObject({ status: 404 });
    expect(await db.asActor(actors.otherReception, (tx) => itemsSql.listGiven(actors.otherReception, tx, { rowId, returnId: null }))).toEqual([]);
  });
});
