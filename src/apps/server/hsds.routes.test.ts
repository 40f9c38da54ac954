import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { fieldCipher } from '#platform/secrets';
import { hsdsFaults, hsdsFixture } from '../../../tests/support/hsds.ts';
import { samplelandPack, testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { mountHsds } from './hsds.ts';

let db: TestDatabase;
let app: FastifyInstance;
const faults: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
  app = Fastify({ routerOptions: { maxParamLength: 200 } });
  mountHsds(app, {
    house: { database: db.database, packs: new Map([['ZZ', samplelandPack()]]), subscriptions: [], cipher: fieldCipher('only for tests') },
    clock: { now: () => TEST_NOW }, publicUrl: 'https://ventanilla.example',
    log: { error: (fields) => faults.push(String((fields as { error: unknown }).error)) },
  });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

interface Row { readonly [field: string]: unknown; readonly id: string; readonly name: string }
interface Listed { readonly total_items: number; readonly total_pages: number; readonly page_number: number; readonly size: number; readonly first_page: boolean; readonly last_page: boolean; readonly empty: boolean; readonly contents: Row[] }

const get = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await app.inject({ method: 'GET', url: `/hsds/zz/${path}`, headers });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body };
};
const list = async (path: string): Promise<Listed> => {
  const { status, text } = await get(path);
  expect([status, faults]).toEqual([200, []]);
  return JSON.parse(text) as Listed;
};
const one = async (path: string): Promise<Row> => JSON.parse((await get(path)).text) as Row;
const codes = (page: Listed): unknown[] => page.contents.map((row) => row['x_code']);

const LISTS = ['services', 'organizations', 'taxonomies', 'taxonomy_terms', 'service_at_locations'] as const;
const KIND = { services: 'service', organizations: 'organization', taxonomies: 'taxonomy', taxonomy_terms: 'taxonomy_term', service_at_locations: 'service_at_location' } as const;

describe('the public directory for other systems', () => {
  it('says its version and where its profile and its description are', async () => {
    expect(await one('')).toEqual({ version: '3.1', profile: 'https://ventanilla.example/hsds/profile', openapi_url: 'https://ventanilla.example/hsds/zz/openapi.json' });
    const root = JSON.parse((await app.inject({ url: '/hsds/' })).body) as Record<string, unknown>;
    expect(root['x_countries']).toEqual([{ country: 'ZZ', name: expect.any(String) as string, url: 'https://ventanilla.example/hsds/zz/' }]);
    expect(Object.keys(JSON.parse((await app.inject({ url: '/hsds/profile' })).body) as object)).toContain('service.json');
  });

  it('has every path and parameter of the specification', async () => {
    interface Described { readonly paths: Record<string, Record<string, { readonly parameters?: readonly { readonly $ref?: string; readonly name?: string }[] }>> }
    const ours = (await one('openapi.json')) as unknown as Described;
    const theirs = hsdsFixture('openapi.json') as unknown as Described;
    const parametersOf = (described: Described, path: string) => (described.paths[path]?.['get']?.parameters ?? []).map((p) => p.name ?? p.$ref?.split('/').at(-1));
    for (const path of Object.keys(theirs.paths)) {
      expect([path, Object.keys(ours.paths)]).toEqual([path, expect.arrayContaining([path]) as string[]]);
      if (!path.includes('{')) expect(parametersOf(ours, path)).toEqual(expect.arrayContaining(parametersOf(theirs, path)));
    }
  });

  it.each(LISTS)('%s: every object is valid in its list, in full, and alone', async (name) => {
    for (const query of ['', '&full=true', '&minimal=true', '&full_service=true']) {
      const page = await list(`${name}?per_page=500${query}`);
      expect(page.contents.length).toBeGreaterThan(0);
      for (const row of page.contents) expect(hsdsFaults(KIND[name], row)).toEqual([]);
      if (name === 'services' && query === '') for (const row of page.contents) expect(hsdsFaults('service_list', row)).toEqual([]);
    }
    const { contents } = await list(`${name}?per_page=500`);
    for (const row of contents) {
      const alone = await one(`${name}/${row.id}`);
      expect([alone.id, hsdsFaults(KIND[name], alone)]).toEqual([row.id, []]);
    }
  });

  it('pages without gaps or repetitions, and says where it is', async () => {
    const all = await list('services?per_page=500');
    const pages = await Promise.all([1, 2, 3, 4].map((page) => list(`services?per_page=5&page=${page}`)));
    expect(pages.flatMap((page) => page.contents.map((row) => row.id))).toEqual(all.contents.map((row) => row.id));
    expect(pages).toEqual([1, 2, 3, 4].map((page) => ({
      total_items: 16, total_pages: 4, page_number: page, size: page === 4 ? 1 : 5, first_page: page === 1, last_page: page === 4, empty: false, contents: pages[page - 1]!.contents,
    })));
    expect(await list('services?page=99')).toMatchObject({ empty: true, size: 0, last_page: true });
  });

  it('gives lines to whoever asks for lines', async () => {
    const { text, headers } = await get('services?format=ndjson&per_page=500');
    expect(headers['content-type']).toContain('application/x-ndjson');
    expect(text.trim().split('\n').map((line) => (JSON.parse(line) as Row)['x_code'])).toEqual(codes(await list('services?per_page=500')));
  });

  it('answers the twin by POST as by GET', async () => {
    const twin = await app.inject({ method: 'POST', url: '/hsds/zz/services?search=legal' });
    expect([twin.statusCode, twin.body]).toEqual([200, (await get('services?search=legal')).text]);
  });
});

