import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import type { Ctx, Subscription } from '#platform/context';
import type { RoomEvent } from '#platform/events';
import { sql } from '#platform/db';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { packOf } from './entry-kinds.ts';
import { directorySlice } from './pack.ts';
import * as entriesRepository from './repository/entries.ts';
import * as proposalsRepository from './repository/proposals.ts';
import type { Entry, Propose } from './schema/stewardship.ts';
import { proposeSchema } from './schema/stewardship.ts';
import { entryPage, listEntries } from './service/entries.ts';
import { makeLink } from './service/links.ts';
import { loadDirectory } from './service/load.ts';
import { openProposals, propose, publish, restore, review, sendBack, withdraw } from './service/proposals.ts';
import { confirmEntry, dailyUpkeep } from './service/upkeep.ts';
import { findServices, suggestFor } from './service.ts';

let db: TestDatabase;
const system = systemActor('ZZ');
/** Stewards, and the organization of the training institute. */
const steward = actors.steward;
const colleague: Actor = { ...actors.steward, userId: '00000000-0000-7000-8000-000000000235', displayName: 'Otra persona del directorio' };
const training: Actor = { ...actors.provider, organizationId: 'zz-training' };
const clinic: Actor = { ...actors.otherProvider, organizationId: 'zz-clinic' };
const TRADES = 'zz-youth-trades';

const told: RoomEvent[] = [];
const listening: Subscription[] = ['directory.entry-changed', 'directory.confirmation-asked'].map((to) => ({ to, room: 'test', handle: (_ctx, event) => { told.push(event); return Promise.resolve(); } }));
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { now, purpose: 'directory-upkeep', subscriptions: listening });

beforeAll(async () => {
  db = await testDatabase();
  await as(system, loadDirectory);
  await db.owner(`insert into access.user_account (id, country, login, display_name, role, password_hash, created_at) values ($1, 'ZZ', 'directorio.otra', $2, 'steward', 'x', now())`, [colleague.userId, colleague.displayName]);
});
afterAll(() => db.close());

const pageOf = (actor: Actor, id = TRADES) => as(actor, (ctx) => entryPage(ctx, 'service', id));

async function proposing(actor: Actor, change: Entry, more: Partial<Propose> = {}, id = TRADES): Promise<string> {
  const { entry, line } = await pageOf(steward, id);
  const command = proposeSchema.parse({ kind: 'service', entryId: id, baseVersion: line.version, entry: { ...entry, ...change }, reason: 'Cambió', evidence: { kind: 'call', text: 'llamada de prueba' }, ...more });
  return (await as(actor, (ctx) => propose(ctx, command))).proposalId;
}

const publishing = (actor: Actor, id: string, choices: Record<string, 'current' | 'wanted'> = {}) => as(actor, (ctx) => publish(ctx, id, { choices, note: '' }));

