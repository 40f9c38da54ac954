import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { sql } from '#platform/db';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import {
  acceptTransfer, answerArrival, arrivalOf, askTransfer, assignCase, caseHappenings, closeCase, getArrival, happeningsOf, listArrivals, listCases, openCase, refuseTransfer, registerPerson, reopenCase, transfersOf, welcomeBack,
} from './index.ts';
import type { AnswerArrival, ArrivalLine, ArrivalList, RegisterPerson } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.name_term cascade'));

const DAY = 86_400_000;
const later = (days: number) => new Date(TEST_NOW.getTime() + days * DAY);
const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now = TEST_NOW) => db.inContext(actor, work, { now });
const sent = async (person: RegisterPerson = mariaLopez(), to = HOME, by: Actor = actors.reception) => {
  const { personId } = await as(by, (ctx) => registerPerson(ctx, person));
  return { personId, ...(await as(by, (ctx) => openCase(ctx, { personId, destinationAdmin2: to }))) };
};
const list = (which: ArrivalList, actor: Actor = actors.window, now = TEST_NOW, text?: string) => as(actor, (ctx) => listArrivals(ctx, { list: which, text }), now);
const names = async (...asked: Parameters<typeof list>) => (await list(...asked)).lines.map((l) => l.caseId);
const found = async (caseId: string, actor: Actor = actors.window, now = TEST_NOW): Promise<ArrivalLine> => (await as(actor, (ctx) => arrivalOf(ctx, caseId), now)).arrival!;
const answer = async (caseId: string, command: AnswerArrival, actor: Actor = actors.window, now = TEST_NOW) => {
  const { arrivalId } = await found(caseId, actor, now);
  return as(actor, (ctx) => answerArrival(ctx, arrivalId, command), now);
};
const dueOn = async (caseId: string, actor: Actor = actors.window) => (await as(actor, (ctx) => listCases(ctx, { list: 'office' }))).lines.find((l) => l.caseId === caseId)?.dueOn;

