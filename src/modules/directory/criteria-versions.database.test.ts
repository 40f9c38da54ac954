import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { known } from '#kernel/facts';
import { sql } from '#platform/db';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { criteriaForm } from './criteria-form/service.ts';
import { versionsOf } from './criteria-repository.ts';
import { newCriteriaSchema } from './criteria-schema.ts';
import { criteriaHistory } from './criteria-service.ts';
import { openProposals, publish, review, sendBack, withdraw } from './service/proposals.ts';
import { proposeConditions } from './service/condition-proposals.ts';
import { listEntries } from './service/entries.ts';
import { suggestFor, today } from './service.ts';
import { loadDirectory } from './service/load.ts';

let db: TestDatabase;
let day: string;
const SERVICE = 'zz-job-office';
const NEEDY = 'zz-seed-money';
const grown = { fact: 'age', op: 'gte', value: 40 };
const { steward } = actors;
const colleague: Actor = { ...steward, userId: '00000000-0000-7000-8000-000000000237', displayName: 'Otra persona del directorio' };

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), async (ctx) => {
    await loadDirectory(ctx);
    day = today(ctx);
  });
  await db.owner(`insert into access.user_account (id, country, login, display_name, role, password_hash, created_at) values ($1, 'ZZ', 'directorio.segunda', $2, 'steward', 'x', now())`, [colleague.userId, colleague.displayName]);
});
afterAll(() => db.close());

const at = (days: number): Date => new Date(TEST_NOW.getTime() + days * 86_400_000);

async function propose(changes: object = {}, actor = steward, service = SERVICE, now = TEST_NOW): Promise<string> {
  const command = newCriteriaSchema.parse({ basedOn: 1, criteria: grown, from: addDays(day, 3), until: null, reason: 'Circular inventada', evidence: { kind: 'letter', text: 'C-7' }, ...changes });
  return (await db.inContext(actor, (ctx) => proposeConditions(ctx, service, command), { now })).proposalId;
}
const publishing = (id: string, actor = colleague, now = TEST_NOW, choices: Record<string, 'current' | 'wanted'> = {}) => db.inContext(actor, (ctx) => publish(ctx, id, { choices, note: '' }), { now });
const reviewing = (id: string, actor = colleague, now = TEST_NOW) => db.inContext(actor, (ctx) => review(ctx, id), { now });
const historyOf = (service = SERVICE, actor: Actor = actors.window) => db.inContext(actor, (ctx) => criteriaHistory(ctx, service));

