/** Tries to reach a person, and what follows from each. */
import { getInstrument } from '#assessment';
import { addDays } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import type { Ctx } from '#platform/context';
import { casesTogether } from '#registry';
import * as lost from './lost-repository.ts';
import { plansSlice } from './pack.ts';
import * as repository from './repository.ts';
import type { FollowUpRow } from './repository.ts';
import { find, findsPerson, lostNow, type LostPeriod } from './rules/lost.ts';
import { nextChannel, wayTried } from './rules/reaching.ts';
import { afterAttempt, reschedule, type AfterAttempt, type FollowUpRecord } from './rules/schedule.ts';
import type { CaseFollowUps, Channel, FindPerson, FollowUpView, FoundHow, RecordAttempt, RescheduleFollowUp, Way } from './schema.ts';
import { asView, followUpsOf, isTooYoung, lockedRow, rowOf, SURVEY, today } from './service.ts';
import { stopUsing, waysOf } from './ways.ts';

function recordOf(row: FollowUpRow, hasSurvey: boolean): FollowUpRecord {
  return { state: row.state, dueOn: row.due_on, attempts: row.attempts, hasSurvey, lostOn: row.lost_on };
}

/** Moves a waiting contact to another day, with the reason. */
export async function rescheduleFollowUp(ctx: Ctx, id: string, command: RescheduleFollowUp): Promise<FollowUpView> {
  const row = await lockedRow(ctx, id);
  const moved = reschedule(recordOf(row, false), command.dueOn, today(ctx));
  if (!moved.ok) throw new Refused(moved.problems);
  await repository.updateFollowUp(ctx.actor, ctx.tx, id, { ...changeFrom(row), dueOn: moved.value });
  await repository.insertAttempt(ctx.actor, ctx.tx, { id: newId(ctx.now), followUpId: id, channel: row.channel, outcome: 'later', note: command.why, contactId: null, relationId: null }, ctx.now);
  return asView(ctx, await rowOf(ctx, id));
}

/** A contact as it stands, to be changed in part. */
export function changeFrom(row: FollowUpRow): repository.FollowUpChange {
  return {
    state: row.state, channel: row.channel, dueOn: row.due_on, attempts: row.attempts, escalated: row.escalated, lostOn: row.lost_on, lastChannel: row.last_channel,
    outcome: row.outcome, closedOn: row.closed_on,
  };
}

const isOver = (after: AfterAttempt): boolean => after.state === 'done' || after.state === 'closed';

function allowed<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.problems);
  return result.value;
}

/** The channel that the next try should take: another one only after a try that did not reach the person. */
function channelAfter(ctx: Ctx, after: AfterAttempt, tried: RecordAttempt, ways: readonly Way[], planned: Channel): Channel {
  if (after.attempts === 0) return planned;
  return nextChannel(ctx.pack.slice(plansSlice).attempts.channels, tried.channel, ways);
}

/** Whether the survey is still to be asked at this contact. */
async function surveyWaits(ctx: Ctx, row: FollowUpRow): Promise<boolean> {
  return row.round !== null && !row.survey_id && !(await isTooYoung(ctx, row.case_id, getInstrument(ctx, SURVEY)));
}

const namedBy = (way: Way | null) => ({ contactId: way?.contactId ?? null, relationId: way?.relative?.relationId ?? null });

