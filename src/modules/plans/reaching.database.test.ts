import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { addContact, closeCase, getPersonDetail, openCase, recordConsent, recordFacts, recordRelation, registerPerson, reopenCase } from '#registry';
import { actors, HOME } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { findPerson, recordAttempt } from './attempts.ts';
import { subscriptions } from './events.ts';
import type { CaseFollowUps, FollowUpDetail, FollowUpView, FollowUpWorkList, Outcome, RecordAttempt, WorkListKind } from './schema.ts';
import { followUpsOf, getFollowUp, scheduleFollowUp } from './service.ts';
import { workList } from './work.ts';

let db: TestDatabase;
let caseId: string;
let personId: string;
let count = 0;

const later = (days: number) => new Date(TEST_NOW.getTime() + days * 86_400_000);
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => db.inContext(actor, work, { subscriptions, now });
const officer = <T>(work: (ctx: Ctx) => Promise<T>, now = TEST_NOW): Promise<T> => as(actors.window, work, now);
const all = (): Promise<CaseFollowUps> => officer((ctx) => followUpsOf(ctx, caseId));
const idOf = async (code = 'week-1'): Promise<string> => (await all()).followUps.find((f) => f.code === code)!.followUpId;
const detail = async (code = 'week-1'): Promise<FollowUpDetail> => officer(async (ctx) => getFollowUp(ctx, await idOf(code)));
const tryIt = async (attempt: Partial<RecordAttempt> & { outcome: Outcome }, now = TEST_NOW, code = 'week-1'): Promise<FollowUpView> => {
  const id = await idOf(code);
  return officer((ctx) => recordAttempt(ctx, id, { channel: 'phone', surveyDeclined: false, ...attempt }), now);
};
const work = (list: WorkListKind, now: Date, more: { text?: string; after?: string } = {}, actor: Actor = actors.supervisor): Promise<FollowUpWorkList> => as(actor, (ctx) => workList(ctx, { list, ...more }), now);

async function open(surname1: string): Promise<void> {
  await officer(async (ctx) => {
    ({ personId } = await registerPerson(ctx, { givenNames: `Persona ${++count}`, surname1, birthDate: '1988-05-01', sex: 'F' }));
    ({ caseId } = await openCase(ctx, { personId, destinationAdmin2: HOME, urgency: '2weeks' }));
  });
}

const contact = (value: string, more: object = {}) => officer((ctx) => addContact(ctx, personId, { channel: 'phone', value, safety: 'safe', ...more }));

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => open('De Prueba'));

