import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTellTale } from '#directory';
import type { TestDatabase } from '../../../tests/support/database.ts';
import pageScript from './offline/page.ts?raw';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** As it is written; what is served is smaller. */
const css = readFileSync(new URL('../../modules/directory/portal-screens/portal.css', import.meta.url), 'utf8');
let db: TestDatabase;
let app: FastifyInstance;
const faults: string[] = [];

beforeAll(async () => {
  db = await samplelandDirectory();
  app = portalOver(db, { faults });
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
  '/zz/derechos', '/zz/derechos?lang=en', '/zz/derechos/sample-enrolment', '/zz/derechos/sample-enrolment?lang=en', '/zz/derechos/none',
  '/zz/guia', '/zz/guia?lang=en', '/zz/guia/employment', '/zz/guia/legal?lang=en', '/zz/guia/nothing', '/zz/papeles', '/zz/papeles?lang=en', '/zz/papeles?para=zz-id-card', '/zz/papeles?para=zz-id-card&papel=zz-birth-certificate&lang=en', '/zz/papeles?para=nothing',
  '/zz/cuidado', '/zz/cuidado?lang=en',
  '/zz/mapa', '/zz/mapa?lang=en&f=employment', '/zz/mapa/ZZ-01', '/zz/mapa/ZZ-02?lang=en&f=legal', '/zz/mapa/ZZ-99', '/zz/mapa?f=none',
];

describe('the way to papers without an account', () => {
  it('goes from the papers that were ticked, and carries nothing else in its addresses', async () => {
    const { html } = await get('/zz/papeles?para=zz-id-card&papel=zz-birth-certificate');
    const way = html.slice(html.indexOf('id="camino"'), html.indexOf('<form'));
    expect(way.match(/<h3>[^<]+<\/h3>/g)!.slice(0, 2)).toEqual(['<h3>Constancia de llegada</h3>', '<h3>Cédula de Muestra</h3>']);
    expect(way).not.toMatch(/href=|portal\.|directory\./);
    expect((await get('/zz/papeles?para=zz-id-card&papel=zz-id-card')).html).toContain('Ya tiene este papel');
    expect((await get('/zz/papeles')).html).not.toContain('id="camino"');
  });
});

describe('every public page', () => {
  it.each(PAGES)('%s is small, without cookie, whole without its script, with a quick exit, and tells nothing about its reader', async (url) => {
    const { html, headers } = await get(url);
    expect(faults).toEqual([]);
    expect(Buffer.byteLength(html) + Buffer.byteLength(css) + Buffer.byteLength(pageScript)).toBeLessThan(30_000);
    // One file of its own, which nothing needs.
    expect([...html.matchAll(/<script[^>]*>/g)].map((m) => m[0].replace(/[0-9a-f]{12}/, 'HASH'))).toEqual(['<script src="/portal-HASH.js" defer="">']);
    expect(html).not.toMatch(/javascript:|\son[a-z]+=|<style|style="/i);
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

  it('asks again what is needed, every other answer kept, when nobody said it', async () => {
    for (const f of ['', '&f=nothing']) {
      const { status, html } = await get(`/zz/ayuda?lugar=Puerto+Alba&edad=22&papel=zz-id-card${f}`);
      expect(status).toBe(200);
      for (const words of ['Escoja primero qué necesita.', 'value="Puerto Alba"', 'value="22"', 'name="f"']) expect(html).toContain(words);
      expect(html).toMatch(/<input[^>]*value="zz-id-card"[^>]*checked|<input[^>]*checked=""[^>]*value="zz-id-card"/);
    }
  });

  it('asks its three questions in order, the papers last', async () => {
    const { html } = await get('/zz?lang=en');
    const at = ['What do you need?', 'Where in Sampleland are you going?', 'Which papers do you have?'].map((words) => html.indexOf(words));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  it('among the best of several kinds of help puts the nearest first', async () => {
    const { html } = await get('/zz/imprimir?f=employment&m=ZZ-0202');
    const at = ['Oficios para jóvenes', 'Empleo con inglés', 'Nueva oportunidad'].map((name) => html.indexOf(`<h2>${name}`));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  it('says which papers to bring are already held, and why a service is for anybody', async () => {
    const { html } = await get('/zz/ayuda?f=employment&m=ZZ-0101&papel=zz-id-card');
    expect(html).toContain('Cédula de Muestra (ya lo tiene)');
    expect((await get('/zz/ayuda?f=legal&m=ZZ-0101')).html).toContain('Es para cualquier persona.');
  });

  it('looks for the same near another place with every other answer kept', async () => {
    const { html } = await get('/zz/ayuda?f=employment&m=ZZ-0201&edad=22&ingles=1&papel=zz-id-card');
    const form = /<form[^>]*class="elsewhere".*?<\/form>/s.exec(html)?.[0] ?? '';
    const kept = [...form.matchAll(/name="([a-z]+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]);
    expect(kept).toEqual([['f', 'employment'], ['edad', '22'], ['ingles', '1'], ['papel', 'zz-id-card']]);
    expect(form).toContain('name="lugar"');
  });

  it('gives a link to share that carries need and place and nothing of the person', async () => {
    const { html } = await get('/zz/ayuda?f=employment&m=ZZ-0201&edad=22&sexo=F&familia=1&ingles=1&papel=zz-id-card&lang=en');
    const link = /href="([^"]+)">Link to share/.exec(html)?.[1]?.replaceAll('&amp;', '&');
    expect(link).toBe('/zz/ayuda?lang=en&f=employment&m=ZZ-0201');
  });

  it('shows a card of what the law gives: plain words, the sentence for the official, and that the source gives no article', async () => {
    const { html: list } = await get('/zz/derechos');
    expect(list).toContain('href="/zz/derechos/sample-enrolment"');
    const { html } = await get('/zz/derechos/sample-enrolment');
    for (const words of ['Toda escuela de muestra inscribe', 'Esta escuela de muestra debe inscribir.', 'Ley de Muestra', '2020', 'La fuente no da el artículo.', 'Asesoría legal']) expect(html).toContain(words);
    expect((await get('/zz/derechos/none')).status).toBe(404);
  });

  it('finds what has no address and what works in the whole country, near any place and in any department', async () => {
    for (const where of ['m=ZZ-0303', 'd=ZZ-03', 'm=ZZ-0104']) {
      const { html } = await get(`/zz/imprimir?f=employment&${where}`);
      expect(html).toContain('Bolsa de trabajo');
      expect(html).toContain('En todo el país. Pregunte por la oficina más cercana.');
    }
    expect((await get('/zz/imprimir?f=psychosocial&m=ZZ-0303')).html).toContain('No sabemos la dirección. Pregunte en una ventanilla.');
  });

  it('says on the page of a service how far its nearest place is from where the search was', async () => {
    expect((await get('/zz/servicio/zz-legal-desk?m=ZZ-0102')).html).toMatch(/Desde Playa Honda: (A unos \d+ a \d+|A menos de \d+) kilómetros/);
    expect((await get('/zz/servicio/zz-legal-desk?m=ZZ-0201')).html).toContain('Está en su municipio.');
    expect((await get('/zz/servicio/zz-legal-desk?m=ZZ-9999')).html).not.toContain('Desde');
  });

  it('leads from a need and from a service to the cards that speak of it', async () => {
    expect((await get('/zz/ayuda?f=legal&m=ZZ-0101')).html).toContain('href="/zz/derechos/sample-enrolment"');
    expect((await get('/zz/servicio/zz-legal-desk?lang=en')).html).toContain('href="/zz/derechos/sample-enrolment?lang=en"');
    expect((await get('/zz/ayuda?f=health&m=ZZ-0101')).html).not.toContain('sample-enrolment');
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

describe('the map of services', () => {
  const numbers = (html: string) => [...html.matchAll(/<text[^>]*>(\d+)<\/text>/g)].map((m) => Number(m[1])).sort();
  const listed = (html: string) => [...html.matchAll(/· (?:<!-- -->)?(\d+) (?:servicio|service)/g)].map((m) => Number(m[1])).sort();

  it('says in its list what it says in its drawing, for the country and for each department, in both languages', async () => {
    for (const url of ['/zz/mapa', '/zz/mapa?lang=en', '/zz/mapa?f=legal', '/zz/mapa/ZZ-01', '/zz/mapa/ZZ-02', '/zz/mapa/ZZ-03?lang=en', '/zz/mapa/ZZ-01?f=employment']) {
      const { html } = await get(url);
      expect([url, numbers(html)]).toEqual([url, listed(html)]);
      expect(numbers(html).length).toBeGreaterThan(0);
    }
  });

  it('leads from the country to a department and from there to the services of each municipality', async () => {
    const { html } = await get('/zz/mapa?f=legal');
    expect(html).toContain('href="/zz/mapa/ZZ-01?f=legal"');
    const { html: department } = await get('/zz/mapa/ZZ-01?f=legal');
    expect(department).toContain('Puerto Alba');
    expect(department).toContain('href="/zz/servicio/zz-legal-desk"');
    expect((await get('/zz/mapa/ZZ-99')).status).toBe(404);
  });

  it('never shows a protected or secret place, and carries nothing of the person on', async () => {
    for (const id of ['', '/ZZ-01', '/ZZ-02', '/ZZ-03']) {
      const { html } = await get(`/zz/mapa${id}?edad=22&sexo=F&papel=zz-id-card`);
      expect(html).not.toContain('Casa segura');
      expect([...html.matchAll(/href="([^"]+)"/g)].map((m) => m[1]).filter((href) => /edad|sexo|papel/.test(href!) && !/lang=en/.test(href!))).toEqual([]);
    }
  });

  it('hides the drawing from readers and keyboards, who take the list', async () => {
    const { html } = await get('/zz/mapa');
    const svg = /<svg class="map".*?<\/svg>/s.exec(html)?.[0] ?? '';
    expect(svg).toContain('aria-hidden="true"');
    expect([...svg.matchAll(/<a /g)].length).toBe([...svg.matchAll(/tabindex="-1"/gi)].length);
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
      expect(html.replace(/<script src="\/portal-[0-9a-f]+\.js" defer="">/, '')).not.toContain('<script');
    }
    expect(faults).toEqual([]);
  });

  it('packs pages and files for browsers that read them packed, and for no others', async () => {
    for (const url of ['/zz', '/zz/ayuda?f=legal&m=ZZ-0101', '/zz/ayuda?f=legal&m=ZZ-0101&edad=30', '/zz/mapa', '/portal-worker.js']) {
      const packed = await app.inject({ method: 'GET', url, headers: { 'accept-encoding': 'br, gzip' } });
      const bare = await app.inject({ method: 'GET', url });
      expect([url, packed.headers['content-encoding'], bare.headers['content-encoding'], bare.headers['vary']]).toEqual([url, 'gzip', undefined, 'accept-encoding']);
      expect(gunzipSync(packed.rawPayload).toString()).toBe(bare.body);
      expect(packed.rawPayload.length).toBeLessThan(bare.rawPayload.length / 2 + 500);
    }
  });

  it('lists pages to keep by the addresses that links bear, however the language was asked for', async () => {
    const asked = async (lang: string) => (await app.inject({ method: 'GET', url: `/zz/guardar${lang}` })).json<{ pages: string[] }>().pages;
    const pages = await asked('?lang=es');
    expect(pages).toEqual(await asked(''));
    for (const link of [...(await get('/zz/guia')).html.matchAll(/href="(\/zz\/guia\/[^"]+)"/g)].map((m) => m[1]!)) expect(pages).toContain(link);
    expect(await asked('?lang=en')).toContain('/zz/guia?lang=en');
  });

  it('serves its style from a file named by its content', async () => {
    const { html } = await get('/zz');
    const href = /rel="stylesheet" href="([^"]+)"/.exec(html)?.[1] ?? '';
    const style = await get(href);
    expect(style.headers['content-type']).toContain('text/css');
    expect(style.headers['cache-control']).toContain('immutable');
  });
});
