import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LONGEST_PART, readableAddress } from '#platform/http/addresses';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** Requests as no form of the portal makes them: each is answered by a page in clear words. */

let db: TestDatabase;
let app: FastifyInstance;
const faults: string[] = [];

beforeAll(async () => {
  db = await samplelandDirectory();
  const own = Fastify({ routerOptions: { maxParamLength: LONGEST_PART }, rewriteUrl: (request) => readableAddress(request.url ?? '/') });
  app = portalOver(db, { faults, app: own });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

type Method = NonNullable<InjectOptions['method']>;
const ask = async (method: Method, url: string, more: Partial<InjectOptions> = {}) => app.inject({ method, url, ...more });
const RTL = '‮إسم‬';
const ODD = ['%00', 'zz-legal-desk%00', '%F0%9F%98%80', encodeURIComponent(RTL), '..%2f..%2fetc', '%20', 'a'.repeat(190), 'a'.repeat(400), '%E0%A4%A', '%', '__proto__', 'constructor', encodeURIComponent('<b onclick=x>'), "'%3B--"];
const UNDER = ['servicio/', 'derechos/', 'mapa/', 'guia/', 'voz/', 'aviso/', 'actualizar/'];
const NOT_THERE = /Esta página no existe/;

describe('addresses of things that are not there', () => {
  it.each(UNDER.flatMap((part) => ODD.map((id) => `/zz/${part}${id}`)).concat(ODD.map((id) => `/zz/servicio/${id}/aviso`), ['/', '/%', '/zz/', '/ZZ', '/zz//ayuda', '/zz/ayuda/', '/zz/guardar/x', '/zzz', '/zz/audio/x.mp3', '/favicon.ico', '/wp-login.php']))('%s', async (url) => {
    const { statusCode, body, headers } = await ask('GET', url);
    expect([statusCode, faults.splice(0)]).toEqual([url === '/' ? 303 : 404, []]);
    if (url === '/') return;
    expect(body).toMatch(NOT_THERE);
    expect(body).toContain('class="exit"');
    expect(headers['content-type']).toContain('text/html');
    // What was asked for is not said again.
    expect(body).not.toMatch(/onclick|etc\b|aaaa|wp-login/);
  });
});

describe('ways to ask that no page uses', () => {
  const AT = ['/zz', '/zz/ayuda?f=legal&m=ZZ-0101', '/zz/servicio/zz-legal-desk', '/zz/papeles', '/zz/mapa', '/zz/guia/legal', '/zz/derechos'];

  it.each(AT)('HEAD of %s says what a reading would, without a text', async (url) => {
    const [head, whole] = [await ask('HEAD', url), await ask('GET', url)];
    expect([head.statusCode, head.body, head.headers['content-type'], head.headers['cache-control']]).toEqual([200, '', whole.headers['content-type'], 'no-store']);
  });

  it.each(AT.flatMap((url) => (['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'] as const).map((method) => [method, url] as const)))('%s %s finds no page', async (method, url) => {
    const { statusCode, body } = await ask(method as Method, url);
    expect([statusCode, NOT_THERE.test(body), faults.splice(0)]).toEqual([404, true, []]);
  });

  it.each(['no-cache', '"x"', '*', 'W/"1"'])('If-None-Match: %s brings the page: nothing of it is kept by the browser', async (etag) => {
    const { statusCode, body, headers } = await ask('GET', '/zz', { headers: { 'if-none-match': etag, 'if-modified-since': 'Mon, 23 Nov 2026 00:00:00 GMT', range: 'bytes=0-10' } });
    expect([statusCode, body.includes('¿Qué necesita?'), headers['etag']]).toEqual([200, true, undefined]);
  });
});

describe('questions of any quality', () => {
  const WORDS = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '😀😀', RTL, '‏', '\u0000', 'ÑÁÉ', '%', 'null', '{{x}}', '1'.repeat(5_000)];
  const FIELDS = ['f', 'm', 'd', 'lugar', 'edad', 'sexo', 'familia', 'ingles', 'papel', 'p', 'para', 'lang', 'x'];

  it.each(FIELDS.flatMap((field) => WORDS.map((word) => [field, word.slice(0, 20), word] as const)))('%s=%s is answered and never a mark of the page', async (field, _, word) => {
    for (const path of ['/zz', '/zz/ayuda', '/zz/papeles', '/zz/mapa', '/zz/imprimir']) {
      const { statusCode, body } = await ask('GET', `${path}?f=legal&${field}=${encodeURIComponent(word)}`);
      expect([path, statusCode, faults.splice(0)]).toEqual([path, 200, []]);
      expect(body.replace(/<script src="[^"]+" defer="">/, '')).not.toMatch(/<script|<img|portal\.[a-z]/);
    }
  });

  it.each(FIELDS)('%s said many times is as said once, or not said', async (field) => {
    const { statusCode } = await ask('GET', `/zz/ayuda?f=legal&${Array.from({ length: 200 }, () => `${field}=legal`).join('&')}&${field}[]=x&${field}[a][b]=c`);
    expect([statusCode, faults.splice(0)]).toEqual([200, []]);
  });
});

describe('forms that no page sends', () => {
  const REPORT = '/zz/servicio/zz-legal-desk/aviso';
  const FORM = 'application/x-www-form-urlencoded';
  const sent = (type: string | null, payload: string | Buffer, url = REPORT) => ask('POST', url, { payload, headers: type === null ? {} : { 'content-type': type } });

  it.each<[string, string | null, string]>([
    ['broken JSON', 'application/json', '{'], ['a file', 'multipart/form-data; boundary=x', '--x--'], ['an unknown type', 'text/whatever', 'x'],
    ['too much', FORM, `texto=${'x'.repeat(20_000)}`],
  ])('%s is refused in clear words', async (_, type, payload) => {
    const { statusCode, body, headers } = await sent(type, payload);
    expect([[400, 413, 415].includes(statusCode), headers['content-type']?.toString().includes('text/html'), faults.splice(0)]).toEqual([true, true, []]);
    expect(body).toContain('No pudimos leer');
    expect(body).toContain('class="exit"');
  });

  it.each(['', 'que=closed', 'que=nothing&texto=x', `texto=${encodeURIComponent(`${RTL}😀<b>\u0000`)}`, 'que=phone&que=closed&texto=a&texto=b', '__proto__=x&texto=y', '&&&==='])('«%s» is taken or asked again, never a fault', async (payload) => {
    const { statusCode } = await sent(FORM, payload);
    expect([[303, 422, 429].includes(statusCode), faults.splice(0)]).toEqual([true, []]);
  });

  it.each(['"text"', '[]', 'null', '{"que":{"x":1},"texto":[1]}'])('%s in place of a form is taken or asked again, never a fault', async (payload) => {
    for (const url of [REPORT, '/zz/actualizar/none']) expect([[303, 404, 422, 429].includes((await sent('application/json', payload, url)).statusCode), faults.splice(0)]).toEqual([true, []]);
  });
});
