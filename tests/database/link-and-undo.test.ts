/**
 * The law of decision 10 over the whole house: whatever records were linked and whatever cases were joined, once all of it is taken back, in any
 * order, everybody reads in every room what they read before. Only the history of decisions, and news of them, may remember.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addNeed, alertsFor, needsOf, subscriptions as assessmentRoom } from '#assessment';
import { loadDirectory } from '#directory';
import { summary } from '#insights';
import { systemActor, type Actor } from '#kernel/actor';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { Refused } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { sql } from '#platform/db';
import { followUpsOf, recordAttempt, scheduleFollowUp, subscriptions as plansRoom, workList } from '#plans';
import { returnsOf } from '#reception';
import { officerReferrals, referralsOf, sendReferral, subscriptions as referralsRoom } from '#referrals';
import {
  assignCase, closeCase, consentsOf, decideIdentity, factsOf, getCase, getPerson, joinCases, letOfficeSee, listCases, openCase, placesToAvoid, recordConsent, recordFacts,
  registerPerson, relatedCases, searchPeople, undoIdentityDecision, undoJoin,
} from '#registry';
import { actors, ELSEWHERE, HOME, OFFICES } from '../support/actors.ts';
import { TEST_NOW, testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.inContext(systemActor('ZZ'), loadDirectory);
});
afterAll(() => db.close());

const subscriptions = [...assessmentRoom, ...referralsRoom, ...plansRoom];
const TODAY = '2026-03-10';
const as = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>): Promise<T> => db.inContext(actor, work, { subscriptions, now: TEST_NOW });
/** What somebody gets, or why not: what may not be seen is as much a part of what one reads as the rest. */
const told = <T>(work: Promise<T>): Promise<unknown> => work.then((answer) => answer ?? null, (e: unknown) => {
  if (e instanceof Refused) return e.problems.map((p) => p.code).join();
  throw e;
});

interface Someone { readonly personId: string; readonly caseId: string; readonly keeper: Actor }

const KEEPERS = [[actors.window, HOME], [actors.otherWindow, ELSEWHERE], [actors.window, HOME], [actors.otherWindow, ELSEWHERE]] as const;

async function everybody(): Promise<Someone[]> {
  await db.owner('truncate registry.person, reception.manifest cascade');
  const people: Someone[] = [];
  for (const [at, [keeper, destinationAdmin2]] of KEEPERS.entries()) {
    people.push(await as(keeper, async (ctx) => {
      const { personId } = await registerPerson(ctx, { givenNames: `Persona ${at}`, surname1: 'Inventada', birthDate: `199${at}-01-01`, sex: at % 2 === 0 ? 'F' : 'M' });
      const { caseId } = await openCase(ctx, { personId, destinationAdmin2 });
      await recordFacts(ctx, personId, [{ code: 'monthsAbroad', value: 10 + at }, { code: 'cannotReturnTo', value: [at % 2 === 0 ? HOME : ELSEWHERE] }]);
      await recordConsent(ctx, { personId, caseId }, { purpose: 'case', given: true });
      return { personId, caseId, keeper };
    }));
  }
  return people;
}

const who = fc.nat(KEEPERS.length - 1);
const work = fc.oneof(
  fc.record({ do: fc.constantFrom('need', 'contact', 'try', 'died', 'referral', 'take', 'close', 'see'), who }),
  fc.record({ do: fc.constant('return'), who, on: fc.constantFrom('2026-03-01', '2026-03-02') }),
);
const act = fc.record({ do: fc.constantFrom('link', 'link', 'join'), a: who, b: who }).filter(({ a, b }) => a !== b);

/** What happened before anybody thought of linking. */
async function happen(people: readonly Someone[], step: { do: string; who: number; on?: string }): Promise<void> {
  const { personId, caseId, keeper } = people[step.who]!;
  const steps: Readonly<Record<string, (ctx: Ctx) => Promise<unknown>>> = {
    need: (ctx) => addNeed(ctx, caseId, { need: 'job_placement', urgency: '72h' }),
    contact: (ctx) => scheduleFollowUp(ctx, caseId, { dueOn: addDays(TODAY, 2), channel: 'phone' }),
    try: (ctx) => tryContact(ctx, caseId, 'no-answer'),
    died: (ctx) => tryContact(ctx, caseId, 'died'),
    referral: async (ctx) => {
      const { needId } = await addNeed(ctx, caseId, { need: 'legal_orientation', urgency: 'long' });
      await sendReferral(ctx, caseId, { needId, serviceId: 'zz-call-centre', urgency: '72h', consent: { given: true, sections: [], locale: 'es', wordingVersion: '2026-1', manner: 'read-aloud', givenBy: 'person' } });
    },
    take: (ctx) => assignCase(ctx, caseId, {}),
    close: (ctx) => closeCase(ctx, caseId, { why: 'terminado' }),
    see: (ctx) => letOfficeSee(ctx, personId, keeper === actors.window ? OFFICES.otherWindow.id : OFFICES.window.id, 'referred'),
  };
  if (step.do === 'return') await returned(personId, step.on!, keeper);
  else await told(as(keeper, steps[step.do]!));
}

