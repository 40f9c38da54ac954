import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAccount } from '#access';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import { askTransfer, assignCase, bringForgottenHome, getCase, listCases, openCase, registerPerson, subscriptions } from './index.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner('truncate registry.person, registry.name_term cascade');
  await db.owner('update access.user_account set active = true, ended_at = null');
  await db.owner('update access.office set active = true, followed_by = null');
});

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { subscriptions });
const held = async (n = 1) => {
  const ids: string[] = [];
  for (let i = 0; i < n; i++) {
    const { personId } = await as(actors.window, (ctx) => registerPerson(ctx, i === 0 ? mariaLopez() : pedroIxtabalan({ givenNames: `Pedro ${'abcdefghij'[i]}` })));
    const { caseId } = await as(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }));
    await as(actors.windowColleague, (ctx) => assignCase(ctx, caseId, {}));
    ids.push(caseId);
  }
  return ids;
};

describe('somebody who leaves', () => {
  it('in mid-case: the account ends with its sessions, and the case is on the list of those to be taken, with a mark of whose it was', async () => {
    const [caseId] = await held();
    await db.owner(`insert into access.session (token_hash, user_id, csrf, created_at, seen_at, expires_at) values ('\\x01', $1, 'x', now(), now(), now() + interval '1 hour')`, [actors.windowColleague.userId]);
    await as(actors.administrator, (ctx) => endAccount(ctx, actors.windowColleague.userId, { why: 'dejó la institución' }));
    expect(await db.owner('select count(*)::int as n from access.session where ended_at is null')).toEqual([{ n: 0 }]);
    const { lines, counts } = await as(actors.window, (ctx) => listCases(ctx, { list: 'new' }));
    expect(lines).toMatchObject([{ caseId, officerId: null, heldBefore: actors.windowColleague.displayName }]);
    expect(counts).toMatchObject({ new: 1, office: 1 });
    expect(await db.owner('select why, from_officer from registry.case_assignment where officer_id is null')).toEqual([{ why: 'officer-left', from_officer: actors.windowColleague.userId }]);
    await as(actors.window, (ctx) => assignCase(ctx, caseId!, {}));
    expect(await db.owner('select held_before from registry.case_file')).toEqual([{ held_before: null }]);
  });

  it('only an administrator of the country ends an account, nobody the own one, and it ends once', async () => {
    const end = (actor: Actor, id: string) => refusal(as(actor, (ctx) => endAccount(ctx, id, { why: 'x' })));
    expect(await end(actors.administrator, actors.administrator.userId)).toBe('access.own-account');
    expect(await end(actors.administrator, actors.abroad.userId)).toBe('platform.not-found');
    expect(await end(actors.supervisor, actors.window.userId)).not.toBe('done');
    expect(await end(actors.administrator, actors.windowColleague.userId)).toBe('done');
    expect(await end(actors.administrator, actors.windowColleague.userId)).toBe('access.account-over');
  });

  it('an account that ended by another way leaves nothing behind either', async () => {
    const [caseId] = await held();
    await db.owner('update access.user_account set active = false where id = $1', [actors.windowColleague.userId]);
    await as(systemActor('ZZ'), bringForgottenHome);
    expect((await as(actors.window, (ctx) => getCase(ctx, caseId!))).officerId).toBeNull();
    expect((await as(actors.window, (ctx) => listCases(ctx, { list: 'new' }))).lines).toHaveLength(1);
  });
});

describe('an office that closes', () => {
  const home = async () => { while (await as(systemActor('ZZ'), bringForgottenHome)) { /* the next part */ } };

  it('its cases go to the office that the pack names, or to the national one, and are on exactly one list', async () => {
    const [first, second] = await held(2);
    await db.owner('update access.office set active = false, followed_by = $2 where id = $1', [OFFICES.window.id, OFFICES.otherWindow.id]);
    await home();
    const at = async (actor: Actor) => (await as(actor, (ctx) => listCases(ctx, { list: 'new' }))).lines.map((l) => l.caseId).sort();
    expect(await at(actors.otherWindow)).toEqual([first, second].sort());
    expect(await at(actors.window)).toEqual([]);
    expect((await as(actors.otherWindow, (ctx) => getCase(ctx, first!))).officeId).toBe(OFFICES.otherWindow.id);
    // A line that is missing by mistake carries nothing away.
    await db.owner('update access.office set active = false where id = $1', [OFFICES.otherWindow.id]);
    await home();
    expect([await at(actors.otherWindow), await at(actors.nationalWindow)]).toEqual([[first, second].sort(), []]);
    // The office that was to follow closed too.
    await db.owner('update access.office set followed_by = $2 where id = $1', [OFFICES.otherWindow.id, OFFICES.window.id]);
    await home();
    expect(await at(actors.nationalWindow)).toEqual([first, second].sort());
    expect(await db.owner('select distinct why from registry.case_assignment where officer_id is null')).toEqual([{ why: 'office-closed' }]);
  });

  it('what was asked of it is asked of the office that follows, and what it had asked goes along', async () => {
    const [caseId, other] = await held(2);
    await as(actors.window, (ctx) => askTransfer(ctx, caseId!, { toOfficeId: OFFICES.otherWindow.id, note: 'x' }));
    await as(actors.window, (ctx) => askTransfer(ctx, other!, { toOfficeId: OFFICES.national.id, note: 'x' }));
    await db.owner('update access.office set active = false, followed_by = $2 where id = $1', [OFFICES.otherWindow.id, OFFICES.national.id]);
    await home();
    const incoming = async (actor: Actor) => (await as(actor, (ctx) => listCases(ctx, { list: 'incoming' }))).lines.map((l) => l.caseId).sort();
    expect(await incoming(actors.nationalWindow)).toEqual([caseId, other].sort());
    expect(await refusal(as(actors.otherWindow, (ctx) => getCase(ctx, caseId!)))).toBe('platform.not-found');
    await db.owner('update access.office set active = false, followed_by = $2 where id = $1', [OFFICES.window.id, OFFICES.national.id]);
    await home();
    expect(await incoming(actors.nationalWindow)).toEqual([]);
    expect((await as(actors.nationalWindow, (ctx) => listCases(ctx, { list: 'new' }))).lines).toHaveLength(2);
  });
});
