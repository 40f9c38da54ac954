import { raiseAlert } from '#assessment';
import type { Actor } from '#kernel/actor';
import { addDays, dayIn } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { inContext } from '#platform/context';
import { testServer } from '../support/server.ts';
import type { Client, TestServer } from '../support/server.ts';

/** Everybody who tries every route. The story belongs to `ventanilla` (its case) and `recepcion` (its list). */
export const ACTORS = {
  'reception of the list': 'recepcion.zz',
  'reception of another point': 'recepcion2.zz',
  'protection at the point of the list': 'proteccion.zz',
  'window of the case': 'ventanilla.zz',
  'another window': 'ventanilla2.zz',
  'provider with the referral': 'proveedor.zz',
  'provider without the referral': 'proveedor2.zz',
  supervisor: 'supervision.zz',
  steward: 'directorio.zz',
  analyst: 'analisis.zz',
  auditor: 'auditoria.zz',
  administrator: 'administracion.zz',
  'window of another country': 'ventanilla.hn',
  'reception of another country': 'recepcion.hn',
  'provider of another country': 'proveedor.hn',
  'supervisor of another country': 'supervision.hn',
  nobody: null,
} as const;
export type ActorName = keyof typeof ACTORS;

/** Ids of real records, by the names that paths give them. */
export type Ids = Readonly<Record<string, string>>;

export interface World {
  readonly server: TestServer;
  readonly clients: ReadonlyMap<ActorName, Client>;
  readonly roles: ReadonlyMap<ActorName, string>;
  readonly ids: Ids;
  /** Today in the country of the story. */
  readonly today: string;
  /** The entry of a service of the provider of the story, as it is in force. */
  readonly serviceEntry: Readonly<Record<string, unknown>>;
  /** What must not reach anybody who may not see the story. */
  readonly secrets: readonly string[];
}

async function one(server: TestServer, query: string): Promise<Record<string, string>> {
  const [row] = await server.db.owner<Record<string, string>>(query);
  if (!row) throw new Error(`the story lacks: ${query}`);
  return row;
}

async function must<T>(answer: Promise<{ statusCode: number; body: string; json: <J>() => J }>): Promise<T> {
  const { statusCode, body, json } = await answer;
  if (statusCode !== 200) throw new Error(`the story stumbled (${statusCode}): ${body}`);
  return json<T>();
}

async function actorOf(server: TestServer, login: string): Promise<Actor> {
  const a = await one(server, `select id, role, country, office_id, organization_id, display_name from access.user_account where login = '${login}'`);
  return { userId: a['id']!, role: a['role'] as Actor['role'], country: a['country'] as Actor['country'], officeId: a['office_id'] ?? null, organizationId: a['organization_id'] ?? null, displayName: a['display_name']!, locale: 'es' };
}

/** Somebody registered once more, with a case of the new record, and both records said to be one person. */
async function twinOf(window: Client, personId: string, name: string): Promise<{ twinId: string; twinCaseId: string }> {
  const twin = await must<{ personId: string; caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: name, surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } }));
  await must(window.send('POST', '/api/identity-decisions', { personA: personId, personB: twin.personId, decision: 'same' }));
  return { twinId: twin.personId, twinCaseId: twin.caseId };
}

