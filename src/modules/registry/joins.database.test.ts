import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { assignCase, closeCase, decideIdentity, getCase, getPerson, joinCases, letOfficeSee, listCases, openCase, registerPerson, relatedCases, undoIdentityDecision, undoJoin } from './index.ts';
import * as repository from './repository/joins.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person cascade'));

interface Opened { readonly personId: string; readonly caseId: string }
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
/** Somebody whose case is at an office: registered there, so that no other window sees the record. */
async function open(actor: Actor, destinationAdmin2: string): Promise<Opened> {
  const { personId } = await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez({ contacts: [] })));
  return { personId, caseId: (await db.inContext(actor, (ctx) => openCase(ctx, { personId, destinationAdmin2 }))).caseId };
}
const here = () => open(actors.window, HOME);
const there = () => open(actors.otherWindow, ELSEWHERE);
const linked = async (a: Opened, b: Opened) => (await db.inContext(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: a.personId, personB: b.personId, decision: 'same' }))).linkId;
const join = async (closing: Opened, into: Opened, actor: Actor = actors.window, now = TEST_NOW) => (await db.inContext(actor, (ctx) => joinCases(ctx, closing.caseId, { into: into.caseId, note: 'Espera una llamada el lunes' }), { now })).joinId;
const related = (p: Opened, actor: Actor = actors.window) => db.inContext(actor, (ctx) => relatedCases(ctx, p.caseId));
const stateOf = async (p: Opened, actor: Actor = actors.supervisor) => (await db.inContext(actor, (ctx) => getCase(ctx, p.caseId))).state;
const seesPerson = (p: Opened, actor: Actor) => refusal(db.inContext(actor, (ctx) => getPerson(ctx, p.personId)));
/** Everything that a join may change, as it is stored. */
const stored = async () => ({
  cases: await db.owner('select id, state, officer_id, office_id, closed_at, closed_why from registry.case_file order by id'),
  sight: await db.owner('select person_id, office_id, why, given_by, by_join from registry.person_office order by 1, 2'),
});

