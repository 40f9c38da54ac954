import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors, ELSEWHERE, HOME } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import { checkDuplicates, findCandidates, getPerson, getPersonDetail, noteReturn, registerAtWindow, registerPerson, searchPeople, welcomeBack } from './index.ts';
import type { RegisterPerson } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = (person: RegisterPerson, actor: typeof actors.window | typeof actors.reception = actors.window) => db.inContext(actor, (ctx) => registerPerson(ctx, person));
const emptied = () => db.owner(`truncate registry.person, registry.name_term cascade`);

describe('search', () => {
  beforeAll(async () => {
    await emptied();
    await register(mariaLopez());
    await register(pedroIxtabalan());
  });
  const found = async (text: string, actor: (typeof actors)['window'] | (typeof actors)['otherWindow'] = actors.window) =>
    (await db.inContext(actor, (ctx) => searchPeople(ctx, text))).map((p) => p.name);

  it.each([
    ['lopez maria', ['María Guadalupe López Hernández']], ['guada', ['María Guadalupe López Hernández']], ['Ma. lop 1992', ['María Guadalupe López Hernández']],
    ['0101-1992-00417', ['María Guadalupe López Hernández']], ['ixtabalan', ["Pedro Ixtab'alan Tz'unun"]], ["tz'un", ["Pedro Ixtab'alan Tz'unun"]],
    ['lopez 1985', []], ['', []], ['%', []],
  ])('%s finds %j', async (text, names) => {
    expect(await found(text)).toEqual(names);
  });

  it('finds by code, however it is typed', async () => {
    const [person] = await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'lopez'));
    expect(await found(person!.publicCode.toLowerCase().replace('-', ' '))).toEqual(['María Guadalupe López Hernández']);
  });

  it.each(['5550 0147', '55500147', 'maria lopez, puerto alba', 'lopez 1992 maria', 'hernandez guadalupe'])('finds by telephone, place, and words in any order: %s', async (text) => {
    expect(await found(text)).toEqual(['María Guadalupe López Hernández']);
  });

  it('finds however many people were counted', async () => {
    await db.owner(`insert into registry.name_term (country, kind, sound, people) values ('ZZ', 'total', '', 1000062)`);
    // Counts are kept for a while.
    const later = { now: new Date('2026-03-11T15:00:00Z') };
    expect((await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'lopez maria'), later)).map((p) => p.name)).toHaveLength(1);
    await db.owner('truncate registry.name_term');
  });

  it('finds by a code that happens to hold no digit', async () => {
    await db.owner("update registry.person set public_code = 'MART-NAB' where surname1 = 'López'");
    expect(await found('mart nab')).toEqual(['María Guadalupe López Hernández']);
  });

  it('finds nobody of another office', async () => {
    expect(await found('lopez', actors.otherWindow)).toEqual([]);
  });
});

describe('duplicates', () => {
  beforeEach(emptied);
  const probe = { givenNames: 'MA GUADALUPE', surname1: 'LOPES', surname2: 'HERNANDES', birthDate: '1992-07-14', sex: 'F' as const };

  it('finds an earlier record of another office, with reasons, and shows no more than a comparison needs', async () => {
    const { personId } = await register(mariaLopez(), actors.reception);
    await db.inContext(actors.reception, (ctx) => noteReturn(ctx, personId, { on: '2024-05-02', place: 'Puerto de prueba' }));
    const answer = await db.inContext(actors.otherWindow, (ctx) => checkDuplicates(ctx, { ...probe, documents: [{ type: 'dni', number: '0101199200417' }] }));
    expect(answer.band).toBe('surely');
    expect(answer.candidates[0]).toMatchObject({ personId, person: { lastReturnPlace: 'Puerto de prueba', documents: [{ type: 'dni', last4: '0417' }] } });
    expect(answer.candidates[0]!.agrees.map((r) => r.code)).toContain('number.same');
    expect(JSON.stringify(answer)).not.toMatch(/5550|0101199200417|0101-1992/);
  });

  it('answers many probes at once, each with its own candidates', async () => {
    await register(mariaLopez());
    await register(pedroIxtabalan());
    const { findCandidatesForMany } = await import('./index.ts');
    const found = await db.inContext(actors.reception, (ctx) => findCandidatesForMany(ctx, [probe, { givenNames: 'Nadie', surname1: 'Así' }, { givenNames: 'Pedro', surname1: 'Ixtabalan' }]));
    expect(found.map((c) => c.map((x) => x.person.surname1))).toEqual([['López'], [], ["Ixtab'alan"]]);
  });

  it.each(['provider', 'analyst', 'auditor', 'administrator', 'steward', 'employer', 'supervisor', 'abroad'] as const)('tells %s nothing', async (name) => {
    await register(mariaLopez());
    expect(await db.inContext(actors[name], (ctx) => findCandidates(ctx, probe))).toEqual([]);
  });

  it('a window must answer for everybody who looks like an earlier record', async () => {
    const { personId } = await register(mariaLopez(), actors.reception);
    const command = { person: mariaLopez({ contacts: [] }) };
    expect(await refusal(db.inContext(actors.window, (ctx) => registerAtWindow(ctx, command)))).toBe('registry.duplicates-not-reviewed');
    const decisions = [{ personId, decision: 'unsure' as const }];
    const done = await db.inContext(actors.window, (ctx) => registerAtWindow(ctx, { ...command, decisions, case: { destinationAdmin2: HOME } }));
    const { links } = await db.inContext(actors.window, (ctx) => getPersonDetail(ctx, done.personId));
    expect(links).toMatchObject([{ otherPersonId: personId, decision: 'unsure' }]);
    expect(done.caseId).not.toBeNull();
  });

  it('the same person, new return: the office sees the record that was found', async () => {
    const { personId, publicCode } = await register(mariaLopez(), actors.reception);
    const back = await db.inContext(actors.otherWindow, (ctx) => welcomeBack(ctx, personId, { probe, case: { destinationAdmin2: ELSEWHERE } }));
    expect(back.publicCode).toBe(publicCode);
    expect((await db.inContext(actors.otherWindow, (ctx) => getPerson(ctx, personId))).surname1).toBe('López');
  });

  it('a known id without matching data opens nothing', async () => {
    const { personId } = await register(mariaLopez(), actors.reception);
    const other = { givenNames: 'Carlos', surname1: 'Mejía', birthDate: '1970-01-02' };
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => welcomeBack(ctx, personId, { probe: other })))).toBe('platform.not-found');
  });
});
