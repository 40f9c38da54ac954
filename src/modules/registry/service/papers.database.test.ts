import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors, HOME } from '../../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from '../factory.ts';
import { addContact, addDocument, correctPerson, findCandidates, getPerson, getPersonDetail, letOfficeSee, registerPerson, replaceContact, replaceDocument, searchPeople } from '../index.ts';
import { OFFICES } from '../../../../tests/support/actors.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.name_term cascade'));

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const register = async (change = {}, actor: typeof actors.window | typeof actors.otherWindow = actors.window) => (await db.inContext(actor, (ctx) => registerPerson(ctx, mariaLopez(change)))).personId;
const detail = (id: string, actor: (typeof actors)['window'] | (typeof actors)['reception'] = actors.window) => db.inContext(actor, (ctx) => getPersonDetail(ctx, id));

describe('the whole person', () => {
  it('keeps married surname, mother, nationalities and place of birth as told', async () => {
    const id = await register({ marriedSurname: 'de Paz', motherName: 'Julia Ejemplo', nationalities: ['ZZ', 'MX'], birthCountry: 'US', birthPlace: 'Houston', birthAdmin2: HOME });
    const person = await db.inContext(actors.window, (ctx) => getPerson(ctx, id));
    expect(person).toMatchObject({ marriedSurname: 'de Paz', motherName: 'Julia Ejemplo', nationalities: ['ZZ', 'MX'], birthCountry: 'US', birthPlace: 'Houston', birthAdmin2: HOME });
    const [row] = await db.owner<{ birth_admin1: string; origin_admin1: string }>(`select birth_admin1, origin_admin1 from registry.person where id = '${id}'`);
    expect(row).toEqual({ birth_admin1: 'ZZ-01', origin_admin1: 'ZZ-01' });
  });

  it('is found by the married surname', async () => {
    await register({ marriedSurname: 'de Paz' });
    expect(await db.inContext(actors.window, (ctx) => searchPeople(ctx, 'paz maria'))).toHaveLength(1);
  });

  it('a municipality of birth that nobody knows is refused by name', async () => {
    expect(await refusal(register({ birthAdmin2: 'ZZ-9999' }))).toBe('registry.unknown-municipality');
  });
});

