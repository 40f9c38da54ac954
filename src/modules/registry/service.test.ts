import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused } from '#kernel/errors';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import {
  assignCase, checkDuplicates, consentCovers, correctPerson, decideIdentity, factsOf, findCandidates, getCase, getPerson, getPersonDetail, letOfficeSee, listCases,
  noteReturn, openCase, recordConsent, recordFacts, registerAtWindow, registerPerson, searchPeople, undoIdentityDecision, welcomeBack, withdrawConsent,
} from './index.ts';
import { MOST_COUNTED, type RegisterPerson } from './schema.ts';

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

  it('an actor without an office registers nobody', async () => {
    expect(await refusal(db.inContext({ ...actors.window, officeId: null }, (ctx) => registerPerson(ctx, mariaLopez())))).toBe('registry.actor-without-office');
  });
});

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

describe('one identity', () => {
  beforeEach(emptied);
  const identity = (personId: string) => db.inContext(actors.window, async (ctx) => (await getPerson(ctx, personId)).identity);

  it('links, chains and comes back to where it was', async () => {
    const [a, b, c] = [(await register(mariaLopez())).personId, (await register(mariaLopez())).personId, (await register(mariaLopez())).personId];
    const decide = (personA: string, personB: string) => db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA, personB, decision: 'same' }));
    const ab = await decide(a, b);
    const bc = await decide(c, b);
    expect(await identity(c)).toEqual([a, b, c].toSorted());
    await db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, ab.linkId));
    expect(await identity(a)).toEqual([a]);
    expect(await identity(c)).toEqual([b, c].toSorted());
    await db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, bc.linkId));
    expect(await identity(b)).toEqual([b]);
    expect(await refusal(db.inContext(actors.window, (ctx) => undoIdentityDecision(ctx, bc.linkId)))).toBe('registry.decision-already-undone');
  });

  it('a new decision replaces the old one, which stays in the history', async () => {
    const [a, b] = [(await register(mariaLopez())).personId, (await register(mariaLopez())).personId];
    for (const decision of ['same', 'different'] as const) await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision }));
    expect(await identity(a)).toEqual([a]);
    const { links } = await db.inContext(actors.window, (ctx) => getPersonDetail(ctx, a));
    expect(links.map((l) => [l.decision, l.undoneAt !== null]).toSorted()).toEqual([['different', false], ['same', true]]);
  });

  it('two records of one identity are one candidate', async () => {
    const [a, b] = [(await register(mariaLopez())).personId, (await register(mariaLopez())).personId];
    await db.inContext(actors.window, (ctx) => decideIdentity(ctx, { personA: a, personB: b, decision: 'same' }));
    expect(await db.inContext(actors.window, (ctx) => findCandidates(ctx, { givenNames: 'María Guadalupe', surname1: 'López', birthDate: '1992-07-14' }))).toHaveLength(1);
  });
});

