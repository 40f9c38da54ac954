import { colleagueNames, getOffice } from '#access';
import { dayIn } from '#kernel/dates';
import { notFound, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import * as cases from '../repository/cases.ts';
import { listIdentityRecords, lockIdentities } from '../repository/identity.ts';
import * as repository from '../repository/joins.ts';
import { mayJoin, type JoinSide } from '../rules/join.ts';
import { JoinCases, type RelatedCase, type RelatedCases } from '../schema.ts';
import { officeName, shaped } from './shared.ts';

const side = (row: cases.CaseRow): JoinSide => ({ caseId: row.id, personId: row.personId, officeId: row.officeId, state: row.state });

/** A case and those that go on in it, itself first: what waits in them is one piece of work, and each thing stays in its case. *Not found* if the case is not in sight. */
export async function casesTogether(ctx: Ctx, caseId: string): Promise<string[]> {
  if (!(await cases.findCase(ctx.actor, ctx.tx, caseId))) throw notFound();
  return [caseId, ...(await repository.listGoingOnIn(ctx.actor, ctx.tx, caseId))];
}

/** The other cases of the same person as far as they are in sight, and in which of them, or into which, cases go on. */
export async function relatedCases(ctx: Ctx, caseId: string): Promise<RelatedCases & { personId: string }> {
  const own = await cases.findCase(ctx.actor, ctx.tx, caseId);
  if (!own) throw notFound();
  const others = (await repository.listCasesOfIdentity(ctx.actor, ctx.tx, own.personId)).filter((c) => c.id !== caseId);
  const joins = await repository.listJoins(ctx.actor, ctx.tx, caseId);
  const records = await listIdentityRecords(ctx.actor, ctx.tx, own.personId);
  const names = await colleagueNames(ctx, joins.map((j) => j.by));
  const into = joins.find((j) => j.caseId === caseId);
  const shown: RelatedCase[] = [];
  for (const row of others) shown.push(await relatedCase(ctx, own, row));
  const words = (j: repository.JoinRow) => ({ joinId: j.id, note: j.note, by: names.get(j.by) ?? null, at: j.at.toISOString(), mayTakeBack: j.mayTakeBack });
  return {
    personId: own.personId, cases: shown, elsewhere: records.filter((r) => !r.inSight).length,
    into: into ? { ...words(into), caseId: await repository.findCaseInCharge(ctx.actor, ctx.tx, caseId) } : null,
    joined: joins.filter((j) => j.intoCase === caseId).map((j) => ({ ...words(j), caseId: j.caseId })),
  };
}

async function relatedCase(ctx: Ctx, own: cases.CaseRow, row: cases.CaseRow): Promise<RelatedCase> {
  const office = await getOffice(ctx, row.officeId);
  return {
    caseId: row.id, personId: row.personId, publicCode: row.publicCode, state: row.state, officeName: officeName(ctx, office),
    openedOn: row.openedOn, closedOn: row.closedAt ? dayIn(ctx.pack.info.timeZone, row.closedAt) : null,
    mayGoOnHere: mayJoin(ctx.actor, side(row), side(own)), mayGoOnThere: mayJoin(ctx.actor, side(own), side(row)),
  };
}

/** Closes a case because it goes on in another open case of the same person. What is in it stays there and stays readable. */
export async function joinCases(ctx: Ctx, caseId: string, command: JoinCases): Promise<{ joinId: string; personId: string }> {
  const { into, note } = shaped(JoinCases, command);
  // Nobody decides about the two records while their cases are joined.
  await lockIdentities(ctx.actor, ctx.tx);
  const closing = await cases.findCase(ctx.actor, ctx.tx, caseId);
  if (!closing) throw notFound();
  const goingOn = (await repository.listCasesOfIdentity(ctx.actor, ctx.tx, closing.personId)).find((c) => c.id === into);
  if (!goingOn) throw notFound();
  if (closing.state === 'closed' || goingOn.state === 'closed') throw refuse('registry.case-closed', { status: 409 });
  if (!mayJoin(ctx.actor, side(closing), side(goingOn))) throw refuse('registry.join-of-others', { status: 403 });
  const joinId = newId(ctx.now);
  await repository.insertJoin(ctx.actor, ctx.tx, { id: joinId, caseId, into, note, now: ctx.now });
  await ctx.tell({ type: 'registry.case-joined', joinId, caseId, intoCase: into, personId: closing.personId });
  return { joinId, personId: closing.personId };
}

/** Takes a join back: the case is open again as it was, and its office alone keeps it. */
export async function undoJoin(ctx: Ctx, joinId: string): Promise<{ caseId: string; personId: string }> {
  await lockIdentities(ctx.actor, ctx.tx);
  const join = await repository.findJoin(ctx.actor, ctx.tx, joinId);
  if (!join) throw notFound();
  if (join.undone) throw refuse('registry.join-already-undone', { status: 409 });
  if (!join.mayTakeBack) throw refuse('registry.join-of-others', { status: 403 });
  if (!(await repository.takeJoinBack(ctx.actor, ctx.tx, joinId, ctx.now))) throw refuse('registry.join-other-case-open', { status: 409 });
  await tellEnded(ctx, { joinId, caseId: join.caseId, intoCase: join.intoCase, personId: join.personId });
  return { caseId: join.caseId, personId: join.personId };
}

const tellEnded = (ctx: Ctx, { joinId, caseId, intoCase, personId }: repository.EndedJoin): Promise<void> =>
  ctx.tell({ type: 'registry.case-join-undone', joinId, caseId, intoCase, personId });

/** After a decision about these people: cases that were joined because two records were one person come apart when they are not. */
export async function endGroundlessJoins(ctx: Ctx, people: readonly string[]): Promise<void> {
  for (const ended of await repository.endGroundlessJoins(ctx.actor, ctx.tx, people, ctx.now)) await tellEnded(ctx, ended);
}