/** Two cases of one person, joined. */
async function joinStory(window: Client): Promise<{ joinId: string }> {
  const first = await must<{ personId: string; caseId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Unida Ficticia', surname1: newId().slice(-8) }, case: { destinationAdmin2: 'ZZ-0101' } }));
  const { twinCaseId } = await twinOf(window, first.personId, 'Unida Otra');
  return must<{ joinId: string }>(window.send('POST', `/api/cases/${first.caseId}/join`, { into: twinCaseId, note: 'sigue en el otro' }));
}

/** The case of the seeded story, with a draft assessment, an alert and an identity decision added. */
async function caseStory(server: TestServer, window: Client, today: string): Promise<Record<string, string>> {
  const ids = await one(server, `select p.id as "personId", c.id as "caseId", n.id as "needId", r.id as "referralId" from registry.person p
    join registry.case_file c on c.person_id = p.id join assessment.need n on n.case_id = c.id join referrals.referral r on r.case_id = c.id where p.given_names = 'Mateo Ejemplo' and p.country = 'ZZ'`);
  const other = await one(server, `select id from registry.person where given_names = 'Julia Ejemplo' and country = 'ZZ'`);
  const { assessmentId } = await must<{ assessmentId: string }>(window.send('POST', `/api/cases/${ids['caseId']!}/assessments`, { instrument: 'screening', locale: 'es' }));
  await must(window.send('POST', `/api/cases/${ids['caseId']!}/follow-ups`, { dueOn: addDays(today, 3), channel: 'phone' }));
  await must(window.send('POST', '/api/identity-decisions', { personA: ids['personId'], personB: other['id'], decision: 'unsure' }));
  await must(window.send('POST', `/api/people/${ids['personId']!}/documents`, { type: 'other', country: 'ZZ', number: 'MAT-1' }));
  await must(window.send('POST', `/api/people/${ids['personId']!}/contacts`, { channel: 'phone', value: '5550 0198' }));
  const relative = await must<{ personId: string }>(window.send('POST', '/api/people', { person: { givenNames: 'Hermana Ficticia', surname1: 'Rivas' } }));
  await must(window.send('POST', `/api/people/${ids['personId']!}/relations`, { otherPersonId: relative.personId, word: 'sibling' }));
  const actor = await actorOf(server, 'ventanilla.zz');
  await inContext(server.house, { actor, purpose: 'case-management', now: server.clock.now() }, (ctx) => raiseAlert(ctx, ids['caseId']!, 'danger-now'));
  const more = await one(server, `select (select id from plans.follow_up where case_id = '${ids['caseId']!}' order by due_on limit 1) as "followUpId",
    (select id from assessment.alert where case_id = '${ids['caseId']!}' limit 1) as "alertId", (select id from registry.consent where person_id = '${ids['personId']!}' and purpose = 'case' limit 1) as "consentId",
    (select id from registry.identity_document where person_id = '${ids['personId']!}' and number_seen = 'MAT-1') as "documentId",
    (select id from registry.relation where '${ids['personId']!}' in (person_id, other_id) limit 1) as "relationId",
    (select id from registry.contact where person_id = '${ids['personId']!}' and value = '5550 0198') as "contactId",
    (select id from registry.identity_link where '${ids['personId']!}' in (person_a, person_b) limit 1) as "linkId"`);
  const { newsId } = await one(server, `insert into assessment.fit_news (id, country, change_id, service_id, need_id, case_id, office_id, verdict, waited, at)
    select '${newId()}', country, 1000000, 'zz-call-centre', '${ids['needId']!}', id, office_id, 'fits', false, now() from registry.case_file where id = '${ids['caseId']!}' returning id as "newsId"`);
  const twin = await twinOf(window, ids['personId']!, 'Doble Ficticia');
  const { joinId } = await joinStory(window);
  return { ...ids, ...more, ...twin, joinId, newsId: newsId!, assessmentId, otherPersonId: other['id']!, relativeId: relative.personId, markId: newId(), paperId: 'zz-id-card', serviceId: 'zz-youth-trades' };
}

/** The list of the seeded story: somebody taken at the desk, somebody finished, a draft upload. */
async function receptionStory(server: TestServer, desk: Client, today: string): Promise<Record<string, string>> {
  const row = async (name: string): Promise<string> => (await one(server, `select id from reception.manifest_row where country = 'ZZ' and person::text ilike '%${name}%'`))['id']!;
  const rowId = await row('Marisol');
  const finished = await row('Nelson');
  const { manifestId } = await one(server, `select id as "manifestId" from reception.manifest where country = 'ZZ'`);
  await must(desk.send('POST', `/api/reception/arrivals/${finished}/arrived`));
  await must(desk.send('POST', `/api/reception/arrivals/${finished}/take`, { takeOver: false }));
  const done = await must<{ slipId: string }>(desk.send('POST', `/api/reception/desk/${finished}/finish`, {
    identity: { givenNames: 'Nelson', surname1: 'Ficticio', surname2: 'Bonilla', birthDate: '1999-07-27' }, who: { decision: 'newPerson' },
    return: { returnedOn: today, mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: 'ZZ-0101' }, consentToCase: true, nextStep: 'destinationWindow',
  }));
  const { returnId } = await one(server, `select id as "returnId" from reception.return_event where country = 'ZZ' order by recorded_at desc limit 1`);
  const { slipCode } = await one(server, `select public_code as "slipCode" from reception.slip where id = '${done.slipId}'`);
  await must(desk.send('POST', `/api/reception/stays/${finished}/items`, { item: 'water' }));
  const { entryId } = await one(server, `select id as "entryId" from reception.assistance_given where row_id = '${finished}'`);
  const { officeId } = await one(server, `select office_id as "officeId" from reception.manifest_row where id = '${rowId}'`);
  const supervisor = await server.signIn('supervision.zz');
  const { placeId } = await must<{ placeId: string }>(supervisor.send('POST', '/api/reception/bed-places', { officeId, name: 'Casa de prueba', beds: 9, takes: ['women', 'families'] }));
  await must(desk.send('POST', `/api/reception/stays/${finished}/transport`, { destinationAdmin2: 'ZZ-0101', means: 'bus', fare: 999, whyOver: 'viaja con equipaje' }));
  await must(desk.send('POST', '/api/reception/handovers', { rowIds: [finished], handover: { to: 'guardian', name: 'Tía Inventada', relation: 'tía', contact: '5555-0000' } }));
  const { transportId, handoverId } = await one(server, `select t.id as "transportId", h.id as "handoverId" from reception.transport t, reception.child_handover h where t.row_id = '${finished}' and h.row_id = '${finished}'`);
  const upload = await must<{ uploadId: string }>(desk.upload('/api/reception/uploads', 'otra.csv', Buffer.from('NOMBRE;APELLIDO;FECHA NAC;SEXO\nLía;Inventada;01/02/1999;F\n')));
  const { stopId } = await one(server, `select id as "stopId" from reception.stop where row_id = '${finished}' and station = 'kitFood'`);
  const openScreen = (name: string) => must<{ screenId: string; key: string }>(desk.send('POST', '/api/reception/screens', { name }));
  const [{ screenId }, { key }] = [await openScreen('Pantalla que se cierra'), await openScreen('Sala de espera')];
  const more = await listsAndPoints(server, desk, today);
  return { ...more, stopId: stopId!, screenId, screenKey: key, rowId, manifestId: manifestId!, slipId: done.slipId, returnId: returnId!, uploadId: upload.uploadId, slipCode: slipCode!, entryId: entryId!, placeId, transportId: transportId!, handoverId: handoverId!, pointOfficeId: officeId! };
}

/** Somebody whom no list names, a second list that was moved to the other point, what was said of a point. */
async function listsAndPoints(server: TestServer, desk: Client, today: string): Promise<Record<string, string>> {
  const offices = await one(server, `select (select office_id from access.user_account where login = 'recepcion.zz') as "officeId", (select office_id from access.user_account where login = 'recepcion2.zz') as "otherOfficeId"`);
  const walkIn = await must<{ rowId: string }>(desk.send('POST', '/api/reception/arrivals', { givenNames: 'Sinlista', surname1: 'Inventada' }));
  const upload = await must<{ uploadId: string }>(desk.upload('/api/reception/uploads', 'traslado.csv', Buffer.from('NOMBRE;APELLIDO;FECHA NAC;SEXO\nTraslada;Inventada;21/02/1999;F\n')));
  const list = await must<{ manifestId: string }>(desk.send('POST', `/api/reception/uploads/${upload.uploadId}/accept`, { details: { arrivesOn: today, mode: 'land', sender: 'Prueba de traslado' } }));
  const move = await must<{ moveId: string }>(desk.send('POST', '/api/reception/moves', { from: offices['officeId'], to: offices['otherOfficeId'], manifestId: list.manifestId, day: today, reason: 'prueba' }));
  const { layoutId } = await one(server, `select id as "layoutId" from reception.sender_mapping where sender = 'Prueba de traslado'`);
  const supervisor = await server.signIn('supervision.zz');
  const said = await must<{ stateId: string }>(supervisor.send('POST', `/api/reception/points/${offices['officeId']!}/states`, { state: 'open', from: today, reason: 'prueba' }));
  return { officeId: offices['officeId']!, otherOfficeId: offices['otherOfficeId']!, walkInId: walkIn.rowId, moveId: move.moveId, layoutId: layoutId!, stateId: said.stateId };
}

const TRADES = 'service.zz-youth-trades';

/** A proposal, two reports and a link about a service of the provider of the story. */
async function directoryStory(server: TestServer, steward: Client, provider: Client, today: string): Promise<{ ids: Record<string, string>; serviceEntry: Record<string, unknown> }> {
  const { entry } = await must<{ entry: Record<string, unknown> }>(steward.get(`/api/directory/entries/${TRADES}`));
  const proposal = await must<{ proposalId: string }>(provider.send('POST', '/api/directory/proposals', {
    kind: 'service', entryId: entry['id'], baseVersion: 1, entry: { ...entry, referralPath: 'Invented way' }, reason: 'prueba', evidence: { kind: 'organization' },
  }));
  const report = await must<{ reportId: string }>(provider.send('POST', '/api/directory/reports', { kind: 'service', entryId: entry['id'], subject: 'phone', text: 'prueba' }));
  const link = await must<{ linkId: string }>(steward.send('POST', '/api/directory/owner-links', { organizationId: entry['organizationId'] }));
  await must(provider.send('POST', '/api/directory/paper-reports', { serviceId: entry['id'], paperId: 'zz-id-card', outcome: 'accepted', on: today }));
  const { paperReportId } = await one(server, `select id as "paperReportId" from directory.paper_report where service_id = '${String(entry['id'])}'`);
  const file = Buffer.from('{"organization":[{"id":"00000000-0000-5000-8000-000000000002","name":"Prueba importada","x_kind":"private"}]}');
  const { importId } = await must<{ importId: string }>(steward.upload('/api/directory/imports?source=prueba', 'prueba.json', file));
  return { ids: { entry: TRADES, paperReportId: paperReportId!, ...proposal, ...report, ownerLinkId: link.linkId, importId }, serviceEntry: entry };
}

/** Starts the real server with its demo stories and signs everybody in. */
export async function makeWorld(): Promise<World> {
  const server = await testServer(['ZZ', 'HN']);
  const clients = new Map<ActorName, Client>();
  const roles = new Map<ActorName, string>();
  for (const [name, login] of Object.entries(ACTORS) as [ActorName, string | null][]) {
    clients.set(name, login === null ? server.anybody : await server.signIn(login));
    roles.set(name, login === null ? 'public' : (await actorOf(server, login)).role);
  }
  const today = dayIn(server.house.packs.get('ZZ')!.info.timeZone, server.clock.now());
  const ids = { ...await caseStory(server, clients.get('window of the case')!, today), ...await receptionStory(server, clients.get('reception of the list')!, today) };
  const directory = await directoryStory(server, clients.get('steward')!, clients.get('provider with the referral')!, today);
  const { publicCode } = await one(server, `select public_code as "publicCode" from registry.person where id = '${ids['personId']!}'`);
  return { server, clients, roles, ids: { ...ids, ...directory.ids }, today, serviceEntry: directory.serviceEntry, secrets: [ids['personId']!, ids['caseId']!, ids['referralId']!, publicCode!] };
}
