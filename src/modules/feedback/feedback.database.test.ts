import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemActor, type Actor } from '#kernel/actor';
import { sql } from '#platform/db';
import { openCase, registerPerson } from '#registry';
import { actors, HOME, OFFICES } from '../../../tests/support/actors.ts';
import { testDatabase, TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { escalate } from './repository/items.ts';
import type { FeedbackKind, FeedbackList, FeedbackStep } from './schema.ts';
import { getFeedback, listFeedback, stepFeedback } from './service/handling.ts';
import { recordFeedback } from './service/receiving.ts';

let db: TestDatabase;
const DAY = 86_400_000;
const at = (days: number): Date => new Date(TEST_NOW.getTime() + days * DAY);

/** A supervisor of another office than the national one, and protection elsewhere. */
const atWindow: Actor = { ...actors.supervisor, userId: '00000000-0000-7000-8000-000000000901', officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId };
const protectionElsewhere: Actor = { ...actors.protection, userId: '00000000-0000-7000-8000-000000000902', officeId: OFFICES.otherReception.id, organizationId: OFFICES.otherReception.organizationId };

beforeAll(async () => {
  db = await testDatabase();
  for (const [id, role, office] of [[atWindow.userId, 'supervisor', OFFICES.window.id], [protectionElsewhere.userId, 'protection', OFFICES.otherReception.id]]) {
    await db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, locale, created_at) values ($1::uuid, 'ZZ', $1::text, 'Otra', $2, $3, 'x', 'es', now())`, [id, role, office]);
  }
});
afterAll(() => db.close());
beforeEach(() => db.owner('truncate feedback_restricted.word, feedback.step, feedback.item'));

interface Told { readonly kind?: FeedbackKind; readonly about?: string; readonly caseId?: string; readonly wantsAnswer?: boolean; readonly by?: Actor }
const tell = async ({ kind = 'service', about = OFFICES.window.id, caseId, wantsAnswer = true, by = actors.window }: Told = {}): Promise<string> => {
  const { ref } = await db.inContext(by, (ctx) => recordFeedback(ctx, { kind, channel: 'window', said: 'Esperé tres horas', about, wantsAnswer, language: 'es', ...(caseId ? { caseId } : {}) }));
  return (await db.owner<{ id: string }>('select id from feedback.item where ref = $1', [ref]))[0]!.id;
};
const read = (actor: Actor, id: string, now = TEST_NOW) => db.inContext(actor, (ctx) => getFeedback(ctx, id), { now });
const step = (actor: Actor, id: string, command: FeedbackStep, now = TEST_NOW) => db.inContext(actor, (ctx) => stepFeedback(ctx, id, command), { now });
const list = (actor: Actor, of: FeedbackList, now = TEST_NOW, text = '') => db.inContext(actor, (ctx) => listFeedback(ctx, { list: of, text }), { now });

const EVERYBODY = { ...actors, atWindow, protectionElsewhere };
/** Who reads it by the service, and who reaches it past the service, through the policies alone; their words too. */
async function readers(id: string): Promise<Record<'service' | 'rows' | 'words' | 'changes', string[]>> {
  const found = { service: [] as string[], rows: [] as string[], words: [] as string[], changes: [] as string[] };
  for (const [name, actor] of Object.entries(EVERYBODY)) {
    if (await read(actor, id).then(() => true, () => false)) found.service.push(name);
    const asked = (query: ReturnType<typeof sql>) => db.asActor(actor, (tx) => query.execute(tx)).then((r) => r.rows.length > 0 || Number(r.numAffectedRows ?? 0) > 0, () => false);
    if (await asked(sql`select id from feedback.item`)) found.rows.push(name);
    if (await asked(sql`select sealed from feedback_restricted.words_of(${id})`)) found.words.push(name);
    if (await asked(sql`update feedback.item set passed_to = passed_to`)) found.changes.push(name);
  }
  return found;
}
const by = (...names: string[]) => ({ service: names, rows: names, words: names, changes: names });

describe('who receives it, by each wall alone', () => {
  it.each([
    ['service', OFFICES.window.id, ['supervisor', 'atWindow']],
    ['suggestion', OFFICES.reception.id, ['supervisor']],
    ['staff', OFFICES.window.id, ['supervisor']],
    ['discrimination', OFFICES.window.id, ['supervisor']],
    ['data', OFFICES.national.id, ['supervisor']],
    // About people of the national office: not its own supervisor.
    ['staff', OFFICES.national.id, ['protection', 'protectionElsewhere']],
    ['abuse', OFFICES.window.id, ['supervisor', 'protection', 'protectionElsewhere']],
    // Protection of the same office is not asked either.
    ['abuse', OFFICES.reception.id, ['supervisor', 'protectionElsewhere']],
    ['abuse', OFFICES.national.id, ['protection', 'protectionElsewhere']],
  ] as const)('%s of %s', async (kind, about, names) => {
    const id = await tell({ kind, about });
    expect(await readers(id)).toEqual(by(...names));
  });

  it('whoever writes it down does not read it again, and it stands in no list of theirs', async () => {
    const id = await tell({ kind: 'suggestion', by: actors.window });
    await expect(read(actors.window, id)).rejects.toThrow('platform.not-found');
    expect((await list(actors.window, 'received')).lines).toEqual([]);
    await expect(db.asActor(actors.window, (tx) => sql`select feedback_restricted.add_word(gen_random_uuid(), 'ZZ', ${id}, null, 'name', ''::bytea, now())`.execute(tx))).rejects.toThrow(/row-level security/);
  });

  it('nobody reads the code or who wrote it down, nor touches the sealed words past their functions', async () => {
    await tell();
    for (const query of [sql`select code_hash from feedback.item`, sql`select recorded_by from feedback.item`, sql`select sealed from feedback_restricted.word`, sql`delete from feedback.item`, sql`update feedback.item set kind = 'praise'`]) {
      await expect(db.asActor(actors.supervisor, (tx) => query.execute(tx))).rejects.toThrow(/permission denied/);
    }
    const [kept] = await db.owner<{ sealed: Buffer }>(`select sealed from feedback_restricted.word where kind = 'said'`);
    expect(kept!.sealed.toString()).not.toContain('Esperé');
  });

  it('the account that it is about never reads it, though it would otherwise receive it', async () => {
    const id = await tell({ about: OFFICES.national.id, kind: 'data' });
    await db.owner('update feedback.item set about_account = $2 where id = $1', [id, actors.supervisor.userId]);
    expect(await readers(id)).toEqual(by());
  });

  it('in a case: only a case in sight, and the case is told only to who may see it', async () => {
    const caseId = await db.inContext(actors.window, async (ctx) => {
      const { personId } = await registerPerson(ctx, { givenNames: 'Ana', surname1: 'Queja', birthDate: '1990-01-02', sex: 'F' });
      return (await openCase(ctx, { personId, destinationAdmin2: HOME })).caseId;
    });
    await expect(tell({ caseId, by: actors.otherWindow })).rejects.toThrow('platform.not-found');
    const id = await tell({ caseId, kind: 'abuse' });
    expect((await read(actors.supervisor, id)).caseId).toBe(caseId);
    expect((await read(protectionElsewhere, id)).caseId).toBeNull();
  });
});

describe('the way to an answer', () => {
  it('is looked at, passed on, answered and closed, each step logged with its words', async () => {
    const id = await tell();
    await step(actors.supervisor, id, { step: 'take', seen: 'received' });
    await step(actors.supervisor, id, { step: 'pass-on', seen: 'looking', to: 'Defensoría', note: 'por oficio' });
    await step(actors.supervisor, id, { step: 'answer', seen: 'passed-on', answer: 'Pondremos otra ventanilla.' }, at(1));
    await expect(step(actors.supervisor, id, { step: 'close', seen: 'answered' }, at(15))).rejects.toThrow('feedback.person-may-still-say');
    await step(actors.supervisor, id, { step: 'close', seen: 'answered' }, at(16));
    const view = await read(actors.supervisor, id, at(16));
    expect([view.state, view.said, view.passedTo, view.holder]).toEqual(['closed', 'Esperé tres horas', 'Defensoría', 'Supervisión de prueba']);
    expect(view.steps.map((s) => [s.kind, s.what, s.words.map((w) => `${w.kind}: ${w.text}`)])).toEqual([
      ['received', null, []], ['taken', null, []], ['passed-on', 'Defensoría', ['note: por oficio']], ['answered', null, ['answer: Pondremos otra ventanilla.']], ['closed', null, []],
    ]);
  });

  it('an old page changes nothing, and an answer says nothing of how anybody came back', async () => {
    const id = await tell();
    await step(actors.supervisor, id, { step: 'take', seen: 'received' });
    await expect(step(actors.supervisor, id, { step: 'take', seen: 'received' })).rejects.toThrow('feedback.changed-meanwhile');
    await expect(step(actors.supervisor, id, { step: 'answer', seen: 'looking', answer: 'A las personas deportadas se les atiende' })).rejects.toThrow('feedback.answer-tells');
    expect((await read(actors.supervisor, id)).state).toBe('looking');
  });

  it('said to be about the own office, it goes out of sight and waits anew for the others', async () => {
    const id = await tell({ kind: 'service', about: OFFICES.reception.id });
    await step(actors.supervisor, id, { step: 'take', seen: 'received' });
    expect(await step(actors.supervisor, id, { step: 'classify', seen: 'looking', kind: 'abuse', about: OFFICES.national.id, note: 'habla de nosotros' })).toEqual({ inSight: false });
    await expect(read(actors.supervisor, id)).rejects.toThrow('platform.not-found');
    const view = await read(actors.protection, id);
    expect([view.state, view.holder, view.ackDueAt, view.steps.map((s) => s.kind)]).toEqual(['received', null, at(1).toISOString(), ['received', 'taken', 'classified']]);
  });

  it('what was restricted once stays so, by each wall, whatever it is said to be later', async () => {
    const id = await tell({ kind: 'abuse', about: OFFICES.window.id });
    await step(actors.protection, id, { step: 'classify', seen: 'received', kind: 'service', about: OFFICES.window.id });
    expect(await readers(id)).toEqual(by('supervisor', 'protection', 'protectionElsewhere'));
    await db.asActor(actors.protection, (tx) => sql`select feedback.classify(${id}, 'praise', false, ${OFFICES.window.id}, null, '{}', now())`.execute(tx));
    expect((await readers(id)).service).not.toContain('atWindow');
  });

  it('only people of the office can be named; a person who is named loses it', async () => {
    const id = await tell({ kind: 'data', about: OFFICES.national.id });
    await expect(step(actors.supervisor, id, { step: 'classify', seen: 'received', kind: 'data', about: OFFICES.national.id, aboutAccount: actors.window.userId })).rejects.toThrow('feedback.no-such-person');
    expect(await step(actors.supervisor, id, { step: 'classify', seen: 'received', kind: 'data', about: OFFICES.national.id, aboutAccount: actors.supervisor.userId })).toEqual({ inSight: false });
  });

  it('a restricted one is passed on to no office, one about people not to their own; an ordinary one is received there', async () => {
    const closed = await tell({ kind: 'abuse', about: OFFICES.window.id });
    await expect(step(actors.supervisor, closed, { step: 'pass-on', seen: 'received', office: OFFICES.otherWindow.id })).rejects.toThrow('feedback.restricted-stays');
    await step(actors.supervisor, closed, { step: 'pass-on', seen: 'received', to: 'Fiscalía' });
    const people = await tell({ kind: 'staff', about: OFFICES.window.id });
    await expect(step(actors.supervisor, people, { step: 'pass-on', seen: 'received', office: OFFICES.window.id })).rejects.toThrow('feedback.not-to-whom-it-is-about');
    const open = await tell({ kind: 'service', about: OFFICES.reception.id });
    await expect(read(atWindow, open)).rejects.toThrow('platform.not-found');
    await step(actors.supervisor, open, { step: 'pass-on', seen: 'received', office: OFFICES.window.id });
    expect((await read(atWindow, open)).state).toBe('passed-on');
    await expect(step(actors.supervisor, open, { step: 'pass-on', seen: 'passed-on', to: 'Otra' })).rejects.toThrow('feedback.not-this-step');
  });
});

describe('lists', () => {
  it('hold what is due first, page on, count what the actor receives, and reach zero', async () => {
    for (let n = 0; n < 51; n += 1) await tell({ wantsAnswer: false });
    await tell({ kind: 'abuse' });
    const first = await list(actors.supervisor, 'received');
    expect([first.lines.length, first.counts.received, first.lines[0]!.kind]).toEqual([50, 52, 'abuse']);
    const second = await db.inContext(actors.supervisor, (ctx) => listFeedback(ctx, { list: 'received', after: first.next! }));
    expect([second.lines.length, second.next, new Set([...first.lines, ...second.lines].map((l) => l.feedbackId)).size]).toEqual([2, null, 52]);
    expect((await list(actors.protection, 'received')).counts.received).toBe(1);
    expect((await list(actors.supervisor, 'closed')).counts).toEqual({ received: 52, looking: 0, 'passed-on': 0, late: 0, answered: 0, closed: 0 });
    await expect(db.inContext(actors.supervisor, (ctx) => listFeedback(ctx, { list: 'received', after: 'x' }))).rejects.toThrow('platform.invalid');
  });

  it('are searched by number, office or kind, and never by the words', async () => {
    const id = await tell({ about: OFFICES.reception.id });
    await tell({ about: OFFICES.window.id, kind: 'praise' });
    const { ref } = await read(actors.supervisor, id);
    const [office] = await db.owner<{ name: string }>('select name_es as name from access.office where id = $1', [OFFICES.reception.id]);
    const ids = async (text: string) => (await list(actors.supervisor, 'received', TEST_NOW, text)).lines.map((l) => l.feedbackId);
    expect(await ids(ref.slice(0, 5).toLowerCase())).toEqual([id]);
    expect(await ids(office!.name)).toContain(id);
    expect(await ids('Esperé')).toEqual([]);
    expect((await db.inContext(actors.supervisor, (ctx) => listFeedback(ctx, { list: 'received', kind: 'praise' }))).counts.received).toBe(1);
  });

  it('what runs out of time is late, is told once to national supervision, and told of in its history', async () => {
    const id = await tell({ kind: 'service' });
    expect((await list(actors.supervisor, 'late', at(1))).counts.late).toBe(0);
    expect((await list(actors.supervisor, 'late', at(3))).lines.map((l) => l.late)).toEqual([true]);
    const system = systemActor('ZZ');
    const tellLate = () => db.inContext(system, (ctx) => escalate(ctx.actor, ctx.tx, 10), { now: at(3) });
    expect([await tellLate(), await tellLate()]).toEqual([1, 0]);
    expect((await read(actors.supervisor, id, at(3))).steps.at(-1)).toMatchObject({ kind: 'escalated', by: null });
    expect(await db.inContext(actors.supervisor, (ctx) => escalate(ctx.actor, ctx.tx, 10), { now: at(9) })).toBe(0);
  });

  it('a circle that a country named is joined by national supervision once time ran out', async () => {
    const id = await tell({ kind: 'abuse', about: OFFICES.window.id });
    await db.owner('update feedback.item set circle_offices = $2 where id = $1', [id, [OFFICES.reception.id]]);
    expect((await readers(id)).service).toEqual(['protection']);
    await db.inContext(systemActor('ZZ'), (ctx) => escalate(ctx.actor, ctx.tx, 10), { now: at(3) });
    expect(await readers(id)).toEqual(by('supervisor', 'protection'));
    expect((await read(actors.protection, id, at(3))).escalated).toBe(true);
  });

  it('whoever reads what is about the national office is not told that its supervision knows of it', async () => {
    const id = await tell({ kind: 'abuse', about: OFFICES.national.id });
    await db.inContext(systemActor('ZZ'), (ctx) => escalate(ctx.actor, ctx.tx, 10), { now: at(3) });
    expect((await readers(id)).service).toEqual(['protection', 'protectionElsewhere']);
    expect(await read(actors.protection, id, at(3))).toMatchObject({ late: true, escalated: false });
  });
});

describe('figures', () => {
  it('have no word and no person; supervisors count nothing that is restricted, analysts count it without kind and office', async () => {
    await tell({ kind: 'abuse' });
    await tell({ kind: 'service' });
    const rows = (actor: Actor) => db.asActor(actor, (tx) => sql<{ kind: string; office_id: string | null }>`select kind, office_id from feedback.facts_feedback order by kind`.execute(tx)).then((r) => r.rows);
    expect(await rows(actors.analyst)).toEqual([{ kind: 'reserved', office_id: null }, { kind: 'service', office_id: OFFICES.window.id }]);
    expect(await rows(actors.supervisor)).toEqual([{ kind: 'service', office_id: OFFICES.window.id }]);
    for (const actor of [actors.window, actors.protection, actors.auditor, actors.nobody, actors.provider]) expect(await rows(actor)).toEqual([]);
  });
});
