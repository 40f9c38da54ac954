import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isTellTale } from '#directory';
import { feedbackSlice, listFeedback } from '#feedback';
import { sql } from '#platform/db';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { samplelandPack, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { portalOver, samplelandDirectory } from '../../../tests/support/portal.ts';

/** What anybody says on the public pages, and the answer by a code. */

const DAY = 86_400_000;
let db: TestDatabase;
const faults: string[] = [];
/** A portal of its own for each reader: how often one address may write is counted by it. */
const portal = (days = 0): FastifyInstance => portalOver(db, { faults, now: new Date(TEST_NOW.getTime() + days * DAY) });

beforeAll(async () => { db = await samplelandDirectory(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate feedback_restricted.word, feedback.step, feedback.item'));

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (app: FastifyInstance, url: string, fields: Record<string, string>, ip = '192.0.2.1') => app.inject({ method: 'POST', url, headers: FORM, payload: new URLSearchParams(fields).toString(), remoteAddress: ip });
const get = (app: FastifyInstance, url: string) => app.inject({ method: 'GET', url });
const hidden = (body: string, name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
const codeIn = (body: string): string => /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}/.exec(body)?.[0] ?? '';
const items = () => db.owner<{ kind: string; office_id: string | null; service_id: string | null; state: string; restricted: boolean; wants_answer: boolean; reopened: number }>('select kind, office_id, service_id, state, restricted, wants_answer, reopened from feedback.item order by received_at, id');

async function said(fields: Record<string, string> = {}): Promise<string> {
  const app = portal();
  const sent = await post(app, '/zz/opinion', { tipo: 'service', texto: 'Nadie me atendió', respuesta: 'si', ...fields });
  await app.close();
  return codeIn(sent.body);
}
/** As staff would, past the pages. */
const answered = () => db.owner(`with s as (insert into feedback.step (id, country, item_id, kind, at) select gen_random_uuid(), 'ZZ', id, 'answered', $1 from feedback.item returning id)
  update feedback.item set state = 'answered', acknowledged_at = $1, answered_at = $1 where true`, [TEST_NOW]);
const ask = (app: FastifyInstance, codigo: string, ip?: string) => post(app, '/zz/opinion/respuesta', { codigo, accion: 'ver' }, ip);

describe('saying it', () => {
  it('takes it with or without an office, gives a code once, and nothing of it is told on any page or kept by a browser', async () => {
    const app = portal();
    const form = await get(app, '/zz/opinion');
    expect([form.statusCode, form.headers['referrer-policy'], form.headers['cache-control'], form.headers['set-cookie']]).toEqual([200, 'no-referrer', 'no-store', undefined]);
    expect(isTellTale(form.body)).toBe(false);
    expect(form.body).not.toContain('<script>');
    const fields = { envio: hidden(form.body, 'envio'), tipo: 'staff', oficina: OFFICES.window.id, texto: 'Me gritaron\nel lunes', respuesta: 'si' };
    const sent = await post(app, '/zz/opinion', fields);
    const code = codeIn(sent.body);
    expect([sent.statusCode, code.length]).toEqual([200, 13]);
    expect(await items()).toEqual([{ kind: 'staff', office_id: OFFICES.window.id, service_id: null, state: 'received', restricted: false, wants_answer: true, reopened: 0 }]);
    const again = await post(app, '/zz/opinion', fields);
    expect([again.body.includes('ya se había enviado'), codeIn(again.body), (await items()).length]).toEqual([true, '', 1]);
    const words = await db.owner<{ kind: string; plain: boolean }>(`select kind, position('grit' in encode(sealed, 'escape')) > 0 as plain from feedback_restricted.word`);
    expect(words).toEqual([{ kind: 'said', plain: false }]);
    const audit = await db.owner<{ line: string }>(`select to_jsonb(e)::text as line from access.audit_entry e where action like 'feedback.%'`);
    expect([audit.length, audit.some(({ line }) => line.includes(code) || line.includes('grit'))]).toEqual([1, false]);
    await app.close();
  });

  it('of a service in sight; of a protected one and of none there is no page, and nothing is kept', async () => {
    const app = portal();
    expect((await get(app, '/zz/servicio/zz-job-office')).body).toContain('href="/zz/servicio/zz-job-office/opinion"');
    expect((await post(app, '/zz/servicio/zz-job-office/opinion', { tipo: 'praise', texto: 'Gracias', respuesta: 'no', oficina: OFFICES.window.id })).statusCode).toBe(200);
    expect(await items()).toEqual([{ kind: 'praise', office_id: null, service_id: 'zz-job-office', state: 'received', restricted: false, wants_answer: false, reopened: 0 }]);
    for (const service of ['zz-safe-house', 'nothing', "x' or 1=1"]) {
      const url = `/zz/servicio/${encodeURIComponent(service)}/opinion`;
      expect([(await get(app, url)).statusCode, (await post(app, url, { tipo: 'abuse', texto: 'algo' })).statusCode]).toEqual([404, 404]);
    }
    expect((await items()).length).toBe(1);
    await app.close();
  });

  it('asks again for what is missing and keeps what was typed; nothing of it comes back as HTML; a machine is thanked and nothing kept', async () => {
    const app = portal();
    const odd = await post(app, '/zz/opinion', { texto: '"><script>alert(1)</script>', nombre: '<b>', tipo: 'x', oficina: "' or 1=1" });
    expect([odd.statusCode, odd.body.includes('<script>alert'), odd.body.includes('&lt;script&gt;'), odd.body.includes('Elija de qué se trata')]).toEqual([422, false, true, true]);
    expect((await post(app, '/zz/opinion', { tipo: 'data' })).statusCode).toBe(422);
    expect((await post(app, '/zz/opinion', { tipo: 'data', texto: 'compre esto', sitio: 'http://x' })).statusCode).toBe(200);
    expect((await post(app, '/zz/opinion', { tipo: 'service', texto: 'sin oficina que exista', oficina: '00000000-0000-7000-8000-00000000ffff' })).statusCode).toBe(200);
    expect((await items()).map((i) => i.office_id)).toEqual([null]);
    await app.close();
  });

  it('abuse goes to the closed circle from the first moment, with its 24 hours', async () => {
    const app = portal();
    const sent = await post(app, '/zz/opinion', { tipo: 'abuse', texto: 'Me pidieron dinero', oficina: OFFICES.window.id });
    expect([codeIn(sent.body).length, sent.body.includes('href="/zz/ayuda?f=protection"')]).toEqual([13, true]);
    await app.close();
    expect((await items())[0]).toMatchObject({ kind: 'abuse', restricted: true });
    expect(await db.owner('select extract(epoch from ack_due_at - received_at)::int / 3600 as hours from feedback.item')).toEqual([{ hours: 24 }]);
  });

  it('one address is not taken for ever, and a flood of one sort does not silence the other', async () => {
    const app = portal();
    for (let n = 0; n < 15; n += 1) expect((await post(app, '/zz/opinion', { tipo: 'praise', texto: `bien ${n}` })).statusCode).toBe(200);
    expect((await post(app, '/zz/opinion', { tipo: 'praise', texto: 'bien' })).statusCode).toBe(429);
    await db.owner(`insert into feedback.item (id, country, ref, kind, restricted, channel, wants_answer, language, state, received_at, ack_due_at, answer_due_at)
      select gen_random_uuid(), 'ZZ', 'x' || n, 'praise', false, 'portal', false, 'es', 'received', $1, $1, $1 from generate_series(1, 500) n`, [TEST_NOW]);
    const full = await post(app, '/zz/opinion', { tipo: 'service', texto: 'se queda escrito' }, '192.0.2.9');
    expect([full.statusCode, full.body.includes('se queda escrito')]).toEqual([429, true]);
    expect((await post(app, '/zz/opinion', { tipo: 'abuse', texto: 'esto sí' }, '192.0.2.9')).statusCode).toBe(200);
    await app.close();
  });
});

describe('the answer by its code', () => {
  it('says how it stands, not what was said; a wrong code and a made-up one read the same', async () => {
    const code = await said();
    const app = portal();
    const page = await ask(app, code.toLowerCase().replaceAll('-', ' '));
    expect([page.statusCode, page.body.includes('Lo recibimos'), page.body.includes('Nadie me atendió')]).toEqual([200, true, false]);
    const [wrong, odd] = [await ask(app, '0000-0000-000'), await ask(app, "' or 1=1 --")];
    expect([wrong.statusCode, odd.statusCode]).toEqual([404, 404]);
    expect((await get(app, '/zz/opinion/respuesta')).statusCode).toBe(200);
    await app.close();
  });

  it('is enough, and that ends it; or it is not, and somebody looks anew, twice at most and within its days', async () => {
    const code = await said();
    for (const round of [1, 2]) {
      await answered();
      const app = portal(1);
      const llave = hidden((await ask(app, code)).body, 'llave');
      expect((await post(app, '/zz/opinion/respuesta', { llave, accion: 'no' })).statusCode).toBe(422);
      const again = await post(app, '/zz/opinion/respuesta', { llave, accion: 'no', texto: 'No me contestaron lo que pregunté' });
      expect([again.statusCode, again.body.includes('Se revisará otra vez')]).toEqual([200, true]);
      expect((await items())[0]).toMatchObject({ state: 'looking', reopened: round });
      await app.close();
    }
    await answered();
    const late = portal(16);
    const after = await ask(late, code);
    expect(after.body).not.toContain('name="llave"');
    await late.close();
    const app = portal(1);
    const page = await ask(app, code);
    expect(page.body).not.toContain('value="no"');
    const llave = hidden(page.body, 'llave');
    expect((await post(app, '/zz/opinion/respuesta', { llave, accion: 'no', texto: 'otra vez no' })).statusCode).toBe(422);
    expect((await post(app, '/zz/opinion/respuesta', { llave, accion: 'bien' })).statusCode).toBe(200);
    expect((await items())[0]).toMatchObject({ state: 'closed', reopened: 2 });
    expect((await post(app, '/zz/opinion/respuesta', { llave, accion: 'bien' })).statusCode).toBe(422);
    await app.close();
  });

  it('opened again it has the time that the country gives for what it is', async () => {
    const code = await said({ tipo: 'abuse' });
    await answered();
    const base = samplelandPack();
    const set = { ...base.slice(feedbackSlice), restricted: { acknowledge: { hours: 24 }, answerWorkingDays: 3 } };
    const pack = { ...base, slice: ((slice: { room: string }) => (slice.room === 'feedback' ? set : base.slice(slice as never))) as typeof base.slice };
    const app = portalOver(db, { faults, now: TEST_NOW, pack });
    const llave = hidden((await ask(app, code)).body, 'llave');
    expect((await post(app, '/zz/opinion/respuesta', { llave, accion: 'no', texto: 'Sigue pasando' })).statusCode).toBe(200);
    // From a Tuesday three days on which offices work, not fifteen.
    expect(await db.owner('select extract(epoch from answer_due_at - $1)::int / 86400 as days from feedback.item', [TEST_NOW])).toEqual([{ days: 3 }]);
    await app.close();
  });

  it('lets nobody try codes for ever; a pass that was turned or is too old opens nothing', async () => {
    const code = await said();
    const app = portal();
    const llave = hidden((await ask(app, code)).body, 'llave');
    await answered();
    const pass = hidden((await ask(app, code)).body, 'llave');
    const turned = Buffer.from(pass, 'base64url');
    turned[40]! ^= 1;
    expect((await post(app, '/zz/opinion/respuesta', { llave: turned.toString('base64url'), accion: 'bien' })).statusCode).toBe(404);
    const late = portal(0.1);
    expect((await post(late, '/zz/opinion/respuesta', { llave: pass, accion: 'bien' })).statusCode).toBe(404);
    await late.close();
    for (let n = 0; n < 9; n += 1) expect((await ask(app, `${n}ABC-DEFG-HJK`)).statusCode).toBe(404);
    expect([(await ask(app, code)).statusCode, (await ask(app, code, '203.0.113.9')).statusCode, llave]).toEqual([429, 200, '']);
    await app.close();
  });

  it('past the pages, anybody reads no item, and nobody who is signed in asks in the name of a code', async () => {
    await said();
    const [{ hash }] = await db.owner<{ hash: string }>('select code_hash as hash from feedback.item') as [{ hash: string }];
    expect((await db.asActor(actors.nobody, (tx) => sql`select id from feedback.item`.execute(tx))).rows).toEqual([]);
    expect((await db.asActor(actors.supervisor, (tx) => sql`select * from feedback.shown_by_code(${hash})`.execute(tx))).rows).toEqual([]);
    expect((await db.asActor({ ...actors.nobody, country: 'HN' }, (tx) => sql`select * from feedback.shown_by_code(${hash})`.execute(tx))).rows).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('who receives it', () => {
  it('reads the name of the service that it is about, but of a protected one nothing', async () => {
    const app = portal();
    await post(app, '/zz/servicio/zz-job-office/opinion', { tipo: 'service', texto: 'Nadie abrió' });
    await app.close();
    const lines = () => db.inContext(actors.supervisor, async (ctx) => (await listFeedback(ctx, { list: 'received' })).lines.map((l) => l.about));
    expect(await lines()).toEqual([expect.objectContaining({ es: expect.any(String) as string })]);
    await db.owner(`update feedback.item set service_id = 'zz-safe-house'`);
    expect(await lines()).toEqual([null]);
  });
});
