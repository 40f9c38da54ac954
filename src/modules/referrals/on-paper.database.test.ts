import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { type Actor, systemActor } from '#kernel/actor';
import { openCase, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { makeOutside } from './outside/links.ts';
import { referralsOnPaper } from './on-paper.ts';
import { sendReferral } from './sending.ts';
import { withdrawReferral } from './service.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work);
const consent = { given: true, locale: 'es' as const, wordingVersion: '2026-1', manner: 'read-aloud' as const, givenBy: 'person' as const };

async function open(): Promise<{ caseId: string; job: string; shelter: string }> {
  const { personId, ...made } = await as(actors.window, async (ctx) => {
    const person = (await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' })).personId;
    const { caseId } = await openCase(ctx, { personId: person, destinationAdmin2: HOME });
    return { personId: person, caseId, job: (await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' })).needId, shelter: (await addNeed(ctx, caseId, { need: 'emergency_shelter', urgency: '24h' })).needId };
  });
  await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $1, now())`, [personId, actors.protection.officeId]);
  return made;
}
const send = (actor: Actor, caseId: string, needId: string, serviceId: string) => as(actor, async (ctx) => (await sendReferral(ctx, caseId, { needId, serviceId, urgency: '72h', consent: { ...consent, sections: [] } })).referralId);
const printed = async (actor: Actor, caseId: string) => {
  const { referrals, left } = await as(actor, (ctx) => referralsOnPaper(ctx, caseId));
  return { names: referrals.map((r) => r.serviceName.es), left };
};

describe('what stands on the note that goes along with a case', () => {
  it('is an open referral by its name, and never a protected service, also where the need is no secret', async () => {
    const { caseId, job, shelter } = await open();
    await send(actors.window, caseId, job, 'zz-call-centre');
    const protectedOne = await send(actors.protection, caseId, shelter, 'zz-safe-house');
    for (const actor of [actors.protection, actors.window, actors.supervisor]) expect(await printed(actor, caseId), actor.displayName).toEqual({ names: ['Empleo con inglés'], left: 1 });
    // Nor does the sheet that the person takes along name it.
    expect((await as(actors.protection, (ctx) => makeOutside(ctx, protectedOne, 'sheet'))).to).toBeNull();
  });

  it('is nothing of a secret need, whatever the service, and nothing that is over', async () => {
    const { caseId, job, shelter } = await open();
    const sent = await send(actors.window, caseId, job, 'zz-call-centre');
    await send(actors.window, caseId, shelter, 'zz-call-centre');
    await db.owner('update assessment.need set restricted = true, opened_by = $2 where id = $1', [shelter, actors.window.userId]);
    expect(await printed(actors.window, caseId)).toEqual({ names: ['Empleo con inglés'], left: 1 });
    await as(actors.window, (ctx) => withdrawReferral(ctx, sent, { note: 'ya no' }));
    expect(await printed(actors.window, caseId)).toEqual({ names: [], left: 1 });
    await expect(printed(actors.otherWindow, caseId)).rejects.toThrow();
  });

  it('is no service of which the directory knows nothing any more, nor one whose name tells how somebody came back', async () => {
    const { caseId, job, shelter } = await open();
    await send(actors.window, caseId, job, 'zz-call-centre');
    await send(actors.window, caseId, shelter, 'zz-women-group');
    await db.owner(`update directory.service set active = false where country = 'ZZ' and id = 'zz-call-centre'`);
    await db.owner(`update directory.service set entry = jsonb_set(entry, '{nameEs}', '"Grupo para deportadas"') where country = 'ZZ' and id = 'zz-women-group'`);
    expect(await printed(actors.window, caseId)).toEqual({ names: [], left: 2 });
  });
});
