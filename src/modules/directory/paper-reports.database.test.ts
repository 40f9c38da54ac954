import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { known, type FactSet } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { oneServiceFor } from './one-service.ts';
import { publicVersion } from './portal-shelf.ts';
import * as repository from './repository/paper-reports.ts';
import type { SaidOfPaper } from './schema/paper-reports.ts';
import { describeSuggestions, suggestFor } from './service.ts';
import { listEntries } from './service/entries.ts';
import { loadDirectory } from './service/load.ts';
import { acceptanceAt, decidePaperReport, papersAsReported, reportPaper, reportPaperFromOutside } from './service/paper-reports.ts';

let db: TestDatabase;
const TODAY = '2026-03-10';
const OFFICE = 'zz-job-office';
const CARD = 'zz-id-card';
const anybody = actors.nobody;
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => db.inContext(actor, work, { now: TEST_NOW, purpose: 'directory-upkeep' });
const refusal = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : Promise.reject(e)));

const said = (more: Partial<SaidOfPaper> = {}): SaidOfPaper => ({ serviceId: OFFICE, outcome: 'refused', reason: null, on: TODAY, place: null, ...more });
const report = (actor: Actor, more: Partial<SaidOfPaper> = {}, about = '', paper = CARD): Promise<void> => as(actor, (ctx) => reportPaper(ctx, paper, said(more), about));
const outside = (more: Partial<SaidOfPaper> & { paperId?: string } = {}) => as(anybody, (ctx) => {
  const { serviceId, ...rest } = said(more);
  return reportPaperFromOutside(ctx, serviceId, { paperId: CARD, ...rest });
});
const standing = async (actor: Actor, service = OFFICE): Promise<string[]> =>
  ((await as(actor, (ctx) => acceptanceAt(ctx, [service]))).get(service) ?? []).map((a) => `${a.paperId} ${a.level}${a.firm ? ' firm' : ''} ${a.accepted.n}/${a.refused.n}`);
const idsOf = async (by: string): Promise<string[]> => (await db.owner<{ id: string }>('select id from directory.paper_report where said_by = $1 order by id', [by])).map((row) => row.id);

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());
beforeEach(() => db.owner('delete from directory.paper_report'));

