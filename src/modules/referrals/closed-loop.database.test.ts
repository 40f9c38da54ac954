import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getNeed, setNeedState } from '#assessment';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { addContact, closeCase, withdrawConsent } from '#registry';
import { actors, OFFICES } from '../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../tests/support/database.ts';
import { refusedCode } from '../../../tests/support/refused.ts';
import { agreedTo, samplelandDirectory, somebodyInNeed } from '../../../tests/support/sampleland.ts';
import { amendReferral } from './amending.ts';
import { goOn } from './case-closing.ts';
import { confirmOutcome } from './confirming.ts';
import { emergencyReviews, reviewEmergency, sendInEmergency } from './emergency.ts';
import { subscriptions } from './events.ts';
import { inbox, officerReferrals } from './listing.ts';
import { officerList } from './repository/lists.ts';
import { standsOn } from './rules/lists.ts';
import { type AmendReferral, type EmergencyReferral, isClosed, OFFICER_LISTS, type SendReferral } from './schema.ts';
import { sendReferral } from './sending.ts';
import * as service from './service.ts';
import { asRecord } from './repository/scope.ts';

let db: TestDatabase;
let caseId: string;
let needId: string;
let personId: string;
const HOUR = 3_600_000;
const at = (hours: number): Date => new Date(TEST_NOW.getTime() + hours * HOUR);
type Work<T> = (ctx: Parameters<Parameters<typeof db.inContext>[1]>[0]) => Promise<T>;
const as = <T>(actor: Actor, work: Work<T>, now = TEST_NOW) => db.inContext(actor, work, { now, subscriptions });
const asOfficer = <T>(work: Work<T>, now = TEST_NOW) => as(actors.window, work, now);
const asProvider = <T>(work: Work<T>, now = TEST_NOW) => as(actors.provider, work, now);

beforeAll(async () => {
  db = await samplelandDirectory();
});
afterAll(() => db.close());

beforeEach(async () => {
  await asOfficer(async (ctx) => {
    ({ personId, caseId, needId } = await somebodyInNeed(ctx));
    await addContact(ctx, personId, { channel: 'whatsapp', value: '+000 22', safety: 'safe' });
  });
});

const send = (more: Partial<SendReferral> = {}) => asOfficer((ctx) => sendReferral(ctx, caseId, { needId, serviceId: 'zz-call-centre', urgency: '72h', consent: agreedTo(), ...more }));
const amend = (id: string, body: Partial<AmendReferral>) => asOfficer((ctx) => amendReferral(ctx, id, { urgency: '72h', sections: [], ...body }));
const consentsOfCase = () => db.owner<{ id: string }>('select id from registry.consent where case_id = $1 order by seq', [caseId]);
const listed = async (list: (typeof OFFICER_LISTS)[number], now = TEST_NOW, actor: Actor = actors.window) => (await as(actor, (ctx) => officerReferrals(ctx, { list }), now)).items.map((r) => r.referralId);

describe('a change after sending', () => {
  it('is a version of its own: the provider reads the newest with its date, and the first stays as it was', async () => {
    const { referralId } = await send({ consent: agreedTo('contact'), note: 'antes' });
    await asProvider((ctx) => service.acceptReferral(ctx, referralId, {}));
    const amended = await amend(referralId, { note: 'después', sections: [] });
    expect(amended).toMatchObject({ state: 'accepted', note: 'después', amendedAt: TEST_NOW.toISOString(), sections: [] });
    const seen = await asProvider((ctx) => service.readReferral(ctx, referralId));
    expect(seen.shared).toMatchObject({ note: 'después', sections: [] });
    expect(seen.history.at(-1)).toMatchObject({ kind: 'amend' });
    expect(await db.owner(`select snapshot->>'note' as note from referrals.shared where referral_id = $1`, [referralId])).toEqual([{ note: 'antes' }]);
  });
  it('shares more only with a new consent; taken back, either of them ends the sharing', async () => {
    const { referralId } = await send();
    expect(await refusedCode(amend(referralId, { sections: ['contact'] }))).toBe('referrals.more-needs-consent');
    expect(await refusedCode(amend(referralId, { sections: ['contact'], consent: agreedTo() }))).toBe('referrals.more-needs-consent');
    await amend(referralId, { sections: ['contact'], consent: agreedTo('contact') });
    expect(JSON.stringify(await asProvider((ctx) => service.readReferral(ctx, referralId)))).toContain('+000 22');
    const [first] = await consentsOfCase();
    await asOfficer((ctx) => withdrawConsent(ctx, first!.id));
    expect(await asProvider((ctx) => service.readReferral(ctx, referralId))).toMatchObject({ state: 'withdrawn', shared: null });
  });
  it('cannot be written into the database with more than was agreed, nor changed, nor after sharing ended', async () => {
    const { referralId } = await send();
    const write = (sections: string[]) => db.asActor(actors.window, (tx) => sql`insert into referrals.shared_version (referral_id, version, country, at, by_user, sections, consent_id, consent_before, snapshot)
      select r.id, 1, 'ZZ', now(), ${actors.window.userId}, ${sections}, null, r.consent_id, '{}' from referrals.referral r where r.id = ${referralId}`.execute(tx));
    await expect(write(['contact'])).rejects.toThrow(/row-level security/);
    await write([]);
    await expect(db.asActor(actors.window, (tx) => sql`update referrals.shared_version set sections = '{contact}'`.execute(tx))).rejects.toThrow(/permission denied/);
    expect((await db.asActor(actors.otherProvider, (tx) => sql`select * from referrals.shared_version where referral_id = ${referralId}`.execute(tx))).rows).toEqual([]);
    expect((await db.asActor(actors.otherWindow, (tx) => sql`select * from referrals.shared_version where referral_id = ${referralId}`.execute(tx))).rows).toEqual([]);
  });
});

