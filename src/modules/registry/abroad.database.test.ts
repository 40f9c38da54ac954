import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { sql } from '#platform/db';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez } from './factory.ts';
import {
  abroadOf, acceptFromAbroad, addContact, askAbroad, askMoreFromAbroad, bringForgottenHome, abroadNewsOf, caseHappenings, closeCase, comingFromAbroad, consentsOf, declineFromAbroad, getCase, getPerson, happeningsOf,
  listAbroad, listCases, noteAbroad, openCase, registerPerson, replyAbroad, takeAbroadBack, withdrawConsent, recordConsent, assignCase,
} from './index.ts';
import type { AbroadList, AcceptAbroad, AskAbroad, RegisterPerson } from './schema.ts';

const OTHER_ABROAD = '00000000-0000-7000-8000-0000000000e2';
const there: Actor = actors.abroad;
const thereElsewhere: Actor = { ...there, userId: '00000000-0000-7000-8000-000000000142', officeId: OTHER_ABROAD };
const thereSupervisor: Actor = { ...there, userId: '00000000-0000-7000-8000-000000000143', role: 'supervisor' };
const thereReception: Actor = { ...there, userId: '00000000-0000-7000-8000-000000000144', role: 'reception' };
const thereProtection: Actor = { ...there, userId: '00000000-0000-7000-8000-000000000145', role: 'protection' };

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.owner(`insert into access.office (id, country, kind, ref, name_es, name_en, organization_id, territory) values ($1, 'HN', 'window', 'hn-test-other-window', 'Otra ventanilla de allá', 'Other window there', 'x', '["ZZ-02"]')`, [OTHER_ABROAD]);
  await db.owner(`update access.office set territory = '["ZZ-01"]' where id = $1`, [OFFICES.abroad.id]);
  for (const actor of [thereElsewhere, thereSupervisor, thereReception]) {
    await db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, created_at) values ($1, 'HN', $4, 'Colega de allá', $2, $3, 'x', now())`, [actor.userId, actor.role, actor.officeId, actor.userId]);
  }
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.owner('truncate registry.person, registry.name_term cascade');
  await db.owner(`update access.office set active = true, followed_by = null where country = 'HN'`);
});

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now: Date = TEST_NOW) => db.inContext(actor, work, { now });
const days = (n: number) => new Date(TEST_NOW.getTime() + n * 86_400_000);
const consent = (rest: Partial<AskAbroad['consent']> = {}) => ({ given: true, wordingVersion: '1', ...rest });
const opened = async (person: RegisterPerson = mariaLopez({ contacts: [{ channel: 'phone', value: '5550 0147', safety: 'safe' }, { channel: 'phone', value: '5550 0199', safety: 'unsafe' }] })) => {
  const { personId } = await as(actors.window, (ctx) => registerPerson(ctx, person));
  return { personId, ...(await as(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }))) };
};
const ask = (caseId: string, rest: Partial<AskAbroad> = {}, actor: Actor = actors.window, now: Date = TEST_NOW) =>
  as(actor, (ctx) => askAbroad(ctx, caseId, { toOfficeId: OFFICES.abroad.id, note: 'Va con su hermana.\nFalta el acta.', consent: consent(), ...rest }), now);
const sent = async (rest: Partial<AskAbroad> = {}) => {
  const made = await opened();
  return { ...made, abroadId: (await ask(made.caseId, rest)).abroadId! };
};
const person = (rest: Partial<RegisterPerson> = {}): RegisterPerson => ({ givenNames: 'María Guadalupe', surname1: 'López', surname2: 'Hernández', birthDate: '1992-07-14', sex: 'F', ...rest });
const accept = (abroadId: string, rest: Partial<AcceptAbroad> = {}, actor: Actor = there, now: Date = TEST_NOW) =>
  as(actor, (ctx) => acceptFromAbroad(ctx, abroadId, { person: person(), case: { destinationAdmin2: HOME }, ...rest }), now);
const sees = (actor: Actor, abroadId: string, now: Date = TEST_NOW) => refusal(as(actor, (ctx) => comingFromAbroad(ctx, abroadId), now));
const on = async (actor: Actor, list: AbroadList, now: Date = TEST_NOW) => (await as(actor, (ctx) => listAbroad(ctx, { list }), now)).lines.map((l) => l.abroadId);
const first = async (caseId: string, actor: Actor = actors.window, now: Date = TEST_NOW) => (await as(actor, (ctx) => abroadOf(ctx, caseId), now)).handOvers[0]!;

describe('a case that is handed over to another country', () => {
  it('stays the sender’s until it is accepted; the addressed office reads what was chosen and nothing else', async () => {
    const { caseId, personId } = await opened();
    const view = await as(actors.window, (ctx) => abroadOf(ctx, caseId));
    expect(view.offices.map((o) => o.officeId).toSorted()).toEqual([OFFICES.abroad.id, OTHER_ABROAD]);
    // An unsafe number is not even offered.
    expect(view.contacts.map((c) => c.value)).toEqual(['5550 0147']);
    const { abroadId } = await ask(caseId, { contactIds: [view.contacts[0]!.id] });
    const seen = await as(there, (ctx) => comingFromAbroad(ctx, abroadId!));
    expect(seen).toMatchObject({ state: 'asked', note: 'Va con su hermana.\nFalta el acta.', mayAnswer: true, caseId: null });
    expect(seen.minimum).toMatchObject({ givenNames: 'María Guadalupe', contacts: [{ value: '5550 0147' }], documents: [] });
    expect(JSON.stringify(seen)).not.toMatch(new RegExp([caseId, personId, actors.window.userId, '5550 0199'].join('|'), 'u'));
    expect(await on(there, 'coming')).toEqual([abroadId]);
    expect(await on(actors.window, 'waiting')).toEqual([abroadId]);
    expect((await as(actors.window, (ctx) => getCase(ctx, caseId))).officeId).toBe(OFFICES.window.id);
    expect(await refusal(as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'left-country' })))).toBe('registry.closing-transfer-open');
  });

  it('accepted, there is a person and a case of the other country, prefilled, and this one may be closed', async () => {
    const { caseId, abroadId } = await sent();
    const taken = await accept(abroadId, { person: person({ contacts: [{ channel: 'phone', value: '5550 0147', safety: 'safe' }] }) });
    expect(await as(there, (ctx) => getCase(ctx, taken.caseId!))).toMatchObject({ officeId: OFFICES.abroad.id, personId: taken.personId });
    expect(await as(there, (ctx) => abroadNewsOf(ctx, taken.caseId!))).toMatchObject({ came: { handOver: { abroadId, note: 'Va con su hermana.\nFalta el acta.', caseId: taken.caseId, mayAnswer: false } } });
    expect(await on(there, 'coming')).toEqual([]);
    expect(await first(caseId)).toMatchObject({ state: 'accepted', mayClose: true, mayTakeNote: true });
    expect(await on(actors.window, 'back')).toEqual([abroadId]);
    expect(JSON.stringify(await as(actors.window, (ctx) => abroadOf(ctx, caseId)))).not.toMatch(new RegExp([taken.caseId, taken.personId, taken.publicCode].join('|'), 'u'));
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'left-country' }));
    expect(await on(actors.window, 'back')).toEqual([]);
  });

  it('neither side reads the other one’s registry', async () => {
    const { caseId, personId, abroadId } = await sent();
    const taken = await accept(abroadId);
    for (const [actor, person, held] of [[there, personId, caseId], [actors.window, taken.personId, taken.caseId!]] as const) {
      expect(await refusal(as(actor, (ctx) => getPerson(ctx, person)))).toBe('platform.not-found');
      expect(await refusal(as(actor, (ctx) => getCase(ctx, held)))).toBe('platform.not-found');
    }
    expect(await refusal(as(there, (ctx) => abroadOf(ctx, caseId)))).toBe('platform.not-found');
    expect(await refusal(as(actors.window, (ctx) => abroadNewsOf(ctx, taken.caseId!)))).toBe('platform.not-found');
  });

  it('goes through the duplicate check of the other country: who is found there is asked about, and who it is goes on', async () => {
    const before = await as(there, (ctx) => registerPerson(ctx, person({ documents: [{ type: 'dni', country: 'HN', number: '0101-1992-00417', status: 'held' }] })));
    const { abroadId } = await sent();
    const typed = person({ documents: [{ type: 'dni', country: 'HN', number: '0101-1992-00417', status: 'held' }], contacts: [{ channel: 'phone', value: '5550 0147', safety: 'safe' }] });
    expect(await refusal(accept(abroadId, { person: typed }))).toBe('registry.duplicates-not-reviewed');
    expect((await first((await db.owner<{ id: string }>(`select id from registry.case_file`))[0]!.id)).state).toBe('asked');
    const taken = await accept(abroadId, { person: typed, same: before.personId });
    expect(taken.personId).toBe(before.personId);
    const known = await as(there, (ctx) => getPerson(ctx, before.personId));
    expect(known.documents).toHaveLength(1);
    expect(known.contacts.map((c) => c.value)).toEqual(['5550 0147']);
  });

  it('of two who accept at once one has it, and nobody is registered twice', async () => {
    const { abroadId } = await sent();
    const both = await Promise.all([refusal(accept(abroadId)), refusal(accept(abroadId))]);
    expect(both.filter((b) => b === 'done')).toHaveLength(1);
    expect(await db.owner(`select from registry.person where country = 'HN'`)).toHaveLength(1);
    expect(await refusal(accept(abroadId))).toBe('registry.abroad-over');
  });

  it('declined, it comes back to the sender with the reason and is read there no more', async () => {
    const { caseId, abroadId } = await sent();
    expect(await refusal(as(there, (ctx) => declineFromAbroad(ctx, abroadId, { reason: 'other' })))).toBe('registry.transfer-answer-missing');
    await as(there, (ctx) => declineFromAbroad(ctx, abroadId, { reason: 'no-capacity', words: 'Pregunte en la capital.' }));
    expect(await sees(there, abroadId)).toBe('platform.not-found');
    expect(await first(caseId)).toMatchObject({ state: 'declined', reason: 'no-capacity', mayTakeNote: true });
    expect(await on(actors.window, 'back')).toEqual([abroadId]);
    await as(actors.window, (ctx) => noteAbroad(ctx, abroadId));
    expect(await on(actors.window, 'back')).toEqual([]);
    expect((await ask(caseId)).abroadId).not.toBeNull();
  });

  it('asked for more, it is the sender’s turn; the reply starts the clock anew', async () => {
    const { caseId, abroadId } = await sent();
    expect(await refusal(as(actors.window, (ctx) => replyAbroad(ctx, abroadId, { words: 'Sí' })))).toBe('registry.abroad-nothing-asked');
    await as(there, (ctx) => askMoreFromAbroad(ctx, abroadId, { words: '¿Cuándo llega?' }));
    expect(await refusal(as(there, (ctx) => askMoreFromAbroad(ctx, abroadId, { words: '¿Y a dónde?' })))).toBe('registry.abroad-asked-already');
    expect(await on(actors.window, 'back')).toEqual([abroadId]);
    await as(actors.window, (ctx) => replyAbroad(ctx, abroadId, { words: 'El lunes.' }), days(20));
    expect((await first(caseId, actors.window, days(20))).late).toBe(false);
    expect((await as(there, (ctx) => comingFromAbroad(ctx, abroadId), days(20))).words.map((w) => [w.side, w.kind, w.words, w.by])).toEqual([
      ['sender', 'asked', null, null], ['receiver', 'question', '¿Cuándo llega?', null], ['sender', 'reply', 'El lunes.', null],
    ]);
  });

  it('unanswered, it is the sender’s to do something about; after the country’s days it is read no more and another one can be asked', async () => {
    const { caseId, abroadId } = await sent();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    expect(await on(actors.window, 'back', days(20))).toEqual([abroadId]);
    expect((await as(actors.window, (ctx) => listCases(ctx, { list: 'overdue' }), days(20))).lines.map((l) => l.caseId)).toEqual([caseId]);
    expect(await sees(there, abroadId, days(20))).toBe('done');
    expect(await sees(there, abroadId, days(60))).toBe('platform.not-found');
    expect(await first(caseId, actors.window, days(60))).toMatchObject({ state: 'expired', mayTakeNote: true, mayTakeBack: false });
    await ask(caseId, { toOfficeId: OTHER_ABROAD }, actors.window, days(60));
    expect((await db.owner('select state from registry.abroad_hand_over order by asked_at')).map((r) => r['state'])).toEqual(['expired', 'asked']);
  });

  it('taken back, nobody there reads it', async () => {
    const { caseId, abroadId } = await sent();
    expect(await refusal(ask(caseId))).toBe('registry.abroad-open');
    await as(actors.window, (ctx) => takeAbroadBack(ctx, abroadId));
    expect(await sees(there, abroadId)).toBe('platform.not-found');
    expect(await refusal(accept(abroadId))).toBe('platform.not-found');
  });
});

describe('the person’s consent', () => {
  it('names the office; a no is written down, and nothing goes', async () => {
    const { caseId, personId } = await opened();
    expect(await ask(caseId, { consent: consent({ given: false }) })).toMatchObject({ abroadId: null });
    expect(await as(actors.window, (ctx) => consentsOf(ctx, personId))).toMatchObject([{ purpose: 'abroad', given: false, recipientOrganizationId: OFFICES.abroad.id }]);
    expect(await on(there, 'coming')).toEqual([]);
    expect(await refusal(ask(caseId, { consent: consent({ wordingVersion: '0' }) }))).toBe('registry.abroad-wording-changed');
  });

  it('taken back, whoever writes it down, it vanishes for the receiver in the same moment', async () => {
    const { personId, caseId, abroadId } = await sent();
    const [agreed] = await as(actors.window, (ctx) => consentsOf(ctx, personId));
    await as(actors.window, (ctx) => withdrawConsent(ctx, agreed!.consentId));
    expect(await sees(there, abroadId)).toBe('platform.not-found');
    expect(await refusal(accept(abroadId))).toBe('platform.not-found');
    expect(await first(caseId)).toMatchObject({ state: 'withdrawn', mayTakeNote: true });
  });

  it('a later no to the same office ends it as well, another one does not', async () => {
    const { personId, abroadId } = await sent();
    const say = (office: string) => as(actors.window, (ctx) => recordConsent(ctx, { personId }, { purpose: 'abroad', recipientOrganizationId: office, given: false }));
    await say(OTHER_ABROAD);
    expect(await sees(there, abroadId)).toBe('done');
    await say(OFFICES.abroad.id);
    expect(await sees(there, abroadId)).toBe('platform.not-found');
  });

  it('taken back after it was accepted, the copy is read no more; what the other country wrote down is its own', async () => {
    const { personId, abroadId } = await sent();
    const taken = await accept(abroadId);
    const [agreed] = await as(actors.window, (ctx) => consentsOf(ctx, personId));
    await as(actors.window, (ctx) => withdrawConsent(ctx, agreed!.consentId));
    expect(await sees(there, abroadId)).toBe('platform.not-found');
    expect((await as(there, (ctx) => abroadNewsOf(ctx, taken.caseId!))).came).toMatchObject({ handOver: null });
    expect((await as(there, (ctx) => getCase(ctx, taken.caseId!))).state).toBe('new');
  });

  it('of a child is a guardian’s and asked of the child, and protection decides', async () => {
    const { caseId } = await opened(mariaLopez({ birthDate: '2014-01-01' }));
    expect(await refusal(ask(caseId))).toBe('registry.abroad-child-protection,registry.abroad-guardian-needed,registry.abroad-child-assent');
  });

  it('carries nothing that cannot be chosen: an unsafe number, a paper of somebody else', async () => {
    const { caseId, personId } = await opened();
    const [{ id }] = await db.owner<{ id: string }>(`select id from registry.contact where person_id = $1 and safety = 'unsafe'`, [personId]) as [{ id: string }];
    expect(await refusal(ask(caseId, { contactIds: [id] }))).toBe('registry.abroad-not-there');
    expect(await refusal(ask(caseId, { documentIds: [id] }))).toBe('registry.abroad-not-there');
    await as(actors.window, (ctx) => addContact(ctx, personId, { channel: 'sms', value: '55500147', safety: 'unsafe' }));
    expect((await as(actors.window, (ctx) => abroadOf(ctx, caseId))).contacts).toEqual([]);
  });
});

describe('the wall of the database', () => {
  const count = (actor: Actor, query: ReturnType<typeof sql>) => as(actor, async ({ tx }) => (await query.execute(tx)).rows.length).catch(() => -1);

  it('shows it to the addressed office alone', async () => {
    const { abroadId } = await sent();
    const view = sql`select from registry.abroad_coming where id = ${abroadId}`;
    expect(await Promise.all([there, thereElsewhere, thereReception, actors.window, actors.otherWindow, actors.provider].map((a) => count(a, view)))).toEqual([1, 0, 0, 0, 0, 0]);
    expect(await sees(thereElsewhere, abroadId)).toBe('platform.not-found');
    for (const table of ['abroad_hand_over', 'abroad_word', 'abroad_taken']) expect(await count(there, sql`select from ${sql.table(`registry.${table}`)}`)).toBe(0);
  });

  it('lets nobody else answer, take or keep it', async () => {
    const { caseId, abroadId } = await sent();
    const answered = async (actor: Actor, action: string) => (await db.asActor(actor, (tx) => sql<{ s: string | null }>`select registry.answer_abroad(${abroadId}, ${action}, 'other', 'x', ${TEST_NOW}) as s`.execute(tx))).rows[0]!.s;
    for (const actor of [thereElsewhere, thereReception, thereSupervisor, actors.window, actors.supervisor, actors.nobody]) for (const action of ['accept', 'decline', 'ask-more']) expect(await answered(actor, action)).toBeNull();
    const kept = async (actor: Actor, action: string) => (await db.asActor(actor, (tx) => sql<{ s: string | null }>`select registry.keep_abroad(${abroadId}, ${action}, 'x', '2026-04-01', now(), ${TEST_NOW}) as s`.execute(tx))).rows[0]!.s;
    for (const actor of [there, thereSupervisor, actors.otherWindow, actors.reception, actors.nobody]) for (const action of ['reply', 'take-back', 'take-note', 'settle']) expect(await kept(actor, action)).toBeNull();
    const taken = async (actor: Actor) => (await db.asActor(actor, (tx) => sql<{ s: boolean }>`select registry.take_from_abroad(${abroadId}, ${caseId}, ${TEST_NOW}) as s`.execute(tx))).rows[0]!.s;
    for (const actor of [there, actors.window]) expect(await taken(actor)).toBe(false);
    expect(await refusal(as(thereSupervisor, (ctx) => acceptFromAbroad(ctx, abroadId, { person: person(), case: { destinationAdmin2: HOME } })))).toBe('registry.abroad-over');
  });

  it('takes no row with a forged state, consent, office or country', async () => {
    const { caseId, personId, abroadId } = await sent();
    const write = (columns: Record<string, unknown>, actor: Actor = actors.window) => db.asActor(actor, (tx) => sql`insert into registry.abroad_hand_over
      select (jsonb_populate_record(h, ${JSON.stringify({ id: crypto.randomUUID(), case_id: columns['case_id'] ?? caseId, ...columns })}::jsonb)).* from registry.abroad_hand_over h where h.id = ${abroadId}`.execute(tx)).then(() => 'written', (e: unknown) => String((e as { code?: string }).code));
    await as(actors.window, (ctx) => takeAbroadBack(ctx, abroadId));
    const fresh = { state: 'asked', ended_at: null, seen_at: null, seen_by: null };
    expect(await write(fresh)).toBe('written');
    await db.owner('delete from registry.abroad_word');
    await db.owner('delete from registry.abroad_hand_over where id <> $1', [abroadId]);
    expect(await write({ ...fresh, to_office: OTHER_ABROAD })).toBe('42501');
    expect(await write({ ...fresh, to_country: 'GT' })).toBe('42501');
    expect(await write({ ...fresh, to_office: OFFICES.otherWindow.id, to_country: 'ZZ' })).not.toBe('written');
    expect(await write({ ...fresh, restricted: true })).toBe('42501');
    expect(await write({ ...fresh, needs: [{}] })).toBe('42501');
    expect(await write({ ...fresh, asked_by: actors.windowColleague.userId })).toBe('42501');
    const [agreed] = await as(actors.window, (ctx) => consentsOf(ctx, personId));
    await as(actors.window, (ctx) => withdrawConsent(ctx, agreed!.consentId));
    expect(await write(fresh)).toBe('42501');
  });

  it('lets whoever has the table change nothing by hand', async () => {
    const { abroadId } = await sent();
    for (const [actor, statement] of [
      [actors.window, sql`update registry.abroad_hand_over set state = 'accepted' where id = ${abroadId}`], [there, sql`delete from registry.abroad_hand_over where id = ${abroadId}`],
      [there, sql`insert into registry.abroad_taken values (${abroadId}, 'HN', 'ZZ', ${abroadId}, ${abroadId}, ${there.userId}, now())`], [actors.window, sql`delete from registry.abroad_word`],
    ] as const) expect(await db.asActor(actor, (tx) => statement.execute(tx)).then(() => 'done', (e: unknown) => (e as { code?: string }).code)).toBe('42501');
  });
});

describe('nothing is lost', () => {
  it('the case moves to another office of its country, and what is asked goes along', async () => {
    const { caseId, personId, abroadId } = await sent();
    await as(actors.window, (ctx) => openCase(ctx, { personId, destinationAdmin2: ELSEWHERE }));
    expect((await as(actors.otherWindow, (ctx) => getCase(ctx, caseId))).officeId).toBe(OFFICES.otherWindow.id);
    expect(await on(actors.otherWindow, 'waiting')).toEqual([abroadId]);
    expect(await on(actors.window, 'waiting')).toEqual([]);
    await as(there, (ctx) => declineFromAbroad(ctx, abroadId, { reason: 'no-capacity' }));
    expect(await on(actors.otherWindow, 'back')).toEqual([abroadId]);
  });

  it('the other country’s office closes: it goes to the one that goes on with it, or back', async () => {
    const one = await sent();
    const system: Actor = { ...there, role: 'system', officeId: null, organizationId: null };
    await db.owner('update access.office set active = false, followed_by = $2 where id = $1', [OFFICES.abroad.id, OTHER_ABROAD]);
    await as(system, bringForgottenHome);
    expect(await on(there, 'coming')).toEqual([]);
    expect(await on(thereElsewhere, 'coming')).toEqual([one.abroadId]);
    await db.owner('update access.office set active = false where id = $1', [OTHER_ABROAD]);
    await as(system, bringForgottenHome);
    expect(await on(thereElsewhere, 'coming')).toEqual([]);
    expect(await first(one.caseId)).toMatchObject({ state: 'returned', mayTakeNote: true });
  });

  it('both timelines tell it, each in its own words', async () => {
    const { caseId, abroadId } = await sent();
    const taken = await accept(abroadId);
    const told = async (actor: Actor, id: string) => (await as(actor, (ctx) => happeningsOf(ctx, id, { limit: 50 }, [caseHappenings]))).happenings.map((h) => h.kind);
    expect(await told(actors.window, caseId)).toEqual(expect.arrayContaining(['abroad-asked', 'abroad-accepted', 'consent']));
    expect(await told(there, taken.caseId!)).toEqual(expect.arrayContaining(['came-from-abroad', 'opened']));
  });

  it('who only reads: supervision of the other country sees what waits and answers nothing', async () => {
    const { abroadId } = await sent();
    expect(await as(thereSupervisor, (ctx) => comingFromAbroad(ctx, abroadId))).toMatchObject({ mayAnswer: false });
    expect((await as(thereSupervisor, (ctx) => listAbroad(ctx, { list: 'coming', text: 'lop' }))).counts).toMatchObject({ coming: 1 });
    expect((await as(thereProtection, (ctx) => listAbroad(ctx, { list: 'coming', text: 'nadie' }))).counts).toMatchObject({ coming: 0 });
  });
});
