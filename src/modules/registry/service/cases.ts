import { colleagueNames, colleaguesOf, getOffice, officeFor, readersOf } from '#access';
import { URGENCIES } from '#kernel/codes';
import { notFound, refuse, Refused } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { dayIn } from '#kernel/dates';
import type { Ctx } from '#platform/context';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/cases.ts';
import { findLastClosed } from '../repository/closings.ts';
import { followJoins } from '../repository/joins.ts';
import { afterAction, answerBy, type CaseAction } from '../rules/case.ts';
import { AssignCase, OpenCase, type CasePage, type CaseState, type CaseSummary } from '../schema.ts';
import { consentsOf } from './consents.ts';
import { expectAt } from './expected.ts';
import { getPerson, letOfficeSee } from './people.ts';
import { officeName, placeName, shaped, today } from './shared.ts';

/** A case that the actor may see, as it is stored. */
export async function findOrThrow(ctx: Ctx, caseId: string): Promise<repository.CaseRow> {
  const found = await repository.findCase(ctx.actor, ctx.tx, caseId);
  if (!found) throw notFound();
  return found;
}

/** The state after an action, or the refusal that says why not. */
export function next(state: CaseState, action: CaseAction): CaseState {
  const result = afterAction(state, action);
  if (!result.ok) throw new Refused(result.problems, 409);
  return result.value;
}

function asIs(row: repository.CaseRow): repository.CaseChange {
  const { officeId, officerId, state, destinationAdmin2, urgency, answerBy: by } = row;
  return { officeId, officerId, state, destinationAdmin2, urgency, answerBy: by, closedAt: null, closedWhy: null };
}

/** Changes a case that nobody else changed meanwhile. */
export async function change(ctx: Ctx, row: repository.CaseRow, to: Partial<repository.CaseChange>): Promise<void> {
  if (!(await repository.updateCase(ctx.actor, ctx.tx, row.id, row, { ...asIs(row), ...to }))) throw refuse('platform.conflict', { status: 409 });
}

/**
 * Opens a case at the window of the destination, which may see the person from then on. Somebody who has an open case
 * keeps it: it moves to the new destination if that is another. A new case names the last one that was closed.
 */
export async function openCase(ctx: Ctx, command: { personId: string } & OpenCase): Promise<{ caseId: string; officeId: string }> {
  const { personId, ...rest } = command;
  const { destinationAdmin2, urgency } = shaped(OpenCase, rest);
  const office = await officeFor(ctx, destinationAdmin2);
  const due = answerBy(today(ctx), urgency, ctx.pack.slice(registrySlice).answerWithinDays);
  const open = await repository.findOpenCase(ctx.actor, ctx.tx, personId);
  await letOfficeSee(ctx, personId, office.id, 'destination');
  if (open) {
    // The open case may stand under another record of the same person: whoever gets it must see that one too.
    if (open.personId !== personId) await letOfficeSee(ctx, open.personId, office.id, 'destination');
    await reuse(ctx, open, { officeId: office.id, destinationAdmin2, urgency, answerBy: due });
    await expectAt(ctx, { caseId: open.id, officeId: office.id, destinationAdmin2, urgency });
    return { caseId: open.id, officeId: office.id };
  }
  const caseId = newId(ctx.now);
  const openedOn = today(ctx);
  const follows = await findLastClosed(ctx.actor, ctx.tx, personId);
  await repository.insertCase(ctx.actor, ctx.tx, { id: caseId, personId, follows, officeId: office.id, destinationAdmin2, urgency, answerBy: due, openedOn, now: ctx.now });
  await ctx.tell({ type: 'registry.case-opened', caseId, personId, officeId: office.id, openedOn });
  await expectAt(ctx, { caseId, officeId: office.id, destinationAdmin2, urgency });
  return { caseId, officeId: office.id };
}

type Wanted = Pick<repository.CaseChange, 'officeId' | 'destinationAdmin2' | 'urgency' | 'answerBy'>;