describe('the word of the person', () => {
  it('brings a need back that was taken for met', async () => {
    const { referralId } = await send();
    await asProvider((ctx) => service.acceptReferral(ctx, referralId, {}));
    await asProvider((ctx) => service.completeReferral(ctx, referralId, { outcome: 'reached' }));
    await asOfficer((ctx) => setNeedState(ctx, needId, 'met', 'dice el servicio'));
    const said = await asOfficer((ctx) => confirmOutcome(ctx, referralId, { answer: 'no', note: 'Nadie la recibió' }));
    expect(said).toMatchObject({ confirmed: 'no', handled: false });
    expect(said.history.at(-1)).toMatchObject({ kind: 'confirm', side: 'person' });
    expect((await asOfficer((ctx) => getNeed(ctx, needId))).state).toBe('open');
    expect(await listed('answered')).toContain(referralId);
    const seen = await asProvider((ctx) => service.readReferral(ctx, referralId));
    expect(JSON.stringify(seen)).not.toContain('Nadie la recibió');
    expect(seen.confirmed).toBeNull();
  });
  it('marks the need as met, also where a colleague has done so, and where it became secret meanwhile it is written down all the same', async () => {
    const [first, second, third] = [await send(), await send({ serviceId: 'zz-job-office' }), await send({ serviceId: 'zz-youth-trades' })];
    await db.owner(`update referrals.referral set state = 'completed', outcome = 'reached', closed_at = $2, clock_at = null, remind_at = null, supervisor_at = null where case_id = $1`, [caseId, TEST_NOW]);
    const yes = (referralId: string) => asOfficer((ctx) => confirmOutcome(ctx, referralId, { answer: 'yes' }));
    await yes(first.referralId);
    const need = () => asOfficer((ctx) => getNeed(ctx, needId));
    expect(await need()).toMatchObject({ state: 'met' });
    expect(await yes(second.referralId)).toMatchObject({ confirmed: 'yes', handled: true });
    await db.owner('update assessment.need set restricted = true, opened_by = $2 where id = $1', [needId, newId()]);
    expect(await asOfficer((ctx) => confirmOutcome(ctx, third.referralId, { answer: 'no' }))).toMatchObject({ confirmed: 'no' });
    expect(await db.owner('select state from assessment.need where id = $1', [needId])).toEqual([{ state: 'met' }]);
  });
});

describe('a declined referral', () => {
  it('names a service that exists, and the steward hears what is wrong with who may come', async () => {
    const { referralId } = await send();
    expect(await refusedCode(asProvider((ctx) => service.declineReferral(ctx, referralId, { reason: 'full', alternativeServiceId: 'zz-none' })))).toBe('referrals.unknown-service');
    await asProvider((ctx) => service.declineReferral(ctx, referralId, { reason: 'does-not-fit', alternativeServiceId: 'zz-job-office', requirements: 'Ya no se pide secundaria' }));
    expect(await db.owner(`select subject, said from directory.entry_report where entry_id = 'zz-call-centre'`)).toEqual([{ subject: 'requirements', said: 'Ya no se pide secundaria' }]);
  });
});

