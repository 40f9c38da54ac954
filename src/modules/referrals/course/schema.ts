/** Sessions that a service agreed with somebody who was referred: days and whether they came, nothing of what was said. */
import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';

const Day = z.string().refine(isPlainDate, 'referrals.course.no-such-day');

export const MOST_SESSIONS = 60;
export const WITH_WHOM = ['person', 'family'] as const;
export const COURSE_ENDS = ['held', 'person-stopped', 'moved', 'service-stopped', 'other'] as const;
export type CourseEnd = (typeof COURSE_ENDS)[number];
export const SESSION_STATES = ['planned', 'kept', 'missed', 'cancelled'] as const;
export type SessionState = (typeof SESSION_STATES)[number];

/** How many sessions are agreed, and with whom; said again it changes. */
export const AgreeCourse = z.strictObject({ planned: z.int().min(1).max(MOST_SESSIONS), withWhom: z.enum(WITH_WHOM) });
export type AgreeCourse = z.infer<typeof AgreeCourse>;

export const AddSession = z.strictObject({ on: Day, state: z.enum(['planned', 'kept', 'missed']) });
export type AddSession = z.infer<typeof AddSession>;

export const SettleSession = z.strictObject({ state: z.enum(['kept', 'missed', 'cancelled']) });
export type SettleSession = z.infer<typeof SettleSession>;

export const EndCourse = z.strictObject({ why: z.enum(COURSE_ENDS) });
export type EndCourse = z.infer<typeof EndCourse>;

const session = z.object({ sessionId: z.uuid(), on: z.string(), state: z.enum(SESSION_STATES) });
export type SessionView = z.infer<typeof session>;

export const courseView = z.object({
  courseId: z.uuid(), referralId: z.uuid(), planned: z.number(), withWhom: z.enum(WITH_WHOM), kept: z.number(), missed: z.number(), last: z.string().nullable(), next: z.string().nullable(),
  ended: z.enum(COURSE_ENDS).nullable(),
  /** Somebody did not come, and the officer has not taken note. */
  missedUnseen: z.boolean(),
  sessions: z.array(session),
});
export type CourseView = z.infer<typeof courseView>;

/** What the provider sees: the course of a referral, if there is one, and whether it may be written. */
export const courseOfReferral = z.object({ course: courseView.nullable(), mayWrite: z.boolean(), today: z.string() });
export type CourseOfReferral = z.infer<typeof courseOfReferral>;

export const coursesOfCase = z.object({ courses: z.array(courseView), mayNote: z.boolean() });
export type CoursesOfCase = z.infer<typeof coursesOfCase>;