describe('ways to reach a person', () => {
  test('are the safe contacts first, then those to ask at first; unsafe ones are only counted', async () => {
    await contact('5550 0001', { safety: 'ask-first' });
    await contact('5550 0002', { safety: 'unsafe' });
    await contact('5550 0003', { hours: 'de 9 a 12', mayLeaveMessage: true });
    const { ways, unsafe } = await detail();
    expect(ways.map((w) => [w.value, w.safety, w.channels])).toEqual([['5550 0003', 'safe', ['phone', 'message']], ['5550 0001', 'ask-first', ['phone']]]);
    expect(unsafe).toBe(1);
  });

  test('may be a video call, of somebody who cannot travel and has an account for it', async () => {
    await contact('5550 0005');
    await contact('5550 0006', { channel: 'whatsapp' });
    const { ways } = await detail();
    const [phone, video] = ['5550 0005', '5550 0006'].map((value) => ways.find((w) => w.value === value)!);
    expect([phone!.channels, video!.channels]).toEqual([['phone'], ['phone', 'video']]);
    await expect(tryIt({ outcome: 'reached', channel: 'video', contactId: phone!.contactId })).rejects.toThrow('plans.contact-not-usable');
    expect(await tryIt({ outcome: 'reached', channel: 'video', contactId: video!.contactId })).toMatchObject({ lastChannel: 'video' });
    expect(await officer((ctx) => scheduleFollowUp(ctx, caseId, { dueOn: '2026-04-01', channel: 'video' }))).toMatchObject({ channel: 'video' });
  });

  test('are those of a relative only while the person agrees to it', async () => {
    const { personId: sister } = await officer((ctx) => registerPerson(ctx, { givenNames: 'Hermana', surname1: 'De Prueba' }));
    await officer((ctx) => addContact(ctx, sister, { channel: 'phone', value: '5550 0009', safety: 'safe' }));
    await officer((ctx) => recordRelation(ctx, personId, { otherPersonId: sister, word: 'sibling' }));
    expect((await detail()).ways).toEqual([]);
    await officer((ctx) => recordConsent(ctx, { personId }, { purpose: 'family-contact', given: true, givenBy: 'person', language: 'es', wordingVersion: '1', readAloud: true }));
    const [way] = (await detail()).ways;
    expect(way).toMatchObject({ value: '5550 0009', relative: { word: 'sibling', name: 'Hermana De Prueba' } });
    await tryIt({ outcome: 'no-answer', contactId: way!.contactId });
    expect((await detail()).attempts).toMatchObject([{ by: '5550 0009', relative: 'sibling' }]);
    await officer((ctx) => recordConsent(ctx, { personId }, { purpose: 'family-contact', given: false, givenBy: 'person', language: 'es', wordingVersion: '1', readAloud: true }));
    expect((await detail()).ways).toEqual([]);
    await expect(tryIt({ outcome: 'no-answer', contactId: way!.contactId })).rejects.toThrow('plans.contact-not-usable');
  });

  test('stand beside what the person asked for: to talk to a woman, to have an interpreter', async () => {
    expect((await detail()).asksFor).toEqual([]);
    await officer((ctx) => recordFacts(ctx, personId, [{ code: 'prefersWomanOfficer', state: 'known', value: true, source: 'window' }]));
    expect((await detail()).asksFor).toEqual(['woman']);
  });

  test('a try says which one it was; the next goes another way', async () => {
    await contact('5550 0011');
    const [way] = (await detail()).ways;
    await expect(tryIt({ outcome: 'no-answer' })).rejects.toThrow('plans.which-contact');
    expect(await tryIt({ outcome: 'no-answer', contactId: way!.contactId })).toMatchObject({ channel: 'visit', attempts: 1 });
    expect((await detail()).ways).toMatchObject([{ failed: true }]);
    expect(await tryIt({ outcome: 'no-answer', channel: 'visit' })).toMatchObject({ attempts: 2 });
  });

  test('a contact that was not safe is marked so, and cannot be named again', async () => {
    await contact('5550 0021');
    const [way] = (await detail()).ways;
    await tryIt({ outcome: 'not-safe', contactId: way!.contactId });
    const { person } = await officer((ctx) => getPersonDetail(ctx, personId));
    expect(person.contacts).toMatchObject([{ value: '5550 0021', safety: 'unsafe', mayLeaveMessage: false }]);
    expect(await detail()).toMatchObject({ ways: [], unsafe: 1 });
    await expect(tryIt({ outcome: 'no-answer', contactId: way!.contactId })).rejects.toThrow('plans.contact-not-usable');
    await expect(tryIt({ outcome: 'no-answer' })).rejects.toThrow('plans.no-safe-contact');
    expect(await tryIt({ outcome: 'no-answer', channel: 'visit' })).toMatchObject({ attempts: 2 });
  });

  test('a number that is unsafe is unsafe under every entry, however it is written, and whosever it is', async () => {
    await contact('+504 5550-0041');
    await contact('504 55500041', { channel: 'whatsapp' });
    await contact('5550 0042');
    const { ways } = await detail();
    const first = ways.find((w) => w.value === '+504 5550-0041')!;
    const twin = ways.find((w) => w.kind === 'whatsapp')!;
    await tryIt({ outcome: 'not-safe', contactId: first.contactId });
    expect((await detail()).ways.map((w) => w.value)).toEqual(['5550 0042']);
    await expect(db.asActor(actors.window, async (tx) => sql`insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, contact_id, actor_id, at)
      values (${newId()}, 'ZZ', ${await idOf()}, 'phone', 'no-answer', ${twin.contactId}, ${actors.window.userId}, ${TEST_NOW})`.execute(tx))).rejects.toThrow(/row-level security/);
  });

  test('an unsafe contact, and that of a stranger, cannot be named in the database either', async () => {
    await contact('5550 0031', { safety: 'unsafe' });
    await contact('5550 0032');
    const [unsafe] = await db.owner<{ id: string }>('select id from registry.contact where person_id = $1 and safety = $2', [personId, 'unsafe']);
    const [safe] = await db.owner<{ id: string }>('select id from registry.contact where person_id = $1 and safety = $2', [personId, 'safe']);
    const mine = await idOf();
    await open('Otra');
    const theirs = await idOf();
    const add = (followUp: string, contactId: string, channel: string) => db.asActor(actors.window, (tx) => sql`insert into plans.contact_attempt (id, country, follow_up_id, channel, outcome, contact_id, actor_id, at)
      values (${newId()}, 'ZZ', ${followUp}, ${channel}, 'no-answer', ${contactId}, ${actors.window.userId}, ${TEST_NOW})`.execute(tx));
    await expect(add(mine, unsafe!.id, 'phone')).rejects.toThrow(/row-level security/);
    await expect(add(theirs, safe!.id, 'phone')).rejects.toThrow(/row-level security/);
    await expect(add(mine, safe!.id, 'message')).rejects.toThrow(/row-level security/);
    await add(mine, safe!.id, 'phone');
  });
});

