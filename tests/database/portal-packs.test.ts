import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTellTale, loadDirectory } from '#directory';
import { loadOffices } from '#access';
import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { inContext, type House } from '#platform/context';
import { openPacks } from '#platform/country';
import { fieldCipher } from '#platform/secrets';
import pageScript from '../../src/apps/portal/offline/page.ts?raw';
import { portalRoutes } from '../../src/apps/portal/portal.tsx';
import { directorySlice, publicId, rightCards } from '#directory';
import { testDatabase, TEST_NOW, type TestDatabase } from '../support/database.ts';

/** The portal over the real country packs: every service page and every family, in both languages. */

const COUNTRIES: readonly CountryCode[] = ['MX', 'SV', 'GT', 'HN'];
const FAMILIES = ['reception', 'identity', 'employment', 'enterprise', 'education', 'health', 'housing', 'finance', 'legal', 'family', 'protection', 'psychosocial', 'case', 'community'];

/** As they are written; what is served is smaller. */
const STYLE_AND_SCRIPT = Buffer.byteLength(readFileSync(new URL('../../src/modules/directory/portal-screens/portal.css', import.meta.url))) + Buffer.byteLength(pageScript);
let db: TestDatabase;
let app: FastifyInstance;
let house: House;
const faults: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  house = { database: db.database, packs: openPacks(COUNTRIES), subscriptions: [], cipher: fieldCipher('only for tests') };
  for (const country of COUNTRIES) {
    await inContext(house, { actor: systemActor(country), purpose: 'administration', now: TEST_NOW }, async (ctx) => {
      await loadOffices(ctx);
      await loadDirectory(ctx);
    });
  }
  app = Fastify();
  portalRoutes(app, { house, clock: { now: () => TEST_NOW }, log: { error: (fields) => faults.push(String((fields as { error: unknown }).error)) } });
}, 60_000);
afterAll(async () => {
  await app.close();
  await db.close();
});

async function look(url: string): Promise<string> {
  const { body } = await app.inject({ method: 'GET', url });
  const faultsOf = [
    // Over the wire, uncompressed, with style and script.
    Buffer.byteLength(body) + STYLE_AND_SCRIPT > 30_000 && `${Buffer.byteLength(body)} bytes`,
    isTellTale(body) && `tell-tale: ${/.{30}(deport|repatriad|repatriated|expuls|removal|retornad|devuelt).{30}/is.exec(body)?.[0]}`,
    /<script(?! src="\/portal-[0-9a-f]+\.js" defer="">)/i.test(body) && 'script',
    /portal\./.test(body) && 'text key',
    // A name is said once, and nothing stands empty where there is nobody to name.
    /<h[12]>(?:<a [^>]*>)?([^<]+)(?:<\/a>)?<\/h[12]><p class="(?:by|lead)">(?:\1)?<\/p>/.exec(body)?.[0],
  ].filter(Boolean);
  expect({ url, faults: faultsOf }).toEqual({ url, faults: [] });
  return body;
}

