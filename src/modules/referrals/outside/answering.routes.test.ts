import { createHash, randomBytes } from 'node:crypto';
import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { withdrawConsent } from '#registry';
import { sql } from '#platform/db';
import { actors } from '../../../../tests/support/actors.ts';
import { Answering, hidden, NAME } from '../../../../tests/support/answering.ts';
import { TEST_NOW, type TestDatabase } from '../../../../tests/support/database.ts';
import { portalOver } from '../../../../tests/support/portal.ts';
import { acceptReferral, completeReferral, getReferral, withdrawReferral } from '../service.ts';
import { endOutside, madeOutside, outsideOf } from './links.ts';

const DAY = 86_400_000;
const at = (days: number): Date => new Date(TEST_NOW.getTime() + days * DAY);
const given = new Answering();
const { asOfficer, asProvider, server, make, get, post, open, answer, stateOf } = given;

describe('the address of a link', () => {
  it('shows nothing of anybody until its button is pressed, and then the agreed minimum and no more', async () => {
    const { path } = await make('link');
    const door = await get(path);
    expect([door.statusCode, /Ana|[Ee]mpleo|laboral/.test(door.body)]).toEqual([200, false]);
    expect(await stateOf()).toBe('sent');
    const page = await open(path);
    expect(page.statusCode).toBe(200);
    expect(await stateOf()).toBe('received');
    for (const shown of ['Ana', 'Prefiere las mañanas', 'Busca trabajo']) expect(page.body, shown).toContain(shown);
    for (const kept of ['Hernández', 'Lucía', '1994', given.personId, given.caseId, given.referralId, actors.window.displayName]) expect(page.body, kept).not.toContain(kept);
    expect(`${door.body}${page.body}${(await get(`${path}?lang=en`)).body}`).not.toMatch(/referrals\.[a-z]|portal\.[a-z]|errors\./);
  });

  it('is told to no other site, kept by no browser and by no search engine, weighs little, and says nothing in its title', async () => {
    const { path } = await make('link');
    for (const page of [await get(path), await open(path), await get('/zz/respuesta'), await get(`/zz/respuesta/${'A'.repeat(43)}`)]) {
      expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
      expect(page.headers['set-cookie']).toBeUndefined();
      // With its style and script, below 30 KB.
      expect(Buffer.byteLength(page.body)).toBeLessThan(18_000);
      expect(/<title>(.*?)<\/title>/.exec(page.body)![1]).toBe('Ventanilla');
      expect(page.body).not.toMatch(/deport|retorn|repatri|migran/i);
      expect([...page.body.matchAll(/(?:src|action)="([^"]*)"/g)].map((m) => m[1]).filter((one) => !one!.startsWith('/'))).toEqual([]);
    }
  });

  it('leads to the same page whatever is wrong: never made, ended, expired, closed, taken back, of another country', async () => {
    const never = await get(`/zz/respuesta/${randomBytes(32).toString('base64url')}`);
    const ended = await make('link');
    await asOfficer((ctx) => endOutside(ctx, given.referralId));
    const replaced = await make('link');
    const current = await make('link');
    const late = await server(at(40));
    const pages = [await get(ended.path), await open(replaced.path), await get(current.path, late), await open(current.path, late), await post('/zz/respuesta/x', { accion: 'aceptar' })];
    await late.close();
    await asOfficer((ctx) => withdrawReferral(ctx, given.referralId, { note: 'ya no' }));
    pages.push(await get(current.path), await open(current.path));
    const same = (body: string): string => body.replaceAll(/\/respuesta\/[\w-]*/g, '');
    expect(never.statusCode).toBe(404);
    for (const page of pages) expect([page.statusCode, same(page.body)]).toEqual([404, same(never.body)]);
    expect((await get(current.path.replace('/zz/', '/hn/'))).statusCode).toBe(404);
  });

  it('works forwarded to another browser before its end, never after', async () => {
    const { path } = await make('link');
    const [one, other] = [await server(), await server()];
    expect([(await open(path, one)).statusCode, (await open(path, other)).statusCode]).toEqual([200, 200]);
    await answer(path, { accion: 'declinar', motivo: 'full' }, one);
    expect([(await open(path, one)).statusCode, (await open(path, other)).statusCode]).toEqual([404, 404]);
    await Promise.all([one.close(), other.close()]);
  });

  it('opens nothing once the person takes consent back, also from a page that is still open', async () => {
    const { path } = await make('link');
    const page = await open(path);
    const [consent] = await given.db.owner<{ id: string }>('select consent_id as id from referrals.referral where id = $1', [given.referralId]);
    await asOfficer((ctx) => withdrawConsent(ctx, consent!.id));
    const late = await post(path, { accion: 'aceptar', nombre: NAME, estado: hidden(page.body, 'estado') });
    expect([late.statusCode, (await get(path)).statusCode, await stateOf()]).toEqual([404, 404, 'withdrawn']);
    expect(late.body).not.toContain('Ana');
    expect((await asOfficer((ctx) => outsideOf(ctx, given.referralId))).links[0]).toMatchObject({ open: false, endedWhy: 'consent' });
  });

  it('stays out of the log, also when its page fails', async () => {
    const { path } = await make('link');
    const failing = { ...given.db.database, asActor: () => Promise.reject(new Error(`cannot open ${path} of Ana`)) } as unknown as TestDatabase['database'];
    const broken = portalOver({ database: failing }, { log: given.log, app: Fastify({ routerOptions: { maxParamLength: 200 } }) });
    expect((await open(path, broken)).statusCode).toBe(500);
    await broken.close();
    expect(given.logged.join()).toContain('a portal page failed');
    expect(given.logged.join()).not.toContain(path.split('/').at(-1));
    expect(given.logged.join()).not.toContain('Ana');
  });

  it('has its secret nowhere in the database, and whoever made it reads not even the hash', async () => {
    const { path } = await make('link');
    const token = path.split('/').at(-1)!;
    const [row] = await given.db.owner<{ token_hash: string }>('select token_hash from referrals.outside_link where referral_id = $1', [given.referralId]);
    expect(row!.token_hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(await asOfficer((ctx) => madeOutside(ctx, given.referralId))).toMatchObject({ path: '', code: '', to: null });
    await expect(given.db.asActor(actors.window, (tx) => sql`select token_hash from referrals.outside_link`.execute(tx))).rejects.toThrow(/permission denied/);
  });
});

describe('an answer by link', () => {
  it('goes the way of an inbox: accepted with a place, begun, reported; the officer reads who says so', async () => {
    await given.db.owner(`insert into directory.service_now (country, service_id, free) values ('ZZ', 'zz-call-centre', 1) on conflict (country, service_id) do update set free = 1`);
    const { path } = await make('link');
    expect((await answer(path, { accion: 'aceptar', nota: 'El lunes a las 8' })).body).toContain('Gracias. Su respuesta llegó');
    expect(await given.db.owner('select free from directory.service_now where service_id = $1', ['zz-call-centre'])).toEqual([{ free: 0 }]);
    await answer(path, { accion: 'inicio' });
    const last = await answer(path, { accion: 'resultado', resultado: 'reached', nota: 'Contratada' });
    expect([last.statusCode, last.body.includes('Ya no hace falta nada más')]).toEqual([200, true]);
    expect(await given.db.owner('select free from directory.service_now where service_id = $1', ['zz-call-centre'])).toEqual([{ free: 1 }]);
    const seen = await asOfficer((ctx) => getReferral(ctx, given.referralId));
    expect(seen).toMatchObject({ state: 'completed', outcome: 'reached' });
    expect(seen.history.map((e) => [e.kind, e.byLink, e.by])).toEqual([
      ['send', false, actors.window.displayName], ['open', true, ''], ['accept', true, NAME], ['start', true, NAME], ['complete', true, NAME]]);
    expect((await get(path)).statusCode).toBe(404);
    await given.db.owner('delete from directory.service_now where service_id = $1', ['zz-call-centre']);
    const audit = await given.db.owner(`select action, actor_role, count(*)::int as n from access.audit_entry where record_id = $1 group by 1, 2 order by 1`, [given.referralId]);
    expect(audit).toEqual([{ action: 'referrals.outside-answer', actor_role: 'public', n: 3 }, { action: 'referrals.outside-read', actor_role: 'public', n: 3 }]);
  });

  it('leaves nothing behind where no place is left', async () => {
    await given.db.owner(`insert into directory.service_now (country, service_id, free) values ('ZZ', 'zz-call-centre', 0) on conflict (country, service_id) do update set free = 0`);
    const { path } = await make('link');
    const full = await answer(path, { accion: 'aceptar', nota: 'Claro que sí' });
    await given.db.owner('delete from directory.service_now where service_id = $1', ['zz-call-centre']);
    expect([full.statusCode, full.body.includes('Claro que sí'), await stateOf()]).toEqual([409, true, 'received']);
    expect(await given.db.owner(`select 1 from referrals.referral_event where referral_id = $1 and kind = 'accept'`, [given.referralId])).toEqual([]);
  });

  it('sent twice, or from a page that no longer holds, changes nothing and says so', async () => {
    const { path } = await make('link');
    const page = await open(path);
    const fields = { accion: 'espera', nombre: NAME, estado: hidden(page.body, 'estado') };
    expect((await post(path, fields)).statusCode).toBe(200);
    const again = await post(path, fields);
    expect([again.statusCode, again.body.includes('No se guardó nada'), await stateOf()]).toEqual([409, true, 'waiting-list']);
    for (const estado of ['', '999999', 'x']) expect((await post(path, { accion: 'aceptar', nombre: NAME, estado })).statusCode).toBe(409);
    expect(await given.db.owner(`select count(*)::int as n from referrals.referral_event where referral_id = $1`, [given.referralId])).toEqual([{ n: 3 }]);
  });

  it('of a link and an account that answer at once, one is taken', async () => {
    const { path } = await make('link');
    const page = await open(path);
    const both = await Promise.allSettled([
      post(path, { accion: 'declinar', motivo: 'full', nombre: NAME, estado: hidden(page.body, 'estado') }).then((r) => { if (r.statusCode !== 200) throw new Error(String(r.statusCode)); }),
      asProvider((ctx) => acceptReferral(ctx, given.referralId, {})),
    ]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  it('ends when an account gives the last answer', async () => {
    const { path } = await make('link');
    await open(path);
    await asProvider((ctx) => acceptReferral(ctx, given.referralId, {}));
    expect((await open(path)).body).toContain('Aceptada: esperan a la persona');
    await asProvider((ctx) => completeReferral(ctx, given.referralId, { outcome: 'partly' }));
    expect((await open(path)).statusCode).toBe(404);
    expect((await asOfficer((ctx) => outsideOf(ctx, given.referralId))).links[0]).toMatchObject({ endedWhy: 'closed', open: false });
  });

  it('says what is missing and keeps what was typed', async () => {
    const { path } = await make('link');
    const page = await answer(path, { accion: 'declinar', motivo: '', nota: 'Solo atendemos los martes', otro: 'Bolsa municipal' });
    expect(page.statusCode).toBe(422);
    for (const kept of ['Elija uno de los motivos', 'Solo atendemos los martes', 'Bolsa municipal', NAME]) expect(page.body, kept).toContain(kept);
    expect(await stateOf()).toBe('received');
    const nameless = await answer(path, { accion: 'preguntar', nota: '¿Tiene «<b>licencia</b>»?', nombre: ' ' });
    expect([nameless.statusCode, nameless.body.includes('Escriba su nombre'), nameless.body.includes('&lt;b&gt;licencia')]).toEqual([422, true, true]);
    expect((await answer(path, { accion: 'declinar', motivo: 'no-such-reason' })).statusCode).toBe(409);
    const asked = await answer(path, { accion: 'preguntar', nota: '¿Tiene licencia?' });
    expect([asked.statusCode, await stateOf()]).toEqual([200, 'more-information-asked']);
  });

  it('names another service in words, and the one of the directory that is called so', async () => {
    const { path } = await make('link');
    await answer(path, { accion: 'declinar', motivo: 'does-not-fit', otro: 'oficios para jovenes', nota: 'Es muy joven' });
    expect(await given.db.owner(`select r.alternative_service_id, e.note from referrals.referral r join referrals.referral_event e on e.referral_id = r.id and e.kind = 'decline' where r.id = $1`, [given.referralId]))
      .toEqual([{ alternative_service_id: 'zz-youth-trades', note: '→ oficios para jovenes · Es muy joven' }]);
  });

  it('is taken forty times and no more, so that nobody fills the page of an officer', async () => {
    const { path } = await make('link');
    let page = await open(path);
    for (let n = 0; n < 60; n += 1) page = await post(path, { accion: n % 2 === 0 ? 'espera' : 'aceptar', nombre: NAME, estado: hidden(page.body, 'estado') });
    expect([page.statusCode, page.body.includes('ya se respondió muchas veces')]).toEqual([409, true]);
    expect(await given.db.owner('select count(*)::int as n from referrals.referral_event where referral_id = $1 and link_id is not null', [given.referralId])).toEqual([{ n: 40 }]);
  });

  it('does only what a provider may: other words do nothing', async () => {
    const { path } = await make('link');
    for (const accion of ['withdraw', 'acknowledge', 'send', 'constructor', 'resend', '__proto__']) await answer(path, { accion });
    expect(await stateOf()).toBe('received');
    expect((await post(path, {})).statusCode).toBe(200);
    expect((await given.app.inject({ method: 'POST', url: path, payload: '{"accion":"ver"}', headers: { 'content-type': 'application/json' } })).statusCode).toBe(200);
    expect((await given.app.inject({ method: 'DELETE', url: path })).statusCode).toBe(404);
  });
});
