import { createHash, randomBytes } from 'node:crypto';
import Fastify, { type FastifyInstance } from 'fastify';
import helmet from '@fastify/helmet';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { openCase, recordFacts, registerPerson, withdrawConsent } from '#registry';
import { redact } from '#platform/log';
import { sql } from '#platform/db';
import { actors, HOME } from '../../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../../tests/support/portal.ts';
import { subscriptions } from '../events.ts';
import type { ReferralRow } from '../repository/scope.ts';
import { sendReferral } from '../sending.ts';
import { acceptReferral, carryOut, completeReferral, getReferral, withdrawReferral } from '../service.ts';
import { endOutside, madeOutside, makeOutside, outsideOf } from './links.ts';

const DAY = 86_400_000;
const at = (days: number): Date => new Date(TEST_NOW.getTime() + days * DAY);

let db: TestDatabase;
let app: FastifyInstance;
let caseId: string;
let personId: string;
let referralId: string;
const logged: string[] = [];

const asOfficer = <T>(work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actors.window, work, { now, subscriptions });
const asProvider = <T>(work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actors.provider, work, { subscriptions });

/** A server of its own: each counts for itself how often an address tried. */
async function server(now = TEST_NOW): Promise<FastifyInstance> {
  const log = pino({ base: null, formatters: { log: redact } }, { write: (line: string) => void logged.push(line) });
  const one = Fastify({ routerOptions: { maxParamLength: 200 } });
  await one.register(helmet, { contentSecurityPolicy: false, referrerPolicy: { policy: 'no-referrer' } });
  return portalOver(db, { log, app: one, now });
}

beforeAll(async () => {
  db = await samplelandDirectory();
  app = await server();
});
afterAll(async () => {
  await app.close();
  await db.close();
});

