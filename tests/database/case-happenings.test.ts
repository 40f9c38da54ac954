/** The one timeline of a case over all rooms: page by page nothing is lost or shown twice, and nobody reads what the rooms would not show them. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addNeed, assessmentHappenings, raiseAlert, setNeedState, subscriptions as assessmentRoom } from '#assessment';
import { answerAlert } from '../../src/modules/assessment/alerts-service.ts';
import { loadDirectory } from '#directory';
import { documentsHappenings, wantPapers } from '#documents';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { plansHappenings, subscriptions as plansRoom } from '#plans';
import { receptionHappenings } from '#reception';
import { referralsHappenings, sendReferral, subscriptions as referralsRoom } from '#referrals';
import { assignCase, caseHappenings, closeCase, happeningsOf, openCase, recordConsent, registerPerson, reopenCase, withdrawConsent } from '#registry';
import type { Happening } from '#registry/schema';
import { actors, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person cascade'));

const ROOMS = [caseHappenings, receptionHappenings, documentsHappenings, assessmentHappenings, referralsHappenings, plansHappenings];
const PROTECTION: Actor = { ...actors.protection, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };
const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { subscriptions: [...assessmentRoom, ...referralsRoom, ...plansRoom], now });

async function opened(): Promise<{ personId: string; caseId: string }> {
  return as(actors.window, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: 'Persona', surname1: 'Inventada', birthDate: '1990-01-01', sex: 'F' });
    return { personId, caseId: (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId };
  });
}

async function whole(actor: Actor, caseId: string, limit: number): Promise<Happening[]> {
  const all: Happening[] = [];
  for (let before: string | undefined; ;) {
    const asked = before === undefined ? { limit } : { before, limit };
    const page = await as(actor, (ctx) => happeningsOf(ctx, caseId, asked, ROOMS));
    expect(page.happenings.length).toBeLessThanOrEqual(limit);
    all.push(...page.happenings);
    if (page.next === null) return all;
    before = page.next;
  }
}
const kinds = async (actor: Actor, caseId: string) => (await whole(actor, caseId, 100)).map((h) => h.kind);

describe('the timeline of a case', () => {
  it('tells what happened in every room, newest first, with who did it', async () => {
    const { caseId, personId } = await opened();
    const { needId } = await as(actors.window, (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }), at(1));
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}), at(2));
    await as(actors.window, (ctx) => assignCase(ctx, caseId, { officerId: actors.windowColleague.userId, note: 'Llama por la tarde' }), at(3));
    await as(actors.window, (ctx) => sendReferral(ctx, caseId, {
      needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
    }), at(4));
    await as(actors.window, (ctx) => wantPapers(ctx, caseId, { paperId: 'zz-id-card' }), at(5));
    await as(actors.window, (ctx) => setNeedState(ctx, needId, 'met', 'Ya trabaja'), at(6));
    const { consentId } = await as(actors.window, (ctx) => recordConsent(ctx, { personId, caseId }, { purpose: 'follow-up', given: true }), at(7));
    await as(actors.window, (ctx) => withdrawConsent(ctx, consentId), at(8));
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'goals-reached', why: 'Tiene empleo' }), at(9));
    await as(actors.window, (ctx) => reopenCase(ctx, caseId, { why: 'Lo perdió' }), at(10));
    const told = await whole(actors.window, caseId, 100);
    expect(told.map((h) => h.kind)).toEqual(['reopened', 'closed', 'withdrawn', 'consent', 'need-met', 'paper-wanted', 'referral', 'consent', 'given', 'taken', 'need', 'opened']);
    expect(told.find((h) => h.kind === 'given')).toMatchObject({ code: 'Colega de ventanilla de prueba', by: 'Ventanilla de prueba', note: 'Llama por la tarde', caseId });
    expect(told.find((h) => h.kind === 'closed')).toMatchObject({ code: 'goals-reached', note: 'Tiene empleo' });
    expect(told.find((h) => h.kind === 'referral')).toMatchObject({ code: 'send', about: expect.any(String) as string });
    expect(told.find((h) => h.kind === 'need-met')).toMatchObject({ note: 'Ya trabaja', label: { es: expect.any(String) as string } });
  });

  it('shows no secret need, not what an alert is about, and to reception not why a case ended', async () => {
    const { caseId } = await opened();
    await db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, restricted, opened_by, opened_at, opened_on)
      values (gen_random_uuid(), 'ZZ', $1, 'gbv_support', '24h', 'open', 'rule', true, $2, now(), current_date)`, [caseId, actors.windowColleague.userId]);
    await db.owner(`insert into assessment.need_event (id, country, need_id, to_state, by_rules, actor_id, at) select gen_random_uuid(), 'ZZ', id, 'open', true, opened_by, opened_at from assessment.need where restricted`);
    await as(actors.windowColleague, (ctx) => raiseAlert(ctx, caseId, 'threat'));
    const { id } = (await db.owner<{ id: string }>('select id from assessment.alert'))[0]!;
    await as(actors.windowColleague, (ctx) => answerAlert(ctx, id, 'Se llamó a protección'), at(1));
    const secrets = async (actor: Actor) => {
      const told = await whole(actor, caseId, 100);
      return { needs: told.filter((h) => h.kind === 'need' && h.code === 'gbv_support').length, alerts: told.filter((h) => h.kind.startsWith('alert')).map((h) => [h.code, h.note]) };
    };
    const all = { needs: 1, alerts: [['threat', 'Se llamó a protección'], ['threat', null]] };
    expect(await secrets(PROTECTION)).toEqual(all);
    expect(await secrets(actors.windowColleague)).toEqual(all);
    expect(await secrets(actors.window)).toEqual({ needs: 0, alerts: [] });
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'died' }), at(2));
    expect(await kinds(actors.window, caseId)).toContain('closed');
    expect(await kinds({ ...actors.reception, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId }, caseId)).not.toContain('closed');
  });

  it('is nobody’s who does not see the case, and no made-up place opens it', async () => {
    const { caseId } = await opened();
    const refusal = (actor: Actor, before?: string) => as(actor, (ctx) => happeningsOf(ctx, caseId, { limit: 5, before }, ROOMS))
      .then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
    expect(await refusal(actors.otherWindow)).toBe('platform.not-found');
    expect(await refusal(actors.abroad)).toBe('platform.not-found');
    for (const before of ['x', Buffer.from(`2026-13-45|a`).toString('base64url'), Buffer.from(`2026-03-10T15:00:00.000Z|${'k'.repeat(300)}`).toString('base64url')]) expect(await refusal(actors.window, before)).toBe('platform.invalid');
    expect(await refusal(actors.window, Buffer.from(`2026-03-10T15:00:00.000Z|'; drop table x`).toString('base64url'))).toBe('done');
  });

  it('of a case of two thousand events loses none and shows none twice, however long a page is', async () => {
    const { caseId, personId } = await opened();
    // Many at one moment, within one millisecond, and over all rooms.
    const moment = `timestamptz '2026-03-11T10:00:00Z' + (n % 40) * interval '1 hour' + (n % 3) * interval '1 microsecond'`;
    await db.owner(`insert into registry.case_assignment (id, country, case_id, person_id, office_id, officer_id, assigned_by, assigned_at)
      select gen_random_uuid(), 'ZZ', $1, $2, $3, $4, $4, ${moment} from generate_series(1, 600) n`, [caseId, personId, OFFICES.window.id, actors.window.userId]);
    await db.owner(`insert into assessment.need (id, country, case_id, need_code, urgency, state, source, opened_by, opened_at, opened_on)
      select gen_random_uuid(), 'ZZ', $1, 'test_' || n, '24h', 'open', 'hand', $2, now(), current_date from generate_series(1, 20) n`, [caseId, actors.window.userId]);
    await db.owner(`insert into assessment.need_event (id, country, need_id, from_state, to_state, by_rules, actor_id, at)
      select gen_random_uuid(), 'ZZ', d.id, 'open', 'met', false, $1, ${moment} from assessment.need d, generate_series(1, 40) n where d.need_code like 'test%'`, [actors.window.userId]);
    await db.owner(`insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, actor_id, at)
      select gen_random_uuid(), 'ZZ', f.id, 'phone', 'no-answer', $1, ${moment} from (select id from plans.follow_up where case_id = $2 limit 1) f, generate_series(1, 600) n`, [actors.window.userId, caseId]);
    await db.owner(`insert into registry.case_transfer (id, country, case_id, person_id, from_office, to_office, state, reason, note, answer_by, asked_by, asked_at, answered_by, answered_at)
      select gen_random_uuid(), 'ZZ', $1, $2, $3, $4, 'refused', 'no-capacity', 'x', current_date, $5, ${moment}, $5, ${moment} from generate_series(1, 50) n`, [caseId, personId, OFFICES.window.id, OFFICES.otherWindow.id, actors.window.userId]);
    await db.owner(`with c as (insert into plans.conference (id, country, case_id, question, how, planned_on, state, called_by, called_at)
        values (gen_random_uuid(), 'ZZ', $1, 'x', 'call', current_date, 'called', $2, timestamptz '2026-03-11T10:00:00Z') returning id)
      insert into plans.conference_entry (id, country, conference_id, kind, text, told, actor_id, actor_name, at) select gen_random_uuid(), 'ZZ', c.id, 'decision', 'x', true, $2, 'x', ${moment} from c, generate_series(1, 99) n`,
    [caseId, actors.window.userId]);
    await db.owner(`insert into plans.support_line (support_id, seq, country, case_id, need_code, given_on, giver, giver_name, state, recorded_by, recorded_at)
      select gen_random_uuid(), 1, 'ZZ', $1, 'job_placement', date '2026-03-01' + n % 9, 'own-office', '{"es":"x","en":"x"}', 'given', $2, now() from generate_series(1, 100) n`, [caseId, actors.window.userId]);
    const pages = await Promise.all([33, 50, 100].map((limit) => whole(actors.window, caseId, limit)));
    for (const told of pages) {
      expect(told.length).toBeGreaterThanOrEqual(2_301);
      expect(new Set(told.map((h) => h.key)).size).toBe(told.length);
      expect(told.map((h) => h.key)).toEqual(pages[0]!.map((h) => h.key));
      expect(told.every((h, n) => n === 0 || told[n - 1]!.at >= h.at)).toBe(true);
    }
    const counted = Map.groupBy(pages[0]!, (h) => h.kind);
    expect(['taken', 'need-met', 'attempt', 'transfer-asked', 'transfer-refused', 'conference-decision', 'support'].map((kind) => counted.get(kind)?.length)).toEqual([600, 800, 600, 50, 50, 99, 100]);
  });
});
