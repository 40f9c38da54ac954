/** The officers' side of a case conference: calling, writing, tasks, the end. */
import { dayIn } from '#kernel/dates';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { caseLines, casesTogether, getCase } from '#registry';
import { membersWhoRead } from './members.ts';
import { conferenceSlice } from './pack.ts';
import * as repository from '../conference-repository.ts';
import type { ConferenceRow } from '../conference-repository.ts';
import { afterStep, afterTaskStep, isOpen } from './rules.ts';
import type { CallConference, ConferencesOfCase, ConferenceStep, MoveConference, OfficerConference, ProposeTask, StepTask, WriteEntry } from './schema.ts';
import { lineView, officerView } from './views.ts';

const DAY = 86_400_000;
export const todayOf = (ctx: Ctx): string => dayIn(ctx.pack.info.timeZone, ctx.now);

/** Until when members may read a conference that ends now. */
export const membersUntil = (ctx: Ctx): Date => new Date(ctx.now.getTime() + ctx.pack.slice(conferenceSlice).retentionDays * DAY);

function notPast(ctx: Ctx, day: string, field: string): void {
  if (day < todayOf(ctx)) throw refuse('plans.day-is-past', { field });
}

/** Conferences of a case and of those that go on in it. */
export async function conferencesOf(ctx: Ctx, caseId: string): Promise<ConferencesOfCase> {
  const rows = await repository.conferencesOfCases(ctx.actor, ctx.tx, await casesTogether(ctx, caseId), todayOf(ctx));
  return { conferences: rows.map(lineView) };
}

/** Calls a conference: who takes part comes after, one by one, each with a consent. */
export async function callConference(ctx: Ctx, caseId: string, command: CallConference): Promise<{ conferenceId: string }> {
  const { state } = await getCase(ctx, caseId);
  if (state === 'closed') throw refuse('plans.case-closed');
  notPast(ctx, command.plannedOn, 'plannedOn');
  const conferenceId = newId(ctx.now);
  await repository.insertConference(ctx.actor, ctx.tx, { id: conferenceId, caseId, question: command.question, ...whenOf(command) }, ctx.now);
  await ctx.tell({ type: 'plans.conference-called', caseId, conferenceId });
  return { conferenceId };
}

const whenOf = (c: MoveConference) => ({ how: c.how, place: c.place ?? null, plannedOn: c.plannedOn, plannedTime: c.plannedTime ?? null });

/** A conference for an officer who is about to change it, locked; refused once it ended. */
export async function openConference(ctx: Ctx, id: string): Promise<ConferenceRow> {
  const row = await repository.findConference(ctx.actor, ctx.tx, id, true);
  if (row && isOpen(row.state)) return row;
  // The database lets nobody lock what is over; who may see it is told so.
  throw (await repository.findConference(ctx.actor, ctx.tx, id)) ? refuse('plans.conference.is-over', { status: 409 }) : notFound();
}

/** One conference as its officers see it. */
export async function getConference(ctx: Ctx, id: string): Promise<OfficerConference> {
  const row = await repository.findConference(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  const line = (await caseLines(ctx, [row.case_id])).get(row.case_id);
  return officerView(row, {
    members: await membersWhoRead(ctx, row), entries: await repository.entriesOf(ctx.actor, ctx.tx, id), tasks: await repository.tasksOf(ctx.actor, ctx.tx, id),
    person: line?.name ?? '', publicCode: line?.publicCode ?? '', today: todayOf(ctx), mayWrite: ctx.actor.role !== 'supervisor' && isOpen(row.state),
  });
}

/** Another day, way or place. */
export async function moveConference(ctx: Ctx, id: string, command: MoveConference): Promise<OfficerConference> {
  const row = await openConference(ctx, id);
  if (row.state !== 'called') throw refuse('plans.conference.not-this-step', { status: 409 });
  notPast(ctx, command.plannedOn, 'plannedOn');
  await repository.moveConference(ctx.actor, ctx.tx, id, whenOf(command));
  await repository.appendEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId: id, kind: 'moved' }, ctx.now);
  return getConference(ctx, id);
}

/** It took place, it ends, or it will not take place. */
export async function stepConference(ctx: Ctx, id: string, step: ConferenceStep): Promise<OfficerConference> {
  const row = await openConference(ctx, id);
  const decided = afterStep(row.state, step);
  if (!decided.ok) throw new Refused(decided.problems, 409);
  const state = decided.value;
  const ends = !isOpen(state);
  await repository.setState(ctx.actor, ctx.tx, id, { state, closedAt: ends ? ctx.now : null, membersUntil: ends ? endOfReading(ctx, step) : null });
  await repository.appendEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId: id, kind: state === 'called' ? 'moved' : state }, ctx.now);
  await ctx.tell({ type: `plans.conference-${state}`, caseId: row.case_id, conferenceId: id });
  return getConference(ctx, id);
}

/** What never took place is read by nobody any more. */
const endOfReading = (ctx: Ctx, step: ConferenceStep): Date => (step === 'cancel' ? ctx.now : membersUntil(ctx));

/** A note of the officers, or a decision. */
export async function writeEntry(ctx: Ctx, id: string, command: WriteEntry): Promise<OfficerConference> {
  await openConference(ctx, id);
  await repository.appendEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId: id, kind: command.kind, text: command.text, told: command.kind === 'decision' && command.told }, ctx.now);
  return getConference(ctx, id);
}

/** What a member is asked to do, or what the own office takes on. */
export async function proposeTask(ctx: Ctx, id: string, command: ProposeTask): Promise<OfficerConference> {
  const row = await openConference(ctx, id);
  notPast(ctx, command.dueOn, 'dueOn');
  const memberId = command.memberId ?? null;
  if (memberId !== null && !(await membersWhoRead(ctx, row)).some((m) => m.id === memberId && m.reads)) throw refuse('plans.conference.not-a-member', { field: 'memberId' });
  await repository.insertTask(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId: id, memberId, what: command.what, dueOn: command.dueOn, state: memberId === null ? 'taken' : 'proposed' }, ctx.now);
  return getConference(ctx, id);
}

/** A step of a task, by an officer. */
export async function stepTask(ctx: Ctx, id: string, taskId: string, command: StepTask): Promise<OfficerConference> {
  await openConference(ctx, id);
  const task = await repository.lockTask(ctx.actor, ctx.tx, id, taskId);
  if (!task) throw notFound();
  await saveStep(ctx, task, command, 'officer');
  return getConference(ctx, id);
}

/** Decides and writes a step of a task that was locked. */
export async function saveStep(ctx: Ctx, task: repository.TaskRow, command: StepTask, side: 'officer' | 'member'): Promise<void> {
  const decided = afterTaskStep({ state: task.state, ofMember: task.member_id !== null }, command, side);
  if (!decided.ok) throw new Refused(decided.problems, 409);
  if (command.dueOn !== undefined) notPast(ctx, command.dueOn, 'dueOn');
  const dueOn = command.step === 'take' ? command.dueOn ?? task.due_on : task.due_on;
  await repository.saveTask(ctx.actor, ctx.tx, task.id, { state: decided.value, dueOn, note: command.note ?? null }, ctx.now);
}
