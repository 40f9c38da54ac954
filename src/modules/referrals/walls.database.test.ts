import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { closeCase, withdrawConsent } from '#registry';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { refusedCode } from '../../../tests/support/refused.ts';
import { agreedTo, samplelandDirectory, somebodyInNeed } from '../../../tests/support/sampleland.ts';
import { amendReferral } from './amending.ts';
import { subscriptions } from './events.ts';
import { readyReferral } from './factory.ts';
import { insertSent, saveChanges } from './repository/referrals.ts';
import { sendReferral } from './sending.ts';
import * as service from './service.ts';

let db: TestDatabase;
let caseId: string;
let referralId: string;
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { now: TEST_NOW, subscriptions });

beforeAll(async () => {
  db = await samplelandDirectory();
});
afterAll(() => db.close());
beforeEach(() => as(actors.window, async (ctx) => {
  const ready = await somebodyInNeed(ctx);
  ({ caseId } = ready);
  ({ referralId } = await sendReferral(ctx, caseId, { needId: ready.needId, serviceId: 'zz-call-centre', urgency: '72h', byWoman: true, note: 'antes', consent: agreedTo('contact') }));
}));

/** Whether a transaction of this database waits for another. */
const somebodyWaits = async (): Promise<boolean> =>
  (await db.owner(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0;

/** Two at the same moment: the second begins while the first has acted and not ended, and waits for it. */
async function atOnce<T>(first: Parameters<typeof db.inContext<T>>[1], second: () => Promise<unknown>): Promise<unknown> {
  let late: Promise<unknown> | undefined;
  await as(actors.window, async (ctx) => {
    await first(ctx);
    late = second();
    late.catch(() => undefined);
    while (!(await somebodyWaits())) await new Promise((resolve) => { setTimeout(resolve, 20); });
  });
  return late;
}

describe('two at the same moment', () => {
  it('of two changes of what is shared, the second starts from the first: what one took away does not come back', async () => {
    await atOnce(
      (ctx) => amendReferral(ctx, referralId, { urgency: '72h', sections: [], byWoman: false }),
      () => as(actors.windowColleague, (ctx) => amendReferral(ctx, referralId, { urgency: '24h', sections: [], note: 'después' })),
    );
    const { shared } = await as(actors.provider, (ctx) => service.readReferral(ctx, referralId));
    expect(shared).toMatchObject({ note: 'después', sections: [] });
    expect(shared!.byWoman ?? false).toBe(false);
  });

  it('what is withdrawn while somebody answers is not answered', async () => {
    const late = await atOnce(
      (ctx) => service.withdrawReferral(ctx, referralId, { note: 'ya no' }),
      () => refusedCode(as(actors.provider, (ctx) => service.acceptReferral(ctx, referralId, {}))),
    );
    expect(late).toBe('referrals.already-closed');
  });
});

describe('a referral that ended', () => {
  const attack = (actor: Actor, work: ReturnType<typeof sql>) => db.asActor(actor, (tx) => work.execute(tx)).then(({ numAffectedRows }) => String(numAffectedRows ?? 'done'), (e: unknown) => {
    const { constraint, message } = e as { constraint?: string; message: string };
    return constraint ?? (/row-level security/.test(message) ? 'row-level security' : message);
  });

  it('is changed no more: whoever comes late is told so', async () => {
    await as(actors.provider, (ctx) => service.declineReferral(ctx, referralId, { reason: 'full' }));
    const late = as(actors.window, (ctx) => amendReferral(ctx, referralId, { urgency: '72h', sections: [], note: 'después' }));
    expect(await refusedCode(late)).toBe('referrals.already-closed');
  });

  it('is opened again by nobody, and shared again by nobody, past the program', async () => {
    const [consent] = await db.owner<{ id: string }>('select consent_id as id from referrals.referral where id = $1', [referralId]);
    await as(actors.window, (ctx) => withdrawConsent(ctx, consent!.id));
    expect(await attack(actors.window, sql`update referrals.referral set state = 'sent', closed_at = null where id = ${referralId}`)).toBe('ended_stays');
    expect(await attack(actors.window, sql`update referrals.referral set share_closed_at = null where id = ${referralId}`)).toBe('share_stays_closed');
    expect(await attack(actors.provider, sql`update referrals.referral set state = 'accepted', closed_at = null where id = ${referralId}`)).toBe('0');
    expect((await as(actors.provider, (ctx) => service.readReferral(ctx, referralId))).shared).toBeNull();
  });

  it('cannot be ended by the service with what only the officer says, nor be written into its history', async () => {
    expect(await attack(actors.provider, sql`update referrals.referral set state = 'withdrawn', closed_at = now(), clock_at = null, remind_at = null, supervisor_at = null where id = ${referralId}`)).toBe('row-level security');
    expect(await attack(actors.provider, sql`update referrals.referral set handled = true where id = ${referralId}`)).toBe('row-level security');
    const said = (actor: Actor, kind: string, side: string) => attack(actor, sql`insert into referrals.referral_event (id, country, referral_id, command_id, at, kind, state, side, actor_id, actor_name)
      values (${newId()}, 'ZZ', ${referralId}, ${newId()}, now(), ${kind}, 'sent', ${side}, ${actor.userId}, 'x')`);
    for (const [actor, kind, side] of [[actors.provider, 'confirm', 'provider'], [actors.provider, 'accept', 'officer'], [actors.window, 'accept', 'provider'], [actors.window, 'complete', 'officer'], [actors.otherWindow, 'withdraw', 'officer']] as const) {
      expect(await said(actor, kind, side), `${actor.role} ${kind} ${side}`).toBe('row-level security');
    }
    expect(await said(actors.window, 'withdraw', 'officer')).toBe('1');
  });

  it('nothing is decided that the database did not write: who may not change it is refused, and not passed over in silence', async () => {
    for (const actor of [actors.otherWindow, actors.supervisor, actors.otherProvider]) {
      await expect(db.asActor(actor, (tx) => saveChanges(actor, tx, referralId, { handled: true }, {}, TEST_NOW)), actor.role).rejects.toThrow();
    }
  });
});

describe('the office of a referral', () => {
  it('is that of its case, whoever writes: it lets colleagues read', async () => {
    const hand = (office: string) => db.asActor(actors.window, (tx) => sql`update referrals.referral set office_id = ${office} where id = ${referralId}`.execute(tx));
    await expect(hand(OFFICES.otherWindow.id)).rejects.toThrow(/permission denied/);
    const [row] = await db.owner<{ person_id: string; need_id: string; consent_id: string }>('select person_id, need_id, consent_id from referrals.referral where id = $1', [referralId]);
    const elsewhere = (officeId: string) => db.asActor(actors.window, (tx) => insertSent(actors.window, tx, {
      ...readyReferral({ caseId, personId: row!.person_id, officeId, organization: OFFICES.provider.organizationId }), needId: row!.need_id, consentId: row!.consent_id, serviceId: 'zz-other',
    }, { at: TEST_NOW, clock: { clockAt: TEST_NOW, remindAt: TEST_NOW, supervisorAt: TEST_NOW } }));
    await expect(elsewhere(OFFICES.otherWindow.id)).rejects.toThrow(/row-level security/);
  });
});

describe('a referral of a closed case that goes on', () => {
  it('stays decided when another one is sent from there', async () => {
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { why: 'Metas cumplidas', referrals: 'go-on' }));
    const [need] = await db.owner<{ need_id: string }>('select need_id from referrals.referral where id = $1', [referralId]);
    const other = await as(actors.window, (ctx) => sendReferral(ctx, caseId, { needId: need!.need_id, serviceId: 'zz-job-office', urgency: '72h', consent: agreedTo() }));
    expect(other.referralId).toBeTruthy();
    expect((await as(actors.window, (ctx) => service.getReferral(ctx, referralId))).caseClosed).toBe(false);
  });
});