describe('what officers and organizations report of papers', () => {
  it('of one office is reported, of two is firm, and an office that says it often is one office', async () => {
    await report(actors.window, {}, 'case 1');
    await report(actors.windowColleague, {}, 'case 2');
    expect(await standing(actors.window)).toEqual([`${CARD} refused 0/2`]);
    await report(actors.otherWindow, {}, 'case 3');
    expect(await standing(actors.analyst)).toEqual([`${CARD} refused firm 0/3`]);
    await report(actors.provider, { outcome: 'accepted' });
    expect(await standing(anybody)).toEqual([`${CARD} disputed 1/3`]);
  });

  it('said again by the same officer of the same case, paper and day counts once, and the later word holds', async () => {
    for (let n = 0; n < 3; n++) await report(actors.window, {}, 'case 1');
    await report(actors.window, { reason: 'notValidHere' }, 'case 1');
    expect(await standing(actors.window)).toEqual([`${CARD} refused 0/1`]);
    await report(actors.window, { outcome: 'accepted' }, 'case 1');
    expect(await standing(actors.window)).toEqual([`${CARD} accepted 1/0`]);
    await Promise.all([1, 2, 3].map(() => report(actors.window, { on: '2026-03-09' }, 'case 1')));
    expect(await standing(actors.window)).toEqual([`${CARD} accepted 1/1`]);
  });

  it('leads to no person: no case, no account, no hour, and an id that nobody works out without the key', async () => {
    const about = '0195d8a0-0000-7000-8000-00000000abcd';
    await report(actors.window, {}, about);
    const [row] = await db.owner<{ line: string; id: string }>('select r::text as line, r.id from directory.paper_report r');
    expect(row!.line).not.toContain(about);
    expect(row!.line).not.toContain(actors.window.userId);
    expect(row!.line).not.toMatch(/\d\d:\d\d/);
    expect(row!.line).toContain(OFFICES.window.id);
    // Version 8 of our own: a version 7 would hold the millisecond.
    expect(row!.id[14]).toBe('8');
    expect(await db.owner(`select 1 from platform.outbox o where o::text like '%paper%' or o::text like '%${OFFICE}%'`)).toEqual([]);
  });

  it('is refused of unknown services and papers, of days to come or long past, of counters that do not exist', async () => {
    expect(await refusal(report(actors.window, { serviceId: 'zz-moon' }))).toBe('platform.not-found');
    expect(await refusal(report(actors.window, {}, '', 'zz-moon'))).toBe('directory.unknown-paper');
    expect(await refusal(report(actors.window, { on: '2026-03-11' }))).toBe('directory.paper-day-to-come');
    expect(await refusal(report(actors.window, { on: '2025-03-09' }))).toBe('directory.paper-day-too-old');
    expect(await refusal(report(actors.window, { outcome: 'accepted', reason: 'expired' }))).toBe('directory.paper-reason-of-refusal');
    expect(await refusal(report(actors.window, { serviceId: 'zz-legal-desk', place: 'ZZ-0302' }))).toBe('directory.paper-no-such-counter');
    expect(await refusal(report(actors.window, { place: 'XX-0302' }))).toBe('directory.paper-no-such-counter');
    expect(await refusal(report(actors.window, { serviceId: 'zz-legal-desk', place: 'ZZ-0101' }))).toBe('done');
    // In the whole country there are counters everywhere.
    expect(await refusal(report(actors.window, { place: 'ZZ-0302' }))).toBe('done');
  });

  it('of a protected service is for the closed circle only, and names no place', async () => {
    expect(await refusal(report(actors.window, { serviceId: 'zz-safe-house' }))).toBe('platform.not-found');
    expect(await refusal(report(actors.protection, { serviceId: 'zz-safe-house', place: HOME }))).toBe('directory.paper-no-such-counter');
    await report(actors.protection, { serviceId: 'zz-safe-house' });
    expect(await standing(actors.protection, 'zz-safe-house')).toEqual([`${CARD} refused 0/1`]);
    for (const actor of [actors.window, actors.provider, actors.analyst, anybody]) {
      expect(await standing(actor, 'zz-safe-house')).toEqual([]);
      expect(await db.asActor(actor, (tx) => sql`select id from directory.paper_report`.execute(tx))).toMatchObject({ rows: [] });
    }
  });

  it('is written by nobody else, in no other name, and in no other country', async () => {
    const forged = (actor: Actor, more: Record<string, string> = {}): Promise<unknown> => {
      const row = { country: 'ZZ', service: OFFICE, by: 'office', voice: actor.officeId ?? 'x', ...more };
      return db.asActor(actor, (tx) => sql`insert into directory.paper_report (id, country, service_id, paper_id, outcome, on_day, noted_on, said_by, voice)
        values (${crypto.randomUUID()}, ${row.country}, ${row.service}, ${CARD}, 'accepted', ${TODAY}, ${TODAY}, ${row.by}, ${row.voice})`.execute(tx));
    };
    for (const actor of [actors.analyst, actors.auditor, actors.administrator, actors.supervisor, actors.employer, anybody]) await expect(forged(actor)).rejects.toThrow(/row-level security/);
    await expect(forged(actors.window, { voice: OFFICES.otherWindow.id })).rejects.toThrow(/row-level security/);
    await expect(forged(actors.window, { voice: 'steward', by: 'steward' })).rejects.toThrow(/row-level security/);
    await expect(forged(actors.provider, { voice: OFFICES.window.id })).rejects.toThrow(/row-level security/);
    await expect(forged(anybody, { voice: 'public', by: 'public' })).rejects.toThrow(/row-level security/);
    await expect(forged(actors.abroad)).rejects.toThrow(/row-level security/);
    await expect(forged(actors.window, { service: 'zz-safe-house' })).rejects.toThrow(/row-level security/);
    await expect(forged(actors.window)).resolves.toBeDefined();
  });
});

