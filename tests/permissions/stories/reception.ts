import type { Client, TestServer } from '../../support/server.ts';
import { must, one } from './asking.ts';

/** The list of the seeded story: somebody taken at the desk, somebody finished, a draft upload. */
export async function receptionStory(server: TestServer, desk: Client, today: string): Promise<Record<string, string>> {
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
  const offices = await one(server, `select (select office_id from access.user_account where login = 'recepcion.zz') as "officeId", (select office_id from access.user_account where login = 'recepcion2.zz') as "otherOfficeId",
    (select office_id from access.user_account where login = 'ventanilla.zz') as "windowOfficeId"`);
  const walkIn = await must<{ rowId: string }>(desk.send('POST', '/api/reception/arrivals', { givenNames: 'Sinlista', surname1: 'Inventada' }));
  const upload = await must<{ uploadId: string }>(desk.upload('/api/reception/uploads', 'traslado.csv', Buffer.from('NOMBRE;APELLIDO;FECHA NAC;SEXO\nTraslada;Inventada;21/02/1999;F\n')));
  const list = await must<{ manifestId: string }>(desk.send('POST', `/api/reception/uploads/${upload.uploadId}/accept`, { details: { arrivesOn: today, mode: 'land', sender: 'Prueba de traslado' } }));
  const move = await must<{ moveId: string }>(desk.send('POST', '/api/reception/moves', { from: offices['officeId'], to: offices['otherOfficeId'], manifestId: list.manifestId, day: today, reason: 'prueba' }));
  const { layoutId } = await one(server, `select id as "layoutId" from reception.sender_mapping where sender = 'Prueba de traslado'`);
  const supervisor = await server.signIn('supervision.zz');
  const said = await must<{ stateId: string }>(supervisor.send('POST', `/api/reception/points/${offices['officeId']!}/states`, { state: 'open', from: today, reason: 'prueba' }));
  return { officeId: offices['officeId']!, otherOfficeId: offices['otherOfficeId']!, windowOfficeId: offices['windowOfficeId']!, walkInId: walkIn.rowId, moveId: move.moveId, layoutId: layoutId!, stateId: said.stateId };
}