describe('facts', () => {
  let personId: string;
  beforeAll(async () => { await emptied(); ({ personId } = await register(mariaLopez(), actors.reception)); });

  it('come from columns, papers and answers, and declined is kept as declined', async () => {
    await db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [
      { code: 'monthsAbroad', value: 30 }, { code: 'income', state: 'declined' }, { code: 'documentsHeld', value: { 'any-birth-certificate': 'lost' } },
    ]));
    const facts = await db.inContext(actors.reception, (ctx) => factsOf(ctx, personId));
    expect(facts.age).toMatchObject({ value: 33, source: 'derived' });
    expect(facts.monthsAbroad).toMatchObject({ state: 'known', value: 30 });
    expect(facts.income).toMatchObject({ state: 'declined' });
    expect(facts.documentsHeld).toMatchObject({ value: { 'zz-identity-card': 'held', 'any-birth-certificate': 'lost' } });
    expect(facts.hasPhone).toMatchObject({ value: true });
  });

  it('the newest answer counts, the older ones stay', async () => {
    await db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'monthsAbroad', value: 31 }]), { now: new Date('2026-03-11T15:00:00Z') });
    expect((await db.inContext(actors.reception, (ctx) => factsOf(ctx, personId))).monthsAbroad).toMatchObject({ value: 31 });
    expect(await db.owner(`select from registry.person_fact where code = 'monthsAbroad'`)).toHaveLength(2);
  });

  it('restricted answers are sealed, and only protection reads them again', async () => {
    await db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'cannotReturnTo', value: [HOME] }]));
    expect((await db.inContext(actors.reception, (ctx) => factsOf(ctx, personId))).cannotReturnTo).toBeUndefined();
    expect((await db.inContext(actors.protection, (ctx) => factsOf(ctx, personId))).cannotReturnTo).toMatchObject({ value: [HOME] });
    const [row] = await db.owner<{ sealed: Buffer }>('select sealed from registry.restricted_fact');
    expect(row!.sealed.toString('latin1')).not.toContain(HOME);
  });

  it('an unknown fact or an impossible value is refused', async () => {
    expect(await refusal(db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'shoeSize', value: 40 }])))).toBe('registry.fact-unknown');
    expect(await refusal(db.inContext(actors.reception, (ctx) => recordFacts(ctx, personId, [{ code: 'monthsAbroad', value: 'many' }])))).toBe('registry.fact-value');
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
    expect(mine.counts).toEqual({ mine: 0, office: 1, new: 1, overdue: 0, closed: 0 });
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

  it('a list is counted to a thousand and no further, each list by itself', async () => {
    const { caseId } = await opened();
    await db.owner(`insert into registry.case_file (id, country, person_id, office_id, state, destination_admin2, urgency, answer_by, opened_by, opened_on, opened_at, closed_at, closed_why)
      select gen_random_uuid(), c.country, c.person_id, c.office_id, 'closed', c.destination_admin2, c.urgency, c.answer_by, c.opened_by, c.opened_on, c.opened_at, now(), 'settled'
      from registry.case_file c cross join generate_series(1, ${MOST_COUNTED + 50}) where c.id = '${caseId}'`);
    expect((await db.inContext(actors.window, (ctx) => listCases(ctx, { list: 'new' }))).counts).toEqual({ mine: 0, office: 1, new: 1, overdue: 0, closed: MOST_COUNTED });
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

describe('consent', () => {
  let personId: string;
  beforeEach(async () => { await emptied(); ({ personId } = await register(mariaLopez())); });
  const question = { purpose: 'referral', recipientOrganizationId: 'org-a', recipientServiceId: 'svc-1', sections: ['identity', 'needs'] } as const;
  const record = (given: boolean, sections: ('identity' | 'needs' | 'health')[], recipientOrganizationId = 'org-a') => db.inContext(actors.window, (ctx) =>
    recordConsent(ctx, { personId }, { purpose: 'referral', recipientOrganizationId, sections, given }));
  const answer = () => db.inContext(actors.window, (ctx) => consentCovers(ctx, personId, question));

  it('covers what was agreed, for whom it was agreed', async () => {
    await record(true, ['identity', 'needs'], 'org-b');
    expect(await answer()).toMatchObject({ covered: false });
    await record(true, ['identity']);
    expect(await answer()).toMatchObject({ covered: false, missing: ['needs'] });
    const { consentId } = await record(true, ['needs', 'health']);
    expect(await answer()).toEqual({ covered: true, consentId, missing: [] });
  });

  it('ends when it is withdrawn, and a refusal outweighs what was agreed before', async () => {
    const { consentId } = await record(true, ['identity', 'needs']);
    await db.inContext(actors.window, (ctx) => withdrawConsent(ctx, consentId));
    expect(await answer()).toMatchObject({ covered: false });
    expect(await refusal(db.inContext(actors.window, (ctx) => withdrawConsent(ctx, consentId)))).toBe('registry.consent-already-withdrawn');
    await record(true, ['identity', 'needs']);
    await record(false, []);
    expect(await answer()).toMatchObject({ covered: false });
  });
});

describe('letting an office see a person', () => {
  it('is for those who see the person, or meet them', async () => {
    await emptied();
    const { personId } = await register(mariaLopez());
    expect(await refusal(db.inContext(actors.otherWindow, (ctx) => letOfficeSee(ctx, personId, OFFICES.reception.id, 'referred')))).toBe('platform.not-found');
    await db.inContext(actors.window, (ctx) => letOfficeSee(ctx, personId, OFFICES.otherWindow.id, 'hand-over'));
    expect((await db.inContext(actors.otherWindow, (ctx) => getPerson(ctx, personId))).personId).toBe(personId);
    expect(await refusal(db.inContext(actors.abroad, (ctx) => letOfficeSee(ctx, personId, OFFICES.abroad.id, 'returned-again')))).toBe('platform.not-found');
  });
});