describe('what somebody without an account reports', () => {
  it('is heard by a steward first, counts when they let it, and never makes a statement firm', async () => {
    expect(await outside()).toBe('kept');
    expect(await outside()).toBe('kept');
    expect([await standing(actors.window), await standing(anybody)]).toEqual([[], []]);
    const { reports } = await as(actors.steward, (ctx) => papersAsReported(ctx, OFFICE));
    expect(reports).toMatchObject([{ saidBy: 'public', outcome: 'refused', times: 2, decision: null, officeEs: null }]);
    expect((await as(actors.steward, (ctx) => listEntries(ctx, { filter: 'papers' }))).entries.map((e) => e.id)).toEqual([OFFICE]);
    await as(actors.steward, (ctx) => decidePaperReport(ctx, reports[0]!.id, { decision: 'counts' }));
    expect(await standing(anybody)).toEqual([`${CARD} refused 0/1`]);
    await report(actors.window);
    expect(await standing(anybody)).toEqual([`${CARD} refused 0/2`]);
  });

  it('is not possible of a protected service, of a secret place, of what does not exist, or on a day to come', async () => {
    await db.owner(`update directory.service set entry = jsonb_set(entry, '{confidentialLocation}', 'true') where country = 'ZZ' and id = 'zz-seed-money'`);
    try {
      expect(await outside({ serviceId: 'zz-safe-house' })).toBe('enough');
      expect(await outside({ serviceId: 'zz-seed-money' })).toBe('enough');
      expect(await outside({ serviceId: 'zz-moon' })).toBe('enough');
      expect(await outside({ paperId: 'zz-moon' })).toBe('enough');
      expect(await outside({ on: '2026-03-11' })).toBe('day');
      await report(actors.window, { serviceId: 'zz-seed-money' });
      expect([await standing(actors.window, 'zz-seed-money'), await standing(anybody, 'zz-seed-money')]).toEqual([[`${CARD} refused 0/1`], []]);
      expect(await db.asActor(anybody, (tx) => sql`select id from directory.paper_report`.execute(tx))).toMatchObject({ rows: [] });
    } finally {
      await db.owner(`update directory.service set entry = jsonb_set(entry, '{confidentialLocation}', 'false') where country = 'ZZ' and id = 'zz-seed-money'`);
    }
    expect(await idsOf('public')).toEqual([]);
  });

  it('drowns nobody: a service takes twenty words that nobody has looked at', async () => {
    const kept: string[] = [];
    for (let day = 1; day <= 9; day++) for (const reason of ['expired', 'name', 'other'] as const) kept.push(await outside({ on: `2026-03-0${day}`, reason }));
    expect([kept.filter((word) => word === 'kept').length, kept.at(-1)]).toEqual([20, 'enough']);
    expect(await outside({ serviceId: 'zz-legal-desk' })).toBe('kept');
  });

  it('goes by the function only, which answers nobody with an account', async () => {
    const asStaff = await db.asActor(actors.window, (tx) => sql<{ kept: boolean }>`select directory.paper_report_from_outside(${crypto.randomUUID()}, ${TODAY}, ${OFFICE}, ${CARD}, 'refused', null, ${TODAY}, 99, 999) as kept`.execute(tx));
    expect(asStaff.rows).toEqual([{ kept: false }]);
  });
});

