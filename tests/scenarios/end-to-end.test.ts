/**
 * Every situation through the real server: somebody registers the person, what they said gives the needs, a service is found and asked, the organization answers, the
 * need is met, somebody calls. What was said in confidence reaches nobody whom the person did not agree to.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { hashPassword } from '#access';
import { isRestricted, type FactCode } from '#kernel/facts';
import { newId } from '#kernel/ids';
import { testServer, type Client, type TestServer } from '../support/server.ts';
import { PEOPLE, type SyntheticPerson } from './people.ts';
import { needsOf } from './situations.ts';

let server: TestServer;
const windows = new Map<string, Client>();
const providers = new Map<string, Client>();

const PASSWORD = 'only for this test, for a minute';
const YEAR_MS = 365.25 * 86_400_000;
/** What stands in other fields of the record than among answers. */
const FIELDS = new Set(['age', 'sex', 'nationality', 'monthsSinceReturn', 'destinationAdmin1', 'destinationAdmin2', 'documentsHeld', 'stillAbroad']);

beforeAll(async () => {
  server = await testServer(['MX', 'SV', 'GT', 'HN']);
  for (const country of ['mx', 'sv', 'gt', 'hn']) windows.set(country.toUpperCase(), await server.signIn(`ventanilla.${country}`));
});
afterAll(() => server.close());

async function good<T>(answer: Promise<LightMyRequestResponse>): Promise<T> {
  const { statusCode, body, json } = await answer;
  expect(statusCode, body.slice(0, 400)).toBe(200);
  return json<T>();
}

