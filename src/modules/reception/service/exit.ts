/** The exit: who may leave, with whom and how; families together, children never alone. */
import { officeFor } from '#access';
import { notFound, Refused, refuse } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { Ctx } from '#platform/context';
import { answersFor, getPerson, isKeptApart, isKeptApartNamed, mayTakeChild, openCase, recordConsent } from '#registry';
import { receptionSlice } from '../pack.ts';
import * as careSql from '../repository/care.ts';
import * as leavingSql from '../repository/leaving.ts';
import * as returnsSql from '../repository/returns.ts';
import { cameAlone, countsAs, handoverIsEnough, leavesAsChild, leavingProblems, type AtExit, type KnownAge } from '../rules/leaving.ts';
import type { ChildHandover, ExitMember, ExitView, FollowedHow, HandoverLine, LeaveTogether, LeavingMember, LeftTogether, LeftWithout, RecordHandover } from '../schema.ts';
import { today } from './lists.ts';
import { ageOf, shownName } from './shown.ts';

type Row = leavingSql.ExitRow;

/** What is known of an age: the registered person before the list. */
async function knownAge(ctx: Ctx, row: Row): Promise<KnownAge> {
  const listed = { birthDate: row.person.birthDate, precision: row.person.birthPrecision, statedAge: row.person.statedAge };
  if (row.personId === null) return listed;
  const person = await getPerson(ctx, row.personId);
  return person.birthDate === null ? { ...listed, birthDate: null, precision: null } : { birthDate: person.birthDate, precision: person.birthPrecision, statedAge: null };
}

/** Child, adult or doubtful, whether they came without parents, and the age as it is told. */
export async function ageFactsOf(ctx: Ctx, row: Row): Promise<{ counts: ExitMember['counts']; alone: boolean; age: number | null }> {
  const known = await knownAge(ctx, row);
  const alone = cameAlone(row.flags, row.travellingAs);
  const { childUnder } = ctx.pack.slice(receptionSlice);
  return { counts: countsAs(known, row.flags, alone, childUnder, today(ctx)), alone, age: ageOf(known, today(ctx)) };
}

function handoverLine(h: leavingSql.HandoverRow, apart = false): HandoverLine {
  const line = { to: h.taker, identitySeen: h.identitySeen, verified: h.verified, contact: h.contact };
  return { ...line, handoverId: h.id, name: h.name, relation: h.relation, authority: h.authority, at: h.recordedAt.toISOString(), enough: handoverIsEnough(line), apart };
}

const transportOf = (state: string | null): AtExit['transport'] => (state === null ? 'none' : state === 'issued' ? 'issued' : 'open');

/** Somebody at the exit and everybody of the same travel group. */
export async function exitView(ctx: Ctx, rowId: string): Promise<ExitView> {
  const rows = await leavingSql.listWithGroup(ctx.actor, ctx.tx, [rowId], today(ctx));
  if (!rows.some((row) => row.rowId === rowId)) throw notFound();
  const handovers = new Map((await leavingSql.listHandovers(ctx.actor, ctx.tx, rows.map((row) => row.rowId))).map((h) => [h.rowId, h]));
  const members: ExitMember[] = [];
  for (const row of rows.toSorted((a, b) => Number(b.rowId === rowId) - Number(a.rowId === rowId))) {
    const { counts, alone, age } = await ageFactsOf(ctx, row);
    const place = row.destination === null ? undefined : ctx.pack.places.get(row.destination);
    const handover = handovers.get(row.rowId);
    members.push({
      rowId: row.rowId, number: row.number, name: shownName(row.person), age, counts, alone, registered: row.state === 'finished', hasCase: row.caseId !== null, planned: row.planned,
      destination: place ? `${place.name}, ${place.admin1Name}` : null, transport: transportOf(row.transport), bed: row.bed, openStations: row.openStations,
      handover: handover ? handoverLine(handover, ctx.actor.role === 'protection' && (await isNamedApart(ctx, row, handover.taker, handover.name))) : null, left: row.leftAt && row.leftHow ? { at: row.leftAt.toISOString(), how: row.leftHow } : null,
    });
  }
  return { rowId, members, bedsAreKept: await bedsAreKept(ctx) };
}

async function bedsAreKept(ctx: Ctx): Promise<boolean> {
  return (await careSql.listBedPlaces(ctx.actor, ctx.tx, today(ctx))).some((place) => place.open);
}

