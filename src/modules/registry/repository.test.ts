import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendAudit } from '#access';
import { systemActor } from '#kernel/actor';
import type { Actor } from '#kernel/actor';
import { connect, sql } from '#platform/db';
import { actors, HOME, OFFICES, type ActorName } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import { decideIdentity, moveHousehold, openCase, recordConsent, recordRelation, recordFacts, registerPerson, correctPerson, assignCase, refreshNameTerms } from './index.ts';
import * as cases from './repository/cases.ts';
import * as consents from './repository/consents.ts';
import * as family from './repository/family.ts';
import * as facts from './repository/facts.ts';
import * as identity from './repository/identity.ts';
import * as index from './repository/index-keys.ts';
import * as papers from './repository/papers.ts';
import * as people from './repository/people.ts';

interface Story { personId: string; caseId: string; linkId: string; consentId: string; relation: { person: string; other: string; kind: 'spouse' } }

/** A person of the test window in every table of the room, told through the services. */
async function tell(db: TestDatabase): Promise<Story> {
  return db.inContext(actors.window, async (ctx) => {
    const { personId } = await registerPerson(ctx, mariaLopez());
    const other = await registerPerson(ctx, pedroIxtabalan());
    const { linkId } = await decideIdentity(ctx, { personA: personId, personB: other.personId, decision: 'different' });
    await recordFacts(ctx, personId, [{ code: 'monthsAbroad', value: 8 }, { code: 'violenceSurvivor', value: true }]);
    await correctPerson(ctx, personId, { field: 'preferredName', value: 'Lupita', evidence: 'declared' });
    await moveHousehold(ctx, { people: [personId, other.personId], to: { where: 'new' } });
    await recordRelation(ctx, personId, { otherPersonId: other.personId, word: 'spouse' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
    await assignCase(ctx, caseId, {});
    const { consentId } = await recordConsent(ctx, { personId, caseId }, { purpose: 'case', given: true });
    await refreshNameTerms(ctx);
    const [person, spouse] = [personId, other.personId].sort();
    return { personId, caseId, linkId, consentId, relation: { person: person!, other: spouse!, kind: 'spouse' } };
  });
}

const INSIDERS: readonly ActorName[] = ['window', 'windowColleague', 'supervisor'];
const OUTSIDERS: readonly ActorName[] = [
  'reception', 'otherReception', 'otherWindow', 'nationalWindow', 'provider', 'otherProvider', 'analyst', 'auditor', 'administrator', 'steward', 'protection',
  'consular', 'employer', 'abroad', 'nobody',
];
/** Everything about a person. The restricted tier and the key table have walls of their own. */
const TABLES = ['person', 'person_office', 'contact', 'identity_document', 'person_fact', 'correction', 'identity_link', 'case_file', 'case_assignment', 'consent', 'person_group', 'group_member', 'relation'];

describe('the second wall alone: a forgotten "where" leaks nothing', () => {
  let db: TestDatabase;
  beforeAll(async () => { db = await testDatabase(); await tell(db); });
  afterAll(() => db.close());
  const count = (name: ActorName, table: string) => db.asActor(actors[name], async (tx) =>
    (await sql<{ n: number }>`select count(*)::int as n from registry.${sql.ref(table)}`.execute(tx)).rows[0]!.n);

  it.each(INSIDERS)('%s sees the rows of the office', async (name) => {
    for (const table of TABLES) expect([table, await count(name, table)]).not.toEqual([table, 0]);
  });

  it.each(OUTSIDERS)('%s sees no row of any table', async (name) => {
    for (const table of TABLES) expect([table, await count(name, table)]).toEqual([table, 0]);
  });

  it('restricted answers are hidden even from the office that wrote them', async () => {
    const [sealed] = await db.owner<{ person_id: string }>('select person_id from registry_restricted.fact');
    const told = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`select from registry_restricted.facts_of(${sealed!.person_id})`.execute(tx)).rows.length);
    expect(await told(actors.window)).toBe(0);
    expect(await told({ ...actors.protection, officeId: OFFICES.window.id })).toBe(1);
    for (const name of OUTSIDERS) expect([name, await told(actors[name])]).toEqual([name, 0]);
  });

  it.each<[string, string]>([
    ['read', 'select from registry_restricted.fact'], ['searched for marks', 'select from registry_restricted.kept_apart'], ['written', `insert into registry_restricted.fact (id) values (gen_random_uuid())`], ['taken over', 'set local role ventanilla_restricted'],
  ])('the restricted tier cannot be %s past its functions, whoever asks', async (_story, statement) => {
    for (const actor of [actors.window, { ...actors.protection, officeId: OFFICES.window.id }]) {
      await expect(db.asActor(actor, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(/permission denied/);
    }
  });

  it.each(['person_index'])('%s cannot be read at all', async (table) => {
    await expect(count('window', table)).rejects.toThrow(/permission denied/);
  });

  it.each(OUTSIDERS)('%s can neither change nor add anything', async (name) => {
    await db.asActor(actors[name], async (tx) => {
      const changed = await sql`update registry.person set preferred_name = 'X'`.execute(tx);
      expect(changed.numAffectedRows).toBe(0n);
      const moved = await sql`update registry.case_file set state = 'closed'`.execute(tx);
      expect(moved.numAffectedRows).toBe(0n);
    });
  });

  it('nobody deletes, and nobody moves a record to another country or gives it another code', async () => {
    const attempt = (text: string) => db.asActor(actors.window, (tx) => sql.raw(text).execute(tx));
    for (const text of ['delete from registry.person', 'update registry.person set country = \'HN\'', 'update registry.person set public_code = \'AAAA-AAA\'', 'delete from registry.consent', 'update registry.correction set old_value = null']) {
      await expect(attempt(text)).rejects.toThrow(/permission denied/);
    }
  });

  it('an office lets itself in for its own country only', async () => {
    const [person] = await db.owner<{ id: string }>('select id from registry.person limit 1');
    const letIn = (name: ActorName, officeId: string, country: string) => db.asActor(actors[name], (tx) =>
      sql`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values (${person!.id}, ${officeId}, ${country}, 'referred', ${actors[name].userId}, now())`.execute(tx));
    await expect(letIn('otherWindow', OFFICES.reception.id, 'ZZ')).rejects.toThrow(/row-level security/);
    await expect(letIn('provider', OFFICES.provider.id, 'ZZ')).rejects.toThrow(/row-level security/);
    await expect(letIn('abroad', OFFICES.abroad.id, 'HN')).rejects.toThrow(/foreign key/);
  });

  it('the functions behind the walls refuse who may not ask', async () => {
    const [person] = await db.owner<{ id: string }>('select id from registry.person limit 1');
    await expect(db.asActor(actors.otherWindow, (tx) => identity.settleIdentity(actors.otherWindow, tx, [person!.id]))).resolves.toBeUndefined();
    await expect(db.asActor(actors.otherWindow, (tx) => index.indexPerson(actors.otherWindow, tx, person!.id, { keys: [1], profile: 'x', words: ['x'] }))).rejects.toThrow();
    await expect(db.asActor(actors.analyst, (tx) => identity.settleIdentity(actors.analyst, tx, [person!.id]))).rejects.toThrow();
    await expect(db.asActor(actors.provider, (tx) => index.refreshNameTerms(actors.provider, tx))).rejects.toThrow();
    await expect(db.asActor(actors.analyst, (tx) => index.keepNameTerms(actors.analyst, tx))).rejects.toThrow();
    expect(await db.asActor(systemActor('ZZ'), (tx) => index.keepNameTerms(systemActor('ZZ'), tx))).toBe(false);
    expect(await db.asActor(actors.provider, (tx) => identity.knowsPerson(actors.provider, tx, person!.id))).toBe(false);
    expect(await db.asActor(actors.otherWindow, (tx) => identity.listIdentity(actors.otherWindow, tx, person!.id))).toEqual([]);
  });
});

describe('the first wall alone: the repository scopes without row-level security', () => {
  let db: TestDatabase;
  let story: Story;
  beforeAll(async () => {
    db = await testDatabase();
    story = await tell(db);
    for (const table of [...TABLES, 'name_term']) await db.owner(`alter table registry.${table} disable row level security`);
    for (const table of ['fact', 'kept_apart']) await db.owner(`alter table registry_restricted.${table} disable row level security`);
  });
  afterAll(() => db.close());

  const reads: Record<string, (name: ActorName) => Promise<unknown>> = {
    findPerson: (n) => db.asActor(actors[n], (tx) => people.findPerson(actors[n], tx, story.personId)),
    listDocuments: (n) => db.asActor(actors[n], (tx) => papers.listDocuments(actors[n], tx, story.personId)),
    listContacts: (n) => db.asActor(actors[n], (tx) => papers.listContacts(actors[n], tx, story.personId)),
    listCorrections: (n) => db.asActor(actors[n], (tx) => people.listCorrections(actors[n], tx, story.personId)),
    listFound: (n) => db.asActor(actors[n], (tx) => people.listFound(actors[n], tx, { ids: [story.personId] })),
    listFamily: (n) => db.asActor(actors[n], (tx) => family.listFamily(actors[n], tx, story.personId)),
    listStays: (n) => db.asActor(actors[n], (tx) => family.listStays(actors[n], tx, [story.personId], null)),
    lockPeople: (n) => db.asActor(actors[n], (tx) => family.lockPeople(actors[n], tx, [story.personId])),
    findRelation: (n) => db.asActor(actors[n], (tx) => family.findRelation(actors[n], tx, story.relation)),
    listFacts: (n) => db.asActor(actors[n], (tx) => facts.listFacts(actors[n], tx, story.personId)),
    findLink: (n) => db.asActor(actors[n], (tx) => identity.findLink(actors[n], tx, story.linkId)),
    listLinks: (n) => db.asActor(actors[n], (tx) => identity.listLinks(actors[n], tx, story.personId)),
    findCase: (n) => db.asActor(actors[n], (tx) => cases.findCase(actors[n], tx, story.caseId)),
    findOpenCase: (n) => db.asActor(actors[n], (tx) => cases.findOpenCase(actors[n], tx, story.personId)),
    listCases: (n) => db.asActor(actors[n], (tx) => cases.listCases(actors[n], tx, { list: 'office', words: [], after: null, today: '2026-03-10', limit: 5 })),
    listConsents: (n) => db.asActor(actors[n], (tx) => consents.listConsents(actors[n], tx, story.personId)),
    findConsent: (n) => db.asActor(actors[n], (tx) => consents.findConsent(actors[n], tx, story.consentId)),
  };
  const isNothing = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);

  it.each(Object.keys(reads))('%s finds it for the office and its supervision', async (read) => {
    for (const name of INSIDERS) expect([name, isNothing(await reads[read]!(name))]).toEqual([name, false]);
  });

  it.each(Object.keys(reads))('%s finds nothing for anybody else', async (read) => {
    for (const name of OUTSIDERS) expect([name, isNothing(await reads[read]!(name))]).toEqual([name, true]);
  });

  it('restricted answers are for protection staff of the office', async () => {
    expect(await db.asActor(actors.window, (tx) => facts.listSealedFacts(actors.window, tx, story.personId))).toEqual([]);
    expect(await db.asActor(actors.protection, (tx) => facts.listSealedFacts(actors.protection, tx, story.personId))).toEqual([]);
  });

  it('changes outside of the scope change nothing', async () => {
    const actor = actors.otherWindow;
    expect(await db.asActor(actor, (tx) => people.setField(actor, tx, story.personId, 'surname1', 'X'))).toBe(false);
    expect(await db.asActor(actor, (tx) => consents.withdrawConsent(actor, tx, story.consentId, new Date()))).toBe(false);
    await expect(db.asActor(actor, (tx) => identity.undoAct(actor, tx, story.linkId, { add: [], replaced: [], undone: [], back: [], waiting: [] }, new Date()))).rejects.toThrow();
    await expect(db.asActor(actor, (tx) => identity.replaceLinks(actor, tx, story.linkId, [story.linkId], new Date()))).rejects.toThrow();
    expect(await db.asActor(actor, (tx) => identity.identityRecords(actor, tx, [story.personId]))).toEqual([]);
    expect(await db.asActor(actor, (tx) => identity.listDecisions(actor, tx, [story.personId]))).toEqual([]);
    expect(await db.asActor(actor, (tx) => identity.listPeopleOfAct(actor, tx, story.linkId))).toEqual([]);
  });
});

describe('what others recorded, for those who see the person all the same', () => {
  const elsewhere: Actor = { ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
  let db: TestDatabase;
  let story: Story;
  beforeAll(async () => {
    db = await testDatabase();
    story = await tell(db);
    await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'returned-again', $3, now())`, [story.personId, OFFICES.reception.id, actors.reception.userId]);
    await db.inContext(actors.window, async (ctx) => appendAudit(ctx, { action: 'test.read', kind: 'person', id: story.personId, subject: null, outcome: 'done' }));
  });
  afterAll(() => db.close());
  const seen = (actor: Actor, table: string) => db.asActor(actor, async (tx) => (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx)).rows[0]!.n);

  it('the second wall alone shows a reception point the person, and not what the window wrote down', async () => {
    expect(await seen(actors.reception, 'registry.person')).toBe(1);
    for (const table of ['contact', 'person_fact', 'correction', 'consent']) expect([table, await seen(actors.reception, `registry.${table}`)]).toEqual([table, 0]);
  });

  it('so does the first wall alone', async () => {
    const past = connect(db.ownerUrl, { poolSize: 1 });
    const lists = await past.asActor(actors.reception, 'reception', async (tx) => {
      const of = <T>(list: (actor: Actor, t: typeof tx, personId: string) => Promise<T>) => list(actors.reception, tx, story.personId);
      return [await of(people.findPerson), await of(papers.listContacts), await of(people.listCorrections), await of(facts.listFacts), await of(consents.listConsents)];
    });
    await past.close();
    expect(lists.map((l) => (Array.isArray(l) ? l.length : l !== undefined))).toEqual([true, 0, 0, 0, 0]);
  });

  it('a supervisor reads in the audit what concerns the own offices, and of other institutions nothing', async () => {
    expect(await seen(actors.supervisor, 'access.audit_entry')).toBe(1);
    expect(await seen(elsewhere, 'access.audit_entry')).toBe(0);
    expect(await seen(actors.auditor, 'access.audit_entry')).toBe(1);
  });
});
