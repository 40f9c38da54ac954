import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** What holds for every public page at once. */

const faults: string[] = [];
let db: TestDatabase;
let app: FastifyInstance;

beforeAll(async () => {
  db = await samplelandDirectory();
  app = portalOver(db, { faults });
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const PATHS = [
  '/zz', '/zz/ayuda?f=employment&m=ZZ-0101', '/zz/ayuda?f=legal', '/zz/ayuda?f=protection&d=ZZ-02', '/zz/imprimir?f=legal&m=ZZ-0201', '/zz/servicio/zz-legal-desk', '/zz/servicio/zz-women-group',
  '/zz/derechos', '/zz/derechos/sample-enrolment', '/zz/mapa', '/zz/mapa/ZZ-01', '/zz/mapa/ZZ-02?f=legal', '/zz/guia', '/zz/guia/employment', '/zz/papeles', '/zz/papeles?para=zz-id-card', '/zz/cuidado', '/zz/nothing',
];

/** Where every link of a page leads, and how often each kind of mark stands in it; words and order may differ. */
function boneOf(html: string): { links: string[]; marks: Record<string, number>; facts: string[] } {
  const main = /<main id="main">(.*)<\/main>/s.exec(html)?.[1] ?? '';
  const links = [...main.matchAll(/href="([^"]+)"/g)].map((m) => m[1]!.replace(/([?&]|&amp;)lang=en(&amp;|$)/, (_, before: string, after: string) => (after ? before.slice(0, 1) : ''))).sort();
  const marks: Record<string, number> = {};
  for (const [, name = ''] of main.matchAll(/<([a-z][a-z0-9]*)/g)) if (name !== 'input' && name !== 'br') marks[name] = (marks[name] ?? 0) + 1;
  const facts = [...main.matchAll(/(?:19|20)\d{2}|\+\d[\d ]+\d/g)].map((m) => m[0]).sort();
  return { links, marks, facts };
}

describe('both languages', () => {
  it.each(PATHS)('%s leads to the same places, shows as much, and names the same years and telephones', async (path) => {
    const spanish = await app.inject({ method: 'GET', url: path });
    const english = await app.inject({ method: 'GET', url: `${path}${path.includes('?') ? '&' : '?'}lang=en` });
    expect(spanish.statusCode).toBe(english.statusCode);
    expect(spanish.body).toContain('<html lang="es">');
    expect(english.body).toContain('<html lang="en">');
    expect(boneOf(english.body)).toEqual(boneOf(spanish.body));
  });
});

describe('query strings of any quality', () => {
  const value = fc.oneof(fc.string({ maxLength: 120 }), fc.constantFrom('"><script>alert(1)</script>', "' or 1=1 --", '\u0000', '%00', '../../etc/passwd', 'ZZ-0101', 'employment', '1e308', '-1', '\uD800', '‮', '${7*7}', '{{7*7}}'));
  const key = fc.constantFrom('f', 'm', 'd', 'lugar', 'edad', 'sexo', 'familia', 'ingles', 'papel', 'papel[]', 'para', 'p', 'lang', '__proto__', 'constructor', 'toString');
  const query = fc.array(fc.tuple(key, value), { maxLength: 12 });
  const page = fc.constantFrom('/zz', '/zz/ayuda', '/zz/imprimir', '/zz/mapa', '/zz/mapa/ZZ-01', '/zz/derechos', '/zz/guia/legal', '/zz/papeles', '/zz/servicio/zz-legal-desk', '/zz/voz/qaa', '/zz/guardar');

  it('always get a page or a clear "not there", never a fault, a script, or a foreign address', async () => {
    await fc.assert(fc.asyncProperty(page, query, async (path, pairs) => {
      const search = pairs.map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v.toWellFormed())}`).join('&');
      const { statusCode, body } = await app.inject({ method: 'GET', url: `${path}?${search}` });
      expect([200, 404]).toContain(statusCode);
      expect(body.replace(/<script src="\/portal-[0-9a-f]{12}\.js" defer="">/, '')).not.toMatch(/<script/i);
      const away = [...body.matchAll(/(?:href|src|action)="([^"]+)"/g)].map((m) => m[1]!).filter((to) => !/^(\/(?!\/)|#|tel:|data:,|https:\/\/www\.wikipedia\.org\/$)/.test(to));
      expect(away).toEqual([]);
    }), { numRuns: 150 });
    expect(faults).toEqual([]);
  });
});
