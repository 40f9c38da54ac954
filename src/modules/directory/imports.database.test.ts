import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { stewardFile, publicFile, type ExportFormat } from './exchange/export.ts';
import { uuidOf } from './hsds/ids.ts';
import type { Entry } from './schema/stewardship.ts';
import { entryPage } from './service/entries.ts';
import { importFile, importPage, importsOf, rehearseImport } from './service/imports.ts';
import { loadDirectory } from './service/load.ts';
import { openProposals, publish } from './service/proposals.ts';
import { findServices } from './service.ts';

let db: TestDatabase;
const { steward } = actors;
const colleague: Actor = { ...steward, userId: '00000000-0000-7000-8000-000000000236', displayName: 'Otra persona del directorio' };
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => db.inContext(actor, work, { now: TEST_NOW, purpose: 'directory-upkeep' });
const SOURCE = { source: 'Directorio inventado, marzo' };

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

const id = (name: string): string => uuidOf(`imports/${name}`);
const jsonFile = (document: unknown): { name: string; bytes: Buffer } => ({ name: 'otro.json', bytes: Buffer.from(JSON.stringify(document)) });
const other = (name = 'Comedor de prueba') => jsonFile({
  organization: [{ id: id('org'), name: 'Casa inventada', description: 'x', x_kind: 'civil_society' }],
  service: [{ id: id('service'), organization_id: id('org'), name, status: 'active', attributes: [{ id: id('a'), link_id: id('service'), link_entity: 'service', taxonomy_term_id: id('t'), value: 'food' }] }],
});
const exportOf = async (format: ExportFormat) => as(steward, (ctx) => stewardFile(ctx, format));

describe('a file that this directory wrote itself', () => {
  it.each(['zip', 'json'] as const)('proposes nothing when it comes back (%s)', async (format) => {
    const report = await as(steward, async (ctx) => rehearseImport(ctx, await stewardFile(ctx, format), SOURCE));
    expect([report.problems, report.entries, report.counts]).toMatchObject([[], [], { new: 0, changed: 0, refused: 0, unlisted: 0 }]);
    expect(report.counts.same).toBeGreaterThan(20);
    const open = await as(actors.nobody, (ctx) => publicFile(ctx, format));
    expect((await as(steward, (ctx) => rehearseImport(ctx, { name: 'publico', bytes: open.bytes }, SOURCE))).entries).toEqual([]);
  });

  it('holds nothing of the closed circle, and of a secret place the department and the intake phone', async () => {
    const intake = '{"number":"+000 777","extension":null,"kind":"voice","intake":true,"languages":[],"note":null}';
    const { bytes } = await exportOf('json');
    expect(bytes.toString()).not.toMatch(/zz-safe-house|Casa segura/);
    await db.owner(`update directory.service set protection_only = false, entry = entry || '{"protectionOnly":false,"phones":[${intake}]}' where id = 'zz-safe-house'`);
    await db.owner('update directory.version set version = version + 1');
    const told = JSON.parse((await exportOf('json')).bytes.toString()) as { service: Record<string, unknown>[] };
    const house = told.service.find((row) => row['x_code'] === 'zz-safe-house')!;
    expect(house).toMatchObject({ phones: [{ number: '+000 777' }], x_places: [{ position: 0, reach: 'department', admin1: 'ZZ-02' }] });
    expect(Object.keys(house)).not.toContain('service_at_locations');
    // What the public file leaves out of it is no news when it comes back.
    const open = await as(actors.nobody, (ctx) => publicFile(ctx, 'json'));
    expect(open.bytes.toString()).toContain('Casa segura');
    const back = await as(steward, (ctx) => rehearseImport(ctx, { name: 'publico', bytes: open.bytes }, SOURCE));
    expect(back.entries.map((one) => [one.id, one.changes.map((c) => c.field)])).toEqual([['zz-safe-house', ['phones']]]);
    await db.owner(`update directory.service set protection_only = true, entry = entry || '{"protectionOnly":true,"phones":[]}' where id = 'zz-safe-house'`);
    await db.owner('update directory.version set version = version + 1');
  });
});

