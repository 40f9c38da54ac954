import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endAccount } from '#access';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql } from '#platform/db';
import { askTransfer, assignCase, decideIdentity, joinCases, openCase, recordConsent, refuseTransfer, registerPerson, subscriptions, undoJoin } from '#registry';
import { actors, ELSEWHERE, HOME, OFFICES } from '../support/actors.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

/** What comes after arrival, by the database alone and at the same second: walls that hold whatever the product does. */
let db: TestDatabase;
let caseId: string;
let personId: string;
let otherCase: string;
let otherPerson: string;
let count = 0;

const as = <T>(actor: Actor, work: Parameters<typeof db.inContext<T>>[1]) => db.inContext(actor, work, { subscriptions });
const raw = (actor: Actor, query: ReturnType<typeof sql>) => db.asActor(actor, (tx) => query.execute(tx));
const refused = (actor: Actor, query: ReturnType<typeof sql>, by: RegExp) => expect(raw(actor, query)).rejects.toThrow(by);

async function opened(actor: Actor, admin2: string): Promise<{ caseId: string; personId: string }> {
  return as(actor, async (ctx) => {
    const { personId: id } = await registerPerson(ctx, { givenNames: 'Muro', surname1: `Ficticio ${++count}`, birthDate: '1990-01-01', sex: 'F' });
    return { personId: id, caseId: (await openCase(ctx, { personId: id, destinationAdmin2: admin2 })).caseId };
  });
}

beforeAll(async () => { db = await testDatabase(); });
afterAll(() => db.close());
beforeEach(async () => {
  ({ caseId, personId } = await opened(actors.window, HOME));
  ({ caseId: otherCase, personId: otherPerson } = await opened(actors.otherWindow, ELSEWHERE));
});

const heldBy = async (id: string) => (await db.owner('select state, officer_id, held_before from registry.case_file where id = $1', [id]))[0];

