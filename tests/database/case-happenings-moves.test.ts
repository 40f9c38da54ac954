/** The timeline of a case tells how it went from office to office, of conferences, of what was given, of alarms; and to nobody more than the rooms themselves show. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAccount } from '#access';
import { addNeed, assessmentHappenings, raiseAlert, subscriptions as assessmentRoom } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor, type Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { findPerson, followUpsOf, plansHappenings, recordAttempt, subscriptions as plansRoom } from '#plans';
import { subscriptions as referralsRoom } from '#referrals';
import {
  acceptTransfer, askTransfer, assignCase, bringForgottenHome, caseHappenings, happeningsOf, openCase, refuseTransfer, registerPerson, subscriptions as registryRoom, takeTransferBack,
  withdrawConsent,
} from '#registry';
import type { Happening } from '#registry/schema';
import { answerAlert } from '../../src/modules/assessment/alerts-service.ts';
import { inviteMember, removeMember } from '../../src/modules/plans/conference/inviting.ts';
import { contribute } from '../../src/modules/plans/conference/member-service.ts';
import { callConference, stepConference, writeEntry } from '../../src/modules/plans/conference/service.ts';
import { correctSupport, recordSupport, strikeSupport } from '../../src/modules/plans/support/service.ts';
import { actors, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner('truncate registry.person cascade');
  await db.owner('update access.user_account set active = true, ended_at = null');
  await db.owner('update access.office set active = true, followed_by = null');
});

const ROOMS = [caseHappenings, assessmentHappenings, plansHappenings];
const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> =>
  db.inContext(actor, work, { subscriptions: [...registryRoom, ...assessmentRoom, ...referralsRoom, ...plansRoom], now });
const told = async (actor: Actor, caseId: string): Promise<Happening[]> => (await as(actor, (ctx) => happeningsOf(ctx, caseId, { limit: 100 }, ROOMS))).happenings;
const opened = () => as(actors.window, async (ctx) => {
  const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
  return { personId, caseId: (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId };
});
/** Kind, code, office or institution, words; oldest first, without how the case began. */
const line = (h: Happening) => [h.kind, h.code, h.label?.es ?? null, h.by, h.note];
const story = async (actor: Actor, caseId: string) => (await told(actor, caseId)).toReversed().filter((h) => h.kind !== 'opened').map(line);

describe('a case that goes from office to office', () => {
  it('tells who was asked, refused, taken back and accepted, with the note once', async () => {
    const { caseId } = await opened();
    const ask = (minute: number, note: string) => as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note }), at(minute));
    const first = await ask(1, 'Vive allá');
    await as(actors.otherWindow, (ctx) => refuseTransfer(ctx, first.transferId, { reason: 'no-capacity', answer: 'En mayo sí' }), at(2));
    const second = await ask(3, 'Otra vez');
    await as(actors.window, (ctx) => takeTransferBack(ctx, second.transferId), at(4));
    const third = await ask(5, 'Ahora sí');
    await as(actors.otherWindow, (ctx) => acceptTransfer(ctx, third.transferId, {}), at(6));
    const [{ name } = { name: '' }] = await db.owner<{ name: string }>('select name_es as name from access.office where id = $1', [OFFICES.otherWindow.id]);
    const [here, there] = [actors.window.displayName, actors.otherWindow.displayName];
    const all = [
      ['transfer-asked', null, name, here, 'Vive allá'], ['transfer-refused', 'no-capacity', name, there, 'En mayo sí'],
      ['transfer-asked', null, name, here, 'Otra vez'], ['transfer-taken-back', null, name, here, null],
      ['transfer-asked', null, name, here, 'Ahora sí'], ['transfer-accepted', null, name, there, null],
    ];
    for (const actor of [actors.window, actors.otherWindow, actors.supervisor]) expect(await story(actor, caseId), actor.displayName).toEqual(all);
    const reception: Actor = { ...actors.reception, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };
    expect(await story(reception, caseId)).toEqual([]);
  });

  it('says that an account ended, that an office closed, and that the move overtook what was asked', async () => {
    const { caseId } = await opened();
    await as(actors.windowColleague, (ctx) => assignCase(ctx, caseId, {}), at(1));
    await as(actors.administrator, (ctx) => endAccount(ctx, actors.windowColleague.userId, { why: 'dejó la institución' }), at(2));
    await as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'Se muda' }), at(3));
    await db.owner('update access.office set active = false, followed_by = $2 where id = $1', [OFFICES.window.id, OFFICES.otherWindow.id]);
    while (await as(systemActor('ZZ'), bringForgottenHome, at(4))) { /* the next part */ }
    const [{ name } = { name: '' }] = await db.owner<{ name: string }>('select name_es as name from access.office where id = $1', [OFFICES.otherWindow.id]);
    const all = [
      ['taken', null, null, actors.windowColleague.displayName, null],
      ['officer-left', actors.windowColleague.displayName, null, actors.administrator.displayName, null],
      ['transfer-asked', null, name, actors.window.displayName, 'Se muda'],
      ['office-closed', null, name, null, null], ['transfer-overtaken', null, name, null, null],
    ];
    expect((await story(actors.otherWindow, caseId)).toSorted()).toEqual(all.toSorted());
  });
});

