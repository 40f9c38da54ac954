import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { inContext, type House } from '#platform/context';
import { fieldCipher } from '#platform/secrets';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { samplelandPack, TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { pedroIxtabalan } from './factory.ts';
import { askTransfer, assignCase, cancelMove, getMove, lookAhead, moveCases, moveWaitingCases, openCase, registerPerson } from './index.ts';
import type { MoveCases } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.name_term, registry.bulk_move cascade'));

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work);
const now = () => TEST_NOW;
const house = (): House => ({ database: db.database, packs: new Map([['ZZ', samplelandPack()]]), subscriptions: [], cipher: fieldCipher('only for tests') });
const work = (stopped?: () => boolean) => moveWaitingCases(house(), now, stopped);

/** So many people with a case at the test window, each held by the colleague. */
async function manyCases(n: number): Promise<void> {
  await db.owner(`insert into registry.person (id, country, public_code, given_names, surname1, source, evidence, identity_id, registered_by, registered_at, name_words, given_sounds, surname_sounds)
    select id, 'ZZ', 'M' || n, 'Muchos ' || n, 'Inventados', 'window', 'declared', id, $1, now(), array['muchos'], '{}', '{}' from (select gen_random_uuid() as id, n from generate_series(1, ${n}) n) x`, [actors.window.userId]);
  await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) select id, $1, 'ZZ', 'registered', $2, now() from registry.person`, [OFFICES.window.id, actors.window.userId]);
  await db.owner(`insert into registry.case_file (id, country, person_id, office_id, officer_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at)
    select gen_random_uuid(), 'ZZ', id, $1, $2, 'active', $3, '2weeks', current_date, $2, current_date, now() from registry.person`, [OFFICES.window.id, actors.windowColleague.userId, HOME]);
}

const ASKED: MoveCases = { fromOfficeId: OFFICES.window.id, from: 'officer', fromOfficerId: actors.windowColleague.userId, toOfficeId: OFFICES.otherWindow.id, toOfficerIds: [actors.otherWindow.userId], note: 'La oficina se reparte.' };
const ask = (changes: Partial<MoveCases> = {}, actor: Actor = actors.supervisor) => as(actor, (ctx) => moveCases(ctx, { ...ASKED, ...changes }));
const whereTheyAre = () => db.owner(`select office_id, officer_id, state, count(*)::int as n from registry.case_file group by 1, 2, 3 order by n desc`);

describe('many cases at once', () => {
  it('2,000 move, killed half-way: what moved is whole, and the rest goes on, each once', async () => {
    await manyCases(2_000);
    const { moveId } = await ask();
    let parts = 0;
    await work(() => ++parts > 6);
    const half = await as(actors.supervisor, (ctx) => getMove(ctx, moveId));
    expect(half.moved).toBeGreaterThan(0);
    expect(half.moved).toBeLessThan(2_000);
    expect(half).toMatchObject({ state: 'waiting', total: 2_000, moved: (await whereTheyAre()).find((w) => w['office_id'] === OFFICES.otherWindow.id)!['n'] });
    // Killed within a part: nothing of it holds.
    await inContext(house(), { actor: actors.supervisor, purpose: 'case-management', now: now() }, async (ctx) => {
      await (await import('./service/bulk-moves.ts')).movePart(ctx, moveId);
      throw new Error('killed');
    }).catch(() => undefined);
    expect((await as(actors.supervisor, (ctx) => getMove(ctx, moveId))).moved).toBe(half.moved);
    await Promise.all([work(), work()]);
    expect(await as(actors.supervisor, (ctx) => getMove(ctx, moveId))).toMatchObject({ state: 'done', moved: 2_000, skipped: 0 });
    expect(await whereTheyAre()).toEqual([{ office_id: OFFICES.otherWindow.id, officer_id: actors.otherWindow.userId, state: 'active', n: 2_000 }]);
    expect(await db.owner(`select count(*)::int as n, count(distinct case_id)::int as cases from registry.case_assignment where why = 'moved-together'`)).toEqual([{ n: 2_000, cases: 2_000 }]);
    expect(await db.owner(`select count(distinct record_id)::int as n from access.audit_entry where action = 'registry.move-cases' and actor_id = $1 and record_kind = 'case_file'`, [actors.supervisor.userId])).toEqual([{ n: 2_000 }]);
  });

  it('before anything begins, the number, from whom and to whom are named; more than was confirmed does not move', async () => {
    await manyCases(3);
    const look = (changes: Partial<MoveCases> = {}, actor: Actor = actors.supervisor) => as(actor, (ctx) => lookAhead(ctx, { ...ASKED, ...changes }));
    expect(await look()).toEqual({
      cases: 3, fromOfficeName: expect.any(String) as string, fromOfficerName: actors.windowColleague.displayName, toOfficeName: expect.any(String) as string, toOfficerNames: [actors.otherWindow.displayName],
    });
    expect(await look({ from: 'everybody', fromOfficerId: undefined, toOfficerIds: [] })).toMatchObject({ cases: 3, fromOfficerName: null, toOfficerNames: [] });
    expect(await db.owner('select 1 from registry.bulk_move')).toEqual([]);
    expect(await look({ from: 'nobody', fromOfficerId: undefined })).toMatchObject({ cases: 0 });
    expect(await refusal(look({ fromOfficeId: OFFICES.abroad.id }))).toBe('platform.not-found');
    expect(await refusal(look({}, actors.window))).not.toBe('done');
    const begin = (cases: number) => as(actors.supervisor, (ctx) => moveCases(ctx, ASKED, cases));
    expect(await refusal(begin(2))).toBe('registry.move-more');
    expect(await db.owner('select 1 from registry.bulk_move')).toEqual([]);
    expect(await refusal(begin(3))).toBe('done');
  });

  it('several officers get them in turns; without any they wait to be taken; who left meanwhile gets none', async () => {
    await manyCases(5);
    await ask({ toOfficeId: OFFICES.window.id, toOfficerIds: [actors.window.userId, actors.windowColleague.userId] });
    await work();
    expect(await whereTheyAre()).toMatchObject([{ officer_id: actors.window.userId, n: 3 }, { officer_id: actors.windowColleague.userId, n: 2 }]);
    await ask({ from: 'everybody', fromOfficerId: undefined });
    await db.owner('update access.user_account set active = false where id = $1', [actors.otherWindow.userId]);
    await work();
    await db.owner('update access.user_account set active = true where id = $1', [actors.otherWindow.userId]);
    expect(await whereTheyAre()).toMatchObject([{ office_id: OFFICES.otherWindow.id, officer_id: null, state: 'new', n: 5 }]);
  });

  it('what changed meanwhile stays, and a case that another office was asked to take over', async () => {
    await manyCases(3);
    const { moveId } = await ask();
    const [taken, asked] = await db.owner<{ id: string }>('select id from registry.case_file order by id');
    await as(actors.window, (ctx) => assignCase(ctx, taken!.id, { officerId: actors.window.userId }));
    await as(actors.window, (ctx) => askTransfer(ctx, asked!.id, { toOfficeId: OFFICES.national.id, note: 'x' }));
    await work();
    expect(await as(actors.supervisor, (ctx) => getMove(ctx, moveId))).toMatchObject({ state: 'done', moved: 1, skipped: 2 });
  });

  it('stopped, what has moved stays where it is and the rest where it was', async () => {
    await manyCases(300);
    const { moveId } = await ask();
    let parts = 0;
    await work(() => ++parts > 2);
    const { moved } = await as(actors.supervisor, (ctx) => cancelMove(ctx, moveId));
    await work();
    expect(moved).toBe(200);
    expect(await whereTheyAre()).toMatchObject([{ office_id: OFFICES.otherWindow.id, n: 200 }, { office_id: OFFICES.window.id, n: 100 }]);
    expect(await refusal(as(actors.supervisor, (ctx) => cancelMove(ctx, moveId)))).toBe('registry.move-over');
  });

  it('a move of a supervisor who left is stopped, and does not go on in nobody’s name', async () => {
    await manyCases(2);
    const { moveId } = await ask();
    await db.owner('update access.user_account set active = false where id = $1', [actors.supervisor.userId]);
    await work();
    await db.owner('update access.user_account set active = true where id = $1', [actors.supervisor.userId]);
    expect(await as(actors.supervisor, (ctx) => getMove(ctx, moveId))).toMatchObject({ state: 'cancelled', moved: 0 });
  });

  it('an officer does not, nor does anybody for offices out of sight, and nothing is written down for nobody', async () => {
    const { personId } = await as(actors.window, (ctx) => registerPerson(ctx, pedroIxtabalan()));
    await as(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }));
    expect(await refusal(ask({ from: 'everybody', fromOfficerId: undefined }, actors.window))).not.toBe('done');
    expect(await refusal(ask({ from: 'everybody', fromOfficerId: undefined, toOfficeId: OFFICES.abroad.id, toOfficerIds: [] }))).toBe('platform.not-found');
    expect(await refusal(ask({ from: 'everybody', fromOfficerId: undefined, toOfficeId: OFFICES.reception.id, toOfficerIds: [] }))).toBe('registry.transfer-office');
    expect(await refusal(ask())).toBe('registry.move-nothing');
    expect(await refusal(ask({ from: 'everybody', fromOfficerId: undefined, toOfficerIds: [actors.window.userId] }))).toBe('registry.officer-not-of-office');
    expect(await refusal(as(systemActor('ZZ'), (ctx) => moveCases(ctx, ASKED)))).not.toBe('done');
  });
});
