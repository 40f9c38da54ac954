import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTellTale, loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { fieldCipher } from '#platform/secrets';
import { samplelandPack, testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { portalRoutes } from './portal.tsx';

let db: TestDatabase;
let app: FastifyInstance;
const faults: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
  app = Fastify();
  portalRoutes(app, {
    house: { database: db.database, packs: new Map([['ZZ', samplelandPack()]]), subscriptions: [], cipher: fieldCipher('only for tests') },
    clock: { now: () => TEST_NOW },
    log: { error: (fields) => faults.push(String((fields as { error: unknown }).error)) },
  });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const get = async (url: string) => {
  const answer = await app.inject({ method: 'GET', url });
  return { status: answer.statusCode, html: answer.body, headers: answer.headers };
};

const PAGES = [
  '/zz', '/zz?lang=en', '/zz/ayuda?f=employment&lugar=Puerto+Alba', '/zz/ayuda?f=legal&m=ZZ-0201&lang=en', '/zz/ayuda?f=protection&d=ZZ-01',
  '/zz/servicio/zz-legal-desk', '/zz/servicio/zz-youth-trades?lang=en', '/zz/imprimir?f=employment&m=ZZ-0101', '/zz/servicio/nothing', '/zz/ayuda',
];

describe('every public page', () => {
  it.each(PAGES)('%s is small, without script or cookie, with a quick exit, and tells nothing about its reader', async (url) => {
    const { html, headers } = await get(url);
    expect(faults).toEqual([]);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    expect(html).not.toMatch(/<script|javascript:|\son[a-z]+=|<style|style="/i);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
    expect(html).toContain('class="exit"');
    expect(isTellTale(html)).toBe(false);
    // A key without a sentence would show as itself.
    expect(html).not.toMatch(/portal\./);
  });
});

describe('finding help without an account', () => {
  it('asks what is needed, where to, and a few questions that may stay blank', async () => {
    const { html } = await get('/zz');
    expect(html).toContain('¿Qué necesita?');
    expect(html).toContain('name="lugar"');
    expect(html).toContain('Sierra Alta');
    expect(html).toContain('Cédula de Muestra');
  });

  it('finds services by need and by a municipality typed without accents', async () => {
    const { status, html } = await get('/zz/ayuda?f=legal&lugar=puerto+alba');
    expect(status).toBe(200);
    expect(html).toContain('Cerca de Puerto Alba, Costa Norte');
    expect(html).toContain('Asesoría legal');
    expect(html).toContain('Información del año 2021');
    expect(html).toContain('No piden papeles');
    expect(html).toContain('href="tel:+00000000001"');
  });

  it('asks which place is meant when several bear the name or it is misspelt', async () => {
    const { html } = await get('/zz/ayuda?f=legal&lugar=San+Miguelito');
    expect(html).toContain('¿Cuál de estos lugares es?');
    expect(html).toContain('San Miguelito, Costa Norte');
    expect(html).toContain('San Miguelito, Valle Central');
    expect((await get('/zz/ayuda?f=legal&lugar=San')).html).toContain('San Miguelito, Valle Central');
    expect((await get('/zz/ayuda?f=legal&lugar=Ciudad+Mustra')).html).toContain('Ciudad Muestra, Valle Central');
  });

  it('uses age and English when the person says them, and says so', async () => {
    const without = await get('/zz/ayuda?f=employment&m=ZZ-0201');
    const withAnswers = await get('/zz/ayuda?f=employment&m=ZZ-0201&edad=22&ingles=1');
    expect(without.html).toContain('Piden saber inglés.');
    expect(withAnswers.html).toContain('Usted habla inglés.');
    expect(withAnswers.html).toContain('Parece que es para usted');
  });

  it('takes the chosen need as said: who asks for a business wants one', async () => {
    const { html } = await get('/zz/ayuda?f=enterprise&m=ZZ-0101&edad=30');
    expect(html).toContain('Capital semilla');
    expect(html).not.toContain('Es para quien quiere poner un negocio.');
  });

  it('never shows a protected service, nor a closed one, nor its page', async () => {
    const { html } = await get('/zz/ayuda?f=protection&m=ZZ-0203&sexo=F');
    expect(html).not.toContain('Casa segura');
    expect(html).toContain('Hay lugares seguros que no aparecen aquí');
    expect((await get('/zz/servicio/zz-safe-house')).status).toBe(404);
    expect((await get('/zz/ayuda?f=reception&m=ZZ-0101')).html).not.toContain('Comedor');
  });

  it('answers in English by one link, and keeps the answers', async () => {
    const { html } = await get('/zz/ayuda?f=legal&m=ZZ-0101');
    const link = /href="([^"]+)" lang="en"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const english = await get(link);
    expect(english.html).toContain('<html lang="en">');
    expect(english.html).toContain('Legal advice');
    expect(english.html).toContain('Near Puerto Alba');
  });
});

describe('input of any quality', () => {
  it('gets a clear page for a country, page or service that does not exist', async () => {
    for (const url of ['/xx', '/zz/otra', '/zz/servicio/%3Cscript%3E', '/no/such/page']) {
      const { status, html } = await get(url);
      expect([url, status]).toEqual([url, 404]);
      expect(html).toContain('Esta página no existe');
    }
  });

  it('says that a place is unknown and shows what holds everywhere', async () => {
    for (const url of ['/zz/ayuda?f=employment&m=ZZ-9999', '/zz/ayuda?f=employment&d=ZZ-77', '/zz/ayuda?f=employment&lugar=Xyzzy']) {
      const { status, html } = await get(url);
      expect(status).toBe(200);
      expect(html).toContain('No encontramos ese lugar');
    }
  });

  it('escapes what was typed and survives hostile queries', async () => {
    const attack = encodeURIComponent('"><script>alert(1)</script>');
    for (const url of [`/zz?lugar=${attack}`, `/zz/ayuda?f=${attack}&lugar=${attack}&m=${attack}&edad=${attack}&papel=${attack}`, '/zz/ayuda?f[]=legal&f[]=x&edad=-1&p=99999', `/zz/ayuda?f=legal&lugar=${'a'.repeat(500)}`]) {
      const { status, html } = await get(url);
      expect(status).toBe(200);
      expect(html).not.toContain('<script');
    }
    expect(faults).toEqual([]);
  });

  it('serves its style from a file named by its content', async () => {
    const { html } = await get('/zz');
    const href = /rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '';
    const style = await get(href);
    expect(style.headers['content-type']).toContain('text/css');
    expect(style.headers['cache-control']).toContain('immutable');
  });
});