async function reuse(ctx: Ctx, open: repository.CaseRow, wanted: Wanted): Promise<void> {
  const rank = (urgency: string) => (URGENCIES as readonly string[]).indexOf(urgency);
  const sooner = rank(wanted.urgency) < rank(open.urgency) ? { urgency: wanted.urgency, answerBy: wanted.answerBy } : {};
  if (open.officeId === wanted.officeId) {
    await change(ctx, open, { destinationAdmin2: wanted.destinationAdmin2, ...sooner });
    return;
  }
  const state = next(open.state, 'move');
  await change(ctx, open, { officeId: wanted.officeId, destinationAdmin2: wanted.destinationAdmin2, officerId: null, state, answerBy: wanted.answerBy, ...sooner });
  await repository.insertAssignment(ctx.actor, ctx.tx, {
    id: newId(ctx.now), caseId: open.id, personId: open.personId, officeId: wanted.officeId, officerId: null, note: null, now: ctx.now, why: 'returned-again', fromOfficer: open.officerId, fromOffice: open.officeId,
  });
  await followJoins(ctx.actor, ctx.tx, open.id, ctx.now);
  await ctx.tell({ type: 'registry.case-moved', caseId: open.id, personId: open.personId, officeId: wanted.officeId });
}

/** A case that the actor may see. */
export async function getCase(ctx: Ctx, caseId: string): Promise<CaseSummary> {
  const row = await findOrThrow(ctx, caseId);
  const office = await getOffice(ctx, row.officeId);
  const names = await colleagueNames(ctx, [row.officerId]);
  const { id, openedAt: _, closedAt, dueOn: _due, waitsSince: _waits, heldBefore: _before, ...rest } = row;
  return {
    ...rest, caseId: id, officeName: officeName(ctx, office), officerName: row.officerId ? (names.get(row.officerId) ?? null) : null,
    destinationName: placeName(ctx, row.destinationAdmin2), closedOn: closedAt ? dayIn(ctx.pack.info.timeZone, closedAt) : null,
  };
}

/** The first screen of a case, as far as this room knows it. */
export async function getCasePage(ctx: Ctx, caseId: string): Promise<CasePage> {
  const found = await getCase(ctx, caseId);
  return { case: found, person: await getPerson(ctx, found.personId), consents: await consentsOf(ctx, found.personId) };
}

/** Gives a case to an officer of its office; without one, to the actor. Of two who take it at once, one is told. */
export async function assignCase(ctx: Ctx, caseId: string, command: AssignCase): Promise<CaseSummary> {
  const asked = shaped(AssignCase, command);
  const { officerId = ctx.actor.userId, note } = asked;
  const row = await findOrThrow(ctx, caseId);
  // Taking is for cases that nobody holds: from a list that is a minute old, nobody takes a colleague's case unawares.
  if (!asked.officerId && row.officerId && row.officerId !== officerId) throw refuse('platform.conflict', { status: 409 });
  const state = next(row.state, 'assign');
  await requireColleague(ctx, row, officerId);
  if (row.officerId !== officerId) {
    await change(ctx, row, { officerId, state });
    await repository.insertAssignment(ctx.actor, ctx.tx, {
      id: newId(ctx.now), caseId, personId: row.personId, officeId: row.officeId, officerId, note: note ?? null, now: ctx.now, why: 'given', fromOfficer: row.officerId, fromOffice: null,
    });
    await ctx.tell({ type: 'registry.case-assigned', caseId, officerId });
  }
  return getCase(ctx, caseId);
}

async function requireColleague(ctx: Ctx, row: repository.CaseRow, officerId: string): Promise<void> {
  const colleagues = await colleaguesOf(ctx, row.officeId);
  if (!colleagues.some((c) => c.id === officerId)) throw refuse('registry.officer-not-of-office', { field: 'officerId' });
}

/** Officers to whom a case may be given. */
export async function officersFor(ctx: Ctx, caseId: string): Promise<{ id: string; displayName: string; role: string }[]> {
  const row = await findOrThrow(ctx, caseId);
  return colleaguesOf(ctx, row.officeId);
}

/** Who opened or changed this case and its person, when and why. */
export async function readersOfCase(ctx: Ctx, caseId: string): ReturnType<typeof readersOf> {
  const row = await findOrThrow(ctx, caseId);
  return readersOf(ctx, [caseId, row.personId]);
}
