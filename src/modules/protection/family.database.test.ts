import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { sql, type Tx } from '#platform/db';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { needsOf } from '#assessment';
import { closeCase, familyOf, happeningsOf, keepApart, mayTakeChild, openCase, recordRelation, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { protectionHappenings } from './happened.ts';
import * as repository from './repository.ts';
import { ALWAYS_REQUIRED, type StepHandover } from './schema.ts';
import { planHandover, stepHandover } from './service/handover.ts';
import { familyQuestionOf } from './service/view.ts';
import { addRelative, checkRelative, considerCare, endFamily, hearChild, lookAgain, openFamily, recordDecision, revokeDecision, setRelativeAside } from './service/work.ts';

const TODAY = '2026-03-10';
const LOOKED_AT = [...ALWAYS_REQUIRED.filter((item) => item !== 'child-heard'), 'school-near'];
/** Words that only protection may read. */
const SECRETS = ['Rosaura', 'Tía Escondida', '5550 0177', 'Juzgado Ficticio', 'Expediente 12', 'La abraza', 'Parque Inventado'];

let db: TestDatabase;
let childId: string;
let caseId: string;

type Work<T> = Parameters<typeof db.inContext<T>>[1];
const as = <T>(actor: Actor, work: Work<T>) => db.inContext(actor, work, { now: TEST_NOW, subscriptions });
const protection = <T>(work: Work<T>) => as(actors.protection, work);
const refused = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const raw = (actor: Actor, work: (tx: Tx) => Promise<unknown>) => db.asActor(actor, work).then(() => 'done', (e: unknown) => (e as { constraint?: string }).constraint ?? String(e));

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => protection(async (ctx) => {
  ({ personId: childId } = await registerPerson(ctx, { givenNames: 'Alma', surname1: 'Sintética', birthDate: '2014-02-03', sex: 'F' }));
  ({ caseId } = await openCase(ctx, { personId: childId, destinationAdmin2: HOME }));
}));

const open = () => protection((ctx) => openFamily(ctx, { caseId }));
const relative = (questionId: string, personId?: string) => protection((ctx) => addRelative(ctx, questionId, {
  name: 'Rosaura Tía Escondida', word: 'uncle-aunt', foundHow: 'child-told', reach: '5550 0177', ...(personId ? { personId } : {}),
}));
const verify = (id: string) => protection(async (ctx) => {
  for (const item of LOOKED_AT) await checkRelative(ctx, id, { item, result: 'confirmed', on: TODAY });
  await hearChild(ctx, id, { word: 'wants', said: 'La abraza', on: TODAY });
});
const decide = (questionId: string, relativeId: string, outcome: 'reunite' | 'not-with-them' = 'reunite') => protection((ctx) => recordDecision(ctx, questionId, {
  outcome, relativeId, authority: 'Juzgado Ficticio', paper: 'Expediente 12', decidedOn: TODAY, reasons: 'La abraza',
}));
const PLAN = { plannedOn: TODAY, point: 'elsewhere', place: 'Parque Inventado', broughtBy: 'Protección', cannotTravel: true, travelAid: false } as const;
const plan = (questionId: string, changes = {}) => protection((ctx) => planHandover(ctx, questionId, { ...PLAN, ...changes }));
const step = (familyHandoverId: string, command: StepHandover = { step: 'done', on: TODAY, identitySeen: true }) => protection((ctx) => stepHandover(ctx, familyHandoverId, command));
const view = (actor: Actor = actors.protection) => as(actor, (ctx) => familyQuestionOf(ctx, caseId));
const close = () => refused(as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'moved' })));

async function ready(personId?: string) {
  const { questionId } = await open();
  const { familyRelativeId } = await relative(questionId, personId);
  await verify(familyRelativeId);
  const { familyDecisionId } = await decide(questionId, familyRelativeId);
  return { questionId, familyRelativeId, familyDecisionId };
}

