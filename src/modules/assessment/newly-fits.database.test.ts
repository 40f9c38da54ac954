import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { systemActor } from '#kernel/actor';
import { loadDirectory } from '#directory';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { openCase, recordFacts, registerPerson } from '#registry';
import { actors, ELSEWHERE, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { subscriptions } from './events.ts';
import { compareSome, lookAtSome } from './newly-fits.ts';
import { addNeed, needsOf, setNeedState } from './needs-service.ts';
import { newsOf, seeNews } from './news-service.ts';
import * as repository from './news-repository.ts';

let db: TestDatabase;
let count = 0;

const system = systemActor('ZZ');
const at = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => db.inContext(actor, work, { subscriptions });

interface Someone { readonly personId: string; readonly caseId: string; readonly needId: string }

/** Somebody with one need at a window; ELSEWHERE is half an hour from where most services of these tests are, HOME four hours. */
async function somebody(need: string, facts: Record<string, unknown> = {}, { place = ELSEWHERE, sex = 'M' as 'F' | 'M' } = {}): Promise<Someone> {
  const actor = place === HOME ? actors.window : actors.otherWindow;
  return at(actor, async (ctx) => {
    const { personId } = await registerPerson(ctx, { givenNames: `Persona ${++count}`, surname1: 'De Prueba', birthDate: '1988-05-01', sex });
    await recordFacts(ctx, personId, Object.entries(facts).map(([code, value]) => ({ code, value: value as string })));
    const { caseId } = await openCase(ctx, { personId, destinationAdmin2: place });
    // Some facts call for a need by themselves.
    const there = (await needsOf(ctx, caseId)).find((n) => n.need === need);
    const { needId } = there ?? (await addNeed(ctx, caseId, { need, urgency: 'long' }));
    return { personId, caseId, needId };
  });
}

/** Changes an entry of the directory, as a pack that is loaded again does: other conditions are another version of them. */
async function change(serviceId: string, to: object): Promise<void> {
  await db.owner(`update directory.service set entry = entry || $2::jsonb where country = 'ZZ' and id = $1`, [serviceId, JSON.stringify(to)]);
  if (!('criteria' in to)) return;
  await db.owner(`insert into directory.service_criteria (country, service_id, version, source, criteria, need_criteria, recorded_at)
    select 'ZZ', $1, max(version) + 1, 'pack', nullif($2::jsonb, 'null'), '{}', now() from directory.service_criteria where country = 'ZZ' and service_id = $1`, [serviceId, JSON.stringify(to.criteria)]);
}

async function compareAll(): Promise<void> {
  while (await at(system, compareSome)) { /* the next part */ }
}
async function lookAtAll(): Promise<void> {
  while (await at(system, lookAtSome)) { /* the next part */ }
}

const newsFor = (needId: string) => db.owner<{ service_id: string; verdict: string; waited: boolean }>('select service_id, verdict, waited from assessment.fit_news where need_id = $1 order by change_id', [needId]);
const nothingFor = async (needId: string): Promise<boolean> => (await db.owner<{ n: boolean }>('select nothing_since is not null as n from assessment.need where id = $1', [needId]))[0]!.n;

const original: Record<string, unknown> = {};

beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(system, loadDirectory);
  for (const { id, entry } of await db.owner<{ id: string; entry: unknown }>(`select id, entry from directory.service where country = 'ZZ'`)) original[id] = entry;
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner(`update assessment.need set state = 'met', closed_at = now(), closed_on = now() where state = 'open'`);
  for (const [id, entry] of Object.entries(original)) await db.owner(`update directory.service set entry = $2 where country = 'ZZ' and id = $1 and entry <> $2`, [id, JSON.stringify(entry)]);
  // Versions are never taken away: what was told of them goes with them here.
  await db.owner('delete from directory.service_criteria where version > 1');
  await db.owner('delete from directory.rules_told');
  await compareAll();
  await db.owner('delete from assessment.fit_news');
});

