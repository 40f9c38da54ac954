import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { closeCase, decideIdentity, joinCases, letOfficeSee, openCase, registerPerson, twoCases, undoIdentityDecision, undoJoin } from './index.ts';
import { listTwoCases } from './repository/two-cases.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person cascade'));

/** Supervision of an institution that has one window and no more. */
const ofWindow: Actor = { ...actors.supervisor, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };

interface Opened { readonly personId: string; readonly caseId: string }

async function open(actor: Actor, destinationAdmin2: string): Promise<Opened> {
  const { personId } = await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [] })));
  return { personId, caseId: (await db.inContext(actor, (ctx) => openCase(ctx, { personId, destinationAdmin2 }))).caseId };
}
const here = () => open(actors.window, HOME);
const there = () => open(actors.otherWindow, ELSEWHERE);
const linked = async (a: Opened, b: Opened) => (await db.inContext(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: a.personId, personB: b.personId, decision: 'same' }))).linkId;
const list = async (actor: Actor = actors.supervisor) => (await db.inContext(actor, (ctx) => twoCases(ctx))).people.map((p) => p.cases.map((c) => c.caseId).toSorted());
const both = (...cases: Opened[]) => cases.map((c) => c.caseId).toSorted();

describe('people with two open cases whose offices do not see one another', () => {
  it('are on the list of supervision with both cases, until these are joined, and again when they come apart', async () => {
    const [a, b] = [await here(), await there()];
    expect(await list()).toEqual([]);
    const linkId = await linked(a, b);
    expect(await list()).toEqual([both(a, b)]);
    const { joinId } = await db.inContext(actors.supervisor, (ctx) => joinCases(ctx, a.caseId, { into: b.caseId, note: 'Sigue allí' }));
    expect(await list()).toEqual([]);
    await db.inContext(actors.supervisor, (ctx) => undoJoin(ctx, joinId));
    expect(await list()).toEqual([both(a, b)]);
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
    expect(await list()).toEqual([]);
  });

  it('leave it when one of the cases is closed, or when one of the two offices sees both and can join them itself', async () => {
    const [a, b] = [await here(), await there()];
    await linked(a, b);
    await db.inContext(actors.otherWindow, (ctx) => letOfficeSee(ctx, b.personId, OFFICES.window.id, 'referred'));
    expect(await list()).toEqual([]);
    const [c, d] = [await here(), await there()];
    await linked(c, d);
    expect(await list()).toEqual([both(c, d)]);
    await db.inContext(actors.otherWindow, (ctx) => closeCase(ctx, d.caseId, { why: 'terminado' }));
    expect(await list()).toEqual([]);
  });

  it('stay apart from those of one office, who need no supervision', async () => {
    const [a, b] = [await here(), await here()];
    await linked(a, b);
    expect(await list()).toEqual([]);
  });

  it('are one line also with three cases, whatever the order in which the records were linked', async () => {
    const [a, b, c] = [await here(), await there(), await here()];
    await linked(b, c);
    await linked(a, c);
    expect(await list()).toEqual([both(a, b, c)]);
  });
});

describe('the walls around that list', () => {
  it('supervision that sees one of the records only learns of nothing, and nobody else has the list', async () => {
    const [a, b] = [await here(), await there()];
    await linked(a, b);
    expect(await list(ofWindow)).toEqual([]);
    const asked = (actor: Actor) => db.asActor(actors.supervisor, (tx) => listTwoCases(actor, tx, 10));
    for (const actor of [ofWindow, actors.window, actors.otherWindow, actors.reception, actors.analyst, actors.provider, actors.abroad, actors.nobody]) expect(await asked(actor), actor.role).toEqual([]);
  });

  it('the database gives no rows, whatever the query asks', async () => {
    const [a, b] = [await here(), await there()];
    await linked(a, b);
    const asked = (actor: Actor) => db.asActor(actor, (tx) => listTwoCases(actors.supervisor, tx, 10));
    expect(await asked(actors.supervisor)).toHaveLength(2);
    for (const actor of [ofWindow, actors.window, actors.otherWindow, actors.reception, actors.analyst, actors.provider, actors.abroad, actors.nobody]) expect(await asked(actor), actor.role).toEqual([]);
  });
});