const agreed = { given: true as const, sections: [], locale: 'es' as const, wordingVersion: '2026-1', manner: 'read-aloud' as const, givenBy: 'person' as const };

describe('a conference in the timeline', () => {
  it('is told with who was invited and what everybody reads; what the officers note and what an institution says are not', async () => {
    const { caseId } = await opened();
    const { conferenceId } = await as(actors.window, (ctx) => callConference(ctx, caseId, { question: '¿Quién acompaña?', how: 'call', plannedOn: '2026-03-20' }), at(1));
    for (const [n, office] of [OFFICES.provider, OFFICES.otherProvider].entries()) {
      await as(actors.window, (ctx) => inviteMember(ctx, conferenceId, { organizationId: office.organizationId, consent: agreed }), at(2 + n));
    }
    await as(actors.provider, (ctx) => contribute(ctx, conferenceId, 'Podemos recibirla'), at(4));
    await as(actors.window, (ctx) => writeEntry(ctx, conferenceId, { kind: 'note', text: 'Solo para nosotros', told: false }), at(5));
    await as(actors.window, (ctx) => writeEntry(ctx, conferenceId, { kind: 'decision', text: 'Callada', told: false }), at(6));
    await as(actors.window, (ctx) => writeEntry(ctx, conferenceId, { kind: 'decision', text: 'Se ven el lunes', told: true }), at(7));
    const [member] = await db.owner<{ id: string; consent_id: string }>('select id, consent_id from plans.conference_member where organization_id = $1', [OFFICES.otherProvider.organizationId]);
    await as(actors.window, (ctx) => withdrawConsent(ctx, member!.consent_id), at(8));
    await as(actors.window, (ctx) => stepConference(ctx, conferenceId, 'hold'), at(9));
    const [other] = await db.owner<{ id: string }>('select id from plans.conference_member where organization_id = $1', [OFFICES.provider.organizationId]);
    await as(actors.window, (ctx) => removeMember(ctx, conferenceId, other!.id), at(10));
    await as(actors.window, (ctx) => stepConference(ctx, conferenceId, 'close'), at(11));
    const seen = (await told(actors.window, caseId)).toReversed().filter((h) => h.kind.startsWith('conference'));
    expect(seen.map((h) => [h.kind, h.note, h.label === null])).toEqual([
      ['conference-called', '¿Quién acompaña?', true], ['conference-invited', null, false], ['conference-invited', null, false], ['conference-decision', 'Se ven el lunes', true],
      ['conference-left', null, false], ['conference-held', null, true], ['conference-left', null, false], ['conference-closed', null, true],
    ]);
    expect(JSON.stringify(seen)).not.toMatch(/Solo para nosotros|Callada|Podemos/);
    const reception: Actor = { ...actors.reception, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };
    expect((await told(reception, caseId)).filter((h) => h.kind.startsWith('conference'))).toEqual([]);
  });
});

