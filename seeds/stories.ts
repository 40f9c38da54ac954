import { addDays, dayIn } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import { referralsSlice } from '#referrals';
import type { Pack } from '#platform/country';
import { arrivalList, ELSEWHERE, FAMILY, FARMER, markedFictitious, MOTHER, NEWCOMER, RETURNED_BEFORE, WELDER, type DemoPerson } from './people.ts';
import type { DemoPlaces } from './places.ts';
import type { Step } from './stage.ts';

/** What the stories of a country play in: who acts now, who acted days ago, and the places. */
export interface Scene {
  readonly pack: Pack;
  readonly places: DemoPlaces;
  readonly now: Date;
  readonly today: string;
  /** The stage as it was some days ago. */
  readonly ago: (days: number) => Step;
  readonly step: Step;
}

/** The scene of a country at a moment. */
export function sceneOf(pack: Pack, places: DemoPlaces, now: Date, at: (moment: Date) => Step): Scene {
  const DAY_MS = 86_400_000;
  return { pack, places, now, today: dayIn(pack.info.timeZone, now), step: at(now), ago: (days) => at(new Date(now.getTime() - days * DAY_MS)) };
}

function personBody(scene: Scene, p: DemoPerson): object {
  return { ...p, preferredName: markedFictitious(p), nationalities: [scene.pack.code], preferredLanguage: 'es', originAdmin2: scene.places.home, source: 'window' };
}

interface Opened {
  readonly personId: string;
  readonly caseId: string;
}

/** Somebody comes to a window on their own: registered, return recorded, case opened, consent given. */
async function comesToTheWindow(scene: Scene, step: Step, login: string, p: DemoPerson, destinationAdmin2: string, returnedOn: string): Promise<Opened> {
  const opened = await step<{ personId: string; caseId: string | null }>(login, 'POST /api/people', {
    body: { person: personBody(scene, p), case: { destinationAdmin2 }, consent: { purpose: 'case', given: true, readAloud: true } },
  });
  if (!opened.caseId) throw refuse('registry.not-found');
  await step(login, 'POST /api/returns', {
    body: { personId: opened.personId, return: { returnedOn, mode: 'land', kind: 'independentVoluntary', fromCountry: 'US', destinationAdmin2 } },
  });
  return { personId: opened.personId, caseId: opened.caseId };
}

async function tells(step: Step, { personId }: Opened, facts: Readonly<Record<string, unknown>>): Promise<void> {
  await step('ventanilla', 'POST /api/people/:personId/facts', { params: { personId }, body: { facts: Object.entries(facts).map(([code, value]) => ({ code, value })) } });
}

async function needs(step: Step, { caseId }: Opened, need: string): Promise<string> {
  return (await step<{ needId: string }>('ventanilla', 'POST /api/cases/:caseId/needs', { params: { caseId }, body: { need, urgency: '2weeks' } })).needId;
}

async function isReferred(scene: Scene, step: Step, { caseId }: Opened, needId: string, serviceId: string): Promise<string> {
  const consent = { given: true, sections: [], locale: 'es', wordingVersion: scene.pack.slice(referralsSlice).consent.version, manner: 'read-aloud' };
  return (await step<{ referralId: string }>('ventanilla', 'POST /api/cases/:caseId/referrals', { params: { caseId }, body: { needId, serviceId, urgency: '2weeks', consent } })).referralId;
}

/** Came back on her own yesterday; her case is new and nothing was asked yet. */
export async function aNewcomer(scene: Scene): Promise<void> {
  await comesToTheWindow(scene, scene.step, 'ventanilla', NEWCOMER, scene.places.home, addDays(scene.today, -1));
}

/** A young welder whose referral waits in the provider's inbox. */
export async function aReferralThatWaits(scene: Scene): Promise<void> {
  const step = scene.ago(2);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', WELDER, scene.places.home, addDays(scene.today, -20));
  await step('ventanilla', 'POST /api/cases/:caseId/assign', { params: { caseId: opened.caseId }, body: {} });
  await tells(step, opened, { wantsJob: true, skills: ['welding'], skillsCertified: false, educationLevel: 'primary', hasPhone: true });
  await isReferred(scene, step, opened, await needs(step, opened, scene.places.service.need), scene.places.service.id);
}

/** A mother whose referral was declined for lack of room: it is back with the officer. */
export async function aReferralThatCameBack(scene: Scene): Promise<void> {
  const step = scene.ago(5);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', MOTHER, scene.places.home, addDays(scene.today, -12));
  await step('ventanilla', 'POST /api/cases/:caseId/assign', { params: { caseId: opened.caseId }, body: {} });
  await tells(step, opened, { dependants: 2, singleParent: true, wantsBusiness: true, housing: 'withRelatives' });
  const referralId = await isReferred(scene, step, opened, await needs(step, opened, scene.places.otherService.need), scene.places.otherService.id);
  await scene.ago(3)('proveedor2', 'POST /api/inbox/:referralId/decline', { params: { referralId }, body: { reason: 'full' } });
}

/** A farmer of 54 whose case was opened eight days ago: the first call is due. */
export async function aCallThatIsDue(scene: Scene): Promise<void> {
  const step = scene.ago(8);
  const opened = await comesToTheWindow(scene, step, 'ventanilla', FARMER, scene.places.home, addDays(scene.today, -9));
  await step('ventanilla', 'POST /api/cases/:caseId/assign', { params: { caseId: opened.caseId }, body: {} });
  await tells(step, opened, { housing: 'own', wantsJob: true, workExperienceYears: 30 });
}

/**
 * A mother and her two children came together three days ago and live together: one household, one travel group, and she answers for both.
 * She was asked what she agrees to, for herself and for them.
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
  await step('ventanilla', 'POST /api/cases/:caseId/assign', { params: { caseId: mother.caseId }, body: {} });
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
export const STORIES = [somebodyWhoReturnedBefore, aCallThatIsDue, aReferralThatCameBack, aReferralThatWaits, aFamily, aCaseElsewhere, aNewcomer, anArrivalList] as const;