/** Keeps a try with the contact that it was made by, and brings the contact of follow-up to where it stands now. */
async function keepTry(ctx: Ctx, row: FollowUpRow, command: RecordAttempt, after: AfterAttempt): Promise<void> {
  const on = today(ctx);
  const { ways, unsafe } = await waysOf(ctx, row.case_id, await repository.listAttempts(ctx.actor, ctx.tx, row.id));
  const way = allowed(wayTried(command, ways, unsafe));
  const { channel, outcome, note = null } = command;
  await repository.insertAttempt(ctx.actor, ctx.tx, { id: newId(ctx.now), followUpId: row.id, channel, outcome, note, ...namedBy(way) }, ctx.now);
  const left = ways.map((w) => (w === way ? { ...w, failed: true } : w));
  await repository.updateFollowUp(ctx.actor, ctx.tx, row.id, {
    state: after.state, channel: channelAfter(ctx, after, command, left, row.channel), dueOn: after.dueOn, attempts: after.attempts, escalated: after.escalated, lostOn: after.lostOn,
    outcome: after.outcome, lastChannel: outcome === 'reached' ? channel : row.last_channel, closedOn: isOver(after) ? on : null,
  });
  if (outcome === 'not-safe' && way) await stopUsing(ctx, row.case_id, way.contactId);
}

/** Records a try to reach the person, and what follows from it. */
export async function recordAttempt(ctx: Ctx, id: string, command: RecordAttempt): Promise<FollowUpView> {
  const row = await lockedRow(ctx, id);
  const on = today(ctx);
  const after = allowed(afterAttempt(recordOf(row, await surveyWaits(ctx, row)), command, on, ctx.pack.slice(plansSlice).attempts));
  await keepTry(ctx, row, command, after);
  await tellLost(ctx, row, after, on);
  if (after.endsAll) await repository.endContacts(ctx.actor, ctx.tx, row.case_id, on, ctx.now);
  await ctx.tell({ type: 'plans.contact-tried', caseId: row.case_id, followUpId: id, outcome: command.outcome, state: after.state });
  return asView(ctx, await rowOf(ctx, id));
}

/** A try may begin or end a time in which nobody knows how to reach the person. */
async function tellLost(ctx: Ctx, row: FollowUpRow, after: AfterAttempt, on: string): Promise<void> {
  const together = await casesTogether(ctx, row.case_id);
  if (after.state === 'lost') return beginLost(ctx, row, together, on);
  if (findsPerson(after.outcome) && lostNow(await lost.listLost(ctx.actor, ctx.tx, together))) await endLost(ctx, row.case_id, together, { how: 'contact', note: null });
}

async function beginLost(ctx: Ctx, row: FollowUpRow, together: readonly string[], on: string): Promise<void> {
  if (lostNow(await lost.listLost(ctx.actor, ctx.tx, together))) return;
  const lastSafe = await lost.lastReached(ctx.actor, ctx.tx, together, ctx.pack.info.timeZone);
  await lost.insertLost(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId: row.case_id, followUpId: row.id, from: on, lastSafe }, ctx.now);
  await ctx.tell({ type: 'plans.person-lost', caseId: row.case_id, followUpId: row.id });
}

async function endLost(ctx: Ctx, caseId: string, together: readonly string[], found: { how: FoundHow; note: string | null }): Promise<void> {
  const on = today(ctx);
  const rows = await lost.listLost(ctx.actor, ctx.tx, together);
  allowed(find(rows.map((r): LostPeriod => ({ from: r.from, until: r.until, how: r.how, lastSafe: null })), on, found.how));
  await lost.endLost(ctx.actor, ctx.tx, together, { ...found, on, again: addDays(on, ctx.pack.slice(plansSlice).attempts.retryAfterDays) }, ctx.now);
  await ctx.tell({ type: 'plans.person-found', caseId, how: found.how });
}

/** Somebody who was lost came by themselves, or a relative or an institution told where they are. What was given up is tried again. */
export async function findPerson(ctx: Ctx, caseId: string, command: FindPerson): Promise<CaseFollowUps> {
  const together = await casesTogether(ctx, caseId);
  if (together.length === 0) throw notFound();
  if (!lostNow(await lost.listLost(ctx.actor, ctx.tx, together))) throw refuse('plans.not-lost', { status: 409 });
  await endLost(ctx, caseId, together, { how: command.how, note: command.note ?? null });
  return followUpsOf(ctx, caseId);
}