describe('the family of a child', () => {
  it('is looked for, looked at, decided about, and the child is handed over; the case can end then', async () => {
    const { questionId } = await open();
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
    const { familyRelativeId } = await relative(questionId);
    expect(await refused(plan(questionId))).toBe('protection.no-decision');
    await decide(questionId, familyRelativeId);
    expect(await refused(plan(questionId))).toBe('protection.child-not-heard,protection.relative-not-verified');
    await verify(familyRelativeId);
    expect((await view()).work).toMatchObject({ before: [], relatives: [{ verified: true, childWord: 'wants', reach: { value: '5550 0177' } }], decisions: [{ stands: true, authority: 'Juzgado Ficticio' }] });
    const { familyHandoverId } = await plan(questionId);
    expect((await view()).state).toBe('open');
    expect(await refused(step(familyHandoverId, { step: 'done', on: TODAY, identitySeen: false }))).toBe('protection.identity-not-seen');
    await step(familyHandoverId);
    expect(await view()).toMatchObject({ state: 'handed-over', work: { handovers: [{ state: 'done', doneOn: TODAY, place: 'Parque Inventado' }] } });
    expect(await close()).toBe('done');
  });

  it('a relative on record answers for the child from then on, for every room that asks; not longer than it holds', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId } = await ready(auntId);
    const { familyHandoverId } = await plan(questionId);
    const relations = async () => (await protection((ctx) => familyOf(ctx, childId))).relations.map((r) => `${r.word} ${r.evidence}`);
    expect(await relations()).toEqual([]);
    await step(familyHandoverId);
    expect(await relations()).toEqual(['guardian verified']);
    expect(await protection((ctx) => mayTakeChild(ctx, auntId, childId))).toBe(true);
    await step(familyHandoverId, { step: 'ended', why: 'No se sostuvo' });
    expect(await relations()).toEqual([]);
    expect((await view()).state).toBe('open');
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
  });

  it('a mother stays the mother when the authority refuses her', async () => {
    const { personId: motherId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Mamá', surname1: 'Inventada', birthDate: '1985-01-01' }));
    await protection((ctx) => recordRelation(ctx, childId, { otherPersonId: motherId, word: 'parent', evidence: 'verified' }));
    const { questionId } = await open();
    const { familyRelativeId } = await relative(questionId, motherId);
    await decide(questionId, familyRelativeId, 'not-with-them');
    expect((await protection((ctx) => familyOf(ctx, childId))).relations).toMatchObject([{ word: 'parent', evidence: 'seen' }]);
  });

  it('after a refusal the child is not left alone with it, and the case does not say what was refused', async () => {
    const { questionId } = await open();
    const { familyRelativeId } = await relative(questionId);
    await decide(questionId, familyRelativeId, 'not-with-them');
    const needs = await as(actors.window, (ctx) => needsOf(ctx, caseId));
    expect(needs).toMatchObject([{ need: 'mental_health', state: 'open', urgency: '72h' }]);
    expect(JSON.stringify(needs)).not.toMatch(/Rosaura|Juzgado|not-with/);
    const told = await db.owner<{ payload: Record<string, unknown> }>(`select payload from platform.outbox where type = 'protection.reunification-refused' and payload ->> 'caseId' = $1`, [caseId]);
    expect(told.map((t) => t.payload)).toEqual([{ type: 'protection.reunification-refused', caseId, personId: childId, careOn: '2026-03-13' }]);
  });

  it('a family that cannot travel is met elsewhere, or helped: then it is a need of the case', async () => {
    const { questionId } = await ready();
    expect(await refused(plan(questionId, { point: 'at-the-office' }))).toBe('protection.how-does-family-come');
    await plan(questionId, { point: 'at-the-office', travelAid: true });
    expect(await as(actors.window, (ctx) => needsOf(ctx, caseId))).toMatchObject([{ need: 'transport_subsidy', urgency: '72h' }]);
  });

  it('what changes between plan and hand-over stops it', async () => {
    const { questionId, familyRelativeId, familyDecisionId } = await ready();
    const { familyHandoverId } = await plan(questionId);
    await protection((ctx) => hearChild(ctx, familyRelativeId, { word: 'fears', said: 'Ya no', on: TODAY }));
    expect(await refused(step(familyHandoverId))).toBe('protection.child-fears');
    await protection((ctx) => hearChild(ctx, familyRelativeId, { word: 'unsure', said: 'No sabe', on: TODAY }));
    await protection((ctx) => checkRelative(ctx, familyRelativeId, { item: 'no-danger-known', result: 'against', on: TODAY, note: 'Una vecina' }));
    expect(await refused(step(familyHandoverId))).toBe('protection.relative-not-verified');
    await protection((ctx) => checkRelative(ctx, familyRelativeId, { item: 'no-danger-known', result: 'confirmed', on: TODAY }));
    await protection((ctx) => revokeDecision(ctx, familyDecisionId, { why: 'Se apeló' }));
    expect(await refused(step(familyHandoverId))).toBe('protection.no-decision');
    await decide(questionId, familyRelativeId);
    expect(await refused(step(familyHandoverId))).toBe('protection.decided-anew');
    await step(familyHandoverId, { step: 'cancelled', why: 'Decisión nueva' });
    await step((await plan(questionId)).familyHandoverId);
    expect((await view()).state).toBe('handed-over');
  });

  it('nobody hands a child to somebody from whom protection keeps it apart, whatever was verified', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId } = await ready(auntId);
    const { familyHandoverId } = await plan(questionId);
    await protection((ctx) => keepApart(ctx, childId, { otherPersonId: auntId, reason: 'Amenaza' }));
    expect(await refused(step(familyHandoverId))).toBe('protection.kept-apart');
    expect((await view()).work?.before.map((b) => b.code)).toEqual(['protection.kept-apart']);
  });

  it('somebody from whom the child is kept apart later answers for it no longer', async () => {
    const { personId: auntId } = await protection((ctx) => registerPerson(ctx, { givenNames: 'Rosaura', surname1: 'Inventada', birthDate: '1980-01-01' }));
    const { questionId } = await ready(auntId);
    await step((await plan(questionId)).familyHandoverId);
    await protection((ctx) => keepApart(ctx, childId, { otherPersonId: auntId, reason: 'Amenaza' }));
    expect(await close()).toBe('registry.closing-child-without-guardian');
  });

  it('other care is decided for with its reasons, an institution last', async () => {
    const { questionId } = await open();
    const consider = (kind: 'institution' | 'wider-family' | 'foster-family', suits: boolean) => protection((ctx) => considerCare(ctx, questionId, { kind, suits, where: 'Casa Ficticia', reasons: 'Porque sí' }));
    const { careOptionId } = await consider('institution', true);
    const choose = () => refused(protection((ctx) => recordDecision(ctx, questionId, { outcome: 'care', careOptionId, authority: 'J', paper: 'P', decidedOn: TODAY, reasons: 'R' })));
    expect(await choose()).toBe('protection.institution-is-last');
    await consider('wider-family', false);
    await consider('foster-family', false);
    expect(await choose()).toBe('done');
    expect(await close()).toBe('registry.closing-child-without-guardian,protection.closing-family-open');
  });

  it('is one piece of work at a time, of a child, in an open case, and ends with a reason', async () => {
    const { questionId } = await open();
    expect(await refused(open())).toBe('protection.family-open-already');
    expect(await refused(protection((ctx) => endFamily(ctx, questionId, { code: 'accompanied', why: 'x' })))).toBe('protection.not-handed-over');
    await protection((ctx) => endFamily(ctx, questionId, { code: 'mistake', why: 'Era otra niña' }));
    expect((await view()).work?.ended).toEqual({ code: 'mistake', why: 'Era otra niña' });
    expect(await refused(relative(questionId))).toBe('protection.family-ended');
    expect(await raw(actors.protection, (tx) => sql`update protection.family_question set ended_at = null, ended_by = null, ended_code = null where id = ${questionId}`.execute(tx))).toBe('family_question_open');
    expect(await refused(open())).toBe('done');
    const grown = await protection(async (ctx) => {
      const { personId } = await registerPerson(ctx, { givenNames: 'Grande', surname1: 'Sintética', birthDate: '1990-01-01' });
      return openCase(ctx, { personId, destinationAdmin2: HOME });
    });
    expect(await refused(protection((ctx) => openFamily(ctx, { caseId: grown.caseId })))).toBe('protection.not-a-child');
  });

  it('stands on the lists of the day until it has ended', async () => {
    const due = () => db.owner('select source, due_on from registry.case_step where case_id = $1 and source = $2', [caseId, 'family']);
    const { questionId } = await open();
    expect(await due()).toEqual([{ source: 'family', due_on: '2026-03-17' }]);
    await protection((ctx) => lookAgain(ctx, questionId, { nextOn: '2026-03-12' }));
    expect(await due()).toEqual([{ source: 'family', due_on: '2026-03-12' }]);
    expect(await refused(protection((ctx) => lookAgain(ctx, questionId, { nextOn: '2026-03-09' })))).toBe('protection.day-is-past');
    await protection((ctx) => endFamily(ctx, questionId, { code: 'of-age', why: 'Cumplió' }));
    expect(await due()).toEqual([]);
  });
});

