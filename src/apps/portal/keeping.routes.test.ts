import { createHash, randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import helmet from '@fastify/helmet';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { redact } from '#platform/log';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { PageMemory } from './page-memory.ts';
import { portalOver } from '../../../tests/support/portal.ts';

let db: TestDatabase;
let app: FastifyInstance;
let address: string;
let token: string;
const logged: string[] = [];
const remembered: string[] = [];
let broken = false;

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), (ctx) => loadDirectory(ctx));
  const log = pino({ base: null, formatters: { log: redact } }, { write: (line: string) => void logged.push(line) });
  const kept = PageMemory.prototype.page;
  PageMemory.prototype.page = function page(country, path, ...rest) {
    remembered.push(path);
    return kept.call(this, country, path, ...rest);
  };
  app = Fastify({ routerOptions: { maxParamLength: 200 } });
  await app.register(helmet, { contentSecurityPolicy: false, referrerPolicy: { policy: 'no-referrer' } });
  const { database } = db;
  const failing = { ...database, asActor: (...args: Parameters<typeof database.asActor>) => (broken ? Promise.reject(new Error(`cannot open ${address}`)) : database.asActor(...args)) } as typeof database;
  portalOver({ database: failing }, { log, app });
  token = randomBytes(32).toString('base64url');
  address = `/zz/actualizar/${token}`;
  await db.owner(`insert into directory.owner_link (id, country, organization_id, token_hash, created_by, created_at, expires_at) values ($1, 'ZZ', 'zz-training', $2, $3, $4, $4::timestamptz + interval '21 days')`,
    ['00000000-0000-7000-8000-000000000401', createHash('sha256').update(token).digest('hex'), actors.steward.userId, TEST_NOW]);
});
afterAll(async () => {
  await app.close();
  await db.close();
});

const form = (fields: Record<string, string>, url = address) => app.inject({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
const TRADES = { tipo: 'service', id: 'zz-youth-trades', version: '1' };

describe('the address of a link', () => {
  it('opens the entries of its organization, in both languages, and another text opens a page that is not there', async () => {
    const page = await app.inject({ method: 'GET', url: address });
    expect([page.statusCode, page.body.includes('Oficios para jóvenes')]).toEqual([200, true]);
    expect(page.body).not.toMatch(/portal\.[a-z]/);
    expect((await app.inject({ method: 'GET', url: `${address}?lang=en` })).body).toContain('Is all of this still true?');
    expect((await app.inject({ method: 'GET', url: `/zz/actualizar/${'A'.repeat(43)}` })).statusCode).toBe(404);
  });

  it('shows neutral names to whoever looks over a shoulder, and how the entry is called only in the form that has to be opened', async () => {
    const rename = (name: string) => db.owner(`update directory.entry_version set entry = jsonb_set(entry, '{nameEs}', to_jsonb($1::text)) where entry_id = 'zz-youth-trades'`, [name]);
    await rename('Oficios para jóvenes deportados');
    const { body } = await app.inject({ method: 'GET', url: address });
    await rename('Oficios para jóvenes');
    const folded = [...body.matchAll(/<details>[\s\S]*?<\/details>/g)].map(([part]) => part).join('');
    expect(body.replaceAll(/<details>[\s\S]*?<\/details>/g, '')).not.toMatch(/deportad/i);
    expect(body).toContain('<h2>Oficios para jóvenes que regresaron</h2>');
    expect(folded).toContain('Oficios para jóvenes deportados');
  });

  it('names no entry of the closed circle, and no place of it, outside the form that has to be opened', async () => {
    await db.owner(`update directory.entry_state set organization_id = 'zz-training' where entry_id = 'zz-safe-house'`);
    const { body } = await app.inject({ method: 'GET', url: address });
    await db.owner(`update directory.entry_state set organization_id = 'zz-house' where entry_id = 'zz-safe-house'`);
    expect(body.replaceAll(/<details>[\s\S]*?<\/details>/g, '')).not.toMatch(/Casa segura|Valle Central/);
    expect(body).toContain('Así se llama en el directorio: Casa segura · Valle Central.');
  });

  it('is told to no other site, kept by no browser and by no search engine', async () => {
    for (const answer of [await app.inject({ method: 'GET', url: address }), await form({ ...TRADES, accion: 'confirmar' })]) {
      expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
      expect(answer.headers['set-cookie']).toBeUndefined();
      // Nothing on the page calls another site, and what leaves the page goes without where it came from.
      expect([...answer.body.matchAll(/(?:src|action)="([^"]*)"/g)].map((m) => m[1]).filter((one) => !one!.startsWith('/'))).toEqual([]);
    }
  });

  it('stays out of what the server remembers of pages, and out of the list that a phone keeps', async () => {
    await app.inject({ method: 'GET', url: address });
    await app.inject({ method: 'GET', url: '/zz/guia' });
    expect(remembered).toContain('/zz/guia');
    expect(remembered.join()).not.toContain('actualizar');
    expect((await app.inject({ method: 'GET', url: '/zz/guardar' })).body).not.toContain('actualizar');
  });

  it('stays out of the log, also when its page fails with it in the words of the fault', async () => {
    broken = true;
    const failed = await app.inject({ method: 'GET', url: address });
    broken = false;
    expect(failed.statusCode).toBe(500);
    expect(logged.join()).toContain('a portal page failed');
    expect(logged.join()).not.toContain(token);
  });

  it('takes what is said: a change waits for a steward, nothing said is refused, and with the last answer the link ends', async () => {
    expect((await form({ ...TRADES, accion: 'cambiar' })).body).toContain('No cambió nada');
    const changed = await form({ tipo: 'organization', id: 'zz-training', version: '1', accion: 'cambiar', telefono: '5550 0202', texto: 'Otro número' });
    expect(changed.body).toContain('vamos a revisar el cambio');
    expect(await db.owner(`select origin, state, proposed_by from directory.proposal where entry_id = 'zz-training'`)).toEqual([{ origin: 'link', state: 'waiting', proposed_by: null }]);
    expect((await app.inject({ method: 'GET', url: address })).statusCode).toBe(404);
  });
});

describe('a report by somebody without an account', () => {
  it('is kept, and its page says what became of it', async () => {
    const answer = await form({ que: 'phone', texto: 'Nadie contesta' }, '/zz/servicio/zz-legal-desk/aviso');
    expect(answer.statusCode).toBe(303);
    const page = await app.inject({ method: 'GET', url: answer.headers.location! });
    expect(page.body).toContain('Gracias por avisar');
    expect(page.body).not.toContain('Nadie contesta');
    expect((await app.inject({ method: 'GET', url: '/zz/servicio/zz-legal-desk' })).body).toContain('/zz/servicio/zz-legal-desk/aviso');
  });

  it('filled in by a machine is thanked, and nothing is kept', async () => {
    await form({ que: 'closed', texto: 'spam', sitio: 'https://example.test' }, '/zz/servicio/zz-legal-desk/aviso');
    expect(await db.owner(`select 1 from directory.entry_report where subject = 'closed'`)).toEqual([]);
  });
});
