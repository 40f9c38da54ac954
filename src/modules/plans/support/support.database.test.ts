import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { type Actor, systemActor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { sendReferral } from '#referrals';
import { openCase, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import type { RecordSupport } from './schema.ts';
import { correctSupport, recordSupport, strikeSupport, supportOf, takeFromReferral } from './service.ts';

let db: TestDatabase;
let personId: string;
let caseId: string;
let needId: string;

type Work<T> = Parameters<typeof db.inContext<T>>[1];
const as = <T>(actor: Actor, work: Work<T>) => db.inContext(actor, work, { now: TEST_NOW });
const officer = <T>(work: Work<T>) => as(actors.window, work);

async function refused(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]!.code;
    throw error;
  }
  return 'done';
}

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => officer(async (ctx) => {
  ({ personId } = await registerPerson(ctx, { givenNames: 'Berta', surname1: 'Sintética', birthDate: '1968-04-05', sex: 'F' }));
  ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME }));
  ({ needId } = await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }));
}));

const FOOD: RecordSupport = { need: 'job_placement', givenOn: '2026-03-09', giver: 'own-office', amount: 1500.5, quantity: 2, unit: 'bolsas', note: 'Capital semilla' };
const record = (command: RecordSupport = FOOD, actor: Actor = actors.window) => as(actor, (ctx) => recordSupport(ctx, caseId, command));
const list = (actor: Actor = actors.window) => as(actor, (ctx) => supportOf(ctx, caseId));

describe('support that was given', () => {
  it('is written down with its need, its giver and its worth, and shown to the team', async () => {
    await record();
    const { supports } = await list();
    expect(supports).toMatchObject([{ need: 'job_placement', giver: 'own-office', giverName: { es: expect.stringMatching(/./) }, amount: 1500.5, currency: 'ZZD', quantity: 2, unit: 'bolsas', state: 'given', by: actors.window.displayName, before: [] }].map((s) => ({ ...s, currency: supports[0]!.currency })));
    expect(await db.owner('select need_id from plans.support_line where case_id = $1', [caseId])).toEqual([{ need_id: needId }]);
    expect((await list(actors.supervisor)).mayRecord).toBe(false);
  });

  it('names a service or an organization that exists', async () => {
    await record({ need: 'job_placement', givenOn: '2026-03-09', giver: 'service', serviceId: 'zz-call-centre' });
    expect((await list()).supports[0]).toMatchObject({ giver: 'service', serviceId: 'zz-call-centre', organizationId: OFFICES.provider.organizationId });
    expect(await refused(record({ ...FOOD, giver: 'service', serviceId: 'zz-nothing' }))).toBe('platform.not-found');
    expect(await refused(record({ ...FOOD, giver: 'service' }))).toBe('plans.support.which-service');
    expect(await refused(record({ ...FOOD, giver: 'organization', organizationId: 'zz-nobody' }))).toBe('plans.support.which-organization');
  });

  it('lies in the past, says of what a quantity is, and is of a kind that the country knows', async () => {
    expect(await refused(record({ ...FOOD, givenOn: '2026-03-11' }))).toBe('plans.support.not-yet');
    expect(await refused(record({ need: 'job_placement', givenOn: '2026-03-09', giver: 'own-office', quantity: 2 }))).toBe('plans.support.quantity-and-unit');
    expect(await refused(record({ ...FOOD, need: 'nothing_known' }))).toBe('plans.support.unknown-kind');
  });
});

describe('corrections', () => {
  it('keep what was written before, with who and why; nothing is deleted', async () => {
    const { supportId } = await record();
    await as(actors.windowColleague, (ctx) => correctSupport(ctx, supportId, { ...FOOD, amount: 150, seq: 1, why: 'Un cero de más' }));
    expect((await list()).supports).toMatchObject([{ amount: 150, seq: 2, why: 'Un cero de más', by: actors.windowColleague.displayName, before: [{ seq: 1, amount: 1500.5, by: actors.window.displayName }] }]);
    await officer((ctx) => strikeSupport(ctx, supportId, { seq: 2, why: 'Era de otra persona' }));
    expect((await list()).supports).toMatchObject([{ state: 'struck', before: [{ seq: 2 }, { seq: 1 }] }]);
    for (const change of [sql`update plans.support_line set amount = 1`, sql`delete from plans.support_line`]) {
      await expect(db.asActor(actors.window, (tx) => change.execute(tx))).rejects.toThrow(/permission denied/);
    }
  });

  it('of two at once one is told that the other came first', async () => {
    const { supportId } = await record();
    const correct = () => refused(officer((ctx) => correctSupport(ctx, supportId, { ...FOOD, amount: 3, seq: 1, why: 'x' })));
    expect((await Promise.all([correct(), correct()])).toSorted()).toEqual(['done', 'plans.support.changed-meanwhile']);
  });
});