describe('the steward', () => {
  it('sets a report aside with a reason and takes it back in; nobody else does', async () => {
    await report(actors.window);
    const [id] = await idsOf('office');
    await as(actors.steward, (ctx) => decidePaperReport(ctx, id!, { decision: 'aside', reason: 'mistaken' }));
    expect([await standing(actors.window), await standing(actors.steward)]).toEqual([[], []]);
    expect((await as(actors.steward, (ctx) => papersAsReported(ctx, OFFICE))).reports).toMatchObject([{ decision: 'aside', asideReason: 'mistaken', officeEs: expect.any(String) as string }]);
    // Said again, it stays aside.
    await report(actors.window);
    expect(await standing(actors.window)).toEqual([]);
    await as(actors.steward, (ctx) => decidePaperReport(ctx, id!, { decision: 'counts' }));
    expect(await standing(actors.window)).toEqual([`${CARD} refused 0/1`]);
    expect(await refusal(as(actors.otherWindow, (ctx) => decidePaperReport(ctx, id!, { decision: 'aside', reason: 'noise' })))).toBe('platform.not-found');
    expect(await refusal(as(actors.steward, (ctx) => decidePaperReport(ctx, crypto.randomUUID(), { decision: 'counts' })))).toBe('platform.not-found');
    await report(actors.window, { on: '2026-03-09' });
    const open = (await db.owner<{ id: string }>('select id from directory.paper_report where decision is null'))[0]!.id;
    await expect(as(actors.window, (ctx) => repository.decide(ctx.actor, ctx.tx, open, { decision: 'counts' }, TODAY))).rejects.toThrow(/row-level security/);
  });

  it('is asked when a paper that a service asks for is reported as refused, and their own word is firm', async () => {
    const asked = async () => (await as(actors.steward, (ctx) => listEntries(ctx, { filter: 'papers' }))).entries.map((e) => e.id);
    await report(actors.window, { serviceId: 'zz-legal-desk' });
    await report(actors.window, { outcome: 'accepted' });
    expect(await asked()).toEqual([]);
    await report(actors.steward);
    expect([await asked(), await standing(anybody)]).toEqual([[OFFICE], [`${CARD} disputed 1/1`]]);
    await report(actors.window);
    expect(await standing(anybody)).toEqual([`${CARD} refused firm 0/2`]);
  });

  it('alone reads single reports; colleagues read what they come to', async () => {
    await report(actors.window);
    const view = await as(actors.otherWindow, (ctx) => papersAsReported(ctx, OFFICE));
    expect([view.reports, view.papers.map((p) => [p.paperId, p.level, p.required])]).toEqual([[], [[CARD, 'refused', true]]]);
  });
});

describe('what it feeds', () => {
  const facts: FactSet = { documentsHeld: known({ [CARD]: 'held' }, TEST_NOW.toISOString()), nationality: known(['ZZ'], TEST_NOW.toISOString()) };
  const need = { code: 'job_placement', urgency: 'long' as const };
  const view = () => as(actors.window, async (ctx) => describeSuggestions(ctx, await suggestFor(ctx, facts, [need], { admin2: HOME, limit: 12 }), facts));

  it('a suggestion says what was reported of a paper that the person holds; the verdict stays as it was', async () => {
    const before = await view();
    const service = before.needs[0]!.offers.find((o) => o.serviceId === OFFICE);
    expect([service !== undefined, before.reported]).toEqual([true, {}]);
    await report(actors.window, { place: 'ZZ-0302' });
    await report(actors.otherWindow);
    const after = await view();
    expect(after.reported).toEqual({ [OFFICE]: [{ document: CARD, level: 'refused', firm: true, on: TODAY, places: ['Agua Fría'], held: true, copies: [] }] });
    expect(after.needs).toEqual(before.needs);
    expect(after.documents[CARD]).toBeDefined();
    expect(await as(actors.window, (ctx) => oneServiceFor(ctx, OFFICE, facts, need, { admin2: HOME }))).toMatchObject({ verdict: service!.verdict });
  });

  it('finished public pages are made anew', async () => {
    const version = () => as(anybody, publicVersion);
    const before = await version();
    await report(actors.window);
    const after = await version();
    expect(after).not.toBe(before);
    expect(await version()).toBe(after);
  });
});