const emergency = (more: Partial<EmergencyReferral> = {}): EmergencyReferral => ({
  needId, serviceId: 'zz-call-centre', reason: 'life-at-risk', decidedBy: 'Dra. Inventada', profession: 'Médica', note: 'Peligro', withContact: true, ...more,
});
const urgently = (more: Partial<EmergencyReferral> = {}, actor: Actor = actors.protection) => as(actor, (ctx) => sendInEmergency(ctx, caseId, emergency(more)));
const overrideOf = async (referralId: string) => (await db.owner<{ id: string }>('select id from referrals.override where referral_id = $1', [referralId]))[0]!.id;
const seeCase = () => db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'protection', $1, now())`, [personId, actors.protection.officeId]);

describe('an emergency without consent', () => {
  beforeEach(seeCase);
  it('goes out with the least, by the roles of the country, and waits for somebody else', async () => {
    expect(await refusedCode(urgently({}, actors.window))).toBe('referrals.not-in-your-power');
    const { referralId } = await urgently();
    const seen = await asProvider((ctx) => service.openReferral(ctx, referralId));
    expect(seen).toMatchObject({ emergency: true, urgency: '24h', note: null });
    expect(seen.shared!.sections.map((s) => s.code)).toEqual(['contact']);
    expect(JSON.stringify(seen)).not.toMatch(/Peligro|Inventada|Hernández/);
    expect(await consentsOfCase()).toEqual([]);
    const id = await overrideOf(referralId);
    const waits = await as(actors.supervisor, (ctx) => emergencyReviews(ctx, { list: 'waiting' }));
    expect(waits.items.find((o) => o.overrideId === id)).toMatchObject({ decidedBy: 'Dra. Inventada', late: false, mayReview: true, reviewBy: at(72).toISOString() });
    const late = await as(actors.supervisor, (ctx) => emergencyReviews(ctx, { list: 'waiting' }), at(73));
    expect(late.items.find((o) => o.overrideId === id)).toMatchObject({ late: true });
    expect(late.late).toBeGreaterThan(0);
    // Looked at late: it says so, and it leaves the list.
    expect(await as(actors.supervisor, (ctx) => reviewEmergency(ctx, id, { verdict: 'justified', note: 'Sí' }), at(80))).toMatchObject({ review: { verdict: 'justified', late: true } });
    expect((await as(actors.supervisor, (ctx) => emergencyReviews(ctx, { list: 'waiting' }))).items.map((o) => o.overrideId)).not.toContain(id);
    expect(await refusedCode(as(actors.supervisor, (ctx) => reviewEmergency(ctx, id, { verdict: 'not-justified', note: 'No' })))).toBe('referrals.reviewed-before');
  });
  it('is never looked at by whoever made it', async () => {
    const { referralId } = await urgently();
    const id = await overrideOf(referralId);
    expect(await refusedCode(as(actors.protection, (ctx) => reviewEmergency(ctx, id, { verdict: 'justified', note: 'Sí' })))).toBe('referrals.review-by-another');
    for (const actor of [actors.protection, actors.window, actors.provider, actors.otherWindow, actors.abroad]) {
      await expect(db.asActor(actor, (tx) => sql`select referrals.review_override(${id}, 'justified', 'x', 'x')`.execute(tx)), actor.displayName).rejects.toThrow(/somebody else/);
    }
  });
  it('ends when it was not justified: the provider reads nothing more', async () => {
    const { referralId } = await urgently();
    await as(actors.supervisor, async (ctx) => reviewEmergency(ctx, await overrideOf(referralId), { verdict: 'not-justified', note: 'Podía decidir' }));
    const seen = await asProvider((ctx) => service.readReferral(ctx, referralId));
    expect(seen).toMatchObject({ state: 'withdrawn', shared: null, firstName: null, needLabel: { es: '', en: '' }, history: [], emergency: false });
    const ended = await asProvider((ctx) => inbox(ctx, { list: 'ended' }));
    expect(ended.items.find((r) => r.referralId === referralId)).toMatchObject({ shareClosed: true, firstName: null });
  });
  it('rests on consent once the person gave it, and a late "not justified" does not take that away', async () => {
    const { referralId } = await urgently({ withContact: false });
    expect(await refusedCode(amend(referralId, { urgency: '24h', sections: ['work'] }))).toBe('referrals.more-needs-consent');
    await amend(referralId, { urgency: '24h', sections: ['contact'], consent: agreedTo('contact') });
    expect(await db.owner('select consent_id is not null as consented, override_id from referrals.referral where id = $1', [referralId])).toEqual([{ consented: true, override_id: null }]);
    await as(actors.supervisor, async (ctx) => reviewEmergency(ctx, await overrideOf(referralId), { verdict: 'not-justified', note: 'Tarde' }));
    expect((await asProvider((ctx) => service.readReferral(ctx, referralId))).shared).not.toBeNull();
  });
  it('is refused where the person said no to this organization, except where life is at risk', async () => {
    const { referralId } = await send();
    await asOfficer(async (ctx) => withdrawConsent(ctx, (await consentsOfCase())[0]!.id));
    expect(referralId).toBeTruthy();
    expect(await refusedCode(urgently({ reason: 'cannot-consent' }))).toBe('referrals.said-no');
    expect(await refusedCode(urgently())).toBe('done');
  });
  it('is not had around the program: no row without its own decision, no more than the least, nothing changed', async () => {
    const { referralId } = await urgently();
    const id = await overrideOf(referralId);
    const attack = (work: ReturnType<typeof sql>, actor: Actor = actors.protection) => expect(db.asActor(actor, (tx) => work.execute(tx))).rejects.toThrow(/permission denied|check constraint|carried by a consent|foreign key|emergency is of a case|row-level security/);
    await attack(sql`insert into referrals.override select * from referrals.override`);
    await attack(sql`update referrals.override set review_by = now()`);
    await attack(sql`delete from referrals.override_review`);
    await attack(sql`update referrals.referral set override_id = null where id = ${referralId}`);
    await attack(sql`update referrals.referral set consent_id = ${newId()} where id = ${referralId}`);
    const other = await send({ serviceId: 'zz-job-office' });
    // The decision about one referral does not carry another.
    await attack(sql`update referrals.referral set consent_id = null, override_id = ${id} where id = ${other.referralId}`);
    const make = (actor: Actor) => attack(sql`select referrals.make_override(${newId()}, ${newId()}, ${caseId}, ${needId}, 'life-at-risk', 'Dra. X', 'Médica', 'x', 'x', 72)`, actor);
    for (const actor of [actors.otherWindow, actors.provider, actors.reception, actors.supervisor, actors.analyst, actors.abroad]) await make(actor);
    await attack(sql`select referrals.make_override(${newId()}, ${newId()}, ${caseId}, ${needId}, 'life-at-risk', 'Dra. X', 'Médica', 'x', 'x', 500)`);
    await attack(sql`insert into referrals.shared_version (referral_id, version, country, at, by_user, sections, consent_id, consent_before, snapshot)
      values (${referralId}, 1, 'ZZ', now(), ${actors.protection.userId}, '{health}', null, null, '{}')`);
    for (const actor of [actors.otherWindow, actors.provider, actors.analyst, actors.abroad, actors.auditor]) {
      expect((await db.asActor(actor, (tx) => sql`select * from referrals.override`.execute(tx))).rows, actor.displayName).toEqual([]);
    }
  });
});

describe('a case that is closed', () => {
  it('leaves its open referrals on a list until somebody decides', async () => {
    const { referralId } = await send();
    await asOfficer((ctx) => closeCase(ctx, caseId, { why: 'Metas cumplidas' }));
    expect(await listed('case-closed')).toContain(referralId);
    expect(await listed('waiting')).toContain(referralId);
    const goes = await asOfficer((ctx) => goOn(ctx, referralId));
    expect(goes).toMatchObject({ state: 'sent', caseClosed: false });
    expect(await listed('case-closed')).not.toContain(referralId);
  });

  it.each(['withdraw', 'go-on'] as const)('with %s for all but one: each goes the way that was chosen for it', async (referrals) => {
    const [most, one] = [await send(), await send({ serviceId: 'zz-job-office' })];
    await asOfficer((ctx) => closeCase(ctx, caseId, { why: 'Metas cumplidas', referrals, otherwise: [one.referralId] }));
    const states = await asOfficer(async (ctx) => [(await service.getReferral(ctx, most.referralId)).state, (await service.getReferral(ctx, one.referralId)).state]);
    expect(states).toEqual(referrals === 'withdraw' ? ['withdrawn', 'sent'] : ['sent', 'withdrawn']);
    expect(await listed('case-closed')).toEqual([]);
  });
});

const STATES = ['sent', 'received', 'accepted', 'declined', 'more-information-asked', 'waiting-list', 'in-service', 'completed', 'did-not-come', 'withdrawn'] as const;
interface RandomRow { readonly state: (typeof STATES)[number]; readonly due: number; readonly after: number; readonly handled: boolean; readonly marked: boolean }

async function store(i: number, row: RandomRow): Promise<void> {
  const over = isClosed(row.state);
  const ended = { handled: row.handled, closedAt: at(-1), marked: null, clock: [null, null, null] };
  const open = { handled: false, closedAt: null, marked: row.marked ? at(-1) : null, clock: [at(row.due), at(row.due - 1), at(row.due + row.after)] };
  const { handled, closedAt, marked, clock } = over ? ended : open;
  const id = newId();
  await db.owner(`insert into registry.consent (id, country, person_id, case_id, purpose, recipient_organization_id, sections, given, given_by, wording_version, language, read_aloud, recorded_by, recorded_at)
    values ($1, 'ZZ', $2, $3, 'referral', 'zz-random', '{identity}', true, 'person', '2026-1', 'es', true, $2, now())`, [id, personId, caseId]);
  await db.owner(`insert into referrals.referral (id, country, case_id, person_id, need_id, need_code, need_label, office_id, service_id, service_name, provider_organization, provider_name, urgency, state, state_since,
      consent_id, sent_at, sent_by, due_at, clock_at, remind_at, supervisor_at, handled, closed_at, outcome, reason, case_closed_at)
    values ($1, 'ZZ', $2, $3, $4, 'job_placement', '{}', $5, $6, '{}', 'zz-random', '{}', '72h', $7, $8, $1, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
  [id, caseId, personId, needId, OFFICES.window.id, `random-${i}`, row.state, at(-300), actors.window.userId, at(row.due), ...clock, handled, closedAt,
    row.state === 'completed' ? 'reached' : null, row.state === 'declined' ? 'full' : null, marked]);
}

