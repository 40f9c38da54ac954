import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import type { Client } from '../support/server.ts';
import { testServer } from '../support/server.ts';
import { makeWorld } from './world.ts';
import type { ActorName, World } from './world.ts';

let world: World;
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world.server.close());

const by = (name: ActorName): Client => world.clients.get(name)!;
const value = (v: unknown): object => ({ state: 'value', value: v });

/** Every row of every table of a schema as text, as somebody with a stolen copy of the database would read it. */
async function stolen(tables: readonly string[]): Promise<string> {
  const parts = await Promise.all(tables.map((t) => world.server.db.owner<{ line: string }>(`select x::text as line from ${t} x`)));
  return parts.flat().map((r) => r.line).join('\n');
}

/** A demo account of the story's country as the database sees it. */
async function actorOf(role: 'supervisor' | 'analyst'): Promise<Actor> {
  const [a] = await world.server.db.owner<{ id: string; office_id: string | null; organization_id: string | null }>(`select id, office_id, organization_id from access.user_account where country = 'ZZ' and role = $1`, [role]);
  return { userId: a!.id, role, country: 'ZZ', officeId: a!.office_id, organizationId: a!.organization_id, displayName: role, locale: 'es' };
}

/** The consent as if another reception point had recorded it, which also sees the person. */
async function letReceptionWithdraw(consentId: string): Promise<void> {
  const { db } = world.server;
  const [desk] = await db.owner<{ id: string; office_id: string }>(`select id, office_id from access.user_account where login = 'recepcion2.zz'`);
  await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) select person_id, $2, country, 'returned-again', $3, now() from registry.consent where id = $1`, [consentId, desk!.office_id, desk!.id]);
  await db.owner('update registry.consent set recorded_by = $2 where id = $1', [consentId, desk!.id]);
}

describe('answers kept for commands that are sent twice', () => {
  it('tell a stolen database nothing of what only protection may read', async () => {
    const { caseId } = world.ids;
    const { assessmentId } = (await by('window of the case').send('POST', `/api/cases/${caseId}/assessments`, { instrument: 'single', locale: 'es' })).json<{ assessmentId: string }>();
    const address = `/api/cases/${caseId}/assessments/${assessmentId}/answers`;
    const answers = { violenceSurvivor: value(true), cannotReturnTo: value(['ZZ-0301']) };
    const id = newId();
    const first = await by('window of the case').send('PUT', address, { answers }, { 'x-command-id': id });
    expect(first.statusCode).toBe(200);
    expect(first.body).toContain('ZZ-0301');
    const copy = await stolen(['platform.command', 'platform.outbox', 'assessment.assessment', 'assessment.need', 'assessment.need_event', 'registry.person_fact']);
    for (const secret of ['ZZ-0301', 'cannotReturnTo', 'violenceSurvivor']) expect(copy).not.toContain(secret);
    expect((await by('window of the case').send('PUT', address, { answers }, { 'x-command-id': id })).json()).toEqual(first.json());
  });

  it('do not show a provider again what the person took back, though a reception point wrote it down', async () => {
    const { referralId } = world.ids;
    const address = `/api/inbox/${referralId}/ask`;
    const id = newId();
    const asked = await by('provider with the referral').send('POST', address, { question: '¿Tiene herramientas?' }, { 'x-command-id': id });
    expect(asked.statusCode).toBe(200);
    const [shared] = await world.server.db.owner<{ consent_id: string; snapshot: { firstName: string; publicCode: string } }>(
      'select r.consent_id, s.snapshot from referrals.referral r join referrals.shared s on s.referral_id = r.id where r.id = $1', [referralId]);
    expect(asked.body).toContain(shared!.snapshot.publicCode);
    await letReceptionWithdraw(shared!.consent_id);
    expect((await by('reception of another point').send('POST', `/api/consents/${shared!.consent_id}/withdraw`)).statusCode).toBe(200);
    expect(await world.server.db.owner('select share_closed_at is not null as closed, state from referrals.referral where id = $1', [referralId])).toEqual([{ closed: true, state: 'withdrawn' }]);
    const again = await by('provider with the referral').send('POST', address, { question: '¿Tiene herramientas?' }, { 'x-command-id': id });
    expect(again.body).not.toContain(shared!.snapshot.publicCode);
    expect((await by('provider with the referral').get(`/api/inbox/${referralId}`)).body).not.toContain(shared!.snapshot.publicCode);
  });
});

describe('a reception point, after the person left', () => {
  const desk = (): Client => by('reception of the list');
  const at = (path: string): string => path.replaceAll('{case}', story.caseId).replaceAll('{person}', story.personId);
  const story = { caseId: '', personId: '', assessmentId: '' };

  beforeAll(async () => {
    const row = (await desk().send('POST', '/api/reception/arrivals', { givenNames: 'Partida', surname1: 'Inventada' })).json<{ rowId: string }>();
    await desk().send('POST', `/api/reception/arrivals/${row.rowId}/take`, { takeOver: false });
    const done = await desk().send('POST', `/api/reception/desk/${row.rowId}/finish`, {
      identity: { givenNames: 'Partida', surname1: 'Inventada', phone: '+504 9999 0000' }, who: { decision: 'newPerson' }, urgentNeeds: ['emergency_shelter'],
      return: { returnedOn: world.today, mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: 'ZZ-0101' }, consentToCase: true, nextStep: 'destinationWindow',
    });
    Object.assign(story, done.json());
    const window = by('window of the case');
    const { assessmentId } = (await window.send('POST', at('/api/cases/{case}/assessments'), { instrument: 'single', locale: 'es' })).json<{ assessmentId: string }>();
    story.assessmentId = assessmentId;
    await window.send('PUT', at(`/api/cases/{case}/assessments/${assessmentId}/answers`), { answers: { wantsJob: value(true), income: value('none') } });
    await window.send('POST', at(`/api/cases/{case}/assessments/${assessmentId}/complete`), { leaveOpen: true });
    await window.send('POST', at('/api/cases/{case}/needs'), { need: 'legal_orientation', urgency: 'long', note: 'nota de la ventanilla' });
    await window.send('POST', at('/api/people/{person}/contacts'), { channel: 'address', value: 'Calle Inventada 99', safety: 'safe' });
    await window.send('POST', at('/api/cases/{case}/consents'), { purpose: 'follow-up', given: false });
  });

  it('still reads what it recorded itself', async () => {
    expect((await desk().get(at('/api/people/{person}'))).body).toContain('9999 0000');
    expect((await desk().get(at('/api/cases/{case}/needs'))).json<{ needs: { need: string }[] }>().needs.map((n) => n.need)).toEqual(['emergency_shelter']);
    expect((await desk().get(at('/api/cases/{case}'))).json<{ consents: { purpose: string }[] }>().consents.map((c) => c.purpose)).toEqual(['case']);
  });

  it('reads nothing of what the window wrote down since', async () => {
    const told = await Promise.all([at('/api/people/{person}'), at('/api/cases/{case}'), at('/api/cases/{case}/needs')].map(async (path) => (await desk().get(path)).body));
    for (const secret of ['Calle Inventada', 'nota de la ventanilla', 'legal_orientation', 'job_placement', 'wantsJob', 'follow-up']) expect(told.join('\n')).not.toContain(secret);
    expect((await desk().get(at('/api/cases/{case}/assessments'))).json<{ assessments: unknown[] }>().assessments).toEqual([]);
    expect((await desk().get(at(`/api/cases/{case}/assessments/${story.assessmentId}/record`))).statusCode).toBe(404);
    expect((await by('window of the case').get(at('/api/people/{person}'))).body).toContain('Calle Inventada');
  });

  it('raises a need again on a second return although it does not read it', async () => {
    const [need] = await world.server.db.owner<{ id: string }>(`select id from assessment.need where case_id = $1 and need_code = 'legal_orientation'`, [story.caseId]);
    await by('window of the case').send('POST', `/api/needs/${need!.id}/state`, { state: 'met', why: 'resuelto' });
    const again = await desk().send('POST', at('/api/cases/{case}/needs'), { need: 'legal_orientation', urgency: '72h' });
    expect([again.statusCode, again.body.includes('nota de la ventanilla')]).toEqual([200, false]);
    expect(await world.server.db.owner('select state, urgency from assessment.need where id = $1', [need!.id])).toEqual([{ state: 'open', urgency: '72h' }]);
  });
});

describe('signing in', () => {
  it('behind a proxy, an address that the browser made up does not count', async () => {
    process.env['TRUST_PROXY'] = '1';
    const server = await testServer(['ZZ'], { seed: false });
    delete process.env['TRUST_PROXY'];
    for (const made of ['203.0.113.1', '203.0.113.2']) {
      await server.app.inject({ method: 'POST', url: '/api/sign-in', headers: { 'x-forwarded-for': `${made}, 198.51.100.7` }, payload: { login: 'nadie', password: 'x' } });
    }
    expect(await server.db.owner('select count(distinct key)::int as keys from access.sign_in_try')).toEqual([{ keys: 2 }]);
    await server.close();
  });

  it('anew in a browser ends the session that was there', async () => {
    const sign = (cookie: string) => world.server.app.inject({ method: 'POST', url: '/api/sign-in', headers: { cookie }, payload: { login: 'ventanilla.zz', password: 'ventanilla-demo' } });
    const cookieOf = (answer: Awaited<ReturnType<typeof sign>>): string => answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
    const first = cookieOf(await sign('ventanilla_session=chosen-by-a-stranger'));
    const second = cookieOf(await sign(first));
    const status = async (cookie: string): Promise<number> => (await world.server.app.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).statusCode;
    expect([first.includes('stranger'), first === second, await status(first), await status(second)]).toEqual([false, false, 401, 200]);
  });
});

describe('content that was made to break something', () => {
  const nested = `{"draft":${'{"a":'.repeat(60_000)}1${'}'.repeat(60_001)}`;
  const place = (text: string): string => `/api/cases?after=${Buffer.from(text).toString('base64url')}`;

  it.each([
    ['nesting without end', nested], ['a prototype', '{"draft":{"__proto__":{"admin":true}}}'],
  ])('%s is refused, and is no fault of ours', async (_, payload) => {
    const client = by('reception of the list');
    const { rowId } = (await client.send('POST', '/api/reception/arrivals', { givenNames: 'Rota', surname1: 'Inventada' })).json<{ rowId: string }>();
    await client.send('POST', `/api/reception/arrivals/${rowId}/take`, { takeOver: false });
    const answer = await client.send('PUT', `/api/reception/desk/${rowId}/draft`, payload, { 'content-type': 'application/json' });
    expect(answer.statusCode).toBe(400);
  });

  it('half an emoji, cut by a field, does not keep what was typed from being kept', async () => {
    const client = by('reception of the list');
    const added = await client.send('POST', '/api/reception/arrivals', { givenNames: 'Luz \ud83d', surname1: 'Cortada' });
    expect(added.statusCode).toBe(200);
    const { rowId } = added.json<{ rowId: string }>();
    await client.send('POST', `/api/reception/arrivals/${rowId}/take`, { takeOver: false });
    expect((await client.send('PUT', `/api/reception/desk/${rowId}/draft`, { draft: { note: 'Luz \ud83d' } })).statusCode).toBe(200);
    expect((await client.get(`/api/reception/desk/${rowId}`)).json()).toMatchObject({ person: { givenNames: 'Luz' }, draft: { note: 'Luz ' } });
  });

  it('what commands a machine, pasted into a text of whatever room, does not keep the text from being kept', async () => {
    const desk = by('reception of the list');
    const { rowId } = (await desk.send('POST', '/api/reception/arrivals', { givenNames: 'Pegada', surname1: 'Inventada' })).json<{ rowId: string }>();
    await desk.send('POST', `/api/reception/arrivals/${rowId}/take`, { takeOver: false });
    expect((await desk.send('PUT', `/api/reception/desk/${rowId}/draft`, { draft: { note: 'Luz\u0000 y\u0007Paz' } })).statusCode).toBe(200);
    expect((await desk.get(`/api/reception/desk/${rowId}`)).json()).toMatchObject({ draft: { note: 'Luz y Paz' } });

    const client = by('window of the case');
    const { caseId } = world.ids;
    const need = await client.send('POST', `/api/cases/${caseId}/needs`, { need: 'job_placement', urgency: 'long', note: 'una\u0000 línea\r\notra\u200b' });
    expect(need.statusCode).toBe(200);
    const { needId } = need.json<{ needId: string }>();
    expect((await client.get(`/api/cases/${caseId}/needs`)).body).toContain('una línea\\notra');
    expect((await client.send('POST', `/api/needs/${needId}/state`, { state: 'withdrawn', why: 'se\u0001equivocó' })).statusCode).toBe(200);
    expect((await client.get('/api/places?text=San%00')).statusCode).toBe(200);
  });

  it.each(['1|2020-01-01|x', `NaN|2020-01-01|${newId()}`, '1|never|x', '|||'])('a made-up place in a list (%s) is refused', async (text) => {
    expect((await by('window of the case').get(place(text))).statusCode).toBe(400);
  });
});

describe('a refused try', () => {
  it.each(['%00', encodeURIComponent('Anselmo Inventado'), encodeURIComponent("' or 1=1 --")])('with an address of %s is audited, without what was written there', async (odd) => {
    const count = async (): Promise<{ n: number; kept: number }> => (await world.server.db.owner<{ n: number; kept: number }>(
      `select count(*)::int as n, count(record_id)::int as kept from access.audit_entry where action = 'registry.read-cases' and outcome = 'refused'`))[0]!;
    const before = await count();
    expect((await by('window of the case').get(`/api/cases/${odd}`)).statusCode).toBe(400);
    expect(await count()).toEqual({ n: before.n + 1, kept: before.kept });
  });
});

describe('a file', () => {
  it.each(['/api/directory/imports/check?source=prueba', '/api/directory/imports?source=prueba', '/api/reception/uploads'])('for %s is read only from somebody who may send it', async (path) => {
    const more = Buffer.alloc(33 * 1024 * 1024);
    const [nobody, desk] = [by('nobody'), by('window of the case')];
    expect([(await nobody.upload(path, 'a.zip', more)).statusCode, (await desk.upload(path, 'a.zip', more)).statusCode]).toEqual([401, 403]);
  });
});

describe('figures', () => {
  it('count a secret need without saying of what kind it is, whatever the query', async () => {
    await world.server.db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, restricted, opened_by, opened_at, opened_on)
      select $1, 'ZZ', $2, 'gbv_support', '24h', 'open', 'rule', true, opened_by, now(), current_date from registry.case_file where id = $2`, [newId(), world.ids['caseId']]);
    for (const role of ['supervisor', 'analyst'] as const) {
      const actor = await actorOf(role);
      const rows = await world.server.db.asActor(actor, async (tx) => (await sql<{ need_code: string }>`select need_code from assessment.facts_need where restricted`.execute(tx)).rows);
      expect([role, new Set(rows.map((r) => r.need_code))]).toEqual([role, new Set(['reserved'])]);
    }
  });
});

