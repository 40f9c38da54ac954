import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTellTale, loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { openPack } from '#platform/country';
import { samplelandPack, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { portalOver } from '../../../tests/support/portal.ts';

/** A made-up directory that says all that an entry can say: hours, cost, languages, a route, a secret place, a name that tells. */

const root = mkdtempSync(join(tmpdir(), 'told-'));
const folder = join(root, 'sampleland');
let db: TestDatabase;
let app: FastifyInstance;

interface Entry { id: string; places: Record<string, unknown>[]; [field: string]: unknown }

const WORKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR'];
const PLACES = [
  { name: 'Casa azul', address: { street: 'Calle 1' }, directions: 'Frente al mercado', accessibility: ['Rampa'], schedules: [{ days: WORKDAYS, opens: '08:00', closes: '12:00' }] },
  { schedules: [{ days: ['MO', 'TU'], opens: '10:00', closes: '16:00' }] },
];

function writePack(): void {
  cpSync(samplelandPack().folder, folder, { recursive: true });
  const file = join(folder, 'directory.json');
  const directory = JSON.parse(readFileSync(file, 'utf8')) as { services: Entry[]; documents: Record<string, unknown>[] };
  const desk = directory.services.find(({ id }) => id === 'zz-legal-desk')!;
  const quiet = { ...desk, programmeName: null, phones: [] };
  Object.assign(desk, {
    places: desk.places.map((place, n) => ({ ...place, ...PLACES[n] })), free: true, languages: ['spa', 'quc'], modality: ['place', 'phone'], waitingList: true, waitDays: 3,
    phones: [{ number: '+000 0000 0001', extension: 12 }, { number: '+000 0000 0009', intake: true, note: 'De noche' }], urls: [{ url: 'https://desk.example/', label: null }],
    descriptionEs: 'Ayuda con trámites.',
  });
  directory.services.push(
    { ...quiet, id: 'zz-brigade', nameEs: 'Brigada de papeles', nameEn: 'Papers brigade', modality: ['mobile_team'], costs: [{ amount: 50, currency: 'USD' }],
      places: [], route: [{ admin1: 'ZZ-03', admin2: 'ZZ-0303' }, { admin1: 'ZZ-01', admin2: 'ZZ-0102', schedules: [{ days: ['WE'], opens: '09:00', closes: '11:00' }] }] },
    { ...quiet, id: 'zz-quiet-house', nameEs: 'Casa tranquila', nameEn: 'Quiet house', serviceTypes: ['protection_shelter'], confidentialLocation: true, modality: ['place', 'phone'], free: true,
      waitingList: true, schedules: [{ days: ['MO'], opens: '08:00', closes: '09:00' }], phones: [{ number: '+000 0000 0007', intake: true }],
      places: [{ reach: 'department', admin1: 'ZZ-03', admin2: null, note: null, confidential: true, schedules: [{ days: ['SU'], opens: '01:00', closes: '02:00' }] }] },
    { ...quiet, id: 'zz-constancia-repatriacion', nameEs: 'Constancia de repatriación', nameEn: 'Certificate of repatriation', requiredDocuments: ['zz-carta-deportacion'] },
  );
  directory.documents.push({ ...directory.documents[0], id: 'zz-carta-deportacion', nameEs: 'Constancia de repatriación', nameEn: 'Certificate of repatriation' });
  writeFileSync(file, JSON.stringify(directory));
}

beforeAll(async () => {
  writePack();
  db = await testDatabase();
  const pack = openPack(folder);
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory({ ...ctx, pack }));
  app = portalOver(db, { pack });
});
afterAll(async () => {
  await app.close();
  await db.close();
  rmSync(root, { recursive: true });
});

const page = async (url: string): Promise<string> => (await app.inject({ method: 'GET', url })).body;
const text = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/[\s ]+/g, ' ');