describe('a change of the directory', () => {
  it('changes nothing until somebody else has looked at it, and then what is found and suggested', async () => {
    const id = await proposing(steward, { phones: [{ number: '5550 0123' }], serviceTypes: ['vocational_training', 'dental'] });
    expect((await as(actors.window, (ctx) => findServices(ctx, { need: 'dental' }))).map((s) => s.id)).not.toContain(TRADES);
    await expect(publishing(steward, id)).rejects.toThrow('directory.own-proposal');
    expect((await as(colleague, (ctx) => review(ctx, id))).effect.map((c) => c.field).sort()).toEqual(['phones', 'serviceTypes']);
    told.length = 0;
    expect(await publishing(colleague, id)).toEqual({ version: 2 });
    expect((await as(actors.window, (ctx) => findServices(ctx, { need: 'dental' }))).map((s) => s.id)).toContain(TRADES);
    const found = await as(actors.window, (ctx) => suggestFor(ctx, {}, [{ code: 'dental', urgency: 'long' }], { admin2: null, limit: 20 }));
    expect(found.needs[0]!.offers.map((o) => o.serviceId)).toContain(TRADES);
    expect(told).toMatchObject([{ type: 'directory.entry-changed', kind: 'service', entryId: TRADES, version: 2, sides: 'needs,contact', listed: true }]);
  });

  it('keeps every version with who said it and on what ground, and brings one back by the same way', async () => {
    const { history } = await pageOf(steward);
    expect(history.map((v) => [v.version, v.origin, v.evidence?.kind ?? null])).toEqual([[2, 'steward', 'call'], [1, 'source', null]]);
    const { proposalId } = await as(steward, (ctx) => restore(ctx, 'service', TRADES, { version: 1, reason: 'Fue un error' }));
    await publishing(colleague, proposalId);
    const after = await pageOf(steward);
    expect(after.entry['phones']).toEqual([]);
    expect(after.history.map((v) => v.version)).toEqual([3, 2, 1]);
  });

  it('asks when both sides changed the same field, and puts the rest together', async () => {
    const first = await proposing(steward, { phones: [{ number: '5550 0001' }] });
    const second = await proposing(colleague, { phones: [{ number: '5550 0002' }], notes: 'Preguntar por la encargada' });
    await publishing(colleague, first);
    expect((await as(steward, (ctx) => review(ctx, second))).conflicts).toMatchObject([{ field: 'phones', base: [], current: [{ number: '5550 0001' }], wanted: [{ number: '5550 0002' }] }]);
    await expect(publishing(steward, second)).rejects.toThrow('directory.conflict-open');
    await publishing(steward, second, { phones: 'wanted' });
    expect((await pageOf(steward)).entry).toMatchObject({ phones: [{ number: '5550 0002' }], notes: 'Preguntar por la encargada' });
  });

  it('is published once when two stewards press at the same time', async () => {
    const id = await proposing(training, { phones: [{ number: '5550 0009' }] });
    const answers = await Promise.allSettled([publishing(steward, id), publishing(colleague, id)]);
    expect(answers.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('that only shows less waits for nobody', async () => {
    const id = await proposing(steward, { status: 'closed' }, {}, 'zz-call-centre');
    expect((await as(steward, (ctx) => review(ctx, id))).mayPublish).toBe(true);
    await publishing(steward, id);
    const page = await pageOf(steward, 'zz-call-centre');
    expect(page.entry).toMatchObject({ matchable: false, notMatchable: 'closed' });
    expect(page.history[0]?.unreviewed).toBe(true);
    const reopen = await proposing(steward, { status: 'active_as_of' }, {}, 'zz-call-centre');
    await expect(publishing(steward, reopen)).rejects.toThrow('directory.own-proposal');
  });

  it('may be published by its author where there is no other steward, and says so', async () => {
    await db.owner(`update access.user_account set active = false where id = $1`, [colleague.userId]);
    const id = await proposing(steward, { notes: 'Sola' });
    expect(await as(steward, (ctx) => review(ctx, id))).toMatchObject({ mayPublish: true, alone: true });
    await publishing(steward, id);
    expect((await as(steward, (ctx) => listEntries(ctx, { filter: 'unreviewed' }))).entries.map((e) => e.id)).toContain(TRADES);
    await db.owner(`update access.user_account set active = true where id = $1`, [colleague.userId]);
  });

  it('may say whom it serves, on what law it rests and how many it can take, with names for whoever reads it', async () => {
    const law = (await db.owner<{ id: string }>(`select id from directory.legal_basis where country = 'ZZ' limit 1`))[0]!.id;
    const liveCapacity = [{ unit: 'cupos', available: 2, maximum: 10, waiting: null, updated: TEST_NOW.toISOString() }];
    const id = await proposing(steward, { servedAreas: ['ZZ', 'ZZ-01', 'ZZ-0101'], legalBases: [law], liveCapacity, capacity: { talleres: 3 } });
    const { effect, names } = await as(colleague, (ctx) => review(ctx, id));
    expect(effect.map((c) => c.field).sort()).toEqual(['capacity', 'legalBases', 'liveCapacity', 'servedAreas']);
    expect([names['ZZ-0101'], names['ZZ-01'], names['ZZ'], names[law]].every((name) => name !== undefined && name.length > 2)).toBe(true);
    await publishing(colleague, id);
    await expect(proposing(steward, { legalBases: ['zz-no-such-law'] })).rejects.toThrow('directory.unknown-legal-basis');
  });

  it('is refused with every fault when it cannot stand', async () => {
    const wrong = (change: Entry) => proposing(steward, change);
    await expect(wrong({ serviceTypes: ['no_such_need'] })).rejects.toThrow('directory.unknown-need');
    await expect(wrong({ organizationId: 'zz-nobody' })).rejects.toThrow('directory.unknown-organization');
    await expect(wrong({ criteria: { fact: 'noSuchFact', op: 'is', value: 1 } })).rejects.toThrow('directory.criteria-unknown-fact');
    await expect(wrong({ places: [{ reach: 'municipality', admin1: 'ZZ-01', admin2: 'ZZ-9999', note: null }] })).rejects.toThrow('directory.unknown-municipality');
    await expect(wrong({ confidentialLocation: true, places: [{ reach: 'municipality', admin1: 'ZZ-01', admin2: 'ZZ-0101', note: null }] })).rejects.toThrow('directory.secret-told');
    await expect(wrong({ nameEs: '' })).rejects.toThrow('directory.entry-field');
    await expect(wrong({})).rejects.toThrow('directory.nothing-changed');
  });

  it('adds an entry, and takes one out of sight without losing it', async () => {
    const { entry } = await pageOf(steward);
    const made = await as(steward, (ctx) => propose(ctx, proposeSchema.parse({ kind: 'service', entryId: 'zz-new-one', baseVersion: 0, entry: { ...entry, id: 'zz-new-one', nameEs: 'Taller nuevo' }, reason: 'Abrió', evidence: { kind: 'visit' } })));
    await publishing(colleague, made.proposalId);
    expect((await as(actors.window, (ctx) => findServices(ctx, { text: 'taller nuevo' }))).map((s) => s.id)).toEqual(['zz-new-one']);
    await publishing(colleague, await proposing(steward, {}, { listed: false, successorId: TRADES }, 'zz-new-one'));
    expect(await as(actors.window, (ctx) => findServices(ctx, { text: 'taller nuevo' }))).toEqual([]);
    expect(await pageOf(steward, 'zz-new-one')).toMatchObject({ successorId: TRADES, line: { listed: false, version: 2 } });
    const { proposalId } = await as(steward, (ctx) => restore(ctx, 'service', 'zz-new-one', { version: 1, reason: 'Volvió a abrir' }));
    await publishing(colleague, proposalId);
    expect((await as(actors.window, (ctx) => findServices(ctx, { text: 'taller nuevo' })))).toHaveLength(1);
  });

  it('finds services by the new name of their organization', async () => {
    const { entry, line } = await as(steward, (ctx) => entryPage(ctx, 'organization', 'zz-training'));
    const { proposalId } = await as(steward, (ctx) => propose(ctx, proposeSchema.parse({ kind: 'organization', entryId: 'zz-training', baseVersion: line.version, entry: { ...entry, nameEs: 'Escuela Renombrada' }, reason: 'Cambió de nombre', evidence: { kind: 'letter' } })));
    await publishing(colleague, proposalId);
    expect((await as(actors.window, (ctx) => findServices(ctx, { text: 'renombrada' }))).map((s) => s.id)).toContain(TRADES);
  });
});

describe('an organization', () => {
  it('sees and proposes what is its own, and nothing of others', async () => {
    const own = await as(training, (ctx) => listEntries(ctx, {}));
    expect(own.entries.map((e) => e.organizationId)).toSatisfy((ids: string[]) => ids.length > 1 && ids.every((id) => id === 'zz-training'));
    await expect(pageOf(clinic)).rejects.toThrow('platform.not-found');
    await expect(proposing(clinic, { phones: [{ number: '5550 6666' }] })).rejects.toThrow('platform.not-found');
    await expect(as(clinic, (ctx) => confirmEntry(ctx, 'service', TRADES, 1))).rejects.toThrow('platform.not-found');
    await expect(proposing(training, { organizationId: 'zz-clinic' })).rejects.toThrow('directory.not-own-entry');
    await expect(proposing(training, {}, { listed: false })).rejects.toThrow('directory.steward-unlists');
  });

  it('says of itself what it likes, and not for whom its services are: conditions are a steward’s, also within an entry', async () => {
    const wide = { criteria: { all: [] }, needCriteria: { vocational_training: { all: [] } } };
    for (const field of ['criteria', 'needCriteria'] as const) await expect(proposing(training, { [field]: wide[field] })).rejects.toThrow('directory.steward-writes-conditions');
    const { entry } = await pageOf(steward);
    const fresh = { ...entry, id: 'zz-training-new', criteria: { all: [] }, needCriteria: {} };
    await expect(proposing(training, fresh, { entryId: 'zz-training-new', baseVersion: 0 })).rejects.toThrow('directory.steward-writes-conditions');
    const id = await proposing(training, { ...fresh, criteria: null }, { entryId: 'zz-training-new', baseVersion: 0 });
    // The second wall alone.
    const row = (await db.asActor(training, (tx) => proposalsRepository.findProposal(training, tx, id)))!;
    const add = (wanted: Entry) => db.asActor(training, (tx) => proposalsRepository.addProposals(training, tx, [{ ...row, id: crypto.randomUUID(), entry: { ...row.entry, ...wanted } }], TEST_NOW));
    await expect(add({ criteria: wide.criteria })).rejects.toThrow(/row-level security/);
    await expect(add({ needCriteria: wide.needCriteria })).rejects.toThrow(/row-level security/);
    await as(training, (ctx) => withdraw(ctx, id));
  });

  it('fills no list: an entry has a length, and so many proposals wait', async () => {
    const saying = (change: Entry) => proposing(clinic, change, {}, 'zz-rehabilitation');
    await expect(saying({ nameEs: 'x'.repeat(301) })).rejects.toThrow('directory.text-too-long');
    await expect(saying({ notes: 'x'.repeat(100_000) })).rejects.toThrow('directory.entry-too-long');
    for (let i = 0; i < 50; i++) await saying({ notes: `Nota ${i}` });
    await expect(saying({ notes: 'Una más' })).rejects.toThrow('directory.too-many-waiting');
    for (const { id } of await as(clinic, (ctx) => openProposals(ctx))) await as(clinic, (ctx) => withdraw(ctx, id));
  });

  it('cannot publish, and may take back only its own', async () => {
    const id = await proposing(training, { phones: [{ number: '5550 0777' }] });
    await expect(publishing(training, id)).rejects.toThrow('directory.own-proposal');
    await expect(as(clinic, (ctx) => withdraw(ctx, id))).rejects.toThrow('platform.not-found');
    await expect(as(steward, (ctx) => withdraw(ctx, id))).rejects.toThrow('platform.not-found');
    await as(training, (ctx) => withdraw(ctx, id));
    await expect(publishing(steward, id)).rejects.toThrow('directory.proposal-decided');
    const again = await proposing(training, { phones: [{ number: '5550 0778' }] });
    await as(steward, (ctx) => sendBack(ctx, again, '¿Con qué extensión?'));
    expect((await pageOf(training)).proposals.find((p) => p.id === again)).toMatchObject({ state: 'sentBack', note: '¿Con qué extensión?' });
  });

  it('keeps a shelter that nobody else outside the closed circle knows of', async () => {
    const house: Actor = { ...actors.provider, organizationId: 'zz-house' };
    expect((await as(house, (ctx) => listEntries(ctx, {}))).entries.map((e) => e.id)).toContain('zz-safe-house');
    await expect(pageOf(training, 'zz-safe-house')).rejects.toThrow('platform.not-found');
    expect(await as(actors.window, (ctx) => entriesRepository.findKnown(ctx.actor, ctx.tx, 'service', 'zz-safe-house'))).toBeUndefined();
  });

  it('is held by the second wall alone', async () => {
    const deceived = { ...clinic, role: 'steward' as const };
    expect(await db.asActor(clinic, (tx) => entriesRepository.findKept(deceived, tx, 'service', TRADES))).toBeUndefined();
    const states = await db.asActor(clinic, (tx) => sql<{ n: number }>`update directory.entry_state set listed = false where country = 'ZZ' returning 1 as n`.execute(tx));
    expect(states.rows).toEqual([]);
    const places = await db.asActor(training, (tx) => sql`update directory.service set status = 'closed' where organization_id = 'zz-training' returning id`.execute(tx));
    expect(places.rows).toEqual([]);
    const id = await proposing(training, { notes: 'segunda pared' });
    const row = await db.asActor(training, (tx) => proposalsRepository.findProposal(training, tx, id));
    await expect(db.asActor(training, (tx) => proposalsRepository.decideProposal({ ...training, role: 'steward' }, tx, row!.id, { state: 'published', note: null }, TEST_NOW))).rejects.toThrow(/row-level security/);
    await expect(db.asActor(training, (tx) => sql`update directory.proposal set entry = '{}' where id = ${id}`.execute(tx))).rejects.toThrow(/permission denied/);
    await expect(db.asActor(clinic, (tx) => proposalsRepository.addProposals({ ...clinic, role: 'steward' }, tx, [{ ...row!, id: crypto.randomUUID(), proposedBy: clinic.userId }], TEST_NOW))).rejects.toThrow(/row-level security/);
  });

  it('of a steward who deceives the service is not published either', async () => {
    const id = await proposing(steward, { notes: 'tercera' });
    await expect(db.asActor(steward, (tx) => proposalsRepository.decideProposal(steward, tx, id, { state: 'published', note: null }, TEST_NOW))).rejects.toThrow(/row-level security/);
    await as(steward, (ctx) => withdraw(ctx, id));
  });

  it('becomes a version by a published proposal only, and one that nobody else has looked at says so', async () => {
    const { entry, line } = await pageOf(steward);
    const version = { kind: 'service' as const, id: TRADES, version: line.version + 1, organizationId: 'zz-training', hidden: false, listed: true, entry, origin: 'steward' as const,
      proposalId: null, publishedBy: steward.userId, unreviewed: false, confirmBy: '2027-01-01', kept: true, successorId: null };
    const write = (more: Partial<entriesRepository.NewVersion> = {}) => (tx: Ctx['tx']) => entriesRepository.addVersions(steward, tx, [{ ...version, ...more }], TEST_NOW);
    await expect(db.asActor(steward, write())).rejects.toThrow(/row-level security/);
    const waiting = await proposing(colleague, { notes: 'cuarta' });
    await expect(db.asActor(steward, write({ proposalId: waiting }))).rejects.toThrow(/row-level security/);
    await as(colleague, (ctx) => withdraw(ctx, waiting));
    const own = await proposing(steward, { status: 'suspended' });
    await expect(db.asActor(steward, async (tx) => {
      await proposalsRepository.decideProposal(steward, tx, own, { state: 'published', note: null }, TEST_NOW);
      await write({ proposalId: own, unreviewed: false })(tx);
    })).rejects.toThrow(/row-level security/);
    await as(steward, (ctx) => withdraw(ctx, own));
  });
});

describe('staying true', () => {
  const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
  const stateOf = async (id: string) => (await as(steward, (ctx) => listEntries(ctx, { text: id, kind: 'service' }))).entries.find((e) => e.id === id);

  it('counts from the year of the source until somebody confirms, and the tap counts for the version that was seen', async () => {
    expect((await stateOf('zz-legal-desk'))?.freshness).toMatchObject({ confirmedOn: null, stale: true });
    const { line } = await pageOf(steward, 'zz-legal-desk');
    await expect(as(steward, (ctx) => confirmEntry(ctx, 'service', 'zz-legal-desk', line.version + 1))).rejects.toThrow('directory.entry-moved-on');
    await as(steward, (ctx) => confirmEntry(ctx, 'service', 'zz-legal-desk', line.version));
    expect((await stateOf('zz-legal-desk'))?.freshness).toEqual({ confirmedOn: '2026-03-10', confirmBy: '2027-03-10', stale: false, phoneFirst: false });
    const page = await pageOf(training, TRADES);
    await as(training, (ctx) => confirmEntry(ctx, 'service', TRADES, page.line.version));
    expect((await pageOf(steward)).confirmations[0]).toMatchObject({ on: '2026-03-10', how: 'organization' });
  });

  it('asks, reminds, comes to the steward, and beyond the limit asks to phone first, until it is confirmed', async () => {
    await db.owner(`update access.user_account set organization_id = 'zz-clinic' where id = $1`, [clinic.userId]);
    const [own] = (await as(clinic, (ctx) => listEntries(ctx, { kind: 'service' }))).entries;
    const day = (n: number) => as(system, dailyUpkeep, later(n));
    told.length = 0;
    await day(0);
    expect(told.filter((e) => e['organizationId'] === 'zz-clinic')).toHaveLength(1);
    expect(await day(0)).toBe(0);
    const step = async () => (await stateOf(own!.id))?.step;
    expect(await step()).toBe('asked');
    await day(14);
    expect(await step()).toBe('reminded');
    await day(28);
    expect(await step()).toBe('steward');
    await day(190);
    expect((await stateOf(own!.id))?.freshness.phoneFirst).toBe(true);
    const needs = (await pageOf(steward, own!.id)).entry['serviceTypes'] as string[];
    const suggested = async () => (await as(actors.window, (ctx) => suggestFor(ctx, {}, [{ code: needs[0]!, urgency: 'long' }], { admin2: null, limit: 20 }))).needs[0]!.offers.find((o) => o.serviceId === own!.id);
    expect(await suggested()).toMatchObject({ verdict: 'fitsOnce', confirmedOn: null });
    expect((await suggested())?.notes).toContain('phoneFirst');
    await as(clinic, (ctx) => confirmEntry(ctx, 'service', own!.id, own!.version), later(191));
    expect(await suggested()).toMatchObject({ confirmedOn: '2026-09-17' });
    expect((await suggested())?.notes).not.toContain('phoneFirst');
    expect(await step()).toBeNull();
  });
});

describe('a pack that changed', () => {
  const loadedWith = async (change: (services: Entry[]) => Entry[]): Promise<void> => {
    await as(system, async (ctx) => {
      const pack = ctx.pack.slice(directorySlice);
      const services = change(pack.services as unknown as Entry[]);
      const changed = { ...packOf(pack, []), ...pack, services } as unknown as typeof pack;
      await loadDirectory({ ...ctx, pack: { ...ctx.pack, slice: ((slice: { room: string }) => (slice.room === 'directory' ? changed : ctx.pack.slice(slice as never))) as typeof ctx.pack.slice } });
    });
  };
  const withName = (id: string, nameEs: string) => (services: Entry[]) => services.map((s) => (s['id'] === id ? { ...s, nameEs } : s));

  it('overwrites what only sources said, and proposes where a steward has published', async () => {
    await loadedWith((services) => withName('zz-seed-money', 'Semilla nueva')(withName(TRADES, 'Oficios nuevos')(services)));
    expect((await pageOf(steward, 'zz-seed-money')).entry['nameEs']).toBe('Semilla nueva');
    const page = await pageOf(steward);
    expect(page.entry['nameEs']).toBe('Oficios para jóvenes');
    expect(page.proposals.filter((p) => p.state === 'waiting' && p.origin === 'source').map((p) => p.changes)).toEqual([[{ field: 'nameEs', before: 'Oficios para jóvenes', after: 'Oficios nuevos' }]]);
  });

  it('proposes both changes together when it changes again before anybody answered', async () => {
    await loadedWith((services) => services.map((s) => (s['id'] === TRADES ? { ...s, nameEs: 'Oficios más nuevos', referralPath: 'By letter' } : s)));
    const waiting = (await pageOf(steward)).proposals.filter((p) => p.state === 'waiting' && p.origin === 'source');
    expect(waiting).toHaveLength(1);
    expect(waiting[0]!.changes.map((c) => c.field).sort()).toEqual(['nameEs', 'referralPath']);
    await publishing(steward, waiting[0]!.id);
    expect((await pageOf(steward)).entry).toMatchObject({ nameEs: 'Oficios más nuevos', phones: [{ number: '5550 0009' }] });
  });

  it('that no longer names an entry takes it out of sight, or asks where a steward keeps it; nothing is lost', async () => {
    await loadedWith((services) => services.filter((s) => s['id'] !== TRADES && s['id'] !== 'zz-legal-desk'));
    expect((await pageOf(steward, 'zz-legal-desk')).line.listed).toBe(false);
    const page = await pageOf(steward);
    expect(page.line.listed).toBe(true);
    expect(page.proposals.find((p) => p.origin === 'source' && p.state === 'waiting')).toMatchObject({ listed: false });
    expect((await as(actors.window, (ctx) => findServices(ctx, { text: 'taller nuevo' })))).toHaveLength(1);
    await loadedWith((services) => services);
    expect((await pageOf(steward, 'zz-legal-desk')).line).toMatchObject({ listed: true, version: 3 });
  });
});

describe('the desk', () => {
  it('pages the entries, and no page repeats a line of another', async () => {
    const first = await as(steward, (ctx) => listEntries(ctx, {}));
    const second = await as(steward, (ctx) => listEntries(ctx, { page: 1 }));
    expect(first.entries).toHaveLength(first.pageSize);
    expect(first.total).toBe(second.total);
    expect(first.entries.map((e) => `${e.kind}.${e.id}`).filter((key) => second.entries.some((e) => `${e.kind}.${e.id}` === key))).toEqual([]);
    expect((await as(steward, (ctx) => listEntries(ctx, { page: 999 }))).entries).toEqual([]);
  });

  it('shows organizations whose open link nobody answered, for stewards', async () => {
    const waiting = async (actor: Actor) => (await as(actor, (ctx) => listEntries(ctx, { filter: 'linkUnanswered' }))).entries.map((e) => e.id);
    expect(await waiting(steward)).toEqual([]);
    await as(steward, (ctx) => makeLink(ctx, 'zz-clinic'));
    expect(await waiting(steward)).toEqual(['zz-clinic']);
    expect(await waiting(clinic)).toEqual([]);
  });
});
