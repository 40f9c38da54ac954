import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { abroadOf, acceptFromAbroad, askAbroad, closeCase, comingFromAbroad, consentsOf, listAbroad, listCases, openCase, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { addNeed, needsOf } from './needs-service.ts';

const there: Actor = actors.abroad;
const circleThere: Actor = { ...there, userId: '00000000-0000-7000-8000-000000000245', role: 'protection' };
const circle: Actor = { ...actors.protection, userId: '00000000-0000-7000-8000-000000000246', officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };

let db: TestDatabase;
let caseId: string;
let food: string;
let secret: string;
beforeAll(async () => {
  db = await testDatabase();
  await db.owner(`update access.office set territory = '["ZZ-01"]' where id = $1`, [OFFICES.abroad.id]);
});
afterAll(() => db.close());

const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { now: TEST_NOW, subscriptions });
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const send = async (actor: Actor, needIds: string[]) => (await as(actor, (ctx) => askAbroad(ctx, caseId, { toOfficeId: OFFICES.abroad.id, note: 'Va con su hermana.', needIds, consent: { given: true, wordingVersion: '1' } }))).abroadId!;
const reads = (actor: Actor, abroadId: string) => as(actor, (ctx) => comingFromAbroad(ctx, abroadId)).then((c) => c.needs.map((n) => n.code), (e: unknown) => (e as Refused).problems[0]!.code);
const accept = (actor: Actor, abroadId: string) => as(actor, (ctx) => acceptFromAbroad(ctx, abroadId, { person: { givenNames: 'Elena', surname1: crypto.randomUUID().slice(0, 8) }, case: { destinationAdmin2: HOME } }));
const onDuty = (there: boolean) => db.owner(there
  ? `insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, created_at) values ('${circleThere.userId}', 'HN', 'proteccion-alla', 'Protección de allá', 'protection', '${OFFICES.abroad.id}', 'x', now()) on conflict do nothing`
  : `delete from access.user_account where id = '${circleThere.userId}'`);

beforeEach(async () => {
  await db.owner('truncate registry.person, registry.name_term cascade');
  const { personId } = await as(actors.window, (ctx) => registerPerson(ctx, { givenNames: 'Elena', surname1: 'Inventada', birthDate: '1990-02-03' }));
  ({ caseId } = await as(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME })));

  ({ needId: food } = await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'food', urgency: '72h' })));
  ({ needId: secret } = await as(circle, (ctx) => addNeed(ctx, caseId, { need: 'rehabilitation', urgency: '24h' })));
  await db.owner('update assessment.need set restricted = true where id = $1', [secret]);
  await onDuty(true);
});

describe('needs that go along to another country', () => {
  it('are the chosen ones, and are there with the case that is opened, with where they come from', async () => {
    const abroadId = await send(actors.window, [food]);
    expect(await reads(there, abroadId)).toEqual(['food']);
    expect(JSON.stringify(await as(there, (ctx) => comingFromAbroad(ctx, abroadId)))).not.toContain(food);
    const taken = await accept(there, abroadId);
    expect((await as(there, (ctx) => needsOf(ctx, taken.caseId!))).filter((n) => n.reasons.some((r) => r.code === 'came-from-abroad'))).toMatchObject([{ need: 'food', urgency: '72h', restricted: false }]);
  });

  it('of the closed circle are not to be chosen by anybody else, nor by an id that somebody knows', async () => {
    expect(await refusal(send(actors.window, [secret]))).toBe('assessment.need-unknown');
    expect(await db.owner('select from registry.abroad_hand_over')).toEqual([]);
    expect(await db.owner(`select from registry.consent where purpose = 'abroad'`)).toEqual([]);
  });

  it('of the closed circle go only to an office where somebody of the circle works', async () => {
    await onDuty(false);
    expect(await refusal(send(circle, [secret]))).toBe('registry.abroad-no-circle');
  });
});

describe('a hand-over that carries what the closed circle knows', () => {
  it('is the circle’s on both sides, with its consent, and on no day list', async () => {
    const abroadId = await send(circle, [food, secret]);
    expect(await reads(circleThere, abroadId)).toEqual(expect.arrayContaining(['food', 'rehabilitation']));
    expect(await reads(there, abroadId)).toBe('platform.not-found');
    expect((await as(there, (ctx) => listAbroad(ctx, { list: 'coming' }))).lines).toEqual([]);
    expect((await as(actors.window, (ctx) => abroadOf(ctx, caseId))).handOvers).toEqual([]);
    expect((await as(actors.window, (ctx) => listAbroad(ctx, { list: 'waiting' }))).counts).toMatchObject({ waiting: 0 });
    expect((await as(actors.window, (ctx) => listCases(ctx, { list: 'waiting' }))).lines).toEqual([]);
    expect((await as(circle, (ctx) => listAbroad(ctx, { list: 'waiting' }))).lines).toHaveLength(1);
    const [known] = await db.owner<{ person_id: string }>('select person_id from registry.case_file where id = $1', [caseId]);
    expect(await as(actors.window, (ctx) => consentsOf(ctx, known!.person_id))).toMatchObject([{ purpose: 'abroad', reserved: true, recipientOrganizationId: null }]);
    // A colleague does not end it unawares.
    expect(await refusal(as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'moved' })))).toBe('registry.closing-transfer-open');
  });

  it('is answered by the circle there, and what came is as secret', async () => {
    const abroadId = await send(circle, [secret]);
    expect(await refusal(accept(there, abroadId))).toBe('platform.not-found');
    const taken = await accept(circleThere, abroadId);
    expect((await as(circleThere, (ctx) => needsOf(ctx, taken.caseId!))).map((n) => [n.need, n.restricted])).toContainEqual(['rehabilitation', true]);
    expect((await as(there, (ctx) => needsOf(ctx, taken.caseId!))).map((n) => n.need)).not.toContain('rehabilitation');
  });

  it('a need that becomes secret later takes it along', async () => {
    const abroadId = await send(actors.window, [food]);
    expect(await reads(there, abroadId)).toEqual(['food']);
    await db.owner('update assessment.need set restricted = true where id = $1', [food]);
    expect(await reads(there, abroadId)).toBe('platform.not-found');
    expect(await reads(circleThere, abroadId)).toEqual(['food']);
    expect((await as({ ...actors.windowColleague }, (ctx) => abroadOf(ctx, caseId))).handOvers).toEqual([]);
  });
});
