import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import type { Route } from '#platform/http';
import { allRoutes } from '../../src/apps/server/rooms.ts';
import type { Client } from '../support/server.ts';
import { must } from './stories/asking.ts';
import { makeWorld } from './world.ts';
import type { ActorName, World } from './world.ts';

/** What was built for the way after arrival, tried by somebody who wants to know what is hidden. */
let world: World;
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world.server.close());

const by = (name: ActorName): Client => world.clients.get(name)!;

describe('a referral for a need that only the closed circle may know of', () => {
  const story = { caseId: '', referralId: '' };
  /** The colleague at the same window, and supervision, keep the case and know of no such need. */
  const others = async (): Promise<string[]> => {
    const paths = [`/api/cases/${story.caseId}`, `/api/cases/${story.caseId}/referrals`, `/api/cases/${story.caseId}/happenings`, '/api/cases?list=waiting', '/api/cases?list=due', '/api/cases?list=overdue', '/api/referrals?list=waiting'];
    const told = await Promise.all(paths.map((path) => by('supervisor').get(path)));
    expect(told.map((t) => t.statusCode)).toEqual(paths.map(() => 200));
    return told.map((t) => t.body);
  };

  beforeAll(async () => {
    const { server } = world;
    const window = by('window of the case');
    const { caseId } = await must<{ caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Reservada Ficticia', surname1: newId().slice(-8), birthDate: '1990-01-01' }, case: { destinationAdmin2: 'ZZ-0101' } }));
    story.caseId = caseId;
    const { needId } = await must<{ needId: string }>(window.send('POST', `/api/cases/${caseId}/needs`, { need: 'legal_orientation', urgency: '72h' }));
    await server.db.owner('update assessment.need set restricted = true where id = $1', [needId]);
    const { wordingVersion } = await must<{ wordingVersion: string }>(window.get(`/api/cases/${caseId}/referral-options?need=${needId}&service=zz-legal-desk`));
    ({ referralId: story.referralId } = await must<{ referralId: string }>(window.send('POST', `/api/cases/${caseId}/referrals`, {
      needId, serviceId: 'zz-legal-desk', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion, manner: 'read-aloud' },
    })));
  });

  it('names neither recipient nor service to others in the consent that it rests on', async () => {
    const told = await others();
    expect(told.join('\n')).not.toContain(story.referralId);
    // Other people of the lists go to the same service; of this case nothing says so.
    for (const secret of ['zz-legal-desk', 'zz-ministry']) expect(told.slice(0, 3).join('\n')).not.toContain(secret);
    const own = (await by('window of the case').get(`/api/cases/${story.caseId}`)).body;
    expect(own).toContain('zz-legal-desk');
  });

  it('also where the need becomes secret later', async () => {
    const window = by('window of the case');
    const { needId } = await must<{ needId: string }>(window.send('POST', `/api/cases/${story.caseId}/needs`, { need: 'vocational_training', urgency: '72h' }));
    const { wordingVersion } = await must<{ wordingVersion: string }>(window.get(`/api/cases/${story.caseId}/referral-options?need=${needId}&service=zz-youth-trades`));
    await must(window.send('POST', `/api/cases/${story.caseId}/referrals`, { needId, serviceId: 'zz-youth-trades', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion, manner: 'read-aloud' } }));
    expect((await by('supervisor').get(`/api/cases/${story.caseId}`)).body).toContain('zz-youth-trades');
    await world.server.db.owner('update assessment.need set restricted = true where id = $1', [needId]);
    expect((await by('supervisor').get(`/api/cases/${story.caseId}`)).body).not.toContain('zz-youth-trades');
    expect((await by('supervisor').get('/api/cases?list=waiting')).body).not.toContain(story.caseId);
  });

  it('does not put the case on lists from which others would conclude that there is one', async () => {
    expect(await world.server.db.owner(`select source from registry.case_step where case_id = $1 and source = 'referral'`, [story.caseId])).toEqual([]);
    expect((await by('supervisor').get('/api/cases?list=waiting')).body).not.toContain(story.caseId);
  });
});

