/** How a case ends, and how it goes on. */
import { colleagueNames } from '#access';
import { Refused, type Problem } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { dayIn } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { serverText } from '#platform/i18n';
import { registrySlice } from '../pack.ts';
import { findOpenCase, type CaseRow } from '../repository/cases.ts';
import * as repository from '../repository/closings.ts';
import { answerBy } from '../rules/case.ts';
import { objectionsOfPerson, reopening } from '../rules/closing.ts';
import { CloseCase, ReopenCase, type CaseSummary, type ClosingCode, type ClosingView, type Reached, type Reopened } from '../schema.ts';
import { change, findOrThrow, getCase, next, openCase } from './cases.ts';
import { shaped, today } from './shared.ts';

type Things = Readonly<Record<'needs' | 'goals', string>>;

const NOTHING: Things = { needs: '', goals: '' };

/** What stands against closing a case: of this room, and of every room above that was asked. */
async function objectionsTo(ctx: Ctx, row: CaseRow, code: ClosingCode | null, things: Things): Promise<Problem[]> {
  const standing = await repository.findStanding(ctx.actor, ctx.tx, row.id);
  const own = standing ? objectionsOfPerson(standing, code, today(ctx)) : [];
  const asked = standing?.transferAsked ? [{ code: 'registry.closing-transfer-open' }] : [];
  return [...own, ...asked, ...(await ctx.objections({ type: 'registry.case-closing', caseId: row.id, personId: row.personId, code, ...things }))];
}

/** Closes a case with a code and with what was reached; what is in it stays readable. Rooms above hear of it, and may object before. */
export async function closeCase(ctx: Ctx, caseId: string, command: CloseCase): Promise<CaseSummary> {
  const { code, why, reached, referrals, otherwise } = shaped(CloseCase, command);
  const row = await findOrThrow(ctx, caseId);
  const state = next(row.state, 'close');
  const idsOf = (kind: 'need' | 'goal', result?: Reached) => reached.filter((r) => r.kind === kind && (!result || r.result === result)).map((r) => r.id).join(',');
  const objections = await objectionsTo(ctx, row, code, { needs: idsOf('need'), goals: idsOf('goal') });
  if (objections.length > 0) throw new Refused(objections, 409);
  await repository.insertClosing(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId, personId: row.personId, code, why: why || null, reached, now: ctx.now });
  await change(ctx, row, { state, closedAt: ctx.now, closedWhy: null });
  await ctx.tell({
    type: 'registry.case-closed', caseId, personId: row.personId, code, referrals: referrals ?? null, otherwise: otherwise.join(','),
    met: idsOf('need', 'met'), reached: idsOf('goal', 'met'), partly: idsOf('goal', 'partly'),
  });
  return getCase(ctx, caseId);
}

/** How a closed case would go on: the same, a new one, or not at all, with the reason. */
async function reopeningOf(ctx: Ctx, row: CaseRow) {
  const standing = await repository.findStanding(ctx.actor, ctx.tx, row.id);
  const other = await findOpenCase(ctx.actor, ctx.tx, row.personId);
  const closedOn = row.closedAt ? dayIn(ctx.pack.info.timeZone, row.closedAt) : null;
  return reopening(
    { state: row.state, closedOn, joined: standing?.joined ?? false, otherOpen: other !== undefined && other.id !== row.id },
    today(ctx), ctx.pack.slice(registrySlice).closing.reopenWithinDays,
  );
}

/** The closed case goes on: the same one while it is not long ago, else a new one that names it. Nobody holds it yet. */
export async function reopenCase(ctx: Ctx, caseId: string, command: ReopenCase): Promise<Reopened> {
  const { why } = shaped(ReopenCase, command);
  const row = await findOrThrow(ctx, caseId);
  const decided = await reopeningOf(ctx, row);
  if (!decided.ok) throw new Refused(decided.problems, 409);
  await repository.insertReopening(ctx.actor, ctx.tx, { id: newId(ctx.now), caseId, personId: row.personId, why, now: ctx.now });
  if (decided.value === 'new') {
    const { caseId: fresh } = await openCase(ctx, { personId: row.personId, destinationAdmin2: row.destinationAdmin2, urgency: row.urgency });
    return { caseId: fresh, personId: row.personId, as: 'new' };
  }
  const by = answerBy(today(ctx), row.urgency, ctx.pack.slice(registrySlice).answerWithinDays);
  await change(ctx, row, { state: next(row.state, 'reopen'), officerId: null, answerBy: by, closedAt: null, closedWhy: null });
  await ctx.tell({ type: 'registry.case-reopened', caseId, personId: row.personId, officeId: row.officeId, reopenedOn: today(ctx) });
  return { caseId, personId: row.personId, as: 'same' };
}

/** What closing a case asks, or how it was closed and how it may go on. */
export async function closingOf(ctx: Ctx, caseId: string): Promise<ClosingView> {
  const row = await findOrThrow(ctx, caseId);
  const open = row.state !== 'closed';
  const objections = open ? await objectionsTo(ctx, row, null, NOTHING) : [];
  const way = open ? null : await reopeningOf(ctx, row);
  const closed = open ? undefined : await repository.findClosing(ctx.actor, ctx.tx, caseId);
  const t = serverText(ctx.actor.locale);
  return {
    case: await getCase(ctx, caseId), labels: ctx.pack.slice(registrySlice).closing.labels,
    objections: objections.map(({ code, params }) => ({ code, message: t(`errors.${code}`, params) })),
    closing: closed ? await closingView(ctx, closed) : null,
    reopens: way?.ok ? way.value : null,
  };
}

async function closingView(ctx: Ctx, { code, why, reached, closedBy, closedAt }: repository.ClosingRow): Promise<NonNullable<ClosingView['closing']>> {
  const names = await colleagueNames(ctx, [closedBy]);
  return { code, why, reached, closedOn: dayIn(ctx.pack.info.timeZone, closedAt), by: names.get(closedBy) ?? null };
}