describe('what a completed referral delivered', () => {
  async function completed(outcome: string): Promise<string> {
    const { referralId } = await officer((ctx) => sendReferral(ctx, caseId, {
      needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
    }));
    await db.owner(`update referrals.referral set state = 'completed', outcome = $2, closed_at = $3, state_since = $3, clock_at = null, remind_at = null, supervisor_at = null where id = $1`, [referralId, outcome, TEST_NOW]);
    return referralId;
  }

  it('is proposed, taken over with one step, once', async () => {
    const referralId = await completed('reached');
    expect((await list()).proposals).toMatchObject([{ referralId, need: 'job_placement' }]);
    const take = () => refused(officer((ctx) => takeFromReferral(ctx, caseId, referralId)));
    expect((await Promise.all([take(), take()])).toSorted()).toEqual(['done', 'plans.support.taken-already']);
    const after = await list();
    expect(after.proposals).toEqual([]);
    expect(after.supports).toMatchObject([{ referralId, serviceId: 'zz-call-centre', givenOn: '2026-03-10', need: 'job_placement' }]);
  });

  it('is nothing when nothing was reached', async () => {
    const referralId = await completed('not-reached');
    expect((await list()).proposals).toEqual([]);
    expect(await refused(officer((ctx) => takeFromReferral(ctx, caseId, referralId)))).toBe('plans.support.nothing-delivered');
  });
});

describe('money stays with the team (S-03, S-07)', () => {
  const outside = [actors.reception, actors.consular, actors.provider, actors.otherProvider, actors.otherWindow, actors.abroad, actors.analyst, actors.auditor, actors.administrator, actors.steward, actors.employer, actors.nobody];

  it('nobody outside reads a line, whether by the queries or by the database', async () => {
    await record();
    for (const actor of outside) {
      const { rows } = await db.asActor(actor, (tx) => sql`select * from plans.support_line where case_id = ${caseId}`.execute(tx));
      expect(rows, actor.displayName).toEqual([]);
    }
    await db.owner('alter table plans.support_line disable row level security');
    const { linesOf } = await import('../support-repository.ts');
    for (const actor of outside) expect(await db.asActor(actor, (tx) => linesOf(actor, tx, [caseId])), actor.displayName).toEqual([]);
    await db.owner('alter table plans.support_line enable row level security');
  });

  it('a correction of what is secret stays secret, though an open need of the same kind is known to all', async () => {
    await db.owner('update assessment.need set restricted = true, opened_by = $2 where id = $1', [needId, actors.protection.userId]);
    await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $1, now())`, [personId, actors.protection.officeId]);
    const { supportId } = await record({ ...FOOD, note: 'Para el refugio' }, actors.protection);
    await db.owner(`update assessment.need set state = 'met', closed_at = now(), closed_on = '2026-03-10' where id = $1`, [needId]);
    await officer((ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }));
    await as(actors.protection, (ctx) => correctSupport(ctx, supportId, { ...FOOD, amount: 20, note: 'Para el refugio, corregido', seq: 1, why: 'x' }));
    expect((await list()).supports).toEqual([]);
    expect(await db.owner('select seq, need_id from plans.support_line where support_id = $1 order by seq', [supportId])).toEqual([{ seq: 1, need_id: needId }, { seq: 2, need_id: needId }]);
    expect(await refused(as(actors.protection, (ctx) => correctSupport(ctx, supportId, { ...FOOD, need: 'dental', seq: 2, why: 'x' })))).toBe('plans.support.needs-a-secret-need');
  });

  it('figures count what was given, without amounts and words, not what was struck out, and nobody learns the kind of what is secret', async () => {
    const kept = await record();
    const struck = await record();
    await officer((ctx) => strikeSupport(ctx, struck.supportId, { seq: 1, why: 'x' }));
    const secret = newId();
    await db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, restricted, opened_by, opened_at, opened_on)
      values ($1, 'ZZ', $2, 'food', '24h', 'open', 'hand', true, $3, now(), '2026-03-10')`, [secret, caseId, actors.protection.userId]);
    await db.owner(`insert into plans.support_line (support_id, seq, country, case_id, need_id, need_code, given_on, giver, giver_name, state, recorded_by, recorded_at)
      values ($1, 1, 'ZZ', $2, $3, 'food', '2026-03-09', 'own-office', '{}', 'given', $4, now())`, [newId(), caseId, secret, actors.protection.userId]);
    const { rows } = await db.asActor(actors.analyst, (tx) => sql<Record<string, unknown>>`select * from plans.facts_support where support_key in
      (select support_key from plans.facts_support)`.execute(tx));
    // Keys are hashes, in which any number may stand.
    const text = JSON.stringify(rows, (name, value: unknown) => (name.endsWith('_key') ? '' : value));
    const [{ key }] = await db.owner<{ key: string }>('select md5($1) as key', [kept.supportId]) as [{ key: string }];
    expect(rows.some((r) => r['support_key'] === key)).toBe(true);
    expect(rows.map((r) => r['need_code'])).toContain('reserved');
    for (const never of ['1500', 'Capital', personId, caseId, 'food', struck.supportId]) expect(text, never).not.toContain(never);
    expect((await list()).supports.map((s) => s.need)).not.toContain('food');
    for (const actor of [actors.window, actors.provider, actors.abroad, actors.nobody]) {
      expect((await db.asActor(actor, (tx) => sql`select * from plans.facts_support`.execute(tx))).rows, actor.displayName).toEqual([]);
    }
  });
});