describe.each(COUNTRIES)('the portal of %s', (country) => {
  const root = `/${country.toLowerCase()}`;

  it('shows the start page and every family in both languages, small and neutral', async () => {
    const place = house.packs.get(country)!.places.all()[0]!;
    for (const lang of ['', '&lang=en']) {
      await look(`${root}?x=1${lang}`);
      for (const family of FAMILIES) {
        await look(`${root}/ayuda?f=${family}&m=${place.id}${lang}`);
        await look(`${root}/imprimir?f=${family}&d=${place.admin1}${lang}`);
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('shows what the law gives, each public card in both languages with its instrument', async () => {
    for (const lang of ['', '?lang=en']) {
      const list = await look(`${root}/derechos${lang}`);
      for (const card of rightCards(house.packs.get(country)!)) {
        const shown = card.kind !== 'background';
        expect([card.id, list.includes(`/derechos/${card.id}`)]).toEqual([card.id, shown]);
        if (shown) await look(`${root}/derechos/${card.id}${lang}`);
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('never says where a secret place is, nor how far, nor by where it is found', async () => {
    const pack = house.packs.get(country)!;
    const secret = pack.slice(directorySlice).services.filter((s) => s.confidentialLocation && !s.protectionOnly && s.matchable);
    const near = pack.places.admin1.map((a) => pack.places.all().find((p) => p.admin1 === a.id)!);
    for (const service of secret) {
      const departments = service.places.flatMap((p) => (p.admin1 === null ? [] : [pack.places.admin1Get(p.admin1)!.name]));
      const own = await look(`${root}/servicio/${publicId(service.id)}?m=${near[0]!.id}`);
      expect(departments.filter((name) => name !== pack.info.name.es && own.includes(name))).toEqual([]);
      expect(own).not.toMatch(/kilómetros|en su municipio/);
      for (const place of near) {
        for (const where of [`m=${place.id}`, `d=${place.admin1}`]) {
          const all = [await look(`${root}/imprimir?f=protection&${where}`), await look(`${root}/imprimir?f=psychosocial&${where}`)].join('');
          const card = all.split('<article').find((part) => part.includes(service.nameEs)) ?? '';
          expect([service.id, where, card !== '']).toEqual([service.id, where, true]);
          expect(card).not.toMatch(/kilómetros|en su municipio|pasaje/);
        }
      }
    }
  }, 120_000);

  it('names every paper of a person neutrally, on the page of papers and among the questions', async () => {
    for (const lang of ['', '?lang=en']) {
      const [papers, start] = [await look(`${root}/papeles${lang}`), await look(`${root}${lang}`)];
      const asked = [...start.matchAll(/name="papel" value="([^"]+)"/g)].map((m) => m[1]!);
      expect(asked.length).toBeGreaterThan(1);
      expect(asked.filter((id) => isTellTale(id))).toEqual([]);
      const names = [...start.matchAll(/name="papel"[^>]*>([^<]+)</g)].map((m) => m[1]!.trim());
      expect([names.length, new Set(names).size]).toEqual([asked.length, asked.length]);
      expect(papers).not.toMatch(/<dt[^>]*><\/dt>/);
      for (const wanted of asked) await look(`${root}/papeles?para=${wanted}&papel=${asked[0]}${lang.replace('?', '&')}`);
    }
  });

  it('shows the same services, cards and places in both languages', async () => {
    const where = (page: string): string[] => [...page.matchAll(/href="(\/[a-z]{2}\/(?:servicio|derechos|mapa|guia)\/[^"?]+)/g)].map((m) => m[1]!).sort();
    for (const page of ['/guia', ...FAMILIES.map((family) => `/guia/${family}`), '/mapa', '/derechos', ...FAMILIES.map((family) => `/imprimir?f=${family}`)]) {
      const [spanish, english] = await Promise.all(['', `${page.includes('?') ? '&' : '?'}lang=en`].map(async (lang) => (await app.inject({ method: 'GET', url: `${root}${page}${lang}` })).body));
      expect([page, where(english!)]).toEqual([page, where(spanish!)]);
      const entries = (html: string): string[] => [...html.matchAll(/class="card entry" id="([^"]+)"/g)].map((m) => m[1]!).sort();
      expect([page, entries(english!)]).toEqual([page, entries(spanish!)]);
    }
  }, 60_000);

  it('gives a phone few pages to keep, the same for every reader, and less than 250 KB of them', async () => {
    for (const lang of ['', '?lang=en']) {
      const { pages } = (await app.inject({ method: 'GET', url: `${root}/guardar${lang}` })).json<{ pages: string[] }>();
      expect(pages.filter((page) => new URL(page, 'https://portal.example').searchParams.keys().some((key) => key !== 'lang'))).toEqual([]);
      let bytes = 0;
      for (const page of pages) bytes += Buffer.byteLength(page.startsWith(root) ? await look(page) : (await app.inject({ method: 'GET', url: page })).body);
      expect([country, bytes > 50_000, bytes < 250_000]).toEqual([country, true, true]);
    }
    expect(faults).toEqual([]);
  }, 60_000);

  it('draws the country and every department, with a list that says the same', async () => {
    const departments = house.packs.get(country)!.places.admin1.map((a) => `/${a.id}`);
    for (const place of ['', ...departments]) {
      for (const lang of ['', '?lang=en']) {
        const page = await look(`${root}/mapa${place}${lang}`);
        expect(page).toContain('<svg class="map"');
        const numbers = [...page.matchAll(/<text[^>]*>(\d+)<\/text>/g)].map((m) => Number(m[1])).sort();
        const listed = [...page.matchAll(/· (?:<!-- -->)?(\d+) servic/g)].map((m) => Number(m[1])).sort();
        expect([place, numbers]).toEqual([place, listed]);
      }
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('shows every public service in neutral words with its year and sources', async () => {
    const { services } = house.packs.get(country)!.slice(directorySlice);
    for (const service of services.filter((s) => !s.protectionOnly)) {
      for (const lang of ['', '?lang=en']) {
        const page = await look(`${root}/servicio/${publicId(service.id)}${lang}`);
        expect(page).toContain(String(service.asOf));
        expect(page).not.toMatch(/<h1>(Servicio|Service|)<\/h1>/);
        await look(`${root}/servicio/${publicId(service.id)}/aviso${lang}`);
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);
});
