import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addNeed, setNeedState } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { subscriptions as plansSubscriptions } from '#plans';
import { declineReferral, officerReferrals, sendReferral } from '#referrals';
import { closeCase, decideIdentity, joinCases, openCase, registerPerson, undoIdentityDecision } from '#registry';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { indicators, summary } from './service.ts';
import { casesOfList } from './supervision.ts';

let db: TestDatabase;
const MONTH = { from: '2026-03-01', to: '2026-03-31' };
const later = (days: number): Date => new Date(TEST_NOW.getTime() + days * 86_400_000);
const subscriptions = plansSubscriptions;
const asOfficer = <T>(work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actors.window, work, { now, subscriptions });
const asSupervisor = <T>(work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actors.supervisor, work, { now, purpose: 'supervision' });

async function returned(personId: string, on: string, kind = 'deported', office: string = OFFICES.reception.id): Promise<void> {
  await db.owner(`insert into reception.return_event (id, country, office_id, person_id, returned_on, mode, kind, point_name, destination_admin2, travelling_as, recorded_by, recorded_at)
    values ($1, 'ZZ', $2, $3, $4, 'land', $5, 'Punto de prueba', 'ZZ-0101', 'alone', $3, $6)`, [newId(), office, personId, on, kind, TEST_NOW]);
}

async function personWithCase(givenNames: string): Promise<{ personId: string; caseId: string; needId: string }> {
  return asOfficer(async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames, surname1: 'Prueba', birthDate: '1990-01-01', sex: 'F' });
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME });
    const { needId } = await addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' });
    return { personId, caseId, needId };
  });
}

const send = (to: { caseId: string; needId: string }, serviceId = 'zz-call-centre') => asOfficer((ctx) => sendReferral(ctx, to.caseId, {
  needId: to.needId, serviceId, urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' },
}));

const value = (list: readonly { code: string; value: number }[], code: string): number | undefined => list.find((c) => c.code === code)?.value;

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
  const [ana, luz, sol] = [await personWithCase('Ana'), await personWithCase('Luz'), await personWithCase('Sol')];
  await returned(ana.personId, '2024-05-01');
  await returned(ana.personId, '2026-03-02');
  await returned(luz.personId, '2026-03-03');
  await returned(luz.personId, '2026-03-20', 'independentVoluntary');
  await returned(sol.personId, '2026-03-05');
  const first = await send(ana);
  await send(luz);
  await db.inContext(actors.provider, (ctx) => declineReferral(ctx, first.referralId, { reason: 'full' }));
  await asOfficer((ctx) => setNeedState(ctx, sol.needId, 'met', 'Consiguió empleo'));
});
afterAll(() => db.close());

