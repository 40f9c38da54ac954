import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { Refused } from '#kernel/errors';
import { sql } from '#platform/db';
import { actors, ELSEWHERE, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, type TestDatabase } from '../../../tests/support/database.ts';
import { mariaLopez, pedroIxtabalan } from './factory.ts';
import {
  acceptTransfer, askTransfer, assignCase, closeCase, getCase, listCases, noteRefusal, openCase, refuseTransfer, registerPerson, takeTransferBack, transfersOf,
} from './index.ts';
import type { RegisterPerson, WorkListKind } from './schema.ts';

let db: TestDatabase;
beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(() => db.owner('truncate registry.person, registry.name_term cascade'));

const refusal = (work: Promise<unknown>) => work.then(() => 'done', (e: unknown) => (e instanceof Refused ? e.problems.map((p) => p.code).join() : String(e)));
const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1], now?: Date) => db.inContext(actor, work, now ? { now } : {});
const opened = async (person: RegisterPerson = mariaLopez(), at: Actor = actors.window) => {
  const { personId } = await as(at, (ctx) => registerPerson(ctx, person));
  return { personId, ...(await as(at, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }))) };
};
const ask = (caseId: string, to: string = OFFICES.otherWindow.id, actor: Actor = actors.window) => as(actor, (ctx) => askTransfer(ctx, caseId, { toOfficeId: to, note: 'Se mudó con su hermana.\nFalta el acta.' }));
const on = async (actor: Actor, list: WorkListKind, caseId: string) => (await as(actor, (ctx) => listCases(ctx, { list }))).lines.some((l) => l.caseId === caseId);
/** On which offices' own lists a case is. */
const heldAt = async (caseId: string) => {
  const places = await Promise.all([actors.window, actors.otherWindow, actors.nationalWindow].map(async (a) => ((await on(a, 'office', caseId)) ? a.officeId : null)));
  return places.filter(Boolean);
};

