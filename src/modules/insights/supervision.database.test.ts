import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscriptions as assessmentSubscriptions, addNeed, startAssessment } from '#assessment';
import { loadDirectory } from '#directory';
import { systemActor } from '#kernel/actor';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { followUpsOf, recordAttempt, subscriptions as plansSubscriptions, workList } from '#plans';
import { addContact, assignCase, closeCase, openCase, recordConsent, recordFacts, registerPerson } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { COUNTED_LISTS, type CaseList, type CaseListPage } from './schema.ts';
import { summary } from './service.ts';
import { casesOfList, supervision } from './supervision.ts';

let db: TestDatabase;
const subscriptions = [...assessmentSubscriptions, ...plansSubscriptions];
const later = (days: number): Date => new Date(TEST_NOW.getTime() + days * 86_400_000);
const officer = <T>(work: (ctx: Ctx) => Promise<T>, now = TEST_NOW, actor: Actor = actors.window) => db.inContext(actor, work, { now, subscriptions });
const supervisor = <T>(work: (ctx: Ctx) => Promise<T>, now = TEST_NOW) => db.inContext(actors.supervisor, work, { now, purpose: 'supervision' });
const listed = async (list: CaseList, now: Date, who?: string): Promise<CaseListPage> => {
  const cases: CaseListPage['cases'] = [];
  for (let after: string | undefined; ;) {
    const page: CaseListPage = await supervisor((ctx) => casesOfList(ctx, { list, ...(who ? { officer: who } : {}), ...(after ? { after } : {}) }), now);
    cases.push(...page.cases);
    if (!page.next) return { ...page, cases };
    after = page.next;
  }
};

async function open(name: string, more: { birthDate?: string; sex?: 'F' | 'M' } = { birthDate: '1990-01-01' }): Promise<{ personId: string; caseId: string }> {
  return officer(async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: name, surname1: 'Prueba', ...more });
    return { personId, caseId: (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId };
  });
}

/** Numbers that always come out the same, so that a failure can be read again. */
function* dice(seed: number): Generator<number, never> {
  for (let x = seed; ;) {
    x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield x / 2_147_483_648;
  }
}

/** Things that happen to cases, each of which puts a case on a list or takes it off. */
const HAPPENINGS: readonly ((c: { personId: string; caseId: string }) => Promise<unknown>)[] = [
  (c) => officer((ctx) => assignCase(ctx, c.caseId, {})),
  (c) => officer((ctx) => assignCase(ctx, c.caseId, {}), TEST_NOW, actors.windowColleague),
  (c) => officer((ctx) => addContact(ctx, c.personId, { channel: 'address', value: 'Calle 1', safety: 'safe' })),
  (c) => officer((ctx) => addContact(ctx, c.personId, { channel: 'phone', value: '5550 0000', safety: 'unsafe' })),
  (c) => officer((ctx) => recordConsent(ctx, { personId: c.personId, caseId: c.caseId }, { purpose: 'case', given: true })),
  (c) => officer((ctx) => addNeed(ctx, c.caseId, { need: 'job_placement', urgency: '72h' })),
  (c) => officer((ctx) => recordFacts(ctx, c.personId, [{ code: 'travellingAs', state: 'known', value: 'unaccompaniedChild', source: 'window' }])),
  (c) => officer((ctx) => startAssessment(ctx, c.caseId, { instrument: 'screening', locale: 'es' })),
  (c) => db.owner("update plans.follow_up set state = 'cancelled' where case_id = $1", [c.caseId]),
  async (c) => {
    const id = (await officer((ctx) => followUpsOf(ctx, c.caseId))).followUps.find((f) => f.code === 'week-1')!.followUpId;
    for (let i = 0; i < 5; i++) await officer((ctx) => recordAttempt(ctx, id, { channel: 'office', outcome: 'no-answer', surveyDeclined: false }), later(i));
  },
  async (c) => {
    const id = (await officer((ctx) => followUpsOf(ctx, c.caseId))).followUps.find((f) => f.code === 'month-1')!.followUpId;
    for (let i = 0; i < 3; i++) await officer((ctx) => recordAttempt(ctx, id, { channel: 'office', outcome: 'no-answer', surveyDeclined: false }), later(i));
  },
  (c) => officer((ctx) => closeCase(ctx, c.caseId, { why: 'Terminó' })),
];

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
  const roll = dice(7);
  for (let i = 0; i < 14; i++) {
    const found = await open(`Persona ${i}`, { ...(roll.next().value < 0.7 ? { birthDate: '1990-01-01' } : {}), sex: roll.next().value < 0.5 ? 'F' : 'M' });
    for (let n = 0; n < 3; n++) await HAPPENINGS[Math.floor(roll.next().value * HAPPENINGS.length)]!(found).catch((fault: unknown) => { if (!String(fault).includes('.')) throw fault; });
  }
});
afterAll(() => db.close());