describe('a service that changed', () => {
  test('is told once to whoever lives nearby and now fits, and to nobody whom it fitted before or whom it still does not fit', async () => {
    const now = await somebody('rehabilitation');
    const before = await somebody('rehabilitation', { disability: ['walking'] });
    const otherNeed = await somebody('vocational_training');
    await change('zz-rehabilitation', { criteria: { all: [{ fact: 'age', op: 'gte', value: 18 }] } });
    await compareAll();
    expect(await newsFor(now.needId)).toEqual([{ service_id: 'zz-rehabilitation', verdict: 'fits', waited: false }]);
    expect([...(await newsFor(before.needId)), ...(await newsFor(otherNeed.needId))]).toEqual([]);
    await compareAll();
    expect(await newsFor(now.needId)).toHaveLength(1);
  });

  test('is not told to whoever lives far away and has other services', async () => {
    const far = await somebody('rehabilitation', {}, { place: HOME });
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    expect(await newsFor(far.needId)).toEqual([]);
  });

  test('is told to whoever moved to where it is, and no longer to whoever moved away', async () => {
    const came = await somebody('rehabilitation', {}, { place: HOME });
    const left = await somebody('rehabilitation');
    await db.owner('update registry.case_file set destination_admin2 = $2 where id = $1', [came.caseId, ELSEWHERE]);
    await db.owner('update registry.case_file set destination_admin2 = $2 where id = $1', [left.caseId, HOME]);
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    expect([(await newsFor(came.needId)).length, (await newsFor(left.needId)).length]).toEqual([1, 0]);
  });

  test('changed several times before anybody looked is one change, and changed back is none', async () => {
    const { needId } = await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await change('zz-rehabilitation', original['zz-rehabilitation'] as object);
    expect(await db.owner('select from directory.service_change where done_at is null')).toHaveLength(0);
    await change('zz-rehabilitation', { criteria: { all: [] }, nameEs: 'Otro nombre' });
    await change('zz-rehabilitation', { nameEs: 'Otro nombre más' });
    expect(await db.owner('select from directory.service_change where done_at is null')).toHaveLength(1);
    await compareAll();
    expect(await newsFor(needId)).toHaveLength(1);
  });

  test('whose conditions a steward rewrote is told on the day on which they begin to hold, once, although nobody writes anything on that day', async () => {
    const { needId } = await somebody('rehabilitation');
    const day = async (now: string): Promise<void> => {
      while (await db.inContext(system, compareSome, { now: new Date(now), subscriptions })) { /* the next part */ }
    };
    await db.owner(`insert into directory.service_criteria (country, service_id, version, source, valid_from, valid_until, criteria, need_criteria, reason, recorded_by, recorded_at)
      values ('ZZ', 'zz-rehabilitation', 2, 'steward', '2026-03-12', '2026-03-13', '{"all":[]}', '{}', 'prueba', $1, now())`, [actors.steward.userId]);
    await day('2026-03-11T15:00:00Z');
    expect(await newsFor(needId)).toEqual([]);
    await day('2026-03-12T15:00:00Z');
    await day('2026-03-13T15:00:00Z');
    expect(await newsFor(needId)).toEqual([{ service_id: 'zz-rehabilitation', verdict: 'fits', waited: false }]);
    const runs = () => db.owner<{ n: number }>('select count(*)::int as n from assessment.fit_run');
    const before = (await runs())[0]!.n;
    await day('2026-03-14T15:00:00Z');
    expect((await runs())[0]!.n).toBe(before + 1);
    expect(await newsFor(needId)).toHaveLength(1);
  });

  test('of which only the name or the year changed is news for nobody, and no case is read for it', async () => {
    await somebody('rehabilitation');
    const before = await db.owner<{ n: number }>('select count(*)::int as n from assessment.fit_run');
    await change('zz-rehabilitation', { nameEs: 'Otro nombre', asOf: 2025 });
    await compareAll();
    expect(await db.owner('select from directory.service_change where done_at is null')).toHaveLength(0);
    expect(await db.owner<{ n: number }>('select count(*)::int as n from assessment.fit_run')).toEqual(before);
  });

  test('is read as entries are now, though an earlier version of the product wrote it', async () => {
    await somebody('rehabilitation');
    await db.owner(`update directory.service set entry = entry - 'modality' - 'route' - 'schedules' - 'liveCapacity' where country = 'ZZ' and id = 'zz-rehabilitation'`);
    await change('zz-rehabilitation', original['zz-rehabilitation'] as object);
    await compareAll();
    expect(await db.owner('select from directory.service_change where done_at is null')).toHaveLength(0);
  });

  test('the load of the same pack again changes nothing', async () => {
    await db.owner(`update directory.version set content_hash = 'another' where country = 'ZZ'`);
    await db.inContext(system, loadDirectory);
    expect(await db.owner('select from directory.service_change where done_at is null')).toHaveLength(0);
  });

  test('in a place of danger is not told to whoever fled from there, and nobody can read why', async () => {
    const safe = await somebody('rehabilitation');
    const fled = await somebody('rehabilitation', { cannotReturnTo: ['ZZ-0201'] });
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    expect(await newsFor(safe.needId)).toHaveLength(1);
    expect(await newsFor(fled.needId)).toEqual([]);
  });

  test('that moves to where nothing threatens is told to whoever fled from where it was', async () => {
    const fled = await somebody('rehabilitation', { cannotReturnTo: ['ZZ-0201'] });
    const safe = await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    await db.owner('delete from assessment.fit_news');
    await change('zz-rehabilitation', { places: [{ ...(original['zz-rehabilitation'] as { places: object[] }).places[0], admin2: 'ZZ-0203', lat: undefined, lon: undefined }] });
    await compareAll();
    expect([(await newsFor(fled.needId)).length, (await newsFor(safe.needId)).length]).toEqual([1, 0]);
  });

  test('for the closed circle only is never news', async () => {
    const { needId } = await somebody('protection_shelter', {}, { sex: 'F' });
    await change('zz-safe-house', { criteria: { all: [] } });
    await compareAll();
    expect(await newsFor(needId)).toEqual([]);
  });

  test('without places and without a waiting list is not told', async () => {
    const { needId } = await somebody('rehabilitation');
    await db.owner(`insert into directory.service_now (country, service_id, free) values ('ZZ', 'zz-rehabilitation', 0)`);
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    expect(await newsFor(needId)).toEqual([]);
    await db.owner(`delete from directory.service_now`);
  });

  test('is not told for a need that was met, nor for a case that was closed', async () => {
    const met = await somebody('rehabilitation');
    await at(actors.otherWindow, (ctx) => setNeedState(ctx, met.needId, 'met', 'lo resolvió'));
    const closed = await somebody('rehabilitation');
    await db.owner(`update registry.case_file set state = 'closed', closed_at = now(), closed_why = 'prueba' where id = $1`, [closed.caseId]);
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    expect([...(await newsFor(met.needId)), ...(await newsFor(closed.needId))]).toEqual([]);
  });

  test('is told in parts: what was undone with a part is done again, nobody is told twice', async () => {
    const { needId } = await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await expect(at(system, async (ctx) => { await compareSome(ctx); throw new Error('killed'); })).rejects.toThrow('killed');
    expect(await newsFor(needId)).toEqual([]);
    // Two servers at once share the parts.
    await Promise.all([compareAll(), compareAll()]);
    expect(await newsFor(needId)).toHaveLength(1);
  });
});