describe('joining two open cases of one person', () => {
  it('one goes on, the other is closed with a note, and taking it back leaves nothing changed', async () => {
    const [a, b] = [await here(), await here()];
    await linked(a, b);
    await db.inContext(actors.window, (ctx) => assignCase(ctx, a.caseId, {}));
    const before = await stored();
    const joinId = await join(a, b);
    expect(await stateOf(a)).toBe('closed');
    expect(await related(a)).toMatchObject({ into: { caseId: b.caseId, note: 'Espera una llamada el lunes', by: 'Ventanilla de prueba', mayTakeBack: true }, joined: [] });
    expect(await related(b)).toMatchObject({ into: null, joined: [{ caseId: a.caseId, joinId }], cases: [{ caseId: a.caseId, state: 'closed' }] });
    await db.inContext(actors.window, (ctx) => undoJoin(ctx, joinId));
    expect(await stored()).toEqual(before);
    expect(await related(b)).toMatchObject({ joined: [], cases: [{ caseId: a.caseId, state: 'active', mayGoOnHere: true, mayGoOnThere: true }] });
    expect(await refusal(db.inContext(actors.window, (ctx) => undoJoin(ctx, joinId)))).toBe('registry.join-already-undone');
  });

  it('the office where the case goes on sees the other record as long as the join stands; the office that gave it away learns nothing new', async () => {
    const [a, b] = [await here(), await there()];
    await linked(a, b);
    const before = await stored();
    expect(await seesPerson(a, actors.otherWindow)).toBe('platform.not-found');
    const joinId = await join(a, b, actors.supervisor);
    expect(await seesPerson(a, actors.otherWindow)).toBe('done');
    expect(await related(b, actors.otherWindow)).toMatchObject({ joined: [{ caseId: a.caseId }], elsewhere: 0 });
    expect(await seesPerson(b, actors.window)).toBe('platform.not-found');
    expect(await related(a)).toMatchObject({ into: { caseId: null }, cases: [], elsewhere: 1 });
    expect(JSON.stringify(await related(a))).not.toContain(b.caseId);
    await db.inContext(actors.otherWindow, (ctx) => undoJoin(ctx, joinId));
    expect(await seesPerson(a, actors.otherWindow)).toBe('platform.not-found');
    expect(await stored()).toEqual(before);
  });

  it('an officer who sees both gives away a case of the own office only; who does not see both finds none', async () => {
    const [a, b] = [await here(), await there()];
    await linked(a, b);
    expect(await refusal(join(a, b))).toBe('platform.not-found');
    await db.inContext(actors.otherWindow, (ctx) => letOfficeSee(ctx, b.personId, OFFICES.window.id, 'referred'));
    expect(await related(a)).toMatchObject({ cases: [{ caseId: b.caseId, mayGoOnHere: false, mayGoOnThere: true }] });
    expect(await refusal(join(b, a))).toBe('registry.join-of-others');
    expect(await refusal(join(a, b, actors.reception))).toBe('platform.not-found');
    expect(await refusal(join(a, b))).toBe('done');
  });

  it('cases of two people, of one record, or closed ones are not joined', async () => {
    const [a, b, c] = [await here(), await here(), await here()];
    expect(await refusal(join(a, b))).toBe('platform.not-found');
    await linked(a, b);
    await linked(b, c);
    await db.inContext(actors.window, (ctx) => closeCase(ctx, c.caseId, { why: 'terminado' }));
    expect(await refusal(join(a, c))).toBe('registry.case-closed');
    expect(await refusal(join(c, a))).toBe('registry.case-closed');
    expect(await refusal(join(a, a))).toBe('registry.join-of-others');
  });

  it('ends with the decision that made the records one person, whoever takes it back', async () => {
    const [a, b] = [await here(), await there()];
    const linkId = await linked(a, b);
    const before = await stored();
    await join(a, b, actors.supervisor);
    const told: string[] = [];
    const listening = [{ to: 'registry.case-join-undone', room: 'test', handle: async (_: unknown, event: { readonly [k: string]: unknown }) => { told.push(`${String(event['caseId'])} ${String(event['intoCase'])}`); } }];
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId), { subscriptions: listening });
    expect(await stored()).toEqual(before);
    expect(told).toEqual([`${a.caseId} ${b.caseId}`]);
  });

  it('a chain leads to one case, and comes apart in any order', async () => {
    const [a, b, c] = [await here(), await there(), await here()];
    await linked(a, b);
    await linked(b, c);
    const before = await stored();
    const first = await join(a, b, actors.supervisor);
    const second = await join(b, c, actors.supervisor);
    expect(await seesPerson(b, actors.window)).toBe('done');
    await db.inContext(actors.supervisor, (ctx) => undoJoin(ctx, first));
    expect([await stateOf(a), await stateOf(b), await stateOf(c)]).toEqual(['new', 'closed', 'new']);
    await db.inContext(actors.supervisor, (ctx) => undoJoin(ctx, second));
    expect(await stored()).toEqual(before);
  });

  it('a case that moves takes along what goes on in it; sight that an office has for another reason stays', async () => {
    const [a, b] = [await here(), await here()];
    const linkId = await linked(a, b);
    await join(a, b);
    await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: b.personId, destinationAdmin2: ELSEWHERE }));
    expect(await seesPerson(a, actors.otherWindow)).toBe('done');
    await db.inContext(actors.otherWindow, (ctx) => letOfficeSee(ctx, a.personId, OFFICES.otherWindow.id, 'returned-again'));
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
    expect(await seesPerson(a, actors.otherWindow)).toBe('done');
    expect(await stateOf(a)).toBe('new');
  });

  it('a record that got another open case meanwhile keeps the joined one closed', async () => {
    const [a, b] = [await here(), await there()];
    const linkId = await linked(a, b);
    const joinId = await join(a, b, actors.supervisor);
    const again = await db.inContext(actors.window, (ctx) => openCase(ctx, { personId: a.personId, destinationAdmin2: HOME }));
    expect(again.caseId).not.toBe(b.caseId);
    expect(await refusal(db.inContext(actors.supervisor, (ctx) => undoJoin(ctx, joinId)))).toBe('registry.join-other-case-open');
    await db.inContext(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
    expect([await stateOf(a), await stateOf({ ...a, caseId: again.caseId })]).toEqual(['closed', 'new']);
    expect(await seesPerson(a, actors.otherWindow)).toBe('platform.not-found');
  });

  it('of two who join the same cases in both directions at once, one is refused', async () => {
    const [a, b] = [await here(), await here()];
    await linked(a, b);
    const said = await Promise.all([refusal(join(a, b)), refusal(join(b, a, actors.windowColleague))]);
    expect(said.toSorted()).toEqual(['done', 'registry.case-closed']);
    expect((await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'office' }))).lines).toHaveLength(1);
  });
});