describe('the lists in the database and in the rules', () => {
  it('are the same over random rows at random times', async () => {
    const rows = fc.sample(fc.record({ state: fc.constantFrom(...STATES), due: fc.integer({ min: -200, max: 200 }), after: fc.integer({ min: 1, max: 100 }), handled: fc.boolean(), marked: fc.boolean() }), 60);
    for (const [i, row] of rows.entries()) await store(i, row);
    for (const now of [at(-100), at(0), at(50), at(150)]) {
      const all = await asOfficer((ctx) => service.referralsOf(ctx, caseId), now);
      expect(all).toHaveLength(60);
      const stored = await asOfficer(async (ctx) => Promise.all(all.map(async (r) => (await service.officersRow(ctx, r.referralId)))), now);
      for (const list of OFFICER_LISTS) {
        const found = await asOfficer((ctx) => officerList(ctx.actor, ctx.tx, { list, now, after: null, limit: 500, organization: 'zz-random' }), now);
        expect(found.map((r) => r.id).toSorted(), list).toEqual(stored.filter((row) => standsOn(asRecord(row), list, now)).map((row) => row.id).toSorted());
      }
    }
    // In pages the list is the same, in its order, each once.
    const whole = await asOfficer((ctx) => officerList(ctx.actor, ctx.tx, { list: 'waiting', now: TEST_NOW, after: null, limit: 500 }));
    const paged: string[] = [];
    for (let after = null as { at: string; id: string } | null; ;) {
      const page = await asOfficer((ctx) => officerList(ctx.actor, ctx.tx, { list: 'waiting', now: TEST_NOW, after, limit: 7 }));
      paged.push(...page.map((r) => r.id));
      if (page.length < 7) break;
      after = { at: page.at(-1)!.place, id: page.at(-1)!.id };
    }
    expect(paged).toEqual(whole.map((r) => r.id));
  });
  it('are searched by code, name, service and organization, in the open and on both sides', async () => {
    const { referralId } = await send();
    const find = async (text: string) => (await asOfficer((ctx) => officerReferrals(ctx, { list: 'waiting', text }))).items.map((r) => r.referralId);
    const { publicCode } = await asOfficer((ctx) => service.getReferral(ctx, referralId));
    expect(await find(publicCode)).toContain(referralId);
    expect(await find('hernandez ana')).toContain(referralId);
    expect(await find('%')).toContain(referralId);
    expect(await find('nadie-se-llama-asi')).toEqual([]);
    const box = async (text: string) => (await asProvider((ctx) => inbox(ctx, { list: 'new', text }))).items.map((r) => r.referralId);
    expect(await box(publicCode)).toContain(referralId);
    expect(await box('hernandez')).not.toContain(referralId);
  });
});
