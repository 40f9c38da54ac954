import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTellTale, loadDirectory } from '#directory';
import { loadOffices } from '#access';
import { systemActor } from '#kernel/actor';
import type { CountryCode } from '#kernel/codes';
import { inContext, type House } from '#platform/context';
import { openPacks } from '#platform/country';
import { fieldCipher } from '#platform/secrets';
import { portalRoutes } from '../../src/apps/portal/portal.tsx';
import { directorySlice } from '#directory';
import { testDatabase, TEST_NOW, type TestDatabase } from '../support/database.ts';

/** The portal over the real country packs: every service page and every family, in both languages. */

const COUNTRIES: readonly CountryCode[] = ['MX', 'SV', 'GT', 'HN'];
const FAMILIES = ['reception', 'identity', 'employment', 'enterprise', 'education', 'health', 'housing', 'finance', 'legal', 'family', 'protection', 'psychosocial', 'case', 'community'];

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
    Buffer.byteLength(body) > 30_000 && `${Buffer.byteLength(body)} bytes`,
    isTellTale(body) && `tell-tale: ${/.{30}(deport|repatriad|repatriated|expuls|removal|retornad|devuelt).{30}/is.exec(body)?.[0]}`,
    /<script/i.test(body) && 'script',
    /portal\./.test(body) && 'text key',
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

  it('shows every public service in neutral words with its year and sources', async () => {
    const { services } = house.packs.get(country)!.slice(directorySlice);
    for (const service of services.filter((s) => !s.protectionOnly)) {
      for (const lang of ['', '?lang=en']) {
        const page = await look(`${root}/servicio/${service.id}${lang}`);
        expect(page).toContain(String(service.asOf));
        expect(page).not.toMatch(/<h1>(Servicio|Service|)<\/h1>/);
      }
    }
    expect(faults).toEqual([]);
  }, 60_000);
});