describe('a referral for a need that only the closed circle may know of', () => {
  const sent = { referralId: '', consentId: '', needId: '', caseId: '' };

  beforeAll(async () => {
    const { db } = world.server;
    const made = await by('window of the case').send('POST', '/api/people', { person: { givenNames: 'Callada', surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } });
    const { caseId } = made.json<{ caseId: string }>();
    const need = await by('window of the case').send('POST', `/api/cases/${caseId}/needs`, { need: 'job_placement', urgency: 'long' });
    const { needId } = need.json<{ needId: string }>();
    const address = `/api/cases/${caseId}/referral-options?need=${needId}&service=${world.ids['serviceId']}`;
    const { wordingVersion } = (await by('window of the case').get(address)).json<{ wordingVersion: string }>();
    const answer = await by('window of the case').send('POST', `/api/cases/${caseId}/referrals`, {
      needId, serviceId: world.ids['serviceId'], urgency: '2weeks', consent: { given: true, givenBy: 'person', sections: [], locale: 'es', wordingVersion, manner: 'read-aloud' },
    });
    expect(answer.statusCode).toBe(200);
    // As if protection had heard it, and a colleague of the case's office had sent it.
    await db.owner(`update assessment.need set restricted = true, opened_by = $2 where id = $1`, [needId, newId()]);
    const { referralId } = answer.json<{ referralId: string }>();
    const [row] = await db.owner<{ consent_id: string }>(`update referrals.referral set sent_by = $2 where id = $1 returning consent_id`, [referralId, newId()]);
    Object.assign(sent, { referralId, consentId: row!.consent_id, needId, caseId });
  });

  it('is shown neither to the officers of the case nor to supervision, in no list', async () => {
    for (const who of ['window of the case', 'supervisor'] as const) {
      const paths = [`/api/cases/${sent.caseId}/referrals`, `/api/referrals/${sent.referralId}`, ...['waiting', 'unanswered', 'returned', 'answered'].map((list) => `/api/referrals?list=${list}`)];
      for (const path of paths) expect([who, path, (await by(who).get(path)).body.includes(sent.referralId)]).toEqual([who, path, false]);
      expect((await by(who).get(`/api/referrals/${sent.referralId}`)).statusCode).toBe(404);
    }
    const rows = await world.server.db.asActor(await actorOf('supervisor'), async (tx) => (await sql`select from referrals.referral where id = ${sent.referralId}`.execute(tx)).rows);
    expect(rows).toEqual([]);
  });

  it('reaches its provider, and ends there when anybody of the case writes down that consent is taken back', async () => {
    expect((await by('provider with the referral').get(`/api/inbox/${sent.referralId}`)).statusCode).toBe(200);
    expect((await by('window of the case').send('POST', `/api/consents/${sent.consentId}/withdraw`)).statusCode).toBe(200);
    expect(await world.server.db.owner('select state, share_closed_at is not null as closed from referrals.referral where id = $1', [sent.referralId])).toEqual([{ state: 'withdrawn', closed: true }]);
  });
});
