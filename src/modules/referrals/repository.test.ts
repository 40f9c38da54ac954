import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { readyReferral } from './factory.ts';
import { appendEvent, eventsOf } from './repository/events.ts';
import * as lists from './repository/lists.ts';
import * as repository from './repository/referrals.ts';
import type { InboxList, OfficerList } from './schema.ts';

let db: TestDatabase;
const person = newId();
const caseId = newId();
const DUE = new Date(TEST_NOW.getTime() + 3 * 86_400_000);

async function storePerson(): Promise<void> {
  await db.owner(`insert into registry.person (id, country, public_code, given_names, name_words, given_sounds, surname_sounds, source, evidence, identity_id, registered_by, registered_at)
    values ($1, 'ZZ', '7K3Q-9DX', 'Ana', '{}', '{}', '{}', 'window', 'declared', $1, $1, now())`, [person]);
  await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'registered', $1, now())`, [person, OFFICES.window.id]);
  await db.owner(`insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at)
    values ($1, 'ZZ', $2, $3, 'active', 'ZZ-0101', '72h', '2026-03-13', $2, '2026-03-10', now())`, [caseId, person, OFFICES.window.id]);
}

async function store(rest: Parameters<typeof readyReferral>[1] = {}): Promise<string> {
  const referral = readyReferral({ caseId, personId: person, officeId: OFFICES.window.id, organization: OFFICES.provider.organizationId }, rest);
  await db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, opened_by, opened_at, opened_on)
    values ($1, 'ZZ', $2, $3, '72h', 'open', 'hand', $4, now(), '2026-03-10') on conflict do nothing`, [referral.needId, referral.caseId, `need_${referral.needId}`, actors.window.userId]);
  await db.owner(`insert into registry.consent (id, country, person_id, case_id, purpose, recipient_organization_id, sections, given, given_by, wording_version, language, read_aloud, recorded_by, recorded_at)
    values ($1, 'ZZ', $2, $3, 'referral', $4, $5, true, 'person', '2026-1', 'es', true, $2, now())`, [referral.consentId, person, caseId, referral.providerOrganization, referral.shared.sections]);
  await db.asActor(actors.window, (tx) => repository.insertSent(actors.window, tx, referral, { at: TEST_NOW, clock: { clockAt: DUE, remindAt: TEST_NOW, supervisorAt: DUE } }));
  return referral.id;
}

beforeAll(async () => {
  db = await testDatabase();
  await storePerson();
});
afterAll(() => db.close());

const listOf = (actor: Actor, tx: Parameters<typeof lists.officerList>[1], list: OfficerList, now: Date) => lists.officerList(actor, tx, { list, now, after: null, limit: 200 });
const inboxOf = (actor: Actor, tx: Parameters<typeof lists.inboxList>[1], list: InboxList, now: Date) => lists.inboxList(actor, tx, { list, now, after: null, limit: 200 });
const asOfficer = (actor: Actor, id: string) => db.asActor(actor, (tx) => repository.findForOfficer(actor, tx, id));
const asProvider = (actor: Actor, id: string) => db.asActor(actor, (tx) => repository.findForProvider(actor, tx, id, TEST_NOW));

describe('a referral that was sent', () => {
  it('is seen by the window that holds the case and by the organization it was sent to', async () => {
    const id = await store();
    expect((await asOfficer(actors.window, id))?.id).toBe(id);
    expect((await asOfficer(actors.windowColleague, id))?.id).toBe(id);
    expect((await asProvider(actors.provider, id))?.snapshot?.firstName).toBe('Ana');
  });
  it('is not found by anybody else', async () => {
    const id = await store();
    for (const actor of [actors.otherWindow, actors.abroad, actors.analyst, actors.auditor, actors.administrator, actors.steward, actors.employer, actors.nobody]) {
      expect(await asOfficer(actor, id), actor.displayName).toBeUndefined();
    }
    for (const actor of [actors.otherProvider, actors.employer, actors.window, actors.nobody]) expect(await asProvider(actor, id), actor.displayName).toBeUndefined();
  });
  it('stands first on the list of its urgency and counts there', async () => {
    const id = await store();
    const list = await db.asActor(actors.window, (tx) => listOf(actors.window, tx, 'waiting', TEST_NOW));
    const counts = await db.asActor(actors.window, (tx) => lists.officerCounts(actors.window, tx, TEST_NOW));
    expect(list.map((r) => r.id)).toContain(id);
    expect(counts.waiting).toBe(list.length);
  });
  it('moves from waiting to unanswered by the clock alone', async () => {
    const id = await store();
    const later = new Date(DUE.getTime() + 1);
    const [waiting, unanswered] = await db.asActor(actors.window, async (tx) => [
      await listOf(actors.window, tx, 'waiting', later), await listOf(actors.window, tx, 'unanswered', later)]);
    expect(waiting!.map((r) => r.id)).not.toContain(id);
    expect(unanswered!.map((r) => r.id)).toContain(id);
  });
});

/** Sees everything: the policies of the database are off, so only the query's own scope is left. */
async function withoutPolicies<T>(work: () => Promise<T>): Promise<T> {
  const tables = ['referral', 'shared', 'referral_event'];
  for (const t of tables) await db.owner(`alter table referrals.${t} disable row level security`);
  try {
    return await work();
  } finally {
    for (const t of tables) await db.owner(`alter table referrals.${t} enable row level security`);
  }
}