describe('where a field comes from', () => {
  it('is the registration, until somebody corrects it', async () => {
    const id = await register({ evidence: 'seen' });
    await db.inContext(actors.window, (ctx) => correctPerson(ctx, id, { field: 'surname2', value: 'Hernandes', evidence: 'declared', reason: 'así se escribe' }));
    const { sources, corrections } = await detail(id);
    const of = (field: string) => sources.find((s) => s.field === field);
    expect(of('givenNames')).toMatchObject({ source: 'window', evidence: 'seen', by: actors.window.displayName });
    expect(of('originAdmin2')).toMatchObject({ source: 'window', evidence: 'declared' });
    expect(of('surname2')).toMatchObject({ source: 'correction', evidence: 'declared', by: actors.window.displayName });
    expect(corrections).toMatchObject([{ field: 'surname2', oldValue: 'Hernández', newValue: 'Hernandes', reason: 'así se escribe' }]);
  });

  it('the same value again confirms it with its new source', async () => {
    const id = await register();
    await db.inContext(actors.window, (ctx) => correctPerson(ctx, id, { field: 'birthDate', value: '1992-07-14', evidence: 'seen' }));
    expect((await detail(id)).sources.find((s) => s.field === 'birthDate')).toMatchObject({ source: 'correction', evidence: 'seen' });
  });

  const born = (value: string, evidence: 'seen' | 'declared' = 'seen') => (id: string) => db.inContext(actors.window, (ctx) => correctPerson(ctx, id, { field: 'birthDate', value, evidence, reason: 'acta de nacimiento' }));
  it.each(['estimated', 'year', 'month'] as const)('a birth known by the %s becomes the day that a paper shows, with a line of its own', async (birthPrecision) => {
    const id = await register({ birthDate: '1992-01-01', birthPrecision });
    const { person, corrections } = await born('1991-03-14')(id);
    expect(person).toMatchObject({ birthDate: '1991-03-14', birthPrecision: 'day', age: 34 });
    expect(corrections.map(({ field, oldValue, newValue, evidence, reason }) => [field, oldValue, newValue, evidence, reason]).toSorted()).toEqual([
      ['birthDate', '1992-01-01', '1991-03-14', 'seen', 'acta de nacimiento'], ['birthPrecision', birthPrecision, 'day', 'seen', 'acta de nacimiento'],
    ]);
  });

  it('a paper that shows the very day that stood for the year makes it the day', async () => {
    const id = await register({ birthDate: '1992-01-01', birthPrecision: 'year' });
    expect((await born('1992-01-01')(id)).person).toMatchObject({ birthDate: '1992-01-01', birthPrecision: 'day' });
  });

  it.each([['1991', '1991-01-01', 'year'], ['1991-03', '1991-03-01', 'month'], ['~1989', '1989-01-01', 'estimated']])('a birth is corrected by as much as is known: %s', async (typed, birthDate, birthPrecision) => {
    expect((await born(typed, 'declared')(await register({ birthDate: '1992-07-14' }))).person).toMatchObject({ birthDate, birthPrecision });
  });

  it('a whole date in the place of another leaves no line about how exact it is, and half a date is refused', async () => {
    const id = await register({ birthDate: '1992-07-14' });
    expect((await born('1992-07-15')(id)).corrections.map((c) => c.field)).toEqual(['birthDate']);
    expect(await refusal(born('1992-7')(id))).toBe('registry.correction-invalid');
    expect(await refusal(born('2031')(id))).toBe('registry.birth-in-future');
  });

  it('several nationalities are corrected together, with their history', async () => {
    const id = await register();
    const after = await db.inContext(actors.window, (ctx) => correctPerson(ctx, id, { field: 'nationalities', value: 'ZZ US', evidence: 'declared' }));
    expect(after.person.nationalities).toEqual(['ZZ', 'US']);
    expect(after.corrections[0]).toMatchObject({ field: 'nationalities', oldValue: 'ZZ', newValue: 'ZZ US' });
    expect(await refusal(db.inContext(actors.window, (ctx) => correctPerson(ctx, id, { field: 'nationalities', value: 'Mundo', evidence: 'declared' })))).toBe('registry.correction-invalid');
  });

  it('a reception point learns that something was corrected elsewhere, not by whom and not what stood there', async () => {
    const id = await register();
    await db.inContext(actors.window, (ctx) => letOfficeSee(ctx, id, OFFICES.reception.id, 'returned-again'));
    await db.inContext(actors.window, (ctx) => correctPerson(ctx, id, { field: 'surname2', value: 'Otra', evidence: 'seen' }));
    const { sources, corrections } = await detail(id, actors.reception);
    expect(sources.find((s) => s.field === 'surname2')).toMatchObject({ source: 'correction', evidence: 'seen', by: null });
    expect(corrections).toEqual([]);
  });
});

describe('papers', () => {
  const paperOf = async (id: string) => (await detail(id)).person.documents[0]!;

  it('a paper that is found, lost or expired is replaced; the one before stays readable', async () => {
    const id = await register();
    const before = await paperOf(id);
    await db.inContext(actors.window, (ctx) => replaceDocument(ctx, id, before.id, {
      replacement: { type: 'dni', country: 'ZZ', number: '0101-1992-00418', status: 'expired', seenAs: 'copy', issuedOn: '2010-01-01', expiresOn: '2020-01-01' }, reason: 'se copió mal',
    }));
    const { person, ended } = await detail(id);
    expect(person.documents).toMatchObject([{ number: '0101-1992-00418', status: 'expired', evidence: 'seen', seenAs: 'copy', expiresOn: '2020-01-01' }]);
    expect(ended).toMatchObject([{ kind: 'document', label: 'dni', value: '0101-1992-00417', reason: 'se copió mal', by: actors.window.displayName }]);
  });

  it('the old number finds nobody any more, the new one does', async () => {
    const id = await register();
    const paper = await paperOf(id);
    await db.inContext(actors.window, (ctx) => replaceDocument(ctx, id, paper.id, { replacement: { type: 'dni', country: 'ZZ', number: '0101-1992-00999' } }));
    expect(await db.inContext(actors.window, (ctx) => searchPeople(ctx, '0101199200417'))).toEqual([]);
    expect(await db.inContext(actors.window, (ctx) => searchPeople(ctx, '0101199200999'))).toHaveLength(1);
  });

  it('a day of expiry before the day of issue is refused', async () => {
    const id = await register();
    expect(await refusal(db.inContext(actors.window, (ctx) => addDocument(ctx, id, { type: 'passport', country: 'ZZ', issuedOn: '2020-01-02', expiresOn: '2020-01-01' })))).toBe('registry.document-dates');
  });

  it('one number on two people is shown on both, and says no more than how many', async () => {
    const id = await register();
    const other = await db.inContext(actors.otherWindow, (ctx) => registerPerson(ctx, pedroIxtabalan({ documents: [{ type: 'dni', country: 'ZZ', number: '0101 1992 00417' }] })));
    expect((await paperOf(id)).sharedWith).toBe(1);
    const seen = await db.inContext(actors.otherWindow, (ctx) => getPerson(ctx, other.personId));
    expect(seen.documents[0]).toMatchObject({ sharedWith: 1 });
    expect(JSON.stringify(seen)).not.toContain(id);
  });

  it('nobody ends a paper of somebody whom they do not see, or a paper of somebody else', async () => {
    const id = await register();
    const paper = await paperOf(id);
    const other = await register({ givenNames: 'Otra', documents: [] });
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => replaceDocument(ctx, id, paper.id, { replacement: null })))).toBe('platform.not-found');
    expect(await refusal(db.inContext(actors.window, (ctx) => replaceDocument(ctx, other, paper.id, { replacement: null })))).toBe('platform.not-found');
  });
});