/** Until somebody waits for a lock of somebody else. */
async function somebodyWaits(): Promise<void> {
  while ((await db.owner<{ n: number }>(`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))[0]!.n === 0) { /* asks again */ }
}

describe('a row never leaves its country or its plan', () => {
  it('no case, no sight, no transfer and no plan names an office of another country', async () => {
    await refused(actors.window, sql`update registry.case_file set office_id = ${OFFICES.abroad.id} where id = ${caseId}`, /foreign key/);
    await refused(actors.window, sql`insert into registry.case_transfer (id, country, case_id, person_id, from_office, to_office, state, note, answer_by, asked_by, asked_at)
      values (${newId()}, 'ZZ', ${caseId}, ${personId}, ${OFFICES.window.id}, ${OFFICES.abroad.id}, 'asked', 'x', '2026-04-01', ${actors.window.userId}, now())`, /row-level security|foreign key/);
    await expect(db.owner(`insert into registry.person_office (person_id, office_id, country, why, given_by, given_at) values ($1, $2, 'ZZ', 'assigned', $1, now())`, [personId, OFFICES.abroad.id])).rejects.toThrow(/foreign key/);
  });

  it('a plan is of the office in charge, and its goals and steps are of one plan of one case', async () => {
    const plan = (id: string, office: string) => sql`insert into plans.plan (id, country, case_id, office_id, state, created_by, created_at) values (${id}, 'ZZ', ${caseId}, ${office}, 'open', ${actors.window.userId}, now())`;
    await refused(actors.window, plan(newId(), OFFICES.otherWindow.id), /row-level security/);
    const [own, others] = [newId(), newId()];
    await raw(actors.window, plan(own, OFFICES.window.id));
    await raw(actors.otherWindow, sql`insert into plans.plan (id, country, case_id, office_id, state, created_by, created_at) values (${others}, 'ZZ', ${otherCase}, ${OFFICES.otherWindow.id}, 'open', ${actors.otherWindow.userId}, now())`);
    const goal = (id: string, of: string) => sql`insert into plans.goal (id, plan_id, country, case_id, dimension, level, whose, state) values (${id}, ${of}, 'ZZ', ${caseId}, 'social', 'individual', 'person', 'open')`;
    await refused(actors.window, goal(newId(), others), /foreign key/);
    await raw(actors.window, goal(newId(), own));
    await refused(actors.window, sql`insert into plans.action (id, plan_id, country, case_id, office_id, words, who, first_due_on, due_on, state)
      values (${newId()}, ${others}, 'ZZ', ${caseId}, ${OFFICES.window.id}, 'x', 'person', '2026-04-01', '2026-04-01', 'promised')`, /foreign key/);
  });

  it('nobody writes what is next in a case but the triggers of rooms', async () => {
    await refused(actors.window, sql`select registry.note_step(${caseId}, 'contact', '2026-01-01', null)`, /permission denied/);
    await refused(actors.window, sql`insert into registry.case_step (case_id, source, country, due_on) values (${caseId}, 'contact', 'ZZ', '2026-01-01')`, /permission denied/);
    await refused(actors.window, sql`update registry.case_file set due_on = '2030-01-01' where id = ${caseId}`, /permission denied/);
    await refused(actors.window, sql`select registry.reserve_consent(${newId()})`, /permission denied/);
    await refused(actors.window, sql`update registry.person_office set why = 'assigned' where person_id = ${personId}`, /permission denied/);
  });
});

describe('a seat in a conference', () => {
  it('rests on a consent of that person, for a conference, to that institution', async () => {
    const conferenceId = newId();
    await raw(actors.window, sql`insert into plans.conference (id, country, case_id, question, how, planned_on, state, called_by, called_at)
      values (${conferenceId}, 'ZZ', ${caseId}, 'x', 'call', '2026-04-01', 'called', ${actors.window.userId}, now())`);
    const consent = (actor: Actor, person: string, more: object) => as(actor, async (ctx) => (await recordConsent(ctx, { personId: person }, {
      purpose: 'conference', recipientOrganizationId: OFFICES.provider.organizationId, sections: ['identity'], given: true, ...more })).consentId);
    const seat = (consentId: string) => sql`insert into plans.conference_member (id, country, conference_id, organization_id, organization_name, consent_id, invited_by, invited_at)
      values (${newId()}, 'ZZ', ${conferenceId}, ${OFFICES.provider.organizationId}, '{}', ${consentId}, ${actors.window.userId}, now())`;
    const wrong = [
      await consent(actors.otherWindow, otherPerson, {}), await consent(actors.window, personId, { purpose: 'referral' }), await consent(actors.window, personId, { given: false }),
      await consent(actors.window, personId, { recipientOrganizationId: OFFICES.otherProvider.organizationId }),
    ];
    for (const consentId of wrong) await refused(actors.window, seat(consentId), /row-level security/);
    await raw(actors.window, seat(await consent(actors.window, personId, {})));
    // What is copied has no section that was not agreed to.
    await refused(actors.window, sql`insert into plans.conference_view (id, country, member_id, consent_id, sections, wording_version, language, snapshot, at)
      select ${newId()}, 'ZZ', m.id, m.consent_id, array['identity', 'health'], 'x', 'es', '{}', now() from plans.conference_member m where m.conference_id = ${conferenceId}`, /row-level security/);
  });
});

describe('a transfer', () => {
  it('that was refused is not accepted afterwards', async () => {
    const { transferId } = await as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'x' }));
    await as(actors.otherWindow, (ctx) => refuseTransfer(ctx, transferId, { reason: 'no-capacity' }));
    await refused(actors.supervisor, sql`update registry.case_transfer set state = 'accepted', reason = null, answered_by = ${actors.supervisor.userId} where id = ${transferId}`, /has ended/);
  });

  it('is not asked of a case that moves at the same second', async () => {
    let asked: Promise<unknown> = Promise.resolve();
    await db.asActor(actors.supervisor, async (tx) => {
      await sql`update registry.case_file set office_id = ${OFFICES.national.id} where id = ${caseId}`.execute(tx);
      asked = as(actors.window, (ctx) => askTransfer(ctx, caseId, { toOfficeId: OFFICES.otherWindow.id, note: 'x' })).catch((e: unknown) => e);
      await somebodyWaits();
    });
    expect(await asked).toBeInstanceOf(Error);
    expect(await db.owner('select state from registry.case_transfer where case_id = $1', [caseId])).toEqual([]);
    expect(await db.owner('select why from registry.person_office where person_id = $1 and office_id = $2', [personId, OFFICES.otherWindow.id])).toEqual([]);
  });
});

describe('an account that ends', () => {
  const leaver = async (): Promise<Actor> => {
    const userId = newId();
    await db.owner(`insert into access.user_account (id, country, login, display_name, role, office_id, password_hash, created_at) values ($1::uuid, 'ZZ', $1::text, 'Quien se va', 'window', $2, 'x', now())`, [userId, OFFICES.window.id]);
    return { ...actors.window, userId };
  };
  const ends = (who: Actor) => as(actors.administrator, (ctx) => endAccount(ctx, who.userId, { why: 'se va' }));

  it('at the second at which it takes a case leaves it to be taken', async () => {
    const who = await leaver();
    let ended: Promise<unknown> = Promise.resolve();
    await db.inContext(who, async (ctx) => {
      await assignCase(ctx, caseId, {});
      ended = ends(who);
      await somebodyWaits();
    }, { subscriptions });
    await ended;
    expect(await heldBy(caseId)).toEqual({ state: 'new', officer_id: null, held_before: who.userId });
  });

  it('gets no case that was given to it at the same second', async () => {
    const who = await leaver();
    let given: Promise<unknown> = Promise.resolve();
    await db.asActor(actors.administrator, async (tx) => {
      await sql`select access.end_account(${who.userId}, 'se va', now())`.execute(tx);
      given = raw(actors.windowColleague, sql`update registry.case_file set officer_id = ${who.userId}, state = 'active' where id = ${caseId}`).catch((e: unknown) => e);
      await somebodyWaits();
    });
    expect(await given).toMatchObject({ code: '40001' });
    expect(await heldBy(caseId)).toMatchObject({ officer_id: null });
  });

  it('gets none back either when a case goes on that it held', async () => {
    const who = await leaver();
    const twin = await opened(actors.window, HOME);
    await as(actors.window, (ctx) => decideIdentity(ctx, { personA: personId, personB: twin.personId, decision: 'same' }));
    await as(who, (ctx) => assignCase(ctx, caseId, {}));
    const { joinId } = await as(actors.window, (ctx) => joinCases(ctx, caseId, { into: twin.caseId, note: 'x' }));
    await ends(who);
    await as(actors.window, (ctx) => undoJoin(ctx, joinId));
    expect(await heldBy(caseId)).toEqual({ state: 'new', officer_id: null, held_before: who.userId });
  });
});