/** Writes down who takes these children; brothers and sisters in one go. */
export async function recordHandover(ctx: Ctx, { rowIds, handover }: RecordHandover): Promise<void> {
  const rows = await leavingSql.lockLeaving(ctx.actor, ctx.tx, rowIds, today(ctx));
  if (rows.length !== new Set(rowIds).size) throw notFound();
  if (rows.some((row) => row.leftAt !== null)) throw refuse('reception.left-already', { status: 409 });
  for (const row of rows) await saveHandover(ctx, row.rowId, handover);
}

export async function saveHandover(ctx: Ctx, rowId: string, h: ChildHandover): Promise<void> {
  const guardian = h.to === 'guardian';
  await leavingSql.saveHandover(ctx.actor, ctx.tx, {
    id: newId(ctx.now), rowId, taker: h.to, name: guardian ? h.name : h.officer, relation: guardian ? h.relation : null, contact: guardian ? h.contact || null : null,
    identitySeen: guardian && h.documentSeen, authority: guardian ? null : h.authority,
  }, ctx.now);
}

/** Protection has checked the guardian. */
export async function verifyHandover(ctx: Ctx, handoverId: string): Promise<{ rowId: string }> {
  const handover = await leavingSql.findHandover(ctx.actor, ctx.tx, handoverId);
  if (handover?.taker !== 'guardian') throw notFound();
  if (!handover.verified) await leavingSql.verifyHandover(ctx.actor, ctx.tx, handoverId, ctx.now);
  return { rowId: handover.rowId };
}

/** People leave: all of them, each checked, or nobody. */
export async function leaveTogether(ctx: Ctx, { members, apartWhy }: LeaveTogether): Promise<LeftTogether> {
  const { actor, tx, now } = ctx;
  const group = await leavingSql.listWithGroup(actor, tx, members.map((m) => m.rowId), today(ctx));
  const held = await leavingSql.lockLeaving(actor, tx, group.map((row) => row.rowId), today(ctx));
  const rows = new Map(held.map((row) => [row.rowId, row]));
  if (members.some((m) => !rows.has(m.rowId))) throw notFound();
  const people = await atExit(ctx, held, new Map(members.map((m) => [m.rowId, m])));
  const problems = leavingProblems(members, people, apartWhy, await bedsAreKept(ctx));
  if (problems.length > 0) throw new Refused(problems);
  for (const member of members) if (member.handover) await saveHandover(ctx, member.rowId, member.handover);
  const left: LeftTogether['left'][number][] = [];
  for (const member of members) left.push({ rowId: member.rowId, ...(await papersFor(ctx, rows.get(member.rowId)!, member)) });
  const grownFirst = members.toSorted((a, b) => Number(leavesAsChild(a, people.get(a.rowId)!)) - Number(leavesAsChild(b, people.get(b.rowId)!)));
  await leavingSql.leave(actor, tx, grownFirst.map((m) => ({
    rowId: m.rowId, how: m.how, nextStep: m.nextStep, told: m.told || null, withRow: m.withRow, adultSeen: m.adultSeen, sheetGiven: m.sheetGiven, apartWhy: apartWhy ?? null,
  })), now);
  for (const member of members) await leavingSql.endStops(actor, tx, member.rowId, member.how !== 'unfinished', now);
  return { left };
}

async function atExit(ctx: Ctx, rows: readonly Row[], leaving: ReadonlyMap<string, LeavingMember>): Promise<Map<string, AtExit>> {
  const handovers = new Map((await leavingSql.listHandovers(ctx.actor, ctx.tx, rows.map((row) => row.rowId))).map((h) => [h.rowId, handoverLine(h)]));
  const people = new Map<string, AtExit>();
  for (const row of rows) {
    const { counts, alone } = await ageFactsOf(ctx, row);
    people.set(row.rowId, {
      rowId: row.rowId, counts, alone, party: row.party, answeredBy: await answeredBy(ctx, row, rows), registered: row.state === 'finished',
      hasLeft: row.leftAt !== null, isHere: row.arrivedAt !== null, openStations: row.openStations, transport: transportOf(row.transport), bed: row.bed,
      handover: await judged(ctx, row, handovers.get(row.rowId)), typedApart: leaving.get(row.rowId)?.handover?.to === 'guardian' && (await isAnybodyKeptFrom(ctx, row)), keptFrom: await keptFrom(ctx, row, rows),
    });
  }
  return people;
}

/** A hand-over that was written down. Where anybody is kept apart from the child, a name proves nothing: protection verifies who takes it. */
async function judged(ctx: Ctx, row: Row, handover: HandoverLine | undefined): Promise<AtExit['handover']> {
  if (!handover) return null;
  const { to, name, enough, verified } = handover;
  return { to, name, enough, apart: to === 'guardian' && !verified && (await isAnybodyKeptFrom(ctx, row)) };
}

