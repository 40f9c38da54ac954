import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql, type Tx } from '#platform/db';
import { loadDirectory } from '#directory';
import { happeningsOf, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { LOOKED_AT, refused, SECRETS, stepsOfFamily, TODAY } from './factory.ts';
import { protectionHappenings } from './happened.ts';
import * as repository from './repository.ts';
import { checkRelative, considerCare, endFamily, hearChild, lookAgain, setRelativeAside } from './service/work.ts';

/** What stands behind the product, and who reads what protection does for the family of a child. */

let db: TestDatabase;
type Work<T> = Parameters<typeof db.inContext<T>>[1];
const as = <T>(actor: Actor, work: Work<T>) => db.inContext(actor, work, { now: TEST_NOW, subscriptions });
const { child, protection, begin, open, relative, verify, decide, ready, plan, step, view } = stepsOfFamily(as, actors.protection);
const raw = (actor: Actor, work: (tx: Tx) => Promise<unknown>) => db.asActor(actor, work).then(() => 'done', (e: unknown) => (e as { constraint?: string }).constraint ?? String(e));

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => begin(HOME));

describe('the database asks the same again', () => {
  const insert = (tx: Tx, ids: { questionId: string; familyRelativeId: string; familyDecisionId: string }, state = 'planned') => sql`insert into protection.handover
    (id, country, question_id, case_id, relative_id, decision_id, planned_on, point, cannot_travel, travel_aid, sealed, state, identity_seen, done_on, planned_by, planned_at, state_by, state_at)
    values (${newId()}, 'ZZ', ${ids.questionId}, ${child.caseId}, ${ids.familyRelativeId}, ${ids.familyDecisionId}, '2026-03-10', 'at-home', false, false, '\\x00', ${state}, ${state === 'done'},
      ${state === 'done' ? TODAY : null}::date, ${actors.protection.userId}, now(), ${actors.protection.userId}, now())`.execute(tx);

  it('a hand-over past the product is refused as long as anything is missing', async () => {
    const { questionId } = await open();
    const { familyRelativeId } = await relative(questionId);
    const { familyDecisionId } = await decide(questionId, familyRelativeId);
    const ids = { questionId, familyRelativeId, familyDecisionId };
    const attempt = (state?: string) => raw(actors.protection, (tx) => insert(tx, ids, state));
    expect(await attempt()).toBe('handover_relative');
    await protection((ctx) => hearChild(ctx, familyRelativeId, { word: 'wants', said: 'Sí', on: TODAY }));
    for (const item of LOOKED_AT) {
      expect(await attempt(), item).toBe('handover_verified');
      await protection((ctx) => checkRelative(ctx, familyRelativeId, { item, result: 'confirmed', on: TODAY }));
    }
    expect(await attempt('done')).toBe('handover_begins_planned');
    const other = await relative(questionId);
    expect(await raw(actors.protection, (tx) => insert(tx, { ...ids, familyRelativeId: other.familyRelativeId }))).toBe('handover_relative');
    await verify(other.familyRelativeId);
    expect(await raw(actors.protection, (tx) => insert(tx, { ...ids, familyRelativeId: other.familyRelativeId }))).toBe('handover_decided');
    await protection((ctx) => setRelativeAside(ctx, familyRelativeId, { why: 'Se mudó' }));
    expect(await attempt()).toBe('handover_relative');
  });

  it('the product itself cannot say past it that a child is with somebody, change what was seen, or take anything back out', async () => {
    const { questionId, familyRelativeId } = await ready();
    const { familyHandoverId } = await plan(questionId);
    const denied = [
      sql`update protection.family_question set placed_by = ${familyHandoverId} where id = ${questionId}`, sql`update protection.relative_check set result = 'confirmed'`, sql`delete from protection.relative_check`,
      sql`update protection.family_decision set outcome = 'reunite'`, sql`update protection.relative set sealed = '\\x00' where id = ${familyRelativeId}`, sql`delete from protection.handover`,
      sql`update protection.handover set relative_id = ${familyRelativeId}`, sql`insert into registry.child_placed (handover_id, country, person_id, since) values (${newId()}, 'ZZ', ${child.personId}, now())`,
      sql`select * from registry.child_placed`, sql`update protection.family_question set required = '{}'`,
    ];
    for (const statement of denied) expect(await raw(actors.protection, (tx) => statement.execute(tx))).toMatch(/permission denied/);
    expect(await raw(actors.protection, (tx) => sql`insert into protection.family_question (id, country, case_id, person_id, required, next_on, opened_by, opened_at)
      values (${newId()}, 'ZZ', ${child.caseId}, ${child.personId}, '{identity-seen}', '2026-03-12', ${actors.protection.userId}, now())`.execute(tx))).toBe('family_question_required_check');
  });
});

