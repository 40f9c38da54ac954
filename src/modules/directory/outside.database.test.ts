import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { decideProposal } from './repository/proposals.ts';
import { entryPage, listEntries } from './service/entries.ts';
import { confirmByLink, endLink, linksOf, makeLink, openLink, proposeByLink } from './service/links.ts';
import { loadDirectory } from './service/load.ts';
import { answerReport, outcomeOfReport, ownReports, reportEntry, reportFromOutside } from './service/reports.ts';
import { publish, review } from './service/proposals.ts';

let db: TestDatabase;
const TRADES = 'zz-youth-trades';
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { now, purpose: 'directory-upkeep' });
const anybody = actors.nobody;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

const linkFor = async (organizationId: string): Promise<{ token: string; linkId: string }> => {
  const { path, linkId } = await as(actors.steward, (ctx) => makeLink(ctx, organizationId));
  return { token: path.split('/').at(-1)!, linkId };
};
const trades = { kind: 'service' as const, entryId: TRADES, version: 1 };

describe('a link for an organization', () => {
  it('opens its entries and no others, and the address is kept nowhere', async () => {
    const { token } = await linkFor('zz-training');
    const open = await as(anybody, (ctx) => openLink(ctx, token));
    expect(open.entries.map((e) => e.id)).toContain(TRADES);
    const owners = await db.owner<{ o: string }>(`select distinct organization_id as o from directory.entry_state where entry_id = any($1)`, [open.entries.map((e) => e.id)]);
    expect(owners).toEqual([{ o: 'zz-training' }]);
    const kept = await db.owner<{ line: string }>('select l::text as line from directory.owner_link l union all select c::text from platform.command c');
    expect(kept.map((row) => row.line).join()).not.toContain(token);
  });

  it('confirms an entry once, however often it is sent', async () => {
    const { token } = await linkFor('zz-training');
    const tap = () => as(anybody, (ctx) => confirmByLink(ctx, token, trades));
    expect((await Promise.all([tap(), tap()])).sort()).toEqual(['already', 'done']);
    expect(await tap()).toBe('already');
    expect((await as(actors.steward, (ctx) => entryPage(ctx, 'service', TRADES))).confirmations).toEqual([{ on: '2026-03-10', how: 'link', by: null }]);
  });

  it('proposes telephone and state, which change nothing before a steward looked', async () => {
    const { token } = await linkFor('zz-training');
    const change = { ...trades, phone: '5550 4321 ext. 12', status: '' as const, said: 'Cambiamos de número' };
    expect(await as(anybody, (ctx) => proposeByLink(ctx, token, change))).toBe('done');
    expect(await as(anybody, (ctx) => proposeByLink(ctx, token, { ...change, phone: '5550 9999' }))).toBe('already');
    const page = await as(actors.steward, (ctx) => entryPage(ctx, 'service', TRADES));
    expect(page.entry['phones']).toEqual([]);
    expect(page.proposals).toMatchObject([{ origin: 'link', reason: 'Cambiamos de número', changes: [{ field: 'phones', before: [], after: [{ number: '5550 4321', extension: 12 }] }] }]);
    await as(actors.steward, (ctx) => publish(ctx, page.proposals[0]!.id, { choices: {}, note: '' }));
    expect(await as(anybody, (ctx) => confirmByLink(ctx, token, { ...trades, kind: 'organization', entryId: 'zz-training' }))).toBe('done');
    const { token: next } = await linkFor('zz-training');
    expect(await as(anybody, (ctx) => confirmByLink(ctx, next, trades))).toBe('changed');
  });

  it('made by a steward is no way round a second pair of eyes: what comes by it counts as theirs', async () => {
    const colleague: Actor = { ...actors.steward, userId: '00000000-0000-7000-8000-000000000236', displayName: 'Otra persona del directorio' };
    await db.owner(`insert into access.user_account (id, country, login, display_name, role, password_hash, created_at) values ($1, 'ZZ', 'directorio.enlace', $2, 'steward', 'x', now())`, [colleague.userId, colleague.displayName]);
    const { token } = await linkFor('zz-clinic');
    const { entries } = await as(anybody, (ctx) => openLink(ctx, token));
    const { kind, id: entryId, version } = entries.find((one) => one.kind === 'service')!;
    expect(await as(anybody, (ctx) => proposeByLink(ctx, token, { kind, entryId, version, phone: '5550 6666', status: '', said: '' }))).toBe('done');
    const [proposal] = (await as(actors.steward, (ctx) => entryPage(ctx, kind, entryId))).proposals;
    const publishing = (actor: Actor) => as(actor, (ctx) => publish(ctx, proposal!.id, { choices: {}, note: '' }));
    expect((await as(actors.steward, (ctx) => review(ctx, proposal!.id))).mayPublish).toBe(false);
    await expect(publishing(actors.steward)).rejects.toThrow('directory.own-link');
    // The second wall alone.
    await expect(db.asActor(actors.steward, (tx) => decideProposal(actors.steward, tx, proposal!.id, { state: 'published', note: null }, TEST_NOW))).rejects.toThrow(/row-level security/);
    expect(await publishing(colleague)).toEqual({ version: version + 1 });
    await db.owner('update access.user_account set active = false where id = $1', [colleague.userId]);
  });

  it('is open alone, also when two are made at the same moment', async () => {
    await Promise.allSettled([linkFor('zz-clinic'), linkFor('zz-clinic'), linkFor('zz-clinic')]);
    expect(await db.owner(`select count(*)::int as n from directory.owner_link where organization_id = 'zz-clinic' and ended_at is null`)).toEqual([{ n: 1 }]);
  });

  it('reaches nothing of another organization', async () => {
    const { token } = await linkFor('zz-clinic');
    await expect(as(anybody, (ctx) => confirmByLink(ctx, token, trades))).rejects.toThrow('platform.not-found');
    await expect(as(anybody, (ctx) => proposeByLink(ctx, token, { ...trades, phone: '1', status: '', said: '' }))).rejects.toThrow('platform.not-found');
    // The second wall: the function of the database is asked directly.
    const hash = (await import('node:crypto')).createHash('sha256').update(token).digest('hex');
    const direct = await db.asActor(anybody, (tx) => sql<{ a: string }>`select directory.confirm_by_link(${hash}, ${TEST_NOW}, ${crypto.randomUUID()}, 'service', ${TRADES}, 1, '2026-03-10', '2027-03-10') as a`.execute(tx));
    expect(direct.rows).toEqual([{ a: 'none' }]);
  });

  it('opens nothing after its days, after a steward ended it, after a newer one, in another country, or guessed', async () => {
    const { token, linkId } = await linkFor('zz-clinic');
    const opens = (who: Actor = anybody, now = TEST_NOW, text = token) => as(who, (ctx) => openLink(ctx, text), now);
    await opens();
    await expect(opens(anybody, later(21))).rejects.toThrow('platform.not-found');
    await expect(opens({ ...anybody, country: 'HN' })).rejects.toThrow('platform.not-found');
    await expect(opens(anybody, TEST_NOW, `${token.slice(0, 42)}${token.endsWith('A') ? 'B' : 'A'}`)).rejects.toThrow('platform.not-found');
    await expect(opens(anybody, TEST_NOW, "' or 1=1 --")).rejects.toThrow('platform.not-found');
    await expect(opens(actors.window)).rejects.toThrow('platform.not-found');
    const { token: newer, linkId: newerId } = await linkFor('zz-clinic');
    await expect(opens()).rejects.toThrow('platform.not-found');
    await expect(as(actors.steward, (ctx) => endLink(ctx, linkId))).rejects.toThrow('platform.not-found');
    await as(actors.steward, (ctx) => endLink(ctx, newerId));
    await expect(opens(anybody, TEST_NOW, newer)).rejects.toThrow('platform.not-found');
  });

  it('ends by itself when every entry was answered', async () => {
    const { token } = await linkFor('zz-house');
    const { entries } = await as(anybody, (ctx) => openLink(ctx, token));
    for (const { kind, id, version } of entries) expect(await as(anybody, (ctx) => confirmByLink(ctx, token, { kind, entryId: id, version }))).toBe('done');
    await expect(as(anybody, (ctx) => openLink(ctx, token))).rejects.toThrow('platform.not-found');
    expect((await as(actors.steward, (ctx) => linksOf(ctx, 'zz-house')))[0]).toMatchObject({ answered: entries.length });
  });

  it('is made and seen by stewards only, and nobody reads its hash', async () => {
    expect(await db.asActor(actors.provider, (tx) => sql`select id from directory.owner_link`.execute(tx))).toMatchObject({ rows: [] });
    await expect(db.asActor(actors.steward, (tx) => sql`select token_hash from directory.owner_link`.execute(tx))).rejects.toThrow(/permission denied/);
  });
});