describe('lists of follow-up', () => {
  const give = async (times: number, from = 7) => { for (let i = 0; i < times; i++) await tryIt({ outcome: 'no-answer', channel: 'visit' }, later(from + i)); };

  test('show supervision what was tried in vain until it is over, and count it', async () => {
    const before = (await work('escalated', later(9))).counts.escalated;
    await give(3);
    const seen = await work('escalated', later(9));
    expect([seen.counts.escalated, seen.lines.some((l) => l.caseId === caseId)]).toEqual([before + 1, true]);
    await tryIt({ outcome: 'reached' }, later(10));
    expect((await work('escalated', later(10))).counts.escalated).toBe(before);
  });

  test('find a name, and go on page after page without losing or repeating anybody', async () => {
    await open('Buscadez');
    expect((await work('upcoming', TEST_NOW, { text: 'buscadez' }, actors.window)).lines.map((l) => l.caseId)).toEqual([caseId]);
    await db.owner(`insert into plans.follow_up (id, country, case_id, office_id, code, label, channel, first_due_on, due_on, state, scheduled_by, scheduled_at)
      select gen_random_uuid(), country, case_id, office_id, 'page-' || n, label, channel, due_on, due_on + n % 3, 'planned', scheduled_by, scheduled_at
      from plans.follow_up, generate_series(1, 120) n where case_id = $1 and code = 'week-1'`, [caseId]);
    const seen: string[] = [];
    for (let after: string | undefined, page = 0; page < 9; page++) {
      const found: FollowUpWorkList = await work('upcoming', TEST_NOW, after ? { after } : {}, actors.window);
      seen.push(...found.lines.map((l) => l.followUpId));
      if (!found.next) break;
      after = found.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await work('upcoming', TEST_NOW, {}, actors.window)).counts.upcoming);
  });

  test('somebody lost is on the list until found, each time is a period with its days, and what was given up is tried again', async () => {
    await tryIt({ outcome: 'later', channel: 'phone' });
    await tryIt({ outcome: 'reached', channel: 'visit' }, later(2), 'month-1');
    await give(5);
    const lost = await work('lost', later(12));
    expect(lost.lines.filter((l) => l.caseId === caseId)).toMatchObject([{ code: 'week-1', state: 'lost' }]);
    expect((await all()).lost).toMatchObject([{ from: '2026-03-21', lastSafeOn: '2026-03-12', lastSafeChannel: 'visit', until: null }]);
    await tryIt({ outcome: 'no-answer', channel: 'visit' }, later(15));
    expect((await all()).lost).toMatchObject([{ from: '2026-03-21', until: null }]);
    const found = await officer((ctx) => findPerson(ctx, caseId, { how: 'came' }), later(20));
    expect(found.lost).toMatchObject([{ from: '2026-03-21', until: '2026-03-30', how: 'came' }]);
    expect(found.followUps.find((f) => f.code === 'week-1')).toMatchObject({ state: 'planned', dueOn: '2026-04-02', attempts: 0, escalated: false, lostOn: null });
    expect((await work('lost', later(20))).counts.lost).toBe(lost.counts.lost - 1);
    await expect(officer((ctx) => findPerson(ctx, caseId, { how: 'came' }), later(21))).rejects.toThrow('plans.not-lost');
    await give(5, 30);
    await tryIt({ outcome: 'reached' }, later(40), 'month-3');
    expect((await all()).lost).toMatchObject([{ how: 'came' }, { from: '2026-04-13', until: '2026-04-19', how: 'contact' }]);
    expect((await all()).followUps.filter((f) => f.state === 'lost')).toEqual([]);
  });

  test('a closed case is on no list, lost or not, and stands there again when it is reopened', async () => {
    const before = (await work('lost', later(12))).counts.lost;
    await give(5);
    expect((await work('lost', later(12))).counts.lost).toBe(before + 1);
    await officer((ctx) => closeCase(ctx, caseId, { why: 'No se encontró' }), later(13));
    expect((await work('lost', later(13))).counts.lost).toBe(before);
    await officer((ctx) => reopenCase(ctx, caseId, { why: 'Volvió a llamar' }), later(14));
    expect((await work('lost', later(14))).lines.map((line) => line.caseId)).toContain(caseId);
  });
});
