import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { openPacks } from '#platform/country';
import { sql } from '#platform/db';
import { decideIdentity, importRegistrations, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { importedReturns, recordReturn, returnsOf } from './index.ts';

const HEADER = 'reg_id,event_date,site,country,given_names,surname1,surname2,birth_date';
const ROWS = [
  'R1,2019-05-02,PUERTO DE PRUEBA,ZZ,MARIA GUADALUPE,LOPEZ,HERNANDEZ,1992-07-14',
  'R2,2024-03-08,,ZZ,Maria,Lopez,Hernandez,1992-07-14',
  'R3,no day,PUERTO DE PRUEBA,ZZ,Elena,Choc,,1990-01-02',
];

describe('returns that a file of registrations brings in', () => {
  let db: TestDatabase;
  const folder = mkdtempSync(path.join(tmpdir(), 'ventanilla-returns-'));
  beforeAll(async () => { db = await testDatabase(); });
  afterAll(async () => { await db.close(); rmSync(folder, { recursive: true, force: true }); });

  const bringIn = (name: string, rows: readonly string[], bytes = 0) => {
    const file = path.join(folder, name);
    writeFileSync(file, `${[HEADER, ...rows].join('\n')}\n`);
    return importRegistrations({
      file, system: name, ownerUrl: db.ownerUrl, packs: openPacks(['ZZ']), country: 'ZZ', officeId: OFFICES.window.id, userId: actors.window.userId, now: new Date('2026-03-10T12:00:00Z'),
      skipBad: false, alongside: [importedReturns],
    }, bytes);
  };
  const personOf = async (system: string, id: string) => (await db.owner<{ p: string }>('select person_id as p from registry.external_id where system = $1 and id = $2', [system, id]))[0]!.p;
  const returns = (personId: string, actor: Actor = actors.window) => db.inContext(actor, (ctx) => returnsOf(ctx, personId));
  const counted = async () => (await db.owner<{ n: number }>('select count(*)::int as n from reception.return_event'))[0]!.n;
  const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));

  it('stand in the history of the person with day and place, and say that nothing else is known', async () => {
    await bringIn('one', ROWS);
    expect(await returns(await personOf('one', 'R1'))).toMatchObject([{
      returnedOn: '2019-05-02', officeName: 'PUERTO DE PRUEBA', imported: true, mode: null, kind: null, destinationAdmin2: null, destinationName: null, monthsAbroad: null,
    }]);
    expect(await returns(await personOf('one', 'R2'))).toMatchObject([{ returnedOn: '2024-03-08', officeName: null }]);
    expect(await returns(await personOf('one', 'R3'))).toEqual([]);
    expect(await refusal(returns(await personOf('one', 'R1'), actors.otherWindow))).toBe('platform.not-found');
  });

  it('are counted as events and as people once two records are one person, of a kind that is not known', async () => {
    const figures = () => db.asActor(actors.analyst, async (tx) => (await sql<{ events: number; people: number; again: number; kinds: number }>`select count(*)::int as events,
      count(distinct person_key)::int as people, count(*) filter (where nth > 1)::int as again, count(return_kind)::int as kinds from reception.facts_return`.execute(tx)).rows[0]!);
    expect(await figures()).toEqual({ events: 2, people: 2, again: 0, kinds: 0 });
    const [personA, personB] = [await personOf('one', 'R1'), await personOf('one', 'R2')];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA, personB, decision: 'same' }));
    expect(await figures()).toEqual({ events: 2, people: 1, again: 1, kinds: 0 });
    expect((await returns(personA)).map((r) => r.returnedOn)).toEqual(['2024-03-08', '2019-05-02']);
  });

  it('are there with the people or not at all', async () => {
    const before = await counted();
    expect(await bringIn('two', [...ROWS, ',2024-01-01,,ZZ,Ana,Paz,,'])).toMatchObject({ people: 0 });
    expect(await refusal(bringIn('one', ROWS))).toBe('registry.import-twice');
    expect(await counted()).toBe(before);
  });

  it('of a large file are written without indexes and references, which stand again at the end', async () => {
    const laid = () => db.owner(`select conname as name, pg_get_constraintdef(oid) as is from pg_constraint where conrelid = 'reception.return_event'::regclass
      union all select indexname, indexdef from pg_indexes where schemaname = 'reception' and tablename = 'return_event' order by 1, 2`);
    const before = await laid();
    expect(await bringIn('three', ['R9,2025-01-01,PUERTO,ZZ,Rosa,Ixtab,,1980-02-02'], 10 ** 9)).toMatchObject({ people: 1 });
    expect(await laid()).toEqual(before);
    expect(await returns(await personOf('three', 'R9'))).toHaveLength(1);
  });

  it('whoever meets the person on that very day completes the return instead of being refused; the next one is', async () => {
    const personId = await personOf('three', 'R9');
    const [imported] = await returns(personId);
    const record = () => db.inContext(actors.window, (ctx) => recordReturn(ctx, {
      personId, return: { returnedOn: '2025-01-01', mode: 'air', kind: 'deported', fromCountry: 'US', authority: null, monthsAbroad: 3, destinationAdmin2: HOME, travellingAs: 'alone' },
    }));
    expect((await record()).returnId).toBe(imported!.returnId);
    expect(await returns(personId)).toMatchObject([{ imported: false, mode: 'air', kind: 'deported', destinationAdmin2: HOME }]);
    expect(await refusal(record())).toBe('reception.return-known');
  });

  it('the second wall alone lets nobody write such a return, or change one of somebody out of sight', async () => {
    const { personId } = await db.inContext(actors.window, (ctx) => registerPerson(ctx, { givenNames: 'Ana', surname1: 'Paz', source: 'window' }));
    const insert = db.asActor(actors.window, (tx) => sql`insert into reception.return_event (id, country, office_id, person_id, returned_on, source, recorded_by, recorded_at)
      values (gen_random_uuid(), 'ZZ', ${OFFICES.window.id}, ${personId}, '2025-05-05', 'import', ${actors.window.userId}, now())`.execute(tx));
    await expect(insert).rejects.toThrow(/row-level security/);
    const change = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`update reception.return_event set office_id = ${actor.officeId}, mode = 'air', kind = 'deported', point_name = 'x',
      destination_admin2 = ${HOME}, travelling_as = 'alone', source = 'desk' where source = 'import'`.execute(tx)).numAffectedRows);
    for (const actor of [actors.otherWindow, actors.abroad, actors.analyst, actors.supervisor, actors.provider]) expect([actor.role, await change(actor)]).toEqual([actor.role, 0n]);
  });
});
