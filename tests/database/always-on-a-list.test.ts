/** Every referral that was sent is on the list of somebody who may open it, whatever becomes of its case, of who sent it, and of who may know of its need. */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAccount } from '#access';
import { addNeed, raiseAlert, subscriptions as assessmentRoom } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { declineReferral, officerReferrals, sendReferral, subscriptions as referralsRoom } from '#referrals';
import { acceptTransfer, askTransfer, closeCase, openCase, registerPerson, reopenCase, subscriptions as registryRoom, withdrawConsent } from '#registry';
import { confirmOutcome } from '../../src/modules/referrals/confirming.ts';
import { officerList } from '../../src/modules/referrals/repository/lists.ts';
import * as referrals from '../../src/modules/referrals/service.ts';
import { actors, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
let caseId: string;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
async function afresh(): Promise<void> {
  await db.owner('update access.user_account set active = true, ended_at = null');
  await as(actors.window, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME }));
  });
}
beforeEach(afresh);

const subscriptions = [...registryRoom, ...assessmentRoom, ...referralsRoom];
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { subscriptions, now });
const LISTS = ['returned', 'unanswered', 'waiting', 'answered'] as const;
const EVERYBODY = [actors.window, actors.windowColleague, actors.otherWindow, actors.protection] as const;

/** Who has it on which list, of those whose account has not ended. */
async function listed(referralId: string, now = TEST_NOW): Promise<{ readonly actor: Actor; readonly list: (typeof LISTS)[number] }[]> {
  const active = new Set((await db.owner<{ id: string }>('select id from access.user_account where active')).map(({ id }) => id));
  const all = await Promise.all(EVERYBODY.filter(({ userId }) => active.has(userId)).map((actor) => as(actor, (ctx) => Promise.all(LISTS.map(async (list) => {
    const rows = await officerList(actor, ctx.tx, { list, now, after: null, limit: 100 });
    return rows.some((r) => r.id === referralId) ? [{ actor, list }] : [];
  })), now)));
  return all.flat(2);
}
const names = async (referralId: string) => (await listed(referralId)).map(({ actor, list }) => `${actor.displayName}: ${list}`);

async function sent(by: Actor, restricted: boolean): Promise<string> {
  const { needId } = await as(by, (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }));
  await db.owner('update assessment.need set restricted = $2 where id = $1', [needId, restricted]);
  return (await as(by, (ctx) => sendReferral(ctx, caseId, {
    needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
  }))).referralId;
}

describe('a referral for a need that only the closed circle may know of', () => {
  it('stands with whoever sent it at the window, and with nobody else there', async () => {
    const referralId = await sent(actors.window, true);
    expect(await names(referralId)).toEqual(['Ventanilla de prueba: waiting']);
  });

  it('that protection of another office sent stands on a list of protection, also when it comes back', async () => {
    await as(actors.window, (ctx) => raiseAlert(ctx, caseId, 'danger-now'));
    const referralId = await sent(actors.protection, true);
    expect(await names(referralId)).toEqual(['Protección de prueba: waiting']);
    await as(actors.provider, (ctx) => declineReferral(ctx, referralId, { reason: 'full' }));
    expect(await names(referralId)).toEqual(['Protección de prueba: returned']);
    const page = await as(actors.protection, (ctx) => officerReferrals(ctx, { list: 'returned' }));
    expect([page.items.map((r) => r.referralId), page.counts.returned]).toEqual([[referralId], 1]);
  });

  it('is not lost with the account of whoever sent it', async () => {
    const referralId = await sent(actors.windowColleague, true);
    await as(actors.administrator, (ctx) => endAccount(ctx, actors.windowColleague.userId, { why: 'dejó la institución' }));
    expect(await names(referralId)).toEqual(['Protección de prueba: waiting']);
  });

  it('is not lost either when its need becomes secret after that account ended', async () => {
    const referralId = await sent(actors.windowColleague, false);
    await as(actors.administrator, (ctx) => endAccount(ctx, actors.windowColleague.userId, { why: 'dejó la institución' }));
    await db.owner('update assessment.need set restricted = true where id = (select need_id from referrals.referral where id = $1)', [referralId]);
    expect(await names(referralId)).toEqual(['Protección de prueba: waiting']);
  });
});