describe('asking for part of it', () => {
  it('by words, organization, kind of service and its family, all together', async () => {
    const found = await list('services?search=asesoria%20legal');
    expect(codes(found)).toEqual(['zz-legal-desk']);
    const [desk] = found.contents;
    const full = await one(`services/${desk!.id}`);
    const term = (full['attributes'] as { taxonomy_term: { id: string; parent_id: string }; taxonomy_term_id: string }[])[0]!;
    expect(codes(await list(`services?taxonomy_term_id=${term.taxonomy_term_id}`))).toContain('zz-legal-desk');
    expect(codes(await list(`services?taxonomy_term_id=${term.taxonomy_term.parent_id}`))).toContain('zz-legal-desk');
    expect(codes(await list(`services?organization_id=${String(full['organization_id'])}`))).toContain('zz-legal-desk');
    expect(codes(await list(`services?search=legal&organization_id=${full.id}`))).toEqual([]);
    expect((await list('services?taxonomy_id=another')).empty).toBe(true);
    expect((await list(`organizations?taxonomy_term_id=${term.taxonomy_term_id}`)).contents.map((row) => row.id)).toContain(full['organization_id']);
  });

  it('by what changed since a day', async () => {
    expect((await list('services?modified_after=2000-01-01')).total_items).toBe(16);
    expect((await list('services?modified_after=2999-01-01T00:00:00Z')).total_items).toBe(0);
  });

  it('by terms above and below', async () => {
    const top = await list('taxonomy_terms?top_only=true&per_page=500');
    expect(top.contents.every((row) => row['parent_id'] === undefined)).toBe(true);
    const below = await list(`taxonomy_terms?parent_id=${top.contents[0]!.id}&per_page=500`);
    expect(below.contents.length).toBeGreaterThan(0);
    expect(below.contents.every((row) => row['parent_id'] === top.contents[0]!.id)).toBe(true);
  });

  it('near a municipality, whose code stands for a postcode', async () => {
    const admin2 = (page: Listed) => page.contents.map((row) => (row['location'] as Row)['x_admin2']);
    expect(new Set(admin2(await list('service_at_locations?postcode=ZZ-0101&per_page=500')))).toEqual(new Set(['ZZ-0101']));
    expect((await list('service_at_locations?postcode=ZZ-0101&proximity=2000000&per_page=500')).total_items).toBeGreaterThan(1);
    expect((await list('service_at_locations?postcode=99999')).empty).toBe(true);
  });

  it.each(['services?page=0', 'services?per_page=100000', 'services?format=xml', 'services?modified_after=yesterday', 'services?page=x'])('refuses %s with a sentence', async (path) => {
    const { status, text } = await get(path);
    expect([status, (JSON.parse(text) as { error: { message: string } }).error.message.length > 5]).toEqual([400, true]);
  });

  it.each(['services/none', 'services/00000000-0000-5000-8000-000000000000', 'constructor', '__proto__', 'organizations/constructor'])('knows no %s', async (path) => {
    expect((await get(path)).status).toBe(404);
    expect(faults).toEqual([]);
  });

  it('serves no country that is not there', async () => {
    expect((await app.inject({ url: '/hsds/mx/services' })).statusCode).toBe(404);
  });
});