describe('contacts', () => {
  it('a contact that became dangerous is replaced, and the history says so', async () => {
    const id = await register();
    const [contact] = (await detail(id)).person.contacts;
    await db.inContext(actors.window, (ctx) => replaceContact(ctx, id, contact!.id, {
      replacement: { channel: 'phone', value: contact!.value, safety: 'unsafe', neutralSender: 'Biblioteca', hours: 'mañana' }, reason: 'ahora contesta otra persona',
    }));
    const { person, ended } = await detail(id);
    expect(person.contacts).toMatchObject([{ safety: 'unsafe', neutralSender: 'Biblioteca', hours: 'mañana' }]);
    expect(ended).toMatchObject([{ kind: 'contact', label: 'phone', reason: 'ahora contesta otra persona' }]);
  });

  it('reception neither reads nor ends what another office recorded', async () => {
    const id = await register({ contacts: [] });
    await db.inContext(actors.window, (ctx) => addContact(ctx, id, { channel: 'email', value: 'lejos@example.org' }));
    await db.inContext(actors.window, (ctx) => letOfficeSee(ctx, id, OFFICES.reception.id, 'returned-again'));
    const [contact] = (await detail(id)).person.contacts;
    expect((await detail(id, actors.reception)).person.contacts).toEqual([]);
    expect(await refusal(db.inContext(actors.reception, (ctx) => replaceContact(ctx, id, contact!.id, { replacement: null })))).toBe('platform.not-found');
  });
});

describe('names that exist', () => {
  const HUNDRED = 'Ana '.repeat(25).trim().padEnd(100, 'a');
  it.each<[string, { givenNames: string; surname1: string; surname2?: string }]>([
    ['an apostrophe', { givenNames: "K'atalina", surname1: "Ch'oc" }], ['a curly apostrophe', { givenNames: 'Juan', surname1: 'Tz’unun' }],
    ['a saltillo', { givenNames: 'Ixchel', surname1: 'Aꞌjqꞌij' }], ['a modifier letter', { givenNames: 'Marta', surname1: 'Baʼ' }], ['a combining mark', { givenNames: 'Jose\u0301', surname1: 'Pe\u0301rez' }],
    ['one letter', { givenNames: 'O', surname1: 'E' }], ['no surname', { givenNames: 'Marcos', surname1: '' }], ['a hundred letters', { givenNames: HUNDRED, surname1: 'Paz' }],
    ['an emoji', { givenNames: 'Luz 🌟', surname1: 'Paz' }], ['right to left', { givenNames: 'محمد', surname1: 'عبد الله' }], ['a name in marks only', { givenNames: "'", surname1: 'Paz' }],
  ])('%s is kept as seen, and found again by the check', async (_story, name) => {
    const { personId } = await db.inContext(actors.window, (ctx) => registerPerson(ctx, { ...name, birthDate: '1991-05-06' }));
    expect(await db.inContext(actors.window, (ctx) => getPerson(ctx, personId))).toMatchObject(name);
    const found = await db.inContext(actors.otherWindow, (ctx) => findCandidates(ctx, { ...name, birthDate: '1991-05-06' }));
    expect(found.map((c) => c.personId)).toEqual([personId]);
  });
});