describe('whatever happens, in whatever order', () => {
  type Act = (referralId: string, now: Date, holder: Actor) => Promise<unknown>;
  const provider = (work: (ctx: Ctx, id: string) => Promise<unknown>): Act => (id, now) => as(actors.provider, (ctx) => work(ctx, id), now);
  const officer = (work: (ctx: Ctx, id: string) => Promise<unknown>): Act => (id, now, holder) => as(holder, (ctx) => work(ctx, id), now);
  const consentOf = async (id: string) => (await db.owner<{ consent_id: string }>('select consent_id from referrals.referral where id = $1', [id]))[0]!.consent_id;
  const ACTS: Readonly<Record<string, Act>> = {
    open: provider((ctx, id) => referrals.openReferral(ctx, id)), accept: provider((ctx, id) => referrals.acceptReferral(ctx, id, {})), decline: provider((ctx, id) => referrals.declineReferral(ctx, id, { reason: 'full' })),
    ask: provider((ctx, id) => referrals.askMore(ctx, id, { question: '¿?' })), start: provider((ctx, id) => referrals.stepReferral(ctx, id, 'start', undefined)),
    waits: provider((ctx, id) => referrals.stepReferral(ctx, id, 'waiting-list', undefined)), absent: provider((ctx, id) => referrals.stepReferral(ctx, id, 'did-not-come', undefined)),
    complete: provider((ctx, id) => referrals.completeReferral(ctx, id, { outcome: 'reached' })),
    answer: officer((ctx, id) => referrals.answerQuestion(ctx, id, { answer: 'sí' })), resend: officer((ctx, id) => referrals.resendReferral(ctx, id)),
    withdraw: officer((ctx, id) => referrals.withdrawReferral(ctx, id, { note: 'x' })), note: officer((ctx, id) => referrals.acknowledgeReferral(ctx, id)),
    yes: officer((ctx, id) => confirmOutcome(ctx, id, { answer: 'yes' })), no: officer((ctx, id) => confirmOutcome(ctx, id, { answer: 'no' })),
    takenBack: async (id, now, holder) => as(holder, async (ctx) => withdrawConsent(ctx, await consentOf(id)), now),
    moves: async (_, now) => {
      const { transferId } = await as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'x' }), now);
      await as(actors.otherWindow, (ctx) => acceptTransfer(ctx, transferId, {}), now);
    },
    closes: (_, now) => as(actors.supervisor, (ctx) => closeCase(ctx, caseId, { code: 'moved' }), now), reopens: (_, now) => as(actors.window, (ctx) => reopenCase(ctx, caseId, { why: 'x' }), now),
    senderLeaves: (_, now) => as(actors.administrator, (ctx) => endAccount(ctx, actors.windowColleague.userId, { why: 'x' }), now),
    becomesSecret: (id) => db.owner('update assessment.need set restricted = true where id = (select need_id from referrals.referral where id = $1)', [id]),
  };

  it('it stands on exactly one list until somebody has dealt with what came back', async () => {
    const step = fc.record({ act: fc.constantFrom(...Object.keys(ACTS)), days: fc.integer({ min: 0, max: 6 }) });
    const met = new Set<string>();
    await fc.assert(fc.asyncProperty(fc.boolean(), fc.array(step, { minLength: 4, maxLength: 9 }), async (restricted, steps) => {
      await afresh();
      const id = await sent(actors.windowColleague, restricted);
      let days = 0;
      let on = await listed(id);
      for (const { act, days: more } of steps) {
        days += more;
        const now = new Date(TEST_NOW.getTime() + days * 86_400_000);
        const holder = on[0]?.actor ?? actors.window;
        const done = await ACTS[act]!(id, now, holder).then(() => true, (e: unknown) => { if (e instanceof Refused) return false; throw e; });
        if (done) met.add(act);
        const [row] = await db.owner<{ closed: boolean; handled: boolean }>(`select closed_at is not null as closed, handled from referrals.referral where id = $1`, [id]);
        on = await listed(id, now);
        expect(new Set(on.map(({ list }) => list)).size, `${act} of a ${restricted ? 'secret' : 'usual'} one`).toBe(row!.closed && row!.handled ? 0 : 1);
      }
    }), { numRuns: 15 });
    expect(met.size).toBeGreaterThan(8);
  }, 120_000);
});
