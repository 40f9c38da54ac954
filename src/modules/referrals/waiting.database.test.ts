import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { openCase, registerPerson, withdrawConsent } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { waitingFor } from './repository/lists.ts';
import { sendReferral } from './sending.ts';
import { stepReferral } from './service.ts';
import { waitingLists } from './waiting.ts';

let db: TestDatabase;
const asOfficer = <T>(work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actors.window, work, { subscriptions });
const asProvider = <T>(work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actors.provider, work, { subscriptions });

/** Somebody on the waiting list of the call centre. */
async function waits(urgency: 'long' | '72h'): Promise<{ referralId: string; consentId: string }> {
  const referralId = await asOfficer(async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Espera', surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
    const { needId } = await addNeed(ctx, caseId, { need: 'job_placement', urgency });
    return (await sendReferral(ctx, caseId, { needId, serviceId: 'zz-call-centre', urgency, consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' } })).referralId;
  });
  await asProvider((ctx) => stepReferral(ctx, referralId, 'waiting-list', undefined));
  const [row] = await db.owner<{ consent_id: string }>('select consent_id from referrals.referral where id = $1', [referralId]);
  return { referralId, consentId: row!.consent_id };
}

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

describe('the waiting list of a service', () => {
  it('shows its provider places, the published order and codes, and nothing else of who waits', async () => {
    const patient = await waits('long');
    const urgent = await waits('72h');
    await db.owner(`insert into directory.service_now (country, service_id, free, waiting_list, list_order) values ('ZZ', 'zz-call-centre', 0, true, 'urgency')
      on conflict (country, service_id) do update set free = 0, waiting_list = true, list_order = 'urgency'`);
    const { services } = await asProvider(waitingLists);
    const own = services.find((s) => s.serviceId === 'zz-call-centre')!;
    expect(own.places).toMatchObject({ capacity: 'waitingList', free: 0, listOrder: 'urgency' });
    expect(own.waiting.map((w) => w.referralId)).toEqual([urgent.referralId, patient.referralId]);
    expect(Object.keys(own.waiting[0]!).toSorted()).toEqual(['publicCode', 'referralId', 'since', 'urgency']);
    expect(JSON.stringify(services)).not.toMatch(/Espera|Inventada/);
    await asOfficer((ctx) => withdrawConsent(ctx, urgent.consentId));
    expect((await asProvider(waitingLists)).services.find((s) => s.serviceId === 'zz-call-centre')!.waiting.map((w) => w.referralId)).toEqual([patient.referralId]);
  });

  it('is nobody else’s: each wall alone hides it', async () => {
    await waits('long');
    expect((await db.inContext(actors.otherProvider, waitingLists)).services.flatMap((s) => s.waiting)).toEqual([]);
    // The question is narrow enough without the policies …
    expect(await asProvider(({ tx, now }) => waitingFor(actors.otherProvider, tx, now))).toEqual([]);
    expect(await asProvider(({ tx, now }) => waitingFor(actors.steward, tx, now))).toEqual([]);
    // … and the policies without the question.
    expect(await db.inContext(actors.otherProvider, ({ tx, now }) => waitingFor(actors.provider, tx, now))).toEqual([]);
    expect(await db.inContext(actors.steward, ({ tx, now }) => waitingFor(actors.provider, tx, now))).toEqual([]);
  });
});
