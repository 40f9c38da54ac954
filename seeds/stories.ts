import { addDays } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import { comesToTheWindow, isReferred, needs, personBody, takes, tells, type Scene } from './acts.ts';
import { aCaseThatGoesOn, aPlanWithALateStep, planOfTheFamily, somebodyLostAndFound } from './care-stories.ts';
import { aCaseThatIsAskedFor, anAlarm, anEmergency, servicesWithoutAnAccount } from './hard-stories.ts';
import { aChildAndHisFamily, sessionsOfAService, somebodyWhoHasNotCome, whatPeopleSay, whoIsOnDuty } from './waiting-stories.ts';
import { arrivalList, ELSEWHERE, FAMILY, FARMER, MOTHER, NEWCOMER, RETURNED_BEFORE, WELDER } from './people.ts';

/** Came back on her own yesterday; her case is new and nothing was asked yet. */
export async function aNewcomer(scene: Scene): Promise<void> {
  await comesToTheWindow(scene, scene.step, 'ventanilla', NEWCOMER, scene.places.home, addDays(scene.today, -1));
}

/** A young welder whose referral waits in the provider's inbox. */
export async function aReferralThatWaits(scene: Scene): Promise<void> {
  const step = scene.ago(2);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', WELDER, scene.places.home, addDays(scene.today, -20));
  await takes(step, opened);
  await tells(step, opened, { wantsJob: true, skills: ['welding'], skillsCertified: false, educationLevel: 'primary', hasPhone: true });
  await isReferred(scene, step, opened, await needs(step, opened, scene.places.service.need), scene.places.service.id);
}

/** A mother whose referral was declined for lack of room: it is back with the officer. */
export async function aReferralThatCameBack(scene: Scene): Promise<void> {
  const step = scene.ago(5);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', MOTHER, scene.places.home, addDays(scene.today, -12));
  await takes(step, opened);
  await tells(step, opened, { dependants: 2, singleParent: true, wantsBusiness: true, housing: 'withRelatives' });
  const referralId = await isReferred(scene, step, opened, await needs(step, opened, scene.places.otherService.need), scene.places.otherService.id);
  await scene.ago(3)('proveedor2', 'POST /api/inbox/:referralId/decline', { params: { referralId }, body: { reason: 'full' } });
}

/** A farmer whose case was opened eight days ago: the first call is due, and a referral that was begun for him four days ago was never sent. */
export async function aCallThatIsDue(scene: Scene): Promise<void> {
  const step = scene.ago(8);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', FARMER, scene.places.home, addDays(scene.today, -9));
  await takes(step, opened);
  await tells(step, opened, { housing: 'own', wantsJob: true, workExperienceYears: 30 });
  const later = scene.ago(4);
  const needId = await needs(later, opened, scene.places.service.need);
  await later('ventanilla', 'PUT /api/cases/:caseId/referral-draft', {
    params: { caseId: opened.caseId }, body: { needId, serviceId: scene.places.service.id, seq: 0, content: { urgency: '2weeks', note: 'Sale al campo antes de las seis: mejor llamarle por la tarde.' } },
  });
}

/**
 * A mother and her two children came together three days ago and live together: one household, one travel group, and she answers for both.
 * She was asked what she agrees to, for herself and for them, and they have a plan for all of them.
 */
export async function aFamily(scene: Scene): Promise<void> {
  const step = scene.ago(3);
  const returnedOn = addDays(scene.today, -3);
  const consent = { purpose: 'case', given: true, readAloud: true } as const;
  const children = FAMILY.slice(1).map((_, i) => i + 1);
  const { members } = await step<{ members: { personId: string; caseId: string | null }[] }>('ventanilla', 'POST /api/families', {
    body: {
      members: FAMILY.map((p, i) => ({ person: personBody(scene, p), openCase: i === 0, consent: { ...consent, givenBy: i === 0 ? 'person' : 'guardian' } })),
      relations: children.flatMap((child) => [{ is: 0, word: 'parent', of: child, evidence: 'seen' }, { is: 0, word: 'guardian', of: child, evidence: 'seen' }]),
      travel: { on: returnedOn, place: 'Autobús ficticio' }, case: { destinationAdmin2: scene.places.home },
    },
  });
  for (const { personId } of members) {
    await step('ventanilla', 'POST /api/returns', {
      body: { personId, return: { returnedOn, mode: 'land', kind: 'independentVoluntary', fromCountry: 'US', destinationAdmin2: scene.places.home, travellingAs: 'family' } },
    });
  }
  const [mother] = members;
  if (!mother?.caseId) throw refuse('registry.not-found');
  const opened = { personId: mother.personId, caseId: mother.caseId };
  await takes(step, opened);
  await planOfTheFamily(scene, opened);
}

/** A case of the other window, which the first one must not see. */
export async function aCaseElsewhere(scene: Scene): Promise<void> {
  if (scene.places.otherWindow === null) return;
  await comesToTheWindow(scene, scene.ago(1), 'ventanilla2', ELSEWHERE, scene.places.elsewhere, addDays(scene.today, -2));
}

/** A man received two years ago at another point; he is on today's list again. */
export async function somebodyWhoReturnedBefore(scene: Scene): Promise<void> {
  const step = scene.ago(730);
  const { personId } = await step<{ personId: string }>('recepcion2', 'POST /api/people', { body: { person: { ...personBody(scene, RETURNED_BEFORE), source: 'reception' } } });
  await step('recepcion2', 'POST /api/returns', {
    body: { personId, return: { returnedOn: addDays(scene.today, -730), mode: 'land', kind: 'deported', fromCountry: 'US', destinationAdmin2: scene.places.home } },
  });
}

/** Today's arrival list: accepted, four people already waiting, the others expected. */
export async function anArrivalList(scene: Scene): Promise<void> {
  const home = scene.pack.places.get(scene.places.home);
  const file = { name: `lista-ficticia-${scene.pack.code.toLowerCase()}.csv`, bytes: arrivalList(home?.admin1Name ?? '', home?.name ?? '') };
  const upload = await scene.step<{ uploadId: string }>('recepcion', 'POST /api/reception/uploads', { file });
  await scene.step('recepcion', 'POST /api/reception/uploads/:uploadId/accept', {
    params: { uploadId: upload.uploadId },
    body: { details: { arrivesOn: scene.today, mode: 'land', sender: 'Lista ficticia', fromCountry: 'US', kind: 'deported', label: 'Autobús ficticio de la mañana' } },
  });
  const board = await scene.step<{ lines: { rowId: string; name: string }[] }>('recepcion', 'GET /api/reception/arrivals');
  for (const { rowId } of board.lines.filter((l) => /Marisol|Elmer|Adela|OSCAR/i.test(l.name))) {
    await scene.step('recepcion', 'POST /api/reception/arrivals/:rowId/arrived', { params: { rowId } });
  }
}

/** In the order in which they happened. */
export const STORIES = [
  somebodyWhoReturnedBefore, somebodyLostAndFound, aCaseThatGoesOn, aPlanWithALateStep, sessionsOfAService, somebodyWhoHasNotCome, whatPeopleSay, aChildAndHisFamily, aCallThatIsDue, aReferralThatCameBack,
  servicesWithoutAnAccount, aCaseThatIsAskedFor, aFamily, aReferralThatWaits, aCaseElsewhere, anEmergency, anAlarm, aNewcomer, anArrivalList, whoIsOnDuty,
] as const;
