import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { known } from '#kernel/facts';
import type { Ctx } from '#platform/context';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { criteriaHistory } from './criteria-service.ts';
import { directorySlice } from './pack.ts';
import { proposeSchema, type Entry, type Propose } from './schema/stewardship.ts';
import { entryPage } from './service/entries.ts';
import { loadDirectory } from './service/load.ts';
import { propose, publish } from './service/proposals.ts';
import { suggestFor, today } from './service.ts';

let db: TestDatabase;
let day: string;
const SERVICE = 'zz-job-office';
const NEED = 'job_placement';
const colleague: Actor = { ...actors.steward, userId: '00000000-0000-7000-8000-000000000236', displayName: 'Otra persona del directorio' };
const overForty = { fact: 'age', op: 'gte', value: 40 };
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { now, purpose: 'directory-upkeep' });
const tomorrow = new Date(TEST_NOW.getTime() + 86_400_000);

beforeAll(async () => {
  db = await testDatabase();
  await as(systemActor('ZZ'), async (ctx) => {
    await loadDirectory(ctx);
    day = today(ctx);
  });
  await db.owner(`insert into access.user_account (id, country, login, display_name, role, password_hash, created_at) values ($1, 'ZZ', 'directorio.condiciones', $2, 'steward', 'x', now())`, [colleague.userId, colleague.displayName]);
});
afterAll(() => db.close());

async function published(change: Entry, now: Date, more: Partial<Propose> = {}, id = SERVICE): Promise<void> {
  const { entry, line } = await as(actors.steward, (ctx) => entryPage(ctx, 'service', SERVICE), now);
  const command = proposeSchema.parse({ kind: 'service', entryId: id, baseVersion: line.version, entry: { ...entry, ...change }, reason: 'Circular inventada', evidence: { kind: 'letter' }, ...more });
  const { proposalId } = await as(actors.steward, (ctx) => propose(ctx, command), now);
  await as(colleague, (ctx) => publish(ctx, proposalId, { choices: {}, note: '' }), now);
}

const history = (now = TEST_NOW, id = SERVICE) => as(actors.steward, async (ctx) => (await criteriaHistory(ctx, id)).versions, now);

const judged = (on: string, now: Date) => as(actors.window, async (ctx) => {
  const s = await suggestFor(ctx, { age: known(30, on) }, [{ code: NEED, urgency: 'long' }], { admin2: 'ZZ-0101', limit: 50, on });
  return [...s.needs[0]!.offers, ...s.needs[0]!.notFitting].find((one) => one.serviceId === SERVICE);
}, now);

describe('conditions that were published with an entry', () => {
  it('judge from the day of publishing on; the days before stay judged by what held then', async () => {
    const before = await judged(day, TEST_NOW);
    expect(before).toMatchObject({ rules: { version: 1, source: 'pack' } });
    await published({ criteria: { all: [overForty] } }, tomorrow);
    expect((await history(tomorrow)).map((v) => [v.version, v.source, v.from, v.reason, v.inForce])).toEqual([[2, 'steward', addDays(day, 1), 'Circular inventada', true], [1, 'pack', null, null, false]]);
    expect(await judged(addDays(day, 1), tomorrow)).toMatchObject({ verdict: 'doesNotFit', rules: { version: 2, source: 'steward' } });
    expect(await judged(day, tomorrow)).toMatchObject({ verdict: before!.verdict, rules: { version: 1 } });
  });

  it('get no version when something else was published', async () => {
    await published({ referralPath: 'By an invented letter' }, tomorrow);
    expect(await history(tomorrow)).toHaveLength(2);
  });

  it('of a new service hold from its first day, and a later change leaves that day as it was', async () => {
    await published({ id: 'zz-brand-new', criteria: null }, TEST_NOW, { baseVersion: 0 }, 'zz-brand-new');
    expect((await history(TEST_NOW, 'zz-brand-new')).map((v) => [v.version, v.source, v.from])).toEqual([[1, 'steward', day]]);
  });

  it('do not change when the source says something else about what a steward keeps: that is a proposal', async () => {
    await as(systemActor('ZZ'), async (ctx) => {
      const pack = ctx.pack.slice(directorySlice);
      const changed = { ...pack, services: pack.services.map((s) => (s.id === SERVICE ? { ...s, criteria: { all: [] } } : s)) };
      await loadDirectory({ ...ctx, pack: { ...ctx.pack, slice: ((slice: { room: string }) => (slice.room === 'directory' ? changed : ctx.pack.slice(slice as never))) as typeof ctx.pack.slice } });
    }, tomorrow);
    expect(await history(tomorrow)).toHaveLength(2);
    const { proposals } = await as(actors.steward, (ctx) => entryPage(ctx, 'service', SERVICE), tomorrow);
    const [waiting] = proposals.filter((p) => p.state === 'waiting');
    expect(waiting).toMatchObject({ origin: 'source', changes: [{ field: 'criteria' }] });
    await as(colleague, (ctx) => publish(ctx, waiting!.id, { choices: { criteria: 'wanted' }, note: '' }), tomorrow);
    expect((await history(tomorrow))[0]).toMatchObject({ version: 3, source: 'steward', criteria: { all: [] }, inForce: true });
    expect((await judged(addDays(day, 1), tomorrow))?.verdict).not.toBe('doesNotFit');
  });
});
