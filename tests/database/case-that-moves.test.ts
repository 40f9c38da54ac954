/**
 * A case that goes to another office, and what every room keeps of it: promised contacts, referrals and drafts are somebody's at every moment, and what is next
 * in a case stands on the list of whoever keeps it.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAccount } from '#access';
import { addNeed, assessmentsOf, saveAnswers, startAssessment, subscriptions as assessmentRoom } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { scheduleFollowUp, subscriptions as plansRoom } from '#plans';
import { sendReferral, subscriptions as referralsRoom } from '#referrals';
import {
  acceptTransfer, askTransfer, assignCase, decideIdentity, getCase, joinCases, listCases, openCase, refuseTransfer, registerPerson, subscriptions as registryRoom, takeTransferBack, undoJoin,
} from '#registry';
import type { WorkListKind } from '#registry/schema';
import { withdrawReferral } from '../../src/modules/referrals/service.ts';
import { actors, ELSEWHERE, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';

const TODAY = '2026-03-10';
const at = (day: string): Date => new Date(`${day}T15:00:00Z`);

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner('truncate registry.person cascade');
  await db.owner('update access.user_account set active = true, ended_at = null');
});

const subscriptions = [...registryRoom, ...assessmentRoom, ...referralsRoom, ...plansRoom];
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { subscriptions, now });
const tried = (work: Promise<unknown>): Promise<boolean> => work.then(() => true, (e: unknown) => { if (e instanceof Refused) return false; throw e; });

const open = (givenNames = 'Persona', officer = true) => as(actors.window, async (ctx) => {
  const { personId } = await registerPerson(ctx, { givenNames, surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
  const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
  if (officer) await assignCase(ctx, caseId, {});
  return { personId, caseId };
});
const lists = async (actor: Actor, caseId: string, day = TODAY): Promise<WorkListKind[]> => {
  const found: WorkListKind[] = [];
  for (const list of ['new', 'incoming', 'due', 'overdue', 'waiting'] as const) {
    if ((await as(actor, (ctx) => listCases(ctx, { list }), at(day))).lines.some((l) => l.caseId === caseId)) found.push(list);
  }
  return found;
};
const refers = (caseId: string, needId: string) => as(actors.window, (ctx) => sendReferral(ctx, caseId, {
  needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
}));

describe('what is next in a case', () => {
  it('a promised contact brings its case to the list of its day, late afterwards, and it is gone with the contact', async () => {
    const { caseId } = await open();
    const [{ due } = { due: '' }] = await db.owner<{ due: string }>(`select min(due_on)::text as due from plans.follow_up where case_id = $1 and state = 'planned'`, [caseId]);
    expect(await lists(actors.window, caseId, addDays(due, -1))).toEqual([]);
    expect(await lists(actors.window, caseId, due)).toEqual(['due']);
    expect(await lists(actors.window, caseId, addDays(due, 3))).toEqual(['overdue']);
    await as(actors.window, (ctx) => scheduleFollowUp(ctx, caseId, { dueOn: TODAY, channel: 'phone' }));
    expect(await lists(actors.window, caseId)).toEqual(['due']);
    await db.owner(`update plans.follow_up set state = 'cancelled' where case_id = $1`, [caseId]);
    expect(await lists(actors.window, caseId, addDays(due, 3))).toEqual([]);
  });

  it('a referral is waited for, comes back to be due when nobody answers, and is nobody’s wait when it was withdrawn', async () => {
    const { caseId } = await open();
    await db.owner(`update plans.follow_up set state = 'cancelled' where case_id = $1`, [caseId]);
    const { needId } = await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }));
    const { referralId } = await refers(caseId, needId);
    expect(await lists(actors.window, caseId)).toEqual(['waiting']);
    expect(await lists(actors.window, caseId, addDays(TODAY, 10))).toEqual(['overdue', 'waiting']);
    await as(actors.window, (ctx) => withdrawReferral(ctx, referralId, { note: 'ya no hace falta' }));
    expect(await lists(actors.window, caseId, addDays(TODAY, 10))).toEqual([]);
  });

  it('of joined cases it stands with the one that goes on, and comes apart with them', async () => {
    const [closing, goingOn] = [await open('Mirna'), await open('Mirna')];
    await db.owner(`update plans.follow_up set state = 'cancelled' where case_id = $1`, [goingOn.caseId]);
    await as(actors.window, (ctx) => decideIdentity(ctx, { personA: closing.personId, personB: goingOn.personId, decision: 'same' }));
    await as(actors.window, (ctx) => scheduleFollowUp(ctx, closing.caseId, { dueOn: TODAY, channel: 'phone' }));
    const { joinId } = await as(actors.window, (ctx) => joinCases(ctx, closing.caseId, { into: goingOn.caseId, note: 'sigue en el otro' }));
    expect([await lists(actors.window, closing.caseId), await lists(actors.window, goingOn.caseId)]).toEqual([[], ['due']]);
    await as(actors.window, (ctx) => undoJoin(ctx, joinId));
    expect([await lists(actors.window, closing.caseId), await lists(actors.window, goingOn.caseId)]).toEqual([['due'], []]);
  });
});

describe('a case that moves', () => {
  it('takes its contacts and referrals along when it is accepted, and not before', async () => {
    const { caseId } = await open();
    const { needId } = await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }));
    await refers(caseId, needId);
    const offices = () => db.owner(`select office_id from plans.follow_up where state = 'planned' and case_id = $1 union select office_id from referrals.referral where case_id = $1`, [caseId]);
    const { transferId } = await as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'Se mudó.' }));
    expect(await offices()).toEqual([{ office_id: OFFICES.window.id }]);
    await as(actors.otherWindow, (ctx) => acceptTransfer(ctx, transferId, {}));
    expect(await offices()).toEqual([{ office_id: OFFICES.otherWindow.id }]);
    expect(await lists(actors.otherWindow, caseId)).toEqual(['waiting']);
  });

  it('whatever is done, and in whatever order, it is on the list of exactly one office, and who has it sees it', async () => {
    const STEPS = ['ask', 'askNational', 'accept', 'refuse', 'takeBack', 'return', 'returnHome', 'assign'] as const;
    const AT = new Map<string, Actor>([[OFFICES.window.id, actors.window], [OFFICES.otherWindow.id, actors.otherWindow], [OFFICES.national.id, actors.nationalWindow]]);
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { minLength: 1, maxLength: 7 }), async (steps) => {
      const { personId, caseId } = await open('Persona', false);
      for (const step of steps) {
        const [row] = await db.owner<{ office: string; transfer: string | null; asked: string | null }>(`select c.office_id as office, t.id as transfer, t.to_office as asked
          from registry.case_file c left join registry.case_transfer t on t.case_id = c.id and t.state = 'asked' where c.id = $1`, [caseId]);
        const holder = AT.get(row!.office)!;
        const asked = AT.get(row!.asked ?? '') ?? actors.otherWindow;
        const transferId = row!.transfer ?? caseId;
        const done = {
          ask: () => as(holder, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'x' })),
          askNational: () => as(holder, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.national.id, note: 'x' })),
          accept: () => as(asked, (ctx) => acceptTransfer(ctx, transferId, {})),
          refuse: () => as(asked, (ctx) => refuseTransfer(ctx, transferId, { reason: 'no-capacity' })),
          takeBack: () => as(holder, (ctx) => takeTransferBack(ctx, transferId)),
          return: () => as(holder, (ctx) => openCase(ctx, { personId, destinationAdmin2: ELSEWHERE })),
          returnHome: () => as(holder, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME })),
          assign: () => as(holder, (ctx) => assignCase(ctx, caseId, {})),
        }[step];
        await tried(done());
        const held: string[] = [];
        for (const [office, actor] of AT) {
          if ((await as(actor, (ctx) => listCases(ctx, { list: 'office' }))).lines.some((l) => l.caseId === caseId)) held.push(office);
        }
        expect(held).toHaveLength(1);
        expect((await as(AT.get(held[0]!)!, (ctx) => getCase(ctx, caseId))).officeId).toBe(held[0]);
        const lent = await db.owner(`select o.office_id from registry.person_office o where o.person_id = $1 and o.by_transfer is not null and not exists (select from registry.case_transfer t where t.id = o.by_transfer and t.state = 'asked')`, [personId]);
        expect(lent).toEqual([]);
      }
    }), { numRuns: 12 });
  }, 120_000);
});

describe('an officer who leaves in mid-case', () => {
  it('leaves no draft unread: a colleague goes on with the interview', async () => {
    const { caseId } = await open('Persona', false);
    await as(actors.windowColleague, (ctx) => assignCase(ctx, caseId, {}));
    const { assessmentId } = await as(actors.windowColleague, (ctx) => startAssessment(ctx, caseId, { instrument: 'screening', locale: 'es' }));
    await as(actors.administrator, (ctx) => endAccount(ctx, actors.windowColleague.userId, { why: 'dejó la institución' }));
    expect((await lists(actors.window, caseId))[0]).toBe('new');
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    const { assessments } = await as(actors.window, (ctx) => assessmentsOf(ctx, caseId));
    expect(assessments).toMatchObject([{ assessmentId }]);
    expect(await tried(as(actors.window, (ctx) => saveAnswers(ctx, caseId, assessmentId, { answers: {} })))).toBe(true);
  });
});