describe('conditions of a service', () => {
  it('begin with those of the pack, for as long as the service is known', async () => {
    const { versions } = await historyOf();
    expect(versions).toMatchObject([{ version: 1, source: 'pack', from: null, until: null, inForce: true }]);
  });

  it('cannot be proposed where nobody can meet them, where they begin in the past, where they change nothing, or where another version came into force before', async () => {
    await expect(propose({ criteria: { all: [grown, { not: grown }] } })).rejects.toThrow('directory.criteria-never-true');
    await expect(propose({ from: addDays(day, -1) })).rejects.toThrow('directory.criteria-in-the-past');
    await expect(propose({ basedOn: 0 })).rejects.toThrow('directory.criteria-changed');
    const { criteria, needCriteria } = (await historyOf()).versions[0]!;
    await expect(propose({ criteria, needCriteria })).rejects.toThrow('directory.nothing-changed');
    await expect(propose({ needCriteria: { dental: grown } })).rejects.toThrow('directory.unknown-need');
  });

  it('change nothing while they wait, and whoever wrote them cannot put them in force', async () => {
    const id = await propose();
    expect((await historyOf()).versions).toHaveLength(1);
    expect((await historyOf(SERVICE, steward)).waiting).toMatchObject([{ proposalId: id, state: 'waiting', own: true, by: steward.displayName, from: addDays(day, 3) }]);
    expect((await historyOf()).waiting).toEqual([]);
    expect(await reviewing(id, steward)).toMatchObject({ mayPublish: false });
    expect(await reviewing(id)).toMatchObject({ mayPublish: true, conflicts: [], held: { version: 1, wouldHoldFrom: addDays(day, 3) }, effect: [{ field: 'criteria', after: grown }, { field: 'period' }] });
    await expect(publishing(id, steward)).rejects.toThrow('directory.own-proposal');
    expect(await publishing(id)).toEqual({ version: 2 });
    await expect(publishing(id)).rejects.toThrow('directory.proposal-decided');
  });

  it('hold from their day on; the days before are judged by the ones before, and the verdict says by which', async () => {
    await db.inContext(actors.window, async (ctx) => {
      const judged = async (on: string) => {
        const s = await suggestFor(ctx, { age: known(30, day) }, [{ code: 'job_placement', urgency: 'long' }], { admin2: 'ZZ-0101', limit: 50, on });
        return [...s.needs[0]!.offers, ...s.needs[0]!.notFitting].find((one) => one.serviceId === SERVICE);
      };
      expect((await judged(day))?.rules).toMatchObject({ version: 1, source: 'pack' });
      expect(await judged(addDays(day, 3))).toMatchObject({ verdict: 'doesNotFit', rules: { version: 2, source: 'steward', from: addDays(day, 3) } });
    });
  });

  it('say who wrote them, who published them, why, and which ones judge today', async () => {
    const { versions } = await historyOf(SERVICE, steward);
    expect(versions).toMatchObject([{ version: 2, by: steward.displayName, publishedBy: colleague.displayName, unreviewed: false, reason: 'Circular inventada', inForce: false }, { version: 1, by: null, publishedBy: null, inForce: true }]);
  });

  it('go back with a word, and stay at hand for whoever wrote them until they propose anew', async () => {
    const id = await propose({ basedOn: 2, criteria: { all: [] } });
    await db.inContext(colleague, (ctx) => sendBack(ctx, id, 'Falta la circular'));
    expect((await historyOf(SERVICE, steward)).waiting).toMatchObject([{ proposalId: id, state: 'sentBack', note: 'Falta la circular', criteria: { all: [] } }]);
    expect((await historyOf(SERVICE, colleague)).waiting).toEqual([]);
    expect((await db.inContext(steward, openProposals)).map((p) => p.id)).toContain(id);
    const anew = await propose({ basedOn: 2, criteria: { all: [] } }, steward, SERVICE, at(0.01));
    expect((await historyOf(SERVICE, steward)).waiting).toMatchObject([{ proposalId: anew, state: 'waiting' }]);
    await db.inContext(steward, (ctx) => withdraw(ctx, anew));
    expect((await historyOf(SERVICE, steward)).waiting).toEqual([]);
  });

  it('whose day passed while they waited hold from the day of publishing, and not at all when their last day passed too', async () => {
    const late = await propose({ basedOn: 2, criteria: { fact: 'age', op: 'gte', value: 21 }, from: addDays(day, 1), until: addDays(day, 6) });
    const over = await propose({ basedOn: 2, criteria: { fact: 'age', op: 'gte', value: 22 }, from: addDays(day, 1), until: addDays(day, 2) });
    expect((await reviewing(late, colleague, at(4))).held).toMatchObject({ wouldHoldFrom: addDays(day, 4) });
    await expect(publishing(over, colleague, at(4))).rejects.toThrow('directory.criteria-ends-before');
    expect(await publishing(late, colleague, at(4))).toEqual({ version: 3 });
    expect((await historyOf()).versions[0]).toMatchObject({ version: 3, from: addDays(day, 4), until: addDays(day, 6) });
    await db.inContext(steward, (ctx) => withdraw(ctx, over));
  });

  it('written before another version came into force ask which hold, and what stands can stay', async () => {
    const older = (value: number) => propose({ basedOn: 3, criteria: { fact: 'age', op: 'gte', value }, from: addDays(day, 5) });
    const [one, two, three] = [await older(40), await older(50), await older(60)];
    await publishing(two);
    expect((await reviewing(one)).conflicts).toMatchObject([{ field: 'criteria', wanted: grown, current: { value: 50 } }]);
    await expect(publishing(one)).rejects.toThrow('directory.conflict-open');
    expect(await publishing(one, colleague, TEST_NOW, { criteria: 'current' })).toEqual({ version: 4 });
    expect(await publishing(three, colleague, TEST_NOW, { criteria: 'wanted' })).toEqual({ version: 5 });
  });

  it('are published by their author where there is nobody else, and say so until somebody else has looked', async () => {
    await db.owner('update access.user_account set active = false where id = $1', [colleague.userId]);
    const id = await propose({ basedOn: 5, criteria: { all: [] } });
    expect(await reviewing(id, steward)).toMatchObject({ mayPublish: true, alone: true });
    await publishing(id, steward);
    await db.owner('update access.user_account set active = true where id = $1', [colleague.userId]);
    expect((await historyOf(SERVICE, steward)).versions[0]).toMatchObject({ version: 6, unreviewed: true });
    const unreviewed = async () => (await db.inContext(steward, (ctx) => listEntries(ctx, { filter: 'unreviewed' }))).entries.map((line) => line.id);
    expect(await unreviewed()).toEqual([SERVICE]);
    await publishing(await propose({ basedOn: 6 }));
    expect(await unreviewed()).toEqual([]);
  });

  it('may ask more for one need, and are refused where nobody can meet both', async () => {
    const command = { criteria: { fact: 'wantsBusiness', op: 'is', value: false }, from: day };
    await expect(propose(command, steward, NEEDY)).rejects.toThrow('directory.criteria-never-true');
    const [need] = Object.keys((await historyOf(NEEDY)).versions[0]!.needCriteria);
    await publishing(await propose({ from: day, criteria: { all: [] }, needCriteria: { [need!]: grown } }, steward, NEEDY));
    await db.inContext(actors.window, async (ctx) => {
      const s = await suggestFor(ctx, { age: known(30, day) }, [{ code: need!, urgency: 'long' }], { admin2: 'ZZ-0101', limit: 50, on: day });
      expect([...s.needs[0]!.offers, ...s.needs[0]!.notFitting].find((one) => one.serviceId === NEEDY)?.verdict).toBe('doesNotFit');
    });
  });

  it('of a service that was taken out of sight meanwhile are read, and nobody publishes them', async () => {
    const id = await propose({ basedOn: 2, from: day }, steward, NEEDY);
    await db.owner('update directory.service set active = false where id = $1', [NEEDY]);
    expect(await reviewing(id)).toMatchObject({ mayPublish: false, held: null });
    await expect(publishing(id)).rejects.toThrow('not-found');
    await db.owner('update directory.service set active = true where id = $1', [NEEDY]);
  });

  it('come with made-up people and names for who writes them', async () => {
    const form = await db.inContext(steward, criteriaForm);
    expect(form.people.length).toBeGreaterThan(10);
    expect(form.placeNames['ZZ-0101']).toBe('Puerto Alba');
    expect(form.documents).toContainEqual(expect.objectContaining({ id: 'zz-id-card' }));
  });
});

