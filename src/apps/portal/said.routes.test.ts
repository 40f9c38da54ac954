import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isTellTale, reportPaper } from '#directory';
import type { Actor } from '#kernel/actor';
import { actors } from '../../../tests/support/actors.ts';
import type { TestDatabase } from '../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** Whether a paper was accepted: said by anybody, and told to anybody in words. */

let db: TestDatabase;
const faults: string[] = [];

/** A portal of its own for each reader: how often one address may write is counted by it. */
const portal = (): FastifyInstance => portalOver(db, { faults });

beforeAll(async () => { db = await samplelandDirectory(); });
afterAll(() => db.close());
beforeEach(() => db.owner('delete from directory.paper_report'));

const OFFICE = '/zz/servicio/zz-job-office';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (app: FastifyInstance, url: string, fields: Record<string, string>) => app.inject({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(fields).toString() });
const get = (app: FastifyInstance, url: string) => app.inject({ method: 'GET', url });
const report = (actor: Actor, outcome: 'accepted' | 'refused', on = '2026-03-09', serviceId = 'zz-job-office') =>
  db.inContext(actor, (ctx) => reportPaper(ctx, 'zz-id-card', { serviceId, outcome, reason: null, on, place: null }));
const kept = () => db.owner<{ line: string }>(`select concat_ws(' ', paper_id, outcome, reason, on_day, times, said_by) as line from directory.paper_report order by 1`).then((rows) => rows.map((row) => row.line));

describe('saying whether a paper was accepted', () => {
  it('takes a paper, yes or no, why and a day, thanks, and shows nothing before a steward has looked', async () => {
    const app = portal();
    const form = await get(app, `${OFFICE}/documento?f=employment&edad=30&lang=en`);
    expect(form.body).toContain('Did they accept it?');
    const action = /<form[^>]* action="([^"]+)"/.exec(form.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(action).toBe(`${OFFICE}/documento?lang=en&f=employment`);
    const sent = await post(app, action, { papel: 'zz-id-card', paso: 'no', motivo: 'expired', dia: '2026-03-02', sitio: '' });
    expect([sent.statusCode, sent.headers['location']]).toEqual([303, `${OFFICE}/documento/gracias?lang=en&f=employment`]);
    expect((await get(app, String(sent.headers['location']))).body).toContain('Thank you for telling us');
    await post(app, action, { papel: 'zz-id-card', paso: 'no', motivo: 'expired', dia: '2026-03-02' });
    await post(app, action, { papel: 'zz-id-card', paso: 'si', motivo: 'expired' });
    expect(await kept()).toEqual(['zz-id-card accepted 2026-03-10 1 public', 'zz-id-card refused expired 2026-03-02 2 public']);
    expect((await get(app, OFFICE)).body).not.toContain('nos contaron');
    await app.close();
  });

  it('of a protected service, of a secret place, of no service there is no page, and nothing is kept', async () => {
    const app = portal();
    const fields = { papel: 'zz-id-card', paso: 'si' };
    for (const service of ['zz-safe-house', 'nothing', "x' or 1=1"]) {
      const url = `/zz/servicio/${encodeURIComponent(service)}/documento`;
      expect([url, (await get(app, url)).statusCode, (await post(app, url, fields)).statusCode, (await get(app, `${url}/gracias`)).statusCode]).toEqual([url, 404, 404, 404]);
    }
    expect(await kept()).toEqual([]);
    await app.close();
  });

  it('asks again for what is missing or makes no sense, and nothing of it comes back as HTML', async () => {
    const app = portal();
    const wrong: readonly Record<string, string>[] = [
      {}, { papel: 'zz-moon', paso: 'si' }, { papel: 'zz-id-card' }, { papel: '<script>alert(1)</script>', paso: '<b>' }, { papel: 'zz-id-card', paso: 'si', dia: '"><script>alert(1)</script>' },
      { papel: 'zz-id-card', paso: 'si', dia: '2026-03-11' }, { papel: 'zz-id-card', paso: 'si', dia: '2025-01-01' }, { papel: 'zz-id-card', paso: 'si', dia: '2026-02-30' },
    ];
    for (const fields of wrong) {
      const { statusCode, body } = await post(app, `${OFFICE}/documento`, fields);
      expect([fields, statusCode, body.includes('alert(1)'), body.includes('role="alert"')]).toEqual([fields, 422, false, true]);
    }
    // What made sense stays chosen.
    const again = (await post(app, `${OFFICE}/documento`, { papel: 'zz-id-card', paso: 'no', motivo: 'name', dia: '2025-01-01' })).body;
    const chosen = [...again.matchAll(/<(?:option|input)[^>]*(?:selected|checked|type="date")[^>]*>/g)].map(([tag]) => /value="([^"]*)"/.exec(tag)?.[1]);
    expect(chosen).toEqual(['zz-id-card', 'no', 'name', '2025-01-01']);
    // A reason that does not exist is no reason; a machine that fills in everything is thanked.
    expect((await post(app, `${OFFICE}/documento`, { papel: 'zz-id-card', paso: 'no', motivo: '\u0000<b>', dia: '' })).statusCode).toBe(303);
    expect((await post(app, `${OFFICE}/documento`, { papel: 'zz-id-card', paso: 'si', sitio: 'https://spam.example' })).statusCode).toBe(303);
    expect(await kept()).toEqual(['zz-id-card refused 2026-03-10 1 public']);
    expect((await post(app, `${OFFICE}/documento`, { papel: 'a'.repeat(20_000) })).statusCode).toBe(413);
    expect(faults).toEqual([]);
    await app.close();
  });

  it('asks to wait after many, together with what is said to be wrong', async () => {
    const app = portal();
    const answers: number[] = [];
    for (let n = 0; n < 10; n++) answers.push((await post(app, `${OFFICE}/documento`, { papel: 'zz-id-card', paso: 'si' })).statusCode);
    for (let n = 0; n < 6; n++) answers.push((await post(app, '/zz/servicio/zz-women-group/aviso', { que: 'other', texto: String(n) })).statusCode);
    answers.push((await post(app, `${OFFICE}/documento`, { papel: 'zz-id-card', paso: 'si' })).statusCode);
    expect(answers).toEqual([...Array<number>(15).fill(303), 429, 429]);
    await app.close();
  });

  it('is kept by nobody: not by the browser, the phone or the memory of the server', async () => {
    const app = portal();
    const { pages } = (await get(app, '/zz/guardar')).json<{ pages: string[] }>();
    expect(pages.filter((page) => page.includes('/documento'))).toEqual([]);
    for (const url of [`${OFFICE}/documento`, `${OFFICE}/documento/gracias`]) {
      const { body, headers } = await get(app, url);
      expect([url, headers['cache-control'], headers['set-cookie'], isTellTale(body), /portal\./.test(body)]).toEqual([url, 'no-store', undefined, false, false]);
    }
    await app.close();
  });
});

