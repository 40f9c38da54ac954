import type { Actor } from '#kernel/actor';
import { sql, type Tx } from '#platform/db';
import type { CourseEnd, CourseView, SessionState } from '../course/schema.ts';
import { officerScope, providerScope } from './scope.ts';

export interface CourseRow {
  readonly id: string; readonly referralId: string; readonly planned: number; readonly withWhom: CourseView['withWhom']; readonly endedWhy: CourseEnd | null; readonly notedAt: Date | null;
}
export interface SessionRow { readonly id: string; readonly courseId: string; readonly on: string; readonly state: SessionState; readonly at: Date }

const COURSE = sql`k.id, k.referral_id as "referralId", k.planned, k.with_whom as "withWhom", k.ended_why as "endedWhy", k.noted_at as "notedAt"`;

/** The referral as it allows the own organization to write: in service, and still shared. */
export async function mayWriteCourse(actor: Actor, tx: Tx, referralId: string, now: Date): Promise<boolean | undefined> {
  const { rows } = await sql<{ may: boolean }>`select r.state = 'in-service' and r.share_closed_at is null as may from referrals.referral r where r.id = ${referralId} and ${providerScope(actor, now)}`.execute(tx);
  return rows[0]?.may;
}

/** The newest course of a referral of the own organization, while it is shared. */
export async function findForProvider(actor: Actor, tx: Tx, referralId: string, now: Date): Promise<CourseRow | undefined> {
  const { rows } = await sql<CourseRow>`select ${COURSE} from referrals.course k join referrals.referral r on r.id = k.referral_id
    where r.id = ${referralId} and r.share_closed_at is null and ${providerScope(actor, now)} order by k.begun_at desc limit 1`.execute(tx);
  return rows[0];
}

/** Courses of these cases, as far as the actor may see their referrals. */
export async function coursesOfCases(actor: Actor, tx: Tx, caseIds: readonly string[]): Promise<CourseRow[]> {
  const { rows } = await sql<CourseRow>`select ${COURSE} from referrals.course k join referrals.referral r on r.id = k.referral_id
    where r.case_id = any (${caseIds as string[]}::uuid[]) and ${officerScope(actor)} order by k.begun_at desc`.execute(tx);
  return rows;
}

/** Sessions of courses that were found above, by day. */
export async function sessionsOf(actor: Actor, tx: Tx, courseIds: readonly string[]): Promise<SessionRow[]> {
  if (courseIds.length === 0) return [];
  const { rows } = await sql<SessionRow>`select s.id, s.course_id as "courseId", s.on_day as "on", s.state, s.state_at as at from referrals.course_session s
    where s.course_id = any (${courseIds as string[]}::uuid[]) and s.country = ${actor.country} order by s.on_day, s.id`.execute(tx);
  return rows;
}

/** Whoever writes of the same course waits. */
export async function lockCourse(actor: Actor, tx: Tx, id: string): Promise<void> {
  await sql`select from referrals.course k where k.id = ${id} and k.country = ${actor.country} for update`.execute(tx);
}

export async function insertCourse(actor: Actor, tx: Tx, k: { id: string; referralId: string; planned: number; withWhom: string }, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into referrals.course (id, country, referral_id, planned, with_whom, begun_by, begun_at)
    values (${k.id}, ${actor.country}, ${k.referralId}, ${k.planned}, ${k.withWhom}, ${actor.userId}, ${now}) on conflict (referral_id) where ended_at is null do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function updateCourse(actor: Actor, tx: Tx, id: string, k: { planned: number; withWhom: string }): Promise<void> {
  await sql`update referrals.course k set planned = ${k.planned}, with_whom = ${k.withWhom} where k.id = ${id} and k.country = ${actor.country}`.execute(tx);
}

export async function endCourse(actor: Actor, tx: Tx, id: string, why: CourseEnd, now: Date): Promise<void> {
  await sql`update referrals.course k set ended_why = ${why}, ended_by = ${actor.userId}, ended_at = ${now} where k.id = ${id} and k.ended_at is null and k.country = ${actor.country}`.execute(tx);
}

/** The officer has taken note of everybody who did not come until now. */
export async function noteMissed(actor: Actor, tx: Tx, referralId: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`update referrals.course k set noted_at = ${now} from referrals.referral r where r.id = k.referral_id and r.id = ${referralId} and ${officerScope(actor)}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function insertSession(actor: Actor, tx: Tx, s: { id: string; courseId: string; referralId: string; on: string; state: SessionState }, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`insert into referrals.course_session (id, country, course_id, referral_id, on_day, state, state_by, state_at)
    values (${s.id}, ${actor.country}, ${s.courseId}, ${s.referralId}, ${s.on}::date, ${s.state}, ${actor.userId}, ${now}) on conflict (course_id, on_day) where state <> 'cancelled' do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function settleSession(actor: Actor, tx: Tx, id: string, state: SessionState, now: Date): Promise<void> {
  await sql`update referrals.course_session s set state = ${state}, state_by = ${actor.userId}, state_at = ${now} where s.id = ${id} and s.country = ${actor.country}`.execute(tx);
}
