import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTellTale } from '#directory';
import { newId } from '#kernel/ids';
import { actors } from '../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** Pages on which somebody without an account says that something is wrong, or still true. */

let db: TestDatabase;
const faults: string[] = [];

/** A portal of its own for each reader: how often one address may write is counted by it. */
const portal = (): FastifyInstance => portalOver(db, { faults });

beforeAll(async () => { db = await samplelandDirectory(); });
afterAll(() => db.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const DESK = '/zz/servicio/zz-legal-desk';
const post = (app: FastifyInstance, url: string, fields: Record<string, string>) => app.inject({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(fields).toString() });
const get = (app: FastifyInstance, url: string) => app.inject({ method: 'GET', url });

async function linkOf(organization: string, days = 10): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.owner('update directory.owner_link set ended_at = created_at, ended_by = created_by where organization_id = $1 and ended_at is null', [organization]);
  await db.owner(`insert into directory.owner_link (id, country, organization_id, token_hash, created_by, created_at, expires_at) values ($1, 'ZZ', $2, $3, $4, $5, $6)`,
    [newId(TEST_NOW), organization, createHash('sha256').update(token).digest('hex'), actors.steward.userId, new Date(TEST_NOW.getTime() - 20 * 86_400_000), new Date(TEST_NOW.getTime() + days * 86_400_000)]);
  return token;
}

describe('saying that something is wrong', () => {
  it('takes a few words without a name, and shows later what became of them', async () => {
    const app = portal();
    const form = await get(app, `${DESK}/aviso?f=legal&m=ZZ-0101&edad=30&sexo=F&lang=en`);
    expect(form.body).toContain('What is wrong?');
    const action = /<form[^>]* action="([^"]+)"/.exec(form.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(action).toBe(`${DESK}/aviso?lang=en&f=legal&m=ZZ-0101`);
    const sent = await post(app, action, { que: 'phone', texto: 'Nobody answers', sitio: '' });
    expect([sent.statusCode, /^\/zz\/aviso\/[0-9a-f-]{36}\?lang=en$/.test(String(sent.headers['location']))]).toEqual([303, true]);
    const thanks = await get(app, String(sent.headers['location']));
    expect(thanks.body).toContain('Thank you for telling us');
    expect(thanks.body).toContain('Somebody will look into it.');
    expect(thanks.body).not.toMatch(/portal\.|Nobody answers/);
    await app.close();
  });

  it('thanks a machine that fills every field and keeps nothing', async () => {
    const app = portal();
    const sent = await post(app, `${DESK}/aviso`, { que: 'other', texto: 'buy', sitio: 'https://spam.example' });
    expect([sent.statusCode, sent.headers['location']]).toEqual([303, DESK]);
    await app.close();
  });

  it('of a protected service, of no service and of no report there is no page', async () => {
    const app = portal();
    for (const url of ['/zz/servicio/zz-safe-house/aviso', '/zz/servicio/nothing/aviso', '/zz/aviso/nothing', `/zz/aviso/${newId(TEST_NOW)}`]) expect([url, (await get(app, url)).statusCode]).toEqual([url, 404]);
    expect((await post(app, '/zz/servicio/zz-safe-house/aviso', { que: 'place', texto: 'x' })).statusCode).toBe(404);
    await app.close();
  });

  it('asks to wait after many, and stays calm with anything that is sent', async () => {
    const app = portal();
    const answers: number[] = [];
    for (let n = 0; n < 17; n++) answers.push((await post(app, '/zz/servicio/zz-women-group/aviso', { que: '<script>', texto: '\u0000‮"><b>'.repeat(90) })).statusCode);
    expect(answers.slice(0, 15).every((status) => status === 303)).toBe(true);
    expect(answers.slice(15)).toEqual([429, 429]);
    expect((await post(app, `${DESK}/aviso`, { texto: 'a'.repeat(20_000) })).statusCode).toBe(413);
    expect(faults).toEqual([]);
    await app.close();
  });
});

describe('the link of an organization', () => {
  it('shows its entries, takes "still true" once and what has changed for review', async () => {
    const app = portal();
    const url = `/zz/actualizar/${await linkOf('zz-training')}`;
    const shown = await get(app, url);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).toContain('Oficios para jóvenes');
    expect(shown.body).not.toMatch(/portal\./);
    const entry = { tipo: 'service', id: 'zz-youth-trades', version: /name="id" value="zz-youth-trades"\/?><input type="hidden" name="version" value="(\d+)"/.exec(shown.body)?.[1] ?? '1' };
    expect((await post(app, url, { ...entry, accion: 'confirmar' })).body).toContain('Gracias: queda confirmado.');
    expect((await post(app, url, { ...entry, accion: 'confirmar' })).body).toContain('Esto ya lo había respondido.');
    expect((await get(app, '/zz/servicio/zz-youth-trades')).body).toContain('confirmada el 10 de marzo de 2026');
    await app.close();
  });

  it('ended, unknown or half a link is not found, and who tries many has to wait', async () => {
    const app = portal();
    const over = await linkOf('zz-clinic', -1);
    for (const token of [over, over.slice(0, 20), 'x'.repeat(43)]) expect((await get(app, `/zz/actualizar/${token}`)).statusCode).toBe(404);
    for (let n = 0; n < 30; n++) await get(app, `/zz/actualizar/${randomBytes(32).toString('base64url')}`);
    const wait = await get(app, `/zz/actualizar/${over}`);
    expect([wait.statusCode, wait.body.includes('Espere unos minutos.')]).toEqual([429, true]);
    // Many share an address: whoever holds a link that opens does not wait for somebody who tries others.
    expect((await get(app, `/zz/actualizar/${await linkOf('zz-training')}`)).statusCode).toBe(200);
    await app.close();
  });
});

describe('pages of a report and of a link', () => {
  it('are kept by nobody: not by the browser, not by the phone, not by the memory of the server, and are neutral', async () => {
    const app = portal();
    const token = await linkOf('zz-training');
    const sent = await post(app, `${DESK}/aviso`, { que: 'hours', texto: '' });
    const { pages } = (await get(app, '/zz/guardar')).json<{ pages: string[] }>();
    for (const url of [`${DESK}/aviso`, String(sent.headers['location']), `/zz/actualizar/${token}`]) {
      const { body, headers } = await get(app, url);
      expect([url, headers['cache-control'], headers['set-cookie'], isTellTale(body), pages.some((page) => /aviso|actualizar/.test(page))]).toEqual([url, 'no-store', undefined, false, false]);
      expect(body).toContain('<title>Ventanilla</title>');
    }
    // What became of it is told at once, not from a page that was finished before.
    const report = String(sent.headers['location']).split('/').at(-1)!;
    await db.owner(`update directory.entry_report set outcome = 'corrected', answered_at = $2, answered_by = $3, answer = '' where id = $1`, [report, TEST_NOW, actors.steward.userId]);
    expect((await get(app, String(sent.headers['location']))).body).toContain('Tenía razón: ya lo corregimos.');
    await app.close();
  });
});
