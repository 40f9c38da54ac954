import { describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { actors } from '../../../../tests/support/actors.ts';
import { Answering, hidden, NAME } from '../../../../tests/support/answering.ts';
import { TEST_NOW } from '../../../../tests/support/database.ts';
import { subscriptions } from '../events.ts';
import type { ReferralRow } from '../repository/scope.ts';
import { carryOut } from '../service.ts';
import { endOutside, madeOutside, makeOutside, outsideOf } from './links.ts';

const DAY = 86_400_000;
const at = (days: number): Date => new Date(TEST_NOW.getTime() + days * DAY);
const given = new Answering();
const { asOfficer, asProvider, server, make, get, post, open, answer, stateOf } = given;

describe('a printed sheet', () => {
  it('has its words in every language in which texts exist, that of the services first; a link has none', async () => {
    const { sheets } = await make('sheet');
    expect(sheets.map((s) => [s.locale, s.heading])).toEqual([['es', 'Hoja de atención'], ['en', 'Service sheet']]);
    expect(sheets[0]!.day).toMatch(/ de 2026$/);
    expect(sheets[1]!.day).toMatch(/, 2026$/);
    for (const sheet of sheets) expect(JSON.stringify(sheet)).not.toMatch(/Ana|Hern|deport|repatri/i);
    expect((await make('link')).sheets).toEqual([]);
    expect((await asOfficer((ctx) => madeOutside(ctx, given.referralId))).sheets).toEqual([]);
  });

  const show = (code: string, anio: string, on = given.app, from = '198.51.100.7') => post('/zz/respuesta', { accion: 'ver', codigo: code, anio }, on, from);

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
    await given.db.owner(`update registry.person set birth_precision = 'estimated' where id = $1`, [given.personId]);
    await expect(make('sheet')).rejects.toThrow('referrals.no-birth-year');
    expect((await asOfficer((ctx) => outsideOf(ctx, given.referralId))).problem).toEqual({ link: null, sheet: 'referrals.no-birth-year' });
    expect((await make('link')).code).toBe('');
  });

  it('is dead after five wrong years, also for who knows the right one, and the officer sees it', async () => {
    const { code } = await make('sheet');
    const wrong = [];
    for (const year of ['1990', '1991', '1992', '1993', '1995']) wrong.push(await show(code, year, await server()));
    const unknown = await show('0000-0000-000', '1994', await server());
    for (const page of wrong) expect([page.statusCode, page.body.replaceAll(code, '0000-0000-000')]).toEqual([404, unknown.body]);
    expect((await show(code, '1994', await server())).statusCode).toBe(404);
    expect((await asOfficer((ctx) => outsideOf(ctx, given.referralId))).links[0]).toMatchObject({ wrongTries: 5, endedWhy: 'guessed', open: false });
    expect(await stateOf()).toBe('sent');
  });

  it('counts five that come at once as five', async () => {
    const { code } = await make('sheet');
    const one = await server();
    await Promise.all(Array.from({ length: 8 }, (_, n) => show(code, String(1980 + n), one)));
    expect(await given.db.owner('select wrong_tries, ended_why from referrals.outside_link where referral_id = $1', [given.referralId])).toEqual([{ wrong_tries: 5, ended_why: 'guessed' }]);
    await one.close();
  });

  it('can be checked by whoever is shown it, who learns that it is real and until when, and nothing else', async () => {
    const { code } = await make('sheet');
    const check = (codigo: string) => post('/zz/respuesta/comprobar', { codigo }, given.app, '192.0.2.77');
    const real = await check(code);
    expect([real.statusCode, real.body.includes('es verdadera y sirve hasta el 12 de abril de 2026')]).toEqual([200, true]);
    expect(real.body).not.toMatch(/Ana|[Ee]mpleo|laboral/);
    expect(await given.db.owner('select seen_at, wrong_tries from referrals.outside_link where referral_id = $1', [given.referralId])).toEqual([{ seen_at: null, wrong_tries: 0 }]);
    await asOfficer((ctx) => endOutside(ctx, given.referralId));
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
    for (const [key, on] of [['AAAA', given.app], [turned.toString('base64url'), given.app], [llave, late]] as const) {
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
    const inCircle = <T>(work: Parameters<typeof given.db.inContext<T>>[1]) => given.db.inContext(actors.protection, work, { subscriptions });
    await given.db.owner(`update referrals.referral set sent_by = $2 where id = $1`, [given.referralId, actors.protection.userId]);
    await given.db.owner(`update assessment.need set restricted = true, opened_by = $2 where id = (select need_id from referrals.referral where id = $1)`, [given.referralId, actors.protection.userId]);
    await given.db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $3, now())`, [given.personId, actors.protection.officeId, actors.protection.userId]);
    const { path } = await inCircle((ctx) => makeOutside(ctx, given.referralId, 'link'));
    expect((await answer(path, { accion: 'aceptar' })).statusCode).toBe(200);
    expect(await stateOf()).toBe('accepted');
    await expect(asOfficer((ctx) => outsideOf(ctx, given.referralId))).rejects.toThrow('platform.not-found');
    expect((await given.db.asActor(actors.window, (tx) => sql`select id from referrals.outside_link where referral_id = ${given.referralId}`.execute(tx))).rows).toEqual([]);
  });

  it('nobody without the secret reads or writes a referral, and an account writes nothing in the name of a link', async () => {
    const { linkId } = await make('link');
    const nothing = await given.db.asActor(actors.nobody, (tx) => sql`select id from referrals.referral`.execute(tx));
    expect(nothing.rows).toEqual([]);
    const guessed = await given.db.asActor(actors.nobody, async (tx) => {
      await sql`select set_config('app.outside_key', 'guessed', true)`.execute(tx);
      return sql`select id from referrals.referral`.execute(tx);
    });
    expect(guessed.rows).toEqual([]);
    await expect(asProvider(async (ctx) => carryOut(ctx, { row: await getRow(), command: { id: linkId, kind: 'accept' }, side: 'provider', link: { id: linkId, name: 'x' } }))).rejects.toThrow(/row-level security/);
    expect(await stateOf()).toBe('sent');
  });

  it('what officers write among themselves is read by no link, also where the policies of the database are off', async () => {
    const { path } = await make('link');
    await given.db.owner(`insert into referrals.referral_event (id, country, referral_id, command_id, at, kind, state, side, actor_id, actor_name, note)
      values ($1, 'ZZ', $2, $1, now(), 'go-on', 'sent', 'officer', $3, 'x', 'Solo entre nosotros')`, [newId(), given.referralId, actors.window.userId]);
    await given.db.owner('alter table referrals.referral_event disable row level security');
    const page = await open(path);
    await given.db.owner('alter table referrals.referral_event enable row level security');
    expect([page.statusCode, page.body.includes('Solo entre nosotros')]).toEqual([200, false]);
  });

  it('another office neither sees nor makes one', async () => {
    await make('link');
    await expect(given.db.inContext(actors.otherWindow, (ctx) => makeOutside(ctx, given.referralId, 'link'))).rejects.toThrow('platform.not-found');
    await expect(given.db.inContext(actors.otherWindow, (ctx) => outsideOf(ctx, given.referralId))).rejects.toThrow('platform.not-found');
  });
});

async function getRow(): Promise<ReferralRow> {
  const [row] = await given.db.owner<ReferralRow>('select *, null as snapshot from referrals.referral where id = $1', [given.referralId]);
  return row!;
}
