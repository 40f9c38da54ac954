import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { openCase, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { amendReferral } from './amending.ts';
import type { SendReferral } from './schema.ts';
import { sendReferral } from './sending.ts';
import * as service from './service.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

async function sent(attendedBy?: SendReferral['attendedBy']): Promise<string> {
  return db.inContext(actors.window, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
    const { needId } = await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' });
    const consent = { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' } as const;
    return (await sendReferral(ctx, caseId, { needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { ...consent, sections: [] }, ...(attendedBy ? { attendedBy } : {}) })).referralId;
  });
}
const read = (id: string) => db.inContext(actors.provider, (ctx) => service.readReferral(ctx, id));

describe('somebody who cannot travel', () => {
  it.each(['phone', 'video', 'visit'] as const)('the service reads that it is asked to attend by %s, and a change after sending keeps it', async (way) => {
    const id = await sent(way);
    expect((await read(id)).shared).toMatchObject({ attendedBy: way });
    expect(await db.inContext(actors.window, (ctx) => service.getReferral(ctx, id))).toMatchObject({ attendedBy: way });
    await db.inContext(actors.window, (ctx) => amendReferral(ctx, id, { urgency: '72h', sections: [], note: 'por la tarde' }));
    expect((await read(id)).shared).toMatchObject({ attendedBy: way, note: 'por la tarde' });
  });
  it('without it the person comes to the place, and a copy of an earlier version says nothing', async () => {
    const id = await sent();
    expect((await read(id)).shared).toMatchObject({ attendedBy: null });
    await db.owner(`update referrals.shared set snapshot = snapshot - 'attendedBy' where referral_id = $1`, [id]);
    expect((await read(id)).shared?.attendedBy ?? null).toBeNull();
  });
});
