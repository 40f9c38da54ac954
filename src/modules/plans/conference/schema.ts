import { z } from 'zod';
import { isPlainDate } from '#kernel/dates';
import { SendReferral, SharedSection } from '#referrals/schema';

const Id = z.uuid();
const Label = z.object({ es: z.string(), en: z.string() });
const Day = z.string().refine(isPlainDate, 'plans.no-such-day');
const Hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'plans.conference.not-an-hour');
const Text = z.string().trim().min(1).max(4000);

export const CONFERENCE_STATES = ['called', 'held', 'closed', 'cancelled'] as const;
export type ConferenceState = (typeof CONFERENCE_STATES)[number];
export const CONFERENCE_STEPS = ['hold', 'close', 'cancel'] as const;
export type ConferenceStep = (typeof CONFERENCE_STEPS)[number];
export const CONFERENCE_WAYS = ['in-person', 'call', 'video'] as const;

export const TASK_STATES = ['proposed', 'taken', 'done', 'dropped'] as const;
export type TaskState = (typeof TASK_STATES)[number];
export const TASK_STEPS = ['take', 'finish', 'drop'] as const;
export type TaskStep = (typeof TASK_STEPS)[number];

export const ENTRY_KINDS = ['note', 'decision', 'contribution', 'invited', 'moved', 'held', 'closed', 'cancelled', 'removed', 'consent-withdrawn'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

const when = { how: z.enum(CONFERENCE_WAYS), place: z.string().trim().min(1).max(300).optional(), plannedOn: Day, plannedTime: Hour.optional() };

/** An officer calls institutions together: what shall be answered, and when. */
export const CallConference = z.strictObject({ question: z.string().trim().min(1).max(1000), ...when });
export type CallConference = z.infer<typeof CallConference>;

export const MoveConference = z.strictObject(when);
export type MoveConference = z.infer<typeof MoveConference>;

/** One institution, and what the person agreed that it may read. */
export const InviteMember = z.strictObject({
  organizationId: z.string().min(1).max(80),
  /** An office of the state; without it, whoever works for the organization. */
  officeId: Id.optional(),
  consent: SendReferral.shape.consent,
});
export type InviteMember = z.output<typeof InviteMember>;

/** A note that stays with the officers, or a decision; a decision is told to the members only if the officer says so. */
export const WriteEntry = z.strictObject({ kind: z.enum(['note', 'decision']), text: Text, told: z.boolean().default(false) });
export type WriteEntry = z.output<typeof WriteEntry>;

export const Contribute = z.strictObject({ text: Text });
export type Contribute = z.infer<typeof Contribute>;

const task = { what: z.string().trim().min(1).max(500), dueOn: Day };
/** What somebody is asked to do, by when; without a member it is the work of the own office. */
export const ProposeTask = z.strictObject({ ...task, memberId: Id.optional() });
export type ProposeTask = z.infer<typeof ProposeTask>;
export const TakeOn = z.strictObject(task);
export type TakeOn = z.infer<typeof TakeOn>;

export const StepTask = z.strictObject({ step: z.enum(TASK_STEPS), dueOn: Day.optional(), note: z.string().trim().min(1).max(500).optional() });
export type StepTask = z.infer<typeof StepTask>;
export const StepConference = z.strictObject({ step: z.enum(CONFERENCE_STEPS) });
export type StepConference = z.infer<typeof StepConference>;

/** What a member reads of the person: nothing else ever leaves. */
export const ConferenceSnapshot = z.object({ firstName: z.string(), publicCode: z.string(), age: z.number().int().nullable(), sections: z.array(SharedSection) });
export type ConferenceSnapshot = z.infer<typeof ConferenceSnapshot>;

const TaskView = z.object({
  taskId: Id, memberId: Id.nullable(), what: z.string(), dueOn: z.string(), late: z.boolean(), state: z.enum(TASK_STATES), note: z.string().nullable(),
  by: z.string(), at: z.iso.datetime(), steps: z.array(z.enum(TASK_STEPS)),
});
export type TaskView = z.infer<typeof TaskView>;

const Meeting = z.object({
  conferenceId: Id, question: z.string(), how: z.enum(CONFERENCE_WAYS), place: z.string().nullable(), plannedOn: z.string(), plannedTime: z.string().nullable(),
  state: z.enum(CONFERENCE_STATES),
});

/** A conference on the page of its case. */
export const ConferenceLine = Meeting.extend({ caseId: Id, members: z.number().int(), openTasks: z.number().int(), lateTasks: z.number().int() });
export type ConferenceLine = z.infer<typeof ConferenceLine>;
export const ConferencesOfCase = z.object({ conferences: z.array(ConferenceLine) });
export type ConferencesOfCase = z.infer<typeof ConferencesOfCase>;

const MemberView = z.object({
  memberId: Id, organizationId: z.string(), officeId: Id.nullable(), name: Label, invitedAt: z.iso.datetime(),
  /** False once the person took consent back, or an officer ended it. */
  reads: z.boolean(), endedWhy: z.enum(['consent-withdrawn', 'removed']).nullable(), sections: z.array(Label),
});
export type MemberView = z.infer<typeof MemberView>;

const EntryView = z.object({ kind: z.enum(ENTRY_KINDS), text: z.string().nullable(), told: z.boolean(), by: z.string(), member: Label.nullable(), at: z.iso.datetime() });
export type EntryView = z.infer<typeof EntryView>;

/** The conference as the officers see it. */
export const OfficerConference = Meeting.extend({
  caseId: Id, person: z.string(), publicCode: z.string(), closedAt: z.iso.datetime().nullable(), membersUntil: z.iso.datetime().nullable(),
  members: z.array(MemberView), entries: z.array(EntryView), tasks: z.array(TaskView), steps: z.array(z.enum(CONFERENCE_STEPS)), mayWrite: z.boolean(), today: z.string(),
});
export type OfficerConference = z.infer<typeof OfficerConference>;

/** What the invitation needs: who may be invited, what could be shown, the wording. */
export const ConferenceOptions = z.object({
  recipients: z.array(z.object({ organizationId: z.string(), officeId: Id.nullable(), name: Label })),
  wording: Label, wordingVersion: z.string(), age: z.number().int().nullable(), always: ConferenceSnapshot,
  sections: z.array(SharedSection.extend({ contact: z.boolean(), available: z.boolean() })),
});
export type ConferenceOptions = z.infer<typeof ConferenceOptions>;

export const MEMBER_LISTS = ['open', 'ended'] as const;
export type MemberList = (typeof MEMBER_LISTS)[number];
export const SearchMine = z.strictObject({ list: z.enum(MEMBER_LISTS).default('open'), text: z.string().trim().max(80).optional(), after: z.string().max(80).optional() });
export type SearchMine = z.output<typeof SearchMine>;

/** A conference on the list of a member. Of one that it may not read any more it knows the day it was invited. */
export const MemberLine = z.object({
  memberId: Id, conferenceId: Id, invitedAt: z.iso.datetime(), firstName: z.string().nullable(), publicCode: z.string().nullable(), plannedOn: z.string().nullable(),
  plannedTime: z.string().nullable(), state: z.enum(CONFERENCE_STATES).nullable(), openTasks: z.number().int(),
});
export type MemberLine = z.infer<typeof MemberLine>;
export const MemberConferences = z.object({ list: z.enum(MEMBER_LISTS), counts: z.record(z.enum(MEMBER_LISTS), z.number().int()), lines: z.array(MemberLine), next: z.string().nullable() });
export type MemberConferences = z.infer<typeof MemberConferences>;

/** The conference as a member sees it: what the person agreed to, what it said itself, what it took on, and the decisions that are told. */
export const MemberConference = Meeting.extend({
  shared: ConferenceSnapshot, contributions: z.array(z.object({ text: z.string(), by: z.string(), at: z.iso.datetime() })),
  decisions: z.array(z.object({ text: z.string(), at: z.iso.datetime() })), tasks: z.array(TaskView), mayWrite: z.boolean(), today: z.string(),
});
export type MemberConference = z.infer<typeof MemberConference>;
