/** How conferences and their tasks go on. Pure. */
import { no, ok, type Result } from '#kernel/result';
import type { ConferenceState, ConferenceStep, TaskState, TaskStep } from './schema.ts';

const CONFERENCE: Record<ConferenceState, Partial<Record<ConferenceStep, ConferenceState>>> = {
  called: { hold: 'held', cancel: 'cancelled' }, held: { close: 'closed' }, closed: {}, cancelled: {},
};

/** What an officer can do with a conference now. */
export function conferenceSteps(state: ConferenceState): ConferenceStep[] {
  return Object.keys(CONFERENCE[state]) as ConferenceStep[];
}

/** Where a step leads, or why not. */
export function afterStep(state: ConferenceState, step: ConferenceStep): Result<ConferenceState> {
  const to = CONFERENCE[state][step];
  return to ? ok(to) : no({ code: 'plans.conference.not-this-step' });
}

/** Whether anything can still be written. */
export const isOpen = (state: ConferenceState): boolean => state === 'called' || state === 'held';

export type TaskSide = 'officer' | 'member';
/** A task of a member is taken by the member alone; officers may end any, since they answer for the case. */
const TASK: Record<TaskState, Partial<Record<TaskStep, TaskState>>> = {
  proposed: { take: 'taken', drop: 'dropped' }, taken: { finish: 'done', drop: 'dropped' }, done: {}, dropped: {},
};

/** What this side can do with a task now. */
export function taskSteps(task: { readonly state: TaskState; readonly ofMember: boolean }, side: TaskSide): TaskStep[] {
  const steps = Object.keys(TASK[task.state]) as TaskStep[];
  return side === 'officer' && task.ofMember ? steps.filter((step) => step !== 'take') : steps;
}

/** Where a step leads, or why not; whoever drops a task says why. */
export function afterTaskStep(task: { readonly state: TaskState; readonly ofMember: boolean }, command: { readonly step: TaskStep; readonly note?: string | undefined }, side: TaskSide): Result<TaskState> {
  if (!taskSteps(task, side).includes(command.step)) return no({ code: 'plans.conference.not-this-step' });
  if (command.step === 'drop' && !command.note) return no({ code: 'plans.conference.say-why', field: 'note' });
  return ok(TASK[task.state][command.step]!);
}

/** Whether a task waits past its day. */
export const isLate = (task: { readonly state: TaskState; readonly dueOn: string }, today: string): boolean => (task.state === 'proposed' || task.state === 'taken') && task.dueOn < today;
