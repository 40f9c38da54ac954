import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { closeCase, decideIdentity, joinCases, listCases, openCase, registerPerson, undoJoin } from '#registry';
import { actors, HOME, OFFICES } from '../../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../../tests/support/database.ts';
import { refusedCode } from '../../../../tests/support/refused.ts';
import { agreedTo, samplelandDirectory, somebodyInNeed } from '../../../../tests/support/sampleland.ts';
import { sendInEmergency } from '../emergency.ts';
import { subscriptions } from '../events.ts';
import { inbox, officerReferrals } from '../listing.ts';
import { sendReferral } from '../sending.ts';
import { referralsOf } from '../service.ts';
import type { SaveReferralDraft } from './schema.ts';
import { discardDraft, draftFor, draftsOfCase, listDrafts, saveDraft } from './service.ts';

let db: TestDatabase;
let personId: string;
let caseId: string;
let needId: string;
const serviceId = 'zz-call-centre';
const DAY = 86_400_000;
const inDays = (days: number): Date => new Date(TEST_NOW.getTime() + days * DAY);
type Work<T> = Parameters<typeof db.inContext<T>>[1];
const as = <T>(actor: Actor, work: Work<T>, now = TEST_NOW) => db.inContext(actor, work, { now, subscriptions });
const asOfficer = <T>(work: Work<T>, now = TEST_NOW) => as(actors.window, work, now);
const asColleague = <T>(work: Work<T>) => as(actors.windowColleague, work);

beforeAll(async () => {
  db = await samplelandDirectory();
});
afterAll(() => db.close());

async function newCase(givenNames = 'Ana Lucía'): Promise<{ personId: string; caseId: string }> {
  return asOfficer(async (ctx) => {
    const person = (await registerPerson(ctx, { givenNames, surname1: 'Hernández', birthDate: '1994-05-02', sex: 'F' })).personId;
    return { personId: person, caseId: (await openCase(ctx, { personId: person, destinationAdmin2: HOME })).caseId };
  });
}

beforeEach(async () => {
  ({ personId, caseId, needId } = await asOfficer(somebodyInNeed));
});

const body = (more: Partial<SaveReferralDraft> = {}): SaveReferralDraft => ({ needId, serviceId, seq: 0, content: { urgency: '24h', note: 'Prefiere las mañanas', sections: ['work'] }, ...more });
const save = (more: Partial<SaveReferralDraft> = {}, now = TEST_NOW) => asOfficer((ctx) => saveDraft(ctx, caseId, body(more)), now);
const found = (actor: Actor = actors.window) => as(actor, (ctx) => draftFor(ctx, caseId, { needId, serviceId }));
const consent = agreedTo('work');
const stored = () => db.owner<{ id: string; office_id: string }>('select id, office_id from referrals.draft where case_id = $1', [caseId]);
const dueOf = async () => (await db.owner<{ due: string | null }>(`select due_on::text as due from registry.case_step where case_id = $1 and source = 'referral-draft'`, [caseId]))[0]?.due ?? null;

