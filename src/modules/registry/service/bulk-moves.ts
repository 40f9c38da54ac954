/** Many cases change hands at once: written down first, then done in the background, part by part, in the name of whoever asked. */
import { actorOfAccount, appendAudit, colleagueNames, colleaguesOf, getOffice, listOffices } from '#access';
import { systemActor, type Actor } from '#kernel/actor';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import { inContext, type Ctx, type House } from '#platform/context';
import type { z } from 'zod';
import { URGENCIES } from '#kernel/codes';
import { registrySlice } from '../pack.ts';
import * as repository from '../repository/bulk-moves.ts';
import { followJoins } from '../repository/joins.ts';
import { officesOf } from '../repository/transfers.ts';
import { answerBy } from '../rules/case.ts';
import { mayKeepCases } from '../rules/transfer.ts';
import { MoveCases, type BulkMove, type CaseHolders, type MovableOffices, type MoveAhead } from '../schema.ts';
import { officeName, shaped, today } from './shared.ts';

/** Cases of one transaction: what a kill undoes, and what others wait for. */
const PART = 200;
/** More than any office has; beyond it somebody asks a second time. */
const MOST = 20_000;
const SHOWN = 20;

const nameOf = async (ctx: Ctx, officeId: string): Promise<string> => officeName(ctx, await getOffice(ctx, officeId));

async function asView(ctx: Ctx, row: repository.MoveRow): Promise<BulkMove> {
  const names = await colleagueNames(ctx, [row.askedBy, row.fromOfficer]);
  const { id, fromOffice, toOffice, fromOfficer, askedBy, askedAt, ...rest } = row;
  return {
    ...rest, moveId: id, fromOfficeName: await nameOf(ctx, fromOffice), toOfficeName: await nameOf(ctx, toOffice), fromOfficerName: fromOfficer ? (names.get(fromOfficer) ?? null) : null,
    askedBy: names.get(askedBy) ?? null, askedAt: askedAt.toISOString(),
  };
}

/** Offices between which the actor may move cases, and the newest moves. */
export async function movesInSight(ctx: Ctx): Promise<MovableOffices> {
  const own = await officesOf(ctx.actor, ctx.tx);
  const active = (await listOffices(ctx)).filter((o) => own.includes(o.id) && mayKeepCases(o.kind));
  const moves: BulkMove[] = [];
  for (const row of await repository.listMoves(ctx.actor, ctx.tx, SHOWN)) moves.push(await asView(ctx, row));
  return { offices: active.map((o) => ({ officeId: o.id, name: officeName(ctx, o) })), moves };
}

/** Who holds how many open cases of an office in sight. */
export async function holdersOf(ctx: Ctx, officeId: string): Promise<CaseHolders> {
  if (!(await officesOf(ctx.actor, ctx.tx)).includes(officeId)) throw notFound();
  const counts = await repository.countHolders(ctx.actor, ctx.tx, officeId);
  const colleagues = await keepersOf(ctx, officeId);
  const names = await colleagueNames(ctx, counts.map((c) => c.officerId));
  const holders = counts.map(({ officerId, cases }) => ({
    officerId, cases, name: officerId ? (names.get(officerId) ?? null) : null, active: officerId === null || colleagues.some((c) => c.id === officerId),
  }));
  return { holders, colleagues: colleagues.map((c) => ({ officerId: c.id, name: c.displayName })) };
}

const KEEPERS: ReadonlySet<string> = new Set(['window', 'protection']);

async function keepersOf(ctx: Ctx, officeId: string): Promise<{ id: string; displayName: string }[]> {
  return (await colleaguesOf(ctx, officeId)).filter((c) => KEEPERS.has(c.role));
}

async function requireOfficers(ctx: Ctx, officeId: string, officers: readonly string[]): Promise<void> {
  const there = new Set((await keepersOf(ctx, officeId)).map((c) => c.id));
  if (!officers.every((id) => there.has(id))) throw refuse('registry.officer-not-of-office', { field: 'toOfficerIds' });
}

/** Both offices are in charge of the actor, and the second one keeps cases. */
async function requireOffices(ctx: Ctx, from: string, to: string): Promise<void> {
  const own = await officesOf(ctx.actor, ctx.tx);
  if (!own.includes(from) || !own.includes(to)) throw notFound();
  const office = (await listOffices(ctx)).find((o) => o.id === to);
  if (!office || !mayKeepCases(office.kind)) throw refuse('registry.transfer-office', { field: 'toOfficeId' });
}

async function checked(ctx: Ctx, command: MoveCases): Promise<z.output<typeof MoveCases>> {
  const asked = shaped(MoveCases, command);
  if ((asked.from === 'officer') !== Boolean(asked.fromOfficerId)) throw refuse('platform.missing', { field: 'fromOfficerId' });
  await requireOffices(ctx, asked.fromOfficeId, asked.toOfficeId);
  if (asked.fromOfficeId === asked.toOfficeId && asked.toOfficerIds.length === 0 && asked.from === 'nobody') throw refuse('registry.move-changes-nothing', { field: 'toOfficeId' });
  await requireOfficers(ctx, asked.toOfficeId, asked.toOfficerIds);
  return asked;
}