describe('somebody who was sent to a window', () => {
  it('is expected there from that day on, and not where the case is opened at the own window', async () => {
    const { caseId } = await sent();
    expect(await found(caseId)).toMatchObject({ state: 'expected', from: '2026-03-10', until: '2026-03-15', nextOn: '2026-03-16', missing: false, mayAnswer: true, byWork: false });
    expect(await names('coming')).toEqual([caseId]);
    const own = await as(actors.window, (ctx) => registerPerson(ctx, pedroIxtabalan()));
    const here = await as(actors.window, (ctx) => openCase(ctx, { personId: own.personId, destinationAdmin2: HOME }));
    expect(await found(here.caseId)).toBeNull();
  });

  it('who has not come by the day is missing, is due to be called, and stands on the list of the day of the case', async () => {
    const { caseId } = await sent();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    expect(await dueOn(caseId)).toBe('2026-03-16');
    expect(await names('missing', actors.window, later(5))).toEqual([]);
    expect(await names('missing', actors.window, later(6))).toEqual([caseId]);
    expect(await names('call', actors.window, later(6))).toEqual([caseId]);
    expect((await list('coming', actors.supervisor, later(6))).counts).toEqual({ coming: 0, missing: 1, call: 1, escalated: 0, answered: 0 });
  });

  it('comes with one tap, which is taken back as easily, and nothing is due after it', async () => {
    const { caseId } = await sent();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    await answer(caseId, { outcome: 'came' });
    expect(await found(caseId)).toMatchObject({ state: 'came', byWork: false, endedOn: '2026-03-10', endedBy: 'Ventanilla de prueba', mayAnswer: false, mayTakeBack: true });
    expect(await dueOn(caseId)).toBeNull();
    expect(await names('answered')).toEqual([caseId]);
    await answer(caseId, { outcome: 'take-back' });
    expect(await names('coming')).toEqual([caseId]);
    expect(await dueOn(caseId)).toBe('2026-03-16');
  });

  it('who is not reached is tried again by the rule, and after three tries supervision is told', async () => {
    const { caseId } = await sent();
    expect(await refusal(answer(caseId, { outcome: 'not-reached' }))).toBe('registry.arrival-which');
    const [way] = await db.owner<{ id: string }>('select id from registry.contact');
    for (const days of [6, 8, 10]) await answer(caseId, { outcome: 'not-reached', contactId: way!.id }, actors.window, later(days));
    expect(await found(caseId, actors.supervisor, later(10))).toMatchObject({ tries: 3, escalated: true, nextOn: '2026-04-03', mayAnswer: false });
    expect(await names('escalated', actors.supervisor, later(10))).toEqual([caseId]);
    expect(await names('call', actors.window, later(10))).toEqual([]);
    expect(await names('call', actors.window, later(24))).toEqual([caseId]);
    await answer(caseId, { outcome: 'will-come', comesOn: '2026-03-25' }, actors.window, later(11));
    expect(await found(caseId, actors.window, later(11))).toMatchObject({ state: 'expected', until: '2026-03-25', escalated: false, tries: 0 });
    expect((await as(actors.window, async (ctx) => getArrival(ctx, (await found(caseId)).arrivalId))).notes.map((n) => n.outcome)).toEqual(['will-come', 'not-reached', 'not-reached', 'not-reached']);
  });

  it('is called by ways that may be used only, and a way that was not safe is never offered again', async () => {
    const { caseId } = await sent(mariaLopez({ contacts: [{ channel: 'phone', value: '5550 0147', safety: 'safe' }, { channel: 'phone', value: '5550 0148', safety: 'unsafe' }] }));
    const detail = async () => as(actors.window, async (ctx) => getArrival(ctx, (await found(caseId)).arrivalId));
    const { ways, unsafe } = await detail();
    expect([ways.map((w) => w.value), unsafe]).toEqual([['5550 0147'], 1]);
    const [bad] = await db.owner<{ id: string }>(`select id from registry.contact where safety = 'unsafe'`);
    expect(await refusal(answer(caseId, { outcome: 'not-reached', contactId: bad!.id }))).toBe('registry.arrival-way');
    await answer(caseId, { outcome: 'not-safe', contactId: ways[0]!.contactId });
    expect((await detail()).ways).toEqual([]);
    expect(await refusal(answer(caseId, { outcome: 'not-safe' }))).toBe('registry.arrival-which');
    // With no way left there is none to name.
    expect(await refusal(answer(caseId, { outcome: 'not-reached' }))).toBe('done');
  });

  it('who went to another window goes there with the case, and is expected again if it does not take it', async () => {
    const { caseId } = await sent();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    expect(await refusal(answer(caseId, { outcome: 'elsewhere', toOfficeId: OFFICES.otherWindow.id }))).toBe('registry.transfer-note-missing');
    await answer(caseId, { outcome: 'elsewhere', toOfficeId: OFFICES.otherWindow.id, note: 'Vive con su tía.' });
    const { transfers } = await as(actors.otherWindow, (ctx) => transfersOf(ctx, caseId));
    expect(transfers).toMatchObject([{ state: 'asked', note: 'Vive con su tía.' }]);
    expect(await found(caseId)).toMatchObject({ state: 'elsewhere', nextOn: null });
    await as(actors.otherWindow, (ctx) => refuseTransfer(ctx, transfers[0]!.transferId, { reason: 'not-our-area' }));
    expect(await found(caseId)).toMatchObject({ state: 'expected', nextOn: '2026-03-10' });
    await answer(caseId, { outcome: 'elsewhere', toOfficeId: OFFICES.otherWindow.id, note: 'Está allá.' });
    await answer(caseId, { outcome: 'came' });
    expect((await as(actors.window, (ctx) => transfersOf(ctx, caseId))).transfers.map((one) => one.state).sort()).toEqual(['refused', 'taken-back']);
  });

  it('is told in the timeline of the case to the window, and not to the office that sent them', async () => {
    const { caseId } = await sent();
    await answer(caseId, { outcome: 'came', note: 'Vino con su hermana' });
    const told = async (actor: Actor) => (await as(actor, (ctx) => happeningsOf(ctx, caseId, { limit: 50 }, [caseHappenings]))).happenings.filter((h) => h.kind === 'expected' || h.kind === 'arrival');
    expect((await told(actors.window)).map((h) => [h.kind, h.code, h.note]).sort()).toEqual([['arrival', 'came', 'Vino con su hermana'], ['expected', null, null]]);
    expect(await told(actors.reception)).toEqual([]);
  });

  it('who does not want to come stays due until somebody ends the case, and the end takes everything off the lists', async () => {
    const { caseId } = await sent();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    await answer(caseId, { outcome: 'declined', note: 'No quiere por ahora' });
    expect(await dueOn(caseId)).toBe('2026-03-10');
    expect(await names('call')).toEqual([caseId]);
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'declined' }));
    expect(await names('call')).toEqual([]);
    expect(await found(caseId)).toMatchObject({ state: 'declined', mayAnswer: false, mayTakeBack: false });
  });

  it('whose case ends before is expected again when it goes on', async () => {
    const { caseId } = await sent();
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { code: 'lost' }));
    expect(await found(caseId)).toMatchObject({ state: 'ended', nextOn: null });
    expect((await list('coming')).counts).toEqual({ coming: 0, missing: 0, call: 0, escalated: 0, answered: 0 });
    await as(actors.window, (ctx) => reopenCase(ctx, caseId, { why: 'llamó su madre' }), later(2));
    expect(await found(caseId, actors.window, later(2))).toMatchObject({ state: 'expected', until: '2026-03-15' });
  });

  it('goes along when the case moves to another window, and this one sees nothing of it any more', async () => {
    const { caseId } = await sent();
    const { transferId } = await as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'Cambió de destino.' }));
    await as(actors.otherWindow, (ctx) => acceptTransfer(ctx, transferId, {}));
    expect(await names('coming', actors.otherWindow)).toEqual([caseId]);
    expect(await names('coming')).toEqual([]);
    expect(await found(caseId)).toBeNull();
  });

  it('who turns up at another window has come there', async () => {
    const { caseId, personId } = await sent();
    const probe = { givenNames: 'María Guadalupe', surname1: 'López', surname2: 'Hernández', birthDate: '1992-07-14' };
    await as(actors.otherWindow, (ctx) => welcomeBack(ctx, personId, { probe, case: { destinationAdmin2: ELSEWHERE } }));
    expect(await found(caseId, actors.otherWindow)).toMatchObject({ state: 'came', byWork: true });
    expect(await names('coming')).toEqual([]);
  });

  it('sent once more before having come is expected once, by the newest days', async () => {
    const { caseId, personId } = await sent();
    await as(actors.reception, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }), later(3));
    expect((await list('coming', actors.window, later(3))).lines).toMatchObject([{ caseId, from: '2026-03-13', until: '2026-03-18' }]);
  });
});

