/**
 * The ways to a person that were given out before two records were found to be one: an address in a message, the code on a slip, a command that a device
 * kept while it had no network. None of them leads nowhere, none is carried out twice, and all of them still stand when the link is taken back.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#kernel/ids';
import { testServer, type Client, type TestServer } from '../support/server.ts';

let server: TestServer;
let window: Client;
beforeAll(async () => {
  server = await testServer();
  window = await server.signIn('ventanilla.zz');
}, 120_000);
afterAll(() => server.close());

interface Registered { readonly personId: string; readonly publicCode: string; readonly caseId: string }
interface Seen { readonly person: { readonly givenNames: string; readonly identity: readonly string[] }; readonly corrections: readonly { readonly field: string }[]; readonly caseId: string | null }

const SURNAMES = ['Ixtabalán', 'Zurdo', 'Quemé', 'Botón', 'Yaxón', 'Fajardo', 'Cholotío', 'Murga', 'Nimatuj'];
let serial = 0;
async function registered(givenNames: string): Promise<Registered> {
  const answer = await window.send('POST', '/api/people', { person: { givenNames, surname1: SURNAMES[serial++] }, case: { destinationAdmin2: 'ZZ-0101' } });
  expect(answer.statusCode).toBe(200);
  return answer.json<Registered>();
}
const seen = async (personId: string) => (await window.get(`/api/people/${personId}`)).json<Seen>();
async function linked(a: Registered, b: Registered): Promise<string> {
  return (await window.send('POST', '/api/identity-decisions', { personA: a.personId, personB: b.personId, decision: 'same' })).json<{ linkId: string }>().linkId;
}
const undone = async (linkId: string) => expect((await window.send('POST', `/api/identity-decisions/${linkId}/undo`)).statusCode).toBe(200);

describe('a record that was found to be one with another', () => {
  it('still opens by its old address, and tells of the other one; after the undo it is as it was', async () => {
    const [a, b] = [await registered('Dirección'), await registered('Otra')];
    const before = await seen(a.personId);
    const linkId = await linked(a, b);
    expect((await seen(a.personId)).person).toMatchObject({ givenNames: 'Dirección', identity: [a.personId, b.personId].toSorted() });
    const others = (await window.get(`/api/people/${a.personId}/identity`)).json<{ records: { personId: string; publicCode: string }[] }>();
    expect(others.records).toMatchObject([{ personId: b.personId, publicCode: b.publicCode }]);
    expect((await window.get(`/api/cases/${a.caseId}`)).statusCode).toBe(200);
    await undone(linkId);
    expect((await seen(a.personId)).person).toEqual(before.person);
  });

  it('is found by the code of either slip', async () => {
    const [a, b] = [await registered('Comprobante'), await registered('Otro comprobante')];
    await linked(a, b);
    for (const { publicCode } of [a, b]) {
      const found = (await window.send('POST', '/api/people/look-up', { q: publicCode })).json<{ known: boolean; people: { personId: string }[] }>();
      expect(found.known).toBe(true);
      expect([a.personId, b.personId]).toContain(found.people[0]!.personId);
    }
  });

  it('takes a command that a device kept without network, once, and keeps it when the link is taken back', async () => {
    const [a, b] = [await registered('Sin red'), await registered('Con red')];
    const kept = { 'x-command-id': newId() };
    const command = { field: 'preferredName', value: 'Lejos', evidence: 'declared' };
    const linkId = await linked(b, a);
    for (let sent = 0; sent < 2; sent++) expect((await window.send('POST', `/api/people/${a.personId}/corrections`, command, kept)).statusCode).toBe(200);
    expect((await seen(a.personId)).corrections).toHaveLength(1);
    expect((await seen(b.personId)).corrections).toHaveLength(0);
    await undone(linkId);
    expect((await seen(a.personId)).corrections).toHaveLength(1);
  });

  it('refuses in words what contradicts a chain, and loses nothing of it', async () => {
    const [a, b, c] = [await registered('Cadena'), await registered('Eslabón'), await registered('Tercera')];
    const chain = [await linked(a, b), await linked(b, c)];
    const refused = await window.send('POST', '/api/identity-decisions', { personA: a.personId, personB: c.personId, decision: 'different' });
    expect([refused.statusCode, refused.json<{ error: { code: string; message: string } }>().error.code]).toEqual([409, 'registry.identity-contradiction']);
    expect((await seen(a.personId)).person.identity).toHaveLength(3);
    for (const linkId of chain) await undone(linkId);
    for (const one of [a, b, c]) expect(await seen(one.personId)).toMatchObject({ person: { identity: [one.personId] }, caseId: one.caseId });
    expect((await window.send('POST', `/api/identity-decisions/${chain[0]}/undo`)).statusCode).toBe(409);
  });
});