describe('the wall of the database alone', () => {
  const add = (actor: Actor, proposalId: string | null, criteria: object = grown) => db.asActor(actor, (tx) => sql`insert into directory.service_criteria
    (country, service_id, version, source, valid_from, criteria, need_criteria, reason, proposal_id, recorded_by, recorded_at)
    values ('ZZ', ${SERVICE}, 99, 'steward', ${day}, ${JSON.stringify(criteria)}::jsonb, '{}'::jsonb, 'x', ${proposalId}, ${actor.userId}, now())`.execute(tx));

  it('adds no version without a proposal that was published, no other conditions than were proposed, and changes none', async () => {
    const id = await propose({ basedOn: 7, from: day, criteria: { fact: 'age', op: 'gte', value: 33 } });
    for (const proposal of [null, id]) await expect(add(steward, proposal)).rejects.toThrow(/row-level security/);
    await db.owner(`update directory.proposal set state = 'published', decided_by = $2, decided_at = now() where id = $1`, [id, steward.userId]);
    await expect(add(steward, id)).rejects.toThrow(/row-level security/);
    await expect(add(colleague, id, { fact: 'age', op: 'gte', value: 33 })).rejects.toThrow(/row-level security/);
    await expect(db.asActor(steward, (tx) => tx.updateTable('directory.service_criteria' as never).set({ reason: 'y' } as never).execute())).rejects.toThrow();
  });

  it('lets nobody publish their own, nobody but stewards propose conditions, and shows none abroad', async () => {
    const id = await propose({ basedOn: 7, from: day, criteria: { all: [] } });
    const decide = (actor: Actor) => db.asActor(actor, (tx) => sql`update directory.proposal set state = 'published', decided_by = ${actor.userId}, decided_at = now() where id = ${id}`.execute(tx));
    await expect(decide(steward)).rejects.toThrow(/row-level security/);
    const provider: Actor = { ...actors.provider, organizationId: 'zz-training' };
    const proposing = (conditions: string | null) => db.asActor(provider, (tx) => sql`insert into directory.proposal (id, country, kind, entry_id, organization_id, hidden, base_version, entry, listed, changes, narrows, confirms,
        reason, evidence_kind, evidence, origin, proposed_by, proposed_at, conditions)
      values (${crypto.randomUUID()}, 'ZZ', 'service', 'zz-youth-trades', 'zz-training', false, 1, '{}', true, '[]', false, false, 'x', 'organization', '', 'organization', ${provider.userId}, now(), ${conditions}::jsonb)`.execute(tx));
    await proposing(null);
    await expect(proposing('{}')).rejects.toThrow(/row-level security/);
    await expect(db.inContext(actors.window, (ctx) => proposeConditions(ctx, SERVICE, newCriteriaSchema.parse({ basedOn: 7, criteria: { all: [] }, from: day, until: null, reason: 'x', evidence: { kind: 'call' } })))).rejects.toThrow();
    expect(await db.asActor(actors.abroad, (tx) => versionsOf(actors.abroad, tx, SERVICE))).toEqual([]);
  });
});