describe('a case that goes to another office', () => {
  it('stays the sender’s until it is accepted, and the receiver reads it and the note', async () => {
    const { caseId } = await opened();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    await ask(caseId);
    expect(await heldAt(caseId)).toEqual([OFFICES.window.id]);
    expect(await on(actors.otherWindow, 'incoming', caseId)).toBe(true);
    expect(await on(actors.window, 'waiting', caseId)).toBe(true);
    expect((await as(actors.otherWindow, (ctx) => getCase(ctx, caseId))).officeId).toBe(OFFICES.window.id);
    const seen = await as(actors.otherWindow, (ctx) => transfersOf(ctx, caseId));
    expect(seen.transfers).toMatchObject([{ state: 'asked', note: 'Se mudó con su hermana.\nFalta el acta.', mayAnswer: true, mayTakeBack: false }]);
    expect(await refusal(as(actors.otherWindow, (ctx) => assignCase(ctx, caseId, {})))).not.toBe('done');
  });

  it('accepted, it is the receiver’s, with its officer, and the sender still reads it', async () => {
    const { caseId } = await opened();
    const { transferId } = await ask(caseId);
    await as(actors.otherWindow, (ctx) => acceptTransfer(ctx, transferId, {}));
    expect(await heldAt(caseId)).toEqual([OFFICES.otherWindow.id]);
    expect(await as(actors.otherWindow, (ctx) => getCase(ctx, caseId))).toMatchObject({ officeId: OFFICES.otherWindow.id, officerId: actors.otherWindow.userId, state: 'active' });
    expect(await on(actors.otherWindow, 'incoming', caseId)).toBe(false);
    expect(await on(actors.window, 'waiting', caseId)).toBe(false);
    expect((await as(actors.window, (ctx) => getCase(ctx, caseId))).officeId).toBe(OFFICES.otherWindow.id);
    expect(await db.owner('select why, note, from_office, office_id from registry.case_assignment')).toMatchObject([{ why: 'transfer', from_office: OFFICES.window.id, office_id: OFFICES.otherWindow.id }]);
    expect(await db.owner('select by_transfer from registry.person_office where office_id = $1', [OFFICES.otherWindow.id])).toEqual([{ by_transfer: null }]);
  });

  it('refused, it stays, the receiver sees nobody any more, and the sender is told until somebody takes note', async () => {
    const { caseId } = await opened();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    const { transferId } = await ask(caseId);
    await as(actors.otherWindow, (ctx) => refuseTransfer(ctx, transferId, { reason: 'not-our-area' }));
    expect(await heldAt(caseId)).toEqual([OFFICES.window.id]);
    expect(await refusal(as(actors.otherWindow, (ctx) => getCase(ctx, caseId)))).toBe('platform.not-found');
    expect((await as(actors.window, (ctx) => listCases(ctx, { list: 'office' }))).lines[0]!.dueOn).not.toBeNull();
    await as(actors.window, (ctx) => noteRefusal(ctx, transferId));
    expect((await as(actors.window, (ctx) => listCases(ctx, { list: 'office' }))).lines[0]!.dueOn).toBeNull();
  });

  it('taken back, the receiver sees nobody any more; asked again, it does', async () => {
    const { caseId } = await opened();
    const { transferId } = await ask(caseId);
    expect(await refusal(ask(caseId, OFFICES.national.id))).toBe('registry.transfer-open');
    await as(actors.window, (ctx) => takeTransferBack(ctx, transferId));
    expect(await refusal(as(actors.otherWindow, (ctx) => getCase(ctx, caseId)))).toBe('platform.not-found');
    await ask(caseId, OFFICES.national.id);
    expect(await on(actors.nationalWindow, 'incoming', caseId)).toBe(true);
  });

  it('of two who accept at once one has it, and of an acceptance and a taking back one counts', async () => {
    const { caseId } = await opened();
    const { transferId } = await ask(caseId);
    const both = await Promise.all([actors.otherWindow, actors.supervisor].map((a) => refusal(as(a, (ctx) => acceptTransfer(ctx, transferId, {})))));
    expect(both.filter((b) => b === 'done')).toHaveLength(1);
    expect(both.filter((b) => b === 'registry.transfer-over')).toHaveLength(1);
    const again = await opened(pedroIxtabalan());
    const next = await ask(again.caseId);
    const race = await Promise.all([refusal(as(actors.otherWindow, (ctx) => acceptTransfer(ctx, next.transferId, {}))), refusal(as(actors.window, (ctx) => takeTransferBack(ctx, next.transferId)))]);
    expect(race.filter((b) => b === 'done')).toHaveLength(1);
    expect(await heldAt(again.caseId)).toEqual([race[0] === 'done' ? OFFICES.otherWindow.id : OFFICES.window.id]);
  });

  it('a case does not end while somebody is asked to take it, and one that moves otherwise has overtaken what was asked', async () => {
    const { caseId } = await opened();
    const { transferId } = await ask(caseId);
    expect(await refusal(as(actors.window, (ctx) => closeCase(ctx, caseId, { why: 'ya no hace falta' })))).toBe('registry.closing-transfer-open');
    await as(actors.window, (ctx) => takeTransferBack(ctx, transferId));
    await as(actors.window, (ctx) => closeCase(ctx, caseId, { why: 'ya no hace falta' }));
    expect(await refusal(as(actors.otherWindow, (ctx) => acceptTransfer(ctx, transferId, {})))).toBe('platform.not-found');
    const again = await opened(pedroIxtabalan());
    await ask(again.caseId, OFFICES.national.id);
    await as(actors.window, (ctx) => openCase(ctx, { personId: again.personId, destinationAdmin2: ELSEWHERE }));
    expect(await heldAt(again.caseId)).toEqual([OFFICES.otherWindow.id]);
    expect(await db.owner('select state from registry.case_transfer order by state desc')).toEqual([{ state: 'taken-back' }, { state: 'overtaken' }]);
  });

  it('who does not keep the case hands nothing over, and an office that keeps no cases gets none', async () => {
    const { caseId } = await opened();
    expect(await refusal(ask(caseId, OFFICES.reception.id))).toBe('registry.transfer-office');
    expect(await refusal(ask(caseId, OFFICES.window.id))).toBe('registry.transfer-office');
    expect(await refusal(ask(caseId, OFFICES.national.id, actors.otherWindow))).toBe('platform.not-found');
    expect(await refusal(as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: ' ' })))).toBe('registry.transfer-note-missing');
    const { transferId } = await ask(caseId);
    expect(await refusal(as(actors.window, (ctx) => acceptTransfer(ctx, transferId, {})))).toBe('registry.transfer-of-others');
    expect(await refusal(as(actors.otherWindow, (ctx) => takeTransferBack(ctx, transferId)))).toBe('registry.transfer-of-others');
    expect(await refusal(as(actors.abroad, (ctx) => acceptTransfer(ctx, transferId, {})))).toBe('platform.not-found');
    expect(await refusal(as(actors.otherWindow, (ctx) => refuseTransfer(ctx, transferId, { reason: 'other' })))).toBe('registry.transfer-answer-missing');
  });

  it('the wall of the database holds by itself: nobody writes an acceptance for the other side', async () => {
    const { caseId } = await opened();
    const { transferId } = await ask(caseId);
    const write = (actor: Actor, state: string) => db.asActor(actor, (tx) => sql`update registry.case_transfer set state = ${state}, answered_by = ${actor.userId}, answered_at = now() where id = ${transferId}`.execute(tx)).then((r) => Number(r.numAffectedRows ?? 0), () => -1);
    expect(await write(actors.window, 'accepted')).toBe(-1);
    expect(await write(actors.otherWindow, 'taken-back')).toBe(-1);
    expect(await write(actors.reception, 'accepted')).toBe(0);
    expect(await write(actors.abroad, 'accepted')).toBe(0);
  });

  it('whoever met the person besides keeps sight when it is refused', async () => {
    const { caseId, personId } = await opened();
    const { transferId } = await ask(caseId);
    await as(actors.otherWindow, (ctx) => openCase(ctx, { personId, destinationAdmin2: HOME }));
    await db.asActor(actors.otherWindow, (tx) => sql`select registry.keep_sight(${personId}, ${OFFICES.otherWindow.id}, 'returned-again', now())`.execute(tx));
    await as(actors.otherWindow, (ctx) => refuseTransfer(ctx, transferId, { reason: 'no-capacity' }));
    expect((await as(actors.otherWindow, (ctx) => getCase(ctx, caseId))).officeId).toBe(OFFICES.window.id);
  });

  it('an answer that does not come is late for both supervisions, and due again for the sender', async () => {
    const { caseId } = await opened();
    await as(actors.window, (ctx) => assignCase(ctx, caseId, {}));
    await ask(caseId);
    const later = new Date(Date.now() + 40 * 86_400_000);
    expect((await as(actors.supervisor, (ctx) => transfersOf(ctx, caseId), later)).transfers[0]).toMatchObject({ late: true, mayAnswer: true, mayTakeBack: true });
    const lists = await as(actors.supervisor, (ctx) => listCases(ctx, { list: 'overdue' }), later);
    expect(lists.counts).toMatchObject({ incoming: 1, overdue: 1, waiting: 1 });
  });
});