describe('the walls around joins', () => {
  async function joinedElsewhere(): Promise<{ a: Opened; b: Opened; joinId: string }> {
    const [a, b] = [await there(), await there()];
    await linked(a, b);
    return { a, b, joinId: await join(a, b, actors.otherWindow) };
  }

  it('the query finds no join out of sight, and reception none at all', async () => {
    const { a, joinId } = await joinedElsewhere();
    const system = (actor: Actor) => db.asActor(actors.supervisor, async (tx) => [await repository.listJoins(actor, tx, a.caseId), await repository.findJoin(actor, tx, joinId)]);
    expect(await system(actors.window)).toEqual([[], undefined]);
    expect(await system(actors.reception)).toEqual([[], undefined]);
    expect(await system(actors.abroad)).toEqual([[], undefined]);
  });

  it('the database shows no join out of sight, whatever a query asks', async () => {
    await joinedElsewhere();
    const all = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`select id from registry.case_join`.execute(tx)).rows.length);
    expect(await Promise.all([actors.otherWindow, actors.supervisor].map(all))).toEqual([1, 1]);
    expect(await Promise.all([actors.window, actors.reception, actors.otherReception, actors.abroad, actors.analyst, actors.provider, actors.nobody].map(all))).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it('the database joins and takes back for nobody but those who may', async () => {
    const { a, b, joinId } = await joinedElsewhere();
    const [c, d] = [await there(), await there()];
    await linked(c, d);
    for (const actor of [actors.window, actors.otherReception, actors.abroad, actors.analyst, actors.provider, actors.nobody]) {
      await expect(db.asActor(actor, (tx) => repository.insertJoin(actor, tx, { id: newId(TEST_NOW), caseId: c.caseId, into: d.caseId, note: 'x', now: TEST_NOW })), actor.role).rejects.toThrow();
      await expect(db.asActor(actor, (tx) => repository.takeJoinBack(actor, tx, joinId, TEST_NOW)), actor.role).rejects.toThrow();
    }
    await expect(db.asActor(actors.supervisor, (tx) => repository.insertJoin(actors.supervisor, tx, { id: newId(TEST_NOW), caseId: c.caseId, into: b.caseId, note: 'x', now: TEST_NOW }))).rejects.toThrow();
    expect(await stateOf(a)).toBe('closed');
  });
});

describe('the functions behind joins, news and look-ups, asked directly by the login of the product', () => {
  it('tell and change nothing for roles, offices and countries that are not meant', async () => {
    const [a, b] = [await here(), await here()];
    const linkId = await linked(a, b);
    const joinId = await join(a, b);
    const before = await stored();
    const people = sql`array[${a.personId}, ${b.personId}]::uuid[]`;
    const asks = {
      join: sql`select registry.join_cases(${newId(TEST_NOW)}, ${b.caseId}, ${a.caseId}, 'x', ${TEST_NOW})`,
      undo: sql`select registry.take_join_back(${joinId}, ${TEST_NOW})`,
      note: sql`select * from registry.note_links(array[${linkId}]::uuid[], null, ${TEST_NOW})`,
      run: sql`select * from registry.note_links('{}', ${newId(TEST_NOW)}, ${TEST_NOW})`,
      news: sql`select * from registry.links_lately('2000-01-01', 100)`,
      met: sql`select * from registry.people_met(${people})`,
      kindred: sql`select * from registry.linkage_kindred(${people})`,
      page: sql`select * from registry.linkage_page('00000000-0000-0000-0000-000000000000', 10)`,
      keys: sql`select * from registry.look_up('{1}', '{"{}"}', '{"{1}"}', '{"{1}"}', '{9}')`,
      doubt: sql`select * from registry.in_doubt(${people})`,
      profiles: sql`select * from registry.profiles_in_doubt(${people})`,
      ground: sql`select * from registry.end_groundless_joins(${people}, ${TEST_NOW})`,
      sight: sql`select registry.keep_sight(${b.personId}, ${OFFICES.otherWindow.id}, 'destination', ${TEST_NOW})`,
      follow: sql`select registry.follow_joins(${a.caseId}, ${TEST_NOW})`,
      stolen: sql`update registry.case_join set undone_at = now()`,
    };
    const outsiders = [actors.provider, actors.analyst, actors.auditor, actors.employer, actors.abroad];
    for (const actor of outsiders) for (const [name, ask] of Object.entries(asks)) {
      const told = (rows: readonly unknown[]) => rows.filter((row) => Object.values(row as object).some((v) => v !== null && v !== '')).length;
      const answer = await db.asActor(actor, (tx) => ask.execute(tx)).then((r) => told(r.rows), (e: { code?: string }) => e.code);
      expect([0, '42501'], `${actor.displayName} ${name}`).toContain(answer);
    }
    // What keeps records may look people up, and finds nobody who is called so.
    for (const name of ['kindred', 'page', 'keys', 'run', 'stolen', 'doubt'] as const) {
      expect([0, '42501'], name).toContain(await db.asActor(actors.window, (tx) => asks[name].execute(tx)).then((r) => r.rows.length, (e: { code?: string }) => e.code));
    }
    expect(await stored()).toEqual(before);
  });
});
