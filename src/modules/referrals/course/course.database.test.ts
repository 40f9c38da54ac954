import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '#kernel/actor';
import { newId } from '#kernel/ids';
import { sql, type Tx } from '#platform/db';
import { withdrawConsent } from '#registry';
import { actors } from '../../../../tests/support/actors.ts';
import { TEST_NOW, type TestDatabase } from '../../../../tests/support/database.ts';
import { refusedCode } from '../../../../tests/support/refused.ts';
import { agreedTo, samplelandDirectory, somebodyInNeed } from '../../../../tests/support/sampleland.ts';
import { subscriptions } from '../events.ts';
import * as repository from '../repository/courses.ts';
import { sendReferral } from '../sending.ts';
import { acceptReferral, completeReferral, stepReferral } from '../service.ts';
import { addSession, agreeCourse, courseOf, coursesOf, endCourse, noteMissed, settleSession } from './service.ts';

let db: TestDatabase;
let caseId: string;
let referralId: string;
type Work<T> = Parameters<typeof db.inContext<T>>[1];
const at = (minutes: number) => new Date(TEST_NOW.getTime() + minutes * 60_000);
const as = <T>(actor: Actor, work: Work<T>, now = at(10)) => db.inContext(actor, work, { now, subscriptions });
const provider = <T>(work: Work<T>, now = at(10)) => as(actors.provider, work, now);
const officer = <T>(work: Work<T>, now = at(10)) => as(actors.window, work, now);
const raw = (actor: Actor, work: (tx: Tx) => Promise<unknown>) => db.asActor(actor, work).then(() => 'done', (e: unknown) => (e as { constraint?: string }).constraint ?? String(e));

beforeAll(async () => {
  db = await samplelandDirectory();
});
afterAll(() => db.close());
beforeEach(async () => {
  await officer(async (ctx) => {
    const { caseId: ofCase, needId } = await somebodyInNeed(ctx);
    caseId = ofCase;
    ({ referralId } = await sendReferral(ctx, caseId, { needId, serviceId: 'zz-call-centre', urgency: '72h', consent: agreedTo() }));
  }, TEST_NOW);
  await provider((ctx) => acceptReferral(ctx, referralId, {}), at(1));
});

const start = () => provider((ctx) => stepReferral(ctx, referralId, 'start', undefined), at(2));
const agree = (planned = 8, withWhom: 'person' | 'family' = 'family') => provider((ctx) => agreeCourse(ctx, referralId, { planned, withWhom }));
const add = (on: string, state: 'planned' | 'kept' | 'missed', now = at(10)) => provider((ctx) => addSession(ctx, referralId, { on, state }), now);
const seen = async (actor: Actor = actors.window) => (await as(actor, (ctx) => coursesOf(ctx, caseId))).courses[0];
const due = async () => (await db.owner<{ due: string }>(`select due_on as due from registry.case_step where case_id = $1 and source = 'session'`, [caseId])).map((r) => r.due);

