/** What people of the stories do again and again: come to a window, tell, are referred, are called. */
import { publicActor } from '#kernel/actor';
import { addDays, dayIn, daysBetween } from '#kernel/dates';
import { refuse } from '#kernel/errors';
import { inContext, type Ctx, type House } from '#platform/context';
import type { Pack } from '#platform/country';
import type { Route } from '#platform/http';
import { referralsSlice } from '#referrals';
import { markedFictitious, type DemoPerson } from './people.ts';
import type { DemoPlaces } from './places.ts';
import { stage, type Step } from './stage.ts';

/** What the stories of a country play in: who acts now, who acted days ago, and the places. */
export interface Scene {
  readonly pack: Pack;
  readonly places: DemoPlaces;
  readonly now: Date;
  readonly today: string;
  /** The stage as it was some days ago. */
  readonly ago: (days: number) => Step;
  readonly step: Step;
  /** Somebody without an account, some days ago. */
  readonly anybody: <T>(days: number, work: (ctx: Ctx) => Promise<T>) => Promise<T>;
}

const DAY_MS = 86_400_000;

/** The scene of a country at a moment. */
export function sceneOf(house: House, routes: readonly Route[], at: { readonly pack: Pack; readonly places: DemoPlaces; readonly now: Date }): Scene {
  const { pack, places, now } = at;
  const then = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const open = stage(house, routes, pack.code);
  return {
    pack, places, now, today: dayIn(pack.info.timeZone, now), step: open(now), ago: (days) => open(then(days)),
    anybody: (days, work) => inContext(house, { actor: publicActor(pack.code, 'es'), purpose: 'public-information', now: then(days) }, work),
  };
}

/** What is registered of somebody of the stories. */
export function personBody(scene: Scene, p: DemoPerson): object {
  return { ...p, preferredName: markedFictitious(p), nationalities: [scene.pack.code], preferredLanguage: 'es', originAdmin2: scene.places.home, source: 'window' };
}

/** Somebody of the stories, and the case that was opened. */
export interface Opened {
  readonly personId: string;
  readonly caseId: string;
}

/** Somebody comes to a window on their own: registered, return recorded, case opened, consent given. */
export async function comesToTheWindow(scene: Scene, step: Step, login: string, p: DemoPerson, destinationAdmin2: string, returnedOn: string): Promise<Opened> {
  const opened = await step<{ personId: string; caseId: string | null }>(login, 'POST /api/people', {
    body: { person: personBody(scene, p), case: { destinationAdmin2 }, consent: { purpose: 'case', given: true, readAloud: true } },
  });
  if (!opened.caseId) throw refuse('registry.not-found');
  await step(login, 'POST /api/returns', {
    body: { personId: opened.personId, return: { returnedOn, mode: 'land', kind: 'independentVoluntary', fromCountry: 'US', destinationAdmin2 } },
  });
  return { personId: opened.personId, caseId: opened.caseId };
}

/** What the person tells of their situation. */
export async function tells(step: Step, { personId }: Opened, facts: Readonly<Record<string, unknown>>): Promise<void> {
  await step('ventanilla', 'POST /api/people/:personId/facts', { params: { personId }, body: { facts: Object.entries(facts).map(([code, value]) => ({ code, value })) } });
}

/** A need that the officer writes down. */
export async function needs(step: Step, { caseId }: Opened, need: string, how: { login?: string; urgency?: string } = {}): Promise<string> {
  const { login = 'ventanilla', urgency = '2weeks' } = how;
  return (await step<{ needId: string }>(login, 'POST /api/cases/:caseId/needs', { params: { caseId }, body: { need, urgency } })).needId;
}

/** A referral to a service, with the consent read aloud. */
export async function isReferred(scene: Scene, step: Step, { caseId }: Opened, needId: string, serviceId: string): Promise<string> {
  const consent = { given: true, sections: [], locale: 'es', wordingVersion: scene.pack.slice(referralsSlice).consent.version, manner: 'read-aloud' };
  return (await step<{ referralId: string }>('ventanilla', 'POST /api/cases/:caseId/referrals', { params: { caseId }, body: { needId, serviceId, urgency: '2weeks', consent } })).referralId;
}


/** The officer of the window takes the case. */
export async function takes(step: Step, { caseId }: Opened): Promise<void> {
  await step('ventanilla', 'POST /api/cases/:caseId/assign', { params: { caseId }, body: {} });
}

interface PlannedContact { readonly followUpId: string; readonly dueOn: string; readonly round: string | null; readonly state: string }

/** The contacts of a case that are planned until a day, in their order. */
export async function contactsUntil(step: Step, { caseId }: Opened, day: string): Promise<PlannedContact[]> {
  const { followUps } = await step<{ followUps: PlannedContact[] }>('ventanilla', 'GET /api/cases/:caseId/follow-ups', { params: { caseId } });
  return followUps.filter((f) => f.state === 'planned' && f.dueOn <= day).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** A try at the office: the person came, or did not. */
export async function isTried(step: Step, followUpId: string, outcome: 'reached' | 'no-answer', more: { note?: string; surveyDeclined?: boolean } = {}): Promise<void> {
  await step('ventanilla', 'POST /api/follow-ups/:followUpId/attempts', { params: { followUpId }, body: { channel: 'office', outcome, ...more } });
}

/** Every contact that fell due until a number of days ago took place on its day, without a survey. */
export async function keepsInTouch(scene: Scene, opened: Opened, daysAgo: number): Promise<void> {
  for (const { followUpId, dueOn, round } of await contactsUntil(scene.step, opened, addDays(scene.today, -daysAgo))) {
    await isTried(scene.ago(daysBetween(dueOn, scene.today)), followUpId, 'reached', round === null ? {} : { surveyDeclined: true });
  }
}

/** First needs are asked, and the interview is completed; what is not asked stays open. */
export async function isInterviewed(step: Step, { caseId }: Opened, answers: Readonly<Record<string, unknown>>): Promise<void> {
  const params = { caseId };
  const { assessmentId } = await step<{ assessmentId: string }>('ventanilla', 'POST /api/cases/:caseId/assessments', { params, body: { instrument: 'screening', locale: 'es' } });
  const about = { ...params, assessmentId };
  const given = Object.fromEntries(Object.entries(answers).map(([code, value]) => [code, { state: 'value', value }]));
  await step('ventanilla', 'PUT /api/cases/:caseId/assessments/:assessmentId/answers', { params: about, body: { answers: given } });
  await step('ventanilla', 'POST /api/cases/:caseId/assessments/:assessmentId/complete', { params: about, body: { leaveOpen: true } });
}
