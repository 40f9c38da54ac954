/** The words of referrals: states and commands, what both sides read, lists. Shared by server and browser. */
export * from './schema/words.ts';
export * from './schema/commands.ts';
export * from './schema/emergency.ts';
export * from './schema/views.ts';
export * from './schema/lists.ts';
export * from './schema/sending.ts';
export type { CoursesOfCase, CourseView } from './course/schema.ts';
export type { ReferralDraftLine, ReferralDraftsOfCase } from './drafts/schema.ts';