describe('the walls', () => {
  it('another window, reception and another country see nobody, and supervision reads and does not answer', async () => {
    const { caseId } = await sent();
    const { arrivalId } = await found(caseId);
    for (const actor of [actors.otherWindow, actors.reception, actors.analyst, actors.abroad]) {
      expect((await list('coming', actor)).lines).toEqual([]);
      expect(await refusal(as(actor, (ctx) => answerArrival(ctx, arrivalId, { outcome: 'came' })))).toBe('platform.not-found');
    }
    expect(await names('coming', actors.supervisor)).toEqual([caseId]);
    expect(await refusal(as(actors.supervisor, (ctx) => answerArrival(ctx, arrivalId, { outcome: 'came' })))).not.toBe('done');
    const rows = (actor: Actor) => db.asActor(actor, async (tx) => (await sql`select id from registry.expected_arrival`.execute(tx)).rows.length);
    expect([await rows(actors.window), await rows(actors.otherWindow), await rows(actors.reception), await rows(actors.abroad)]).toEqual([1, 0, 0, 0]);
  });

  it('the database itself takes no expectation of a case out of sight, nor an answer of somebody else', async () => {
    const { caseId } = await sent();
    const expecting = (actor: Actor) => db.asActor(actor, async (tx) => (await sql<{ e: boolean }>`select registry.expect_arrival(gen_random_uuid(), ${caseId}, '2026-03-10', '2026-03-12', now()) as e`.execute(tx)).rows[0]!.e);
    expect([await expecting(actors.otherReception), await expecting(actors.window), await expecting(actors.analyst), await expecting(actors.reception)]).toEqual([false, false, false, true]);
    const forged = db.asActor(actors.window, (tx) => sql`update registry.expected_arrival set state = 'came', how = 'noted', next_on = null, ended_by = ${actors.otherWindow.userId}::uuid, ended_at = now(), ended_on = '2026-03-10'`.execute(tx));
    await expect(forged).rejects.toThrow('row-level security');
  });

  it('two who answer at once: one counts', async () => {
    const { caseId } = await sent();
    const both = await Promise.all([actors.window, actors.windowColleague].map((actor) => refusal(answer(caseId, { outcome: 'came' }, actor))));
    expect(both.sort()).toEqual(['done', 'registry.arrival-over']);
  });
});

describe('the lists', () => {
  it('have pages that miss nobody, are searched by name, and count so far', async () => {
    const cases: string[] = [];
    for (let i = 0; i < 53; i++) cases.push((await sent(mariaLopez({ givenNames: `Persona${String.fromCharCode(97 + (i % 26))}${i}`, documents: [], contacts: [] }))).caseId);
    const first = await list('coming');
    const second = await as(actors.window, (ctx) => listArrivals(ctx, { list: 'coming', after: first.next! }));
    expect(new Set([...first.lines, ...second.lines].map((l) => l.caseId))).toEqual(new Set(cases));
    expect([first.lines.length, second.lines.length, second.next, first.counts.coming]).toEqual([50, 3, null, 53]);
    expect(await names('coming', actors.window, TEST_NOW, 'personaa0')).toEqual([cases[0]]);
    expect(await refusal(as(actors.window, (ctx) => listArrivals(ctx, { list: 'coming', after: 'x' })))).toBe('platform.invalid');
  });
});
