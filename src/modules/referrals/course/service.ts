/** A course of sessions: agreed and kept by the provider, followed by whoever keeps the case. */
import { dayIn } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { casesTogether } from '#registry';
import * as repository from '../repository/courses.ts';
import { agreedProblem, dayProblem, settleProblem, standing } from './rules.ts';
import type { AddSession, AgreeCourse, CourseOfReferral, CoursesOfCase, CourseView, EndCourse, SettleSession } from './schema.ts';

const todayOf = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

function viewOf({ id, referralId, planned, withWhom, endedWhy, notedAt }: repository.CourseRow, sessions: readonly repository.SessionRow[]): CourseView {
  const own = sessions.filter((s) => s.courseId === id);
  return {
    courseId: id, referralId, planned, withWhom, ...standing(own), ended: endedWhy, missedUnseen: own.some((s) => s.state === 'missed' && (notedAt === null || s.at > notedAt)),
    sessions: own.map(({ id: sessionId, on, state }) => ({ sessionId, on, state })),
  };
}

/** The course of a referral, as the provider sees it. */
export async function courseOf(ctx: Ctx, referralId: string): Promise<CourseOfReferral> {
  const may = await repository.mayWriteCourse(ctx.actor, ctx.tx, referralId, ctx.now);
  if (may === undefined) throw notFound();
  const course = await repository.findForProvider(ctx.actor, ctx.tx, referralId, ctx.now);
  const sessions = await repository.sessionsOf(ctx.actor, ctx.tx, course ? [course.id] : []);
  return { course: course ? viewOf(course, sessions) : null, mayWrite: may, today: todayOf(ctx) };
}

/** Courses of a case and of those that go on in it. */
export async function coursesOf(ctx: Ctx, caseId: string): Promise<CoursesOfCase> {
  const courses = await repository.coursesOfCases(ctx.actor, ctx.tx, await casesTogether(ctx, caseId));
  const sessions = await repository.sessionsOf(ctx.actor, ctx.tx, courses.map((c) => c.id));
  return { courses: courses.map((c) => viewOf(c, sessions)), mayNote: ctx.actor.role !== 'supervisor' };
}

/** Something is written only while the service goes on and the person agrees. */
async function mustBeInService(ctx: Ctx, referralId: string): Promise<void> {
  const may = await repository.mayWriteCourse(ctx.actor, ctx.tx, referralId, ctx.now);
  if (may === undefined) throw notFound();
  if (!may) throw refuse('referrals.course.not-in-service', { status: 409 });
}

async function running(ctx: Ctx, referralId: string): Promise<{ course: repository.CourseRow; sessions: repository.SessionRow[] }> {
  await mustBeInService(ctx, referralId);
  const found = await repository.findForProvider(ctx.actor, ctx.tx, referralId, ctx.now);
  if (!found || found.endedWhy !== null) throw refuse('referrals.course.none', { status: 409 });
  await repository.lockCourse(ctx.actor, ctx.tx, found.id);
  const course = (await repository.findForProvider(ctx.actor, ctx.tx, referralId, ctx.now))!;
  return { course, sessions: await repository.sessionsOf(ctx.actor, ctx.tx, [course.id]) };
}

const refuseIf = (problem: ReturnType<typeof agreedProblem>): void => { if (problem) throw new Refused([problem]); };

/** How many sessions are agreed, and whether the family takes part. Said again, it changes. */
export async function agreeCourse(ctx: Ctx, referralId: string, command: AgreeCourse): Promise<CourseOfReferral> {
  await mustBeInService(ctx, referralId);
  const there = await repository.findForProvider(ctx.actor, ctx.tx, referralId, ctx.now);
  if (there && there.endedWhy === null) {
    const { course, sessions } = await running(ctx, referralId);
    refuseIf(agreedProblem(command.planned, sessions));
    await repository.updateCourse(ctx.actor, ctx.tx, course.id, command);
  } else if (!(await repository.insertCourse(ctx.actor, ctx.tx, { id: newId(ctx.now), referralId, ...command }, ctx.now))) {
    throw refuse('referrals.course.begun-already', { status: 409 });
  }
  return courseOf(ctx, referralId);
}

/** A session is planned, or was held or missed. */
export async function addSession(ctx: Ctx, referralId: string, command: AddSession): Promise<CourseOfReferral> {
  const { course, sessions } = await running(ctx, referralId);
  refuseIf(dayProblem(command, todayOf(ctx)) ?? agreedProblem(course.planned, [...sessions, command]));
  if (!(await repository.insertSession(ctx.actor, ctx.tx, { id: newId(ctx.now), courseId: course.id, referralId, ...command }, ctx.now))) throw refuse('referrals.course.day-taken', { field: 'on', status: 409 });
  return courseOf(ctx, referralId);
}

/** Whether somebody came to a session, or it was called off. */
export async function settleSession(ctx: Ctx, referralId: string, sessionId: string, { state }: SettleSession): Promise<CourseOfReferral> {
  const { course, sessions } = await running(ctx, referralId);
  const session = sessions.find((s) => s.id === sessionId);
  if (!session) throw notFound();
  const after = sessions.map((s) => (s.id === sessionId ? { ...s, state } : s));
  refuseIf(settleProblem(session.state, state) ?? dayProblem({ on: session.on, state }, todayOf(ctx)) ?? agreedProblem(course.planned, after));
  await repository.settleSession(ctx.actor, ctx.tx, sessionId, state, ctx.now);
  return courseOf(ctx, referralId);
}

/** The sessions are over, with a reason that is a code. */
export async function endCourse(ctx: Ctx, referralId: string, { why }: EndCourse): Promise<CourseOfReferral> {
  const { course } = await running(ctx, referralId);
  await repository.endCourse(ctx.actor, ctx.tx, course.id, why, ctx.now);
  return courseOf(ctx, referralId);
}

/** The officer has taken note that somebody did not come. */
export async function noteMissed(ctx: Ctx, referralId: string): Promise<{ referralId: string }> {
  if (!(await repository.noteMissed(ctx.actor, ctx.tx, referralId, ctx.now))) throw notFound();
  return { referralId };
}
