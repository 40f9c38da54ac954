import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import { assignCase, getCase, listCases, openCase, registerPerson } from './index.ts';
import { MOST_COUNTED, type RegisterPerson } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = (person: RegisterPerson, actor: typeof actors.window | typeof actors.reception = actors.window) => db.inContext(actor, (ctx) => registerPerson(ctx, person));
const NONE = { mine: 0, office: 0, new: 0, incoming: 0, due: 0, overdue: 0, waiting: 0, closed: 0, untaken: 0 };
const emptied = () => db.owner(`truncate registry.person, registry.name_term cascade`);

describe('cases', () => {
  beforeEach(emptied);
  const opened = async (urgency: '24h' | '2weeks' = '2weeks', person = mariaLopez()) => {
    const { personId } = await register(person, actors.reception);
    return { personId, ...(await db.inContext(actors.reception, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME, urgency }))) };
  };

  it('a case appears in the work list of the window of the destination, and nowhere else', async () => {
    const { caseId, officeId } = await opened();
    expect(officeId).toBe(OFFICES.window.id);
    const mine = await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'new' }));
    expect(mine.lines.map((l) => l.caseId)).toEqual([caseId]);
    expect(mine.counts).toEqual({ ...NONE, office: 1, new: 1, closed: 0 });
    expect((await db.inContext(actors.otherWindow, (ctx) => listCases(ctx, { list: 'office' }))).lines).toEqual([]);
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => getCase(ctx, caseId)))).toBe('platform.not-found');
  });

  it('most urgent first; page by page nothing is lost or shown twice', async () => {
    for (let i = 0; i < 53; i++) await opened(i % 2 ? '24h' : '2weeks', pedroIxtabalan({ givenNames: `Pedro ${'abcdefghij'[i % 10]}` }));
    const first = await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'office' }));
    const second = await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'office', after: first.next! }));
    expect(first.lines[0]!.urgency).toBe('24h');
    expect(new Set([...first.lines, ...second.lines].map((l) => l.caseId)).size).toBe(53);
    expect(second.next).toBeNull();
    expect((await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'office', text: 'ixtab pedro' }))).lines).toHaveLength(50);
  });

  it('the pages of several offices follow one another in the order of the whole list', async () => {
    const { caseId } = await opened();
    await db.owner(`insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, closed_at, closed_why)
      select gen_random_uuid(), c.country, c.person_id, (array['${OFFICES.window.id}', '${OFFICES.otherWindow.id}']::uuid[])[1 + n % 2], 'closed',
        c.destination_admin2, (array['24h', '72h', '2weeks', 'long'])[1 + n * n % 7 % 4], c.answer_by, c.opened_by, c.opened_on, c.opened_at + (n * 37 % 50) * interval '1 hour', now(), 'settled'
      from registry.case_file c cross join generate_series(1, 220) n where c.id = '${caseId}'`);
    const whole = await db.owner<{ id: string }>(`select id from registry.case_file where state = 'closed' order by array_position(array['24h', '72h', '2weeks', 'long'], urgency), opened_at, id`);
    const shown: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await db.inContext(actors.supervisor, (ctx) => listCases(ctx, { list: 'closed', after }));
      shown.push(...page.lines.map((l) => l.caseId));
      after = page.next ?? undefined;
      more = after !== undefined;
      expect(page.counts).toMatchObject({ office: 1, closed: 220 });
    }
    expect(shown).toEqual(whole.map((r) => r.id));
  });

  it('a list is counted so far and no further, each list by itself', async () => {
    const { caseId } = await opened();
    await db.owner(`insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, closed_at, closed_why)
      select gen_random_uuid(), c.country, c.person_id, c.office_id, 'closed', c.destination_admin2, c.urgency, c.answer_by, c.opened_by, c.opened_on, c.opened_at, now(), 'settled'
      from registry.case_file c cross join generate_series(1, ${MOST_COUNTED + 50}) where c.id = '${caseId}'`);
    expect((await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'new' }))).counts).toEqual({ ...NONE, office: 1, new: 1, closed: MOST_COUNTED });
  });

  it('nobody took it in time: it is overdue', async () => {
    await opened('24h');
    const later = await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'overdue' }), { now: new Date('2026-03-14T15:00:00Z') });
    expect(later.lines).toMatchObject([{ overdue: true, answerBy: '2026-03-11' }]);
  });

  it('an officer takes it; a stranger to the office cannot be given it', async () => {
    const { caseId } = await opened();
    const taken = await db.inContext(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    expect(taken).toMatchObject({ state: 'active', officerName: 'Ventanilla de prueba' });
    expect((await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'mine' }))).lines).toHaveLength(1);
    expect(await refusal(db.inContext(actors.window, (ctx) => assignCase(ctx, caseId, { officerId: actors.otherWindow.userId })))).toBe('registry.officer-not-of-office');
  });

  it('of two officers who take it at once, one is told', async () => {
    const { caseId } = await opened();
    const both = await Promise.all([actors.window, actors.windowColleague].map((a) => refusal(db.inContext(a, (ctx) => assignCase(ctx, caseId, {})))));
    expect(both.toSorted()).toEqual(['done', 'platform.conflict']);
    expect(await refusal(db.inContext(actors.windowColleague, (ctx) => assignCase(ctx, caseId, { officerId: actors.windowColleague.userId })))).toBe('done');
    expect(await refusal(db.inContext(actors.window, (ctx) => assignCase(ctx, caseId, {})))).toBe('platform.conflict');
  });

  it('a second return reuses the open case, and moves it to a new destination', async () => {
    const { caseId, personId } = await opened();
    const again = await db.inContext(actors.reception, (ctx) => openCase(ctx, { personId, destinationAdmin2: ELSEWHERE, urgency: '24h' }));
    expect(again).toEqual({ caseId, officeId: OFFICES.otherWindow.id });
    expect((await db.inContext(actors.otherWindow, (ctx) => listCases(ctx, { list: 'new' }))).lines).toMatchObject([{ caseId, urgency: '24h' }]);
  });
});