describe('a file of others', () => {
  it('is rehearsed without changing anything, and then proposed without being in force', async () => {
    const rehearsed = await as(steward, (ctx) => rehearseImport(ctx, other(), SOURCE));
    expect([rehearsed.importId, rehearsed.counts, rehearsed.entries.map((e) => [e.kind, e.effect])]).toMatchObject([null, { new: 2, refused: 0 }, [['organization', 'new'], ['service', 'new']]]);
    expect(await db.owner('select 1 from directory.proposal')).toEqual([]);
    const done = await as(steward, (ctx) => importFile(ctx, other(), SOURCE));
    expect(done.importId).not.toBeNull();
    expect(await as(actors.window, (ctx) => findServices(ctx, { text: 'comedor de prueba' }))).toEqual([]);
    expect(await as(steward, importsOf)).toMatchObject([{ fileName: 'otro.json', source: SOURCE.source, proposals: 2, waiting: 2, problemCount: 0 }]);
  });

  it('taken in again proposes nothing twice', async () => {
    expect((await as(colleague, (ctx) => importFile(ctx, other(), SOURCE))).counts).toMatchObject({ new: 0, waiting: 2 });
  });

  it('stands on a page of its own, organizations first, and not among the single proposals', async () => {
    const importId = (await as(steward, importsOf)).find((one) => one.proposals === 2)!.id;
    await db.owner(`insert into access.user_account (id, country, login, display_name, role, password_hash, created_at) values ($1, 'ZZ', 'directorio.otra.persona', $2, 'steward', 'x', now())`, [colleague.userId, colleague.displayName]);
    const page = await as(colleague, (ctx) => importPage(ctx, importId, 0));
    expect(page.proposals.map((p) => [p.kind, p.fresh, p.own, p.mayPublish])).toEqual([['organization', true, false, true], ['service', true, false, true]]);
    expect((await as(steward, (ctx) => importPage(ctx, importId, 0))).proposals.map((p) => [p.own, p.mayPublish])).toEqual([[true, false], [true, false]]);
    expect((await as(colleague, (ctx) => importPage(ctx, importId, 1))).proposals).toEqual([]);
    expect(await as(colleague, openProposals)).toEqual([]);
    await expect(as({ ...steward, country: 'HN' }, (ctx) => importPage(ctx, importId, 0))).rejects.toThrow('not-found');
  });

  it('is published by somebody else, first the organization and then its services', async () => {
    const rows = await db.owner<{ id: string; kind: string }>(`select id, kind from directory.proposal where state = 'waiting' order by kind`);
    const of = (kind: string) => rows.find((row) => row.kind === kind)!.id;
    const publishing = (actor: Actor, proposal: string) => as(actor, (ctx) => publish(ctx, proposal, { choices: {}, note: '' }));
    await expect(publishing(steward, of('organization'))).rejects.toThrow('directory.own-proposal');
    await expect(publishing(colleague, of('service'))).rejects.toThrow('directory.unknown-organization');
    await publishing(colleague, of('organization'));
    await publishing(colleague, of('service'));
    expect((await as(actors.window, (ctx) => findServices(ctx, { text: 'comedor de prueba' }))).map((s) => s.id)).toEqual([`hsds-${id('service')}`]);
    const changed = await as(steward, (ctx) => rehearseImport(ctx, other('Comedor renombrado'), SOURCE));
    expect([changed.counts, changed.entries]).toMatchObject([{ new: 0, changed: 1, same: 1 }, [{ effect: 'changed', changes: [{ field: 'nameEs', before: 'Comedor de prueba', after: 'Comedor renombrado' }] }]]);
  });

  it('says in the words of whoever asks where something is wrong', async () => {
    const wrong = jsonFile({ service: [{ id: id('bad'), organization_id: id('org'), name: 'Con teléfono malo', status: 'active', attributes: [{ value: 'food' }], phones: [{ number: 'llamar' }] }] });
    const es = await as(steward, (ctx) => rehearseImport(ctx, wrong, SOURCE));
    expect([es.counts.refused, es.problems]).toMatchObject([1, [{ file: 'otro.json', row: 1, column: 'phones[1].number', code: 'directory.not-a-phone', refuses: true }]]);
    const en = await as({ ...steward, locale: 'en' }, (ctx) => rehearseImport(ctx, wrong, SOURCE));
    expect(es.problems[0]!.message).not.toBe(en.problems[0]!.message);
    expect(en.problems[0]!.message).toMatch(/number/i);
  });

  it('makes nothing public that is secret here, and brings back nothing that was taken out of sight', async () => {
    const house = (await as(steward, (ctx) => entryPage(ctx, 'service', 'zz-safe-house'))).entry;
    const uuid = uuidOf('ZZ/service/zz-safe-house');
    const row = { id: uuid, organization_id: uuidOf(`ZZ/organization/${String(house['organizationId'])}`), name: 'Casa con otro nombre', status: 'active', attributes: [{ value: 'food' }] };
    for (const told of [row, { ...row, x_code: 'zz-safe-house', x_places: [{ reach: 'municipality', admin1: 'ZZ-02', admin2: 'ZZ-0202' }] }]) {
      const report = await as(steward, (ctx) => rehearseImport(ctx, jsonFile({ service: [told] }), SOURCE));
      const changes = report.entries.flatMap((e) => e.changes).map((c) => c.field);
      expect(['protectionOnly', 'confidentialLocation', 'places'].filter((field) => changes.includes(field))).toEqual([]);
    }
    await db.owner(`update directory.entry_state set listed = false where entry_id = 'zz-legal-desk'`);
    const file = await exportOf('json');
    const report = await as(steward, (ctx) => rehearseImport(ctx, file, SOURCE));
    expect([report.counts.unlisted, report.entries, report.problems.map((p) => p.code)]).toEqual([1, [], ['directory.import-unlisted']]);
    await db.owner(`update directory.entry_state set listed = true where entry_id = 'zz-legal-desk'`);
  });

  it('is held by the second wall alone: nobody else adds or reads an import', async () => {
    const add = (actor: Actor) => db.asActor(actor, (tx) => sql`insert into directory.exchange_import (id, country, file_name, content_hash, source, problems, problem_count, imported_by, imported_at)
      values (${crypto.randomUUID()}, 'ZZ', 'x', 'x', 'prueba', '[]', 0, ${actor.userId}, now())`.execute(tx));
    await expect(add(actors.provider)).rejects.toThrow(/row-level security/);
    await expect(add({ ...steward, country: 'HN' })).rejects.toThrow(/row-level security/);
    for (const actor of [actors.window, actors.provider, actors.nobody, { ...steward, country: 'HN' as const }]) {
      expect(await db.asActor(actor, (tx) => sql`select id from directory.exchange_import`.execute(tx))).toMatchObject({ rows: [] });
    }
  });

  it('that closes a circle of organizations together with what stands is refused, also when it is published later', async () => {
    const page = await as(steward, (ctx) => entryPage(ctx, 'organization', 'zz-clinic'));
    await db.owner(`update directory.organization set entry = entry || '{"parent":"zz-clinic"}' where id = 'zz-training'`);
    const entry: Entry = { ...page.entry, parent: 'zz-training' };
    const { propose } = await import('./service/proposals.ts');
    await expect(as(steward, (ctx) => propose(ctx, { kind: 'organization', entryId: 'zz-clinic', baseVersion: page.line.version, entry, listed: true, successorId: null, confirms: false, reason: 'x', evidence: { kind: 'call', text: '' } }))).rejects.toThrow('directory.parent-circle');
  });
});
