import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql, type Tx } from '#platform/db';
import { openCase, recordConsent, registerPerson, withdrawConsent } from '#registry';
import type { RecordConsent } from '#registry/schema';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { amendReferral } from './amending.ts';
import { readyReferral } from './factory.ts';
import { insertVersion } from './repository/versions.ts';
import { insertSent } from './repository/referrals.ts';
import { sendReferral } from './sending.ts';

/** What carries a referral is asked by the database itself: here nobody goes through the rules of the room. */
let db: TestDatabase;
let personId: string;
let caseId: string;
let needId: string;
const ORGANIZATION = OFFICES.provider.organizationId;
const DUE = new Date(TEST_NOW.getTime() + 3 * 86_400_000);
const asOfficer = <T>(work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actors.window, work);

async function somebody(): Promise<{ personId: string; caseId: string; needId: string }> {
  return asOfficer(async (ctx) => {
    const person = (await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' })).personId;
    const found = (await openCase(ctx, { personId: person, destinationAdmin2: HOME })).caseId;
    return { personId: person, caseId: found, needId: (await addNeed(ctx, found, { need: 'job_placement', urgency: '72h' })).needId };
  });
}

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(async () => ({ personId, caseId, needId } = await somebody()));

const agree = async (more: Partial<RecordConsent> = {}, of = { personId, caseId }): Promise<string> => (await asOfficer((ctx) => recordConsent(ctx, of, {
  purpose: 'referral', recipientOrganizationId: ORGANIZATION, sections: ['identity', 'needs', 'work'], given: true, givenBy: 'person', wordingVersion: '2026-1', language: 'es', readAloud: true, ...more,
}))).consentId;

const sent = (consentId: string | null, sections = ['work']) => {
  const to = readyReferral({ caseId, personId, officeId: OFFICES.window.id, organization: ORGANIZATION }, { needId, consentId });
  const referral = { ...to, shared: { ...to.shared, sections } };
  return { id: referral.id, insert: (tx: Tx) => insertSent(actors.window, tx, referral, { at: TEST_NOW, clock: { clockAt: DUE, remindAt: TEST_NOW, supervisorAt: DUE } }) };
};
const write = (consentId: string | null, sections?: string[]) => db.asActor(actors.window, sent(consentId, sections).insert);

describe('a referral in the database', () => {
  it('is carried by a consent that this person gave, for referrals, to this organization', async () => {
    const { id, insert } = sent(await agree());
    await db.asActor(actors.window, insert);
    expect(await db.owner('select state from referrals.referral where id = $1', [id])).toEqual([{ state: 'sent' }]);
  });

  it.each<[string, () => Promise<string>]>([
    ['a number that is no consent', async () => newId()],
    ['a no', () => agree({ given: false, sections: [] })],
    ['one for something else', () => agree({ purpose: 'case', recipientOrganizationId: undefined })],
    ['one to somebody else', () => agree({ recipientOrganizationId: OFFICES.otherProvider.organizationId })],
    ['one of another person', async () => agree({}, await somebody())],
    ['one that was taken back', async () => {
      const consentId = await agree();
      await asOfficer((ctx) => withdrawConsent(ctx, consentId));
      return consentId;
    }],
  ])('is not carried by %s', async (_what, consent) => {
    await expect(write(await consent())).rejects.toThrow(/carried by a consent/);
  });

  it('is not carried by one of another country, nor by nothing', async () => {
    const consentId = await agree();
    await db.owner(`alter table registry.consent drop constraint consent_person_id_country_fkey`);
    await db.owner(`update registry.consent set country = 'HN' where id = $1`, [consentId]);
    await expect(write(consentId)).rejects.toThrow(/carried by a consent/);
    await expect(write(null)).rejects.toThrow(/referral_carried/);
  });

  it('shares no section that was not agreed to, not at sending and not later', async () => {
    await expect(write(await agree(), ['work', 'health'])).rejects.toThrow(/row-level security/);
    const { id, insert } = sent(await agree());
    await db.asActor(actors.window, insert);
    const consentBefore = (await db.owner<{ consent_id: string }>('select consent_id from referrals.referral where id = $1', [id]))[0]!.consent_id;
    const version = (consentId: string | null, sections: string[]) => db.asActor(actors.window, (tx) => insertVersion(actors.window, tx, {
      referralId: id, version: 1, at: TEST_NOW, sections, consentId, consentBefore, snapshot: readyReferral({ caseId, personId, officeId: OFFICES.window.id, organization: ORGANIZATION }).shared.snapshot,
    }));
    await expect(version(newId(), ['health'])).rejects.toThrow(/row-level security/);
    await expect(version(await agree(), ['health'])).rejects.toThrow(/row-level security/);
    await version(await agree({ sections: ['identity', 'needs', 'health'] }), ['health']);
  });

  it('is not handed to another consent that could not have carried it', async () => {
    const { referralId } = await asOfficer((ctx) => sendReferral(ctx, caseId, {
      needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: ['work'], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
    }));
    const hand = (consentId: string) => db.asActor(actors.window, (tx) => sql`update referrals.referral set consent_id = ${consentId} where id = ${referralId}`.execute(tx));
    await expect(hand(newId())).rejects.toThrow(/carried by a consent/);
    await expect(hand(await agree({}, await somebody()))).rejects.toThrow(/carried by a consent/);
    const again = await asOfficer((ctx) => amendReferral(ctx, referralId, {
      urgency: '72h', sections: ['work'], consent: { given: true, sections: ['work'], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
    }));
    expect(again.state).toBe('sent');
  });
});
