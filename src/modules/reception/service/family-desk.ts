/** A family at the desk: everybody who stands together, registered in one command, or nobody. */
import { getOffice } from '#access';
import { notFound, Refused, refuse } from '#kernel/errors';
import type { Ctx } from '#platform/context';
import { bindFamily, findCandidatesForMany, findManyBeforeRegistering, recordConsent } from '#registry';
import type { Candidate } from '#registry/schema';
import * as partiesSql from '../repository/parties.ts';
import * as rowsSql from '../repository/rows.ts';
import { ROW_STEPS } from '../rules.ts';
import { deskOfMember, familyProblems, relationsOfFamily, type FamilyFacts } from '../rules/family.ts';
import type { AskFamily, FamilyDesk, FamilyDeskMember, FinishedDesk, FinishedFamily, FinishFamily, FamilySlip } from '../schema.ts';
import { addArrival, deskFacts, deskView, lockedRow, take, whyNot } from './desk.ts';
import { finishPerson } from './finish.ts';
import { probeOf, probeOfIdentity } from './matching.ts';
import { putTogether } from './party.ts';
import { slipContent } from './returns.ts';
import { shownName } from './shown.ts';

type Row = rowsSql.DeskRow;

/** Somebody whom the officer has taken, first, and everybody who stands together with them and is still to be registered. */
export async function familyDesk(ctx: Ctx, rowId: string): Promise<FamilyDesk> {
  const lead = await deskView(ctx, rowId);
  const party = await partiesSql.listParty(ctx.actor, ctx.tx, [rowId]);
  const others = party.filter((row) => row.rowId !== rowId && row.state !== 'notArrived');
  const open = others.filter((row) => row.state !== 'finished');
  const views = [lead];
  for (const row of open) views.push(await deskView(ctx, row.rowId));
  return { members: views, registered: others.length - open.length };
}

/** Who may each of them have been before, by what the list says and by what was typed. */
export async function familyCandidates(ctx: Ctx, { members }: AskFamily): Promise<Candidate[][]> {
  const rows: (Row | undefined)[] = [];
  for (const { rowId } of members) rows.push(rowId === null ? undefined : await rowsSql.findRow(ctx.actor, ctx.tx, rowId));
  if (members.some((m, i) => m.rowId !== null && !rows[i])) throw notFound();
  const probes = members.flatMap((m, i) => [probeOfIdentity(m.identity), rows[i] ? probeOf(rows[i].person) : probeOfIdentity(m.identity)]);
  const found = await findCandidatesForMany(ctx, probes, 5);
  return members.map((_, i) => {
    const [typed = [], listed = []] = [found[2 * i], found[2 * i + 1]];
    return [...typed, ...listed.filter((c) => !typed.some((other) => other.personId === c.personId))];
  });
}

/** Registers a family: each member as the desk does it, then what makes them one. One transaction: everybody, or nobody. */
export async function finishFamily(ctx: Ctx, command: FinishFamily): Promise<FinishedFamily> {
  const { members } = command;
  const known = members.flatMap((m) => (m.rowId === null ? [] : [m.rowId]));
  if (new Set(known).size !== known.length) throw refuse('reception.member-twice', { field: 'members' });
  const rows = await bringToDesk(ctx, members);
  const facts: FamilyFacts = { ...deskFacts(ctx), flags: rows.map((row) => row.flags) };
  const problems = familyProblems(command, facts);
  if (problems.length > 0) throw new Refused(problems);
  await putTogether(ctx, rows.map((row) => row.rowId));
  // Everybody is looked up before the first is registered, or twins would find one another.
  const found = await findManyBeforeRegistering(ctx, members.map((m) => probeOfIdentity(m.identity)), 20);
  const done: (FinishedDesk & { rowId: string })[] = [];
  for (const [at, row] of rows.entries()) done.push({ rowId: row.rowId, ...(await ofMember(at, () => finishPerson(ctx, row, deskOfMember(command, at, facts), found[at]))) });
  for (const [at, member] of members.entries()) await consentForChild(ctx, command, member, done[at]!.personId);
  const place = ctx.actor.officeId === null ? undefined : (await getOffice(ctx, ctx.actor.officeId)).nameEs;
  const householdId = await bindFamily(ctx, {
    people: done.map((one) => one.personId), relations: relationsOfFamily(members), household: command.household, travel: { on: command.return.returnedOn, place },
  });
  return { members: done, householdId };
}

/** Everybody of the family is with this officer: who waits or is expected is taken, who has no number gets one. Nobody is taken from a colleague. */
async function bringToDesk(ctx: Ctx, members: readonly FamilyDeskMember[]): Promise<Row[]> {
  const held = new Map<string, Row>();
  for (const rowId of members.flatMap((m) => (m.rowId === null ? [] : [m.rowId])).toSorted()) held.set(rowId, await lockedRow(ctx, rowId));
  const rows: Row[] = [];
  for (const [at, { rowId, identity }] of members.entries()) {
    const id = rowId ?? (await addArrival(ctx, { ...identity, flags: [] })).rowId;
    const row = held.get(id) ?? (await lockedRow(ctx, id));
    await ofMember(at, () => takeForFamily(ctx, row));
    rows.push((await rowsSql.findRow(ctx.actor, ctx.tx, id))!);
  }
  return rows;
}

async function takeForFamily(ctx: Ctx, row: Row): Promise<void> {
  if (row.state === 'taken' && row.takenBy === ctx.actor.userId) return;
  if (ROW_STEPS[row.state].take === null) throw whyNot(row, 'take');
  await take(ctx, row.rowId);
}

/** Says of which member a refusal speaks. */
async function ofMember<T>(at: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Refused(error.problems.map((p) => ({ ...p, field: p.field ? `members.${at}.${p.field}` : `members.${at}` })), error.status);
  }
}

/** A child has no case of its own; what whoever answers for it agreed to holds for the child. */
async function consentForChild(ctx: Ctx, command: FinishFamily, { guardian }: FamilyDeskMember, personId: string): Promise<void> {
  if (guardian === null || !command.members[guardian.member]?.consentToCase) return;
  await recordConsent(ctx, { personId, caseId: null }, {
    purpose: 'case', given: true, sections: ['identity', 'contact', 'documents', 'return', 'family', 'needs'], language: command.slipLanguage,
    readAloud: command.consentReadAloud, givenBy: 'guardian',
  });
}

/** The slips of everybody who stands together with whom this slip is of, in the order of their numbers. */
export async function slipsOfFamily(ctx: Ctx, rowId: string): Promise<FamilySlip[]> {
  const party = await partiesSql.listParty(ctx.actor, ctx.tx, [rowId]);
  if (!party.some((row) => row.rowId === rowId)) throw notFound();
  const slips: FamilySlip[] = [];
  for (const row of party) {
    const found = await rowsSql.findRow(ctx.actor, ctx.tx, row.rowId);
    if (found?.slipId) slips.push({ no: found.queueNo, name: shownName(found.person), slip: await slipContent(ctx, found.slipId) });
  }
  // The pile is handed out as people are called.
  return slips.toSorted((a, b) => (a.no ?? Infinity) - (b.no ?? Infinity) || 0);
}