const outsiders = [actors.otherProvider, actors.otherWindow, actors.abroad, actors.analyst, actors.administrator, actors.auditor, actors.employer, actors.nobody];

describe('the two walls, each with the other one off', () => {
  it('the queries alone show a referral to nobody else', async () => {
    const id = await store();
    await withoutPolicies(async () => {
      for (const actor of outsiders) {
        expect(await asOfficer(actor, id), actor.displayName).toBeUndefined();
        expect(await asProvider(actor, id), actor.displayName).toBeUndefined();
        expect(await db.asActor(actor, (tx) => eventsOf(actor, tx, [id], TEST_NOW))).toEqual([]);
        for (const list of ['waiting', 'returned'] as const) {
          expect((await db.asActor(actor, (tx) => listOf(actor, tx, list, TEST_NOW))).map((r) => r.id)).not.toContain(id);
        }
        expect((await db.asActor(actor, (tx) => inboxOf(actor, tx, 'new', TEST_NOW))).map((r) => r.id)).not.toContain(id);
      }
    });
  });
  it('the database alone shows nothing to anybody else, whatever is asked', async () => {
    const id = await store();
    await db.asActor(actors.window, (tx) => appendEvent(actors.window, tx, {
      id: newId(), referralId: id, commandId: newId(), at: TEST_NOW, kind: 'send', state: 'sent', side: 'officer', note: 'x', reason: null }));
    for (const actor of outsiders) {
      for (const table of ['referral', 'shared', 'referral_event']) {
        const { rows } = await db.asActor(actor, (tx) => sql`select * from referrals.${sql.ref(table)}`.execute(tx));
        expect(rows, `${actor.displayName}: ${table}`).toEqual([]);
      }
    }
  });
  it('the database lets no provider look at a person or a case', async () => {
    await store();
    for (const table of ['person', 'case_file', 'contact', 'person_fact', 'consent']) {
      const { rows } = await db.asActor(actors.provider, (tx) => sql`select * from registry.${sql.ref(table)}`.execute(tx));
      expect(rows, table).toEqual([]);
    }
  });
  it('the database lets nobody change another office\'s referral', async () => {
    const id = await store();
    for (const actor of outsiders) {
      const done = await db.asActor(actor, (tx) => sql`update referrals.referral set state = 'withdrawn', closed_at = now(), clock_at = null, remind_at = null, supervisor_at = null where id = ${id}`.execute(tx));
      expect(done.numAffectedRows, actor.displayName).toBe(0n);
    }
  });
  it('the database lets nobody change what was shared, with whom, or the history', async () => {
    const id = await store();
    for (const change of [
      sql`update referrals.shared set snapshot = '{}' where referral_id = ${id}`,
      sql`update referrals.referral set provider_organization = 'x' where id = ${id}`,
      sql`update referrals.referral_event set note = 'x' where referral_id = ${id}`,
      sql`delete from referrals.referral where id = ${id}`,
    ]) await expect(db.asActor(actors.window, (tx) => change.execute(tx))).rejects.toThrow(/permission denied/);
  });
  it('the database sends nothing without a consent', async () => {
    const id = await store();
    await expect(db.asActor(actors.window, (tx) => sql`update referrals.referral set consent_id = null where id = ${id}`.execute(tx))).rejects.toThrow(/check constraint/);
  });
});

describe('what a provider loses', () => {
  it('the shared copy and the history, once the person withdrew consent; the notice stays', async () => {
    const id = await store();
    await db.owner('update referrals.referral set share_closed_at = $2 where id = $1', [id, TEST_NOW]);
    const seen = await asProvider(actors.provider, id);
    expect(seen?.id).toBe(id);
    expect(seen?.snapshot).toBeNull();
    const raw = await db.asActor(actors.provider, (tx) => sql`select * from referrals.shared where referral_id = ${id}`.execute(tx));
    expect(raw.rows).toEqual([]);
    await withoutPolicies(async () => expect((await asProvider(actors.provider, id))?.snapshot).toBeNull());
  });
  it('everything, when it was closed and the time the country set has passed', async () => {
    const id = await store();
    await db.owner(`update referrals.referral set state = 'declined', reason = 'full', closed_at = $2, clock_at = null, remind_at = null, supervisor_at = null, provider_until = $2 where id = $1`, [id, TEST_NOW]);
    expect(await asProvider(actors.provider, id)).toBeUndefined();
    await withoutPolicies(async () => expect(await asProvider(actors.provider, id)).toBeUndefined());
    const later = await db.database.asActor(actors.provider, 'service-provision', (tx) => sql`select * from referrals.referral where id = ${id}`.execute(tx), TEST_NOW);
    expect(later.rows).toEqual([]);
    const before = new Date(TEST_NOW.getTime() - 1000);
    const earlier = await db.database.asActor(actors.provider, 'service-provision', (tx) => sql`select * from referrals.referral where id = ${id}`.execute(tx), before);
    expect(earlier.rows).toHaveLength(1);
  });
});

describe('figures', () => {
  it('count referrals without naming a person, for analysts and supervisors only', async () => {
    await store();
    const seen = await db.asActor(actors.analyst, (tx) => sql<Record<string, unknown>>`select * from referrals.facts_referral`.execute(tx));
    expect(seen.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(seen.rows)).not.toContain(person);
    for (const actor of [actors.window, actors.provider, actors.nobody, actors.abroad]) {
      expect((await db.asActor(actor, (tx) => sql`select * from referrals.facts_referral`.execute(tx))).rows, actor.displayName).toEqual([]);
    }
  });
});