describe('every number of supervision', () => {
  it('is the list behind it, for everybody together and for each officer, now and later', async () => {
    for (const now of [TEST_NOW, later(20)]) {
      const { totals, officers } = await supervisor((ctx) => supervision(ctx), now);
      for (const list of COUNTED_LISTS) {
        const all = await listed(list, now);
        expect([all.cases.length, all.count, new Set(all.cases.map((c) => c.caseId)).size], `${list} at ${now.toISOString()}`).toEqual([totals[list], totals[list], totals[list]]);
        for (const row of officers) expect((await listed(list, now, row.officer)).cases.length, `${list} of ${row.officer}`).toBe(row.counts[list]);
      }
    }
  });

  it('is not always nothing: these cases are on most lists', async () => {
    const { totals } = await supervisor((ctx) => supervision(ctx), later(20));
    for (const list of ['open', 'contact-late', 'escalated', 'lost', 'need-late', 'no-birth-date', 'no-consent', 'no-contact', 'contradictory', 'stale-draft'] as const) expect(totals[list], list).toBeGreaterThan(0);
  });

  it('agrees with the first page of the counts', async () => {
    const { now } = await supervisor((ctx) => summary(ctx, { from: '2026-03-01', to: '2026-03-31' }), later(20));
    const { totals } = await supervisor((ctx) => supervision(ctx), later(20));
    const first = (code: string) => now.find((c) => c.code === code)!.value;
    expect([first('cases-open'), first('cases-without-step'), first('contacts-lost')]).toEqual([totals.open, totals['without-step'], totals.lost]);
  });

  it('is looked through by name', async () => {
    const { caseId } = await open('Buscada Única');
    expect((await supervisor((ctx) => casesOfList(ctx, { list: 'no-contact', text: 'buscada' }))).cases.map((c) => c.caseId)).toEqual([caseId]);
    expect((await supervisor((ctx) => casesOfList(ctx, { list: 'lost', text: 'buscada' }))).cases).toEqual([]);
  });

  it('is nothing to somebody who supervises other offices', async () => {
    const other = { ...actors.supervisor, officeId: actors.otherWindow.officeId, organizationId: actors.otherWindow.organizationId };
    const seen = await db.inContext(other, (ctx) => supervision(ctx), { now: later(20) });
    expect([seen.officers, seen.organizations, seen.surveys.means]).toEqual([[], [], []]);
  });
});

describe('a paper that somebody has begun', () => {
  it('is a next step', async () => {
    const { caseId } = await open('Con Papel');
    await db.owner("update plans.follow_up set state = 'cancelled' where case_id = $1", [caseId]);
    const on = async () => (await listed('without-step', TEST_NOW)).cases.some((c) => c.caseId === caseId);
    expect(await on()).toBe(true);
    await db.owner(`insert into documents.paper_step (id, country, case_id, paper_id, step, on_day, actor_id, at) values (gen_random_uuid(), 'ZZ', $1, 'zz-id-card', 'begun', '2026-03-10', $2, $3)`, [caseId, actors.window.userId, TEST_NOW]);
    expect(await on()).toBe(false);
    await db.owner(`insert into documents.paper_step (id, country, case_id, paper_id, step, on_day, actor_id, at) values (gen_random_uuid(), 'ZZ', $1, 'zz-id-card', 'obtained', '2026-03-12', $2, $3)`, [caseId, actors.window.userId, later(2)]);
    expect(await on()).toBe(true);
  });
});

