import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { caseLines, casesTogether } from '#registry';
import { getService, givePlaceBack, noteAnswer, reportEntry, takePlace } from '#directory';
import { referralsSlice, type ReferralsPack } from './pack.ts';
import { answerIn, placeMove } from './place-held.ts';
import { draftsFollowCase } from './repository/drafts.ts';
import { appendEvent, eventsOf } from './repository/events.ts';
import * as repository from './repository/referrals.ts';
import { asRecord, type ReferralRow } from './repository/scope.ts';
import { stateAt } from './rules/clocks.ts';
import { applied, decide } from './rules/decide.ts';
import type { Around, Command, Decision, ReferralEventType, Side } from './rules/record.ts';
import {
  type AnswerQuestion, type AskMore, type AcceptReferral, type CompleteReferral, type DeclineReferral, type InboxReferral, isClosed, type OfficerReferral, type OfficerReferralLine,
  type ReferralState, type WithdrawReferral,
} from './schema.ts';
import { asksSomething, forOfficer, forProvider, lineForOfficer } from './views.ts';

const pack = (ctx: Ctx): ReferralsPack => ctx.pack.slice(referralsSlice);

/** Events go out with ids and codes only. */
export async function tellAll(ctx: Ctx, events: readonly ReferralEventType[], row: Pick<ReferralRow, 'id' | 'case_id' | 'need_id' | 'service_id'>): Promise<void> {
  for (const type of events) {
    await ctx.tell({ type, referralId: row.id, caseId: row.case_id, needId: row.need_id, serviceId: row.service_id });
  }
}

export interface Given {
  readonly row: ReferralRow;
  readonly command: Command;
  readonly side: Side;
  /** Whose word it is, where an officer writes down what the person says. */
  readonly said?: Side;
  readonly details?: repository.Details;
  readonly note?: string | undefined;
  readonly reason?: string;
  /** Somebody without an account answers through this link. */
  readonly link?: { readonly id: string; readonly name: string };
}

/** What every decision is made with. */
export function around(ctx: Ctx, row: Pick<ReferralRow, 'zone'>, side: Side): Around {
  return { now: ctx.now, side, pack: pack(ctx), zone: row.zone ?? ctx.pack.info.timeZone };
}

/** What a command changes as the referral stands, or its refusal. */
export function decided(ctx: Ctx, { row, command, side }: Pick<Given, 'row' | 'command' | 'side'>): Decision {
  const result = decide(asRecord(row), command, around(ctx, row, side));
  if (!result.ok) throw new Refused(result.problems, 409);
  return result.value;
}

/** Decide, save, remember, tell: the one way a stored referral changes. */
export async function carryOut(ctx: Ctx, { row, command, side, said, details = {}, note, reason, link }: Given): Promise<Decision> {
  const decision = decided(ctx, { row, command, side });
  const { changes, events } = decision;
  if (Object.keys(changes).length === 0) return decision;
  const state = stateAt(applied(asRecord(row), command, decision), ctx.now);
  // The entry is written first: once the referral is closed, its history takes nothing more.
  await appendEvent(ctx.actor, ctx.tx, {
    id: newId(ctx.now), referralId: row.id, commandId: command.id, at: ctx.now, kind: command.kind,
    state, side: said ?? side, note: note ?? null, reason: reason ?? null, linkId: link?.id, linkName: link?.name,
  });
  await repository.saveChanges(ctx.actor, ctx.tx, row.id, changes, details, ctx.now);
  await feedBack(ctx, row, command, state);
  await tellAll(ctx, events, row);
  return decision;
}

/** What the directory learns of a step: a place is taken or given back, and how the service answered. */
async function feedBack(ctx: Ctx, row: ReferralRow, command: Command, to: ReferralState): Promise<void> {
  const from = stateAt(asRecord(row), ctx.now);
  const move = placeMove(from, to);
  if (move === 'take') await takePlace(ctx, row.service_id, row.id);
  if (move === 'give-back') await givePlaceBack(ctx, row.service_id, row.id);
  const accepted = answerIn(command.kind, from);
  if (accepted !== null) await noteAnswer(ctx, row.service_id, { referralId: row.id, accepted });
}