beforeEach(async () => {
  await asOfficer(async (ctx) => {
    personId = (await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' })).personId;
    await recordFacts(ctx, personId, [{ code: 'wantsJob', value: true }, { code: 'householdSize', value: 4 }]);
    caseId = (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId;
    const { needId } = await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' });
    ({ referralId } = await sendReferral(ctx, caseId, {
      needId, serviceId: 'zz-call-centre', urgency: '72h', note: 'Prefiere las mañanas',
      consent: { given: true, sections: ['work'], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
    }));
  });
});

const make = (kind: 'link' | 'sheet') => asOfficer((ctx) => makeOutside(ctx, referralId, kind));
const get = (url: string, on = app) => on.inject({ method: 'GET', url });
const post = (url: string, fields: Record<string, string>, on = app, remoteAddress = '198.51.100.7') =>
  on.inject({ method: 'POST', url, payload: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' }, remoteAddress });
const hidden = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
const open = (path: string, on = app) => post(path, { accion: 'ver' }, on);
const stateOf = async (): Promise<string> => (await db.owner<{ state: string }>('select state from referrals.referral where id = $1', [referralId]))[0]!.state;
const NAME = 'Rosa de la bolsa de empleo';

/** Opens, and answers from the page that was shown. */
async function answer(path: string, fields: Record<string, string>, on = app) {
  const page = await open(path, on);
  return post(path, { estado: hidden(page.body, 'estado'), nombre: NAME, ...fields }, on);
}

describe('a sheet', () => {
  it('has its words in every language in which texts exist, that of the services first; a link has none', async () => {
    const { sheets } = await make('sheet');
    expect(sheets.map((s) => [s.locale, s.heading])).toEqual([['es', 'Hoja de atención'], ['en', 'Service sheet']]);
    expect(sheets[0]!.day).toMatch(/ de 2026$/);
    expect(sheets[1]!.day).toMatch(/, 2026$/);
    for (const sheet of sheets) expect(JSON.stringify(sheet)).not.toMatch(/Ana|Hern|deport|repatri/i);
    expect((await make('link')).sheets).toEqual([]);
    expect((await asOfficer((ctx) => madeOutside(ctx, referralId))).sheets).toEqual([]);
  });
});

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
    for (const kept of ['Hernández', 'Lucía', '1994', personId, caseId, referralId, actors.window.displayName]) expect(page.body, kept).not.toContain(kept);
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
    await asOfficer((ctx) => endOutside(ctx, referralId));
    const replaced = await make('link');
    const current = await make('link');
    const late = await server(at(40));
    const pages = [await get(ended.path), await open(replaced.path), await get(current.path, late), await open(current.path, late), await post('/zz/respuesta/x', { accion: 'aceptar' })];
    await late.close();
    await asOfficer((ctx) => withdrawReferral(ctx, referralId, { note: 'ya no' }));
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
    const [consent] = await db.owner<{ id: string }>('select consent_id as id from referrals.referral where id = $1', [referralId]);
    await asOfficer((ctx) => withdrawConsent(ctx, consent!.id));
    const late = await post(path, { accion: 'aceptar', nombre: NAME, estado: hidden(page.body, 'estado') });
    expect([late.statusCode, (await get(path)).statusCode, await stateOf()]).toEqual([404, 404, 'withdrawn']);
    expect(late.body).not.toContain('Ana');
    expect((await asOfficer((ctx) => outsideOf(ctx, referralId))).links[0]).toMatchObject({ open: false, endedWhy: 'consent' });
  });

  it('stays out of the log, also when its page fails', async () => {
    const { path } = await make('link');
    const failing = { ...db.database, asActor: () => Promise.reject(new Error(`cannot open ${path} of Ana`)) } as unknown as TestDatabase['database'];
    const log = pino({ base: null, formatters: { log: redact } }, { write: (line: string) => void logged.push(line) });
    const broken = portalOver({ database: failing }, { log, app: Fastify({ routerOptions: { maxParamLength: 200 } }) });
    expect((await open(path, broken)).statusCode).toBe(500);
    await broken.close();
    expect(logged.join()).toContain('a portal page failed');
    expect(logged.join()).not.toContain(path.split('/').at(-1));
    expect(logged.join()).not.toContain('Ana');
  });

  it('has its secret nowhere in the database, and whoever made it reads not even the hash', async () => {
    const { path } = await make('link');
    const token = path.split('/').at(-1)!;
    const [row] = await db.owner<{ token_hash: string }>('select token_hash from referrals.outside_link where referral_id = $1', [referralId]);
    expect(row!.token_hash).toBe(createHash('sha256').update(token).digest('hex'));
    expect(await asOfficer((ctx) => madeOutside(ctx, referralId))).toMatchObject({ path: '', code: '', to: null });
    await expect(db.asActor(actors.window, (tx) => sql`select token_hash from referrals.outside_link`.execute(tx))).rejects.toThrow(/permission denied/);
  });
});

describe('an answer by link', () => {
  it('goes the way of an inbox: accepted with a place, begun, reported; the officer reads who says so', async () => {
    await db.owner(`insert into directory.service_now (country, service_id, free) values ('ZZ', 'zz-call-centre', 1) on conflict (country, service_id) do update set free = 1`);
    const { path } = await make('link');
    expect((await answer(path, { accion: 'aceptar', nota: 'El lunes a las 8' })).body).toContain('Gracias. Su respuesta llegó');
    expect(await db.owner('select free from directory.service_now where service_id = $1', ['zz-call-centre'])).toEqual([{ free: 0 }]);
    await answer(path, { accion: 'inicio' });
    const last = await answer(path, { accion: 'resultado', resultado: 'reached', nota: 'Contratada' });
    expect([last.statusCode, last.body.includes('Ya no hace falta nada más')]).toEqual([200, true]);
    expect(await db.owner('select free from directory.service_now where service_id = $1', ['zz-call-centre'])).toEqual([{ free: 1 }]);
    const seen = await asOfficer((ctx) => getReferral(ctx, referralId));
    expect(seen).toMatchObject({ state: 'completed', outcome: 'reached' });
    expect(seen.history.map((e) => [e.kind, e.byLink, e.by])).toEqual([
      ['send', false, actors.window.displayName], ['open', true, ''], ['accept', true, NAME], ['start', true, NAME], ['complete', true, NAME]]);
    expect((await get(path)).statusCode).toBe(404);
    await db.owner('delete from directory.service_now where service_id = $1', ['zz-call-centre']);
    const audit = await db.owner(`select action, actor_role, count(*)::int as n from access.audit_entry where record_id = $1 group by 1, 2 order by 1`, [referralId]);
    expect(audit).toEqual([{ action: 'referrals.outside-answer', actor_role: 'public', n: 3 }, { action: 'referrals.outside-read', actor_role: 'public', n: 3 }]);
  });

  it('leaves nothing behind where no place is left', async () => {
    await db.owner(`insert into directory.service_now (country, service_id, free) values ('ZZ', 'zz-call-centre', 0) on conflict (country, service_id) do update set free = 0`);
    const { path } = await make('link');
    const full = await answer(path, { accion: 'aceptar', nota: 'Claro que sí' });
    await db.owner('delete from directory.service_now where service_id = $1', ['zz-call-centre']);
    expect([full.statusCode, full.body.includes('Claro que sí'), await stateOf()]).toEqual([409, true, 'received']);
    expect(await db.owner(`select 1 from referrals.referral_event where referral_id = $1 and kind = 'accept'`, [referralId])).toEqual([]);
  });

  it('sent twice, or from a page that no longer holds, changes nothing and says so', async () => {
    const { path } = await make('link');
    const page = await open(path);
    const fields = { accion: 'espera', nombre: NAME, estado: hidden(page.body, 'estado') };
    expect((await post(path, fields)).statusCode).toBe(200);
    const again = await post(path, fields);
    expect([again.statusCode, again.body.includes('No se guardó nada'), await stateOf()]).toEqual([409, true, 'waiting-list']);
    for (const estado of ['', '999999', 'x']) expect((await post(path, { accion: 'aceptar', nombre: NAME, estado })).statusCode).toBe(409);
    expect(await db.owner(`select count(*)::int as n from referrals.referral_event where referral_id = $1`, [referralId])).toEqual([{ n: 3 }]);
  });

  it('of a link and an account that answer at once, one is taken', async () => {
    const { path } = await make('link');
    const page = await open(path);
    const both = await Promise.allSettled([
      post(path, { accion: 'declinar', motivo: 'full', nombre: NAME, estado: hidden(page.body, 'estado') }).then((r) => { if (r.statusCode !== 200) throw new Error(String(r.statusCode)); }),
      asProvider((ctx) => acceptReferral(ctx, referralId, {})),
    ]);
    expect(both.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  it('ends when an account gives the last answer', async () => {
    const { path } = await make('link');
    await open(path);
    await asProvider((ctx) => acceptReferral(ctx, referralId, {}));
    expect((await open(path)).body).toContain('Aceptada: esperan a la persona');
    await asProvider((ctx) => completeReferral(ctx, referralId, { outcome: 'partly' }));
    expect((await open(path)).statusCode).toBe(404);
    expect((await asOfficer((ctx) => outsideOf(ctx, referralId))).links[0]).toMatchObject({ endedWhy: 'closed', open: false });
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
    expect(await db.owner(`select r.alternative_service_id, e.note from referrals.referral r join referrals.referral_event e on e.referral_id = r.id and e.kind = 'decline' where r.id = $1`, [referralId]))
      .toEqual([{ alternative_service_id: 'zz-youth-trades', note: '→ oficios para jovenes · Es muy joven' }]);
  });

  it('is taken forty times and no more, so that nobody fills the page of an officer', async () => {
    const { path } = await make('link');
    let page = await open(path);
    for (let n = 0; n < 60; n += 1) page = await post(path, { accion: n % 2 === 0 ? 'espera' : 'aceptar', nombre: NAME, estado: hidden(page.body, 'estado') });
    expect([page.statusCode, page.body.includes('ya se respondió muchas veces')]).toEqual([409, true]);
    expect(await db.owner('select count(*)::int as n from referrals.referral_event where referral_id = $1 and link_id is not null', [referralId])).toEqual([{ n: 40 }]);
  });

  it('does only what a provider may: other words do nothing', async () => {
    const { path } = await make('link');
    for (const accion of ['withdraw', 'acknowledge', 'send', 'constructor', 'resend', '__proto__']) await answer(path, { accion });
    expect(await stateOf()).toBe('received');
    expect((await post(path, {})).statusCode).toBe(200);
    expect((await app.inject({ method: 'POST', url: path, payload: '{"accion":"ver"}', headers: { 'content-type': 'application/json' } })).statusCode).toBe(200);
    expect((await app.inject({ method: 'DELETE', url: path })).statusCode).toBe(404);
  });
});

describe('a printed sheet', () => {
  const show = (code: string, anio: string, on = app, from = '198.51.100.7') => post('/zz/respuesta', { accion: 'ver', codigo: code, anio }, on, from);

  it('opens with its code, as people type it, and the year that the person says; the page carries neither', async () => {
    const { code, path } = await make('sheet');
    expect([path, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}$/.test(code)]).toEqual(['/zz/respuesta', true]);
    const page = await show(code.toLowerCase().replaceAll('-', ' '), '1994');
    expect([page.statusCode, page.body.includes('Ana')]).toEqual([200, true]);
    expect(page.body).not.toContain(code);
    expect(page.body).not.toContain('1994');
    const taken = await post(path, { accion: 'aceptar', nombre: NAME, estado: hidden(page.body, 'estado'), llave: hidden(page.body, 'llave') });
    expect([taken.statusCode, await stateOf()]).toEqual([200, 'accepted']);
  });

  it('cannot be made for somebody of whom nobody knows the year, and the link is made all the same', async () => {
    await db.owner(`update registry.person set birth_precision = 'estimated' where id = $1`, [personId]);
    await expect(make('sheet')).rejects.toThrow('referrals.no-birth-year');
    expect((await asOfficer((ctx) => outsideOf(ctx, referralId))).problem).toEqual({ link: null, sheet: 'referrals.no-birth-year' });
    expect((await make('link')).code).toBe('');
  });

  it('is dead after five wrong years, also for who knows the right one, and the officer sees it', async () => {
    const { code } = await make('sheet');
    const wrong = [];
    for (const year of ['1990', '1991', '1992', '1993', '1995']) wrong.push(await show(code, year, await server()));
    const unknown = await show('0000-0000-000', '1994', await server());
    for (const page of wrong) expect([page.statusCode, page.body.replaceAll(code, '0000-0000-000')]).toEqual([404, unknown.body]);
    expect((await show(code, '1994', await server())).statusCode).toBe(404);
    expect((await asOfficer((ctx) => outsideOf(ctx, referralId))).links[0]).toMatchObject({ wrongTries: 5, endedWhy: 'guessed', open: false });
    expect(await stateOf()).toBe('sent');
  });

  it('counts five that come at once as five', async () => {
    const { code } = await make('sheet');
    const one = await server();
    await Promise.all(Array.from({ length: 8 }, (_, n) => show(code, String(1980 + n), one)));
    expect(await db.owner('select wrong_tries, ended_why from referrals.outside_link where referral_id = $1', [referralId])).toEqual([{ wrong_tries: 5, ended_why: 'guessed' }]);
    await one.close();
  });

  it('can be checked by whoever is shown it, who learns that it is real and until when, and nothing else', async () => {
    const { code } = await make('sheet');
    const check = (codigo: string) => post('/zz/respuesta/comprobar', { codigo }, app, '192.0.2.77');
    const real = await check(code);
    expect([real.statusCode, real.body.includes('es verdadera y sirve hasta el 12 de abril de 2026')]).toEqual([200, true]);
    expect(real.body).not.toMatch(/Ana|[Ee]mpleo|laboral/);
    expect(await db.owner('select seen_at, wrong_tries from referrals.outside_link where referral_id = $1', [referralId])).toEqual([{ seen_at: null, wrong_tries: 0 }]);
    await asOfficer((ctx) => endOutside(ctx, referralId));
    const [over, never] = [await check(code), await check('0000-0000-000')];
    expect([over.statusCode, over.body.replaceAll(code, '0000-0000-000')]).toEqual([404, never.body]);
    expect((await get('/zz/respuesta/comprobar')).body).toContain('¿Es verdadera esta hoja?');
    expect((await get('/zz/respuesta')).body).toContain('href="/zz/respuesta/comprobar"');
  });

  it('lets nobody try codes for ever from one address, and tells them nothing more', async () => {
    const { code } = await make('sheet');
    const one = await server();
    for (let n = 0; n < 10; n += 1) expect((await show(`${n}ABC-DEFG-HJK`, '1994', one)).statusCode).toBe(404);
    expect((await show(code, '1994', one)).statusCode).toBe(429);
    expect((await show(code, '1994', one, '203.0.113.9')).statusCode).toBe(200);
    await one.close();
  });

  it('opens nothing without its year, as the address of a link, with a key that was made up or is too old', async () => {
    const { code } = await make('sheet');
    const page = await show(code, '1994');
    const llave = hidden(page.body, 'llave');
    const turned = Buffer.from(llave, 'base64url');
    turned[40]! ^= 1;
    const late = await server(at(0.1));
    for (const [key, on] of [['AAAA', app], [turned.toString('base64url'), app], [llave, late]] as const) {
      expect((await post('/zz/respuesta', { accion: 'aceptar', nombre: NAME, estado: hidden(page.body, 'estado'), llave: key }, on)).statusCode).toBe(404);
    }
    await late.close();
    expect((await show(code, '')).statusCode).toBe(404);
    expect((await open(`/zz/respuesta/${code}`)).statusCode).toBe(404);
    expect(await stateOf()).toBe('received');
  });
});

describe('past the pages', () => {
  it('a referral for a need of the closed circle is answered too, and colleagues outside it see neither it nor its link', async () => {
    const inCircle = <T>(work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actors.protection, work, { subscriptions });
    await db.owner(`update referrals.referral set sent_by = $2 where id = $1`, [referralId, actors.protection.userId]);
    await db.owner(`update assessment.need set restricted = true, opened_by = $2 where id = (select need_id from referrals.referral where id = $1)`, [referralId, actors.protection.userId]);
    await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $3, now())`, [personId, actors.protection.officeId, actors.protection.userId]);
    const { path } = await inCircle((ctx) => makeOutside(ctx, referralId, 'link'));
    expect((await answer(path, { accion: 'aceptar' })).statusCode).toBe(200);
    expect(await stateOf()).toBe('accepted');
    await expect(asOfficer((ctx) => outsideOf(ctx, referralId))).rejects.toThrow('platform.not-found');
    expect((await db.asActor(actors.window, (tx) => sql`select id from referrals.outside_link where referral_id = ${referralId}`.execute(tx))).rows).toEqual([]);
  });

  it('nobody without the secret reads or writes a referral, and an account writes nothing in the name of a link', async () => {
    const { linkId } = await make('link');
    const nothing = await db.asActor(actors.nobody, (tx) => sql`select id from referrals.referral`.execute(tx));
    expect(nothing.rows).toEqual([]);
    const guessed = await db.asActor(actors.nobody, async (tx) => {
      await sql`select set_config('app.outside_key', 'guessed', true)`.execute(tx);
      return sql`select id from referrals.referral`.execute(tx);
    });
    expect(guessed.rows).toEqual([]);
    await expect(asProvider(async (ctx) => carryOut(ctx, { row: await getRow(), command: { id: linkId, kind: 'accept' }, side: 'provider', link: { id: linkId, name: 'x' } }))).rejects.toThrow(/row-level security/);
    expect(await stateOf()).toBe('sent');
  });

  it('another office neither sees nor makes one', async () => {
    await make('link');
    await expect(db.inContext(actors.otherWindow, (ctx) => makeOutside(ctx, referralId, 'link'))).rejects.toThrow('platform.not-found');
    await expect(db.inContext(actors.otherWindow, (ctx) => outsideOf(ctx, referralId))).rejects.toThrow('platform.not-found');
  });
});

async function getRow(): Promise<ReferralRow> {
  const [row] = await db.owner<ReferralRow>('select *, null as snapshot from referrals.referral where id = $1', [referralId]);
  return row!;
}
