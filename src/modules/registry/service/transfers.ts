import { colleagueNames, colleaguesOf, listOffices } from '#access';
import { dayIn } from '#kernel/dates';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as cases from '../repository/cases.ts';
import { followJoins } from '../repository/joins.ts';
import { findPerson } from '../repository/people.ts';
import * as repository from '../repository/transfers.ts';
import { answerBy } from '../rules/case.ts';
import { fullName } from '../rules/person.ts';
import { afterTransferAction, mayAct, mayKeepCases, type TransferAction } from '../rules/transfer.ts';
import { AcceptTransfer, AskTransfer, RefuseTransfer, type CaseTransfers, type TransferState, type TransferView } from '../schema.ts';
import { officeName, officeNames, placeName, shaped, today } from './shared.ts';

const TAKERS: ReadonlySet<string> = new Set(['window', 'protection']);
const ASKERS: ReadonlySet<string> = new Set([...TAKERS, 'supervisor']);

const sides = (row: repository.TransferRow) => ({ from: row.fromOffice, to: row.toOffice });
const daysOf = (ctx: Ctx) => ctx.pack.slice(registrySlice).answerWithinDays;

function asView(ctx: Ctx, row: repository.TransferRow, own: readonly string[], names: { readonly offices: ReadonlyMap<string, string>; readonly people: ReadonlyMap<string, string> }): TransferView {
  const may = (action: Exclude<TransferAction, 'overtake'>) => afterTransferAction(row.state, action).ok && mayAct({ role: ctx.actor.role, offices: own }, action, sides(row));
  const who = (id: string | null) => (id === null ? null : (names.people.get(id) ?? null));
  const zone = ctx.pack.info.timeZone;
  return {
    transferId: row.id, caseId: row.caseId, personId: row.personId, state: row.state, fromOfficeName: names.offices.get(row.fromOffice) ?? '', toOfficeName: names.offices.get(row.toOffice) ?? '',
    note: row.note, reason: row.reason as TransferView['reason'], answer: row.answer, askedBy: who(row.askedBy), askedOn: dayIn(zone, row.askedAt), answerBy: row.answerBy,
    late: row.state === 'asked' && row.answerBy < today(ctx), answeredBy: who(row.answeredBy), answeredOn: row.answeredAt ? dayIn(zone, row.answeredAt) : null,
    mayAnswer: may('accept'), mayTakeBack: may('take-back'), mayTakeNote: may('take-note') && row.seenAt === null,
  };
}

/** The transfers of a case that the actor may see, and the offices that could take it over. */
export async function transfersOf(ctx: Ctx, caseId: string): Promise<CaseTransfers> {
  const row = await cases.findCase(ctx.actor, ctx.tx, caseId);
  if (!row) throw notFound();
  const [person, transfers, own, active] = [
    await findPerson(ctx.actor, ctx.tx, row.personId), await repository.listTransfers(ctx.actor, ctx.tx, caseId), await repository.officesOf(ctx.actor, ctx.tx), await listOffices(ctx),
  ];
  const offices = await officeNames(ctx, [row.officeId, ...transfers.flatMap((t) => [t.fromOffice, t.toOffice])]);
  const people = await colleagueNames(ctx, transfers.flatMap((t) => [t.askedBy, t.answeredBy]));
  const mayAsk = ASKERS.has(ctx.actor.role) && row.state !== 'closed' && own.includes(row.officeId) && !transfers.some((t) => t.state === 'asked');
  return {
    personId: row.personId, publicCode: row.publicCode, name: person ? fullName(person) : '', caseState: row.state, officeName: offices.get(row.officeId) ?? '',
    transfers: transfers.map((t) => asView(ctx, t, own, { offices, people })), mayAsk,
    offices: active.filter((o) => mayKeepCases(o.kind) && o.id !== row.officeId).map((o) => ({ officeId: o.id, name: officeName(ctx, o), placeName: placeName(ctx, o.admin2) })),
  };
}

/** Asks another office to take a case over. It stays here until that office accepts. */
export async function askTransfer(ctx: Ctx, caseId: string, command: AskTransfer): Promise<{ transferId: string; personId: string }> {
  const { toOfficeId, note } = shaped(AskTransfer, command);
  const row = await cases.findCase(ctx.actor, ctx.tx, caseId);
  if (!row) throw notFound();
  if (row.state === 'closed') throw refuse('registry.case-closed', { status: 409 });
  if (!(await repository.officesOf(ctx.actor, ctx.tx)).includes(row.officeId)) throw refuse('registry.transfer-of-others');
  const to = (await listOffices(ctx)).find((o) => o.id === toOfficeId);
  if (!to || !mayKeepCases(to.kind) || to.id === row.officeId) throw refuse('registry.transfer-office', { field: 'toOfficeId' });
  const transferId = newId(ctx.now);
  const asked = await repository.insertTransfer(ctx.actor, ctx.tx, {
    id: transferId, caseId, personId: row.personId, fromOffice: row.officeId, toOffice: to.id, fromOfficer: row.officerId, note, answerBy: answerBy(today(ctx), row.urgency, daysOf(ctx)), now: ctx.now,
  });
  if (!asked) throw refuse('registry.transfer-open', { status: 409 });
  await ctx.tell({ type: 'registry.case-transfer-asked', transferId, caseId, officeId: to.id, fromOfficeId: row.officeId });
  return { transferId, personId: row.personId };
}