describe('what is told of papers', () => {
  it('of one report names the month, of several the day, and no number', async () => {
    const app = portal();
    await report(actors.window, 'refused');
    const one = (await get(app, OFFICE)).body;
    expect(one).toContain('Cédula de Muestra: nos dijeron en marzo de 2026 que aquí no lo aceptan.');
    expect(one).not.toContain('9 de marzo');
    // One office of a service of the whole country is not all of them.
    expect(one).toContain('Puede ser distinto en otra de sus oficinas.');
    await report(actors.otherWindow, 'refused', '2026-03-08');
    expect((await get(app, OFFICE)).body).toContain('Cédula de Muestra: aquí no lo aceptan. Última vez: 9 de marzo de 2026.');
    await report(actors.reception, 'accepted');
    expect((await get(app, `${OFFICE}?lang=en`)).body).toContain('some say it is accepted, others say it is not');
    await app.close();
  });

  it('stands beside the paper that somebody looks for, and beside a paper that they ticked', async () => {
    const app = portal();
    await report(actors.window, 'refused');
    await report(actors.window, 'accepted', '2026-03-09', 'zz-legal-desk');
    const papers = (await get(app, '/zz/papeles?para=zz-id-card')).body;
    expect(papers.indexOf('Asesoría legal</a>: Nos dijeron que lo aceptan')).toBeGreaterThan(0);
    expect(papers.indexOf('Bolsa de trabajo</a>: Nos dijeron que no lo aceptan')).toBeGreaterThan(papers.indexOf('Asesoría legal</a>'));
    expect((await get(app, '/zz/papeles?para=zz-birth-certificate')).body).not.toContain('Nos dijeron');
    expect((await get(app, '/zz/ayuda?f=employment&edad=30&papel=zz-id-card')).body).toContain('que aquí no lo aceptan');
    expect((await get(app, '/zz/ayuda?f=employment&edad=30')).body).not.toContain('que aquí no lo aceptan');
    await app.close();
  });

  it('of a paper whose name tells how somebody came back, and of a protected service, is nothing', async () => {
    const app = portal();
    await db.owner(`update directory.document_type set entry = entry || '{"nameEs": "Constancia de deportado", "nameEn": "Inmate paper"}' where id = 'zz-birth-certificate'`);
    await db.inContext(actors.window, (ctx) => reportPaper(ctx, 'zz-birth-certificate', { serviceId: 'zz-job-office', outcome: 'refused', reason: null, on: '2026-03-09', place: null }));
    await report(actors.protection, 'refused', '2026-03-09', 'zz-safe-house');
    const page = (await get(app, `${OFFICE}?lang=en`)).body;
    expect([isTellTale(page), page.includes('as people told us')]).toEqual([false, false]);
    expect((await get(app, '/zz/papeles?para=zz-id-card')).body).not.toContain('Nos dijeron');
    await app.close();
  });
});