describe('a referral that is being written', () => {
  it('is found again as it was left, by whoever wrote it and by a colleague, and says who wrote it last', async () => {
    expect(await found()).toEqual({ draft: null });
    const { draftId, seq } = await save();
    expect(await found()).toMatchObject({ draft: { draftId, seq: 1, mine: true, content: { urgency: '24h', note: 'Prefiere las mañanas', sections: ['work'] } } });
    await asColleague((ctx) => saveDraft(ctx, caseId, body({ seq, content: { note: 'de un colega', sections: [] } })));
    expect(await found()).toMatchObject({ draft: { draftId, seq: 2, mine: false, savedBy: actors.windowColleague.displayName, content: { note: 'de un colega', sections: [] } } });
  });

  it('is overwritten by nobody who has not read what a colleague saved, began or threw away', async () => {
    const { draftId, seq } = await save();
    expect(await refusedCode(asColleague((ctx) => saveDraft(ctx, caseId, body())))).toBe('referrals.draft-changed');
    await asColleague((ctx) => saveDraft(ctx, caseId, body({ seq, content: { note: 'lo último', sections: [] } })));
    expect(await refusedCode(save({ seq }))).toBe('referrals.draft-changed');
    expect((await found()).draft!.content.note).toBe('lo último');
    await asColleague((ctx) => discardDraft(ctx, draftId));
    expect(await refusedCode(save({ seq: 2 }))).toBe('referrals.draft-changed');
    expect(await stored()).toEqual([]);
  });

  it('shares nothing, stands on no list of referrals, and tells nobody', async () => {
    await save();
    expect(await asOfficer((ctx) => referralsOf(ctx, caseId))).toEqual([]);
    expect((await asOfficer((ctx) => officerReferrals(ctx, { list: 'waiting' }))).items.filter((r) => r.caseId === caseId)).toEqual([]);
    const box = await as(actors.provider, (ctx) => inbox(ctx, { list: 'new' }));
    expect(JSON.stringify(box)).not.toContain('Prefiere las mañanas');
    expect(await db.owner(`select 1 from registry.consent where case_id = $1`, [caseId])).toEqual([]);
  });

  it('is for the need of this case while it is open, and for a service that takes people', async () => {
    const other = await newCase('Otra');
    expect(await refusedCode(asOfficer((ctx) => saveDraft(ctx, other.caseId, body())))).toBe('referrals.need-of-another-case');
    expect(await refusedCode(save({ serviceId: 'zz-none' }))).not.toBe('done');
    await save();
    expect(await asOfficer((ctx) => draftFor(ctx, other.caseId, { needId, serviceId }))).toEqual({ draft: null });
    expect(await refusedCode(asOfficer((ctx) => saveDraft(ctx, other.caseId, body({ seq: 1 }))))).toBe('platform.not-found');
  });
});

describe('the end of a draft', () => {
  it('is sending, with everything asked again; a saving that comes after it brings nothing back', async () => {
    const { seq } = await save();
    const send = (given: boolean) => asOfficer((ctx) => sendReferral(ctx, caseId, { needId, serviceId, urgency: '24h', note: 'x', consent: { ...consent, given } }));
    expect(await refusedCode(send(false))).toBe('referrals.consent-missing');
    expect(await stored()).toHaveLength(1);
    await send(true);
    expect(await stored()).toEqual([]);
    expect(await refusedCode(save({ seq }))).toBe('referrals.draft-changed');
    expect(await refusedCode(save())).toBe('referrals.already-asked');
    expect(await dueOf()).toBeNull();
  });

  it('is an emergency too', async () => {
    await save();
    await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $1, now())`, [personId, actors.protection.officeId]);
    await as(actors.protection, (ctx) => sendInEmergency(ctx, caseId, { needId, serviceId, reason: 'life-at-risk', decidedBy: 'Dra. Inventada', profession: 'Médica', note: 'Peligro', withContact: false }));
    expect(await stored()).toEqual([]);
  });

  it('is the end of its case; of a closed case nothing is kept', async () => {
    await save();
    await asOfficer((ctx) => closeCase(ctx, caseId, { why: 'Metas cumplidas' }));
    expect(await stored()).toEqual([]);
    expect(await refusedCode(save())).toBe('referrals.draft-case-closed');
    expect(await stored()).toEqual([]);
  });
});

describe('who finds a draft', () => {
  const outsiders = () => [actors.otherWindow, actors.abroad, actors.provider, actors.otherProvider, actors.supervisor, actors.analyst, actors.auditor, actors.reception, actors.consular, actors.nobody];
  it('are the officers of the case, by the question and by the database, each alone', async () => {
    const { draftId } = await save();
    const look = async (actor: Actor) => (await db.asActor(actor, (tx) => sql`select * from referrals.draft where id = ${draftId}`.execute(tx))).rows.length;
    const list = (actor: Actor) => as(actor, async (ctx) => [(await listDrafts(ctx, { list: 'mine' })).items, (await listDrafts(ctx, { list: 'office' })).items].flat().filter((d) => d.draftId === draftId).length);
    expect([await look(actors.window), await look(actors.windowColleague)]).toEqual([1, 1]);
    for (const actor of outsiders()) expect(await look(actor), actor.displayName).toBe(0);
    for (const actor of outsiders()) {
      const { numAffectedRows } = await db.asActor(actor, (tx) => sql`delete from referrals.draft where id = ${draftId}`.execute(tx));
      expect(numAffectedRows, actor.displayName).toBe(0n);
    }
    await db.owner('alter table referrals.draft disable row level security');
    try {
      for (const actor of outsiders()) expect(await list(actor), actor.displayName).toBe(0);
    } finally {
      await db.owner('alter table referrals.draft enable row level security');
    }
    await expect(db.asActor(actors.window, (tx) => sql`update referrals.draft set case_id = ${newId()} where id = ${draftId}`.execute(tx))).rejects.toThrow(/permission denied/);
  });

  it('of a need that only the closed circle may know of, is the circle', async () => {
    await db.owner(`update assessment.need set restricted = true, opened_by = $2 where id = $1`, [needId, newId()]);
    await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $1, now())`, [personId, actors.protection.officeId]);
    await as(actors.protection, (ctx) => saveDraft(ctx, caseId, body()));
    expect(await asOfficer((ctx) => draftsOfCase(ctx, caseId))).toEqual([]);
    expect(await as(actors.protection, (ctx) => draftsOfCase(ctx, caseId))).toHaveLength(1);
    expect((await asOfficer((ctx) => listDrafts(ctx, { list: 'office' }))).items.filter((d) => d.caseId === caseId)).toEqual([]);
    // Nor does the case become due for it, before colleagues who see none.
    expect(await dueOf()).toBeNull();
    await db.owner('update assessment.need set restricted = false where id = $1', [needId]);
    expect(await dueOf()).toBe('2026-03-13');
  });
});