/** How many cases would move, from whom and to whom: what somebody confirms before it begins. */
export async function lookAhead(ctx: Ctx, command: MoveCases): Promise<MoveAhead> {
  const { fromOfficeId: fromOffice, from, fromOfficerId = null, toOfficeId, toOfficerIds } = await checked(ctx, command);
  const cases = await repository.countMovable(ctx.actor, ctx.tx, { fromOffice, from, fromOfficer: fromOfficerId, most: MOST });
  const names = await colleagueNames(ctx, [fromOfficerId, ...toOfficerIds]);
  return {
    cases, fromOfficeName: await nameOf(ctx, fromOffice), fromOfficerName: fromOfficerId === null ? null : names.get(fromOfficerId) ?? null,
    toOfficeName: await nameOf(ctx, toOfficeId), toOfficerNames: toOfficerIds.map((id) => names.get(id) ?? ''),
  };
}

/** Writes down which cases change hands; the server does it from the next moment on. More than somebody confirmed is refused, and asked again. */
export async function moveCases(ctx: Ctx, command: MoveCases, confirmed: number = MOST): Promise<{ moveId: string }> {
  const asked = await checked(ctx, command);
  const moveId = newId(ctx.now);
  const total = await repository.insertMove(ctx.actor, ctx.tx, {
    id: moveId, fromOffice: asked.fromOfficeId, from: asked.from, fromOfficer: asked.fromOfficerId ?? null, toOffice: asked.toOfficeId, toOfficers: asked.toOfficerIds, note: asked.note, most: MOST, now: ctx.now,
  });
  if (total === 0) throw refuse('registry.move-nothing', { field: 'from' });
  if (total > confirmed) throw refuse('registry.move-more', { field: 'from', params: { n: total }, status: 409 });
  await ctx.tell({ type: 'registry.cases-to-move', moveId, cases: total });
  return { moveId };
}

/** How far a move has come. */
export async function getMove(ctx: Ctx, moveId: string): Promise<BulkMove> {
  const row = await repository.findMove(ctx.actor, ctx.tx, moveId);
  if (!row) throw notFound();
  return asView(ctx, row);
}

/** Stops a move: what has moved stays where it is now, the rest where it was. */
export async function cancelMove(ctx: Ctx, moveId: string): Promise<BulkMove> {
  const row = await getMove(ctx, moveId);
  if (row.state !== 'waiting' || !(await repository.cancelMove(ctx.actor, ctx.tx, moveId, ctx.now))) throw refuse('registry.move-over', { status: 409 });
  return getMove(ctx, moveId);
}

async function tellMoved(ctx: Ctx, move: repository.MoveRow, moved: readonly repository.Moved[]): Promise<void> {
  for (const { caseId, personId, officerId } of moved) {
    if (move.fromOffice !== move.toOffice) {
      await followJoins(ctx.actor, ctx.tx, caseId, ctx.now);
      await ctx.tell({ type: 'registry.case-moved', caseId, personId, officeId: move.toOffice });
    }
    if (officerId) await ctx.tell({ type: 'registry.case-assigned', caseId, officerId });
    // Nobody asks for each of them in a request, and each of them has changed hands.
    appendAudit(ctx, { action: 'registry.move-cases', kind: 'case_file', id: caseId, subject: personId, outcome: 'done' });
  }
}

/** The next part of a move, as whoever asked for it; false when it has ended. */
export async function movePart(ctx: Ctx, moveId: string): Promise<boolean> {
  const move = await repository.lockMove(ctx.actor, ctx.tx, moveId);
  if (!move) return false;
  const there = new Set((await keepersOf(ctx, move.toOffice)).map((c) => c.id));
  // Whoever was to get cases and has left meanwhile gets none: they wait for somebody to take them.
  const lines = (await repository.listLines(ctx.actor, ctx.tx, moveId, PART)).map((l) => ({ ...l, toOfficer: l.toOfficer && there.has(l.toOfficer) ? l.toOfficer : null }));
  const { answerWithinDays } = ctx.pack.slice(registrySlice);
  const days = Object.fromEntries(URGENCIES.map((urgency) => [urgency, answerBy(today(ctx), urgency, answerWithinDays)]));
  const moved = await repository.moveLines(ctx.actor, ctx.tx, move, lines, days, ctx.now);
  await tellMoved(ctx, move, moved);
  const ids = new Set(moved.map((m) => m.caseId));
  await repository.noteLines(ctx.actor, ctx.tx, moveId, { moved: lines.filter((l) => ids.has(l.caseId)).map((l) => l.n), skipped: lines.filter((l) => !ids.has(l.caseId)).map((l) => l.n) }, ctx.now);
  return lines.length > 0;
}

/** The next move and its asker; a move of somebody who may no longer do it is stopped. */
async function nextMove(ctx: Ctx): Promise<{ moveId: string; asker: Actor } | 'stopped' | null> {
  const next = await repository.findNextMove(ctx.actor, ctx.tx);
  if (!next) return null;
  const asker = await actorOfAccount(ctx, next.askedBy);
  if (asker?.role === 'supervisor') return { moveId: next.id, asker };
  await repository.cancelMove(ctx.actor, ctx.tx, next.id, ctx.now);
  return 'stopped';
}

/** Does the moves that wait, in every country, until none is left or `stopped` says so. */
export async function moveWaitingCases(house: House, now: () => Date, stopped: () => boolean = () => false): Promise<void> {
  for (const country of house.packs.keys()) {
    while (!stopped()) {
      const next = await inContext(house, { actor: systemActor(country), purpose: 'case-management', now: now() }, nextMove);
      if (next === null) break;
      if (next === 'stopped') continue;
      while (!stopped() && (await inContext(house, { actor: next.asker, purpose: 'case-management', now: now() }, (ctx) => movePart(ctx, next.moveId)))) { /* the next part */ }
    }
  }
}