describe('people for whom there is nothing', () => {
  test('are known, and told of what may fit wherever they live', async () => {
    const { needId } = await somebody('public_employment', {}, { place: HOME });
    const served = await somebody('rehabilitation', {}, { place: HOME });
    await lookAtAll();
    expect([await nothingFor(needId), await nothingFor(served.needId)]).toEqual([true, false]);
    await change('zz-town-work', { criteria: { all: [{ fact: 'wantsJob', op: 'is', value: true }] } });
    await compareAll();
    expect(await newsFor(needId)).toEqual([{ service_id: 'zz-town-work', verdict: 'may', waited: true }]);
    await lookAtAll();
    expect(await nothingFor(needId)).toBe(false);
  });

  test('are known again when the last service that may have fitted ends, wherever they live', async () => {
    const { needId } = await somebody('rehabilitation', {}, { place: HOME });
    await lookAtAll();
    expect(await nothingFor(needId)).toBe(false);
    await change('zz-rehabilitation', { status: 'closed', matchable: false });
    await compareAll();
    await lookAtAll();
    expect(await nothingFor(needId)).toBe(true);
  });

  test('have nothing again when what was found for them ends before anybody wrote it down', async () => {
    const { needId } = await somebody('public_employment', {}, { place: HOME });
    await lookAtAll();
    await change('zz-town-work', { criteria: { all: [{ fact: 'wantsJob', op: 'is', value: true }] } });
    await compareAll();
    await change('zz-town-work', { status: 'closed', matchable: false });
    await compareAll();
    await lookAtAll();
    expect(await nothingFor(needId)).toBe(true);
  });

  test('are looked at again when something about them is recorded', async () => {
    const { personId, needId } = await somebody('rehabilitation');
    await lookAtAll();
    await at(actors.otherWindow, (ctx) => recordFacts(ctx, personId, [{ code: 'disability', value: [] }, { code: 'healthNeeds', value: [] }]));
    await lookAtAll();
    expect(await nothingFor(needId)).toBe(true);
  });
});