/** Somebody of the organization, with an account. */
async function providerOf(country: string, organization: string): Promise<Client> {
  const key = `${country} ${organization}`;
  const known = providers.get(key);
  if (known) return known;
  const [officeId, login] = [newId(), `e2e-${providers.size}`];
  await server.db.owner(`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id) values ($1, $2, 'provider', $3, 'Prueba', 'Test', $4)`, [officeId, country, login, organization]);
  await server.db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, organization_id, password_hash, must_change_password, created_at)
    values ($1, $2, $3, 'Prueba', 'provider', $4, $5, $6, false, now())`, [newId(), country, login, officeId, organization, await hashPassword(PASSWORD)]);
  const client = await server.signIn(login, PASSWORD);
  providers.set(key, client);
  return client;
}

interface Registered { readonly personId: string; readonly caseId: string; readonly surname: string; readonly phone: string }
let registered = 0;

async function register(window: Client, id: string, person: SyntheticPerson): Promise<Registered> {
  const value = (code: string): unknown => (person.facts as Record<string, { value?: unknown }>)[code]?.value;
  const [surname, phone] = [`Inventada${newId().slice(-8)}`, `5550 0${100 + (++registered)}`];
  const { personId, caseId } = await good<{ personId: string; caseId: string }>(window.send('POST', '/api/people', {
    person: {
      givenNames: `Persona ${person.run} ${id}`, surname1: surname, birthDate: new Date(server.clock.now().getTime() - (Number(value('age')) + 0.5 + registered / 100) * YEAR_MS).toISOString().slice(0, 10),
      ...(value('sex') ? { sex: value('sex') } : {}), nationalities: value('nationality') ?? [person.country], contacts: [{ channel: 'phone', value: phone, safety: 'safe' }],
    },
    case: { destinationAdmin2: person.admin2 },
  }));
  const facts = Object.entries(person.facts).filter(([code]) => !FIELDS.has(code)).map(([code, state]) => ({ code, value: (state as { value: unknown }).value }));
  await good(window.send('POST', `/api/people/${personId}/facts`, { facts }));
  return { personId, caseId, surname, phone };
}

interface Need { readonly needId: string; readonly need: string; readonly state: string; readonly urgency: string }
const needsNow = async (window: Client, caseId: string): Promise<readonly Need[]> => (await good<{ needs: Need[] }>(window.get(`/api/cases/${caseId}/needs`))).needs;

interface Offer { readonly serviceId: string; readonly verdict: string }
interface Suggested { readonly need: Need; readonly offers: readonly Offer[] }

async function suggestionsFor(window: Client, caseId: string, need: Need): Promise<Suggested> {
  const answer = await good<{ suggestions: { needs: { offers: Offer[] }[] } } & { needs?: { offers: Offer[] }[]; offers?: Offer[] }>(window.get(`/api/cases/${caseId}/needs/${need.needId}/suggestions`));
  const offers = answer.offers ?? (answer.needs ?? answer.suggestions?.needs ?? []).flatMap((n) => n.offers);
  return { need, offers };
}

/** Not the whole name, and none of what was told in confidence. */
function expectNothingElse(inbox: string, person: SyntheticPerson, surname: string): void {
  expect(inbox).not.toContain(surname);
  for (const code of Object.keys(person.facts)) if (isRestricted(code as FactCode)) expect(inbox, code).not.toContain(code);
}

/** The first service that fits is asked; its organization accepts, helps, and says how it ended. */
async function askFirst(window: Client, { caseId, surname, phone }: Registered, person: SyntheticPerson, suggested: readonly Suggested[]): Promise<string | null> {
  const asked = suggested.find((s) => s.offers.some((o) => o.verdict === 'fits'));
  const serviceId = asked?.offers.find((o) => o.verdict === 'fits')?.serviceId;
  if (!asked || !serviceId) return null;
  const options = await good<{ recipient: { organizationId: string }; wordingVersion: string; age: number }>(window.get(`/api/cases/${caseId}/referral-options?need=${asked.need.needId}&service=${serviceId}`));
  const provider = await providerOf(person.country, options.recipient.organizationId);
  const { referralId } = await good<{ referralId: string }>(window.send('POST', `/api/cases/${caseId}/referrals`, {
    needId: asked.need.needId, serviceId, urgency: asked.need.urgency,
    consent: { given: true, sections: ['contact'], locale: 'es', wordingVersion: options.wordingVersion, manner: 'read-aloud', ...(options.age < 18 ? { givenBy: 'guardian', childAssent: true } : {}) },
  }));
  const opened = await provider.get(`/api/inbox/${referralId}`);
  expect(opened.statusCode).toBe(200);
  expect(opened.body).toContain(phone);
  expectNothingElse(opened.body, person, surname);
  await good(provider.send('POST', `/api/inbox/${referralId}/accept`, {}));
  await good(provider.send('POST', `/api/inbox/${referralId}/start`, {}));
  await good(provider.send('POST', `/api/inbox/${referralId}/complete`, { outcome: 'reached' }));
  // What the organization says is not the last word: the person is asked.
  expect((await window.send('POST', `/api/referrals/${referralId}/acknowledge`, {})).body).toContain('referrals.confirm-first');
  // With the person's yes the need is met: the case of the scenario reads it afterwards.
  await good(window.send('POST', `/api/referrals/${referralId}/confirm`, { answer: 'yes' }));
  return asked.need.needId;
}

/** Somebody calls on the first day of the rhythm and hears how it goes. */
async function call(window: Client, caseId: string): Promise<void> {
  const contacts = () => good<{ followUps: { followUpId: string; round: string | null; state: string }[] }>(window.get(`/api/cases/${caseId}/follow-ups`));
  const { followUps } = await contacts();
  const first = followUps.find((f) => f.round === null)!;
  const { ways } = await good<{ ways: { contactId: string }[] }>(window.get(`/api/follow-ups/${first.followUpId}`));
  const by = { channel: 'phone', contactId: ways[0]!.contactId };
  await good(window.send('POST', `/api/follow-ups/${first.followUpId}/attempts`, { ...by, outcome: 'no-answer' }));
  await good(window.send('POST', `/api/follow-ups/${first.followUpId}/attempts`, { ...by, outcome: 'reached', note: 'está bien' }));
  const after = await contacts();
  expect(after.followUps.find((f) => f.followUpId === first.followUpId)?.state).toBe('done');
}

/** The case ends with what was reached and goes on when it must; a child for whom nobody answers is not let go. */
async function end(window: Client, caseId: string, needId: string, person: SyntheticPerson): Promise<void> {
  const close = () => window.send('POST', `/api/cases/${caseId}/close`, { code: 'goals-reached', reached: [{ kind: 'need', id: needId, result: 'met' }], referrals: 'withdraw' });
  if (Number((person.facts.age as { value: unknown }).value) < 18) {
    expect((await close()).body).toContain('registry.closing-child-without-guardian');
    return;
  }
  await good(close());
  await good(window.send('POST', `/api/cases/${caseId}/reopen`, { why: 'volvió a pedir ayuda' }));
}

const run = Object.entries(PEOPLE).flatMap(([id, people]) => people.map((person) => ({ id, person })));
const openly = (person: SyntheticPerson): SyntheticPerson => ({ ...person, facts: Object.fromEntries(Object.entries(person.facts).filter(([code]) => !isRestricted(code as FactCode))) });

describe.each(run)('$id, $person.run', ({ id, person }) => {
  it('is received, understood, helped and followed', async () => {
    const window = windows.get(person.country)!;
    const one = await register(window, id, person);
    const { caseId } = one;
    const there = await needsNow(window, caseId);
    // What follows from answers in confidence, a window does not see by itself.
    const derived = needsOf(openly(person)).map((n) => n.code).filter((code) => !(code in person.alsoNeeds));
    expect(there.map((n) => n.need)).toEqual(expect.arrayContaining(derived));
    for (const need of Object.keys(person.alsoNeeds)) {
      if (!there.some((n) => n.need === need)) await good(window.send('POST', `/api/cases/${caseId}/needs`, { need, urgency: 'long', note: 'a mano' }));
    }
    const suggested: Suggested[] = [];
    for (const need of await needsNow(window, caseId)) suggested.push(await suggestionsFor(window, caseId, need));
    const met = await askFirst(window, one, person, suggested);
    expect(met, JSON.stringify(suggested.map((s) => [s.need.need, s.offers])).slice(0, 500)).not.toBeNull();
    expect((await needsNow(window, caseId)).find((n) => n.needId === met)?.state).toBe('met');
    await call(window, caseId);
    await end(window, caseId, met!, person);
  });
});
