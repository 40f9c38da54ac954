import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACTORS, makeWorld, type ActorName, type World } from './world.ts';

let world: World;
beforeAll(async () => { world = await makeWorld(); });
afterAll(() => world.server.close());

const ALONE = [
  ...['alerts', 'related', 'assessments', 'needs', 'referrals', 'follow-ups', 'transfers', 'plan', 'papers', 'support', 'conferences', 'happenings', 'officers', 'arrival', 'referral-drafts', 'abroad-news'].map((part) => `/api/cases/:caseId/${part}`),
  ...['', '/family', '/identity', '/returns'].map((part) => `/api/people/:personId${part}`),
];
const signedIn = (Object.keys(ACTORS) as ActorName[]).filter((who) => who !== 'nobody');
const json = (body: string): { parts: Record<string, unknown> } => JSON.parse(body) as { parts: Record<string, unknown> };

it.each(signedIn)('the whole page of a case gives %s exactly what each of its parts gives when it is asked alone', async (who) => {
  const client = world.clients.get(who)!;
  const caseId = world.ids['caseId']!;
  const personId = world.ids['personId']!;
  const own = await client.get(`/api/cases/${caseId}`);
  const page = await client.get(`/api/cases/${caseId}/page`);
  expect(page.statusCode).toBe(own.statusCode);
  if (own.statusCode !== 200) return;
  const expected: Record<string, unknown> = { [`/api/cases/${caseId}`]: JSON.parse(own.body) };
  for (const path of ALONE) {
    const address = path.replace(':caseId', caseId).replace(':personId', personId);
    const alone = await client.get(address);
    if (alone.statusCode === 200) expected[address] = JSON.parse(alone.body);
  }
  expect(json(page.body).parts).toEqual(expected);
});

it('the page of a case is one entry of the audit, about the case and the person', async () => {
  const count = async (): Promise<number> => (await world.server.db.owner<{ n: number }>('select count(*)::int as n from access.audit_entry where record_id = $1 and subject_id = $2', [world.ids['caseId'], world.ids['personId']]))[0]!.n;
  const all = async (): Promise<number> => (await world.server.db.owner<{ n: number }>('select count(*)::int as n from access.audit_entry', []))[0]!.n;
  const before = [await count(), await all()];
  await world.clients.get('window of the case')!.get(`/api/cases/${world.ids['caseId']}/page`);
  expect([await count(), await all()]).toEqual(before.map((n) => n + 1));
});
