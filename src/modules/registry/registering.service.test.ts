import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import { correctPerson, getPerson, registerPerson, searchPeople } from './index.ts';
import { RegisterPerson } from './schema.ts';
import { probeOf } from './service/at-window.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = (person: RegisterPerson, actor: typeof actors.window | typeof actors.reception = actors.window) => db.inContext(actor, (ctx) => registerPerson(ctx, person));
const emptied = () => db.owner(`truncate registry.person, registry.name_term cascade`);

describe('registering', () => {
  beforeEach(emptied);

  it('keeps names as typed and gives a short code', async () => {
    const { personId, publicCode } = await register(mariaLopez());
    const person = await db.inContext(actors.window, (ctx) => getPerson(ctx, personId));
    expect(person).toMatchObject({ givenNames: 'María Guadalupe', surname1: 'López', publicCode, age: 33, identity: [personId] });
    expect(person.documents[0]).toMatchObject({ number: '0101-1992-00417', check: 'valid' });
    expect(publicCode).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{3}$/);
  });

  it('warns about a number that disagrees with birth date, and registers all the same', async () => {
    const { advice } = await register(mariaLopez({ birthDate: '1979-01-01' }));
    expect(advice.map((a) => a.code)).toEqual(['number-birth-year']);
  });

  it.each<[string, Partial<RegisterPerson>, string]>([
    ['a name of 300 letters', { givenNames: 'A'.repeat(300) }, 'registry.text-too-long'],
    ['no name at all', { givenNames: '  ' }, 'registry.name-missing'],
    ['a name that nobody sees', { givenNames: '\u200b\u2060\u200d' }, 'registry.name-missing'],
    ['a name of 101 letters', { givenNames: 'A'.repeat(101) }, 'registry.text-too-long'],
    ['a day that does not exist', { birthDate: '1990-02-30' }, 'registry.date-impossible'],
    ['a birth in the future', { birthDate: '2027-01-01' }, 'registry.birth-in-future'],
    ['a birth 130 years ago', { birthDate: '1896-01-01' }, 'registry.birth-too-long-ago'],
    ['a municipality nobody knows', { originAdmin2: 'ZZ-9999' }, 'registry.unknown-municipality'],
    ['control characters', { surname1: 'Ló\u0000pez' }, 'registry.text-control'],
  ])('%s is refused by name', async (_story, change, code) => {
    expect(await refusal(register(mariaLopez(change)))).toBe(code);
  });

  it.each(['محمد', 'Łukasz', '李小龍', 'O', "X'tz'", '🙂'])('%s is accepted as seen', async (givenNames) => {
    const { personId } = await register({ givenNames, surname1: '' });
    expect((await db.inContext(actors.window, (ctx) => getPerson(ctx, personId))).givenNames).toBe(givenNames);
  });

  it.each([
    ['a gap of no width, pasted along', 'Mar\u200bcelina', 'Marcelina'], ['a turned direction', '\u202eMarcelina', 'Marcelina'], ['a tab between two cells', 'Marcelina\tInés', 'Marcelina Inés'],
    ['half an emoji, cut by a field', 'Marcelina \ud83d', 'Marcelina'],
  ])('%s is left out, and the name is found by whoever types it', async (_story, typed, seen) => {
    const { personId } = await register({ givenNames: typed, surname1: 'Xol' });
    expect((await db.inContext(actors.window, (ctx) => getPerson(ctx, personId))).givenNames).toBe(seen);
    expect((await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'marcelina xol'))).map((p) => p.personId)).toEqual([personId]);
  });

  it.each(['Kʼicheʼ', "K'iche'", 'K’iche’', 'K‘iche‘', 'K′iche′', 'Kˀicheˀ', 'Kʔicheʔ', 'Kꞌicheꞌ'])('%s, whatever stands for the glottal stop, is found by each of the other spellings', async (surname1) => {
    const { personId } = await register({ givenNames: 'Ixchel', surname1 });
    for (const typed of ['kiche', 'Kʼiche’', "ixchel k'iche'"]) {
      expect((await db.inContext(actors.window, (ctx) => searchPeople(ctx, typed))).map((p) => p.personId)).toEqual([personId]);
    }
  });

  it.each(['phone', 'sms', 'whatsapp'] as const)('a telephone number is compared, though it was given for %s', (channel) => {
    const typed = RegisterPerson.parse({ givenNames: 'María', contacts: [{ channel: 'address', value: 'Frente al mercado' }, { channel, value: '5550-0147' }] });
    expect(probeOf(typed).phone).toBe('5550-0147');
  });

  it('an actor without an office registers nobody', async () => {
    expect(await refusal(db.inContext({ ...actors.window, officeId: null }, (ctx) => registerPerson(ctx, mariaLopez())))).toBe('registry.actor-without-office');
  });
});

describe('corrections', () => {
  beforeEach(emptied);

  it('keep the old value, and search and look-up follow', async () => {
    const { personId } = await register(mariaLopez());
    const detail = await db.inContext(actors.window, (ctx) => correctPerson(ctx, personId, { field: 'surname1', value: 'Zelaya', evidence: 'seen', reason: 'Partida de nacimiento' }));
    expect(detail.corrections).toMatchObject([{ field: 'surname1', oldValue: 'López', newValue: 'Zelaya', evidence: 'seen', by: 'Ventanilla de prueba' }]);
    expect(await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'zelaya'))).toHaveLength(1);
    expect(await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'lopez'))).toHaveLength(0);
  });

  it('refuse what cannot be', async () => {
    const { personId } = await register(mariaLopez());
    for (const [field, value] of [['givenNames', ''], ['birthDate', '2099-01-01'], ['sex', 'Q'], ['originAdmin2', 'ZZ-9999']] as const) {
      expect(await refusal(db.inContext(actors.window, (ctx) => correctPerson(ctx, personId, { field, value, evidence: 'seen' })))).toMatch(/^registry\./);
    }
  });
});