/** A transfer on which the actor may act this way now, and the state it comes to. */
async function actOn(ctx: Ctx, transferId: string, action: Exclude<TransferAction, 'overtake'>): Promise<{ row: repository.TransferRow; state: TransferState }> {
  const row = await repository.findTransfer(ctx.actor, ctx.tx, transferId);
  if (!row) throw notFound();
  if (!mayAct({ role: ctx.actor.role, offices: await repository.officesOf(ctx.actor, ctx.tx) }, action, sides(row))) throw refuse('registry.transfer-of-others');
  const next = afterTransferAction(row.state, action);
  if (!next.ok) throw new Refused(next.problems, 409);
  return { row, state: next.value };
}

export interface Answered { readonly caseId: string; readonly personId: string }

async function end(ctx: Ctx, row: repository.TransferRow, to: { state: TransferState; reason?: string; answer?: string | undefined }): Promise<Answered> {
  const ended = await repository.endTransfer(ctx.actor, ctx.tx, { id: row.id, state: to.state, reason: to.reason ?? null, answer: to.answer ?? null, now: ctx.now });
  if (!ended) throw refuse('registry.transfer-over', { status: 409 });
  await ctx.tell({ type: 'registry.case-transfer-ended', transferId: row.id, caseId: row.caseId, as: to.state });
  return { caseId: row.caseId, personId: row.personId };
}

/** Who holds an accepted case: whom the actor names, the actor who works at that office, or nobody yet. */
async function holderOf(ctx: Ctx, officeId: string, named: string | undefined): Promise<string | null> {
  if (named === undefined) return TAKERS.has(ctx.actor.role) && ctx.actor.officeId === officeId ? ctx.actor.userId : null;
  if (!(await colleaguesOf(ctx, officeId)).some((c) => c.id === named)) throw refuse('registry.officer-not-of-office', { field: 'officerId' });
  return named;
}

/** Takes a case over: from now on it is this office's. Of two who accept at once, one is told. */
export async function acceptTransfer(ctx: Ctx, transferId: string, command: AcceptTransfer): Promise<Answered> {
  const { officerId } = shaped(AcceptTransfer, command);
  const { row, state } = await actOn(ctx, transferId, 'accept');
  const holder = await holderOf(ctx, row.toOffice, officerId);
  const answered = await end(ctx, row, { state });
  const found = await cases.findCase(ctx.actor, ctx.tx, row.caseId);
  if (!found) throw notFound();
  const move: repository.MovedCase = {
    caseId: row.caseId, from: { officeId: row.fromOffice, officerId: found.officerId },
    to: { officeId: row.toOffice, officerId: holder, state: holder ? 'active' : 'new', answerBy: answerBy(today(ctx), found.urgency, daysOf(ctx)) },
  };
  if (!(await repository.moveCase(ctx.actor, ctx.tx, move))) throw refuse('platform.conflict', { status: 409 });
  await cases.insertAssignment(ctx.actor, ctx.tx, {
    id: newId(ctx.now), caseId: row.caseId, personId: row.personId, officeId: row.toOffice, officerId: holder, note: row.note, now: ctx.now,
    why: 'transfer', fromOfficer: found.officerId, fromOffice: row.fromOffice,
  });
  await followJoins(ctx.actor, ctx.tx, row.caseId, ctx.now);
  await ctx.tell({ type: 'registry.case-moved', caseId: row.caseId, personId: row.personId, officeId: row.toOffice });
  return answered;
}

/** Does not take a case over, and says why; the case stays where it is, and this office sees the person no longer. */
export async function refuseTransfer(ctx: Ctx, transferId: string, command: RefuseTransfer): Promise<Answered> {
  const { reason, answer } = shaped(RefuseTransfer, command);
  if (reason === 'other' && !answer) throw refuse('registry.transfer-answer-missing', { field: 'answer' });
  const { row, state } = await actOn(ctx, transferId, 'refuse');
  return end(ctx, row, { state, reason, answer });
}

/** The asking office keeps its case after all. */
export async function takeTransferBack(ctx: Ctx, transferId: string): Promise<Answered> {
  const { row, state } = await actOn(ctx, transferId, 'take-back');
  return end(ctx, row, { state });
}

/** The asking office has read why the other one refused. */
export async function noteRefusal(ctx: Ctx, transferId: string): Promise<Answered> {
  const { row } = await actOn(ctx, transferId, 'take-note');
  await repository.noteSeen(ctx.actor, ctx.tx, transferId, ctx.now);
  return { caseId: row.caseId, personId: row.personId };
}
