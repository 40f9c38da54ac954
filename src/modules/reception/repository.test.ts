import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { connect, sql } from '#platform/db';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { smallList } from './factory.ts';
import * as manifestsSql from './repository/manifests.ts';
import * as rowsSql from './repository/rows.ts';
import * as lists from './service/lists.ts';

let db: TestDatabase;
let manifestId: string;
let rowId: string;

beforeAll(async () => {
  db = await testDatabase();
  manifestId = await db.inContext(actors.reception, async (ctx) => {
    const upload = await lists.uploadList(ctx, { name: 'muro.csv', bytes: Buffer.from(smallList()) });
    const done = await lists.acceptUpload(ctx, upload.uploadId, { details: { arrivesOn: '2026-03-10', mode: 'land', sender: 'Frontera de prueba', kind: 'deported' }, leaveOut: [] });
    await lists.uploadList(ctx, { name: 'borrador.csv', bytes: Buffer.from(smallList().slice(0, 200)) });
    return done.manifestId;
  }, { purpose: 'reception' });
  const [row] = await db.owner<{ id: string }>('select id from reception.manifest_row where manifest_id = $1 limit 1', [manifestId]);
  rowId = row!.id;
});
afterAll(() => db.close());

const supervisorElsewhere: Actor = { ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId, displayName: 'Supervisión de otra institución' };
const STRANGERS: readonly Actor[] = [
  supervisorElsewhere,
  actors.otherReception, actors.window, actors.provider, actors.analyst, actors.auditor, actors.administrator, actors.steward, actors.employer, actors.abroad, actors.nobody,
];
const visible = (actor: Actor, table: string) => db.asActor(actor, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]!.n);

describe('an arrival list', () => {
  it('is behind the database\'s own wall: a query without any condition shows strangers nothing', async () => {
    for (const actor of STRANGERS) {
      for (const table of ['reception.manifest', 'reception.manifest_row', 'reception.upload', 'reception.sender_mapping']) expect(await visible(actor, table), `${actor.displayName} ${table}`).toBe(0);
    }
    expect(await visible(actors.reception, 'reception.manifest_row')).toBe(5);
    expect(await visible(actors.supervisor, 'reception.manifest_row')).toBe(5);
  });

  it('is behind the repository\'s wall: past the database\'s wall the queries still keep to the office', async () => {
    // The owner of the tables is not held by row-level security: what stays is the condition in the query.
    const past = connect(db.ownerUrl, { poolSize: 2 });
    try {
      const found = (actor: Actor) => past.asActor(actor, 'reception', (tx) => rowsSql.findRow(actor, tx, rowId));
      expect((await found(actors.reception))?.rowId).toBe(rowId);
      for (const actor of STRANGERS) expect(await found(actor), actor.displayName).toBeUndefined();
      expect(await past.asActor(actors.otherReception, 'reception', (tx) => manifestsSql.listManifests(actors.otherReception, tx))).toEqual([]);
      expect(await past.asActor(actors.otherReception, 'reception', (tx) => rowsSql.findNextRow(actors.otherReception, tx, TEST_NOW, []))).toBeUndefined();
      expect(await past.asActor(actors.otherReception, 'reception', (tx) => rowsSql.arriveAll(actors.otherReception, tx, manifestId, TEST_NOW))).toEqual([]);
    } finally {
      await past.close();
    }
  });

  it('can be looked at, but not changed, by a supervisor', async () => {
    const change = db.asActor(actors.supervisor, (tx) => rowsSql.setRowState(actors.supervisor, tx, rowId, 'waiting', TEST_NOW));
    await expect(change).resolves.toBeUndefined();
    expect(await db.owner('select state from reception.manifest_row where id = $1', [rowId])).toEqual([{ state: 'expected' }]);
  });

  it('cannot be removed or rewritten by the product itself', async () => {
    await expect(db.asActor(actors.reception, (tx) => sql`delete from reception.manifest_row`.execute(tx))).rejects.toMatchObject({ code: '42501' });
    await expect(db.asActor(actors.reception, (tx) => sql`update reception.manifest set people = 0`.execute(tx))).rejects.toMatchObject({ code: '42501' });
  });

  it('cannot be put under another office or another country', async () => {
    const foreign: Actor = { ...actors.reception, officeId: actors.otherReception.officeId };
    const insert = (as: Actor, claimed: Actor) => db.asActor(as, (tx) => rowsSql.insertRows(claimed, tx, [{
      id: newId(), manifestId: null, rowNumber: 0, raw: [], person: {} as never, problems: [], flags: [], lane: 1, before: null, state: 'waiting', arrivesOn: '2026-03-10', arrivedAt: TEST_NOW,
    }]));
    await expect(insert(actors.reception, foreign)).rejects.toMatchObject({ code: '42501' });
    await expect(insert(actors.reception, { ...actors.reception, country: 'HN' })).rejects.toMatchObject({ code: '42501' });
  });
});
