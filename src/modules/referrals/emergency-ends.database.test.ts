import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { letOfficeSee, openCase, recordConsent, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { emergencyReviews, reviewEmergency, sendInEmergency } from './emergency.ts';
import { subscriptions } from './events.ts';
import { readReferral } from './service.ts';

let db: TestDatabase;
let caseId: string;
let needId: string;
let personId: string;
const HOUR = 3_600_000;
const at = (hours: number): Date => new Date(TEST_NOW.getTime() + hours * HOUR);
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actor, work, { now, subscriptions });
/** Protection at the window of the case, and colleagues of the circle at the reception point, whom an alarm reached. */
const here: Actor = { ...actors.protection, userId: '00000000-0000-7000-8000-000000000991', officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
  await db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, created_at) values ($1, 'ZZ', 'otra-proteccion', 'Otra protección', 'protection', $2, 'x', now())`, [here.userId, OFFICES.window.id]);
});
afterAll(() => db.close());

beforeEach(async () => {
  await as(actors.window, async (ctx) => {
    personId = (await registerPerson(ctx, { givenNames: 'Ana Lucía', surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' })).personId;
    caseId = (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId;
    needId = (await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' })).needId;
    await letOfficeSee(ctx, personId, OFFICES.reception.id, 'protection');
  });
  await db.owner('update assessment.need set restricted = true, opened_by = $2 where id = $1', [needId, here.userId]);
});

const send = (reason: 'life-at-risk' | 'cannot-consent') => as(here, (ctx) => sendInEmergency(ctx, caseId, { needId, serviceId: 'zz-call-centre', reason, decidedBy: 'Dra. Inventada', profession: 'Médica', note: 'Peligro', withContact: false }));
const saysNo = (actor: Actor, organization = OFFICES.provider.organizationId, now = at(5)) => as(actor, (ctx) => recordConsent(ctx, { personId, caseId }, { purpose: 'referral', recipientOrganizationId: organization, sections: [], given: false }), now);
const seen = (referralId: string) => as(actors.provider, (ctx) => readReferral(ctx, referralId), at(6));

describe('an emergency because somebody could not consent', () => {
  it.each([['a colleague at the window who knows nothing of it', actors.window], ['the circle', actors.protection]])('ends when they say no, told to %s', async (_, actor) => {
    const { referralId } = await send('cannot-consent');
    expect((await seen(referralId)).firstName).toBe('Ana');
    await saysNo(actor, OFFICES.otherProvider.organizationId);
    expect((await seen(referralId)).firstName).toBe('Ana');
    await saysNo(actor);
    expect(await seen(referralId)).toMatchObject({ state: 'withdrawn', firstName: null, shared: null, shareClosed: true });
  });

  it('is not ended by a no of somebody else', async () => {
    const { referralId } = await send('cannot-consent');
    await as(actors.window, async (ctx) => {
      const other = (await registerPerson(ctx, { givenNames: 'Otra', surname1: 'Persona', birthDate: '1980-01-01', sex: 'F' })).personId;
      await recordConsent(ctx, { personId: other }, { purpose: 'referral', recipientOrganizationId: OFFICES.provider.organizationId, sections: [], given: false });
    }, at(5));
    expect((await seen(referralId)).firstName).toBe('Ana');
  });
});

it('danger of life goes beyond a no, from before or after, until somebody looks at it', async () => {
  await saysNo(actors.window, OFFICES.provider.organizationId, at(-1));
  const { referralId } = await send('life-at-risk');
  await saysNo(actors.window);
  expect((await seen(referralId)).firstName).toBe('Ana');
});

it('what the one person of the circle at an office sent is on the list of the colleague who sees the case', async () => {
  await send('life-at-risk');
  const waits = async (actor: Actor) => (await as(actor, (ctx) => emergencyReviews(ctx, { list: 'waiting' }))).items.find((o) => o.caseId === caseId);
  expect(await waits(actors.window)).toBeUndefined();
  expect(await waits(actors.supervisor)).toBeUndefined();
  const line = await waits(actors.protection);
  expect(line).toMatchObject({ mayReview: true });
  await as(actors.protection, (ctx) => reviewEmergency(ctx, line!.overrideId, { verdict: 'justified', note: 'Sí' }));
  expect(await waits(actors.protection)).toBeUndefined();
});
