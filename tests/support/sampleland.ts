import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import type { Ctx } from '#platform/context';
import type { SendReferral } from '#referrals/schema';
import { openCase, registerPerson } from '#registry';
import { HOME } from './actors.ts';
import { testDatabase, type TestDatabase } from './database.ts';

/** A database that holds the directory of Sampleland. */
export async function samplelandDirectory(): Promise<TestDatabase> {
  const db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
  return db;
}

/** Somebody with a case and one open need, for which `zz-call-centre` gives a service. */
export async function somebodyInNeed(ctx: Ctx): Promise<{ personId: string; caseId: string; needId: string }> {
  const { personId } = await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' });
  const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
  return { personId, caseId, needId: (await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' })).needId };
}

/** A consent to the present wording, as the form of a referral sends it. */
export const agreedTo = (...sections: SendReferral['consent']['sections']): SendReferral['consent'] =>
  ({ given: true, sections, locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' });