describe('a step that somebody promised in a plan', () => {
  it('is a next step until it is done, and late by the clock', async () => {
    const { caseId } = await open('Con Plan');
    await db.owner("update plans.follow_up set state = 'cancelled' where case_id = $1", [caseId]);
    const on = async (list: CaseList, now: Date) => (await listed(list, now)).cases.some((c) => c.caseId === caseId);
    const [plan, action] = [newId(), newId()];
    await db.owner(`insert into plans.plan (id, country, case_id, office_id, state, created_by, created_at) select $1, country, id, office_id, 'open', $2, $3 from registry.case_file where id = $4`, [plan, actors.window.userId, TEST_NOW, caseId]);
    await db.owner(`insert into plans.action (id, plan_id, country, case_id, office_id, words, who, first_due_on, due_on, state)
      select $1, $2, country, id, office_id, 'Llevar la solicitud', 'person', '2026-03-15', '2026-03-15', 'promised' from registry.case_file where id = $3`, [action, plan, caseId]);
    expect([await on('without-step', later(20)), await on('action-late', later(5)), await on('action-late', later(6))]).toEqual([false, false, true]);
    await db.owner("update plans.action set state = 'done', closed_on = '2026-03-16' where id = $1", [action]);
    expect([await on('without-step', later(20)), await on('action-late', later(20))]).toEqual([true, false]);
  });
});

describe('a survey whose day has passed', () => {
  const late = async (round: string, now: Date) => (await supervisor((ctx) => supervision(ctx), now)).surveys.rounds.find((r) => r.round === round)?.late ?? 0;
  const behind = async (round: 'baseline' | 'm6', now: Date): Promise<string[]> => {
    const cases: string[] = [];
    for (let after: string | undefined; ;) {
      const page: CaseListPage = await supervisor((ctx) => casesOfList(ctx, { list: 'survey-late', round, ...(after ? { after } : {}) }), now);
      cases.push(...page.cases.map((c) => c.caseId));
      if (!page.next) { expect(page.count).toBe(cases.length); return cases; }
      after = page.next;
    }
  };

  it('and that nobody asked is counted by round, each number with its list, until it is asked or the case is over; moving the day hides nothing', async () => {
    const { caseId } = await open('Sin Encuesta');
    const { followUps } = await officer((ctx) => followUpsOf(ctx, caseId));
    const first = followUps.find((f) => f.round === 'baseline')!;
    const on = new Date(`${first.dueOn}T18:00:00Z`);
    const after = new Date(on.getTime() + 86_400_000);
    expect(await behind('baseline', on)).not.toContain(caseId);
    for (const round of ['baseline', 'm6'] as const) for (const now of [on, after, later(250)]) expect(await late(round, now), `${round} ${now.toISOString()}`).toBe((await behind(round, now)).length);
    expect(await behind('baseline', after)).toContain(caseId);
    expect(await behind('m6', after)).not.toContain(caseId);
    const before = await late('baseline', after);
    await db.owner(`update plans.follow_up set due_on = due_on + 60 where id = $1`, [first.followUpId]);
    expect(await late('baseline', after)).toBe(before);
    await officer((ctx) => closeCase(ctx, caseId, { why: 'Terminó' }), after);
    expect(await late('baseline', after)).toBe(before - 1);
    expect(await behind('baseline', after)).not.toContain(caseId);
  });
});

describe('the situations', () => {
  it('S-19: somebody who came on his own and whom nobody called is seen by supervision, as a number and on its list', async () => {
    const { caseId } = await open('Llegó Solo');
    const late = async (now: Date) => [
      (await listed('contact-late', now)).cases.some((c) => c.caseId === caseId),
      (await supervisor((ctx) => workList(ctx, { list: 'overdue', text: 'Llegó Solo' }), now)).lines.some((l) => l.caseId === caseId),
    ];
    expect(await late(later(7))).toEqual([false, false]);
    expect(await late(later(8))).toEqual([true, true]);
  });

  it('S-01: a month after the case was opened, the officer has a contact due', async () => {
    const { caseId } = await open('Joven De Veinte');
    const due = await officer((ctx) => workList(ctx, { list: 'today', text: 'Joven De Veinte' }), later(31));
    expect(due.lines.filter((l) => l.caseId === caseId)).toMatchObject([{ code: 'month-1', dueOn: '2026-04-10', round: 'baseline' }]);
  });
});