describe('a course of sessions', () => {
  it('is agreed once the service has begun, kept day by day, and shown to whoever follows the case as how far it is', async () => {
    expect(await refusedCode(agree())).toBe('referrals.course.not-in-service');
    await start();
    expect(await refusedCode(add('2026-03-09', 'kept'))).toBe('referrals.course.none');
    await agree();
    await add('2026-03-01', 'kept');
    await add('2026-03-08', 'kept');
    const { course } = await add('2026-03-10', 'planned');
    expect(await seen()).toMatchObject({ planned: 8, withWhom: 'family', kept: 2, missed: 0, last: '2026-03-08', next: '2026-03-10', ended: null });
    const planned = course!.sessions.find((s) => s.state === 'planned')!;
    await provider((ctx) => settleSession(ctx, referralId, planned.sessionId, { state: 'kept' }));
    expect(await seen()).toMatchObject({ kept: 3, last: '2026-03-10', next: null });
    expect(await refusedCode(add('2026-03-10', 'missed'))).toBe('referrals.course.day-taken');
    await provider((ctx) => endCourse(ctx, referralId, { why: 'person-stopped' }));
    expect(await seen()).toMatchObject({ kept: 3, planned: 8, ended: 'person-stopped' });
    expect(await refusedCode(add('2026-03-09', 'kept'))).toBe('referrals.course.none');
  });

  it('has no more sessions than were agreed; what was agreed may change', async () => {
    await start();
    await agree(1);
    await add('2026-03-08', 'kept');
    expect(await refusedCode(add('2026-03-10', 'planned'))).toBe('referrals.course.more-than-agreed');
    await agree(2, 'person');
    await add('2026-03-10', 'planned');
    expect(await refusedCode(agree(1))).toBe('referrals.course.more-than-agreed');
    expect(await seen()).toMatchObject({ planned: 2, withWhom: 'person' });
  });

  it('a session to which nobody came puts the case on the list of the day, until somebody takes note or the service ends', async () => {
    await start();
    await agree();
    await add('2026-03-09', 'missed');
    expect(await due()).toEqual(['2026-03-09']);
    expect(await seen()).toMatchObject({ missed: 1, missedUnseen: true });
    await officer((ctx) => noteMissed(ctx, referralId), at(20));
    expect(await due()).toEqual([]);
    expect(await seen()).toMatchObject({ missed: 1, missedUnseen: false });
    await add('2026-03-10', 'missed', at(30));
    expect(await due()).toEqual(['2026-03-10']);
    await provider((ctx) => completeReferral(ctx, referralId, { outcome: 'reached' }), at(40));
    expect(await due()).toEqual([]);
  });

  it('of a need that only the closed circle may know of, it puts the case on no list of the day', async () => {
    const secret = (restricted: boolean) => db.owner('update assessment.need set restricted = $2, opened_by = $3 where id = (select need_id from referrals.referral where id = $1)', [referralId, restricted, newId()]);
    await start();
    await agree();
    await add('2026-03-08', 'missed');
    expect(await due()).toEqual(['2026-03-08']);
    await secret(true);
    expect(await due()).toEqual([]);
    await add('2026-03-09', 'missed', at(30));
    expect(await due()).toEqual([]);
    await secret(false);
    expect(await due()).toEqual(['2026-03-08']);
  });

  it('ends to be read and written by the provider with the consent', async () => {
    await start();
    await agree();
    const [consent] = await db.owner<{ id: string }>('select consent_id as id from referrals.referral where id = $1', [referralId]);
    await officer((ctx) => withdrawConsent(ctx, consent!.id), at(20));
    expect(await provider((ctx) => courseOf(ctx, referralId), at(21))).toMatchObject({ course: null, mayWrite: false });
    expect(await refusedCode(agree())).toBe('referrals.course.not-in-service');
    expect((await db.asActor(actors.provider, (tx) => sql`select * from referrals.course where referral_id = ${referralId}`.execute(tx))).rows).toEqual([]);
  });

  it('of two at once, one session stands', async () => {
    await start();
    await agree(1);
    expect((await Promise.all([refusedCode(add('2026-03-08', 'kept')), refusedCode(add('2026-03-09', 'kept'))])).toSorted()).toEqual(['done', 'referrals.course.more-than-agreed']);
  });
});

describe('who reads and writes it', () => {
  const outside = [actors.reception, actors.consular, actors.otherProvider, actors.otherWindow, actors.abroad, actors.analyst, actors.auditor, actors.administrator, actors.steward, actors.employer, actors.nobody];

  it('the organization that gives the service and those who follow the case; nobody else, whether by the queries or by the database', async () => {
    await start();
    await agree();
    await add('2026-03-09', 'missed');
    expect(await seen(actors.supervisor)).toMatchObject({ missed: 1 });
    for (const actor of outside) {
      for (const table of ['course', 'course_session']) expect((await db.asActor(actor, (tx) => sql`select * from ${sql.raw(`referrals.${table}`)}`.execute(tx))).rows, actor.displayName).toEqual([]);
    }
    for (const table of ['referral', 'course', 'course_session']) await db.owner(`alter table referrals.${table} disable row level security`);
    for (const actor of outside) {
      const found = await db.asActor(actor, (tx) => Promise.all([repository.findForProvider(actor, tx, referralId, at(10)), repository.mayWriteCourse(actor, tx, referralId, at(10)), repository.coursesOfCases(actor, tx, [caseId])]));
      expect(found.flat().filter(Boolean), actor.displayName).toEqual([]);
    }
    for (const table of ['referral', 'course', 'course_session']) await db.owner(`alter table referrals.${table} enable row level security`);
  });

  it('a provider cannot take note for the officer, nor an officer say who came, nor anybody change an ended course', async () => {
    await start();
    await agree();
    await add('2026-03-09', 'missed');
    expect(await raw(actors.provider, (tx) => sql`update referrals.course set noted_at = now() where referral_id = ${referralId}`.execute(tx))).toBe('course_kept');
    expect(await raw(actors.window, (tx) => sql`update referrals.course set planned = 1 where referral_id = ${referralId}`.execute(tx))).toBe('course_kept');
    expect((await db.asActor(actors.window, (tx) => sql`update referrals.course_session set state = 'kept' where referral_id = ${referralId}`.execute(tx))).numAffectedRows).toBe(0n);
    expect(await raw(actors.window, (tx) => sql`insert into referrals.course (id, country, referral_id, planned, with_whom, begun_by, begun_at) values (${newId()}, 'ZZ', ${referralId}, 3, 'person', ${actors.window.userId}, now())`.execute(tx))).toMatch(/row-level security/);
    expect(await raw(actors.provider, (tx) => sql`delete from referrals.course_session`.execute(tx))).toMatch(/permission denied/);
    await provider((ctx) => endCourse(ctx, referralId, { why: 'held' }));
    expect(await raw(actors.provider, (tx) => sql`update referrals.course set ended_at = null, ended_by = null, ended_why = null where referral_id = ${referralId}`.execute(tx))).toBe('course_kept');
  });
});
