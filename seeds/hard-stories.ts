/** Stories of what must not fall through: an alarm, an emergency, services without an account, a case that goes to another office. */
import { officeId } from '#access';
import { readPortalQuery } from '#directory';
import { addDays } from '#kernel/dates';
import { portalTakeByLink } from '#referrals';
import { comesToTheWindow, isInterviewed, isReferred, needs, personBody, takes, tells, type Scene } from './acts.ts';
import { BAKER, IN_DANGER, MOVING, UNCONSCIOUS } from './people.ts';

/** A woman tells in private that she is not safe: protection has the alarm on its list from that moment, and nobody has answered it yet. */
export async function anAlarm(scene: Scene): Promise<void> {
  const step = scene.ago(2);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', IN_DANGER, scene.places.home, addDays(scene.today, -4));
  await takes(step, opened);
  // Some hours ago: there is still time to answer.
  await isInterviewed(scene.ago(0.1), opened, { dangerNow: true, housing: 'withRelatives' });
}

/** A man who could not say anything when he arrived: protection sent the least without consent, and somebody else has to look at it. */
export async function anEmergency(scene: Scene): Promise<void> {
  // Some hours ago: whoever was asked still has time to answer.
  const step = scene.ago(0.2);
  const returnedOn = addDays(scene.today, -1);
  const { personId, caseId } = await step<{ personId: string; caseId: string | null }>('proteccion', 'POST /api/people', {
    body: { person: { ...personBody(scene, UNCONSCIOUS), source: 'reception' }, case: { destinationAdmin2: scene.places.home } },
  });
  await step('recepcion', 'POST /api/returns', { body: { personId, return: { returnedOn, mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: scene.places.home } } });
  if (!caseId) throw new RangeError('no case of the emergency');
  const needId = await needs(step, { personId, caseId }, scene.places.emergency.need, { login: 'proteccion', urgency: '24h' });
  await step('proteccion', 'POST /api/cases/:caseId/emergency-referrals', {
    params: { caseId },
    body: {
      needId, serviceId: scene.places.emergency.id, reason: 'cannot-consent', decidedBy: 'Médica de turno (ficticia)', profession: 'Medicina',
      note: 'Llegó sin poder hablar y nadie lo acompañaba. Se compartió lo mínimo para que lo atiendan.',
    },
  });
}

/** A baker asks two services that have no account: one answers by the link it was sent, the other one was handed a sheet with a code. */
export async function servicesWithoutAnAccount(scene: Scene): Promise<void> {
  const step = scene.ago(4);
  const { byLink, bySheet } = scene.places;
  const opened = await comesToTheWindow(scene, step, 'ventanilla', BAKER, scene.places.home, addDays(scene.today, -6));
  await takes(step, opened);
  await tells(step, opened, { wantsBusiness: true, skills: ['cooking'], housing: 'withRelatives' });
  const hand = async (service: { id: string; need: string }, kind: 'link' | 'sheet') => {
    const referralId = await isReferred(scene, step, opened, await needs(step, opened, service.need), service.id);
    return (await step<{ path: string }>('ventanilla', 'POST /api/referrals/:referralId/outside', { params: { referralId }, body: { kind } })).path;
  };
  const token = (await hand(byLink, 'link')).split('/').at(-1) ?? '';
  await hand(bySheet, 'sheet');
  const plain = readPortalQuery({});
  const shown = await scene.anybody(2, (ctx) => portalTakeByLink(ctx, token, plain, {}));
  if (shown.page !== 'answer') throw new RangeError('the link of the story does not open');
  await scene.anybody(2, (ctx) => portalTakeByLink(ctx, token, plain, { ...shown.model.hidden, accion: 'aceptar', nombre: 'Coordinación (ficticia)', nota: 'Le esperamos el jueves por la mañana' }));
}

/** A woman who moves near: the other window asked this one to take her case, and waits for the answer. Where a country has one window, there is nobody to ask. */
export async function aCaseThatIsAskedFor(scene: Scene): Promise<void> {
  if (scene.places.otherWindow === null) return;
  const opened = await comesToTheWindow(scene, scene.ago(5), 'ventanilla2', MOVING, scene.places.elsewhere, addDays(scene.today, -6));
  await scene.ago(1)('ventanilla2', 'POST /api/cases/:caseId/transfers', {
    params: { caseId: opened.caseId },
    body: { toOfficeId: officeId(scene.pack.code, scene.places.window), note: 'Se muda con su hermana, cerca de la otra ventanilla. Falta acompañarla a pedir su documento de identidad.' },
  });
}
