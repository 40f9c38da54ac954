/** S-02 through the real server: a girl of twelve who came alone. Nobody closes her case or hands her over before protection has verified somebody and the authority has decided. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { raiseAlert } from '#assessment';
import { addDays, dayIn } from '#kernel/dates';
import { inContext } from '#platform/context';
import { testServer, type Client, type TestServer } from '../support/server.ts';

let server: TestServer;
let protection: Client;
let window: Client;
beforeAll(async () => {
  server = await testServer(['HN']);
  [protection, window] = await Promise.all([server.signIn('proteccion.hn'), server.signIn('ventanilla.hn')]);
});
afterAll(() => server.close());

async function good<T = Record<string, string>>(answer: Promise<LightMyRequestResponse>): Promise<T> {
  const { statusCode, body, json } = await answer;
  expect(statusCode, body.slice(0, 400)).toBe(200);
  return json<T>();
}

interface Need { readonly need: string; readonly state: string }
interface Family { readonly state: string | null; readonly work: { readonly questionId: string; readonly before: { readonly code: string }[] } | null }
interface Contact { readonly dueOn: string; readonly channel: string; readonly label: { readonly es: string } }

it('S-02: a girl of twelve goes to her grandmother when everything is confirmed, and her aunt is refused', async () => {
  const today = dayIn(server.house.packs.get('HN')!.info.timeZone, server.clock.now());
  const place = server.house.packs.get('HN')!.places.all()[0]!.id;
  const { caseId, personId } = await good(window.send('POST', '/api/people', {
    person: { givenNames: 'Niña S-02', surname1: 'Inventada', birthDate: `${Number(today.slice(0, 4)) - 12}-01-01`, sex: 'F' }, case: { destinationAdmin2: place },
  }));
  // She says that she is alone: protection is told, and sees her case.
  await good(window.send('POST', `/api/people/${personId!}/facts`, { facts: [{ code: 'travellingAs', value: 'unaccompaniedChild' }] }));
  const [officer] = await server.db.owner<{ id: string; officeId: string; organizationId: string }>(`select id, office_id as "officeId", organization_id as "organizationId" from access.user_account where login = 'ventanilla.hn'`);
  const actor = { userId: officer!.id, role: 'window', country: 'HN', officeId: officer!.officeId, organizationId: officer!.organizationId, displayName: 'Ventanilla', locale: 'es' } as const;
  await inContext(server.house, { actor, purpose: 'case-management', now: server.clock.now() }, (ctx) => raiseAlert(ctx, caseId!, 'child-alone'));

  const close = async () => (await window.send('POST', `/api/cases/${caseId!}/close`, { code: 'moved' })).body;
  expect(await close()).toContain('registry.closing-child-without-guardian');
  const { questionId } = await good(protection.send('POST', '/api/family-questions', { caseId }));
  const relative = (name: string, word: string) => good(protection.send('POST', `/api/family-questions/${questionId!}/relatives`, { name, word, foundHow: 'child-told', reach: '5550 0188' }));
  const { familyRelativeId: aunt } = await relative('Tía Inventada', 'uncle-aunt');
  const { familyRelativeId: grandmother } = await relative('Abuela Inventada', 'grandparent');
  const decide = (relativeId: string | undefined, outcome: string) => good(protection.send('POST', `/api/family-questions/${questionId!}/decisions`, {
    outcome, relativeId, authority: 'Autoridad Ficticia', paper: 'Resolución 1', decidedOn: today, reasons: 'prueba',
  }));
  const plan = () => protection.send('POST', `/api/family-questions/${questionId!}/handovers`, { plannedOn: today, point: 'elsewhere', place: 'Punto Inventado', broughtBy: 'Protección', cannotTravel: true, travelAid: true });
  expect((await plan()).body).toContain('protection.no-decision');

  // The aunt is refused: somebody asks how the girl is, and the case does not say why.
  await decide(aunt, 'not-with-them');
  const { needs } = await good<{ needs: Need[] }>(window.get(`/api/cases/${caseId!}/needs`));
  expect(needs.map((n) => n.need)).toEqual(expect.arrayContaining(['mental_health', 'family_tracing_reunification']));
  const { followUps } = await good<{ followUps: Contact[] }>(window.get(`/api/cases/${caseId!}/follow-ups`));
  expect(followUps.map((f) => [f.dueOn, f.channel])).toContainEqual([addDays(today, 3), 'visit']);

  // The grandmother: decided for, and yet nobody hands the girl over before everything is confirmed.
  await decide(grandmother, 'reunite');
  expect((await plan()).body).toContain('protection.relative-not-verified');
  for (const item of ['identity-seen', 'relation-proven', 'home-seen', 'no-danger-known']) await good(protection.send('POST', `/api/family-relatives/${grandmother!}/checks`, { item, result: 'confirmed', on: today }));
  expect((await plan()).body).toContain('protection.child-not-heard');
  await good(protection.send('POST', `/api/family-relatives/${grandmother!}/child`, { word: 'wants', said: 'Quiere ir con ella', on: today }));
  const { familyHandoverId } = await good(plan());
  expect(await close()).toContain('protection.closing-family-open');

  // The window knows that protection looks after it, and nothing else.
  const seen = await window.get(`/api/cases/${caseId!}/family-question`);
  expect(seen.json<Family>()).toMatchObject({ state: 'open', work: null });
  for (const secret of ['Abuela Inventada', 'Tía Inventada', '5550 0188', 'Autoridad Ficticia', 'Punto Inventado']) {
    for (const page of [`/api/cases/${caseId!}/family-question`, `/api/cases/${caseId!}`, `/api/cases/${caseId!}/happenings`, `/api/cases/${caseId!}/needs`, `/api/cases/${caseId!}/follow-ups`, `/api/people/${personId!}/family`]) {
      expect((await window.get(page)).body, `${page} ${secret}`).not.toContain(secret);
    }
  }

  await good(protection.send('POST', `/api/family-handovers/${familyHandoverId!}/step`, { step: 'done', on: today, identitySeen: true }));
  // Somebody still has to say what was done about the alarm; then nothing stands against closing.
  expect(await close()).toContain('assessment.closing-alert-open');
  const { alerts } = await good<{ alerts: { alertId: string }[] }>(protection.get(`/api/cases/${caseId!}/alerts`));
  for (const { alertId } of alerts) await good(protection.send('POST', `/api/alerts/${alertId}/answer`, { what: 'Está con su abuela' }));
  await good(window.send('POST', `/api/cases/${caseId!}/close`, { code: 'goals-reached' }));
});