describe('support in the timeline', () => {
  it('stands on the day it was given as it counts now, with its corrections, and without money', async () => {
    const { caseId } = await opened();
    const food = { need: 'job_placement', givenOn: '2026-03-09', giver: 'own-office' as const, amount: 1500 };
    const { supportId } = await as(actors.window, (ctx) => recordSupport(ctx, caseId, food), at(1));
    const { supportId: mistaken } = await as(actors.window, (ctx) => recordSupport(ctx, caseId, food), at(2));
    await as(actors.window, (ctx) => correctSupport(ctx, supportId, { ...food, givenOn: '2026-03-08', seq: 1, why: 'Fue el domingo' }), at(3));
    await as(actors.window, (ctx) => strikeSupport(ctx, mistaken, { seq: 1, why: 'Anotado dos veces' }), at(4));
    const seen = (await told(actors.window, caseId)).filter((h) => h.kind.startsWith('support'));
    expect(seen.map((h) => [h.kind, h.note, h.day])).toEqual([['support-struck', 'Anotado dos veces', false], ['support-corrected', 'Fue el domingo', false], ['support', null, true]]);
    expect(seen.at(-1)!.at.slice(0, 10)).toBe('2026-03-08');
    expect(seen[0]!.label!.es).toMatch(/.+ · .+/);
    expect(JSON.stringify(seen)).not.toContain('1500');
  });

  it('for a secret need is told to the closed circle alone', async () => {
    const { caseId } = await opened();
    await db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, restricted, opened_by, opened_at, opened_on)
      values ($1, 'ZZ', $2, 'gbv_support', '24h', 'open', 'rule', true, $3, now(), current_date)`, [newId(), caseId, actors.windowColleague.userId]);
    const protection: Actor = { ...actors.protection, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };
    await as(protection, (ctx) => recordSupport(ctx, caseId, { need: 'gbv_support', givenOn: '2026-03-09', giver: 'own-office' }), at(1));
    const support = async (actor: Actor) => (await told(actor, caseId)).filter((h) => h.kind === 'support').length;
    expect([await support(protection), await support(actors.windowColleague), await support(actors.window), await support(actors.supervisor)]).toEqual([1, 1, 0, 0]);
  });
});

describe('alarms and lost contact in the timeline', () => {
  it('outside the circle it says that protection was told and that it answered, and not of what, by whom or what was done', async () => {
    const { caseId } = await opened();
    await as(actors.windowColleague, (ctx) => raiseAlert(ctx, caseId, 'threat'), at(1));
    await as(actors.windowColleague, (ctx) => raiseAlert(ctx, caseId, 'hunger'), at(2));
    const [{ id } = { id: '' }] = await db.owner<{ id: string }>(`select id from assessment.alert where code = 'threat'`);
    await as(actors.windowColleague, (ctx) => answerAlert(ctx, id, 'Está en un lugar seguro'), at(3));
    for (const actor of [actors.window, actors.supervisor]) {
      const seen = (await told(actor, caseId)).toReversed().filter((h) => /alert|protection/.test(h.kind));
      expect(seen.map((h) => [h.kind, h.code, h.by, h.note])).toEqual([
        ['protection-told', null, null, null], ['alert', 'hunger', actors.windowColleague.displayName, null], ['protection-answered', null, null, null],
      ]);
      expect(JSON.stringify(seen)).not.toMatch(/threat|lugar seguro/);
    }
    expect((await story(actors.windowColleague, caseId)).filter(([kind]) => kind?.startsWith('alert')).map(([, code]) => code)).toEqual(['threat', 'hunger', 'threat']);
  });

  it('tells from when nobody could reach the person, and how they were found', async () => {
    const { caseId } = await opened();
    await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }));
    const { followUpId } = (await as(actors.window, (ctx) => followUpsOf(ctx, caseId))).followUps[0]!;
    for (let day = 0; day < 12; day++) {
      await as(actors.window, (ctx) => recordAttempt(ctx, followUpId, { channel: 'office', outcome: 'no-answer', surveyDeclined: false }), at(day * 1440)).catch((e: unknown) => { if (!String(e).includes('plans.')) throw e; });
    }
    await as(actors.window, (ctx) => findPerson(ctx, caseId, { how: 'relative', note: 'Llamó su hermana' }), at(20_000));
    expect((await story(actors.window, caseId)).filter(([kind]) => kind === 'lost' || kind === 'found').map(([kind, code, , , note]) => [kind, code, note])).toEqual([['lost', null, null], ['found', 'relative', 'Llamó su hermana']]);
  });
});
