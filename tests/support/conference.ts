/** A conference about one person's case, before every test of a file, and what officers and members do in it. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { type Actor, systemActor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { addContact, consentsOf, openCase, recordFacts, registerPerson } from '#registry';
import type { ConsentSection } from '#registry/schema';
import { inviteMember } from '../../src/modules/plans/conference/inviting.ts';
import { myConference } from '../../src/modules/plans/conference/member-service.ts';
import { callConference } from '../../src/modules/plans/conference/service.ts';
import { subscriptions } from '../../src/modules/plans/events.ts';
import { actors, HOME, OFFICES } from './actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from './database.ts';

export let db: TestDatabase;
export let personId: string;
export let caseId: string;
export let conferenceId: string;

type Work<T> = Parameters<typeof db.inContext<T>>[1];
export const as = <T>(actor: Actor, work: Work<T>, now = TEST_NOW) => db.inContext(actor, work, { now, subscriptions });
export const officer = <T>(work: Work<T>) => as(actors.window, work);
export const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
export const ORGANIZATION = OFFICES.provider.organizationId;
export const OTHER = OFFICES.otherProvider.organizationId;

/** The code of the refusal, or `done`. */
export async function refused(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Refused) return error.problems[0]!.code;
    throw error;
  }
  return 'done';
}

export const agreed = (sections: readonly ConsentSection[], rest = {}) => ({ given: true, sections: [...sections], locale: 'es' as const, wordingVersion: '2026-1', manner: 'read-aloud' as const, givenBy: 'person' as const, ...rest });
export const invite = (organizationId: string, sections: readonly ConsentSection[] = ['work'], rest = {}) => officer((ctx) => inviteMember(ctx, conferenceId, { organizationId, consent: agreed(sections, rest) }));
export const mine = (actor: Actor = actors.provider, now = TEST_NOW) => as(actor, (ctx) => myConference(ctx, conferenceId), now);
export const consent = async (organization = ORGANIZATION) => (await officer((ctx) => consentsOf(ctx, personId))).find((k) => k.purpose === 'conference' && k.recipientOrganizationId === organization)!.consentId;

/** Somebody else, whom the ids mean from here on. */
export async function somebody(birthDate = '1990-04-05'): Promise<void> {
  await officer(async (ctx) => {
    ({ personId } = await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Apellidosecreto', birthDate, sex: 'F', contacts: [{ channel: 'phone', value: '+000 peligro', safety: 'unsafe' }] }));
    await addContact(ctx, personId, { channel: 'whatsapp', value: '+000 seguro', safety: 'safe' });
    await recordFacts(ctx, personId, [{ code: 'wantsJob', value: true }, { code: 'householdSize', value: 4 }, { code: 'hasDebt', value: true }, { code: 'debtAmount', value: 4321 }, { code: 'housing', value: 'withRelatives' }, { code: 'violenceSurvivor', value: true }]);
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME }));
    await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' });
    ({ conferenceId } = await callConference(ctx, caseId, { question: '¿Quién acompaña la búsqueda de trabajo?', how: 'in-person', place: 'Sala 2', plannedOn: '2026-03-20', plannedTime: '14:30' }));
  });
}

/** One database for the file, and a new person for each of its tests. */
export function stageConference(): void {
  beforeAll(async () => {
    db = await testDatabase();
    await as(systemActor('ZZ'), loadDirectory);
  });
  afterAll(() => db.close());
  beforeEach(() => somebody());
}
