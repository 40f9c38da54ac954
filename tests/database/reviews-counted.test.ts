/** What was sent without consent and waits for a look: the number of supervision is that of the page that it leads to, and goes to zero with it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNeed, subscriptions as assessmentRoom } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { subscriptions as plansRoom } from '#plans';
import { openCase, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';
import { emergencyReviews, reviewEmergency, sendInEmergency } from '../../src/modules/referrals/emergency.ts';
import { supervision } from '../../src/modules/insights/supervision.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

const hours = (n: number): Date => new Date(TEST_NOW.getTime() + n * 3_600_000);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW) => db.inContext(actor, work, { now, subscriptions: [...assessmentRoom, ...plansRoom] });
const protection: Actor = { ...actors.protection, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };

/** Sent by protection, as the country says; returns the need. */
const emergency = (name: string): Promise<string> =>
  as(protection, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: name, surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
    const { needId } = await addNeed(ctx, caseId, { need: 'job_placement', urgency: '24h' });
    await sendInEmergency(ctx, caseId, {
      needId, serviceId: 'zz-call-centre', reason: 'life-at-risk', decidedBy: 'Médica de turno', profession: 'Medicina', note: `No respondía ${newId()}`, withContact: false,
    });
    return needId;
  });

async function seen(now = TEST_NOW, actor: Actor = actors.supervisor) {
  const { reviews } = await as(actor, (ctx) => supervision(ctx), now);
  const { waiting, late, reserved } = await as(actor, (ctx) => emergencyReviews(ctx, { list: 'waiting' }), now);
  expect(reviews).toEqual({ waiting, late, reserved });
  return reviews;
}

it('is the list, late by the clock, reserved ones apart, and nothing once they were looked at', async () => {
  expect(await seen()).toEqual({ waiting: 0, late: 0, reserved: { waiting: 0, late: 0 } });
  await emergency('Primera');
  await emergency('Segunda');
  await db.owner('update assessment.need set restricted = true where id = $1', [await emergency('Reservada')]);
  expect(await seen(hours(1))).toEqual({ waiting: 2, late: 0, reserved: { waiting: 1, late: 0 } });
  expect(await seen(hours(73))).toEqual({ waiting: 2, late: 2, reserved: { waiting: 1, late: 1 } });
  const other: Actor = { ...actors.supervisor, officeId: actors.otherWindow.officeId, organizationId: actors.otherWindow.organizationId };
  expect(await seen(hours(1), other)).toEqual({ waiting: 0, late: 0, reserved: { waiting: 0, late: 0 } });
  const { items } = await as(actors.supervisor, (ctx) => emergencyReviews(ctx, { list: 'waiting' }), hours(1));
  for (const item of items) await as(actors.supervisor, (ctx) => reviewEmergency(ctx, item.overrideId, { verdict: 'justified', note: 'Sí' }), hours(2));
  expect(await seen(hours(3))).toEqual({ waiting: 0, late: 0, reserved: { waiting: 1, late: 0 } });
});
