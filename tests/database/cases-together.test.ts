/**
 * A case that goes on in another one (decision 18): what waits in either is read on one page, stays where it is, and is read where it was once the
 * join is taken back. Both walls: the query's scope and row-level security.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed, alertsFor, assessmentsOf, needsOf, raiseAlert, setNeedState, startAssessment, subscriptions as assessmentRoom } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { followUpsOf, scheduleFollowUp, subscriptions as plansRoom } from '#plans';
import { referralsOf, sendReferral, subscriptions as referralsRoom } from '#referrals';
import { casesTogether, decideIdentity, joinCases, letOfficeSee, openCase, registerPerson, relatedCases, undoIdentityDecision, undoJoin } from '#registry';
import { listNeeds } from '../../src/modules/assessment/repository.ts';
import { withdrawReferral } from '../../src/modules/referrals/service.ts';
import { listGoingOnIn } from '../../src/modules/registry/repository/joins.ts';
import { actors, ELSEWHERE, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person cascade'));

const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => db.inContext(actor, work, { subscriptions: [...assessmentRoom, ...referralsRoom, ...plansRoom], now: TEST_NOW });
const told = <T>(work: Promise<T>): Promise<unknown> => work.then((answer) => answer ?? null, (e: unknown) => {
  if (e instanceof Refused) return e.problems.map((p) => p.code).join();
  throw e;
});

interface Opened { readonly personId: string; readonly caseId: string }

const open = (actor: Actor, destinationAdmin2: string): Promise<Opened> => as(actor, async (ctx) => {
  const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
  return { personId, caseId: (await openCase(ctx, { personId, destinationAdmin2 })).caseId };
});

const refers = (actor: Actor, caseId: string, needId: string) => as(actor, (ctx) => sendReferral(ctx, caseId, {
  needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
}));

const PROTECTION: Actor = { ...actors.protection, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };

/** A case at one window with work of every kind, and one at another window that goes on; nobody sees both but supervision. */
async function twoWindows() {
  const [closing, goingOn] = [await open(actors.window, HOME), await open(actors.otherWindow, ELSEWHERE)];
  const food = (await as(actors.window, (ctx) => addNeed(ctx, closing.caseId, { need: 'legal_orientation', urgency: '72h' }))).needId;
  const work = (await as(actors.otherWindow, (ctx) => addNeed(ctx, goingOn.caseId, { need: 'job_placement', urgency: '24h' }))).needId;
  await as(actors.window, (ctx) => raiseAlert(ctx, closing.caseId, 'danger-now'));
  await as(actors.window, (ctx) => startAssessment(ctx, closing.caseId, { instrument: 'single', locale: 'es' }));
  await as(actors.window, (ctx) => scheduleFollowUp(ctx, closing.caseId, { dueOn: '2026-04-01', channel: 'phone' }));
  const { referralId } = await refers(actors.window, closing.caseId, food);
  const { linkId } = await as(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: closing.personId, personB: goingOn.personId, decision: 'same' }));
  return { closing, goingOn, food, work, referralId, linkId };
}

const join = async (closing: Opened, into: Opened) => (await as(actors.supervisor, (ctx) => joinCases(ctx, closing.caseId, { into: into.caseId, note: 'Sigue allí' }))).joinId;

/** Everything that somebody reads on the page of a case, by the case where it stands. */
const page = (actor: Actor, caseId: string) => as(actor, async (ctx) => ({
  needs: await told(needsOf(ctx, caseId)), alerts: await told(alertsFor(ctx, caseId)), asked: await told(assessmentsOf(ctx, caseId)),
  referrals: await told(referralsOf(ctx, caseId)), contacts: await told(followUpsOf(ctx, caseId)),
}));
const needsOn = async (actor: Actor, { caseId }: Opened) => (await as(actor, (ctx) => needsOf(ctx, caseId))).map((n) => `${n.need} ${n.state} ${n.caseId}`);

