/** Stories of whoever waits: a child for its family, a window for somebody who has not come, whoever complained for an answer; and who answers an alarm while others sleep. */
import { officeId } from '#access';
import { readPortalQuery } from '#directory';
import { takeFeedback } from '#feedback';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { comesToTheWindow, isReferred, keepsInTouch, needs, personBody, takes, type Opened, type Scene } from './acts.ts';
import { ALONE, INJURED, NOT_HERE_YET } from './people.ts';
import type { DemoPerson } from './people.ts';
import type { Step } from './stage.ts';

/** A number that rings nowhere. */
const NOWHERE = '5550 0147';

/** Somebody is registered where they arrived, and their case is opened at the window of the place to which they go. */
async function isSentToTheWindow(scene: Scene, step: Step, login: string, p: DemoPerson, daysAgo: number, how: object = {}): Promise<Opened> {
  const { personId, caseId } = await step<{ personId: string; caseId: string | null }>(login, 'POST /api/people', {
    body: { person: { ...personBody(scene, p), source: 'reception' }, case: { destinationAdmin2: scene.places.home } },
  });
  await step('recepcion', 'POST /api/returns', {
    body: { personId, return: { returnedOn: addDays(scene.today, -daysAgo), mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: scene.places.home, ...how } },
  });
  if (!caseId) throw new RangeError('no case of somebody who was sent to a window');
  return { personId, caseId };
}

/**
 * A boy who came without his family. His grandmother was found and looked at, he wants to be with her, the authority decided for it: tomorrow he is handed over.
 * An uncle whom nobody could reach does not come into question.
 */
export async function aChildAndHisFamily(scene: Scene): Promise<void> {
  const day = (daysAgo: number) => addDays(scene.today, -daysAgo);
  const first = scene.ago(4);
  const { caseId } = await isSentToTheWindow(scene, first, 'proteccion', ALONE, 4, { travellingAs: 'unaccompaniedChild' });
  const { questionId } = await first<{ questionId: string }>('proteccion', 'POST /api/family-questions', { body: { caseId } });
  const ofQuestion = { questionId };
  const found = async (body: object) => (await scene.ago(3.5)<{ familyRelativeId: string }>('proteccion', 'POST /api/family-questions/:questionId/relatives', { params: ofQuestion, body })).familyRelativeId;
  const uncle = await found({ name: 'Tío Ramón (ficticio)', word: 'uncle-aunt', foundHow: 'child-told' });
  await scene.ago(2)('proteccion', 'POST /api/family-relatives/:familyRelativeId/aside', { params: { familyRelativeId: uncle }, body: { why: 'Vive en otro país y nadie contesta' } });
  const familyRelativeId = await found({
    name: 'Abuela Tomasa (ficticia)', word: 'grandparent', foundHow: 'child-told', admin2: scene.places.home, reach: NOWHERE, reachHow: 'Por las mañanas; es el teléfono de una vecina',
  });
  const params = { familyRelativeId };
  await scene.ago(3)('proteccion', 'POST /api/family-relatives/:familyRelativeId/child', { params, body: { word: 'wants', said: 'Quiere volver a la casa donde creció', on: day(3) } });
  const looks = scene.ago(2);
  const { work } = await looks<{ work: { items: { id: string }[] } }>('proteccion2', 'GET /api/cases/:caseId/family-question', { params: { caseId } });
  for (const { id: item } of work.items.filter(({ id }) => id !== 'child-heard')) {
    await looks('proteccion2', 'POST /api/family-relatives/:familyRelativeId/checks', { params, body: { item, result: 'confirmed', on: day(2) } });
  }
  await scene.ago(1)('proteccion', 'POST /api/family-questions/:questionId/decisions', {
    params: ofQuestion,
    body: { outcome: 'reunite', relativeId: familyRelativeId, authority: 'Autoridad de niñez (ficticia)', paper: 'Resolución de ejemplo', decidedOn: day(1), reasons: 'Lo cuidó desde pequeño y su casa es segura' },
  });
  await scene.ago(0.3)('proteccion2', 'POST /api/family-questions/:questionId/handovers', {
    params: ofQuestion, body: { plannedOn: day(-1), point: 'at-home', place: 'Casa de la abuela', broughtBy: 'Equipo de protección', cannotTravel: true, travelAid: false },
  });
}