/** A referral of the officer's, locked, since something is about to change. */
export async function officersRow(ctx: Ctx, id: string): Promise<ReferralRow> {
  const row = await repository.lockForOfficer(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  return row;
}

async function providersRow(ctx: Ctx, id: string): Promise<ReferralRow> {
  await repository.lockForProvider(ctx.actor, ctx.tx, id, ctx.now);
  const row = await repository.findForProvider(ctx.actor, ctx.tx, id, ctx.now);
  if (!row) throw notFound();
  return row;
}

type ShownAs<Shown> = typeof lineForOfficer extends (...given: infer Given) => unknown ? (...given: Given) => Shown : never;

/** Rows as their sender reads them, with what happened to `told` of them. */
async function officersRead<Shown>(ctx: Ctx, rows: readonly ReferralRow[], told: readonly ReferralRow[], as: ShownAs<Shown>): Promise<Shown[]> {
  const [events, lines] = await Promise.all([eventsOf(ctx.actor, ctx.tx, told.map((r) => r.id), ctx.now), caseLines(ctx, [...new Set(rows.map((r) => r.case_id))])]);
  const reader = { now: ctx.now, pack: pack(ctx), role: ctx.actor.role };
  return rows.map((row) => as(row, events.filter((e) => e.referral_id === row.id), { ...reader, name: lines.get(row.case_id)?.name }));
}

/** Lines of a list: of what happened only the questions that wait. */
export const officersLines = (ctx: Ctx, rows: readonly ReferralRow[]): Promise<OfficerReferralLine[]> => officersRead(ctx, rows, rows.filter(asksSomething), lineForOfficer);

/** Referrals as their sender reads them, with history. */
export const officersView = (ctx: Ctx, rows: readonly ReferralRow[]): Promise<OfficerReferral[]> => officersRead(ctx, rows, rows, forOfficer);

/** The referrals of a case and of those that go on in it, with history and what can be done next. */
export async function referralsOf(ctx: Ctx, caseId: string): Promise<OfficerReferral[]> {
  return officersView(ctx, await repository.referralsOfCases(ctx.actor, ctx.tx, await casesTogether(ctx, caseId)));
}

/** One referral for the officer. */
export async function getReferral(ctx: Ctx, id: string): Promise<OfficerReferral> {
  const row = await repository.findForOfficer(ctx.actor, ctx.tx, id);
  if (!row) throw notFound();
  return (await officersView(ctx, [row]))[0]!;
}

/** The provider opens a referral; the first time, the officer sees that it was read. */
export async function openReferral(ctx: Ctx, id: string): Promise<InboxReferral> {
  const row = await providersRow(ctx, id);
  await carryOut(ctx, { row, command: { id: newId(ctx.now), kind: 'open' }, side: 'provider' });
  return providersView(ctx, id);
}

/** A referral as its provider may read it now; leaves no mark of opening. */
export const readReferral = (ctx: Ctx, id: string): Promise<InboxReferral> => providersView(ctx, id);

async function providersView(ctx: Ctx, id: string): Promise<InboxReferral> {
  const row = await repository.findForProvider(ctx.actor, ctx.tx, id, ctx.now);
  if (!row) throw notFound();
  const events = await eventsOf(ctx.actor, ctx.tx, [id], ctx.now);
  return forProvider(row, events, { now: ctx.now, pack: pack(ctx) });
}

type Answer = Omit<Given, 'row' | 'side' | 'command'> & { readonly command: (id: string) => Command };

async function answerAsProvider(ctx: Ctx, id: string, answer: Answer): Promise<InboxReferral> {
  const row = await providersRow(ctx, id);
  await carryOut(ctx, { ...answer, row, side: 'provider', command: answer.command(newId(ctx.now)) });
  return providersView(ctx, id);
}

export function acceptReferral(ctx: Ctx, id: string, body: AcceptReferral): Promise<InboxReferral> {
  return answerAsProvider(ctx, id, { command: (c) => ({ id: c, kind: 'accept' }), details: { answered: true }, note: body.note });
}

/** A service that this provider may know of. */
async function requireService(ctx: Ctx, id: string): Promise<void> {
  try {
    await getService(ctx, id);
  } catch (error) {
    if (error instanceof Refused) throw refuse('referrals.unknown-service', { field: 'alternativeServiceId' });
    throw error;
  }
}

/** Declines, names a service that fits better, and tells the steward if what the directory says of who may come is wrong. */
export async function declineReferral(ctx: Ctx, id: string, body: DeclineReferral): Promise<InboxReferral> {
  if (body.alternativeServiceId) await requireService(ctx, body.alternativeServiceId);
  if (body.requirements) {
    const { service_id: entryId } = await providersRow(ctx, id);
    await reportEntry(ctx, { kind: 'service', entryId, subject: 'requirements', text: body.requirements });
  }
  return answerAsProvider(ctx, id, {
    command: (c) => ({ id: c, kind: 'decline', reason: body.reason }), note: body.note, reason: body.reason,
    details: { answered: true, reason: body.reason, alternativeServiceId: body.alternativeServiceId },
  });
}

export function askMore(ctx: Ctx, id: string, body: AskMore): Promise<InboxReferral> {
  return answerAsProvider(ctx, id, { command: (c) => ({ id: c, kind: 'ask', question: body.question }), details: { answered: true }, note: body.question });
}

/** Waiting list, start, and did not come: steps that need no more than a remark. */
export function stepReferral(ctx: Ctx, id: string, kind: 'waiting-list' | 'start' | 'did-not-come', note: string | undefined): Promise<InboxReferral> {
  return answerAsProvider(ctx, id, { command: (c) => ({ id: c, kind }), details: { answered: true }, note });
}

export function completeReferral(ctx: Ctx, id: string, body: CompleteReferral): Promise<InboxReferral> {
  return answerAsProvider(ctx, id, {
    command: (c) => ({ id: c, kind: 'complete', outcome: body.outcome }), details: { answered: true, outcome: body.outcome }, note: body.note,
  });
}

/** One step of the officer, and how the referral stands then. */
export async function followAsOfficer(ctx: Ctx, id: string, follow: (row: ReferralRow) => Omit<Given, 'row' | 'side'>): Promise<OfficerReferral> {
  const row = await officersRow(ctx, id);
  await carryOut(ctx, { ...follow(row), row, side: 'officer' });
  return getReferral(ctx, id);
}

export function withdrawReferral(ctx: Ctx, id: string, body: WithdrawReferral): Promise<OfficerReferral> {
  return followAsOfficer(ctx, id, () => ({ command: { id: newId(ctx.now), kind: 'withdraw' }, note: body.note }));
}

export function answerQuestion(ctx: Ctx, id: string, body: AnswerQuestion): Promise<OfficerReferral> {
  return followAsOfficer(ctx, id, (row) => ({
    command: { id: newId(ctx.now), kind: 'answer', answer: body.answer, urgency: row.urgency }, note: body.answer,
  }));
}

export function resendReferral(ctx: Ctx, id: string): Promise<OfficerReferral> {
  return followAsOfficer(ctx, id, (row) => ({ command: { id: newId(ctx.now), kind: 'resend', urgency: row.urgency }, details: { sentAgain: true } }));
}

export function acknowledgeReferral(ctx: Ctx, id: string): Promise<OfficerReferral> {
  return followAsOfficer(ctx, id, () => ({ command: { id: newId(ctx.now), kind: 'acknowledge' } }));
}

/** What an earlier referral becomes when another one takes its place: withdrawn if still open, dealt with if closed. */
export async function replaceReferral(ctx: Ctx, id: string, caseId: string): Promise<void> {
  const row = await officersRow(ctx, id);
  if (row.case_id !== caseId) throw notFound();
  const state = stateAt(asRecord(row), ctx.now);
  const open = !isClosed(state);
  if (open && state !== 'expired') throw refuse('referrals.still-open', { field: 'replaces', status: 409 });
  await carryOut(ctx, { row, command: { id: newId(ctx.now), ...(open ? { kind: 'withdraw' } : { kind: 'acknowledge', replaced: true }) }, side: 'officer' });
}

/** The case is in the charge of another office, or of another case: what comes back is theirs. */
export async function handOver(ctx: Ctx, caseId: string): Promise<void> {
  await repository.followCase(ctx.actor, ctx.tx, caseId);
  await draftsFollowCase(ctx.actor, ctx.tx, caseId);
}

/** The person withdrew consent, or said no where an emergency went out because they could not be asked: open referrals end, and the provider reads nothing any more. */
export async function closeShares(ctx: Ctx, consentId: string): Promise<void> {
  for (const row of await repository.referralsUnderConsent(ctx.actor, ctx.tx, consentId)) {
    await carryOut(ctx, { row, command: { id: newId(ctx.now), kind: 'consent-withdrawn' }, side: 'person' });
  }
}