describe('who reads it', () => {
  const TABLES = ['family_question', 'relative', 'relative_check', 'care_option', 'family_decision', 'handover'] as const;
  const others = Object.values(actors).filter((a) => a.role !== 'protection');
  const stranger: Actor = { ...actors.protection, userId: actors.otherReception.userId, officeId: actors.otherReception.officeId, organizationId: actors.otherReception.organizationId };

  it('protection of an office that sees the case, and nobody else, whether by the queries or by the database', async () => {
    const { questionId } = await ready();
    await protection((ctx) => considerCare(ctx, questionId, { kind: 'wider-family', suits: false, where: 'Casa Ficticia', reasons: 'Porque sí' }));
    await step((await plan(questionId)).familyHandoverId);
    const rowsOf = async (actor: Actor, table: string) => (await db.asActor(actor, (tx) => sql`select * from ${sql.raw(`protection.${table}`)} where country is not null`.execute(tx))).rows;
    for (const table of TABLES) expect(await rowsOf(actors.protection, table), table).not.toEqual([]);
    for (const actor of [...others, stranger]) {
      for (const table of TABLES) expect(await rowsOf(actor, table), `${actor.displayName} ${table}`).toEqual([]);
    }
    const asked = (actor: Actor) => db.asActor(actor, (tx) => Promise.all([
      repository.findQuestionOf(actor, tx, [child.caseId]), repository.lockQuestion(actor, tx, questionId), repository.listRelatives(actor, tx, questionId), repository.listChecks(actor, tx, questionId),
      repository.listCare(actor, tx, questionId), repository.listDecisions(actor, tx, questionId), repository.listHandovers(actor, tx, questionId),
    ]));
    expect((await asked(actors.protection)).filter((found) => !found || (Array.isArray(found) && found.length === 0))).toEqual([]);
    for (const table of TABLES) await db.owner(`alter table protection.${table} disable row level security`);
    for (const actor of [...others, stranger]) expect((await asked(actor)).flat().filter(Boolean), actor.displayName).toEqual([]);
    for (const table of TABLES) await db.owner(`alter table protection.${table} enable row level security`);
  });

  it('the window and supervision learn that protection looks after it: no name, no place, no outcome, no hint', async () => {
    const { questionId } = await ready();
    await step((await plan(questionId)).familyHandoverId);
    for (const actor of [actors.window, actors.supervisor]) {
      const seen = await view(actor);
      expect(seen).toMatchObject({ state: 'handed-over', work: null, mayWork: false });
      for (const secret of SECRETS) expect(JSON.stringify(seen), secret).not.toContain(secret);
    }
    expect(await refused(view(actors.otherWindow))).toBe('platform.not-found');
    expect(await refused(view(actors.abroad))).toBe('platform.not-found');
  });

  it('the timeline tells protection what was decided and done, others that it began', async () => {
    const { questionId } = await ready();
    const { familyHandoverId } = await plan(questionId);
    await step(familyHandoverId);
    await step(familyHandoverId, { step: 'ended', why: 'No se sostuvo' });
    await protection((ctx) => endFamily(ctx, questionId, { code: 'other', why: 'x' }));
    const told = async (actor: Actor) => (await as(actor, (ctx) => happeningsOf(ctx, child.caseId, { limit: 20 }, [protectionHappenings]))).happenings;
    expect((await told(actors.protection)).map((h) => h.kind).toSorted()).toEqual(['family-decided', 'family-ended', 'family-handed-over', 'family-handover-ended', 'family-opened']);
    // Known by its day: that day begins where the country lives, six hours behind.
    expect((await told(actors.protection)).find((h) => h.kind === 'family-handed-over')).toMatchObject({ at: `${TODAY}T06:00:00.000Z`, day: true });
    for (const actor of [actors.window, actors.supervisor]) expect((await told(actor)).map((h) => [h.kind, h.code, h.note, h.by]), actor.displayName).toEqual([['family-opened', null, null, null]]);
    expect(await told(actors.reception)).toEqual([]);
  });

  it('what stands in the tables, in the outbox and in the registry names nobody', async () => {
    const { questionId } = await ready();
    await step((await plan(questionId)).familyHandoverId);
    const stored = await db.owner(`select (select jsonb_agg(to_jsonb(r)) from protection.relative r) as r, (select jsonb_agg(to_jsonb(c)) from protection.relative_check c) as c,
      (select jsonb_agg(to_jsonb(d)) from protection.family_decision d) as d, (select jsonb_agg(to_jsonb(h)) from protection.handover h) as h, (select jsonb_agg(payload) from platform.outbox) as o,
      (select jsonb_agg(to_jsonb(p)) from registry.child_placed p) as p`);
    for (const secret of SECRETS) expect(JSON.stringify(stored), secret).not.toContain(secret);
  });

  it('a relative without sight, of another child, or of another case is refused', async () => {
    const { questionId } = await open();
    const { personId: hidden } = await as(actors.otherReception, (ctx) => registerPerson(ctx, { givenNames: 'Oculta', surname1: 'Ajena', birthDate: '1980-01-01' }));
    expect(await refused(relative(questionId, hidden))).toBe('platform.not-found');
    expect(await refused(relative(questionId, child.personId))).toBe('protection.relative-is-the-child');
    for (const actor of others) expect(await refused(as(actor, (ctx) => lookAgain(ctx, questionId, { nextOn: TODAY }))), actor.displayName).toBe('platform.not-found');
  });
});