/** A man who was sent to the window two weeks ago and has not come: he was called once, in vain, and is called again today. */
export async function somebodyWhoHasNotCome(scene: Scene): Promise<void> {
  const { personId, caseId } = await isSentToTheWindow(scene, scene.ago(14), 'recepcion', NOT_HERE_YET, 14);
  await scene.ago(14)('recepcion', 'POST /api/people/:personId/contacts', { params: { personId }, body: { channel: 'phone', value: NOWHERE, safety: 'safe', mayLeaveMessage: false, hours: 'después de las seis' } });
  const step = scene.ago(2);
  const { arrival } = await step<{ arrival: { arrivalId: string } }>('ventanilla', 'GET /api/cases/:caseId/arrival', { params: { caseId } });
  const params = { arrivalId: arrival.arrivalId };
  const { ways } = await step<{ ways: { contactId: string }[] }>('ventanilla', 'GET /api/expected-arrivals/:arrivalId', { params });
  await step('ventanilla', 'POST /api/expected-arrivals/:arrivalId/answer', { params, body: { outcome: 'not-reached', contactId: ways[0]?.contactId, note: 'Suena y nadie contesta' } });
}

/** Three people say something: one has the answer, one has waited too long for anybody to look at it, one says how people at the reception point spoke to her. */
export async function whatPeopleSay(scene: Scene): Promise<void> {
  const plain = readPortalQuery({});
  const says = (daysAgo: number, form: object) => scene.anybody(daysAgo, (ctx) => takeFeedback(ctx, null, plain, { respuesta: 'si', ...form }));
  const feedbackId = newId();
  const params = { feedbackId };
  await says(12, { envio: feedbackId, tipo: 'suggestion', oficina: officeId(scene.pack.code, scene.places.window), texto: 'Cuesta encontrar la ventanilla: afuera no hay ningún letrero.' });
  await scene.ago(11)('supervision', 'POST /api/feedback/:feedbackId/steps', { params, body: { step: 'take', seen: 'received' } });
  await scene.ago(7)('supervision', 'POST /api/feedback/:feedbackId/steps', {
    params, body: { step: 'answer', seen: 'looking', answer: 'Gracias por decirlo. Desde el lunes hay un letrero en la entrada y alguien recibe a quien llega.' },
  });
  await scene.ago(6)('ventanilla', 'POST /api/feedback', {
    body: { kind: 'service', channel: 'window', said: 'Vine tres veces y los números ya se habían terminado. Cada viaje me cuesta un día de trabajo.', wantsAnswer: true, language: 'es' },
  });
  await says(0.5, { envio: newId(), tipo: 'staff', oficina: officeId(scene.pack.code, scene.places.reception), texto: 'Pregunté por mis cosas y me gritaron delante de todos.' });
}

/** Protection is on duty by day for two weeks; of the nights the roster says that nobody is. */
export async function whoIsOnDuty(scene: Scene): Promise<void> {
  const roster = await scene.step<{ officeId: string; colleagues: { accountId: string; name: string }[] }>('proteccion', 'GET /api/duty');
  const accountId = roster.colleagues.find((c) => c.name.includes('otra persona'))?.accountId;
  await scene.step('proteccion', 'POST /api/duty', { body: { officeId: roster.officeId, accountId, fromDay: scene.today, untilDay: addDays(scene.today, 13), fromHour: '06:00', untilHour: '20:00', phone: NOWHERE } });
}

/** Somebody learns to use his hand again, with his family: twice he came, and last time he did not. Where no service of the demo works in sessions, there is nothing to tell. */
export async function sessionsOfAService(scene: Scene): Promise<void> {
  const { course } = scene.places;
  if (course === null) return;
  const first = scene.ago(30);
  const opened = await comesToTheWindow(scene, first, 'ventanilla', INJURED, scene.places.home, addDays(scene.today, -34));
  await takes(first, opened);
  const referralId = await isReferred(scene, first, opened, await needs(first, opened, course.need), course.id);
  const params = { referralId };
  const started = scene.ago(24);
  await started(course.login, 'POST /api/inbox/:referralId/accept', { params, body: { note: 'Empezamos la próxima semana' } });
  await started(course.login, 'POST /api/inbox/:referralId/start', { params, body: {} });
  await started(course.login, 'POST /api/inbox/:referralId/course', { params, body: { planned: 8, withWhom: 'family' } });
  for (const [daysAgo, state] of [[17, 'kept'], [10, 'kept'], [3, 'missed']] as const) {
    await scene.ago(daysAgo)(course.login, 'POST /api/inbox/:referralId/course/sessions', { params, body: { on: addDays(scene.today, -daysAgo), state } });
  }
  await scene.ago(3)(course.login, 'POST /api/inbox/:referralId/course/sessions', { params, body: { on: addDays(scene.today, 4), state: 'planned' } });
  await keepsInTouch(scene, opened, 1);
}
