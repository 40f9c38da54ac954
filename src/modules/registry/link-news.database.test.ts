import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { openPacks } from '#platform/country';
import { connect, sql } from '#platform/db';
import { fieldCipher } from '#platform/secrets';
import type { House } from '#platform/context';
import { actors, ELSEWHERE, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { closeCase, decideIdentity, linkWholeRegistry, openCase, registerPerson, undoIdentityDecision } from './index.ts';
import * as repository from './repository/link-news.ts';
import { welcomesOf } from './service/welcomes.ts';

let db: TestDatabase;
let house: House;
const told: string[] = [];
beforeAll(async () => {
  db = await testDatabase();
  const listening = [{ to: 'registry.identity-changed', room: 'test', handle: async (_: unknown, event: { readonly [k: string]: unknown }) => { told.push(String(event['people'])); } }];
  house = { database: connect(db.runtimeUrl, { poolSize: 2 }), packs: openPacks(['ZZ']), subscriptions: listening, cipher: fieldCipher('only for a test') };
});
afterAll(async () => { await house.database.close(); await db.close(); });
beforeEach(async () => { told.length = 0; await db.owner('truncate registry.person cascade'); });

async function open(actor: Actor, destinationAdmin2: string): Promise<{ personId: string; caseId: string }> {
  const { personId } = await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [] })));
  return { personId, ...await db.inContext(actor, (ctx) => openCase(ctx, { personId, destinationAdmin2 })) };
}
const news = (actor: Actor) => db.inContext(actor, async (ctx) => (await welcomesOf(ctx)).links);
const night = () => linkWholeRegistry(house, { country: 'ZZ', threads: 1, now: () => TEST_NOW });

describe('whoever keeps a case hears that its person has another record', () => {
  it('when the comparison at night finds it: rooms are told as at a desk, both offices see it, and undone it is told as undone', async () => {
    const [a, b] = [await open(actors.window, HOME), await open(actors.otherWindow, ELSEWHERE)];
    expect(await night()).toMatchObject({ linked: 1 });
    expect(told).toEqual([[a.personId, b.personId].toSorted().join(',')]);
    expect(await news(actors.window)).toMatchObject([{ caseId: a.caseId, atNight: true, stands: true, otherOpen: true }]);
    expect(await news(actors.otherWindow)).toMatchObject([{ caseId: b.caseId, otherOpen: true }]);
    expect(JSON.stringify(await news(actors.window))).not.toContain(b.caseId);
    const [{ id }] = await db.owner<{ id: string }>('select id from registry.identity_link') as [{ id: string }];
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, id));
    expect(await news(actors.window)).toMatchObject([{ caseId: a.caseId, stands: false, otherOpen: false }]);
    expect(await news(actors.windowColleague)).toHaveLength(1);
  });

  it('when somebody else decided it, and not when one did it oneself', async () => {
    const [a, b] = [await open(actors.window, HOME), await open(actors.window, HOME)];
    const { linkId } = await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a.personId, personB: b.personId, decision: 'same' }));
    expect(await news(actors.window)).toEqual([]);
    expect((await news(actors.windowColleague)).map((n) => [n.caseId, n.atNight]).toSorted()).toEqual([[a.caseId, false], [b.caseId, false]].toSorted());
    await db.inContext(actors.window, (ctx) => closeCase(ctx, b.caseId, { why: 'terminado' }));
    expect(await news(actors.windowColleague)).toMatchObject([{ caseId: a.caseId, stands: true, otherOpen: false }]);
    await db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, linkId));
    expect(await news(actors.windowColleague)).toMatchObject([{ caseId: a.caseId, stands: false }]);
  });

  it('and nobody hears of people without a case, nor rooms', async () => {
    await db.inContext(actors.window, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [] })));
    await db.inContext(actors.window, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [] })));
    expect(await night()).toMatchObject({ linked: 1 });
    expect([told, await news(actors.window)]).toEqual([[], []]);
  });

  it('each wall alone keeps the news of other offices out', async () => {
    await open(actors.window, HOME);
    await open(actors.window, HOME);
    await night();
    expect(await news(actors.windowColleague)).toHaveLength(2);
    const since = new Date(0);
    for (const actor of [actors.otherWindow, actors.abroad, actors.reception]) {
      expect(await db.asActor(actors.window, (tx) => repository.listLinksLately(actor, tx, since, 20)), actor.role).toEqual([]);
      expect(await db.asActor(actor, async (tx) => (await sql`select link_id from registry.link_news`.execute(tx)).rows)).toEqual([]);
      expect(await db.asActor(actor, async (tx) => (await sql`select case_id from registry.links_lately(${since}, 20)`.execute(tx)).rows)).toEqual([]);
    }
    for (const actor of [actors.window, actors.supervisor]) {
      await expect(db.asActor(actor, (tx) => repository.noteLinks(actor, tx, { runId: '00000000-0000-7000-8000-00000000dead' }, TEST_NOW))).rejects.toThrow();
    }
    await expect(db.asActor(actors.analyst, (tx) => repository.noteLinks(actors.analyst, tx, { links: [] }, TEST_NOW))).rejects.toThrow();
  });
});