describe('a report that something is wrong', () => {
  const report = { kind: 'service' as const, entryId: 'zz-legal-desk', subject: 'phone' as const, text: 'Nadie contesta' };

  it('by staff comes to the steward, and the answer comes back', async () => {
    const { reportId } = await as(actors.window, (ctx) => reportEntry(ctx, report));
    const list = await as(actors.steward, (ctx) => listEntries(ctx, { filter: 'reported' }));
    expect(list.entries.map((e) => [e.id, e.reports])).toEqual([['zz-legal-desk', 1]]);
    await as(actors.steward, (ctx) => answerReport(ctx, reportId, { outcome: 'correct', answer: 'Atienden de mañana' }));
    expect(await as(actors.window, ownReports)).toMatchObject([{ outcome: 'correct', answer: 'Atienden de mañana', text: 'Nadie contesta' }]);
    expect(await as(actors.otherWindow, ownReports)).toEqual([]);
    await expect(as(actors.steward, (ctx) => answerReport(ctx, reportId, { outcome: 'noise', answer: '' }))).rejects.toThrow('directory.report-answered');
  });

  it('about what one may not know of is about nothing', async () => {
    await expect(as(actors.window, (ctx) => reportEntry(ctx, { ...report, entryId: 'zz-safe-house' }))).rejects.toThrow('platform.not-found');
    expect(await as(anybody, (ctx) => reportFromOutside(ctx, { ...report, entryId: 'zz-safe-house' }))).toBeNull();
    expect(await as(anybody, (ctx) => reportFromOutside(ctx, { ...report, entryId: 'zz-nothing' }))).toBeNull();
  });

  it('from outside is counted when said again, tells its outcome by number, and its words go with the answer', async () => {
    const said = { ...report, text: '<b>cerrado</b>', subject: 'closed' as const };
    const id = await as(anybody, (ctx) => reportFromOutside(ctx, said));
    expect(await as(anybody, (ctx) => reportFromOutside(ctx, said))).toBe(id);
    const [open] = (await as(actors.steward, (ctx) => entryPage(ctx, 'service', 'zz-legal-desk'))).reports;
    expect(open).toMatchObject({ id, times: 2, text: '<b>cerrado</b>', reportedBy: null });
    expect(await as(anybody, (ctx) => outcomeOfReport(ctx, id!))).toMatchObject({ outcome: null });
    await as(actors.steward, (ctx) => answerReport(ctx, id!, { outcome: 'corrected', answer: '' }));
    expect(await as(anybody, (ctx) => outcomeOfReport(ctx, id!))).toEqual({ outcome: 'corrected', kind: 'service', entryId: 'zz-legal-desk' });
    expect(await db.owner(`select 1 from directory.entry_report where said like '%cerrado%'`)).toEqual([]);
  });

  it('drowns nobody: an entry takes twenty open words from outside', async () => {
    const kept = [];
    for (let i = 0; i < 25; i++) kept.push(await as(anybody, (ctx) => reportFromOutside(ctx, { ...report, text: `otra vez ${i}` })));
    expect(kept.filter((id) => id !== null)).toHaveLength(20);
  });

  it('cannot be read or written past the functions by somebody without an account', async () => {
    expect(await db.asActor(anybody, (tx) => sql`select id from directory.entry_report`.execute(tx))).toMatchObject({ rows: [] });
    await expect(db.asActor(anybody, (tx) => sql`insert into directory.entry_report (id, country, kind, entry_id, hidden, subject, said, at)
      values (${crypto.randomUUID()}, 'ZZ', 'service', 'zz-legal-desk', false, 'other', 'x', now())`.execute(tx))).rejects.toThrow(/row-level security/);
    const asStaff = await db.asActor(actors.window, (tx) => sql<{ id: string | null }>`select directory.report_from_outside(${crypto.randomUUID()}, now(), 'service', 'zz-legal-desk', 'other', 'x', 99, 999) as id`.execute(tx));
    expect(asStaff.rows).toEqual([{ id: null }]);
  });
});