async function isAnybodyKeptFrom(ctx: Ctx, row: Row): Promise<boolean> {
  return row.personId !== null && isKeptApart(ctx, row.personId);
}

/** For protection, which decides: is somebody of this name kept apart from the child? */
async function isNamedApart(ctx: Ctx, row: Row, to: ChildHandover['to'], name: string): Promise<boolean> {
  return to === 'guardian' && row.personId !== null && isKeptApartNamed(ctx, row.personId, name);
}

/** Of everybody whom an officer put together with this person: are they recorded as answering for them? */
async function answeredBy(ctx: Ctx, row: Row, rows: readonly Row[]): Promise<Record<string, boolean>> {
  const answers: Record<string, boolean> = {};
  for (const other of rows) {
    if (other.rowId === row.rowId || other.party === null || other.party !== row.party || !(row.byHand || other.byHand)) continue;
    answers[other.rowId] = row.personId !== null && other.personId !== null && (await answersFor(ctx, other.personId, row.personId));
  }
  return answers;
}

/** People of the group with whom this one does not leave: if anybody is kept apart from them, everybody whom protection has not verified. */
async function keptFrom(ctx: Ctx, row: Row, rows: readonly Row[]): Promise<string[]> {
  const { personId } = row;
  if (personId === null || !(await isKeptApart(ctx, personId))) return [];
  const apart: string[] = [];
  for (const other of rows) if (other.rowId !== row.rowId && !(await mayTakeChild(ctx, other.personId, personId))) apart.push(other.rowId);
  return apart;
}

/** A case where the person agreed, and a paper that says the step they leave with, or where to go later. */
async function papersFor(ctx: Ctx, row: Row, member: LeavingMember): Promise<{ slipId: string | null; caseId: string | null }> {
  if (!isRegistered(row)) return { slipId: null, caseId: null };
  const caseId = row.caseId ?? (member.consentToCase ? await openAtExit(ctx, row, member) : null);
  const nextStep = member.nextStep ?? 'destinationWindow';
  const stands = row.slipId !== null && row.planned === nextStep && caseId === row.caseId;
  if (member.how === 'unfinished' || stands) return { slipId: row.slipId, caseId };
  const office = await officeFor(ctx, row.destination);
  const { publicCode } = await getPerson(ctx, row.personId);
  const slipId = newId(ctx.now);
  await returnsSql.insertSlip(ctx.actor, ctx.tx, {
    slipId, personId: row.personId, publicCode, returnId: row.returnId, caseId, language: row.language ?? 'es', nextStep, windowOfficeId: office.id,
    destinationAdmin2: row.destination, issuedOn: today(ctx),
  }, ctx.now);
  return { slipId, caseId };
}

const isRegistered = (row: Row): row is Registered => row.personId !== null && row.returnId !== null && row.destination !== null;

type Registered = Row & { readonly personId: string; readonly returnId: string; readonly destination: string };

async function openAtExit(ctx: Ctx, row: Registered, member: LeavingMember): Promise<string> {
  const pack = ctx.pack.slice(receptionSlice);
  const urgent = pack.urgentNeeds.filter((need) => row.urgent.includes(need.code)).map((need) => need.urgency);
  const urgency = urgent.includes('24h') ? '24h' : urgent.includes('72h') ? '72h' : '2weeks';
  const { caseId } = await openCase(ctx, { personId: row.personId, destinationAdmin2: row.destination, urgency });
  await recordConsent(ctx, { personId: row.personId, caseId }, {
    purpose: 'case', given: true, sections: ['identity', 'contact', 'documents', 'return', 'family', 'needs'], language: row.language ?? 'es', readAloud: member.consentReadAloud,
    givenBy: member.handover === null ? 'person' : 'guardian',
  });
  return caseId;
}

/** Who left without a next step and whom nobody has looked after. */
export async function leftWithout(ctx: Ctx): Promise<LeftWithout[]> {
  const rows = await leavingSql.listLeftWithout(ctx.actor, ctx.tx);
  return rows.map(({ person, at, ...row }) => ({ ...row, name: shownName(person), at: at.toISOString() }));
}

/** Somebody looked after a person who left without a next step. */
export async function followLeft(ctx: Ctx, rowId: string, how: FollowedHow): Promise<void> {
  if (!(await leavingSql.leftSo(ctx.actor, ctx.tx, rowId))) throw notFound();
  if (!(await leavingSql.followLeft(ctx.actor, ctx.tx, rowId, how, ctx.now))) throw refuse('reception.followed-already', { status: 409 });
}
