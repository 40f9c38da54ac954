/** The side of an institution that was invited: what the person agreed to, what it says, what it takes on. */
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as repository from '../conference-repository.ts';
import type { MineRow, SeatRow } from '../conference-repository.ts';
import { isOpen } from './rules.ts';
import type { MemberConference, MemberConferences, SearchMine, StepTask, TakeOn } from './schema.ts';
import { saveStep, todayOf } from './service.ts';
import { memberView, mineView } from './views.ts';

const PAGE = 50;
const MOST_COUNTED = 500;

/** Where a page went on: the moment of the invitation and the member. */
function placeOf(text: string | undefined): { at: Date; id: string } | null {
  const [, at, id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(text ?? '') ?? [];
  return at && id ? { at: new Date(Number(at)), id } : null;
}

const placeAfter = (row: MineRow): string => `${row.invited_at.getTime()}.${row.member_id}`;

/** A list of the conferences of the own institution, with the counts of both. */
export async function myConferences(ctx: Ctx, asked: SearchMine): Promise<MemberConferences> {
  const rows = await repository.listMine(ctx.actor, ctx.tx, { list: asked.list, text: asked.text ? asked.text : null, after: placeOf(asked.after), limit: PAGE + 1 });
  const counts = { open: await repository.countMine(ctx.actor, ctx.tx, 'open', MOST_COUNTED), ended: await repository.countMine(ctx.actor, ctx.tx, 'ended', MOST_COUNTED) };
  const page = rows.slice(0, PAGE);
  return { list: asked.list, counts, lines: page.map(mineView), next: rows.length > PAGE ? placeAfter(page.at(-1)!) : null };
}

async function seatOf(ctx: Ctx, conferenceId: string): Promise<SeatRow> {
  const row = await repository.findSeat(ctx.actor, ctx.tx, conferenceId);
  if (!row) throw notFound();
  return row;
}

async function openSeat(ctx: Ctx, conferenceId: string): Promise<SeatRow> {
  const row = await seatOf(ctx, conferenceId);
  if (!isOpen(row.state)) throw refuse('plans.conference.is-over', { status: 409 });
  return row;
}

/** One conference as the own institution may read it now. */
export async function myConference(ctx: Ctx, conferenceId: string): Promise<MemberConference> {
  const row = await seatOf(ctx, conferenceId);
  return memberView(row, await repository.entriesForSeat(ctx.actor, ctx.tx, conferenceId), await repository.tasksForSeat(ctx.actor, ctx.tx, conferenceId), todayOf(ctx));
}

/** What the institution has to say: the officers read it, other members do not. */
export async function contribute(ctx: Ctx, conferenceId: string, text: string): Promise<MemberConference> {
  const { member_id } = await openSeat(ctx, conferenceId);
  await repository.appendEntry(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId, memberId: member_id, kind: 'contribution', text }, ctx.now);
  return myConference(ctx, conferenceId);
}

/** The institution takes something on by itself. */
export async function takeOn(ctx: Ctx, conferenceId: string, command: TakeOn): Promise<MemberConference> {
  const { member_id } = await openSeat(ctx, conferenceId);
  if (command.dueOn < todayOf(ctx)) throw refuse('plans.day-is-past', { field: 'dueOn' });
  await repository.insertTask(ctx.actor, ctx.tx, { id: newId(ctx.now), conferenceId, memberId: member_id, ...command, state: 'taken' }, ctx.now);
  return myConference(ctx, conferenceId);
}

/** A step of an own task. */
export async function stepOwnTask(ctx: Ctx, conferenceId: string, taskId: string, command: StepTask): Promise<MemberConference> {
  await openSeat(ctx, conferenceId);
  const task = await repository.lockOwnTask(ctx.actor, ctx.tx, conferenceId, taskId);
  if (!task) throw notFound();
  await saveStep(ctx, task, command, 'member');
  return myConference(ctx, conferenceId);
}