describe('what nobody may know', () => {
  it('protected services are in no answer', async () => {
    const everything = (await Promise.all(LISTS.flatMap((name) => ['', '&full=true', '&full_service=true'].map((q) => get(`${name}?per_page=500${q}`))))).map((a) => a.text).join('');
    expect(['zz-safe-house', 'Casa segura', 'Safe house'].filter((words) => everything.includes(words))).toEqual([]);
  });

  it('a service whose place is secret has no location, no area, and no number but that of the intake', async () => {
    await db.owner(`update directory.service set protection_only = false, entry = entry || '{"phones":[{"number":"+000 777","extension":null,"kind":"voice","intake":true,"languages":[],"note":null}]}' where id = 'zz-safe-house'`);
    await db.owner('update directory.version set version = version + 1');
    const [house] = (await list('services?search=casa%20segura&full=true')).contents;
    expect(house?.['phones']).toMatchObject([{ number: '+000 777', x_intake: true }]);
    expect(JSON.stringify(house)).not.toMatch(/ZZ-02|Valle Central|service_at_locations|service_areas"|x_places/);
    expect((await get('service_at_locations?per_page=500&full=true')).text).not.toContain('zz-safe-house');
    await db.owner(`update directory.service set protection_only = true where id = 'zz-safe-house'`);
    await db.owner('update directory.version set version = version + 1');
    expect((await list('services?search=casa%20segura')).empty).toBe(true);
  });
});

describe('the whole directory as one file', () => {
  it.each([['zip', 'application/zip', 'PK'], ['json', 'application/json; charset=utf-8', '{']] as const)('is there as %s, with a name, and is not sent twice', async (format, type, begin) => {
    const { status, headers, text } = await get(`export.${format}`);
    expect([status, headers['content-type'], text.slice(0, begin.length)]).toEqual([200, type, begin]);
    expect(headers['content-disposition']).toMatch(new RegExp(`filename="directory-zz-[0-9-]{10}\\.${format}"`));
    expect((await get(`export.${format}`, { 'if-none-match': String(headers['etag']) })).status).toBe(304);
    if (format === 'json') expect(text).not.toMatch(/zz-safe-house|Casa segura/);
  });
});

describe('keeping answers', () => {
  it('is allowed for minutes, and an answer that has not changed is not sent again', async () => {
    const first = await get('services');
    expect(first.headers['cache-control']).toContain('public, max-age=300');
    expect(first.headers['set-cookie']).toBeUndefined();
    const tag = String(first.headers['etag']);
    expect((await get('services', { 'if-none-match': tag })).status).toBe(304);
    await db.owner(`update directory.service set entry = entry || '{"nameEs":"Otro nombre"}' where id = 'zz-women-group'`);
    await db.owner('update directory.version set version = version + 1');
    expect((await get('services', { 'if-none-match': tag })).status).toBe(200);
  });

  it('does not tell that something changed which nobody may know of', async () => {
    const [before, file] = [await get('services'), await get('export.json')];
    await db.owner(`update directory.service set entry = entry || '{"nameEs":"Casa nueva"}' where id = 'zz-safe-house'`);
    await db.owner('update directory.version set version = version + 1');
    expect([(await get('services')).headers['etag'], (await get('export.json')).headers['etag']]).toEqual([before.headers['etag'], file.headers['etag']]);
  });
});