describe('a case in which another one goes on', () => {
  it('shows what waits in both, each thing with its case, and afterwards everybody reads what they read before', async () => {
    const { closing, goingOn, referralId } = await twoWindows();
    const readers = [actors.window, PROTECTION, actors.otherWindow, actors.supervisor, actors.reception];
    const pages = async () => Promise.all(readers.map(async (reader) => [await page(reader, closing.caseId), await page(reader, goingOn.caseId)]));
    const before = await pages();
    const joinId = await join(closing, goingOn);
    for (const reader of [actors.otherWindow, actors.supervisor]) {
      expect(await needsOn(reader, goingOn)).toEqual([`job_placement open ${goingOn.caseId}`, `legal_orientation open ${closing.caseId}`]);
      expect(await as(reader, (ctx) => alertsFor(ctx, goingOn.caseId))).toMatchObject([{ code: null, pressing: true, caseId: closing.caseId, answeredAt: null }]);
      expect(await as(reader, (ctx) => referralsOf(ctx, goingOn.caseId))).toMatchObject([{ referralId, caseId: closing.caseId }]);
      const asked = await as(reader, (ctx) => assessmentsOf(ctx, goingOn.caseId));
      expect(asked.assessments).toMatchObject([{ instrument: 'single', state: 'draft', caseId: closing.caseId }]);
      expect(asked.available.map((i) => i.code)).toContain('single');
      const { followUps } = await as(reader, (ctx) => followUpsOf(ctx, goingOn.caseId));
      expect(followUps.filter((f) => f.caseId === closing.caseId).map((f) => [f.dueOn, f.state])).toEqual([['2026-04-01', 'planned']]);
      expect(followUps.filter((f) => f.caseId === goingOn.caseId).length).toBeGreaterThan(0);
    }
    expect(await needsOn(actors.window, closing)).toEqual([`legal_orientation open ${closing.caseId}`]);
    await as(actors.supervisor, (ctx) => undoJoin(ctx, joinId));
    expect(await pages()).toEqual(before);
  });

  it('is where the work on both is done; what was done stays done, and the other office sees it no longer, when the cases come apart', async () => {
    const { closing, goingOn, food, referralId, linkId } = await twoWindows();
    await join(closing, goingOn);
    await as(actors.otherWindow, (ctx) => withdrawReferral(ctx, referralId, { note: 'Se pide de nuevo' }));
    await refers(actors.otherWindow, closing.caseId, food);
    await as(actors.otherWindow, (ctx) => setNeedState(ctx, food, 'met', 'Ya fue atendida'));
    expect(await needsOn(actors.otherWindow, goingOn)).toContain(`legal_orientation met ${closing.caseId}`);
    await as(actors.supervisor, (ctx) => undoIdentityDecision(ctx, linkId));
    expect(await needsOn(actors.window, closing)).toEqual([`legal_orientation met ${closing.caseId}`]);
    expect(await as(actors.window, (ctx) => referralsOf(ctx, closing.caseId))).toHaveLength(2);
    expect(await needsOn(actors.otherWindow, goingOn)).toEqual([`job_placement open ${goingOn.caseId}`]);
    expect(await told(as(actors.otherWindow, (ctx) => setNeedState(ctx, food, 'open', 'x')))).toBe('platform.not-found');
  });

  it('reads a chain to its end, and the way to it leads there at once', async () => {
    const { closing, goingOn } = await twoWindows();
    const last = await open(actors.otherWindow, ELSEWHERE);
    await as(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: goingOn.personId, personB: last.personId, decision: 'same' }));
    await join(closing, goingOn);
    await join(goingOn, last);
    expect((await as(actors.otherWindow, (ctx) => casesTogether(ctx, last.caseId))).toSorted()).toEqual([closing.caseId, goingOn.caseId, last.caseId].toSorted());
    expect((await as(actors.otherWindow, (ctx) => relatedCases(ctx, closing.caseId))).into).toMatchObject({ caseId: last.caseId });
    expect((await as(actors.window, (ctx) => relatedCases(ctx, closing.caseId))).into).toMatchObject({ caseId: null });
  });

  it('keeps secret needs of either to the closed circle', async () => {
    const { closing, goingOn, food } = await twoWindows();
    await db.owner('update assessment.need set restricted = true where id = $1', [food]);
    await join(closing, goingOn);
    expect(await needsOn(actors.otherWindow, goingOn)).toEqual([`job_placement open ${goingOn.caseId}`]);
    const there: Actor = { ...actors.protection, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
    expect(await needsOn(there, goingOn)).toHaveLength(2);
  });
});

describe('whoever does not see the joined case', () => {
  /** An office that met the person of the case that goes on, and not the other record. */
  async function aThirdOffice() {
    const cases = await twoWindows();
    await as(actors.otherWindow, async (ctx) => {
      await letOfficeSee(ctx, cases.goingOn.personId, OFFICES.national.id, 'referred');
      await letOfficeSee(ctx, cases.goingOn.personId, OFFICES.reception.id, 'referred');
    });
    await as(actors.window, (ctx) => letOfficeSee(ctx, cases.closing.personId, OFFICES.reception.id, 'referred'));
    await join(cases.closing, cases.goingOn);
    return cases;
  }

  it('reads the needs of the case that goes on and nothing of the other one; reception learns of no join', async () => {
    const { closing, goingOn } = await aThirdOffice();
    expect(await needsOn(actors.nationalWindow, goingOn)).toEqual([`job_placement open ${goingOn.caseId}`]);
    expect(JSON.stringify(await page(actors.nationalWindow, goingOn.caseId))).not.toContain(closing.caseId);
    expect(await as(actors.reception, (ctx) => casesTogether(ctx, goingOn.caseId))).toEqual([goingOn.caseId]);
    expect(await told(as(actors.window, (ctx) => casesTogether(ctx, goingOn.caseId)))).toBe('platform.not-found');
  });

  it('is stopped by the query where the policies are open', async () => {
    const { goingOn } = await aThirdOffice();
    const asked = (actor: Actor) => db.asActor(actors.supervisor, (tx) => listGoingOnIn(actor, tx, goingOn.caseId));
    expect(await Promise.all([actors.nationalWindow, actors.window, actors.reception, actors.abroad, actors.analyst, actors.provider, actors.nobody].map(async (actor) => (await asked(actor)).length)))
      .toEqual([0, 1, 0, 0, 0, 0, 0]);
  });

  it('is stopped by the policies where a query asks for everything', async () => {
    const { closing, goingOn } = await aThirdOffice();
    const wide = (actor: Actor) => db.asActor(actor, async (tx) => ({
      going: (await listGoingOnIn(actors.supervisor, tx, goingOn.caseId)).length, needs: (await sql`select id from assessment.need`.execute(tx)).rows.length,
      listed: (await listNeeds(actors.supervisor, tx, [closing.caseId, goingOn.caseId])).length,
    }));
    expect(await wide(actors.nationalWindow)).toEqual({ going: 0, needs: 1, listed: 1 });
    expect(await wide(actors.otherWindow)).toEqual({ going: 1, needs: 2, listed: 2 });
    expect(await wide(actors.analyst)).toEqual({ going: 0, needs: 0, listed: 0 });
    expect(await wide(actors.abroad)).toEqual({ going: 0, needs: 0, listed: 0 });
  });
});