describe('the page of a service', () => {
  it('says hours of each place, cost, languages, how it is had, waiting, the way in words, and every number to tap', async () => {
    const html = await page('/zz/servicio/zz-legal-desk');
    for (const words of [
      'En Casa azul:', 'Lunes a viernes: de 8:00 a 12:00.', 'Lunes y martes: de 10:00 a 16:00.', 'Es gratis.', 'Español, quiché', 'Yendo al lugar.', 'Por teléfono.',
      'Hay lista de espera.', 'unos 3 días', 'Casa azul: Calle 1. Frente al mercado', 'Rampa', 'De noche', 'Ayuda con trámites.',
    ]) expect(text(html)).toContain(words);
    // The number of the intake comes first; an extension is dialled after the number.
    expect([...html.matchAll(/href="(tel:[^"]+)"/g)].map((m) => m[1])).toEqual(['tel:+00000000009', 'tel:+00000000001;ext=12']);
    expect(html).toContain('<a href="https://desk.example/" rel="noreferrer nofollow">');
    expect(text(await page('/zz/servicio/zz-legal-desk?lang=en'))).toContain('Monday to Friday: 8:00 AM to 12:00 PM.');
  });

  it('on a card, hours of two places add up', async () => {
    const html = text(await page('/zz/imprimir?f=legal&m=ZZ-0101'));
    for (const words of ['Lunes y martes: de 8:00 a 16:00.', 'Miércoles a viernes: de 8:00 a 12:00.', 'Es gratis.']) expect(html).toContain(words);
    expect(text(await page('/zz/guia/legal'))).toContain('Lunes y martes: de 8:00 a 16:00.');
  });

  it('says where a team stops and when, the department of the search first', async () => {
    const html = text(await page('/zz/servicio/zz-brigade?m=ZZ-0101'));
    expect(html).toContain('Un equipo va a su comunidad.');
    expect(html).toMatch(/Playa Honda: Miércoles: de 9:00 a 11:00\..*Por dónde pasa|Por dónde pasa.*Playa Honda: Miércoles: de 9:00 a 11:00\./);
    expect(html).toMatch(/Cuesta USD 50\.|Cuesta 50 USD\./);
  });

  it('of a secret place shows the phone of its intake and nothing by which it is found or watched', async () => {
    for (const url of ['/zz/servicio/zz-quiet-house?m=ZZ-0303', '/zz/imprimir?f=protection&m=ZZ-0303', '/zz/guia/protection']) {
      const html = await page(url);
      const card = url.includes('servicio') ? html : (html.split('<article').find((part) => part.includes('Casa tranquila')) ?? '');
      expect([url, card.includes('tel:+00000000007')]).toEqual([url, true]);
      expect(text(card)).not.toMatch(/8:00|1:00|espera|Yendo al lugar|kilómetros|Granada|Costa|Valle|Sierra/);
    }
  });
});

describe('names that tell how somebody came back', () => {
  it('stand on no page, in no address, and the service and the paper are found all the same', async () => {
    const urls = ['/zz', '/zz/ayuda?f=legal&m=ZZ-0101', '/zz/imprimir?f=legal&m=ZZ-0101', '/zz/guia/legal', '/zz/papeles', '/zz/mapa/ZZ-01?f=legal'];
    for (const url of urls) for (const lang of ['', `${url.includes('?') ? '&' : '?'}lang=en`]) expect([url, isTellTale(await page(url + lang))]).toEqual([url, false]);
    const list = await page('/zz/imprimir?f=legal&m=ZZ-0101');
    expect(list).toContain('Constancia de llegada');
    const address = /href="(\/zz\/servicio\/zz-[0-9a-f]{10})[?"]/.exec(await page('/zz/mapa/ZZ-01?f=legal'))?.[1] ?? '';
    const own = await page(address);
    expect(own).toContain('<h1>Constancia de llegada</h1>');
    expect([isTellTale(own), isTellTale(await page(`${address}/aviso`))]).toEqual([false, false]);
    expect((await app.inject({ method: 'GET', url: '/zz/servicio/zz-constancia-repatriacion' })).statusCode).toBe(404);
    expect(isTellTale(await page('/zz/servicio/zz-constancia-repatriacion'))).toBe(false);
    const paper = /value="(zz-[0-9a-f]{10})"/.exec(await page('/zz'))?.[1] ?? '';
    expect(await page(`/zz/imprimir?f=legal&m=ZZ-0101&papel=${paper}`)).toContain('Constancia de llegada (ya lo tiene)');
  });
});

describe('a link to share', () => {
  it('names the place that was found and never the words that were typed', async () => {
    const link = /href="([^"]+)">Enlace para compartir/.exec(await page('/zz/ayuda?f=legal&lugar=puerto+alba&edad=30'))?.[1]?.replaceAll('&amp;', '&');
    expect(link).toBe('/zz/ayuda?f=legal&m=ZZ-0101');
    const own = /href="([^"]+)">Enlace para compartir/.exec(await page('/zz/servicio/zz-legal-desk?f=legal&m=ZZ-0101&edad=30&sexo=F&papel=zz-id-card'))?.[1]?.replaceAll('&amp;', '&');
    expect(own).toBe('/zz/servicio/zz-legal-desk?f=legal&m=ZZ-0101');
  });
});