describe('two at one moment', () => {
  it('plan one hand-over', async () => {
    const { questionId } = await ready();
    expect((await Promise.all([refused(plan(questionId)), refused(plan(questionId))])).toSorted()).toEqual(['done', 'protection.handover-there-already']);
  });

  it('of a hand-over and a revoked decision, one comes first and the other knows', async () => {
    const { questionId, familyDecisionId } = await ready();
    const { familyHandoverId } = await plan(questionId);
    const [done] = await Promise.all([refused(step(familyHandoverId)), refused(protection((ctx) => revokeDecision(ctx, familyDecisionId, { why: 'x' })))]);
    expect(['done', 'protection.no-decision']).toContain(done);
    expect((await view()).state).toBe(done === 'done' ? 'handed-over' : 'open');
  });
});

describe('the database asks the same again', () => {
  const insert = (tx: Tx, ids: { questionId: string; familyRelativeId: string; familyDecisionId: string }, state = 'planned') => sql`insert into protection.handover
    (id, country, question_id, case_id, relative_id, decision_id, planned_on, point, cannot_travel, travel_aid, sealed, state, identity_seen, done_on, planned_by, planned_at, state_by, state_at)
    values (${newId()}, 'ZZ', ${ids.questionId}, ${caseId}, ${ids.familyRelativeId}, ${ids.familyDecisionId}, '2026-03-10', 'at-home', false, false, '\\x00', ${state}, ${state === 'done'},
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
      sql`update protection.handover set relative_id = ${familyRelativeId}`, sql`insert into registry.child_placed (handover_id, country, person_id, since) values (${newId()}, 'ZZ', ${childId}, now())`,
      sql`select * from registry.child_placed`, sql`update protection.family_question set required = '{}'`,
    ];
    for (const statement of denied) expect(await raw(actors.protection, (tx) => statement.execute(tx))).toMatch(/permission denied/);
    expect(await raw(actors.protection, (tx) => sql`insert into protection.family_question (id, country, case_id, person_id, required, next_on, opened_by, opened_at)
      values (${newId()}, 'ZZ', ${caseId}, ${childId}, '{identity-seen}', '2026-03-12', ${actors.protection.userId}, now())`.execute(tx))).toBe('family_question_required_check');
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
      repository.findQuestionOf(actor, tx, [caseId]), repository.lockQuestion(actor, tx, questionId), repository.listRelatives(actor, tx, questionId), repository.listChecks(actor, tx, questionId),
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
    const told = async (actor: Actor) => (await as(actor, (ctx) => happeningsOf(ctx, caseId, { limit: 20 }, [protectionHappenings]))).happenings;
    expect((await told(actors.protection)).map((h) => h.kind).toSorted()).toEqual(['family-decided', 'family-ended', 'family-handed-over', 'family-handover-ended', 'family-opened']);
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
    expect(await refused(relative(questionId, childId))).toBe('protection.relative-is-the-child');
    for (const actor of others) expect(await refused(as(actor, (ctx) => lookAgain(ctx, questionId, { nextOn: TODAY }))), actor.displayName).toBe('platform.not-found');
  });
});