describe('drafts that wait', () => {
  it('stand on the list of who wrote last and of the office, with search, and are marked once the days of the pack have passed', async () => {
    const { draftId } = await save();
    const listed = async (list: 'mine' | 'office', actor = actors.window, text?: string, now = TEST_NOW) => (await as(actor, (ctx) => listDrafts(ctx, { list, text }), now)).items.filter((d) => d.draftId === draftId);
    expect(await listed('mine')).toMatchObject([{ person: expect.stringContaining('Hernández') as string, mine: true, old: false }]);
    expect(await listed('mine', actors.windowColleague)).toEqual([]);
    expect(await listed('office', actors.windowColleague)).toHaveLength(1);
    for (const text of ['hernandez', 'empleo']) expect(await listed('mine', actors.window, text), text).toHaveLength(1);
    expect(await listed('mine', actors.window, 'nadie-se-llama-asi')).toEqual([]);
    expect((await listed('mine', actors.window, undefined, inDays(2)))[0]!.old).toBe(false);
    expect((await listed('mine', actors.window, undefined, inDays(3)))[0]!.old).toBe(true);
  });

  it('make their case due on that day, and no longer once they are gone', async () => {
    const { draftId, seq } = await save();
    expect(await dueOf()).toBe('2026-03-13');
    await save({ seq }, inDays(1));
    expect(await dueOf()).toBe('2026-03-14');
    const due = async () => (await asOfficer((ctx) => listCases(ctx, { list: 'overdue' }), inDays(30))).lines.map((line) => line.caseId);
    expect(await due()).toContain(caseId);
    await asOfficer((ctx) => discardDraft(ctx, draftId));
    expect(await dueOf()).toBeNull();
  });

  it('go with their case to the office that has it in charge, and stay with it in a joined case', async () => {
    await save();
    await db.owner('update registry.case_file set office_id = $2 where id = $1', [caseId, OFFICES.otherWindow.id]);
    await db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'hand-over', $1, now())`, [personId, OFFICES.otherWindow.id]);
    const moved = subscriptions.find((s) => s.to === 'registry.case-moved')!;
    await asOfficer((ctx) => moved.handle(ctx, { type: 'registry.case-moved', caseId } as never));
    expect((await stored())[0]!.office_id).toBe(OFFICES.otherWindow.id);
    expect((await as(actors.otherWindow, (ctx) => listDrafts(ctx, { list: 'office' }))).items.map((d) => d.caseId)).toContain(caseId);
  });

  it('of a case that goes on in another one are due there', async () => {
    await save();
    const other = await newCase();
    await asOfficer((ctx) => decideIdentity(ctx, { personA: personId, personB: other.personId, decision: 'same' }));
    const { joinId } = await asOfficer((ctx) => joinCases(ctx, caseId, { into: other.caseId, note: 'es la misma persona' }));
    const dueThere = () => db.owner(`select 1 from registry.case_step where case_id = $1 and source = 'referral-draft'`, [other.caseId]);
    expect(await dueThere()).toHaveLength(1);
    expect(await asOfficer((ctx) => draftsOfCase(ctx, other.caseId))).toHaveLength(1);
    await asOfficer((ctx) => undoJoin(ctx, joinId));
    expect(await dueThere()).toEqual([]);
    expect(await dueOf()).not.toBeNull();
  });
});
