import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { openCase, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { amendOptions, amendReferral } from './amending.ts';
import type { AmendReferral, SendReferral } from './schema.ts';
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
  it('a change after sending takes it out at any time, and puts it in or another way in its place only with a new consent', async () => {
    const amend = (id: string, body: Partial<AmendReferral>) => db.inContext(actors.window, (ctx) => amendReferral(ctx, id, { urgency: '72h', sections: [], ...body }));
    const consent = { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' } as const;
    const anew = { consent: { ...consent, sections: [] } };
    const id = await sent();
    await expect(amend(id, { attendedBy: 'visit' })).rejects.toThrow('referrals.more-needs-consent');
    expect((await read(id)).shared).toMatchObject({ attendedBy: null });
    expect(await amend(id, { attendedBy: 'visit', ...anew })).toMatchObject({ attendedBy: 'visit' });
    await expect(amend(id, { attendedBy: 'phone' })).rejects.toThrow('referrals.more-needs-consent');
    expect(await amend(id, { attendedBy: 'visit', note: 'por la tarde' })).toMatchObject({ attendedBy: 'visit' });
    expect((await read(id)).shared).toMatchObject({ attendedBy: 'visit', note: 'por la tarde' });
    const after = await amend(id, { attendedBy: null });
    expect(after).toMatchObject({ attendedBy: null });
    expect((await read(id)).shared).toMatchObject({ attendedBy: null });
    // Each change stands in the history, and each version stays as it was.
    expect(after.history.filter((e) => e.kind === 'amend')).toHaveLength(3);
    const kept = await db.owner<{ way: string | null }>(`select snapshot->>'attendedBy' as way from referrals.shared_version where referral_id = $1 order by version`, [id]);
    expect(kept.map((v) => v.way)).toEqual(['visit', 'visit', null]);
    expect(await db.inContext(actors.window, (ctx) => amendOptions(ctx, id))).toMatchObject({ attendedBy: null });
  });
  it('without it the person comes to the place, and a copy of an earlier version says nothing', async () => {
    const id = await sent();
    expect((await read(id)).shared).toMatchObject({ attendedBy: null });
    await db.owner(`update referrals.shared set snapshot = snapshot - 'attendedBy' where referral_id = $1`, [id]);
    expect((await read(id)).shared?.attendedBy ?? null).toBeNull();
  });
});