describe('the supervisor\'s counts', () => {
  it('tell returns as events from returns as people, and who came back again', async () => {
    const { period } = await asSupervisor((ctx) => summary(ctx, MONTH));
    expect([value(period, 'returns'), value(period, 'people-returned'), value(period, 'people-returning-again')]).toEqual([4, 3, 2]);
  });
  it('count needs found and met', async () => {
    const { period, needs } = await asSupervisor((ctx) => summary(ctx, MONTH));
    expect([value(period, 'needs-found'), value(period, 'needs-met')]).toEqual([3, 1]);
    expect(needs).toEqual([{ code: 'job_placement', label: expect.objectContaining({ es: expect.any(String) }), found: 3, met: 1 }]);
  });
  it('tell arrivals and returns by month and by point, which add up to the days', async () => {
    const seen = await asSupervisor((ctx) => summary(ctx, MONTH));
    for (const rows of [seen.byMonth, seen.byPoint]) {
      for (const [key, code] of [['returns', 'returns'], ['expected', 'arrivals-expected'], ['came', 'arrivals-came']] as const) expect(rows.reduce((sum, row) => sum + row[key], 0), code).toBe(value(seen.period, code));
    }
    expect(seen.byMonth.map((row) => row.key)).toEqual([MONTH.from.slice(0, 7)]);
    expect(seen.byPoint.every((row) => row.label !== null)).toBe(true);
  });
  it('agree with the lists behind them, now and when the clock has moved', async () => {
    for (const now of [TEST_NOW, later(5)]) {
      const counts = (await asSupervisor((ctx) => summary(ctx, MONTH), now)).now;
      for (const [code, list] of [['referrals-returned', 'returned'], ['referrals-unanswered', 'unanswered'], ['referrals-waiting', 'waiting'], ['referrals-outcome', 'answered']] as const) {
        const behind = await asSupervisor((ctx) => officerReferrals(ctx, { list }), now);
        expect(value(counts, code), `${list} at ${now.toISOString()}`).toBe(behind.items.length);
        expect(behind.counts[list]).toBe(behind.items.length);
      }
    }
  });
  it('list the open cases for which nobody has promised anything, exactly as many as they count', async () => {
    const counted = async () => value((await asSupervisor((ctx) => summary(ctx, MONTH))).now, 'cases-without-step');
    const listed = () => asSupervisor((ctx) => casesOfList(ctx, { list: 'without-step' }));
    const before = (await counted())!;
    expect((await listed()).cases).toHaveLength(before);
    const eva = await personWithCase('Eva');
    await db.owner("update plans.follow_up set state = 'cancelled' where case_id = $1", [eva.caseId]);
    expect(await counted()).toBe(before + 1);
    const { cases, count } = await listed();
    expect([cases.length, count, cases.some((c) => c.caseId === eva.caseId)]).toEqual([before + 1, before + 1, true]);
    await asOfficer((ctx) => closeCase(ctx, eva.caseId, { why: 'Terminó' }));
    expect((await listed()).cases).toHaveLength(before);
  });
  it('show an unanswered referral as soon as its time has passed', async () => {
    expect(value((await asSupervisor((ctx) => summary(ctx, MONTH))).now, 'referrals-unanswered')).toBe(0);
    expect(value((await asSupervisor((ctx) => summary(ctx, MONTH), later(5))).now, 'referrals-unanswered')).toBe(1);
  });
  it('name the organization that does not answer', async () => {
    const { providers } = await asSupervisor((ctx) => summary(ctx, MONTH), later(5));
    expect(providers).toHaveLength(1);
    expect(providers[0]).toMatchObject({ sent: 2, unanswered: 1, accepted: 0 });
  });
  it('see nothing of another institution or country', async () => {
    const nobodys = await db.inContext({ ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId }, (ctx) => summary(ctx, MONTH));
    expect(nobodys.period.map((c) => c.value).every((n) => n === 0)).toBe(true);
    expect([...nobodys.byMonth, ...nobodys.byPoint]).toEqual([]);
  });
  it('count a person once when two records are found to be the same, the returns all the same, and both as before when that is undone', async () => {
    const twin = await personWithCase('Anita');
    await returned(twin.personId, '2026-03-25');
    const before = value((await asSupervisor((ctx) => summary(ctx, MONTH))).period, 'people-returned')!;
    const [{ person_id: ana } = { person_id: '' }] = await db.owner<{ person_id: string }>(`select person_id from reception.return_event where returned_on = '2024-05-01'`);
    const events = value((await asSupervisor((ctx) => summary(ctx, MONTH))).period, 'returns')!;
    const { linkId } = await asOfficer((ctx) => decideIdentity(ctx, { personA: ana, personB: twin.personId, decision: 'same' }));
    const linked = (await asSupervisor((ctx) => summary(ctx, MONTH))).period;
    expect([value(linked, 'people-returned'), value(linked, 'returns')]).toEqual([before - 1, events]);
    await asOfficer((ctx) => undoIdentityDecision(ctx, linkId));
    const again = (await asSupervisor((ctx) => summary(ctx, MONTH))).period;
    expect([value(again, 'people-returned'), value(again, 'returns')]).toEqual([before, events]);
  });
  it('count the same return once when two offices noted it under two records of one person, each office once among its own, and everything as before when that is undone', async () => {
    const [one, two] = [await personWithCase('Iris'), await personWithCase('Iris María')];
    await returned(one.personId, '2026-03-08');
    await returned(two.personId, '2026-03-08', 'deported', OFFICES.otherWindow.id);
    await returned(two.personId, '2026-03-09', 'deported', OFFICES.otherWindow.id);
    const local = { ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
    const look = async (actor: typeof actors.supervisor) => {
      const { period } = await db.inContext(actor, (ctx) => summary(ctx, MONTH), { purpose: 'supervision' });
      return ['returns', 'people-returned', 'people-returning-again'].map((code) => value(period, code)!);
    };
    const [before, beforeThere] = [await look(actors.supervisor), await look(local)];
    expect(beforeThere).toEqual([2, 1, 1]);
    const { linkId } = await asOfficer((ctx) => decideIdentity(ctx, { personA: one.personId, personB: two.personId, decision: 'same' }));
    expect(await look(actors.supervisor)).toEqual([before[0]! - 1, before[1]! - 1, before[2]!]);
    expect(await look(local)).toEqual(beforeThere);
    await asOfficer((ctx) => undoIdentityDecision(ctx, linkId));
    expect(await look(actors.supervisor)).toEqual(before);
  });
  it('count somebody on two lists of a day once, when both were received under records of one person', async () => {
    const [one, two] = [await personWithCase('Nora'), await personWithCase('Nora Elena')];
    for (const [personId, office] of [[one.personId, OFFICES.reception.id], [two.personId, OFFICES.otherReception.id]]) {
      const [manifestId, rowId] = [newId(), newId()];
      await db.owner(`insert into reception.manifest (id, country, office_id, sha256, file_name, label, sender, arrives_on, mode, kind, people, problems, accepted_by, accepted_at)
        values ($1, 'ZZ', $2, 'sum', 'x.csv', 'Lista', 'Prueba', '2026-03-09', 'land', 'deported', 1, 0, $3, $4)`, [manifestId, office, actors.reception.userId, TEST_NOW]);
      await db.owner(`insert into reception.manifest_row (id, country, office_id, manifest_id, row_number, raw, person, lane, state, arrives_on, arrived_at, person_id, finished_at)
        values ($1, 'ZZ', $2, $3, 1, '{}', '{}', 1, 'finished', '2026-03-09', $4, $5, $4)`, [rowId, office, manifestId, TEST_NOW, personId]);
    }
    const look = async () => {
      const { period } = await asSupervisor((ctx) => summary(ctx, MONTH));
      return [value(period, 'arrivals-expected')!, value(period, 'arrivals-came')!];
    };
    const before = await look();
    const { linkId } = await asOfficer((ctx) => decideIdentity(ctx, { personA: one.personId, personB: two.personId, decision: 'same' }));
    expect(await look()).toEqual([before[0]! - 1, before[1]! - 1]);
    await asOfficer((ctx) => undoIdentityDecision(ctx, linkId));
    expect(await look()).toEqual(before);
  });
  it('count a case that goes on in another one with it, with what was promised in either, and both again when the records are not one person', async () => {
    const [one, two] = [await personWithCase('Vera'), await personWithCase('Vera Luz')];
    const look = async () => {
      const { period, now } = await asSupervisor((ctx) => summary(ctx, MONTH));
      return [value(now, 'cases-open'), value(now, 'cases-without-step'), value(period, 'cases-opened')];
    };
    const before = await look();
    const { linkId } = await asOfficer((ctx) => decideIdentity(ctx, { personA: one.personId, personB: two.personId, decision: 'same' }));
    await asOfficer((ctx) => joinCases(ctx, one.caseId, { into: two.caseId, note: 'sigue allá' }));
    expect(await look()).toEqual([before[0]! - 1, before[1]!, before[2]! - 1]);
    // What both had planned is one contact, of the case in charge and of one person.
    const contacts = await db.asActor(actors.analyst, async (tx) => (await sql<{ codes: number; people: number; rows: number }>`select count(distinct f.code)::int as codes, count(distinct f.person_key)::int as people,
      count(*)::int as rows from plans.facts_follow_up f where f.case_key = md5(${two.caseId}::text)`.execute(tx)).rows[0]);
    expect(contacts).toEqual({ codes: contacts!.rows, people: 1, rows: contacts!.rows });
    const own = (await db.owner<{ key: string }>('select md5(id::text) as key from plans.follow_up where case_id = $1', [one.caseId])).map((r) => r.key);
    const counted = await db.asActor(actors.analyst, async (tx) => (await sql`select from plans.facts_follow_up f where f.follow_up_key = any (${own}::text[])`.execute(tx)).rows.length);
    expect([own.length > 0, counted]).toEqual([true, 0]);
    await asOfficer((ctx) => undoIdentityDecision(ctx, linkId));
    expect(await look()).toEqual(before);
  });
});

describe('the analyst\'s year', () => {
  it('hides figures this small', async () => {
    const year = await db.inContext(actors.analyst, (ctx) => indicators(ctx, 2026), { purpose: 'statistics' });
    const total = (code: string) => year.indicators.find((i) => i.code === code)!.tables[0]!.rows[0]!.values.at(-1);
    // Events minus people would tell the few who came back twice.
    expect([total('returns'), total('people-returned')]).toContain(null);
    expect(year.indicators.flatMap((i) => i.tables.flatMap((t) => t.rows.flatMap((r) => r.values))).filter((n) => n !== null && n > 0 && n < 5)).toEqual([]);
    expect(year.hidden).toBeGreaterThan(0);
    const by = (division: string) => year.indicators.find((i) => i.code === 'returns')!.tables.find((t) => t.division === division)!;
    expect(by('month').rows.map((r) => r.key)).toHaveLength(12);
    expect(by('month').columns).toEqual(['year']);
    const months = by('month').rows.map((r) => r.values[0] ?? null);
    expect([months[6], months.every((n) => n === null || n === 0 || n >= 5)]).toEqual([0, true]);
    expect(by('point').rows.every((r) => r.label !== null && r.values.at(-1) === null)).toBe(true);
    expect(JSON.stringify(year)).not.toContain('Prueba');
  });
});