describe('what the closed circle knows of a case', () => {
  const SAID = 'lo que solo protección lee';
  const ids: Record<string, string> = {};
  const colleagues: Client[] = [];

  /** Somebody else at the same window. */
  async function colleague(): Promise<Client> {
    const login = `colega-${newId().slice(-8)}.zz`;
    await world.server.db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, organization_id, password_hash, must_change_password, created_at)
      select $1, country, $2, 'Colega', role, office_id, organization_id, password_hash, false, now() from access.user_account where login = 'ventanilla.zz'`, [newId(), login]);
    return world.server.signIn(login);
  }

  beforeAll(async () => {
    const { db } = world.server;
    const window = by('window of the case');
    Object.assign(ids, await must<object>(window.send('POST', '/api/people', { person: { givenNames: 'Callada Ficticia', surname1: newId().slice(-8), birthDate: '1990-01-01' }, case: { destinationAdmin2: 'ZZ-0101' } })));
    const [account] = await db.owner<{ id: string }>(`select id from access.user_account where login = 'proteccion.zz'`);
    const at = `/api/cases/${ids['caseId']!}`;
    const interview = async (instrument: string, answers: object): Promise<string> => {
      const { assessmentId: id } = await must<{ assessmentId: string }>(window.send('POST', `${at}/assessments`, { instrument, locale: 'es' }));
      await must(window.send('PUT', `${at}/assessments/${id}/answers`, { answers }));
      await must(window.send('POST', `${at}/assessments/${id}/complete`, { leaveOpen: true }));
      return id;
    };
    await interview('screening', { dangerNow: value(true) });
    const assessmentId = await interview('single', { violenceSurvivor: value(true), cannotReturnTo: value(['ZZ-0301']) });
    // The alarm, and all that follows, is protection's: whoever sat there that day has another account.
    const stranger = newId();
    await db.owner('update assessment.alert set raised_by = $2 where case_id = $1', [ids['caseId'], stranger]);
    const protection = by('protection at the point of the list');
    const { needId } = await must<{ needId: string }>(protection.send('POST', `${at}/needs`, { need: 'legal_orientation', urgency: '72h', note: SAID }));
    await db.owner('update assessment.need set restricted = true where id = $1', [needId]);
    const { wordingVersion } = await must<{ wordingVersion: string }>(protection.get(`${at}/referral-options?need=${needId}&service=zz-legal-desk`));
    const { referralId } = await must<{ referralId: string }>(protection.send('POST', `${at}/referrals`, { needId, serviceId: 'zz-legal-desk', urgency: '72h', note: SAID, consent: { given: true, sections: [], locale: 'es', wordingVersion, manner: 'read-aloud' } }));
    await must(protection.send('POST', `/api/referrals/${referralId}/outside`, { kind: 'link' }));
    const { supportId } = await must<{ supportId: string }>(protection.send('POST', `${at}/support`, { need: 'legal_orientation', givenOn: world.today, giver: 'own-office', note: SAID }));
    const [alert] = await db.owner<{ id: string }>('select id from assessment.alert where case_id = $1', [ids['caseId']]);
    await must(protection.send('POST', `/api/alerts/${alert!.id}/answer`, { what: SAID }));
    Object.assign(ids, { needId, referralId, supportId, alertId: alert!.id, assessmentId, account: account!.id });
    colleagues.push(await colleague(), by('supervisor'));
  });

  const value = (v: unknown): object => ({ state: 'value', value: v });
  const reads = allRoutes.filter((r) => r.method === 'GET' && r.audience === 'signed-in');
  const pathOf = (route: Route): string => route.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? world.ids[name] ?? newId());
  const QUERIES = ['', '?list=waiting', '?list=due', '?list=overdue', '?list=office', '?list=closed', '?list=answered', '?list=returned'];

  it.each(reads.map((r) => [r.path, r] as const))('%s tells colleagues and supervision nothing of it', async (_, route) => {
    for (const client of colleagues) {
      for (const query of route.path.includes(':') ? [''] : QUERIES) {
        const { body } = await client.get(pathOf(route) + query);
        for (const secret of [SAID, 'danger-now']) expect(body, query).not.toContain(secret);
        // An id that was asked for may come back in a refusal. The access record names actions and ids, and opens nothing.
        if (!/:needId|:referralId|:supportId|audit|readers/.test(route.path)) for (const secret of [ids['needId']!, ids['referralId']!, ids['supportId']!]) expect(body, query).not.toContain(secret);
        if (/:caseId|:personId/.test(route.path)) for (const secret of ['zz-legal-desk', 'ZZ-0301']) expect(body, query).not.toContain(secret);
      }
    }
  });

  it('is there for protection itself, and the case for the colleagues', async () => {
    for (const client of colleagues) expect((await client.get(`/api/cases/${ids['caseId']!}/page`)).statusCode).toBe(200);
    const protection = by('protection at the point of the list');
    for (const path of ['needs', 'referrals', 'support', 'alerts']) expect((await protection.get(`/api/cases/${ids['caseId']!}/${path}`)).body, path).toContain(path === 'alerts' ? 'danger-now' : SAID);
  });
});

describe('a place in a list that was made up', () => {
  const id = newId();
  const texts = ['1', '2026-13-45', '2026-02-30', '0000-01-01', '10000-01-01', '+275760-09-13T00:00:00.000Z', '9999-99-99 99:99:99+99', 'infinity', 'Tue', ''].flatMap((at) => [`${at}|${id}`, `9|${at}|${id}`, `${at}|${'-'.repeat(36)}`, at]);
  const lists: readonly (readonly [ActorName, string])[] = [
    ['window of the case', '/api/cases?list=office'], ['window of the case', '/api/cases?list=due'], ['window of the case', '/api/cases?list=incoming'], ['supervisor', '/api/alerts?list=waiting'],
    ['supervisor', '/api/alerts?list=answered'], ['window of the case', '/api/referrals?list=waiting'], ['provider with the referral', '/api/inbox?list=new'], ['supervisor', '/api/emergency-referrals?list=waiting'],
    ['window of the case', '/api/follow-ups?list=upcoming'], ['window of the case', '/api/plan-actions?list=upcoming'], ['window of the case', '/api/cases/{case}/happenings?limit=5'],
  ];
  it.each(lists)('%s %s: is a refusal or the first page, and no fault of ours', async (who, list) => {
    const path = list.replace('{case}', world.ids['caseId']!);
    expect((await by(who).get(path)).statusCode).toBe(200);
    for (const text of texts) {
      const place = encodeURIComponent(Buffer.from(text).toString('base64url'));
      for (const name of ['after', 'before']) expect([200, 400], text).toContain((await by(who).get(`${path}&${name}=${place}`)).statusCode);
    }
  });
});