async function tryContact(ctx: Ctx, caseId: string, outcome: 'no-answer' | 'died'): Promise<void> {
  const { followUps } = await followUpsOf(ctx, caseId);
  const first = followUps.find((f) => f.state === 'planned');
  if (first) await recordAttempt(ctx, first.followUpId, { channel: 'phone', outcome, surveyDeclined: false });
}

const returned = (personId: string, on: string, keeper: Actor) =>
  db.owner(`insert into reception.return_event (id, country, office_id, person_id, returned_on, mode, kind, point_name, destination_admin2, travelling_as, recorded_by, recorded_at)
    values ($1, 'ZZ', $2, $3, $4, 'land', 'deported', 'Punto', 'ZZ-0101', 'alone', $5, $6) on conflict do nothing`, [newId(TEST_NOW), keeper.officeId, personId, on, keeper.userId, TEST_NOW]);

const localSupervisor: Actor = { ...actors.supervisor, officeId: OFFICES.otherWindow.id, organizationId: OFFICES.otherWindow.organizationId };
const READERS: readonly Actor[] = [actors.window, actors.otherWindow, { ...actors.protection, officeId: OFFICES.window.id, organizationId: OFFICES.window.organizationId }, actors.supervisor, localSupervisor, actors.reception];

/** Everything that the rooms tell one reader about these people. */
async function readBy(reader: Actor, people: readonly Someone[]): Promise<unknown> {
  return as(reader, async (ctx) => {
    const of = [];
    for (const { personId, caseId } of people) {
      of.push({
        person: await told(getPerson(ctx, personId)), facts: await told(factsOf(ctx, personId)), avoid: await told(placesToAvoid(ctx, personId)), consents: await told(consentsOf(ctx, personId)),
        returns: await told(returnsOf(ctx, personId)), found: await told(getCase(ctx, caseId)), related: await told(relatedCases(ctx, caseId)), needs: await told(needsOf(ctx, caseId)),
        alerts: await told(alertsFor(ctx, caseId)), referrals: await told(referralsOf(ctx, caseId)), contacts: await told(followUpsOf(ctx, caseId)),
      });
    }
    const lists = {
      cases: [await listCases(ctx, { list: 'office' }), await listCases(ctx, { list: 'mine' }), await listCases(ctx, { list: 'closed' })], people: await searchPeople(ctx, 'Inventada'),
      referrals: await officerReferrals(ctx, { list: 'waiting' }), contacts: [await workList(ctx, { list: 'upcoming' }), await workList(ctx, { list: 'due' })],
      counts: reader.role === 'supervisor' ? await summary(ctx, { from: '2026-01-01', to: '2026-12-31' }) : null,
    };
    return { of, lists };
  });
}

const FACTS = ['registry.facts_case', 'reception.facts_return', 'assessment.facts_need', 'referrals.facts_referral', 'plans.facts_follow_up'];

/** The rows that figures are made of, as the analyst of the country counts them. */
const figures = () => db.asActor(actors.analyst, async (tx) => {
  const all = [];
  for (const view of FACTS) all.push((await sql.raw<{ row: string }>(`select f::text as row from ${view} f order by 1`).execute(tx)).rows.map((r) => r.row));
  return all;
}, 'statistics');

async function everythingRead(people: readonly Someone[]): Promise<unknown> {
  const read = [];
  for (const reader of READERS) read.push(await readBy(reader, people));
  const shared = await db.asActor(actors.provider, async (tx) => (await sql`select r.id, r.state, s.snapshot from referrals.referral r left join referrals.shared s on s.referral_id = r.id order by r.id`.execute(tx)).rows);
  return { read, shared, figures: await figures() };
}

/** Takes one act of several back; the link under a join takes the join with it. */
async function takeBack(done: (() => Promise<unknown>)[], which: number): Promise<void> {
  const [undo] = done.splice(which % done.length, 1);
  expect([null, 'registry.decision-already-undone', 'registry.join-already-undone']).toContainEqual(await told(undo!().then(() => null)));
}

it('whatever was linked and joined, taken back in any order, leaves everybody reading in every room what they read before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(work, { maxLength: 8 }), fc.array(act, { minLength: 1, maxLength: 6 }), fc.array(fc.nat(50), { minLength: 6, maxLength: 6 }), async (before, acts, order) => {
      const people = await everybody();
      for (const step of before) await happen(people, step);
      const was = await everythingRead(people);
      const done: (() => Promise<unknown>)[] = [];
      for (const { do: kind, a, b } of acts) {
        const [one, two] = [people[a]!, people[b]!];
        const link = await as(actors.supervisor, (ctx) => decideIdentity(ctx, { personA: one.personId, personB: two.personId, decision: 'same' }));
        done.push(() => as(actors.supervisor, (ctx) => undoIdentityDecision(ctx, link.linkId)));
        if (kind === 'link') continue;
        const join = await told(as(actors.supervisor, (ctx) => joinCases(ctx, one.caseId, { into: two.caseId, note: 'sigue allá' })));
        if (typeof join === 'object' && join !== null && 'joinId' in join) done.push(() => as(actors.supervisor, (ctx) => undoJoin(ctx, String(join.joinId))));
      }
      for (const which of order.concat(order)) if (done.length > 0) await takeBack(done, which);
      expect(await everythingRead(people)).toEqual(was);
    }),
    { numRuns: 8 },
  );
}, 240_000);