describe('the list of news', () => {
  test('says for whom, which service and why, in the words of the reader, and leaves when somebody takes note', async () => {
    const { caseId } = await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [{ fact: 'age', op: 'gte', value: 18 }] } });
    await compareAll();
    const { news } = await at(actors.otherWindow, newsOf);
    expect(news).toMatchObject([{ caseId, name: `Persona ${count} De Prueba`, verdict: 'fits', waited: false, service: { id: 'zz-rehabilitation' } }]);
    expect(news[0]!.because.join(' ')).toMatch(/Edad: 3/);
    await at(actors.otherWindow, (ctx) => seeNews(ctx, news[0]!.newsId));
    expect((await at(actors.otherWindow, newsOf)).news).toEqual([]);
  });

  test('leaves out what no longer fits by what was learnt since', async () => {
    const { personId } = await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [{ not: { fact: 'wantsJob', op: 'is', value: true } }, { fact: 'age', op: 'gte', value: 18 }] } });
    await at(actors.otherWindow, (ctx) => recordFacts(ctx, personId, [{ code: 'wantsJob', value: false }]));
    await compareAll();
    expect((await at(actors.otherWindow, newsOf)).news).toHaveLength(1);
    await at(actors.otherWindow, (ctx) => recordFacts(ctx, personId, [{ code: 'wantsJob', value: true }]));
    expect((await at(actors.otherWindow, newsOf)).news).toEqual([]);
  });

  test('leaves out whose case was closed since', async () => {
    const { caseId } = await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    expect((await at(actors.otherWindow, newsOf)).news).toHaveLength(1);
    await db.owner(`update registry.case_file set state = 'closed', closed_at = now(), closed_why = 'prueba' where id = $1`, [caseId]);
    expect((await at(actors.otherWindow, newsOf)).news).toEqual([]);
  });

  test('is noted in one’s own name: nobody writes that somebody else took note', async () => {
    await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    const [row] = await db.owner<{ id: string }>('select id from assessment.fit_news');
    const noted = (by: string) => db.asActor(actors.otherWindow, (tx) => sql`update assessment.fit_news set seen_by = ${by}, seen_at = now() where id = ${row!.id}`.execute(tx));
    await expect(noted(actors.window.userId)).rejects.toThrow(/row-level security/);
    await noted(actors.otherWindow.userId);
  });

  test('is nobody else’s: each wall alone hides it and keeps it from being noted', async () => {
    await somebody('rehabilitation');
    await change('zz-rehabilitation', { criteria: { all: [] } });
    await compareAll();
    const [row] = await db.owner<{ id: string }>('select id from assessment.fit_news');
    const outsiders: readonly Actor[] = [actors.window, actors.abroad, actors.provider, actors.analyst, actors.administrator, actors.reception, actors.steward, actors.nobody];
    for (const policies of ['enable', 'disable']) {
      await db.owner(`alter table assessment.fit_news ${policies} row level security`);
      for (const actor of outsiders) {
        expect(await db.asActor(actor, (tx) => repository.listNews(actor, tx, 10)), actor.displayName).toEqual([]);
        expect(await db.asActor(actor, (tx) => repository.markSeen(actor, tx, row!.id, new Date())), actor.displayName).toBeUndefined();
      }
    }
    await db.owner('alter table assessment.fit_news enable row level security');
    for (const actor of outsiders) expect((await db.asActor(actor, (tx) => sql`select from assessment.fit_news`.execute(tx))).rows).toEqual([]);
    expect(await db.asActor(actors.otherWindow, (tx) => repository.listNews(actors.otherWindow, tx, 10))).toHaveLength(1);
    expect(await db.asActor(actors.supervisor, (tx) => repository.listNews(actors.supervisor, tx, 10))).toHaveLength(1);
  });
});
